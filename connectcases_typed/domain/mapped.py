"""Attributes of records: how a class declares them, and conditions made of them.

`Mapped[T]` has two sides. To a type checker it is a descriptor: on an instance a `T`,
on the class a reference to the field, and in the constructor a `T` again, since that is
what `__set__` takes. At run time it is a plain class attribute that an instance's own
attribute of the same name hides, so that reading one costs nothing extra.
"""

from collections.abc import Mapping
from typing import (
    TYPE_CHECKING,
    Any,
    Final,
    Generic,
    Never,
    NoReturn,
    TypeAlias,
    TypeVar,
    Union,
    overload,
)

import attrs

from .._docs import documented
from ..models.filters import (
    AndAll,
    Comparison,
    Contains,
    EqualTo,
    FieldFilter,
    GreaterThan,
    GreaterThanOrEqualTo,
    LessThan,
    LessThanOrEqualTo,
    Not,
    OrAll,
    TagEqualTo,
    Uncompared,
)

T = TypeVar("T")

#: Stands for "no default", since None can be a default.
REQUIRED: Final = object()

Comparator: TypeAlias = (
    type[EqualTo]
    | type[Contains]
    | type[GreaterThan]
    | type[GreaterThanOrEqualTo]
    | type[LessThan]
    | type[LessThanOrEqualTo]
)

_SIGNS: Mapping[Comparator, str] = {
    EqualTo: "==",
    Contains: "contains",
    GreaterThan: ">",
    GreaterThanOrEqualTo: ">=",
    LessThan: "<",
    LessThanOrEqualTo: "<=",
}


@documented
class Mapped(Uncompared, Generic[T]):
    """An attribute of a record, held in a field: `nights: Mapped[float]`.

    `T` is `str`, `float`, `int`, `bool`, `datetime`, `UserArn`, a `StrEnum` or a
    `Literal` of option values, or one of them `| None` where the field may be empty.

    On an instance the attribute is a `T`. On the class it makes conditions, as a column
    of SQLAlchemy's does: `Booking.nights > 2`, `Booking.hotel.contains("sea")`; they
    combine with `&`, `|` and `~`, and the bound record makes filters of them.
    """

    name: str
    """The field's name."""
    id: str | None
    """The field's id, if the class binds by id."""
    default: object
    """What the constructor takes where nothing is given, if there is one."""
    attribute: str
    """The attribute's name."""
    owner: type
    """The class that declares it."""

    __slots__ = ("attribute", "default", "id", "name", "owner")

    def __init__(self, name: str, field_id: str | None, default: object) -> None:
        self.name = name
        self.id = field_id
        self.default = default
        self.attribute = name
        self.owner = object

    def __set_name__(self, owner: type, attribute: str) -> None:
        self.owner = owner
        self.attribute = attribute

    if TYPE_CHECKING:

        @overload
        def __get__(self, record: None, owner: type, /) -> "Mapped[T]": ...
        @overload
        def __get__(self, record: object, owner: type, /) -> T: ...
        def __get__(self, record: object, owner: type, /) -> "Mapped[T] | T": ...
        # No record is a `Never`: the constructor takes a `T`, an assignment nothing.
        def __set__(self, record: Never, value: T, /) -> None: ...

    # Comparisons make conditions, as in `Where`.
    def __eq__(self, other: T) -> "RecordComparison":  # type: ignore[override]  # no bool
        return RecordComparison(self, EqualTo, other)

    def __ne__(self, other: T) -> "Not[RecordComparison]":  # type: ignore[override]  # no bool
        return ~(self == other)

    def __hash__(self) -> int:
        return id(self)

    def __gt__(self, other: T) -> "RecordComparison":
        return RecordComparison(self, GreaterThan, other)

    def __ge__(self, other: T) -> "RecordComparison":
        return RecordComparison(self, GreaterThanOrEqualTo, other)

    def __lt__(self, other: T) -> "RecordComparison":
        return RecordComparison(self, LessThan, other)

    def __le__(self, other: T) -> "RecordComparison":
        return RecordComparison(self, LessThanOrEqualTo, other)

    def contains(
        self: "Mapped[str] | Mapped[str | None]", text: str
    ) -> "RecordComparison":
        """The text contains this one."""
        return RecordComparison(self, Contains, text)

    def is_empty(self) -> "RecordComparison":
        """The field has no value."""
        return RecordComparison(self, EqualTo, None)

    def __bool__(self) -> NoReturn:
        raise TypeError(f"{self!r} is neither true nor false: compare it with a value")

    def __repr__(self) -> str:
        return f"{self.owner.__name__}.{self.attribute}"


# The operand may be of any type: the field it belongs to is not known yet.
@documented
@attrs.frozen(repr=False)
class RecordComparison(Comparison):
    """A comparison of an attribute: what `Booking.nights > 2` makes.

    It has no field's id yet: `BoundRecord.condition` and `filter` give it one.
    """

    # Comparing attributes would make conditions of them.
    mapped: Mapped[Any] = attrs.field(eq=id)
    """The attribute."""
    comparator: Comparator
    """The class of the comparison it becomes."""
    value: object
    """What the attribute is compared with."""

    def __repr__(self) -> str:
        return f"{self.mapped!r} {_SIGNS[self.comparator]} {self.value!r}"


# `Union` because `|` does not take the text a recursive alias needs.
RecordFilter: TypeAlias = Union[
    RecordComparison,
    FieldFilter,
    "Not[RecordFilter]",
    "AndAll[RecordFilter]",
    "OrAll[RecordFilter]",
]
"""A condition on Custom items: of attributes, of fields by id, or several of them."""
RecordCaseFilter: TypeAlias = Union[
    RecordComparison,
    FieldFilter,
    TagEqualTo,
    "Not[RecordCaseFilter]",
    "AndAll[RecordCaseFilter]",
    "OrAll[RecordCaseFilter]",
]
"""A condition on cases: of attributes, of fields by id, of tags, or several of them."""


@overload
def field(name: str, *, id: str | None = None) -> Mapped[Any]: ...
@overload
def field(name: str, *, id: str | None = None, default: T) -> Mapped[T]: ...
def field(
    name: str,
    *,
    id: str | None = None,  # noqa: A002 - what the service calls it
    default: object = REQUIRED,
) -> Mapped[Any]:
    """The field that holds an attribute of a record: `field("Nights", default=1)`.

    Args:
        name: the field's name in the domain.
        id: its id; the class is then bound by it, and the name only used in messages.
            For classes of one domain, where fields are renamed.
        default: what the constructor uses if nothing is given. Reading knows no
            defaults: declare an attribute that may be empty as `| None`.
    """
    return Mapped(name, id, default)
