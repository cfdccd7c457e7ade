"""Facts of the documentation that belong to no single noun, one test for each.

What the other modules here state is not repeated. Those about cases and what belongs to
them are in `test_facts_of_cases`.
"""

import re
import sys
from datetime import timedelta
from typing import Any

import boto3
import pytest

from connectcases_typed.rates import DOCUMENTED
from connectcases_typed.testing import EmbeddedCases
from connectcases_typed.testing.models import region_of
from connectcases_typed.testing.operations import OPERATIONS
from connectcases_typed.testing.operations.paging import page
from connectcases_typed.testing.protocol.errors import ThrottlingException
from connectcases_typed.testing.serving import service

from .conftest import REGION, World, code, make_client, text
from .test_tags import arns
from .tour import tour

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
OPERATIONS_ROOM = "connectcases_typed.testing.operations."
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


def test_the_layout_of_a_template_may_be_left_out(world: World) -> None:
    """A template needs no layout, no required fields and no rules."""
    made = world.client.create_template(**world.domain, name="Bare")["templateId"]
    request = {"templateId": made, "fields": [text("title", "x")]}
    assert world.client.create_case(**world.domain, **request)["caseId"]


#: What each kind of definition needs to be made, besides a name.
DEFINITIONS: dict[str, dict[str, Any]] = {
    "field": {"type": "Text"},
    "layout": {"content": {"basic": {}}},
    "template": {},
    "case_rule": {"rule": {"hidden": {"defaultValue": True, "conditions": []}}},
}


def defined(world: World, kind: str, name: str) -> dict[str, str]:
    """Make a definition, and return what names it in a request."""
    create = getattr(world.client, f"create_{kind}")
    made = create(**world.domain, name=name, **DEFINITIONS[kind])
    member = f"{kind}Id".replace("case_rule", "caseRule")
    return {**world.domain, member: made[member]}


def described(world: World, kind: str, request: dict[str, str]) -> Any:
    """A definition as it reads now."""
    *_, thing_id = request.values()
    if kind == "field":
        fields = [{"id": thing_id}]
        return world.client.batch_get_field(**world.domain, fields=fields)["fields"][0]
    if kind == "case_rule":
        rules = [{"id": thing_id}]
        read = world.client.batch_get_case_rule(**world.domain, caseRules=rules)
        return read["caseRules"][0]
    read = getattr(world.client, f"get_{kind}")(**request)
    return {name: value for name, value in read.items() if name != "ResponseMetadata"}


@pytest.mark.parametrize("kind", DEFINITIONS)
def test_a_definition_can_be_renamed(world: World, kind: str) -> None:
    """It has the new name from then on, and the old one is free."""
    request = defined(world, kind, "Before")
    world.cases.clock.advance(timedelta(minutes=1))
    getattr(world.client, f"update_{kind}")(**request, name="After")
    after = described(world, kind, request)
    assert after["name"] == "After"
    assert after["lastModifiedTime"] - after["createdTime"] == timedelta(minutes=1)
    assert defined(world, kind, "Before") != request


@pytest.mark.parametrize("kind", DEFINITIONS)
def test_deleting_again_does_nothing(world: World, kind: str) -> None:
    """Deletes are declared idempotent: the second one changes no time, and uses up no
    place among those that may be deleted.
    """
    quota = f"deleted_{kind}s_per_domain"
    if hasattr(world.cases.quotas, quota):
        setattr(world.cases.quotas, quota, 2)
    delete = getattr(world.client, f"delete_{kind}")
    requests = [defined(world, kind, name) for name in ("First", "Second")]
    for request in requests:
        world.cases.clock.advance(timedelta(minutes=1))
        delete(**request)
        deleted = described(world, kind, request)
        assert deleted["deleted"] is True
        assert deleted["lastModifiedTime"] == world.cases.clock.now()
        world.cases.clock.advance(timedelta(minutes=1))
        delete(**request)
        assert described(world, kind, request) == deleted


@pytest.mark.newest_botocore
def test_a_page_is_as_large_as_the_model_allows(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The largest page of each operation is that of the model, and without a size the
    page is as large, but for the 25 cases of a search.
    """
    sizes: dict[str, tuple[int, int]] = {}

    def noted(call: Any, things: Any, **how: Any) -> Any:
        sizes[call.operation] = how["largest"], how.get("default") or how["largest"]
        return page(call, things, **how)

    for name, module in list(sys.modules.items()):
        if name.startswith(OPERATIONS_ROOM) and getattr(module, "page", None) is page:
            monkeypatch.setattr(module, "page", noted)
    tour(world)

    model = make_client().meta.service_model
    shapes = {name: model.operation_model(name).input_shape for name in OPERATIONS}
    most = {
        name: shape.members["maxResults"].metadata["max"]
        for name, shape in shapes.items()
        if "maxResults" in shape.members
    }
    assert sizes.pop("GetCase") == (220, 220)
    assert sizes.pop("SearchCases") == (most.pop("SearchCases"), 25)
    assert sizes == {name: (size, size) for name, size in most.items()}


def test_an_option_may_have_spaces(world: World) -> None:
    """As the guide's sample of an event has them; the model's pattern forbids only one
    at the end, which makes the request invalid.
    """
    field = {**world.domain, "fieldId": world.fields["SingleSelect"]}
    option = {"name": "Lost", "value": "Shipment lost", "active": True}
    put = world.client.batch_put_field_options
    assert put(**field, options=[option])["errors"] == []
    world.update(text(world.fields["SingleSelect"], "Shipment lost"))
    for part in ("name", "value"):
        assert code(put, **field, options=[option | {part: "x "}]) == (
            "ValidationException"
        )


def test_the_type_of_a_field_stays(world: World) -> None:
    """UpdateField has no member for it, so a request that has one changes nothing."""
    shape = make_client().meta.service_model.operation_model("UpdateField").input_shape
    assert set(shape.members) == {
        "domainId",
        "fieldId",
        "name",
        "description",
        "attributes",
    }


def test_domains_are_apart(world: World) -> None:
    """Cases, contacts, items and reference numbers of a domain are in no other one."""
    world.attach("Contact", {"contactArn": "c"})
    other = world.client.create_domain(name="Elsewhere")["domainId"]
    domain = {"domainId": other}
    made = world.client.create_template(**domain, name="General")["templateId"]
    reference = {"id": "reference_number", "value": world.value("reference_number")}
    fields = [text("title", "First"), reference]
    case = world.client.create_case(**domain, templateId=made, fields=fields)["caseId"]
    found = world.client.search_cases(**domain, searchTerm="first")["cases"]
    assert [it["caseId"] for it in found] == [case]
    listed = world.client.list_cases_for_contact(**domain, contactArn="c")
    assert listed["cases"] == []
    assert world.client.search_all_related_items(**domain)["relatedItems"] == []
    asked = {"caseId": world.case_id, "fields": [{"id": "title"}]}
    assert code(world.client.get_case, **domain, **asked) == (
        "ResourceNotFoundException"
    )
    link = {"type": "ConnectCase", "content": {"connectCase": {"caseId": case}}}
    assert code(world.client.create_related_item, **world.case, **link) == (
        "ResourceNotFoundException"
    )
