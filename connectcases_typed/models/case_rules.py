"""Case rules: when a field is required, when it is hidden, which options it offers."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TypeAlias

from ..operations import (
    NEXT_TOKEN,
    BatchResponse,
    Page,
    PagedRequest,
    Request,
    Response,
)
from ..shapes import Limit, OpenEnum, Strings, UnknownMember, member, shape
from .conditions import CONDITIONS, BooleanCondition
from .values import DESCRIPTION, ID, NAME, PAGE_OF_100

__all__ = [
    "BatchGetCaseRuleRequest",
    "BatchGetCaseRuleResponse",
    "CaseRuleDetails",
    "CaseRuleError",
    "CaseRuleIdentifier",
    "CaseRuleSummary",
    "CreateCaseRuleRequest",
    "CreateCaseRuleResponse",
    "DeleteCaseRuleRequest",
    "DeleteCaseRuleResponse",
    "FieldOptionsCaseRule",
    "GetCaseRuleResponse",
    "HiddenCaseRule",
    "ListCaseRulesRequest",
    "ListCaseRulesResponse",
    "ParentChildFieldOptionsMapping",
    "RequiredCaseRule",
    "RuleType",
    "UpdateCaseRuleRequest",
    "UpdateCaseRuleResponse",
]

_OPTION = Limit(0, 100, r"$|^.*[\S]")
_FIFTY = Limit(0, 50)


class RuleType(OpenEnum):
    """What a case rule decides."""

    REQUIRED = "Required"
    HIDDEN = "Hidden"
    FIELD_OPTIONS = "FieldOptions"


@shape(tag="required")
class RequiredCaseRule:
    """When a field is required."""

    default_value: bool
    """Whether it is required if no condition holds."""
    conditions: Sequence[BooleanCondition | UnknownMember] = member(CONDITIONS)
    """Tried in order; the first that holds decides with its `result`."""


@shape(tag="hidden")
class HiddenCaseRule:
    """When a field is hidden."""

    default_value: bool
    """Whether it is hidden if no condition holds."""
    conditions: Sequence[BooleanCondition | UnknownMember] = member(CONDITIONS)
    """Tried in order; the first that holds decides with its `result`."""


@shape
class ParentChildFieldOptionsMapping:
    """The options that the child field offers for one value of the parent field."""

    parent_field_option_value: str = member(_OPTION)
    """The parent field's value; may be empty."""
    child_field_option_values: Strings = member(Limit(0, 1500), each=_OPTION)
    """The values of the options then offered; at most 1500."""


@shape(tag="fieldOptions")
class FieldOptionsCaseRule:
    """Which options a single-select field offers, by the value of another field."""

    parent_child_field_options_mappings: Sequence[ParentChildFieldOptionsMapping] = (
        member(Limit(1, 200))
    )
    """The options for each value; 1 to 200."""
    parent_field_id: str | None = member(ID, default=None)
    """The field whose value decides."""
    child_field_id: str | None = member(ID, default=None)
    """The field whose options depend on it."""


CaseRuleDetails: TypeAlias = RequiredCaseRule | FieldOptionsCaseRule | HiddenCaseRule
"""What a case rule does with a field: require it, limit its options, or hide it."""


@shape
class CaseRuleIdentifier:
    """A case rule, by id."""

    id: str = member(ID)
    """The rule's id."""


@shape
class CaseRuleSummary:
    """A case rule, as it is listed."""

    case_rule_id: str = member(ID)
    """Its id."""
    name: str = member(NAME)
    """Its name."""
    case_rule_arn: str = member(ID)
    """Its ARN."""
    rule_type: RuleType
    """What it decides."""
    description: str | None = member(DESCRIPTION, default=None)
    """Its description."""


@shape
class CreateCaseRuleResponse(Response):
    """The case rule that was created."""

    case_rule_id: str = member(ID)
    """Its id."""
    case_rule_arn: str = member(ID)
    """Its ARN."""


@shape
class CreateCaseRuleRequest(Request[CreateCaseRuleResponse]):
    """Create a case rule, for templates to use.

    Raises:
        ResourceNotFoundException: no such domain.
        ConflictException: the rule conflicts with another rule.
        ServiceQuotaExceededException: the domain has reached its quota of rules.
        ValidationException: the service finds the request invalid.
    """

    domain_id: str = member(ID)
    """The domain."""
    name: str = member(NAME)
    """1 to 100 characters, not ending in white space."""
    rule: CaseRuleDetails
    """What the rule decides."""
    description: str | None = member(DESCRIPTION, default=None)
    """At most 255 characters."""


