"""What sends the requests of an `AsyncClient`, without keeping its event loop.

The ordinary engine has a `Client` do it in worker threads, so that everything that
works there works here: any operation, moto, tracing, tuning. The rates of the service
are far below what threads carry. The other one awaits an aiobotocore client, with no
thread at all.

A thread cannot be cancelled, so a `Call` goes along with each request, and the thread
looks there whether anybody still waits: before it sends, and while it waits to.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Generator
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar, copy_context
from functools import partial
from threading import Condition, Event, Lock
from typing import Any, Protocol
from weakref import WeakKeyDictionary

import anyio
import attrs
from anyio import CapacityLimiter, to_thread
from anyio.lowlevel import RunVar

from ..client import Client
from ..conversion.checks import Rules
from ..conversion.wire import encode
from ..operations import ItemT, PagedRequest, PageT, Request, ResponseT
from . import transport
from .many import Send
from .paging import PREFETCH, AsyncStart


class Engine(Protocol):
    """What sends the requests of an `AsyncClient`."""

    @property
    def boto3(self) -> Any:
        """The client underneath."""
        ...

    async def send(self, request: Request[ResponseT], /) -> ResponseT:
        """Send a request."""
        ...

    def ahead(self) -> AbstractContextManager[AsyncStart]:
        """What begins to fetch pages before they are awaited; leaving gives them up."""
        ...

    def blocking(self) -> Send:
        """What sends a request in another thread, and waits there for the response."""
        ...

    def close(self) -> None:
        """Close what is ours to close."""
        ...


class Call:
    """A request in the hands of a thread, and whether anybody still waits for it."""

    current: ContextVar["Call"] = ContextVar("connectcases_typed.call")

    def __init__(self) -> None:
        self.given_up = Event()

    def go_on(self) -> None:
        """Go no further if nobody waits: so nobody sees what this raises."""
        if self.given_up.is_set():
            raise CancelledError


# Both are hooks of the boto3 client, which may also be used past this one.
def go_on(**_: object) -> None:
    """Do not send, nor send again, what nobody waits for any more."""
    if (call := Call.current.get(None)) is not None:
        call.go_on()


def sleep_while_wanted(seconds: float) -> None:
    """Sleep while somebody waits for the call, and go no further when nobody does."""
    call = Call.current.get(None) or Call()
    call.given_up.wait(seconds)
    call.go_on()


class _Connections:
    """Lets as many threads send as there are connections.

    anyio's limiter sees less: a cancelled call leaves it while its thread is at work,
    and a page fetched ahead never enters it.
    """

    def __init__(self, size: int) -> None:
        self.size = size
        self._free = size
        self._changed = Condition()

    @contextmanager
    def one(self, call: Call) -> Generator[None]:
        """Have a connection, or give up with the call."""
        with self._changed:
            self._changed.wait_for(lambda: self._free or call.given_up.is_set())
            call.go_on()
            self._free -= 1
        try:
            yield
        finally:
            with self._changed:
                self._free += 1
                self._changed.notify()

    def give_up(self, call: Call) -> None:
        """Let a call go no further than it is."""
        call.given_up.set()
        with self._changed:
            self._changed.notify_all()


@attrs.frozen(eq=False)
class _Entrance:
    """Where the calls of an event loop enter threads.

    They enter one by one, with a turn of the loop between any two: entering may start
    a thread, for which the loop has to wait. Inside there is room for one, until it is
    known how many connections the client has.
    """

    one_by_one: anyio.Lock = attrs.field(factory=anyio.Lock)
    limiter: CapacityLimiter = attrs.field(factory=lambda: CapacityLimiter(1))


# By event loop: these live in one, a client may be used in several.
_ENTRANCES: RunVar[WeakKeyDictionary["Threads", _Entrance]] = RunVar(
    "connectcases_typed.entrances"
)


class Threads:
    """boto3, in worker threads."""

    def __init__(
        self,
        build: Callable[[], transport.Boto3Client],
        *,
        check_limits: bool,
        owned: bool,
    ) -> None:
        self._build = build
        self._check_limits = check_limits
        self._owned = owned
        self._building = Lock()
        self._built: tuple[Client, _Connections] | None = None

    @property
    def boto3(self) -> Any:
        return self._made()[0].boto3

    # Reading the service model takes longer than a loop may be kept: so the first call
    # of this is in a thread.
    def _made(self) -> tuple[Client, _Connections]:
        if self._built is not None:
            return self._built
        with self._building:
            if self._built is None:
                boto3 = self._build()
                connections = _Connections(boto3.meta.config.max_pool_connections)
                client = Client.wrap(boto3, check_limits=self._check_limits)
                self._built = client, connections
            return self._built

    async def send(self, request: Request[ResponseT], /) -> ResponseT:
        entrance = self._entrance()
        async with entrance.one_by_one:
            if self._built is None:
                await to_thread.run_sync(
                    self._made, abandon_on_cancel=True, limiter=entrance.limiter
                )
        _, connections = self._made()
        entrance.limiter.total_tokens = connections.size
        call = Call()
        try:
            return await to_thread.run_sync(
                self._send,
                request,
                call,
                abandon_on_cancel=True,
                limiter=entrance.limiter,
            )
        finally:
            connections.give_up(call)

    def _entrance(self) -> _Entrance:
        entrances = _ENTRANCES.get(None)
        if entrances is None:
            _ENTRANCES.set(entrances := WeakKeyDictionary())
        if self not in entrances:
            entrances[self] = _Entrance()
        return entrances[self]

    def _send(self, request: Request[ResponseT], call: Call) -> ResponseT:
        # A new thread keeps the interpreter for 5 ms unless it lets go; the loop, which
        # has just started it, is waiting.
        time.sleep(0)
        client, connections = self._made()
        # A worker's context is a copy: this is seen by the hooks of this call alone.
        Call.current.set(call)
        with connections.one(call):
            return client.send(request)

    def blocking(self) -> Send:
        def send(request: Request[ResponseT], /) -> ResponseT:
            return self._send(request, Call())

        return send

    @contextmanager
    def ahead(self) -> Generator[AsyncStart]:
        thread = ThreadPoolExecutor(1, PREFETCH)
        call = Call()

        def start(
            request: PagedRequest[PageT, ItemT],
        ) -> Callable[[], Awaitable[PageT]]:
            # Tracing and the like find their place through the context.
            page = thread.submit(copy_context().run, self._send, request, call)
            return partial(_outcome, page)

        try:
            yield start
        finally:
            call.given_up.set()
            if self._built is not None:
                _, connections = self._built
                connections.give_up(call)
            thread.shutdown(wait=False, cancel_futures=True)

    def close(self) -> None:
        if self._owned and self._built is not None:
            client, _ = self._built
            client.boto3.close()


async def _outcome(page: Future[PageT]) -> PageT:
    if page.done():
        return page.result()
    # Not in a place of the limiter that everybody shares: who holds the others may be
    # waiting for this.
    return await to_thread.run_sync(
        page.result, abandon_on_cancel=True, limiter=CapacityLimiter(1)
    )


class Aiobotocore:  # pragma: no cover - tested by `make test-aiobotocore`
    """An aiobotocore client, awaited."""

    def __init__(self, client: transport.Boto3Client, *, check_limits: bool) -> None:
        self.boto3 = client
        self._rules = Rules.ALL if check_limits else Rules.MINIMA

    async def send(self, request: Request[ResponseT], /) -> ResponseT:
        parameters = encode(request, self._rules)
        method = transport.method_of(self.boto3, request)
        with transport.mapped(request):
            answer = await method(**parameters)
        return transport.read(request, answer)

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
            # An error nobody waits for any more is nobody's: asyncio would complain.
            page.add_done_callback(lambda page: page.cancelled() or page.exception())
            return lambda: page

        try:
            yield start
        finally:
            for page in pages:
                page.cancel()

    def close(self) -> None:
        """Nothing to close: the client is not ours."""


def is_aiobotocore(client: object) -> bool:
    """Whether a client is aiobotocore's, which need not be installed."""
    return any(cls.__module__.startswith("aiobotocore.") for cls in type(client).mro())
