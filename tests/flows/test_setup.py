"""Laws of setting a domain up."""

import json

import attrs
import pytest

from connectcases_typed import (
    AsyncClient,
    CaseRuleSetup,
    Client,
    DomainSetup,
    EqualToCondition,
    EventSetup,
    FieldOperand,
    FieldOption,
    FieldSetup,
    FieldType,
    HiddenCaseRule,
    LayoutSetup,
    ParamValidationError,
    RequiredCaseRule,
    ResponseError,
    SetupAction,
    StringValue,
    TemplateRuleSetup,
    TemplateSetup,
    TemplateStatus,
    TextAttributes,
    field_values,
)
from connectcases_typed.domain.applying import apply_setup
from connectcases_typed.domain.setup_reading import read_setup
from connectcases_typed.testing import EmbeddedCases

from .conftest import Run, call
from .setups import SETUP, evolved

# ---------------------------------------------------------------------------- applying


def test_a_second_run_changes_nothing(
    run: Run, service: EmbeddedCases, domain_id: str
) -> None:
    """Applied once, everything is there; applied twice, nothing is changed."""
    first = run(apply_setup(domain_id=domain_id, setup=SETUP))
    assert first.is_applied
    assert {it.action for it in first.steps} <= {SetupAction.CREATE, SetupAction.UPDATE}
    before = service.dump()
    second = run(apply_setup(domain_id=domain_id, setup=SETUP))
    assert second.steps == ()
    assert second.changes_nothing
    assert second.unchanged == 12
    assert service.dump() == before


def test_a_dry_run_says_what_a_run_does(
    run: Run, service: EmbeddedCases, domain_id: str
) -> None:
    """A dry run changes nothing, and reports the steps that a run then takes."""
    before = service.dump()
    plan = run(apply_setup(domain_id=domain_id, setup=SETUP, dry_run=True))
    assert service.dump() == before
    assert not plan.is_applied
    done = run(apply_setup(domain_id=domain_id, setup=SETUP))
    assert plan.steps == done.steps
    # Half of it changed: also then.
    other = evolved(
        SETUP,
        fields=[*SETUP.fields, FieldSetup(name="Stars", type=FieldType.NUMBER)],
        layouts=[LayoutSetup(name="Booking", top_panel=["Stars"])],
        templates=[TemplateSetup(name="Booking", required_fields=["Stars"])],
    )
    plan = run(apply_setup(domain_id=domain_id, setup=other, dry_run=True))
    done = run(apply_setup(domain_id=domain_id, setup=other))
    assert plan.steps == done.steps
    assert str(plan) == (
        "+ field Stars\n"
        "~ layout Booking: content\n"
        "~ template Booking: required_fields\n"
        "  10 unchanged"
    )


def test_what_was_set_up_is_what_is_read(run: Run, domain_id: str) -> None:
    """Read from the domain, the setup has all that was applied."""
    run(apply_setup(domain_id=domain_id, setup=SETUP))
    found = run(read_setup(domain_id=domain_id))
    assert {it.name: it for it in SETUP.fields}.items() <= {
        it.name: it for it in found.fields
    }.items()
    assert found.layouts == SETUP.layouts
    assert {it.name: it for it in found.case_rules} == {
        it.name: it for it in SETUP.case_rules
    }
    assert found.events == SETUP.events
    assert found.tags == SETUP.tags
    (template,), (wanted,) = found.templates, SETUP.templates
    assert template.rules is not None
    assert wanted.rules is not None
    assert set(template.rules) == set(wanted.rules)
    assert evolved(template, rules=None, required_fields=None) == evolved(
        wanted, rules=None, required_fields=None
    )


def test_a_domain_can_be_copied(run: Run, cases: Client, domain_id: str) -> None:
    """What is read from one domain makes another one its equal."""
    run(apply_setup(domain_id=domain_id, setup=SETUP))
    original = run(read_setup(domain_id=domain_id))
    copy_id = cases.create_domain(name="copy").domain_id
    text = original.to_json()
    run(apply_setup(domain_id=copy_id, setup=DomainSetup.from_json(text)))
    assert run(read_setup(domain_id=copy_id)) == original
    # A case can be created in it.
    (template,) = cases.list_templates(domain_id=copy_id)
    ids = {it.name: it.field_id for it in cases.list_fields(domain_id=copy_id)}
    stay: dict[str, str | float] = {ids["Hotel"]: "Seaview", ids["Nights"]: 3}
    cases.create_case(
        domain_id=copy_id,
        template_id=template.template_id,
        fields=field_values({"title": "A stay", **stay}),
    )


