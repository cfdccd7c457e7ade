"""What records cost: `python benchmarks/records.py`, one process, no network.

A page of 25 Custom items is read as the client reads it, from decoded JSON, and then
each item as a record besides. The two take turns, and the lowest of many rounds counts:
only their ratio means anything.
"""

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from time import process_time
from typing import Any

from connectcases_typed import (
    CustomContent,
    DomainField,
    DomainFields,
    FieldNamespace,
    FieldOption,
    FieldType,
    SearchRelatedItemsResponse,
    from_botocore,
)
from connectcases_typed.records import Mapped, Record, field

ITEMS = 25
ROUNDS = 200
TIMES = 10


class Priority(StrEnum):
    """Options."""

    HIGH = "high"
    LOW = "low"


class Booking(Record):
    """Five fields of five types: an item has no more, unless the quota is raised."""

    hotel: Mapped[str] = field("Hotel")
    nights: Mapped[float] = field("Nights")
    paid: Mapped[bool] = field("Paid")
    arrival: Mapped[datetime | None] = field("Arrival")
    priority: Mapped[Priority | None] = field("Priority")


TYPES = {
    "Hotel": FieldType.TEXT,
    "Nights": FieldType.NUMBER,
    "Paid": FieldType.BOOLEAN,
    "Arrival": FieldType.DATE_TIME,
    "Priority": FieldType.SINGLE_SELECT,
}
OPTIONS = tuple(FieldOption(name=it.name, value=it, active=True) for it in Priority)


def uuid(number: int) -> str:
    """An id that looks like one."""
    return f"{number:08x}-7c1e-4d0a-9b5f-3e2a1c0d4f6b"


FIELDS = DomainFields(
    domain_id=uuid(0),
    fields=tuple(
        DomainField(
            field_id=uuid(number),
            field_arn=f"arn:{number}",
            name=name,
            type=kind,
            namespace=FieldNamespace.CUSTOM,
            options=OPTIONS if kind is FieldType.SINGLE_SELECT else (),
        )
        for number, (name, kind) in enumerate(TYPES.items())
    ),
)


# What the service answers is JSON, which has no type of its own.
def item(number: int) -> dict[str, Any]:
    """A Custom item, as a search finds it."""
    values = (
        {"stringValue": f"Seaview {number}"},
        {"doubleValue": number + 0.5},
        {"booleanValue": number % 2 == 0},
        {"stringValue": f"2026-03-04T05:{number:02}:07.890Z"},
        {"stringValue": "high"},
    )
    return {
        "relatedItemId": uuid(number),
        "type": "Custom",
        "associationTime": f"2026-03-04T05:{number:02}:07.89Z",
        "content": {
            "custom": {
                "fields": [
                    {"id": uuid(at), "value": value} for at, value in enumerate(values)
                ]
            }
        },
        "performedBy": {"customEntity": "import-job"},
    }


def main() -> None:
    """Measure and print the ratio."""
    page = {"relatedItems": [item(number) for number in range(ITEMS)]}
    bookings = FIELDS.bind(Booking)

    def contents() -> list[CustomContent]:
        found = from_botocore(page, SearchRelatedItemsResponse).related_items
        return [it.content for it in found if isinstance(it.content, CustomContent)]

    def records() -> list[Booking]:
        return [bookings.read(content) for content in contents()]

    assert records()[3] == Booking(
        hotel="Seaview 3",
        nights=3.5,
        paid=False,
        arrival=datetime.fromisoformat("2026-03-04T05:03:07.890Z"),
        priority=Priority.HIGH,
    )
    without = with_records = 1.0
    for _ in range(ROUNDS):
        without = min(without, cpu_time(contents))
        with_records = min(with_records, cpu_time(records))
    ratio = with_records / without
    print(f"25 CustomContents: {without * 1e6:.0f} microseconds")
    print(
        f"25 records:        {with_records * 1e6:.0f} microseconds, {ratio:.2f} times"
    )


def cpu_time(work: Callable[[], object]) -> float:
    """Seconds of CPU this process spends on doing it once, on average."""
    start = process_time()
    for _ in range(TIMES):
        work()
    return (process_time() - start) / TIMES


if __name__ == "__main__":
    main()
