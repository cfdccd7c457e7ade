"""Layouts: which fields of a case agents see, and where."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TypeAlias

from ..operations import NEXT_TOKEN, Page, PagedRequest, Request, Response
from ..shapes import Limit, UnknownMember, member, shape
from .values import ID, NAME, PAGE_OF_100

__all__ = [
    "BasicLayout",
    "CreateLayoutRequest",
    "CreateLayoutResponse",
    "DeleteLayoutRequest",
    "DeleteLayoutResponse",
    "FieldGroup",
    "FieldItem",
    "GetLayoutRequest",
    "GetLayoutResponse",
    "LayoutContent",
    "LayoutSections",
    "LayoutSummary",
    "ListLayoutsRequest",
    "ListLayoutsResponse",
    "Section",
    "UpdateLayoutRequest",
    "UpdateLayoutResponse",
]


@shape
class FieldItem:
    """A field in a group."""

    id: str = member(ID)
    """The field's id. `title` and `status` have fixed places outside the groups."""


@shape(tag="fieldGroup")
class FieldGroup:
    """Fields under one heading."""

    fields: Sequence[FieldItem] = member(Limit(0, 220))
    """At most 220, in display order (the quota of a layout is 100)."""
    name: str | None = member(Limit(0, 100), default=None)
    """The heading; at most 100 characters."""


Section: TypeAlias = FieldGroup
"""A part of a panel: a group of fields."""


@shape
class LayoutSections:
    """A panel."""

    sections: Sequence[Section | UnknownMember] | None = member(
        Limit(0, 1), default=None
    )
    """At most one."""


@shape(tag="basic")
class BasicLayout:
    """A layout of two panels."""

    top_panel: LayoutSections | None = None
    """The panel that is always shown."""
    more_info: LayoutSections | None = None
    """The panel on the tab for more information."""


LayoutContent: TypeAlias = BasicLayout
"""The kinds of layout; so far there is one."""


@shape
class LayoutSummary:
    """A layout, as it is listed."""

    layout_id: str = member(ID)
    """Its id."""
    layout_arn: str = member(ID)
    """Its ARN."""
    name: str = member(NAME)
    """Its name."""


@shape
class CreateLayoutResponse(Response):
    """The layout that was created."""

    layout_id: str = member(ID)
    """Its id."""
    layout_arn: str = member(ID)
    """Its ARN."""


@shape
class CreateLayoutRequest(Request[CreateLayoutResponse]):
    """Create a layout.

    Raises:
        ResourceNotFoundException: no such domain.
        ConflictException: the name is taken.
        ServiceQuotaExceededException: the domain has reached its quota of layouts.
        ValidationException: a field does not exist or may not be part of a layout,
            or the request is invalid.
    """

    domain_id: str = member(ID)
    """The domain."""
    name: str = member(NAME)
    """Unique in the domain; 1 to 100 characters, not ending in white space."""
    content: LayoutContent
    """Which fields the layout shows, and where."""


@shape
class GetLayoutResponse(Response):
    """A layout."""

    layout_id: str = member(ID)
    """Its id."""
    layout_arn: str = member(ID)
    """Its ARN."""
    name: str = member(NAME)
    """Its name."""
    content: LayoutContent | UnknownMember
    """Which fields it shows, and where."""
    tags: Mapping[str, str] | None = member(sparse=True, default=None)
    """Its tags, if it has any."""
    deleted: bool | None = None
    """Whether it is deleted."""
    created_time: datetime | None = None
    """When it was created, in UTC."""
    last_modified_time: datetime | None = None
    """When it was last changed, in UTC."""


@shape
class GetLayoutRequest(Request[GetLayoutResponse]):
    """Read a layout; a deleted layout is returned too, marked `deleted`.

    Raises:
        ResourceNotFoundException: no such domain or layout.
        ValidationException: the service finds the request invalid.
    """

    domain_id: str = member(ID)
    """The domain."""
    layout_id: str = member(ID)
    """The layout."""


@shape
class ListLayoutsResponse(Page):
    """A page of a domain's layouts."""

    layouts: tuple[LayoutSummary, ...]
    """The layouts, without deleted ones; the service does not document their order."""
    next_token: str | None = member(NEXT_TOKEN, default=None)
    """The token with which to request the next page; None on the last."""


@shape
class ListLayoutsRequest(PagedRequest[ListLayoutsResponse, LayoutSummary]):
    """List the layouts of a domain.

    Raises:
        ResourceNotFoundException: no such domain.
        ValidationException: the service finds the request invalid.
    """

    domain_id: str = member(ID)
    """The domain."""
    max_results: int | None = member(PAGE_OF_100, default=None)
    """Layouts in a page, 1 to 100."""
    next_token: str | None = member(NEXT_TOKEN, default=None)
    """The `next_token` of an earlier page, to continue after it."""

    def items_of(self, page: ListLayoutsResponse) -> tuple[LayoutSummary, ...]:
        """The layouts of one page."""
        return page.layouts


@shape
class UpdateLayoutResponse(Response):
    """The layout is changed."""


@shape
class UpdateLayoutRequest(Request[UpdateLayoutResponse]):
    """Change a layout; what is left out stays.

    Raises:
        ResourceNotFoundException: no such domain or layout.
        ConflictException: the name is taken.
        ServiceQuotaExceededException: the layout has more fields than the quota allows.
        ValidationException: the layout is deleted, a field does not exist or may not
            be part of a layout, or the request is invalid.
    """

    domain_id: str = member(ID)
    """The domain."""
    layout_id: str = member(ID)
    """The layout."""
    name: str | None = member(NAME, default=None)
    """Unique in the domain; 1 to 100 characters, not ending in white space."""
    content: LayoutContent | None = None
    """Which fields the layout shows from now on, and where."""


@shape
class DeleteLayoutResponse(Response):
    """The layout is deleted."""


@shape
class DeleteLayoutRequest(Request[DeleteLayoutResponse]):
    """Delete a layout.

    Raises:
        ResourceNotFoundException: no such domain or layout.
        ConflictException: the layout is still in use.
        ValidationException: the service finds the request invalid.
    """

    domain_id: str = member(ID)
    """The domain."""
    layout_id: str = member(ID)
    """The layout."""
