"""Everything that does not fit between records and a domain is reported."""

import pickle
from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, Literal

import pytest

from connectcases_typed import (
    Client,
    CommentContent,
    DomainFields,
    DoubleValue,
    EmptyValue,
    FieldType,
    FieldValue,
    FieldValueUnion,
    RecordError,
    StringValue,
    UnknownMember,
)
from connectcases_typed.records import Mapped, Record, field
from connectcases_typed.testing import mock_cases

from .shop import REGION, SHOP, Booking, Priority, a_field

BOUND = SHOP.bind(Booking)
BOOKING = Booking(hotel="Seaview", nights=3, priority=Priority.HIGH)


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
    """A wrong value that no type checker saw is found when the record is written."""
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
