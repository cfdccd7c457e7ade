"""Waiting for a condition by polling."""

from collections.abc import Callable

import anyio


async def until(condition: Callable[[], bool]) -> None:
    """Wait until a condition on a server or thread is true."""
    with anyio.fail_after(60):  # a busy machine may stall
        while not condition():  # noqa: ASYNC110 - what changes is in a thread
            await anyio.sleep(0.005)
