"""A setup with some of everything, and changing it."""

from typing import Any, TypeVar, cast

import attrs

from connectcases_typed import (
    AutoIncludeFields,
    CaseRuleSetup,
    DomainSetup,
    EqualToCondition,
    EventSetup,
    FieldOperand,
    FieldOption,
    FieldOptionsCaseRule,
    FieldSetup,
    FieldType,
    HiddenCaseRule,
    LayoutSetup,
    NotEqualToCondition,
    ParentChildFieldOptionsMapping,
    RequiredCaseRule,
    StringValue,
    TagPropagationConfiguration,
    TemplateRuleSetup,
    TemplateSetup,
    TemplateStatus,
    TextAttributes,
    field_options,
)

SETUP = DomainSetup(
    fields=[
        FieldSetup(
            name="Hotel",
            type=FieldType.TEXT,
            description="where",
            attributes=TextAttributes(is_multiline=False),
            tags={"team": "blue"},
        ),
        FieldSetup(name="Nights", type=FieldType.NUMBER),
        FieldSetup(
            name="Board",
            type=FieldType.SINGLE_SELECT,
            options=(
                *field_options("none", "half", "full"),
                FieldOption(name="All", value="all", active=False),
            ),
        ),
        FieldSetup(
            name="Meal", type=FieldType.SINGLE_SELECT, options=field_options("a", "b")
        ),
        FieldSetup(
            name="case_reason",
            type=FieldType.SINGLE_SELECT,
            options=field_options("booking"),
        ),
    ],
    layouts=[
        LayoutSetup(
            name="Booking",
            top_panel=["Hotel", "customer_id"],
            more_info=["Nights", "Board"],
            more_info_heading="Stay",
            tags={"team": "blue"},
        )
    ],
    case_rules=[
        CaseRuleSetup(
            name="Nights for hotels",
            rule=RequiredCaseRule(
                default_value=False,
                conditions=[
                    EqualToCondition(
                        operand_one=FieldOperand("Board"),
                        operand_two=StringValue("half"),
                        result=True,
                    )
                    | NotEqualToCondition(
                        operand_one=FieldOperand("Hotel"),
                        operand_two=StringValue("x"),
                        result=True,
                    )
                ],
            ),
            description="how long",
        ),
        CaseRuleSetup(
            name="Meals",
            rule=FieldOptionsCaseRule(
                parent_field_id="Board",
                child_field_id="Meal",
                parent_child_field_options_mappings=[
                    ParentChildFieldOptionsMapping(
                        parent_field_option_value="half",
                        child_field_option_values=["a"],
                    )
                ],
            ),
        ),
        CaseRuleSetup(
            name="Hidden", rule=HiddenCaseRule(default_value=True, conditions=[])
        ),
    ],
    templates=[
        TemplateSetup(
            name="Booking",
            description="a stay",
            layout="Booking",
            required_fields=["Nights", "Hotel"],
            status=TemplateStatus.ACTIVE,
            rules=[
                TemplateRuleSetup(rule="Nights for hotels", field="Nights"),
                TemplateRuleSetup(rule="Meals"),
            ],
            tag_propagation_configurations=[
                TagPropagationConfiguration(tag_map={"kind": "booking"})
            ],
            tags={"team": "blue"},
        )
    ],
    events=EventSetup(
        enabled=True,
        fields=["Hotel", "status"],
        auto_include_fields=AutoIncludeFields.CUSTOM,
        include_content=True,
    ),
    tags={"stage": "test"},
)


T = TypeVar("T")


# attrs types `evolve` only for classes it decorated itself.
def evolved(setup: T, **changes: object) -> T:
    """A setup with changes."""
    changed: T = attrs.evolve(cast("Any", setup), **changes)
    return changed
