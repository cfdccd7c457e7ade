"""Templates: the kinds of cases in a domain, and the fields each kind requires."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from ..operations import NEXT_TOKEN, Page, PagedRequest, Request, Response
from ..shapes import Limit, OpenEnum, member, shape
from .values import (
    DESCRIPTION,
    ID,
    NAME,
    PAGE_OF_100,
    TAG_KEY,
    TAG_VALUE,
)

__all__ = [
    "CreateTemplateRequest",
    "CreateTemplateResponse",
    "DeleteTemplateRequest",
    "DeleteTemplateResponse",
    "GetTemplateRequest",
    "GetTemplateResponse",
    "LayoutConfiguration",
    "ListTemplatesRequest",
    "ListTemplatesResponse",
    "RequiredField",
    "TagPropagationConfiguration",
    "TagPropagationResourceType",
    "TemplateRule",
    "TemplateStatus",
    "TemplateSummary",
    "UpdateTemplateRequest",
    "UpdateTemplateResponse",
]

_REQUIRED = Limit(0, 100)
_RULES = Limit(0, 50)
_ONE = Limit(0, 1)


class TemplateStatus(OpenEnum):
    """Whether cases can be created from a template."""

    ACTIVE = "Active"
    INACTIVE = "Inactive"


class TagPropagationResourceType(OpenEnum):
    """What receives the tags of a template."""

    CASES = "Cases"


@shape
class LayoutConfiguration:
    """How cases of a template are shown."""

    default_layout: str | None = member(ID, default=None)
    """The layout's id."""


@shape
class RequiredField:
    """A field a case must have a value for."""

    field_id: str = member(ID)
    """The field."""


@shape
class TemplateRule:
    """A case rule that a template applies."""

    case_rule_id: str = member(ID)
    """The rule."""
    field_id: str | None = member(ID, default=None)
    """The field the rule applies to; a `FieldOptionsCaseRule` names its fields itself.
    """


@shape
class TagPropagationConfiguration:
    """Tags that cases of a template are created with."""

    tag_map: Mapping[str, str] = member(Limit(0, 10), keys=TAG_KEY, each=TAG_VALUE)
    """At most 10; tags given when creating a case override them. Keys of 1 to 128
    characters, values of at most 256: letters, digits, spaces and `_ . : / = + - @`; no
    key begins with `aws:`.
    """
    resource_type: TagPropagationResourceType = TagPropagationResourceType.CASES
    """Cases; there is no other."""


@shape
class TemplateSummary:
    """A template, as it is listed."""

    template_id: str = member(ID)
    """Its id."""
    template_arn: str = member(ID)
    """Its ARN."""
    name: str = member(NAME)
    """Its name."""
    status: TemplateStatus
    """Whether cases can be created from it."""
    tag_propagation_configurations: tuple[TagPropagationConfiguration, ...] | None = (
        member(_ONE, default=None)
    )
    """Tags its cases are created with."""


@shape
class CreateTemplateResponse(Response):
    """The template that was created."""

    template_id: str = member(ID)
    """Its id."""
    template_arn: str = member(ID)
    """Its ARN."""


@shape
class CreateTemplateRequest(Request[CreateTemplateResponse]):
    """Create a template.

    Raises:
        ResourceNotFoundException: no such domain.
        ConflictException: the name is taken.
        ServiceQuotaExceededException: the domain has reached its quota of templates.
        ValidationException: a field, layout or rule does not exist, or the request is
            invalid.
    """

    domain_id: str = member(ID)
    """The domain."""
    name: str = member(NAME)
    """Unique in the domain; 1 to 100 characters, not ending in white space."""
    description: str | None = member(DESCRIPTION, default=None)
    """At most 255 characters."""
    layout_configuration: LayoutConfiguration | None = None
    """How its cases are shown."""
    required_fields: Sequence[RequiredField] | None = member(_REQUIRED, default=None)
    """At most 100, none of them twice."""
    status: TemplateStatus | None = None
    """Whether cases can be created from it."""
    rules: Sequence[TemplateRule] | None = member(_RULES, default=None)
    """At most 50."""
    tag_propagation_configurations: Sequence[TagPropagationConfiguration] | None = (
        member(_ONE, default=None)
    )
    """Tags its cases are created with; at most one."""


