"""The tools as a model calls them: with JSON, on the embedded service."""

import json

import pytest
from assistant_tools import Tools

from connectcases_typed import Client
from connectcases_typed.testing import EmbeddedCases, Seeded


@pytest.fixture
def seeded(embedded_cases: EmbeddedCases) -> Seeded:
    """A domain with fields and a case."""
    fields = {"Priority": ["High", "Low"], "Nights": "Number", "Arrival": "DateTime"}
    return embedded_cases.seed(fields=fields, cases=["A case"])


@pytest.fixture
def tools(seeded: Seeded) -> Tools:
    """The tools for that domain."""
    cases = Client()
    return Tools(cases, cases.load_fields(domain_id=seeded.domain_id))


def test_a_model_is_told_what_there_is(tools: Tools) -> None:
    """Options where there are some, types otherwise, and nothing it cannot write."""
    described = json.loads(tools.describe_fields())
    assert described["Priority"] == ["High", "Low"]
    assert described["Nights"] == "Number"
    assert "Date/Time Opened" not in described


def test_what_a_model_writes_is_read_again(tools: Tools, seeded: Seeded) -> None:
    """By name, as JSON has it."""
    changes = '{"Nights": 3, "Priority": "High", "Arrival": "2026-07-01T15:00:00Z"}'
    now = json.loads(tools.update_case(seeded.case_id, json.loads(changes)))
    assert (now["Nights"], now["Priority"]) == (3, "High")
    assert now["Arrival"] == "2026-07-01T15:00:00+00:00"
    assert json.loads(tools.find_cases({"Priority": "High"})) == {
        seeded.case_id: "A case"
    }
    assert json.loads(tools.find_cases({"Priority": "Low", "Nights": 3})) == {}
    assert seeded.case_id in json.loads(tools.find_cases({}))


def test_everything_that_is_wrong_is_said_at_once(tools: Tools, seeded: Seeded) -> None:
    """In changes and in searches, so that one more try is enough."""
    wrong = {"Prioritty": "High", "Nights": "three", "Hotel": "x"}
    for said in (tools.update_case(seeded.case_id, wrong), tools.find_cases(wrong)):
        assert "- Prioritty: there is no field" in said
        assert "did you mean 'Priority'?" in said
        assert "- Nights: expected a number, not str" in said
        assert "- Hotel: there is no field" in said


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"Title": "x" * 4101}, "Title: 4101 characters, at most 4100"),
        ({"Title": None}, "Nothing was changed."),
        ({"Priority": ["High"]}, "Priority: expected the name or value of an option"),
    ],
)
def test_a_refusal_is_told_in_words(
    tools: Tools, seeded: Seeded, changes: dict[str, str | None], says: str
) -> None:
    """Of the library or of the service; a model's call never ends in an exception."""
    assert says in tools.update_case(seeded.case_id, changes)


def test_an_unknown_case_is_told_in_words(tools: Tools) -> None:
    """Reading and writing."""
    assert "There is no such case" in tools.read_case("none")
    assert "Nothing was changed." in tools.update_case("none", {"Nights": 1})
