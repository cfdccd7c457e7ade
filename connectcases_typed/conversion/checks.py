"""Checks of a request before it is sent: types, and the service's limits.

`check` walks a value beside what `kinds` says of it and collects every rule that is
broken, each with its wire path. Rules never quote the value: it may be sensitive.
Limits apply only to what is sent: the service may raise one before this library does,
and its responses must then still be readable.

How it works: for each kind, a function is made once that takes a value and returns what
is wrong with it. Almost always nothing is wrong, so paths are put together only on the
way back, where each level writes its own part in front.
"""

import math
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from enum import Enum
from functools import cache

from ..errors import Violation, below
from ..shapes import (
    Facts,
    Limit,
    OpenEnum,
    UnknownMember,
    is_bare,
    is_list,
    is_map,
    tag_of,
)
from .hints import of_list, of_structure, of_union
from .kinds import (
    Enclosing,
    Enumeration,
    Kind,
    ListOf,
    MapOf,
    Member,
    Scalar,
    Structure,
    Union,
    members,
)
from .plain import plain_integer, plain_number, plain_text, plain_time

_Check = Callable[[object], Iterable[Violation]]

_FINE: tuple[Violation, ...] = ()
_NO_LIMIT = Limit()
_DOTS = (".", "..")
_UNSENDABLE = "a member this library does not know cannot be sent"


class Rules(Enum):
    """How much is checked."""

    #: All the service model says.
    ALL = "all"
    #: Types and minima, as botocore does; maxima, patterns and enum values are left
    #: to the service.
    MINIMA = "minima"
    #: Types only: for values that are kept, not sent. Unknown members may be among
    #: them.
    TYPES = "types"

    def of(self, limit: Limit | None) -> Limit:
        """What of a limit is checked."""
        if limit is None or self is Rules.TYPES:
            return _NO_LIMIT
        if self is Rules.ALL:
            return limit
        return Limit(min=limit.min, in_path=limit.in_path)


def check(value: object, rules: Rules = Rules.ALL) -> tuple[Violation, ...]:
    """Every rule `value` breaks, in the order of its members."""
    cls: type = type(value)
    if cls is UnknownMember:
        return _FINE if rules is Rules.TYPES else _broken(_UNSENDABLE)
    return _seen_from_here(_shape(cls, rules)(value))


def _seen_from_here(found: Iterable[Violation]) -> tuple[Violation, ...]:
    return tuple(
        [
            Violation(it.path.removeprefix("."), it.rule, it.written.removeprefix("."))
            for it in found
        ]
    )


def check_arm(
    value: object, union: Union, rules: Rules = Rules.ALL
) -> tuple[Violation, ...]:
    """Every rule an arm breaks that needs to know the union it is in."""
    return _seen_from_here(_union(union, {}, rules)(value))


@cache
def _shape(cls: type, rules: Rules) -> _Check:
    """The check of a class by itself; of a class that is an arm, under its tag."""
    if tag_of(cls) is None:
        return _members(cls, None, rules)
    return _union(Union((cls,)), {}, rules)


@cache
def _members(cls: type, union: Union | None, rules: Rules) -> _Check:
    """The check of a class, found in `union` if it is an arm of one."""
    checks = [(member, _checked(member, union, rules)) for member in members(cls)]

    def check_structure(value: object) -> Iterable[Violation]:
        problems: list[Violation] = []
        for member, check_member in checks:
            inner = getattr(value, member.name)
            if inner is not None:
                if found := check_member(inner):
                    problems.extend(below(f".{member.wire}", found, f".{member.name}"))
            elif member.required:
                missing = (Violation("", "required, but None"),)
                problems.extend(below(f".{member.wire}", missing, f".{member.name}"))
        return problems

    return check_structure


def _checked(member: Member, union: Union | None, rules: Rules) -> _Check:
    return _of(member.kind, member.facts, member.facts.limit, union, rules)


def _of(
    kind: Kind, facts: Facts, limit: Limit | None, union: Union | None, rules: Rules
) -> _Check:
    match kind:
        case Scalar(expected):
            return _SCALARS[expected](rules.of(limit), rules)
        case Enumeration(enum):
            return _enumeration(enum, rules)
        case Structure(cls):
            return _structure(cls, rules)
        case Union():
            return _union(kind, facts.arms, rules)
        case Enclosing():
            if union is None:
                raise TypeError("a type variable only has a meaning inside a union")
            return _lazily(lambda: _union(union, facts.arms, rules))
        case ListOf(element):
            each = _of(element, facts, facts.each, union, rules)
            return _list(rules.of(limit), each, element)
        case MapOf(inner):
            each = _of(inner, facts, facts.each, union, rules)
            keys = _of(Scalar(str), facts, facts.keys, union, rules)
            return _map(rules.of(limit), keys, each)


def _lazily(make: Callable[[], _Check]) -> _Check:
    """A check made at its first use, for unions that hold themselves."""

    def check_later(value: object) -> Iterable[Violation]:
        return make()(value)

    return check_later


def _structure(cls: type, rules: Rules) -> _Check:
    inner = _members(cls, None, rules)

    def check_class(value: object) -> Iterable[Violation]:
        if type(value) is cls:
            return inner(value)
        return _expected(cls.__name__, value, of_structure(cls, value))

    return check_class


def _union(union: Union, stricter: Mapping[str, Limit], rules: Rules) -> _Check:
    tags = {arm: tag_of(arm) or "" for arm in union.arms}
    names = ", ".join(arm.__name__ for arm in union.arms)
    expected = names if len(union.arms) == 1 else f"one of {names}"
    checks = {
        arm: _bare_arm(arm, stricter.get(tag), union, rules)
        if is_bare(arm)
        else _members(arm, union, rules)
        for arm, tag in tags.items()
    }

    def check_union(value: object) -> Iterable[Violation]:
        arm = type(value)
        if check_arm := checks.get(arm):
            found = check_arm(value)
            return below(f".{tags[arm]}", found) if found else _FINE
        if arm is UnknownMember:
            return _FINE if rules is Rules.TYPES else _broken(_UNSENDABLE)
        return _expected(expected, value, of_union(union, value))

    return check_union


