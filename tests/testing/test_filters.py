"""Laws of the related-item filters."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectcases_typed.testing import mock_cases

from .conftest import World, build, code, empty, make_client, number, text
from .test_related_items import CONTACT, FILE


def comparison(comparator: str, field: Any) -> Any:
    """A filter that compares one field."""
    return {"custom": {"fields": {"field": {comparator: field}}}}


def test_each_filter_finds_its_own_type(world: World) -> None:
    """A filter without members finds every item of its type and no other."""
    attached = {
        "contact": world.attach("Contact", {"contactArn": CONTACT}),
        "comment": world.comment("x"),
        "file": world.attach("File", {"fileArn": FILE}),
        "sla": world.sla(),
        "connectCase": world.attach("ConnectCase", {"caseId": world.new_case()}),
        "custom": world.custom(number(world.fields["Number"], 1)),
    }
    for arm, item_id in attached.items():
        assert world.found({arm: {}}) == {item_id}
    assert world.found() == set(attached.values())


def test_filters_are_alternatives(world: World) -> None:
    """An item is found when any of several filters matches it, and found once."""
    comment, sla = world.comment("x"), world.sla()
    assert world.found({"comment": {}}, {"sla": {}}) == {comment, sla}
    assert len(world.search({"comment": {}}, {"comment": {}})) == 1
    assert world.found({"file": {}}) == set()


def test_members_of_a_filter_all_apply(world: World) -> None:
    """Within one filter every member given has to match."""
    world.cases.add_contact(CONTACT, channel="CHAT")
    chat = world.attach("Contact", {"contactArn": CONTACT})
    voice = world.attach("Contact", {"contactArn": "other"})

    def found(**contact: Any) -> set[str]:
        return world.found({"contact": contact})

    assert found(channel=["CHAT"]) == {chat}
    assert found(channel=["CHAT", "VOICE"]) == {chat, voice}
    assert found(channel=[]) == {chat, voice}
    assert found(contactArn="other") == {voice}
    assert found(contactArn="other", channel=["VOICE"]) == {voice}
    assert found(contactArn="other", channel=["CHAT"]) == set()


def test_identifiers_are_matched_exactly(world: World) -> None:
    """File, case and SLA filters match the identifier, name or status they give."""
    file = world.attach("File", {"fileArn": FILE})
    linked = world.new_case()
    link = world.attach("ConnectCase", {"caseId": linked})
    sla = world.sla(name="first")
    assert world.found({"file": {"fileArn": FILE}}) == {file}
    assert world.found({"file": {"fileArn": FILE + "x"}}) == set()
    assert world.found({"connectCase": {"caseId": linked}}) == {link}
    assert world.found({"connectCase": {"caseId": world.case_id}}) == set()
    assert world.found({"sla": {"name": "first"}}) == {sla}
    assert world.found({"sla": {"name": "second"}}) == set()
    assert world.found({"sla": {"name": "first", "status": "Active"}}) == {sla}
    assert world.found({"sla": {"name": "first", "status": "Met"}}) == set()


@pytest.mark.parametrize(
    ("comparator", "found"),
    [
        ("equalTo", {2}),
        ("greaterThan", {3}),
        ("greaterThanOrEqualTo", {2, 3}),
        ("lessThan", {1}),
        ("lessThanOrEqualTo", {1, 2}),
    ],
)
def test_numbers_are_compared_as_numbers(
    world: World, comparator: str, found: set[int]
) -> None:
    """Each comparator finds the numbers that stand so to the one given."""
    field_id = world.fields["Number"]
    items = {nights: world.custom(number(field_id, nights)) for nights in (1, 2, 3)}
    assert world.found(comparison(comparator, number(field_id, 2))) == {
        items[nights] for nights in found
    }


def test_times_are_compared_as_times(world: World) -> None:
    """Times are compared by the moment they mean, not by how they are written."""
    field_id = world.fields["DateTime"]
    item = world.custom(text(field_id, "2026-03-01T14:00:00+02:00"))
    same = text(field_id, "2026-03-01T12:00:00Z")
    later = text(field_id, "2026-03-01T13:00:00.000Z")
    assert world.found(comparison("equalTo", same)) == {item}
    assert world.found(comparison("lessThan", later)) == {item}
    # Not documented: a time that does not say its zone is in UTC.
    assert world.found(comparison("equalTo", text(field_id, "2026-03-01T12:00"))) == {
        item
    }


def test_text_is_searched_within(world: World) -> None:
    """Contains finds text anywhere in the value, minding case."""
    field_id = world.fields["Text"]
    item = world.custom(text(field_id, "Hotel Astoria"))
    world.custom(text(field_id, "other"))
    assert world.found(comparison("contains", text(field_id, "tel A"))) == {item}
    assert world.found(comparison("contains", text(field_id, "hotel"))) == set()


def test_empty_equals_having_no_value(world: World) -> None:
    """An empty value finds the items that lack the field or have it empty."""
    field_id = world.fields["Number"]
    without = world.custom(text(world.fields["Text"], "x"))
    blank = world.custom(empty(field_id))
    full = world.custom(number(field_id, 0))
    assert world.found(comparison("equalTo", empty(field_id))) == {without, blank}
    not_empty = {"not": {"field": {"equalTo": empty(field_id)}}}
    assert world.found({"custom": {"fields": not_empty}}) == {full}
    # One that is empty cannot be compared, any more than one that is lacking.
    assert world.found(comparison("equalTo", number(field_id, 1))) == set()
    assert world.found(comparison("lessThan", number(field_id, 1))) == {full}


def test_filters_that_could_never_match_are_refused(world: World) -> None:
    """Unknown fields, misfitting values and comparators are refused, however deep."""
    flag = {"id": world.fields["Boolean"], "value": {"booleanValue": True}}
    for wrong in (
        {"equalTo": text("nowhere", "x")},
        {"equalTo": text(world.fields["Number"], "x")},
        {"contains": number(world.fields["Number"], 1)},
        {"greaterThan": flag},
        {"contains": empty(world.fields["Text"])},
        {"greaterThan": empty(world.fields["Number"])},
        {"lessThanOrEqualTo": empty(world.fields["DateTime"])},
    ):
        nested = {"orAll": [{"not": {"andAll": [{"field": wrong}]}}]}
        search = {"custom": {"fields": nested}}
        assert code(world.found, search) == "ValidationException"


# A filter tree over two number fields, beside the predicate it should amount to.
Predicate = Callable[[dict[str, float]], bool]
COMPARE: dict[str, Callable[[float, float], bool]] = {
    "equalTo": lambda left, right: left == right,
    "greaterThan": lambda left, right: left > right,
    "greaterThanOrEqualTo": lambda left, right: left >= right,
    "lessThan": lambda left, right: left < right,
    "lessThanOrEqualTo": lambda left, right: left <= right,
}
SMALL = st.integers(min_value=0, max_value=3)


def leaf(comparator: str, name: str, operand: int) -> tuple[Any, Predicate]:
    """A comparison of a number, with what it means."""
    compare = COMPARE[comparator]
    return (
        {"field": {comparator: number(name, operand)}},
        lambda values: name in values and compare(values[name], operand),
    )


def inverse(inner: tuple[Any, Predicate]) -> tuple[Any, Predicate]:
    """A negated filter, with what it means."""
    return {"not": inner[0]}, lambda values: not inner[1](values)


def both(parts: list[tuple[Any, Predicate]]) -> tuple[Any, Predicate]:
    """A conjunction, with what it means."""
    return (
        {"andAll": [part[0] for part in parts]},
        lambda values: all(part[1](values) for part in parts),
    )


def either(parts: list[tuple[Any, Predicate]]) -> tuple[Any, Predicate]:
    """A disjunction, with what it means."""
    return (
        {"orAll": [part[0] for part in parts]},
        lambda values: any(part[1](values) for part in parts),
    )


TREES = st.recursive(
    st.builds(leaf, st.sampled_from(sorted(COMPARE)), st.sampled_from("ab"), SMALL),
    lambda inner: st.one_of(
        st.builds(inverse, inner),
        st.builds(both, st.lists(inner, max_size=3)),
        st.builds(either, st.lists(inner, max_size=3)),
    ),
    max_leaves=6,
)


def named(tree: Any, ids: dict[str, str]) -> Any:
    """The tree with the fields' ids in place of their names."""
    if isinstance(tree, dict):
        return {
            key: ids.get(value, value) if key == "id" else named(value, ids)
            for key, value in tree.items()
        }
    return [named(each, ids) for each in tree] if isinstance(tree, list) else tree


def test_field_filters_are_boolean_algebra() -> None:
    """Any filter tree finds exactly the items its plain Python predicate holds for."""
    with mock_cases() as cases:
        world = build(cases, make_client())
        ids = {"a": world.fields["Number"]}
        ids["b"] = world.client.create_field(
            domainId=world.domain_id, name="B", type="Number"
        )["fieldId"]
        contents: list[dict[str, float]] = [
            {name: value for name, value in (("a", a), ("b", b)) if value is not None}
            for a in (None, 0.0, 1.0, 2.0)
            for b in (None, 1.0, 3.0)
            if (a, b) != (None, None)
        ]
        items = {
            world.custom(*(number(ids[name], value) for name, value in c.items())): c
            for c in contents
        }

        @settings(max_examples=150, deadline=None)
        @given(TREES)
        def law(tree: tuple[Any, Predicate]) -> None:
            wire, predicate = tree
            assert world.found({"custom": {"fields": named(wire, ids)}}) == {
                item_id for item_id, values in items.items() if predicate(values)
            }

        law()
