"""A value of any class, with everything in it, made from what `kinds` knows of it.

`sample(cls, turn)` has everything in it. Wherever there is a choice, an arm of a union
or a value of an enum, `turn` says which, and turns from 0 up to `TURNS` see every arm.
Deep down the first arm is taken, which in no recursive union holds another.
"""

import json
from datetime import UTC, datetime
from typing import Any, TypeVar

import attrs

import connectcases_typed as cc
from connectcases_typed import to_botocore
from connectcases_typed.conversion.kinds import (
    Enclosing,
    Enumeration,
    Kind,
    ListOf,
    MapOf,
    Scalar,
    Structure,
    Union,
    members,
)
from connectcases_typed.operations import Request
from connectcases_typed.shapes import Limit, is_bare

from .stub import Json

T = TypeVar("T")

#: No union that arrives has more arms.
TURNS = 6
_DEEP = 5

_NO_LIMIT = Limit()

#: The request class of every operation there is.
REQUESTS: tuple[type[Request[Any]], ...] = tuple(
    getattr(cc, name)
    for name in cc.__all__
    if name.endswith("Request") and name not in ("Request", "PagedRequest")
)


@attrs.frozen
class _Place:
    """The place of a value in a sample, as far as the value depends on it."""

    name: str
    turn: int
    depth: int = 0
    limit: Limit = _NO_LIMIT
    union: Union | None = None


def sample(cls: type[T], turn: int = 0) -> T:
    """A value of a class with every member set; a text is the name of its member."""
    made: T = _structure(cls, _Place("", turn))
    return made


# What is made is as various as the models are.
def _structure(cls: type, place: _Place) -> Any:
    values = {
        member.name: _value(
            member.kind,
            attrs.evolve(
                place,
                name=member.wire,
                depth=place.depth + 1,
                limit=member.facts.limit or _NO_LIMIT,
            ),
        )
        for member in members(cls)
    }
    return cls(*values.values()) if is_bare(cls) else cls(**values)


def _value(kind: Kind, place: _Place) -> Any:
    match kind:
        case Scalar(expected):
            return _scalar(expected, place)
        case Enumeration(enum):
            values = list(enum)
            return values[place.turn % len(values)]
        case Structure(cls):
            return _structure(cls, attrs.evolve(place, union=None))
        case Union(arms):
            arm = arms[place.turn % len(arms) if place.depth < _DEEP else 0]
            return _structure(arm, attrs.evolve(place, union=kind))
        case Enclosing():
            assert place.union is not None
            return _value(place.union, place)
        case ListOf(element):
            return [_value(element, attrs.evolve(place, limit=_NO_LIMIT))]
        case MapOf(value):
            return {"key": _value(value, attrs.evolve(place, limit=_NO_LIMIT))}


def _scalar(expected: type, place: _Place) -> object:
    limit = place.limit
    if expected is str:
        return place.name.ljust(limit.min or 0, "x")[: limit.max]
    if expected is datetime:
        return datetime(2026, 3, 4, 5, 6, 7, 890000, tzinfo=UTC)
    return expected(max(1, limit.min or 0))


def answer_to(request: type[Request[Any]], turn: int = 0) -> Json:
    """A full answer to an operation, as decoded JSON."""
    answer: Json = json.loads(
        json.dumps(to_botocore(sample(request.response, turn)), default=_on_the_wire)
    )
    return answer


def _on_the_wire(time: datetime) -> str:
    return time.isoformat().replace("+00:00", "Z")
