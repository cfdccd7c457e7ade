"""The client for asyncio and trio: the same three verbs, awaited.

How it works: an *engine* sends requests. The ordinary one has a `Client` do it in
worker threads, so that everything that works there works here: any operation, moto,
tracing, tuning. The rates of the service are far below what threads carry. The other
one awaits an aiobotocore client, with no thread at all.
"""

import asyncio
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from contextvars import copy_context
from functools import partial
from importlib.util import find_spec
from threading import Lock
from types import TracebackType
from typing import Any, Protocol, Self, Unpack

if find_spec("anyio") is None:
    raise ImportError(
        "AsyncClient needs anyio: pip install 'connectcases-typed[async]'"
    )

from anyio import CapacityLimiter, NoEventLoopError, from_thread, to_thread

from . import transport
from .checks import Rules
from .client import Client
from .operations import ItemT, PagedRequest, PageT, Request, ResponseT
from .paging import AsyncPages, AsyncStart
from .rates import RateLimits
from .service import ConnectCases
from .wire import encode


class AsyncClient(ConnectCases):
    """`Client` for asyncio and trio: operations are awaited, pages are `async for`.

    It takes what `Client` takes. boto3 is driven in worker threads, as many as the
    client has connections (10, unless `Config(max_pool_connections=...)` says
    otherwise). A client belongs to the event loop it is first used in; `async with`
    closes it.

    A cancelled call raises at once. What was on its way goes on in its thread, and a
    write may still take effect: to be sure, read, or send it again where it has a
    `client_token`.

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
                transport.pace(client, rate_limits, _sleep_unless_cancelled)
            return client

        self._engine: _Engine = _Threads(build, check_limits=check_limits, owned=True)

    @classmethod
    def wrap(
        cls, client: transport.Boto3Client, /, *, check_limits: bool = True
    ) -> Self:
        """A client on a boto3 or aiobotocore client of yours, never closed by this."""
        self = cls.__new__(cls)
        if _is_aiobotocore(client):
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

    def pages(self, request: PagedRequest[PageT, ItemT], /) -> AsyncGenerator[PageT]:
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
        self._building = Lock()
        self._built: Client | None = None
        self._limiter: CapacityLimiter | None = None

    @property
    def boto3(self) -> Any:
        return self._client().boto3

    # Reading the service model takes longer than a loop may be kept: so this is
    # called in a thread.
    def _client(self) -> Client:
        with self._building:
            if self._built is None:
                self._built = Client.wrap(
                    self._build(), check_limits=self._check_limits
                )
            return self._built

    async def send(self, request: Request[ResponseT], /) -> ResponseT:
        limiter = self._limiter or self._limit(
            await to_thread.run_sync(self._client, abandon_on_cancel=True)
        )
        return await to_thread.run_sync(
            self._send, request, abandon_on_cancel=True, limiter=limiter
        )

    def _limit(self, client: Client) -> CapacityLimiter:
        # Another task may have come here while this one waited for the client.
        if self._limiter is None:
            size = client.boto3.meta.config.max_pool_connections
            self._limiter = CapacityLimiter(size)
        return self._limiter

    def _send(self, request: Request[ResponseT]) -> ResponseT:
        return self._client().send(request)

    @contextmanager
    def ahead(self) -> Generator[AsyncStart]:
        thread = ThreadPoolExecutor(1, "connectcases_typed-prefetch")

        def start(
            request: PagedRequest[PageT, ItemT],
        ) -> Callable[[], Awaitable[PageT]]:
            # Tracing and the like find their place through the context.
            page = thread.submit(copy_context().run, self._send, request)
            return partial(_outcome, page)

        try:
            yield start
        finally:
            thread.shutdown(wait=False, cancel_futures=True)

    def close(self) -> None:
        if self._owned and self._built is not None:
            self._built.boto3.close()


async def _outcome(page: Future[PageT]) -> PageT:
    if page.done():
        return page.result()
    return await to_thread.run_sync(page.result, abandon_on_cancel=True)


def _sleep_unless_cancelled(seconds: float) -> None:
    """Sleep before a request; if its call was cancelled meanwhile, it is not sent."""
    time.sleep(seconds)
    try:
        from_thread.check_cancelled()
    except NoEventLoopError:
        # A thread of our own, fetching ahead: nobody can cancel it.
        return


class _Aiobotocore:
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
        pending: asyncio.Task[Any] | None = None

        def start(
            request: PagedRequest[PageT, ItemT],
        ) -> Callable[[], Awaitable[PageT]]:
            nonlocal pending
            page = pending = asyncio.ensure_future(self.send(request))
            return lambda: page

        try:
            yield start
        finally:
            # An error nobody waits for any more is retrieved, or asyncio complains.
            if pending is not None and not pending.cancel() and not pending.cancelled():
                pending.exception()

    def close(self) -> None:
        """Nothing to close: the client is not ours."""


def _is_aiobotocore(client: object) -> bool:
    return any(cls.__module__.startswith("aiobotocore.") for cls in type(client).mro())
