"""Many cases at once: the same change, or the same comment, for each."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias, overload

from ..operations import CLIENT_TOKEN, BatchResponse, IdempotentRequest
from ..shapes import Limit, member, shape, value
from .related_items import RelatedItemInputContent
from .values import (
    CASE_ID,
    ID,
    NAME,
    FieldValueUnion,
    PlainValue,
    UserUnion,
    field_value,
)

__all__ = [
    "BatchCreateRelatedItemErrorEntry",
    "BatchCreateRelatedItemIdentifier",
    "BatchCreateRelatedItemRequest",
    "BatchCreateRelatedItemResponse",
    "BatchCreateRelatedItemSuccessEntry",
    "BatchUpdateCaseErrorEntry",
    "BatchUpdateCaseIdentifier",
    "BatchUpdateCaseRequest",
    "BatchUpdateCaseResponse",
    "BatchUpdateCaseSuccessEntry",
    "CaseId",
    "CaseIdentifier",
    "CaseIdentifierUnion",
    "FieldId",
    "FieldIdentifierUnion",
    "FieldName",
    "FieldValueInput",
    "ReferenceId",
    "field_value_inputs",
]

#: The first botocore version with these two operations.
_SINCE = "1.43.126"
_CASES = Limit(1, 100)
_REFERENCE = Limit(1, 50, r"[A-Za-z0-9\-._/:#=+-]*")


@value(tag="caseId")
class CaseId:
    """A case, by its id."""

    case_id: str = member(CASE_ID)
    """The case's id."""


@value(tag="referenceId")
class ReferenceId:
    """A case, by the reference id that people use for it; unique in its domain.

    1 to 50 letters, digits and `- . _ / : # = +`.
    """

    reference_id: str = member(_REFERENCE)
    """The case's reference id, 1 to 50 characters."""


CaseIdentifierUnion: TypeAlias = CaseId | ReferenceId
"""How a batch names a case: by id, or by its reference id."""


@shape
class CaseIdentifier:
    """A case, as a response names it."""

    case_id: str | None = member(CASE_ID, default=None)
    """Its id, if the request named it by id or the case was found."""
    reference_number: str | None = member(_REFERENCE, default=None)
    """Its reference number, which need not be unique."""
    reference_id: str | None = member(_REFERENCE, default=None)
    """Its reference id."""


@value(tag="id")
class FieldId:
    """A field, by its id."""

    id: str = member(ID)
    """The field's id."""


@value(tag="name")
class FieldName:
    """A field, by name: one line, 1 to 100 characters, not ending in white space."""

    name: str = member(NAME)
    """The field's name, 1 to 100 characters."""


FieldIdentifierUnion: TypeAlias = FieldId | FieldName
"""How a batch names a field: by id, or by its name."""


@shape
class FieldValueInput:
    """A field, by id or by name, and its value."""

    field_identifier: FieldIdentifierUnion
    """The field."""
    value: FieldValueUnion
    """Its new value."""


_Plain: TypeAlias = PlainValue | FieldValueUnion


# A mapping is invariant in its keys, so each kind of dict needs an overload.
@overload
def field_value_inputs(plain: Mapping[str, _Plain]) -> tuple[FieldValueInput, ...]: ...
@overload
def field_value_inputs(
    plain: Mapping[FieldName, _Plain],
) -> tuple[FieldValueInput, ...]: ...
@overload
def field_value_inputs(
    plain: Mapping[str | FieldName, _Plain],
) -> tuple[FieldValueInput, ...]: ...
def field_value_inputs(
    plain: Mapping[str, _Plain]
    | Mapping[FieldName, _Plain]
    | Mapping[str | FieldName, _Plain],
) -> tuple[FieldValueInput, ...]:
    """Field values from a plain mapping of field ids, or `FieldName`s, to values.

    `field_value_inputs({"summary": "Refunded", FieldName("Nights"): 3})`. Values are
    converted as `field_values` converts them.

    Raises:
        TypeError: for a value of any other type, naming the field.
    """
    return tuple(
        FieldValueInput(
            field_identifier=key if isinstance(key, FieldName) else FieldId(key),
            value=field_value(str(key), item),
        )
        for key, item in plain.items()
    )


@shape
class BatchUpdateCaseIdentifier:
    """A case to change."""

    case_identifier: CaseIdentifierUnion
    """The case."""


@shape
class BatchUpdateCaseSuccessEntry:
    """A case that was changed."""

    case_identifier: CaseIdentifier
    """The case."""


@shape
class BatchUpdateCaseErrorEntry:
    """A case that could not be changed."""

    case_identifier: CaseIdentifier
    """The case."""
    error_code: str
    """Why: `CASE_NOT_FOUND`, `VALIDATION_ERROR`, `CONFLICT`, ..."""
    error_message: str
    """Why, in words."""


