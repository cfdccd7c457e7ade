"""Records: what they are, how they are bound, read and written."""

import copy
import pickle
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, ClassVar

import pytest
from hypothesis import given

from connectcases_typed import (
    AndAll,
    Client,
    CustomContent,
    CustomFilter,
    DomainFields,
    EmptyValue,
    EqualTo,
    GetCaseResponse,
    Not,
    OrAll,
    Order,
    RecordError,
    SearchCasesResponseItem,
    Sort,
    StringValue,
    TagEqualTo,
    field_identifiers,
    field_values,
    where,
)
from connectcases_typed.records import Mapped, Record, field
from connectcases_typed.testing import mock_cases

from .shop import RECORDS, REGION, SHOP, TYPES, Booking, Priority, a_field

BOUND = SHOP.bind(Booking)
BOOKING = Booking(hotel="Seaview", nights=3, priority=Priority.HIGH)


class Stay(Record):
    """What others inherit."""

    kind: ClassVar[str] = "stay"

    hotel: Mapped[str] = field("Hotel")
    nights: Mapped[float] = field("Nights")


class LongStay(Stay):
    """An attribute of its own, and one that is declared anew."""

    nights: Mapped[int] = field("Nights", default=30)
    paid: Mapped[bool | None] = field("Paid", default=None)

    @property
    def weeks(self) -> float:
        """Records may compute."""
        return self.nights / 7


# ------------------------------------------------------------------------ the class


@given(RECORDS)
def test_records_are_values(record: Booking) -> None:
    """Equal if they hold the same, hashed alike, pickled and copied."""
    same = Booking(**vars(record))
    assert same == record
    assert hash(same) == hash(record)
    assert pickle.loads(pickle.dumps(record)) == record  # noqa: S301 - made here
    assert copy.deepcopy(record) == record
    other = Booking(**{**vars(record), "hotel": record.hotel + "x"})
    assert other != record


def test_records_of_two_classes_differ() -> None:
    """Holding the same is not being the same."""
    assert Stay(hotel="x", nights=1) != LongStay(hotel="x", nights=1)
    assert Stay(hotel="x", nights=1) != {"hotel": "x", "nights": 1}


def test_records_are_frozen() -> None:
    """No attribute can be set or deleted, whether it is declared or not."""
    for name in ("hotel", "other"):
        with pytest.raises(AttributeError, match=f"Booking is frozen: {name}"):
            setattr(BOOKING, name, "x")
        with pytest.raises(AttributeError, match=f"Booking is frozen: {name}"):
            delattr(BOOKING, name)


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({}, "lacks hotel, nights"),
        ({"hotel": "x", "nights": 1, "hotell": "y"}, "'hotell': did you mean 'hotel'"),
        ({"hotel": "x", "nights": 1, "zz": 1, "yy": 2}, "argument 'yy', 'zz'$"),
    ],
)
def test_the_constructor_takes_what_is_declared(
    given: Mapping[str, Any], error: str
) -> None:
    """What is missing or unknown is named."""
    with pytest.raises(TypeError, match=error):
        Booking(**given)


def test_records_are_inherited() -> None:
    """A class has its bases' attributes, first where they were declared first."""
    stay = LongStay(hotel="Inn")
    assert repr(stay) == "LongStay(hotel='Inn', nights=30, paid=None)"
    assert stay.weeks == pytest.approx(30 / 7)
    long_stays = SHOP.bind(LongStay)
    assert long_stays.read(long_stays.content(stay).fields) == stay
    # The attribute of the base and the one declared anew lead to the same field.
    assert long_stays.filter(Stay.nights > 2) == long_stays.filter(LongStay.nights > 2)


def test_records_can_be_matched() -> None:
    """By class and attribute."""
    match BOOKING:
        case Booking(hotel="Inn"):
            pytest.fail("it is another hotel")
        case Booking(nights=nights):
            assert nights == 3


@pytest.mark.skipif(sys.version_info < (3, 13), reason="copy.replace is new there")
def test_a_changed_copy_is_made_with_replace() -> None:
    """`copy.replace` takes records."""
    assert copy.replace(BOOKING, nights=4) == Booking(**{**vars(BOOKING), "nights": 4})  # type: ignore[attr-defined, unused-ignore]  # new in 3.13


def test_an_attribute_says_where_it_is_from() -> None:
    """In messages, attributes and conditions look as they are written in code."""
    assert repr(Booking.nights) == "Booking.nights"
    assert repr(Booking.nights > 2) == "Booking.nights > 2"
    assert repr(Booking.hotel.contains("x")) == "Booking.hotel contains 'x'"


# ------------------------------------------------------------------------ both ways


@given(RECORDS)
def test_a_record_comes_back_from_a_custom_item(record: Booking) -> None:
    """`read(content(r)) == r`; an edit writes the same fields."""
    content = BOUND.content(record)
    assert BOUND.read(CustomContent(fields=tuple(content.fields))) == record
    assert BOUND.update(record).fields == content.fields
    assert not any(isinstance(it.value, EmptyValue) for it in content.fields)


@given(RECORDS)
def test_a_record_comes_back_from_a_case(record: Booking) -> None:
    """From what `search_cases` finds, and from what `get_case` pages through."""
    values = BOUND.values(record)
    found = SearchCasesResponseItem(case_id="c", template_id="t", fields=values)
    assert BOUND.read(found) == record
    pages = [
        GetCaseResponse(template_id="t", fields=it) for it in (values[:3], values[3:])
    ]
    assert BOUND.read(pages) == BOUND.read(iter(values)) == record
    whole = GetCaseResponse(template_id="t", fields=values)
    assert BOUND.read(whole) == record


