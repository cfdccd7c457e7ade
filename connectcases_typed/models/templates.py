"""Templates: the kinds of cases in a domain, and the fields each kind requires."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from ..operations import Page, PagedRequest, Request, Response
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
    """How cases of a template are shown.

    Attributes:
        default_layout: the layout's id.
    """

    default_layout: str | None = member(ID, default=None)


@shape
class RequiredField:
    """A field a case must have a value for.

    Attributes:
        field_id: the field.
    """

    field_id: str = member(ID)


@shape
class TemplateRule:
    """A case rule that a template applies.

    Attributes:
        case_rule_id: the rule.
        field_id: the field the rule applies to; a `FieldOptionsCaseRule` names its
            fields itself.
    """

    case_rule_id: str = member(ID)
    field_id: str | None = member(ID, default=None)


@shape
class TagPropagationConfiguration:
    """Tags that cases of a template are created with.

    Attributes:
        resource_type: cases; there is no other.
        tag_map: at most 10; tags given when creating a case override them. Keys of 1
            to 128 characters, values of at most 256: letters, digits, spaces and
            `_ . : / = + - @`; no key begins with `aws:`.
    """

    resource_type: TagPropagationResourceType = TagPropagationResourceType.CASES
    tag_map: Mapping[str, str] = member(Limit(0, 10), keys=TAG_KEY, each=TAG_VALUE)


@shape
class TemplateSummary:
    """A template, as it is listed.

    Attributes:
        template_id: its id.
        template_arn: its ARN.
        name: its name.
        status: whether cases can be created from it.
        tag_propagation_configurations: tags its cases are created with.
    """

    template_id: str = member(ID)
    template_arn: str = member(ID)
    name: str = member(NAME)
    status: TemplateStatus
    tag_propagation_configurations: tuple[TagPropagationConfiguration, ...] | None = (
        member(_ONE, default=None)
    )


@shape
class CreateTemplateResponse(Response):
    """The template that was created.

    Attributes:
        template_id: its id.
        template_arn: its ARN.
    """

    template_id: str = member(ID)
    template_arn: str = member(ID)


@shape
class CreateTemplateRequest(Request[CreateTemplateResponse]):
    """Create a template.

    Attributes:
        domain_id: the domain.
        name: unique in the domain; 1 to 100 characters, not ending in white space.
        description: at most 255 characters.
        layout_configuration: how its cases are shown.
        required_fields: at most 100, none of them twice.
        status: whether cases can be created from it.
        rules: at most 50.
        tag_propagation_configurations: tags its cases are created with; at most one.

    Raises:
        ResourceNotFoundException: no such domain.
        ConflictException: the name is taken.
        ServiceQuotaExceededException: the domain has reached its quota of templates.
        ValidationException: a field, layout or rule does not exist, or the request is
            invalid.
    """

    domain_id: str = member(ID)
    name: str = member(NAME)
    description: str | None = member(DESCRIPTION, default=None)
    layout_configuration: LayoutConfiguration | None = None
    required_fields: Sequence[RequiredField] | None = member(_REQUIRED, default=None)
    status: TemplateStatus | None = None
    rules: Sequence[TemplateRule] | None = member(_RULES, default=None)
    tag_propagation_configurations: Sequence[TagPropagationConfiguration] | None = (
        member(_ONE, default=None)
    )


@shape
class GetTemplateResponse(Response):
    """A template.

    Attributes:
        template_id: its id.
        template_arn: its ARN.
        name: its name.
        description: its description.
        layout_configuration: how its cases are shown.
        required_fields: the fields its cases must have a value for.
        tags: its tags, if it has any.
        status: whether cases can be created from it.
        deleted: whether it is deleted.
        created_time: when it was created, in UTC.
        last_modified_time: when it was last changed, in UTC.
        rules: the case rules it applies.
        tag_propagation_configurations: tags its cases are created with.
    """

    template_id: str = member(ID)
    template_arn: str = member(ID)
    name: str = member(NAME)
    description: str | None = member(DESCRIPTION, default=None)
    layout_configuration: LayoutConfiguration | None = None
    required_fields: tuple[RequiredField, ...] | None = member(_REQUIRED, default=None)
    tags: Mapping[str, str] | None = member(sparse=True, default=None)
    status: TemplateStatus
    deleted: bool | None = None
    created_time: datetime | None = None
    last_modified_time: datetime | None = None
    rules: tuple[TemplateRule, ...] | None = member(_RULES, default=None)
    tag_propagation_configurations: tuple[TagPropagationConfiguration, ...] | None = (
        member(_ONE, default=None)
    )


@shape
class GetTemplateRequest(Request[GetTemplateResponse]):
    """Read a template; a deleted template is returned too, marked `deleted`.

    Attributes:
        domain_id: the domain.
        template_id: the template.

    Raises:
        ResourceNotFoundException: no such domain or template.
        ValidationException: the service finds the request invalid.
    """

    domain_id: str = member(ID)
    template_id: str = member(ID)


@shape
class ListTemplatesResponse(Page):
    """A page of a domain's templates.

    Attributes:
        templates: the templates, without deleted ones; the service does not document
            their order.
    """

    templates: tuple[TemplateSummary, ...] = member(Limit(0, 100))


@shape
class ListTemplatesRequest(PagedRequest[ListTemplatesResponse, TemplateSummary]):
    """List the templates of a domain.

    Attributes:
        domain_id: the domain.
        status: list only templates with one of these statuses; one or two.
        max_results: templates in a page, 1 to 100.
        next_token: the `next_token` of an earlier page, to continue after it.

    Raises:
        ResourceNotFoundException: no such domain.
        ValidationException: the service finds the request invalid.
    """

    domain_id: str = member(ID)
    status: Sequence[TemplateStatus] | None = member(Limit(1, 2), default=None)
    max_results: int | None = member(PAGE_OF_100, default=None)

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

    Attributes:
        domain_id: the domain.
        template_id: the template.
        name: unique in the domain; 1 to 100 characters, not ending in white space.
        description: at most 255 characters.
        layout_configuration: how its cases are shown.
        required_fields: at most 100, none of them twice.
        status: whether cases can be created from it.
        rules: at most 50.
        tag_propagation_configurations: tags its cases are created with; at most one.

    Raises:
        ResourceNotFoundException: no such domain or template.
        ConflictException: the name is taken.
        ServiceQuotaExceededException: a quota of the domain is used up.
        ValidationException: the template is deleted, a field, layout or rule does not
            exist, or the request is invalid.
    """

    domain_id: str = member(ID)
    template_id: str = member(ID)
    name: str | None = member(NAME, default=None)
    description: str | None = member(DESCRIPTION, default=None)
    layout_configuration: LayoutConfiguration | None = None
    required_fields: Sequence[RequiredField] | None = member(_REQUIRED, default=None)
    status: TemplateStatus | None = None
    rules: Sequence[TemplateRule] | None = member(_RULES, default=None)
    tag_propagation_configurations: Sequence[TagPropagationConfiguration] | None = (
        member(_ONE, default=None)
    )


@shape
class DeleteTemplateResponse(Response):
    """The template is deleted."""


@shape
class DeleteTemplateRequest(Request[DeleteTemplateResponse]):
    """Delete a template; cases created from it are kept.

    Attributes:
        domain_id: the domain.
        template_id: the template.

    Raises:
        ResourceNotFoundException: no such domain or template.
        ConflictException: the template is still in use.
        ValidationException: the service finds the request invalid.
    """

    domain_id: str = member(ID)
    template_id: str = member(ID)
