"""Laws of dumping and loading the state."""

import copy
import gc
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import timedelta
from types import ModuleType
from typing import Any

import attrs
import botocore
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectcases_typed.testing import EmbeddedCases, mock_cases
from connectcases_typed.testing.loading import replace_state
from connectcases_typed.testing.models import all_regions, region_of
from connectcases_typed.testing.operations.integrity import Inspection
from connectcases_typed.testing.store import dump, indexes, state
from connectcases_typed.testing.store.region import Region
from connectcases_typed.testing.store.state import Case, Domain

from .conftest import USER, World, build, empty, make_client, number, text

CONTACT = "arn:aws:connect:us-west-2:123456789012:instance/i/contact/c"


def held() -> Any:
    """All there is, as a value that stays as it is."""
    return copy.deepcopy(
        [
            (region.account, region.name, region.ordinal, region.domains)
            for region in all_regions()
            if region.ordinal
        ]
    )


def fill(world: World) -> None:
    """Make some of everything the service can remember."""
    client, domain = world.client, world.domain
    world.attach("Contact", {"contactArn": CONTACT})
    item_id = world.comment("Héllo", performedBy={"customEntity": "job"})
    world.attach("File", {"fileArn": "arn"})
    world.sla()
    world.attach("ConnectCase", {"caseId": world.new_case(clientToken="once")})
    world.custom(number(world.fields["Number"], 3))
    world.update(text("status", "closed"), performedBy={"userArn": USER})
    world.update(text("status", "open"), text(world.fields["Text"], "x"))
    world.update(empty(world.fields["Text"]))
    content = {"comment": {"body": "Bye", "contentType": "Text/Plain"}}
    client.update_related_item(
        **world.case,
        relatedItemId=item_id,
        content=content,
        performedBy={"userArn": USER},
    )
    rule: Any = {
        "required": {
            "defaultValue": False,
            "conditions": [
                {
                    "equalTo": {
                        "operandOne": {"fieldId": world.fields["Text"]},
                        "operandTwo": {"stringValue": "x"},
                        "result": True,
                    }
                }
            ],
        }
    }
    rules = [
        client.create_case_rule(**domain, name=name, description="so", rule=rule)[
            "caseRuleId"
        ]
        for name in ("kept", "gone")
    ]
    layouts = [
        client.create_layout(**domain, name=name, content={"basic": {}})["layoutId"]
        for name in ("kept", "gone")
    ]
    described = {"name": "Described", "type": "Text", "description": "so"}
    attributes = {"text": {"isMultiline": True}}
    field_id = client.create_field(**domain, **described, attributes=attributes)[
        "fieldId"
    ]
    template_id = client.create_template(
        **domain,
        name="Full",
        description="so",
        layoutConfiguration={"defaultLayout": layouts[0]},
        rules=[{"caseRuleId": rules[0], "fieldId": world.fields["Text"]}],
        tagPropagationConfigurations=[
            {"resourceType": "Cases", "tagMap": {"team": "a"}}
        ],
    )["templateId"]
    tag_all(world)
    client.delete_template(**domain, templateId=template_id)
    client.delete_layout(**domain, layoutId=layouts[1])
    client.delete_case_rule(**domain, caseRuleId=rules[1])
    client.delete_field(**domain, fieldId=field_id)
    configuration = {"enabled": True, "includedData": {"caseData": {"fields": []}}}
    client.put_case_event_configuration(**domain, eventBridge=configuration)
    for _ in range(2):
        # The first is completed by the next call, the second goes on running.
        world.cases.clock.advance(world.cases.merge_duration)
        client.start_merge_cases(
            **world.case,
            secondaryCaseIds=[other := world.new_case()],
            relatedItemsConfiguration={"comment": True},
            fieldsConfiguration=[
                {"sourceCaseId": other, "fieldIds": [{"id": world.fields["Number"]}]}
            ],
            performedBy={"userArn": USER},
        )
    make_client("us-east-1").create_domain(name="Elsewhere")


def tag_all(world: World) -> None:
    """Tag everything that can be."""
    (domain,) = region_of("123456789012", "us-west-2").domains.values()
    case = domain.cases[world.case_id]
    things: tuple[dict[str, Any], ...] = (
        domain.fields,
        domain.layouts,
        domain.case_rules,
        domain.templates,
        domain.cases,
        case.items,
    )
    tagged = [domain.arn, *(next(iter(some.values())).arn for some in things)]
    for arn in tagged:
        world.client.tag_resource(arn=arn, tags={"key": "a value"})


@pytest.fixture
def full(world: World) -> World:
    """A service that remembers some of everything."""
    fill(world)
    return world


def lasting(kind: Any) -> list[Any]:
    """The attributes of a class that are remembered, and not derived from others."""
    return [field for field in attrs.fields(kind) if field.init]


