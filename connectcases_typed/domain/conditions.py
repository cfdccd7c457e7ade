"""Conditions as Python expressions: `where("status") == "open"`.

They make the classes of `models.filters` and `models.conditions`, and so can be used
wherever those can. `where` is for searches and `when` for case rules; both take ids.
`DomainFields` has both by name.
"""

from collections.abc import Callable
from typing import ClassVar, NoReturn, TypeAlias, overload

import attrs

from .._docs import documented
from ..models.conditions import (
    EqualToCondition,
    FieldOperand,
    NotEqualToCondition,
    OperandTwo,
)
from ..models.filters import (
    AndAll,
    CaseFilter,
    Contains,
    CustomFieldsFilter,
    EqualTo,
    GreaterThan,
    GreaterThanOrEqualTo,
    LessThan,
    LessThanOrEqualTo,
    Not,
    OrAll,
    Uncompared,
)
from ..models.layouts import BasicLayout, FieldGroup, FieldItem, LayoutSections
from ..models.values import (
    FieldValueUnion,
    PlainValue,
    StringValue,
    UserArnValue,
)
from ..shapes import Strings
from .mapped import RecordCaseFilter, RecordFilter
from .plain import FieldInput, value_of

__all__ = [
    "RuleInput",
    "When",
    "Where",
    "all_of",
    "any_of",
    "layout",
    "when",
    "where",
]

RuleInput: TypeAlias = PlainValue | OperandTwo
"""What a case rule compares a field with."""


@documented
@attrs.frozen(eq=False)
class Where(Uncompared):
    """A field to compare: `where("status") == "open"` is a condition for searches.

    `==`, `!=`, `<`, `<=`, `>`, `>=`, `contains` and `is_empty` make conditions, which
    combine with `&`, `|` and `~`. `!=` also selects what has no value for the field.
    """

    field_id: str
    """The field's id."""
    _value: Callable[[str, FieldInput], FieldValueUnion] = attrs.field(
        default=value_of, repr=False
    )

    # Comparisons make conditions, as those of SQLAlchemy's columns do.
    def __eq__(self, other: FieldInput) -> EqualTo:  # type: ignore[override]  # no bool
        return EqualTo(id=self.field_id, value=self._value(self.field_id, other))

    def __ne__(self, other: FieldInput) -> Not[EqualTo]:  # type: ignore[override]  # no bool
        return ~(self == other)

    # A `Where` has no equality, and so no hash.
    __hash__: ClassVar[None] = None  # type: ignore[assignment]  # as `==` is no bool

    def __gt__(self, other: FieldInput) -> GreaterThan:
        return GreaterThan(id=self.field_id, value=self._value(self.field_id, other))

    def __ge__(self, other: FieldInput) -> GreaterThanOrEqualTo:
        value = self._value(self.field_id, other)
        return GreaterThanOrEqualTo(id=self.field_id, value=value)

    def __lt__(self, other: FieldInput) -> LessThan:
        return LessThan(id=self.field_id, value=self._value(self.field_id, other))

    def __le__(self, other: FieldInput) -> LessThanOrEqualTo:
        value = self._value(self.field_id, other)
        return LessThanOrEqualTo(id=self.field_id, value=value)

    def contains(self, text: str) -> Contains:
        """The field's text contains this one."""
        return Contains(id=self.field_id, value=StringValue(text))

    def is_empty(self) -> EqualTo:
        """The field has no value."""
        return self == None  # noqa: E711 - makes a condition

    def __bool__(self) -> NoReturn:
        raise TypeError("a field is neither true nor false: compare it with a value")


def where(field_id: str) -> Where:
    """A field to compare in a search, by id: `where("status") == "open"`.

    Values are taken as `field_values` takes them, and users as `UserArn` too.
    """
    return Where(field_id)


