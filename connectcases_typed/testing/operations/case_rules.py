"""Case rules: when a field is required or hidden, and which options it offers.

They are kept and read back only. The documentation describes their effect in the
agent workspace and nowhere says that CreateCase or UpdateCase enforce them.
"""

from collections.abc import Iterator

from . import lifecycle
from .call import Call, new_id
from .errors import ConflictException, ResourceNotFoundException, refuse_all
from .paging import page
from .state import CaseRule, Domain, Field, Template
from .templates import living_rules
from .values import ARM
from .wire import Wire

TYPES = {"required": "Required", "hidden": "Hidden", "fieldOptions": "FieldOptions"}

# Stated in the model's text only; its shapes allow more of both.
_MOST_CONDITIONS = 5
_DEEPEST_LEVEL = 2


def create_case_rule(call: Call) -> Wire:
    domain, params = call.domain(), call.params
    lifecycle.check_name_is_free(domain.case_rules, params["name"], "case rule")
    refuse_all(_rule_problems(domain, params["rule"]))
    living = lifecycle.living(domain.case_rules)
    call.service.quotas.check("case_rules_per_domain", len(living) + 1)
    rule_id = new_id()
    rule = CaseRule(
        id=rule_id,
        arn=f"{domain.arn}/case-rule/{rule_id}",
        name=params["name"],
        rule=params["rule"],
        ordinal=call.region.next_ordinal(),
        created=call.now,
        modified=call.now,
        description=params.get("description"),
    )
    domain.case_rules[rule_id] = rule
    return {"caseRuleId": rule.id, "caseRuleArn": rule.arn}


def update_case_rule(call: Call) -> Wire:
    """Change what is named; the rule may even become one of another type.

    Not where a template uses it without a field, which only a rule of options allows:
    the template would be one that could not be created.
    """
    domain, rule, params = call.domain(), call.case_rule(), call.params
    lifecycle.check_living(rule, "CaseRule")
    name: str = params.get("name", rule.name)
    lifecycle.check_name_is_free(domain.case_rules, name, "case rule", besides=rule)
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


def delete_case_rule(call: Call) -> Wire:
    """Delete a rule softly, unless a template uses it.

    That it is soft follows from the `deleted` BatchGetCaseRule answers with; what
    conflicts is not documented. No bound on deleted rules is known.
    """
    domain, rule = call.domain(), call.case_rule()
    for template, _ in _uses(domain, rule):
        raise ConflictException(f"Template {template.id} uses the rule.")
    if not rule.deleted:
        rule.deleted = True
        rule.modified = call.now
    return {}


def _uses(domain: Domain, rule: CaseRule) -> Iterator[tuple[Template, Wire]]:
    """The living templates that use the rule, each with the way it does."""
    for template in lifecycle.living(domain.templates):
        for used in living_rules(domain, template):
            if used["caseRuleId"] == rule.id:
                yield template, used


def list_case_rules(call: Call) -> Wire:
    found, token = page(
        call,
        lifecycle.living(call.domain().case_rules),
        largest=100,
        ordinal=lambda rule: rule.ordinal,
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


def batch_get_case_rule(call: Call) -> Wire:
    """Read rules by id as BatchGetField reads fields; none is left unprocessed."""
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
    """Say what in a rule leads nowhere, or goes beyond its limits."""
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
    field = _living_field(domain, field_id)
    if field is None:
        yield f"{path}.operandOne.fieldId: there is no field with the id {field_id}"
        return
    # Not documented: a comparison with a value the field cannot have is refused,
    # as it could never be true. There is no arm for users; they are text here.
    arm = next(iter(operands["operandTwo"]))
    expected = ARM[field.type].replace("userArnValue", "stringValue")
    if arm not in (expected, "emptyValue"):
        yield f"{path}.operandTwo: field {field_id} needs {expected}, not {arm}"


def _select_problems(domain: Domain, field_id: str, path: str) -> Iterator[str]:
    field = _living_field(domain, field_id)
    if field is None:
        yield f"{path}: there is no field with the id {field_id}"
    elif field.type != "SingleSelect":
        yield f"{path}: field {field_id} is not a SingleSelect field"


def _living_field(domain: Domain, field_id: str) -> Field | None:
    field = domain.fields.get(field_id)
    return None if field is None or field.deleted else field
