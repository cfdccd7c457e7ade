"""`Record`: the base of classes whose attributes are fields of a domain.

A record is frozen: its `__dict__` holds its values, and is written once.
"""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any, ClassVar, NoReturn, Self, dataclass_transform

from ..errors import Violation
from .entries import Misfit
from .errors import RecordError
from .kinds import kinds_of
from .mapped import REQUIRED, Mapped, field


# Not `frozen_default`: mypy would take inherited attributes for properties, which make
# no conditions on the class. `Mapped.__set__` refuses assignments instead.
@dataclass_transform(kw_only_default=True, eq_default=False, field_specifiers=(field,))
class Record:
    """The base of classes of your own whose attributes are fields of a domain.

        class Booking(Record):
            hotel: Mapped[str] = field("Hotel")
            nights: Mapped[float] = field("Nights")
            arrival: Mapped[datetime | None] = field("Arrival", default=None)

        bookings = cases.load_fields(domain_id=domain_id).bind(Booking)

    The constructor takes the attributes by keyword. Records are frozen, equal if they
    are of one class and hold the same, hashable and picklable; classes inherit
    attributes. `vars(record)` is what a record holds, so `Booking(**{**vars(old),
    "nights": 4})` is a changed copy, as `copy.replace` makes one on Python 3.13.
    """

    __mapped__: ClassVar[Mapping[str, Mapped[Any]]] = {}

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.__mapped__ = {
            name: value
            for base in reversed(cls.__mro__)
            for name, value in vars(base).items()
            if isinstance(value, Mapped)
        }

    @classmethod
    def __fields__(cls) -> Mapping[str, str | tuple[str, ...]]:
        """The fields to make for the class, by name: see `EmbeddedCases.seed`.

        Raises:
            RecordError: an attribute is annotated as what no field holds.
        """
        found: dict[str, str | tuple[str, ...]] = {}
        problems: list[Violation] = []
        for name, kind in kinds_of(cls, cls.__mapped__):
            if isinstance(kind, Misfit):
                problems.append(Violation(name, str(kind)))
            else:
                found[cls.__mapped__[name].name] = kind.made
        if problems:
            raise RecordError(cls.__name__, tuple(problems))
        return found

    # Each value is checked against its field when the record is written.
    def __init__(self, **values: object) -> None:
        mapped = self.__mapped__
        if unknown := values.keys() - mapped.keys():
            raise TypeError(_unexpected(type(self).__name__, sorted(unknown), mapped))
        held = {
            name: values.get(name, attribute.default)
            for name, attribute in mapped.items()
        }
        if missing := [name for name, value in held.items() if value is REQUIRED]:
            raise TypeError(f"{type(self).__name__}() lacks {', '.join(missing)}")
        self.__dict__.update(held)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} is frozen: {name} stays as it is")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} is frozen: {name} stays as it is")

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self.__dict__ == other.__dict__

    def __hash__(self) -> int:
        return hash((type(self), *self.__dict__.values()))

    def __repr__(self) -> str:
        held = ", ".join(f"{name}={value!r}" for name, value in vars(self).items())
        return f"{type(self).__name__}({held})"

    def __replace__(self, /, **changes: object) -> Self:
        return type(self)(**{**vars(self), **changes})


def _unexpected(cls: str, unknown: list[str], known: Iterable[str]) -> str:
    near = get_close_matches(unknown[0], list(known), n=1)
    hint = f": did you mean {near[0]!r}?" if near else ""
    named = ", ".join(repr(name) for name in unknown)
    return f"{cls}() got an unexpected keyword argument {named}{hint}"
