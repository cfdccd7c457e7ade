"""The examples: folders that work wherever they are copied to."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"
FOLDERS = sorted(it.parent for it in EXAMPLES.glob("*/README.md"))
#: Those that have their own tests and a page of their own.
PROJECTS = [it for it in FOLDERS if (it / "requirements.txt").exists()]

#: What brings a package that is imported, where their names differ.
BROUGHT_BY = {
    "anyio": "connectcases-typed",  # its extra `async`
    "connectcases_typed": "connectcases-typed",
    "pydantic": "fastapi",
}


def _required(file: Path) -> set[str]:
    """The names in a file of requirements, those it refers to included."""
    found: set[str] = set()
    for line in file.read_text().split("\n"):
        if line.startswith("-r "):
            found |= _required(file.with_name(line.removeprefix("-r ")))
        elif line:
            found.add(line.partition("[")[0])
    return found


def _imported(file: Path) -> set[str]:
    """The packages a file imports from outside its folder and the standard library."""
    names = {
        name.partition(".")[0]
        for node in ast.walk(ast.parse(file.read_text()))
        for name in _names(node)
    }
    return {
        name
        for name in names - sys.stdlib_module_names
        if not (file.parent / f"{name}.py").exists()
    }


def _names(node: ast.AST) -> list[str]:
    match node:
        case ast.Import(names=aliases):
            return [alias.name for alias in aliases]
        case ast.ImportFrom(module=str(module)):
            return [module]
        case _:
            return []


@pytest.mark.parametrize("folder", PROJECTS, ids=lambda it: it.name)
def test_a_folder_says_what_it_needs(folder: Path) -> None:
    """What a program imports is required, and what its tests import beside it."""
    needed = _required(folder / "requirements.txt")
    needed_by_tests = _required(folder / "requirements-test.txt")
    for file in folder.glob("*.py"):
        imported = {BROUGHT_BY.get(name, name) for name in _imported(file)}
        is_test = file.name.startswith("test_")
        assert imported <= (needed_by_tests if is_test else needed)


@pytest.mark.parametrize("folder", PROJECTS, ids=lambda it: it.name)
def test_a_page_shows_the_very_files(folder: Path) -> None:
    """Each program and its tests are in the docs once: included, not copied."""
    name = folder.name.replace("_", "-")
    page = (ROOT / "docs" / "how-to" / f"{name}.md").read_text()
    for file in folder.glob("*.py"):
        shown = f"```{{literalinclude}} ../../examples/{folder.name}/{file.name}\n"
        assert page.count(shown) == 1


def test_every_folder_is_in_the_table() -> None:
    """The README of the examples links each."""
    table = (EXAMPLES / "README.md").read_text()
    for folder in FOLDERS:
        assert f"[{folder.name}]({folder.name}/README.md)" in table
    assert len(FOLDERS) == table.count("[how-to](")


@pytest.mark.slow
def test_copied_folders_pass_their_own_tests(tmp_path: Path) -> None:
    """As a user runs them: elsewhere, with the fixture of the pytest plugin."""
    for folder in PROJECTS:
        shutil.copytree(folder, tmp_path / folder.name)
    outside = {
        key: it for key, it in os.environ.items() if not key.startswith("PYTEST")
    }
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-m", "pytest", "-q", "."],
        cwd=tmp_path,
        env=outside,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
