"""Iterating over what comes in pages.

The step from one page to the next is `operations.following`; here are the loops around
it, one that waits and one that awaits, and what a loop needs besides: not going in
circles, and saying where it stopped.
"""

from abc import abstractmethod
from collections.abc import (
    AsyncIterator,
    Awaitable,
    Callable,
    Generator,
    Iterator,
)
from concurrent.futures import ThreadPoolExecutor
from contextlib import (
    AbstractContextManager,
    ExitStack,
    closing,
    contextmanager,
    nullcontext,
)
from contextvars import copy_context
from functools import partial
from hashlib import blake2b
from threading import current_thread
from typing import TYPE_CHECKING, Generic, NoReturn, Protocol, TypeVar

from ..errors import PaginationError
from ..operations import ItemT, PagedRequest, PageT, following
from .unfetched import Unfetched

__all__ = [
    "AsyncIteration",
    "AsyncPages",
    "Pages",
]

#: What the threads are called that fetch ahead.
PREFETCH = "connectcases_typed-prefetch"

T = TypeVar("T")


class AsyncStart(Protocol):
    """Begins to fetch a page; what it answers awaits it."""

    def __call__(
        self, request: PagedRequest[PageT, ItemT], /
    ) -> Callable[[], Awaitable[PageT]]:
        """Begin to fetch the page a request asks for."""
        ...


class Pages(Unfetched, Generic[PageT, ItemT]):
    """Everything a paged request finds, fetched page by page as it is iterated.

    Iterate it for the items, `by_page()` for the responses. Nothing is fetched
    before, so it has no length and is neither true nor false; iterating again asks
    the service again. An empty page does not end it, only a missing token does.

    Attributes:
        request: the request of the first page.

    Raises, while iterating, besides what the operation raises:
        PaginationError: the service answered a token that was seen before.

    Whatever is raised while iterating carries the token to go on with: see
    `resume_token`.
    """

    def __init__(
        self,
        send: Callable[[PagedRequest[PageT, ItemT]], PageT],
        request: PagedRequest[PageT, ItemT],
        *,
        ahead: bool = False,
    ) -> None:
        self._send = send
        self._ahead = ahead
        self.request = request

    if not TYPE_CHECKING:  # as in `Unfetched`

        def __aiter__(self) -> NoReturn:
            raise TypeError("pages of a client that blocks are iterated with for")

    def prefetch(self) -> "Pages[PageT, ItemT]":
        """The same, with the next page being fetched while this one is worked on.

        In a thread of its own, which is gone when the iteration ends or is given up;
        giving up waits for the page that is on its way. An error surfaces at the page
        it belongs to.
        """
        return Pages(self._send, self.request, ahead=True)

    def __iter__(self) -> Iterator[ItemT]:
        with closing(self.by_page()) as pages:
            for page in pages:
                yield from self.request.items_of(page)

    def by_page(self) -> Generator[PageT]:
        """The responses themselves, each with its `next_token` and `metadata`."""
        if not self._ahead:
            yield from self._walk(lambda fetch: fetch)
            return
        with _thread() as thread:
            yield from self._walk(
                # Tracing and the like find their place through the context.
                lambda fetch: thread.submit(copy_context().run, fetch).result
            )

    def _walk(
        self, start: Callable[[Callable[[], PageT]], Callable[[], PageT]]
    ) -> Generator[PageT]:
        """One page after another; `start` may begin to fetch before it is asked to."""
        seen = SeenTokens(self.request.operation)

        def fetch(request: PagedRequest[PageT, ItemT]) -> PageT:
            with resumable(request.next_token):
                seen.add(request.next_token)
                return self._send(request)

        request: PagedRequest[PageT, ItemT] | None = self.request
        fetched = start(partial(fetch, self.request))
        while request is not None:
            page = fetched()
            request = following(request, page)
            if request is not None:
                fetched = start(partial(fetch, request))
            yield page

    def __repr__(self) -> str:
        return f"Pages({self.request!r})"


class AsyncPages(Unfetched, Generic[PageT, ItemT]):
    """`Pages` of a client that is awaited: `async for` instead of `for`.

    Attributes:
        request: the request of the first page.
    """

    def __init__(
        self,
        send: Callable[[PagedRequest[PageT, ItemT]], Awaitable[PageT]],
        request: PagedRequest[PageT, ItemT],
        ahead: Callable[[], AbstractContextManager[AsyncStart]],
        *,
        prefetched: bool = False,
    ) -> None:
        self._send = send
        self._ahead = ahead
        self._prefetched = prefetched
        self.request = request

    _loop = "async for item in pages"
    _list = "[item async for item in pages]"

    if not TYPE_CHECKING:  # as in `Unfetched`

        def __iter__(self) -> NoReturn:
            raise TypeError(f"nothing is fetched yet: {self._loop}, or {self._list}")

    def prefetch(self) -> "AsyncPages[PageT, ItemT]":
        """The same, with the next page being fetched while this one is worked on.

        An error surfaces at the page it belongs to. A page that is on its way when
        the iteration is given up is dropped when it arrives.
        """
        return AsyncPages(self._send, self.request, self._ahead, prefetched=True)

    def __aiter__(self) -> "AsyncIteration[ItemT]":
        return _Items(self._walk(), self.request)

    def by_page(self) -> "AsyncIteration[PageT]":
        """The responses themselves, each with its `next_token` and `metadata`."""
        return self._walk()

    def _walk(self) -> "_Walk[PageT, ItemT]":
        ahead = self._ahead() if self._prefetched else nullcontext()
        return _Walk(self.request, ahead, self._send)

    def __repr__(self) -> str:
        return f"AsyncPages({self.request!r})"


