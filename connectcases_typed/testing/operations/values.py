"""Values of fields: which value fits which field.

A value is a union, as on the wire: `{"stringValue": "x"}`.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from ..protocol.wire import Wire
from ..store.state import Field
from .system_fields import LONGEST_TEXT

EMPTY: Wire = {"emptyValue": {}}

# The arm of the union for each type of field. Times, links and options have no arm of
# their own: they are strings.
ARM = {
    "Text": "stringValue",
    "Url": "stringValue",
    "DateTime": "stringValue",
    "SingleSelect": "stringValue",
    "Number": "doubleValue",
    "Boolean": "booleanValue",
    "User": "userArnValue",
}

_LONGEST_LINE = 500


def text(value: str) -> Wire:
    return {"stringValue": value}


def user(arn: str) -> Wire:
    return {"userArnValue": arn}


def is_empty(value: Wire) -> bool:
    return "emptyValue" in value


def is_blank(value: Wire | None) -> bool:
    """Whether a required field has no value: none, an empty one, or empty text."""
    return value is None or is_empty(value) or value.get("stringValue") == ""


def unpaired(field_values: list[Wire]) -> tuple[dict[str, Wire], list[str]]:
    """Values by field id, and a problem for each id that occurs again."""
    by_id: dict[str, Wire] = {}
    problems: list[str] = []
    for entry in field_values:
        if entry["id"] in by_id:
            problems.append(f"field {entry['id']} is given twice")
        by_id[entry["id"]] = entry["value"]
    return by_id, problems


def paired(by_id: Mapping[str, Wire]) -> list[Wire]:
    """The list form of values by field id."""
    return [{"id": field_id, "value": value} for field_id, value in by_id.items()]


def misfits(field: Field, value: Wire) -> Iterator[str]:
    """Say why a value does not fit a field's type; an empty one fits every type."""
    if is_empty(value):
        return
    arm = ARM[field.type]
    if arm not in value:
        given = next(iter(value))
        yield f"field {field.id} is of type {field.type}: {arm} needed, not {given}"
    elif field.type == "DateTime" and moment(value[arm]) is None:
        # Which formats the service accepts is not documented; it writes ISO-8601. The
        # text is stored as given.
        yield f"field {field.id}: not an ISO-8601 time"
    elif field.type == "Text":
        longest = _longest(field)
        if longest is not None and len(value[arm]) > longest:
            yield f"field {field.id}: {len(value[arm])} characters, at most {longest}"


def not_selectable(field: Field, value: Wire) -> Iterator[str]:
    """Say why a new value of a single-select field may not be chosen."""
    if field.type == "SingleSelect" and "stringValue" in value:
        option = field.options.get(value["stringValue"])
        if option is None:
            yield f"field {field.id}: not one of its options"
        elif not option.active:
            # Documented for agents only; we assume the API refuses it too.
            yield f"field {field.id}: the option is inactive"


def no_url(field: Field, value: Wire) -> Iterator[str]:
    """Say why a value of a Url field is no URL; asked where `strict_urls` is set.

    The schema of CloudFormation says that these fields have "URL validation", and
    neither who validates nor what is valid. Here it is what leads somewhere: a scheme
    and a host, without spaces.
    """
    if field.type == "Url" and "stringValue" in value:
        written: str = value["stringValue"]
        try:
            parts = urlsplit(written)
            leads_somewhere = bool(parts.scheme and parts.hostname)
        except ValueError:
            leads_somewhere = False
        if not leads_somewhere or any(it.isspace() for it in written):
            yield f"field {field.id}: not a URL with a scheme and a host"


def moment(written: str) -> datetime | None:
    """Read a time as the value of a DateTime field; one without a zone is UTC."""
    try:
        read = datetime.fromisoformat(written)
    except ValueError:
        return None
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def comparable(field: Field, value: Wire) -> Any:
    """A field's value in a form that can be compared: times as datetimes."""
    plain = next(iter(value.values()))
    return moment(plain) if field.type == "DateTime" else plain


def _longest(field: Field) -> int | None:
    if field.namespace == "System":
        return LONGEST_TEXT.get(field.id)
    attributes = field.attributes or {}
    multiline = attributes.get("text", {}).get("isMultiline", False)
    # Fields are single-line unless the attribute says otherwise. The limit is the admin
    # guide's, which also says that the attribute decides it.
    return None if multiline else _LONGEST_LINE