def test_each_part_is_updated(run: Run, domain_id: str) -> None:
    """Whatever differs is changed, named in the plan, and the same afterwards."""
    run(apply_setup(domain_id=domain_id, setup=SETUP))
    hotel, nights, board, *_ = SETUP.fields
    (layout,), (template,) = SETUP.layouts, SETUP.templates
    rule, *_ = SETUP.case_rules
    assert SETUP.events is not None
    changed = DomainSetup(
        fields=[
            evolved(
                hotel,
                description="which",
                attributes=TextAttributes(is_multiline=True),
                tags={"team": "red"},
            ),
            nights,
            evolved(
                board, options=[FieldOption(name="Half", value="half", active=False)]
            ),
        ],
        layouts=[evolved(layout, more_info=["Nights"], tags={"a": "b"})],
        case_rules=[
            evolved(
                rule,
                description="",
                rule=RequiredCaseRule(default_value=True, conditions=[]),
            )
        ],
        templates=[
            evolved(
                template,
                status=TemplateStatus.INACTIVE,
                required_fields=["Hotel"],
                rules=[],
            )
        ],
        events=EventSetup(enabled=False),
        tags={"stage": "live"},
    )
    plan = run(apply_setup(domain_id=domain_id, setup=changed))
    assert str(plan).splitlines() == [
        "~ field Hotel: description, attributes, tags",
        "~ field Board: options",
        "~ layout Booking: content, tags",
        "~ case rule Nights for hotels: description, rule",
        "~ template Booking: required_fields, status, rules",
        "~ event configuration of the domain",
        "~ domain flows: tags",
        "  1 unchanged",
    ]
    assert run(apply_setup(domain_id=domain_id, setup=changed)).changes_nothing
    found = run(read_setup(domain_id=domain_id))
    # Only whether it is enabled was said: the rest of the configuration stayed.
    assert found.events == evolved(SETUP.events, enabled=False)
    # So did options that were not listed.
    options = {it.name: it.options for it in found.fields}["Board"]
    assert options is not None
    assert len(options) == 4


def test_nothing_is_deleted_but_what_is_named(run: Run, domain_id: str) -> None:
    """An empty setup touches nothing; what is to be deleted is named, and is gone."""
    run(apply_setup(domain_id=domain_id, setup=SETUP))
    before = run(read_setup(domain_id=domain_id))
    assert run(apply_setup(domain_id=domain_id, setup=DomainSetup())).changes_nothing
    assert run(read_setup(domain_id=domain_id)) == before
    gone = DomainSetup(
        deleted_fields=["Nights", "never was"],
        deleted_layouts=["Booking"],
        deleted_case_rules=["Meals"],
        deleted_templates=["Booking"],
    )
    plan = run(apply_setup(domain_id=domain_id, setup=gone))
    assert str(plan).splitlines() == [
        "- template Booking",
        "- layout Booking",
        "- case rule Meals",
        "- field Nights",
        "  1 unchanged",
    ]
    after = run(read_setup(domain_id=domain_id))
    assert (after.layouts, after.templates) == ((), ())
    assert "Nights" not in {it.name for it in after.fields}
    assert run(apply_setup(domain_id=domain_id, setup=gone)).changes_nothing


def test_a_run_that_failed_can_be_repeated(
    run: Run, service: EmbeddedCases, domain_id: str
) -> None:
    """Wherever a run ends, the next one does the rest."""
    whole = 0
    for _ in range(50):
        service.faults.clear()
        service.faults.cut("TagResource", probability=0.5, seed=whole)
        service.faults.cut("UpdateTemplate", probability=0.5, seed=whole)
        service.faults.internal_error("CreateLayout", probability=0.5, seed=whole)
        try:
            run(apply_setup(domain_id=domain_id, setup=SETUP))
        except Exception:  # noqa: BLE001 - whatever it is
            whole += 1
        else:
            break
    service.faults.clear()
    assert run(apply_setup(domain_id=domain_id, setup=SETUP)).changes_nothing


# ------------------------------------------------------------------ what cannot be


def refused(run: Run, domain_id: str, setup: DomainSetup) -> list[str]:
    """What is said against a setup, when nothing was changed."""
    with pytest.raises(ParamValidationError) as caught:
        run(apply_setup(domain_id=domain_id, setup=setup))
    return [str(it) for it in caught.value.violations]


def test_what_cannot_be_is_refused_as_a_whole(
    run: Run, service: EmbeddedCases, domain_id: str
) -> None:
    """Names that are nowhere, types that differ: all at once, before any change."""
    run(apply_setup(domain_id=domain_id, setup=SETUP))
    before = service.dump()
    rule = EqualToCondition(
        operand_one=FieldOperand("Bord"), operand_two=StringValue("x"), result=True
    )
    wrong = DomainSetup(
        fields=[
            FieldSetup(name="Nights", type=FieldType.TEXT),
            FieldSetup(name="title", type=FieldType.TEXT, description="mine"),
            FieldSetup(name="new", type=FieldType.TEXT),
            FieldSetup(name="new", type=FieldType.TEXT),
        ],
        layouts=[LayoutSetup(name="L", top_panel=["Hotels"], more_info=["zzz"])],
        case_rules=[
            CaseRuleSetup(
                name="R", rule=RequiredCaseRule(default_value=True, conditions=[rule])
            )
        ],
        templates=[
            TemplateSetup(
                name="T",
                layout="Bookings",
                required_fields=["new", "newer"],
                rules=[
                    TemplateRuleSetup(rule="x"),
                    TemplateRuleSetup(rule="Meals", field="no such"),
                ],
            )
        ],
        events=EventSetup(enabled=True, fields=["Nihgts"]),
    )
    assert refused(run, domain_id, wrong) == [
        "fields[3].name: 'new' is listed twice",
        "fields[0].type: 'Nights' is of type Number, which cannot be changed",
        "fields[1]: of 'title', a system field, only options and tags can be set",
        "layouts[0].top_panel: there is no field 'Hotels': did you mean 'Hotel'?",
        "layouts[0].more_info: there is no field 'zzz'",
        "case_rules[0].rule: there is no field 'Bord': did you mean 'Board'?",
        "templates[0].layout: there is no layout 'Bookings': did you mean 'Booking'?",
        "templates[0].required_fields: there is no field 'newer': did you mean 'new'?",
        "templates[0].rules[0].rule: there is no case rule 'x'",
        "templates[0].rules[1].field: there is no field 'no such'",
        "events.fields: there is no field 'Nihgts': did you mean 'Nights'?",
    ]
    assert service.dump() == before


