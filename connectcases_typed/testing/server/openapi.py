"""The steering endpoints described in OpenAPI, made from the endpoints themselves."""

from datetime import datetime
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import attrs

from ..protocol.wire import Wire
from .steering import ENDPOINTS, Endpoint

_TYPES: dict[object, Wire] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    dict: {"type": "object"},
    datetime: {"type": "string", "format": "date-time"},
    NoneType: {"type": "null"},
}


def description(version: str) -> Wire:
    """The whole document."""
    paths: dict[str, Wire] = {}
    for endpoint in ENDPOINTS:
        path = f"/_cases/{endpoint.path}"
        paths.setdefault(path, {})[endpoint.verb.lower()] = _operation(endpoint)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Steering of an embedded Amazon Connect Cases",
            "version": version,
        },
        "paths": paths,
    }


def _operation(endpoint: Endpoint) -> Wire:
    described: Wire = {
        "operationId": endpoint.run.__name__,
        "summary": endpoint.summary,
        "responses": {
            "200": {
                "description": "Done.",
                "content": {"application/json": {"schema": {"type": "object"}}},
            },
            "400": {
                "description": "What is wrong with the request.",
                "content": {
                    "application/json": {
                        "schema": {
                            "type": "object",
                            "properties": {"message": {"type": "string"}},
                        }
                    }
                },
            },
        },
    }
    if endpoint.body is not None:
        schema = schema_of(endpoint.body)
        content_type = "text/plain" if endpoint.body is str else "application/json"
        described["requestBody"] = {"content": {content_type: {"schema": schema}}}
    if endpoint.after:
        described["parameters"] = [
            {
                "name": "after",
                "in": "query",
                "schema": {"type": "integer", "default": 0},
            }
        ]
    return described


def schema_of(kind: Any) -> Wire:
    """The JSON schema of a type that a body may have."""
    if kind in _TYPES:
        return _TYPES[kind]
    if attrs.has(kind):
        return _object(kind)
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Literal:
        return {"enum": list(arguments)}
    if origin in (Union, UnionType):
        return {"anyOf": [schema_of(argument) for argument in arguments]}
    if origin is dict:
        return {"type": "object", "additionalProperties": schema_of(arguments[1])}
    raise TypeError(f"{kind} has no schema")


def _object(cls: Any) -> Wire:
    hints = get_type_hints(cls)
    fields = attrs.fields(cls)
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {field.name: schema_of(hints[field.name]) for field in fields},
    }
