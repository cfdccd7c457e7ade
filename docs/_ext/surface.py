"""What the package shows, as its source says it: read with griffe, and linked.

Annotations are taken from the source, so that an alias keeps its name: a signature
says `RelatedItemInputContent`, not the six classes it stands for.
"""

import builtins
import re
from collections.abc import Iterator
from functools import cache
from inspect import getattr_static
from typing import Any, cast

import griffe

from connectcases_typed._names import HOMES
from connectcases_typed.service import ConnectCases

PACKAGE = "connectcases_typed"
#: Modules that have public names of their own.
PUBLIC_MODULES = ("events", "flows", "records", "testing")

#: The package, as griffe read it.
ROOT = cast(
    "griffe.Module",
    griffe.load(
        PACKAGE,
        docstring_parser="google",
        docstring_options={"warn_missing_types": False, "warnings": False},
        try_relative_path=False,
    ),
)

#: The module that names are put in which are on no page: type variables and a few
#: private classes.
UNLINKED = "unlinked"

# A word in backticks that may be a public name: `Client`, `Client.send`, `where()`.
_WORD = re.compile(r"`([A-Za-z_][\w.]*)(\(\))?`")
# Lines below "...:" that explain one name each, as in a docstring's section.
_EXPLAINED = re.compile(r"^ {4}(\w+(?:, \w+)*): ", re.MULTILINE)


def find(path: str) -> griffe.Object:
    """The object at a path inside the package, whatever imports lie between."""
    found = ROOT[path]
    return found.final_target if found.is_alias else cast("griffe.Object", found)


@cache
def public() -> dict[str, str]:
    """The public path of each public object, by the path of its definition."""
    found = {
        f"{PACKAGE}.{home}.{name}": f"{PACKAGE}.{name}" for name, home in HOMES.items()
    }
    for module in PUBLIC_MODULES:
        for name in exported(module):
            found[find(f"{module}.{name}").path] = f"{PACKAGE}.{module}.{name}"
    return found


def exported(module: str) -> list[str]:
    """The names in a module's `__all__`."""
    return [str(name) for name in cast("griffe.Module", ROOT[module]).exports or ()]


# What the descriptors are, type checkers do not see.
@cache
def sources() -> dict[str, Any]:
    """The descriptor of each operation and flow, which knows what it is made of."""
    return {
        name: getattr_static(ConnectCases, name)
        for name in dir(ConnectCases)
        if not name.startswith("_")
    }


@cache
def methods() -> dict[str, str]:
    """The path of each operation and flow, by its name."""
    return {name: f"{PACKAGE}.Client.{name}" for name in sources()}


def prose(text: str) -> str:
    """Text of a docstring as Markdown: public names in backticks become links."""
    text = _EXPLAINED.sub(_bullet, text)
    return "\n".join(
        line if line.startswith("    ") else _WORD.sub(_link, line)
        for line in text.splitlines()
    )


def _bullet(found: re.Match[str]) -> str:
    names = ", ".join(f"`{name}`" for name in found[1].split(", "))
    return f"\n- {names}: "


def _link(found: re.Match[str]) -> str:
    name, call = found[1], found[2] or ""
    first, _, rest = name.partition(".")
    if name in methods():
        path = methods()[name]
    elif first in HOMES and (not rest or _member(first, rest)):
        path = f"{PACKAGE}.{name}"
    else:
        return found[0]
    return f"{{py:obj}}`{name}{call} <{path}>`"


def _member(cls: str, name: str) -> bool:
    """Whether a public class has a member of that name on its page."""
    if cls in ("Client", "AsyncClient") and name in methods():
        return True
    return name in find(f"{HOMES[cls]}.{cls}").members


def type_of(annotation: str | griffe.Expr | None) -> str:
    """An annotation with full names, of which Sphinx shows and links the last part.

    A private alias is replaced by what it stands for.
    """
    if annotation is None:
        return ""
    return "".join(_words(annotation))


def _words(expression: str | griffe.Expr) -> Iterator[str]:
    if isinstance(expression, griffe.ExprName | griffe.ExprAttribute):
        yield from _named(expression.canonical_path)
    elif isinstance(expression, griffe.Expr):
        for part in expression.iterate(flat=False):
            yield from _words(part)
    else:
        yield expression


def _named(path: str) -> Iterator[str]:
    if path in public():
        yield f"~{public()[path]}"
    elif not path.startswith(f"{PACKAGE}."):
        yield f"~{path}" if "." in path else f"~{_home(path)}.{path}"
    else:
        home = find(path.removeprefix(f"{PACKAGE}."))
        alias = home.is_attribute and getattr(home, "value", None)
        if isinstance(alias, griffe.Expr) and not _is_variable(alias):
            yield from _words(alias)
        else:
            yield f"~{UNLINKED}.{home.name}"


def _home(name: str) -> str:
    """Where a name without a module is: griffe knows no place for what it overlooks."""
    return "builtins" if hasattr(builtins, name) else UNLINKED


def _is_variable(value: griffe.Expr) -> bool:
    """Whether it is a type variable, which has no page."""
    return str(value).startswith(("TypeVar(", "ParamSpec("))
