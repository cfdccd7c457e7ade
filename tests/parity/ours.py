"""Every request, class and enum of this library that stands for a part of the
service.
"""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages
from types import ModuleType
from typing import Any

import attrs

from connectcases_typed import models
from connectcases_typed.operations import PagedRequest, Request
from connectcases_typed.shapes import OpenEnum

# Which answer a request has is of no interest here, hence `Any`.
AnyRequest = type[Request[Any]]


def all_modules() -> tuple[ModuleType, ...]:
    """Every module of the models, imported."""
    found = walk_packages(models.__path__, f"{models.__name__}.")
    return tuple(import_module(module.name) for module in found)


def all_classes() -> frozenset[type]:
    """Every public class of the models that stands for a shape, or an enum."""
    return frozenset(
        item
        for module in all_modules()
        for name, item in vars(module).items()
        if isinstance(item, type) and item.__module__ == module.__name__
        if attrs.has(item) or issubclass(item, OpenEnum)
        if not name.startswith("_")
    )


def all_requests() -> dict[str, AnyRequest]:
    """Every request of this library, by the name of its operation."""

    def below(cls: AnyRequest) -> Iterator[AnyRequest]:
        for child in cls.__subclasses__():
            yield from below(child)
            # Other folders' tests may define requests of their own.
            if child is not PagedRequest and child.__module__.startswith(
                models.__name__
            ):
                yield child

    all_modules()
    return {request.operation: request for request in below(Request)}
