"""Binding a record class to a domain: what reads and writes its records.

Attributes, fields and their types are compared once, when a class is bound. Reading a
record then takes a lookup and a call for each value. Only if something does not fit are
the values read again, to report everything that is wrong.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeAlias, TypeVar, Union

import attrs

from .._docs import documented
from ..errors import Violation
from ..models.fields import FieldIdentifier, field_identifiers
from ..models.filters import (
    AndAll,
    CaseFilter,
    Condition,
    Contains,
    CustomFieldsFilter,
    Not,
    OrAll,
)
from ..models.related_items import (
    CommentContent,
    ConnectCaseContent,
    ContactContent,
    CustomInputContent,
    CustomUpdateContent,
    FileContent,
    RelatedItemContent,
    SlaContent,
)
from ..models.values import (
    EmptyValue,
    FieldValue,
    FieldValueUnion,
    Order,
    StringValue,
)
from ..shapes import UnknownMember
from .entries import DomainField, Misfit
from .errors import RecordError, UnknownFieldError
from .kinds import Arm, Kind, kinds_of
from .mapped import Mapped, RecordCaseFilter, RecordComparison, RecordFilter
from .record import Record

# Imported by the methods that use them: a program that only writes records needs none.
if TYPE_CHECKING:
    from ..models.case_searches import SearchCasesResponseItem, Sort
    from ..models.cases import GetCaseResponse
    from ..models.related_item_searches import CustomFilter

R = TypeVar("R", bound=Record)

# `Union` because `|` does not take text.
Readable: TypeAlias = Union[
    Iterable["FieldValue | GetCaseResponse"],
    RelatedItemContent,
    UnknownMember,
    "SearchCasesResponseItem",
    "GetCaseResponse",
]
"""What a record can be read from: field values, a Custom item's content, a case."""


class Catalogue(Protocol):
    """The part of `DomainFields` that binding uses."""

    def __getitem__(self, name: str, /) -> DomainField:
        """The field of a name."""
        ...

    def by_id(self, field_id: str, /) -> DomainField:
        """The field of an id."""
        ...


@attrs.frozen
class _Attribute:
    """An attribute of a record and the field it is bound to."""

    name: str
    kind: Kind
    field: DomainField

    def value(self, given: object) -> FieldValueUnion:
        return self.kind.value_of(self.field, given)


