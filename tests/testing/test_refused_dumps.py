"""Laws of what `load` refuses, checks and believes."""

import json
from collections.abc import Callable, Iterable
from types import ModuleType
from typing import Any

import botocore
import pytest

from connectcases_typed.testing.loading import replace_state
from connectcases_typed.testing.operations.integrity import Inspection
from connectcases_typed.testing.store import dump
from connectcases_typed.testing.store.region import Region
from connectcases_typed.testing.store.state import Case, Domain

from .conftest import World
from .remembered import fill, held


@pytest.fixture
def full(world: World) -> World:
    """A service that remembers some of everything."""
    fill(world)
    return world


GONE = object()


def changed(dumped: str, path: str, value: Any) -> str:
    """A dump with another value at a path below the first line of a kind.

    In the path `*` is whatever comes first.
    """
    lines = [json.loads(line) for line in dumped.split("\n")]
    kind, *above, last = path.split(".")
    place = next(line for line in lines if kind in line)[kind]
    for name in above:
        if isinstance(place, list):
            place = place[0]
        else:
            place = place[next(iter(place)) if name == "*" else name]
    if value is GONE:
        del place[last]
    else:
        place[last] = value
    return "\n".join(map(json.dumps, lines))


@pytest.mark.parametrize(
    ("path", "value", "complaint"),
    [
        ("dump.format", GONE, "required field missing.*format"),
        ("dump.format", "other", "its format"),
        ("dump.regions", [], "line 2: it should be a line of `crc32`"),
        ("dump.regions.*.name", "eu-west-9", "not in 'eu-west-9'"),
        (
            "dump.regions",
            [{"account": "1", "name": "us-west-2", "ordinal": 1, "count": 0}] * 2,
            "it has a Region twice",
        ),
        ("dump.regions.*.ordinal", GONE, "missing.*ordinal"),
        ("dump.regions.*.ordinal", "5", "expected int.*ordinal"),
        ("dump.regions.*.ordinal", 5, "ordinal 6 is out of order"),
        ("dump.regions.*.count", 2, "domains: ordinal 1 is out of order"),
        ("domain.name", None, "line 2: .*expected str.*name"),
        ("domain.extra", 1, "line 2: extra fields"),
        ("domain.created", "x", "line 2: .*created"),
        ("domain.created", "2026-03-01T12:00:00", "created"),
        ("domain.cases", 2, "line 3: it should be a line of `cases`"),
        ("domain.cases", "1", "line 2: cases: not a number"),
        ("domain.name", "\ud800", "line 2: not valid Unicode"),
        ("domain.fields.title.type", "Tuple", "fields.title: type: Tuple"),
        ("cases.*.values", {}, r"cases\.[^:]*: values.case_id: missing"),
        ("cases.*.ordinal", 1, r"ordinal 1 was assigned twice"),
    ],
)
def test_a_changed_dump_is_refused(
    full: World, path: str, value: Any, complaint: str
) -> None:
    """What was not dumped by this version is an error that says where, and no change.

    Nothing is coerced, nothing extra is passed over.
    """
    dumped, before = full.cases.dump(), held()
    with pytest.raises(ValueError, match=complaint):
        full.cases.load(changed(dumped, path, value))
    assert held() == before


def test_a_dump_with_other_cases_than_it_says_is_refused(full: World) -> None:
    """A line without cases, or too many of them, is an error and no change."""
    before = held()
    for change, complaint in ((_no_cases, "no cases"), (_one_less, "1 cases more")):
        lines = [json.loads(line) for line in full.cases.dump().split("\n")]
        change(lines)
        with pytest.raises(ValueError, match=rf"line \d+: {complaint}"):
            full.cases.load("\n".join(map(json.dumps, lines)))
        assert held() == before


def _no_cases(lines: list[Any]) -> None:
    next(line for line in lines if "cases" in line)["cases"] = []


def _one_less(lines: list[Any]) -> None:
    domains = [line["domain"] for line in lines if "domain" in line]
    next(domain for domain in domains if domain["cases"])["cases"] -= 1


@pytest.mark.parametrize("foreign", ["", "hello", "[]", "5", "null", "[" * 100_000])
def test_foreign_text_is_refused(world: World, foreign: str) -> None:
    """Text that is no dump at all is an error that says so, and changes nothing."""
    before = held()
    with pytest.raises(ValueError, match="this is no dump of the embedded service"):
        world.cases.load(foreign)
    assert held() == before


def test_a_dump_that_was_cut_is_refused(full: World) -> None:
    """Without its last lines, wherever it is cut, a dump is an error and no change."""
    dumped, before = full.cases.dump(), held()
    lines = dumped.split("\n")
    for count in range(len(lines)):
        with pytest.raises(ValueError, match="dump"):
            full.cases.load("\n".join(lines[:count]))
    with pytest.raises(ValueError, match="more lines"):
        full.cases.load(f"{dumped}\n{lines[-1]}")
    assert held() == before