@documented
@attrs.frozen(eq=False)
class When(Uncompared):
    """A field to compare in a case rule: see `when`."""

    field_id: str
    """The field's id."""
    result: bool
    """What the rule decides where the comparison holds."""
    _value: Callable[[str, FieldInput], FieldValueUnion] = attrs.field(
        default=value_of, repr=False
    )

    # As in `Where`.
    def __eq__(self, other: RuleInput) -> EqualToCondition:  # type: ignore[override]  # no bool
        return EqualToCondition(
            operand_one=FieldOperand(self.field_id),
            operand_two=self._operand(other),
            result=self.result,
        )

    def __ne__(self, other: RuleInput) -> NotEqualToCondition:  # type: ignore[override]  # no bool
        return NotEqualToCondition(
            operand_one=FieldOperand(self.field_id),
            operand_two=self._operand(other),
            result=self.result,
        )

    __hash__: ClassVar[None] = None  # type: ignore[assignment]  # as `==` is no bool

    def _operand(self, given: RuleInput) -> OperandTwo:
        value = self._value(self.field_id, given)
        if isinstance(value, UserArnValue):
            raise TypeError(f"field {self.field_id!r}: case rules compare no users")
        return value

    def __bool__(self) -> NoReturn:
        raise TypeError("a field is neither true nor false: compare it with a value")


def when(field_id: str, *, result: bool = True) -> When:
    """A field to compare in a case rule, by id: `when("status") == "closed"`.

    The condition carries what the rule decides if it holds:

        RequiredCaseRule(default_value=False, conditions=[when("status") == "closed"])

    Args:
        field_id: the field.
        result: what is decided; False for "not required" or "not hidden".
    """
    return When(field_id, result)


# As narrow as what is given: what Custom items can be searched with, cases can too.
@overload
def all_of(*conditions: CustomFieldsFilter | None) -> CustomFieldsFilter | None: ...
@overload
def all_of(  # type: ignore[overload-overlap]  # both take what the first does
    *conditions: CaseFilter | None,
) -> CaseFilter | None: ...
@overload
def all_of(*conditions: RecordFilter | None) -> RecordFilter | None: ...
@overload
def all_of(*conditions: RecordCaseFilter | None) -> RecordCaseFilter | None: ...
def all_of(*conditions: RecordCaseFilter | None) -> RecordCaseFilter | None:
    """All of the conditions; None counts as no condition, and no conditions give None.

    For a search with optional criteria:

        all_of(
            where("status") == status if status else None,
            where("title").contains(words) if words else None,
        )
    """
    given = tuple(it for it in conditions if it is not None)
    return AndAll(given) if len(given) > 1 else next(iter(given), None)


@overload
def any_of(*conditions: CustomFieldsFilter | None) -> CustomFieldsFilter | None: ...
@overload
def any_of(  # type: ignore[overload-overlap]  # both take what the first does
    *conditions: CaseFilter | None,
) -> CaseFilter | None: ...
@overload
def any_of(*conditions: RecordFilter | None) -> RecordFilter | None: ...
@overload
def any_of(*conditions: RecordCaseFilter | None) -> RecordCaseFilter | None: ...
def any_of(*conditions: RecordCaseFilter | None) -> RecordCaseFilter | None:
    """At least one of the conditions; None counts as none, and none give None."""
    given = tuple(it for it in conditions if it is not None)
    return OrAll(given) if len(given) > 1 else next(iter(given), None)


def layout(
    *,
    top: Strings = (),
    more: Strings = (),
    top_name: str | None = None,
    more_name: str | None = None,
) -> BasicLayout:
    """A layout of two panels: `layout(top=["customer_id"], more=["summary"])`.

    Args:
        top: ids of the fields that are always shown, in order; no panel if empty.
        more: ids of the fields on the tab for more; no panel if empty.
        top_name: the heading above the first panel's fields.
        more_name: the heading above the second panel's.
    """
    return BasicLayout(
        top_panel=_panel(top, top_name), more_info=_panel(more, more_name)
    )


def _panel(ids: Strings, name: str | None) -> LayoutSections | None:
    if not ids:
        return None
    fields = [FieldItem(id=id_) for id_ in ids]
    return LayoutSections(sections=[FieldGroup(name=name, fields=fields)])