@documented
@attrs.frozen(eq=False, repr=False)
class BoundRecord(Generic[R]):
    """A record class bound to a domain: `fields.bind(Booking)`.

    It reads and writes by the ids the fields had then, so a field may be renamed in the
    meantime. Attributes in fields that the service keeps (`created_datetime`) are read,
    and never written.
    """

    record: type[R]
    """The class."""
    identifiers: tuple[FieldIdentifier, ...]
    """Its fields, for `get_case` (at most 220) and `search_cases` (at most 25)."""
    _attributes: Mapping[str, _Attribute]
    # By field id: the attribute, the value class to read, and the function that reads
    # it.
    _readers: Mapping[str, tuple[str, Arm, Callable[[Any], object] | None]]
    _blank: Mapping[str, None]
    _required: tuple[str, ...]

    def __repr__(self) -> str:
        return f"<BoundRecord of {self.record.__name__}>"

    # ---------------------------------------------------------------- writing

    def values(self, record: R, *, since: R | None = None) -> tuple[FieldValue, ...]:
        """Field values for `create_case` and `update_case`; None clears a field.

        Args:
            record: what is to be held.
            since: the record as it was read; only values that differ are written.

        Raises:
            RecordError: with every value that does not fit its field.
        """
        before: Mapping[str, object] = {} if since is None else self._held(since)
        held = {
            name: value
            for name, value in self._held(record).items()
            if name not in before or before[name] != value
        }
        return self._written(held)

    def content(self, record: R) -> CustomInputContent:
        """A Custom item for `create_related_item`; what is None is left out.

        Raises:
            RecordError: with every value that does not fit its field.
        """
        return CustomInputContent(fields=self._filled(record))

    def update(self, record: R) -> CustomUpdateContent:
        """A Custom item for `update_related_item`, which replaces all of its fields.

        Raises:
            RecordError: with every value that does not fit its field.
        """
        return CustomUpdateContent(fields=self._filled(record))

    def _filled(self, record: R) -> tuple[FieldValue, ...]:
        written = self._written(self._held(record))
        filled = [it for it in written if not isinstance(it.value, EmptyValue)]
        # An item must hold at least one value, even if it is an empty one.
        return tuple(filled) or written

    def _held(self, record: R) -> Mapping[str, object]:
        # Also without a type checker: another object might happen to have such
        # attributes.
        if not isinstance(record, self.record):  # pyright: ignore[reportUnnecessaryIsInstance]
            given = type(record).__name__
            raise TypeError(f"expected a {self.record.__name__}, not a {given}")
        return {name: getattr(record, name) for name in self._attributes}

    def _written(self, held: Mapping[str, object]) -> tuple[FieldValue, ...]:
        values: list[FieldValue] = []
        problems: list[Violation] = []
        for name, given in held.items():
            attribute = self._attributes[name]
            if attribute.field.is_read_only:
                continue
            try:
                value = attribute.value(given)
            except Misfit as misfit:
                problems.append(Violation(name, str(misfit)))
            else:
                values.append(FieldValue(id=attribute.field.field_id, value=value))
        self._refuse(problems)
        return tuple(values)

    def _refuse(self, problems: Iterable[Violation]) -> None:
        if found := tuple(problems):
            raise RecordError(self.record.__name__, found)

    # ---------------------------------------------------------------- reading

    def read(self, source: Readable, /) -> R:
        """The record that field values hold; other fields are left alone.

        It takes a Custom item's `content`, a case of `search_cases`, what `get_case`
        iterates over or its pages, `values_as_of(...)`, and any field values.

        Raises:
            RecordError: with every attribute whose field is empty though that is not
                declared, or holds another kind of value or an option that is not
                declared; and for a related item that is no Custom item.
            TypeError: it is none of these.
        """
        values = self._values_of(source)
        found: dict[str, object] = {**self._blank}
        readers = self._readers
        try:
            for held in values:
                reader = readers.get(held.id)
                if reader is not None:
                    name, arm, read = reader
                    value = held.value
                    if isinstance(value, arm):
                        # `Kind.read`, inlined: this is most of the cost of reading.
                        found[name] = read(value.value) if read else value.value
                    elif not isinstance(value, EmptyValue):
                        self._refuse(self._misread(values))
        except Misfit:
            self._refuse(self._misread(values))
        for name in self._required:
            if found[name] is None:
                self._refuse(self._misread(values))
        record = object.__new__(self.record)
        # Frozen against everybody else: this is its construction.
        record.__dict__.update(found)
        return record

    def _values_of(self, source: Readable) -> Iterable[FieldValue]:
        # It would be iterated, and its keys are no field values.
        if _is_dict(source):
            raise _no_source(source)
        if isinstance(source, Iterable):
            return [value for part in source for value in _values_in(part)]
        match source:
            case (
                CommentContent()
                | ContactContent()
                | FileContent()
                | SlaContent()
                | ConnectCaseContent()
                | UnknownMember()
            ):
                rule = f"a {type(source).__name__} holds no fields"
                raise RecordError(self.record.__name__, (Violation("", rule),))
            case _:
                return _fields_of(source)

    def _misread(self, values: Iterable[FieldValue]) -> Iterator[Violation]:
        """Every reason why the values do not make a record."""
        found = {held.id: held.value for held in values}
        for name, attribute in self._attributes.items():
            field = attribute.field
            held = found.get(field.field_id)
            if held is None or isinstance(held, EmptyValue):
                if not attribute.kind.optional:
                    yield Violation(name, f"the field {field.name!r} is empty")
                continue
            try:
                attribute.kind.check(held)
            except Misfit as misfit:
                yield Violation(name, f"the field {field.name!r}: {misfit}")

    # ---------------------------------------------------------------- searching

    def condition(self, condition: RecordCaseFilter, /) -> CaseFilter:
        """A condition on cases, for `search_cases`: `condition(Booking.nights > 2)`.

        Conditions on fields by id and on tags may be part of it.

        Raises:
            RecordError: with every comparison that does not fit the class or its field.
            TypeError: it is no condition.
        """
        problems: list[Violation] = []
        found: CaseFilter = self._resolved(condition, problems)
        self._refuse(problems)
        return found

    def filter(self, condition: RecordFilter | None = None, /) -> "CustomFilter":
        """A filter of Custom items, for `search_related_items`; of all if left out.

        Items of other kinds that fit the condition are found too.

        Raises:
            RecordError: with every comparison that does not fit the class or its field.
            TypeError: it is no condition.
        """
        from ..models.related_item_searches import CustomFilter  # noqa: PLC0415 - see top

        if condition is None:
            return CustomFilter()
        problems: list[Violation] = []
        fields: CustomFieldsFilter = self._resolved(condition, problems)
        self._refuse(problems)
        return CustomFilter(fields=fields)

    # A condition on Custom items is one on cases too, and comes out as what it was:
    # hence `Any`.
    def _resolved(self, condition: RecordCaseFilter, problems: list[Violation]) -> Any:
        match condition:
            case RecordComparison():
                return self._comparison(condition, problems)
            case Not():
                return Not(self._resolved(condition.filter, problems))
            case AndAll():
                return AndAll(
                    [self._resolved(it, problems) for it in condition.filters]
                )
            case OrAll():
                return OrAll([self._resolved(it, problems) for it in condition.filters])
            case _:
                return _checked(condition)

    def _comparison(
        self, comparison: RecordComparison, problems: list[Violation]
    ) -> object:
        try:
            attribute = self._attribute(comparison.mapped)
            given = comparison.value
            value = (
                StringValue(str(given))
                if comparison.comparator is Contains
                else attribute.kind.operand(attribute.field, given)
            )
        except Misfit as misfit:
            problems.append(Violation(comparison.mapped.attribute, str(misfit)))
            return None
        return comparison.comparator(id=attribute.field.field_id, value=value)

    def sort(self, attribute: Mapped[Any], order: Order = Order.ASC) -> "Sort":
        """What to sort cases by: `sort(Booking.nights, Order.DESC)`.

        Raises:
            RecordError: it is an attribute of another class.
        """
        try:
            field = self._attribute(attribute).field
        except Misfit as misfit:
            problem = Violation(attribute.attribute, str(misfit))
            raise RecordError(self.record.__name__, (problem,)) from None
        from ..models.case_searches import Sort  # noqa: PLC0415 - see top

        return Sort(field_id=field.field_id, sort_order=order)

    def _attribute(self, mapped: Mapped[Any]) -> _Attribute:
        if not issubclass(self.record, mapped.owner):
            raise Misfit(f"is an attribute of {mapped.owner.__name__}")
        return self._attributes[mapped.attribute]