@shape
class GetTemplateResponse(Response):
    """A template."""

    template_id: str = member(ID)
    """Its id."""
    template_arn: str = member(ID)
    """Its ARN."""
    name: str = member(NAME)
    """Its name."""
    status: TemplateStatus
    """Whether cases can be created from it."""
    description: str | None = member(DESCRIPTION, default=None)
    """Its description."""
    layout_configuration: LayoutConfiguration | None = None
    """How its cases are shown."""
    required_fields: tuple[RequiredField, ...] | None = member(_REQUIRED, default=None)
    """The fields its cases must have a value for."""
    tags: Mapping[str, str] | None = member(sparse=True, default=None)
    """Its tags, if it has any."""
    deleted: bool | None = None
    """Whether it is deleted."""
    created_time: datetime | None = None
    """When it was created, in UTC."""
    last_modified_time: datetime | None = None
    """When it was last changed, in UTC."""
    rules: tuple[TemplateRule, ...] | None = member(_RULES, default=None)
    """The case rules it applies."""
    tag_propagation_configurations: tuple[TagPropagationConfiguration, ...] | None = (
        member(_ONE, default=None)
    )
    """Tags its cases are created with."""


@shape
class GetTemplateRequest(Request[GetTemplateResponse]):
    """Read a template; a deleted template is returned too, marked `deleted`.

    Raises:
        ResourceNotFoundException: no such domain or template.
        ValidationException: the service finds the request invalid.
    """

    domain_id: str = member(ID)
    """The domain."""
    template_id: str = member(ID)
    """The template."""


@shape
class ListTemplatesResponse(Page):
    """A page of a domain's templates."""

    templates: tuple[TemplateSummary, ...] = member(Limit(0, 100))
    """The templates, without deleted ones; the service does not document their order.
    """
    next_token: str | None = member(NEXT_TOKEN, default=None)
    """The token with which to request the next page; None on the last."""


@shape
class ListTemplatesRequest(PagedRequest[ListTemplatesResponse, TemplateSummary]):
    """List the templates of a domain.

    Raises:
        ResourceNotFoundException: no such domain.
        ValidationException: the service finds the request invalid.
    """

    domain_id: str = member(ID)
    """The domain."""
    status: Sequence[TemplateStatus] | None = member(Limit(1, 2), default=None)
    """List only templates with one of these statuses; one or two."""
    max_results: int | None = member(PAGE_OF_100, default=None)
    """Templates in a page, 1 to 100."""
    next_token: str | None = member(NEXT_TOKEN, default=None)
    """The `next_token` of an earlier page, to continue after it."""

    def items_of(self, page: ListTemplatesResponse) -> tuple[TemplateSummary, ...]:
        """The templates of one page."""
        return page.templates


@shape
class UpdateTemplateResponse(Response):
    """The template is changed."""


@shape
class UpdateTemplateRequest(Request[UpdateTemplateResponse]):
    """Change a template; what is left out stays.

    At least one member must be given.

    Raises:
        ResourceNotFoundException: no such domain or template.
        ConflictException: the name is taken.
        ServiceQuotaExceededException: a quota of the domain is used up.
        ValidationException: the template is deleted, a field, layout or rule does not
            exist, or the request is invalid.
    """

    domain_id: str = member(ID)
    """The domain."""
    template_id: str = member(ID)
    """The template."""
    name: str | None = member(NAME, default=None)
    """Unique in the domain; 1 to 100 characters, not ending in white space."""
    description: str | None = member(DESCRIPTION, default=None)
    """At most 255 characters."""
    layout_configuration: LayoutConfiguration | None = None
    """How its cases are shown."""
    required_fields: Sequence[RequiredField] | None = member(_REQUIRED, default=None)
    """At most 100, none of them twice."""
    status: TemplateStatus | None = None
    """Whether cases can be created from it."""
    rules: Sequence[TemplateRule] | None = member(_RULES, default=None)
    """At most 50."""
    tag_propagation_configurations: Sequence[TagPropagationConfiguration] | None = (
        member(_ONE, default=None)
    )
    """Tags its cases are created with; at most one."""


@shape
class DeleteTemplateResponse(Response):
    """The template is deleted."""


@shape
class DeleteTemplateRequest(Request[DeleteTemplateResponse]):
    """Delete a template; cases created from it are kept.

    Raises:
        ResourceNotFoundException: no such domain or template.
        ConflictException: the template is still in use.
        ValidationException: the service finds the request invalid.
    """

    domain_id: str = member(ID)
    """The domain."""
    template_id: str = member(ID)
    """The template."""
