"""Cases: creating, reading, changing and deleting them.

Searching for them is in `case_searches`, many at once in `batches`.
"""

from collections.abc import Mapping, Sequence

from ..operations import IdempotentRequest, Page, PagedRequest, Request, Response
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
    """The case that was created.

    Attributes:
        case_id: its id.
        case_arn: its ARN.
    """

    case_id: str = member(CASE_ID)
    case_arn: str = member(ID)


@shape
class CreateCaseRequest(IdempotentRequest[CreateCaseResponse]):
    """Create a case.

    Attributes:
        domain_id: the domain.
        template_id: the template, which must be active.
        fields: at most 220, including `title` and whatever the template requires. See
            `field_values`.
        client_token: at most 64 characters; sent again with the same token, a request
            creates nothing more. Left out, the request makes one of its own.
        performed_by: the user or system the change is made for, if not the caller.
        tags: at most 50; they override the template's tags. Keys of 1 to 128
            characters, values of at most 256: letters, digits, spaces and
            `_ . : / = + - @`; no key begins with `aws:`.

    Raises:
        ResourceNotFoundException: no such domain or template.
        ConflictException: the request conflicts with the present state.
        ValidationException: a value does not fit its field, a required one is
            missing, the template is not active, or the request is invalid.
    """

    domain_id: str = member(ID)
    template_id: str = member(ID)
    fields: Sequence[FieldValue] = member(_FIELDS)
    performed_by: UserUnion | None = None
    tags: Mapping[str, str] | None = member(
        Limit(0, 50), keys=TAG_KEY, each=TAG_VALUE, default=None
    )


@shape
class GetCaseResponse(Page):
    """A page of a case's fields.

    Attributes:
        fields: the requested fields that have a value.
        template_id: the template the case was created from.
        tags: its tags, if it has any.
    """

    fields: tuple[FieldValue, ...] = member(_FIELDS)
    template_id: str = member(ID)
    tags: Mapping[str, str] | None = member(sparse=True, default=None)


@shape
class GetCaseRequest(PagedRequest[GetCaseResponse, FieldValue]):
    """Read fields of a case, page by page; the service chooses how many a page has.

    Attributes:
        domain_id: the domain of the case.
        case_id: the case.
        fields: the fields to read, 1 to 220; see `field_identifiers`.
        next_token: the `next_token` of an earlier page, to continue after it.

    Raises:
        ResourceNotFoundException: no such domain or case.
        ValidationException: the service finds the request invalid.
    """

    domain_id: str = member(ID)
    case_id: str = member(CASE_ID)
    fields: Sequence[FieldIdentifier] = member(Limit(1, 220))

    def items_of(self, page: GetCaseResponse) -> tuple[FieldValue, ...]:
        """The fields of one page."""
        return page.fields


@shape
class UpdateCaseResponse(Response):
    """The case is changed."""


@shape
class UpdateCaseRequest(Request[UpdateCaseResponse]):
    """Change fields of a case; fields left out stay as they are.

    Attributes:
        domain_id: the domain of the case.
        case_id: the case.
        fields: the new values, at most 220; `EmptyValue` clears a field. See
            `field_values`.
        performed_by: the user or system the change is made for, if not the caller.

    Raises:
        ResourceNotFoundException: no such domain or case.
        ConflictException: the case is being merged into another.
        ValidationException: a value does not fit its field, a required one is
            cleared, or the request is invalid.
    """

    domain_id: str = member(ID)
    case_id: str = member(CASE_ID)
    fields: Sequence[FieldValue] = member(_FIELDS)
    performed_by: UserUnion | None = None


@shape
class DeleteCaseResponse(Response):
    """The case is deleted."""


@shape
class DeleteCaseRequest(Request[DeleteCaseResponse]):
    """Delete a case permanently, with its related items and its audit history.

    Attributes:
        domain_id: the domain of the case.
        case_id: the case.

    Raises:
        ResourceNotFoundException: no such domain or case.
        ConflictException: the case is part of a running merge.
        ValidationException: the service finds the request invalid.
    """

    domain_id: str = member(ID)
    case_id: str = member(CASE_ID)


@shape
class CaseSummary:
    """A case a contact is attached to.

    Attributes:
        case_id: its id.
        template_id: the template it was created from.
    """

    case_id: str = member(CASE_ID)
    template_id: str = member(ID)


@shape
class ListCasesForContactResponse(Page):
    """A page of the cases a contact is attached to.

    Attributes:
        cases: the cases; the service does not document their order.
    """

    cases: tuple[CaseSummary, ...] = member(Limit(0, 10))


@shape
class ListCasesForContactRequest(
    PagedRequest[ListCasesForContactResponse, CaseSummary]
):
    """List the cases a contact is attached to.

    Attributes:
        domain_id: the domain.
        contact_arn: the contact.
        max_results: cases in a page, 1 to 10.
        next_token: the `next_token` of an earlier page, to continue after it.

    Raises:
        ResourceNotFoundException: no such domain.
        ValidationException: the service finds the request invalid.
    """

    domain_id: str = member(ID)
    contact_arn: str = member(ID)
    max_results: int | None = member(Limit(1, 10), default=None)

    def items_of(self, page: ListCasesForContactResponse) -> tuple[CaseSummary, ...]:
        """The cases of one page."""
        return page.cases
