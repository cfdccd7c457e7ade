"""The service model, as botocore ships it and moto loads it.

Its classes are botocore's and untyped, so they are `Any` here.
"""

from functools import cache
from typing import Any

from moto.core.utils import get_service_model

SERVICE = "connectcases"


def service_model() -> Any:
    """The model of Amazon Connect Cases; moto loads it once per process."""
    return get_service_model(SERVICE)


def operation_model(operation: str) -> Any:
    """The model of one operation, with its input and output shapes."""
    return service_model().operation_model(operation)


def shape_of(name: str) -> Any:
    """A shape of the model by its name."""
    return _shape(service_model(), name)


@cache
def _shape(model: Any, name: str) -> Any:
    # botocore makes a new one each time, which would have to find its members anew.
    return model.shape_for(name)


def check_operation(operation: str) -> None:
    """Raise ValueError for a name that is no operation of the service."""
    if operation not in service_model().operation_names:
        raise ValueError(f"Amazon Connect Cases has no operation {operation!r}")
