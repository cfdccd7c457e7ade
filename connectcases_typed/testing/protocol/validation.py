"""Reading a request: every constraint of botocore's model, checked on this side.

botocore clients leave maxima, patterns and enums to the service, and clients in
other languages check less, so the service has to check all of it. This replaces
moto's own parameter parsing, which coerces (`"5"` becomes 5), fails on what it
does not expect, and lets a body member override the same name in the path.

Only what the model states is checked here; rules about state (does the field exist,
does the value fit it) live with the nouns.
"""

import json
import math
import re
from functools import cache
from typing import Any, cast

from moto.core.request import Request
from moto.core.utils import get_service_model

from .errors import ValidationException, refuse_all
from .wire import Wire


def read_request(operation: Any, request: Request, body: bytes, labels: Wire) -> Wire:
    """Answer the request's parameters by member name, or refuse them all at once.

    Absent and null are the same thing, and members the model does not have are
    dropped, as the service does with both.
    """
    shape = operation.input_shape
    reader = _Reader()
    try:
        given = _located(shape, request, _json_object(body), labels)
        params: Wire = reader.structure(shape, given, "")
    except RecursionError:
        raise ValidationException("The request is nested too deeply.") from None
    refuse_all(reader.problems)
    return params


def constraint_problems(operation: str, member: str, value: Any) -> list[str]:
    """What a value breaks of the rules the model has for a member of an input."""
    model: Any = get_service_model("connectcases")
    shape = model.operation_model(operation).input_shape.members[member]
    reader = _Reader()
    reader.read(shape, value, member)
    return reader.problems


def _json_object(body: bytes) -> Wire:
    if not body.strip():
        return {}
    try:
        parsed = json.loads(body, parse_constant=_refuse_constant)
    except ValueError as error:
        # The real service has a SerializationException for this, which its model
        # does not declare; the declared error is the one clients are written for.
        raise ValidationException("The body is not valid JSON.") from error
    if parsed is None:
        return {}
    if not isinstance(parsed, dict):
        raise ValidationException("The body is not a JSON object.")
    return cast("Wire", parsed)


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _located(shape: Any, request: Request, body: Wire, labels: Wire) -> Wire:
    """Gather the members from path, query string and body, each from its own place."""
    given: Wire = {}
    for name, member in shape.members.items():
        key = member.serialization.get("name", name)
        match member.serialization.get("location"):
            case "uri":
                given[name] = labels.get(key)
            case "querystring":
                given[name] = _from_query(member, request.args.getlist(key))
            case _:
                given[name] = body.get(key)
    return given


def _from_query(shape: Any, texts: list[str]) -> Any:
    if not texts:
        return None
    if shape.type_name == "list":
        return texts
    if shape.type_name == "integer" and re.fullmatch(r"-?[0-9]{1,18}", texts[0]):
        return int(texts[0])
    return texts[0]


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
            below = f"{path}.{name}" if path else name
            if value.get(name) is not None:
                read[name] = self.read(member, value[name], below)
            elif name in shape.required_members:
                self.refuse(below, "required")
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
        if any("\ud800" <= character <= "\udfff" for character in value):
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
        said = f"{size} {unit}".rstrip()
        if size < shape.metadata.get("min", size):
            self.refuse(path, f"{said}, at least {shape.metadata['min']}")
        if size > shape.metadata.get("max", size):
            self.refuse(path, f"{said}, at most {shape.metadata['max']}")
