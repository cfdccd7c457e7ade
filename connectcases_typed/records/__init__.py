"""Records: classes of your own for the fields of a domain.

    from connectcases_typed.records import Mapped, Record, field

    class Booking(Record):
        hotel: Mapped[str] = field("Hotel")
        nights: Mapped[float] = field("Nights")

    bookings = cases.load_fields(domain_id=domain_id).bind(Booking)

`python -m connectcases_typed.records --domain-id ID` writes such classes from a domain.
"""

from ..domain.binding import BoundRecord, Readable
from ..domain.mapped import (
    Mapped,
    RecordCaseFilter,
    RecordComparison,
    RecordFilter,
    field,
)
from ..domain.record import Record

__all__ = [
    "BoundRecord",
    "Mapped",
    "Readable",
    "Record",
    "RecordCaseFilter",
    "RecordComparison",
    "RecordFilter",
    "field",
]
