"""Searching for cases."""

from collections.abc import Mapping, Sequence

from ..operations import Page, PagedRequest
from ..shapes import Limit, OpenEnum, member, shape
from .fields import FieldIdentifier
from .filters import CaseFilter
from .values import CASE_ID, ID, PAGE_OF_100, FieldValue

__all__ = [
    "Order",
    "SearchCasesRequest",
    "SearchCasesResponse",
    "SearchCasesResponseItem",
    "Sort",
]

_FIELDS = Limit(0, 25)


class Order(OpenEnum):
    """Whether values are sorted upwards or downwards."""

    ASC = "Asc"
    DESC = "Desc"


@shape
class Sort:
    """What to sort cases by.

    Attributes:
        field_id: the field.
        sort_order: from the smallest value up or from the largest down.
    """

    field_id: str = member(ID)
    sort_order: Order


@shape
class SearchCasesResponseItem:
    """A case that was found.

    Attributes:
        case_id: its id.
        template_id: the template it was created from.
        fields: the requested fields that have a value.
        tags: its tags, if it has any.
    """

    case_id: str = member(CASE_ID)
    template_id: str = member(ID)
    fields: tuple[FieldValue, ...] = member(_FIELDS)
    tags: Mapping[str, str] | None = member(sparse=True, default=None)


@shape
class SearchCasesResponse(Page):
    """A page of cases.

    Attributes:
        cases: the cases, in the requested order; the service documents no other.
        total_count: how many cases were found, in all pages together.
    """

    cases: tuple[SearchCasesResponseItem, ...] = member(Limit(0, 100), sparse=True)
    total_count: int | None = member(Limit(min=0), default=None)


@shape
class SearchCasesRequest(PagedRequest[SearchCasesResponse, SearchCasesResponseItem]):
    """Find cases of a domain, page by page.

    Attributes:
        domain_id: the domain.
        max_results: cases in a page, 1 to 100; 25 if left out.
        next_token: the `next_token` of an earlier page, to continue after it.
        search_term: words to find in any field of the case; at most 255 characters.
        filter: a condition over fields and tags; it combines with `&`, `|` and `~`.
        sorts: at most two; the first takes precedence.
        fields: the fields to return of each case; at most 25. See `field_identifiers`.

    Raises:
        ResourceNotFoundException: no such domain.
        ValidationException: the service finds the request invalid.
    """

    domain_id: str = member(ID)
    search_term: str | None = member(Limit(0, 255), default=None)
    filter: CaseFilter | None = None
    sorts: Sequence[Sort] | None = member(Limit(0, 2), default=None)
    fields: Sequence[FieldIdentifier] | None = member(_FIELDS, default=None)
    max_results: int | None = member(PAGE_OF_100, default=None)

    def items_of(
        self, page: SearchCasesResponse
    ) -> tuple[SearchCasesResponseItem, ...]:
        """The cases of one page."""
        return page.cases
