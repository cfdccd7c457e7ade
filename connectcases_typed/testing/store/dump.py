"""The state as text, and back.

The text is JSON, one object a line: the format, then each Region, after it each of its
domains, and after a domain its cases, some to a line. So neither writing nor reading
has a second copy of the whole state. Region and domain say how much belongs to them,
which tells a text that was cut.

Objects have the members of the classes in `state`; a time is text. cattrs reads them
strictly: what does not fit was not written by this version. `operations.integrity`
checks what the type of a member cannot say.
"""

import json
import math
import operator
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import partial
from itertools import islice
from typing import Any, NoReturn, TypeVar, cast

import attrs
from cattrs import Converter, transform_error

from ..protocol.wire import Wire
from .region import Region
from .state import Case, Domain

_FORMAT = "connectcases-typed state, 2"

# Enough for the parser to make each of the names in it once, for all of them.
_CASES_A_LINE = 100

# An escape for half a pair of UTF-16; what is written here has no such escapes.
_SURROGATE = re.compile(r"(?<!\\)(?:\\\\)*\\u[dD][89a-fA-F]")

T = TypeVar("T")


@attrs.frozen
class _Header:
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
    return "\n".join(_lines([region for region in regions if region.ordinal]))


def _lines(regions: list[Region]) -> Iterator[str]:
    yield _line("dump", _Header(_FORMAT, len(regions)))
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
    return json.dumps({kind: value}, default=_write_other, ensure_ascii=False)


def _write_other(value: Any) -> Any:
    if attrs.has(value.__class__):
        return _members(value)
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(cast("frozenset[str]", value))
    raise TypeError(f"the state holds a {type(value).__name__}")


def _members(value: object) -> dict[str, Any]:
    """The attributes that are remembered, and not derived from others."""
    cls: Any = type(value)
    if cls not in _NAMES:
        _NAMES[cls] = tuple(it.name for it in attrs.fields(cls) if it.init)
    return {name: getattr(value, name) for name in _NAMES[cls]}


# By class: looking for them anew would take most of the time.
_NAMES: dict[Any, tuple[str, ...]] = {}


def read(text: str) -> Iterator[tuple[Saved, list[Domain]]]:
    """The Regions a text describes; ValueError for text that was not written here."""
    lines = _Lines(text)
    header = lines.next("dump", _Header)
    if header.format != _FORMAT:
        raise lines.foreign(f"its format is not {_FORMAT!r}")
    for _ in range(header.regions):
        saved = lines.next("region", Saved)
        yield saved, [_read_domain(lines) for _ in range(saved.count)]
    lines.end()


def _read_domain(lines: "_Lines") -> Domain:
    members = lines.next("domain", dict[str, Any])
    count = members.get("cases")
    if type(count) is not int:
        raise lines.changed("cases: not a number")
    domain = lines.structured(members | {"cases": {}}, Domain)
    while len(domain.cases) < count:
        some = lines.next("cases", list[Case])
        before = len(domain.cases)
        domain.cases.update((case.id, case) for case in some)
        if not some or len(domain.cases) != before + len(some):
            raise lines.changed("no cases, or the same one twice")
    if len(domain.cases) > count:
        raise lines.changed(f"more cases than the {count} of the domain")
    return domain


