"""Laws of templates."""

from datetime import timedelta
from typing import Any

import pytest

from .conftest import NOON, World, code, text


def read(world: World, template_id: str | None = None) -> Any:
    """A template as it reads now."""
    answer = world.client.get_template(
        domainId=world.domain_id, templateId=template_id or world.template_id
    )
    del answer["ResponseMetadata"]
    return answer


def create(world: World, **request: Any) -> str:
    """Create a template and answer its id."""
    created = world.client.create_template(
        domainId=world.domain_id, **{"name": "Other", **request}
    )
    return str(created["templateId"])


def update(world: World, **request: Any) -> None:
    """Update the template of the world."""
    world.client.update_template(
        domainId=world.domain_id, templateId=world.template_id, **request
    )


def test_a_template_reads_back(world: World) -> None:
    """A created template reads back with everything it was created with."""
    content: dict[str, Any] = {
        "name": "Other",
        "description": "For others",
        "requiredFields": [{"fieldId": "customer_id"}],
        "status": "Inactive",
        "rules": [],
        "tagPropagationConfigurations": [
            {"resourceType": "Cases", "tagMap": {"team": "blue"}}
        ],
    }
    template_id = create(world, **content)
    got = read(world, template_id)
    assert got.pop("templateArn").endswith(f"/template/{template_id}")
    assert got == content | {
        "templateId": template_id,
        "tags": {},
        "deleted": False,
        "createdTime": NOON,
        "lastModifiedTime": NOON,
    }


def test_a_template_is_active_unless_told(world: World) -> None:
    """A template created without a status is active."""
    assert read(world)["status"] == "Active"


def test_template_names_are_unique_among_the_living(world: World) -> None:
    """A name is a conflict while a template has it, and free once it is deleted."""
    assert code(lambda: create(world, name="General")) == "ConflictException"
    other = create(world)
    assert code(lambda: update(world, name="Other")) == "ConflictException"
    world.client.delete_template(domainId=world.domain_id, templateId=other)
    assert create(world)


@pytest.mark.parametrize(
    "reference",
    [
        {"requiredFields": [{"fieldId": "nowhere"}]},
        {"requiredFields": [{"fieldId": "title"}, {"fieldId": "title"}]},
        {"layoutConfiguration": {"defaultLayout": "nowhere"}},
        {"rules": [{"caseRuleId": "nowhere"}]},
    ],
    ids=["unknown field", "field twice", "unknown layout", "unknown rule"],
)
def test_references_must_lead_somewhere(world: World, reference: Any) -> None:
    """Unknown fields, layouts and rules, and a field twice, are refused."""
    before = read(world)
    assert code(lambda: create(world, **reference)) == "ValidationException"
    assert code(lambda: update(world, **reference)) == "ValidationException"
    assert read(world) == before


def test_nobody_is_asked_for_a_deleted_field(world: World) -> None:
    """A template reads back without a required field deleted since, and asks for none.

    Nobody could give it.
    """
    field_id = world.fields["Number"]
    world.client.delete_field(**world.domain, fieldId=field_id)
    assert read(world)["requiredFields"] == []
    assert world.new_case(fields=[text("title", "x")])


def test_a_rule_on_a_deleted_field_is_no_rule(world: World) -> None:
    """A template reads back without it, what it reads can be written, the rule go."""
    client, domain = world.client, world.domain
    rule: Any = {"hidden": {"defaultValue": True, "conditions": []}}
    gone, kept = (
        client.create_case_rule(**domain, name=name, rule=rule)["caseRuleId"]
        for name in ("gone", "kept")
    )
    field_id, other = world.fields["Number"], world.fields["Text"]
    rules = [
        {"caseRuleId": gone, "fieldId": field_id},
        {"caseRuleId": kept, "fieldId": field_id},
        {"caseRuleId": kept, "fieldId": other},
    ]
    update(world, rules=rules)
    assert read(world)["rules"] == rules
    client.delete_field(**domain, fieldId=field_id)
    assert read(world)["rules"] == rules[2:]
    update(world, rules=read(world)["rules"])
    update(world, rules=rules[2:])
    client.delete_case_rule(**domain, caseRuleId=gone)
    answered = code(client.delete_case_rule, **domain, caseRuleId=kept)
    assert answered == "ConflictException"


def test_an_update_keeps_what_it_does_not_name(world: World) -> None:
    """UpdateTemplate changes what it names; null is the same as not naming it."""
    before = read(world)
    world.cases.clock.advance(timedelta(minutes=1))
    update(world, status="Inactive", name=None)
    assert read(world) == before | {
        "status": "Inactive",
        "lastModifiedTime": NOON + timedelta(minutes=1),
    }


def test_an_update_must_name_something(world: World) -> None:
    """An update in which every attribute is null is refused."""
    assert code(lambda: update(world, name=None)) == "ValidationException"


def test_templates_are_listed_by_status(world: World) -> None:
    """ListTemplates lists the living, of the statuses asked for or of all."""
    inactive = create(world, status="Inactive")

    def listed(**request: Any) -> list[str]:
        answer = world.client.list_templates(domainId=world.domain_id, **request)
        return [template["templateId"] for template in answer["templates"]]

    assert listed() == [world.template_id, inactive]
    assert listed(status=["Active", "Inactive"]) == [world.template_id, inactive]
    assert listed(status=["Inactive"]) == [inactive]
    assert code(lambda: listed(status=["Active", "Active"])) == "ValidationException"
    world.client.delete_template(domainId=world.domain_id, templateId=inactive)
    assert listed() == [world.template_id]


def test_a_deleted_template_stays_readable_only(world: World) -> None:
    """A deleted template reads back as deleted, and can be neither changed nor used."""
    for _ in range(2):
        world.client.delete_template(
            domainId=world.domain_id, templateId=world.template_id
        )
    assert read(world)["deleted"] is True
    assert code(lambda: update(world, name="x")) == "ValidationException"
    assert code(world.new_case) == "ValidationException"


def test_an_inactive_template_makes_no_cases(world: World) -> None:
    """No case can be created from an inactive template."""
    update(world, status="Inactive")
    assert code(world.new_case) == "ValidationException"
