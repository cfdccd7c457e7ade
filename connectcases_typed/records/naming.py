"""Python names and literals made from people's names, always the same ones.

A name is lower or upper case words joined by `_`, or capitalised words. Whatever is no
letter or digit separates words; letters of any script stay. Names are cut where a line
of the module could not be formatted otherwise, and numbered where two would be equal.
"""

import builtins
import keyword
import re
import unicodedata
from collections.abc import Collection, Iterable

LINE = 88
#: `    attribute: Mapped[Options | None] = field(` fits into a line of 88.
ATTRIBUTE = 34
CLASS = 24

#: Names that a class body of the module uses, and an attribute would hide.
_USED = frozenset({"field", "datetime", "str", "float", "bool"})


def snake(text: str) -> str:
    """`Date/Time Opened` as an attribute: `date_time_opened`."""
    return _safe(_cut("_".join(_words(text)).lower(), ATTRIBUTE), "field_")


def upper(text: str) -> str:
    """`In progress` as a member of an enum: `IN_PROGRESS`."""
    return _safe(_cut("_".join(_words(text)).upper(), ATTRIBUTE), "OPTION_")


def camel(text: str) -> str:
    """`Date/Time Opened` as a class: `DateTimeOpened`."""
    words = (word[0].upper() + word[1:] for word in _words(text))
    return _safe(_cut("".join(words), CLASS), "Field")


def width(text: str) -> int:
    """How many columns a text takes, by which the formatter breaks lines."""
    return sum(
        0
        if unicodedata.combining(char)
        else 2
        if unicodedata.east_asian_width(char) in "WF"
        else 1
        for char in text
    )


def _cut(name: str, columns: int) -> str:
    while width(name) > columns:
        name = name[:-1]
    return name.strip("_")


def _words(text: str) -> list[str]:
    # Python reads identifiers in this form, whatever form they are written in.
    parts = re.findall(r"\w+", unicodedata.normalize("NFKC", text))
    return [word for part in parts for word in part.split("_") if word]


def _safe(name: str, prefix: str) -> str:
    """A name that Python accepts, and that hides nothing the module uses."""
    if not name.isidentifier():
        # The name is empty, or begins with a digit or a mark that may not come first.
        kept = "".join(char for char in name if ("x" + char).isidentifier())
        name = (prefix + kept).rstrip("_")
    hides = keyword.iskeyword(name) or name in _USED or hasattr(builtins, name)
    return f"{name}_" if hides else name


def unique(name: str, taken: Collection[str]) -> str:
    """The name, or where it is taken, the first of `name_2`, `name_3` that is not."""
    number = 2
    found = name
    while found in taken:
        end = f"_{number}"
        found = _cut(name, ATTRIBUTE - len(end)) + end
        number += 1
    return found


def literal(text: str) -> str:
    """A string as the formatter writes it: in double quotes, unless single ones need
    fewer escapes.
    """
    quote = "'" if text.count('"') > text.count("'") else '"'
    return f"{quote}{_escaped(text, quote)}{quote}"


def prose(text: str) -> str:
    """Text within a docstring."""
    return _escaped(text, '"')


def _escaped(text: str, quote: str) -> str:
    return "".join(
        f"\\{char}"
        if char in (quote, "\\")
        else char
        if char.isprintable()
        else repr(char)[1:-1]
        for char in text
    )


def call(head: str, arguments: Iterable[str]) -> list[str]:
    """A line that ends in a call, broken as the formatter breaks it."""
    given = list(arguments)
    one = f"{head}({', '.join(given)})"
    if width(one) <= LINE:
        return [one]
    inner = f"        {', '.join(given)}"
    if width(inner) <= LINE or len(given) == 1:
        return [f"{head}(", inner, "    )"]
    return [f"{head}(", *(f"        {it}," for it in given), "    )"]


def assignment(name: str, value: str) -> list[str]:
    """A member of an enum, in parentheses where they make it fit."""
    one = f"    {name} = {value}"
    inner = f"        {value}"
    if width(one) <= LINE or width(inner) > LINE:
        return [one]
    return [f"    {name} = (", inner, "    )"]
