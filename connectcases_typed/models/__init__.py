"""The shapes of the service, one module for each of its nouns.

A module is imported when one of its names is first used: there are two hundred
classes, an application uses a handful, and a cold start would pay for all of them.
"""

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

from .._collector import paused

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


def __getattr__(noun: str) -> ModuleType:
    if noun not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {noun!r}")
    with paused():
        return import_module(f".{noun}", __name__)
