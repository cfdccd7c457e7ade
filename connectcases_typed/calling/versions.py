"""The version of the installed botocore, and the members of a request it lacks."""

import re
from collections.abc import Iterator
from functools import cache

import attrs
import botocore

from .._names import MODELLED
from ..conversion.kinds import members
from ..shapes import is_bare, is_list, since_of, tag_of


@cache
def version(text: str) -> tuple[int, ...]:
    """A version as numbers that can be compared: `1.44.5+mine` becomes (1, 44, 5)."""
    return tuple(int(part) for part in re.findall(r"\d+", text)[:3])


def knows(since: str) -> bool:
    """Whether the installed botocore is of a version or newer."""
    return version(botocore.__version__) >= version(since)


def knows_the_models() -> bool:
    """Whether the installed botocore has everything this library models."""
    return knows(MODELLED)


def newer_members(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    """The wire paths of a request's members that the installed botocore does not know.

    Each comes with the first version of botocore that knows it.
    """
    if is_list(value):
        for index, element in enumerate(value):
            yield from newer_members(element, f"{path}[{index}]")
    cls = type(value)
    if not attrs.has(cls):
        return
    if tag := tag_of(cls):
        path = f"{path}.{tag}"
        if not knows(since_of(cls)):
            yield path, since_of(cls)
    for member in members(cls):
        inner = getattr(value, member.name)
        if inner is not None:
            below = path if is_bare(cls) else f"{path}.{member.wire}".removeprefix(".")
            if not knows(member.facts.since):
                yield below, member.facts.since
            yield from newer_members(inner, below)
