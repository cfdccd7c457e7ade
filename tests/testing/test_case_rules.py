"""Laws of case rules, and of templates that use them."""

from datetime import timedelta
from typing import Any

import pytest

from .conftest import NOON, World, code, refusal


def equals(field_id: str, operand: Any, *, result: bool = True) -> Any:
    """A condition: the field equals the operand."""
    return {
        "equalTo": {
            "operandOne": {"fieldId": field_id},
            "operandTwo": operand,
            "result": result,
        }
    }


OPEN = equals("status", {"stringValue": "open"})
REQUIRED = {"required": {"defaultValue": False, "conditions": [OPEN]}}
HIDDEN = {"hidden": {"defaultValue": True, "conditions": []}}
OPTIONS = {
    "fieldOptions": {
        "parentFieldId": "status",
        "childFieldId": "case_reason",
        "parentChildFieldOptionsMappings": [
            {"parentFieldOptionValue": "", "childFieldOptionValues": []},
            {"parentFieldOptionValue": "open", "childFieldOptionValues": ["x", ""]},
        ],
    }
}
MAPPINGS = [{"parentFieldOptionValue": "x", "childFieldOptionValues": ["y"]}]
RULES: list[Any] = [
    ("Required", REQUIRED),
    ("Hidden", HIDDEN),
    ("FieldOptions", OPTIONS),
    ("FieldOptions", {"fieldOptions": {"parentChildFieldOptionsMappings": MAPPINGS}}),
]


def create(world: World, rule: Any = REQUIRED, name: str = "Rule", **more: Any) -> str:
    """Create a rule and answer its id."""
    created = world.client.create_case_rule(
        **world.domain, name=name, rule=rule, **more
    )
    return str(created["caseRuleId"])


def read(world: World, rule_id: str) -> Any:
    """A rule as it reads now."""
    answer = world.client.batch_get_case_rule(
        **world.domain, caseRules=[{"id": rule_id}]
    )
    return answer["caseRules"][0]


def update(world: World, rule_id: str, **more: Any) -> None:
    """Update a rule."""
    world.client.update_case_rule(**world.domain, caseRuleId=rule_id, **more)


def delete(world: World, rule_id: str) -> None:
    """Delete a rule."""
    world.client.delete_case_rule(**world.domain, caseRuleId=rule_id)


def use(world: World, *rules: Any) -> None:
    """Give the world's template these rules."""
    world.client.update_template(
        **world.domain, templateId=world.template_id, rules=list(rules)
    )


@pytest.mark.parametrize(
    ("kind", "rule"), RULES, ids=["required", "hidden", "options", "no fields"]
)
def test_a_rule_reads_back(world: World, kind: str, rule: Any) -> None:
    """A created rule reads back as it was given, and is listed under its type."""
    rule_id = create(world, rule, description="Why")
    got = read(world, rule_id)
    arn = got["caseRuleArn"]
    assert arn.endswith(f"/case-rule/{rule_id}")
    shared = {"caseRuleId": rule_id, "caseRuleArn": arn, "name": "Rule"}
    shared["description"] = "Why"
    assert got == shared | {
        "rule": rule,
        "deleted": False,
        "createdTime": NOON,
        "lastModifiedTime": NOON,
        "tags": {},
    }
    listed = world.client.list_case_rules(**world.domain)["caseRules"]
    assert listed == [shared | {"ruleType": kind}]


def test_an_unknown_rule_is_listed_as_an_error(world: World) -> None:
    """BatchGetCaseRule reads what there is and names what there is not."""
    rule_id = create(world)
    answer = world.client.batch_get_case_rule(
        **world.domain, caseRules=[{"id": "nowhere"}, {"id": rule_id}]
    )
    assert [rule["caseRuleId"] for rule in answer["caseRules"]] == [rule_id]
    (error,) = answer["errors"]
    assert error["id"] == "nowhere"
    assert error["errorCode"] == "ResourceNotFoundException"


def test_an_update_keeps_what_it_does_not_name(world: World) -> None:
    """UpdateCaseRule changes what it names."""
    rule_id = create(world)
    before = read(world, rule_id)
    later = world.cases.clock.advance(timedelta(minutes=1))
    update(world, rule_id, name="Rule", description="Why")
    update(world, rule_id, rule=HIDDEN)
    change = {"description": "Why", "rule": HIDDEN, "lastModifiedTime": later}
    assert read(world, rule_id) == before | change


def test_names_are_unique_among_the_living(world: World) -> None:
    """A name is a conflict while a rule has it, and free once it is deleted."""
    first, other = create(world), create(world, name="Other")
    assert code(create, world) == "ConflictException"
    assert code(update, world, other, name="Rule") == "ConflictException"
    delete(world, first)
    update(world, other, name="Rule")


