"""Laws of evaluating case rules: what an agent would be shown of a case."""

from datetime import timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectcases_typed.testing import EmbeddedCases, mock_cases
from connectcases_typed.testing.operations.rule_results import RuleResults

from .conftest import World, empty, text

ALWAYS = {"title", "status"}


def condition(
    arm: str, field_id: str, operand: Any, *, result: bool = True
) -> dict[str, Any]:
    """A comparison of a field with a value, and what the rule is if it is true."""
    return {
        arm: {
            "operandOne": {"fieldId": field_id},
            "operandTwo": operand,
            "result": result,
        }
    }


def is_open(*, result: bool = True) -> dict[str, Any]:
    """A condition that is true of the world's case."""
    return condition("equalTo", "status", {"stringValue": "open"}, result=result)


def is_closed(*, result: bool = True) -> dict[str, Any]:
    """A condition that is not true of the world's case."""
    return condition("equalTo", "status", {"stringValue": "closed"}, result=result)


def compound(arm: str, *conditions: Any) -> dict[str, Any]:
    """Several conditions in one."""
    return {arm: {"conditions": list(conditions)}}


def rule(kind: str, *conditions: Any, default: bool = False) -> dict[str, Any]:
    """A rule that requires or hides a field."""
    return {kind: {"defaultValue": default, "conditions": list(conditions)}}


def options(choices: dict[str, list[str]]) -> dict[str, Any]:
    """A rule of the options of the reason, by the status."""
    return {
        "fieldOptions": {
            "parentFieldId": "status",
            "childFieldId": "case_reason",
            "parentChildFieldOptionsMappings": [
                {"parentFieldOptionValue": parent, "childFieldOptionValues": children}
                for parent, children in choices.items()
            ],
        }
    }


def use(world: World, *rules: Any, field_id: str | None = "summary") -> None:
    """Give the template these rules, all for one field."""
    before = world.client.list_case_rules(**world.domain)["caseRules"]
    made = [
        world.client.create_case_rule(
            **world.domain, name=f"Rule {len(before) + index}", rule=each
        )["caseRuleId"]
        for index, each in enumerate(rules)
    ]
    field = {} if field_id is None else {"fieldId": field_id}
    world.client.update_template(
        **world.domain,
        templateId=world.template_id,
        rules=[{"caseRuleId": rule_id, **field} for rule_id in made],
    )


def evaluated(world: World) -> RuleResults:
    """The results for the world's case."""
    return world.cases.evaluate_rules(world.case_id)


def test_without_rules_the_template_decides(world: World) -> None:
    """Title, status and the template's required fields are required, nothing hidden."""
    assert evaluated(world) == RuleResults(
        required=frozenset({*ALWAYS, world.fields["Number"]}),
        hidden=frozenset(),
        options={},
    )
    world.client.delete_field(**world.domain, fieldId=world.fields["Number"])
    assert evaluated(world).required == ALWAYS


def test_results_do_not_change(world: World) -> None:
    """The results are of the moment they were asked for, and cannot be assigned to."""
    use(world, options({"open": []}), field_id=None)
    before = evaluated(world)
    world.update(text("status", "closed"))
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        setattr(before, "hidden", frozenset())  # noqa: B010 - type checkers refuse the assignment
    with pytest.raises(TypeError):
        before.options["case_reason"] = ()  # type: ignore[index]  # pyright: ignore[reportIndexIssue] # that is the point
    assert dict(before.options) == {"case_reason": ()}


