"""`DomainFields`: the fields of a domain by name, and what is made with their help.

It is made of responses (see `loading`), and does no I/O afterwards. Everything that
does not fit is collected and reported in one error.
"""

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager
from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar, overload

from ..errors import ResourceNotFoundException, ValidationException, Violation
from ..models.fields import FieldIdentifier, FieldNamespace, field_identifiers
from ..models.values import ID, FieldValue, FieldValueUnion, Order, PlainValue
from ..shapes import Strings, UnknownMember, member, shape
from .entries import DomainField, Misfit, listed, plain_of, refusal, value_for
from .errors import FieldsError, StaleFieldsError, UnknownFieldError
from .plain import FieldInput, plain_value

# Most programs need one or two of these: each is imported by the method that uses it.
if TYPE_CHECKING:
    from ..events.classes import CaseEvent
    from ..models.audit import AuditEvent
    from ..models.batches import FieldValueInput
    from ..models.case_searches import Sort
    from ..models.layouts import BasicLayout
    from .binding import BoundRecord
    from .conditions import When, Where
    from .history import EventFieldChange, FieldChange
    from .record import Record

__all__ = ["DomainFields"]

R = TypeVar("R", bound="Record")

#: Fields that BatchUpdateCase takes as parameters of their own.
_OWN_MEMBERS = frozenset({"title", "status", "customer_id"})


