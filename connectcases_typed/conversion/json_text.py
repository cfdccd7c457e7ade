"""Values as JSON text: wire names, unions under their tags, times as ISO 8601."""

import json
import math
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from ..errors import ResponseError, Violation
from ..shapes import is_list, is_map
from .forms import name_of
from .wire import decode, to_botocore

if TYPE_CHECKING:
    # For type checkers only: typing_extensions is no dependency.
    from typing_extensions import TypeForm

__all__ = [
    "from_json",
    "to_json",
]

T = TypeVar("T")


def to_json(value: object, indent: int | None = None) -> str:
    """A value of this library as JSON text, or a list, tuple or mapping of values.

    Members have their wire names, a union its tag, and times are ISO 8601 in UTC. A
    response is written without its `metadata`. The text is ASCII; `indent` spreads it
    over lines. Read it back with `from_json`.

    Raises:
        ParamValidationError: with everything that is wrong, as in `to_botocore`.
        TypeError: the value, or one in it, is of no class of this library.
    """
    if is_map(value):
        named: Mapping[str, object] = value
        data: object = {key: to_botocore(each) for key, each in named.items()}
    else:
        data = to_botocore(value)
    return json.dumps(jsonable(data), indent=indent, allow_nan=False)


def from_json(text: str | bytes, cls: "TypeForm[T]") -> T:
    """A value from JSON text: what `to_json` wrote, or what the service sent.

    `cls` is a class, a union such as `RelatedItemContent`, or a list or mapping of
    either: `list[FieldValue]`, `dict[str, FieldValueUnion]`. See `from_botocore`.

    Raises:
        ResponseError: the text is no JSON, or not of this class; with every problem.
        TypeError: `cls` names anything but classes of this library.
    """
    return decode(parsed(text, name_of(cls)), cls, name_of(cls))


# `Any`: JSON may hold anything.
def parsed(text: str | bytes, what: str) -> Any:
    """Parse JSON text. The error never quotes the text, which may be sensitive.

    Raises:
        ResponseError: it is not JSON; the error names `what` should have been read.
    """
    try:
        return json.loads(text)
    except RecursionError:
        problem = "nested too deeply to be read"
    except ValueError:  # UnicodeDecodeError is one, too
        problem = "the text is not JSON"
    # Not chained: the parser's error holds the text.
    raise ResponseError(what, (Violation("", problem),)) from None


def jsonable(data: Any) -> Any:
    """botocore's dicts with times and special floats as the protocol writes them.

    Neither has a form in JSON: a time becomes ISO 8601 text in UTC, and an infinite
    number or NaN becomes its name.
    """
    if is_map(data):
        return {key: jsonable(each) for key, each in data.items()}
    if is_list(data):
        return [jsonable(each) for each in data]
    if isinstance(data, datetime):
        return data.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(data, float) and not math.isfinite(data):
        return "NaN" if math.isnan(data) else f"{'-' * (data < 0)}Infinity"
    return data
