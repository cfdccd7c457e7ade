"""Conditions over field values, for searches; they combine with `&`, `|` and `~`.

`EqualTo(...) & ~Contains(...)` is an `AndAll` of both. Each combinator is generic in
what it holds, so that type checkers reject `TagEqualTo`, which only searches of cases
accept, inside a filter over custom fields.
"""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import (
    TYPE_CHECKING,
    Any,
    Generic,
    NoReturn,
    Self,
    TypeAlias,
    TypeVar,
    Union,
    cast,
)

from ..shapes import Limit, UnknownMember, at_home, member, shape, value
from .values import ID, TAG_VALUE, FieldValueUnion

__all__ = [
    "AndAll",
    "CaseFilter",
    "Contains",
    "CustomFieldsFilter",
    "EqualTo",
    "FieldFilter",
    "GreaterThan",
    "GreaterThanOrEqualTo",
    "LessThan",
    "LessThanOrEqualTo",
    "Not",
    "OrAll",
    "TagEqualTo",
]

F_co = TypeVar("F_co", covariant=True)
G = TypeVar("G", bound="_Filter")
#: Any method: the type of each stays as it is.
C = TypeVar("C", bound=Callable[..., Any])

_TEN = Limit(0, 10)


class Condition:
    """Base of all conditions: they combine by operators, not by `and`, `or`, `not`."""

    __slots__ = ()

    # Not `NoReturn`: mypy would check nothing after an `if condition`.
    def __bool__(self) -> object:
        # Without this, `a and b` would silently be `b`.
        raise TypeError("conditions combine with &, | and ~, not with and, or and not")


def of_conditions(combine: C) -> C:
    """An operator that leaves what is not compared yet to `Uncompared`."""

    @wraps(combine)
    def combined(condition: object, other: object, /) -> object:
        if isinstance(other, Uncompared):
            return NotImplemented
        made: object = combine(condition, other)
        return made

    return cast("C", combined)


class Uncompared:
    """Base of what makes conditions by being compared: of fields and attributes."""

    __slots__ = ()

    # `&` and `|` bind more tightly than `==`. Type checkers do not see these methods,
    # and report their use.
    if not TYPE_CHECKING:

        def __and__(self, other: object) -> NoReturn:
            raise TypeError(
                f"{self!r} is compared with nothing: put each comparison in "
                "parentheses, (a == 1) & (b == 2)"
            )

        __or__ = __rand__ = __ror__ = __and__


class _Filter(Condition):
    """A condition that can be negated."""

    __slots__ = ()

    def __invert__(self) -> "Not[Self]":
        return Not(self)


class Comparison(_Filter):
    """A single condition: `&` and `|` combine it with another."""

    __slots__ = ()

    @of_conditions
    def __and__(self, other: G, /) -> "AndAll[Self | G]":
        return AndAll((self, other))

    @of_conditions
    def __or__(self, other: G, /) -> "OrAll[Self | G]":
        return OrAll((self, other))


@shape
class _FieldComparison(Comparison):
    """A field compared with a value."""

    id: str = member(ID)
    """The field's id."""
    value: FieldValueUnion | UnknownMember
    """What it is compared with."""


@shape(tag="field.equalTo")
class EqualTo(_FieldComparison):
    """The field `id` equals `value`."""


@shape(tag="field.contains")
class Contains(_FieldComparison):
    """The text of the field `id` contains `value`."""


@shape(tag="field.greaterThan")
class GreaterThan(_FieldComparison):
    """The field `id` is greater than `value`."""


@shape(tag="field.greaterThanOrEqualTo")
class GreaterThanOrEqualTo(_FieldComparison):
    """The field `id` is greater than `value` or equal to it."""


@shape(tag="field.lessThan")
class LessThan(_FieldComparison):
    """The field `id` is less than `value`."""


@shape(tag="field.lessThanOrEqualTo")
class LessThanOrEqualTo(_FieldComparison):
    """The field `id` is less than `value` or equal to it."""


@value(tag="not")
class Not(Comparison, Generic[F_co]):
    """The condition `filter` does not hold."""

    filter: F_co
    """The condition that does not hold."""


@shape(tag="tag.equalTo")
class TagEqualTo(Comparison):
    """The case has the tag `key` with `value`; only cases can be searched by tag."""

    key: str | None = member(Limit(1, 128, r"[a-zA-Z0-9 _.:/=+\-@]+"), default=None)
    """The tag's key, 1 to 128 characters."""
    value: str | None = member(TAG_VALUE, default=None)
    """The tag's value, at most 256 characters."""


# `a & b & c` is one AndAll of three, not an AndAll inside another: a list holds at most
# ten conditions. So these two classes have operators of their own.
@value(tag="andAll")
class AndAll(_Filter, Generic[F_co]):
    """All of `filters` hold; at most 10."""

    filters: Sequence[F_co] = member(_TEN)
    """The conditions, at most 10."""

    @of_conditions
    def __and__(self, other: G, /) -> "AndAll[F_co | G]":
        return AndAll((*self.filters, other))

    @of_conditions
    def __or__(self, other: G, /) -> "OrAll[Self | G]":
        return OrAll((self, other))


@value(tag="orAll")
class OrAll(_Filter, Generic[F_co]):
    """At least one of `filters` holds; at most 10."""

    filters: Sequence[F_co] = member(_TEN)
    """The conditions, at most 10."""

    @of_conditions
    def __and__(self, other: G, /) -> "AndAll[Self | G]":
        return AndAll((self, other))

    @of_conditions
    def __or__(self, other: G, /) -> "OrAll[F_co | G]":
        return OrAll((*self.filters, other))


FieldFilter: TypeAlias = (
    EqualTo
    | Contains
    | GreaterThan
    | GreaterThanOrEqualTo
    | LessThan
    | LessThanOrEqualTo
)
"""A comparison of a field with a value; comparisons combine with `&`, `|` and `~`."""

# `Union` because `|` does not take the text a recursive alias needs.
CustomFieldsFilter: TypeAlias = Union[
    FieldFilter,
    "Not[CustomFieldsFilter]",
    "AndAll[CustomFieldsFilter]",
    "OrAll[CustomFieldsFilter]",
]
"""A condition over the fields of Custom items: a comparison, or several combined."""
CaseFilter: TypeAlias = Union[
    FieldFilter,
    TagEqualTo,
    "Not[CaseFilter]",
    "AndAll[CaseFilter]",
    "OrAll[CaseFilter]",
]
"""A condition over cases: a comparison of a field, a tag, or several combined."""

at_home(CustomFieldsFilter, __name__)
at_home(CaseFilter, __name__)
