"""Right programs with fields by name, conditions and records."""

from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum
from typing import ClassVar, Literal, TypeVar, assert_type

from connectcases_typed import (
    AsyncClient,
    AuditEvent,
    CaseFilter,
    Client,
    Contains,
    CustomFieldsFilter,
    CustomFilter,
    DomainFields,
    EqualTo,
    EqualToCondition,
    FieldChange,
    FieldIdentifier,
    FieldValue,
    FieldValueInput,
    GreaterThan,
    Not,
    Order,
    RequiredCaseRule,
    Sort,
    UnknownMember,
    UserArn,
    all_of,
    any_of,
    layout,
    plain_values,
    values_as_of,
    when,
    where,
)
from connectcases_typed.records import (
    BoundRecord,
    Mapped,
    Record,
    RecordComparison,
    RecordFilter,
    field,
)

R = TypeVar("R", bound=Record)

NOW = datetime(2026, 5, 1, tzinfo=UTC)


class Priority(StrEnum):
    """Options."""

    HIGH = "High"
    LOW = "Low"


class Stay(Record):
    """What others inherit."""

    table: ClassVar[str] = "stays"

    hotel: Mapped[str] = field("Hotel")
    nights: Mapped[float] = field("Nights")


class Booking(Stay):
    """Of every type, with and without defaults."""

    rooms: Mapped[int] = field("Rooms", default=1)
    paid: Mapped[bool] = field("Paid", default=False)
    arrival: Mapped[datetime | None] = field("Arrival", default=None)
    agent: Mapped[UserArn | None] = field("Agent", id="f", default=None)
    priority: Mapped[Priority | None] = field("Priority", default=None)
    channel: Mapped[Literal["web", "phone"]] = field("Channel", default="web")

    @property
    def price(self) -> float:
        """A record may compute."""
        return self.nights * self.rooms


def attributes(booking: Booking) -> None:
    """On an instance, an attribute is what it is declared to be."""
    assert_type(booking.hotel, str)
    assert_type(booking.nights, float)
    assert_type(booking.rooms, int)
    assert_type(booking.arrival, datetime | None)
    assert_type(booking.priority, Priority | None)
    assert_type(booking.price, float)


def made() -> Iterable[Booking]:
    """The constructor takes attributes by keyword, inherited ones too."""
    yield Booking(hotel="Seaview", nights=3)
    yield Booking(hotel="Seaview", nights=3, arrival=NOW, channel="phone")
    yield Booking(hotel="Seaview", nights=3, arrival=None, priority=Priority.LOW)


def bound(shop: DomainFields, cases: Client) -> None:
    """A bound record reads and writes records of its class."""
    bookings = shop.bind(Booking)
    assert_type(bookings, BoundRecord[Booking])
    booking = Booking(hotel="Seaview", nights=3)
    assert_type(bookings.values(booking), tuple[FieldValue, ...])
    assert_type(bookings.values(booking, since=booking), tuple[FieldValue, ...])
    assert_type(bookings.identifiers, tuple[FieldIdentifier, ...])
    assert_type(bookings.sort(Booking.nights, Order.DESC), Sort)
    assert_type(bookings.condition(Booking.paid == True), CaseFilter)  # noqa: E712 - makes a condition
    assert_type(bookings.filter(Booking.nights > 2), CustomFilter)
    cases.create_related_item(
        domain_id="d", case_id="c", content=bookings.content(booking)
    )
    cases.update_related_item(
        domain_id="d",
        case_id="c",
        related_item_id="i",
        content=bookings.update(booking),
    )
    wanted = (Booking.nights > 2) & ~Booking.hotel.contains("Inn")
    for item in cases.search_related_items(
        domain_id="d", case_id="c", filters=[bookings.filter(wanted)]
    ):
        assert_type(bookings.read(item.content), Booking)
    for found in cases.search_cases(
        domain_id="d",
        filter=bookings.condition(wanted | where("status").is_empty()),
        sorts=[bookings.sort(Booking.nights)],
        fields=bookings.identifiers,
    ):
        assert_type(bookings.read(found), Booking)
    pages = cases.get_case(domain_id="d", case_id="c", fields=bookings.identifiers)
    assert_type(bookings.read(pages), Booking)
    assert_type(bookings.read(pages.by_page()), Booking)


