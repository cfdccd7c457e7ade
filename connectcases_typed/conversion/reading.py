"""Reading: from botocore's dicts and decoded JSON to values, leniently.

Two forms of the same answer arrive: botocore's dicts, where times are datetimes and
nulls are gone, and decoded JSON, where times are text and nulls are there. Every hook
takes both. What the service may add is let through: members nobody knows are ignored,
an enum value nobody knows becomes an open member, a union arm nobody knows becomes an
`UnknownMember`. What it may not do is an error with a path: a required member missing,
a value of the wrong kind, a union with no arm or two.

All that is wrong is told at once: whatever holds several values reads them all before
it raises, and each level puts its own part of the path in front.

The one unusual thing: an instance is filled slot by slot. attrs' own `__init__` looks
at defaults, converts what it is given and has to get around its class being frozen.
What has just been read needs none of that, and an audit page is three hundred values.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any

import attrs

from ..errors import Violation, below
from ..shapes import OpenEnum, UnknownMember, is_bare, is_list, is_map, tag_of
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

# What the wire holds has no type before it is decoded: `Any` below stands for that.
_Hook = Callable[[Any], Any]


class KindError(ValueError):
    """Something is not of the kind it should be; says so without quoting it.

    Attributes:
        violations: where, seen from the level the error has come up to, and how.
    """

    def __init__(self, *violations: Violation) -> None:
        super().__init__(*violations)
        self.violations = violations


_MISSING = (Violation("", "required, but missing"),)

#: An instance with nothing in it yet.
_new: Callable[[type], object] = object.__new__


def _problem(rule: str) -> KindError:
    return KindError(Violation("", rule))


def _mismatch(expected: str, value: object) -> KindError:
    given = "null" if value is None else type(value).__name__
    return _problem(f"expected {expected}, not {given}")


def kind_in(kind: Kind) -> _Hook:
    """The hook that reads a kind of member."""
    return _in(kind, None)


@cache
def _structure_in(cls: type, union: Union | None) -> _Hook:
    """The hook of a class's members, found in `union` if it is an arm of one."""
    parts = [
        (_slot(cls, it.name), it.wire, _member_in(it, union), it.required)
        for it in members(cls)
    ]
    not_sent = [
        (_slot(cls, it.name), _default(it)) for it in attrs.fields(cls) if not it.init
    ]

    # What has no members is the same wherever it is.
    nothing = None if parts or not_sent else _new(cls)

    def read(value: Any) -> Any:
        # What `is_map` would ask first; asking here spares the call.
        if value.__class__ is not dict and not is_map(value):
            raise _mismatch("a structure", value)
        if nothing is not None:
            return nothing
        made = _new(cls)
        wrong: tuple[Violation, ...] = ()
        for put, wire, hook, required in parts:
            item = value.get(wire)
            try:
                put(made, hook(item) if required or item is not None else None)
            except KindError as error:
                why = error.violations if wire in value else _MISSING
                wrong += below(f".{wire}", why)
        if wrong:
            raise KindError(*wrong)
        for put, default in not_sent:
            put(made, default())
        return made

    return read


def _default(attribute: "attrs.Attribute[Any]") -> Callable[[], Any]:
    """What makes the value of an attribute that does not travel."""
    default: Any = attribute.default
    factory: Callable[[], Any] | None = getattr(default, "factory", None)
    return factory or (lambda: default)


def _slot(cls: type, name: str) -> Callable[[object, Any], None]:
    """What fills an attribute of an instance, frozen or not."""
    put: Callable[[object, Any], None] = getattr(cls, name).__set__
    return put


def _member_in(member: Member, union: Union | None) -> _Hook:
    return _in(member.kind, union, sparse=member.facts.sparse)


def _in(kind: Kind, union: Union | None, *, sparse: bool = False) -> _Hook:
    match kind:
        case Scalar(expected):
            return _SCALARS_IN[expected]
        case Enumeration(enum):
            return _enumeration_in(enum)
        case Structure(cls):
            return _structure_in(cls, None)
        case Union():
            return _union_in(kind)
        case Enclosing():
            if union is None:
                raise TypeError("a type variable only has a meaning inside a union")
            # Made at its first use: the union is being made right now.
            return lambda value: _union_in(union)(value)  # noqa: PLW0108 - as said
        case ListOf(element):
            return list_in(_in(element, union), sparse=sparse)
        case MapOf(inner):
            return map_in(_in(inner, union), sparse=sparse)


@cache
def _union_in(union: Union) -> _Hook:
    return _arms_in({_tag(arm): _arm_in(arm, union) for arm in union.arms}, "")


def _arms_in(arms: Mapping[str, _Hook], prefix: str) -> _Hook:
    """The hook of a union, or of a union inside one, whose tags begin with `prefix`."""
    hooks: dict[str, _Hook] = {}
    for tag, hook in arms.items():
        head, _, rest = tag.partition(".")
        if rest:
            inside = {
                tag.removeprefix(f"{head}."): hook
                for tag, hook in arms.items()
                if tag.startswith(f"{head}.")
            }
            hooks[head] = _arms_in(inside, f"{prefix}{head}.")
        else:
            hooks[head] = hook

    def read(value: Any) -> Any:
        try:
            ((tag, item),) = value.items()
        except (AttributeError, ValueError):
            # No structure, or one of several members, of which one may be set.
            tag = _set_in(value)
            item = value[tag]
        if (hook := hooks.get(tag)) and item is not None:
            try:
                return hook(item)
            except KindError as error:
                raise KindError(*below(f".{tag}", error.violations)) from None
        tag = _set_in(value)
        match value:
            case {"SDK_UNKNOWN_MEMBER": {"name": str(name)}}:
                # All that botocore's parser leaves of an arm it does not know.
                return UnknownMember(f"{prefix}{name}")
            case _:
                return UnknownMember(f"{prefix}{tag}", value[tag])

    return read


