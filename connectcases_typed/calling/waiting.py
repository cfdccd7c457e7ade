"""The clock of flows: the machine's, or that of an embedded service.

A test that waits for a merge of the embedded service would wait for real minutes. That
service has a clock that can be advanced, which may take the place of the machine's.
"""

import time
from typing import Protocol


class StandIn(Protocol):
    """A clock whose time can be advanced, so that nobody has to wait."""

    def seconds(self) -> float:
        """The time, from a fixed moment on."""
        ...

    def skip(self, seconds: float) -> None:
        """Let time pass."""
        ...


# The last one counts: mocks may be nested. It is no context variable, because every
# thread has to see it.
_STAND_INS: list[StandIn] = []


def go_by(clock: StandIn) -> None:
    """Use another clock for flows, until `leave`."""
    _STAND_INS.append(clock)


def leave(clock: StandIn) -> None:
    """Use the clock again that flows used before."""
    _STAND_INS.remove(clock)


def now() -> float:
    """The time in seconds; only differences of it mean anything."""
    return _STAND_INS[-1].seconds() if _STAND_INS else time.monotonic()


def left_to_wait(seconds: float) -> float:
    """How long to wait for this much time to pass; 0 if a stand-in skips it."""
    if not _STAND_INS:
        return seconds
    _STAND_INS[-1].skip(seconds)
    return 0.0
