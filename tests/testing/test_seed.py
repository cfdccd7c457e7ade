"""Laws of seeding: a domain to work on in one call."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from moto.core.models import DEFAULT_ACCOUNT_ID

from connectcases_typed.testing import EmbeddedCases
from connectcases_typed.testing.seeding import sources

from .conftest import TYPES, USER, make_client, number, text


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


# Everything a seed can say.
SHOP = """
name: Shop
fields:
  Nights: Number
  Paid: Boolean
  Arrival: DateTime
  Owner: User
  Colour: [Red, Blue]
  City:
    description: Where it is
    options: {Amsterdam: ams, Paris: par}
  Country: {options: [NL, FR]}
  case_reason: [Broken]
rules:
  Nights of red: {required: true, when: {Colour: Red, Paid: true}}
  Never shown: {hidden: true}
  Cities: {options: {parent: Country, child: City, choices: {NL: [Amsterdam]}}}
layouts:
  Plain: [Nights, Paid]
  Rich: {top: {Trip: [Nights]}, more: {Rest: [Colour]}}
templates:
  General:
  Trips:
    description: For trips
    required: [Nights]
    layout: Rich
    rules: {Nights of red: Nights, Cities: City}
    tags: {team: trips}
cases:
  - A parcel is late
  - title: The room is cold
    customer: arn:aws:profile:us-west-2:123456789012:domains/d/profiles/p
    status: Closed
    template: Trips
    fields:
      Nights: 3
      Paid: false
      Arrival: 2026-03-01T14:00:00+02:00
      Owner: arn:aws:connect:us-west-2:123456789012:instance/i/agent/ann
      City: Paris
      case_reason: Broken
    tags: {urgent: "yes"}
    comments: [Called twice, Will call back]
    contacts: ["arn:aws:connect:us-west-2:123456789012:instance/i/contact/c"]
    items: [{Nights: 2, Colour: Blue}]
    slas: [{name: Respond, minutes: 60}]
