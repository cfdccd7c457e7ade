"""How the modules of the package import each other."""

import re
from pathlib import Path

import pytest
from layers import (
    KNOWING_NAMES,
    LAYERS,
    PACKAGE,
    SHARED_WITH_TESTING,
    TESTING_LAYERS,
    TESTING_THE_CORE,
    imported,
    modules_in,
    path_of,
)

ARCHITECTURE = Path(__file__).parent.parent / "docs" / "architecture.md"
#: A row about a folder: its name, what it holds, what it imports.
ROW = re.compile(r"^\| `(\w+)/` \| .* \| (.*) \|$", re.MULTILINE)


@pytest.mark.parametrize("module", LAYERS)
def test_imports_point_downwards(module: str) -> None:
    """A module imports only from modules further down; nothing imports `testing`."""
    below = LAYERS[: LAYERS.index(module)]
    assert set(imported(path_of(module))) <= set(below)


@pytest.mark.parametrize("module", TESTING_LAYERS)
def test_imports_point_downwards_in_testing_too(module: str) -> None:
    """A module of the embedded service imports only from those below it.

    Of the core it imports nothing but what both share, so that client and service
    cannot agree on the same mistake.
    """
    below = set(TESTING_LAYERS[: TESTING_LAYERS.index(module)])
    names = set(imported(path_of(f"testing.{module}")))
    own = {name.removeprefix("testing.") for name in names if "testing" in name}
    if module in ("__init__", "handle"):
        below |= set(TESTING_THE_CORE)
    assert own <= below
    core = {name for name in names if "testing" not in name}
    shared = SHARED_WITH_TESTING | KNOWING_NAMES.get(module, set())
    assert core <= shared


def test_every_module_has_its_place() -> None:
    """No module is missing from the layers, of the client or the embedded service."""
    core = {name for name in modules_in(PACKAGE) if name.split(".", 1)[0] != "testing"}
    assert core - {"__init__", "pytest_plugin"} == set(LAYERS)
    testing = modules_in(PACKAGE / "testing")
    assert testing - set(TESTING_THE_CORE) == set(TESTING_LAYERS)


@pytest.mark.parametrize("half", ["client", "embedded service"])
def test_the_architecture_page_lists_what_each_folder_imports(half: str) -> None:
    """The tables of layers have a row for each folder, with all that it imports:
    folders of the same half, modules at its root, and modules of the client.
    """
    client, service = ARCHITECTURE.read_text().split("\n## The embedded service\n")
    home = PACKAGE if half == "client" else PACKAGE / "testing"
    rows = ROW.findall(client if half == "client" else service)
    assert {folder: set(re.findall("`(.*?)`", names)) for folder, names in rows} == {
        folder.name: _imported_by(folder, home)
        for folder in home.iterdir()
        if (folder / "__init__.py").exists() and folder.name != "testing"
    }


def _imported_by(folder: Path, home: Path) -> set[str]:
    names = {name for path in folder.glob("*.py") for name in imported(path)}
    return {_shown(name, home) for name in names if _folder_of(name) != folder} - {""}


def _shown(name: str, home: Path) -> str:
    """`folder/`, or a module of a root; not the private ones, which anybody uses."""
    folder = _folder_of(name)
    if folder.parent == home and folder != PACKAGE / "testing":
        return f"{folder.name}/"
    own = name.removeprefix("testing.")
    return "" if own.startswith("_") else own


def _folder_of(name: str) -> Path:
    return path_of(name).parent
