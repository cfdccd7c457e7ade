"""Writing: from values to botocore's dicts, strictly.

Values have passed `checks`; here they are only renamed, tagged and stripped of None. An
instance of a subclass of a plain type, such as a `(str, Enum)`, is sent as plain value.

The hook of a class is created when the first value of the class is written. In a union
the class of the value decides, so a union needs no hook of its own.
"""

from collections.abc import Callable
from datetime import datetime
from functools import cache
from operator import attrgetter
from typing import Any

from ..operations import IdempotentRequest
from ..shapes import UnknownMember, is_bare, is_shape, tag_of
from .kinds import (
    Enclosing,
    Enumeration,
    Kind,
    ListOf,
    MapOf,
    Scalar,
    Structure,
    Union,
    members,
    wire_name,
)
from .plain import plain_integer, plain_number, plain_text, plain_time

# botocore's dicts hold untyped values, hence `Any` below.
_Hook = Callable[[Any], Any]


def written(value: object) -> dict[str, Any]:
    """The dict of a value, unchecked."""
    cls: type = type(value)
    made: dict[str, Any] = _class_out(cls)(value)
    return made


@cache
def _class_out(cls: type) -> _Hook:
    """The hook that writes a class, under its tag if it is an arm of a union."""
    if cls is UnknownMember:
        return _unknown_out
    if not is_shape(cls):
        return _as_it_is
    body = _bare_out(cls) if is_bare(cls) else _structure_out(cls)
    for part in reversed((tag_of(cls) or "").split(".")):
        body = _under(part, body) if part else body
    return body


def _bare_out(cls: type) -> _Hook:
    (member,) = members(cls)
    held, out = attrgetter(member.name), _out(member.kind)
    return held if out is _as_it_is else lambda value: out(held(value))


def _structure_out(cls: type) -> _Hook:
    parts = [
        (attrgetter(it.name), it.wire, _out(it.kind), it.required)
        for it in members(cls)
    ]
    derived = {name: wire_name(name) for name in getattr(cls, "derived", ())}
    if issubclass(cls, IdempotentRequest):
        derived |= {"idempotency_token": "clientToken"}
    parts += [(attrgetter(it), wire, plain_text, True) for it, wire in derived.items()]

    def write(value: Any) -> Any:
        made: dict[str, Any] = {}
        for get, wire, out, required in parts:
            member = get(value)
            if required or member is not None:
                made[wire] = out(member)
        return made

    return write


def _out(kind: Kind) -> _Hook:
    match kind:
        case Scalar(expected):
            return _PLAIN[expected]
        case Enumeration():
            return plain_text
        case ListOf(element):
            each = _out(element)
            return lambda values: [each(value) for value in values]
        case MapOf(value):
            each = _out(value)
            return lambda held: {plain_text(key): each(it) for key, it in held.items()}
        case Structure(cls):
            return _class_out(cls)
        case Union() | Enclosing():
            return written


def _as_it_is(value: Any) -> Any:
    return value


_PLAIN: dict[type, _Hook] = {
    str: plain_text,
    int: plain_integer,
    float: plain_number,
    bool: _as_it_is,
    datetime: plain_time,
}


def _under(key: str, body: _Hook) -> _Hook:
    return lambda value: {key: body(value)}


def _unknown_out(unknown: UnknownMember) -> Any:
    """Write an unknown union member in the form in which it arrived."""
    *outer, tag = unknown.tag.split(".")
    payload: Any = {tag: unknown.value}
    if unknown.value is None:
        # botocore's own form for an unknown member; a null would count as absent.
        payload = {"SDK_UNKNOWN_MEMBER": {"name": tag}}
    for part in reversed(outer):
        payload = {part: payload}
    return payload
