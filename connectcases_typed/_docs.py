"""What `help()` shows of attributes: the strings below them, read when it asks.

Editors and Sphinx find the string below an attribute in the source. Python does not
keep it. So a class here has an object for its `__doc__` that reads the source the first
time the docstring is asked for, and adds an `Attributes:` section.
"""

import sys
from collections.abc import Iterator, Mapping
from inspect import cleandoc
from linecache import getlines
from typing import Any, TypeVar

T = TypeVar("T")


def documented(cls: type[T]) -> type[T]:
    """Let `help()` show what the strings below the attributes of a class say."""
    if cls.__doc__ is not None:  # as it is with -OO
        # `setattr`, because a docstring is a string to type checkers.
        setattr(cls, "__doc__", _Docstring(cls.__doc__))  # noqa: B010 - typed so
    return cls


def attribute_docs(cls: type) -> dict[str, str]:
    """The strings below the attributes of a class, by name; inherited ones first."""
    found: dict[str, str] = {}
    for base in reversed(cls.__mro__):
        if base.__module__.partition(".")[0] == __package__:
            found |= dict(_below_attributes(_source(base.__module__), base.__name__))
    return found


class _Docstring:
    """The `__doc__` of a class. Python asks it for the text, as any descriptor."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._whole: str | None = None

    def __get__(self, instance: object, owner: type) -> str:
        if self._whole is None:
            self._whole = _whole(cleandoc(self._text), _shown(owner))
        return self._whole


def _shown(cls: type) -> Mapping[str, str]:
    """The public attributes of a class and their strings, in the order of the class."""
    docs = attribute_docs(cls)
    # Of an attrs class, only what its instances hold.
    fields: Any = getattr(cls, "__attrs_attrs__", ())
    names = [field.name for field in fields if not field.name.startswith("_")]
    return {name: docs[name] for name in names or docs if name in docs}


def _whole(text: str, attributes: Mapping[str, str]) -> str:
    """A docstring with a list of attributes, above what is raised."""
    if not attributes:
        return text
    entries = [
        f"    {name}: {_lowered(doc)}".replace("\n", "\n        ")
        for name, doc in attributes.items()
    ]
    listed = "\n".join(["Attributes:", *entries])
    about, raises, errors = text.partition("\n\nRaises")
    return f"{about}\n\n{listed}{raises}{errors}"


def _lowered(text: str) -> str:
    """A sentence as it goes on after a colon; names in capitals stay."""
    is_word = text[1:2].islower() or text[1:2] == " "
    return text[:1].lower() + text[1:] if is_word else text


def _source(module: str) -> list[str]:
    """The lines of a module; none where only its compiled form is there."""
    names = vars(sys.modules[module])
    return getlines(str(names.get("__file__", "")), names)


def _below_attributes(source: list[str], cls: str) -> Iterator[tuple[str, str]]:
    """Each attribute of a class with the string below it.

    It goes by the layout that the formatter gives the source: to parse a module takes
    twenty times as long, and the first call of an operation would wait for it.
    """
    lines = iter(source)
    for line in lines:
        if line.startswith((f"class {cls}:", f"class {cls}(")):
            break
    attribute = ""
    for line in lines:
        if line[:1].strip(" )#\n"):  # the class is over
            return
        name, colon, _ = line.removeprefix("    ").partition(":")
        if colon and line.startswith("    ") and name.isidentifier():
            attribute = name
        elif line.startswith('    """'):
            doc = line.strip()
            while doc == '"""' or not doc.endswith('"""'):
                doc += f"\n{next(lines).rstrip()}"
            if attribute:
                yield attribute, cleandoc(doc.strip('"'))
            attribute = ""
