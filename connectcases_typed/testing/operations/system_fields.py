"""The fields every domain starts with, and which of them the service sets itself.

`cases` keeps their values up to date.
"""

from collections.abc import Iterator

import attrs

from ..store.state import Domain, Field, FieldOption
from .context import CallContext


@attrs.frozen
class _SystemField:
    id: str
    name: str
    type: str
    description: str
    # Only the service sets its value.
    kept: bool = False
    # Longest text; None if only the general limit of the model applies.
    longest: int | None = None


# Only the documentation of the data lake lists the last two as system fields; their
# display names are ours. The description of `case_id` is the API reference's, all
# others are ours.
_TABLE = (
    _SystemField(
        "case_id", "Case Id", "Text", "Unique Identifier of the case", kept=True
    ),
    _SystemField("title", "Title", "Text", "What the case is about"),
    _SystemField("status", "Status", "SingleSelect", "Where the case stands"),
    _SystemField("summary", "Summary", "Text", "The case in brief", longest=3000),
    _SystemField("case_reason", "Case Reason", "SingleSelect", "Why it was opened"),
    _SystemField("customer_id", "Customer", "Text", "ARN of the customer's profile"),
    _SystemField("assigned_queue", "Assigned queue", "Text", "ARN of the queue"),
    _SystemField("assigned_user", "Assigned user", "Text", "ARN of the user"),
    _SystemField("reference_number", "Reference number", "Text", "To quote the case"),
    _SystemField(
        "created_datetime", "Date/Time Opened", "DateTime", "Opened at", kept=True
    ),
    _SystemField(
        "last_updated_datetime",
        "Date/Time Updated",
        "DateTime",
        "Last changed at",
        kept=True,
    ),
    _SystemField(
        "last_closed_datetime",
        "Date/Time Closed",
        "DateTime",
        "Last closed at",
        kept=True,
    ),
    _SystemField("created_by", "Created By", "User", "Opened by", kept=True),
    _SystemField(
        "last_updated_user", "Last Updated User", "User", "Last changed by", kept=True
    ),
    _SystemField(
        "last_reopened_datetime",
        "Date/Time Reopened",
        "DateTime",
        "Last reopened at",
        kept=True,
    ),
    _SystemField(
        "next_sla_breach_datetime",
        "Next SLA Breach",
        "DateTime",
        "Earliest deadline still ahead",
        kept=True,
    ),
)

SYSTEM_FIELD_TYPES = {field.id: field.type for field in _TABLE}
KEPT_BY_SERVICE = frozenset(field.id for field in _TABLE if field.kept)
LONGEST_TEXT = {field.id: field.longest for field in _TABLE if field.longest}

OPEN = "open"
CLOSED = "closed"
BUILT_IN_STATUSES = (OPEN, CLOSED)


def system_fields(call: CallContext, domain: Domain) -> Iterator[Field]:
    """Make the system fields of a domain being created."""
    for entry in _TABLE:
        field = Field(
            id=entry.id,
            arn=f"{domain.arn}/field/{entry.id}",
            name=entry.name,
            type=entry.type,
            namespace="System",
            ordinal=call.region.next_ordinal(),
            created=call.now,
            modified=call.now,
            description=entry.description,
        )
        if entry.id == "status":
            field.options = {
                value: FieldOption(name=value.title(), value=value, active=True)
                for value in BUILT_IN_STATUSES
            }
        yield field
