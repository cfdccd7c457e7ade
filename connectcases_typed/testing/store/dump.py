"""The state as text, and back.

The text is JSON in the shape of the classes in `state`, read by cattrs: strictly, since
what does not fit was not written by this version. Times can be anywhere, in structures
without a class too, so a time is an object of its own kind, `{"$time": "..."}`. What
callers name may be called `$time` as well (an option, a client token), but what it
stands for is an object then.
"""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar, cast

import attrs
from cattrs import Converter, transform_error

from .models import backend_of, connectcases_backends
from .state import Domain
from .wire import Wire

_FORMAT = "connectcases-typed state, 1"
_TIME = "$time"

T = TypeVar("T")


@attrs.frozen
class _Region:
    ordinal: int
    domains: dict[str, Domain]


# By account and Region.
_State = dict[str, dict[str, _Region]]


def dumped() -> str:
    """The state as text."""
    state: _State = {}
    for account, regions in connectcases_backends.items():
        for name, backend in regions.items():
            if backend.ordinal:
                region = _Region(backend.ordinal, backend.domains)
                state.setdefault(account, {})[name] = region
    whole = {"format": _FORMAT, "state": _converter.unstructure(state)}
    return json.dumps(whole, default=_write_other, ensure_ascii=False)


def load(text: str) -> None:
    """Replace the state by that of a text, or raise ValueError and change nothing."""
    found = [
        (backend_of(account, name), region)
        for account, regions in _read(text).items()
        for name, region in regions.items()
    ]
    for regions in connectcases_backends.values():
        regions.reset()
    for backend, region in found:
        backend.ordinal = region.ordinal
        backend.domains = region.domains


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
        # cattrs gathers what it finds in a group; whatever it is, it is the text's.
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
    """Take a value of a kind as it is; cattrs would make one of anything it can."""

    def take(value: Any, _: Any) -> T:
        if type(value) is not kind:
            raise TypeError(f"not {kind.__name__} but {type(value).__name__}")
        return value

    return take


_converter = Converter(
    forbid_extra_keys=True,
    # Left to the writer of JSON: an order for the elements is needed there only.
    unstruct_collection_overrides={set: set, frozenset: frozenset},
)
for _kind in (str, int, bool, datetime):
    _converter.register_structure_hook(_kind, _exactly(_kind))
