"""Laws of searching the related items of a whole domain."""

from datetime import timedelta
from typing import Any

import attrs
import pytest

from .conftest import World, code, number, text


def found(world: World, *filters: Any, **request: Any) -> list[str]:
    """The ids of the items a search finds, in its order."""
    answer = world.client.search_all_related_items(
        **world.domain, filters=list(filters), **request
    )
    return [item["relatedItemId"] for item in answer["relatedItems"]]


def elsewhere(world: World) -> World:
    """The same world around another case."""
    return attrs.evolve(world, case_id=world.new_case())


def test_items_read_as_in_their_case(world: World) -> None:
    """An item reads as in a search of its case, and says which case that is."""
    world.comment("one", performedBy={"customEntity": "job"})
    world.custom(number(world.fields["Number"], 1))
    answer = world.client.search_all_related_items(**world.domain)
    expected = [item | {"caseId": world.case_id} for item in world.search()]
    assert answer["relatedItems"] == expected


def test_filters_are_alternatives_across_cases(world: World) -> None:
    """Items of every case that match any filter are found, in order of association."""
    other = elsewhere(world)
    first = world.comment("one")
    contact = other.attach("Contact", {"contactArn": "c"})
    last = other.comment("two")
    world.attach("File", {"fileArn": "f"})
    assert found(world, {"comment": {}}) == [first, last]
    assert found(world, {"comment": {}}, {"contact": {}}) == [first, contact, last]
    assert len(found(world)) == 4
    wrong = {"custom": {"fields": {"field": {"equalTo": text("nowhere", "x")}}}}
    assert code(found, world, wrong) == "ValidationException"


def test_sorts_apply_in_their_order(world: World) -> None:
    """Items sort by case, by time, or by one and then the other."""
    other = elsewhere(world)
    low, high = sorted((world, other), key=lambda each: each.case_id)
    one = high.comment("one")
    world.cases.clock.advance(timedelta(minutes=1))
    two, three = high.comment("two"), low.comment("three")
    by_case = {"sortProperty": "CaseId", "sortOrder": "Asc"}
    by_time = {"sortProperty": "AssociationTime", "sortOrder": "Desc"}
    assert found(world, sorts=[by_case]) == [three, one, two]
    assert found(world, sorts=[by_time]) == [two, three, one]
    assert found(world, sorts=[by_time, by_case]) == [three, two, one]
    assert found(world, sorts=[by_case, by_time]) == [three, two, one]


@pytest.mark.parametrize(
    "sorts", [[], [{"sortProperty": "CaseId", "sortOrder": "Asc"}]]
)
def test_an_slas_status_is_as_of_now(world: World, sorts: Any) -> None:
    """A filter by status goes by the time of the search."""
    sla = world.sla(minutes=1)
    overdue = {"sla": {"status": "Overdue"}}
    assert found(world, overdue, sorts=sorts) == []
    world.cases.clock.advance(timedelta(minutes=2))
    assert found(world, overdue, sorts=sorts) == [sla]
