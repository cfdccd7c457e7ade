"""Domains, which hold an account's fields, layouts, templates and cases."""

from collections.abc import Mapping
from datetime import datetime

from ..operations import Page, PagedRequest, Request, Response
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
    """A domain, as it is listed.

    Attributes:
        domain_id: its id.
        domain_arn: its ARN.
        name: its name.
    """

    domain_id: str = member(ID)
    domain_arn: str = member(ID)
    name: str = member(NAME)


@shape
class CreateDomainResponse(Response):
    """The domain that was created.

    Attributes:
        domain_id: its id.
        domain_arn: its ARN.
        domain_status: whether it is already ready for use.
    """

    domain_id: str = member(ID)
    domain_arn: str = member(ID)
    domain_status: DomainStatus


@shape
class CreateDomainRequest(Request[CreateDomainResponse]):
    """Create a domain; linking it to a Connect instance is done through Connect.

    Attributes:
        name: unique in the account; 1 to 100 characters, not ending in white space.

    Raises:
        ConflictException: the name is taken.
        ServiceQuotaExceededException: the account has reached its quota of domains.
        ValidationException: the service finds the request invalid.
    """

    name: str = member(NAME)


@shape
class GetDomainResponse(Response):
    """A domain.

    Attributes:
        domain_id: its id.
        domain_arn: its ARN.
        name: its name.
        created_time: when it was created, in UTC.
        domain_status: whether it is ready for use.
        tags: its tags, if it has any.
    """

    domain_id: str = member(ID)
    domain_arn: str = member(ID)
    name: str = member(NAME)
    created_time: datetime
    domain_status: DomainStatus
    tags: Mapping[str, str] | None = member(sparse=True, default=None)


@shape
class GetDomainRequest(Request[GetDomainResponse]):
    """Read a domain.

    Attributes:
        domain_id: the domain.

    Raises:
        ResourceNotFoundException: no such domain.
        ValidationException: the service finds the request invalid.
    """

    domain_id: str = member(ID)


@shape
class ListDomainsResponse(Page):
    """A page of an account's domains.

    Attributes:
        domains: the domains; the service does not document their order.
    """

    domains: tuple[DomainSummary, ...]


@shape
class ListDomainsRequest(PagedRequest[ListDomainsResponse, DomainSummary]):
    """List the domains of the account in this Region.

    Attributes:
        max_results: domains in a page, 1 to 10.
        next_token: the `next_token` of an earlier page, to continue after it.

    Raises:
        ValidationException: the service finds the request invalid.
    """

    max_results: int | None = member(Limit(1, 10), default=None)

    def items_of(self, page: ListDomainsResponse) -> tuple[DomainSummary, ...]:
        """The domains of one page."""
        return page.domains


@shape
class DeleteDomainResponse(Response):
    """The domain is deleted."""


@shape
class DeleteDomainRequest(Request[DeleteDomainResponse]):
    """Delete a domain; unlinking it from a Connect instance is done through Connect.

    Attributes:
        domain_id: the domain.

    Raises:
        ResourceNotFoundException: no such domain.
        ConflictException: the domain is still in use.
        ValidationException: the service finds the request invalid.
    """

    domain_id: str = member(ID)
