"""Schemas of the classes for pydantic and FastAPI, which alone import this module.

pydantic asks a class for its schema (`__get_pydantic_core_schema__`, see `shapes`). It
gets two things. A function of ours validates and serializes: the wire form goes in and
out, as with `from_json` and `to_json`. The other is a description, from which pydantic
makes JSON schema and OpenAPI: see `json_schema`.

pydantic itself handles a union in a user's annotation: it tries each class, and reports
the errors of all of them. With `ByTag` in the annotation, this module handles it.

Classes that requests hold are checked as before sending. Classes that only arrive are
read as responses are, so that a stored response can be read back, whatever the service
has added.
"""

import re
from collections.abc import Callable
from functools import cache
from types import NoneType
from typing import Any, get_args, get_origin

from pydantic_core import (
    InitErrorDetails,
    PydanticCustomError,
    ValidationError,
    core_schema,
)

from .. import models
from ..errors import Violation
from ..operations import Request
from ..shapes import UnknownMember, tag_of
from .checks import Rules, check, check_arm
from .forms import is_combinator, name_of, unions_of
from .json_schema import Core, Description, JsonSchema, known_kind, public
from .json_text import jsonable
from .kinds import (
    Kind,
    ListOf,
    MapOf,
    Structure,
    Union,
    kind_of,
    members,
)
from .reading import KindError, kind_in
from .wire import encode

# pydantic's sources are annotations: hence `Any`.


def schema_of(source: Any) -> Core:
    """The schema of a class of this library, or of a combinator in a union."""
    cls: type = get_origin(source) or source
    describe = Description()
    if cls is UnknownMember:
        read: Callable[[Any], Any] = _refuse_unknown
        described: Core = core_schema.dict_schema()
    else:
        read = _reader(cls, _union_around(source, cls))
        described = describe.alone(cls, _union_around(source, cls))

    def json_schema(_: Core, handler: Callable[[Any], JsonSchema]) -> JsonSchema:
        return handler(describe.with_definitions(described))

    def validate(value: Any) -> Any:
        return value if type(value) is cls else read(value)

    # Where there are several classes, pydantic's errors name the function of each.
    validate.__name__ = validate.__qualname__ = cls.__name__
    return _function(validate, json_schema)


def union_schema_of(source: Any) -> Core:
    """The schema of a union as a whole, whose arm is found by its tag.

    pydantic would try each class of the union, and report the errors of each.

    Raises:
        TypeError: it is no union of this library's classes.
    """
    alternatives = get_args(source)
    kind = known_kind(source)
    if not isinstance(kind, Union):
        raise TypeError(
            f"ByTag is for a union of this library's classes, not {name_of(source)}"
        )
    known = kind.arms
    if UnknownMember in alternatives:
        known = (*known, UnknownMember)
    read = _union_reader(kind, name_of(source))
    describe = Description()
    described = describe.union(kind)

    def json_schema(_: Core, handler: Callable[[Any], JsonSchema]) -> JsonSchema:
        return handler(describe.with_definitions(described))

    def validate(value: Any) -> Any:
        return value if type(value) in known else read(value)

    made = _function(validate, json_schema)
    return core_schema.nullable_schema(made) if NoneType in alternatives else made


def _function(
    validate: Callable[[Any], Any],
    json_schema: Callable[[Core, Callable[[Any], JsonSchema]], JsonSchema],
) -> Core:
    return core_schema.no_info_plain_validator_function(
        validate,
        serialization=core_schema.plain_serializer_function_ser_schema(
            _written, info_arg=True
        ),
        metadata={"pydantic_js_functions": [json_schema]},
    )


def _written(value: Any, info: core_schema.SerializationInfo) -> Any:
    data = encode(value, Rules.TYPES)
    return jsonable(data) if info.mode == "json" else data


def _union_around(source: Any, cls: type) -> Union | None:
    """The union that holds an arm: of a combinator, the one it is written with."""
    if not is_combinator(cls):
        return None if tag_of(cls) is None else Union((cls,))
    for argument in get_args(source):
        kind = kind_of(argument)
        if isinstance(kind, Union):
            return kind
    return unions_of(cls)[-1]


def _reader(cls: type, union: Union | None) -> Callable[[Any], Any]:
    read = kind_in(Structure(cls) if union is None else union)

    def validate(value: Any) -> Any:
        made = _made(read, value, cls.__name__)
        if type(made) is not cls:
            written = f'{{"{tag_of(cls)}": ...}}'
            another = Violation("", f"expected {written}, not another member")
            raise _invalid(cls.__name__, (another,))
        return _checked(made, union, cls.__name__)

    return validate


def _union_reader(union: Union, name: str) -> Callable[[Any], Any]:
    read = kind_in(union)
    expected = ", ".join(tag_of(arm) or "" for arm in union.arms)

    def validate(value: Any) -> Any:
        made = _made(read, value, name)
        if isinstance(made, UnknownMember):
            another = Violation("", f"expected {expected}, not another member")
            raise _invalid(name, (another,))
        return _checked(made, union, name)

    return validate


def _made(read: Callable[[Any], Any], value: Any, name: str) -> Any:
    try:
        return read(value)
    except KindError as error:
        raise _invalid(name, error.violations) from None
    except RecursionError:
        too_deep = Violation("", "nested too deeply to be read")
        raise _invalid(name, (too_deep,)) from None


def _checked(made: Any, union: Union | None, name: str) -> Any:
    rules = Rules.ALL if type(made) in _sent() else Rules.TYPES
    found = check_arm(made, union, rules) if union else check(made, rules)
    if found:
        raise _invalid(name, found)
    return made


def _refuse_unknown(_: object) -> Any:
    raise ValueError("a member this library does not know is not read from outside")


def _invalid(name: str, violations: tuple[Violation, ...]) -> ValidationError:
    """pydantic's error, with a line for each violation; it quotes no value."""
    lines = [
        InitErrorDetails(
            type=PydanticCustomError("connectcases", "{rule}", {"rule": it.rule}),
            loc=tuple(_location(it.path)),
            input=None,
        )
        for it in violations
    ]
    return ValidationError.from_exception_data(name, lines)


def _location(path: str) -> list[str | int]:
    """`fields[3].id` as pydantic has it: `("fields", 3, "id")`."""
    parts = re.findall(r"\[(\d+)\]|\['([^']*)'\]|([^.\[\]]+)", path)
    return [int(index) if index else key or name for index, key, name in parts]


@cache
def _sent() -> frozenset[type]:
    """The classes that requests hold, and those themselves."""
    found: set[type] = set()
    todo: list[type] = [
        value
        for value in public().values()
        if isinstance(value, type) and issubclass(value, Request)
    ]
    while todo:
        cls = todo.pop()
        if cls not in found and cls.__module__.startswith(models.__name__):
            found.add(cls)
            todo += [part for it in members(cls) for part in _parts(it.kind)]
    return frozenset(found)


def _parts(kind: Kind) -> list[type]:
    match kind:
        case Structure(cls):
            return [cls]
        case Union(arms):
            return list(arms)
        case ListOf(inner) | MapOf(inner):
            return _parts(inner)
        case _:
            return []
