"""Without anyio, everything but the async client works."""

import subprocess
import sys

ASKING = (
    "from connectcases_typed import AsyncClient",
    "cc.AsyncClient",
    "import connectcases_typed.async_client",
)
PROGRAM = f"""
import sys
sys.modules["anyio"] = None  # importing it fails as if it were not there
import connectcases_typed as cc
cc.Client, cc.AsyncItems
print("asyncio" in sys.modules)
for ask in {ASKING}:
    try:
        exec(ask)
    except ImportError as error:
        print(error)
"""


def test_without_anyio_only_the_async_client_is_missing() -> None:
    """Everything else works, without asyncio too; touching it says what to install."""
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True
    )
    imported, *refused = ran.stdout.splitlines()
    assert imported == "False"
    assert len(refused) == len(ASKING)
    for said in refused:
        assert "pip install 'connectcases-typed[async]'" in said
