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


#: Where `find` looks first: what applications mostly ask for, and what that imports.
_FIRST = (
    "values",
    "related_items",
    "audit",
    "filters",
    "fields",
    "cases",
    "case_searches",
    "related_item_searches",
)


def __getattr__(noun: str) -> ModuleType:
    if noun not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {noun!r}")
    return import_module(f".{noun}", __name__)


def find(name: str) -> object:
    """The shape of a name; other nouns are imported only as far as it takes."""
    for noun in dict.fromkeys((*_FIRST, *__all__)):
        if hasattr(module := __getattr__(noun), name):
            return getattr(module, name)
    raise AttributeError(f"no noun of {__name__!r} has {name!r}")
