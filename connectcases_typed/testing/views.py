"""The state as people read it: by name, in order, as text.

`EmbeddedCases.show` prints these views and the server's page lays them out. They are
plain text and hold nothing of the state, so they are made while the service's lock is
held and read after it is released.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

import attrs

from .operations import slas
from .operations.case_search import matching_term
from .protocol.wire import Wire
from .store.lifecycle import living
from .store.region import Region
from .store.state import (
    AuditEvent,
    Case,
    CaseRule,
    Definition,
    Domain,
    Field,
    RelatedItem,
)

#: How many cases a page of them has.
PAGE = 25

#: What is shown where there is no value.
NOTHING = "–"  # noqa: RUF001 - a dash, as it is printed


@attrs.frozen(kw_only=True)
class DomainView:
    """A line of the list of domains."""

    id: str
    name: str
    account: str
    region: str
    cases: int
    fields: int
    templates: int
    publishes: bool


@attrs.frozen(kw_only=True)
class Named:
    """A part of a domain's set-up: its name, its id, and facts about it."""

    id: str
    name: str
    facts: Sequence[tuple[str, str]]


@attrs.frozen(kw_only=True)
class FieldView:
    """A field; `options` have a note if they are inactive."""

    id: str
    name: str
    type: str
    namespace: str
    description: str
    options: Sequence[str]


@attrs.frozen(kw_only=True)
class SetupView:
    """What a domain is configured with, as far as it is not deleted."""

    fields: Sequence[FieldView]
    templates: Sequence[Named]
    layouts: Sequence[Named]
    rules: Sequence[Named]


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


def domains(regions: Iterable[Region]) -> list[DomainView]:
    """All domains, by account and Region."""
    return [
        DomainView(
            id=domain.id,
            name=domain.name,
            account=region.account,
            region=region.name,
            cases=len(domain.cases),
            fields=len(living(domain.fields)),
            templates=len(living(domain.templates)),
            publishes=bool(domain.event_bridge and domain.event_bridge["enabled"]),
        )
        for region in sorted(regions, key=lambda region: (region.account, region.name))
        for domain in region.domains.values()
    ]


def find_domain(regions: Iterable[Region], domain_id: str) -> Domain | None:
    """The domain with an id, in whichever account and Region it is."""
    for region in regions:
        if domain_id in region.domains:
            return region.domains[domain_id]
    return None


def find_case(regions: Iterable[Region], case_id: str) -> tuple[Domain, Case] | None:
    """The case with an id, and its domain."""
    for region in regions:
        for domain in region.domains.values():
            if case_id in domain.cases:
                return domain, domain.cases[case_id]
    return None


def setup(domain: Domain) -> SetupView:
    """What a domain is configured with."""
    return SetupView(
        fields=[_field(field) for field in living(domain.fields)],
        templates=[
            Named(
                id=template.id,
                name=template.name,
                facts=_facts(
                    ("Status", template.status),
                    ("Description", template.description),
                    ("Layout", _name(domain.layouts, template.layout_id)),
                    (
                        "Required fields",
                        _names(domain.fields, template.required_fields),
                    ),
                    (
                        "Rules",
                        _names(
                            domain.case_rules,
                            [rule["caseRuleId"] for rule in template.rules],
                        ),
                    ),
                ),
            )
            for template in living(domain.templates)
        ],
        layouts=[
            Named(
                id=layout.id,
                name=layout.name,
                facts=[
                    (panel, _names(domain.fields, _field_ids(content)))
                    for panel, content in (
                        ("Top panel", layout.content["basic"].get("topPanel")),
                        ("More info", layout.content["basic"].get("moreInfo")),
                    )
                    if content
                ],
            )
            for layout in living(domain.layouts)
        ],
        rules=[
            Named(id=rule.id, name=rule.name, facts=_rule(domain, rule))
            for rule in living(domain.case_rules)
        ],
    )


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
                text=_text(field, values[field.id]),
            )
            for field in domain.fields.values()
            if field.id in values
        ],
        tags=sorted(found.tags.items()),
        items=list(kinds.items()),
        history=[_event(domain, event) for event in found.audit],
    )


def moment(time: datetime) -> str:
    """A time for people, in UTC."""
    return f"{time:%d %b %Y %H:%M:%S}"


def _facts(*facts: tuple[str, str | None]) -> list[tuple[str, str]]:
    return [(name, text) for name, text in facts if text]


def _field(field: Field) -> FieldView:
    return FieldView(
        id=field.id,
        name=field.name,
        type=field.type,
        namespace=field.namespace,
        description=field.description or "",
        options=[
            option.name if option.active else f"{option.name} (inactive)"
            for option in field.options.values()
        ],
    )


def _name(things: Mapping[str, Definition], thing_id: str | None) -> str:
    """The name of a thing; the id of one there is not, such as a member of content."""
    if thing_id is None:
        return ""
    thing = things.get(thing_id)
    return thing_id if thing is None else thing.name


def _names(things: Mapping[str, Definition], ids: Iterable[str]) -> str:
    return ", ".join(_name(things, thing_id) for thing_id in ids)


