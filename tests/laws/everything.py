"""The classes the laws are about, sorted by what can happen to them."""

import typing
from collections.abc import Iterator
from types import UnionType
from typing import Any, get_origin

import attrs

import connectcases_typed as cases
from connectcases_typed import models
from connectcases_typed._names import HOMES
from connectcases_typed.conversion.kinds import (
    Kind,
    ListOf,
    MapOf,
    Member,
    Structure,
    Union,
    members,
)
from connectcases_typed.operations import IdempotentRequest, Request

from .strategies import can_stand_alone

_PUBLIC: tuple[Any, ...] = tuple(getattr(cases, name) for name in cases.__all__)
_MODELS = frozenset(
    item
    for item in _PUBLIC
    if isinstance(item, type) and item.__module__.startswith(models.__name__)
    if attrs.has(item)
)

REQUESTS = tuple(cls for cls in _PUBLIC if cls in _MODELS if issubclass(cls, Request))
RESPONSES = tuple(request.response for request in REQUESTS)

# A union has no type of its own, hence `Any`.
UNIONS: dict[str, Any] = {
    name: value
    for name, home in HOMES.items()
    if home.startswith("models.") and name != "PlainValue"
    if get_origin(value := getattr(cases, name)) in (UnionType, typing.Union)
}


def name_of(cls: type) -> str:
    """How a test names a class it is about."""
    return cls.__name__


# A value of any class, and so its copy: `Any`.
def as_written(value: Any) -> Any:
    """A value as it is read back: a request that carries a token of its own is written
    with the token, so that it can be sent again from where it was stored.
    """
    if isinstance(value, IdempotentRequest):
        # attrs types `evolve` only for classes it decorated itself.
        request: Any = value
        return attrs.evolve(request, client_token=value.idempotency_token)
    return value


def reached(*roots: type) -> frozenset[type]:
    """The classes that values of some classes may hold, and those classes."""
    found: set[type] = set()
    todo = list(roots)
    while todo:
        cls = todo.pop()
        if cls not in found:
            found.add(cls)
            todo += [part for member in members(cls) for part in _in(member.kind)]
    return frozenset(found)


def _in(kind: Kind) -> Iterator[type]:
    match kind:
        case Structure(cls):
            yield cls
        case Union(arms):
            yield from arms
        case ListOf(inner) | MapOf(inner):
            yield from _in(inner)
        case _:
            pass


def _sorted(classes: frozenset[type]) -> tuple[type, ...]:
    alone = (cls for cls in classes if can_stand_alone(cls))
    return tuple(sorted(alone, key=name_of))


#: Every class there are values of by themselves.
CLASSES = _sorted(_MODELS)
#: Those that can be sent, and those that can arrive.
SENT = _sorted(reached(*REQUESTS))
ARRIVING = _sorted(reached(*RESPONSES))


def members_with(*kinds: type, among: tuple[type, ...]) -> list[tuple[type, Member]]:
    """The members, with their classes, that hold some kinds or lists of them."""
    return [
        (cls, member)
        for cls in among
        for member in members(cls)
        if isinstance(getattr(member.kind, "element", member.kind), kinds)
    ]


def place_of(case: object) -> str:
    """How a test names a member it is about."""
    match case:
        case type():
            return case.__name__
        case Member():
            return case.name
        case _:
            return ""
