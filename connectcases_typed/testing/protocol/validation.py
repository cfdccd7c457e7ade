"""Checking parameters: every constraint of botocore's model, on this side.

botocore clients leave maxima, patterns and enums to the service, and clients in
other languages check less, so the service has to check all of it.

Only what the model states is checked here; rules about state (does the field exist,
does the value fit it) are in the modules of the operations.
"""

import math
import re
from functools import cache
from typing import Any

from .errors import ValidationException, refuse_all
from .model import operation_model
from .strangers import strangers
from .wire import Wire


def validated(operation: str, params: Wire) -> Wire:
    """Return the parameters, or raise one error that names every violation.

    An absent member and a null one are the same. Members the model does not have are
    dropped. The service does the same with both. What the model has and this library
    does not is refused too: see `strangers`.
    """
    reader = _Reader()
    try:
        read = reader.structure(operation_model(operation).input_shape, params, "")
    except RecursionError:
        raise ValidationException("The request is nested too deeply.") from None
    refuse_all(reader.problems)
    refuse_all(strangers(operation, read))
    return read


def constraint_problems(operation: str, member: str, value: Any) -> list[str]:
    """The violations of a value for one member of an operation's input."""
    shape = operation_model(operation).input_shape.members[member]
    reader = _Reader()
    reader.read(shape, value, member)
    return reader.problems


def shape_problems(shape: Any, value: Any, path: str) -> list[str]:
    """What keeps a value from being one of a shape, an unknown member included."""
    reader = _Reader()
    read = reader.read(shape, value, path)
    if not reader.problems and read != value:
        reader.refuse(path, "has members that the service does not know")
    return reader.problems


# Half of a pair in UTF-16, which is no character by itself.
SURROGATE = re.compile("[\ud800-\udfff]")


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    # The service's patterns are Java's, where \s and \S mean ASCII.
    return re.compile(pattern, re.ASCII)


class _Reader:
    """Walks a value along its shape, collecting problems under their wire paths."""

    def __init__(self) -> None:
        self.problems: list[str] = []

    def read(self, shape: Any, value: Any, path: str) -> Any:
        match shape.type_name:
            case "structure":
                return self.structure(shape, value, path)
            case "list":
                return self.sequence(shape, value, path)
            case "map":
                return self.mapping(shape, value, path)
            case "string":
                return self.string(shape, value, path)
            case "boolean":
                return self.boolean(value, path)
            case "integer" | "long":
                return self.integer(shape, value, path)
            case "float" | "double":
                return self.double(value, path)
            case other:
                # No request of this service has any other type; a newer model that
                # does must not slip through unchecked.
                raise NotImplementedError(f"{path}: cannot check a {other}")

    def refuse(self, path: str, problem: str) -> None:
        self.problems.append(f"{path}: {problem}" if path else problem)

    def is_a(self, kind: type, value: Any, said: str, path: str) -> bool:
        if not isinstance(value, kind):
            self.refuse(path, f"not {said}")
        return isinstance(value, kind)

    def structure(self, shape: Any, value: Any, path: str) -> Wire:
        if not self.is_a(dict, value, "an object", path):
            return {}
        read: Wire = {}
        for name, member in shape.members.items():
            given = value.get(name)
            if given is not None:
                read[name] = self.read(member, given, _below(path, name))
            elif name in shape.required_members:
                self.refuse(_below(path, name), "required")
        if shape.is_tagged_union and len(read) != 1:
            arms = ", ".join(shape.members)
            self.refuse(path, f"{len(read)} members set, exactly one of: {arms}")
        return read

    def sequence(self, shape: Any, value: Any, path: str) -> list[Any]:
        if not self.is_a(list, value, "a list", path):
            return []
        self.within(shape, len(value), "elements", path)
        read: list[Any] = []
        for index, element in enumerate(value):
            below = f"{path}[{index}]"
            if element is None:
                self.refuse(below, "null element")
            else:
                read.append(self.read(shape.member, element, below))
        return read

    def mapping(self, shape: Any, value: Any, path: str) -> Wire:
        if not self.is_a(dict, value, "an object", path):
            return {}
        self.within(shape, len(value), "entries", path)
        read: Wire = {}
        for number, (key, entry) in enumerate(value.items()):
            # Entries are named by number: a key may be as private as a value.
            self.string(shape.key, key, f"{path}.key[{number}]")
            if entry is not None:
                below = f"{path}.value[{number}]"
                read[key] = self.read(shape.value, entry, below)
            elif not shape.metadata.get("sparse"):
                self.refuse(f"{path}.value[{number}]", "null value")
        return read

    def string(self, shape: Any, value: Any, path: str) -> str:
        if not self.is_a(str, value, "a string", path):
            return ""
        if not value.isascii() and SURROGATE.search(value):
            self.refuse(path, "not valid Unicode: a surrogate stands alone")
        self.within(shape, len(value), "characters", path)
        pattern = shape.metadata.get("pattern")
        if pattern and not _pattern(pattern).fullmatch(value):
            self.refuse(path, f"does not match {pattern}")
        if shape.enum and value not in shape.enum:
            self.refuse(path, f"not one of: {', '.join(shape.enum)}")
        return str(value)

    def boolean(self, value: Any, path: str) -> bool:
        return self.is_a(bool, value, "a boolean", path) and bool(value)

    def integer(self, shape: Any, value: Any, path: str) -> int:
        # In Python a bool is an int; in JSON it is not.
        if isinstance(value, bool) or not isinstance(value, int):
            self.refuse(path, "not a whole number")
            return 0
        self.within(shape, value, "", path)
        return value

    def double(self, value: Any, path: str) -> float:
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            self.refuse(path, "not a number")
            return 0.0
        try:
            number = float(value)
        except OverflowError:
            number = math.inf
        if not math.isfinite(number):
            self.refuse(path, "not a finite number")
        return number

    def within(self, shape: Any, size: int, unit: str, path: str) -> None:
        """Check a length, count or number against the shape's own bounds."""
        bounds = shape.metadata
        least, most = bounds.get("min", size), bounds.get("max", size)
        if not least <= size <= most:
            said = f"{size} {unit}".rstrip()
            bound = f"at least {least}" if size < least else f"at most {most}"
            self.refuse(path, f"{said}, {bound}")


def _below(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
