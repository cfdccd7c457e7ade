"""Suggestions for error messages: what to write instead of a common mistake.

Each function returns the end of a message, such as `; field_values({...}) makes one`,
or an empty string.
"""

import sys
import typing
from datetime import datetime
from types import UnionType
from typing import get_origin

from ..shapes import is_map, tag_of
from .kinds import Kind, Structure, Union, kind_of

#: The function that makes a list of these classes from plain values.
_MAKERS = {
    "FieldValue": "field_values({field_id: value})",
    "FieldValueInput": "field_value_inputs({field_id: value})",
    "FieldIdentifier": "field_identifiers(field_id, ...)",
}


def of_list(element: Kind, given: object) -> str:
    """The suggestion for something that should be a list."""
    if isinstance(element, Structure) and element.cls.__name__ in _MAKERS:
        return f"; {_MAKERS[element.cls.__name__]} makes one"
    if isinstance(element, Union) and type(given) in element.arms:
        return "; a list of one is written [...]"
    return ""


def of_structure(cls: type, given: object) -> str:
    """The suggestion for something that should be of a class."""
    if is_map(given):
        return f"; from_botocore(data, {cls.__name__}) reads a dict as boto3 has it"
    if maker := _MAKERS.get(cls.__name__):
        return f"; {maker} makes them"
    return ""


def _alias_of(union: Union) -> str:
    """The public name of a union; the modules of its classes are searched for it."""
    names = (
        name
        for arm in union.arms
        for name, form in vars(sys.modules[arm.__module__]).items()
        if not name.startswith("_")
        and get_origin(form) in (typing.Union, UnionType)
        and kind_of(form) == union
    )
    return next(names, "its class")


def of_union(union: Union, given: object) -> str:
    """The suggestion for something that should be of one of several classes."""
    tags = {tag_of(arm): arm.__name__ for arm in union.arms}
    if is_map(given):
        one, *_ = given.keys() & tags or [""]
        cls = tags.get(one) or _alias_of(union)
        return f"; from_botocore(data, {cls}) reads a dict as boto3 has it"
    match given:
        case datetime() if "stringValue" in tags:
            return "; a time is StringValue of ISO 8601 text with its zone"
        case str():
            tag = "stringValue"
        case bool():
            tag = "booleanValue"
        case int() | float():
            tag = "doubleValue"
        case _:
            return ""
    if tag not in tags:
        return ""
    return f"; write {tags[tag]}(...), or where(field_id) == value for a condition"
