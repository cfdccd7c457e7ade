"""Collecting an operation's parameters from an HTTP request.

This replaces moto's own parameter parsing, which coerces (`"5"` becomes 5), fails on
input it does not expect, and lets a body member override the same name in the path.
The parameters are returned as they came; `validation` checks them.
"""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, cast

from .errors import ValidationException
from .model import operation_model
from .wire import Wire


def collect_parameters(
    operation: str,
    *,
    labels: Mapping[str, str],
    query: Callable[[str], list[str]],
    body: bytes,
) -> Wire:
    """Return the parameters by member name, each from the place the model gives it.

    `labels` are the parts of the path the model names, and `query` returns all values
    of a name in the query string. Members that did not arrive are None.
    """
    members = _json_object(body)
    parameters: Wire = {}
    for name, member in operation_model(operation).input_shape.members.items():
        key = member.serialization.get("name", name)
        match member.serialization.get("location"):
            case "uri":
                parameters[name] = labels.get(key)
            case "querystring":
                parameters[name] = _from_query(member, query(key))
            case _:
                parameters[name] = members.get(key)
    return parameters


def _json_object(body: bytes) -> Wire:
    if not body.strip():
        return {}
    try:
        parsed = json.loads(body, parse_constant=_refuse_constant)
    except ValueError as error:
        # The real service has a SerializationException for this, which its model
        # does not declare; the declared error is the one clients are written for.
        raise ValidationException("The body is not valid JSON.") from error
    except RecursionError:
        raise ValidationException("The request is nested too deeply.") from None
    if parsed is None:
        return {}
    if not isinstance(parsed, dict):
        raise ValidationException("The body is not a JSON object.")
    return cast("Wire", parsed)


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _from_query(shape: Any, texts: list[str]) -> Any:
    if not texts:
        return None
    if shape.type_name == "list":
        return texts
    if shape.type_name == "integer" and re.fullmatch(r"-?[0-9]{1,18}", texts[0]):
        return int(texts[0])
    return texts[0]
