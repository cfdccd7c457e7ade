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
    """Which of the two cases the merged case takes some fields from."""

    field_ids: Sequence[FieldIdentifier]
    """The fields; see `field_identifiers`."""
    source_case_id: str = member(CASE_ID)
    """The case whose values are kept."""


@shape
class RelatedItemsConfiguration:
    """Which kinds of related items move from the secondary to the primary case."""

    comment: bool | None = None
    """Whether comments move."""
    connect_case: bool | None = None
    """Whether links to cases move."""
    contact: bool | None = None
    """Whether contacts move."""
    custom: bool | None = None
    """Whether custom records move."""


@shape
class StartMergeCasesResponse(Response):
    """The merge has started."""


@shape
class StartMergeCasesRequest(Request[StartMergeCasesResponse]):
    """Start to merge a case into another case of the same domain.

    The merge runs in the background: see GetMergeCasesStatus. While it runs, the
    secondary case and its related items cannot be changed, and neither case can be
    deleted.

    Raises:
        ResourceNotFoundException: no such domain or case.
        ConflictException: one of the cases is in a merge already.
        ServiceQuotaExceededException: the primary case would get too many items.
        ValidationException: the cases cannot be merged: they are the same, closed, or
            of different customers; or the request is invalid.
    """

    since = MERGES_SINCE

    domain_id: str = member(ID)
    """The domain of both cases."""
    case_id: str = member(CASE_ID)
    """The primary case, which remains."""
    secondary_case_ids: Strings = member(Limit(1, 1), each=CASE_ID)
    """The case to merge into it; exactly one."""
    fields_configuration: Sequence[FieldsConfiguration] | None = None
    """Which case each field is taken from."""
    related_items_configuration: RelatedItemsConfiguration | None = None
    """Which kinds of related items move."""
    performed_by: UserUnion | None = None
    """The user or system the change is made for, if not the caller."""


@shape
class GetMergeCasesStatusResponse(Response):
    """The status of a merge."""

    status: MergeStatus
    """Whether it is still running or completed."""
    primary_case_id: str | None = member(CASE_ID, default=None)
    """The case that remains."""
    secondary_case_ids: tuple[str, ...] | None = member(each=CASE_ID, default=None)
    """The case merged into it."""


@shape
class GetMergeCasesStatusRequest(Request[GetMergeCasesStatusResponse]):
    """Read the status of the merge that a case is part of.

    Raises:
        ResourceNotFoundException: no such domain or case, or the case has no merge.
        ValidationException: the service finds the request invalid.
    """

    since = MERGES_SINCE

    domain_id: str = member(ID)
    """The domain of the case."""
    case_id: str = member(CASE_ID)
    """Either case while the merge runs; the secondary case afterwards."""