@given(RECORDS, RECORDS)
def test_only_what_differs_is_written(before: Booking, after: Booking) -> None:
    """`since` leaves out what is as it was: the rest makes the one the other."""
    held = {it.id: it for it in BOUND.values(before)}
    changed = BOUND.values(after, since=before)
    assert {it.id for it in changed} == {
        it.id for it in BOUND.values(after) if it not in held.values()
    }
    held |= {it.id: it for it in changed}
    assert BOUND.read(held.values()) == after


def test_an_empty_record_is_a_custom_item_too() -> None:
    """An item holds one field at least, if only an empty one."""

    class Note(Record):
        site: Mapped[str | None] = field("Site", default=None)

    notes = SHOP.bind(Note)
    assert notes.content(Note()).fields == field_values({"id-of-Site": None})
    assert notes.read(notes.content(Note()).fields) == Note()


def test_what_a_record_lacks_is_left_alone() -> None:
    """Fields that the record does not have are ignored, known or unknown."""
    others = field_values({"title": "A case", "new": 1})
    assert BOUND.read([*others, *BOUND.values(BOOKING)]) == BOOKING


def test_what_the_service_keeps_is_read_and_not_written() -> None:
    """A record may hold the time a case was opened; writing leaves it out."""

    class Opened(Record):
        opened: Mapped[datetime | None] = field("Date/Time Opened", default=None)
        hotel: Mapped[str] = field("Hotel")

    opened = SHOP.bind(Opened)
    time = "2026-03-04T05:06:07.123456789Z"
    held = field_values({"created_datetime": time, "id-of-Hotel": "Inn"})
    record = opened.read(held)
    assert record.opened == datetime(2026, 3, 4, 5, 6, 7, 123456, tzinfo=UTC)
    assert opened.values(record) == held[1:]


def test_a_class_bound_by_id_survives_a_new_name() -> None:
    """With `id` the name is only for messages."""

    class Named(Record):
        hotel: Mapped[str] = field("Hotel", id="id-of-Hotel")

    renamed = DomainFields(
        domain_id="d", fields=(a_field("Lodging", field_id="id-of-Hotel"),)
    )
    assert renamed.bind(Named).identifiers == field_identifiers("id-of-Hotel")
    with pytest.raises(RecordError, match="'Hotel': there is no field"):
        renamed.bind(Stay)


def test_a_record_of_another_class_is_refused() -> None:
    """A record of another class is refused at run time, even if its attributes would
    fit.
    """
    with pytest.raises(TypeError, match="expected a Booking, not a Stay"):
        BOUND.values(Stay(hotel="x", nights=1))  # type: ignore[arg-type]  # that is the mistake


# ------------------------------------------------------------------------ conditions


def test_conditions_are_bound_however_deep() -> None:
    """Attributes become ids; what has ids or is a tag already stays as it is."""
    deep = BOUND.condition(
        ~((Booking.hotel == "x") & (where("title") == "y"))
        | (Booking.rooms.is_empty() & TagEqualTo(key="k"))
    )
    hotel = EqualTo(id="id-of-Hotel", value=StringValue("x"))
    title = EqualTo(id="title", value=StringValue("y"))
    rooms = EqualTo(id="id-of-Rooms", value=EmptyValue())
    assert deep == OrAll(
        [Not(AndAll([hotel, title])), AndAll([rooms, TagEqualTo(key="k")])]
    )
    assert BOUND.filter() == CustomFilter()
    assert BOUND.filter(Booking.hotel == "x") == CustomFilter(fields=hotel)
    assert BOUND.sort(Booking.hotel, Order.DESC) == Sort(
        field_id="id-of-Hotel", sort_order=Order.DESC
    )


@pytest.mark.parametrize(
    ("source", "named"),
    [
        (None, "NoneType"),
        ({"fields": []}, "dict: read it with from_botocore first"),
        ([{"id": "x"}], "dict: read it with from_botocore first"),
        ("text", "str"),
        ([1], "int"),
        (Booking(hotel="x", nights=1), "Booking"),
    ],
)
def test_only_what_holds_fields_is_read(source: Any, named: str) -> None:
    """Anything else is refused by its type, with what is taken."""
    expected = "expected field values, the content of a Custom item or a case, not a "
    with pytest.raises(TypeError, match=f"^{expected}{named}$"):
        BOUND.read(source)


@pytest.mark.parametrize("use", [BOUND.condition, BOUND.filter])
def test_only_conditions_are_bound(use: Any) -> None:
    """An attribute that is compared with nothing is no condition, however deep."""
    for wrong in (Booking.nights, Not(Booking.nights), AndAll([Booking.nights])):
        with pytest.raises(
            TypeError, match=r"Booking\.nights is no condition yet: comp"
        ):
            use(wrong)
    for other in (True, "x", where("n")):
        with pytest.raises(TypeError, match="expected a condition, not a"):
            use(other)


# ------------------------------------------------------------------------ seeding


def test_a_seeded_domain_has_the_fields_of_its_records() -> None:
    """Classes bind to what was made for them; system fields are there already."""

    class Ticket(Record):
        title: Mapped[str] = field("Title")
        nights: Mapped[float] = field("Nights")
        booked_by: Mapped[str] = field("Booked by")

    with mock_cases() as service:
        seeded = service.seed(records=[Booking, Ticket], fields={"Extra": "Text"})
        shop = Client(region_name=REGION).load_fields(domain_id=seeded.domain_id)
        assert set(seeded.field_ids) == {*TYPES, "Booked by", "Extra"}
        types = {name: shop[name].type for name in TYPES if name != "Site"}
        assert types == {name: kind for name, kind in TYPES.items() if name != "Site"}
        for record in (Booking, Ticket):
            shop.bind(record)
