"""Case rules: when a field is required or hidden, and which options it offers.

They are stored and returned, and nothing else. The documentation describes their
effect in the agent workspace and does not say that CreateCase or UpdateCase enforce
them.
"""

from collections.abc import Iterator

from ..controls.quotas import check_quota
from ..protocol.errors import ConflictException, ResourceNotFoundException, refuse_all
from ..protocol.wire import Wire
from ..store import indexes, lifecycle
from ..store.state import CaseRule, Domain, Template
from .context import CallContext
from .definitions import changed_name, check_new_name, define
from .field_checks import living_field, unknown
from .paging import page
from .templates import living_rules
from .values import ARM

TYPES = {"required": "Required", "hidden": "Hidden", "fieldOptions": "FieldOptions"}

# The model states these in its documentation only; its shapes allow more.
_MOST_CONDITIONS = 5
_DEEPEST_LEVEL = 2


def create_case_rule(call: CallContext) -> Wire:
    domain, params = call.domain(), call.params
    check_new_name(call, domain.case_rules, "case rule")
    refuse_all(_rule_problems(domain, params["rule"]))
    allowed = call.settings.quotas.case_rules_per_domain
    living = lifecycle.living(domain.case_rules)
    check_quota("case rules per domain", allowed, len(living) + 1)
    rule = define(
        call,
        domain,
        domain.case_rules,
        CaseRule,
        "case-rule",
        rule=params["rule"],
        description=params.get("description"),
    )
    return {"caseRuleId": rule.id, "caseRuleArn": rule.arn}


def update_case_rule(call: CallContext) -> Wire:
    """Change the members that are given; the rule may become one of another type.

    It may not if a template uses it without a field, which only a rule of options
    allows: such a template could not be created.
    """
    domain, rule, params = call.domain(), call.case_rule(), call.params
    lifecycle.check_living(rule, "CaseRule")
    name = changed_name(call, domain.case_rules, rule, "case rule")
    if "rule" in params:
        refuse_all(_rule_problems(domain, params["rule"]))
        if "fieldOptions" not in params["rule"]:
            for template, used in _uses(domain, rule):
                if "fieldId" not in used:
                    raise ConflictException(
                        f"Template {template.id} uses the rule without a field."
                    )
    rule.name = name
    rule.description = params.get("description", rule.description)
    rule.rule = params.get("rule", rule.rule)
    rule.modified = call.now
    return {}


def delete_case_rule(call: CallContext) -> Wire:
    """Delete a rule softly, unless a template uses it.

    It is soft because BatchGetCaseRule returns a member `deleted`. What the declared
    conflict means is not documented. No limit on deleted rules is known.
    """
    domain, rule = call.domain(), call.case_rule()
    for template, _ in _uses(domain, rule):
        raise ConflictException(f"Template {template.id} uses the rule.")
    if not rule.deleted:
        rule.deleted = True
        rule.modified = call.now
    return {}


def _uses(domain: Domain, rule: CaseRule) -> Iterator[tuple[Template, Wire]]:
    """The living templates that use the rule, each with the entry that does."""
    for template in lifecycle.living(domain.templates):
        for used in living_rules(domain, template):
            if used["caseRuleId"] == rule.id:
                yield template, used


def list_case_rules(call: CallContext) -> Wire:
    found, token = page(
        call,
        lifecycle.living(call.domain().case_rules),
        largest=100,
        ordinal=indexes.ordinal_of,
    )
    return {
        "caseRules": [
            {
                "caseRuleId": rule.id,
                "caseRuleArn": rule.arn,
                "name": rule.name,
                "ruleType": TYPES[next(iter(rule.rule))],
                "description": rule.description,
            }
            for rule in found
        ],
        "nextToken": token,
    }


def batch_get_case_rule(call: CallContext) -> Wire:
    """Read rules by id as BatchGetField reads fields; all are processed."""
    known = call.domain().case_rules
    rules: list[Wire] = []
    errors: list[Wire] = []
    for identifier in call.params["caseRules"]:
        rule = known.get(identifier["id"])
        if rule is not None:
            rules.append(_described(rule))
        else:
            missing = ResourceNotFoundException("CaseRule", identifier["id"])
            errors.append(missing.entry())
    return {"caseRules": rules, "errors": errors}


def _described(rule: CaseRule) -> Wire:
    return {
        "caseRuleId": rule.id,
        "caseRuleArn": rule.arn,
        "name": rule.name,
        "rule": rule.rule,
        "description": rule.description,
        "deleted": rule.deleted,
        "createdTime": rule.created,
        "lastModifiedTime": rule.modified,
        "tags": rule.tags,
    }


def _rule_problems(domain: Domain, rule: Wire) -> Iterator[str]:
    """Say which ids in a rule belong to nothing, and which limits it exceeds."""
    arm, content = next(iter(rule.items()))
    if arm == "fieldOptions":
        for name in ("parentFieldId", "childFieldId"):
            if name in content:
                yield from _select_problems(domain, content[name], f"rule.{arm}.{name}")
        return
    path = f"rule.{arm}.conditions"
    comparisons = list(_comparisons(content["conditions"], path, level=1))
    if len(comparisons) > _MOST_CONDITIONS:
        yield f"{path}: {len(comparisons)} conditions, at most {_MOST_CONDITIONS}"
    for place, level, operands in comparisons:
        if level > _DEEPEST_LEVEL:
            yield f"{place}: at level {level}, at most {_DEEPEST_LEVEL}"
        yield from _operand_problems(domain, operands, place)


def _comparisons(
    conditions: list[Wire], path: str, level: int
) -> Iterator[tuple[str, int, Wire]]:
    """Every comparison with its path and level; the rule's own list is level one."""
    for index, condition in enumerate(conditions):
        arm, content = next(iter(condition.items()))
        below = f"{path}[{index}].{arm}"
        if "conditions" in content:
            deeper = f"{below}.conditions"
            yield from _comparisons(content["conditions"], deeper, level + 1)
        else:
            yield below, level, content


def _operand_problems(domain: Domain, operands: Wire, path: str) -> Iterator[str]:
    field_id: str = operands["operandOne"]["fieldId"]
    field = living_field(domain, field_id)
    if field is None:
        yield f"{path}.operandOne.fieldId: {unknown(field_id)}"
        return
    # Not documented: we refuse a comparison with a value the field cannot have, since
    # it could never be true. The union has no arm for users, so they are strings.
    arm = next(iter(operands["operandTwo"]))
    expected = ARM[field.type].replace("userArnValue", "stringValue")
    if arm not in (expected, "emptyValue"):
        yield f"{path}.operandTwo: field {field_id} needs {expected}, not {arm}"


def _select_problems(domain: Domain, field_id: str, path: str) -> Iterator[str]:
    field = living_field(domain, field_id)
    if field is None:
        yield f"{path}: {unknown(field_id)}"
    elif field.type != "SingleSelect":
        yield f"{path}: field {field_id} is not a SingleSelect field"
