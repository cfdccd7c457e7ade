"""What the package shows: its names, their signatures, and how its modules lean.

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

import connectcases_typed
from connectcases_typed import models
from connectcases_typed._names import HOMES
from connectcases_typed.async_client import AsyncClient
from connectcases_typed.calling.versions import version
from connectcases_typed.client import Client
from connectcases_typed.shapes import FLOOR, facts_of, since_of, tag_of

HERE = Path(__file__).parent
PACKAGE = Path(connectcases_typed.__file__).parent
PINNED = HERE / "surface.txt"

#: From the ground up: a module imports only from those before it.
LAYERS = [
    "_collector",
    "_docs",
    "_forks",
    "_names",
    "_pickling",
    "_version",
    "errors",
    "failures",
    "shapes",
    "tables",
    "redaction",
    "conversion",
    "conversion.kinds",
    "conversion.plain",
    "conversion.hints",
    "conversion.checks",
    "operations",
    "conversion.reading",
    "conversion.writing",
    "conversion.forms",
    "conversion.wire",
    "conversion.json_text",
    "conversion.limits",
    "conversion.others",
    "rates",
    "fleet",
    "fleet.stores",
    "fleet.queues",
    "fleet.redis_store",
    "fleet.sharing",
    "calling",
    "calling.cancellation",
    "calling.prefetching",
    "calling.error_answers",
    "calling.calls",
    "calling.unfetched",
    "calling.paging",
    "calling.waiting",
    "flows",
    "models.values",
    "models.filters",
    "models.fields",
    "models.related_items",
    "models.case_searches",
    "models.related_item_searches",
    "models.audit",
    "models.cases",
    "models.batches",
    "models.merges",
    "models.domains",
    "models.layouts",
    "models.templates",
    "models.conditions",
    "models.case_rules",
    "models.events",
    "models.tags",
    "models",
    "conversion.pydantic_schema",
    "domain.arns",
    "domain.strict_arns",
    "events.classes",
    "events.transports",
    "events.parsing",
    "events.pydantic_schema",
    "events",
    "domain.errors",
    "domain.plain",
    "domain.mapped",
    "domain.conditions",
    "domain.entries",
    "domain.kinds",
    "domain.record",
    "domain.binding",
    "domain.history",
    "domain.fields",
    "domain.loading",
    "domain.merges",
    "domain.once",
    "domain.setup",
    "domain.naming",
    "domain.setup_reading",
    "domain.setup_checks",
    "domain.applying",
    "domain",
    "calling.misuse",
    "calling.methods",
    "calling.outcomes",
    "calling.journal",
    "calling.many",
    "calling.many_async",
    "service",
    "calling.versions",
    "calling.sessions",
    "calling.transport",
    "client",
    "calling.engines",
    "async_client",
    "records.naming",
    "records.generating",
    "records",
    "records.__main__",
]

#: The same for the embedded service. `operations` is its table of functions, and the
#: modules without a folder are the ones on top.
TESTING_LAYERS = [
    "moto_names",
    "protocol",
    "protocol.wire",
    "protocol.errors",
    "protocol.model",
    "protocol.routes",
    "protocol.strangers",
    "protocol.validation",
    "protocol.parameters",
    "store",
    "store.state",
    "store.region",
    "store.lifecycle",
    "store.indexes",
    "store.dump",
    "store.load",
    "controls",
    "controls.calls",
    "controls.changes",
    "controls.clock",
    "controls.quotas",
    "controls.rates",
    "controls.faults",
    "controls.settings",
    "operations.context",
    "operations.system_fields",
    "operations.values",
    "operations.field_checks",
    "operations.definitions",
    "operations.filters",
    "operations.paging",
    "operations.idempotency",
    "operations.slas",
    "operations.publishing",
    "operations.audit",
    "operations.event_configuration",
    "operations.domains",
    "operations.fields",
    "operations.options",
    "operations.layouts",
    "operations.templates",
    "operations.rule_results",
    "operations.case_rules",
    "operations.tags",
    "operations.cases",
    "operations.case_search",
    "operations.related_items",
    "operations.integrity",
    "operations.batches",
    "operations.merges",
    "operations",
    "models",
    "eventbridge",
    "serving",
    "seeding",
    "seeding.plan",
    "seeding.sources",
    "seeding.values",
    "seeding.making",
    "views.words",
    "views.of_domains",
    "views.of_cases",
    "views",
    "show",
    "iam",
    "responses",
    "urls",
    "hooks",
    "clients",
    "loading",
    "handle",
    "registration",
    "sharing",
    "mock",
    "kept",
    "server.gate",
    "server.http",
    "server.application",
    "server.steering",
    "server.openapi",
    "server.live",
    "server.page",
    "server.state_file",
    "server.server",
    "server",
    "server.command",
    "__init__",
    "__main__",
]

#: What of the core the embedded service may import: the rates a user passes to both,
#: the place where its clock stands in for real time, the version it reports, and what
#: renews locks after a fork.
SHARED_WITH_TESTING = {"rates", "calling.waiting", "_version", "_forks"}
#: What tells a member this library knows from one that it does not: names, no rules.
KNOWING_NAMES = {
    "protocol.strangers": {"conversion.kinds", "service", "shapes"},
    # A check that is switched on, the same on both sides.
    "serving": {"domain.strict_arns"},
    # The clients that the handle makes for a test.
    "clients": {"client", "async_client"},
    # And the type of what a domain is seeded with.
    "handle": {"client", "async_client", "domain.setup"},
}

#: What is in `testing` without being a part of the service, and may import the core.
TESTING_THE_CORE = ["event_maker", "scripts", "setting_up"]


#: Public modules: their names are imported from them, not from the package.
PUBLIC_MODULES = ["events", "flows", "records"]

#: Packages whose `__all__` names modules, which are imported when they are asked for.
LAZY = ["models", "domain"]


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
    inner = {"Condition", "Comparison", "field_value", "moment_text"}
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


@pytest.mark.parametrize("module", LAYERS)
def test_imports_point_downwards(module: str) -> None:
    """A module imports only from modules further down; nothing imports `testing`."""
    path = PACKAGE.joinpath(*module.split("."))
    path = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    below = LAYERS[: LAYERS.index(module)]
    assert set(_imported(path)) <= set(below)


@pytest.mark.parametrize("module", TESTING_LAYERS)
def test_imports_point_downwards_in_testing_too(module: str) -> None:
    """A module of the embedded service imports only from those below it.

    Of the core it imports nothing but what both share, so that client and service
    cannot agree on the same mistake.
    """
    path = PACKAGE.joinpath("testing", *module.split("."))
    path = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    below = set(TESTING_LAYERS[: TESTING_LAYERS.index(module)])
    imported = set(_imported(path))
    own = {name.removeprefix("testing.") for name in imported if "testing" in name}
    if module in ("__init__", "handle"):
        below |= set(TESTING_THE_CORE)
    assert own <= below
    core = {name for name in imported if "testing" not in name}
    shared = SHARED_WITH_TESTING | KNOWING_NAMES.get(module, set())
    assert core <= shared


def test_every_module_of_testing_has_its_place() -> None:
    """No module of the embedded service is missing from its layers."""
    home = PACKAGE / "testing"
    modules = {
        ".".join(path.relative_to(home).with_suffix("").parts)
        for path in home.rglob("*.py")
    }
    named = {name.removesuffix(".__init__") for name in modules}
    assert named - set(TESTING_THE_CORE) == set(TESTING_LAYERS)


def test_every_module_has_its_place() -> None:
    """No module of the package is missing from the layers."""
    modules = {
        ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
        for path in PACKAGE.rglob("*.py")
        if "testing" not in path.parts
    }
    named = {name.removesuffix(".__init__") for name in modules}
    assert named - {"__init__", "pytest_plugin"} == set(LAYERS)


def _imported(path: Path) -> Iterator[str]:
    if path in [PACKAGE / package / "__init__.py" for package in LAZY]:
        return
    package = path.relative_to(PACKAGE).parent.parts
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = [*package[: len(package) + 1 - node.level]]
            base += node.module.split(".") if node.module else []
            for alias in node.names:
                # Either a module of that package, or a name in that module.
                parts = [*base, alias.name]
                is_module = _is_module(PACKAGE.joinpath(*parts))
                yield ".".join(parts if is_module else base)


def _is_module(path: Path) -> bool:
    return path.is_dir() or path.with_suffix(".py").exists()


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
