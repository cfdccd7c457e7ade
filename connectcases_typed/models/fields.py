"""Fields: what a case can hold, and the options of single-select fields."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TypeAlias

from ..operations import (
    NEXT_TOKEN,
    BatchResponse,
    Page,
    PagedRequest,
    Request,
    Response,
)
from ..shapes import Limit, OpenEnum, Strings, UnknownMember, member, shape
from .values import DESCRIPTION, ID, NAME, PAGE_OF_100

__all__ = [
    "BatchGetFieldRequest",
    "BatchGetFieldResponse",
    "BatchPutFieldOptionsRequest",
    "BatchPutFieldOptionsResponse",
    "CreateFieldRequest",
    "CreateFieldResponse",
    "DeleteFieldRequest",
    "DeleteFieldResponse",
    "FieldAttributes",
    "FieldError",
    "FieldIdentifier",
    "FieldNamespace",
    "FieldOption",
    "FieldOptionError",
    "FieldSummary",
    "FieldType",
    "GetFieldResponse",
    "ListFieldOptionsRequest",
    "ListFieldOptionsResponse",
    "ListFieldsRequest",
    "ListFieldsResponse",
    "TextAttributes",
    "UpdateFieldRequest",
    "UpdateFieldResponse",
    "field_identifiers",
]

_BATCH = Limit(1, 50)
_FIFTY = Limit(0, 50)


class FieldType(OpenEnum):
    """What a field holds."""

    TEXT = "Text"
    NUMBER = "Number"
    BOOLEAN = "Boolean"
    DATE_TIME = "DateTime"
    SINGLE_SELECT = "SingleSelect"
    URL = "Url"
    USER = "User"


class FieldNamespace(OpenEnum):
    """Whether a field is the service's or one that you created."""

    SYSTEM = "System"
    CUSTOM = "Custom"


@shape(tag="text")
class TextAttributes:
    """How a text field is shown, and how long its text may be."""

    is_multiline: bool
    """Whether the text may have several lines (up to 4100 characters) rather than one
    (up to 500).
    """


FieldAttributes: TypeAlias = TextAttributes
"""The attributes a field can have besides its type; only text fields have any."""


@shape
class FieldIdentifier:
    """A field, by id."""

    id: str = member(ID)
    """The field's id: a UUID, or a system field's name such as `title`."""


def field_identifiers(*ids: str) -> tuple[FieldIdentifier, ...]:
    """Fields by their ids: `field_identifiers("title", "status")`, or `(*ids)`."""
    return tuple(FieldIdentifier(id=id_) for id_ in ids)


@shape
class FieldOption:
    """An option that a single-select field offers."""

    name: str = member(NAME)
    """What people see; 1 to 100 characters, not ending in white space."""
    value: str = member(NAME)
    """What a case holds; the same limits as the name."""
    active: bool
    """Whether cases can be given this value. An option cannot be deleted."""


@shape
class FieldSummary:
    """A field, as it is listed."""

    field_id: str = member(ID)
    """Its id."""
    field_arn: str = member(ID)
    """Its ARN."""
    name: str = member(NAME)
    """Its name."""
    type: FieldType
    """What it holds."""
    namespace: FieldNamespace
    """Whether it is the service's or yours."""
    attributes: FieldAttributes | UnknownMember | None = None
    """Its attributes besides the type, if it has any."""


@shape
class CreateFieldResponse(Response):
    """The field that was created."""

    field_id: str = member(ID)
    """Its id."""
    field_arn: str = member(ID)
    """Its ARN."""


@shape
class CreateFieldRequest(Request[CreateFieldResponse]):
    """Create a field of a domain.

    Raises:
        ResourceNotFoundException: no such domain.
        ConflictException: the field conflicts with another field.
        ServiceQuotaExceededException: the domain has reached its quota of fields.
        ValidationException: the service finds the request invalid.
    """

    domain_id: str = member(ID)
    """The domain."""
    name: str = member(NAME)
    """1 to 100 characters, not ending in white space."""
    type: FieldType
    """What the field holds; cannot be changed afterwards."""
    description: str | None = member(DESCRIPTION, default=None)
    """At most 255 characters."""
    attributes: FieldAttributes | None = None
    """For a text field, whether its text may have several lines."""


@shape
class UpdateFieldResponse(Response):
    """The field is changed."""


@shape
class UpdateFieldRequest(Request[UpdateFieldResponse]):
    """Change a custom field; what is left out stays.

    Raises:
        ResourceNotFoundException: no such domain or field.
        ConflictException: the field conflicts with another field.
        ValidationException: the field is deleted, or the request is invalid.
    """

    domain_id: str = member(ID)
    """The domain."""
    field_id: str = member(ID)
    """The field."""
    name: str | None = member(NAME, default=None)
    """1 to 100 characters, not ending in white space."""
    description: str | None = member(DESCRIPTION, default=None)
    """At most 255 characters."""
    attributes: FieldAttributes | None = None
    """For a text field, whether its text may have several lines."""


@shape
class DeleteFieldResponse(Response):
    """The field is deleted."""


@shape
class DeleteFieldRequest(Request[DeleteFieldResponse]):
    """Delete a custom field; cases keep the values they have for it.

    Raises:
        ResourceNotFoundException: no such domain or field.
        ConflictException: the field is still in use.
        ServiceQuotaExceededException: the domain has reached its quota of deleted
            fields.
        ValidationException: the service finds the request invalid.
    """

    domain_id: str = member(ID)
    """The domain."""
    field_id: str = member(ID)
    """The field."""


