"""Fields: what a case can hold, and the options of single-select fields."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TypeAlias

from ..operations import BatchResponse, Page, PagedRequest, Request, Response
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
    """How a text field is shown, and how long its text may be.

    Attributes:
        is_multiline: whether the text may have several lines (up to 4100 characters)
            rather than one (up to 500).
    """

    is_multiline: bool


FieldAttributes: TypeAlias = TextAttributes
"""The attributes a field can have besides its type; only text fields have any."""


@shape
class FieldIdentifier:
    """A field, by id.

    Attributes:
        id: the field's id: a UUID, or a system field's name such as `title`.
    """

    id: str = member(ID)


def field_identifiers(*ids: str) -> tuple[FieldIdentifier, ...]:
    """Fields by their ids: `field_identifiers("title", "status")`, or `(*ids)`."""
    return tuple(FieldIdentifier(id=id_) for id_ in ids)


@shape
class FieldOption:
    """An option that a single-select field offers.

    Attributes:
        name: what people see; 1 to 100 characters, not ending in white space.
        value: what a case holds; the same limits as the name.
        active: whether cases can be given this value. An option cannot be deleted.
    """

    name: str = member(NAME)
    value: str = member(NAME)
    active: bool


@shape
class FieldSummary:
    """A field, as it is listed.

    Attributes:
        field_id: its id.
        field_arn: its ARN.
        name: its name.
        type: what it holds.
        namespace: whether it is the service's or yours.
        attributes: its attributes besides the type, if it has any.
    """

    field_id: str = member(ID)
    field_arn: str = member(ID)
    name: str = member(NAME)
    type: FieldType
    namespace: FieldNamespace
    attributes: FieldAttributes | UnknownMember | None = None


@shape
class CreateFieldResponse(Response):
    """The field that was created.

    Attributes:
        field_id: its id.
        field_arn: its ARN.
    """

    field_id: str = member(ID)
    field_arn: str = member(ID)


@shape
class CreateFieldRequest(Request[CreateFieldResponse]):
    """Create a field of a domain.

    Attributes:
        domain_id: the domain.
        name: 1 to 100 characters, not ending in white space.
        type: what the field holds; cannot be changed afterwards.
        description: at most 255 characters.
        attributes: for a text field, whether its text may have several lines.

    Raises:
        ResourceNotFoundException: no such domain.
        ConflictException: the field conflicts with another field.
        ServiceQuotaExceededException: the domain has reached its quota of fields.
        ValidationException: the service finds the request invalid.
    """

    domain_id: str = member(ID)
    name: str = member(NAME)
    type: FieldType
    description: str | None = member(DESCRIPTION, default=None)
    attributes: FieldAttributes | None = None


@shape
class UpdateFieldResponse(Response):
    """The field is changed."""


@shape
class UpdateFieldRequest(Request[UpdateFieldResponse]):
    """Change a custom field; what is left out stays.

    Attributes:
        domain_id: the domain.
        field_id: the field.
        name: 1 to 100 characters, not ending in white space.
        description: at most 255 characters.
        attributes: for a text field, whether its text may have several lines.

    Raises:
        ResourceNotFoundException: no such domain or field.
        ConflictException: the field conflicts with another field.
        ValidationException: the field is deleted, or the request is invalid.
    """

    domain_id: str = member(ID)
    field_id: str = member(ID)
    name: str | None = member(NAME, default=None)
    description: str | None = member(DESCRIPTION, default=None)
    attributes: FieldAttributes | None = None


@shape
class DeleteFieldResponse(Response):
    """The field is deleted."""


@shape
class DeleteFieldRequest(Request[DeleteFieldResponse]):
    """Delete a custom field; cases keep the values they have for it.

    Attributes:
        domain_id: the domain.
        field_id: the field.

    Raises:
        ResourceNotFoundException: no such domain or field.
        ConflictException: the field is still in use.
        ServiceQuotaExceededException: the domain has reached its quota of deleted
            fields.
        ValidationException: the service finds the request invalid.
    """

    domain_id: str = member(ID)
    field_id: str = member(ID)


@shape
class ListFieldsResponse(Page):
    """A page of a domain's fields.

    Attributes:
        fields: the fields, without deleted ones; the service does not document
            their order.
    """

    fields: tuple[FieldSummary, ...] = member(Limit(0, 100))


@shape
class ListFieldsRequest(PagedRequest[ListFieldsResponse, FieldSummary]):
    """List the fields of a domain, system fields included.

    Attributes:
        domain_id: the domain.
        max_results: fields in a page, 1 to 100.
        next_token: the `next_token` of an earlier page, to continue after it.

    Raises:
        ResourceNotFoundException: no such domain.
        ValidationException: the service finds the request invalid.
    """

    domain_id: str = member(ID)
    max_results: int | None = member(PAGE_OF_100, default=None)

    def items_of(self, page: ListFieldsResponse) -> tuple[FieldSummary, ...]:
        """The fields of one page."""
        return page.fields


@shape
class GetFieldResponse:
    """A field; despite the class's name, one of many that BatchGetField returns.

    Attributes:
        field_id: its id.
        name: its name.
        field_arn: its ARN.
        description: its description.
        type: what it holds.
        namespace: whether it is the service's or yours.
        tags: its tags, if it has any.
        deleted: whether it is deleted.
        created_time: when it was created, in UTC.
        last_modified_time: when it was last changed, in UTC.
        attributes: its attributes besides the type, if it has any.
    """

    field_id: str = member(ID)
    name: str = member(NAME)
    field_arn: str = member(ID)
    description: str | None = member(DESCRIPTION, default=None)
    type: FieldType
    namespace: FieldNamespace
    tags: Mapping[str, str] | None = member(sparse=True, default=None)
    deleted: bool | None = None
    created_time: datetime | None = None
    last_modified_time: datetime | None = None
    attributes: FieldAttributes | UnknownMember | None = None


@shape
class FieldError:
    """A field that could not be read.

    Attributes:
        id: the field.
        error_code: why; the service does not document the codes.
        message: why, in words.
    """

    id: str = member(ID)
    error_code: str
    message: str | None = None


@shape
class BatchGetFieldResponse(BatchResponse[FieldError]):
    """The fields that were read and those that were not.

    Attributes:
        fields: the fields that were read, not in the order of the request.
        errors: the fields that could not be read.
    """

    fields: tuple[GetFieldResponse, ...] = member(_FIFTY)
    errors: tuple[FieldError, ...] = member(_FIFTY)

    @property
    def failures(self) -> tuple[FieldError, ...]:
        """The fields that could not be read."""
        return self.errors


@shape
class BatchGetFieldRequest(Request[BatchGetFieldResponse]):
    """Read several fields; a deleted field is returned too, marked `deleted`.

    Attributes:
        domain_id: the domain.
        fields: the fields to read, 1 to 50; see `field_identifiers`.

    Raises:
        ResourceNotFoundException: no such domain.
        ValidationException: the service finds the request invalid.
    """

    domain_id: str = member(ID)
    fields: Sequence[FieldIdentifier] = member(_BATCH)


@shape
class FieldOptionError:
    """An option that could not be created or changed.

    Attributes:
        message: why, in words.
        error_code: why; the service does not document the codes.
        value: the option's value.
    """

    message: str
    error_code: str
    value: str = member(NAME)


@shape
class BatchPutFieldOptionsResponse(BatchResponse[FieldOptionError]):
    """The options that could not be created or changed.

    Attributes:
        errors: one for each such option.
    """

    errors: tuple[FieldOptionError, ...] | None = member(_FIFTY, default=None)

    @property
    def failures(self) -> tuple[FieldOptionError, ...]:
        """The options that could not be created or changed."""
        return self.errors or ()


@shape
class BatchPutFieldOptionsRequest(Request[BatchPutFieldOptionsResponse]):
    """Create options of a single-select field, or change those with the same value.

    Attributes:
        domain_id: the domain.
        field_id: the field.
        options: the options, at most 50.

    Raises:
        ResourceNotFoundException: no such domain or field.
        ServiceQuotaExceededException: the field has reached its quota of options.
        ValidationException: the field is not a single-select field or is deleted, or
            the request is invalid.
    """

    domain_id: str = member(ID)
    field_id: str = member(ID)
    options: Sequence[FieldOption] = member(_FIFTY)


@shape
class ListFieldOptionsResponse(Page):
    """A page of a field's options.

    Attributes:
        options: the options; the service does not document their order.
    """

    options: tuple[FieldOption, ...]


@shape
class ListFieldOptionsRequest(PagedRequest[ListFieldOptionsResponse, FieldOption]):
    """List the options of a single-select field.

    Attributes:
        domain_id: the domain.
        field_id: the field.
        values: list only the option with this value; at most one.
        max_results: options in a page, 1 to 100.
        next_token: the `next_token` of an earlier page, to continue after it.

    Raises:
        ResourceNotFoundException: no such domain or field.
        ValidationException: the service finds the request invalid.
    """

    domain_id: str = member(ID)
    field_id: str = member(ID)
    values: Strings | None = member(Limit(0, 1), each=Limit(0, 100), default=None)
    max_results: int | None = member(PAGE_OF_100, default=None)

    def items_of(self, page: ListFieldOptionsResponse) -> tuple[FieldOption, ...]:
        """The options of one page."""
        return page.options
