"""Iterating over a result that comes in pages.

`operations.following` makes the request for the next page from a page. This module has
the two loops around it: `Items._walk`, which blocks, and `_Walk`, which awaits. Both
do the following:

- They raise an error for a token that was used before, so no iteration runs in circles.
- They put on every error the token of the page that was not handed over, so that the
  iteration can be resumed.
- With `prefetch`, they fetch the next page while the caller works on this one.

The awaiting loop is no generator but a class that keeps its place between two pages;
`AsyncIteration` says why.

An iteration that is left early gives up the page that is being fetched ahead. The
thread that fetches it finishes the attempt that is under way and makes no other, so
leaving a blocking iteration takes one `read_timeout` at most.
"""

from abc import abstractmethod
from collections.abc import (
    AsyncIterator,
    Awaitable,
    Callable,
    Generator,
    Iterator,
)
from concurrent.futures import Future
from contextlib import (
    AbstractContextManager,
    ExitStack,
    closing,
    contextmanager,
    nullcontext,
)
from functools import partial
from hashlib import blake2b
from typing import TYPE_CHECKING, Generic, NoReturn, Protocol, Self, TypeVar

from .._docs import documented
from .._pickling import Unpicklable
from ..errors import PaginationError
from ..operations import ItemT, PagedRequest, PageT, following
from .unfetched import Unfetched

__all__ = [
    "AsyncItems",
    "AsyncIteration",
    "Items",
]

T = TypeVar("T")


class AsyncStart(Protocol):
    """Begins to fetch a page, and returns a function that awaits it."""

    def __call__(
        self, request: PagedRequest[PageT, ItemT], /
    ) -> Callable[[], Awaitable[PageT]]:
        """Begin to fetch the page a request asks for."""
        ...


@documented
class Items(Unfetched, Unpicklable, Generic[PageT, ItemT]):
    """Everything a paged request finds, fetched page by page as it is iterated.

    Iterate it for the items, `by_page()` for the responses. Nothing is fetched
    before, so it has no length and is neither true nor false; iterating again asks
    the service again. An empty page does not end it, only a missing token does.

    Raises, while iterating, besides what the operation raises:
        PaginationError: the service returned a token that it had returned before.

    Every error raised while iterating carries the token of the page to resume at: see
    `resume_token`.
    """

    request: PagedRequest[PageT, ItemT]
    """The request of the first page."""

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

    def prefetch(self) -> "Items[PageT, ItemT]":
        """The same items, with the next page fetched while you work on this one.

        A separate thread fetches it. The thread ends with the iteration. Leaving the
        iteration early waits for the attempt that is under way, at most one
        `read_timeout`. An error is raised at the page it belongs to.
        """
        return Items(self._send, self.request, ahead=True)

    def __iter__(self) -> Iterator[ItemT]:
        with closing(self.by_page()) as pages:
            for page in pages:
                yield from self.request.items_of(page)

    def by_page(self) -> Generator[PageT]:
        """The responses themselves, each with its `next_token` and `metadata`."""
        if not self._ahead:
            yield from self._walk(lambda fetch: fetch)
            return
        with _Ahead() as ahead:
            yield from self._walk(ahead.start)

    def _walk(
        self, start: Callable[[Callable[[], PageT]], Callable[[], PageT]]
    ) -> Generator[PageT]:
        """One page after another.

        `start` takes a function that fetches a page and returns a function that returns
        the page. Without `prefetch` it returns the same function, so a page is fetched
        when it is wanted. With it, a thread has begun to fetch the page already.
        """
        seen = SeenTokens(self.request.operation)

        def fetch(request: PagedRequest[PageT, ItemT]) -> PageT:
            seen.check(request.next_token)
            return self._send(request)

        request: PagedRequest[PageT, ItemT] | None = self.request
        fetched = start(partial(fetch, self.request))
        while request is not None:
            # Until the page is handed over: after that, the next one is to be resumed.
            with resumable(request.next_token):
                page = fetched()
                seen.add(request.next_token)
                request = following(request, page)
                if request is not None:
                    fetched = start(partial(fetch, request))
            yield page

    def __repr__(self) -> str:
        return f"Items({self.request!r})"


@documented
class AsyncItems(Unfetched, Unpicklable, Generic[PageT, ItemT]):
    """`Items` of a client that is awaited: `async for` instead of `for`."""

    request: PagedRequest[PageT, ItemT]
    """The request of the first page."""

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

    def prefetch(self) -> "AsyncItems[PageT, ItemT]":
        """The same items, with the next page fetched while you work on this one.

        An error is raised at the page it belongs to. If the iteration is left early, a
        page that is being fetched is dropped when it arrives.
        """
        return AsyncItems(self._send, self.request, self._ahead, prefetched=True)

    def __aiter__(self) -> "AsyncIteration[ItemT]":
        return _Items(self._walk(), self.request)

    def by_page(self) -> "AsyncIteration[PageT]":
        """The responses themselves, each with its `next_token` and `metadata`."""
        return self._walk()

    def _walk(self) -> "_Walk[PageT, ItemT]":
        ahead = self._ahead if self._prefetched else nullcontext
        return _Walk(self.request, ahead, self._send)

    def __repr__(self) -> str:
        return f"AsyncItems({self.request!r})"


