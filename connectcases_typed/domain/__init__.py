"""A user's own domain: its fields, records, conditions and setup by name; ARNs. No I/O.

A module is imported when something in it is first asked for, as in `models`.
"""

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from . import applying, loading, merges, once, setup_reading

__all__ = ["applying", "loading", "merges", "once", "setup_reading"]


def __getattr__(name: str) -> ModuleType:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return import_module(f".{name}", __name__)
