"""A service that remembers some of everything, and what it remembers."""

import copy
from typing import Any

from connectcases_typed.testing.models import all_regions, region_of

from .conftest import USER, World, empty, make_client, number, text

CONTACT = "arn:aws:connect:us-west-2:123456789012:instance/i/contact/c"


def held() -> Any:
    """All there is, as a value that stays as it is."""
    return copy.deepcopy(
        [
            (region.account, region.name, region.ordinal, region.domains)
            for region in all_regions()
            if region.ordinal
        ]
    )


def fill(world: World) -> None:
    """Make some of everything the service can remember."""
    client, domain = world.client, world.domain
    world.attach("Contact", {"contactArn": CONTACT})
    item_id = world.comment("Héllo", performedBy={"customEntity": "job"})
    world.attach("File", {"fileArn": "arn"})
    world.sla()
    world.attach("ConnectCase", {"caseId": world.new_case(clientToken="once")})
    world.custom(number(world.fields["Number"], 3))
    world.update(text("status", "closed"), performedBy={"userArn": USER})
    world.update(text("status", "open"), text(world.fields["Text"], "x"))
    world.update(empty(world.fields["Text"]))
    content = {"comment": {"body": "Bye", "contentType": "Text/Plain"}}
    client.update_related_item(
        **world.case,
        relatedItemId=item_id,
        content=content,
        performedBy={"userArn": USER},
    )
    rule: Any = {
        "required": {
            "defaultValue": False,
            "conditions": [
                {
                    "equalTo": {
                        "operandOne": {"fieldId": world.fields["Text"]},
                        "operandTwo": {"stringValue": "x"},
                        "result": True,
                    }
                }
            ],
        }
    }
    rules = [
        client.create_case_rule(**domain, name=name, description="so", rule=rule)[
            "caseRuleId"
        ]
        for name in ("kept", "gone")
    ]
    layouts = [
        client.create_layout(**domain, name=name, content={"basic": {}})["layoutId"]
        for name in ("kept", "gone")
    ]
    described = {"name": "Described", "type": "Text", "description": "so"}
    attributes = {"text": {"isMultiline": True}}
    field_id = client.create_field(**domain, **described, attributes=attributes)[
        "fieldId"
    ]
    template_id = client.create_template(
        **domain,
        name="Full",
        description="so",
        layoutConfiguration={"defaultLayout": layouts[0]},
        rules=[{"caseRuleId": rules[0], "fieldId": world.fields["Text"]}],
        tagPropagationConfigurations=[
            {"resourceType": "Cases", "tagMap": {"team": "a"}}
        ],
    )["templateId"]
    tag_all(world)
    client.delete_template(**domain, templateId=template_id)
    client.delete_layout(**domain, layoutId=layouts[1])
    client.delete_case_rule(**domain, caseRuleId=rules[1])
    client.delete_field(**domain, fieldId=field_id)
    configuration = {"enabled": True, "includedData": {"caseData": {"fields": []}}}
    client.put_case_event_configuration(**domain, eventBridge=configuration)
    for _ in range(2):
        # The first is completed by the next call, the second goes on running.
        world.cases.clock.advance(world.cases.merge_duration)
        client.start_merge_cases(
            **world.case,
            secondaryCaseIds=[other := world.new_case()],
            relatedItemsConfiguration={"comment": True},
            fieldsConfiguration=[
                {"sourceCaseId": other, "fieldIds": [{"id": world.fields["Number"]}]}
            ],
            performedBy={"userArn": USER},
        )
    make_client("us-east-1").create_domain(name="Elsewhere")


def tag_all(world: World) -> None:
    """Tag everything that can be."""
    (domain,) = region_of("123456789012", "us-west-2").domains.values()
    case = domain.cases[world.case_id]
    things: tuple[dict[str, Any], ...] = (
        domain.fields,
        domain.layouts,
        domain.case_rules,
        domain.templates,
        domain.cases,
        case.items,
    )
    tagged = [domain.arn, *(next(iter(some.values())).arn for some in things)]
    for arn in tagged:
        world.client.tag_resource(arn=arn, tags={"key": "a value"})
