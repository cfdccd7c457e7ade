"""Classes of events: about a case, about a related item, and of an unknown kind."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import TypeAlias

import attrs

from .._docs import documented
from ..errors import ConnectCasesError, Violation
from ..models.related_items import (
    CommentBodyTextType,
    ConnectCaseContent,
    CustomContent,
    FileContent,
    SlaContent,
)
from ..models.values import FieldValueUnion, RelatedItemType, UserUnion
from ..shapes import OpenEnum, UnknownMember, for_pydantic, shape


class NotACasesEvent(ConnectCasesError, ValueError):  # noqa: N818 - says what it is
    """The input is no event that a domain of Cases published.

    CloudTrail's events are among these: they have the same `source`, and are about API
    calls.
    """


class CaseEventType(OpenEnum):
    """What happened to a case."""

    CREATED = "CASE.CREATED"
    UPDATED = "CASE.UPDATED"
    DELETED = "CASE.DELETED"


class RelatedItemEventType(OpenEnum):
    """What happened to a related item."""

    CREATED = "RELATED_ITEM.CREATED"
    UPDATED = "RELATED_ITEM.UPDATED"
    DELETED = "RELATED_ITEM.DELETED"


@shape
class EventPerformedBy:
    """Who made the change."""

    user: UserUnion | UnknownMember | None = None
    """The user or other entity it was made for, where one was named."""
    iam_principal_arn: str | None = None
    """The AWS identity that made the call."""


@documented
@attrs.frozen(kw_only=True)
class EventCase:
    """A case as it is after the change."""

    case_id: str
    """Its id."""
    template_id: str | None = None
    """Its template."""
    created_time: datetime | None = None
    """When it was created, in UTC."""
    fields: Mapping[str, FieldValueUnion | UnknownMember] | None = attrs.field(
        default=None, hash=False
    )
    """The values that the domain's event configuration includes, by field id: those
    that are empty are left out. None where it includes none.
    """


@shape(tag="comment")
class EventComment:
    """A comment, as an event has it."""

    body: str
    """Its text."""
    content_type: CommentBodyTextType | None = None
    """How it is to be read; the documented samples leave it out."""


@shape(tag="contact")
class EventContact:
    """A contact, as an event has it."""

    contact_arn: str
    """The contact."""
    channel: str | None = None
    """How it took place; the documented samples leave it out."""
    connected_to_system_time: datetime | None = None
    """When it was connected, where the event says so."""


EventContent: TypeAlias = (
    EventComment
    | EventContact
    | FileContent
    | SlaContent
    | ConnectCaseContent
    | CustomContent
)
"""What a related item holds, as events have it."""


@documented
@attrs.frozen(kw_only=True)
class EventItem:
    """A related item as it is after the change."""

    related_item_id: str
    """Its id."""
    type: RelatedItemType
    """What it is, in whichever case the event spells it."""
    case_id: str
    """Its case."""
    created_time: datetime | None = None
    """When it was attached, in UTC."""
    content: EventContent | UnknownMember | None = None
    """What it holds, where the domain's event configuration includes it. An
    `UnknownMember` is of a form that this library does not know.
    """


@documented
@attrs.frozen(kw_only=True)
class _Event:
    """What all events of a domain have in common."""

    event_id: str
    """The event's id. EventBridge may deliver an event twice."""
    time: datetime
    """When it was published, in UTC, to the second."""
    change_time: datetime | None = None
    """When the change was made, to the millisecond: order by it."""
    account: str
    """The account of the domain."""
    region: str
    """Its Region."""
    resources: tuple[str, ...]
    """The ARNs of the domain, and of the case or the related item."""
    domain_id: str
    """The domain."""
    performed_by: EventPerformedBy | None = None
    """Who made the change; None before 2024."""
    raw: Mapping[str, object] = attrs.field(repr=False, eq=False)
    """The event as it arrived, out of `repr`, equality and hash."""

    @property
    def is_by_connect(self) -> bool:
        """Whether Amazon Connect itself made the change, an agent in its workspace say.

        False where an application made it through the API, and where the event does
        not say who did. A bot that acts only on what Connect did does not act on what
        it did itself.
        """
        principal = self.performed_by and self.performed_by.iam_principal_arn
        return bool(principal and _CONNECT.search(principal))


#: The role in whose name Amazon Connect calls Cases.
_CONNECT = re.compile(r"[:/]AWSServiceRoleForAmazonConnect(_|/|$)")


@documented
@attrs.frozen(kw_only=True)
class CaseEvent(_Event):
    """A case was created, updated or deleted."""

    type: CaseEventType
    """What happened."""
    case: EventCase
    """The case, as it is after the change."""
    changed_field_ids: tuple[str, ...] = ()
    """The fields that changed."""

    @property
    def case_id(self) -> str:
        """The case."""
        return self.case.case_id


@documented
@attrs.frozen(kw_only=True)
class RelatedItemEvent(_Event):
    """A related item was attached, edited or taken off."""

    type: RelatedItemEventType
    """What happened."""
    item: EventItem
    """The item, as it is after the change."""
    changed_attributes: tuple[str, ...] = ()
    """What changed of it, in the service's words: `comment.commentText`, or the ids of
    a record's fields.
    """

    @property
    def case_id(self) -> str:
        """The item's case."""
        return self.item.case_id


@documented
@attrs.frozen(kw_only=True)
class UnknownEvent:
    """An event of Cases that this library does not know, or cannot read."""

    detail_type: str
    """What EventBridge calls it."""
    type: str | None
    """The event's own type, where there is one."""
    problems: tuple[Violation, ...] = ()
    """What keeps it from being read; none where its type is not known."""
    raw: Mapping[str, object] = attrs.field(repr=False, eq=False)
    """The event as it arrived, out of `repr`, equality and hash."""


CasesEvent: TypeAlias = CaseEvent | RelatedItemEvent | UnknownEvent
"""What `parse_event` returns."""

for _cls in (CaseEvent, RelatedItemEvent, UnknownEvent):
    for_pydantic(_cls, "events.pydantic_schema")
