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
    """A field an event changed.

    Attributes:
        event_field_id: the field's id; for events of related items the service does
            not document what it names.
        old_value: what was there before; None where there was nothing.
        new_value: what is there since; `EmptyValue` where it was cleared.
    """

    event_field_id: str = member(ID)
    old_value: AuditEventFieldValueUnion | UnknownMember | None = None
    new_value: AuditEventFieldValueUnion | UnknownMember


@shape
class AuditEventPerformedBy:
    """Who did it.

    Attributes:
        user: the user or other entity the change was made for, where one was named.
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
        related_item_type: of events about a related item, its type.
        performed_time: when, in UTC.
        fields: what changed, old and new.
        performed_by: who did it, where the service knows.
        merge_metadata: of events that belong to a merge of cases.
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
        next_token: where to go on, from an earlier page.

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