@shape
class ListFieldsResponse(Page):
    """A page of a domain's fields."""

    fields: tuple[FieldSummary, ...] = member(Limit(0, 100))
    """The fields, without deleted ones; the service does not document their order."""
    next_token: str | None = member(NEXT_TOKEN, default=None)
    """The token with which to request the next page; None on the last."""


@shape
class ListFieldsRequest(PagedRequest[ListFieldsResponse, FieldSummary]):
    """List the fields of a domain, system fields included.

    Raises:
        ResourceNotFoundException: no such domain.
        ValidationException: the service finds the request invalid.
    """

    domain_id: str = member(ID)
    """The domain."""
    max_results: int | None = member(PAGE_OF_100, default=None)
    """Fields in a page, 1 to 100."""
    next_token: str | None = member(NEXT_TOKEN, default=None)
    """The `next_token` of an earlier page, to continue after it."""

    def items_of(self, page: ListFieldsResponse) -> tuple[FieldSummary, ...]:
        """The fields of one page."""
        return page.fields


@shape
class GetFieldResponse:
    """A field; despite the class's name, one of many that BatchGetField returns."""

    field_id: str = member(ID)
    """Its id."""
    name: str = member(NAME)
    """Its name."""
    field_arn: str = member(ID)
    """Its ARN."""
    type: FieldType
    """What it holds."""
    namespace: FieldNamespace
    """Whether it is the service's or yours."""
    description: str | None = member(DESCRIPTION, default=None)
    """Its description."""
    tags: Mapping[str, str] | None = member(sparse=True, default=None)
    """Its tags, if it has any."""
    deleted: bool | None = None
    """Whether it is deleted."""
    created_time: datetime | None = None
    """When it was created, in UTC."""
    last_modified_time: datetime | None = None
    """When it was last changed, in UTC."""
    attributes: FieldAttributes | UnknownMember | None = None
    """Its attributes besides the type, if it has any."""


@shape
class FieldError:
    """A field that could not be read."""

    id: str = member(ID)
    """The field."""
    error_code: str
    """Why; the service does not document the codes."""
    message: str | None = None
    """Why, in words."""


@shape
class BatchGetFieldResponse(BatchResponse[FieldError]):
    """The fields that were read and those that were not."""

    fields: tuple[GetFieldResponse, ...] = member(_FIFTY)
    """The fields that were read, not in the order of the request."""
    errors: tuple[FieldError, ...] = member(_FIFTY)
    """The fields that could not be read."""

    @property
    def failures(self) -> tuple[FieldError, ...]:
        """The fields that could not be read."""
        return self.errors


@shape
class BatchGetFieldRequest(Request[BatchGetFieldResponse]):
    """Read several fields; a deleted field is returned too, marked `deleted`.

    Raises:
        ResourceNotFoundException: no such domain.
        ValidationException: the service finds the request invalid.
    """

    domain_id: str = member(ID)
    """The domain."""
    fields: Sequence[FieldIdentifier] = member(_BATCH)
    """The fields to read, 1 to 50; see `field_identifiers`."""


@shape
class FieldOptionError:
    """An option that could not be created or changed."""

    message: str
    """Why, in words."""
    error_code: str
    """Why; the service does not document the codes."""
    value: str = member(NAME)
    """The option's value."""


@shape
class BatchPutFieldOptionsResponse(BatchResponse[FieldOptionError]):
    """The options that could not be created or changed."""

    errors: tuple[FieldOptionError, ...] | None = member(_FIFTY, default=None)
    """One for each such option."""

    @property
    def failures(self) -> tuple[FieldOptionError, ...]:
        """The options that could not be created or changed."""
        return self.errors or ()


@shape
class BatchPutFieldOptionsRequest(Request[BatchPutFieldOptionsResponse]):
    """Create options of a single-select field, or change those with the same value.

    Raises:
        ResourceNotFoundException: no such domain or field.
        ServiceQuotaExceededException: the field has reached its quota of options.
        ValidationException: the field is not a single-select field or is deleted, or
            the request is invalid.
    """

    domain_id: str = member(ID)
    """The domain."""
    field_id: str = member(ID)
    """The field."""
    options: Sequence[FieldOption] = member(_FIFTY)
    """The options, at most 50."""


@shape
class ListFieldOptionsResponse(Page):
    """A page of a field's options."""

    options: tuple[FieldOption, ...]
    """The options; the service does not document their order."""
    next_token: str | None = member(NEXT_TOKEN, default=None)
    """The token with which to request the next page; None on the last."""


@shape
class ListFieldOptionsRequest(PagedRequest[ListFieldOptionsResponse, FieldOption]):
    """List the options of a single-select field.

    Raises:
        ResourceNotFoundException: no such domain or field.
        ValidationException: the service finds the request invalid.
    """

    domain_id: str = member(ID)
    """The domain."""
    field_id: str = member(ID)
    """The field."""
    values: Strings | None = member(Limit(0, 1), each=Limit(0, 100), default=None)
    """List only the option with this value; at most one."""
    max_results: int | None = member(PAGE_OF_100, default=None)
    """Options in a page, 1 to 100."""
    next_token: str | None = member(NEXT_TOKEN, default=None)
    """The `next_token` of an earlier page, to continue after it."""

    def items_of(self, page: ListFieldOptionsResponse) -> tuple[FieldOption, ...]:
        """The options of one page."""
        return page.options
