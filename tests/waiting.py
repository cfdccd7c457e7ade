"""Waiting for what happens in another thread or process."""

import time
from collections.abc import Callable

#: After so many seconds something has not happened. Only a failure takes so long: a
#: busy machine may stall for many seconds.
PATIENCE = 60


def wait_until(condition: Callable[[], bool]) -> None:
    """Wait until a condition is true.

    Raises:
        TimeoutError: it is not true after a minute.
    """
    end = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError("it did not happen")
        time.sleep(0.002)
