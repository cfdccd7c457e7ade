"""What the rules of a case's template say of its fields, as the case is now.

Nothing here is enforced: it is what the agent workspace would show. The service's model
says how one rule decides, and no more; what we chose beyond that is:

- A compound has no result of its own. If it is true, the result of its first
  comparison that is true counts. One without comparisons never decides.
- Several rules of a field add up: one that requires or hides it is enough, and an
  option remains if every rule leaves it.
- A template's required field stays required whatever a rule says, since the operations
  enforce it. A field that is both required and hidden is listed as both.
- A value of the parent that no mapping names leaves the child no options.
- What refers to a deleted field of the template's is left out, as GetTemplate does.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from types import MappingProxyType

import attrs

from ..protocol.wire import Wire
from ..store.state import Case, Domain, Field
from .slas import current_values
from .templates import living_rules
from .values import comparable, is_blank, is_empty

# Every case has them, and they are required on every case.
_ALWAYS_REQUIRED = ("title", "status")


@attrs.frozen(kw_only=True)
class RuleResults:
    """What the case rules of a template say of one case; fields are named by id.

    Attributes:
        required: the fields that need a value: title and status, those that the
            template requires, and those that a rule requires.
        hidden: the fields that a rule hides. One may be required as well.
        options: for each field whose options a rule controls, the values that can be
            chosen, in the order of the field's options; inactive ones are left out.
    """

    required: frozenset[str]
    hidden: frozenset[str]
    options: Mapping[str, tuple[str, ...]]


def evaluate(domain: Domain, case: Case, now: datetime) -> RuleResults:
    """Evaluate the rules of a case's template."""
    template = domain.templates[case.template_id]
    values = current_values(case, now)
    required = {*_ALWAYS_REQUIRED}
    required.update(
        field_id
        for field_id in template.required_fields
        if not domain.fields[field_id].deleted
    )
    hidden: set[str] = set()
    options: dict[str, tuple[str, ...]] = {}
    for used in living_rules(domain, template):
        arm, content = next(iter(domain.case_rules[used["caseRuleId"]].rule.items()))
        if arm == "fieldOptions":
            child_id = content.get("childFieldId", used.get("fieldId"))
            child = domain.fields.get(child_id)
            if child is None or child.deleted or "parentFieldId" not in content:
                continue
            left = _options(child, content, values.get(content["parentFieldId"]))
            others = options.get(child.id, left)
            options[child.id] = tuple(value for value in left if value in others)
        elif _decides(domain, content, values):
            (required if arm == "required" else hidden).add(used["fieldId"])
    return RuleResults(
        required=frozenset(required),
        hidden=frozenset(hidden),
        options=MappingProxyType(options),
    )


def _decides(domain: Domain, rule: Wire, values: Mapping[str, Wire]) -> bool:
    """The value of a rule: the result of the first condition that is true."""
    for condition in rule["conditions"]:
        result = _result(domain, condition, values)
        if result is not None:
            return result
    return bool(rule["defaultValue"])


def _result(domain: Domain, condition: Wire, values: Mapping[str, Wire]) -> bool | None:
    """What a condition makes of its rule; None unless it is true."""
    arm, content = next(iter(condition.items()))
    if "conditions" in content:
        results = [_result(domain, it, values) for it in content["conditions"]]
        if arm == "andAll" and None in results:
            return None
        return next((it for it in results if it is not None), None)
    field_id: str = content["operandOne"]["fieldId"]
    equal = _equal(domain.fields[field_id], values.get(field_id), content["operandTwo"])
    is_true = equal if arm == "equalTo" else not equal
    return bool(content["result"]) if is_true else None


def _equal(field: Field, value: Wire | None, operand: Wire) -> bool:
    """Whether a field's value is the operand; the empty operand is no value at all."""
    if value is None or is_blank(value) or is_empty(operand):
        return is_blank(value) and is_empty(operand)
    return bool(comparable(field, value) == comparable(field, operand))


def _options(child: Field, rule: Wire, parent: Wire | None) -> tuple[str, ...]:
    """The options of the child that the value of the parent leaves."""
    # The mapping of an empty value is for a parent without one.
    value = "" if parent is None else parent["stringValue"]
    allowed = set(_allowed(rule["parentChildFieldOptionsMappings"], value))
    return tuple(
        option.value
        for option in child.options.values()
        if option.active and option.value in allowed
    )


def _allowed(mappings: list[Wire], value: str) -> Iterator[str]:
    for mapping in mappings:
        if mapping["parentFieldOptionValue"] == value:
            yield from mapping["childFieldOptionValues"]
