"""Tables for notebooks: pages of results show as one by themselves, see `Table`."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from html import escape
from itertools import islice
from typing import Any

import attrs

from ._docs import documented
from .shapes import UnknownMember, cut, facts_of, is_list, is_map, is_shape

__all__ = ["Table"]


@documented
class Table:
    """What was found as a table, in a notebook.

    `Table(cases.search_cases(...))` takes anything that is iterated for cases, related
    items, audit events or other shapes, and fetches no more than it shows. A page shows
    as a table by itself. Each field of a case is a column. What is sensitive is hidden,
    and long texts are cut, as they are in `repr`.

    Args:
        items: what to show, in order.
        rows: how many of them at most.
    """

    rows: tuple[object, ...]
    """What is shown."""

    def __init__(self, items: Iterable[object], *, rows: int = 100) -> None:
        found = tuple(islice(items, rows + 1))
        self._is_cut = len(found) > rows
        self.rows = found[:rows]

    def html(self) -> str:
        """The table as HTML, with everything escaped."""
        cells = [dict(_cells(row)) for row in self.rows]
        columns = list(dict.fromkeys(name for row in cells for name in row))
        head = "".join(f"<th>{escape(name)}</th>" for name in columns)
        body = "".join(
            "<tr>"
            + "".join(f"<td>{escape(row.get(name, ''))}</td>" for name in columns)
            + "</tr>"
            for row in cells
        )
        more = "<p>There are more.</p>" if self._is_cut else ""
        return (
            f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"
        )

    def _repr_html_(self) -> str:
        return self.html()

    def __repr__(self) -> str:
        lines = [repr(row) for row in self.rows] + ["..."] * self._is_cut
        return "\n".join(["<Table>", *lines])


# Of what was found, no type is known.
def page_table(page: Any) -> Table:
    """The items of a page as a table."""
    held = (value for _, value, _ in _held(page) if is_list(value))
    return Table(next(held, ()))


def _cells(row: Any) -> Iterator[tuple[str, str]]:
    """The cells of a row by column: those that hold anything."""
    if not _is_shape(row):
        yield "", _text(row)
        return
    for name, value, is_sensitive in _held(row):
        if is_list(value) and value and all(map(_is_field_value, value)):
            for field in value:
                yield field.id, _text(field.value)
        else:
            yield name, "<sensitive>" if is_sensitive else _text(value)


def _held(shape: Any) -> Iterator[tuple[str, Any, bool]]:
    """Name, value and sensitivity of each public attribute that holds something."""
    fields: Iterable[attrs.Attribute[Any]] = shape.__attrs_attrs__
    for attribute in fields:
        value = getattr(shape, attribute.name)
        if attribute.repr and not attribute.name.startswith("_") and value is not None:
            yield attribute.name, value, facts_of(attribute).sensitive


def _is_shape(value: object) -> bool:
    return is_shape(type(value))


def _is_field_value(value: object) -> bool:
    names = [field.name for field in getattr(type(value), "__attrs_attrs__", ())]
    return names == ["id", "value"]


def _text(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, str):
        return cut(value)
    if is_map(value):
        return ", ".join(f"{key}: {_text(it)}" for key, it in value.items())
    if is_list(value):
        return "; ".join(map(_text, value))
    if isinstance(value, UnknownMember) or not _is_shape(value):
        return repr(value)
    parts = [
        (name, "<sensitive>" if is_sensitive else _text(it))
        for name, it, is_sensitive in _held(value)
    ]
    if len(parts) == 1:
        return parts[0][1]
    return ", ".join(f"{name}: {text}" for name, text in parts)
