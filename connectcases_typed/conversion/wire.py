"""The wire: from values to botocore's dicts and back, strict out and lenient in.

A cattrs converter holds a pair of hooks for every shape, made when a shape is first
met and never by guessing: `kinds` says what each member holds, `reading` makes the hook
that takes just that, and `writing` has cattrs make the other.
"""

from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Any, TypeVar

import attrs
from cattrs import Converter

from ..errors import ParamValidationError, ResponseError, Violation
from ..operations import Request, Response, ResponseMetadata
from .checks import Rules, check
from .reading import KindError, shape_in
from .writing import shape_out

__all__ = [
    "from_botocore",
    "to_botocore",
]

T = TypeVar("T")


def to_botocore(value: object) -> dict[str, Any]:
    """The dict botocore takes for a request, or gives for a response.

    A request is checked as it is before it is sent. Anything else is only checked
    for its types, so that whatever was received can be stored: read it back with
    `from_botocore`. Times stay datetimes, as they are in botocore's dicts.

    Raises:
        ParamValidationError: with everything that is wrong.
    """
    return encode(value, Rules.ALL if isinstance(value, Request) else Rules.TYPES)


def from_botocore(data: Mapping[str, Any], cls: type[T]) -> T:
    """A value of `cls` from botocore's dict of it, or from decoded JSON.

    Raises:
        ResponseError: with everything that is not as the service model has it.
    """
    _refuse_all_but_shapes(cls)
    return decode(data, cls, cls.__name__)


def encode(value: object, rules: Rules) -> dict[str, Any]:
    """`to_botocore` with a choice of what is checked."""
    _refuse_all_but_shapes(type(value))
    if violations := check(value, rules):
        operation = getattr(value, "operation", type(value).__name__)
        raise ParamValidationError(operation, violations)
    encoded: dict[str, Any] = _converter().unstructure(value)
    return encoded


def _refuse_all_but_shapes(cls: type) -> None:
    if not attrs.has(cls):
        given = getattr(cls, "__name__", cls)
        raise TypeError(f"expected one of this library's classes, not {given}")
    # `Not`, `AndAll` and the like: what may be in them, only a union says.
    if getattr(cls, "__parameters__", ()):
        raise TypeError(
            f"{cls.__name__} is of several unions: take the request or answer it is in"
        )


def decode(data: Mapping[str, Any], cls: type[T], operation: str) -> T:
    """`from_botocore`, in the name of an operation."""
    try:
        decoded = _converter().structure(data, cls)
    except KindError as error:
        found = tuple(
            Violation(it.path.removeprefix("."), it.rule) for it in error.violations
        )
    except RecursionError:
        found = (Violation("", "nested too deeply to be read"),)
    else:
        if isinstance(decoded, Response):
            # Frozen against everybody else: this is the rest of its construction.
            object.__setattr__(decoded, "metadata", ResponseMetadata.of(data))
        return decoded
    # Not chained: what was raised may show the values, some of which are sensitive.
    request_id = ResponseMetadata.of(data).request_id
    raise ResponseError(operation, found, request_id) from None


@cache
def _converter() -> Converter:
    converter = Converter()
    converter.register_structure_hook_factory(attrs.has, _structure_hook)
    converter.register_unstructure_hook_factory(
        attrs.has, partial(shape_out, converter)
    )
    return converter


def _structure_hook(cls: type) -> Callable[[Any, Any], Any]:
    read = shape_in(cls)
    return lambda value, _: read(value)
