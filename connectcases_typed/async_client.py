"""The client for asyncio and trio: the same three verbs, awaited.

How it works: an *engine* sends requests. The ordinary one has a `Client` do it in
worker threads, so that everything that works there works here: any operation, moto,
tracing, tuning. The rates of the service are far below what threads carry. The other
one awaits an aiobotocore client, with no thread at all.

A thread cannot be cancelled, so a `_Call` goes along with each request, and the thread
looks there whether anybody still waits: before it sends, and while it waits to.
"""

import asyncio
from collections.abc import Awaitable, Callable, Generator
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar, copy_context
from functools import partial
from importlib.util import find_spec
from threading import Condition, Event, Lock
from types import TracebackType
from typing import Any, Protocol, Self, Unpack
from weakref import WeakKeyDictionary

if find_spec("anyio") is None:  # pragma: no cover - tested in another process
    raise ImportError(
        "AsyncClient needs anyio: pip install 'connectcases-typed[async]'"
    )

from anyio import CapacityLimiter, to_thread
from anyio.lowlevel import RunVar

from . import transport
from .checks import Rules
from .client import Client
from .operations import ItemT, PagedRequest, PageT, Request, ResponseT
from .paging import AsyncIteration, AsyncPages, AsyncStart
from .rates import RateLimits
from .service import ConnectCases
from .wire import encode


