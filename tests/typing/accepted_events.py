"""Programs around events: matched completely, and what is in them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, assert_never, assert_type

from connectcases_typed import (
    AuditEvent,
    ConnectCaseContent,
    CustomContent,
    DomainFields,
    EventFieldChange,
    FieldChange,
    FileContent,
    NotCarried,
    RelatedItemType,
    SlaContent,
    StringValue,
    UnknownMember,
)
from connectcases_typed.events import (
    CaseEvent,
    CaseEventType,
    CasesEvent,
    EventComment,
    EventContact,
    EventContent,
    RelatedItemEvent,
    UnknownEvent,
    parse_event,
)


def handler(event: dict[str, Any], context: object) -> str:
    """A match over the three classes leaves nothing."""
    found = parse_event(event)
    assert_type(found, CaseEvent | RelatedItemEvent | UnknownEvent)
    match found:
        case CaseEvent(case=case, changed_field_ids=changed) if "status" in changed:
            status = (case.fields or {}).get("status")
            return status.value if isinstance(status, StringValue) else "?"
        case CaseEvent(type=CaseEventType.DELETED, case_id=case_id):
            return assert_type(case_id, str)
        case CaseEvent(change_time=time):
            return repr(assert_type(time, datetime | None))
        case RelatedItemEvent(item=item):
            assert_type(item.type, RelatedItemType)
            return summary(item.content)
        case UnknownEvent(detail_type=detail_type, raw=raw):
            assert_type(raw, Mapping[str, object])
            return detail_type
        case _:
            assert_never(found)


def summary(content: EventContent | UnknownMember | None) -> str:
    """A match over all contents leaves nothing."""
    match content:
        case EventComment(body=body):
            return body
        case EventContact(channel=channel):
            return assert_type(channel, str | None) or "no channel"
        case FileContent() | SlaContent() | ConnectCaseContent() | CustomContent():
            return type(content).__name__
        case UnknownMember(tag=tag):
            return tag
        case None:
            return "nothing"
        case _:
            assert_never(content)


def by_whom(found: CasesEvent) -> bool:
    """What events of a known kind have in common."""
    if isinstance(found, UnknownEvent):
        return False
    assert_type(found.domain_id, str)
    return found.is_by_connect


def of_texts(body: str, line: bytes) -> None:
    """Texts are taken as they are."""
    parse_event(body)
    parse_event(line)


def changes(shop: DomainFields, found: CaseEvent) -> None:
    """A match over what an event says of a field leaves nothing."""
    for change in assert_type(shop.changes(found), tuple[EventFieldChange, ...]):
        assert_type(change.old, NotCarried)
        new = change.new
        match new:
            case NotCarried():
                pass
            case UnknownMember(tag=tag):
                assert_type(tag, str)
            case None:
                pass
            case str() | bool() | int() | float() | datetime():
                pass
            case _:
                assert_never(new)


def of_either_kind(shop: DomainFields, found: AuditEvent | CaseEvent) -> list[str]:
    """Events of the history and of EventBridge may share their code."""
    told = shop.changes(found)
    assert_type(told, tuple[FieldChange, ...] | tuple[EventFieldChange, ...])
    return [f"{it.name}: {it.old} -> {it.new}" for it in told]
