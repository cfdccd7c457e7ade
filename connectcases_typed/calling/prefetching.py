"""A thread that fetches pages ahead of the iteration that wants them.

It is a daemon thread of our own. The interpreter waits for an executor's threads before
it ends, and so would wait for all attempts at a page that nobody wants.
"""

import sys
from collections.abc import Callable
from concurrent.futures import Future
from contextvars import Context, copy_context
from os import getpid
from queue import SimpleQueue
from threading import Thread, current_thread
from typing import Any, TypeVar

import attrs

from .cancellation import Cancellation

#: The name of the threads.
PREFETCH = "connectcases_typed-prefetch"

T = TypeVar("T")


# `Any`: each piece of work has a result of its own type.
@attrs.frozen
class _Work:
    """Something to do in the thread, and where its result goes."""

    do: Callable[[], Any]
    context: Context
    result: "Future[Any]"


class PrefetchThread:
    """Does one thing after another, until it is given up.

    The thread is started with the first of them, and has no reference to this object:
    so the garbage collector can find that nobody iterates any more.

    Attributes:
        cancellation: what the thread's calls carry.
    """

    def __init__(self) -> None:
        self.cancellation: Cancellation = Cancellation()
        self._queue: SimpleQueue[_Work | None] = SimpleQueue()
        self._thread: Thread | None = None
        self._process = getpid()

    def submit(self, do: Callable[[], T]) -> "Future[T]":
        """Run a function in the thread.

        Raises:
            RuntimeError: the interpreter is ending and starts no thread any more.
        """
        if self._thread is None:
            arguments = self._queue, self.cancellation
            thread = Thread(target=_work, args=arguments, name=PREFETCH, daemon=True)
            thread.start()
            self._thread = thread
        result: Future[T] = Future()
        # Tracing finds the span it belongs to through the context.
        self._queue.put(_Work(do, copy_context(), result))
        return result

    @property
    def is_elsewhere(self) -> bool:
        """Whether the process has forked meanwhile, and the thread is the parent's."""
        return self._process != getpid()

    def give_up(self) -> None:
        """Start nothing more, and make no further attempt at the page under way."""
        self.cancellation.cancel()
        self._queue.put(None)

    def join(self) -> None:
        """Wait until the thread has ended, if that is possible."""
        if self._thread is None or self.is_elsewhere:
            return
        # The garbage collector may run this in any thread, even in this one, which
        # cannot wait for itself. While the interpreter ends, other threads do not run.
        is_prefetching = current_thread().name.startswith(PREFETCH)
        if not is_prefetching and not sys.is_finalizing():
            self._thread.join()


def _work(queue: "SimpleQueue[_Work | None]", cancellation: Cancellation) -> None:
    while (work := queue.get()) is not None:
        _do(work, cancellation)
        # Otherwise the thread would refer to it while it waits.
        del work


def _do(work: _Work, cancellation: Cancellation) -> None:
    def do() -> None:
        Cancellation.current.set(cancellation)
        cancellation.check()
        work.result.set_result(work.do())

    try:
        work.context.run(do)
    except BaseException as error:  # noqa: BLE001 - raised where the result is asked for
        work.result.set_exception(error)
