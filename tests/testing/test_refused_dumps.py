"""Laws of what `load` refuses, checks and believes."""

import json
from collections.abc import Iterable
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
