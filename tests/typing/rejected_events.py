"""Mistakes around events."""

from datetime import datetime
from typing import assert_never

from connectcases_typed import DomainFields, UnknownMember
from connectcases_typed.events import (
    CaseEvent,
    CasesEvent,
    RelatedItemEvent,
    parse_event,
)


def incomplete(found: CasesEvent) -> str:
    """What may be unknown is not left out."""
    # mypy union-attr, pyright reportAttributeAccessIssue: "case_id"
    repr(found.case_id)
    # mypy attr-defined, pyright reportAttributeAccessIssue: "case"
    repr(found.case) if isinstance(found, RelatedItemEvent) else None
    if isinstance(found, CaseEvent):
        # mypy union-attr, pyright reportOptionalMemberAccess: "get"
        repr(found.case.fields.get("status"))
        # mypy misc, pyright reportAttributeAccessIssue: case_id
        found.case.case_id = "other"
    return ""


def changes(shop: DomainFields, found: CaseEvent, item: RelatedItemEvent) -> None:
    """What an event does not carry is no value, and is not left out of a match."""
    # mypy call-overload, pyright reportCallIssue+reportArgumentType: "RelatedItemEvent"
    shop.changes(item)
    # mypy arg-type, pyright reportCallIssue+reportArgumentType: "changes"
    shop.changes(parse_event("{}"))
    for change in shop.changes(found):
        # mypy arg-type, pyright reportArgumentType: "NotCarried"
        len(change.old)
        match change.new:
            case UnknownMember() | None:
                pass
            case str() | bool() | int() | float() | datetime():
                pass
            case _:
                # mypy arg-type, pyright reportArgumentType: "NotCarried"
                assert_never(change.new)
