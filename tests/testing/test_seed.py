"""Laws of seeding: a domain to work on in one call."""

from typing import Any

import pytest
from moto.core.models import DEFAULT_ACCOUNT_ID

from connectcases_typed.testing import EmbeddedCases

from .conftest import TYPES, make_client, number, text


def fields_of(client: Any, domain_id: str) -> dict[str, tuple[str, str]]:
    """The custom fields of a domain, id and type by name."""
    listed = client.list_fields(domainId=domain_id)["fields"]
    return {
        field["name"]: (field["fieldId"], field["type"])
        for field in listed
        if field["namespace"] == "Custom"
    }


def test_a_seed_is_what_it_says(cases: EmbeddedCases, client: Any) -> None:
    """Domain, fields by name, template and cases are there under the ids answered."""
    shop = cases.seed(fields={f"A {kind}": kind for kind in TYPES}, cases=3)
    assert fields_of(client, shop.domain_id) == {
        f"A {kind}": (shop.field_ids[f"A {kind}"], kind) for kind in TYPES
    }
    found = client.search_cases(domainId=shop.domain_id)["cases"]
    assert {case["caseId"] for case in found} == set(shop.case_ids)
    assert len(shop.case_ids) == 3
    for case in found:
        assert case["templateId"] == shop.template_id


def test_options_make_a_single_select_field(cases: EmbeddedCases, client: Any) -> None:
    """A field given as options is a single-select field with just these."""
    shop = cases.seed(fields={"Colour": ["red", "blue"]})
    field_id = shop.field_ids["Colour"]
    listed = client.list_field_options(domainId=shop.domain_id, fieldId=field_id)
    assert [option["value"] for option in listed["options"]] == ["red", "blue"]
    assert fields_of(client, shop.domain_id)["Colour"] == (field_id, "SingleSelect")


def test_what_is_seeded_can_be_used(cases: EmbeddedCases, client: Any) -> None:
    """The case takes values of the fields, and the template makes more cases."""
    shop = cases.seed(fields={"Nights": "Number"})
    values = [number(shop.field_ids["Nights"], 3)]
    domain = {"domainId": shop.domain_id}
    client.update_case(**domain, caseId=shop.case_id, fields=values)
    more = [text("title", "More"), *values]
    assert client.create_case(**domain, templateId=shop.template_id, fields=more)


def test_without_a_word_there_is_one_case(cases: EmbeddedCases, client: Any) -> None:
    """By default it is one case in a domain without custom fields, and events."""
    shop = cases.seed()
    assert fields_of(client, shop.domain_id) == {}
    history = client.get_case_audit_events(domainId=shop.domain_id, caseId=shop.case_id)
    assert [event["type"] for event in history["auditEvents"]] == ["Case.Created"]


@pytest.mark.parametrize("cases_", [0, 2])
def test_the_only_case_has_to_be_the_only_one(
    cases: EmbeddedCases, cases_: int
) -> None:
    """Asking for the only case where there is none, or another, is an error."""
    shop = cases.seed(cases=cases_)
    with pytest.raises(ValueError, match=f"{cases_} cases .* case_ids"):
        _ = shop.case_id


def test_seeds_stand_beside_each_other(cases: EmbeddedCases, client: Any) -> None:
    """Seeding again makes another domain, whatever names are taken."""
    client.create_domain(name="Domain 2")
    made = {cases.seed().domain_id for _ in range(3)}
    assert len(made) == 3
    assert len(client.list_domains()["domains"]) == 4


def test_a_seed_goes_where_it_is_told(
    cases: EmbeddedCases, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Account and Region are as given, and say so in the ARNs."""
    shop = cases.seed(region="us-east-1", account="210987654321")
    monkeypatch.setenv("MOTO_ACCOUNT_ID", "210987654321")
    (domain,) = make_client("us-east-1").list_domains()["domains"]
    assert domain["domainId"] == shop.domain_id
    assert ":us-east-1:210987654321:" in domain["domainArn"]
    monkeypatch.setenv("MOTO_ACCOUNT_ID", DEFAULT_ACCOUNT_ID)
    assert make_client("us-east-1").list_domains()["domains"] == []


def test_quotas_hold_and_faults_do_not(cases: EmbeddedCases, client: Any) -> None:
    """Seeding is bound by quotas, as anybody is, and met by no fault or rate."""
    cases.faults.throttle()
    cases.quotas.domains = 1
    cases.seed()
    with pytest.raises(ValueError, match="CreateDomain: The quota of domains is 1"):
        cases.seed()


@pytest.mark.parametrize(
    ("wrong", "complaint"),
    [
        (
            {"fields": {"Days": "Number", "Nights": "number"}},
            "field 'Nights': CreateField: type: not one of: .*Number",
        ),
        ({"fields": {"": "Text"}}, "field '': CreateField: name: 0 characters"),
        (
            {"fields": {"Colour": ["red", "red"]}},
            "field 'Colour': BatchPutFieldOptions: .*red",
        ),
        ({"region": "eu-west-1"}, "eu-west-1"),
    ],
)
def test_what_cannot_be_seeded_is_an_error(
    cases: EmbeddedCases, client: Any, wrong: Any, complaint: str
) -> None:
    """What the service would refuse is a ValueError that says what; nothing is left."""
    with pytest.raises(ValueError, match=complaint):
        cases.seed(**wrong)
    assert client.list_domains()["domains"] == []
