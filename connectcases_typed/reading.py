"""Reading: from botocore's dicts and decoded JSON to values, leniently.

Two forms of the same answer arrive: botocore's dicts, where times are datetimes and
nulls are gone, and decoded JSON, where times are text and nulls are there. Every hook
takes both. What the service may add is let through: members nobody knows are ignored,
an enum value nobody knows becomes an open member, a union arm nobody knows becomes an
`UnknownMember`. What it may not do is an error with a path: a required member missing,
a value of the wrong kind, a union with no arm or two.

It says where by unwinding: each level raises what is wrong below it with a note of its
own part of the path (cattrs does so for structures, the hooks here for lists and
unions), and `problems` reads the notes back together.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any, cast

import attrs
from cattrs import (
    AttributeValidationNote,
    BaseValidationError,
    Converter,
    IterableValidationError,
    IterableValidationNote,
)
from cattrs.gen import (
    # Its list of attributes is typed without saying of what.
    make_dict_structure_fn_from_attrs,  # pyright: ignore[reportUnknownVariableType]
    override,
)

from .errors import Violation
from .kinds import (
    Enclosing,
    Enumeration,
    Kind,
    ListOf,
    MapOf,
    Member,
    Scalar,
    Structure,
    Union,
    members,
    wire_name,
)
from .shapes import OpenEnum, UnknownMember, is_bare, is_list, is_map, tag_of

# What the wire holds has no type before it is decoded: `Any` below stands for that.
_Hook = Callable[[Any, Any], Any]

_MISSING = "required, but missing"


class KindError(ValueError):
    """A value is not of the kind it should be; says so without quoting it."""


def _mismatch(expected: str, value: object) -> KindError:
    given = "null" if value is None else type(value).__name__
    return KindError(f"expected {expected}, not {given}")


def problems(error: BaseException, path: str) -> Iterator[Violation]:
    """What went wrong and where, read off the notes left while unwinding."""
    notes: list[object] = getattr(error, "__notes__", [])
    for note in reversed(notes):
        if isinstance(note, AttributeValidationNote):
            path += f".{wire_name(note.name)}"
        elif isinstance(note, IterableValidationNote):
            at = note.index
            path += f"[{at}]" if isinstance(at, int) else f"[{at!a}]"
    if isinstance(error, BaseValidationError):
        for inner in error.exceptions:
            yield from problems(inner, path)
    else:
        rule = _MISSING if isinstance(error, KeyError) else str(error)
        yield Violation(path.removeprefix("."), rule)


def shape_in(converter: Converter, cls: type) -> _Hook:
    """The hook that reads a class; of a class that is an arm, under its tag."""
    if tag_of(cls) is None:
        return _structure_in(converter, cls, None)
    read = _union_in(converter, Union((cls,)))

    def read_arm(value: Any, _: Any) -> Any:
        found = read(value, None)
        if isinstance(found, UnknownMember):
            # Where one class was asked for, no other can be answered.
            raise KindError(f"expected {tag_of(cls)}, not another member")
        return found

    return read_arm


@cache
def _structure_in(converter: Converter, cls: type, union: Union | None) -> _Hook:
    """The hook of a class's members, found in `union` if it is an arm of one."""
    overrides: dict[str, Any] = {
        member.name: override(
            rename=member.wire, struct_hook=_member_in(converter, member, union)
        )
        for member in members(cls)
    }
    # cattrs names what it generates after the types of a generic class; ours has none.
    variables = {it.__name__: it for it in getattr(cls, "__parameters__", ())}
    structure = cast(
        "_Hook",
        make_dict_structure_fn_from_attrs(
            list(attrs.fields(cls)), cls, converter, variables, **overrides
        ),
    )
    # Members with a default of ours must have arrived all the same.
    expected = [
        member.wire
        for member in members(cls)
        if member.required and attrs.fields_dict(cls)[member.name].default
    ]

    def read(value: Any, _: Any) -> Any:
        if not is_map(value):
            raise _mismatch("a structure", value)
        for wire in expected:
            if wire not in value:
                raise _at(wire, KindError(_MISSING))
        return structure(value, cls)

    return read


def _member_in(converter: Converter, member: Member, union: Union | None) -> _Hook:
    hook = _in(converter, member.kind, union, sparse=member.facts.sparse)
    if member.required:
        return hook
    return lambda value, _: None if value is None else hook(value, None)


def _in(
    converter: Converter, kind: Kind, union: Union | None, *, sparse: bool = False
) -> _Hook:
    match kind:
        case Scalar(expected):
            return _SCALARS_IN[expected]
        case Enumeration(enum):
            return _enumeration_in(enum)
        case Structure(cls):
            return _structure_in(converter, cls, None)
        case Union():
            return _union_in(converter, kind)
        case Enclosing():
            if union is None:
                raise TypeError("a type variable only has a meaning inside a union")
            # Made at its first use: the union is being made right now.
            return lambda value, _: _union_in(converter, union)(value, None)
        case ListOf(element):
            each = _in(converter, element, union)
            return _list_in(each, sparse=sparse, detailed=converter.detailed_validation)
        case MapOf(inner):
            each = _in(converter, inner, union)
            return _map_in(each, sparse=sparse, detailed=converter.detailed_validation)


@cache
def _union_in(converter: Converter, union: Union) -> _Hook:
    arms = {_tag(arm): _arm_in(converter, arm, union) for arm in union.arms}
    return _arms_in(arms, "")