@contextmanager
def _thread() -> Generator[ThreadPoolExecutor]:
    """A thread that is gone afterwards, what it was at included."""
    executor = ThreadPoolExecutor(1, PREFETCH)
    try:
        yield executor
    finally:
        # The garbage collector may close an iterator anywhere, in a thread like this
        # too: that must not wait for itself, it ends by itself after what it is at.
        ours = current_thread().name.startswith(PREFETCH)
        executor.shutdown(wait=not ours)


class AsyncIteration(AsyncIterator[T]):
    """One iteration of `AsyncPages`.

    It may be left at any time, by `break` or by an error. Only pages fetched ahead
    are anything to give up; that happens when it is let go of, or at `aclose()`.
    """

    # Not an async generator: one that is left early is closed by the event loop, some
    # time later, and trio warns of it.

    @abstractmethod
    async def aclose(self) -> None:
        """End it here and now; for `contextlib.aclosing`."""


class _Walk(AsyncIteration[PageT], Generic[PageT, ItemT]):
    """From page to page."""

    def __init__(
        self,
        request: PagedRequest[PageT, ItemT],
        ahead: AbstractContextManager[AsyncStart | None],
        send: Callable[[PagedRequest[PageT, ItemT]], Awaitable[PageT]],
    ) -> None:
        self._send = send
        self._request: PagedRequest[PageT, ItemT] | None = request
        self._seen = SeenTokens(request.operation)
        self._fetch: Callable[[], Awaitable[PageT]] | None = None
        self._awaited = False
        # A generator's: so it is left, too, when this walk is let go of.
        self._ahead = ExitStack()
        self._start = self._ahead.enter_context(ahead)

    async def __anext__(self) -> PageT:
        self._check_not_awaited()
        if self._request is None:
            raise StopAsyncIteration
        self._awaited = True
        try:
            return await self._page(self._request)
        except BaseException:
            self._end()
            raise
        finally:
            self._awaited = False

    async def _page(self, request: PagedRequest[PageT, ItemT]) -> PageT:
        with resumable(request.next_token):
            self._seen.add(request.next_token)
            fetch = self._fetch or partial(self._send, request)
            page = await fetch()
        self._request = following(request, page)
        if self._request is None:
            self._end()
        elif self._start is not None:
            self._fetch = self._start(self._request)
        return page

    async def aclose(self) -> None:
        self._check_not_awaited()
        self._end()

    def _end(self) -> None:
        self._request = None
        self._ahead.close()

    def _check_not_awaited(self) -> None:
        if self._awaited:
            raise RuntimeError("another task is waiting for this iteration")


class _Items(AsyncIteration[ItemT], Generic[PageT, ItemT]):
    """From item to item."""

    def __init__(
        self, pages: AsyncIteration[PageT], request: PagedRequest[PageT, ItemT]
    ) -> None:
        self._pages = pages
        self._items_of = request.items_of
        self._items: Iterator[ItemT] = iter(())

    async def __anext__(self) -> ItemT:
        while True:
            for item in self._items:
                return item
            self._items = iter(self._items_of(await anext(self._pages)))

    async def aclose(self) -> None:
        self._items = iter(())
        await self._pages.aclose()


class SeenTokens:
    """The tokens of one iteration. A token may take 9000 characters; 16 bytes do."""

    def __init__(self, operation: str) -> None:
        self._operation = operation
        self._digests: set[bytes] = set()

    def add(self, token: str | None) -> None:
        """Note a token about to be used.

        Raises:
            PaginationError: it was used before.
        """
        if token is None:
            return
        digest = blake2b(token.encode("utf-8", "surrogatepass"), digest_size=16)
        if digest.digest() in self._digests:
            raise PaginationError(self._operation)
        self._digests.add(digest.digest())


@contextmanager
def resumable(token: str | None) -> Generator[None]:
    """Leave the token to go on with on whatever is raised inside."""
    try:
        yield
    except BaseException as error:
        # Not only on ours: a connection error ends an iteration just as well.
        setattr(error, "next_token", token)  # noqa: B010 - Exception does not declare it
        raise
