"""The wire: from values to botocore's dicts and back, strict out and lenient in.

A cattrs converter holds a pair of hooks for every shape, made when a shape is first
met and never by guessing: `kinds` says what each member holds, and the hook for just
that (from `writing` or `reading`) is handed to cattrs, which generates the code around
it. Reading is done in the plain, and once more in detail only if that fails: a second
converter then collects everything that is wrong.
"""

from collections.abc import Mapping
from functools import cache, partial
from typing import Any, TypeVar

import attrs
from cattrs import BaseValidationError, Converter

from .checks import Rules, check
from .errors import ParamValidationError, ResponseError, Violation
from .operations import Request, Response, ResponseMetadata
from .reading import KindError, problems, shape_in
from .writing import shape_out

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
    return decode(data, cls, cls.__name__)


def encode(value: object, rules: Rules) -> dict[str, Any]:
    """`to_botocore` with a choice of what is checked."""
    if not attrs.has(type(value)):
        given = type(value).__name__
        raise TypeError(
            f"expected a value of one of this library's classes, not {given}"
        )
    if violations := check(value, rules):
        raise ParamValidationError(violations)
    encoded: dict[str, Any] = _plain().unstructure(value)
    return encoded


def decode(data: Mapping[str, Any], cls: type[T], operation: str) -> T:
    """`from_botocore`, in the name of an operation."""
    try:
        try:
            decoded = _plain().structure(data, cls)
        except (KeyError, KindError):
            decoded = _detailed().structure(data, cls)
    except (BaseValidationError, KindError) as error:
        found = tuple(problems(error, ""))
    except RecursionError:
        found = (Violation("", "nested too deeply to be read"),)
    else:
        if isinstance(decoded, Response):
            # Frozen against everybody else: this is the rest of its construction.
            object.__setattr__(decoded, "metadata", ResponseMetadata.of(data))
        return decoded
    # Not chained: what cattrs raised holds the values, some of which are sensitive.
    request_id = ResponseMetadata.of(data).request_id
    raise ResponseError(operation, found, request_id) from None


@cache
def _plain() -> Converter:
    """Writes, and reads what is as it should be; of anything else it says little."""
    converter = Converter(detailed_validation=False)
    converter.register_structure_hook_factory(attrs.has, partial(shape_in, converter))
    converter.register_unstructure_hook_factory(
        attrs.has, partial(shape_out, converter)
    )
    return converter


@cache
def _detailed() -> Converter:
    """Reads what the plain one refused, to say everything that is wrong with it."""
    converter = Converter(detailed_validation=True)
    converter.register_structure_hook_factory(attrs.has, partial(shape_in, converter))
    return converter