def _arms_in(arms: Mapping[str, _Hook], prefix: str) -> _Hook:
    """The hook of a union, or of a union inside one, whose tags begin with `prefix`."""
    hooks: dict[str, _Hook] = {}
    for tag, hook in arms.items():
        head, _, rest = tag.partition(".")
        if rest:
            inside = {
                tag.removeprefix(f"{head}."): hook
                for tag, hook in arms.items()
                if tag.startswith(f"{head}.")
            }
            hooks[head] = _arms_in(inside, f"{prefix}{head}.")
        else:
            hooks[head] = hook

    def read(value: Any, _: Any) -> Any:
        tag = _set_in(value)
        if hook := hooks.get(tag):
            try:
                return hook(value[tag], None)
            except (BaseValidationError, KindError) as error:
                raise _at(tag, error) from None
        match value:
            case {"SDK_UNKNOWN_MEMBER": {"name": str(name)}}:
                # All that botocore's parser leaves of an arm it does not know.
                return UnknownMember(f"{prefix}{name}")
            case _:
                return UnknownMember(f"{prefix}{tag}", value[tag])

    return read


def _set_in(value: Any) -> str:
    """The one member of a union that is set."""
    if not is_map(value):
        raise _mismatch("a structure with one member", value)
    found, tag = 0, ""
    for key, item in value.items():
        # `__type` is how a service may name the arm besides; nulls are absent.
        if item is not None and key != "__type":
            found, tag = found + 1, key
    if found != 1:
        raise KindError(f"{found} members of a union are set, expected one")
    return tag


def _arm_in(converter: Converter, arm: type, union: Union) -> _Hook:
    if not is_bare(arm):
        return _structure_in(converter, arm, union)
    (member,) = members(arm)
    hook = _in(converter, member.kind, union, sparse=member.facts.sparse)
    return lambda value, _: arm(hook(value, None))


def _list_in(hook: _Hook, *, sparse: bool, detailed: bool) -> _Hook:
    def read(value: Any, _: Any) -> Any:
        if not is_list(value):
            raise _mismatch("a list", value)
        if detailed:
            return tuple(_elements_in(hook, enumerate(value), sparse=sparse).values())
        items = [item for item in value if item is not None] if sparse else value
        return tuple([hook(item, None) for item in items])

    return read


def _map_in(hook: _Hook, *, sparse: bool, detailed: bool) -> _Hook:
    def read(value: Any, _: Any) -> Any:
        if not is_map(value):
            raise _mismatch("a map", value)
        keys = {_string_in(key, None): item for key, item in value.items()}
        if detailed:
            return _elements_in(hook, keys.items(), sparse=sparse)
        items = {k: v for k, v in keys.items() if v is not None} if sparse else keys
        return {key: hook(item, None) for key, item in items.items()}

    return read


def _elements_in(
    hook: _Hook, items: Iterable[tuple[Any, Any]], *, sparse: bool
) -> dict[Any, Any]:
    """The elements by index or key; what cannot be read is told all at once."""
    elements: dict[Any, Any] = {}
    errors: list[Exception] = []
    for index, item in items:
        if item is None and sparse:
            continue
        try:
            elements[index] = hook(item, None)
        except (BaseValidationError, KindError) as error:
            error.add_note(IterableValidationNote("", index, None))
            errors.append(error)
    if not errors:
        return elements
    # typeshed's `__init__` of a group hides the third argument cattrs takes.
    raise IterableValidationError("", errors, tuple)  # pyright: ignore[reportCallIssue]


def _at(tag: str, error: Exception) -> Exception:
    error.add_note(AttributeValidationNote("", tag, object))
    return error


def _enumeration_in(enum: type[OpenEnum]) -> _Hook:
    known = {member.value: member for member in enum}

    def read(value: Any, _: Any) -> Any:
        if not isinstance(value, str):
            raise _mismatch("a string", value)
        return known.get(value) or enum(str(value))

    return read


def _string_in(value: Any, _: Any) -> str:
    if isinstance(value, str):
        return value
    raise _mismatch("a string", value)


def _integer_in(value: Any, _: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, float) and value.is_integer():
        return int(value)
    raise _mismatch("an integer", value)


def _number_in(value: Any, _: Any) -> float:
    """A number, or one of the texts the protocol has for what JSON cannot say."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        try:
            return float(value)
        except OverflowError:
            raise KindError("a number too large for a double") from None
    if value in ("NaN", "Infinity", "-Infinity"):
        return float(value)
    raise _mismatch("a number", value)


def _bool_in(value: Any, _: Any) -> bool:
    if isinstance(value, bool):
        return value
    raise _mismatch("a bool", value)


def _time_in(value: Any, _: Any) -> datetime:
    """A time in UTC, of a datetime, ISO 8601 text, or seconds since 1970."""
    try:
        time = _time(value)
    except (ValueError, OverflowError, OSError):
        raise KindError("not a time that can be read") from None
    if time is None:
        raise _mismatch("a time with a time zone", value)
    return time


def _time(value: Any) -> datetime | None:
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        value = datetime.fromtimestamp(value, UTC)
    if not isinstance(value, datetime) or value.utcoffset() is None:
        return None
    return value if value.tzinfo is UTC else value.astimezone(UTC)


_SCALARS_IN: dict[type, _Hook] = {
    str: _string_in,
    int: _integer_in,
    float: _number_in,
    bool: _bool_in,
    datetime: _time_in,
}


def _tag(cls: type) -> str:
    tag = tag_of(cls)
    if tag is None:
        raise TypeError(f"{cls.__name__} is in a union but has no tag")
    return tag
