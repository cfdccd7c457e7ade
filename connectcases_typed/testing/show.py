"""The views as text for a terminal."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from . import views
from .store.region import Region


def domains(regions: Sequence[Region], now: datetime) -> str:
    """Every domain with its set-up and its newest cases."""
    lines: list[str] = []
    for domain in views.domains(regions):
        lines += _domain(regions, domain, now)
    return _text(lines or ["There is no domain."])


def case(view: views.CaseView) -> str:
    """A case with its values, items and history."""
    lines = [f"{view.title} ({view.status})", f"case {view.id}, {view.template}", ""]
    lines += _columns([(value.name, value.text) for value in view.values])
    for kind, items in view.items:
        lines += ["", f"{kind}:"]
        for item in items:
            said = "; ".join([*item.lines, *([item.state] if item.state else [])])
            lines.append(f"  {item.associated}  {said}")
    lines += ["", "History:"]
    for event in view.history:
        lines.append(f"  {event.at}  {event.what}, by {event.by}")
        lines += [
            f"      {change.name}: {change.old} -> {change.new}"
            for change in event.changes
        ]
    return _text(lines)


def _domain(
    regions: Sequence[Region], view: views.DomainView, now: datetime
) -> Iterable[str]:
    domain = views.find_domain(regions, view.id)
    assert domain is not None  # noqa: S101 - it was found in the same Regions
    yield f"{view.name}, domain {view.id} of {view.account} in {view.region}"
    setup = views.setup(domain)
    custom = [field for field in setup.fields if field.namespace == "Custom"]
    if custom:
        yield "  fields:    " + ", ".join(f"{it.name} ({it.type})" for it in custom)
    if setup.templates:
        yield "  templates: " + ", ".join(it.name for it in setup.templates)
    found = views.cases(domain, now)
    yield f"  cases:     {found.total}"
    yield from _columns([(row.id, row.status, row.title) for row in found.rows], 4)
    if found.total > len(found.rows):
        yield f"    and {found.total - len(found.rows)} older ones"


def _columns(rows: Sequence[Sequence[str]], indent: int = 2) -> list[str]:
    if not rows:
        return []
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        " " * indent
        + "  ".join(
            text.ljust(width) for text, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in rows
    ]


def _text(lines: Iterable[str]) -> str:
    return "\n".join(lines) + "\n"
