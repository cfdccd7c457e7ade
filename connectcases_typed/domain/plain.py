"""Field values in plain Python, by id: conversions that need no knowledge of the
fields.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TypeAlias

from ..models.values import (
    FieldValue,
    FieldValueUnion,
    PlainValue,
    UserArn,
    UserArnValue,
    as_python,
    field_value,
)
from ..shapes import UnknownMember

__all__ = ["FieldInput", "plain_values"]

FieldInput: TypeAlias = PlainValue | UserArn | FieldValueUnion
"""What a field is given or compared with: a plain value, a user, or a value class."""


def value_of(field: str, given: FieldInput) -> FieldValueUnion:
    """The value class for what is given; `field` is for the error."""
    if isinstance(given, UserArn):
        return UserArnValue(given.value)
    return field_value(field, given)


def plain_values(
    fields: Iterable[FieldValue],
) -> dict[str, PlainValue | UnknownMember]:
    """Plain values by field id: the inverse of `field_values`.

    `plain_values(case.fields)`, `plain_values(cases.get_case(...))`. None stands for
    `EmptyValue`. Times stay text, since only the field's type tells them from other
    texts: see `DomainFields.plain`. What this version does not know stays an
    `UnknownMember`.
    """
    return {field.id: plain_value(field.value) for field in fields}


def plain_value(value: FieldValueUnion | UnknownMember) -> PlainValue | UnknownMember:
    """The plain value a field value holds; an `UnknownMember` stays one."""
    return value if isinstance(value, UnknownMember) else as_python(value)


def moment(text: str) -> datetime | None:
    """The time that a text states, in UTC; None if it states none.

    A time without a zone is taken for UTC. Digits beyond microseconds are dropped.
    """
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        return None
    if read.tzinfo is UTC:
        return read
    return read.astimezone(UTC) if read.tzinfo else read.replace(tzinfo=UTC)
