"""Cases as people read them: a page of them, and one with its items and history."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import attrs

from ..operations import slas
from ..operations.case_search import matching_term
from ..protocol.wire import Wire
from ..store.state import AuditEvent, Case, Domain, Field, RelatedItem
from .words import NOTHING, moment, name_of, performer_of, text_of, user_of

#: How many cases a page of them has.
PAGE = 25


@attrs.frozen(kw_only=True)
class CaseRow:
    """A line of a list of cases."""

    id: str
    title: str
    status: str
    reference: str
    template: str
    updated: str


@attrs.frozen(kw_only=True)
class CasesView:
    """A page of the cases that were found; pages are numbered from 1."""

    rows: Sequence[CaseRow]
    total: int
    page: int
    pages: int


@attrs.frozen(kw_only=True)
class Value:
    """A field with its value."""

    id: str
    name: str
    text: str


@attrs.frozen(kw_only=True)
class ItemView:
    """A related item; `state` is the status of an SLA and what the clock says of it."""

    id: str
    lines: Sequence[str]
    associated: str
    by: str
    state: str = ""


@attrs.frozen(kw_only=True)
class ChangeView:
    """A value before and after."""

    name: str
    old: str
    new: str


@attrs.frozen(kw_only=True)
class EventView:
    """An entry of a case's history."""

    what: str
    at: str
    by: str
    changes: Sequence[ChangeView]


@attrs.frozen(kw_only=True)
class CaseView:
    """A case with everything in it; `items` by kind, `history` oldest first."""

    id: str
    title: str
    status: str
    template: str
    values: Sequence[Value]
    tags: Sequence[tuple[str, str]]
    items: Sequence[tuple[str, Sequence[ItemView]]]
    history: Sequence[EventView]


def cases(domain: Domain, now: datetime, term: str = "", page: int = 1) -> CasesView:
    """A page of cases, newest first; a page beyond the last is the last."""
    found = matching_term(domain, term, now)
    pages = max(1, -(-len(found) // PAGE))
    page = min(max(page, 1), pages)
    first = len(found) - page * PAGE
    chosen = found[max(first, 0) : first + PAGE]
    return CasesView(
        rows=[_row(domain, case) for case in reversed(chosen)],
        total=len(found),
        page=page,
        pages=pages,
    )


def case(domain: Domain, found: Case, now: datetime) -> CaseView:
    """Everything about a case."""
    row = _row(domain, found)
    kinds: dict[str, list[ItemView]] = {}
    for item in found.items.values():
        kinds.setdefault(item.type, []).append(_item(domain, item, now))
    values = slas.current_values(found, now)
    return CaseView(
        id=found.id,
        title=row.title,
        status=row.status,
        template=row.template,
        # In the order of the domain's fields, the service's own first.
        values=[
            Value(
                id=field.id,
                name=field.name,
                text=text_of(field, values[field.id]),
            )
            for field in domain.fields.values()
            if field.id in values
        ],
        tags=sorted(found.tags.items()),
        items=list(kinds.items()),
        history=[_event(domain, event) for event in found.audit],
    )


def _row(domain: Domain, found: Case) -> CaseRow:
    def text(field_id: str) -> str:
        value = found.values.get(field_id)
        return NOTHING if value is None else text_of(domain.fields[field_id], value)

    return CaseRow(
        id=found.id,
        title=text("title"),
        status=text("status"),
        reference=text("reference_number"),
        template=name_of(domain.templates, found.template_id),
        updated=text("last_updated_datetime"),
    )


def _item(domain: Domain, item: RelatedItem, now: datetime) -> ItemView:
    arm, content = next(iter(item.content.items()))
    state = ""
    if item.sla is not None:
        lines = [item.sla.name]
        if item.sla.field_id is not None:
            field = domain.fields.get(item.sla.field_id)
            waits = " or ".join(
                text_of(field, value) for value in item.sla.target_values
            )
            name = name_of(domain.fields, item.sla.field_id)
            lines.append(f"Met when {name} is {waits}")
        lines.append(f"Due {moment(item.sla.target_time)}")
        state = _sla_state(item, now)
    elif arm == "custom":
        lines = [
            f"{name_of(domain.fields, entry['id'])}: "
            f"{text_of(domain.fields.get(entry['id']), entry['value'])}"
            for entry in content["fields"]
        ]
    else:
        lines = [
            str(value)
            for name, value in content.items()
            if value is not None and name != "contentType"
        ]
    return ItemView(
        id=item.id,
        lines=lines,
        associated=moment(item.associated),
        by=user_of(item.created_by),
        state=state,
    )


def _sla_state(item: RelatedItem, now: datetime) -> str:
    if item.sla is None:
        return ""
    state = slas.status(item.sla, now)
    if item.sla.completed is not None:
        return f"{state} at {moment(item.sla.completed)}"
    left = item.sla.target_time - now
    if state == "Active":
        return f"Active, {_span(left)} left"
    return f"Overdue by {_span(-left)}"


def _span(duration: timedelta) -> str:
    """A duration in its two largest units."""
    seconds = int(duration.total_seconds())
    parts: list[str] = []
    for size, unit in ((86_400, "d"), (3_600, "h"), (60, "min"), (1, "s")):
        count, seconds = divmod(seconds, size)
        if count or (unit == "s" and not parts):
            parts.append(f"{count} {unit}")
    return " ".join(parts[:2])


def _event(domain: Domain, event: AuditEvent) -> EventView:
    what = event.type
    if event.related_item_type:
        what += f" ({event.related_item_type})"
    if event.merge:
        what += ", by a merge"
    return EventView(
        what=what,
        at=moment(event.performed),
        by=performer_of(event.performed_by),
        changes=[_change(domain.fields, entry) for entry in event.fields],
    )


def _change(fields: Mapping[str, Field], entry: Wire) -> ChangeView:
    field_id = entry["eventFieldId"]
    field = fields.get(field_id)
    old: Wire | None = entry.get("oldValue")
    return ChangeView(
        name=name_of(fields, field_id),
        old=NOTHING if old is None else text_of(field, old),
        new=text_of(field, entry["newValue"]),
    )