def attributes(value: Any) -> Iterator[tuple[str, str]]:
    """Class and name of every attribute within that is not as it is by default."""
    if attrs.has(type(value)):
        for field in lasting(type(value)):
            below = getattr(value, field.name)
            if below not in (None, False, "", [], {}, frozenset()):
                yield type(value).__name__, field.name
            yield from attributes(below)
    elif isinstance(value, dict):
        for below in value.values():
            yield from attributes(below)
    elif isinstance(value, (list, tuple)):
        for below in value:
            yield from attributes(below)


def test_everything_is_restored(full: World) -> None:
    """After a reset, loading what was dumped restores all state, in its order."""
    before, dumped = held(), full.cases.dump()
    standing = full.cases.clock.now()
    full.cases.reset()
    assert held() == []
    # Before the merge that was running when it was dumped is over.
    full.cases.clock.set(standing)
    full.cases.load(dumped)
    assert held() == before
    assert full.cases.dump() == dumped


def test_nothing_is_left_to_chance(full: World) -> None:
    """The state these tests restore uses every attribute the state has."""
    classes = [
        kind
        for kind in vars(state).values()
        if attrs.has(kind) and not kind.__subclasses__()
    ]
    assert {
        (kind.__name__, field.name) for kind in classes for field in lasting(kind)
    } == set(attributes(held()))


def answers(world: World) -> list[Any]:
    """What the operations that read have to say."""
    client, domain = world.client, world.domain
    case = {"domainId": world.domain_id, "caseId": world.case_id}
    fields = [{"id": field_id} for field_id in ("status", *world.fields.values())]
    said = [
        client.get_domain(**domain),
        client.list_fields(**domain),
        client.batch_get_field(**domain, fields=fields),
        client.list_field_options(**domain, fieldId=world.fields["SingleSelect"]),
        client.list_layouts(**domain),
        client.list_case_rules(**domain),
        client.list_templates(**domain),
        client.get_template(**domain, templateId=world.template_id),
        client.search_cases(**domain, fields=fields),
        client.get_case(**case, fields=fields),
        client.search_related_items(**case),
        client.search_all_related_items(**domain),
        client.get_case_audit_events(**case),
        client.get_case_event_configuration(**domain),
        client.get_merge_cases_status(**case),
        make_client("us-east-1").list_domains(),
    ]
    for answer in said:
        del answer["ResponseMetadata"]
    return said


def test_every_answer_is_restored(full: World) -> None:
    """What can be asked is answered after loading as it was before dumping."""
    before, dumped = answers(full), full.cases.dump()
    standing = full.cases.clock.now()
    full.cases.reset()
    full.cases.clock.set(standing)
    full.cases.load(dumped)
    assert answers(full) == before


def test_loading_replaces_what_is_there(full: World) -> None:
    """State made after the dump, in whatever Region, is gone."""
    before, dumped = held(), full.cases.dump()
    full.comment("Later")
    make_client("eu-central-1").create_domain(name="Later")
    full.cases.load(dumped)
    assert held() == before


