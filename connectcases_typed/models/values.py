"""Shared by several nouns: field values, users, orders, item types, limits of ids.

The limits are the service model's; `docs/decisions.md` says how they are checked.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TypeAlias

from ..shapes import Limit, OpenEnum, UnknownMember, member, shape, value

__all__ = [
    "AuditEventFieldValueUnion",
    "BooleanValue",
    "CustomEntity",
    "DoubleValue",
    "EmptyValue",
    "FieldValue",
    "FieldValueUnion",
    "Order",
    "PlainValue",
    "RelatedItemType",
    "StringValue",
    "UserArn",
    "UserArnValue",
    "UserUnion",
    "as_python",
    "field_values",
]

#: Every id and ARN of the service except case ids.
ID = Limit(1, 500, in_path=True)
CASE_ID = Limit(1, 500, r"[A-Za-z0-9\-._/:#=+-]*", in_path=True)
#: The first botocore version that knows merges of cases.
MERGES_SINCE = "1.44.1"
#: Names people give to things.
NAME = Limit(1, 100, r".*[\S]")
DESCRIPTION = Limit(0, 255)
PAGE_OF_100 = Limit(1, 100)
#: Tags given when a resource is created.
TAG_KEY = Limit(1, 128, r"(?![aA][wW][sS]:)[a-zA-Z0-9 _.:/=+\-@]+")
TAG_VALUE = Limit(0, 256, r"([a-zA-Z0-9 _.:/=+\-@]*)")


@value(tag="stringValue")
class StringValue:
    """Text; date-time, URL and single-select fields hold it as well.

    At most 4100 characters; some fields accept less (`summary` 3000). The text format
    of a date-time field is not documented; `field_values` writes ISO 8601 in UTC.
    """

    value: str = member(Limit(0, 4100))
    """The text."""


@value(tag="doubleValue")
class DoubleValue:
    """A finite number."""

    value: float
    """The number."""


@value(tag="booleanValue")
class BooleanValue:
    """True or false."""

    value: bool
    """True or false."""


@shape(tag="emptyValue")
class EmptyValue:
    """No value: writing this clears a field."""


@value(tag="userArnValue")
class UserArnValue:
    """The ARN of a Connect user."""

    value: str
    """The user's ARN."""


FieldValueUnion: TypeAlias = (
    StringValue | DoubleValue | BooleanValue | EmptyValue | UserArnValue
)
"""A field's value, by type; `field_values` and `as_python` convert plain values."""
AuditEventFieldValueUnion: TypeAlias = FieldValueUnion
"""A value in the audit history; the classes are those of the values of cases."""


@shape
class FieldValue:
    """A field and its value."""

    id: str = member(ID)
    """The field's id: a UUID, or a system field's name such as `title`."""
    value: FieldValueUnion | UnknownMember
    """What the field holds. `UnknownMember` only comes from the service; it cannot be
    sent.
    """


PlainValue: TypeAlias = str | float | bool | datetime | None
"""A field value as plain Python; None stands for `EmptyValue`."""


def field_values(
    plain: Mapping[str, PlainValue | FieldValueUnion],
) -> tuple[FieldValue, ...]:
    """Field values from a plain mapping of field ids to values.

    A `str` becomes a `StringValue`, a `bool` a `BooleanValue`, a number a
    `DoubleValue`, a `datetime` a `StringValue` with its time in UTC as ISO 8601 text,
    None an `EmptyValue`; an instance of a value class is kept. There is no plain type
    for users: write `UserArnValue(arn)`. `plain_values` is the inverse;
    `DomainFields.values` takes names, and knows the types of the fields.

    Raises:
        TypeError: for a value of any other type, naming the field.
        ValueError: for a `datetime` without a time zone, naming the field.
    """
    return tuple(
        FieldValue(id=id_, value=field_value(id_, item)) for id_, item in plain.items()
    )


def field_value(field: str, plain: PlainValue | FieldValueUnion) -> FieldValueUnion:
    """Wrap a plain value in its value class; the error names `field`."""
    match plain:
        case None:
            return EmptyValue()
        case bool():
            return BooleanValue(plain)
        case int() | float():
            return DoubleValue(plain)
        case str():
            return StringValue(plain)
        case datetime():
            if plain.utcoffset() is None:
                raise ValueError(f"field {field!r}: a datetime without a time zone")
            return StringValue(moment_text(plain))
        case (
            StringValue()
            | DoubleValue()
            | BooleanValue()
            | EmptyValue()
            | UserArnValue()
        ):
            return plain
    raise TypeError(
        f"field {field!r}: expected a str, a number, a bool, a datetime, None or a "
        f"class of FieldValueUnion, not a {type(plain).__name__}"
    )


def moment_text(moment: datetime) -> str:
    """An aware datetime as a field holds it: `2026-03-04T05:06:07.000Z`.

    Milliseconds as in most examples of the API, microseconds where there are any.
    """
    precision = "microseconds" if moment.microsecond % 1000 else "milliseconds"
    text = moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec=precision)
    return f"{text}Z"


def as_python(
    value: FieldValueUnion | UnknownMember,
) -> str | float | bool | None:
    """The plain value that a field value holds; None for `EmptyValue`.

    Times stay text: only the field's type tells them from other texts.

    Raises:
        TypeError: for an `UnknownMember`, whose type this version does not know, and
            for anything that is not a field value.
    """
    match value:
        case EmptyValue():
            return None
        case StringValue() | DoubleValue() | BooleanValue() | UserArnValue():
            return value.value
        case UnknownMember(tag=tag):
            raise TypeError(f"{tag} has no plain value: this version does not know it")
    raise TypeError(f"a {type(value).__name__} is no field value")


@value(tag="userArn")
class UserArn:
    """A Connect user, by ARN."""

    value: str = member(ID)
    """The user's ARN."""


@value(tag="customEntity")
class CustomEntity:
    """Anyone else who acts on a case: a job, another system. Kept out of `repr`.

    1 to 500 characters, not ending in a space: the letters a-z and A-Z, digits, space
    and `_ - . @ : /`.
    """

    value: str = member(
        Limit(1, 500, r"[a-zA-Z0-9_\-\.@:/ ]*[a-zA-Z0-9_\-\.@:/]"), sensitive=True
    )
    """The name, 1 to 500 characters."""


UserUnion: TypeAlias = UserArn | CustomEntity
"""Who did something: a Connect user, or anyone else under a name you choose."""


class Order(OpenEnum):
    """Whether values are sorted upwards or downwards."""

    ASC = "Asc"
    DESC = "Desc"


class RelatedItemType(OpenEnum):
    """The type of a related item."""

    CONTACT = "Contact"
    COMMENT = "Comment"
    FILE = "File"
    SLA = "Sla"
    CONNECT_CASE = "ConnectCase"
    CUSTOM = "Custom"