class _Lines:
    """The lines of a text, read one after the other."""

    def __init__(self, text: str) -> None:
        self._lines = _split(text)
        self._number = 0

    def next(self, kind: str, cls: type[T]) -> T:
        """The next line, which has to be of a kind."""
        self._number += 1
        line = next(self._lines, None)
        if line is None:
            raise self.changed(f"the text ends where a {kind} should follow")
        try:
            parsed: Any = _decoder.decode(line)
        except (ValueError, RecursionError) as error:
            raise self.foreign(str(error)) from error
        if not isinstance(parsed, dict) or list(cast("Wire", parsed)) != [kind]:
            raise self.foreign(f"it should be a line of `{kind}`")
        if not _is_unicode(line):
            raise self.changed("not valid Unicode: a surrogate stands alone")
        return self.structured(cast("Wire", parsed)[kind], cls)

    def structured(self, value: Any, cls: type[T]) -> T:
        """A value of a class; ValueError names every member that does not fit it."""
        try:
            return _quick.structure(value, cls)
        except Exception:
            try:
                _thorough.structure(value, cls)
            except Exception as error:
                problems = "; ".join(transform_error(error))
                raise self.changed(problems) from error
            raise

    def end(self) -> None:
        """ValueError unless all lines were read."""
        self._number += 1
        if next(self._lines, None) is not None:
            raise self.changed("there are more lines than it says")

    def changed(self, problem: str) -> ValueError:
        """What is wrong with the line that was read last."""
        return ValueError(f"this dump was changed: line {self._number}: {problem}")

    def foreign(self, problem: str) -> ValueError:
        """What makes the line that was read last none of a dump."""
        if self._number > 1:
            return self.changed(problem)
        return ValueError(
            "this is no dump of the embedded service, or one of another version: "
            f"{problem}"
        )


def _split(text: str) -> Iterator[str]:
    """The lines; `str.split` would hold all of them at once."""
    start = 0
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield text[start:end]
        start = end + 1


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _finite(written: str) -> float:
    number = float(written)
    if not math.isfinite(number):
        raise ValueError(f"{written} is too large")
    return number


_decoder = json.JSONDecoder(parse_constant=_refuse, parse_float=_finite)


def _is_unicode(line: str) -> bool:
    # Most lines have no such escape at all, and the pattern is slow.
    if "\\ud" in line.lower() and _SURROGATE.search(line):
        return False
    try:
        line.encode()
    except UnicodeEncodeError:
        return False
    return True


def _check_type(value: object, kind: type) -> None:
    # Not a subclass: a bool is no number.
    if type(value) is not kind:
        raise TypeError(f"not {kind.__name__} but {type(value).__name__}")


def _exactly(kind: type) -> Callable[[Any, Any], Any]:
    """Accept values of one type only; cattrs alone would convert what it can."""

    def take(value: Any, _: Any) -> Any:
        _check_type(value, kind)
        return value

    return take


def _read_time(value: Any, _: Any) -> datetime:
    if type(value) is not str:
        raise TypeError(f"not a time but {type(value).__name__}")
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError("a time without a zone")
    return moment


def _dict_of(inner: type) -> Callable[[Any, Any], Wire]:
    """Accept a dict as it is; cattrs alone would make another. Its keys are strings."""

    def take(value: Any, _: Any) -> Wire:
        _check_type(value, dict)
        taken: Wire = value
        for element in taken.values():
            _check_type(element, inner)
        return taken

    return take


def _list_of(inner: type) -> Callable[[Any, Any], list[Any]]:
    """Accept a list as it is; cattrs alone would make another."""

    def take(value: Any, _: Any) -> list[Any]:
        _check_type(value, list)
        taken: list[Any] = value
        for element in taken:
            _check_type(element, inner)
        return taken

    return take


def _set_of_texts(value: Any, wanted: Any) -> frozenset[str]:
    return frozenset(_list_of(str)(value, wanted))


# The collections of plain values in `state`.
_COLLECTIONS: dict[Any, Callable[[Any, Any], Any]] = {
    Wire: _exactly(dict),
    dict[str, Wire]: _dict_of(dict),
    dict[str, str]: _dict_of(str),
    list[Wire]: _list_of(dict),
    list[str]: _list_of(str),
    frozenset[str]: _set_of_texts,
}


def _converter(*, detailed: bool) -> Converter:
    converter = Converter(forbid_extra_keys=True, detailed_validation=detailed)
    for kind in (str, int, bool):
        converter.register_structure_hook(kind, _exactly(kind))
    converter.register_structure_hook(datetime, _read_time)
    for wanted, take in _COLLECTIONS.items():
        # By function, since cattrs dispatches on classes and these are none.
        converter.register_structure_hook_func(partial(operator.eq, wanted), take)
    return converter


# Naming the places of errors takes time, so it is done only if there are any.
_quick = _converter(detailed=False)
_thorough = _converter(detailed=True)
