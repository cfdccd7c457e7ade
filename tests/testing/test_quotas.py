"""Laws of the quotas: documented, changeable, and answered with 402."""

from collections.abc import Callable
from typing import Any

import attrs
import pytest

from connectcases_typed.testing import EmbeddedCases, Quotas

from .conftest import World, code, number, refusal, text
from .test_related_items import FILE, update


def options(count: int) -> list[Any]:
    """So many options."""
    return [{"name": f"{i}", "value": f"{i}", "active": True} for i in range(count)]


def test_the_defaults_are_the_documented_ones(cases: EmbeddedCases) -> None:
    """The service starts with the quotas AWS documents."""
    assert attrs.asdict(cases.quotas) == {
        "domains": 5,
        "fields_per_domain": 500,
        "options_per_field": 500,
        "layouts_per_domain": 100,
        "fields_per_layout": 100,
        "templates_per_domain": 100,
        "case_rules_per_domain": 100,
        "related_items_per_case": 200,
        "files_per_case": 50,
        "slas_per_case": 10,
        "fields_per_custom_item": 5,
        "deleted_fields_per_domain": 100,
        "deleted_layouts_per_domain": 100,
        "deleted_templates_per_domain": 100,
        "values_per_merged_case": 500,
    }


def test_a_quota_is_a_count() -> None:
    """A quota cannot be negative or anything but a whole number."""
    quotas = Quotas()
    with pytest.raises(ValueError, match="domains"):
        quotas.domains = -1
    with pytest.raises(TypeError, match="domains"):
        quotas.domains = "many"  # type: ignore[assignment]  # it is the point


Deed = Callable[[World], Any]


def put_options(world: World) -> None:
    """Add an option to the single-select field."""
    world.client.batch_put_field_options(
        domainId=world.domain_id,
        fieldId=world.fields["SingleSelect"],
        options=options(1),
    )


SECTION = {"sections": [{"fieldGroup": {"fields": [{"id": "summary"}]}}]}

# Name of the quota, how many there are already, and what makes one more.
SINGLE: list[tuple[str, int, Deed]] = [
    ("domains", 1, lambda w: w.client.create_domain(name="x")),
    (
        "fields_per_domain",
        7,
        lambda w: w.client.create_field(domainId=w.domain_id, name="x", type="Url"),
    ),
    ("options_per_field", 2, put_options),
    (
        "templates_per_domain",
        1,
        lambda w: w.client.create_template(domainId=w.domain_id, name="x"),
    ),
    (
        "layouts_per_domain",
        0,
        lambda w: w.client.create_layout(**w.domain, name="x", content={"basic": {}}),
    ),
    (
        "fields_per_layout",
        1,
        lambda w: w.client.create_layout(
            **w.domain,
            name="x",
            content={"basic": {"topPanel": SECTION, "moreInfo": SECTION}},
        ),
    ),
    (
        "case_rules_per_domain",
        0,
        lambda w: w.client.create_case_rule(
            **w.domain,
            name="x",
            rule={"hidden": {"defaultValue": True, "conditions": []}},
        ),
    ),
    ("related_items_per_case", 0, lambda w: w.comment("x")),
    ("files_per_case", 0, lambda w: w.attach("File", {"fileArn": FILE})),
    ("slas_per_case", 0, lambda w: w.sla()),
    (
        "deleted_fields_per_domain",
        0,
        lambda w: w.client.delete_field(domainId=w.domain_id, fieldId=w.fields["Text"]),
    ),
]


#: Quotas with a test of their own, since more than one request meets them, or since
#: they are met by another error than the one for quotas.
OTHERS = {
    "fields_per_custom_item",
    "deleted_layouts_per_domain",
    "deleted_templates_per_domain",
    "values_per_merged_case",
}


def test_every_quota_is_met_by_a_test() -> None:
    """There is no quota that no test here reaches."""
    quotas = {field.name for field in attrs.fields(Quotas)}
    assert {name for name, *_ in SINGLE} | OTHERS == quotas


@pytest.mark.parametrize(
    ("quota", "existing", "deed"), SINGLE, ids=[row[0] for row in SINGLE]
)
def test_a_full_quota_refuses_more(
    world: World, quota: str, existing: int, deed: Deed
) -> None:
    """With its quota used up an operation answers 402, and with room it succeeds."""
    setattr(world.cases.quotas, quota, existing)
    answer = refusal(lambda: deed(world))
    assert answer["Error"]["Code"] == "ServiceQuotaExceededException"
    assert answer["ResponseMetadata"]["HTTPStatusCode"] == 402
    setattr(world.cases.quotas, quota, existing + 1)
    deed(world)


@pytest.mark.newest_botocore  # an older model does not declare this error
def test_custom_items_have_a_quota_of_fields(world: World) -> None:
    """A custom item takes as many fields as the quota says, on create and update."""
    fields = [number(world.fields["Number"], 1), text(world.fields["Text"], "x")]
    world.cases.quotas.fields_per_custom_item = 1
    item_id = world.custom(fields[0])
    assert code(lambda: world.custom(*fields)) == "ServiceQuotaExceededException"
    assert code(lambda: update(world, item_id, custom={"fields": fields})) == (
        "ServiceQuotaExceededException"
    )


def test_one_kind_does_not_use_up_anothers_quota(world: World) -> None:
    """Files and SLAs count apart, and with all items together."""
    quotas = world.cases.quotas
    quotas.files_per_case = 0
    quotas.related_items_per_case = 2
    world.sla()
    world.comment("x")
    assert code(lambda: world.comment("y")) == "ServiceQuotaExceededException"


def test_deleting_makes_room(world: World) -> None:
    """What is deleted no longer counts."""
    world.cases.quotas.related_items_per_case = 1
    name = {**world.case, "relatedItemId": world.comment("x")}
    world.client.delete_related_item(**name)
    assert world.comment("y")


def test_too_many_deletions_are_a_conflict(world: World) -> None:
    """DeleteTemplate and DeleteLayout declare no quota error: theirs is a conflict."""
    quotas, client = world.cases.quotas, world.client
    created = client.create_layout(**world.domain, name="x", content={"basic": {}})
    layout = {**world.domain, "layoutId": created["layoutId"]}
    template = {**world.domain, "templateId": world.template_id}
    quotas.deleted_templates_per_domain = quotas.deleted_layouts_per_domain = 0
    assert code(client.delete_template, **template) == "ConflictException"
    assert code(client.delete_layout, **layout) == "ConflictException"
    quotas.deleted_templates_per_domain = quotas.deleted_layouts_per_domain = 1
    client.delete_template(**template)
    client.delete_layout(**layout)


def test_a_layout_counts_the_fields_of_all_its_panels(world: World) -> None:
    """An update is held to the quota of fields in a layout as well."""
    created = world.client.create_layout(
        **world.domain, name="x", content={"basic": {"topPanel": SECTION}}
    )
    world.cases.quotas.fields_per_layout = 1
    both = {"basic": {"topPanel": SECTION, "moreInfo": SECTION}}
    layout = {**world.domain, "layoutId": created["layoutId"]}
    refused = code(world.client.update_layout, **layout, content=both)
    assert refused == "ServiceQuotaExceededException"
