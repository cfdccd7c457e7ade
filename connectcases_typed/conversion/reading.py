"""Reading: from botocore's dicts and decoded JSON to values, leniently.

A response arrives in one of two forms: botocore's dicts, where times are datetimes and
nulls are gone, or decoded JSON, where times are text and nulls are present. Every hook
reads both. What the service may add is accepted: unknown members are ignored, an
unknown enum value becomes an unknown member of its `OpenEnum`, an unknown union arm
becomes an `UnknownMember`. Anything else is an error with a path: a missing required
member, a value of the wrong kind, a union with no arm or with two.

All problems are reported at once: a hook that reads several values reads them all
before it raises, and each level prefixes its own part of the path.

One thing is unusual: instances are filled slot by slot, without attrs' `__init__`. That
checks defaults, runs converters and has to bypass the frozen `__setattr__`. Values just
read need none of this, and an audit page has three hundred of them.
"""

import re
from collections.abc import Callable, Mapping
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
    kept_class,
    members,
)

# Data from the wire has no type until it is read, hence `Any` below.
_Hook = Callable[[Any], Any]


class KindError(ValueError):
    """Values are not of the kind they should be; the message does not quote them.

    Attributes:
        violations: each problem and its path, relative to the level that has caught
            the error so far.
    """

    def __init__(self, *violations: Violation) -> None:
        super().__init__(*violations)
        self.violations = violations


_MISSING = (Violation("", "required, but missing"),)

#: Makes an instance whose slots are still empty.
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
    """The hook that reads a class's members; `union` is the one it is an arm of."""
    parts = [
        (
            _slot(cls, it.name),
            it.wire,
            kept_class(it.kind),
            _member_in(it, union),
            it.required,
        )
        for it in members(cls)
    ]
    not_sent = [
        (_slot(cls, it.name), _default(it)) for it in attrs.fields(cls) if not it.init
    ]

    # All instances of a class without members can be the same object.
    nothing = None if parts or not_sent else _new(cls)

    def read(value: Any) -> Any:
        # `is_map` checks this first; doing it here saves the call.
        if value.__class__ is not dict and not is_map(value):
            raise _mismatch("a structure", value)
        if nothing is not None:
            return nothing
        made = _new(cls)
        wrong: tuple[Violation, ...] = ()
        get = value.get
        for put, wire, kept, hook, required in parts:
            item = get(wire)
            if type(item) is kept or (item is None and not required):
                put(made, item)
                continue
            try:
                put(made, hook(item))
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
    """A function that makes the value of an attribute that is not in the data."""
    default: Any = attribute.default
    factory: Callable[[], Any] | None = getattr(default, "factory", None)
    return factory or (lambda: default)


def _slot(cls: type, name: str) -> Callable[[object, Any], None]:
    """A function that sets an attribute of an instance, even of a frozen one."""
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
            # Look the hook up at first use: the union's is still being built here.
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
        if value.__class__ is dict and len(value) == 1:
            (tag,) = value
        else:
            # Not a structure, or one with several members: check that one is set.
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
                # botocore's parser keeps only the name of an arm it does not know.
                return UnknownMember(f"{prefix}{name}")
            case _:
                return UnknownMember(f"{prefix}{tag}", value[tag])

    return read


def _set_in(value: Any) -> str:
    """The name of the one member of a union that is set."""
    if not is_map(value):
        raise _mismatch("a structure with one member", value)
    found, tag = 0, ""
    for key, item in value.items():
        # A service may add `__type` to name the arm; a null counts as absent.
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
    kept = kept_class(member.kind)

    def read(value: Any) -> Any:
        made = _new(arm)
        put(made, value if type(value) is kept else hook(value))
        return made

    return read


def list_in(hook: _Hook, *, sparse: bool = False) -> _Hook:
    """The hook of a list; `sparse` leaves nulls out."""

    def read(value: Any) -> Any:
        if not is_list(value):
            raise _mismatch("a list", value)
        made: list[Any] = []
        wrong: list[Violation] = []
        for place, item in enumerate(value):
            if item is None and sparse:
                continue
            try:
                made.append(hook(item))
            except KindError as error:
                wrong += below(f"[{place}]", error.violations)
        if wrong:
            raise KindError(*wrong)
        return tuple(made)

    return read


def map_in(hook: _Hook, *, sparse: bool = False) -> _Hook:
    """The hook of a map from strings; `sparse` leaves nulls out."""

    def read(value: Any) -> Any:
        if not is_map(value):
            raise _mismatch("a map", value)
        for key in value:
            _string_in(key)
        made: dict[str, Any] = {}
        wrong: list[Violation] = []
        for place, (key, item) in enumerate(value.items()):
            if item is None and sparse:
                continue
            try:
                made[key] = hook(item)
            except KindError as error:
                # The position and not the key, which may be sensitive.
                wrong += below(f"[key {place}]", error.violations)
        if wrong:
            raise KindError(*wrong)
        return made

    return read


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
    """A number, or one of the texts for NaN and the infinities, which JSON lacks."""
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
    """A time in UTC, from a datetime, ISO 8601 text, or seconds since 1970."""
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
    """A time in UTC, or as it is if it has no time zone; None if it is not a time."""
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
    """A time from ISO 8601 text; a leap second is read as the second before it."""
    try:
        # Nearly always enough, and three times as quick as what follows.
        return datetime.fromisoformat(text)
    except ValueError:
        found = _RFC_3339.fullmatch(text)
        if found is None:
            raise
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