def checked(text: str, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether what a text says is checked before it is loaded."""
    inspected: list[Domain] = []

    def check(_: Inspection, domain: Domain, cases: Iterable[Case]) -> None:
        inspected.append(domain)
        assert list(cases) is not None

    with monkeypatch.context() as patch:
        patch.setattr(Inspection, "check", check)
        replace_state(text)
    return bool(inspected)


def test_only_a_dump_that_is_as_written_is_believed(
    full: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A dump is checked if a single character is another, and else is not."""
    before, dumped = held(), full.cases.dump()
    assert not checked(dumped, monkeypatch)
    assert held() == before
    # Each of them says the same as before.
    for old, new in (('{"cases":[', '{"cases": ['), ('"crc32":', '"crc32":1')):
        assert checked(dumped.replace(old, new, 1), monkeypatch)
        assert held() == before


@pytest.mark.parametrize("broken", ["{", ",", "\n"])
def test_a_dump_with_other_line_breaks_is_not_believed(
    full: World, broken: str
) -> None:
    """A line that was broken in two, or joined to the next: an error, no change."""
    before, dumped = held(), full.cases.dump()
    head, _, rest = dumped.partition('{"domain"')
    for rebroken in (
        rest.replace(broken, f"{broken}\n", 1),
        rest.replace("\n", "", 1),
    ):
        with pytest.raises(ValueError, match="this dump was changed"):
            full.cases.load(f'{head}{{"domain"{rebroken}')
        assert held() == before


@pytest.mark.parametrize("writer", [dump, botocore])
def test_a_dump_of_another_version_is_checked(
    full: World, monkeypatch: pytest.MonkeyPatch, writer: ModuleType
) -> None:
    """What an earlier version could live with, this one may not."""
    with monkeypatch.context() as patch:
        patch.setattr(writer, "__version__", "0.0.1")
        dumped = full.cases.dump()
    assert checked(dumped, monkeypatch)


def test_a_region_is_looked_for_even_in_a_dump_as_written(full: World) -> None:
    """Where the service is offered can change after a dump: an error, no change."""
    before = held()
    elsewhere = Region(
        account="123456789012", name="eu-west-9", partition="aws", ordinal=1
    )
    with pytest.raises(ValueError, match="not in 'eu-west-9'"):
        full.cases.load(dump.write([elsewhere]))
    assert held() == before


def item(case: Any, kind: str) -> Any:
    """An item of a type, as it is in a dump."""
    return next(it for it in case["items"].values() if it["type"] == kind)


def first(things: dict[str, Any]) -> Any:
    """One of the things that a dump holds by their ids."""
    return next(iter(things.values()))


# `full` in a dump: what is done to its domain and first case, and the complaint.
DAMAGE: list[tuple[Callable[[Any, Any], object], str]] = [
    (lambda domain, _: first(domain["layouts"]).update(id="x"), "its id or ARN"),
    (lambda domain, _: first(domain["layouts"]).update(name=""), "layout .*: name"),
    (lambda domain, _: domain["fields"]["title"].update(namespace="Custom"), "Custom"),
    (lambda domain, _: domain["fields"]["title"].update(type="Url"), "not as the sys"),
    (
        lambda domain, _: domain["fields"]["status"]["options"].pop("open"),
        "a built-in status is missing",
    ),
    (
        lambda domain, _: domain["fields"]["status"]["options"]["open"].update(
            value=""
        ),
        "options.open: the value of another option",
    ),
    (
        lambda domain, _: first(domain["layouts"]).update(content={"basic": {"x": 1}}),
        "content",
    ),
    (
        lambda domain, _: first(domain["layouts"]).update(
            content={
                "basic": {
                    "topPanel": {
                        "sections": [{"fieldGroup": {"fields": [{"id": "gone"}]}}]
                    }
                }
            }
        ),
        "content: there is no field gone",
    ),
    (lambda domain, _: first(domain["templates"]).update(status="x"), "status: x"),
    (lambda domain, _: first(domain["templates"]).update(layout_id="x"), "such layout"),
    (
        lambda domain, _: first(domain["templates"]).update(required_fields=["gone"]),
        "required_fields: there is no field gone",
    ),
    (
        lambda domain, _: first(domain["templates"]).update(
            rules=[{"caseRuleId": "gone", "fieldId": "title"}]
        ),
        "there is no such case rule",
    ),
    (
        lambda domain, _: domain["merges"][1].update(
            secondary_id=domain["merges"][0]["secondary_id"]
        ),
        "merged before",
    ),
    (lambda domain, _: domain["merges"][1].update(primary_id="gone"), "be merged"),
    (lambda domain, _: domain["merges"][1].update(arms=["x"]), "arms"),
    (lambda domain, _: domain["merges"][1].update(fields=["gone"]), "no field gone"),
    (lambda domain, _: domain["merges"][1].update(performed_by={}), "performed_by"),
    (
        lambda domain, _: domain["event_bridge"]["includedData"]["caseData"].update(
            fields=[{"id": "gone"}]
        ),
        "event_bridge: there is no field gone",
    ),
    (lambda domain, _: domain.update(event_bridge={}), "event_bridge"),
    (
        lambda domain, _: domain["answered"].update(
            {"GetCase:x": {"fingerprint": "x", "answer": {}}}
        ),
        "takes no client token",
    ),
    (lambda domain, _: first(domain["answered"]).update(answer={}), "answer"),
    (lambda _, case: case.update(arn="x"), "arn: not the ARN of the case"),
    (lambda _, case: case.update(template_id="x"), "there is no such template"),
    (lambda _, case: case["values"].pop("status"), "values.status: missing"),
    (
        lambda _, case: case["values"].update(gone={"stringValue": "x"}),
        "values.gone: there is no such field",
    ),
    (
        lambda _, case: case["values"].update(title={"doubleValue": 1.0}),
        "not a value of type Text",
    ),
    (
        lambda _, case: case["values"].update(
            last_closed_datetime={"stringValue": "x"}
        ),
        "not an ISO-8601 time",
    ),
    (lambda _, case: item(case, "File").update(id="x"), "its id or ARN is another's"),
    (lambda _, case: item(case, "File").update(type="Sla"), "not one of type Sla"),
    (lambda _, case: item(case, "Sla").pop("sla"), "sla: of an item of type Sla"),
    (lambda _, case: item(case, "Contact").pop("connected"), "connected: of an item"),
    (
        lambda _, case: item(case, "Contact").update(content={"contact": {}}),
        "content.contact: not a contact",
    ),
    (
        lambda _, case: item(case, "Contact").update(content={"contact": "x"}),
        "content.contact: not a contact",
    ),
    (lambda _, case: item(case, "Comment").update(created_by={}), "created_by or"),
    (
        lambda _, case: item(case, "Custom")["content"]["custom"].update(
            fields=[{"id": "gone", "value": {"stringValue": "x"}}]
        ),
        "gone",
    ),
    (lambda _, case: item(case, "Sla")["sla"].update(field_id="gone"), "sla.field_id"),
    (lambda _, case: item(case, "Sla")["sla"].update(type="x"), "sla.type: x"),
    (
        lambda _, case: item(case, "Sla")["sla"].update(target_values=[{"x": 1}]),
        "sla.target_values: not a value",
    ),
    (lambda _, case: case["audit"][0].update(id=""), "audit.id: empty"),
    (lambda _, case: case["audit"][0].update(performed_by={}), "performed_by"),
    (lambda _, case: case["audit"][0].update(related_item_type="x"), "item_type: x"),
    (
        lambda _, case: case["audit"][0]["fields"][0].update(eventFieldId=1),
        "eventFieldId: not an id",
    ),
    (
        lambda _, case: case["audit"][0]["fields"][0].update(newValue=1),
        "newValue: not a value",
    ),
    (
        lambda _, case: case["audit"][0]["fields"][0].update(oldValue={"x": 1}),
        "oldValue: not a value",
    ),
]


@pytest.mark.parametrize(
    ("damage", "complaint"), DAMAGE, ids=map(str, range(len(DAMAGE)))
)
def test_what_the_service_could_not_live_with_is_refused(
    full: World, damage: Callable[[Any, Any], object], complaint: str
) -> None:
    """Whatever operations rely on is checked: an error that says what, no change."""
    before = held()
    lines = [json.loads(line) for line in full.cases.dump().split("\n")]
    *_, domain = (line["domain"] for line in lines if "domain" in line)
    damage(domain, next(line["cases"][0] for line in lines if "cases" in line))
    with pytest.raises(ValueError, match=f"this dump was changed: .*{complaint}"):
        full.cases.load("\n".join(map(json.dumps, lines)))
    assert held() == before


def test_no_two_cases_are_the_same(full: World) -> None:
    """Two cases of one id, or of one reference number: an error, no change."""
    before = held()
    for what, complaint in (("id", "there twice"), ("reference", "of another case")):
        lines = [json.loads(line) for line in full.cases.dump().split("\n")]
        one, other, *_ = next(line["cases"] for line in lines if "cases" in line)
        if what == "id":
            other.update({**one, "ordinal": other["ordinal"], "items": {}, "audit": []})
        else:
            other["values"]["reference_number"] = one["values"]["reference_number"]
        with pytest.raises(ValueError, match=complaint):
            full.cases.load("\n".join(map(json.dumps, lines)))
        assert held() == before
