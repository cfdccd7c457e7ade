"""The kind of each member of a shape, read once from its annotation.

Checks, conversion and parity tests need the same facts: is this member a string, an
enum, a structure, a union, a list or a map, what is its wire name, what are its limits?
`members` returns them, so that only the annotation and `member(...)` state them.

One convention needs explaining. `Not`, `AndAll` and `OrAll` are arms of several unions,
and each holds conditions of the union it is used in. So the classes are generic, and a
type variable in an arm means "the union that this arm was found in" (`Enclosing`). A
union names such arms as text, `"Not[CaseFilter]"`. Type checkers evaluate that text;
at run time only the class's name is read from it and looked up in `ARMS`.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, ForwardRef, TypeVar, get_args, get_origin

import attrs

from ..shapes import ARMS, Facts, OpenEnum, UnknownMember, facts_of, parts_of, tag_of


@attrs.frozen
class Scalar:
    """A str, int, float, bool or datetime."""

    type: type


@attrs.frozen
class Enumeration:
    """One of the values of an enum."""

    enum: type[OpenEnum]


@attrs.frozen
class Structure:
    """A structure of the service."""

    cls: type


@attrs.frozen
class Union:
    """Exactly one of several classes, each under its own tag."""

    arms: tuple[type, ...]


@attrs.frozen
class Enclosing:
    """The union in which the class that holds this member was found."""


@attrs.frozen
class ListOf:
    """A list of one kind."""

    element: "Kind"


@attrs.frozen
class MapOf:
    """A map from strings to one kind."""

    value: "Kind"


Kind = Scalar | Enumeration | Structure | Union | Enclosing | ListOf | MapOf


@attrs.frozen
class Member:
    """An attribute of a shape, with its wire name, kind and facts."""

    name: str
    wire: str
    kind: Kind
    required: bool
    facts: Facts


def wire_name(name: str) -> str:
    """The wire name of an attribute: `caseId` for `case_id`."""
    head, *rest = name.split("_")
    return head + "".join(word.title() for word in rest)


@cache
def members(cls: type) -> tuple[Member, ...]:
    """The members of a shape that are sent or received, in order of declaration."""
    return tuple(
        Member(
            name=field.name,
            wire=wire_name(field.name),
            kind=kind_of(field.type),
            # A member whose default is our own, such as `content_type`, is always sent
            # and must arrive. Only None means optional.
            required=field.default is not None,
            facts=facts_of(field),
        )
        for field in attrs.fields(cls)
        if field.init
    )


def kept_class(kind: Kind) -> type | None:
    """The class whose own instances are read as they are; None if there is none.

    For most values, comparing classes thus saves calling a hook, which takes longer.
    Times are left out: what is read may have to be moved to UTC.
    """
    if isinstance(kind, Scalar) and kind.type is not datetime:
        return kind.type
    return None


# Annotations have no type of their own, hence `Any`.
def kind_of(annotation: Any) -> Kind:
    """The kind of member an annotation describes; `required` covers a None in it."""
    kinds = {_kind(part) for part in parts_of(annotation) if part is not UnknownMember}
    if len(kinds) == 1:
        return kinds.pop()
    arms = [cls for part in parts_of(annotation) for cls in _arms(part)]
    return Union(tuple(arms))


def _kind(annotation: Any) -> Kind:
    if isinstance(annotation, TypeVar):
        return Enclosing()
    if isinstance(annotation, ForwardRef):
        return Union((ARMS[annotation.__forward_arg__.partition("[")[0]],))
    origin = get_origin(annotation)
    args = get_args(annotation)
    if origin in (tuple, list, Sequence):
        return ListOf(kind_of(args[0]))
    if origin is Mapping:
        return MapOf(kind_of(args[1]))
    return _class_kind(origin or annotation)


def _arms(annotation: Any) -> tuple[type, ...]:
    if annotation is UnknownMember:
        return ()
    match _kind(annotation):
        case Union(arms):
            return arms
        case other:
            raise TypeError(f"{other} cannot be an arm of a union: it has no tag")


def _class_kind(cls: type) -> Kind:
    if tag_of(cls) is not None:
        return Union((cls,))
    if attrs.has(cls):
        return Structure(cls)
    if issubclass(cls, OpenEnum):
        return Enumeration(cls)
    if cls in (str, int, float, bool, datetime):
        return Scalar(cls)
    raise TypeError(f"a member cannot be annotated with {cls!r}")
