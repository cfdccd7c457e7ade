"""Schemas of the classes for pydantic and FastAPI, which alone import this module.

pydantic asks a class for its schema (`__get_pydantic_core_schema__`, see `shapes`). It
gets two things. What validates and serializes is a function of ours: the wire form
goes in and out, as with `from_json` and `to_json`. What JSON schema and OpenAPI are
made of is a description that pydantic never validates with: typed dicts with the
limits, unions as `oneOf`.

A union in a user's own annotation is pydantic's affair: it asks each class, and reports
the errors of all of them. `ByTag` in the annotation makes it ours.

What can be sent is checked as it is before it is sent. What only arrives is read as it
arrives, so that what was stored is read back, whatever the service has added.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache
from types import ModuleType, NoneType
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
from ..shapes import NO_FACTS, Facts, Limit, UnknownMember, is_bare, tag_of
from .checks import Rules, check, check_arm
from .forms import is_combinator, name_of, unions_of
from .json_text import jsonable
from .kinds import (
    Enclosing,
    Enumeration,
    Kind,
    ListOf,
    MapOf,
    Scalar,
    Structure,
    Union,
    kind_of,
    members,
    wire_name,
)
from .reading import KindError, kind_in
from .wire import encode

# pydantic's sources are annotations, its JSON schemas dicts of anything: hence `Any`.
_JsonSchema = dict[str, Any]
# pydantic's core schemas are typed dicts, too closed to be copied with a member more.
_Core = Any


def schema_of(source: Any) -> _Core:
    """The schema of a class of this library, or of a combinator in a union."""
    cls: type = get_origin(source) or source
    describe = _Description()
    if cls is UnknownMember:
        read: Callable[[Any], Any] = _refuse_unknown
        described: _Core = core_schema.dict_schema()
    else:
        read = _reader(cls, _union_around(source, cls))
        described = describe.alone(cls, _union_around(source, cls))

    def json_schema(_: _Core, handler: Callable[[Any], _JsonSchema]) -> _JsonSchema:
        return handler(describe.with_definitions(described))

    def validate(value: Any) -> Any:
        return value if type(value) is cls else read(value)

    # Where there are several classes, pydantic's errors name the function of each.
    validate.__name__ = validate.__qualname__ = cls.__name__
    return _function(validate, json_schema)


def union_schema_of(source: Any) -> _Core:
    """The schema of a union as a whole, whose arm is found by its tag.

    pydantic would try each class of the union, and report what each has to say.

    Raises:
        TypeError: it is no union of this library's classes.
    """
    alternatives = get_args(source)
    kind = _kind(source)
    if not isinstance(kind, Union):
        raise TypeError(
            f"ByTag is for a union of this library's classes, not {name_of(source)}"
        )
    known = kind.arms
    if UnknownMember in alternatives:
        known = (*known, UnknownMember)
    read = _union_reader(kind, name_of(source))
    describe = _Description()
    described = describe.union(kind)

    def json_schema(_: _Core, handler: Callable[[Any], _JsonSchema]) -> _JsonSchema:
        return handler(describe.with_definitions(described))

    def validate(value: Any) -> Any:
        return value if type(value) in known else read(value)

    made = _function(validate, json_schema)
    return core_schema.nullable_schema(made) if NoneType in alternatives else made


def _function(
    validate: Callable[[Any], Any],
    json_schema: Callable[[_Core, Callable[[Any], _JsonSchema]], _JsonSchema],
) -> _Core:
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
            another = Violation("", f"expected {tag_of(cls)}, not another member")
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


# ------------------------------------------------------------------ JSON schema


class _Description:
    """The schemas of classes and named unions, each of which is defined once."""

    def __init__(self) -> None:
        self._definitions: dict[str, _Core] = {}

    def with_definitions(self, schema: _Core) -> _Core:
        """A schema together with what it refers to."""
        return core_schema.definitions_schema(schema, [*self._definitions.values()])

    def alone(self, cls: type, union: Union | None) -> _Core:
        """A class as it is by itself; an arm under its tag."""
        if union is None or not is_combinator(cls):
            return self._defined(cls.__name__, lambda: self._arm(cls, union))
        return self._arm(cls, union)

    def _defined(self, name: str, describe: Callable[[], _Core]) -> _Core:
        ref = f"connectcases_typed.{name}:0"
        if ref not in self._definitions:
            # Known before it is described: it may hold itself.
            self._definitions[ref] = core_schema.any_schema(ref=ref)
            self._definitions[ref] = {**describe(), "ref": ref}
        return core_schema.definition_reference_schema(ref)

    def _arm(
        self, cls: type, union: Union | None, stricter: Limit | None = None
    ) -> _Core:
        if is_bare(cls):
            (member,) = members(cls)
            limit = stricter or member.facts.limit
            schema = self._of(member.kind, member.facts, limit, union)
        else:
            schema = self._structure(cls, union)
        for part in reversed((tag_of(cls) or "").split(".")):
            if part:
                field = core_schema.typed_dict_field(schema, required=True)
                schema = core_schema.typed_dict_schema({part: field})
        return {**schema, "metadata": {"pydantic_js_functions": [_titled(cls)]}}

    def _structure(self, cls: type, union: Union | None) -> _Core:
        fields = {
            it.wire: core_schema.typed_dict_field(
                self._of(it.kind, it.facts, it.facts.limit, union),
                required=it.required,
            )
            for it in members(cls)
        }
        for name in getattr(cls, "derived", ()):
            # It follows from the others: it is written, and read past.
            derived = self._of(kind_of(_returned(cls, name)), NO_FACTS, None, None)
            fields[wire_name(name)] = core_schema.typed_dict_field(
                derived, required=False
            )
        return core_schema.typed_dict_schema(fields)

    def _of(
        self, kind: Kind, facts: Facts, limit: Limit | None, union: Union | None
    ) -> _Core:
        match kind:
            case Scalar(type_):
                return _SCALARS[type_.__name__](limit or Limit())
            case Enumeration(enum):
                return core_schema.literal_schema([it.value for it in enum])
            case Structure(cls):
                return self.alone(cls, None)
            case Union():
                return self.union(kind, facts.arms)
            case Enclosing():
                if union is None:
                    raise TypeError("a type variable only has a meaning inside a union")
                return self.union(union)
            case ListOf(element):
                each = self._of(element, facts, facts.each, union)
                return core_schema.list_schema(each, **_sizes(limit))
            case MapOf(value):
                each = self._of(value, facts, facts.each, union)
                keys = self._of(Scalar(str), facts, facts.keys, None)
                return core_schema.dict_schema(keys, each, **_sizes(limit))

    def union(
        self, union: Union, stricter: Mapping[str, Limit] = NO_FACTS.arms
    ) -> _Core:
        """A union; `stricter` are limits by tag, where a member has its own."""

        def described(arm: type) -> _Core:
            limit = stricter.get(tag_of(arm) or "")
            if limit is not None or is_combinator(arm):
                return self._arm(arm, union, limit)
            return self.alone(arm, Union((arm,)))

        def describe() -> _Core:
            schema = core_schema.union_schema([described(arm) for arm in union.arms])
            return {**schema, "metadata": {"pydantic_js_functions": [_one_of]}}

        if len(union.arms) == 1:
            return described(union.arms[0])
        name = _aliases().get(union)
        if name is None or stricter:
            return describe()
        return self._defined(name, describe)


def _titled(cls: type) -> Callable[[Any, Callable[[Any], _JsonSchema]], _JsonSchema]:
    """Give the schema of a class its name, and the first line of its docstring."""
    about, _, _ = (cls.__doc__ or "").partition("\n")

    def titled(schema: Any, handler: Callable[[Any], _JsonSchema]) -> _JsonSchema:
        return {**handler(schema), "title": cls.__name__, "description": about}

    return titled


def _one_of(schema: Any, handler: Callable[[Any], _JsonSchema]) -> _JsonSchema:
    """Require exactly one arm in the JSON schema, where pydantic allows any number."""
    made = handler(schema)
    if "anyOf" in made:
        made["oneOf"] = made.pop("anyOf")
    return made


def _string(limit: Limit) -> _Core:
    # A pattern of the service covers the whole string.
    pattern = limit.pattern and f"^(?:{limit.pattern})$"
    return core_schema.str_schema(
        min_length=limit.min, max_length=limit.max, pattern=pattern
    )


_SCALARS: dict[str, Callable[[Limit], _Core]] = {
    "str": _string,
    "int": lambda limit: core_schema.int_schema(ge=limit.min, le=limit.max),
    "float": lambda _: core_schema.float_schema(allow_inf_nan=False),
    "bool": lambda _: core_schema.bool_schema(),
    "datetime": lambda _: core_schema.datetime_schema(),
}


def _sizes(limit: Limit | None) -> dict[str, Any]:
    return {} if limit is None else {"min_length": limit.min, "max_length": limit.max}


def _returned(cls: type, name: str) -> Any:
    return getattr(cls, name).fget.__annotations__["return"]


# ---------------------------------------------------------------- all that there is


@cache
def _public() -> dict[str, Any]:
    nouns: list[ModuleType] = [getattr(models, noun) for noun in models.__all__]
    return {
        name: value
        for noun in nouns
        for name, value in vars(noun).items()
        if not name.startswith("_")
    }


@cache
def _aliases() -> dict[Union, str]:
    """The names of the unions that have one; of two names, the shorter one."""
    named = {
        name: _kind(value)
        for name, value in _public().items()
        if get_origin(value) is not None
    }
    longest_first = sorted(named, key=len, reverse=True)
    return {
        kind: name for name in longest_first if isinstance(kind := named[name], Union)
    }


def _kind(annotation: Any) -> Kind | None:
    try:
        return kind_of(annotation)
    except TypeError:  # not of classes of ours: `PlainValue`, and what is imported
        return None


@cache
def _sent() -> frozenset[type]:
    """The classes that requests hold, and those themselves."""
    found: set[type] = set()
    todo: list[type] = [
        value
        for value in _public().values()
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
