"""Laws of the pytest plugin, each in a pytest run of its own.

This project's own runs leave the plugin out, so that coverage sees its imports.
"""

import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

ENTRY_POINT = "connectcases_typed.pytest_plugin"

USES_IT = f"""
import sys
import boto3

def test_nothing():
    assert {ENTRY_POINT!r} in sys.modules
    assert not {{"moto", "connectcases_typed.testing"}} & sys.modules.keys()

def domains():
    return boto3.client("connectcases", "us-west-2").list_domains()["domains"]

def test_one(embedded_cases):
    embedded_cases.quotas.domains = 1
    embedded_cases.seed()
    assert len(domains()) == 1

def test_two(embedded_cases):
    assert (domains(), embedded_cases.quotas.domains) == ([], 5)
"""


def run_pytest(
    folder: Path, test: str, *, conftest: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run pytest on one test module, away from this project."""
    (folder / "conftest.py").write_text(conftest)
    (folder / "test_it.py").write_text(test)
    command = ["-m", "pytest", "-q", "-W", "error", "-p", "no:cacheprovider"]
    return subprocess.run(
        [sys.executable, *command, "--rootdir", str(folder), str(folder)],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
    )


def test_it_is_announced_to_pytest() -> None:
    """Installing the package is all it takes for pytest to find the plugin."""
    assert [
        entry.value
        for entry in entry_points(group="pytest11")
        if entry.value == ENTRY_POINT
    ] == [ENTRY_POINT]


def test_the_fixture_needs_no_import(tmp_path: Path) -> None:
    """A test that names the fixture has a service of its own, empty and as shipped.

    Until one does, neither moto nor the service has been imported.
    """
    done = run_pytest(tmp_path, USES_IT)
    assert "3 passed" in done.stdout, done.stdout


def test_without_moto_it_names_the_extra(tmp_path: Path) -> None:
    """Where moto is missing, only tests that ask for the fixture fail, saying why."""
    done = run_pytest(
        tmp_path,
        "def test_one(embedded_cases): pass\ndef test_two(): pass\n",
        conftest="import sys; sys.modules['moto'] = None",
    )
    assert "connectcases-typed[testing]" in done.stdout
    assert "1 passed, 1 error" in done.stdout, done.stdout