@shape
class DomainFields:
    """The fields of a domain, by name and by id, with their options.

    `Client.load_fields` makes it. It is a value: it can be compared and stored
    (`to_botocore`, `from_botocore`), and asks the service nothing more.

    `fields["Nights"]` finds a field by name or id; `in`, `len` and iteration work as in
    a collection of fields. Deleted fields may have the same name as a living one: the
    living one is found. Every method that takes names also takes ids.
    """

    domain_id: str = member(ID)
    """The domain."""
    fields: tuple[DomainField, ...]
    """Its fields, system fields included, and deleted ones if they were asked for."""

    @cached_property
    def _ids(self) -> Mapping[str, DomainField]:
        return {field.field_id: field for field in self.fields}

    @cached_property
    def _names(self) -> Mapping[str, tuple[DomainField, ...]]:
        """The fields of each name: the living ones, or the deleted ones if there are
        none.
        """
        names: dict[str, list[DomainField]] = {}
        for field in self.fields:
            names.setdefault(field.name, []).append(field)
        return {
            name: tuple(it for it in named if not it.deleted) or tuple(named)
            for name, named in names.items()
        }

    def __len__(self) -> int:
        return len(self.fields)

    def __iter__(self) -> Iterator[DomainField]:
        return iter(self.fields)

    def __contains__(self, item: object) -> bool:
        """Whether it is a field of the domain, or the name or id of one."""
        if isinstance(item, str):
            return item in self._names or item in self._ids
        return item in self.fields

    def __getitem__(self, name: str) -> DomainField:
        """The field of that name or id.

        Raises:
            UnknownFieldError: there is none, or more than one.
        """
        found = self._named(name)
        if len(found) == 1:
            return found[0]
        raise UnknownFieldError(self.domain_id, (Violation(name, self._why(name)),))

    def by_id(self, field_id: str) -> DomainField:
        """The field of that id.

        Raises:
            UnknownFieldError: there is none.
        """
        if field_id in self._ids:
            return self._ids[field_id]
        raise UnknownFieldError(
            self.domain_id, (Violation(field_id, "there is no field of that id"),)
        )

    def _named(self, name: object) -> tuple[DomainField, ...]:
        """The fields that a name may mean; exactly one if all is well."""
        if not isinstance(name, str):  # `_why` reports it; a list has no hash
            return ()
        named = self._names.get(name, ())
        field = self._ids.get(name)
        return named if field is None or field in named else (*named, field)

    # An object: a row of a CSV file that is too long has a column named None.
    def _why(self, name: object) -> str:
        """Why a name does not lead to a field."""
        if not isinstance(name, str):
            return f"the name of a field is text, not {type(name).__name__}"
        found = self._named(name)
        if found:
            ids = ", ".join(f"{it.field_id!r} ({it.name!r})" for it in found)
            return f"{len(found)} fields could be meant: use `by_id` or one of {ids}"
        known: dict[str, DomainField] = {}
        for field in self.fields:
            known |= {field.name.casefold(): field, field.field_id.casefold(): field}
        near = get_close_matches(name.casefold(), known, n=3)
        fields = {known[it].field_id: known[it] for it in near}
        if near:
            meant = " or ".join(_shown(field) for field in fields.values())
            return f"there is no field of that name or id: did you mean {meant}?"
        # One's own fields first: the others are the same in every domain.
        living = [it for it in self.fields if not it.deleted]
        living.sort(key=lambda it: it.namespace is FieldNamespace.SYSTEM)
        there = listed(_shown(field) for field in living)
        return f"there is no field of that name or id; there are {there}"

    # ---------------------------------------------------------------- values

    def values(self, plain: Mapping[str, FieldInput]) -> tuple[FieldValue, ...]:
        """Field values from plain values by name or id, made by the fields' types.

        Text for Text and Url, a number for Number, a bool for Boolean, a `datetime`
        with a time zone or its ISO 8601 text for DateTime, a `UserArn` or its text for
        User, the name or the value of an option for SingleSelect; None for no value.
        Classes of `FieldValueUnion` are taken too.

        Raises:
            FieldsError: with everything that does not fit: unknown, ambiguous, deleted
                and read-only fields, fields given twice, values of another type,
                unknown options, times without a zone, texts longer than the service
                model has it.
        """
        return tuple(
            FieldValue(id=field.field_id, value=value)
            for field, value in self._converted(plain, refusal)
        )

    def value_inputs(
        self, plain: Mapping[str, FieldInput]
    ) -> "tuple[FieldValueInput, ...]":
        """The same for `batch_update_case`, which takes three fields beside the others.

        Raises:
            FieldsError: as `values`, and for title, status and customer.
        """
        from ..models.batches import FieldId, FieldValueInput  # noqa: PLC0415 - see top

        return tuple(
            FieldValueInput(field_identifier=FieldId(field.field_id), value=value)
            for field, value in self._converted(plain, _batch_refusal)
        )

    def _converted(
        self,
        plain: Mapping[str, FieldInput],
        refused: Callable[[DomainField], str | None],
    ) -> list[tuple[DomainField, FieldValueUnion]]:
        made: dict[str, tuple[DomainField, FieldValueUnion]] = {}
        names: dict[str, str] = {}
        problems: list[Violation] = []
        for name, given in plain.items():
            found = self._named(name)
            if len(found) != 1:
                problems.append(Violation(name, self._why(name)))
                continue
            (field,) = found
            if field.field_id in names:
                twice = f"is the same field as {names[field.field_id]!r}"
                problems.append(Violation(name, twice))
                continue
            names[field.field_id] = name
            if rule := refused(field):
                problems.append(Violation(name, rule))
                continue
            try:
                made[field.field_id] = field, value_for(field, given)
            except Misfit as misfit:
                problems.append(Violation(name, str(misfit)))
        self._refuse(problems)
        return list(made.values())

    def _refuse(self, problems: list[Violation]) -> None:
        if problems:
            raise FieldsError(self.domain_id, tuple(problems))

    def plain(
        self, fields: Iterable[FieldValue], *, labels: bool = True
    ) -> dict[str, PlainValue | UnknownMember]:
        """Plain values by name: the inverse of `values`.

        A field appears by its id if its name does not lead to it alone, or if it is not
        known here. An empty value is None. A value that this version does not know
        stays an `UnknownMember`.

        Args:
            fields: `case.fields`, `content.fields`, what `get_case` iterates over.
            labels: options by name; False for their values.
        """
        found: dict[str, PlainValue | UnknownMember] = {}
        for held in fields:
            value = self._plain_of(held.id, held.value, labels=labels)
            found[self._name_of(held.id)] = value
        return found

    def _plain_of(
        self,
        field_id: str,
        value: FieldValueUnion | UnknownMember,
        *,
        labels: bool = True,
    ) -> PlainValue | UnknownMember:
        """The plain value of what a field holds, whether the field is known or not."""
        field = self._ids.get(field_id)
        if field is None:
            return plain_value(value)
        return plain_of(field, value, labels=labels)

    def _name_of(self, field_id: str) -> str:
        """The name of a field, if it leads to the field; its id otherwise."""
        field = self._ids.get(field_id)
        if field is None or self._named(field.name) != (field,):
            return field_id
        return field.name

    # ---------------------------------------------------------------- requests

    def identifiers(self, *names: str) -> tuple[FieldIdentifier, ...]:
        """Fields by name or id, for `get_case` and `search_cases`.

        Raises:
            FieldsError: with every name that leads to no field, or to more than one.
        """
        return field_identifiers(*self._field_ids(names))

    def _field_ids(self, names: Iterable[str]) -> list[str]:
        found = [(name, self._named(name)) for name in names]
        self._refuse(
            [Violation(name, self._why(name)) for name, it in found if len(it) != 1]
        )
        return [fields[0].field_id for _, fields in found]

    def where(self, name: str) -> "Where":
        """A field to compare in a search: `fields.where("Nights") > 2`.

        Values are made by the field's type, as `values` makes them.

        Raises:
            UnknownFieldError: there is no such field, or more than one.
        """
        from .conditions import Where  # noqa: PLC0415 - see top

        return Where(self[name].field_id, self._operand(name))

    def when(self, name: str, *, result: bool = True) -> "When":
        """A field to compare in a case rule: see the function `when`.

        Raises:
            UnknownFieldError: there is no such field, or more than one.
        """
        from .conditions import When  # noqa: PLC0415 - see top

        return When(self[name].field_id, result, self._operand(name))

    def _operand(self, name: str) -> Callable[[str, FieldInput], FieldValueUnion]:
        field = self[name]

        def make(_: str, given: FieldInput) -> FieldValueUnion:
            try:
                return value_for(field, given)
            except Misfit as misfit:
                problem = Violation(name, str(misfit))
                raise FieldsError(self.domain_id, (problem,)) from None

        return make

    def sort(self, name: str, order: Order = Order.ASC) -> "Sort":
        """What to sort a search by: `fields.sort("Nights", Order.DESC)`.

        Raises:
            UnknownFieldError: there is no such field, or more than one.
        """
        from ..models.case_searches import Sort  # noqa: PLC0415 - see top

        return Sort(field_id=self[name].field_id, sort_order=order)

    def layout(
        self,
        *,
        top: Strings = (),
        more: Strings = (),
        top_name: str | None = None,
        more_name: str | None = None,
    ) -> "BasicLayout":
        """A layout by names: see the function `layout`.

        Raises:
            FieldsError: with every name that leads to no field, or to more than one.
        """
        from .conditions import layout  # noqa: PLC0415 - see top

        ids = self._field_ids([*top, *more])
        return layout(
            top=ids[: len(top)],
            more=ids[len(top) :],
            top_name=top_name,
            more_name=more_name,
        )

    # ---------------------------------------------------------------- history

    @overload
    def changes(self, event: "AuditEvent") -> "tuple[FieldChange, ...]": ...
    @overload
    def changes(self, event: "CaseEvent") -> "tuple[EventFieldChange, ...]": ...
    @overload
    def changes(
        self, event: "AuditEvent | CaseEvent"
    ) -> "tuple[FieldChange, ...] | tuple[EventFieldChange, ...]": ...
    def changes(
        self, event: "AuditEvent | CaseEvent"
    ) -> "tuple[FieldChange, ...] | tuple[EventFieldChange, ...]":
        """What an event changed, by name, in plain values.

        Args:
            event: an event of the audit history, which has the old and the new values.
                It names members of related items as the service does: `comment.body`.
                Or an event that EventBridge delivered: it has no old values, and only
                those new ones that the domain's event configuration includes; the
                others are `NotCarried`.

        Raises:
            TypeError: it is an event about a related item that EventBridge delivered,
                or no event.
        """
        from .history import changes_of  # noqa: PLC0415 - see top

        return changes_of(event, self._name_of, self._plain_of)

    # ---------------------------------------------------------------- records

    def bind(self, record: type[R]) -> "BoundRecord[R]":
        """Bind a record class to the domain, for reading and writing its records.

        Raises:
            RecordError: with every field of the class that the domain lacks, and every
                type and option that does not fit the domain's.
        """
        from .binding import bind  # noqa: PLC0415 - see top

        return bind(self, record)

    # ---------------------------------------------------------------- going stale

    def unknown_ids(self, fields: Iterable[FieldValue]) -> tuple[str, ...]:
        """The ids among values that are not known here, each once.

        Their fields are deleted, or newer than this value: pass the ids to
        `load_fields` as `also`.
        """
        ids = dict.fromkeys(field.id for field in fields)
        return tuple(id_ for id_ in ids if id_ not in self._ids)

    @contextmanager
    def guard(self) -> Generator[None]:
        """Recognise refusals because of a stale field, of requests sent in the block.

            with fields.guard():
                cases.update_case(..., fields=fields.values({"Nights": 3}))

        A refusal counts as one if it names the id of a field of yours that is known
        here as living. The service documents no more than that, so the refusal may have
        another reason: try again once, not forever. Other errors pass.

        Raises:
            StaleFieldsError: from the refusal. Load the fields again.
        """
        try:
            yield
        except (ResourceNotFoundException, ValidationException) as error:
            said = f"{error.message} {getattr(error, 'resource_id', None)}"
            stale = tuple(
                Violation(
                    field.name,
                    f"the service refused {field.field_id}: it may have changed since "
                    "it was loaded; load the fields again",
                )
                for field in self.fields
                if field.namespace is not FieldNamespace.SYSTEM
                and not field.deleted
                and field.field_id in said
            )
            if not stale:
                raise
            raise StaleFieldsError(self.domain_id, stale) from error


def _shown(field: DomainField) -> str:
    """A field in a message; of a system field, how its id differs from its name."""
    is_system = field.namespace is FieldNamespace.SYSTEM
    return f"{field.name!r} (id {field.field_id!r})" if is_system else repr(field.name)


def _batch_refusal(field: DomainField) -> str | None:
    """Why no value can be written to the field in a batch; None if one can."""
    if field.field_id in _OWN_MEMBERS:
        return f"is given beside the fields: `batch_update_case({field.field_id}=...)`"
    return refusal(field)
