"""Related items: what can be attached to a case; attaching, editing, removing it.

Searching for them is in `related_item_searches`.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import ClassVar, TypeAlias

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
    """A contact to attach."""

    contact_arn: str = member(ID)
    """The contact; the caller must be allowed to describe it."""


@shape(tag="contact")
class ContactContent:
    """A contact that is attached."""

    contact_arn: str = member(ID)
    """The contact."""
    channel: str = member(Limit(1, 100))
    """The contact's channel: `VOICE`, `CHAT`, `TASK`, `EMAIL`, ..."""
    connected_to_system_time: datetime
    """When it was connected to Amazon Connect."""


@shape(tag="comment")
class CommentContent:
    """A comment."""

    body: str = member(_BODY)
    """The text, 1 to 15,000 characters."""
    content_type: CommentBodyTextType = CommentBodyTextType.TEXT_PLAIN
    """The text's format; plain text is the only one."""


@shape(tag="comment")
class CommentUpdateContent:
    """The new text of a comment."""

    body: str = member(_BODY)
    """The text, 1 to 15,000 characters."""
    content_type: CommentBodyTextType = CommentBodyTextType.TEXT_PLAIN
    """The text's format; plain text is the only one."""


@shape(tag="file")
class FileContent:
    """A file uploaded with Amazon Connect."""

    file_arn: str = member(ID)
    """The file."""


@shape(tag="sla.slaInputConfiguration")
class SlaInputConfiguration:
    """An SLA to set: a field must reach a value within a time."""

    name: str = member(SLA_NAME, sensitive=True)
    """1 to 500 characters, not ending in white space. Kept out of `repr`."""
    target_sla_minutes: int = member(_SLA_MINUTES)
    """1 to 1,051,200 (two years) in the service model; the service's guide says 90
    days.
    """
    type: SlaType = SlaType.CASE_FIELD
    """What the SLA watches; a case field is the only choice."""
    field_id: str | None = member(ID, default=None)
    """The field to watch: a single-select field, either the system's `status` or one of
    the domain's own.
    """
    target_field_values: Sequence[FieldValueUnion] | None = member(_ONE, default=None)
    """The value the field must reach; exactly one."""


@shape(tag="sla.slaUpdateConfiguration", since="1.44.7")
class SlaUpdateConfiguration:
    """A new deadline for an existing SLA."""

    target_sla_minutes: int = member(_SLA_MINUTES)
    """1 to 1,051,200 (two years), counted from when the SLA was created. The service
    computes the status again: an open SLA becomes Active or Overdue, a completed one
    Met or NotMet.
    """


@shape
class SlaConfiguration:
    """An existing SLA and its status."""

    name: str = member(SLA_NAME, sensitive=True)
    """Its name, kept out of `repr`."""
    type: SlaType
    """What it watches."""
    status: SlaStatus
    """Its status."""
    target_time: datetime
    """The deadline, in UTC."""
    field_id: str | None = member(ID, default=None)
    """The field it watches."""
    target_field_values: tuple[FieldValueUnion | UnknownMember, ...] | None = member(
        _ONE, default=None
    )
    """The value the field must reach."""
    completion_time: datetime | None = None
    """When the field reached the value, in UTC; None until then."""


@shape(tag="sla")
class SlaContent:
    """An SLA that is attached."""

    sla_configuration: SlaConfiguration
    """What it watches, and its status."""


@shape(tag="connectCase")
class ConnectCaseInputContent:
    """A link to another case, to attach."""

    case_id: str = member(CASE_ID)
    """The other case."""


@shape(tag="connectCase")
class ConnectCaseContent:
    """A link to another case."""

    case_id: str = member(CASE_ID)
    """The other case."""


@shape(tag="custom")
class CustomInputContent:
    """A record of your own to attach: a booking, an order."""

    fields: Sequence[FieldValue] = member(_CUSTOM_FIELDS)
    """1 to 50 values of the domain's custom fields (an account's initial quota is 5).
    See `field_values`.
    """


@shape(tag="custom")
class CustomUpdateContent:
    """The new values of a custom record."""

    fields: Sequence[FieldValue] = member(_CUSTOM_FIELDS)
    """1 to 50 values, which replace all that the record had: a field left out is
    removed.
    """


@shape(tag="custom")
class CustomContent:
    """A record of your own that is attached."""

    fields: tuple[FieldValue, ...]
    """Its values."""


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
    """The item that was attached."""

    related_item_id: str = member(ID)
    """Its id."""
    related_item_arn: str = member(ID)
    """Its ARN."""


@shape
class CreateRelatedItemRequest(Request[CreateRelatedItemResponse]):
    """Attach a contact, comment, file, SLA, case link or custom record to a case.

    Raises:
        ResourceNotFoundException: no such domain or case.
        ValidationException: the service finds the request invalid.
        ServiceQuotaExceededException: the case has reached its quota of items or of
            SLAs.
        ConflictException: the case is being merged into another.
    """

    derived: ClassVar[tuple[str, ...]] = ("type",)
    repeat = Repeat.TWICE

    domain_id: str = member(ID)
    """The domain of the case."""
    case_id: str = member(CASE_ID)
    """The case."""
    content: RelatedItemInputContent
    """What to attach; the item's type follows from its class."""
    performed_by: UserUnion | None = None
    """The user or system the change is made for, if not the caller."""

    @property
    def type(self) -> RelatedItemType:
        """The item's type, which the service requires besides the content."""
        tag = (tag_of(type(self.content)) or "").partition(".")[0]
        # A type and its tag differ only in the case of the first letter.
        return RelatedItemType(tag[:1].upper() + tag[1:])


@shape
class UpdateRelatedItemResponse(Response):
    """The item as it is now."""

    related_item_id: str = member(ID)
    """Its id."""
    related_item_arn: str = member(ID)
    """Its ARN."""
    type: RelatedItemType
    """Its type."""
    content: RelatedItemContent | UnknownMember
    """Its content now."""
    association_time: datetime
    """When it was attached to the case, in UTC."""
    tags: Mapping[str, str] | None = member(sparse=True, default=None)
    """Its tags, if it has any."""
    last_updated_user: UserUnion | UnknownMember | None = None
    """Who edited it last."""
    created_by: UserUnion | UnknownMember | None = None
    """Who attached it."""


@shape
class UpdateRelatedItemRequest(Request[UpdateRelatedItemResponse]):
    """Edit a comment, a custom record or the deadline of an SLA.

    Contacts, files and links to other cases cannot be edited.

    Raises:
        ResourceNotFoundException: no such domain, case or item.
        ValidationException: the service finds the request invalid.
        ServiceQuotaExceededException: more fields than the account's quota allows.
        ConflictException: the case is being merged into another.
    """

    domain_id: str = member(ID)
    """The domain of the case."""
    case_id: str = member(CASE_ID)
    """The case."""
    related_item_id: str = member(ID)
    """The item."""
    content: RelatedItemUpdateContent
    """The item's new content."""
    performed_by: UserUnion | None = None
    """The user or system the change is made for, if not the caller."""


@shape
class DeleteRelatedItemResponse(Response):
    """The item is deleted."""


@shape
class DeleteRelatedItemRequest(Request[DeleteRelatedItemResponse]):
    """Remove a related item from its case; files are deleted through Connect.

    Raises:
        ResourceNotFoundException: no such domain, case or item.
        ConflictException: the case is being merged into another.
        ValidationException: the item is a file, or the service finds the request
            invalid.
    """

    domain_id: str = member(ID)
    """The domain of the case."""
    case_id: str = member(CASE_ID)
    """The case."""
    related_item_id: str = member(ID)
    """The item."""
