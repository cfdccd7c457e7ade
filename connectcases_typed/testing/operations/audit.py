"""The audit history of a case: recording and reading it.

What the service calls the fields of a related item's events is not documented.
Here a Custom item's events name the fields by their ids, as a case's do, and the
others name the member of the content (`comment.body`), which cannot be mistaken
for a field id.
"""

from collections.abc import Iterable, Mapping

from .call import Call, new_id
from .changes import Change, announce
from .paging import page
from .state import AuditEvent, Case, RelatedItem
from .values import EMPTY, text
from .wire import Wire, iso

# A value as it was and as it is, by event field id; None where there was or is none.
Changes = Mapping[str, tuple[Wire | None, Wire | None]]

_LONGEST_STRING = 4100


def record(
    call: Call,
    case: Case,
    event_type: str,
    changes: Changes,
    item: RelatedItem | None = None,
) -> None:
    """Add an event to the case's history, and tell whoever observes.

    Only what the caller changed is listed, and the status a new case has unasked; not
    what the service keeps up itself (`last_updated_datetime` and the like), which
    would repeat the event's own time and performer. A removed value reads as changed
    to empty, `newValue` being required.
    """
    performed_by: Wire = {"iamPrincipalArn": call.caller}
    if call.performed_by is not None:
        performed_by["user"] = call.performed_by
    case.audit.append(
        AuditEvent(
            id=new_id(),
            type=event_type,
            ordinal=call.region.next_ordinal(),
            performed=call.now,
            performed_by=performed_by,
            fields=list(_entries(changes)),
            related_item_type=None if item is None else item.type,
            merge=call.merge,
        )
    )
    announce(
        Change(
            type=event_type,
            call=call,
            domain=call.domain(),
            case=case,
            changed=tuple(changes),
            item=item,
        )
    )


def _entries(changes: Changes) -> Iterable[Wire]:
    for field_id, (old, new) in changes.items():
        entry: Wire = {"eventFieldId": field_id, "newValue": _shortened(new or EMPTY)}
        if old is not None:
            entry["oldValue"] = _shortened(old)
        yield entry


def _shortened(value: Wire) -> Wire:
    # A comment may be longer than an audit value can be by the model.
    if "stringValue" in value:
        return text(value["stringValue"][:_LONGEST_STRING])
    return value


def differences(old: Mapping[str, Wire], new: Mapping[str, Wire]) -> Changes:
    """What differs between two states of something, in order of appearance."""
    return {
        key: (old.get(key), new.get(key))
        for key in {**old, **new}
        if old.get(key) != new.get(key)
    }


def auditable(item: RelatedItem) -> dict[str, Wire]:
    """A related item's content as values by event field id."""
    if item.sla is not None:
        sla = item.sla
        told = {"name": sla.name, "targetTime": iso(sla.target_time)}
        if sla.field_id is not None:
            told["fieldId"] = sla.field_id
        said = {f"sla.{name}": text(value) for name, value in told.items()}
        if sla.target_values:
            said["sla.targetFieldValues"] = sla.target_values[0]
        return said
    arm, content = next(iter(item.content.items()))
    if arm == "custom":
        return {entry["id"]: entry["value"] for entry in content["fields"]}
    return {
        f"{arm}.{name}": text(value)
        for name, value in content.items()
        if isinstance(value, str)
    }


def get_case_audit_events(call: Call) -> Wire:
    """Read the history, oldest event first.

    The order is not documented; this one keeps the pages of a history that is still
    being written free of gaps and repeats.
    """
    found, token = page(
        call, call.case().audit, largest=25, ordinal=lambda event: event.ordinal
    )
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
