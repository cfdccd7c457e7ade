"""Writing: from values to botocore's dicts, strictly.

Values have passed `checks` and are only renamed, tagged and stripped of None. Of a
subclass of a plain type, another library's `(str, Enum)` say, the plain value is sent.
"""

from collections.abc import Callable
from datetime import datetime
from operator import attrgetter
from typing import Any

from cattrs import Converter
from cattrs.fns import identity
from cattrs.gen import make_dict_unstructure_fn, override

from ..operations import IdempotentRequest
from ..shapes import UnknownMember, is_bare, tag_of
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

# What is written has no type after it is encoded: `Any` below stands for that.
_Hook = Callable[[Any], Any]


def shape_out(converter: Converter, cls: type) -> _Hook:
    """The hook that writes a class; of a class that is an arm, under its tag."""
    body = (_bare_out if is_bare(cls) else _structure_out)(converter, cls)
    tag = tag_of(cls)
    if tag is not None:
        for part in reversed(tag.split(".")):
            body = _under(part, body)
        return body
    derived = {name: wire_name(name) for name in getattr(cls, "derived", ())}
    if issubclass(cls, IdempotentRequest):
        derived = {**derived, "idempotency_token": "clientToken"}
    if derived:
        return lambda value: {
            **body(value),
            **{
                wire: plain_text(getattr(value, name)) for name, wire in derived.items()
            },
        }
    return body


def _bare_out(converter: Converter, cls: type) -> _Hook:
    (member,) = members(cls)
    held, inner = attrgetter(member.name), _out(converter, member.kind)
    return held if inner is identity else lambda value: inner(held(value))


def _structure_out(converter: Converter, cls: type) -> _Hook:
    overrides: dict[str, Any] = {
        member.name: override(
            rename=member.wire,
            unstruct_hook=_out(converter, member.kind),
            omit_if_default=not member.required,
        )
        for member in members(cls)
    }
    return make_dict_unstructure_fn(cls, converter, **overrides)


def _out(converter: Converter, kind: Kind) -> _Hook:
    match kind:
        case Scalar(expected):
            return _PLAIN[expected]
        case Enumeration():
            return plain_text
        case ListOf(element):
            each = _out(converter, element)
            return lambda values: [each(value) for value in values]
        case MapOf(value):
            each = _out(converter, value)
            return lambda held: {plain_text(key): each(it) for key, it in held.items()}
        case Structure() | Union() | Enclosing():
            return converter.unstructure


_PLAIN: dict[type, _Hook] = {
    str: plain_text,
    int: plain_integer,
    float: plain_number,
    bool: identity,
    datetime: plain_time,
}


def _under(key: str, body: _Hook) -> _Hook:
    return lambda value: {key: body(value)}


def unknown_out(unknown: UnknownMember) -> Any:
    """Write a member that this library does not know as it arrived."""
    *outer, tag = unknown.tag.split(".")
    payload: Any = {tag: unknown.value}
    if unknown.value is None:
        # As botocore has it: a null would be no member at all.
        payload = {"SDK_UNKNOWN_MEMBER": {"name": tag}}
    for part in reversed(outer):
        payload = {part: payload}
    return payload