@shape
class BatchUpdateCaseResponse(BatchResponse[BatchUpdateCaseErrorEntry]):
    """The cases that were changed and those that were not."""

    successful_cases: tuple[BatchUpdateCaseSuccessEntry, ...]
    """The cases that were changed."""
    failed_cases: tuple[BatchUpdateCaseErrorEntry, ...]
    """The cases that were not changed."""

    @property
    def failures(self) -> tuple[BatchUpdateCaseErrorEntry, ...]:
        """The cases that were not changed."""
        return self.failed_cases


@shape
class BatchUpdateCaseRequest(IdempotentRequest[BatchUpdateCaseResponse]):
    """Make the same change to many cases, each on its own.

    At least one of `fields`, `title`, `status` and `customer_id` must change something.

    Raises:
        ResourceNotFoundException: no such domain.
        ConflictException: the token was used for another request.
        ValidationException: the service finds the request invalid.
    """

    since = _SINCE

    domain_id: str = member(ID)
    """The domain of the cases."""
    cases: Sequence[BatchUpdateCaseIdentifier] = member(_CASES)
    """1 to 100 of them."""
    fields: Sequence[FieldValueInput] = member(Limit(0, 220))
    """At most 220 values, by the field's id or name; may be empty. Title, status and
    customer are members of the request. See `field_value_inputs`.
    """
    performed_by: UserUnion | None = None
    """The user or system the change is made for, if not the caller."""
    title: str | None = member(Limit(1, 500, r"[\s\S]*"), sensitive=True, default=None)
    """A new title, 1 to 500 characters. Kept out of `repr`."""
    status: str | None = member(Limit(1, 100, r"[a-zA-Z0-9_\-\s]+"), default=None)
    """A new status: letters, digits, `_`, `-` and white space; at most 100."""
    customer_id: str | None = member(Limit(1, 500, r"[a-zA-Z0-9/_\-:.]+"), default=None)
    """The ARN of a customer profile, 1 to 500 letters, digits and `/ _ - : .`."""
    client_token: str | None = member(CLIENT_TOKEN, default=None)
    """At most 64 characters; sent again with the same token, a request changes nothing
    more. Left out, the request makes one of its own.
    """


@shape
class BatchCreateRelatedItemIdentifier:
    """A case to attach an item to."""

    case_identifier: CaseIdentifierUnion
    """The case."""


@shape
class BatchCreateRelatedItemSuccessEntry:
    """An item that was attached."""

    case_identifier: CaseIdentifier
    """The case it was attached to."""
    related_item_id: str = member(ID)
    """The item's id."""
    related_item_arn: str = member(ID)
    """The item's ARN."""


@shape
class BatchCreateRelatedItemErrorEntry:
    """A case an item could not be attached to."""

    case_identifier: CaseIdentifier
    """The case."""
    error_code: str
    """Why: `CASE_NOT_FOUND`, `VALIDATION_ERROR`, `CONFLICT`, ..."""
    error_message: str
    """Why, in words."""


@shape
class BatchCreateRelatedItemResponse(BatchResponse[BatchCreateRelatedItemErrorEntry]):
    """The items that were attached, and the cases that got none."""

    successful_items: tuple[BatchCreateRelatedItemSuccessEntry, ...]
    """The items that were attached."""
    failed_items: tuple[BatchCreateRelatedItemErrorEntry, ...]
    """The cases that nothing could be attached to."""

    @property
    def failures(self) -> tuple[BatchCreateRelatedItemErrorEntry, ...]:
        """The cases that nothing could be attached to."""
        return self.failed_items


@shape
class BatchCreateRelatedItemRequest(IdempotentRequest[BatchCreateRelatedItemResponse]):
    """Attach the same comment to many cases, each on its own.

    Raises:
        ResourceNotFoundException: no such domain.
        ConflictException: the token was used for another request.
        ServiceQuotaExceededException: a quota of the account is used up.
        ValidationException: the service finds the request invalid.
    """

    since = _SINCE

    domain_id: str = member(ID)
    """The domain of the cases."""
    content: RelatedItemInputContent
    """What to attach; the service accepts only a comment."""
    cases: Sequence[BatchCreateRelatedItemIdentifier] = member(_CASES)
    """1 to 100 of them."""
    performed_by: UserUnion | None = None
    """The user or system the change is made for, if not the caller."""
    client_token: str | None = member(CLIENT_TOKEN, default=None)
    """At most 64 characters; sent again with the same token, a request attaches nothing
    more. Left out, the request makes one of its own.
    """
