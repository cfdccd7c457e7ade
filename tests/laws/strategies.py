"""Values of every class of the models, made of what `kinds` says of their members.

Any values, unlike those of `client/samples.py`, which has one of each arm, and quicker.

They keep to every limit, and stay small: a string is a few characters longer than it
must be, a list a few elements. A union that holds itself goes down a few levels; then
only the arms that end it are left.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any

from hypothesis import strategies as st

from connectcases_typed.conversion.kinds import (
    Enclosing,
    Enumeration,
    Kind,
    ListOf,
    MapOf,
    Member,
    Scalar,
    Structure,
    Union,
    kind_of,
    members,
)
from connectcases_typed.shapes import Facts, Limit, is_bare, tag_of

#: Fits every limit of a sensitive member, and nothing else says it.
MARKER = "the-secret"

_DEPTH = 2
_MORE = 3

# Of which class a strategy's values are is known only at run time, hence `Any`.
Values = st.SearchStrategy[Any]


@cache
def values_of(cls: type, *, full: bool = False, marked: bool = False) -> Values:
    """Values of a class.

    Args:
        cls: the class.
        full: no member is left out, and no list or map empty that need not be.
        marked: sensitive members all hold `MARKER`.
    """
    union = Union((cls,)) if tag_of(cls) is not None else None
    return _Builder(full=full, marked=marked).shape(cls, union, _DEPTH)


# A union is an annotation, which has no type of its own.
def union_values(annotation: Any) -> Values:
    """Values of a union, a few levels deep."""
    kind = kind_of(annotation)
    assert isinstance(kind, Union)
    return _Builder(full=False, marked=False).union(kind, {}, _DEPTH)


def can_stand_alone(cls: type) -> bool:
    """Whether there are values of the class outside a union of other arms."""
    return not _holds_enclosing(cls)


def _holds_enclosing(cls: type) -> bool:
    kinds = [member.kind for member in members(cls)]
    inner = [kind.element if isinstance(kind, ListOf) else kind for kind in kinds]
    return any(isinstance(kind, Enclosing) for kind in inner)


class _Builder:
    def __init__(self, *, full: bool, marked: bool) -> None:
        self._full = full
        self._marked = marked

    def shape(
        self,
        cls: type,
        union: Union | None,
        depth: int,
        stricter: Limit | None = None,
    ) -> Values:
        found = {
            member.name: self._member(member, union, depth, stricter)
            for member in members(cls)
        }
        return st.builds(cls, **found)

    def _member(
        self, member: Member, union: Union | None, depth: int, stricter: Limit | None
    ) -> Values:
        facts = member.facts
        limit = stricter or facts.limit
        if facts.sensitive and self._marked and member.kind == Scalar(str):
            return st.just(MARKER)
        # Made when it is drawn: there are many, and some hold themselves.
        found = st.deferred(lambda: self._kind(member.kind, facts, limit, union, depth))
        return found if member.required or self._full else st.none() | found

    def _kind(
        self,
        kind: Kind,
        facts: Facts,
        limit: Limit | None,
        union: Union | None,
        depth: int,
    ) -> Values:
        match kind:
            case Scalar(type_):
                return _scalar(type_, limit or Limit())
            case Enumeration(enum):
                return st.sampled_from(list(enum))
            case Structure(cls):
                return self.shape(cls, None, depth)
            case Union():
                return self.union(kind, facts.arms, depth)
            case Enclosing():
                assert union is not None
                return self.union(union, facts.arms, depth - 1)
            case ListOf(element):
                each = self._kind(element, facts, facts.each, union, depth)
                return st.lists(each, **self._sizes(limit)).map(tuple)
            case MapOf(value):
                keys = _scalar(str, facts.keys or Limit())
                each = self._kind(value, facts, facts.each, union, depth)
                return st.dictionaries(keys, each, **self._sizes(limit))

    def union(self, union: Union, stricter: Mapping[str, Limit], depth: int) -> Values:
        """Values of a union's arms."""
        return st.one_of(
            [
                self.shape(arm, union, depth, stricter.get(tag_of(arm) or ""))
                if is_bare(arm)
                else self.shape(arm, union, depth)
                for arm in union.arms
                if depth or not _holds_enclosing(arm)
            ]
        )

    def _sizes(self, limit: Limit | None) -> dict[str, Any]:
        least = (limit and limit.min) or int(self._full)
        most = least + _MORE
        if limit and limit.max is not None:
            most = min(most, limit.max)
        return {"min_size": min(least, most), "max_size": most}


@cache
def _scalar(type_: type, limit: Limit) -> Values:
    if type_ is str:
        text = _text(limit)
        return text.filter(lambda it: it not in (".", "..")) if limit.in_path else text
    if type_ is int:
        return st.integers(
            -(2**31) if limit.min is None else limit.min,
            2**31 if limit.max is None else limit.max,
        )
    if type_ is float:
        return st.floats(allow_nan=False, allow_infinity=False)
    if type_ is datetime:
        return st.datetimes(timezones=st.just(UTC))
    return st.booleans()


def _text(limit: Limit) -> Values:
    least = limit.min or 0
    most = least + _MORE if limit.max is None else min(least + _MORE, limit.max)
    if limit.pattern is None:
        return st.text(min_size=least, max_size=most)
    pattern = re.compile(limit.pattern, re.ASCII)
    return st.from_regex(pattern, fullmatch=True).filter(
        lambda text: least <= len(text) <= (limit.max or 500)
    )
