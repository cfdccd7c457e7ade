"""The state as text; `load` reads it.

The text is JSON, one object a line: the format and the Regions, then their domains, and
after a domain its cases, some to a line. So neither writing nor reading has a second
copy of the whole state. Region and domain say how much belongs to them, which tells a
text that was cut.

The last line is a checksum of those before it. A text that has the right one is as it
was written, so `load` need not check what it says.

Objects have the members of the classes in `state`, but for those that are as by
default; a time is text. All of it is ASCII: a single emoji would make Python keep the
whole text at four bytes a character.
"""

import json
import zlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any, cast

import attrs
import botocore

from ..._version import __version__
from .region import Region

FORMAT = "connectcases-typed state, 3"

# Enough for the parser to make each of the names in it once, for all of them.
_CASES_A_LINE = 100


@attrs.frozen
class Saved:
    """What is saved of a Region besides its domains, of which it has `count`."""

    account: str
    name: str
    ordinal: int
    count: int


@attrs.frozen
class Header:
    """The first line."""

    format: str
    regions: list[Saved]


class Checksum:
    """The CRC-32 of lines.

    It begins with the versions that wrote them: what another version wrote may break
    rules of this one, so its checksum is not to be believed.
    """

    def __init__(self) -> None:
        self._value = 0
        self.add(f"{__version__}, botocore {botocore.__version__}")

    def add(self, line: str) -> None:
        """Go on with the next line."""
        # A surrogate that stands alone, which no dump has, must be refused by `load`.
        written = line.encode(errors="surrogatepass")
        # The end of a line counts too: a text with a line broken in two was changed.
        self._value = zlib.crc32(b"\n", zlib.crc32(written, self._value))

    def line(self) -> str:
        """The last line, which follows those that were added."""
        return _line("crc32", self._value)


def write(regions: Iterable[Region]) -> str:
    """The state of Regions as text."""
    text, checksum = "", Checksum()
    for line in _lines([region for region in regions if region.ordinal]):
        checksum.add(line)
        # CPython extends a string in place if nothing else refers to it. `str.join`
        # would hold all lines beside the text, so twice as much.
        text += line
        text += "\n"
    text += checksum.line()
    return text


def _lines(regions: list[Region]) -> Iterator[str]:
    yield _line("dump", Header(FORMAT, list(map(_saved, regions))))
    for region in regions:
        for domain in region.domains.values():
            members = _members(domain)
            members["cases"] = len(domain.cases)
            yield _line("domain", members)
            cases = iter(domain.cases.values())
            while some := list(islice(cases, _CASES_A_LINE)):
                yield _line("cases", some)


def _saved(region: Region) -> Saved:
    return Saved(region.account, region.name, region.ordinal, len(region.domains))


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
