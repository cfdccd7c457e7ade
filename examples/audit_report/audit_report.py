"""Report what changed in a case, who changed it, and how the case stood on a day.

python audit_report.py DOMAIN_ID CASE_ID
python audit_report.py DOMAIN_ID CASE_ID --on 2026-05-01
"""

import argparse
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from connectcases_typed import (
    AuditEvent,
    Client,
    CustomEntity,
    DomainFields,
    UnknownMember,
    UserArn,
    values_as_of,
)


def report(shop: DomainFields, events: Iterable[AuditEvent]) -> list[str]:
    """A line for each field that changed, the oldest first."""
    return [
        f"{event.performed_time:%Y-%m-%d %H:%M} {event.type}, {change.name}: "
        f"{shown(change.old)} -> {shown(change.new)} ({who(event)})"
        for event in sorted(events, key=lambda event: event.performed_time)
        for change in shop.changes(event)
    ]


def shown(value: object) -> str:
    """A value as people write it: 2 rather than 2.0."""
    if value is None:
        return "nothing"
    is_whole = isinstance(value, float) and value.is_integer()
    return f"{value:.0f}" if is_whole else str(value)


def who(event: AuditEvent) -> str:
    """Whom a change was made for, or what identity made it."""
    if event.performed_by is None:
        return "unknown"
    match event.performed_by.user:
        case UserArn(name) | CustomEntity(name):
            return name
        case UnknownMember(tag=tag):
            return tag
        case None:
            return event.performed_by.iam_principal_arn


def as_of(
    shop: DomainFields, events: Iterable[AuditEvent], moment: datetime
) -> list[str]:
    """What the case held at a moment, a line for each field."""
    held = shop.plain(values_as_of(events, moment))
    return [f"{name}: {shown(value)}" for name, value in sorted(held.items())]


def main(arguments: list[str] | None = None) -> None:
    """Print a report."""
    parser = argparse.ArgumentParser(description="Report what changed in a case.")
    parser.add_argument("domain_id")
    parser.add_argument("case_id")
    parser.add_argument("--on", type=datetime.fromisoformat, help="a day, in UTC")
    given = parser.parse_args(arguments)
    cases = Client()
    events = list(
        cases.get_case_audit_events(domain_id=given.domain_id, case_id=given.case_id)
    )
    shop = fields_of(cases, given.domain_id, events)
    if given.on is None:
        lines = report(shop, events)
    else:
        # The whole of the day counts.
        moment = given.on.replace(tzinfo=UTC) + timedelta(days=1, microseconds=-1)
        lines = as_of(shop, events, moment)
    print(*lines, sep="\n")


def fields_of(
    cases: Client, domain_id: str, events: Iterable[AuditEvent]
) -> DomainFields:
    """The fields of the domain, and the deleted ones that the history knows."""
    shop = cases.load_fields(domain_id=domain_id)
    changed = {field.event_field_id for event in events for field in event.fields}
    deleted = [field_id for field_id in changed if field_id not in shop]
    if not deleted:
        return shop
    return cases.load_fields(domain_id=domain_id, also=deleted)


if __name__ == "__main__":
    main()
