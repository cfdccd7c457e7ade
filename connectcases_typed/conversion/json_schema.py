"""Descriptions of the classes, from which pydantic makes JSON schema and OpenAPI.

pydantic never validates with them. A class is a typed dict with the limits of its
members, a union is a `oneOf`.
"""

from collections.abc import Callable, Mapping
from functools import cache
from types import ModuleType
from typing import Any, get_origin

from pydantic_core import core_schema

from .. import models
from ..shapes import NO_FACTS, Facts, Limit, is_bare, tag_of
from .forms import is_combinator
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

# pydantic's JSON schemas are dicts of anything, hence `Any`.
JsonSchema = dict[str, Any]
# pydantic's core schemas are typed dicts, too closed to be copied with a member more.
Core = Any


class Description:
    """The schemas of classes and named unions, each of which is defined once."""

    def __init__(self) -> None:
        self._definitions: dict[str, Core] = {}

    def with_definitions(self, schema: Core) -> Core:
        """A schema together with what it refers to."""
        return core_schema.definitions_schema(schema, [*self._definitions.values()])

    def alone(self, cls: type, union: Union | None) -> Core:
        """A class as it is by itself; an arm under its tag."""
        if union is None or not is_combinator(cls):
            return self._defined(cls.__name__, lambda: self._arm(cls, union))
        return self._arm(cls, union)

    def _defined(self, name: str, describe: Callable[[], Core]) -> Core:
        ref = f"connectcases_typed.{name}:0"
        if ref not in self._definitions:
            # Known before it is described: it may hold itself.
            self._definitions[ref] = core_schema.any_schema(ref=ref)
            self._definitions[ref] = {**describe(), "ref": ref}
        return core_schema.definition_reference_schema(ref)

    def _arm(
        self, cls: type, union: Union | None, stricter: Limit | None = None
    ) -> Core:
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

    def _structure(self, cls: type, union: Union | None) -> Core:
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
    ) -> Core:
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
    ) -> Core:
        """A union; `stricter` are limits by tag, where a member has its own."""

        def described(arm: type) -> Core:
            limit = stricter.get(tag_of(arm) or "")
            if limit is not None or is_combinator(arm):
                return self._arm(arm, union, limit)
            return self.alone(arm, Union((arm,)))

        def describe() -> Core:
            schema = core_schema.union_schema([described(arm) for arm in union.arms])
            return {**schema, "metadata": {"pydantic_js_functions": [_one_of]}}

        if len(union.arms) == 1:
            return described(union.arms[0])
        name = _aliases().get(union)
        if name is None or stricter:
            return describe()
        return self._defined(name, describe)


def _titled(cls: type) -> Callable[[Any, Callable[[Any], JsonSchema]], JsonSchema]:
    """Give the schema of a class its name, and the first line of its docstring."""
    about, _, _ = (cls.__doc__ or "").partition("\n")

    def titled(schema: Any, handler: Callable[[Any], JsonSchema]) -> JsonSchema:
        return {**handler(schema), "title": cls.__name__, "description": about}

    return titled


def _one_of(schema: Any, handler: Callable[[Any], JsonSchema]) -> JsonSchema:
    """Require exactly one arm in the JSON schema, where pydantic allows any number."""
    made = handler(schema)
    if "anyOf" in made:
        made["oneOf"] = made.pop("anyOf")
    return made


def _string(limit: Limit) -> Core:
    # A pattern of the service covers the whole string.
    pattern = limit.pattern and f"^(?:{limit.pattern})$"
    return core_schema.str_schema(
        min_length=limit.min, max_length=limit.max, pattern=pattern
    )


_SCALARS: dict[str, Callable[[Limit], Core]] = {
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


@cache
def public() -> dict[str, Any]:
    """The names of `models`: classes, and unions as annotations."""
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
        name: known_kind(value)
        for name, value in public().items()
        if get_origin(value) is not None
    }
    longest_first = sorted(named, key=len, reverse=True)
    return {
        kind: name for name in longest_first if isinstance(kind := named[name], Union)
    }


def known_kind(annotation: Any) -> Kind | None:
    """The kind of an annotation, or None if this library has none for it."""
    try:
        return kind_of(annotation)
    except TypeError:  # not of classes of ours: `PlainValue`, and what is imported
        return None
