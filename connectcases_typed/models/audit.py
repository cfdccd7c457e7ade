"""The audit history of a case: what changed, when, and who did it."""

from datetime import datetime

from ..operations import Page, PagedRequest
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
    """A field that changed, with its old and its new value.

    Attributes:
        event_field_id: the field's id. For events about related items the service
            does not document what this id names.
        old_value: the value before the change; None if there was none.
        new_value: the value after the change; `EmptyValue` if it was cleared.
    """

    event_field_id: str = member(ID)
    old_value: AuditEventFieldValueUnion | UnknownMember | None = None
    new_value: AuditEventFieldValueUnion | UnknownMember


@shape
class AuditEventPerformedBy:
    """Who made a change.

    Attributes:
        user: the user or other entity the change was made for, if the call named one.
        iam_principal_arn: the AWS identity that made the call.
    """

    user: UserUnion | UnknownMember | None = None
    iam_principal_arn: str = member(ID)


@shape
class AuditMergeMetadata:
    """How an event belongs to a merge of two cases.

    Attributes:
        merge_event_id: the same for all events of one merge.
        primary_case_id: the case that remains.
        secondary_case_id: the case merged into it.
    """

    merge_event_id: str = member(ID)
    primary_case_id: str = member(CASE_ID)
    secondary_case_id: str = member(CASE_ID)


@shape
class AuditEvent:
    """One change of a case or of a related item.

    Attributes:
        event_id: the event's id.
        type: what happened.
        related_item_type: the item's type, on events about a related item.
        performed_time: when it happened, in UTC.
        fields: the fields that changed, with their old and new values.
        performed_by: who made the change, if the service knows.
        merge_metadata: the merge of cases that the event belongs to, if any.
    """

    event_id: str = member(ID)
    type: AuditEventType
    related_item_type: RelatedItemType | None = None
    performed_time: datetime
    fields: tuple[AuditEventField, ...] = member(sparse=True)
    performed_by: AuditEventPerformedBy | None = None
    merge_metadata: AuditMergeMetadata | None = member(since=MERGES_SINCE, default=None)


@shape
class GetCaseAuditEventsResponse(Page):
    """A page of a case's audit history.

    Attributes:
        audit_events: the events; the service does not document their order.
    """

    audit_events: tuple[AuditEvent, ...] = member(Limit(0, 25), sparse=True)


@shape
class GetCaseAuditEventsRequest(PagedRequest[GetCaseAuditEventsResponse, AuditEvent]):
    """Read the audit history of a case, page by page.

    Attributes:
        domain_id: the domain of the case.
        case_id: the case.
        max_results: events in a page, 1 to 25; 25 if left out.
        next_token: the `next_token` of an earlier page, to continue after it.

    Raises:
        ResourceNotFoundException: no such domain or case.
        ValidationException: the service finds the request invalid.
    """

    domain_id: str = member(ID)
    case_id: str = member(CASE_ID)
    max_results: int | None = member(Limit(1, 25), default=None)

    def items_of(self, page: GetCaseAuditEventsResponse) -> tuple[AuditEvent, ...]:
        """The events of one page."""
        return page.audit_events
