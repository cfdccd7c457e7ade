"""Related items: what can be attached to a case; attaching, editing, removing it.

Searching for them is in `related_item_searches`.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TypeAlias

from ..operations import Repeat, Request, Response
from ..shapes import Limit, OpenEnum, UnknownMember, member, shape, tag_of
from .values import (
    CASE_ID,
    ID,
    FieldValue,
    FieldValueUnion,
    RelatedItemType,
    UserUnion,
)

__all__ = [
    "CommentBodyTextType",
    "CommentContent",
    "CommentUpdateContent",
    "ConnectCaseContent",
    "ConnectCaseInputContent",
    "Contact",
    "ContactContent",
    "CreateRelatedItemRequest",
    "CreateRelatedItemResponse",
    "CustomContent",
    "CustomInputContent",
    "CustomUpdateContent",
    "DeleteRelatedItemRequest",
    "DeleteRelatedItemResponse",
    "FileContent",
    "RelatedItemContent",
    "RelatedItemInputContent",
    "RelatedItemUpdateContent",
    "SlaConfiguration",
    "SlaContent",
    "SlaInputConfiguration",
    "SlaStatus",
    "SlaType",
    "SlaUpdateConfiguration",
    "UpdateRelatedItemRequest",
    "UpdateRelatedItemResponse",
]

SLA_NAME = Limit(1, 500, r".*[\S]")
_BODY = Limit(1, 15000)
_CUSTOM_FIELDS = Limit(1, 50)
_ONE = Limit(1, 1)
_SLA_MINUTES = Limit(1, 1051200)


class CommentBodyTextType(OpenEnum):
    """The format of a comment's text."""

    TEXT_PLAIN = "Text/Plain"


class SlaType(OpenEnum):
    """What an SLA watches."""

    CASE_FIELD = "CaseField"


class SlaStatus(OpenEnum):
    """The status of an SLA: running, past its time, met in time, or met too late."""

    ACTIVE = "Active"
    OVERDUE = "Overdue"
    MET = "Met"
    NOT_MET = "NotMet"


@shape(tag="contact")
class Contact:
    """A contact to attach.

    Attributes:
        contact_arn: the contact; the caller must be allowed to describe it.
    """

    contact_arn: str = member(ID)


@shape(tag="contact")
class ContactContent:
    """A contact that is attached.

    Attributes:
        contact_arn: the contact.
        channel: the contact's channel: `VOICE`, `CHAT`, `TASK`, `EMAIL`, ...
        connected_to_system_time: when it was connected to Amazon Connect.
    """

    contact_arn: str = member(ID)
    channel: str = member(Limit(1, 100))
    connected_to_system_time: datetime


@shape(tag="comment")
class CommentContent:
    """A comment.

    Attributes:
        body: the text, 1 to 15,000 characters.
        content_type: the text's format; plain text is the only one.
    """

    body: str = member(_BODY)
    content_type: CommentBodyTextType = CommentBodyTextType.TEXT_PLAIN


@shape(tag="comment")
class CommentUpdateContent:
    """The new text of a comment.

    Attributes:
        body: the text, 1 to 15,000 characters.
        content_type: the text's format; plain text is the only one.
    """

    body: str = member(_BODY)
    content_type: CommentBodyTextType = CommentBodyTextType.TEXT_PLAIN


@shape(tag="file")
class FileContent:
    """A file uploaded with Amazon Connect.

    Attributes:
        file_arn: the file.
    """

    file_arn: str = member(ID)


@shape(tag="sla.slaInputConfiguration")
class SlaInputConfiguration:
    """An SLA to set: a field must reach a value within a time.

    Attributes:
        name: 1 to 500 characters, not ending in white space. Kept out of `repr`.
        type: what the SLA watches; a case field is the only choice.
        field_id: the field to watch: a single-select field, either the system's
            `status` or one of the domain's own.
        target_field_values: the value the field must reach; exactly one.
        target_sla_minutes: 1 to 1,051,200 (two years) in the service model; the
            service's guide says 90 days.
    """

    name: str = member(SLA_NAME, sensitive=True)
    type: SlaType = SlaType.CASE_FIELD
    field_id: str | None = member(ID, default=None)
    target_field_values: Sequence[FieldValueUnion] | None = member(_ONE, default=None)
    target_sla_minutes: int = member(_SLA_MINUTES)


@shape(tag="sla.slaUpdateConfiguration", since="1.44.7")
class SlaUpdateConfiguration:
    """A new deadline for an existing SLA.

    Attributes:
        target_sla_minutes: 1 to 1,051,200 (two years), counted from when the SLA was
            created. The service computes the status again: an open SLA becomes Active
            or Overdue, a completed one Met or NotMet.
    """

    target_sla_minutes: int = member(_SLA_MINUTES)


@shape
class SlaConfiguration:
    """An existing SLA and its status.

    Attributes:
        name: its name, kept out of `repr`.
        type: what it watches.
        status: its status.
        field_id: the field it watches.
        target_field_values: the value the field must reach.
        target_time: the deadline, in UTC.
        completion_time: when the field reached the value, in UTC; None until then.
    """

    name: str = member(SLA_NAME, sensitive=True)
    type: SlaType
    status: SlaStatus
    field_id: str | None = member(ID, default=None)
    target_field_values: tuple[FieldValueUnion | UnknownMember, ...] | None = member(
        _ONE, default=None
    )
    target_time: datetime
    completion_time: datetime | None = None


