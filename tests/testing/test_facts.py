"""Facts of the documentation that belong to no single noun, one test for each.

What the other modules here state is not repeated.
"""

import re
from datetime import timedelta
from typing import Any

import boto3
import pytest

from connectcases_typed.rates import DOCUMENTED
from connectcases_typed.testing import EmbeddedCases
from connectcases_typed.testing.models import region_of
from connectcases_typed.testing.operations import OPERATIONS
from connectcases_typed.testing.protocol.errors import ThrottlingException
from connectcases_typed.testing.serving import service

from .conftest import REGION, World, code, make_client, number, refusal, text
from .test_tags import arns

#: Requests a second and at once, from the service quotas of the admin guide.
RATES = {
    (2, 10): "CreateCase SearchCases ListTemplates ListLayouts CreateRelatedItem "
    "SearchRelatedItems ListCaseRules ListTagsForResource TagResource UntagResource "
    "GetCaseAuditEvents GetCaseEventConfiguration PutCaseEventConfiguration",
    (4, 10): "GetCase",
    (2, 2): "UpdateCase ListCasesForContact",
    (2, 5): "CreateField ListFields UpdateField BatchPutFieldOptions CreateDomain "
    "GetDomain ListDomains CreateTemplate UpdateTemplate CreateLayout UpdateLayout "
    "CreateCaseRule UpdateCaseRule DeleteCaseRule",
    (8, 25): "BatchGetField BatchGetCaseRule",
    (6, 16): "ListFieldOptions",
    (6, 20): "GetTemplate GetLayout",
}
LIMITED = {name for names in RATES.values() for name in names.split()}
UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"


@pytest.mark.parametrize(
    ("rate", "burst", "name"),
    [(*limit, name) for limit, names in RATES.items() for name in names.split()],
)
def test_each_operation_has_its_documented_rate(
    cases: EmbeddedCases, rate: int, burst: int, name: str
) -> None:
    """So many requests pass at once, and so many more after each second."""
    cases.clock.freeze()
    cases.rates = DOCUMENTED
    region = region_of("123456789012", REGION)
    for allowed in (burst, min(rate, burst)):
        for _ in range(allowed):
            service.count(name, region)
        with pytest.raises(ThrottlingException):
            service.count(name, region)
        cases.clock.advance(timedelta(seconds=1))


def test_what_the_quotas_do_not_list_is_not_limited() -> None:
    """Deletes, merges, batches and two more have no documented rate."""
    assert DOCUMENTED.keys() == LIMITED
    assert OPERATIONS.keys() - LIMITED == {
        "BatchCreateRelatedItem",
        "BatchUpdateCase",
        "DeleteCase",
        "DeleteDomain",
        "DeleteField",
        "DeleteLayout",
        "DeleteRelatedItem",
        "DeleteTemplate",
        "GetMergeCasesStatus",
        "SearchAllRelatedItems",
        "StartMergeCases",
        "UpdateRelatedItem",
    }


@pytest.mark.usefixtures("cases")
def test_every_region_of_the_service_answers() -> None:
    """The Regions that botocore lists have Cases, and each has its own state."""
    session: Any = boto3.Session()
    regions = session.get_available_regions("connectcases")
    assert {"us-east-1", "us-west-2", "eu-central-1", "af-south-1"} <= set(regions)
    for region in regions:
        client: Any = boto3.client("connectcases", region)
        made = client.create_domain(name="Shop")
        assert made["domainArn"].startswith(f"arn:aws:cases:{region}:123456789012:")


def test_arns_and_ids_have_the_documented_form(world: World) -> None:
    """ARNs are paths of kinds and ids; ids are UUIDs, those of system fields names."""
    forms = {
        "Domain": "",
        "Field": "/field/title",
        "Layout": f"/layout/{UUID}",
        "Template": f"/template/{UUID}",
        "CaseRule": f"/case-rule/{UUID}",
        "Case": f"/case/{UUID}",
        "RelatedItem": f"/case/{UUID}/related-item/{UUID}",
    }
    known = arns(world)
    known["Custom"] = f"{known['Domain']}/field/{world.fields['Text']}"
    forms["Custom"] = f"/field/{UUID}"
    for kind, form in forms.items():
        base = f"arn:aws:cases:{REGION}:123456789012:domain/{UUID}"
        assert re.fullmatch(base + form, known[kind]), kind
    listed = world.client.list_fields(**world.domain)["fields"]
    by_id = {field["fieldId"]: field["fieldArn"] for field in listed}
    assert by_id["case_id"] == f"{known['Domain']}/field/case_id"
    assert re.fullmatch(UUID, world.value("case_id")["stringValue"])


def test_a_refusal_names_the_deleted_fields(world: World) -> None:
    """CreateCase with deleted fields says which of them are deleted, and no others."""
    deleted = [world.fields[kind] for kind in ("Text", "Url")]
    for field_id in deleted:
        world.client.delete_field(**world.domain, fieldId=field_id)
    values = [text(field_id, "x") for field_id in deleted]
    kept = number(world.fields["Number"], 1)
    refused = refusal(world.new_case, fields=[text("title", "x"), kept, *values])
    assert refused["Error"]["Code"] == "ValidationException"
    for field_id in deleted:
        assert field_id in refused["Error"]["Message"]
    assert world.fields["Number"] not in refused["Error"]["Message"]


def test_the_layout_of_a_template_may_be_left_out(world: World) -> None:
    """A template needs no layout, no required fields and no rules."""
    made = world.client.create_template(**world.domain, name="Bare")["templateId"]
    request = {"templateId": made, "fields": [text("title", "x")]}
    assert world.client.create_case(**world.domain, **request)["caseId"]


def test_a_case_stays_with_its_template(world: World) -> None:
    """UpdateCase cannot change it: it has no member for that."""
    shape = make_client().meta.service_model.operation_model("UpdateCase").input_shape
    assert "templateId" not in shape.members
    world.client.update_template(
        **world.domain, templateId=world.template_id, status="Inactive"
    )
    world.update(text("title", "Still there"))
    assert code(world.new_case) == "ValidationException"
