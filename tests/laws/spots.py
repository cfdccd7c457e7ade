"""The places in a wire dict, each with what `kinds` says about it."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import attrs

from connectcases_typed.conversion.kinds import (
    Enclosing,
    Kind,
    ListOf,
    MapOf,
    Member,
    Structure,
    Union,
    members,
)
from connectcases_typed.shapes import NO_FACTS, Facts, Limit, is_bare, tag_of

# What stands on the wire has no type of its own, hence `Any` throughout.
Path = tuple[str | int, ...]


@attrs.frozen
class Spot:
    """A value in a wire dict.

    Attributes:
        path: the keys and indexes that lead to it.
        text: the same, as errors write it.
        kind: what it is; a `Structure` also for what an arm holds.
        limit: the limit on it.
        facts: of the member it stands in.
        required: whether it must be there.
    """

    path: Path
    text: str
    kind: Kind
    limit: Limit | None
    facts: Facts
    required: bool = False

    def get(self, data: Any) -> Any:
        """What stands there."""
        for key in self.path:
            data = data[key]
        return data

    def set(self, data: Any, value: Any) -> Any:
        """A copy of the data with another value there."""
        return changed(data, self.path, lambda _: value)


def changed(data: Any, path: Path, change: Callable[[Any], Any]) -> Any:
    """A copy of wire data with a change at one place."""
    if not path:
        return change(data)
    head, *rest = path
    copy = data.copy()
    copy[head] = changed(data[head], tuple(rest), change)
    return copy


def without(data: Any, path: Path) -> Any:
    """A copy of wire data without one member."""
    *before, last = path

    def leave_out(part: Mapping[Any, Any]) -> dict[Any, Any]:
        return {key: value for key, value in part.items() if key != last}

    return changed(data, tuple(before), leave_out)


def spots(cls: type, data: Any) -> Iterator[Spot]:
    """Every place in the wire dict of a value of `cls`, from the outside in."""
    kind = Structure(cls) if tag_of(cls) is None else Union((cls,))
    yield from _below(Spot((), "", kind, None, NO_FACTS, required=True), data, None)


def _below(spot: Spot, data: Any, union: Union | None) -> Iterator[Spot]:
    yield spot
    match spot.kind:
        case Structure(cls):
            yield from _members(cls, spot, data, union)
        case Union():
            yield from _arm(spot.kind, spot, data)
        case Enclosing():
            assert union is not None
            yield from _arm(union, spot, data)
        case ListOf(element):
            for index, item in enumerate(data):
                inner = _inner(spot, index, f"[{index}]", element, spot.facts.each)
                yield from _below(inner, item, union)
        case MapOf(value):
            for place, (key, item) in enumerate(data.items()):
                inner = _inner(spot, key, f"[key {place}]", value, spot.facts.each)
                yield from _below(inner, item, union)
        case _:
            pass


def _inner(
    spot: Spot, key: str | int, text: str, kind: Kind, limit: Limit | None
) -> Spot:
    return Spot((*spot.path, key), spot.text + text, kind, limit, spot.facts)


def _members(cls: type, spot: Spot, data: Any, union: Union | None) -> Iterator[Spot]:
    for member in members(cls):
        if member.wire in data:
            yield from _below(_spot(member, spot), data[member.wire], union)


def _spot(member: Member, spot: Spot) -> Spot:
    text = f"{spot.text}.{member.wire}".removeprefix(".")
    limit, facts = member.facts.limit, member.facts
    path = (*spot.path, member.wire)
    return Spot(path, text, member.kind, limit, facts, required=member.required)


def _arm(union: Union, spot: Spot, data: Any) -> Iterator[Spot]:
    tags = {tag_of(arm) or "": arm for arm in union.arms}
    tag = _set(data, tags)
    arm, keys = tags[tag], tag.split(".")
    for key in keys:
        data = data[key]
    path = (*spot.path, *keys)
    text = f"{spot.text}.{tag}".removeprefix(".")
    if is_bare(arm):
        (member,) = members(arm)
        limit = spot.facts.arms.get(tag) or member.facts.limit
        held = Spot(path, text, member.kind, limit, member.facts)
        yield from _below(held, data, union)
    else:
        held = Spot(path, text, Structure(arm), None, NO_FACTS)
        yield held
        yield from _members(arm, held, data, union)


def _set(data: Any, tags: Mapping[str, type]) -> str:
    """The tag that is set."""
    (head,) = data
    if head in tags:
        return str(head)
    (second,) = data[head]
    return f"{head}.{second}"
