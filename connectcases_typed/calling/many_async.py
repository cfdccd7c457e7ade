"""`send_all` for `AsyncClient`: the same, awaited."""

from collections.abc import AsyncIterable, AsyncIterator, Callable, Iterable
from inspect import isasyncgen
from typing import TypeAlias
from weakref import finalize

from anyio import CapacityLimiter, to_thread
from anyio.lowlevel import checkpoint

from ..operations import Request, ResponseT
from .many import Sending
from .outcomes import Outcome
from .paging import AsyncIteration

Requests: TypeAlias = (
    Iterable[Request[ResponseT] | None] | AsyncIterable[Request[ResponseT] | None]
)


class Outcomes(AsyncIteration[Outcome[ResponseT]]):
    """The outcomes of many requests, as they are known.

    If it is left early, or cancelled, nothing more is begun, and requests under way are
    finished in the background.
    """

    def __init__(
        self, start: Callable[[], Sending], requests: Requests[ResponseT]
    ) -> None:
        self._start = start
        self._source = _taken(requests)
        self._sending: Sending | None = None
        self._index = 0
        self._failure: Exception | None = None
        self._is_over = False
        self._is_awaited = False
        # In a thread of its own: the calls that hold the shared ones may be waiting for
        # this.
        self._waiting = CapacityLimiter(1)

    async def __anext__(self) -> Outcome[ResponseT]:
        if self._is_awaited:
            raise RuntimeError("another task is waiting for this iteration")
        self._is_awaited = True
        try:
            return await self._next(self._sending or self._begin())
        finally:
            self._is_awaited = False

    async def _next(self, sending: Sending) -> Outcome[ResponseT]:
        await self._fill(sending)
        if not sending.under_way:
            sending.close(wait=False)
            failure, self._failure = self._failure, None
            raise failure or StopAsyncIteration
        if sending.is_ready:
            await checkpoint()
        else:
            # If this wait is given up, no outcome is taken: the next caller gets it.
            await to_thread.run_sync(
                sending.wait, abandon_on_cancel=True, limiter=self._waiting
            )
        return sending.take()

    def _begin(self) -> Sending:
        self._sending = sending = self._start()
        # Also when it is garbage-collected without `aclose`.
        finalize(self, sending.close, wait=False)
        return sending

    async def _fill(self, sending: Sending) -> None:
        while not self._is_over and sending.has_room:
            try:
                request = await anext(self._source)
            except StopAsyncIteration:
                self._is_over = True
            except Exception as error:  # noqa: BLE001 - raised when all is known
                self._is_over, self._failure = True, error
            except BaseException:
                # A cancelled generator has ended, and would look as if all requests
                # were taken.
                if isasyncgen(self._source):
                    self._is_over = True
                    self._failure = RuntimeError("the requests were cancelled")
                raise
            else:
                if request is not None:
                    sending.begin(self._index, request)
                self._index += 1

    async def aclose(self) -> None:
        """Begin nothing more; do not wait for requests under way."""
        self._is_over, self._failure = True, None
        if self._sending is not None:
            self._sending.close(wait=False)


class _AtOnce(AsyncIterator[Request[ResponseT] | None]):
    """An ordinary iterable as an async one: its items need no waiting."""

    def __init__(self, requests: Iterable[Request[ResponseT] | None]) -> None:
        self._requests = iter(requests)

    async def __anext__(self) -> Request[ResponseT] | None:
        for request in self._requests:
            return request
        raise StopAsyncIteration


def _taken(requests: Requests[ResponseT]) -> AsyncIterator[Request[ResponseT] | None]:
    if isinstance(requests, AsyncIterable):
        return aiter(requests)
    return _AtOnce(requests)
