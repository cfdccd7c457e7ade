"""Events that a domain publishes to EventBridge: a case or a related item has changed.

    match parse_event(event):
        case CaseEvent(changed_field_ids=changed, case=case) if "status" in changed:
            ...
        case RelatedItemEvent(item=item) if isinstance(item.content, EventComment):
            ...

Reading is more lenient than that of the API's responses, because the documentation of
events is less exact than the service model: the guide's samples have comments without
a content type and contacts without a channel, events of 2023 do not say who made the
change, and consumers have seen item types in either case. Members that arrive are kept,
members that do not are None, and an event that cannot be read is an `UnknownEvent`.
"""

from .classes import (
    CaseEvent,
    CaseEventType,
    CasesEvent,
    EventCase,
    EventComment,
    EventContact,
    EventContent,
    EventItem,
    EventPerformedBy,
    NotACasesEvent,
    RelatedItemEvent,
    RelatedItemEventType,
    UnknownEvent,
)
from .parsing import parse_event

__all__ = [
    "CaseEvent",
    "CaseEventType",
    "CasesEvent",
    "EventCase",
    "EventComment",
    "EventContact",
    "EventContent",
    "EventItem",
    "EventPerformedBy",
    "NotACasesEvent",
    "RelatedItemEvent",
    "RelatedItemEventType",
    "UnknownEvent",
    "parse_event",
]
