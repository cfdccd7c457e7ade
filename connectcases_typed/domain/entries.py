"""A field of a domain, and the conversion of its values by its type.

A value that does not fit raises a `Misfit`, which says why without showing the value:
it may be sensitive. Callers that convert several values collect these errors.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from difflib import get_close_matches
from functools import cached_property
from math import inf, isfinite

from ..conversion.checks import check
from ..models.fields import (
    FieldAttributes,
    FieldNamespace,
    FieldOption,
    FieldType,
    TextAttributes,
)
from ..models.values import (
    ID,
    NAME,
    BooleanValue,
    DoubleValue,
    EmptyValue,
    FieldValueUnion,
    PlainValue,
    StringValue,
    UserArn,
    UserArnValue,
    moment_text,
)
from ..shapes import UnknownMember, member, shape
from .plain import FieldInput, moment, plain_value, value_of

__all__ = ["DomainField"]

#: System fields whose values only the service gives. Not in the service model: the
#: administrator guide describes what each of them records.
READ_ONLY = frozenset(
    {
        "case_id",
        "created_by",
        "created_datetime",
        "last_closed_datetime",
        "last_reopened_datetime",
        "last_updated_datetime",
        "last_updated_user",
        "next_sla_breach_datetime",
    }
)

#: System fields that hold less text than others, by the text of the service model.
_LONGEST = {"summary": 3000}

#: What a field holds that was made for a single line, by the administrator guide.
_SINGLE_LINE = 500

#: How many options or fields a message lists at most.
_LISTED = 20


class Misfit(ValueError):  # noqa: N818 - caught where several are collected
    """A value does not fit its field; the message is the rule."""


@shape
class DomainField:
    """A field of a domain, as `DomainFields` knows it."""

    field_id: str = member(ID)
    """Its id: a UUID, or a system field's name such as `title`."""
    field_arn: str = member(ID)
    """Its ARN."""
    name: str = member(NAME)
    """Its name."""
    type: FieldType
    """What it holds."""
    namespace: FieldNamespace
    """The service's or yours."""
    attributes: FieldAttributes | UnknownMember | None = None
    """What it was told beyond its type."""
    options: tuple[FieldOption, ...] = ()
    """Of a single-select field, its options, inactive ones included."""
    deleted: bool = False
    """Whether it is deleted; cases may still hold values of it."""

    @property
    def is_read_only(self) -> bool:
        """Whether only the service gives it values: `created_datetime`, say."""
        return self.namespace is FieldNamespace.SYSTEM and self.field_id in READ_ONLY

    @cached_property
    def by_value(self) -> Mapping[str, FieldOption]:
        """Its options by value."""
        return {option.value: option for option in self.options}

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """A label for each value: the option's name, unless that also stands for
        another.
        """
        return {
            option.value: option.name
            if _named(self, option.name) == [option]
            else option.value
            for option in self.options
        }


def refusal(field: DomainField) -> str | None:
    """Why no value can be written to the field; None if one can."""
    if field.deleted:
        return "is deleted"
    if field.is_read_only:
        return "is kept by the service: it can be read, not written"
    return None


def value_for(field: DomainField, given: FieldInput) -> FieldValueUnion:
    """The value class of what is given, by the field's type.

    Raises:
        Misfit: it does not fit.
    """
    if given is None or isinstance(given, EmptyValue):
        return EmptyValue()
    made = _MAKERS.get(field.type, _of_unknown_type)(field, given)
    # Sending would refuse it too, but would no longer know its field.
    for broken in check(made):
        raise Misfit(broken.rule)
    longest = _longest(field)
    if (
        longest is not None
        and isinstance(made, StringValue)
        and len(made.value) > longest
    ):
        raise Misfit(f"{len(made.value)} characters, at most {longest}")
    return made


def _longest(field: DomainField) -> int | None:
    """How much text the field holds, where that is less than any field does.

    Only what the field says of itself counts: without attributes the service decides.
    """
    match field.attributes:
        case TextAttributes(is_multiline=False):
            return _SINGLE_LINE
        case _:
            return _LONGEST.get(field.field_id)


def _of_unknown_type(field: DomainField, given: FieldInput) -> FieldValueUnion:
    # A type that is newer than this version: the service decides.
    try:
        return value_of(field.name, given)
    except (TypeError, ValueError) as error:
        raise Misfit(
            f"is of type {field.type}, which this version does not know: use "
            "a class of FieldValueUnion"
        ) from error


