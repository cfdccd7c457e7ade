"""Laws of finding cases: by filter, by search term, in order, and by contact."""

from datetime import timedelta
from typing import Any

import pytest

from .conftest import USER, World, code, number, text


def search(world: World, **request: Any) -> Any:
    """The answer to a search."""
    return world.client.search_cases(**world.domain, **request)


def found(world: World, **request: Any) -> list[str]:
    """The ids of the cases a search finds, in its order."""
    return [case["caseId"] for case in search(world, **request)["cases"]]


def make(world: World, title: str, value: float = 1, *more: Any, **other: Any) -> str:
    """A case with a title, a number, and whatever else."""
    fields = [text("title", title), number(world.fields["Number"], value), *more]
    return world.new_case(fields=fields, **other)


def sort(field_id: str, order: str = "Asc") -> Any:
    """A sort by a field."""
    return {"fieldId": field_id, "sortOrder": order}


def test_without_a_question_every_case_is_found(world: World) -> None:
    """A search that asks for nothing finds all cases, oldest first, without fields."""
    other = world.new_case(tags={"k": "v"})
    answer = search(world)
    shared = {"templateId": world.template_id, "fields": []}
    assert answer["cases"] == [
        {"caseId": world.case_id, "tags": {}, **shared},
        {"caseId": other, "tags": {"k": "v"}, **shared},
    ]
    assert answer["totalCount"] == 2


def test_the_fields_asked_for_are_answered(world: World) -> None:
    """A found case has the values asked for, as far as it has them, once each."""
    asked = [{"id": name} for name in ("summary", "title", "case_id", "title")]
    (case,) = search(world, fields=asked)["cases"]
    assert case["fields"] == [text("title", "First"), text("case_id", world.case_id)]


@pytest.mark.parametrize(
    "request_",
    [
        {"fields": [{"id": "nowhere"}]},
        {"sorts": [sort("nowhere")]},
        {"filter": {"not": {"field": {"equalTo": text("nowhere", "x")}}}},
        {"filter": {"field": {"contains": number("title", 1)}}},
    ],
    ids=["field", "sort", "filter", "comparison"],
)
def test_unknown_fields_are_refused(world: World, request_: Any) -> None:
    """A field that does not exist, or cannot be compared so, is refused anywhere."""
    assert code(search, world, **request_) == "ValidationException"


def test_filters_go_by_fields_and_tags(world: World) -> None:
    """Conditions on fields and tags combine with not, and, or."""
    red = make(world, "Red trip", 1, tags={"team": "red"})
    blue = make(world, "Blue trip", 2, tags={"team": "blue", "new": ""})
    trip = {"field": {"contains": text("title", "trip")}}
    large = {"field": {"greaterThan": number(world.fields["Number"], 1)}}

    def tag(**wanted: str) -> Any:
        return {"tag": {"equalTo": wanted}}

    for wanted, expected in (
        (trip, [red, blue]),
        ({"not": trip}, [world.case_id]),
        ({"andAll": [trip, large]}, [blue]),
        ({"andAll": []}, [world.case_id, red, blue]),
        ({"orAll": []}, []),
        ({"orAll": [large, tag(key="team", value="red")]}, [red, blue]),
        (tag(key="team", value="red"), [red]),
        (tag(key="team"), [red, blue]),
        (tag(value="blue"), [blue]),
        (tag(key="new", value="blue"), []),
        (tag(), [red, blue]),
        ({"not": tag(key="team")}, [world.case_id]),
    ):
        assert found(world, filter=wanted) == expected, wanted


def test_what_the_service_keeps_can_be_filtered_by(world: World) -> None:
    """Times and deadlines the service keeps are values like any other."""
    world.cases.clock.advance(timedelta(hours=1))
    late = world.new_case()
    later = text("created_datetime", "2026-03-01T12:30:00Z")
    assert found(world, filter={"field": {"greaterThan": later}}) == [late]
    world.sla(minutes=60)
    due = text("next_sla_breach_datetime", "2026-03-01T14:00:00+00:00")
    assert found(world, filter={"field": {"equalTo": due}}) == [world.case_id]


