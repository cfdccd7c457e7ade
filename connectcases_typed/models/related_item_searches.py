"""Searching for related items."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TypeAlias

from ..operations import Page, PagedRequest
from ..shapes import Limit, OpenEnum, Strings, UnknownMember, member, shape
from .case_searches import Order
from .filters import CustomFieldsFilter
from .related_items import SLA_NAME, RelatedItemContent, SlaStatus
from .values import CASE_ID, ID, RelatedItemType, UserUnion

__all__ = [
    "CommentFilter",
    "ConnectCaseFilter",
    "ContactFilter",
    "CustomFilter",
    "FileFilter",
    "RelatedItemTypeFilter",
    "SearchAllRelatedItemsRequest",
    "SearchAllRelatedItemsResponse",
    "SearchAllRelatedItemsResponseItem",
    "SearchAllRelatedItemsSort",
    "SearchAllRelatedItemsSortProperty",
    "SearchRelatedItemsRequest",
    "SearchRelatedItemsResponse",
    "SearchRelatedItemsResponseItem",
    "SlaFilter",
]

FILTERS = Limit(0, 10)
RELATED_ITEMS_PAGE = Limit(1, 25)


@shape(tag="contact")
class ContactFilter:
    """Contacts that match every member given.

    Attributes:
        channel: contacts of one of these channels; at most 3, of 1 to 100 characters.
        contact_arn: only this contact.
    """

    channel: Strings | None = member(Limit(0, 3), each=Limit(1, 100), default=None)
    contact_arn: str | None = member(ID, default=None)


@shape(tag="comment")
class CommentFilter:
    """All comments."""


@shape(tag="file")
class FileFilter:
    """Files that match every member given.

    Attributes:
        file_arn: only this file.
    """

    file_arn: str | None = member(ID, default=None)


@shape(tag="sla")
class SlaFilter:
    """SLAs that match every member given.

    Attributes:
        name: SLAs with this name, 1 to 500 characters. Kept out of `repr`.
        status: SLAs with this status.
    """

    name: str | None = member(SLA_NAME, sensitive=True, default=None)
    status: SlaStatus | None = None


@shape(tag="connectCase")
class ConnectCaseFilter:
    """Links to other cases that match every member given.

    Attributes:
        case_id: only links to this case.
    """

    case_id: str | None = member(CASE_ID, default=None)


@shape(tag="custom")
class CustomFilter:
    """Custom records that match every member given.

    Attributes:
        fields: records whose fields meet this condition.
    """

    fields: CustomFieldsFilter | None = None


RelatedItemTypeFilter: TypeAlias = (
    ContactFilter
    | CommentFilter
    | FileFilter
    | SlaFilter
    | ConnectCaseFilter
    | CustomFilter
)
"""A filter for related items: one type, and which items of that type."""


@shape
class SearchRelatedItemsResponseItem:
    """A related item of a case.

    Attributes:
        related_item_id: its id.
        type: its type.
        association_time: when it was attached, in UTC.
        content: its content.
        tags: its tags, if it has any.
        performed_by: who attached it, if the call named anyone.
    """

    related_item_id: str = member(ID)
    type: RelatedItemType
    association_time: datetime
    content: RelatedItemContent | UnknownMember
    tags: Mapping[str, str] | None = member(sparse=True, default=None)
    performed_by: UserUnion | UnknownMember | None = None


@shape
class SearchRelatedItemsResponse(Page):
    """A page of a case's related items.

    Attributes:
        related_items: the items; the service does not document their order.
    """

    related_items: tuple[SearchRelatedItemsResponseItem, ...] = member(
        Limit(0, 25), sparse=True
    )


@shape
class SearchRelatedItemsRequest(
    PagedRequest[SearchRelatedItemsResponse, SearchRelatedItemsResponseItem]
):
    """Find what is attached to a case, page by page.

    Attributes:
        domain_id: the domain of the case.
        case_id: the case.
        max_results: items in a page, 1 to 25.
        next_token: the `next_token` of an earlier page, to continue after it.
        filters: at most 10; items that match at least one are found. All items if
            left out.

    Raises:
        ResourceNotFoundException: no such domain or case.
        ValidationException: the service finds the request invalid.
    """

    domain_id: str = member(ID)
    case_id: str = member(CASE_ID)
    filters: Sequence[RelatedItemTypeFilter] | None = member(FILTERS, default=None)
    max_results: int | None = member(RELATED_ITEMS_PAGE, default=None)

    def items_of(
        self, page: SearchRelatedItemsResponse
    ) -> tuple[SearchRelatedItemsResponseItem, ...]:
        """The items of one page."""
        return page.related_items


class SearchAllRelatedItemsSortProperty(OpenEnum):
    """What related items of a domain can be sorted by."""

    ASSOCIATION_TIME = "AssociationTime"
    CASE_ID = "CaseId"


@shape
class SearchAllRelatedItemsSort:
    """What to sort related items by.

    Attributes:
        sort_property: when they were attached, or the case they are attached to.
        sort_order: from the smallest up or from the largest down.
    """

    sort_property: SearchAllRelatedItemsSortProperty
    sort_order: Order


@shape
class SearchAllRelatedItemsResponseItem:
    """A related item of some case of the domain.

    Attributes:
        related_item_id: its id.
        case_id: the case it is attached to.
        type: its type.
        association_time: when it was attached, in UTC.
        content: its content.
        performed_by: who attached it, if the call named anyone.
        tags: its tags, if it has any.
    """

    related_item_id: str = member(ID)
    case_id: str = member(CASE_ID)
    type: RelatedItemType
    association_time: datetime
    content: RelatedItemContent | UnknownMember
    performed_by: UserUnion | UnknownMember | None = None
    tags: Mapping[str, str] | None = member(sparse=True, default=None)


@shape
class SearchAllRelatedItemsResponse(Page):
    """A page of a domain's related items.

    Attributes:
        related_items: the items, in the requested order; the service documents no
            other.
    """

    related_items: tuple[SearchAllRelatedItemsResponseItem, ...] = member(
        Limit(0, 25), sparse=True
    )


@shape
class SearchAllRelatedItemsRequest(
    PagedRequest[SearchAllRelatedItemsResponse, SearchAllRelatedItemsResponseItem]
):
    """Find what is attached to the cases of a domain, page by page.

    Attributes:
        domain_id: the domain.
        max_results: items in a page, 1 to 25.
        next_token: the `next_token` of an earlier page, to continue after it.
        filters: at most 10; items that match at least one are found. All items if
            left out.
        sorts: at most two; the first takes precedence.

    Raises:
        ResourceNotFoundException: no such domain.
        ValidationException: the service finds the request invalid.
    """

    domain_id: str = member(ID)
    filters: Sequence[RelatedItemTypeFilter] | None = member(FILTERS, default=None)
    sorts: Sequence[SearchAllRelatedItemsSort] | None = member(
        Limit(0, 2), default=None
    )
    max_results: int | None = member(RELATED_ITEMS_PAGE, default=None)

    def items_of(
        self, page: SearchAllRelatedItemsResponse
    ) -> tuple[SearchAllRelatedItemsResponseItem, ...]:
        """The items of one page."""
        return page.related_items
