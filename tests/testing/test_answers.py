"""Laws of all answers: every operation gives one, and botocore takes it."""

import json
from typing import Any

import pytest

from connectcases_typed.testing import EmbeddedCases
from connectcases_typed.testing.operations import OPERATIONS

from .conftest import World, check_answer, number, refusal, text

COMMENT = {"comment": {"body": "x", "contentType": "Text/Plain"}}
HIDDEN = {"hidden": {"defaultValue": True, "conditions": []}}
# What botocore adds to every answer.
ADDED = {"ResponseMetadata"}


def tour(world: World) -> dict[str, Any]:
    """An answer of every operation of the service, by operation."""
    answers: dict[str, Any] = {}

    def call(name: str, /, **request: Any) -> Any:
        answers[name] = getattr(world.client, name)(**request)
        return answers[name]

    domain = {"domainId": call("create_domain", name="Tour")["domainId"]}
    call("get_domain", **domain)
    call("list_domains")
    tour_domain(domain, call)
    tour_cases(domain, call)
    call("put_case_event_configuration", **domain, eventBridge={"enabled": True})
    call("get_case_event_configuration", **domain)
    arn = answers["create_domain"]["domainArn"]
    call("tag_resource", arn=arn, tags={"k": "v"})
    call("list_tags_for_resource", arn=arn)
    call("untag_resource", arn=arn, tagKeys=["k"])
    call("delete_domain", **domain)
    return answers


def tour_domain(domain: Any, call: Any) -> None:
    """The operations on what a domain is configured with, deletions last."""
    field = {**domain}
    created = call("create_field", **domain, name="Field", type="SingleSelect")
    field["fieldId"] = created["fieldId"]
    call("update_field", **field, description="A field")
    option = {"name": "Option", "value": "option", "active": True}
    call("batch_put_field_options", **field, options=[option, option])
    call("list_field_options", **field)
    call("list_fields", **domain)
    call("batch_get_field", **domain, fields=[{"id": created["fieldId"]}, {"id": "x"}])
    group = {"fieldGroup": {"fields": [{"id": created["fieldId"]}]}}
    content = {"basic": {"topPanel": {"sections": [group]}}}
    layout = {**domain}
    created = call("create_layout", **domain, name="Layout", content=content)
    layout["layoutId"] = created["layoutId"]
    call("update_layout", **layout, name="Other")
    call("get_layout", **layout)
    call("list_layouts", **domain)
    rule = {**domain}
    created = call("create_case_rule", **domain, name="Rule", rule=HIDDEN)
    rule["caseRuleId"] = created["caseRuleId"]
    call("update_case_rule", **rule, description="A rule")
    wanted = [{"id": rule["caseRuleId"]}, {"id": "x"}]
    call("batch_get_case_rule", **domain, caseRules=wanted)
    call("list_case_rules", **domain)
    template = {**domain}
    created = call(
        "create_template",
        **domain,
        name="Template",
        layoutConfiguration={"defaultLayout": layout["layoutId"]},
        requiredFields=[{"fieldId": field["fieldId"]}],
        rules=[{"caseRuleId": rule["caseRuleId"], "fieldId": field["fieldId"]}],
    )
    template["templateId"] = created["templateId"]
    call("update_template", **template, description="A template")
    call("get_template", **template)
    call("list_templates", **domain)
    call("delete_template", **template)
    call("delete_layout", **layout)
    call("delete_case_rule", **rule)
    call("delete_field", **field)


