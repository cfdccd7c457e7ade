"""Telling a thread that nobody waits for its call any more.

A thread cannot be interrupted. So each call that somebody may stop waiting for carries
a `Cancellation`. Whoever gives up sets it; the thread looks at it before it sends,
before it sends again, and while it waits for its rate or for a connection.
"""

from collections.abc import Callable
from concurrent.futures import CancelledError
from contextvars import ContextVar
from threading import Event, Lock


class Cancellation:
    """Whether a call is still wanted; found by the hooks of that call as `current`.

    Attributes:
        lock: held while a request is being counted as sent, so that whoever cancels
            knows whether it was.
        note: leaves on an error what is known of the call that is under way; None
            before it has begun.
    """

    current: ContextVar["Cancellation | None"] = ContextVar(
        "connectcases_typed.cancellation", default=None
    )

    def __init__(self) -> None:
        self.lock: Lock = Lock()
        self.note: Callable[[BaseException], None] | None = None
        self._cancelled = False
        # What the thread is waiting for at the moment.
        self._awaited: Event | None = None

    @property
    def cancelled(self) -> bool:
        """Whether nobody waits any more."""
        return self._cancelled

    def cancel(self) -> None:
        """Keep the thread from doing anything more."""
        with self.lock:
            self._cancelled = True
        if self._awaited is not None:
            self._awaited.set()

    def check(self) -> None:
        """Raise an error if nobody waits any more; nobody sees it."""
        if self.cancelled:
            raise CancelledError

    def wait(self, event: Event, seconds: float) -> None:
        """Wait for an event, at most this long, and only while the call is wanted."""
        self._awaited = event
        try:
            self.check()
            event.wait(seconds)
            self.check()
        finally:
            self._awaited = None


def check() -> None:
    """Raise an error if nobody waits for the call of this thread any more."""
    if (cancellation := Cancellation.current.get()) is not None:
        cancellation.check()


def pause(event: Event, seconds: float) -> None:
    """Wait for an event, at most this long, while the call of this thread is wanted."""
    cancellation = Cancellation.current.get()
    if cancellation is None:
        event.wait(seconds)
    else:
        cancellation.wait(event, seconds)
