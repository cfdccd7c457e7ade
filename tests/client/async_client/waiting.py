"""Waiting for something to come true that no task will tell of."""

from collections.abc import Callable

import anyio


async def until(condition: Callable[[], bool]) -> None:
    """Wait for something to come true about a server or a thread."""
    with anyio.fail_after(10):
        while not condition():  # noqa: ASYNC110 - what changes is in a thread
            await anyio.sleep(0.005)
