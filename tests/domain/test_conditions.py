"""Conditions written in Python: what they are, and what they select."""

import operator
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectcases_typed import (
    AndAll,
    BasicLayout,
    Client,
    Contains,
    CustomFilter,
    DoubleValue,
    EmptyValue,
    EqualTo,
    EqualToCondition,
    FieldGroup,
    FieldItem,
    FieldOperand,
    FieldsError,
    GreaterThan,
    GreaterThanOrEqualTo,
    LayoutSections,
    LessThan,
    LessThanOrEqualTo,
    Not,
    NotEqualToCondition,
    OrAll,
    RequiredCaseRule,
    StringValue,
    UserArn,
    UserArnValue,
    all_of,
    any_of,
    layout,
    when,
    where,
)
from connectcases_typed.records import BoundRecord
from connectcases_typed.testing import mock_cases

from .shop import REGION, SHOP, TYPES, Booking, Priority, create, open_case

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
TWO = DoubleValue(2)


def test_comparisons_are_the_classes_that_stand() -> None:
    """Each operator makes the class of its name."""
    assert (where("n") == 2) == EqualTo(id="n", value=TWO)
    assert (where("n") != 2) == Not(EqualTo(id="n", value=TWO))
    assert (where("n") > 2) == GreaterThan(id="n", value=TWO)
    assert (where("n") >= 2) == GreaterThanOrEqualTo(id="n", value=TWO)
    assert (where("n") < 2) == LessThan(id="n", value=TWO)
    assert (where("n") <= 2) == LessThanOrEqualTo(id="n", value=TWO)
    assert where("n").contains("x") == Contains(id="n", value=StringValue("x"))
    assert where("n").is_empty() == EqualTo(id="n", value=EmptyValue())
    assert (2 < where("n")) == (where("n") > 2)  # noqa: SIM300 - the other way round


def test_values_are_made_by_their_types() -> None:
    """Times are written in UTC, users as users; names go by the field's type."""
    at = StringValue("2026-03-04T12:00:00.000Z")
    assert (where("t") == NOON) == EqualTo(id="t", value=at)
    assert (where("u") == UserArn("a")) == EqualTo(id="u", value=UserArnValue("a"))
    assert (SHOP.where("Arrival") < NOON) == LessThan(id="id-of-Arrival", value=at)
    assert (SHOP.where("Priority") == "High") == EqualTo(
        id="id-of-Priority", value=StringValue("high")
    )
    with pytest.raises(FieldsError, match="Nights: expected a number, not str"):
        repr(SHOP.where("Nights") > "2")
    with pytest.raises(KeyError, match="did you mean 'Nights'"):
        SHOP.where("nihgts")


TRUTH: Mapping[str, Callable[[], object]] = {
    "if a condition": lambda: bool(where("n") == 2),
    "if a field": lambda: bool(where("n")),
    "a chain": lambda: 1 < where("n") < 3,
    "and": lambda: where("n") == 2 and where("m") == 3,
    "if a rule's condition": lambda: bool(when("n") == 2),
    "if a rule's field": lambda: bool(when("n")),
    "if an attribute": lambda: bool(Booking.nights),
    "if an attribute's condition": lambda: bool(Booking.nights > 2),
    "an attribute in a list": lambda: Booking.nights in [Booking.hotel, Booking.site],
}


@pytest.mark.parametrize("use", TRUTH.values(), ids=TRUTH)
def test_a_condition_is_neither_true_nor_false(use: Callable[[], object]) -> None:
    """In an `if`, an `and`, a chain or a lookup it is an error."""
    with pytest.raises(TypeError, match=r"combine with &|compare it with a value"):
        use()


#: What is compared, and how it is shown.
FIELDS = [where("b"), when("b"), Booking.nights]


@pytest.mark.parametrize("combine", [operator.and_, operator.or_])
@pytest.mark.parametrize("field", FIELDS, ids=repr)
def test_missing_parentheses_are_named(
    field: Any, combine: Callable[[Any, Any], object]
) -> None:
    """`a == 1 & b == 2` is `a == (1 & b) == 2`, on either side and of any operand."""
    a, rule, other = where("a") == 1, when("a") == 1, where("c")
    conditions = a, a & a, a | a, ~a, rule, rule & rule, rule | rule
    for operand in (1, "x", True, None, other, *conditions):
        with pytest.raises(TypeError, match="put each comparison in parentheses"):
            combine(operand, field)
        with pytest.raises(TypeError, match="put each comparison in parentheses"):
            combine(field, operand)


def test_what_is_compared_has_no_hash() -> None:
    """`==` makes a condition of it, so it cannot be a key."""
    for unhashable in (where("n"), when("n")):
        with pytest.raises(TypeError, match="unhashable"):
            hash(unhashable)


def test_what_was_not_asked_for_is_no_condition() -> None:
    """None is left out; nothing at all is None, one alone is itself."""
    a, b = where("a") == 1, where("b") == 2
    assert all_of() is None
    assert any_of(None, None) is None
    assert all_of(None, a) is a
    assert any_of(a, None) is a
    assert all_of(a, None, b) == AndAll([a, b])
    assert any_of(a, b, None) == OrAll([a, b])