def _text(field: DomainField, given: FieldInput) -> FieldValueUnion:
    match given:
        case StringValue():
            return given
        case str():
            return StringValue(given)
        case _:
            raise _expected("text", given)


def _number(field: DomainField, given: FieldInput) -> FieldValueUnion:
    match given:
        case DoubleValue():
            return given
        case bool():
            raise _expected("a number", given)
        case int() | float():
            return DoubleValue(_exact(given))
        case _:
            raise _expected("a number", given)


def _exact(given: float) -> float:
    # An int may be larger than a double can be, or lie between two doubles.
    try:
        number = float(given)
    except OverflowError:
        number = inf
    if not isfinite(number):
        raise Misfit("expected a finite number")
    if number != given:
        raise Misfit("is an integer that a double cannot hold exactly")
    return given


def _boolean(field: DomainField, given: FieldInput) -> FieldValueUnion:
    match given:
        case BooleanValue():
            return given
        case bool():
            return BooleanValue(given)
        case _:
            raise _expected("a bool", given)


def _time(field: DomainField, given: FieldInput) -> FieldValueUnion:
    match given:
        case StringValue():
            return given
        case datetime():
            return StringValue(moment_text(_zoned(given)))
        case str():
            # As JSON and CSV have it.
            try:
                return StringValue(moment_text(_zoned(datetime.fromisoformat(given))))
            except ValueError as error:
                raise Misfit("expected a time as ISO 8601 with a time zone") from error
        case _:
            raise _expected("a datetime with a time zone", given)


def _zoned(time: datetime) -> datetime:
    if time.utcoffset() is None:
        raise Misfit("expected a datetime with a time zone, not one without")
    return time


def _user(field: DomainField, given: FieldInput) -> FieldValueUnion:
    match given:
        case UserArnValue():
            return given
        case UserArn(arn) | str(arn):
            return UserArnValue(arn)
        case _:
            raise _expected("a UserArn, or its text", given)


def _option(field: DomainField, given: FieldInput) -> FieldValueUnion:
    match given:
        case StringValue():
            return given
        case str():
            return StringValue(option_of(field, given).value)
        case _:
            raise _expected("the name or value of an option", given)


def option_of(field: DomainField, text: str) -> FieldOption:
    """The option with that value, or else with that name.

    Raises:
        Misfit: there is none, or several have the name.
    """
    found = _named(field, text)
    if len(found) > 1:
        values = ", ".join(repr(option.value) for option in found)
        raise Misfit(f"several options have that name: use one of the values {values}")
    for option in found:
        return option
    raise Misfit(f"is none of the options: {_listed(field, text)}")


def _named(field: DomainField, text: str) -> list[FieldOption]:
    """The option of that value, or those of that name."""
    if text in field.by_value:
        return [field.by_value[text]]
    named = [option for option in field.options if option.name == text]
    # An option cannot be deleted: an inactive one may have left its name to another.
    return [option for option in named if option.active] or named


def _listed(field: DomainField, text: str) -> str:
    """The options, those that resemble the text first."""
    names = [option.name for option in field.options]
    near = get_close_matches(text, names, n=3, cutoff=0.5)
    return listed(repr(name) for name in dict.fromkeys([*near, *names]))


def listed(shown: Iterable[str]) -> str:
    """The first items of a list, for a message, and how many more there are."""
    items = list(shown)
    more = len(items) - _LISTED
    some = ", ".join(items[:_LISTED])
    return f"{some} and {more} more" if more > 0 else some or "there are none"


def _expected(what: str, given: FieldInput) -> Misfit:
    return Misfit(f"expected {what}, not {type(given).__name__}")


_MAKERS: Mapping[FieldType, Callable[[DomainField, FieldInput], FieldValueUnion]] = {
    FieldType.TEXT: _text,
    FieldType.URL: _text,
    FieldType.NUMBER: _number,
    FieldType.BOOLEAN: _boolean,
    FieldType.DATE_TIME: _time,
    FieldType.USER: _user,
    FieldType.SINGLE_SELECT: _option,
}


def plain_of(
    field: DomainField, value: FieldValueUnion | UnknownMember, *, labels: bool
) -> PlainValue | UnknownMember:
    """The plain value of what a field holds, by the field's type.

    A value that does not fit the type is returned as it is: another program may have
    written it.
    """
    if isinstance(value, StringValue):
        if field.type is FieldType.DATE_TIME:
            return moment(value.value) or value.value
        if labels and field.type is FieldType.SINGLE_SELECT:
            return field.labels.get(value.value, value.value)
    return plain_value(value)