@pytest.mark.parametrize("kind", ["required", "hidden"])
@given(
    conditions=st.lists(st.tuples(st.booleans(), st.booleans()), max_size=5),
    default=st.booleans(),
)
def test_the_first_true_condition_decides(
    kind: str, conditions: list[tuple[bool, bool]], *, default: bool
) -> None:
    """A rule's value is the result of its first true condition, or else its default."""
    listed = [
        (is_open if true else is_closed)(result=result) for true, result in conditions
    ]
    with mock_cases() as service:
        shop = service.seed()
        world = World(
            service,
            service.boto3_client(),
            shop.domain_id,
            {},
            shop.template_id,
            shop.case_ids[0],
        )
        use(world, rule(kind, *listed, default=default))
        outcome = getattr(evaluated(world), kind)
    true = [result for holds, result in conditions if holds]
    assert ("summary" in outcome) is (true[0] if true else default)


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ([compound("andAll", is_open(), is_open(result=False))], True),
        ([compound("andAll", is_open(result=False), is_open())], False),
        ([compound("andAll", is_open(), is_closed())], None),
        ([compound("orAll", is_closed(), is_open(result=False))], False),
        ([compound("orAll", is_closed(), is_closed())], None),
        ([compound("andAll"), is_open(result=False)], False),
        ([compound("orAll")], None),
        ([compound("andAll", is_closed()), is_open(result=False)], False),
    ],
)
@pytest.mark.parametrize("default", [True, False])
def test_a_compound_has_the_result_of_its_first_true_comparison(
    world: World, conditions: list[Any], expected: Any, *, default: bool
) -> None:
    """`andAll` needs all to be true, `orAll` one; one of nothing never decides."""
    use(world, rule("required", *conditions, default=default))
    outcome = "summary" in evaluated(world).required
    assert outcome is (default if expected is None else expected)


def test_every_type_of_field_is_compared(world: World) -> None:
    """A value equals an operand of its type; times are equal if they are one moment."""
    for kind, value, operand in (
        ("Text", {"stringValue": "x"}, {"stringValue": "x"}),
        ("Number", {"doubleValue": 2}, {"doubleValue": 2.0}),
        ("Boolean", {"booleanValue": False}, {"booleanValue": False}),
        (
            "DateTime",
            {"stringValue": "2026-03-01T12:00:00Z"},
            {"stringValue": "2026-03-01T13:00:00+01:00"},
        ),
        ("SingleSelect", {"stringValue": "red"}, {"stringValue": "red"}),
        ("Url", {"stringValue": "https://x"}, {"stringValue": "https://x"}),
        ("User", {"userArnValue": "arn:u"}, {"stringValue": "arn:u"}),
    ):
        field_id = world.fields[kind]
        for arm, before, after in (
            ("equalTo", False, True),
            ("notEqualTo", True, False),
        ):
            if kind == "Number":
                world.update({"id": field_id, "value": {"doubleValue": 1}})
            else:
                world.update(empty(field_id))
            use(world, rule("hidden", condition(arm, field_id, operand)))
            assert bool(evaluated(world).hidden) is before, (kind, arm)
            world.update({"id": field_id, "value": value})
            assert bool(evaluated(world).hidden) is after, (kind, arm)


def test_the_empty_operand_asks_for_a_value(world: World) -> None:
    """`emptyValue` is equal to no value, and to an empty text; nothing else is."""
    nothing: dict[str, Any] = {"emptyValue": {}}
    is_blank = rule("hidden", condition("equalTo", "case_reason", nothing))
    # The admin guide's own example: required whenever the case exists already.
    exists = rule("required", condition("notEqualTo", "created_datetime", nothing))
    use(world, is_blank, exists)
    results = evaluated(world)
    assert results.hidden == {"summary"}
    assert "summary" in results.required
    field_id = world.fields["Text"]
    use(world, rule("hidden", condition("equalTo", field_id, nothing)))
    for value, hidden in (("x", set[str]()), ("", {"summary"})):
        world.update(text(field_id, value))
        assert evaluated(world).hidden == hidden


def test_rules_of_a_field_add_up(world: World) -> None:
    """One rule that requires a field is enough; a template's fields stay required."""
    use(world, rule("required", default=False), rule("required", default=True))
    assert "summary" in evaluated(world).required
    number = world.fields["Number"]
    use(world, rule("required", default=False), field_id=number)
    assert number in evaluated(world).required