def test_a_rules_condition_brings_its_result() -> None:
    """A comparison in a case rule says what follows from it, and combines."""
    status, reason = FieldOperand("status"), FieldOperand("case_reason")
    closed, none = StringValue("closed"), EmptyValue()
    made = when("status") == "closed"
    assert made == EqualToCondition(operand_one=status, operand_two=closed, result=True)
    assert (when("case_reason", result=False) != None) == NotEqualToCondition(  # noqa: E711 - makes a condition
        operand_one=reason, operand_two=none, result=False
    )
    assert (SHOP.when("Priority", result=False) == "Low") == EqualToCondition(
        operand_one=FieldOperand("id-of-Priority"),
        operand_two=StringValue("low"),
        result=False,
    )
    rule = RequiredCaseRule(default_value=False, conditions=[made & (when("n") == 1)])
    assert len(rule.conditions) == 1
    with pytest.raises(TypeError, match="compare no users"):
        repr(SHOP.when("Agent") == "arn:a")


def test_a_layout_is_two_lists_of_ids() -> None:
    """Fields become items of one group for each panel; an empty panel is none."""
    group = FieldGroup(name="Stay", fields=[FieldItem(id="a"), FieldItem(id="b")])
    assert layout(top=["a", "b"], top_name="Stay") == BasicLayout(
        top_panel=LayoutSections(sections=[group])
    )
    assert layout(more=("a",)).more_info == LayoutSections(
        sections=[FieldGroup(fields=[FieldItem(id="a")])]
    )


# ------------------------------------------------- the same in Python and the service

#: Combinations of these are what searches are tried with.
NIGHTS, HOTELS = (1.0, 2.0, 3.5), ("Inn", "Seaview", "sea")
TIMES = (NOON, NOON.replace(hour=13))
BOOKINGS = [
    Booking(
        hotel=hotel,
        nights=nights,
        rooms=rooms,
        arrival=arrival,
        paid=paid,
        priority=priority,
    )
    for hotel, nights in zip(HOTELS, NIGHTS, strict=True)
    for rooms, paid in ((None, None), (2, True))
    for arrival in (None, *TIMES)
    for priority in (None, Priority.HIGH)
]

COMPARISONS: Mapping[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
ORDERED = st.sampled_from([*COMPARISONS])
EITHER = st.sampled_from(["==", "!="])
# An attribute, an operator and what it is compared with.
LEAVES = st.one_of(
    st.tuples(st.just("nights"), ORDERED, st.sampled_from(NIGHTS)),
    st.tuples(st.just("hotel"), ORDERED, st.sampled_from(HOTELS)),
    st.tuples(st.just("rooms"), ORDERED, st.integers(1, 3)),
    st.tuples(st.just("arrival"), ORDERED, st.sampled_from(TIMES)),
    st.tuples(st.just("paid"), EITHER, st.none() | st.booleans()),
    st.tuples(st.just("priority"), EITHER, st.none() | st.sampled_from(Priority)),
    st.tuples(st.just("hotel"), st.just("contains"), st.sampled_from(["ea", "I"])),
)
TREES = st.recursive(
    LEAVES,
    lambda below: (
        st.tuples(st.just("~"), below) | st.tuples(below, st.sampled_from("&|"), below)
    ),
    max_leaves=5,
)


def condition_of(tree: Any) -> Any:
    """The condition of a tree, written on the class."""
    match tree:
        case ("~", inner):
            return ~condition_of(inner)
        case (str() as name, "contains", text):
            return getattr(Booking, name).contains(text)
        case (str() as name, str() as sign, value):
            return COMPARISONS[sign](getattr(Booking, name), value)
        case (left, "&", right):
            return condition_of(left) & condition_of(right)
        case _:
            left, _, right = tree
            return condition_of(left) | condition_of(right)


def holds(tree: Any, booking: Booking) -> bool:
    """Whether the condition holds, computed in Python; an empty value has no order."""
    match tree:
        case ("~", inner):
            return not holds(inner, booking)
        case (str() as name, "contains", text):
            return text in getattr(booking, name)
        case (str() as name, str() as sign, value):
            held = getattr(booking, name)
            if held is None and sign not in ("==", "!="):
                return False
            return COMPARISONS[sign](held, value)
        case (left, "&", right):
            return holds(left, booking) and holds(right, booking)
        case _:
            left, _, right = tree
            return holds(left, booking) or holds(right, booking)


@attrs.frozen
class Bookings:
    """A case that holds the bookings."""

    cases: Client
    domain_id: str
    case_id: str
    bound: BoundRecord[Booking]

    def find(self, wanted: CustomFilter) -> list[Booking]:
        """Those that are selected."""
        found = self.cases.search_related_items(
            domain_id=self.domain_id, case_id=self.case_id, filters=[wanted]
        )
        return [self.bound.read(item.content) for item in found]


@pytest.fixture(scope="module")
def held() -> Iterator[Bookings]:
    """The bookings, in the embedded service."""
    with mock_cases() as service:
        # An account may have this raised.
        service.quotas.fields_per_custom_item = len(TYPES)
        cases = Client(region_name=REGION)
        domain_id = create(cases)
        case_id = open_case(cases, domain_id)
        bookings = cases.load_fields(domain_id=domain_id).bind(Booking)
        for booking in BOOKINGS:
            cases.create_related_item(
                domain_id=domain_id, case_id=case_id, content=bookings.content(booking)
            )
        yield Bookings(cases, domain_id, case_id, bookings)


@settings(max_examples=60)
@given(tree=TREES)
def test_the_service_selects_what_python_selects(tree: Any, held: Bookings) -> None:
    """A condition on the class finds the records for which it is true in Python."""
    found = held.find(held.bound.filter(condition_of(tree)))
    expected = [booking for booking in BOOKINGS if holds(tree, booking)]
    assert sorted(map(repr, found)) == sorted(map(repr, expected))