def _values_in(part: "FieldValue | GetCaseResponse") -> Iterable[FieldValue]:
    return (part,) if isinstance(part, FieldValue) else _fields_of(part)


# What is neither is found out only when it fails: records are read by the million.
# `Any`: here it may be anything.
def _fields_of(source: Any) -> Iterable[FieldValue]:
    """The field values of a Custom item or a case."""
    try:
        fields: Iterable[FieldValue] = source.fields
    except AttributeError:
        raise _no_source(source) from None
    return fields


def _no_source(given: object) -> TypeError:
    hint = ": read it with from_botocore first" if _is_dict(given) else ""
    return TypeError(
        "expected field values, the content of a Custom item or a case, not a "
        f"{type(given).__name__}{hint}"
    )


def _is_dict(given: object) -> bool:
    return isinstance(given, dict)


def _checked(condition: object) -> object:
    """A condition that is bound already."""
    if isinstance(condition, Condition | UnknownMember):
        return condition
    if isinstance(condition, Mapped):
        raise TypeError(f"{condition!r} is no condition yet: compare it with a value")
    raise TypeError(f"expected a condition, not a {type(condition).__name__}")


def bind(fields: Catalogue, record: type[R]) -> BoundRecord[R]:
    """Bind a record class to the fields of a domain: see `DomainFields.bind`."""
    problems: list[Violation] = []
    attributes: dict[str, _Attribute] = {}
    taken: dict[str, str] = {}
    for name, kind in kinds_of(record, record.__mapped__):
        if isinstance(kind, Misfit):
            problems.append(Violation(name, str(kind)))
            continue
        mapped = record.__mapped__[name]
        try:
            field = (
                fields[mapped.name] if mapped.id is None else fields.by_id(mapped.id)
            )
        except UnknownFieldError as error:
            rules = [f"{it.path!r}: {it.rule}" for it in error.problems]
        else:
            rules = kind.misfits(field)
            if field.field_id in taken:
                rules.append(f"is the same field as {taken[field.field_id]}")
            taken[field.field_id] = name
            attributes[name] = _Attribute(name, kind, field)
        problems += [Violation(name, rule) for rule in rules]
    if problems:
        raise RecordError(record.__name__, tuple(problems))
    return BoundRecord(
        record,
        field_identifiers(*taken),
        attributes,
        {
            it.field.field_id: (it.name, it.kind.arm, it.kind.read)
            for it in attributes.values()
        },
        dict.fromkeys(attributes),
        tuple(it.name for it in attributes.values() if not it.kind.optional),
    )
