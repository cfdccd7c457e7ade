"""A Lambda function that attaches a booking to the case of a customer.

Made for a form that posts JSON. The fields of the domain are loaded when the function
starts, and every later call reuses them.
"""

import os
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from connectcases_typed import Client, ResourceNotFoundException, ValidationException
from connectcases_typed.records import Mapped, Record, field


class Booking(Record):
    """What the form asks for, in fields of the domain."""

    hotel: Mapped[str] = field("Hotel")
    nights: Mapped[int] = field("Nights")
    arrival: Mapped[datetime] = field("Arrival")
    paid: Mapped[bool] = field("Paid", default=False)


domain_id = os.environ["DOMAIN_ID"]
cases = Client()
bookings = cases.load_fields(domain_id=domain_id).bind(Booking)


def handler(event: Mapping[str, Any], context: object) -> dict[str, Any]:
    """Attach a booking: 201 with the id of the item, or what is wrong with the form."""
    try:
        case_id = event["case_id"]
        arrival = datetime.fromisoformat(event["arrival"])
        booking = Booking(hotel=event["hotel"], nights=event["nights"], arrival=arrival)
        content = bookings.content(booking)
    except KeyError as error:
        return _response(400, f"{error.args[0]} is missing")
    except (TypeError, ValueError) as error:  # a RecordError is a ValueError
        return _response(400, str(error))
    try:
        created = cases.create_related_item(
            domain_id=domain_id, case_id=case_id, content=content
        )
    except (ResourceNotFoundException, ValidationException) as error:
        return _response(400, error.message)
    return _response(201, created.related_item_id)


def _response(status: int, body: str) -> dict[str, Any]:
    return {"statusCode": status, "body": body}
