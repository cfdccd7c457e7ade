"""Laws of tags: on everything that has an ARN, under the rules of its kind."""

from collections.abc import Callable
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


LIKE_CASES = ("Case", "RelatedItem")


@pytest.mark.parametrize(
    "tags",
    [
        {"": "x"},
        {"aws:x": "y"},
        {"k" * 129: "x"},
        {"k": "v" * 257},
        {"k!": "v"},
        {"k": "v!"},
        {f"k{index}": "" for index in range(51)},
    ],
    ids=["no key", "reserved", "long key", "long value", "key", "value", "many"],
)
def test_what_breaks_the_rules_is_refused(world: World, tags: Any) -> None:
    """Tags that no resource may have are invalid, and nothing changes then."""
    assert code(world.new_case, tags=tags) == "ValidationException"
    for arn in arns(world).values():
        refused = code(world.client.tag_resource, arn=arn, tags=tags)
        assert refused == "ValidationException"
        assert world.client.list_tags_for_resource(arn=arn)["tags"] == {}


@pytest.mark.parametrize(
    ("key", "of_cases"),
    [
        ("cost centre", True),
        ("owner@shop", True),
        ("team:name_1.a/b=c+d-e", True),
        ("AWS:x", False),
        ("Aws:x", False),
        ("a,b;c<d", False),
    ],
)
def test_cases_have_other_keys_than_definitions(
    world: World, key: str, *, of_cases: bool
) -> None:
    """Keys of cases and items may have spaces and `@`; those of others `AWS:`."""
    everywhere = key.startswith("team")
    for kind, arn in arns(world).items():
        allowed = everywhere or of_cases is (kind in LIKE_CASES)
        if allowed:
            world.client.tag_resource(arn=arn, tags={key: "v"})
        else:
            answered = code(world.client.tag_resource, arn=arn, tags={key: "v"})
            assert answered == "ValidationException"
        listed = world.client.list_tags_for_resource(arn=arn)["tags"]
        assert listed == ({key: "v"} if allowed else {})
    if of_cases:
        assert world.new_case(tags={key: "v"})
    else:
        assert code(world.new_case, tags={key: "v"}) == "ValidationException"


def test_a_refusal_names_the_tag_by_its_place(world: World) -> None:
    """A message says which tag is wrong, key or value, and does not repeat it."""
    domain = arns(world)["Domain"]
    tags = {"fine": "x", "not fine": "secret!"}
    message = refusal(world.client.tag_resource, arn=domain, tags=tags)["Error"]
    assert "tags.key[1]" in message["Message"]
    assert "tags.value[1]" in message["Message"]
    assert "not fine" not in message["Message"]
    assert "secret" not in message["Message"]


def test_only_cases_are_made_with_tags(world: World) -> None:
    """No other Create operation takes tags: what it makes has none."""
    model = world.client.meta.service_model
    taking = {
        name
        for name in model.operation_names
        if "tags" in getattr(model.operation_model(name).input_shape, "members", {})
    }
    assert taking == {"CreateCase", "TagResource"}
    case_id = world.new_case(tags={"cost centre": "v"})
    case_arn = f"{arns(world)['Domain']}/case/{case_id}"
    listed = world.client.list_tags_for_resource(arn=case_arn)["tags"]
    assert listed == {"cost centre": "v"}


def test_untag_resource_has_the_keys_of_its_model(world: World) -> None:
    """It refuses a key with a space, though a case may have one, and 51 keys."""
    case_arn = arns(world)["Case"]
    world.client.tag_resource(arn=case_arn, tags={"cost centre": "v"})
    for keys in (["cost centre"], ["aws:x"], [f"k{index}" for index in range(51)]):
        answered = code(world.client.untag_resource, arn=case_arn, tagKeys=keys)
        assert answered == "ValidationException"
    listed = world.client.list_tags_for_resource(arn=case_arn)["tags"]
    assert listed == {"cost centre": "v"}


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


def test_a_deleted_definition_keeps_its_tags(world: World) -> None:
    """What is deleted softly is found by its ARN, and can be tagged and untagged."""
    client, domain = world.client, world.domain
    known = arns(world)
    text_field = f"{known['Domain']}/field/{world.fields['Text']}"
    deleting = {
        text_field: client.delete_field,
        known["Layout"]: client.delete_layout,
        known["Template"]: client.delete_template,
        known["CaseRule"]: client.delete_case_rule,
    }
    members = ("fieldId", "layoutId", "templateId", "caseRuleId")
    for (arn, delete), member in zip(deleting.items(), members, strict=True):
        client.tag_resource(arn=arn, tags={"before": "x"})
        delete(**domain, **{member: arn.split("/")[-1]})
        client.tag_resource(arn=arn, tags={"k": "v"})
        client.untag_resource(arn=arn, tagKeys=["before"])
        assert client.list_tags_for_resource(arn=arn)["tags"] == {"k": "v"}


def test_tags_end_with_what_is_deleted_for_good(world: World) -> None:
    """The ARN of a deleted item, case or domain leads nowhere, for all operations."""
    client = world.client
    known = arns(world)
    item_id = known["RelatedItem"].split("/")[-1]
    steps: list[tuple[list[str], Callable[[], Any]]] = [
        (
            ["RelatedItem"],
            lambda: client.delete_related_item(**world.case, relatedItemId=item_id),
        ),
        (["Case"], lambda: client.delete_case(**world.case)),
        (list(known), lambda: client.delete_domain(**world.domain)),
    ]
    for gone, delete in steps:
        delete()
        for kind in gone:
            for call, more in (
                (client.list_tags_for_resource, {}),
                (client.tag_resource, {"tags": {"k": "v"}}),
                (client.untag_resource, {"tagKeys": ["k"]}),
            ):
                answered = code(call, arn=known[kind], **more)
                assert answered == "ResourceNotFoundException"
