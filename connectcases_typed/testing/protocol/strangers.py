"""What a request holds that this library did not know when it was released.

botocore may be newer than this library. Its model then lets a new arm, member or enum
value pass, and the operation behind it would ignore it or fail. It is refused instead,
by name. What is known follows from the client's models: names only, since the values
are `validation`'s business.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any, get_type_hints

from botocore import xform_name

from ...conversion.kinds import (
    Enclosing,
    Enumeration,
    Kind,
    ListOf,
    Structure,
    Union,
    kind_of,
    members,
    wire_name,
)
from ...service import ConnectCases
from ...shapes import is_bare, tag_of
from .wire import Wire


def strangers(operation: str, params: Wire) -> Iterator[str]:
    """Say of each arm, member or value that is not known where it is."""
    request = vars(ConnectCases)[xform_name(operation)].source
    return _in_class(request, params, "", None)


def _in_class(cls: type, given: Wire, path: str, union: Union | None) -> Iterator[str]:
    kinds = _kinds(cls)
    for name, value in given.items():
        below = f"{path}.{name}".removeprefix(".")
        if name in kinds:
            yield from _in_kind(kinds[name], value, below, union)
        else:
            yield f"{below}: this member is not emulated"


@cache
def _kinds(cls: type) -> dict[str, Kind]:
    """The kind of each member by its wire name, derived members included."""
    derived: tuple[str, ...] = getattr(cls, "derived", ())
    return {
        **{member.wire: member.kind for member in members(cls)},
        **{
            wire_name(name): kind_of(get_type_hints(getattr(cls, name).fget)["return"])
            for name in derived
        },
    }


def _in_kind(kind: Kind, given: Any, path: str, union: Union | None) -> Iterator[str]:
    match kind:
        case Structure(cls):
            yield from _in_class(cls, given, path, None)
        case Union(arms):
            tags = {tag_of(arm) or "": arm for arm in arms}
            yield from _in_union(tags, given, path, kind)
        case Enclosing() if union is not None:
            yield from _in_kind(union, given, path, None)
        case ListOf(element):
            for index, value in enumerate(given):
                yield from _in_kind(element, value, f"{path}[{index}]", union)
        case Enumeration(enum):
            if not enum(given).is_known:
                yield f"{path}: {given} is not emulated"
        case _:
            pass


def _in_union(
    tags: dict[str, type], given: Wire, path: str, union: Union
) -> Iterator[str]:
    """A dotted tag goes through a union inside the union (see `shapes.shape`)."""
    ((name, value),) = given.items()
    below = f"{path}.{name}".removeprefix(".")
    nested = {
        tag.partition(".")[2]: arm
        for tag, arm in tags.items()
        if tag.startswith(f"{name}.")
    }
    if arm := tags.get(name):
        if is_bare(arm):
            (member,) = members(arm)
            yield from _in_kind(member.kind, value, below, union)
        else:
            yield from _in_class(arm, value, below, union)
    elif nested:
        yield from _in_union(nested, value, below, union)
    else:
        yield f"{below}: this arm is not emulated"
