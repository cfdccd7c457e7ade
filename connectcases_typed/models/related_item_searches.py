"""Searching for related items."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TypeAlias

from ..operations import NEXT_TOKEN, Page, PagedRequest
from ..shapes import Limit, OpenEnum, Strings, UnknownMember, member, shape
from .filters import CustomFieldsFilter
from .related_items import SLA_NAME, RelatedItemContent, SlaStatus
from .values import CASE_ID, ID, Order, RelatedItemType, UserUnion

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
    """Contacts that match every member given."""

    channel: Strings | None = member(Limit(0, 3), each=Limit(1, 100), default=None)
    """Contacts of one of these channels; at most 3, of 1 to 100 characters."""
    contact_arn: str | None = member(ID, default=None)
    """Only this contact."""


@shape(tag="comment")
class CommentFilter:
    """All comments."""


@shape(tag="file")
class FileFilter:
    """Files that match every member given."""

    file_arn: str | None = member(ID, default=None)
    """Only this file."""


@shape(tag="sla")
class SlaFilter:
    """SLAs that match every member given."""

    name: str | None = member(SLA_NAME, sensitive=True, default=None)
    """SLAs with this name, 1 to 500 characters. Kept out of `repr`."""
    status: SlaStatus | None = None
    """SLAs with this status."""


@shape(tag="connectCase")
class ConnectCaseFilter:
    """Links to other cases that match every member given."""

    case_id: str | None = member(CASE_ID, default=None)
    """Only links to this case."""


@shape(tag="custom")
class CustomFilter:
    """Custom records that match every member given."""

    fields: CustomFieldsFilter | None = None
    """Records whose fields meet this condition."""


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
    """A related item of a case."""

    related_item_id: str = member(ID)
    """Its id."""
    type: RelatedItemType
    """Its type."""
    association_time: datetime
    """When it was attached, in UTC."""
    content: RelatedItemContent | UnknownMember
    """Its content."""
    tags: Mapping[str, str] | None = member(sparse=True, default=None)
    """Its tags, if it has any."""
    performed_by: UserUnion | UnknownMember | None = None
    """Who attached it, if the call named anyone."""


@shape
class SearchRelatedItemsResponse(Page):
    """A page of a case's related items."""

    related_items: tuple[SearchRelatedItemsResponseItem, ...] = member(
        Limit(0, 25), sparse=True
    )
    """The items; the service does not document their order."""
    next_token: str | None = member(NEXT_TOKEN, default=None)
    """The token with which to request the next page; None on the last."""


@shape
class SearchRelatedItemsRequest(
    PagedRequest[SearchRelatedItemsResponse, SearchRelatedItemsResponseItem]
):
    """Find what is attached to a case, page by page.

    Raises:
        ResourceNotFoundException: no such domain or case.
        ValidationException: the service finds the request invalid.
    """

    domain_id: str = member(ID)
    """The domain of the case."""
    case_id: str = member(CASE_ID)
    """The case."""
    filters: Sequence[RelatedItemTypeFilter] | None = member(FILTERS, default=None)
    """At most 10; items that match at least one are found. All items if left out."""
    max_results: int | None = member(RELATED_ITEMS_PAGE, default=None)
    """Items in a page, 1 to 25."""
    next_token: str | None = member(NEXT_TOKEN, default=None)
    """The `next_token` of an earlier page, to continue after it."""

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
    """What to sort related items by."""

    sort_property: SearchAllRelatedItemsSortProperty
    """When they were attached, or the case they are attached to."""
    sort_order: Order
    """From the smallest up or from the largest down."""


@shape
class SearchAllRelatedItemsResponseItem:
    """A related item of some case of the domain."""

    related_item_id: str = member(ID)
    """Its id."""
    case_id: str = member(CASE_ID)
    """The case it is attached to."""
    type: RelatedItemType
    """Its type."""
    association_time: datetime
    """When it was attached, in UTC."""
    content: RelatedItemContent | UnknownMember
    """Its content."""
    performed_by: UserUnion | UnknownMember | None = None
    """Who attached it, if the call named anyone."""
    tags: Mapping[str, str] | None = member(sparse=True, default=None)
    """Its tags, if it has any."""


@shape
class SearchAllRelatedItemsResponse(Page):
    """A page of a domain's related items."""

    related_items: tuple[SearchAllRelatedItemsResponseItem, ...] = member(
        Limit(0, 25), sparse=True
    )
    """The items, in the requested order; the service documents no other."""
    next_token: str | None = member(NEXT_TOKEN, default=None)
    """The token with which to request the next page; None on the last."""


@shape
class SearchAllRelatedItemsRequest(
    PagedRequest[SearchAllRelatedItemsResponse, SearchAllRelatedItemsResponseItem]
):
    """Find what is attached to the cases of a domain, page by page.

    Raises:
        ResourceNotFoundException: no such domain.
        ValidationException: the service finds the request invalid.
    """

    domain_id: str = member(ID)
    """The domain."""
    filters: Sequence[RelatedItemTypeFilter] | None = member(FILTERS, default=None)
    """At most 10; items that match at least one are found. All items if left out."""
    sorts: Sequence[SearchAllRelatedItemsSort] | None = member(
        Limit(0, 2), default=None
    )
    """At most two; the first takes precedence."""
    max_results: int | None = member(RELATED_ITEMS_PAGE, default=None)
    """Items in a page, 1 to 25."""
    next_token: str | None = member(NEXT_TOKEN, default=None)
    """The `next_token` of an earlier page, to continue after it."""

    def items_of(
        self, page: SearchAllRelatedItemsResponse
    ) -> tuple[SearchAllRelatedItemsResponseItem, ...]:
        """The items of one page."""
        return page.related_items
