"""The time flows go by: the machine's, or that of an embedded service.

A test that waits for a merge of the embedded service would wait for real minutes,
while that service has a clock a test can advance. So that clock may stand in.
"""

import time
from typing import Protocol


class StandIn(Protocol):
    """A clock that passes time without anybody having to wait."""

    def seconds(self) -> float:
        """The time, from a fixed moment on."""
        ...

    def skip(self, seconds: float) -> None:
        """Let time pass."""
        ...


# The last one counts: mocks may be nested. Every thread is to see it, so it is no
# context variable.
_STAND_INS: list[StandIn] = []


def go_by(clock: StandIn) -> None:
    """Let flows go by another clock, until `leave`."""
    _STAND_INS.append(clock)


def leave(clock: StandIn) -> None:
    """Let flows go by the clock they went by before."""
    _STAND_INS.remove(clock)


def now() -> float:
    """The time in seconds; only differences of it mean anything."""
    return _STAND_INS[-1].seconds() if _STAND_INS else time.monotonic()


def left_to_wait(seconds: float) -> float:
    """How long to wait for so much time to pass: not at all, by a stand-in's clock."""
    if not _STAND_INS:
        return seconds
    _STAND_INS[-1].skip(seconds)
    return 0.0