@pytest.mark.parametrize(
    ("term", "matches"),
    [
        ("", True),
        ("strasse", True),
        ("HAUPTSTRASSE 1", True),
        ("2.5", True),
        ("31", True),
        ("31.0", False),
        ("agent/ann", True),
        ("1 Hauptstrasse", False),
        ("true", False),
        ("hinten31", False),
        ("hinten 31", False),
    ],
)
def test_a_term_is_found_within_a_value(world: World, term: str, matches: Any) -> None:
    """A search term is found within one value, in upper and lower case."""
    world.client.delete_case(**world.case)
    make(
        world,
        "Hauptstraße 1, hinten",
        31,
        {"id": world.fields["Boolean"], "value": {"booleanValue": True}},
        {"id": world.fields["User"], "value": {"userArnValue": USER}},
        text(world.fields["Text"], "2.5 stars"),
    )
    assert len(found(world, searchTerm=term)) == matches


def test_a_deleted_fields_values_are_still_found(world: World) -> None:
    """A filter on a deleted field, and a term from its value, find the case."""
    field_id = world.fields["Text"]
    case_id = make(world, "x", 1, text(field_id, "needle"))
    world.client.delete_field(**world.domain, fieldId=field_id)
    kept = {"field": {"equalTo": text(field_id, "needle")}}
    assert found(world, filter=kept) == [case_id]
    assert found(world, searchTerm="needle") == [case_id]


def test_sorts_apply_in_their_order(world: World) -> None:
    """The first sort decides, the second among equals, then age; no value is last."""
    value, flag = world.fields["Number"], world.fields["Boolean"]
    yes = {"id": flag, "value": {"booleanValue": True}}
    no = {"id": flag, "value": {"booleanValue": False}}
    one = make(world, "b", 10, yes)
    two = make(world, "a", 9, yes)
    three = make(world, "c", 9, no)
    none = world.case_id
    assert found(world, sorts=[sort(value), sort("title", "Desc")]) == [
        none,
        three,
        two,
        one,
    ]
    assert found(world, sorts=[sort(flag)]) == [three, one, two, none]
    assert found(world, sorts=[sort(flag, "Desc")]) == [one, two, three, none]


def test_times_are_sorted_as_times(world: World) -> None:
    """Times in different zones are sorted by when they are."""
    field_id = world.fields["DateTime"]
    noon = make(world, "x", 1, text(field_id, "2026-01-01T12:00:00+00:00"))
    morning = make(world, "x", 1, text(field_id, "2026-01-01T13:00:00+05:00"))
    assert found(world, sorts=[sort(field_id)])[:2] == [morning, noon]


def test_a_page_has_25_cases_unless_asked(world: World) -> None:
    """The default page is smaller than the largest; the total counts all pages."""
    for _ in range(26):
        world.new_case()
    answer = search(world)
    assert len(answer["cases"]) == 25
    assert answer["totalCount"] == 27
    assert len(found(world, maxResults=100)) == 27
    rest = search(world, nextToken=answer["nextToken"])
    assert len(rest["cases"]) == 2
    assert rest["totalCount"] == 27


def test_cases_are_found_by_contact(world: World) -> None:
    """A contact's cases are those with an item of it, each once."""
    contact = "arn:aws:connect:us-west-2:123456789012:instance/i/contact/c"
    for _ in range(2):
        world.attach("Contact", {"contactArn": contact})
    world.new_case()
    request = {**world.domain, "contactArn": contact}
    listed = world.client.list_cases_for_contact(**request)["cases"]
    assert listed == [{"caseId": world.case_id, "templateId": world.template_id}]
    request["contactArn"] = "another"
    assert world.client.list_cases_for_contact(**request)["cases"] == []
