"""SLA items: their deadline, and how case and clock decide their status."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from .state import Case, Domain, Sla
from .values import is_empty, misfits, not_selectable
from .wire import Wire


def new_sla(given: Wire, case: Case, now: datetime) -> Sla:
    """An SLA associated now. One whose target already holds is met at once."""
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

    The API reference supports no field but `status`. The model lets field and
    target values be left out: without both, the SLA cannot be met and runs overdue.
    The guide's horizon of 90 days contradicts the model's 730, which holds here.
    """
    path = "content.sla.slaInputConfiguration"
    field_id = given.get("fieldId")
    targets: list[Wire] = given.get("targetFieldValues", [])
    if (field_id is None) != (not targets):
        yield f"{path}: fieldId and targetFieldValues go together"
    if field_id is None:
        return
    if field_id != "status":
        yield f"{path}.fieldId: only status is supported"
        return
    for target in targets:
        status = domain.fields["status"]
        yield from misfits(status, target)
        yield from not_selectable(status, target)
        if is_empty(target):
            yield f"{path}.targetFieldValues: an SLA cannot wait for an empty status"


def settle(case: Case, now: datetime) -> None:
    """Complete the SLAs whose target value the case now has.

    Completion is for good: that leaving the target value again would reopen an SLA
    is not documented, and its completion time would have to be forgotten for it. It
    makes no audit event: nobody performed it, and the update that did has its own.
    """
    for item in case.items.values():
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
    """The SLA as it reads at a moment."""
    return {
        "name": sla.name,
        "type": sla.type,
        "status": status(sla, now),
        "fieldId": sla.field_id,
        "targetFieldValues": sla.target_values or None,
        "targetTime": sla.target_time,
        "completionTime": sla.completed,
    }


def next_breach(slas: Iterable[Sla], now: datetime) -> datetime | None:
    """The earliest deadline still ahead, if any."""
    ahead = [sla.target_time for sla in slas if status(sla, now) == "Active"]
    return min(ahead, default=None)
