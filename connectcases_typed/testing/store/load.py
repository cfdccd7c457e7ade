"""What `dump` wrote, read again.

cattrs reads it strictly: what does not fit the classes in `state` was not written by
this version. `operations.integrity` checks what the type of a member cannot say.

A text is read once to check all of it, one case after the other, and once more to keep
it. So the state that is there can go before the one that comes is made, and both are
never in memory at once. A text whose checksum shows that nobody changed it is not
checked. The reading that keeps the state believes what it reads. It also makes equal
values one object, as they are where the service made them: a name is in each case, and
a title in a case and in its history. Parsing makes each anew.
"""

import json
import math
import operator
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from typing import Any, NoReturn, TypeVar, cast

from cattrs import Converter, transform_error

from ..protocol.wire import Wire
from .dump import FORMAT, Checksum, Header, Saved
from .state import Case, Domain

T = TypeVar("T")

#: A Region with its domains, each with its cases. They are read from the text in this
#: order, so a consumer takes all cases of a domain before the next domain.
Read = tuple[Saved, Iterator[tuple[Domain, Iterator[Case]]]]


def regions(text: str) -> list[Saved]:
    """The Regions a text begins with; ValueError for text that was not written here."""
    return _header(_Lines(text, checked=False)).regions


def is_untouched(text: str) -> bool:
    """Whether a text is as this version wrote it, by its checksum."""
    checksum, last = Checksum(), ""
    for number, line in enumerate(_split(text)):
        if number:
            checksum.add(last)
        last = line
    return last == checksum.line()


def read(text: str, *, checked: bool = False) -> Iterator[Read]:
    """The Regions a text describes; ValueError for text that was not written here.

    The domains come without their cases, which follow them. A text that was read to
    its end before, or is untouched, is read with `checked`.
    """
    lines = _Lines(text, checked=checked)
    for saved in _header(lines).regions:
        yield saved, _domains(lines, saved.count)
    # It was compared before; this one may be another version's.
    lines.next("crc32", int)
    lines.end()


def _header(lines: "_Lines") -> Header:
    header = lines.next("dump", Header)
    if header.format != FORMAT:
        raise lines.foreign(f"its format is not {FORMAT!r}")
    return header


def _domains(lines: "_Lines", count: int) -> Iterator[tuple[Domain, Iterator[Case]]]:
    for _ in range(count):
        members = lines.next("domain", dict[str, Any])
        cases = members.get("cases")
        if type(cases) is not int:
            raise lines.changed("cases: not a number")
        domain = lines.structured(members | {"cases": {}}, Domain)
        yield domain, _cases(lines, cases)


def _cases(lines: "_Lines", count: int) -> Iterator[Case]:
    while count > 0:
        some = lines.next("cases", list[Case])
        count -= len(some)
        if not some:
            raise lines.changed("no cases")
        yield from some
    if count < 0:
        raise lines.changed(f"{-count} cases more than the domain has")


class _Lines:
    """The lines of a text, read one after the other."""

    def __init__(self, text: str, *, checked: bool) -> None:
        self._lines = _split(text)
        self._number = 0
        self._checked = checked

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
        value = cast("Wire", parsed)[kind]
        if not self._checked and not _is_unicode(line, value):
            raise self.changed("not valid Unicode: a surrogate stands alone")
        return self.structured(value, cls)

    def structured(self, value: Any, cls: type[T]) -> T:
        """A value of a class; ValueError names every member that does not fit it."""
        if self._checked:
            _shared.forget()
            return _sharing.structure(value, cls)
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


def _is_unicode(line: str, parsed: object) -> bool:
    # Most lines have no escape of a surrogate at all, and looking closer is slow.
    if line.isascii() and "\\u" not in line:
        return True
    try:
        json.dumps(parsed, ensure_ascii=False).encode()
    except (UnicodeEncodeError, RecursionError):
        return False
    return True


def _check_type(value: object, kind: type) -> None:
    # Not a subclass: a bool is no number.
    if type(value) is not kind:
        raise TypeError(f"not {kind.__name__} but {type(value).__name__}")


def _exactly(kind: type) -> Callable[[Any, Any], Any]:
    """Accept values of one type only; cattrs alone would convert what it can."""

    def take(value: Any, _: Any) -> Any:
        # Before the call, since there are so many.
        if type(value) is not kind:
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


class _Shared:
    """Equal values as one object, `{"stringValue": "open"}` for one.

    Most of what a case takes are objects with a single string in them. Operations
    replace them and never change them.
    """

    def __init__(self) -> None:
        self._seen: dict[tuple[str, str], Wire] = {}

    def forget(self) -> None:
        """Start anew: to remember all there is would take more than it saves."""
        self._seen.clear()

    def value(self, value: Wire, _: object = None) -> Wire:
        """An equal value that was seen before, or else this one."""
        if len(value) == 1:
            ((name, below),) = value.items()
            if type(below) is str:
                return self._seen.setdefault((name, below), value)
        return value

    def in_dict(self, values: Wire, _: object = None) -> Wire:
        """The same dict with its values shared."""
        for name, value in values.items():
            if type(value) is dict:
                values[name] = self.value(cast("Wire", value))
        return values

    def in_list(self, entries: list[Wire], _: object) -> list[Wire]:
        """The same list with the values in its entries shared."""
        for entry in entries:
            self.in_dict(entry)
        return entries


def _sharing_converter() -> Converter:
    converter = Converter(detailed_validation=False)
    converter.register_structure_hook(datetime, _read_time)
    shared: dict[Any, Callable[[Any, Any], Any]] = {
        Wire: _shared.value,
        dict[str, Wire]: _shared.in_dict,
        list[Wire]: _shared.in_list,
    }
    for wanted, take in (_COLLECTIONS | shared).items():
        converter.register_structure_hook_func(partial(operator.eq, wanted), take)
    return converter


_shared = _Shared()
_sharing = _sharing_converter()
