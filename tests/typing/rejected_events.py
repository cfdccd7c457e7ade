"""Mistakes around events."""

from connectcases_typed.events import CaseEvent, CasesEvent, RelatedItemEvent


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