class AsyncClient(ConnectCases):
    """`Client` for asyncio and trio: operations are awaited, pages are `async for`.

    It takes what `Client` takes. boto3 is driven in worker threads, as many as the
    client has connections (10, unless `Config(max_pool_connections=...)` says
    otherwise), and made there too, so that what is wrong with region or credentials
    shows at the first call. `async with` closes a client.

    A cancelled call raises at once. What was on its way is not called back, and a
    write may still take effect: to be sure, read, or send it again where it has a
    `client_token`. What was not on its way yet is never sent.

    Args:
        session: the `boto3.Session` to use; boto3's default session otherwise.
        check_limits: False leaves maxima, patterns and enum values to the service.
        rate_limits: wait rather than exceed these rates; no waiting if left out.
        arguments: see `boto3.client`.

    Every method may raise what it raises on `Client`.
    """

    def __init__(
        self,
        *,
        session: transport.Boto3Session | None = None,
        check_limits: bool = True,
        rate_limits: RateLimits | None = None,
        **arguments: Unpack[transport.Boto3Arguments],
    ) -> None:
        def build() -> transport.Boto3Client:
            client = transport.build(session, arguments)
            if rate_limits is not None:
                transport.pace(client, rate_limits, _sleep_while_wanted)
            # Also before botocore tries again. Hooks run in the order they came.
            client.meta.events.register("before-sign.connectcases.*", _go_on)
            return client

        self._engine: _Engine = _Threads(build, check_limits=check_limits, owned=True)

    @classmethod
    def wrap(
        cls, client: transport.Boto3Client, /, *, check_limits: bool = True
    ) -> Self:
        """A client on a boto3 or aiobotocore client of yours, never closed by this."""
        self = cls.__new__(cls)
        if _is_aiobotocore(client):  # pragma: no cover - as `_Aiobotocore`
            self._engine = _Aiobotocore(client, check_limits=check_limits)
        else:
            self._engine = _Threads(
                lambda: client, check_limits=check_limits, owned=False
            )
        return self

    # As in `Client`: it has no static type.
    @property
    def boto3(self) -> Any:
        """The client underneath, for whatever is not to be had here.

        The first use of it builds the client, which takes a moment.
        """
        return self._engine.boto3

    async def send(self, request: Request[ResponseT], /) -> ResponseT:
        """Send a request and answer its response; of a paged one, the first page."""
        return await self._engine.send(request)

    def pages(self, request: PagedRequest[PageT, ItemT], /) -> AsyncIteration[PageT]:
        """Iterate over the responses to a paged request."""
        return self.items(request).by_page()

    def items(self, request: PagedRequest[PageT, ItemT], /) -> AsyncPages[PageT, ItemT]:
        """Iterate over what a paged request finds."""
        return AsyncPages(self.send, request, self._engine.ahead)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close the connections; of a wrapped client they are not ours to close."""
        self._engine.close()


class _Engine(Protocol):
    """What sends the requests of an `AsyncClient`."""

    @property
    def boto3(self) -> Any: ...

    async def send(self, request: Request[ResponseT], /) -> ResponseT: ...

    def ahead(self) -> AbstractContextManager[AsyncStart]:
        """What begins to fetch pages before they are awaited; leaving gives them up."""
        ...

    def close(self) -> None: ...


class _Call:
    """A request in the hands of a thread, and whether anybody still waits for it."""

    current: ContextVar["_Call"] = ContextVar("connectcases_typed.call")

    def __init__(self) -> None:
        self.given_up = Event()

    def go_on(self) -> None:
        """Go no further if nobody waits: so nobody sees what this raises."""
        if self.given_up.is_set():
            raise CancelledError


# Both are hooks of the boto3 client, which may also be used past this one.
def _go_on(**_: object) -> None:
    if (call := _Call.current.get(None)) is not None:
        call.go_on()


def _sleep_while_wanted(seconds: float) -> None:
    call = _Call.current.get(None) or _Call()
    call.given_up.wait(seconds)


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
    def one(self, call: _Call) -> Generator[None]:
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

    def give_up(self, call: _Call) -> None:
        """Let a call go no further than it is."""
        call.given_up.set()
        with self._changed:
            self._changed.notify_all()


# boto3's default session does not make two clients at once.
_BUILDING = Lock()

# By event loop: a limiter lives in one, a client may be used in several.
_LIMITERS: RunVar[WeakKeyDictionary["_Threads", CapacityLimiter]] = RunVar(
    "connectcases_typed.limiters"
)


class _Threads:
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
        self._built: tuple[Client, _Connections] | None = None

    @property
    def boto3(self) -> Any:
        return self._made()[0].boto3

    # Reading the service model takes longer than a loop may be kept: so the first call
    # of this is in a thread.
    def _made(self) -> tuple[Client, _Connections]:
        if self._built is not None:
            return self._built
        with _BUILDING:
            if self._built is None:
                boto3 = self._build()
                connections = _Connections(boto3.meta.config.max_pool_connections)
                client = Client.wrap(boto3, check_limits=self._check_limits)
                self._built = client, connections
            return self._built

    async def send(self, request: Request[ResponseT], /) -> ResponseT:
        if self._built is None:
            await to_thread.run_sync(self._made, abandon_on_cancel=True)
        _, connections = self._made()
        call = _Call()
        try:
            return await to_thread.run_sync(
                self._send,
                request,
                call,
                abandon_on_cancel=True,
                limiter=self._limiter(connections.size),
            )
        finally:
            connections.give_up(call)

    def _limiter(self, size: int) -> CapacityLimiter:
        limiters = _LIMITERS.get(None)
        if limiters is None:
            _LIMITERS.set(limiters := WeakKeyDictionary())
        if self not in limiters:
            limiters[self] = CapacityLimiter(size)
        return limiters[self]

    def _send(self, request: Request[ResponseT], call: _Call) -> ResponseT:
        client, connections = self._made()
        # A worker's context is a copy: this is seen by the hooks of this call alone.
        _Call.current.set(call)
        with connections.one(call):
            return client.send(request)

    @contextmanager
    def ahead(self) -> Generator[AsyncStart]:
        thread = ThreadPoolExecutor(1, "connectcases_typed-prefetch")
        call = _Call()

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
    return await to_thread.run_sync(page.result, abandon_on_cancel=True)


class _Aiobotocore:  # pragma: no cover - tested by `make test-aiobotocore`
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


def _is_aiobotocore(client: object) -> bool:
    return any(cls.__module__.startswith("aiobotocore.") for cls in type(client).mro())
