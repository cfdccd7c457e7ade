"""Cases: creating, reading, changing and deleting them.

Searching for them is in `case_searches`, many at once in `batches`.
"""

from collections.abc import Mapping, Sequence

from ..operations import (
    CLIENT_TOKEN,
    NEXT_TOKEN,
    IdempotentRequest,
    Page,
    PagedRequest,
    Request,
    Response,
)
from ..shapes import Limit, member, shape
from .fields import FieldIdentifier
from .values import (
    CASE_ID,
    ID,
    TAG_KEY,
    TAG_VALUE,
    FieldValue,
    UserUnion,
)

__all__ = [
    "CaseSummary",
    "CreateCaseRequest",
    "CreateCaseResponse",
    "DeleteCaseRequest",
    "DeleteCaseResponse",
    "GetCaseRequest",
    "GetCaseResponse",
    "ListCasesForContactRequest",
    "ListCasesForContactResponse",
    "UpdateCaseRequest",
    "UpdateCaseResponse",
]

_FIELDS = Limit(0, 220)


@shape
class CreateCaseResponse(Response):
    """The case that was created."""

    case_id: str = member(CASE_ID)
    """Its id."""
    case_arn: str = member(ID)
    """Its ARN."""


@shape
class CreateCaseRequest(IdempotentRequest[CreateCaseResponse]):
    """Create a case.

    Raises:
        ResourceNotFoundException: no such domain or template.
        ConflictException: the request conflicts with the present state.
        ValidationException: a value does not fit its field, a required one is
            missing, the template is not active, or the request is invalid.
    """

    domain_id: str = member(ID)
    """The domain."""
    template_id: str = member(ID)
    """The template, which must be active."""
    fields: Sequence[FieldValue] = member(_FIELDS)
    """At most 220, including `title` and whatever the template requires. See
    `field_values`.
    """
    performed_by: UserUnion | None = None
    """The user or system the change is made for, if not the caller."""
    tags: Mapping[str, str] | None = member(
        Limit(0, 50), keys=TAG_KEY, each=TAG_VALUE, default=None
    )
    """At most 50; they override the template's tags. Keys of 1 to 128 characters,
    values of at most 256: letters, digits, spaces and `_ . : / = + - @`; no key begins
    with `aws:`.
    """
    client_token: str | None = member(CLIENT_TOKEN, default=None)
    """At most 64 characters; sent again with the same token, a request creates nothing
    more. Left out, the request makes one of its own.
    """


@shape
class GetCaseResponse(Page):
    """A page of a case's fields."""

    fields: tuple[FieldValue, ...] = member(_FIELDS)
    """The requested fields that have a value."""
    template_id: str = member(ID)
    """The template the case was created from."""
    tags: Mapping[str, str] | None = member(sparse=True, default=None)
    """Its tags, if it has any."""
    next_token: str | None = member(NEXT_TOKEN, default=None)
    """The token with which to request the next page; None on the last."""


@shape
class GetCaseRequest(PagedRequest[GetCaseResponse, FieldValue]):
    """Read fields of a case, page by page; the service chooses how many a page has.

    Raises:
        ResourceNotFoundException: no such domain or case.
        ValidationException: the service finds the request invalid.
    """

    domain_id: str = member(ID)
    """The domain of the case."""
    case_id: str = member(CASE_ID)
    """The case."""
    fields: Sequence[FieldIdentifier] = member(Limit(1, 220))
    """The fields to read, 1 to 220; see `field_identifiers`."""
    next_token: str | None = member(NEXT_TOKEN, default=None)
    """The `next_token` of an earlier page, to continue after it."""

    def items_of(self, page: GetCaseResponse) -> tuple[FieldValue, ...]:
        """The fields of one page."""
        return page.fields


@shape
class UpdateCaseResponse(Response):
    """The case is changed."""


@shape
class UpdateCaseRequest(Request[UpdateCaseResponse]):
    """Change fields of a case; fields left out stay as they are.

    Raises:
        ResourceNotFoundException: no such domain or case.
        ConflictException: the case is being merged into another.
        ValidationException: a value does not fit its field, a required one is
            cleared, or the request is invalid.
    """

    domain_id: str = member(ID)
    """The domain of the case."""
    case_id: str = member(CASE_ID)
    """The case."""
    fields: Sequence[FieldValue] = member(_FIELDS)
    """The new values, at most 220; `EmptyValue` clears a field. See `field_values`."""
    performed_by: UserUnion | None = None
    """The user or system the change is made for, if not the caller."""


@shape
class DeleteCaseResponse(Response):
    """The case is deleted."""


@shape
class DeleteCaseRequest(Request[DeleteCaseResponse]):
    """Delete a case permanently, with its related items and its audit history.

    Raises:
        ResourceNotFoundException: no such domain or case.
        ConflictException: the case is part of a running merge.
        ValidationException: the service finds the request invalid.
    """

    domain_id: str = member(ID)
    """The domain of the case."""
    case_id: str = member(CASE_ID)
    """The case."""


@shape
class CaseSummary:
    """A case a contact is attached to."""

    case_id: str = member(CASE_ID)
    """Its id."""
    template_id: str = member(ID)
    """The template it was created from."""


@shape
class ListCasesForContactResponse(Page):
    """A page of the cases a contact is attached to."""

    cases: tuple[CaseSummary, ...] = member(Limit(0, 10))
    """The cases; the service does not document their order."""
    next_token: str | None = member(NEXT_TOKEN, default=None)
    """The token with which to request the next page; None on the last."""


@shape
class ListCasesForContactRequest(
    PagedRequest[ListCasesForContactResponse, CaseSummary]
):
    """List the cases a contact is attached to.

    Raises:
        ResourceNotFoundException: no such domain.
        ValidationException: the service finds the request invalid.
    """

    domain_id: str = member(ID)
    """The domain."""
    contact_arn: str = member(ID)
    """The contact."""
    max_results: int | None = member(Limit(1, 10), default=None)
    """Cases in a page, 1 to 10."""
    next_token: str | None = member(NEXT_TOKEN, default=None)
    """The `next_token` of an earlier page, to continue after it."""

    def items_of(self, page: ListCasesForContactResponse) -> tuple[CaseSummary, ...]:
        """The cases of one page."""
        return page.cases
