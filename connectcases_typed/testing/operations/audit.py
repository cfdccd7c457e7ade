"""The audit history of a case: recording and reading it.

The names of the fields in a related item's events are not documented. Here the events
of a Custom item have the ids of its fields, as those of a case have, and all others
the member of the content (`comment.body`), which cannot be mistaken for a field id.
"""

from collections.abc import Iterable, Mapping

from ..protocol.wire import Wire, iso
from ..store import indexes
from ..store.state import AuditEvent, Case, RelatedItem
from .context import CallContext, new_id
from .paging import page
from .publishing import publish
from .values import EMPTY, text

# The old and the new value by event field id; None stands for no value.
Differences = Mapping[str, tuple[Wire | None, Wire | None]]

_LONGEST_STRING = 4100


def record(
    call: CallContext,
    case: Case,
    event_type: str,
    changes: Differences,
    item: RelatedItem | None = None,
) -> None:
    """Add an event to the case's history, and publish the change.

    The event lists what the caller changed, and the status of a new case even if the
    caller did not set it. It does not list the fields the service updates by itself
    (`last_updated_datetime` and the like), which would repeat the event's own time and
    performer. A removed value is changed to an empty one, since `newValue` is required.
    """
    case.audit.append(
        AuditEvent(
            id=new_id(),
            type=event_type,
            ordinal=call.region.next_ordinal(),
            performed=call.now,
            performed_by=call.performer,
            fields=list(_entries(changes)),
            related_item_type=None if item is None else item.type,
            merge=call.merge,
        )
    )
    publish(call, call.domain(), case, event_type, changed=tuple(changes), item=item)


def _entries(changes: Differences) -> Iterable[Wire]:
    for field_id, (old, new) in changes.items():
        entry: Wire = {"eventFieldId": field_id, "newValue": _shortened(new or EMPTY)}
        if old is not None:
            entry["oldValue"] = _shortened(old)
        yield entry


def _shortened(value: Wire) -> Wire:
    # A comment may be longer than the model allows a value of an audit event to be.
    if len(value.get("stringValue", "")) > _LONGEST_STRING:
        return text(value["stringValue"][:_LONGEST_STRING])
    return value


def differences(old: Mapping[str, Wire], new: Mapping[str, Wire]) -> Differences:
    """The values that differ between two states of a thing, in order of appearance."""
    return {
        key: (old.get(key), new.get(key))
        for key in {**old, **new}
        if old.get(key) != new.get(key)
    }


def auditable(item: RelatedItem) -> dict[str, Wire]:
    """A related item's content as the values of an audit event, by event field id."""
    if item.sla is not None:
        sla = item.sla
        texts = {"name": sla.name, "targetTime": iso(sla.target_time)}
        if sla.field_id is not None:
            texts["fieldId"] = sla.field_id
        values = {f"sla.{name}": text(value) for name, value in texts.items()}
        if sla.target_values:
            values["sla.targetFieldValues"] = sla.target_values[0]
        return values
    arm, content = next(iter(item.content.items()))
    if arm == "custom":
        return {entry["id"]: entry["value"] for entry in content["fields"]}
    return {
        f"{arm}.{name}": text(value)
        for name, value in content.items()
        if isinstance(value, str)
    }


def get_case_audit_events(call: CallContext) -> Wire:
    """Read the history, oldest event first.

    The order is not documented. With this one, pages have no gaps and no repeats even
    if events are added while they are read.
    """
    found, token = page(call, call.case().audit, largest=25, ordinal=indexes.ordinal_of)
    return {"auditEvents": [_described(event) for event in found], "nextToken": token}


def _described(event: AuditEvent) -> Wire:
    return {
        "eventId": event.id,
        "type": event.type,
        "relatedItemType": event.related_item_type,
        "performedTime": event.performed,
        "fields": event.fields,
        "performedBy": event.performed_by,
        "mergeMetadata": event.merge,
    }
