"""Finding fields and options by the names that a seed gives them."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from ..protocol.wire import Wire, iso
from ..store import lifecycle
from ..store.state import Domain, Field


class Named:
    """The fields of a domain by name: a custom one by its own, a system one by its id.

    A system field is found by its display name as well.
    """

    def __init__(self, domain: Domain) -> None:
        living = lifecycle.living(domain.fields)
        self._fields = {
            **{field.name: field for field in living},
            **{field.id: field for field in living if field.namespace == "System"},
        }

    def field(self, name: str) -> Field:
        """The field of this name; ValueError if there is none."""
        if name not in self._fields:
            named = dict.fromkeys(field.name for field in self._fields.values())
            raise ValueError(
                f"there is no field {name!r}; there are {', '.join(named)}"
            )
        return self._fields[name]

    def field_id(self, name: str) -> str:
        """The id of the field of this name."""
        return self.field(name).id

    def value(self, name: str, given: object) -> Wire:
        """A value for the field of this name; ValueError if it is of no such kind."""
        return _value(self.field(name), given)

    def values(self, given: Mapping[str, object]) -> list[Wire]:
        """Values as operations take them."""
        return [
            {"id": self.field_id(name), "value": self.value(name, value)}
            for name, value in given.items()
        ]

    def option(self, name: str, label: object) -> str:
        """The value of an option of this field."""
        return _option(self.field(name), label)


def _value(field: Field, given: object) -> Wire:
    match field.type, given:
        case _, None:
            return {"emptyValue": {}}
        case "SingleSelect", str():
            return {"stringValue": _option(field, given)}
        case "Boolean", bool():
            return {"booleanValue": given}
        case "Number", (int() | float()) if not isinstance(given, bool):
            return {"doubleValue": float(given)}
        case "User", str():
            return {"userArnValue": given}
        case "DateTime", datetime():
            if given.tzinfo is None:
                raise ValueError(f"field {field.name!r}: {given} has no zone")
            return {"stringValue": iso(given)}
        case "DateTime", date():
            return {"stringValue": given.isoformat()}
        case (("Text" | "Url" | "DateTime"), str()):
            return {"stringValue": given}
        case _:
            raise ValueError(
                f"field {field.name!r}: {given!r} is no value of a {field.type} field"
            )


def _option(field: Field, label: object) -> str:
    by_label: dict[Any, str] = {
        option.name: option.value for option in field.options.values()
    }
    if label in by_label:
        return by_label[label]
    if isinstance(label, str) and label in field.options:
        return label
    raise ValueError(
        f"field {field.name!r} has no option {label!r}; it has {', '.join(by_label)}"
    )
