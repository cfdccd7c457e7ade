"""Many cases at once: the same change, or the same comment, for each."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias, overload

from ..operations import BatchResponse, IdempotentRequest
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


@value(tag="referenceId")
class ReferenceId:
    """A case, by the reference id that people use for it; unique in its domain.

    1 to 50 letters, digits and `- . _ / : # = +`.
    """

    reference_id: str = member(_REFERENCE)


CaseIdentifierUnion: TypeAlias = CaseId | ReferenceId
"""How a batch names a case: by id, or by its reference id."""


@shape
class CaseIdentifier:
    """A case, as a response names it.

    Attributes:
        case_id: its id, if the request named it by id or the case was found.
        reference_number: its reference number, which need not be unique.
        reference_id: its reference id.
    """

    case_id: str | None = member(CASE_ID, default=None)
    reference_number: str | None = member(_REFERENCE, default=None)
    reference_id: str | None = member(_REFERENCE, default=None)


@value(tag="id")
class FieldId:
    """A field, by its id."""

    id: str = member(ID)


@value(tag="name")
class FieldName:
    """A field, by name: one line, 1 to 100 characters, not ending in white space."""

    name: str = member(NAME)


FieldIdentifierUnion: TypeAlias = FieldId | FieldName
"""How a batch names a field: by id, or by its name."""


@shape
class FieldValueInput:
    """A field, by id or by name, and its value.

    Attributes:
        field_identifier: the field.
        value: its new value.
    """

    field_identifier: FieldIdentifierUnion
    value: FieldValueUnion


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
    """A case to change.

    Attributes:
        case_identifier: the case.
    """

    case_identifier: CaseIdentifierUnion


@shape
class BatchUpdateCaseSuccessEntry:
    """A case that was changed.

    Attributes:
        case_identifier: the case.
    """

    case_identifier: CaseIdentifier


@shape
class BatchUpdateCaseErrorEntry:
    """A case that could not be changed.

    Attributes:
        case_identifier: the case.
        error_code: why: `CASE_NOT_FOUND`, `VALIDATION_ERROR`, `CONFLICT`, ...
        error_message: why, in words.
    """

    case_identifier: CaseIdentifier
    error_code: str
    error_message: str


@shape
class BatchUpdateCaseResponse(BatchResponse[BatchUpdateCaseErrorEntry]):
    """The cases that were changed and those that were not.

    Attributes:
        successful_cases: the cases that were changed.
        failed_cases: the cases that were not changed.
    """

    successful_cases: tuple[BatchUpdateCaseSuccessEntry, ...]
    failed_cases: tuple[BatchUpdateCaseErrorEntry, ...]

    @property
    def failures(self) -> tuple[BatchUpdateCaseErrorEntry, ...]:
        """The cases that were not changed."""
        return self.failed_cases


@shape
class BatchUpdateCaseRequest(IdempotentRequest[BatchUpdateCaseResponse]):
    """Make the same change to many cases, each on its own.

    At least one of `fields`, `title`, `status` and `customer_id` must change something.

    Attributes:
        domain_id: the domain of the cases.
        cases: 1 to 100 of them.
        fields: at most 220 values, by the field's id or name; may be empty. Title,
            status and customer are members of the request. See `field_value_inputs`.
        performed_by: the user or system the change is made for, if not the caller.
        title: a new title, 1 to 500 characters. Kept out of `repr`.
        status: a new status: letters, digits, `_`, `-` and white space; at most 100.
        customer_id: the ARN of a customer profile, 1 to 500 letters, digits and
            `/ _ - : .`.
        client_token: at most 64 characters; sent again with the same token, a request
            changes nothing more. Left out, the request makes one of its own.

    Raises:
        ResourceNotFoundException: no such domain.
        ConflictException: the token was used for another request.
        ValidationException: the service finds the request invalid.
    """

    since = _SINCE

    domain_id: str = member(ID)
    cases: Sequence[BatchUpdateCaseIdentifier] = member(_CASES)
    fields: Sequence[FieldValueInput] = member(Limit(0, 220))
    performed_by: UserUnion | None = None
    title: str | None = member(Limit(1, 500, r"[\s\S]*"), sensitive=True, default=None)
    status: str | None = member(Limit(1, 100, r"[a-zA-Z0-9_\-\s]+"), default=None)
    customer_id: str | None = member(Limit(1, 500, r"[a-zA-Z0-9/_\-:.]+"), default=None)


@shape
class BatchCreateRelatedItemIdentifier:
    """A case to attach an item to.

    Attributes:
        case_identifier: the case.
    """

    case_identifier: CaseIdentifierUnion


@shape
class BatchCreateRelatedItemSuccessEntry:
    """An item that was attached.

    Attributes:
        case_identifier: the case it was attached to.
        related_item_id: the item's id.
        related_item_arn: the item's ARN.
    """

    case_identifier: CaseIdentifier
    related_item_id: str = member(ID)
    related_item_arn: str = member(ID)


@shape
class BatchCreateRelatedItemErrorEntry:
    """A case an item could not be attached to.

    Attributes:
        case_identifier: the case.
        error_code: why: `CASE_NOT_FOUND`, `VALIDATION_ERROR`, `CONFLICT`, ...
        error_message: why, in words.
    """

    case_identifier: CaseIdentifier
    error_code: str
    error_message: str


@shape
class BatchCreateRelatedItemResponse(BatchResponse[BatchCreateRelatedItemErrorEntry]):
    """The items that were attached, and the cases that got none.

    Attributes:
        successful_items: the items that were attached.
        failed_items: the cases that nothing could be attached to.
    """

    successful_items: tuple[BatchCreateRelatedItemSuccessEntry, ...]
    failed_items: tuple[BatchCreateRelatedItemErrorEntry, ...]

    @property
    def failures(self) -> tuple[BatchCreateRelatedItemErrorEntry, ...]:
        """The cases that nothing could be attached to."""
        return self.failed_items


@shape
class BatchCreateRelatedItemRequest(IdempotentRequest[BatchCreateRelatedItemResponse]):
    """Attach the same comment to many cases, each on its own.

    Attributes:
        domain_id: the domain of the cases.
        content: what to attach; the service accepts only a comment.
        cases: 1 to 100 of them.
        performed_by: the user or system the change is made for, if not the caller.
        client_token: at most 64 characters; sent again with the same token, a request
            attaches nothing more. Left out, the request makes one of its own.

    Raises:
        ResourceNotFoundException: no such domain.
        ConflictException: the token was used for another request.
        ServiceQuotaExceededException: a quota of the account is used up.
        ValidationException: the service finds the request invalid.
    """

    since = _SINCE

    domain_id: str = member(ID)
    content: RelatedItemInputContent
    cases: Sequence[BatchCreateRelatedItemIdentifier] = member(_CASES)
    performed_by: UserUnion | None = None
