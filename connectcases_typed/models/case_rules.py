"""Case rules: when a field is required, when it is hidden, which options it offers."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TypeAlias

from ..operations import BatchResponse, Page, PagedRequest, Request, Response
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
    """When a field is required.

    Attributes:
        default_value: whether it is required if no condition holds.
        conditions: tried in order; the first that holds decides with its `result`.
    """

    default_value: bool
    conditions: Sequence[BooleanCondition | UnknownMember] = member(CONDITIONS)


@shape(tag="hidden")
class HiddenCaseRule:
    """When a field is hidden.

    Attributes:
        default_value: whether it is hidden if no condition holds.
        conditions: tried in order; the first that holds decides with its `result`.
    """

    default_value: bool
    conditions: Sequence[BooleanCondition | UnknownMember] = member(CONDITIONS)


@shape
class ParentChildFieldOptionsMapping:
    """The options that the child field offers for one value of the parent field.

    Attributes:
        parent_field_option_value: the parent field's value; may be empty.
        child_field_option_values: the values of the options then offered; at most 1500.
    """

    parent_field_option_value: str = member(_OPTION)
    child_field_option_values: Strings = member(Limit(0, 1500), each=_OPTION)


@shape(tag="fieldOptions")
class FieldOptionsCaseRule:
    """Which options a single-select field offers, by the value of another field.

    Attributes:
        parent_field_id: the field whose value decides.
        child_field_id: the field whose options depend on it.
        parent_child_field_options_mappings: the options for each value; 1 to 200.
    """

    parent_field_id: str | None = member(ID, default=None)
    child_field_id: str | None = member(ID, default=None)
    parent_child_field_options_mappings: Sequence[ParentChildFieldOptionsMapping] = (
        member(Limit(1, 200))
    )


CaseRuleDetails: TypeAlias = RequiredCaseRule | FieldOptionsCaseRule | HiddenCaseRule
"""What a case rule does with a field: require it, limit its options, or hide it."""


@shape
class CaseRuleIdentifier:
    """A case rule, by id.

    Attributes:
        id: the rule's id.
    """

    id: str = member(ID)


@shape
class CaseRuleSummary:
    """A case rule, as it is listed.

    Attributes:
        case_rule_id: its id.
        name: its name.
        case_rule_arn: its ARN.
        rule_type: what it decides.
        description: its description.
    """

    case_rule_id: str = member(ID)
    name: str = member(NAME)
    case_rule_arn: str = member(ID)
    rule_type: RuleType
    description: str | None = member(DESCRIPTION, default=None)


@shape
class CreateCaseRuleResponse(Response):
    """The case rule that was created.

    Attributes:
        case_rule_id: its id.
        case_rule_arn: its ARN.
    """

    case_rule_id: str = member(ID)
    case_rule_arn: str = member(ID)


@shape
class CreateCaseRuleRequest(Request[CreateCaseRuleResponse]):
    """Create a case rule, for templates to use.

    Attributes:
        domain_id: the domain.
        name: 1 to 100 characters, not ending in white space.
        description: at most 255 characters.
        rule: what the rule decides.

    Raises:
        ResourceNotFoundException: no such domain.
        ConflictException: the rule conflicts with another rule.
        ServiceQuotaExceededException: the domain has reached its quota of rules.
        ValidationException: the service finds the request invalid.
    """

    domain_id: str = member(ID)
    name: str = member(NAME)
    description: str | None = member(DESCRIPTION, default=None)
    rule: CaseRuleDetails


@shape
class UpdateCaseRuleResponse(Response):
    """The case rule is changed."""


@shape
class UpdateCaseRuleRequest(Request[UpdateCaseRuleResponse]):
    """Change a case rule; what is left out stays.

    Attributes:
        domain_id: the domain.
        case_rule_id: the rule.
        name: 1 to 100 characters, not ending in white space.
        description: at most 255 characters.
        rule: what the rule decides from now on.

    Raises:
        ResourceNotFoundException: no such domain or rule.
        ConflictException: the rule conflicts with another rule.
        ServiceQuotaExceededException: a quota of the domain is used up.
        ValidationException: the service finds the request invalid.
    """

    domain_id: str = member(ID)
    case_rule_id: str = member(ID)
    name: str | None = member(NAME, default=None)
    description: str | None = member(DESCRIPTION, default=None)
    rule: CaseRuleDetails | None = None


@shape
class DeleteCaseRuleResponse(Response):
    """The case rule is deleted."""


@shape
class DeleteCaseRuleRequest(Request[DeleteCaseRuleResponse]):
    """Delete a case rule.

    Attributes:
        domain_id: the domain.
        case_rule_id: the rule.

    Raises:
        ResourceNotFoundException: no such domain or rule.
        ConflictException: the rule is still in use.
    """

    domain_id: str = member(ID)
    case_rule_id: str = member(ID)


@shape
class ListCaseRulesResponse(Page):
    """A page of a domain's case rules.

    Attributes:
        case_rules: the rules; the service does not document their order.
    """

    case_rules: tuple[CaseRuleSummary, ...] = member(Limit(0, 100))


@shape
class ListCaseRulesRequest(PagedRequest[ListCaseRulesResponse, CaseRuleSummary]):
    """List the case rules of a domain.

    Attributes:
        domain_id: the domain.
        max_results: rules in a page, 1 to 100.
        next_token: the `next_token` of an earlier page, to continue after it.

    Raises:
        ResourceNotFoundException: no such domain.
        ValidationException: the service finds the request invalid.
    """

    domain_id: str = member(ID)
    max_results: int | None = member(PAGE_OF_100, default=None)

    def items_of(self, page: ListCaseRulesResponse) -> tuple[CaseRuleSummary, ...]:
        """The rules of one page."""
        return page.case_rules


@shape
class GetCaseRuleResponse:
    """A case rule; despite the class's name, one of many that BatchGetCaseRule returns.

    Attributes:
        case_rule_id: its id.
        name: its name.
        case_rule_arn: its ARN.
        rule: what it decides.
        description: its description.
        deleted: whether it is deleted.
        created_time: when it was created, in UTC.
        last_modified_time: when it was last changed, in UTC.
        tags: its tags, if it has any.
    """

    case_rule_id: str = member(ID)
    name: str = member(NAME)
    case_rule_arn: str = member(ID)
    rule: CaseRuleDetails | UnknownMember
    description: str | None = member(DESCRIPTION, default=None)
    deleted: bool | None = None
    created_time: datetime | None = None
    last_modified_time: datetime | None = None
    tags: Mapping[str, str] | None = member(sparse=True, default=None)


@shape
class CaseRuleError:
    """A case rule that could not be read.

    Attributes:
        id: the rule.
        error_code: why; the service does not document the codes.
        message: why, in words.
    """

    id: str = member(ID)
    error_code: str
    message: str | None = None


@shape
class BatchGetCaseRuleResponse(BatchResponse[CaseRuleError | CaseRuleIdentifier]):
    """The case rules that were read and those that were not.

    Attributes:
        case_rules: the rules that were read.
        errors: the rules that could not be read.
        unprocessed_case_rules: the ids the service did not process; request them again.
    """

    case_rules: tuple[GetCaseRuleResponse, ...] = member(_FIFTY)
    errors: tuple[CaseRuleError, ...] = member(_FIFTY)
    unprocessed_case_rules: tuple[str, ...] | None = member(
        _FIFTY, each=ID, default=None
    )

    @property
    def failures(self) -> tuple[CaseRuleError | CaseRuleIdentifier, ...]:
        """The rules that could not be read, and those to request again."""
        left = (CaseRuleIdentifier(id=id_) for id_ in self.unprocessed_case_rules or ())
        return (*self.errors, *left)


@shape
class BatchGetCaseRuleRequest(Request[BatchGetCaseRuleResponse]):
    """Read several case rules.

    Attributes:
        domain_id: the domain.
        case_rules: 1 to 50 of them.

    Raises:
        ResourceNotFoundException: no such domain.
        ValidationException: the service finds the request invalid.
    """

    domain_id: str = member(ID)
    case_rules: Sequence[CaseRuleIdentifier] = member(Limit(1, 50))
