"""Layouts: which fields of a case agents see, and where."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TypeAlias

from ..operations import Page, PagedRequest, Request, Response
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
    """A field in a group.

    Attributes:
        id: the field's id. `title` and `status` have fixed places outside the groups.
    """

    id: str = member(ID)


@shape(tag="fieldGroup")
class FieldGroup:
    """Fields under one heading.

    Attributes:
        name: the heading; at most 100 characters.
        fields: at most 220, in display order (the quota of a layout is 100).
    """

    name: str | None = member(Limit(0, 100), default=None)
    fields: Sequence[FieldItem] = member(Limit(0, 220))


Section: TypeAlias = FieldGroup
"""A part of a panel: a group of fields."""


@shape
class LayoutSections:
    """A panel.

    Attributes:
        sections: at most one.
    """

    sections: Sequence[Section | UnknownMember] | None = member(
        Limit(0, 1), default=None
    )


@shape(tag="basic")
class BasicLayout:
    """A layout of two panels.

    Attributes:
        top_panel: the panel that is always shown.
        more_info: the panel on the tab for more information.
    """

    top_panel: LayoutSections | None = None
    more_info: LayoutSections | None = None


LayoutContent: TypeAlias = BasicLayout
"""The kinds of layout; so far there is one."""


@shape
class LayoutSummary:
    """A layout, as it is listed.

    Attributes:
        layout_id: its id.
        layout_arn: its ARN.
        name: its name.
    """

    layout_id: str = member(ID)
    layout_arn: str = member(ID)
    name: str = member(NAME)


@shape
class CreateLayoutResponse(Response):
    """The layout that was created.

    Attributes:
        layout_id: its id.
        layout_arn: its ARN.
    """

    layout_id: str = member(ID)
    layout_arn: str = member(ID)


@shape
class CreateLayoutRequest(Request[CreateLayoutResponse]):
    """Create a layout.

    Attributes:
        domain_id: the domain.
        name: unique in the domain; 1 to 100 characters, not ending in white space.
        content: which fields the layout shows, and where.

    Raises:
        ResourceNotFoundException: no such domain.
        ConflictException: the name is taken.
        ServiceQuotaExceededException: the domain has reached its quota of layouts.
        ValidationException: a field does not exist or may not be part of a layout,
            or the request is invalid.
    """

    domain_id: str = member(ID)
    name: str = member(NAME)
    content: LayoutContent


@shape
class GetLayoutResponse(Response):
    """A layout.

    Attributes:
        layout_id: its id.
        layout_arn: its ARN.
        name: its name.
        content: which fields it shows, and where.
        tags: its tags, if it has any.
        deleted: whether it is deleted.
        created_time: when it was created, in UTC.
        last_modified_time: when it was last changed, in UTC.
    """

    layout_id: str = member(ID)
    layout_arn: str = member(ID)
    name: str = member(NAME)
    content: LayoutContent | UnknownMember
    tags: Mapping[str, str] | None = member(sparse=True, default=None)
    deleted: bool | None = None
    created_time: datetime | None = None
    last_modified_time: datetime | None = None


@shape
class GetLayoutRequest(Request[GetLayoutResponse]):
    """Read a layout; a deleted layout is returned too, marked `deleted`.

    Attributes:
        domain_id: the domain.
        layout_id: the layout.

    Raises:
        ResourceNotFoundException: no such domain or layout.
        ValidationException: the service finds the request invalid.
    """

    domain_id: str = member(ID)
    layout_id: str = member(ID)


@shape
class ListLayoutsResponse(Page):
    """A page of a domain's layouts.

    Attributes:
        layouts: the layouts, without deleted ones; the service does not document
            their order.
    """

    layouts: tuple[LayoutSummary, ...]


@shape
class ListLayoutsRequest(PagedRequest[ListLayoutsResponse, LayoutSummary]):
    """List the layouts of a domain.

    Attributes:
        domain_id: the domain.
        max_results: layouts in a page, 1 to 100.
        next_token: the `next_token` of an earlier page, to continue after it.

    Raises:
        ResourceNotFoundException: no such domain.
        ValidationException: the service finds the request invalid.
    """

    domain_id: str = member(ID)
    max_results: int | None = member(PAGE_OF_100, default=None)

    def items_of(self, page: ListLayoutsResponse) -> tuple[LayoutSummary, ...]:
        """The layouts of one page."""
        return page.layouts


@shape
class UpdateLayoutResponse(Response):
    """The layout is changed."""


@shape
class UpdateLayoutRequest(Request[UpdateLayoutResponse]):
    """Change a layout; what is left out stays.

    Attributes:
        domain_id: the domain.
        layout_id: the layout.
        name: unique in the domain; 1 to 100 characters, not ending in white space.
        content: which fields the layout shows from now on, and where.

    Raises:
        ResourceNotFoundException: no such domain or layout.
        ConflictException: the name is taken.
        ServiceQuotaExceededException: the layout has more fields than the quota allows.
        ValidationException: the layout is deleted, a field does not exist or may not
            be part of a layout, or the request is invalid.
    """

    domain_id: str = member(ID)
    layout_id: str = member(ID)
    name: str | None = member(NAME, default=None)
    content: LayoutContent | None = None


@shape
class DeleteLayoutResponse(Response):
    """The layout is deleted."""


@shape
class DeleteLayoutRequest(Request[DeleteLayoutResponse]):
    """Delete a layout.

    Attributes:
        domain_id: the domain.
        layout_id: the layout.

    Raises:
        ResourceNotFoundException: no such domain or layout.
        ConflictException: the layout is still in use.
        ValidationException: the service finds the request invalid.
    """

    domain_id: str = member(ID)
    layout_id: str = member(ID)
