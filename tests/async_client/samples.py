"""Requests and answers of every operation, made from botocore's model alone."""

from typing import Any

from botocore.model import (
    ListShape,
    MapShape,
    OperationModel,
    ServiceModel,
    Shape,
    StringShape,
    StructureShape,
)
from botocore.session import get_session

import connectcases_typed
from connectcases_typed import from_botocore
from connectcases_typed.operations import Request

SERVICE: ServiceModel = get_session().get_service_model("connectcases")
OPERATIONS = list(SERVICE.operation_names)


# Requests of all operations: they have no static type in common but `Any`.
def request(operation: str) -> Request[Any]:
    """A request to an operation, with what it needs."""
    shape = _model(operation).input_shape
    assert shape is not None
    cls: type[Request[Any]] = getattr(connectcases_typed, f"{operation}Request")
    return from_botocore(_sample(shape), cls)


def answer(operation: str) -> object:
    """An answer to it, as JSON, with what it must have."""
    shape = _model(operation).output_shape
    return {} if shape is None else _sample(shape)


def _model(operation: str) -> OperationModel:
    return SERVICE.operation_model(operation)


def _sample(shape: Shape) -> Any:
    match shape:
        case StructureShape(is_tagged_union=True):
            name, member = next(iter(shape.members.items()))
            return {name: _sample(member)}
        case StructureShape():
            needed = {
                *shape.required_members,
                # botocore makes one up where there is none.
                *(name for name, it in shape.members.items() if _is_token(it)),
            }
            return {name: _sample(shape.members[name]) for name in sorted(needed)}
        case ListShape():
            return [_sample(shape.member)]
        case MapShape():
            return {"key": _sample(shape.value)}
        case StringShape():
            return shape.enum[0] if shape.enum else "x"
        case _:
            return {
                "timestamp": "2026-03-04T05:06:07Z",
                "boolean": True,
                "integer": 1,
                "long": 1,
                "double": 1.5,
            }[shape.type_name]


def _is_token(shape: Shape) -> bool:
    return bool(shape.metadata.get("idempotencyToken"))
