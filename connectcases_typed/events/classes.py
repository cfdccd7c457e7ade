"""What events are: classes for a case, for a related item, and for what is unknown."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import TypeAlias

import attrs

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
    """What was given is no event that a domain of Cases published.

    Among them is CloudTrail's, which has the same `source` and tells of API calls.
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
    """Who made the change.

    Attributes:
        user: the user or other entity it was made for, where one was named.
        iam_principal_arn: the AWS identity that made the call.
    """

    user: UserUnion | UnknownMember | None = None
    iam_principal_arn: str | None = None


@attrs.frozen(kw_only=True)
class EventCase:
    """A case as it is after the change.

    Attributes:
        case_id: its id.
        template_id: its template.
        created_time: when it was created, in UTC.
        fields: the values that the domain's event configuration includes, by field id:
            those that are empty are left out. None where it includes none.
    """

    case_id: str
    template_id: str | None = None
    created_time: datetime | None = None
    fields: Mapping[str, FieldValueUnion | UnknownMember] | None = attrs.field(
        default=None, hash=False
    )


@shape(tag="comment")
class EventComment:
    """A comment, as an event has it.

    Attributes:
        body: its text.
        content_type: how it is to be read; the documented samples leave it out.
    """

    body: str
    content_type: CommentBodyTextType | None = None


@shape(tag="contact")
class EventContact:
    """A contact, as an event has it.

    Attributes:
        contact_arn: the contact.
        channel: how it took place; the documented samples leave it out.
        connected_to_system_time: when it was connected, where the event says so.
    """

    contact_arn: str
    channel: str | None = None
    connected_to_system_time: datetime | None = None


EventContent: TypeAlias = (
    EventComment
    | EventContact
    | FileContent
    | SlaContent
    | ConnectCaseContent
    | CustomContent
)
"""What a related item holds, as events have it."""


@attrs.frozen(kw_only=True)
class EventItem:
    """A related item as it is after the change.

    Attributes:
        related_item_id: its id.
        type: what it is, in whichever case the event spells it.
        case_id: its case.
        created_time: when it was attached, in UTC.
        content: what it holds, where the domain's event configuration includes it. An
            `UnknownMember` is of a form that this library does not know.
    """

    related_item_id: str
    type: RelatedItemType
    case_id: str
    created_time: datetime | None = None
    content: EventContent | UnknownMember | None = None


@attrs.frozen(kw_only=True)
class _Event:
    """What all events of a domain have in common.

    Attributes:
        event_id: the event's id. EventBridge may deliver an event twice.
        time: when it was published, in UTC, to the second.
        change_time: when the change was made, to the millisecond: order by it.
        account: the account of the domain.
        region: its Region.
        resources: the ARNs of the domain, and of the case or the related item.
        domain_id: the domain.
        performed_by: who made the change; None before 2024.
        raw: the event as it arrived, out of `repr`, equality and hash.
    """

    event_id: str
    time: datetime
    change_time: datetime | None = None
    account: str
    region: str
    resources: tuple[str, ...]
    domain_id: str
    performed_by: EventPerformedBy | None = None
    raw: Mapping[str, object] = attrs.field(repr=False, eq=False)

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


@attrs.frozen(kw_only=True)
class CaseEvent(_Event):
    """A case was created, updated or deleted.

    Attributes:
        type: what happened.
        case: the case, as it is after the change.
        changed_field_ids: the fields that changed.
    """

    type: CaseEventType
    case: EventCase
    changed_field_ids: tuple[str, ...] = ()

    @property
    def case_id(self) -> str:
        """The case."""
        return self.case.case_id


@attrs.frozen(kw_only=True)
class RelatedItemEvent(_Event):
    """A related item was attached, edited or taken off.

    Attributes:
        type: what happened.
        item: the item, as it is after the change.
        changed_attributes: what changed of it, in the service's words:
            `comment.commentText`, or the ids of a record's fields.
    """

    type: RelatedItemEventType
    item: EventItem
    changed_attributes: tuple[str, ...] = ()

    @property
    def case_id(self) -> str:
        """The item's case."""
        return self.item.case_id


@attrs.frozen(kw_only=True)
class UnknownEvent:
    """An event of Cases that this library does not know, or cannot read.

    Attributes:
        detail_type: what EventBridge calls it.
        type: the event's own type, where there is one.
        problems: what keeps it from being read; none where its type is not known.
        raw: the event as it arrived, out of `repr`, equality and hash.
    """

    detail_type: str
    type: str | None
    problems: tuple[Violation, ...] = ()
    raw: Mapping[str, object] = attrs.field(repr=False, eq=False)


CasesEvent: TypeAlias = CaseEvent | RelatedItemEvent | UnknownEvent
"""What `parse_event` returns."""

for _cls in (CaseEvent, RelatedItemEvent, UnknownEvent):
    for_pydantic(_cls, "events.pydantic_schema")
