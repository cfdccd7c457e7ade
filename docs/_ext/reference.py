"""A Sphinx extension: the reference, made of the package when the site is built.

Pages in `docs/reference/` have comments where something is to be filled in:

    <!-- operations: models.cases -->   the operations whose requests a module defines
    <!-- flows: wait_for_merge -->      methods that take several requests
    <!-- names: models.cases -->        the other public names of a module
    <!-- from-boto3 -->                 the table from raw boto3
    <!-- all-operations -->             a table of links to all operations

The build fails if a public name, operation or flow is on no page, or on two.
"""

import builtins
import re
from collections import Counter
from typing import Any

import from_boto3
import operations
import rendering
from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError
from surface import PACKAGE, PUBLIC_MODULES, exported

from connectcases_typed._names import HOMES

_MARK = re.compile(
    r"^<!-- (operations|flows|names|from-boto3|all-operations)(?:: (.+))? -->$",
    re.MULTILINE,
)
_PYTHON = "https://docs.python.org/3/library/"
# Modules that signatures name, and the builtins that are not among the functions.
_LIBRARY = {"collections.abc", "datetime", "enum", "os", "threading", "typing"}
_TYPES = {"bytes", "dict", "frozenset", "list", "set", "str", "tuple"}


def setup(app: Sphinx) -> dict[str, Any]:
    """Have Sphinx call the functions below."""
    app.connect("source-read", _fill_in)
    app.connect("env-check-consistency", _check_that_all_is_there)
    app.connect("missing-reference", _resolve)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _fill_in(app: Sphinx, name: str, text: list[str]) -> None:
    """Put what a page's comments ask for in their place."""
    if name.startswith("reference/"):
        module = f"```{{py:currentmodule}} {PACKAGE}\n```\n"
        text[0] = re.sub(r"\A(# .+\n)", rf"\1\n{module}", text[0])
        text[0] = _MARK.sub(lambda found: _filling(found[1], found[2]), text[0])


def _filling(kind: str, which: str | None) -> str:
    wanted = (which or "").split()
    if kind == "from-boto3":
        return from_boto3.table()
    if kind == "all-operations":
        return operations.by_module()
    if kind == "flows":
        return "\n".join(operations.flow(name) for name in wanted)
    if kind == "operations":
        return "\n".join(
            operations.operation(name)
            for home in wanted
            for name in operations.in_module(home)
        )
    return "\n".join(rendering.entry(name) for home in wanted for name in _names(home))


def _names(home: str) -> list[str]:
    """The public names of a module that belong to no operation."""
    if home in PUBLIC_MODULES:
        return [f"{home}.{name}" for name in exported(home)]
    shown = {
        name
        for operation in operations.requests()
        for name in operations.request_and_response(operation)
    }
    return [name for name, its in HOMES.items() if its == home and name not in shown]


def _expected() -> set[str]:
    """The full name of everything that belongs into the reference."""
    names = {f"{PACKAGE}.{name}" for name in HOMES}
    for module in PUBLIC_MODULES:
        names |= {f"{PACKAGE}.{module}.{name}" for name in exported(module)}
    for client in ("Client", "AsyncClient"):
        for method in (*operations.requests(), *operations.flows()):
            names.add(f"{PACKAGE}.{client}.{method}")
    return names


def _check_that_all_is_there(app: Sphinx, env: BuildEnvironment) -> None:
    """Sphinx itself warns of a name that is there twice."""
    described = Counter(env.domains.python_domain.objects.keys())
    if missing := sorted(_expected() - {*described}):
        raise ExtensionError(f"on no page of the reference: {', '.join(missing)}")


def _resolve(
    app: Sphinx, env: BuildEnvironment, node: pending_xref, content: nodes.TextElement
) -> nodes.Node | None:
    """Resolve what Sphinx takes for a class: aliases, and names of Python's library."""
    target: str = node.get("reftarget", "")
    if node.get("refdomain") != "py":
        return None
    if target.startswith(f"{PACKAGE}."):
        return env.domains.python_domain.resolve_xref(
            env, node["refdoc"], app.builder, "obj", target, node, content
        )
    if url := _documented_at(target):
        return nodes.reference("", "", content, refuri=url, internal=False)
    # Type variables, and what boto3 and others document, are not linked.
    return content if "." in target else None


def _documented_at(target: str) -> str | None:
    """The page on which Python documents a name of its library."""
    module, _, name = target.rpartition(".")
    if module == "builtins" or hasattr(builtins, target):
        return f"{_PYTHON}{_page_of(getattr(builtins, name), name)}.html#{name}"
    if module in _LIBRARY:
        return f"{_PYTHON}{module}.html#{module}.{name}"
    return None


# A builtin of any kind.
def _page_of(builtin: Any, name: str) -> str:
    if builtin in (None, True, False):
        return "constants"
    if isinstance(builtin, type) and issubclass(builtin, BaseException):
        return "exceptions"
    return "stdtypes" if name in _TYPES else "functions"