class _Ahead:
    """Fetches one page ahead, in a thread."""

    def __init__(self) -> None:
        from .prefetching import PrefetchThread  # noqa: PLC0415 - few programs get here

        self._thread = PrefetchThread()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._thread.give_up()
        self._thread.join()

    def start(self, fetch: Callable[[], PageT]) -> Callable[[], PageT]:
        """Begin to fetch a page; return a function that waits for it."""
        try:
            page = self._thread.submit(fetch)
        except RuntimeError:
            # No thread can be started, since the interpreter is ending or there are too
            # many: fetch the page when it is wanted.
            return fetch
        return partial(self._wait, page, fetch)

    def _wait(self, page: "Future[PageT]", fetch: Callable[[], PageT]) -> PageT:
        # The thread is in another process if this one was forked from it meanwhile.
        return fetch() if self._thread.is_elsewhere else page.result()


class AsyncIteration(AsyncIterator[T]):
    """One iteration of `AsyncItems`.

    It may be left at any time, by `break` or by an error. Pages that are fetched ahead
    are then given up: at `aclose()`, or when nothing refers to the iteration any more.

    After an error, a timeout or a cancellation it can be continued, and requests the
    same page again. It ends only after the last page and at `aclose()`.
    """

    # Not an async generator. An async generator that is left early is closed by the
    # event loop some time later, about which trio warns. It ends at its first error.

    @abstractmethod
    async def aclose(self) -> None:
        """End it now; for `contextlib.aclosing`."""


class _Walk(AsyncIteration[PageT], Generic[PageT, ItemT]):
    """From page to page."""

    def __init__(
        self,
        request: PagedRequest[PageT, ItemT],
        ahead: Callable[[], AbstractContextManager[AsyncStart | None]],
        send: Callable[[PagedRequest[PageT, ItemT]], Awaitable[PageT]],
    ) -> None:
        self._send = send
        self._request: PagedRequest[PageT, ItemT] | None = request
        self._seen = SeenTokens(request.operation)
        self._is_awaited = False
        # Entered when the first page is fetched ahead. It is a generator-based context
        # manager, so it is also closed when this object is garbage-collected.
        self._ahead = ahead
        self._fetching = ExitStack()
        self._start: AsyncStart | None = None
        self._fetched: Callable[[], Awaitable[PageT]] | None = None

    async def __anext__(self) -> PageT:
        self._check_not_awaited()
        if self._request is None:
            raise StopAsyncIteration
        self._is_awaited = True
        try:
            return await self._page(self._request)
        except BaseException:
            # If the iteration is continued, it fetches the same page again.
            self._give_up_what_is_ahead()
            raise
        finally:
            self._is_awaited = False

    async def _page(self, request: PagedRequest[PageT, ItemT]) -> PageT:
        with resumable(request.next_token):
            self._seen.check(request.next_token)
            page = await (self._fetched or partial(self._send, request))()
        self._seen.add(request.next_token)
        self._fetched = None
        self._request = following(request, page)
        if self._request is None:
            self._give_up_what_is_ahead()
        elif self._request.next_token not in self._seen:
            self._fetched = self._begin(self._request)
        return page

    def _begin(
        self, request: PagedRequest[PageT, ItemT]
    ) -> Callable[[], Awaitable[PageT]] | None:
        if self._start is None:
            self._start = self._fetching.enter_context(self._ahead())
        return None if self._start is None else self._start(request)

    async def aclose(self) -> None:
        self._check_not_awaited()
        self._request = None
        self._give_up_what_is_ahead()

    def _give_up_what_is_ahead(self) -> None:
        self._fetched = self._start = None
        self._fetching.close()

    def _check_not_awaited(self) -> None:
        if self._is_awaited:
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
    """The tokens of the pages that one iteration has fetched.

    A token may be 9000 characters long, so a digest of 16 bytes is kept of each.
    """

    def __init__(self, operation: str) -> None:
        self._operation = operation
        self._digests: set[bytes] = set()

    def __contains__(self, token: object) -> bool:
        return isinstance(token, str) and _digest(token) in self._digests

    def check(self, token: str | None) -> None:
        """Raise an error for the token of a page that was fetched before.

        Raises:
            PaginationError: it is such a token.
        """
        if token in self:
            raise PaginationError(self._operation)

    def add(self, token: str | None) -> None:
        """Remember the token of a page that was fetched."""
        if token is not None:
            self._digests.add(_digest(token))


def _digest(token: str) -> bytes:
    encoded = token.encode("utf-8", "surrogatepass")
    return blake2b(encoded, digest_size=16).digest()


@contextmanager
def resumable(token: str | None) -> Generator[None]:
    """Put the token of the page to resume at on every error raised inside."""
    try:
        yield
    except BaseException as error:
        # On errors of other libraries, too: a connection error also ends an iteration.
        setattr(error, "next_token", token)  # noqa: B010 - Exception does not declare it
        raise
