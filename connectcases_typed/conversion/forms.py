"""The types a caller may read into: a class, a union, a list or mapping of them.

A *form* is what `from_json` and `from_botocore` are given: `AuditEvent`,
`RelatedItemContent`, `list[FieldValue]`, `dict[str, FieldValueUnion]`. Members of
shapes are read as the wire has them (see `reading`). Data for a form may have been
written by hand, so an arm that is the form itself is also read without its tag.
"""

import sys
import typing
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from types import NoneType, UnionType
from typing import Any, get_args, get_origin

from ..errors import Violation
from ..shapes import UnknownMember, is_bare, is_map, is_shape, tag_of
from .kinds import Kind, Structure, Union, kind_of, members
from .reading import KindError, kind_in, list_in, map_in

# `Any`: forms are annotations, and data has no type before it is read.
_Hook = Callable[[Any], Any]

_UNIONS = (UnionType, typing.Union)


@cache
def form_in(form: Any) -> _Hook:
    """The hook that reads a form.

    Raises:
        TypeError: the form names anything but classes of this library.
    """
    origin, arguments = get_origin(form), get_args(form)
    if origin in (list, tuple, Sequence) and set(arguments[1:]) <= {...}:
        read_each = list_in(form_in(arguments[0]))
        return (lambda value: list(read_each(value))) if origin is list else read_each
    if origin in (dict, Mapping) and arguments[0] is str:
        return map_in(form_in(arguments[1]))
    if origin in _UNIONS:
        return _union_in(form)
    if not is_shape(form):
        raise TypeError(f"expected one of this library's classes, not {name_of(form)}")
    if is_combinator(form):
        raise TypeError(
            f"{form.__name__} is of several unions: name the union, as CaseFilter, "
            f"or take the request or response it is in"
        )
    return kind_in(Structure(form)) if tag_of(form) is None else _arm_in(form)


def is_combinator(cls: object) -> bool:
    """Whether it is `Not`, `AndAll` or the like: only a union says what they hold."""
    return is_shape(cls) and bool(getattr(cls, "__parameters__", ()))


def unions_of(combinator: type) -> list[Union]:
    """The unions that have a combinator as an arm; its own module defines them."""
    aliases = vars(sys.modules[combinator.__module__]).values()
    kinds = [kind_of(it) for it in aliases if get_origin(it) in _UNIONS]
    return [it for it in kinds if isinstance(it, Union) and combinator in it.arms]


def name_of(form: Any) -> str:
    """The name of a form in errors: `FieldValue`, `list[RelatedItemContent]`."""
    if get_origin(form) in _UNIONS:
        return _alias_of(form) or " | ".join(map(name_of, get_args(form)))
    if inner := get_args(form):
        return f"{name_of(get_origin(form))}[{', '.join(map(name_of, inner))}]"
    return getattr(form, "__name__", None) or str(form)


def _alias_of(union: Any) -> str | None:
    """The name a union has in one of the modules that its arms are from."""
    for arm in get_args(union):
        module = sys.modules.get(getattr(arm, "__module__", ""))
        for name, value in vars(module).items() if module else ():
            # Not `==`: a union of the same classes in another order would be equal.
            if value is union and not name.startswith("_"):
                return name
    return None


def _union_in(form: Any) -> _Hook:
    """The hook of a union; it reads None and unknown members if the form has them."""
    alternatives = get_args(form)
    read = _kind_in(_kind_of(form), open_ended=UnknownMember in alternatives)
    if NoneType not in alternatives:
        return read
    return lambda value: None if value is None else read(value)


def _kind_of(form: Any) -> Kind:
    try:
        kind = kind_of(form)
    except TypeError:
        kind = None
    if isinstance(kind, Union | Structure):
        return kind
    raise TypeError(
        f"expected a union of this library's classes, not {name_of(form)}"
    ) from None


def _kind_in(kind: Kind, *, open_ended: bool) -> _Hook:
    read = kind_in(kind)
    if open_ended or not isinstance(kind, Union):
        return read
    expected = ", ".join(tag_of(arm) or "" for arm in kind.arms)

    def read_known(value: Any) -> Any:
        found = read(value)
        if isinstance(found, UnknownMember):
            # The form names only known classes, so no `UnknownMember` may be returned.
            raise _problem(f"expected {expected}, not another member")
        return found

    return read_known


def _arm_in(arm: type) -> _Hook:
    """The hook of an arm by itself, which reads it with its tag or without.

    `{"comment": {"body": ...}}` and `{"body": ...}` are both read. They cannot be
    confused: no arm has a member with the name of its own tag.
    """
    union = Union((arm,))
    under_its_tag = _kind_in(union, open_ended=False)
    inside = None if is_bare(arm) else kind_in(Structure(arm))
    tag, names = (tag_of(arm) or "").split("."), {it.wire for it in members(arm)}
    expected = shown(arm)

    def read(value: Any) -> Any:
        if not is_map(value):
            given = "null" if value is None else type(value).__name__
            raise _problem(f"expected {expected}, not {given}")
        if tag[0] not in value and inside and not names.isdisjoint(value):
            return inside(value)
        try:
            return under_its_tag(value)
        except KindError as error:
            if tag[0] in value:
                raise
            raise _problem(f"expected {expected}") from error

    return read


def shown(arm: type) -> str:
    """How an arm is written: `{"comment": {"body": ...}}`."""
    inner = ", ".join(f'"{it.wire}": ...' for it in members(arm) if it.required)
    text = "..." if is_bare(arm) else f"{{{inner}}}"
    for part in reversed((tag_of(arm) or "").split(".")):
        text = f'{{"{part}": {text}}}'
    return text


def _problem(rule: str) -> KindError:
    return KindError(Violation("", rule))
