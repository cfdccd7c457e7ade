"""The README as a program. Its blocks are run by the conftest beside it."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from botocore import xform_name

from connectcases_typed.methods import operation, paged
from connectcases_typed.service import ConnectCases
from connectcases_typed.testing.operations import OPERATIONS

README = Path(__file__).parent.parent / "README.md"


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The README's Python blocks, one after the other, in a file."""
    blocks = re.findall(r"```python\n(.*?)```", README.read_text(), re.DOTALL)
    path = tmp_path_factory.mktemp("readme") / "readme.py"
    path.write_text("\n".join(blocks))
    return path


@pytest.mark.parametrize(
    "checker",
    [["mypy", "--strict"], ["basedpyright", "--pythonpath", sys.executable]],
    ids=lambda checker: checker[0],
)
def test_the_readme_is_a_program_type_checkers_accept(
    program: Path, checker: list[str]
) -> None:
    """What the README shows, pasted into a file, passes mypy and pyright strict."""
    config = program.with_name("pyrightconfig.json")
    # What boto3 makes has no type: strict mode objects to it being used.
    rules = {"reportUnknownMemberType": False, "reportUnknownArgumentType": False}
    config.write_text(json.dumps({"typeCheckingMode": "strict", **rules}))
    ran = subprocess.run(
        [sys.executable, "-m", *checker, str(program)],
        cwd=program.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout


def test_the_readme_promises_commands_that_exist() -> None:
    """Every `make` command of the README is a target of the Makefile."""
    makefile = README.with_name("Makefile").read_text()
    promised = re.findall(r"(?m)(?:^|`)make ([a-z-]+)", README.read_text())
    assert promised
    assert all(re.search(rf"^{name}:", makefile, re.MULTILINE) for name in promised)


def test_the_readme_lists_every_operation() -> None:
    """The table names every method once and marks what pages; all are emulated."""
    rows = re.findall(r"(?m)^\| [A-Z][a-z ]+ \| (`\w+`.*) \|$", README.read_text())
    listed = re.findall(r"`(\w+)`( ↻)?", ", ".join(rows))
    methods = vars(ConnectCases)
    is_paged = {
        name: isinstance(method, paged)
        for name, method in methods.items()
        if isinstance(method, operation | paged)
    }
    assert sorted(listed) == sorted(
        (name, " ↻" if pages else "") for name, pages in is_paged.items()
    )
    assert {xform_name(name) for name in OPERATIONS} == set(is_paged)
    assert f"All {len(is_paged)} operations" in README.read_text()
