"""The stub of the service is what the script writes, and what runs."""

import subprocess
import sys
from pathlib import Path

import pytest

from .service_stub import STUB, service_stub


def test_the_stub_is_what_the_script_writes() -> None:
    """The stub has not been edited, and no request has changed since it was written.

    If this fails, run `python tests/editors/service_stub.py`.
    """
    assert STUB.read_text() == service_stub()


@pytest.mark.slow
def test_the_stub_says_what_runs(tmp_path: Path) -> None:
    """By mypy's `stubtest`, each method takes and returns at run time what it says."""
    ran = subprocess.run(
        [sys.executable, "-m", "mypy.stubtest", "connectcases_typed.service"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout
    assert "1 module" in ran.stdout