def test_a_deleted_rule_stays_readable_only(world: World) -> None:
    """A deleted rule reads back as deleted, is not listed, and cannot be changed."""
    rule_id = create(world)
    for _ in range(2):
        delete(world, rule_id)
    assert read(world, rule_id)["deleted"] is True
    assert world.client.list_case_rules(**world.domain)["caseRules"] == []
    assert code(update, world, rule_id, name="x") == "ValidationException"
    assert code(use, world, {"caseRuleId": rule_id, "fieldId": "summary"}) == (
        "ValidationException"
    )


def required(*conditions: Any) -> Any:
    """A rule with these conditions."""
    return {"required": {"defaultValue": True, "conditions": list(conditions)}}


def every(*conditions: Any) -> Any:
    """All of these conditions."""
    return {"andAll": {"conditions": list(conditions)}}


def test_five_conditions_on_two_levels_are_allowed(world: World) -> None:
    """A rule may have five conditions, some within a compound; six are too many."""
    assert create(world, required(OPEN, every(OPEN, OPEN), every(OPEN, OPEN)))
    six = required(OPEN, OPEN, {"orAll": {"conditions": [OPEN] * 4}})
    message = refusal(create, world, six, "Other")["Error"]["Message"]
    assert message == "rule.required.conditions: 6 conditions, at most 5"
    deep = required(every(every(OPEN)))
    message = refusal(create, world, deep, "Other")["Error"]["Message"]
    assert message.endswith("equalTo: at level 3, at most 2")


@pytest.mark.parametrize(
    ("rule", "place"),
    [
        (required(equals("nowhere", {"emptyValue": {}})), "operandOne.fieldId"),
        (required(equals("status", {"doubleValue": 1.0})), "operandTwo"),
        ({"fieldOptions": OPTIONS["fieldOptions"] | {"parentFieldId": "no"}}, "parent"),
        ({"fieldOptions": OPTIONS["fieldOptions"] | {"childFieldId": "title"}}, "chil"),
    ],
    ids=["unknown field", "wrong operand", "unknown parent", "child of other type"],
)
def test_rules_must_lead_somewhere(world: World, rule: Any, place: str) -> None:
    """Unknown fields, and operands or options a field cannot have, are refused."""
    rule_id = create(world)
    for refused in (
        refusal(create, world, rule, "Other"),
        refusal(update, world, rule_id, rule=rule),
    ):
        assert refused["Error"]["Code"] == "ValidationException"
        assert place in refused["Error"]["Message"]
    assert read(world, rule_id)["rule"] == REQUIRED


def test_any_field_may_be_compared_with_empty(world: World) -> None:
    """An operand of each field's own type fits it, and so does the empty one."""
    arms: dict[str, Any] = {kind: {"stringValue": "x"} for kind in world.fields}
    arms |= {"Number": {"doubleValue": 1.0}, "Boolean": {"booleanValue": True}}
    for kind, field_id in world.fields.items():
        rule = required(
            equals(field_id, arms[kind]), equals(field_id, {"emptyValue": {}})
        )
        assert read(world, create(world, rule, name=kind))["rule"] == rule


def test_a_rule_in_use_is_not_deleted(world: World) -> None:
    """A rule a template uses is a conflict to delete, until it lets go of it."""
    rule_id = create(world)
    used = {"caseRuleId": rule_id, "fieldId": "summary"}
    use(world, used)
    template = world.client.get_template(**world.domain, templateId=world.template_id)
    assert template["rules"] == [used]
    assert code(delete, world, rule_id) == "ConflictException"
    use(world)
    delete(world, rule_id)


def test_a_template_says_what_a_rule_applies_to(world: World) -> None:
    """Only a rule of options, which names its own fields, is used without a field."""
    use(world, {"caseRuleId": create(world, OPTIONS)})
    rule_id = create(world, name="Other")
    for used in (
        {"caseRuleId": rule_id},
        {"caseRuleId": rule_id, "fieldId": "nowhere"},
    ):
        assert code(use, world, used) == "ValidationException"


def test_a_rule_used_without_a_field_stays_one_of_options(world: World) -> None:
    """No update of a rule makes a template one that could not be created."""
    rule_id = create(world, OPTIONS)
    use(world, {"caseRuleId": rule_id})
    for rule in (REQUIRED, HIDDEN):
        answered = code(update, world, rule_id, rule=rule, name="Other")
        assert answered == "ConflictException"
    assert (read(world, rule_id)["rule"], read(world, rule_id)["name"]) == (
        OPTIONS,
        "Rule",
    )
    update(world, rule_id, rule=RULES[-1][1])
    use(world, {"caseRuleId": rule_id, "fieldId": "summary"})
    update(world, rule_id, rule=REQUIRED)
    update(world, rule_id, rule=OPTIONS)
    use(world, {"caseRuleId": rule_id})
    world.client.delete_template(**world.domain, templateId=world.template_id)
    update(world, rule_id, rule=HIDDEN)


def test_rules_are_not_enforced_on_cases(world: World) -> None:
    """A case can be made against a template's rules: agents alone are held to them."""
    always = {"required": {"defaultValue": True, "conditions": []}}
    use(world, {"caseRuleId": create(world, always), "fieldId": "summary"})
    assert world.values(world.new_case(), "summary") == {}