"""


@pytest.fixture(params=["mapping", "yaml", "json"])
def shop(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    """The same seed as a mapping and as files."""
    given = yaml.safe_load(SHOP)
    if request.param == "mapping":
        return given
    path = tmp_path / f"shop.{request.param}"
    path.write_text(
        SHOP if request.param == "yaml" else json.dumps(given, default=str),
        encoding="utf-8",
    )
    return path


def test_a_seed_tells_of_everything_by_name(
    cases: EmbeddedCases, client: Any, shop: Any
) -> None:
    """Fields, rules, layouts, templates and cases are as named, in all their parts."""
    made = cases.seed(shop)
    domain = {"domainId": made.domain_id}
    assert client.get_domain(**domain)["name"] == "Shop"
    field = made.field_ids
    options = client.list_field_options(**domain, fieldId=field["City"])["options"]
    assert [(it["name"], it["value"]) for it in options] == [
        ("Amsterdam", "ams"),
        ("Paris", "par"),
    ]
    template = client.get_template(**domain, templateId=made.template_ids["Trips"])
    assert template["layoutConfiguration"] == {"defaultLayout": made.layout_ids["Rich"]}
    assert template["requiredFields"] == [{"fieldId": field["Nights"]}]
    assert template["rules"] == [
        {"caseRuleId": made.case_rule_ids["Nights of red"], "fieldId": field["Nights"]},
        {"caseRuleId": made.case_rule_ids["Cities"], "fieldId": field["City"]},
    ]
    assert made.template_id == made.template_ids["General"]
    rich = client.get_layout(**domain, layoutId=made.layout_ids["Rich"])["content"]
    assert rich["basic"]["moreInfo"]["sections"] == [
        {"fieldGroup": {"name": "Rest", "fields": [{"id": field["Colour"]}]}}
    ]
    late, cold = made.case_ids
    found = client.get_case(
        **domain,
        caseId=cold,
        fields=[
            *({"id": it} for it in ("title", "status", "customer_id", "case_reason")),
            *(
                {"id": field[name]}
                for name in ("Nights", "Paid", "Arrival", "Owner", "City")
            ),
        ],
    )
    assert found["tags"] == {"team": "trips", "urgent": "yes"}
    values = {it["id"]: next(iter(it["value"].values())) for it in found["fields"]}
    arrival = values.pop(field["Arrival"])
    assert datetime.fromisoformat(arrival) == datetime(2026, 3, 1, 12, tzinfo=UTC)
    assert values == {
        "title": "The room is cold",
        "status": "closed",
        "customer_id": "arn:aws:profile:us-west-2:123456789012:domains/d/profiles/p",
        "case_reason": "Broken",
        field["Nights"]: 3.0,
        field["Paid"]: False,
        field["Owner"]: USER,
        field["City"]: "par",
    }
    items = client.search_related_items(**domain, caseId=cold)["relatedItems"]
    assert [it["type"] for it in items] == [
        "Comment",
        "Comment",
        "Contact",
        "Custom",
        "Sla",
    ]
    assert tuple(it["relatedItemId"] for it in items) == made.related_item_ids[cold]
    assert items[0]["content"]["comment"]["body"] == "Called twice"
    assert made.related_item_ids[late] == ()


def test_rules_are_as_told(cases: EmbeddedCases, client: Any) -> None:
    """A rule holds if any of its fields has the value beside it, else the opposite."""
    made = cases.seed(yaml.safe_load(SHOP))
    ids = [made.case_rule_ids[name] for name in ("Nights of red", "Never shown")]
    read = client.batch_get_case_rule(
        domainId=made.domain_id, caseRules=[{"id": it} for it in ids]
    )["caseRules"]
    assert [it["rule"] for it in read] == [
        {
            "required": {
                "defaultValue": False,
                "conditions": [
                    {
                        "equalTo": {
                            "operandOne": {"fieldId": made.field_ids[name]},
                            "operandTwo": value,
                            "result": True,
                        }
                    }
                    for name, value in (
                        ("Colour", {"stringValue": "Red"}),
                        ("Paid", {"booleanValue": True}),
                    )
                ],
            }
        },
        {"hidden": {"defaultValue": True, "conditions": []}},
    ]


def test_keywords_take_the_place_of_parts(cases: EmbeddedCases, client: Any) -> None:
    """What the call names replaces that part; a seed without cases makes none."""
    made = cases.seed({"name": "Shop", "cases": 3}, cases=["One", {"title": "Two"}])
    assert len(made.case_ids) == 2
    assert cases.seed({"name": "Other"}).case_ids == ()


WRONG: list[tuple[Any, str]] = [
    ({"field": {}}, "seed: there is no field; there are name, fields"),
    ({"cases": [{"titel": "x"}]}, r"seed.cases\[0\]: there is no titel"),
    ({"cases": [{}]}, r"seed.cases\[0\].title: title is missing"),
    ({"cases": True}, "seed.cases: True is no list"),
    ({"cases": [{"title": 5}]}, r"seed.cases\[0\].title: 5 is no str"),
    ({"fields": {"A": 5}}, r"seed.fields\['A'\]: 5 is no mapping"),
    (
        {"fields": {"A": {"options": 5}}},
        r"seed.fields\['A'\].options: 5 is no list",
    ),
    ({"fields": "Number"}, "seed.fields: 'Number' is no mapping"),
    (
        {"cases": [{"title": "x", "comments": "hello"}]},
        r"seed.cases\[0\].comments: 'hello' is no list",
    ),
    (
        {"cases": [{"title": "x", "fields": {"A": 1}}]},
        r"cases\[0\]: there is no field 'A'; there are .*Title",
    ),
    (
        {"cases": [{"title": "x", "template": "T"}]},
        r"cases\[0\]: there is no template 'T'; there are: General",
    ),
    (
        {"cases": [{"title": "x", "status": "Gone"}]},
        r"cases\[0\]: field 'Status' has no option 'Gone'; it has Open, Closed",
    ),
    (
        {
            "fields": {"A": "Number"},
            "cases": [{"title": "x", "fields": {"A": "1"}}],
        },
        r"cases\[0\]: field 'A': '1' is no value of a Number field",
    ),
    (
        {
            "fields": {"A": "Number"},
            "cases": [{"title": "x", "items": [{"A": True}]}],
        },
        r"cases\[0\]: items\[0\]: field 'A': True is no value",
    ),
    (
        {"cases": ["x", {"title": "x", "comments": ["x", ""]}]},
        r"cases\[1\]: comments\[1\]: CreateRelatedItem: content.comment.body",
    ),
    (
        {
            "fields": {"A": "DateTime"},
            "cases": [{"title": "x", "fields": {"A": datetime(2026, 3, 1)}}],  # noqa: DTZ001 - that is what is refused
        },
        "has no zone",
    ),
    ({"rules": {"R": {}}}, "rule 'R': a rule has one of required, hidden"),
    (
        {
            "rules": {
                "R": {
                    "options": {
                        "parent": "status",
                        "child": "status",
                        "choices": {},
                    },
                    "when": {"status": "Open"},
                }
            }
        },
        "rule 'R': a rule about options has no `when`",
    ),
    ({"templates": {"T": {"layout": "L"}}}, "template 'T': there is no layout 'L'"),
]


@pytest.mark.parametrize(("wrong", "complaint"), WRONG)
def test_a_wrong_seed_says_where_it_is_wrong(
    cases: EmbeddedCases, client: Any, wrong: Any, complaint: str
) -> None:
    """The error has the path of what is wrong and its rule, and nothing is left."""
    with pytest.raises(ValueError, match=complaint):
        cases.seed(wrong)
    assert client.list_domains()["domains"] == []


def test_more_options_than_one_request_takes(cases: EmbeddedCases, client: Any) -> None:
    """A field may have as many options as the service allows."""
    made = cases.seed(fields={"Number": [str(number) for number in range(120)]})
    field_id = made.field_ids["Number"]
    options = client.list_field_options(
        domainId=made.domain_id, fieldId=field_id, maxResults=100
    )
    assert len(options["options"]) == 100
    assert "nextToken" in options


@pytest.mark.parametrize(
    ("name", "text", "complaint"),
    [
        ("shop.json", "{", "shop.json: this is not JSON"),
        ("shop.yaml", "a: [", "shop.yaml: this is not YAML"),
        ("shop.toml", "", "shop.toml: a seed ends in .json, .yaml or .yml"),
        ("shop.yml", "- 5", "shop.yml: a seed is a mapping"),
        ("shop.json", "[{}, {}]", "shop.json: it has 2 domains, seed.. makes one"),
    ],
)
def test_a_file_that_is_no_seed(
    cases: EmbeddedCases, tmp_path: Path, name: str, text: str, complaint: str
) -> None:
    """The error names the file and what is wrong with it."""
    path = tmp_path / name
    path.write_text(text)
    with pytest.raises(ValueError, match=complaint):
        cases.seed(str(path))


def test_without_pyyaml_it_is_named(
    cases: EmbeddedCases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where PyYAML is missing, a YAML file is an error that says what to install."""
    path = tmp_path / "shop.yaml"
    path.write_text(SHOP)

    def find_nothing(_: str) -> None:
        """No module is installed."""

    monkeypatch.setattr(sources, "find_spec", find_nothing)
    with pytest.raises(ValueError, match="pip install pyyaml"):
        cases.seed(path)
