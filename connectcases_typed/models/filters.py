"""Conditions over field values, for searches; they combine with `&`, `|` and `~`.

`EqualTo(...) & ~Contains(...)` is an `AndAll` of both. Each combinator is generic in
what it holds, so that a condition only cases can be searched with does not pass for
one over custom fields.
"""

from collections.abc import Sequence
from typing import Generic, Self, TypeAlias, TypeVar, Union

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

_TEN = Limit(0, 10)


class Condition:
    """What conditions have in common: that they combine, and how not."""

    __slots__ = ()

    # Not `NoReturn`: mypy would check nothing after an `if` over it.
    def __bool__(self) -> object:
        # `a and b` would be `b`, and nobody would notice.
        raise TypeError("conditions combine with &, | and ~, not with and, or and not")


class _Filter(Condition):
    """A condition that can be negated."""

    __slots__ = ()

    def __invert__(self) -> "Not[Self]":
        return Not(self)


class Comparison(_Filter):
    """A single condition, combined with another by `&` or `|`."""

    __slots__ = ()

    def __and__(self, other: G, /) -> "AndAll[Self | G]":
        return AndAll((self, other))

    def __or__(self, other: G, /) -> "OrAll[Self | G]":
        return OrAll((self, other))


@shape
class _FieldComparison(Comparison):
    """A field compared with a value.

    Attributes:
        id: the field's id.
        value: what it is compared with.
    """

    id: str = member(ID)
    value: FieldValueUnion | UnknownMember


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


@shape(tag="tag.equalTo")
class TagEqualTo(Comparison):
    """The case has the tag `key` with `value`; only cases are searched by tag.

    Attributes:
        key: the tag's key, 1 to 128 characters.
        value: the tag's value, at most 256 characters.
    """

    key: str | None = member(Limit(1, 128, r"[a-zA-Z0-9 _.:/=+\-@]+"), default=None)
    value: str | None = member(TAG_VALUE, default=None)


# Chains stay flat: `a & b & c` is one AndAll of three, so that the ten a list takes
# are not spent on nesting. That is why these two bring operators of their own.
@value(tag="andAll")
class AndAll(_Filter, Generic[F_co]):
    """All of `filters` hold; at most 10."""

    filters: Sequence[F_co] = member(_TEN)

    def __and__(self, other: G, /) -> "AndAll[F_co | G]":
        return AndAll((*self.filters, other))

    def __or__(self, other: G, /) -> "OrAll[Self | G]":
        return OrAll((self, other))


@value(tag="orAll")
class OrAll(_Filter, Generic[F_co]):
    """At least one of `filters` holds; at most 10."""

    filters: Sequence[F_co] = member(_TEN)

    def __and__(self, other: G, /) -> "AndAll[Self | G]":
        return AndAll((self, other))

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
"""A comparison of a field with a value; they combine with `&`, `|` and `~`."""

# `Union` because `|` does not take the text a recursive alias needs.
CustomFieldsFilter: TypeAlias = Union[
    FieldFilter,
    "Not[CustomFieldsFilter]",
    "AndAll[CustomFieldsFilter]",
    "OrAll[CustomFieldsFilter]",
]
"""What selects Custom items by their fields: a comparison, or several combined."""
CaseFilter: TypeAlias = Union[
    FieldFilter,
    TagEqualTo,
    "Not[CaseFilter]",
    "AndAll[CaseFilter]",
    "OrAll[CaseFilter]",
]
"""What selects cases: a comparison of a field, a tag, or several of them combined."""

at_home(CustomFieldsFilter, __name__)
at_home(CaseFilter, __name__)
