"""How an `AsyncClient` sends requests without blocking its event loop.

There are two engines. `Threads` runs an ordinary `Client` in worker threads, so that
everything that works with boto3 works here: every operation, moto, tracing, hooks.
`Aiobotocore` awaits an aiobotocore client and needs no thread. This page is about
`Threads`.

What is awaited. `send` awaits one worker thread, which makes the call from start to
end: it checks the request, waits for its rate, sends it, tries again where boto3 does,
and reads the response. The first call also awaits a thread that makes the boto3 client,
since making one reads files.

What each lock and limiter guards.

- `_Entrance.one_by_one`, an `anyio.Lock` in each event loop: calls enter threads one at
  a time, with a turn of the loop between any two. Starting a thread blocks the loop for
  a moment; fifty at once would block it for long.
- `_Entrance.limiter`, an `anyio.CapacityLimiter` in each event loop: how many worker
  threads the calls of this loop may use. It is as large as the connection pool.
- `_Connections`, a semaphore of the whole engine: how many threads may use the
  connection pool at once. The limiter is not enough for that: a cancelled call returns
  its place in the limiter while its thread is still sending, pages fetched ahead never
  take a place, and every event loop has a limiter of its own.
- `Threads._building`, a `threading.Lock`: the boto3 client is made once.

What cancelling does. A thread cannot be interrupted. The awaiting call raises at once
and sets the `Cancellation` that its thread carries. A thread that waits for a
connection or for its rate stops waiting and sends nothing. A thread that has sent its
request waits for the response, does not try again, and drops the response. The error
that the caller sees says which of the two happened: see `may_have_been_done`.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Generator
from concurrent.futures import Future
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from threading import Condition, Lock
from typing import Any, Protocol
from weakref import WeakKeyDictionary

import anyio
import attrs
from anyio import CapacityLimiter, to_thread
from anyio.lowlevel import RunVar

from .._forks import renew_in_children
from ..client import Client
from ..errors import ClientClosedError
from ..failures import note
from ..operations import ItemT, PagedRequest, PageT, Request, ResponseT
from . import transport
from .calls import Boto3Client, Manner, calling, watch
from .cancellation import Cancellation
from .many import Send
from .paging import AsyncStart
from .prefetching import PrefetchThread


class Engine(Protocol):
    """Sends the requests of an `AsyncClient`."""

    @property
    def boto3(self) -> Any:
        """The client underneath."""
        ...

    @property
    def built(self) -> Any:
        """The client underneath; None as long as it is not built."""
        ...

    async def send(self, request: Request[ResponseT], /) -> ResponseT:
        """Send a request and return its response."""
        ...

    def ahead(self) -> AbstractContextManager[AsyncStart]:
        """Fetch pages ahead inside the block; leaving it gives up the one under way."""
        ...

    def blocking(self) -> Send:
        """What sends a request in another thread, and waits there for the response."""
        ...

    def close(self) -> None:
        """Refuse further calls, and close the connections if they are ours."""
        ...


class _Connections:
    """A semaphore with as many places as the client has connections.

    Waiting for a place ends when the call is cancelled.
    """

    def __init__(self, size: int) -> None:
        self.size = size
        self._free = size
        self._changed = Condition()

    @contextmanager
    def one(self, cancellation: Cancellation) -> Generator[None]:
        """Hold a place, unless the call is cancelled before there is one."""
        with self._changed:
            self._changed.wait_for(lambda: self._free or cancellation.cancelled)
            cancellation.check()
            self._free -= 1
        try:
            yield
        finally:
            with self._changed:
                self._free += 1
                self._changed.notify()

    def wake(self) -> None:
        """Let those who wait see whether they were cancelled."""
        with self._changed:
            self._changed.notify_all()


class _Blocking(Client):
    """The client that the threads share."""

    @classmethod
    def on(cls, boto3: Boto3Client, manner: Manner, *, owned: bool) -> Client:
        """A client that calls in the manner of the engine."""
        return cls._on(boto3, manner, owned=owned)


@attrs.frozen(eq=False)
class _Entrance:
    """What calls of one event loop wait for on their way into a thread.

    The limiter has one place until the boto3 client is made: only then is the size of
    the connection pool known.
    """

    one_by_one: anyio.Lock = attrs.field(factory=anyio.Lock)
    limiter: CapacityLimiter = attrs.field(factory=lambda: CapacityLimiter(1))


# A client may be used in several event loops; each has an entrance of its own.
_ENTRANCES: RunVar[WeakKeyDictionary["Threads", _Entrance]] = RunVar(
    "connectcases_typed.entrances"
)


class Threads:
    """Sends with an ordinary `Client` in worker threads; see the top of this module."""

    def __init__(
        self,
        build: Callable[[], Boto3Client],
        manner: Manner,
        *,
        owned: bool,
    ) -> None:
        self._build = build
        self._manner = manner
        self._owned = owned
        self._closed = False
        self._building = Lock()
        self._built: tuple[Client, _Connections] | None = None
        renew_in_children(self, Threads._renew)

    def _renew(self) -> None:
        """Make new locks in a forked child: no thread there could release the old."""
        self._building = Lock()
        if self._built is not None:
            client, connections = self._built
            self._built = client, _Connections(connections.size)

    @property
    def boto3(self) -> Any:
        return self._made()[0].boto3

    @property
    def built(self) -> Any:
        return None if self._built is None else self._built[0].boto3

    def _made(self) -> tuple[Client, _Connections]:
        """The client and its connections. The first call makes them, which blocks.

        Raises:
            ClientClosedError: it was closed before it was made.
        """
        if self._built is not None:
            return self._built
        with self._building:
            if self._built is None:
                if self._closed:
                    raise ClientClosedError
                boto3 = self._build()
                connections = _Connections(boto3.meta.config.max_pool_connections)
                client = _Blocking.on(boto3, self._manner, owned=self._owned)
                self._built = client, connections
            return self._built

    async def send(self, request: Request[ResponseT], /) -> ResponseT:
        cancellation = Cancellation()
        try:
            return await self._enter(request, cancellation)
        except BaseException as error:
            self._give_up(cancellation)
            if cancellation.note is not None:
                cancellation.note(error)
            else:
                # No thread has started the call, and none will.
                note(error, request, attempts=0, may_have_been_done=False)
            raise

    async def _enter(
        self, request: Request[ResponseT], cancellation: Cancellation
    ) -> ResponseT:
        entrance = self._entrance()
        async with entrance.one_by_one:
            if self._built is None:
                await to_thread.run_sync(
                    self._made, abandon_on_cancel=True, limiter=entrance.limiter
                )
        _, connections = self._made()
        entrance.limiter.total_tokens = connections.size
        return await to_thread.run_sync(
            self._send,
            request,
            cancellation,
            abandon_on_cancel=True,
            limiter=entrance.limiter,
        )

    def _entrance(self) -> _Entrance:
        entrances = _ENTRANCES.get(None)
        if entrances is None:
            _ENTRANCES.set(entrances := WeakKeyDictionary())
        if self not in entrances:
            entrances[self] = _Entrance()
        return entrances[self]

    def _send(
        self, request: Request[ResponseT], cancellation: Cancellation
    ) -> ResponseT:
        # Release the GIL. A new thread keeps it for a switch interval (5 ms) otherwise,
        # while the event loop that has started the thread waits for it.
        time.sleep(0)
        client, connections = self._made()
        # A worker thread runs in a copy of its caller's context, so no other call sees
        # this.
        Cancellation.current.set(cancellation)
        with connections.one(cancellation):
            return client.send(request)

    def _give_up(self, cancellation: Cancellation) -> None:
        cancellation.cancel()
        if self._built is not None:
            _, connections = self._built
            connections.wake()

    def blocking(self) -> Send:
        def send(request: Request[ResponseT], /) -> ResponseT:
            return self._send(request, Cancellation())

        return send

    @contextmanager
    def ahead(self) -> Generator[AsyncStart]:
        thread = PrefetchThread()

        def start(
            request: PagedRequest[PageT, ItemT],
        ) -> Callable[[], Awaitable[PageT]]:
            send = partial(self._send, request, thread.cancellation)
            try:
                page = thread.submit(send)
            except RuntimeError:
                # No thread can be started, since the interpreter is ending or there are
                # too many: send the request when the page is awaited.
                return partial(self.send, request)

            async def fetched() -> PageT:
                # As in `paging._Ahead`: a forked child has no such thread.
                if thread.is_elsewhere:
                    return await self.send(request)
                return await _outcome(page)

            return fetched

        try:
            yield start
        finally:
            self._give_up(thread.cancellation)
            thread.give_up()

    def close(self) -> None:
        self._closed = True
        if self._built is not None:
            client, _ = self._built
            client.close()


async def _outcome(page: Future[PageT]) -> PageT:
    if page.done():
        return page.result()
    # A limiter for this alone. In a shared one this could deadlock: the calls that
    # hold its places may be waiting for this page.
    return await to_thread.run_sync(
        page.result, abandon_on_cancel=True, limiter=CapacityLimiter(1)
    )


class Aiobotocore:  # pragma: no cover - tested by `make test-aiobotocore`
    """An aiobotocore client, awaited."""

    def __init__(self, client: Boto3Client, manner: Manner) -> None:
        self.boto3: Boto3Client = client
        self.built: Boto3Client | None = client
        self._manner = manner
        self._closed = False
        watch(client)

    async def send(self, request: Request[ResponseT], /) -> ResponseT:
        with calling(request, self._manner) as call:
            if self._closed:
                raise ClientClosedError
            method = transport.method_of(self.boto3, request)
            call.answer = await method(**call.parameters())
        return call.response()

    def blocking(self) -> Send:
        loop = asyncio.get_running_loop()

        def send(request: Request[ResponseT], /) -> ResponseT:
            sent = asyncio.run_coroutine_threadsafe(self.send(request), loop)
            return sent.result()

        return send

    @contextmanager
    def ahead(self) -> Generator[AsyncStart]:
        pages: set[asyncio.Task[Any]] = set()

        def start(
            request: PagedRequest[PageT, ItemT],
        ) -> Callable[[], Awaitable[PageT]]:
            page = asyncio.ensure_future(self.send(request))
            pages.add(page)
            page.add_done_callback(pages.discard)
            # Retrieve the error of a page that nobody awaits any more. asyncio would
            # log it as never retrieved.
            page.add_done_callback(lambda page: page.cancelled() or page.exception())
            return lambda: page

        try:
            yield start
        finally:
            for page in pages:
                page.cancel()

    def close(self) -> None:
        # The connections belong to the user's client.
        self._closed = True


def is_aiobotocore(client: object) -> bool:
    """Whether a client is aiobotocore's, which need not be installed."""
    return any(cls.__module__.startswith("aiobotocore.") for cls in type(client).mro())