def _bare_arm(arm: type, stricter: Limit | None, union: Union, rules: Rules) -> _Check:
    """The check of an arm that is one value, which has no name on the wire."""
    (member,) = members(arm)
    limit = stricter or member.facts.limit
    inner = _of(member.kind, member.facts, limit, union, rules)
    # `StringValue(x)` is written by position: nobody wrote `.value`.
    written = "" if isinstance(member.kind, Scalar) else f".{member.name}"

    def check_value(value: object) -> Iterable[Violation]:
        held = getattr(value, member.name)
        if held is None:
            return _broken("required, but None")
        found = inner(held)
        return below("", found, written) if found else _FINE

    return check_value


def _list(limit: Limit, each: _Check, element: Kind) -> _Check:
    def check_list(value: object) -> Iterable[Violation]:
        if not is_list(value):
            return _expected("a list or tuple", value, of_list(element, value))
        problems = list(_size(len(value), limit, "elements"))
        for index, item in enumerate(value):
            if found := each(item):
                part = f"[{index}]"
                problems.extend(below(part, found, part))
        return problems

    return check_list


def _map(limit: Limit, keys: _Check, each: _Check) -> _Check:
    def check_map(value: object) -> Iterable[Violation]:
        if not is_map(value):
            return _expected("a mapping", value)
        problems = list(_size(len(value), limit, "entries"))
        for place, (key, element) in enumerate(value.items()):
            found = [*keys(key), *each(element)]
            # Not the key itself, which may be as sensitive as a value.
            part = f"[key {place}]"
            problems.extend(below(part, found, part))
        return problems

    return check_map


def _enumeration(enum: type[OpenEnum], rules: Rules) -> _Check:
    values = frozenset(member.value for member in enum)
    known = ", ".join(member.value for member in enum)

    def check_enum(value: object) -> Iterable[Violation]:
        if not isinstance(value, str):
            return _expected(enum.__name__, value)
        if rules is Rules.ALL and plain_text(value) not in values:
            return _broken(f"not a known {enum.__name__}, which are {known}")
        return _FINE

    return check_enum


def _string(limit: Limit, rules: Rules) -> _Check:
    pattern = limit.pattern
    # ASCII, because `\s` and `\S` in the service's patterns are.
    matches = re.compile(pattern, re.ASCII).fullmatch if pattern else None
    is_sent = rules is not Rules.TYPES

    def check_string(value: object) -> Iterable[Violation]:
        if not isinstance(value, str):
            return _expected("a string", value)
        value = plain_text(value)
        problems = _size(len(value), limit, "characters")
        if is_sent and not value.isascii() and _has_surrogate(value):
            problems += _broken("holds a lone surrogate, which is no text")
        if limit.in_path and value in _DOTS:
            problems += _broken("names no resource, but a step in a path")
        if matches and not matches(value):
            problems += _broken(f"does not match {pattern}")
        return problems

    return check_string


def _has_surrogate(text: str) -> bool:
    return any("\ud800" <= char <= "\udfff" for char in text)


def _integer(limit: Limit, _rules: Rules) -> _Check:
    def check_integer(value: object) -> Iterable[Violation]:
        if not isinstance(value, int) or isinstance(value, bool):
            return _expected("an integer", value)
        value = plain_integer(value)
        if limit.min is not None and value < limit.min:
            return _broken(f"too small, at least {limit.min}")
        if limit.max is not None and value > limit.max:
            return _broken(f"too large, at most {limit.max}")
        return _FINE

    return check_integer


def _number(_limit: Limit, rules: Rules) -> _Check:
    def check_number(value: object) -> Iterable[Violation]:
        if not isinstance(value, int | float) or isinstance(value, bool):
            return _expected("a number", value)
        value = plain_number(value)
        try:
            finite = math.isfinite(value)
        except OverflowError:  # an int no double can hold
            finite = False
        return (
            _FINE if finite or rules is Rules.TYPES else _broken("not a finite number")
        )

    return check_number


def _bool(_limit: Limit, _rules: Rules) -> _Check:
    def check_bool(value: object) -> Iterable[Violation]:
        return _FINE if isinstance(value, bool) else _expected("a bool", value)

    return check_bool


def _time(_limit: Limit, _rules: Rules) -> _Check:
    def check_time(value: object) -> Iterable[Violation]:
        if not isinstance(value, datetime):
            return _expected("a datetime", value)
        try:
            aware = plain_time(value).utcoffset() is not None
        except (ValueError, TypeError):  # `pandas.NaT` has no year
            return _broken("not a point in time")
        return _FINE if aware else _broken("a datetime without a time zone")

    return check_time


_SCALARS: dict[type, Callable[[Limit, Rules], _Check]] = {
    str: _string,
    int: _integer,
    float: _number,
    bool: _bool,
    datetime: _time,
}


def _size(size: int, limit: Limit, unit: str) -> tuple[Violation, ...]:
    if limit.min is not None and size < limit.min:
        return _broken(f"{size} {unit}, at least {limit.min}")
    if limit.max is not None and size > limit.max:
        return _broken(f"{size} {unit}, at most {limit.max}")
    return _FINE


def _expected(what: str, given: object, hint: str = "") -> Iterable[Violation]:
    return _broken(f"expected {what}, not {type(given).__name__}{hint}")


def _broken(rule: str) -> tuple[Violation, ...]:
    return (Violation("", rule),)
