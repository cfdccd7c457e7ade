"""The shapes of the service, one module for each of its nouns.

A module is imported when something in it is first asked for: there are two hundred
classes, an application uses a handful, and a cold start would pay for all of them.
"""

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from . import (
        audit,
        batches,
        case_rules,
        case_searches,
        cases,
        conditions,
        domains,
        events,
        fields,
        filters,
        layouts,
        merges,
        related_item_searches,
        related_items,
        tags,
        templates,
        values,
    )

#: In the order `find` looks: what applications mostly ask for comes first.
__all__ = [
    "audit",
    "batches",
    "case_rules",
    "case_searches",
    "cases",
    "conditions",
    "domains",
    "events",
    "fields",
    "filters",
    "layouts",
    "merges",
    "related_item_searches",
    "related_items",
    "tags",
    "templates",
    "values",
]


def __getattr__(noun: str) -> ModuleType:
    if noun not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {noun!r}")
    return import_module(f".{noun}", __name__)


def find(name: str) -> object:
    """The shape of a name, from the first noun that has it."""
    for noun in __all__:
        if hasattr(module := __getattr__(noun), name):
            return getattr(module, name)
    raise AttributeError(f"no noun of {__name__!r} has {name!r}")