def test_what_time_brings_is_compared_too(world: World) -> None:
    """The next deadline of an SLA is a value like others, while it is ahead."""
    deadline = condition("notEqualTo", "next_sla_breach_datetime", {"emptyValue": {}})
    use(world, rule("required", deadline))
    world.sla(minutes=60)
    assert "summary" in evaluated(world).required
    world.cases.clock.advance(timedelta(minutes=61))
    assert "summary" not in evaluated(world).required


def put_reasons(world: World, *values: str, inactive: str = "") -> None:
    """Give the reason these options."""
    world.client.batch_put_field_options(
        **world.domain,
        fieldId="case_reason",
        options=[
            {"name": value.title(), "value": value, "active": value != inactive}
            for value in values
        ],
    )


def test_the_parent_leaves_options(world: World) -> None:
    """The child's active options that the parent's value maps to, in their order."""
    put_reasons(world, "a", "b", "c", "d", inactive="c")
    choices = {"open": ["c", "b", "a", "unknown", ""], "closed": ["d"]}
    use(world, options(choices), field_id=None)
    assert evaluated(world).options == {"case_reason": ("a", "b")}
    world.update(text("status", "closed"))
    assert evaluated(world).options == {"case_reason": ("d",)}


def test_a_parent_that_nothing_maps_leaves_none(world: World) -> None:
    """Without a mapping of the value there is no option; `""` maps no value."""
    put_reasons(world, "a", "b")
    use(world, options({"closed": ["a"]}), field_id=None)
    assert evaluated(world).options == {"case_reason": ()}
    reverse: dict[str, Any] = {
        "fieldOptions": {
            "parentFieldId": "case_reason",
            "childFieldId": world.fields["SingleSelect"],
            "parentChildFieldOptionsMappings": [
                {"parentFieldOptionValue": "", "childFieldOptionValues": ["red"]},
                {"parentFieldOptionValue": "a", "childFieldOptionValues": []},
            ],
        }
    }
    use(world, reverse, field_id=None)
    assert evaluated(world).options == {world.fields["SingleSelect"]: ("red",)}
    world.update(text("case_reason", "a"))
    assert evaluated(world).options == {world.fields["SingleSelect"]: ()}


def test_every_rule_narrows_the_options(world: World) -> None:
    """An option remains if all rules of its field leave it."""
    put_reasons(world, "a", "b", "c")
    use(
        world,
        options({"open": ["a", "b"]}),
        options({"open": ["b", "c"]}),
        field_id=None,
    )
    assert evaluated(world).options == {"case_reason": ("b",)}


def test_a_rule_of_options_may_leave_its_fields_open(world: World) -> None:
    """The child may be the template's field; without a parent nothing is narrowed."""
    put_reasons(world, "a")
    whole = options({"open": ["a"]})["fieldOptions"]
    for missing, expected in (
        ("childFieldId", {"case_reason": ("a",)}),
        ("parentFieldId", {}),
    ):
        parts = {name: it for name, it in whole.items() if name != missing}
        use(world, {"fieldOptions": parts}, field_id="case_reason")
        assert evaluated(world).options == expected


def test_deleted_fields_have_no_results(world: World) -> None:
    """What a template says of a field ends with the field; its value still counts."""
    field_id, select = world.fields["Text"], world.fields["SingleSelect"]
    world.update(text(field_id, "x"))
    use(world, rule("hidden", condition("equalTo", field_id, {"stringValue": "x"})))
    world.client.delete_field(**world.domain, fieldId=field_id)
    assert evaluated(world).hidden == {"summary"}
    child = options({"open": ["red"]})
    child["fieldOptions"]["childFieldId"] = select
    use(world, child, field_id=None)
    assert evaluated(world).options == {select: ("red",)}
    world.client.delete_field(**world.domain, fieldId=select)
    assert evaluated(world).options == {}


def test_an_unknown_case_has_no_results(cases: EmbeddedCases) -> None:
    """Asking for a case that does not exist is a ValueError."""
    with pytest.raises(ValueError, match="there is no case nowhere"):
        cases.evaluate_rules("nowhere")
