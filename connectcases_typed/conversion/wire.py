"""The wire: from values to botocore's dicts and back, strict out and lenient in.

Nothing is guessed: `kinds` says what each member holds, `reading` and `writing` make
the hooks for exactly that, and `forms` the hooks for what a caller asks for. `others`
passes both to a cattrs converter of the user's.
"""

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar, overload

from ..errors import ParamValidationError, ResponseError, Violation
from ..operations import Request, Response, ResponseMetadata
from ..shapes import UnknownMember, is_list, is_map, is_shape
from .checks import Rules, check, check_arm
from .forms import form_in, is_combinator, name_of, unions_of
from .kinds import members
from .reading import KindError
from .writing import written

if TYPE_CHECKING:
    # No more than a type: typing_extensions is no dependency.
    from typing_extensions import TypeForm

__all__ = [
    "from_botocore",
    "to_botocore",
]

T = TypeVar("T")


# A list is an object, too: of these overloads the first that fits is meant.
@overload
def to_botocore(  # type: ignore[overload-overlap]  # see above
    value: list[Any] | tuple[Any, ...],  # pyright: ignore[reportOverlappingOverload]
) -> list[dict[str, Any]]: ...
@overload
def to_botocore(value: object) -> dict[str, Any]: ...
def to_botocore(value: object) -> dict[str, Any] | list[dict[str, Any]]:
    """The dict botocore takes for a request or returns as a response; dicts for a list.

    A request is checked as it is before it is sent, and the dict is what is sent: with
    a `clientToken` also where the request has one of its own, so that what is stored
    and sent later is the same request. Anything else is only checked for its types, so
    that whatever was received can be stored: read it back with `from_botocore`. Times
    stay datetimes, as they are in botocore's dicts; see `to_json` for text.

    Raises:
        ParamValidationError: with everything that is wrong.
        TypeError: the value is of no class of this library.
    """
    if not is_list(value):
        return encode(value, _rules(value))
    if wrong := tuple(
        Violation(
            f"[{index}].{found.path}".removesuffix("."),
            found.rule,
            f"[{index}].{found.written}".removesuffix("."),
        )
        for index, each in enumerate(value)
        for found in _broken(each, _rules(each))
    ):
        raise ParamValidationError("list", wrong)
    return [written(each) for each in value]


def _rules(value: object) -> Rules:
    return Rules.ALL if isinstance(value, Request) else Rules.TYPES


def from_botocore(data: Mapping[str, Any] | Sequence[Any], cls: "TypeForm[T]") -> T:
    """A value of `cls` from botocore's dict of it, or from decoded JSON.

    `cls` is a class, a union such as `RelatedItemContent`, or a list of either:
    `list[FieldValue]`, `tuple[FieldValue, ...]`, `dict[str, FieldValueUnion]`. An arm
    of a union is read with its tag or without. With `| UnknownMember` in a union, a
    member that this library does not know is read as one.

    Raises:
        ResponseError: with everything that is not as the service model has it.
        TypeError: `cls` names anything but classes of this library.
    """
    return decode(data, cls, name_of(cls))


def encode(value: object, rules: Rules) -> dict[str, Any]:
    """`to_botocore` of one value, with a choice of what is checked."""
    violations = _broken(value, rules)
    if not violations:
        try:
            return written(value)
        except RecursionError:
            violations = _TOO_DEEP
    # Raised outside the `except`: a chained traceback of a thousand frames would not
    # help.
    operation = getattr(value, "operation", type(value).__name__)
    raise ParamValidationError(operation, violations)


def refuse_broken(request: Request[Any], rules: Rules) -> None:
    """Check a request before it is sent.

    Raises:
        ParamValidationError: with everything that is wrong.
    """
    if violations := _broken(request, rules):
        raise ParamValidationError(request.operation, violations)


def _broken(value: object, rules: Rules) -> tuple[Violation, ...]:
    """The rules a value breaks."""
    try:
        return _unfit(value, rules)
    except RecursionError:
        return _TOO_DEEP


_TOO_DEEP = (Violation("", "nested too deeply to be sent"),)


def _unfit(value: object, rules: Rules) -> tuple[Violation, ...]:
    cls = type(value)
    if cls is UnknownMember:
        return check(value, rules)
    if not is_shape(cls):
        raise TypeError(f"expected one of this library's classes, not {cls.__name__}")
    if not is_combinator(cls):
        return check(value, rules)
    # One union that accepts it is enough; the last one accepts most.
    found: tuple[Violation, ...] = ()
    for union in unions_of(cls):
        found = check_arm(value, union, rules)
        if not found:
            break
    return found


# What is read has no type before it is read.
def decode(data: Any, form: "TypeForm[T]", operation: str) -> T:
    """`from_botocore`, in the name of an operation."""
    asked: Any = form
    read = form_in(asked)
    try:
        decoded: T = read(data)
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
    # Not chained: the original error may show values, some of which are sensitive.
    request_id = ResponseMetadata.of(data).request_id
    raise ResponseError(operation, found, request_id) from None


def decode_body(
    body: bytes, metadata: Mapping[str, Any], response: type[T], operation: str
) -> T:
    """The response that a body holds, with the metadata botocore has for it.

    Raises:
        ResponseError: it is not what the operation returns.
    """
    data = {**_json(body, metadata, response, operation), "ResponseMetadata": metadata}
    return decode(data, response, operation)


def _json(
    body: bytes, metadata: Mapping[str, Any], response: type, operation: str
) -> Mapping[str, Any]:
    if not body:
        if members(response):
            raise unreadable(operation, "there is no body", metadata)
        # Documented for the operations that return nothing.
        return {}
    try:
        data: Any = json.loads(body)
    except (ValueError, RecursionError):
        problem = "the body is not JSON"
    else:
        if is_map(data):
            return data
        problem = f"expected a structure, not {type(data).__name__}"
    # Raised outside the `except`, and so not chained: the parser's error holds the
    # body.
    raise unreadable(operation, problem, metadata)


def unreadable(
    operation: str, problem: str, metadata: Mapping[str, Any]
) -> ResponseError:
    """The error for a body that cannot be read at all."""
    request_id = ResponseMetadata.of({"ResponseMetadata": metadata}).request_id
    return ResponseError(operation, (Violation("", problem),), request_id)
