"""A case's fields in its audit history: changes by name, and states at a moment.

The law of `values_as_of`: whatever order events come in, a field holds at a moment
what its last change up to then left in it. Events of the same instant are put in
order by their values, each beginning with what the one before it left.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import TypeAlias

import attrs

from .._docs import documented
from ..models.audit import AuditEvent, AuditEventField
from ..models.values import EmptyValue, FieldValue, FieldValueUnion, PlainValue
from ..shapes import UnknownMember

__all__ = ["EventFieldChange", "FieldChange", "NotCarried", "values_as_of"]

_Value: TypeAlias = FieldValueUnion | UnknownMember


@documented
@attrs.frozen(kw_only=True)
class FieldChange:
    """What an audit event changed in one field."""

    name: str
    """The field's name; of a related item's own members, as the service names them:
    `comment.body`.
    """
    field_id: str
    """The field's id, or that same member."""
    old: PlainValue | UnknownMember
    """What was there before; None where there was nothing."""
    new: PlainValue | UnknownMember
    """What is there since; None where it was cleared."""


@attrs.frozen
class NotCarried:
    """A value that an event does not carry: it may be anything, or nothing.

    Distinguish it from values with `case NotCarried():` or `isinstance`; as text it is
    "(not carried)".
    """

    def __str__(self) -> str:
        return "(not carried)"


@documented
@attrs.frozen(kw_only=True)
class EventFieldChange:
    """The change of one field of a case, as an event of EventBridge reports it."""

    name: str
    """The field's name."""
    field_id: str
    """The field's id."""
    old: NotCarried = NotCarried()
    """What was there before, which no event carries."""
    new: PlainValue | UnknownMember | NotCarried
    """What is there since. It is not carried where the domain's event configuration
    does not include the field, and neither where the field was cleared: an event has no
    value for either.
    """


def changes_of(
    event: object,
    name_of: Callable[[str], str],
    plain_of: Callable[[str, _Value], PlainValue | UnknownMember],
) -> tuple[FieldChange, ...] | tuple[EventFieldChange, ...]:
    """What an event changed, with names and values as a domain has them.

    Raises:
        TypeError: it is no event that says which fields of a case changed.
    """
    if isinstance(event, AuditEvent):
        return tuple(
            FieldChange(
                name=name_of(it.event_field_id),
                field_id=it.event_field_id,
                old=None
                if it.old_value is None
                else plain_of(it.event_field_id, it.old_value),
                new=plain_of(it.event_field_id, it.new_value),
            )
            for it in event.fields
        )
    from ..events.classes import CaseEvent  # noqa: PLC0415 - most programs have none

    if not isinstance(event, CaseEvent):
        given = type(event).__name__
        raise TypeError(f"expected an AuditEvent or a CaseEvent, not {given}")
    carried = event.case.fields or {}
    return tuple(
        EventFieldChange(
            name=name_of(field_id),
            field_id=field_id,
            new=plain_of(field_id, carried[field_id])
            if field_id in carried
            else NotCarried(),
        )
        for field_id in event.changed_field_ids
    )


def values_as_of(
    events: Iterable[AuditEvent], moment: datetime
) -> tuple[FieldValue, ...]:
    """The values a case's fields held at a moment, from its audit history.

    Fields without a value are left out; what the service keeps by itself, such as
    `last_updated_datetime`, is not part of the history. `DomainFields.plain` names
    the result, a record's `read` reads it.

    Args:
        events: all events of the case, in any order; those of related items are passed
            over.
        moment: an aware datetime; changes made at that very moment count.

    Raises:
        ValueError: for a moment without a time zone.
    """
    if moment.utcoffset() is None:
        raise ValueError("moment: a datetime without a time zone")
    changes: dict[str, dict[datetime, list[AuditEventField]]] = {}
    for event in events:
        if event.related_item_type is None:
            for field in event.fields:
                by_time = changes.setdefault(field.event_field_id, {})
                by_time.setdefault(event.performed_time, []).append(field)
    held = {field_id: _held(by_time, moment) for field_id, by_time in changes.items()}
    return tuple(
        FieldValue(id=field_id, value=value)
        for field_id, value in held.items()
        if value != _NOTHING
    )


_NOTHING = EmptyValue()


def _held(
    by_time: Mapping[datetime, list[AuditEventField]], moment: datetime
) -> _Value:
    """What one field held, from its changes; nothing is an `EmptyValue`."""
    before = sorted(time for time in by_time if time <= moment)
    for time in reversed(before):
        for value in _unmatched(_new(by_time[time]), _old(by_time[time])):
            return value
        # The changes of this instant led back to where they began.
    for time in sorted(time for time in by_time if time > moment):
        for value in _unmatched(_old(by_time[time]), _new(by_time[time])):
            return value
    return _new(by_time[before[-1]])[-1] if before else _NOTHING


def _new(changes: list[AuditEventField]) -> list[_Value]:
    return [change.new_value for change in changes]


def _old(changes: list[AuditEventField]) -> list[_Value]:
    return [
        _NOTHING if change.old_value is None else change.old_value for change in changes
    ]


def _unmatched(values: list[_Value], others: list[_Value]) -> list[_Value]:
    """The values less the others; each of the others removes one equal value."""
    left = Counter(values)
    left.subtract(others)
    return [value for value, count in left.items() if count > 0]
