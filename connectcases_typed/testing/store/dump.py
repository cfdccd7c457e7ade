"""The state as text; `load` reads it.

The text is JSON, one object a line: the format, then each Region, after it each of its
domains, and after a domain its cases, some to a line. So neither writing nor reading
has a second copy of the whole state. Region and domain say how much belongs to them,
which tells a text that was cut.

Objects have the members of the classes in `state`, but for those that are as by
default; a time is text. All of it is ASCII: a single emoji would make Python keep the
whole text at four bytes a character.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any, cast

import attrs

from .region import Region

FORMAT = "connectcases-typed state, 2"

# Enough for the parser to make each of the names in it once, for all of them.
_CASES_A_LINE = 100


@attrs.frozen
class Header:
    """The first line."""

    format: str
    regions: int


@attrs.frozen
class Saved:
    """What is saved of a Region besides its domains, of which it has `count`."""

    account: str
    name: str
    ordinal: int
    count: int


def write(regions: Iterable[Region]) -> str:
    """The state of Regions as text."""
    text = ""
    for line in _lines([region for region in regions if region.ordinal]):
        # CPython extends a string in place if nothing else refers to it. `str.join`
        # would hold all lines beside the text, so twice as much.
        if text:
            text += "\n"
        text += line
    return text


def _lines(regions: list[Region]) -> Iterator[str]:
    yield _line("dump", Header(FORMAT, len(regions)))
    for region in regions:
        count = len(region.domains)
        saved = Saved(region.account, region.name, region.ordinal, count)
        yield _line("region", saved)
        for domain in region.domains.values():
            members = _members(domain)
            members["cases"] = len(domain.cases)
            yield _line("domain", members)
            cases = iter(domain.cases.values())
            while some := list(islice(cases, _CASES_A_LINE)):
                yield _line("cases", some)


def _line(kind: str, value: object) -> str:
    return _encoder.encode({kind: value})


def _write_other(value: Any) -> Any:
    if attrs.has(value.__class__):
        return _members(value)
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(cast("frozenset[str]", value))
    raise TypeError(f"the state holds a {type(value).__name__}")


_encoder = json.JSONEncoder(default=_write_other, separators=(",", ":"))


def _members(value: object) -> dict[str, Any]:
    """The attributes that are not as by default, and not derived from others."""
    cls: Any = type(value)
    if cls not in _DEFAULTS:
        _DEFAULTS[cls] = tuple(_defaults(cls))
    return {
        name: member
        for name, default in _DEFAULTS[cls]
        if (member := getattr(value, name)) != default
    }


def _defaults(cls: Any) -> Iterator[tuple[str, object]]:
    for attribute in attrs.fields(cls):
        if attribute.init:
            # An attribute without a default has `NOTHING`, which no value equals.
            factory = getattr(attribute.default, "factory", None)
            yield attribute.name, factory() if factory else attribute.default


# By class: looking for them anew would take most of the time.
_DEFAULTS: dict[Any, tuple[tuple[str, object], ...]] = {}