@shape
class UpdateCaseRuleResponse(Response):
    """The case rule is changed."""


@shape
class UpdateCaseRuleRequest(Request[UpdateCaseRuleResponse]):
    """Change a case rule; what is left out stays.

    Raises:
        ResourceNotFoundException: no such domain or rule.
        ConflictException: the rule conflicts with another rule.
        ServiceQuotaExceededException: a quota of the domain is used up.
        ValidationException: the service finds the request invalid.
    """

    domain_id: str = member(ID)
    """The domain."""
    case_rule_id: str = member(ID)
    """The rule."""
    name: str | None = member(NAME, default=None)
    """1 to 100 characters, not ending in white space."""
    description: str | None = member(DESCRIPTION, default=None)
    """At most 255 characters."""
    rule: CaseRuleDetails | None = None
    """What the rule decides from now on."""


@shape
class DeleteCaseRuleResponse(Response):
    """The case rule is deleted."""


@shape
class DeleteCaseRuleRequest(Request[DeleteCaseRuleResponse]):
    """Delete a case rule.

    Raises:
        ResourceNotFoundException: no such domain or rule.
        ConflictException: the rule is still in use.
    """

    domain_id: str = member(ID)
    """The domain."""
    case_rule_id: str = member(ID)
    """The rule."""


@shape
class ListCaseRulesResponse(Page):
    """A page of a domain's case rules."""

    case_rules: tuple[CaseRuleSummary, ...] = member(Limit(0, 100))
    """The rules; the service does not document their order."""
    next_token: str | None = member(NEXT_TOKEN, default=None)
    """The token with which to request the next page; None on the last."""


@shape
class ListCaseRulesRequest(PagedRequest[ListCaseRulesResponse, CaseRuleSummary]):
    """List the case rules of a domain.

    Raises:
        ResourceNotFoundException: no such domain.
        ValidationException: the service finds the request invalid.
    """

    domain_id: str = member(ID)
    """The domain."""
    max_results: int | None = member(PAGE_OF_100, default=None)
    """Rules in a page, 1 to 100."""
    next_token: str | None = member(NEXT_TOKEN, default=None)
    """The `next_token` of an earlier page, to continue after it."""

    def items_of(self, page: ListCaseRulesResponse) -> tuple[CaseRuleSummary, ...]:
        """The rules of one page."""
        return page.case_rules


@shape
class GetCaseRuleResponse:
    """A case rule; despite the class's name, one of those BatchGetCaseRule returns."""

    case_rule_id: str = member(ID)
    """Its id."""
    name: str = member(NAME)
    """Its name."""
    case_rule_arn: str = member(ID)
    """Its ARN."""
    rule: CaseRuleDetails | UnknownMember
    """What it decides."""
    description: str | None = member(DESCRIPTION, default=None)
    """Its description."""
    deleted: bool | None = None
    """Whether it is deleted."""
    created_time: datetime | None = None
    """When it was created, in UTC."""
    last_modified_time: datetime | None = None
    """When it was last changed, in UTC."""
    tags: Mapping[str, str] | None = member(sparse=True, default=None)
    """Its tags, if it has any."""


@shape
class CaseRuleError:
    """A case rule that could not be read."""

    id: str = member(ID)
    """The rule."""
    error_code: str
    """Why; the service does not document the codes."""
    message: str | None = None
    """Why, in words."""


@shape
class BatchGetCaseRuleResponse(BatchResponse[CaseRuleError | CaseRuleIdentifier]):
    """The case rules that were read and those that were not."""

    case_rules: tuple[GetCaseRuleResponse, ...] = member(_FIFTY)
    """The rules that were read."""
    errors: tuple[CaseRuleError, ...] = member(_FIFTY)
    """The rules that could not be read."""
    unprocessed_case_rules: tuple[str, ...] | None = member(
        _FIFTY, each=ID, default=None
    )
    """The ids the service did not process; request them again."""

    @property
    def failures(self) -> tuple[CaseRuleError | CaseRuleIdentifier, ...]:
        """The rules that could not be read, and those to request again."""
        left = (CaseRuleIdentifier(id=id_) for id_ in self.unprocessed_case_rules or ())
        return (*self.errors, *left)


@shape
class BatchGetCaseRuleRequest(Request[BatchGetCaseRuleResponse]):
    """Read several case rules.

    Raises:
        ResourceNotFoundException: no such domain.
        ValidationException: the service finds the request invalid.
    """

    domain_id: str = member(ID)
    """The domain."""
    case_rules: Sequence[CaseRuleIdentifier] = member(Limit(1, 50))
    """1 to 50 of them."""