def test_limits_are_checked_first(run: Run) -> None:
    """A setup is checked as a request is, before anything is sent."""
    wrong = DomainSetup(fields=[FieldSetup(name="", type=FieldType.TEXT)])
    assert refused(run, "no such domain", wrong)


# --------------------------------------------------------------------------------- JSON


def test_json_is_the_same_setup() -> None:
    """Written as JSON and read back, a setup is the same."""
    assert DomainSetup.from_json(SETUP.to_json()) == SETUP
    assert DomainSetup.from_json(DomainSetup().to_json()) == DomainSetup()
    assert DomainSetup().to_json() == "{}"
    assert "\n" not in SETUP.to_json(indent=None)


@pytest.mark.parametrize(
    ("text", "error", "said"),
    [
        ('{"field": []}', ParamValidationError, "field: there is nothing of this name"),
        (
            '{"fields": [{"name": "a", "type": "Text", "option": []}]}',
            ParamValidationError,
            "fields[0].option: there is nothing of this name",
        ),
        ('{"fields": [{"name": "a"}]}', ResponseError, "type"),
        ("{", ValueError, "Expecting"),
        ("[]", ValueError, "a setup is a JSON object"),
    ],
)
def test_a_misspelt_word_is_not_ignored(
    text: str, error: type[Exception], said: str
) -> None:
    """What a text has and a setup has not is an error that names it."""
    with pytest.raises(error) as caught:
        DomainSetup.from_json(text)
    assert said in str(caught.value)


def test_json_is_written_for_people() -> None:
    """The text has the service's words, and nothing of what was not said."""
    setup = DomainSetup(fields=[FieldSetup(name="Größe", type=FieldType.NUMBER)])
    assert json.loads(setup.to_json()) == {
        "fields": [{"name": "Größe", "type": "Number"}]
    }
    assert "Größe" in setup.to_json()


@pytest.mark.parametrize("client", [Client, AsyncClient])
def test_they_are_methods(client: type, service: EmbeddedCases, domain_id: str) -> None:
    """Both clients have the flows as methods."""
    call(client, "apply_setup", domain_id=domain_id, setup=SETUP)
    assert call(client, "read_setup", domain_id=domain_id).layouts == SETUP.layouts


def test_many_fields_and_rules_are_read(
    run: Run, cases: Client, domain_id: str, service: EmbeddedCases
) -> None:
    """More than a batch of anything is read in batches."""
    service.page_limit = 20
    setup = DomainSetup(
        fields=[
            FieldSetup(name=f"field {number:02}", type=FieldType.TEXT)
            for number in range(60)
        ],
        case_rules=[
            CaseRuleSetup(
                name=f"rule {number:02}",
                rule=HiddenCaseRule(default_value=True, conditions=[]),
            )
            for number in range(60)
        ],
    )
    service.quotas = attrs.evolve(service.quotas, case_rules_per_domain=100)
    run(apply_setup(domain_id=domain_id, setup=setup))
    found = run(read_setup(domain_id=domain_id))
    assert len(found.case_rules) == 60
    assert len(found.fields) >= 60
    assert run(apply_setup(domain_id=domain_id, setup=found)).changes_nothing


def test_a_seed_takes_a_setup(service: EmbeddedCases, cases: Client) -> None:
    """A domain of the embedded service can be seeded with a setup."""
    seeded = service.seed(setup=SETUP, fields={"Stars": "Number"}, cases=2)
    applied = cases.apply_setup(domain_id=seeded.domain_id, setup=SETUP, dry_run=True)
    assert applied.changes_nothing
    assert seeded.template_ids.keys() == {"Booking", "General"}
    assert {"Hotel", "Nights", "Stars"} <= seeded.field_ids.keys()
    assert len(seeded.case_ids) == 2
    before = list(cases.list_domains())
    wrong = DomainSetup(layouts=[LayoutSetup(name="L", top_panel=["x"])])
    with pytest.raises(ParamValidationError):
        service.seed(setup=wrong)
    assert list(cases.list_domains()) == before
