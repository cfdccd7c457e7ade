"""What each member of a shape holds, read once from its annotation.

Checks, converter and parity test all need to know the same: is this member a string,
an enum, a structure, a union, a list or a map, under which wire name, with which
limits? `members` answers it, so that nothing but the annotation and `member(...)`
ever says it.

One convention needs explaining. `Not`, `AndAll` and `OrAll` are generic, because they
stand in several unions and hold whatever union they stand in. So a type variable in
an arm means "the union this arm is found in"; what the type checker is told with
`"Not[CaseFilter]"` the run time finds by where it is, and by the class's name.
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
    """Exactly one of several classes, each under the tag of its own."""

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
    """An attribute of a shape and what the wire calls it."""

    name: str
    wire: str
    kind: Kind
    required: bool
    facts: Facts


def wire_name(name: str) -> str:
    """`case_id` as the wire has it: `caseId`."""
    head, *rest = name.split("_")
    return head + "".join(word.title() for word in rest)


@cache
def members(cls: type) -> tuple[Member, ...]:
    """The members of a shape that travel, in the order they were declared."""
    return tuple(
        Member(
            name=field.name,
            wire=wire_name(field.name),
            kind=kind_of(field.type),
            # A default of ours, like a text's type, is always sent and must arrive.
            required=field.default is not None,
            facts=facts_of(field),
        )
        for field in attrs.fields(cls)
        if field.init
    )


# Annotations have no type of their own, hence `Any`.
def kind_of(annotation: Any) -> Kind:
    """What an annotation says a member holds; None in it is left to `required`."""
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