def _set_in(value: Any) -> str:
    """The one member of a union that is set."""
    if not is_map(value):
        raise _mismatch("a structure with one member", value)
    found, tag = 0, ""
    for key, item in value.items():
        # `__type` is how a service may name the arm besides; nulls are absent.
        if item is not None and key != "__type":
            found, tag = found + 1, key
    if found != 1:
        raise _problem(f"{found} members of a union are set, expected one")
    return tag


def _arm_in(arm: type, union: Union) -> _Hook:
    if not is_bare(arm):
        return _structure_in(arm, union)
    (member,) = members(arm)
    put, hook = _slot(arm, member.name), _member_in(member, union)

    def read(value: Any) -> Any:
        made = _new(arm)
        put(made, hook(value))
        return made

    return read


def list_in(hook: _Hook, *, sparse: bool = False) -> _Hook:
    """The hook of a list; `sparse` leaves nulls out."""

    def read(value: Any) -> Any:
        if not is_list(value):
            raise _mismatch("a list", value)
        return tuple(_each_in(hook, enumerate(value), "", sparse=sparse).values())

    return read


def map_in(hook: _Hook, *, sparse: bool = False) -> _Hook:
    """The hook of a map from strings; `sparse` leaves nulls out."""

    def read(value: Any) -> Any:
        if not is_map(value):
            raise _mismatch("a map", value)
        for key in value:
            _string_in(key)
        return _each_in(hook, value.items(), "key ", sparse=sparse)

    return read


def _each_in(
    hook: _Hook, items: Iterable[tuple[Any, Any]], named: str, *, sparse: bool
) -> dict[Any, Any]:
    """The elements by index or key.

    In a path an entry of a map is `[key 2]`: keys may be as sensitive as values.
    """
    made: dict[Any, Any] = {}
    wrong: list[Violation] = []
    for place, (key, item) in enumerate(items):
        if item is None and sparse:
            continue
        try:
            made[key] = hook(item)
        except KindError as error:
            wrong += below(f"[{named}{place}]", error.violations)
    if wrong:
        raise KindError(*wrong)
    return made


def _enumeration_in(enum: type[OpenEnum]) -> _Hook:
    known = {member.value: member for member in enum}

    def read(value: Any) -> Any:
        if not isinstance(value, str):
            raise _mismatch("a string", value)
        return known.get(value) or enum(str(value))

    return read


def _string_in(value: Any) -> str:
    if isinstance(value, str):
        return value
    raise _mismatch("a string", value)


def _integer_in(value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, float) and value.is_integer():
        return int(value)
    raise _mismatch("an integer", value)


def _number_in(value: Any) -> float:
    """A number, or one of the texts the protocol has for what JSON cannot say."""
    if isinstance(value, float):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        try:
            return float(value)
        except OverflowError:
            raise _problem("a number too large for a double") from None
    if value in ("NaN", "Infinity", "-Infinity"):
        return float(value)
    raise _mismatch("a number", value)


def _bool_in(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    raise _mismatch("a bool", value)


def _time_in(value: Any) -> datetime:
    """A time in UTC, of a datetime, ISO 8601 text, or seconds since 1970."""
    try:
        time = _time(value)
    except (ValueError, OverflowError, OSError):
        raise _problem("not a time that can be read") from None
    if time is None:
        raise _mismatch("a time", value)
    if time.tzinfo is not UTC:
        raise _problem("a time without a time zone")
    return time


def _time(value: Any) -> datetime | None:
    """A time in UTC, unless it is in no time zone; None of what is no time."""
    if isinstance(value, str):
        value = _time_of(value)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        value = datetime.fromtimestamp(value, UTC)
    if not isinstance(value, datetime):
        return None
    if value.tzinfo is UTC or value.utcoffset() is None:
        return value
    return value.astimezone(UTC)


# RFC 3339: lower-case letters, any number of digits, and a leap second are allowed.
_RFC_3339 = re.compile(
    r"(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d:)(\d\d)(?:\.(\d+))?([Zz]|[+-]\d\d:\d\d)",
    re.ASCII,
)


def _time_of(text: str) -> datetime:
    """A time of ISO 8601 text; a leap second is the second before it."""
    found = _RFC_3339.fullmatch(text)
    if found is None:
        return datetime.fromisoformat(text)
    date, minute, second, fraction, zone = found.groups()
    second = "59" if second == "60" else second
    digits = (fraction or "").ljust(6, "0")[:6]
    return datetime.fromisoformat(f"{date}T{minute}{second}.{digits}{zone.upper()}")


_SCALARS_IN: dict[type, _Hook] = {
    str: _string_in,
    int: _integer_in,
    float: _number_in,
    bool: _bool_in,
    datetime: _time_in,
}


def _tag(cls: type) -> str:
    tag = tag_of(cls)
    if tag is None:
        raise TypeError(f"{cls.__name__} is in a union but has no tag")
    return tag