@shape(tag="sla")
class SlaContent:
    """An SLA that is attached.

    Attributes:
        sla_configuration: what it watches, and its status.
    """

    sla_configuration: SlaConfiguration


@shape(tag="connectCase")
class ConnectCaseInputContent:
    """A link to another case, to attach.

    Attributes:
        case_id: the other case.
    """

    case_id: str = member(CASE_ID)


@shape(tag="connectCase")
class ConnectCaseContent:
    """A link to another case.

    Attributes:
        case_id: the other case.
    """

    case_id: str = member(CASE_ID)


@shape(tag="custom")
class CustomInputContent:
    """A record of your own to attach: a booking, an order.

    Attributes:
        fields: 1 to 50 values of the domain's custom fields (an account's initial
            quota is 5). See `field_values`.
    """

    fields: Sequence[FieldValue] = member(_CUSTOM_FIELDS)


@shape(tag="custom")
class CustomUpdateContent:
    """The new values of a custom record.

    Attributes:
        fields: 1 to 50 values, which replace all that the record had: a field left out
            is removed.
    """

    fields: Sequence[FieldValue] = member(_CUSTOM_FIELDS)


@shape(tag="custom")
class CustomContent:
    """A record of your own that is attached.

    Attributes:
        fields: its values.
    """

    fields: tuple[FieldValue, ...]


RelatedItemInputContent: TypeAlias = (
    Contact
    | CommentContent
    | FileContent
    | SlaInputConfiguration
    | ConnectCaseInputContent
    | CustomInputContent
)
"""What can be attached to a case; the item's type follows from the class."""
RelatedItemUpdateContent: TypeAlias = (
    CommentUpdateContent | CustomUpdateContent | SlaUpdateConfiguration
)
"""An edit of a related item: a comment, a Custom item, or an SLA's deadline."""
RelatedItemContent: TypeAlias = (
    ContactContent
    | CommentContent
    | FileContent
    | SlaContent
    | ConnectCaseContent
    | CustomContent
)
"""The content of a related item that was read."""


@shape
class CreateRelatedItemResponse(Response):
    """The item that was attached.

    Attributes:
        related_item_id: its id.
        related_item_arn: its ARN.
    """

    related_item_id: str = member(ID)
    related_item_arn: str = member(ID)


@shape
class CreateRelatedItemRequest(Request[CreateRelatedItemResponse]):
    """Attach a contact, comment, file, SLA, case link or custom record to a case.

    Attributes:
        domain_id: the domain of the case.
        case_id: the case.
        content: what to attach; the item's type follows from its class.
        performed_by: the user or system the change is made for, if not the caller.

    Raises:
        ResourceNotFoundException: no such domain or case.
        ValidationException: the service finds the request invalid.
        ServiceQuotaExceededException: the case has reached its quota of items or of
            SLAs.
        ConflictException: the case is being merged into another.
    """

    derived = ("type",)
    repeat = Repeat.TWICE

    domain_id: str = member(ID)
    case_id: str = member(CASE_ID)
    content: RelatedItemInputContent
    performed_by: UserUnion | None = None

    @property
    def type(self) -> RelatedItemType:
        """The item's type, which the service requires besides the content."""
        tag = (tag_of(type(self.content)) or "").partition(".")[0]
        # A type and its tag differ only in the case of the first letter.
        return RelatedItemType(tag[:1].upper() + tag[1:])


@shape
class UpdateRelatedItemResponse(Response):
    """The item as it is now.

    Attributes:
        related_item_id: its id.
        related_item_arn: its ARN.
        type: its type.
        content: its content now.
        association_time: when it was attached to the case, in UTC.
        tags: its tags, if it has any.
        last_updated_user: who edited it last.
        created_by: who attached it.
    """

    related_item_id: str = member(ID)
    related_item_arn: str = member(ID)
    type: RelatedItemType
    content: RelatedItemContent | UnknownMember
    association_time: datetime
    tags: Mapping[str, str] | None = member(sparse=True, default=None)
    last_updated_user: UserUnion | UnknownMember | None = None
    created_by: UserUnion | UnknownMember | None = None


@shape
class UpdateRelatedItemRequest(Request[UpdateRelatedItemResponse]):
    """Edit a comment, a custom record or the deadline of an SLA.

    Contacts, files and links to other cases cannot be edited.

    Attributes:
        domain_id: the domain of the case.
        case_id: the case.
        related_item_id: the item.
        content: the item's new content.
        performed_by: the user or system the change is made for, if not the caller.

    Raises:
        ResourceNotFoundException: no such domain, case or item.
        ValidationException: the service finds the request invalid.
        ServiceQuotaExceededException: more fields than the account's quota allows.
        ConflictException: the case is being merged into another.
    """

    domain_id: str = member(ID)
    case_id: str = member(CASE_ID)
    related_item_id: str = member(ID)
    content: RelatedItemUpdateContent
    performed_by: UserUnion | None = None


@shape
class DeleteRelatedItemResponse(Response):
    """The item is deleted."""


@shape
class DeleteRelatedItemRequest(Request[DeleteRelatedItemResponse]):
    """Remove a related item from its case; files are deleted through Connect.

    Attributes:
        domain_id: the domain of the case.
        case_id: the case.
        related_item_id: the item.

    Raises:
        ResourceNotFoundException: no such domain, case or item.
        ConflictException: the case is being merged into another.
        ValidationException: the item is a file, or the service finds the request
            invalid.
    """

    domain_id: str = member(ID)
    case_id: str = member(CASE_ID)
    related_item_id: str = member(ID)
