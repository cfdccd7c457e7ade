"""Sending many requests side by side, and knowing what became of each.

`Sending` has the threads, the journal and the outcomes that are ready. The two loops
around it take requests as there is room and hand out outcomes: the one here waits, the
one in `many_async` awaits. Both take requests where they are iterated, so that an
iterable needs to know nothing of threads, and so that an endless one is taken no faster
than its outcomes are.
"""

import json
from collections import deque
from collections.abc import Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from hashlib import sha256
from os import PathLike, getpid
from threading import Condition, Lock
from typing import Any, Protocol, TypeAlias, cast

import attrs

from ..conversion.checks import Rules
from ..conversion.wire import encode, from_botocore, to_botocore
from ..errors import ConnectCasesError
from ..failures import may_have_been_done
from ..operations import IdempotentRequest, Repeat, Request, ResponseT
from .calls import Call
from .journal import Entry, Journal
from .outcomes import Done, EarlierRunError, InDoubt, JournalError, NotDone, Outcome

#: The name of the threads.
_THREADS = "connectcases_typed-send_all"

Path: TypeAlias = str | PathLike[str]


class Send(Protocol):
    """Sends a request, in whatever thread it is called."""

    def __call__(self, request: Request[ResponseT], /) -> ResponseT:
        """Send a request and return its response."""
        ...


