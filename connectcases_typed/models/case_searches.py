"""Searching for cases."""

from collections.abc import Mapping, Sequence

from ..operations import NEXT_TOKEN, Page, PagedRequest
from ..shapes import Limit, member, shape
from .fields import FieldIdentifier
from .filters import CaseFilter
from .values import CASE_ID, ID, PAGE_OF_100, FieldValue, Order

__all__ = [
    "SearchCasesRequest",
    "SearchCasesResponse",
    "SearchCasesResponseItem",
    "Sort",
]

_FIELDS = Limit(0, 25)


@shape
class Sort:
    """What to sort cases by."""

    field_id: str = member(ID)
    """The field."""
    sort_order: Order
    """From the smallest value up or from the largest down."""


@shape
class SearchCasesResponseItem:
    """A case that was found."""

    case_id: str = member(CASE_ID)
    """Its id."""
    template_id: str = member(ID)
    """The template it was created from."""
    fields: tuple[FieldValue, ...] = member(_FIELDS)
    """The requested fields that have a value."""
    tags: Mapping[str, str] | None = member(sparse=True, default=None)
    """Its tags, if it has any."""


@shape
class SearchCasesResponse(Page):
    """A page of cases."""

    cases: tuple[SearchCasesResponseItem, ...] = member(Limit(0, 100), sparse=True)
    """The cases, in the requested order; the service documents no other."""
    total_count: int | None = member(Limit(min=0), default=None)
    """How many cases were found, in all pages together."""
    next_token: str | None = member(NEXT_TOKEN, default=None)
    """The token with which to request the next page; None on the last."""


@shape
class SearchCasesRequest(PagedRequest[SearchCasesResponse, SearchCasesResponseItem]):
    """Find cases of a domain, page by page.

    Raises:
        ResourceNotFoundException: no such domain.
        ValidationException: the service finds the request invalid.
    """

    domain_id: str = member(ID)
    """The domain."""
    search_term: str | None = member(Limit(0, 255), default=None)
    """Words to find in any field of the case; at most 255 characters."""
    filter: CaseFilter | None = None
    """A condition over fields and tags; it combines with `&`, `|` and `~`."""
    sorts: Sequence[Sort] | None = member(Limit(0, 2), default=None)
    """At most two; the first takes precedence."""
    fields: Sequence[FieldIdentifier] | None = member(_FIELDS, default=None)
    """The fields to return of each case; at most 25. See `field_identifiers`."""
    max_results: int | None = member(PAGE_OF_100, default=None)
    """Cases in a page, 1 to 100; 25 if left out."""
    next_token: str | None = member(NEXT_TOKEN, default=None)
    """The `next_token` of an earlier page, to continue after it."""

    def items_of(
        self, page: SearchCasesResponse
    ) -> tuple[SearchCasesResponseItem, ...]:
        """The cases of one page."""
        return page.cases
