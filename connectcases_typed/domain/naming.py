"""From the names in a setup to the ids of a domain, and back."""

from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from typing import Any, TypeVar, cast

import attrs

from ..models.case_rules import (
    CaseRuleDetails,
    FieldOptionsCaseRule,
    HiddenCaseRule,
    RequiredCaseRule,
)
from ..models.conditions import (
    AndAllCondition,
    EqualToCondition,
    FieldOperand,
    NotEqualToCondition,
    OrAllCondition,
)
from ..models.fields import FieldNamespace, GetFieldResponse
from ..shapes import UnknownMember

Rename = Callable[[str], str]
T = TypeVar("T")


def rule_fields(rule: CaseRuleDetails | UnknownMember) -> tuple[str, ...]:
    """The fields a case rule mentions, in order."""
    mentioned: list[str] = []

    def note(field: str) -> str:
        mentioned.append(field)
        return field

    with_fields(rule, note)
    return tuple(mentioned)


def with_fields(
    rule: CaseRuleDetails | UnknownMember, rename: Rename
) -> CaseRuleDetails | UnknownMember:
    """The same case rule, its fields renamed."""
    match rule:
        case FieldOptionsCaseRule():
            return _evolved(
                rule,
                parent_field_id=_renamed(rule.parent_field_id, rename),
                child_field_id=_renamed(rule.child_field_id, rename),
            )
        case RequiredCaseRule() | HiddenCaseRule():
            conditions = [_condition(it, rename) for it in rule.conditions]
            return _evolved(rule, conditions=conditions)
        case UnknownMember():
            return rule


def _renamed(field: str | None, rename: Rename) -> str | None:
    return None if field is None else rename(field)


# attrs types `evolve` only for classes it decorated itself.
def _evolved(value: T, **changes: object) -> T:
    evolved: T = attrs.evolve(cast("Any", value), **changes)
    return evolved


# `Any`: a condition holds conditions of its own kind, which no type says.
def _condition(condition: Any, rename: Rename) -> Any:
    match condition:
        case EqualToCondition() | NotEqualToCondition():
            operand = condition.operand_one
            if isinstance(operand, FieldOperand):
                operand = FieldOperand(rename(operand.field_id))
            return _evolved(condition, operand_one=operand)
        case AndAllCondition() | OrAllCondition():
            combined = cast("AndAllCondition[Any]", condition)
            conditions = [_condition(it, rename) for it in combined.conditions]
            return _evolved(combined, conditions=conditions)
        case _:
            return condition


def name_of(field: GetFieldResponse) -> str:
    """The name of a field in a setup."""
    if field.namespace is FieldNamespace.SYSTEM:
        return field.field_id
    return field.name


def ids_by_name(fields: Iterable[GetFieldResponse]) -> Mapping[str, str]:
    """The fields' ids, by their names in a setup."""
    return {name_of(field): field.field_id for field in fields}


def unknown_name(kind: str, name: str, known: Iterable[str]) -> str:
    """The message that nothing has a name, with the name that was probably meant."""
    near = get_close_matches(name, sorted(known), n=1)
    hint = f": did you mean {near[0]!r}?" if near else ""
    return f"there is no {kind} {name!r}{hint}"