def _field_ids(panel: Wire) -> list[str]:
    return [
        field["id"]
        for section in panel["sections"]
        for field in section["fieldGroup"]["fields"]
    ]


def _rule(domain: Domain, rule: CaseRule) -> list[tuple[str, str]]:
    arm, content = next(iter(rule.rule.items()))
    facts = _facts(("Description", rule.description))
    if arm == "fieldOptions":
        parent, child = content.get("parentFieldId"), content.get("childFieldId")
        facts += _facts(
            ("Parent field", _name(domain.fields, parent)),
            ("Child field", _name(domain.fields, child)),
        )
        mappings: list[Wire] = content.get("parentChildFieldOptionsMappings", [])
        for mapping in mappings:
            options = ", ".join(mapping["childFieldOptionValues"])
            facts.append((mapping["parentFieldOptionValue"], options or NOTHING))
        return facts
    said = "Required" if arm == "required" else "Hidden"
    conditions: list[Wire] = content["conditions"]
    for condition in conditions:
        words, result = _condition(domain, condition)
        facts.append((f"If {words}", said if result else f"Not {said.lower()}"))
    default = said if content["defaultValue"] else f"Not {said.lower()}"
    facts.append(("Otherwise" if conditions else "Always", default))
    return facts


_WORDS = {
    "equalTo": "is",
    "notEqualTo": "is not",
    "contains": "contains",
    "greaterThan": "is greater than",
    "greaterThanOrEqualTo": "is at least",
    "lessThan": "is less than",
    "lessThanOrEqualTo": "is at most",
}


def _condition(domain: Domain, condition: Wire) -> tuple[str, bool]:
    """A condition in words, and what holds if it is true."""
    arm, content = next(iter(condition.items()))
    if "conditions" in content:
        parts = [_condition(domain, below)[0] for below in content["conditions"]]
        joined = (" and " if arm == "andAll" else " or ").join(parts)
        return f"({joined})", content.get("result", True)
    field_id = content["operandOne"]["fieldId"]
    name = _name(domain.fields, field_id)
    value = _text(domain.fields.get(field_id), content["operandTwo"])
    return f"{name} {_WORDS.get(arm, arm)} {value}", content["result"]


def _row(domain: Domain, found: Case) -> CaseRow:
    def text(field_id: str) -> str:
        value = found.values.get(field_id)
        return NOTHING if value is None else _text(domain.fields[field_id], value)

    return CaseRow(
        id=found.id,
        title=text("title"),
        status=text("status"),
        reference=text("reference_number"),
        template=_name(domain.templates, found.template_id),
        updated=text("last_updated_datetime"),
    )


def _text(field: Field | None, value: Wire) -> str:
    """A value for people: an option by its name, a time without its decoration."""
    plain = next(iter(value.values()))
    match plain:
        case bool():
            return "yes" if plain else "no"
        case float():
            return f"{plain:g}" if abs(plain) < 1e6 else repr(plain)
        case str() if field is not None and plain in field.options:
            return field.options[plain].name
        case str() if field is not None and field.type == "DateTime":
            return _time(plain)
        case str() if "userArnValue" in value:
            return _short(plain)
        case str():
            return plain
        case _:
            return NOTHING


def _time(written: str) -> str:
    try:
        return moment(datetime.fromisoformat(written))
    except ValueError:
        return written


def _item(domain: Domain, item: RelatedItem, now: datetime) -> ItemView:
    arm, content = next(iter(item.content.items()))
    state = ""
    if item.sla is not None:
        lines = [item.sla.name]
        if item.sla.field_id is not None:
            field = domain.fields.get(item.sla.field_id)
            waits = " or ".join(_text(field, value) for value in item.sla.target_values)
            name = _name(domain.fields, item.sla.field_id)
            lines.append(f"Met when {name} is {waits}")
        lines.append(f"Due {moment(item.sla.target_time)}")
        state = _sla_state(item, now)
    elif arm == "custom":
        lines = [
            f"{_name(domain.fields, entry['id'])}: "
            f"{_text(domain.fields.get(entry['id']), entry['value'])}"
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
        by=_user(item.created_by),
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
        by=_performer(event.performed_by),
        changes=[_change(domain.fields, entry) for entry in event.fields],
    )


def _change(fields: Mapping[str, Field], entry: Wire) -> ChangeView:
    field_id = entry["eventFieldId"]
    field = fields.get(field_id)
    old: Wire | None = entry.get("oldValue")
    return ChangeView(
        name=_name(fields, field_id),
        old=NOTHING if old is None else _text(field, old),
        new=_text(field, entry["newValue"]),
    )


def _performer(performed_by: Wire) -> str:
    user = _user(performed_by.get("user"))
    return user or _short(performed_by["iamPrincipalArn"])


def _user(user: Wire | None) -> str:
    return _short(next(iter(user.values()))) if user else ""


def _short(name: str) -> str:
    """The last part of an ARN; any other name as it is."""
    return name.rpartition(":")[2] if name.startswith("arn:") else name
