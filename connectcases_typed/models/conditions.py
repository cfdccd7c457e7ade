"""Conditions of case rules; they combine with `&` and `|`."""

from collections.abc import Sequence
from typing import Generic, Self, TypeAlias, TypeVar, Union

from ..shapes import Limit, UnknownMember, at_home, member, shape, value
from .filters import Condition, of_conditions
from .values import ID, BooleanValue, DoubleValue, EmptyValue, StringValue

__all__ = [
    "AndAllCondition",
    "BooleanCondition",
    "EqualToCondition",
    "FieldOperand",
    "NotEqualToCondition",
    "OperandOne",
    "OperandTwo",
    "OrAllCondition",
]

C_co = TypeVar("C_co", covariant=True)
G = TypeVar("G", bound=Condition)

CONDITIONS = Limit(0, 100)


@value(tag="fieldId")
class FieldOperand:
    """The value a case has for a field, by the field's id."""

    field_id: str = member(ID)
    """The field's id."""


OperandOne: TypeAlias = FieldOperand
"""The left side of a comparison in a case rule: a field."""
OperandTwo: TypeAlias = StringValue | BooleanValue | DoubleValue | EmptyValue
"""The right side of a comparison in a case rule; `EmptyValue` means: is blank."""


@shape
class _BooleanOperands(Condition):
    """A comparison, and the rule's result if it holds."""

    operand_one: OperandOne | UnknownMember
    """The field whose value is compared."""
    operand_two: OperandTwo | UnknownMember = member(
        arms={"stringValue": Limit(1, 1500)}
    )
    """What it is compared with; text of 1 to 1500 characters."""
    result: bool
    """The rule's result if the comparison holds."""

    @of_conditions
    def __and__(self, other: G, /) -> "AndAllCondition[Self | G]":
        return AndAllCondition(conditions=(self, other))

    @of_conditions
    def __or__(self, other: G, /) -> "OrAllCondition[Self | G]":
        return OrAllCondition(conditions=(self, other))


@shape(tag="equalTo")
class EqualToCondition(_BooleanOperands):
    """The field equals the value."""


@shape(tag="notEqualTo")
class NotEqualToCondition(_BooleanOperands):
    """The field does not equal the value."""


# `a & b & c` is one AndAllCondition of three, as with filters: a rule accepts only two
# levels of nesting.
@shape(tag="andAll")
class AndAllCondition(Condition, Generic[C_co]):
    """All of the conditions hold."""

    conditions: Sequence[C_co] = member(CONDITIONS)
    """The service takes 5 of them in a rule, two levels deep."""

    @of_conditions
    def __and__(self, other: G, /) -> "AndAllCondition[C_co | G]":
        return AndAllCondition(conditions=(*self.conditions, other))

    @of_conditions
    def __or__(self, other: G, /) -> "OrAllCondition[Self | G]":
        return OrAllCondition(conditions=(self, other))


@shape(tag="orAll")
class OrAllCondition(Condition, Generic[C_co]):
    """At least one of the conditions holds."""

    conditions: Sequence[C_co] = member(CONDITIONS)
    """The service takes 5 of them in a rule, two levels deep."""

    @of_conditions
    def __and__(self, other: G, /) -> "AndAllCondition[Self | G]":
        return AndAllCondition(conditions=(self, other))

    @of_conditions
    def __or__(self, other: G, /) -> "OrAllCondition[C_co | G]":
        return OrAllCondition(conditions=(*self.conditions, other))


# `Union` because `|` does not take the text a recursive alias needs.
BooleanCondition: TypeAlias = Union[
    EqualToCondition,
    NotEqualToCondition,
    "AndAllCondition[BooleanCondition | UnknownMember]",
    "OrAllCondition[BooleanCondition | UnknownMember]",
]
"""A condition of a case rule: a comparison, or several combined with `&` and `|`."""

at_home(BooleanCondition, __name__)
