"""What the package shows: its names, and their signatures.

`python tests/test_surface.py` writes the surface down anew: `surface.txt`, and the
table of names in `_names.py`.
"""

import ast
import inspect
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from enum import StrEnum
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from types import FunctionType, ModuleType
from typing import cast

import attrs
import pytest
from layers import LAYERS, LAZY, PACKAGE

import connectcases_typed
from connectcases_typed import models
from connectcases_typed._names import HOMES
from connectcases_typed.async_client import AsyncClient
from connectcases_typed.calling.versions import version
from connectcases_typed.client import Client
from connectcases_typed.shapes import FLOOR, facts_of, since_of, tag_of

HERE = Path(__file__).parent
PINNED = HERE / "surface.txt"

#: Public modules: their names are imported from them, not from the package.
PUBLIC_MODULES = ["events", "flows", "records"]


def surface() -> Iterator[str]:
    """A line for each public name, and for each method of the clients."""
    for name, home in homes().items():
        yield f"{name}{_shown(getattr(_module(home), name))}"
    for home in PUBLIC_MODULES:
        for name in sorted(_module(home).__all__):
            yield f"{home}.{name}{_shown(getattr(_module(home), name))}"
    for client in (Client, AsyncClient):
        for name, method in inspect.getmembers(client, inspect.isfunction):
            if not name.startswith("_"):
                yield f"{client.__name__}.{name}{_shown(method)}"


def homes() -> dict[str, str]:
    """The module of each public name: every module that is no package has a say."""
    found = {"__version__": "_version"}
    for layer in LAYERS:
        if layer not in (*LAZY, *PUBLIC_MODULES):
            found |= dict.fromkeys(getattr(_module(layer), "__all__", ()), layer)
    return dict(sorted(found.items()))


def _module(home: str) -> ModuleType:
    return import_module(f"{connectcases_typed.__name__}.{home}")


def names_table() -> str:
    """The text of `_names.py`."""
    lines = "".join(f'    "{name}": "{home}",\n' for name, home in homes().items())
    return f'''"""Written by `python tests/test_surface.py`; do not edit."""

#: The newest botocore that any part of the models asks for (see `member`).
MODELLED = "{_modelled()}"

#: The module that defines each public name.
HOMES = {{
{lines}}}
'''


def _modelled() -> str:
    """The newest `since` of an operation, a member or an arm."""
    classes = [
        item
        for noun in models.__all__
        for item in vars(getattr(models, noun)).values()
        if isinstance(item, type) and attrs.has(item)
    ]
    said = {getattr(cls, "since", FLOOR) for cls in classes if tag_of(cls) is None}
    said |= {since_of(cls) for cls in classes}
    said |= {facts_of(field).since for cls in classes for field in attrs.fields(cls)}
    return max(said, key=version)


def _shown(value: object) -> str:
    """Parameters, `=` behind those with a default; the values of an enum."""
    if isinstance(value, type) and issubclass(value, StrEnum):
        return ": " + ", ".join(value)
    is_plain = isinstance(value, type) and (
        attrs.has(value) or value in (Client, AsyncClient)
    )
    if is_plain or isinstance(value, FunctionType):
        parameters = inspect.signature(
            cast("Callable[..., object]", value)
        ).parameters.values()
        return (
            f"({', '.join(_parameter(it) for it in parameters if it.name != 'self')})"
        )
    return ""


def _parameter(parameter: inspect.Parameter) -> str:
    stars = "**" if parameter.kind is parameter.VAR_KEYWORD else ""
    optional = "" if parameter.default is parameter.empty else "="
    return f"{stars}{parameter.name}{optional}"


def test_the_public_surface_is_the_one_that_was_agreed() -> None:
    """No public name or signature comes, goes or changes without being written down."""
    assert list(surface()) == PINNED.read_text().splitlines()


def test_the_oldest_botocore_is_named_alike_everywhere() -> None:
    """What counts as known to every botocore is what the package asks for."""
    project = tomllib.loads((HERE.parent / "pyproject.toml").read_text())["project"]
    asked = {f"botocore>={FLOOR}", f"boto3>={FLOOR}"}
    assert asked <= set(project["dependencies"])


