"""Merging a case into another."""

from collections.abc import Sequence

from ..operations import Request, Response
from ..shapes import Limit, OpenEnum, Strings, member, shape
from .fields import FieldIdentifier
from .values import CASE_ID, ID, MERGES_SINCE, UserUnion

__all__ = [
    "FieldsConfiguration",
    "GetMergeCasesStatusRequest",
    "GetMergeCasesStatusResponse",
    "MergeStatus",
    "RelatedItemsConfiguration",
    "StartMergeCasesRequest",
    "StartMergeCasesResponse",
]


class MergeStatus(OpenEnum):
    """Whether a merge is still running."""

    IN_PROGRESS = "IN_PROGRESS"
    COMPLETED = "COMPLETED"


@shape
class FieldsConfiguration:
    """Which of the two cases the merged case takes some fields from.

    Attributes:
        field_ids: the fields; see `field_identifiers`.
        source_case_id: the case whose values are kept.
    """

    field_ids: Sequence[FieldIdentifier]
    source_case_id: str = member(CASE_ID)


@shape
class RelatedItemsConfiguration:
    """Which kinds of related items move from the secondary to the primary case.

    Attributes:
        comment: whether comments move.
        connect_case: whether links to cases move.
        contact: whether contacts move.
        custom: whether custom records move.
    """

    comment: bool | None = None
    connect_case: bool | None = None
    contact: bool | None = None
    custom: bool | None = None


@shape
class StartMergeCasesResponse(Response):
    """The merge has started."""


@shape
class StartMergeCasesRequest(Request[StartMergeCasesResponse]):
    """Start to merge a case into another case of the same domain.

    The merge runs in the background: see GetMergeCasesStatus. While it runs, the
    secondary case and its related items cannot be changed, and neither case can be
    deleted.

    Attributes:
        domain_id: the domain of both cases.
        case_id: the primary case, which remains.
        secondary_case_ids: the case to merge into it; exactly one.
        fields_configuration: which case each field is taken from.
        related_items_configuration: which kinds of related items move.
        performed_by: the user or system the change is made for, if not the caller.

    Raises:
        ResourceNotFoundException: no such domain or case.
        ConflictException: one of the cases is in a merge already.
        ServiceQuotaExceededException: the primary case would get too many items.
        ValidationException: the cases cannot be merged: they are the same, closed, or
            of different customers; or the request is invalid.
    """

    since = MERGES_SINCE

    domain_id: str = member(ID)
    case_id: str = member(CASE_ID)
    secondary_case_ids: Strings = member(Limit(1, 1), each=CASE_ID)
    fields_configuration: Sequence[FieldsConfiguration] | None = None
    related_items_configuration: RelatedItemsConfiguration | None = None
    performed_by: UserUnion | None = None


@shape
class GetMergeCasesStatusResponse(Response):
    """The status of a merge.

    Attributes:
        status: whether it is still running or completed.
        primary_case_id: the case that remains.
        secondary_case_ids: the case merged into it.
    """

    status: MergeStatus
    primary_case_id: str | None = member(CASE_ID, default=None)
    secondary_case_ids: tuple[str, ...] | None = member(each=CASE_ID, default=None)


@shape
class GetMergeCasesStatusRequest(Request[GetMergeCasesStatusResponse]):
    """Read the status of the merge that a case is part of.

    Attributes:
        domain_id: the domain of the case.
        case_id: either case while the merge runs; the secondary case afterwards.

    Raises:
        ResourceNotFoundException: no such domain or case, or the case has no merge.
        ValidationException: the service finds the request invalid.
    """

    since = MERGES_SINCE

    domain_id: str = member(ID)
    case_id: str = member(CASE_ID)
