"""The state as text, and back.

The text is JSON in the shape of the classes in `state`. cattrs reads it strictly: text
that does not fit the classes was not written by this version. Times occur anywhere,
also in structures without a class, so a time is an object of its own kind,
`{"$time": "..."}`. A name that callers choose may be `$time` too (an option, a client
token), but its value is then an object and not a string.
"""

import json
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, TypeVar, cast

import attrs
from cattrs import Converter, transform_error

from ..protocol.wire import Wire
from .region import Region
from .state import Domain

_FORMAT = "connectcases-typed state, 1"
_TIME = "$time"

T = TypeVar("T")


@attrs.frozen
class Saved:
    """What is saved of one Region of one account."""

    ordinal: int
    domains: dict[str, Domain]


# By account and Region.
_State = dict[str, dict[str, Saved]]


def write(regions: Iterable[Region]) -> str:
    """The state of Regions as text."""
    state: _State = {}
    for region in regions:
        if region.ordinal:
            saved = Saved(region.ordinal, region.domains)
            state.setdefault(region.account, {})[region.name] = saved
    whole = {"format": _FORMAT, "state": _converter.unstructure(state)}
    return json.dumps(whole, default=_write_other, ensure_ascii=False)


def read(text: str) -> dict[tuple[str, str], Saved]:
    """What a text says of each account and Region; ValueError for a text of ours."""
    return {
        (account, name): saved
        for account, regions in _read(text).items()
        for name, saved in regions.items()
    }


def _read(text: str) -> _State:
    try:
        whole: Any = json.loads(text, object_hook=_read_object)
    except (ValueError, TypeError, RecursionError) as error:
        raise ValueError(f"this is no dump of the embedded service: {error}") from error
    if not isinstance(whole, dict) or cast("Wire", whole).get("format") != _FORMAT:
        raise ValueError(
            "this is no dump of the embedded service, or one of another version: "
            f"its format is not {_FORMAT!r}"
        )
    try:
        return _converter.structure(cast("Wire", whole).get("state"), _State)
    except Exception as error:
        # cattrs gathers its findings in an exception group; every one is about the
        # text.
        problems = "; ".join(transform_error(error))
        raise ValueError(f"this dump was changed: {problems}") from error


def _write_other(value: Any) -> Any:
    if isinstance(value, datetime):
        return {_TIME: value.isoformat()}
    if isinstance(value, (set, frozenset)):
        return sorted(cast("set[str]", value))
    raise TypeError(f"the state holds a {type(value).__name__}")


def _read_object(value: dict[str, Any]) -> Any:
    if value.keys() == {_TIME} and isinstance(value[_TIME], str):
        return datetime.fromisoformat(value[_TIME])
    return value


def _exactly(kind: type[T]) -> Callable[[Any, Any], T]:
    """Accept values of one type only; cattrs alone would convert what it can."""

    def take(value: Any, _: Any) -> T:
        if type(value) is not kind:
            raise TypeError(f"not {kind.__name__} but {type(value).__name__}")
        return value

    return take


_converter = Converter(
    forbid_extra_keys=True,
    # JSON has no sets. `_write_other` turns them into sorted lists.
    unstruct_collection_overrides={set: set, frozenset: frozenset},
)
for _kind in (str, int, bool, datetime):
    _converter.register_structure_hook(_kind, _exactly(_kind))
