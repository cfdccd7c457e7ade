"""Mistakes with fields by name, conditions and records."""

from datetime import datetime

from connectcases_typed import (
    Client,
    CustomFilter,
    DomainFields,
    HiddenCaseRule,
    TagEqualTo,
    UserArn,
    all_of,
    layout,
    when,
    where,
)
from connectcases_typed.records import Mapped, Record, field


class Booking(Record):
    """A booking."""

    hotel: Mapped[str] = field("Hotel")
    nights: Mapped[float] = field("Nights")
    arrival: Mapped[datetime | None] = field("Arrival", default=None)


class Invoice(Record):
    """Another record."""

    total: Mapped[float] = field("Total")


def made() -> None:
    """The constructor takes what is declared, and all of it."""
    # mypy arg-type, pyright reportArgumentType: "nights"
    Booking(hotel="Seaview", nights="3")
    # mypy call-arg, pyright reportCallIssue: "nights"
    Booking(hotel="Seaview")
    # mypy call-arg, pyright reportCallIssue: "nightz"
    Booking(hotel="Seaview", nights=3, nightz=3)
    # mypy arg-type, pyright reportArgumentType: "hotel"
    Booking(hotel=None, nights=3)
    # mypy call-arg, pyright reportCallIssue: positional
    Booking("Seaview", 3)


class Wrong(Record):
    """Defaults are of the type that is declared."""

    # mypy arg-type, pyright reportAssignmentType: "float"
    nights: Mapped[float] = field("Nights", default="3")
    # mypy assignment, pyright reportAssignmentType: "
    hotel: Mapped[str] = "Hotel"


def frozen(booking: Booking) -> None:
    """Records stay as they are, and have what they declare."""
    # mypy arg-type, pyright reportAttributeAccessIssue: Booking
    booking.hotel = "Inn"
    # mypy attr-defined, pyright reportAttributeAccessIssue: "rooms"
    repr(booking.rooms)
    # mypy attr-defined, pyright reportAttributeAccessIssue: "rooms"
    repr(Booking.rooms)
    # mypy operator, pyright reportOptionalOperand: "None"
    repr(booking.arrival < datetime.now().astimezone())


def compared() -> None:
    """An attribute is compared with what it holds."""
    # mypy operator, pyright reportOperatorIssue: "Mapped[float]"
    repr(Booking.nights > "x")
    # mypy misc, pyright reportAttributeAccessIssue: contains
    repr(Booking.nights.contains("3"))
    # mypy misc, pyright reportAttributeAccessIssue: contains
    repr(Booking.arrival.contains("2026"))


def bound(shop: DomainFields, cases: Client) -> None:
    """A bound record is of one class, and what it makes goes where it belongs."""
    bookings = shop.bind(Booking)
    # mypy arg-type, pyright reportArgumentType: "Invoice"
    bookings.values(Invoice(total=1))
    # mypy type-var, pyright reportArgumentType: "str"
    shop.bind(str)
    # mypy arg-type, pyright reportArgumentType: "RecordComparison"
    cases.search_cases(domain_id="d", filter=Booking.nights > 2)
    # mypy unreachable, pyright reportArgumentType: "
    bookings.filter(Booking.nights and Booking.nights > 2)
    # mypy arg-type, pyright reportArgumentType: "bool"
    bookings.filter(Booking.nights == "3")
    # mypy operator, pyright reportArgumentType: TagEqualTo
    bookings.filter((Booking.nights > 2) & TagEqualTo(key="k"))
    # mypy arg-type, pyright reportArgumentType: "Mapped[Any]"
    bookings.sort("nights")


def conditions(cases: Client, status: str | None) -> None:
    """Conditions are made of values a field can hold."""
    # mypy arg-type, pyright reportArgumentType: "bool"
    cases.search_cases(domain_id="d", filter=where("status") == ["open"])
    # mypy operator, pyright reportOperatorIssue: "Where"
    repr(where("n") > b"x")
    # mypy arg-type, pyright reportArgumentType: "str"
    where("title").contains(3)
    # mypy arg-type, pyright reportArgumentType: "Where"
    cases.search_cases(domain_id="d", filter=where("status"))
    # mypy call-overload, pyright reportCallIssue+reportArgumentType: "all_of"
    all_of("status", "open")
    # mypy arg-type, pyright reportArgumentType: "EqualToCondition"
    CustomFilter(fields=when("status") == "open")
    # mypy list-item, pyright reportArgumentType: bool
    HiddenCaseRule(default_value=True, conditions=[when("agent") == UserArn("a")])
    # mypy arg-type, pyright reportArgumentType: "tuple[str, ...]
    layout(top="title")


def by_name(shop: DomainFields) -> None:
    """Values are of what fields can hold."""
    # mypy dict-item, pyright reportArgumentType: "list[str]"
    shop.values({"Hotel": ["Seaview"]})
    # mypy index, pyright reportArgumentType: "str"
    repr(shop[3])
    # mypy arg-type, pyright reportArgumentType: "list[str]"
    shop.identifiers(["Title"])


def loaded(cases: Client) -> None:
    """Loading takes a domain, by keyword."""
    # mypy call-arg, pyright reportCallIssue: "domain_id"
    cases.load_fields()
    # mypy arg-type, pyright reportArgumentType: list[str]
    cases.load_fields(domain_id="d", also="f")
