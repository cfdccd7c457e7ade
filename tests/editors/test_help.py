"""What `help()` shows: what attributes are, and parameters in a useful order."""

import ast
import inspect
import linecache
import pydoc
from collections.abc import Iterator
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Any

import attrs
import pytest

import connectcases_typed
from connectcases_typed import CommentContent, events, flows, records
from connectcases_typed._docs import attribute_docs
from connectcases_typed.models import related_items
from connectcases_typed.shapes import is_shape

PACKAGE = Path(connectcases_typed.__file__).parent


def _classes() -> Iterator[type]:
    """Every public class, and those they inherit attributes from."""
    for home in (connectcases_typed, events, flows, records):
        for name in home.__all__:
            value = getattr(home, name)
            if isinstance(value, type):
                yield from (
                    base
                    for base in value.__mro__
                    if base.__module__.startswith(connectcases_typed.__name__)
                )


CLASSES = sorted(set(_classes()), key=lambda cls: (cls.__module__, cls.__qualname__))


def _parsed(cls: type) -> ast.ClassDef:
    module = ast.parse(inspect.getsource(import_module(cls.__module__)))
    (found,) = (
        node
        for node in module.body
        if isinstance(node, ast.ClassDef) and node.name == cls.__name__
    )
    return found


def _strings(cls: type) -> dict[str, str]:
    """The strings below attributes, by Python's own parser."""
    body = _parsed(cls).body
    return {
        above.target.id: inspect.cleandoc(below.value.value)
        for above, below in pairwise(body)
        if isinstance(above, ast.AnnAssign) and isinstance(above.target, ast.Name)
        if isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant)
        if isinstance(below.value.value, str)
    }


def _public(cls: type) -> list[str]:
    fields: Any = getattr(cls, "__attrs_attrs__", ())
    return [field.name for field in fields if not field.name.startswith("_")]


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
class TestAttributes:
    def test_an_attribute_is_described_below_itself(self, cls: type) -> None:
        """Each public attribute has a string below it, where editors look for one."""
        assert set(_public(cls)) <= attribute_docs(cls).keys()

    def test_a_docstring_does_not_list_attributes_again(self, cls: type) -> None:
        """In the source, what an attribute is stands in one place."""
        assert "Attributes:" not in (ast.get_docstring(_parsed(cls)) or "")

    def test_the_strings_are_those_in_the_source(self, cls: type) -> None:
        """What is read line by line is what Python's parser finds."""
        expected: dict[str, str] = {}
        for base in reversed(cls.__mro__):
            if base.__module__.startswith(connectcases_typed.__name__):
                expected |= _strings(base)
        assert attribute_docs(cls) == expected

    def test_help_lists_the_attributes(self, cls: type) -> None:
        """The docstring lists each public attribute, in the order of the class."""
        about, _, listed = (inspect.getdoc(cls) or "").partition("\n\nAttributes:\n")
        assert about
        entries = listed.partition("\n\n")[0].splitlines()
        names = [it.split(":")[0].strip() for it in entries if it[4:5] != " "]
        assert names == (_public(cls) or list(attribute_docs(cls)))


def test_help_begins_with_what_matters() -> None:
    """Above all that Python and attrs add are constructor, summary and attributes."""
    shown = pydoc.plain(pydoc.render_doc(CommentContent))
    above = shown.partition("Methods defined here")[0]
    assert "CommentContent(" in above
    assert "body: str" in above
    assert inspect.getdoc(CommentContent) == (
        "A comment.\n\n"
        "Attributes:\n"
        "    body: the text, 1 to 15,000 characters.\n"
        "    content_type: the text's format; plain text is the only one."
    )
    assert "1 to 15,000 characters" in above


def test_without_source_the_docstring_is_what_was_compiled(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where only compiled files are, a docstring lacks its list and nothing fails."""
    monkeypatch.setattr(related_items, "__file__", "related_items.pyc")
    linecache.clearcache()
    assert attribute_docs(CommentContent) == {}


def test_what_has_to_be_given_comes_first() -> None:
    """Of every shape, and so of every operation, required parameters come first, then
    optional ones, and the token that begins or resumes something last.
    """
    for cls in filter(is_shape, CLASSES):
        fields: Any = getattr(cls, "__attrs_attrs__", ())
        taken = [field for field in fields if field.init]
        required = [field.default is attrs.NOTHING for field in taken]
        assert required == sorted(required, reverse=True), cls
        tokens = [field.name in {"next_token", "client_token"} for field in taken]
        assert tokens == sorted(tokens), cls
