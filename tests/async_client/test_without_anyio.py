"""What an import costs those who do not await: nothing."""

import subprocess
import sys

import pytest


def run(program: str) -> str:
    """What a fresh interpreter prints."""
    return subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout


def test_importing_the_package_imports_neither_anyio_nor_moto() -> None:
    """The extras are imported by who uses them; so is the async client."""
    program = (
        "import sys, connectcases_typed as cc; cc.Client; cc.AsyncPages;"
        "print(sorted({'anyio', 'moto', 'asyncio'} & {*sys.modules}))"
    )
    assert run(program).strip() == "[]"


@pytest.mark.parametrize(
    "ask",
    [
        "from connectcases_typed import AsyncClient",
        "import connectcases_typed as cc; cc.AsyncClient",
        "import connectcases_typed.async_client",
    ],
)
def test_without_anyio_only_the_async_client_is_missing(ask: str) -> None:
    """Everything else works, and touching it says what to install."""
    program = f"""
import sys
sys.modules["anyio"] = None  # importing it fails as if it were not there
import connectcases_typed
connectcases_typed.Client.wrap
try:
    exec({ask!r})
except ImportError as error:
    print(error)
"""
    assert "pip install 'connectcases-typed[async]'" in run(program)