def test_a_call_during_a_load_waits_for_it(
    cases: EmbeddedCases, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A call of another thread sees the state before a load or the one after it."""
    domain_id = cases.seed().domain_id
    client = cases.client()
    # A client's first request takes longer than those that follow.
    client.get_domain(domain_id=domain_id)
    dumped = cases.dump()
    index = indexes.index
    with ThreadPoolExecutor(1) as pool:
        calls: list[Future[str]] = []

        # Called when the old state is gone, and before the new one is in its place.
        def call_meanwhile(region: Region) -> None:
            calls.append(
                pool.submit(lambda: client.get_domain(domain_id=domain_id).domain_id)
            )
            wait(calls, timeout=0.2)
            index(region)

        monkeypatch.setattr(indexes, "index", call_meanwhile)
        cases.load(dumped)
        assert [call.result() for call in calls] == [domain_id]


def test_what_was_begun_goes_on(full: World) -> None:
    """A running merge finishes, a token continues and a client token still holds."""
    client, case = full.client, full.case
    first = client.search_related_items(**case, maxResults=2)
    last_made = full.comment("Last")
    full.client.delete_related_item(**case, relatedItemId=last_made)
    dumped = full.cases.dump()
    ordinals = [ordinal for _, _, ordinal, _ in held()]
    full.cases.load(dumped)
    assert [ordinal for _, _, ordinal, _ in held()] == ordinals
    token = first["nextToken"]
    rest = client.search_related_items(**case, nextToken=token)["relatedItems"]
    seen = [item["relatedItemId"] for item in [*first["relatedItems"], *rest]]
    assert sorted(seen) == sorted(full.found())
    cases = client.search_cases(**full.domain)["cases"]
    assert full.new_case(clientToken="once") in {found["caseId"] for found in cases}
    assert client.get_merge_cases_status(**case)["status"] == "IN_PROGRESS"
    full.cases.clock.advance(full.cases.merge_duration)
    assert full.events()[-1]["type"] == "Case.Merged"


def test_settings_are_not_the_state(full: World) -> None:
    """Clock, quotas, rates, faults and events are as they were before loading."""
    dumped = full.cases.dump()
    moment = full.cases.clock.advance(timedelta(seconds=1))
    full.cases.quotas.domains = 3
    full.cases.page_limit = 1
    events = list(full.cases.events)
    full.cases.load(dumped)
    assert full.cases.clock.now() == moment
    assert (full.cases.quotas.domains, full.cases.page_limit) == (3, 1)
    assert full.cases.events == events


def test_nothing_is_dumped_as_nothing(cases: EmbeddedCases) -> None:
    """An empty service has a dump too, which empties another."""
    dumped = cases.dump()
    cases.seed()
    cases.load(dumped)
    assert held() == []


def test_what_cannot_be_restored_is_not_dumped(world: World) -> None:
    """A value that has no form as text is an error, not a dump that lacks it."""
    world_domain = region_of("123456789012", "us-west-2").domains[world.domain_id]
    world_domain.event_bridge = {"enabled": object()}
    with pytest.raises(TypeError, match="the state holds a object"):
        world.cases.dump()


@settings(max_examples=20, deadline=None)
@given(st.text(max_size=200).filter(str.strip), st.floats(allow_nan=False))
def test_values_are_restored_exactly(body: str, amount: float) -> None:
    """Text and numbers of any kind are what they were."""
    if any("\ud800" <= character <= "\udfff" for character in body):
        body = "surrogates cannot be sent"
    with mock_cases() as cases:
        world = build(cases, make_client())
        world.comment(body)
        if abs(amount) != float("inf"):
            world.update(number(world.fields["Number"], amount))
        before = held()
        cases.load(cases.dump())
        assert held() == before


def test_names_may_look_like_times(world: World) -> None:
    """What is called as the dump calls a time is restored, where it stands alone."""
    field = {**world.domain, "name": "F", "type": "SingleSelect"}
    field_id = world.client.create_field(**field)["fieldId"]
    options = [{"name": "$time", "value": "$time", "active": True}]
    world.client.batch_put_field_options(
        **world.domain, fieldId=field_id, options=options
    )
    world.new_case(clientToken="$time")
    before = held()
    world.cases.load(world.cases.dump())
    assert held() == before


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


def test_the_garbage_collector_is_left_as_it_was(cases: EmbeddedCases) -> None:
    """It is on or off as before a load, and what the program froze stays frozen."""
    dumped = cases.dump()
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
    cases.load(dumped)
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
    gc.disable()
    gc.freeze()
    try:
        frozen = gc.get_freeze_count()
        cases.load(dumped)
        assert not gc.isenabled()
        gc.enable()
        cases.load(dumped)
        assert gc.isenabled()
        # Some of what was frozen may be freed.
        assert gc.get_freeze_count() > frozen / 2
    finally:
        gc.unfreeze()
        gc.enable()


def test_loaded_objects_are_old(cases: EmbeddedCases) -> None:
    """What was loaded is not looked at by the next collection of young objects."""
    cases.seed(cases=200)
    dumped = cases.dump()
    cases.load(dumped)
    (domain,) = (it for region in all_regions() for it in region.domains.values())
    old = {id(it) for it in gc.get_objects(generation=2)}
    assert all(id(case) in old for case in domain.cases.values())


MEMORY = """
import gc, json, tracemalloc
from connectcases_typed.testing import mock_cases

now = tracemalloc.get_traced_memory
with mock_cases() as cases:
    # Whatever is made at the first use of anything.
    cases.seed(cases=1)
    cases.load(cases.dump())
    gc.collect()
    tracemalloc.start()
    empty = now()[0]
    cases.seed(cases=3000)
    before = now()[0]
    state = before - empty
    tracemalloc.reset_peak()
    dumped = cases.dump()
    dumping = now()[1] - before
    before += len(dumped)
    tracemalloc.reset_peak()
    cases.load(dumped)
    after, peak = now()
print(json.dumps([state, len(dumped), dumping, after - before, peak - before]))
"""


def test_old_and_new_state_are_not_there_at_once() -> None:
    """Dumping takes the memory of the text, and loading less than half of the state.

    Loaded state takes no more than the one that was dumped: what is equal in many cases
    is one object. The process is one of its own, without coverage, which remembers
    every line that has run.
    """
    environment = {**os.environ}
    environment.pop("COVERAGE_PROCESS_CONFIG", None)
    done = subprocess.run(
        [sys.executable, "-P", "-c", MEMORY],
        env=environment,
        stdout=subprocess.PIPE,
        check=True,
    )
    state, text, dumping, more, loading = json.loads(done.stdout)
    assert dumping < 1.5 * text
    assert more < 0.1 * state
    assert loading < 0.5 * state
