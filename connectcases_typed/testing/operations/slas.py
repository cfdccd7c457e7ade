"""SLA items: their deadline, and their status by the case's fields and the clock."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from ..protocol.wire import Wire, iso
from ..store.state import Case, Domain, RelatedItem, Sla
from .values import is_empty, misfits, not_selectable, text


def new_sla(given: Wire, case: Case, now: datetime) -> Sla:
    """An SLA associated now. It is met at once if the case has its target value."""
    sla = Sla(
        name=given["name"],
        type=given["type"],
        field_id=given.get("fieldId"),
        target_values=given.get("targetFieldValues", []),
        target_time=now + timedelta(minutes=given["targetSlaMinutes"]),
    )
    _settle_one(sla, case, now)
    return sla


def sla_problems(given: Wire, domain: Domain) -> Iterator[str]:
    """Say what is wrong with an SLA configuration.

    It may watch a single-select field, a system field or one of the domain's own.
    Field and target values are optional in the model: without them the SLA cannot be
    met and becomes overdue. The guide's longest target of 90 days contradicts the
    model's 730; here the model's holds.
    """
    path = "content.sla.slaInputConfiguration"
    field_id = given.get("fieldId")
    targets: list[Wire] = given.get("targetFieldValues", [])
    if (field_id is None) != (not targets):
        yield f"{path}: fieldId and targetFieldValues go together"
    if field_id is None:
        return
    field = domain.fields.get(field_id)
    if field is None or field.deleted:
        yield f"{path}.fieldId: there is no field with the id {field_id}"
    elif field.type != "SingleSelect":
        yield f"{path}.fieldId: {field_id} is of type {field.type}, not SingleSelect"
    else:
        for target in targets:
            yield from misfits(field, target)
            yield from not_selectable(field, target)
            if is_empty(target):
                yield f"{path}.targetFieldValues: an SLA cannot wait for an empty value"


def change_deadline(item: RelatedItem, minutes: int) -> None:
    """Move the deadline of an SLA, which counts from when the SLA was created.

    The status follows from the new deadline, beside the clock or the completion.
    """
    if item.sla is not None:
        item.sla.target_time = item.associated + timedelta(minutes=minutes)


def settle(case: Case, now: datetime) -> None:
    """Complete the SLAs whose target value the case now has.

    Completion is final: the documentation does not say that an SLA reopens when the
    field leaves the target value, and that would lose the completion time. It writes
    no audit event, since the update of the case has one.
    """
    for item in case.slas.values():
        if item.sla is not None:
            _settle_one(item.sla, case, now)


def _settle_one(sla: Sla, case: Case, now: datetime) -> None:
    if sla.completed is not None or sla.field_id is None:
        return
    if case.values.get(sla.field_id) in sla.target_values:
        sla.completed = now


def status(sla: Sla, now: datetime) -> str:
    if sla.completed is not None:
        return "Met" if sla.completed <= sla.target_time else "NotMet"
    return "Active" if now <= sla.target_time else "Overdue"


def configuration(sla: Sla, now: datetime) -> Wire:
    """The SLA as the service returns it at a moment."""
    return {
        "name": sla.name,
        "type": sla.type,
        "status": status(sla, now),
        "fieldId": sla.field_id,
        "targetFieldValues": sla.target_values or None,
        "targetTime": sla.target_time,
        "completionTime": sla.completed,
    }


def current_values(case: Case, now: datetime) -> dict[str, Wire]:
    """All values of the case, including the next SLA deadline, which time decides."""
    ahead = [
        item.sla.target_time
        for item in case.slas.values()
        if item.sla is not None and status(item.sla, now) == "Active"
    ]
    if not ahead:
        return case.values
    return case.values | {"next_sla_breach_datetime": text(iso(min(ahead)))}


def current_content(item: RelatedItem, now: datetime) -> Wire:
    """The content of an item as the service returns it at a moment."""
    if item.sla is not None:
        return {"sla": {"slaConfiguration": configuration(item.sla, now)}}
    if item.connected is not None:
        contact = item.content["contact"]
        return {"contact": contact | {"connectedToSystemTime": item.connected}}
    return item.content