def test_the_public_names_are_sorted() -> None:
    """`__all__` is sorted and names nothing twice."""
    names = connectcases_typed.__all__
    assert names == sorted(set(names))


def test_the_written_table_is_what_the_modules_say() -> None:
    """The table of names lists what each module names in `__all__`, and the newest
    botocore that any part of the models asks for.
    """
    assert (PACKAGE / "_names.py").read_text() == names_table()


def test_type_checkers_and_python_see_the_same_names() -> None:
    """`__init__` star-imports, for type checkers, every module in the table."""
    tree = ast.parse((PACKAGE / "__init__.py").read_text())
    imported = {
        node.module: [alias.name for alias in node.names]
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.level
    }
    homes = set(HOMES.values())
    assert {
        home for home, names in imported.items() if home and names == ["*"]
    } == homes - {"_version"}
    assert imported["_version"] == ["__version__"]
    with pytest.raises(AttributeError):
        connectcases_typed.NoSuchName  # type: ignore[attr-defined]  # noqa: B018 - that is the point


@pytest.mark.parametrize("noun", models.__all__)
def test_every_shape_is_public(noun: str) -> None:
    """Whatever a module of `models` defines without an underscore is exported."""
    module = getattr(models, noun)
    inner = {
        "Condition",
        "Comparison",
        "Uncompared",
        "field_value",
        "moment_text",
        "of_conditions",
    }
    defined = {
        name
        for name, value in vars(module).items()
        if getattr(value, "__module__", None) == module.__name__
        and not name.startswith("_")
        and (inspect.isclass(value) or inspect.isfunction(value))
    }
    assert defined - inner <= set(connectcases_typed.__all__)


@pytest.mark.parametrize("name", connectcases_typed.__all__)
def test_everything_public_is_documented(name: str) -> None:
    """Every public class and function has a docstring of its own."""
    value = getattr(connectcases_typed, name)
    if inspect.isclass(value):
        assert value.__dict__.get("__doc__")
    elif inspect.isfunction(value):
        assert value.__doc__


@pytest.mark.parametrize("noun", models.__all__)
def test_every_union_is_documented(noun: str) -> None:
    """Below every public alias stands what it is, where editors look for it."""
    tree = ast.parse((PACKAGE / "models" / f"{noun}.py").read_text())
    for alias, below in pairwise([*tree.body, ast.Pass()]):
        if isinstance(alias, ast.AnnAssign) and "TypeAlias" in ast.unparse(alias):
            name = ast.unparse(alias.target)
            assert name.startswith("_") or ast.unparse(below).startswith(("'", '"'))


def test_importing_brings_in_no_extra() -> None:
    """Importing the package imports next to nothing; a client, no extra and no noun."""
    program = """
import sys
import connectcases_typed as c
mine = [name for name in sys.modules if name.startswith("connectcases_typed.")]
print(mine, "boto3" in sys.modules)
c.Client
print([name for name in ("moto", "anyio") if name in sys.modules])
print([name for name in sys.modules if name.startswith("connectcases_typed.models.")])
"""
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert ran.stdout.splitlines() == [
        "['connectcases_typed._collector', 'connectcases_typed._names'] False",
        "[]",
        "[]",
    ]


def test_a_name_brings_in_its_noun_and_no_more() -> None:
    """What a first program imports is not paid for with every noun there is."""
    program = """
import sys
from connectcases_typed import CommentContent, CreateRelatedItemRequest
print(sorted(it for it in sys.modules if it.startswith("connectcases_typed.models.")))
"""
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    home = "connectcases_typed.models"
    assert ran.stdout.strip() == str([f"{home}.related_items", f"{home}.values"])


if __name__ == "__main__":
    (PACKAGE / "_names.py").write_text(names_table())
    PINNED.write_text("".join(f"{line}\n" for line in surface()))
