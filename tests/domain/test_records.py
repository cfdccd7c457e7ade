"""Records: what they are, how they are bound, read and written."""

import copy
import pickle
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, ClassVar, Literal

import pytest
from hypothesis import given

from connectcases_typed import (
    AndAll,
    Client,
    CommentContent,
    CustomContent,
    CustomFilter,
    DomainFields,
    DoubleValue,
    EmptyValue,
    EqualTo,
    FieldType,
    FieldValue,
    FieldValueUnion,
    GetCaseResponse,
    Not,
    OrAll,
    Order,
    RecordError,
    SearchCasesResponseItem,
    Sort,
    StringValue,
    TagEqualTo,
    UnknownMember,
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
    """In messages it reads as it is written, and so do conditions."""
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
    """Fields of others do not disturb, known or not."""
    others = field_values({"title": "A case", "new": 1})
    assert BOUND.read([*others, *BOUND.values(BOOKING)]) == BOOKING


def test_what_the_service_keeps_is_read_and_not_written() -> None:
    """A record may hold when a case was opened; writing leaves it out."""

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


# ------------------------------------------------------------------------ misfits


def _problems(call: Callable[[], object]) -> list[str]:
    with pytest.raises(RecordError) as caught:
        call()
    assert pickle.loads(pickle.dumps(caught.value)).problems == caught.value.problems  # noqa: S301 - made here
    return str(caught.value).splitlines()


class Colour(StrEnum):
    """No options of any field."""

    RED = "red"


class Misfit(Record):
    """Wrong in every way a class can be."""

    hotel: Mapped[int] = field("Hotel")
    nights: Mapped[str] = field("Nights")
    nihgts: Mapped[float] = field("Nihgts")
    paid: Mapped[bool] = field("Gone")
    colour: Mapped[Colour] = field("Priority")
    named: Mapped[Literal["web", "Phone"]] = field("Channel")
    twice: Mapped[str] = field("Site")
    again: Mapped[str] = field("Site")
    odd: Mapped[bytes] = field("Agent")
    either: Mapped[str | float] = field("Agent")
    bare: str = field("Agent")  # type: ignore[assignment]  # that is the mistake
    plain: int = 3


def test_every_misfit_of_a_class_is_reported_at_once() -> None:
    """Missing and deleted fields, types, options, and what is no attribute."""
    fields = DomainFields(
        domain_id="d", fields=(*SHOP, a_field("Gone", FieldType.BOOLEAN, deleted=True))
    )
    assert _problems(lambda: fields.bind(Misfit)) == [
        (
            "Misfit.plain: is annotated without Mapped[...]; use ClassVar if it is no "
            "field"
        ),
        "Misfit.hotel: the field is of type Text, and an integer takes Number",
        (
            "Misfit.nights: the field is of type Number, and a str takes SingleSelect, "
            "Text, Url"
        ),
        (
            "Misfit.nihgts: 'Nihgts': there is no field of that name or id: did you "
            "mean 'Nights'?"
        ),
        "Misfit.paid: the field is deleted",
        "Misfit.colour: 'red' is no option of the field: 'high', 'low'",
        "Misfit.named: 'Phone' is the name of an option: its value is 'phone'",
        "Misfit.again: is the same field as twice",
        (
            "Misfit.odd: an attribute cannot be <class 'bytes'>: it is str, float, "
            "int, bool, datetime, UserArn, a StrEnum or a Literal of options"
        ),
        "Misfit.either: an attribute cannot be str | float: it is of one type, or None",
        "Misfit.bare: is not annotated as Mapped[...]",
    ]


def test_every_misfit_of_a_record_is_reported_before_it_is_sent() -> None:
    """What a type checker was not asked about is found when it is written."""
    given: dict[str, Any] = {
        "hotel": None,
        "nights": True,
        "rooms": 1.5,
        "paid": 1,
        "arrival": datetime(2026, 3, 4),  # noqa: DTZ001 - that is the mistake
        "agent": "arn:a",
        "priority": "High",
        "channel": "fax",
        "site": 3,
    }
    wrong = Booking(**given)
    assert _problems(lambda: BOUND.content(wrong)) == [
        "Booking.hotel: is None, which is not declared",
        "Booking.nights: expected a number, not bool",
        "Booking.rooms: expected an integer, not float",
        "Booking.paid: expected a bool, not int",
        "Booking.arrival: expected a datetime with a time zone, not one without",
        "Booking.agent: expected a UserArn, not str",
        "Booking.priority: is no value of an option: 'high', 'low'",
        "Booking.channel: is no value of an option: 'phone', 'web'",
        "Booking.site: expected a str, not int",
    ]


def test_every_misfit_of_what_is_read_is_reported_at_once() -> None:
    """Empty where it may not be, of another kind, an option that is not declared."""
    values: Mapping[str, FieldValueUnion | UnknownMember] = {
        "Hotel": EmptyValue(),
        "Rooms": DoubleValue(1.5),
        "Paid": StringValue("yes"),
        "Arrival": StringValue("soon"),
        "Agent": UnknownMember("teamArnValue"),
        "Priority": StringValue("middling"),
    }
    held = [FieldValue(id=f"id-of-{name}", value=it) for name, it in values.items()]
    expected = [
        "Booking.hotel: the field 'Hotel' is empty",
        "Booking.nights: the field 'Nights' is empty",
        "Booking.rooms: the field 'Rooms': expected an integer, found a fraction",
        "Booking.paid: the field 'Paid': expected a bool, found a StringValue",
        "Booking.arrival: the field 'Arrival': expected a time, found another text",
        (
            "Booking.agent: the field 'Agent': expected a UserArn, found an unknown "
            "teamArnValue"
        ),
        (
            "Booking.priority: the field 'Priority': holds an option that is none of "
            "'high', 'low'"
        ),
        "Booking.channel: the field 'Channel' is empty",
    ]
    assert _problems(lambda: BOUND.read(held)) == expected
    assert _problems(lambda: BOUND.read(iter(held))) == expected


@pytest.mark.parametrize(
    "content",
    [CommentContent(body="x"), UnknownMember("geo", 1)],
    ids=lambda it: type(it).__name__,
)
def test_only_a_custom_item_holds_a_record(
    content: CommentContent | UnknownMember,
) -> None:
    """A comment has no fields, nor has what is not known."""
    name = type(content).__name__
    assert _problems(lambda: BOUND.read(content)) == [
        f"Booking: a {name} holds no fields"
    ]


def test_a_record_of_another_class_is_refused() -> None:
    """Where no checker has looked, it would be read by chance."""
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


def test_every_misfit_of_a_condition_is_reported_at_once() -> None:
    """Values of another type, options, attributes of another class."""

    class Other(Record):
        hotel: Mapped[str] = field("Hotel")

    wrong = (
        (Booking.arrival > datetime(2026, 3, 4))  # noqa: DTZ001 - that is the mistake
        & ~(Other.hotel == "x")
        & ((Booking.channel == "fax") | (Booking.nights > 2))  # type: ignore[operator, comparison-overlap, unused-ignore]  # as above
    )
    expected = [
        "Booking.arrival: expected a datetime with a time zone, not one without",
        "Booking.hotel: is an attribute of Other",
        "Booking.channel: is no value of an option: 'phone', 'web'",
    ]
    assert _problems(lambda: BOUND.filter(wrong)) == expected
    assert _problems(lambda: BOUND.condition(wrong)) == expected
    assert _problems(lambda: BOUND.sort(Other.hotel)) == [expected[1]]


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


def test_records_that_want_different_fields_are_refused() -> None:
    """One field cannot be of two types; nothing is kept of the domain."""

    class Other(Record):
        nights: Mapped[str] = field("Nights")

    with mock_cases() as service:
        with pytest.raises(
            ValueError, match="field 'Nights': Text and Number are wanted"
        ):
            service.seed(records=[Booking, Other])
        with pytest.raises(RecordError, match=r"Misfit.odd: an attribute cannot be"):
            service.seed(records=[Misfit])
        assert list(Client(region_name=REGION).list_domains()) == []
