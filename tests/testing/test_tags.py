"""Laws of tags: on everything that has an ARN, under one set of rules."""

from typing import Any

import pytest

from .conftest import World, code, refusal


def arns(world: World) -> dict[str, str]:
    """The ARN of one of everything that carries tags, by resource type."""
    client, domain = world.client, world.domain
    domain_arn: str = client.get_domain(**domain)["domainArn"]
    layout = client.create_layout(**domain, name="Layout", content={"basic": {}})
    rule = client.create_case_rule(
        **domain, name="Rule", rule={"hidden": {"defaultValue": True, "conditions": []}}
    )
    case_arn = f"{domain_arn}/case/{world.case_id}"
    return {
        "Domain": domain_arn,
        "Field": f"{domain_arn}/field/title",
        "Layout": layout["layoutArn"],
        "Template": f"{domain_arn}/template/{world.template_id}",
        "CaseRule": rule["caseRuleArn"],
        "Case": case_arn,
        "RelatedItem": f"{case_arn}/related-item/{world.comment('x')}",
    }


def shown(world: World, arns: dict[str, str]) -> dict[str, Any]:
    """The tags of everything as the operations on it show them."""
    client, domain = world.client, world.domain

    def last(kind: str) -> str:
        return arns[kind].split("/")[-1]

    rules = client.batch_get_case_rule(**domain, caseRules=[{"id": last("CaseRule")}])
    return {
        "Domain": client.get_domain(**domain)["tags"],
        "Field": client.batch_get_field(**domain, fields=[{"id": "title"}])["fields"][
            0
        ]["tags"],
        "Layout": client.get_layout(**domain, layoutId=last("Layout"))["tags"],
        "Template": client.get_template(**domain, templateId=world.template_id)["tags"],
        "CaseRule": rules["caseRules"][0]["tags"],
        "Case": client.get_case(**world.case, fields=[{"id": "title"}])["tags"],
        "RelatedItem": world.search()[0]["tags"],
    }


def test_everything_with_an_arn_carries_tags(world: World) -> None:
    """Each resource has the tags it was given, wherever it is read, and no others."""
    known = arns(world)
    for kind, arn in known.items():
        world.client.tag_resource(arn=arn, tags={"kind": kind, "old": "x"})
        world.client.tag_resource(arn=arn, tags={"new": "y"})
        world.client.untag_resource(arn=arn, tagKeys=["old", "never"])
    wanted = {kind: {"kind": kind, "new": "y"} for kind in known}
    listed = {
        kind: world.client.list_tags_for_resource(arn=arn)["tags"]
        for kind, arn in known.items()
    }
    assert listed == wanted
    assert shown(world, known) == wanted


def test_an_unknown_resource_is_not_found(world: World) -> None:
    """An ARN of something that is not there is NotFound, by its type."""
    for kind, arn in arns(world).items():
        refused = refusal(world.client.list_tags_for_resource, arn=f"{arn}x")
        assert refused["Error"]["Code"] == "ResourceNotFoundException"
        assert refused["resourceType"] == kind


@pytest.mark.parametrize(
    ("there", "elsewhere"),
    [("us-west-2", "us-east-1"), ("123456789012", "210987654321"), ("aws", "aws-cn")],
)
def test_a_resource_elsewhere_is_not_found(
    world: World, there: str, elsewhere: str
) -> None:
    """An ARN of another Region, account or partition is NotFound."""
    arn = world.client.get_domain(**world.domain)["domainArn"]
    other = arn.replace(there, elsewhere, 1)
    answered = code(world.client.list_tags_for_resource, arn=other)
    assert answered == "ResourceNotFoundException"


@pytest.mark.parametrize(
    "arn",
    [
        "domain",
        "arn:aws:connect:us-west-2:123456789012:instance/x",
        "arn:aws:cases:us-west-2:123456789012:domain",
        "arn:aws:cases:us-west-2:123456789012:domain/x/secret/y",
        "arn:aws:cases:us-west-2:123456789012:domain/x/related-item/y",
    ],
)
def test_what_is_no_arn_of_the_service_is_refused(world: World, arn: str) -> None:
    """What could name nothing that carries tags is invalid."""
    for call, more in (
        (world.client.list_tags_for_resource, {}),
        (world.client.tag_resource, {"tags": {}}),
        (world.client.untag_resource, {"tagKeys": ["x"]}),
    ):
        assert code(call, arn=arn, **more) == "ValidationException"


@pytest.mark.parametrize(
    "tags",
    [
        {"": "x"},
        {"AWS:x": "y"},
        {"k" * 129: "x"},
        {"k": "v" * 257},
        {"k!": "v"},
        {f"k{index}": "" for index in range(51)},
    ],
    ids=["no key", "reserved", "long key", "long value", "pattern", "many"],
)
def test_tags_are_held_to_the_rules_of_case_tags(world: World, tags: Any) -> None:
    """TagResource refuses what CreateCase refuses, and changes nothing then."""
    arn = world.client.get_domain(**world.domain)["domainArn"]
    assert code(world.new_case, tags=tags) == "ValidationException"
    assert code(world.client.tag_resource, arn=arn, tags=tags) == "ValidationException"
    assert world.client.list_tags_for_resource(arn=arn)["tags"] == {}


def test_a_resource_has_fifty_tags_at_most(world: World) -> None:
    """The bound on tags is on what a resource has, not on what one call gives."""
    arn = world.client.get_domain(**world.domain)["domainArn"]
    fifty = {f"k{index}": "" for index in range(50)}
    world.client.tag_resource(arn=arn, tags=fifty)
    world.client.tag_resource(arn=arn, tags={"k0": "other"})
    more = {"arn": arn, "tags": {"k50": ""}}
    assert code(world.client.tag_resource, **more) == "ValidationException"
    world.client.untag_resource(arn=arn, tagKeys=["k0"])
    world.client.tag_resource(**more)


def test_a_case_is_born_with_fifty_tags_at_most(world: World) -> None:
    """Propagated tags and given ones count together, the same key once."""
    propagated = {f"k{index}": "template" for index in range(10)}
    world.client.update_template(
        **world.domain,
        templateId=world.template_id,
        tagPropagationConfigurations=[
            {"resourceType": "Cases", "tagMap": propagated},
        ],
    )
    given = {f"k{index}": "case" for index in range(5, 50)}
    before = world.client.search_cases(**world.domain)["totalCount"]
    more = {"tags": given | {"k50": "case"}}
    assert code(world.new_case, **more) == "ValidationException"
    assert world.client.search_cases(**world.domain)["totalCount"] == before
    name = {**world.domain, "caseId": world.new_case(tags=given)}
    tags = world.client.get_case(**name, fields=[{"id": "title"}])["tags"]
    assert tags == propagated | given


def test_a_deleted_resource_keeps_its_tags(world: World) -> None:
    """What is deleted softly can be tagged; a deleted case's ARN leads nowhere."""
    field_id = world.fields["Text"]
    world.client.delete_field(**world.domain, fieldId=field_id)
    domain_arn = world.client.get_domain(**world.domain)["domainArn"]
    arn = f"{domain_arn}/field/{field_id}"
    world.client.tag_resource(arn=arn, tags={"k": "v"})
    assert world.client.list_tags_for_resource(arn=arn)["tags"] == {"k": "v"}
    case_arn = f"{domain_arn}/case/{world.case_id}"
    item_arn = f"{case_arn}/related-item/{world.comment('x')}"
    world.client.delete_case(**world.case)
    for gone in (case_arn, item_arn):
        answered = code(world.client.list_tags_for_resource, arn=gone)
        assert answered == "ResourceNotFoundException"
