"""The audit history of a case: what changed, when, and who did it."""

from datetime import datetime

from ..operations import NEXT_TOKEN, Page, PagedRequest
from ..shapes import Limit, OpenEnum, UnknownMember, member, shape
from .values import (
    CASE_ID,
    ID,
    MERGES_SINCE,
    AuditEventFieldValueUnion,
    RelatedItemType,
    UserUnion,
)

__all__ = [
    "AuditEvent",
    "AuditEventField",
    "AuditEventPerformedBy",
    "AuditEventType",
    "AuditMergeMetadata",
    "GetCaseAuditEventsRequest",
    "GetCaseAuditEventsResponse",
]


class AuditEventType(OpenEnum):
    """What happened to a case."""

    CASE_CREATED = "Case.Created"
    CASE_UPDATED = "Case.Updated"
    RELATED_ITEM_CREATED = "RelatedItem.Created"
    RELATED_ITEM_DELETED = "RelatedItem.Deleted"
    RELATED_ITEM_UPDATED = "RelatedItem.Updated"
    CASE_MERGED = "Case.Merged"


@shape
class AuditEventField:
    """A field that changed, with its old and its new value."""

    event_field_id: str = member(ID)
    """The field's id. For events about related items the service does not document what
    this id names.
    """
    new_value: AuditEventFieldValueUnion | UnknownMember
    """The value after the change; `EmptyValue` if it was cleared."""
    old_value: AuditEventFieldValueUnion | UnknownMember | None = None
    """The value before the change; None if there was none."""


@shape
class AuditEventPerformedBy:
    """Who made a change."""

    iam_principal_arn: str = member(ID)
    """The AWS identity that made the call."""
    user: UserUnion | UnknownMember | None = None
    """The user or other entity the change was made for, if the call named one."""


@shape
class AuditMergeMetadata:
    """How an event belongs to a merge of two cases."""

    merge_event_id: str = member(ID)
    """The same for all events of one merge."""
    primary_case_id: str = member(CASE_ID)
    """The case that remains."""
    secondary_case_id: str = member(CASE_ID)
    """The case merged into it."""


@shape
class AuditEvent:
    """One change of a case or of a related item."""

    event_id: str = member(ID)
    """The event's id."""
    type: AuditEventType
    """What happened."""
    performed_time: datetime
    """When it happened, in UTC."""
    fields: tuple[AuditEventField, ...] = member(sparse=True)
    """The fields that changed, with their old and new values."""
    related_item_type: RelatedItemType | None = None
    """The item's type, on events about a related item."""
    performed_by: AuditEventPerformedBy | None = None
    """Who made the change, if the service knows."""
    merge_metadata: AuditMergeMetadata | None = member(since=MERGES_SINCE, default=None)
    """The merge of cases that the event belongs to, if any."""


@shape
class GetCaseAuditEventsResponse(Page):
    """A page of a case's audit history."""

    audit_events: tuple[AuditEvent, ...] = member(Limit(0, 25), sparse=True)
    """The events; the service does not document their order."""
    next_token: str | None = member(NEXT_TOKEN, default=None)
    """The token with which to request the next page; None on the last."""


@shape
class GetCaseAuditEventsRequest(PagedRequest[GetCaseAuditEventsResponse, AuditEvent]):
    """Read the audit history of a case, page by page.

    Raises:
        ResourceNotFoundException: no such domain or case.
        ValidationException: the service finds the request invalid.
    """

    domain_id: str = member(ID)
    """The domain of the case."""
    case_id: str = member(CASE_ID)
    """The case."""
    max_results: int | None = member(Limit(1, 25), default=None)
    """Events in a page, 1 to 25; 25 if left out."""
    next_token: str | None = member(NEXT_TOKEN, default=None)
    """The `next_token` of an earlier page, to continue after it."""

    def items_of(self, page: GetCaseAuditEventsResponse) -> tuple[AuditEvent, ...]:
        """The events of one page."""
        return page.audit_events
