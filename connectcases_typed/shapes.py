"""The parts of a model: shapes, members, limits, open enums, unknown members.

A *shape* is a frozen attrs class named after a structure of the service model; its
attributes are that structure's members in snake_case. Whatever checks and conversion
need beyond the Python type is declared once, beside the attribute, with `member`.
Nothing here knows about dicts, botocore or I/O.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from importlib import import_module
from inspect import get_annotations
from types import NoneType, UnionType
from typing import (
    Any,
    ForwardRef,
    Self,
    TypeGuard,
    TypeVar,
    Union,
    cast,
    dataclass_transform,
    get_args,
    get_origin,
    overload,
)

import attrs

from ._docs import documented

__all__ = [
    "Limit",
    "OpenEnum",
    "UnknownMember",
]

T = TypeVar("T")

#: The oldest botocore this library works with. It knows all that declares no `since`.
FLOOR = "1.42.74"

#: Input lists of plain strings. Not `Sequence[str]`: a single `str` is one, too.
Strings = tuple[str, ...] | list[str]


@documented
@attrs.frozen
class Limit:
    """What the service allows for a value: `min`, `max`, `pattern`; any may be None.

    As in the service model, the numbers mean the length of a string in code points,
    the size of a list or map, or the value of a number. A pattern must match the whole
    string.
    """

    min: int | None = None
    """The smallest length, size or number."""
    max: int | None = None
    """The largest length, size or number."""
    pattern: str | None = None
    """A regular expression, as Python writes it."""
    in_path: bool = attrs.field(default=False, eq=False)
    """Whether the value may be part of the request's URL path, where `.` and `..` would
    make the request act on (or delete) another resource. The service model does not
    say so.
    """


@attrs.frozen
class Facts:
    """What a member declares beyond its Python type (see `member`)."""

    limit: Limit | None = None
    each: Limit | None = None
    keys: Limit | None = None
    arms: Mapping[str, Limit] = attrs.field(factory=dict[str, Limit])
    sparse: bool = False
    sensitive: bool = False
    since: str = FLOOR


NO_FACTS = Facts()
#: A text of more characters is cut to so many where it is shown.
_LONG, _KEPT = 300, 100
_FACTS = "connectcases_typed"
_TAG = "_tag"
_BARE = "_bare"
_SHAPE = "_shape"
_SINCE = "_since"

#: Every arm by class name: a recursive union names its arms in text annotations.
ARMS: dict[str, type] = {}


def facts_of(attribute: "attrs.Attribute[Any]") -> Facts:
    """The facts declared beside an attribute."""
    facts: Facts = attribute.metadata.get(_FACTS, NO_FACTS)
    return facts


# `default` and the result are `Any`: to a type checker, a field specifier is the value
# of the attribute, whatever type the annotation beside it names.
def member(
    limit: Limit | None = None,
    *,
    each: Limit | None = None,
    keys: Limit | None = None,
    arms: Mapping[str, Limit] | None = None,
    sparse: bool = False,
    sensitive: bool = False,
    since: str = FLOOR,
    default: Any = attrs.NOTHING,
    init: bool = True,
    compare: bool = True,
) -> Any:
    """A member of a shape, with the facts the service model states about it.

    Args:
        limit: the limit of the value itself.
        each: the limit of every element of a list, or of every value of a map.
        keys: the limit of every key of a map.
        arms: limits by tag of the value inside a union, where this member is stricter
            than the union's classes are by themselves.
        sparse: the list or map may hold nulls in a response; they are left out.
        sensitive: keep the value out of `repr`.
        since: the first botocore version whose model has the member.
        default: the value of a member that is left out.
        init: False for members that the library fills in itself.
        compare: False leaves the member out of equality and hash.
    """
    facts = Facts(limit, each, keys, arms or {}, sparse, sensitive, since)
    return attrs.field(
        default=default,
        init=init,
        eq=compare,
        repr=_hidden if sensitive else _short if _may_be_long(limit) else compare,
        metadata={_FACTS: facts},
    )


def _hidden(value: object) -> str:
    return "None" if value is None else "<sensitive>"


def _may_be_long(limit: Limit | None) -> bool:
    return limit is not None and limit.max is not None and limit.max > _LONG


def _short(value: object) -> str:
    return repr(cut(value) if isinstance(value, str) else value)


def cut(text: str) -> str:
    """A text as it is shown: a long one up to its hundredth character."""
    if len(text) <= _LONG:
        return text
    return f"{text[:_KEPT]}... ({len(text):,} characters)"


@overload
def shape(cls: type[T], /) -> type[T]: ...
@overload
def shape(*, tag: str, since: str = FLOOR) -> Callable[[type[T]], type[T]]: ...
@dataclass_transform(
    kw_only_default=True, frozen_default=True, field_specifiers=(member,)
)
def shape(
    cls: type[T] | None = None, /, *, tag: str | None = None, since: str = FLOOR
) -> type[T] | Callable[[type[T]], type[T]]:
    """Make a class a structure of the service: frozen, keyword-only attributes.

    With `tag` the class is an arm of the unions that name it, and travels under the
    key `tag`. A tag with a dot leads through a union inside the union
    (`sla.slaInputConfiguration`). `since` is the first botocore version whose model
    has the arm.
    """

    def build(cls: type[T]) -> type[T]:
        return _tagged(_frozen(cls, kw_only=True), tag, since)

    return build if cls is None else build(cls)


@dataclass_transform(frozen_default=True, field_specifiers=(member,))
def value(*, tag: str, since: str = FLOOR) -> Callable[[type[T]], type[T]]:
    """Make a class an arm that holds one bare value, passed by position."""

    def build(cls: type[T]) -> type[T]:
        return _tagged(_frozen(cls, kw_only=False), tag, since, bare=True)

    return build


def is_shape(cls: object) -> TypeGuard[type]:
    """Whether this is a class made by `shape` or `value`."""
    return isinstance(cls, type) and getattr(cls, _SHAPE, None) is True


def tag_of(cls: type) -> str | None:
    """The key a class travels under in its unions; None if it is not in a union."""
    tag: str | None = getattr(cls, _TAG, None)
    return tag


def since_of(cls: type) -> str:
    """The first botocore version whose model has the arm."""
    since: str = getattr(cls, _SINCE, FLOOR)
    return since


def is_bare(cls: type) -> bool:
    """Whether the class travels as its one value rather than as a structure."""
    return bool(getattr(cls, _BARE, False))


def _frozen(cls: type[T], *, kw_only: bool) -> type[T]:
    built = documented(
        attrs.frozen(
            cls, kw_only=kw_only, repr=False, field_transformer=_keep_values_frozen
        )
    )
    # The same function for every class, since compiling one for each, as attrs does,
    # takes as long as all the rest of making the class.
    setattr(built, "__repr__", _shown)  # noqa: B010 - a method to type checkers
    setattr(built, _SHAPE, True)
    for_pydantic(built)
    # Python's errors about arguments then name what was called: `Contact()`.
    built.__init__.__qualname__ = built.__name__
    # Show the fields' types. attrs shows what their converters accept: anything.
    for field in attrs.fields(cast("type[attrs.AttrsInstance]", built)):
        if field.init:
            built.__init__.__annotations__[field.name] = field.type
    return built


def _shown(self: object) -> str:
    """The `repr` of a shape, as attrs would write it."""
    cls = cast("type[attrs.AttrsInstance]", type(self))
    fields = [field for field in attrs.fields(cls) if field.repr]
    shown = ", ".join(
        f"{it.name}={(repr if it.repr is True else it.repr)(getattr(self, it.name))}"
        for it in fields
    )
    return f"{cls.__name__}({shown})"


def _tagged(
    cls: type[T], tag: str | None, since: str, *, bare: bool = False
) -> type[T]:
    if tag is not None:
        setattr(cls, _TAG, tag)
        setattr(cls, _SINCE, since)
        setattr(cls, _BARE, bare)
        ARMS[cls.__name__] = cls
    return cls


def for_pydantic(cls: type, home: str = "conversion.pydantic_schema") -> None:
    """Let pydantic get its schema from a class.

    pydantic is not a dependency: our code for it is imported when pydantic calls this.
    """

    # We do not import pydantic's types, hence `Any`.
    def schema(_: type, source: Any, handler: Any) -> Any:
        return import_module(f".{home}", __package__).schema_of(source)

    # `setattr`, because no class declares it.
    setattr(cls, "__get_pydantic_core_schema__", classmethod(schema))  # noqa: B010 - typed so


# A union is an annotation, which has no type of its own.
def at_home(union: Any, module: str) -> None:
    """Record which module defines the names in a recursive union's text annotations.

    Code that evaluates annotations, such as pydantic, then looks the names up there
    rather than in whatever module uses the union.
    """
    for alternative in get_args(union):
        if isinstance(alternative, ForwardRef):
            alternative.__forward_module__ = module


def _keep_values_frozen(
    cls: type, fields: "list[attrs.Attribute[Any]]"
) -> "list[attrs.Attribute[Any]]":
    """Convert what list members are given to a tuple, and copy that of map members.

    Inherited members come last: the members a class adds are the important ones.
    """
    own = get_annotations(cls)
    return [_kept(it) for it in sorted(fields, key=lambda it: it.name not in own)]


def _kept(field: "attrs.Attribute[Any]") -> "attrs.Attribute[Any]":
    origins = {get_origin(part) or part for part in parts_of(field.type)}
    if origins == {Mapping}:
        # A dict is not hashable. Equal instances have equal hashes without it, too.
        return field.evolve(converter=_as_dict, hash=False if field.eq else None)
    if origins and origins <= {tuple, list, Sequence}:
        return field.evolve(converter=_as_tuple)
    return field


# `isinstance` alone would narrow to a type with unknown elements; these two name them.
# They try the usual class first, because `isinstance` of an abstract class is slow.
def is_map(value: object) -> TypeGuard[Mapping[str, Any]]:
    """Whether a value is a mapping."""
    return type(value) is dict or isinstance(value, Mapping)


def is_list(value: object) -> TypeGuard[Sequence[Any]]:
    """Whether a value is a list or a tuple."""
    return type(value) is list or isinstance(value, list | tuple)


# Annotations have no type of their own, hence `Any`.
def parts_of(annotation: Any) -> tuple[Any, ...]:
    """The alternatives of an annotation, without None."""
    if get_origin(annotation) not in (UnionType, Union):
        return (annotation,)
    return tuple(arg for arg in get_args(annotation) if arg is not NoneType)


# Until it is checked, the given value may have any type.
def _as_tuple(given: Any) -> Any:
    """A tuple of an iterable; anything else is kept, and the check reports it."""
    return tuple(given) if _is_listable(given) else given


def _is_listable(given: object) -> TypeGuard[Iterable[Any]]:
    return isinstance(given, Iterable) and not isinstance(given, str | bytes | Mapping)


def _as_dict(given: Any) -> Any:
    return dict(given) if is_map(given) else given


class OpenEnum(StrEnum):
    """An enum to which the service may add values; an unknown value is kept.

    `is_known` tells known from unknown members. An unknown member equals its string,
    does not appear when iterating over the enum, and is refused in a request. So at run
    time a `match` over the known members needs a default arm, even where a type checker
    accepts it without.
    """

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if type(value) is not str:
            return None
        unknown = str.__new__(cls, value)
        unknown._name_ = value
        unknown._value_ = value
        return unknown

    @property
    def is_known(self) -> bool:
        """Whether this library knew the value when it was released."""
        return type(self).__members__.get(self._name_) is self


@documented
@attrs.frozen
class UnknownMember:
    """A union member that the service sent and this library does not know.

    It can be kept, compared and stored, but not sent.
    """

    tag: str
    """The key it arrived under."""
    # JSON of a shape that this library does not describe, hence `object`.
    value: object = attrs.field(default=None, repr=False, hash=False)
    """Its value as decoded JSON; None if botocore's parser has dropped it already. Left
    out of `repr`, since it may be sensitive.
    """


for_pydantic(UnknownMember)
