"""Domains, which hold an account's fields, layouts, templates and cases."""

from collections.abc import Mapping
from datetime import datetime

from ..operations import NEXT_TOKEN, Page, PagedRequest, Request, Response
from ..shapes import Limit, OpenEnum, member, shape
from .values import ID, NAME

__all__ = [
    "CreateDomainRequest",
    "CreateDomainResponse",
    "DeleteDomainRequest",
    "DeleteDomainResponse",
    "DomainStatus",
    "DomainSummary",
    "GetDomainRequest",
    "GetDomainResponse",
    "ListDomainsRequest",
    "ListDomainsResponse",
]


class DomainStatus(OpenEnum):
    """Whether a domain is ready for use."""

    ACTIVE = "Active"
    CREATION_IN_PROGRESS = "CreationInProgress"
    CREATION_FAILED = "CreationFailed"


@shape
class DomainSummary:
    """A domain, as it is listed."""

    domain_id: str = member(ID)
    """Its id."""
    domain_arn: str = member(ID)
    """Its ARN."""
    name: str = member(NAME)
    """Its name."""


@shape
class CreateDomainResponse(Response):
    """The domain that was created."""

    domain_id: str = member(ID)
    """Its id."""
    domain_arn: str = member(ID)
    """Its ARN."""
    domain_status: DomainStatus
    """Whether it is already ready for use."""


@shape
class CreateDomainRequest(Request[CreateDomainResponse]):
    """Create a domain; linking it to a Connect instance is done through Connect.

    Raises:
        ConflictException: the name is taken.
        ServiceQuotaExceededException: the account has reached its quota of domains.
        ValidationException: the service finds the request invalid.
    """

    name: str = member(NAME)
    """Unique in the account; 1 to 100 characters, not ending in white space."""


@shape
class GetDomainResponse(Response):
    """A domain."""

    domain_id: str = member(ID)
    """Its id."""
    domain_arn: str = member(ID)
    """Its ARN."""
    name: str = member(NAME)
    """Its name."""
    created_time: datetime
    """When it was created, in UTC."""
    domain_status: DomainStatus
    """Whether it is ready for use."""
    tags: Mapping[str, str] | None = member(sparse=True, default=None)
    """Its tags, if it has any."""


@shape
class GetDomainRequest(Request[GetDomainResponse]):
    """Read a domain.

    Raises:
        ResourceNotFoundException: no such domain.
        ValidationException: the service finds the request invalid.
    """

    domain_id: str = member(ID)
    """The domain."""


@shape
class ListDomainsResponse(Page):
    """A page of an account's domains."""

    domains: tuple[DomainSummary, ...]
    """The domains; the service does not document their order."""
    next_token: str | None = member(NEXT_TOKEN, default=None)
    """The token with which to request the next page; None on the last."""


@shape
class ListDomainsRequest(PagedRequest[ListDomainsResponse, DomainSummary]):
    """List the domains of the account in this Region.

    Raises:
        ValidationException: the service finds the request invalid.
    """

    max_results: int | None = member(Limit(1, 10), default=None)
    """Domains in a page, 1 to 10."""
    next_token: str | None = member(NEXT_TOKEN, default=None)
    """The `next_token` of an earlier page, to continue after it."""

    def items_of(self, page: ListDomainsResponse) -> tuple[DomainSummary, ...]:
        """The domains of one page."""
        return page.domains


@shape
class DeleteDomainResponse(Response):
    """The domain is deleted."""


@shape
class DeleteDomainRequest(Request[DeleteDomainResponse]):
    """Delete a domain; unlinking it from a Connect instance is done through Connect.

    Raises:
        ResourceNotFoundException: no such domain.
        ConflictException: the domain is still in use.
        ValidationException: the service finds the request invalid.
    """

    domain_id: str = member(ID)
    """The domain."""