class Sending:
    """Requests under way in threads, and the outcomes not yet taken."""

    def __init__(self, send: Send, workers: int, journal: Path | None) -> None:
        if workers < 1:
            raise ValueError(f"workers is 1 or more, not {workers}")
        self._send = send
        self._workers = workers
        self._path = journal
        self._opening = Lock()
        self._journal: Journal | None = None
        self._threads = ThreadPoolExecutor(workers, _THREADS)
        self._changed = Condition()
        self._ready: deque[Future[Outcome[Any]]] = deque()
        self._running = 0
        self._closed = False
        # The process that begins the run. Only there are the threads and the journal.
        self._process: int | None = None

    @property
    def _is_elsewhere(self) -> bool:
        """Whether the run was begun in a process that this one was forked from."""
        return self._process not in {None, getpid()}

    @property
    def has_room(self) -> bool:
        """Whether another request can be begun."""
        return self.under_way < self._workers

    @property
    def under_way(self) -> int:
        """How many requests were begun whose outcomes have not been taken.

        Raises:
            RuntimeError: the run was begun in another process.
        """
        if self._is_elsewhere:
            raise RuntimeError(
                f"this run of send_all belongs to process {self._process}, which began "
                f"it; process {getpid()} was forked from that one meanwhile, and has "
                "neither its threads nor its journal"
            )
        with self._changed:
            return 0 if self._closed else self._running + len(self._ready)

    def begin(self, index: int, request: Request[Any]) -> None:
        """Begin to send a request."""
        self._process = getpid()
        with self._changed:
            self._running += 1
        # Tracing finds the current span through the context.
        future = self._threads.submit(copy_context().run, self._one, index, request)
        future.add_done_callback(self._done)

    def wait(self) -> None:
        """Wait until there is an outcome to take, or this is closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._ready or self._closed)

    @property
    def is_ready(self) -> bool:
        """Whether there is an outcome to take."""
        with self._changed:
            return bool(self._ready)

    def take(self) -> Outcome[Any]:
        """Take an outcome.

        Raises:
            OSError, JournalError: the journal cannot be written, or is of another run.
        """
        with self._changed:
            future = self._ready.popleft()
        return future.result()

    def close(self, *, wait: bool) -> None:
        """Begin nothing more; requests under way are finished.

        In a forked child this does nothing: it is for the parent to close it.
        """
        if self._is_elsewhere:
            return
        self._threads.shutdown(wait=wait, cancel_futures=True)
        with self._changed:
            self._closed = True
            self._ready.clear()
            self._changed.notify_all()
            self._close_journal()

    def _done(self, future: Future[Outcome[Any]]) -> None:
        with self._changed:
            self._running -= 1
            if not self._closed:
                self._ready.append(future)
            self._changed.notify_all()
            self._close_journal()

    def _close_journal(self) -> None:
        """Close the journal when no thread is left to write in it."""
        if self._closed and not self._running and self._journal is not None:
            self._journal.close()

    def _opened(self, path: Path) -> Journal:
        """The journal: read in a thread, since an event loop may be waiting."""
        with self._opening:
            if self._journal is None:
                self._journal = Journal(path)
            return self._journal

    def _one(self, index: int, request: Request[Any]) -> Outcome[Any]:
        if self._path is None:
            return self._sent(index, request)
        journal = self._opened(self._path)
        try:
            digest = _digest(request)
        except (ConnectCasesError, TypeError):
            # It will not be sent: the client raises an error that says why.
            return self._sent(index, request)
        entry = journal.find(index)
        if entry is not None:
            if entry.digest != digest:
                raise JournalError(
                    journal.path,
                    f"it knows another request of index {index}: a run that goes on "
                    "needs the same requests at the same indexes",
                )
            request = _with_token(request, entry.token)
            if (outcome := _earlier(index, request, entry)) is not None:
                return outcome
        journal.begin(index, request.operation, digest, _token(request))
        outcome = self._sent(index, request)
        match outcome:
            case Done():
                response: object = outcome.response
                journal.end(index, "done", to_botocore(response))
            case NotDone():
                journal.end(index, "not_done", _said(outcome.error))
            case InDoubt():
                journal.end(index, "in_doubt", _said(outcome.error))
        return outcome

    def _sent(self, index: int, request: Request[Any]) -> Outcome[Any]:
        # In a context of its own: see `begin`. Here a doubt has an outcome, and a write
        # that boto3 sends twice would look like one that was done once.
        Call.never_twice.set(True)
        try:
            response = self._send(request)
        # Any error belongs to one request: the others go on.
        except Exception as error:  # noqa: BLE001 - it is in the outcome
            if _is_write(request) and may_have_been_done(error):
                return InDoubt(index=index, request=request, error=error)
            return NotDone(index=index, request=request, error=error)
        return Done(index=index, request=request, response=response)


def outcomes(
    sending: Sending, requests: Iterable[Request[ResponseT] | None]
) -> Generator[Outcome[ResponseT]]:
    """Send requests concurrently; yield outcomes as they are known."""
    failure: Exception | None = None
    is_over = False
    try:
        source = enumerate(requests)
        while True:
            while not is_over and sending.has_room:
                try:
                    index, request = next(source)
                except StopIteration:
                    is_over = True
                except Exception as error:  # noqa: BLE001 - raised when all is known
                    is_over, failure = True, error
                else:
                    if request is not None:
                        sending.begin(index, request)
            if not sending.under_way:
                break
            sending.wait()
            yield sending.take()
    finally:
        sending.close(wait=True)
    if failure is not None:
        raise failure


def _earlier(index: int, request: Request[Any], entry: Entry) -> Outcome[Any] | None:
    """The outcome that an earlier run has left; None if it is to be sent again."""
    if entry.done is not None:
        response = from_botocore(entry.done, request.response)
        return Done(index=index, request=request, response=response, is_earlier=True)
    if entry.refused or entry.token is not None or not _is_write(request):
        return None
    return InDoubt(index=index, request=request, error=EarlierRunError(entry.doubt))


# Annotated as `object`: without a type checker, a user may pass anything.
def _is_write(request: object) -> bool:
    return isinstance(request, Request) and request.repeat is not Repeat.READ


def _token(request: Request[Any]) -> str | None:
    """The client token a request is sent with, if it can have one."""
    if isinstance(request, IdempotentRequest):
        return request.idempotency_token
    return None


def _with_token(request: Request[Any], token: str | None) -> Request[Any]:
    """The request with the client token that an earlier run has sent it with."""
    if token is None or token == _token(request):
        return request
    # attrs types `evolve` only for classes it decorated itself.
    evolved: Request[Any] = attrs.evolve(cast("Any", request), client_token=token)
    return evolved


def _digest(request: Request[Any]) -> str:
    """A digest that identifies a request, whatever its client token."""
    members = encode(request, Rules.TYPES)
    members.pop("clientToken", None)
    text = json.dumps([request.operation, members], sort_keys=True)
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
