"""What an attribute of a record can be, and which fields and values fit it.

A `Kind` describes the `T` of a `Mapped[T]`. This is the one place where Python's types
and the service's meet.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import datetime
from enum import StrEnum
from types import NoneType, UnionType
from typing import (
    Any,
    ClassVar,
    Literal,
    TypeAlias,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

import attrs

from ..models.fields import FieldType
from ..models.values import (
    BooleanValue,
    DoubleValue,
    FieldValueUnion,
    StringValue,
    UserArn,
    UserArnValue,
)
from ..shapes import UnknownMember
from .entries import DomainField, Misfit, listed, value_for
from .plain import FieldInput, moment

_TEXTS = frozenset({FieldType.TEXT, FieldType.URL, FieldType.SINGLE_SELECT})

#: The value classes that hold something.
Arm: TypeAlias = type[StringValue | DoubleValue | BooleanValue | UserArnValue]


@attrs.frozen
class Kind:
    """What an attribute of a record holds.

    Attributes:
        name: what messages call it.
        given: the Python types that may be written.
        fields: the types of field it fits.
        arm: the value class that is read.
        read: what becomes of that class's value.
        optional: whether None is a value.
        options: the values of options it may hold; None for any.
    """

    name: str
    given: tuple[type, ...]
    fields: frozenset[FieldType]
    arm: Arm
    read: Callable[[Any], object] | None = None
    optional: bool = False
    options: tuple[str, ...] | None = None

    @property
    def made(self) -> str | tuple[str, ...]:
        """The field to create for it: its type, or its options."""
        if self.options is not None:
            return self.options
        return "Text" if FieldType.TEXT in self.fields else str(*self.fields)

    def misfits(self, field: DomainField) -> list[str]:
        """Why the field cannot hold it."""
        if field.deleted:
            return ["the field is deleted"]
        if field.type not in self.fields and field.type.is_known:
            fitting = ", ".join(sorted(self.fields))
            return [
                f"the field is of type {field.type}, and {self.name} takes {fitting}"
            ]
        names = {option.name: option.value for option in field.options}
        problems: list[str] = []
        for value in sorted(self.options or ()):
            if value in field.by_value:
                continue
            if value in names:
                problems.append(
                    f"{value!r} is the name of an option: its value is {names[value]!r}"
                )
            else:
                there = listed(map(repr, field.by_value))
                problems.append(f"{value!r} is no option of the field: {there}")
        return problems

    def value_of(self, field: DomainField, given: object) -> FieldValueUnion:
        """The value class to write for what an attribute holds.

        Raises:
            Misfit: it does not fit.
        """
        if given is None and not self.optional:
            raise Misfit("is None, which is not declared")
        return self.operand(field, given)

    def operand(self, field: DomainField, given: Any) -> FieldValueUnion:
        """The value class to compare with: None stands for "empty"."""
        if given is not None:
            # `isinstance` takes a bool for an int.
            is_bool = isinstance(given, bool) and bool not in self.given
            if is_bool or not isinstance(given, self.given):
                raise Misfit(f"expected {self.name}, not {type(given).__name__}")
            self._check_option(field, given)
        fitting: FieldInput = given
        return value_for(field, fitting)

    def _check_option(self, field: DomainField, given: object) -> None:
        # Only values are taken: what is written must be what is read again.
        if field.type is FieldType.SINGLE_SELECT:
            values = field.by_value if self.options is None else self.options
            if given not in values:
                there = listed(map(repr, sorted(values)))
                raise Misfit(f"is no value of an option: {there}")

    def check(self, held: FieldValueUnion | UnknownMember) -> None:
        """Find out whether a value that is not empty can be read.

        Raises:
            Misfit: it cannot.
        """
        if not isinstance(held, self.arm):
            raise Misfit(f"expected {self.name}, found {_named(held)}")
        if self.read is not None:
            self.read(held.value)


def _named(held: object) -> str:
    return (
        f"an unknown {held.tag}"
        if isinstance(held, UnknownMember)
        else (f"a {type(held).__name__}")
    )


def _integer(number: float) -> int:
    if number % 1:
        raise Misfit("expected an integer, found a fraction")
    return int(number)


def _time(text: str) -> datetime:
    found = moment(text)
    if found is None:
        raise Misfit("expected a time, found another text")
    return found


def _option(known: Mapping[str, object]) -> Callable[[str], object]:
    def read(text: str) -> object:
        try:
            return known[text]
        except KeyError:
            there = listed(map(repr, known))
            raise Misfit(f"holds an option that is none of {there}") from None

    return read


_KINDS: Mapping[object, Kind] = {
    str: Kind("a str", (str,), _TEXTS, StringValue),
    float: Kind("a number", (int, float), frozenset({FieldType.NUMBER}), DoubleValue),
    int: Kind(
        "an integer", (int,), frozenset({FieldType.NUMBER}), DoubleValue, _integer
    ),
    bool: Kind("a bool", (bool,), frozenset({FieldType.BOOLEAN}), BooleanValue),
    datetime: Kind(
        "a datetime", (datetime,), frozenset({FieldType.DATE_TIME}), StringValue, _time
    ),
    UserArn: Kind(
        "a UserArn", (UserArn,), frozenset({FieldType.USER}), UserArnValue, UserArn
    ),
}


# Annotations have no type of their own, hence `Any`.
def kind_of(annotation: Any) -> Kind:
    """The kind of a `Mapped[T]`, by its `T`.

    Raises:
        Misfit: there is no such kind.
    """
    parts = (
        get_args(annotation)
        if get_origin(annotation) in (UnionType, Union)
        else (annotation,)
    )
    held = [part for part in parts if part is not NoneType]
    if len(held) != 1:
        raise Misfit(f"an attribute cannot be {annotation}: it is of one type, or None")
    return attrs.evolve(_one(held[0]), optional=len(held) < len(parts))


def _one(annotation: Any) -> Kind:
    if annotation in _KINDS:
        return _KINDS[annotation]
    single = frozenset({FieldType.SINGLE_SELECT})
    if get_origin(annotation) is Literal:
        known: dict[str, object] = {str(it): it for it in get_args(annotation)}
        name = "an option"
    elif isinstance(annotation, type) and issubclass(annotation, StrEnum):
        known = {member.value: member for member in annotation}
        name = f"a {annotation.__name__}"
    else:
        raise Misfit(
            f"an attribute cannot be {annotation}: it is str, float, int, bool, "
            "datetime, UserArn, a StrEnum or a Literal of options"
        )
    return Kind(name, (str,), single, StringValue, _option(known), options=tuple(known))


def kinds_of(
    record: type, attributes: Collection[str]
) -> Iterator[tuple[str, Kind | Misfit]]:
    """The kind of each attribute of a class, or what is wrong with its annotation."""
    hints = get_type_hints(record)
    for name, hint in hints.items():
        if name not in attributes and get_origin(hint) is not ClassVar:
            rule = "is annotated without Mapped[...]; use ClassVar if it is no field"
            yield name, Misfit(rule)
    for name in attributes:
        arguments = get_args(hints.get(name))
        if len(arguments) != 1:
            yield name, Misfit("is not annotated as Mapped[...]")
            continue
        try:
            yield name, kind_of(arguments[0])
        except Misfit as misfit:
            yield name, misfit