def first(of: BoundRecord[R], among: Iterable[FieldValue]) -> R | None:
    """Functions may be generic over records."""
    return of.read(among)


def matched(record: Record) -> float:
    """Records can be matched."""
    match record:
        case Booking(nights=nights, rooms=rooms):
            return nights * rooms
        case Stay(nights=nights):
            return nights
        case _:
            return 0


def references() -> None:
    """On the class, an attribute makes conditions."""
    assert_type(Booking.hotel, Mapped[str])
    assert_type({Booking(hotel="Seaview", nights=3)}, set[Booking])
    assert_type(Booking.hotel == "Seaview", RecordComparison)
    assert_type(Booking.hotel != "Seaview", Not[RecordComparison])
    assert_type(Booking.nights <= 2, RecordComparison)
    assert_type(Booking.arrival >= NOW, RecordComparison)
    assert_type(Booking.priority == Priority.HIGH, RecordComparison)
    assert_type(Booking.channel == "phone", RecordComparison)
    assert_type(Booking.hotel.contains("sea"), RecordComparison)


def conditions(cases: Client, words: str | None, status: str | None) -> None:
    """Conditions go wherever the classes go that they are."""
    assert_type(where("status") == "open", EqualTo)
    assert_type(where("status") != "open", Not[EqualTo])
    assert_type(where("title").contains("x"), Contains)
    both = all_of(
        where("title").contains(words) if words else None,
        where("status") == status if status else None,
    )
    cases.search_cases(domain_id="d", filter=both)
    one = all_of(where("status") == status if status else None)
    assert_type(one, CustomFieldsFilter | None)
    assert_type(all_of(Booking.nights > 2, None), RecordFilter | None)
    cases.search_cases(domain_id="d", filter=any_of(both, where("n") > 2, one))
    CustomFilter(fields=all_of(where("n") > 2, where("at") < NOW))
    RequiredCaseRule(
        default_value=False,
        conditions=[
            when("status") == "closed",
            (when("status", result=False) != "open") & (when("n") == 1),
        ],
    )
    cases.create_layout(domain_id="d", name="l", content=layout(top=["n"], more=("m",)))


def by_name(shop: DomainFields, events: list[AuditEvent]) -> None:
    """A catalogue takes and gives plain values by name."""
    assert_type(
        shop.values({"Hotel": "Seaview", "Nights": 3, "Agent": UserArn("a")}),
        tuple[FieldValue, ...],
    )
    assert_type(shop.value_inputs({"Arrival": NOW}), tuple[FieldValueInput, ...])
    plain = shop.plain(values_as_of(events, NOW))
    assert_type(plain, dict[str, str | float | bool | datetime | UnknownMember | None])
    for value in plain_values(shop.values(given())).values():
        assert_type(value, str | float | bool | datetime | UnknownMember | None)
    assert_type(shop.changes(events[0]), tuple[FieldChange, ...])
    assert_type(shop.where("Nights") > 2, GreaterThan)
    assert_type(shop.when("Priority") == "High", EqualToCondition)


def given() -> dict[str, str | int]:
    """Values of some types only."""
    return {"Hotel": "Seaview", "Nights": 3}


def loaded(cases: Client) -> None:
    """A client loads what a program keeps."""
    assert_type(cases.load_fields(domain_id="d"), DomainFields)
    assert_type(cases.load_fields(domain_id="d", also=["f"]), DomainFields)


async def awaited(cases: AsyncClient) -> None:
    """On the other client it is awaited."""
    assert_type(await cases.load_fields(domain_id="d"), DomainFields)