def tour_cases(domain: Any, call: Any) -> None:
    """The operations on cases, one of each kind of item among them."""
    template = call("create_template", **domain, name="For cases")["templateId"]

    def new_case() -> Any:
        fields = [text("title", "A case")]
        made = call("create_case", **domain, templateId=template, fields=fields)
        return {**domain, "caseId": made["caseId"]}

    case, other = new_case(), new_case()
    field = call("create_field", **domain, name="Number", type="Number")["fieldId"]
    call("update_case", **case, fields=[number(field, 1)])
    call("get_case", **case, fields=[{"id": "title"}, {"id": "created_datetime"}])
    sla = {
        "name": "sla",
        "type": "CaseField",
        "fieldId": "status",
        "targetFieldValues": [{"stringValue": "closed"}],
        "targetSlaMinutes": 1,
    }
    items = [
        ("Contact", {"contact": {"contactArn": "c"}}),
        ("File", {"file": {"fileArn": "f"}}),
        ("Sla", {"sla": {"slaInputConfiguration": sla}}),
        ("ConnectCase", {"connectCase": {"caseId": other["caseId"]}}),
        ("Custom", {"custom": {"fields": [number(field, 1)]}}),
        ("Comment", COMMENT),
    ]
    for kind, content in items:
        item = call("create_related_item", **case, type=kind, content=content)
    item = {**case, "relatedItemId": item["relatedItemId"]}
    call("update_related_item", **item, content=COMMENT)
    call("search_related_items", **case)
    call("search_all_related_items", **domain)
    call("list_cases_for_contact", **domain, contactArn="c")
    call("search_cases", **domain, fields=[{"id": "title"}])
    call("delete_related_item", **item)
    cases = [{"caseIdentifier": {"caseId": each}} for each in (case["caseId"], "x")]
    call("batch_create_related_item", **domain, content=COMMENT, cases=cases)
    call("batch_update_case", **domain, cases=cases, fields=[], title="Other")
    call("start_merge_cases", **case, secondaryCaseIds=[other["caseId"]])
    call("get_merge_cases_status", **case)
    call("get_case_audit_events", **case)
    call("delete_case", **new_case())


def test_every_operation_answers_as_its_model_says(world: World) -> None:
    """botocore parses an answer of each operation; the client checks it on the way."""
    answers = tour(world)
    model = world.client.meta.service_model
    names = world.client.meta.method_to_api_mapping
    assert {names[name] for name in answers} == set(model.operation_names)
    for name, answer in answers.items():
        shape = model.operation_model(names[name]).output_shape
        known = set() if shape is None else set(shape.members)
        assert answer.keys() <= known | ADDED, name


@pytest.mark.newest_botocore
def test_every_operation_of_the_model_is_emulated(client: Any) -> None:
    """What the service can do by its model, and nothing else, the embedded one can."""
    assert set(client.meta.service_model.operation_names) == OPERATIONS.keys()


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (lambda members: members | {"more": 1}, "Unknown parameter"),
        (lambda members: {"name": members["name"]}, "Missing required parameter"),
        (lambda members: members | {"name": 1}, "Invalid type"),
    ],
    ids=["unknown", "missing", "type"],
)
def test_a_wrong_answer_would_be_noticed(
    world: World, change: Any, complaint: str
) -> None:
    """The check that all answers here go through refuses wrong ones."""
    right = {"domainId": "d", "domainArn": "a", "name": "n", "domainStatus": "Active"}
    right["createdTime"] = "2026-03-01T12:00:00.000Z"
    model = world.client.meta.service_model.operation_model("GetDomain")

    def answered(members: Any) -> None:
        body = json.dumps(members).encode()
        check_answer(model, {"status_code": 200, "headers": {}, "body": body})

    answered(right)
    with pytest.raises(AssertionError, match=complaint):
        answered(change(right))


def test_an_answer_has_a_request_id(cases: EmbeddedCases, client: Any) -> None:
    """Success or not, an answer is JSON and has an id of its own."""
    seen = {client.list_domains()["ResponseMetadata"]["RequestId"] for _ in range(3)}
    refused = refusal(client.get_domain, domainId="x")["ResponseMetadata"]
    assert len(seen | {refused["RequestId"]}) == 4
    assert refused["HTTPHeaders"]["content-type"] == "application/json"
