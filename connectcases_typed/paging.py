"""Iterating over what comes in pages.

The step from one page to the next is `operations.following`; here are the loops around
it, one that waits and one that awaits, and what a loop needs besides: not going in
circles, and saying where it stopped.
"""

from collections.abc import (
    AsyncGenerator,
    AsyncIterator,
    Awaitable,
    Callable,
    Generator,
    Iterator,
)
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, aclosing, contextmanager, nullcontext
from contextvars import copy_context
from functools import partial
from hashlib import blake2b
from typing import Generic, Protocol

from .errors import PaginationError
from .operations import ItemT, PagedRequest, PageT, following


class AsyncStart(Protocol):
    """Begins to fetch a page; what it answers awaits it."""

    def __call__(
        self, request: PagedRequest[PageT, ItemT], /
    ) -> Callable[[], Awaitable[PageT]]:
        """Begin to fetch the page a request asks for."""
        ...


class Pages(Generic[PageT, ItemT]):
    """Everything a paged request finds, fetched page by page as it is iterated.

    Iterate it for the items, `by_page()` for the responses. Nothing is fetched
    before; iterating again asks the service again. An empty page does not end it,
    only a missing token does.

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

    def prefetch(self) -> "Pages[PageT, ItemT]":
        """The same, with the next page being fetched while this one is worked on.

        In a thread of its own, which is gone when the iteration ends or is given up;
        giving up waits for the page that is on its way. An error surfaces at the page
        it belongs to.
        """
        return Pages(self._send, self.request, ahead=True)

    def __iter__(self) -> Iterator[ItemT]:
        for page in self.by_page():
            yield from self.request.items_of(page)

    def by_page(self) -> Iterator[PageT]:
        """The responses themselves, each with its `next_token` and `metadata`."""
        if not self._ahead:
            yield from self._walk(lambda request: partial(self._send, request))
            return
        with ThreadPoolExecutor(1, "connectcases_typed-prefetch") as thread:
            yield from self._walk(
                # Tracing and the like find their place through the context.
                lambda request: (
                    thread.submit(copy_context().run, self._send, request).result
                )
            )

    def _walk(
        self, start: Callable[[PagedRequest[PageT, ItemT]], Callable[[], PageT]]
    ) -> Iterator[PageT]:
        request: PagedRequest[PageT, ItemT] | None = self.request
        seen = SeenTokens(self.request.operation)
        fetch = start(self.request)
        while request is not None:
            with resumable(request.next_token):
                seen.add(request.next_token)
                page = fetch()
            request = following(request, page)
            if request is not None:
                fetch = start(request)
            yield page

    def __repr__(self) -> str:
        return f"Pages({self.request!r})"


class AsyncPages(Generic[PageT, ItemT]):
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

    def prefetch(self) -> "AsyncPages[PageT, ItemT]":
        """The same, with the next page being fetched while this one is worked on.

        An error surfaces at the page it belongs to. A page that is on its way when
        the iteration is given up is dropped when it arrives.
        """
        return AsyncPages(self._send, self.request, self._ahead, prefetched=True)

    async def __aiter__(self) -> AsyncIterator[ItemT]:
        async with aclosing(self.by_page()) as pages:
            async for page in pages:
                for item in self.request.items_of(page):
                    yield item

    async def by_page(self) -> AsyncGenerator[PageT]:
        """The responses themselves, each with its `next_token` and `metadata`."""
        request: PagedRequest[PageT, ItemT] | None = self.request
        seen = SeenTokens(self.request.operation)
        with self._ahead() if self._prefetched else nullcontext(self._later) as start:
            fetch = start(self.request)
            while request is not None:
                with resumable(request.next_token):
                    seen.add(request.next_token)
                    page = await fetch()
                request = following(request, page)
                if request is not None:
                    fetch = start(request)
                yield page

    def _later(
        self, request: PagedRequest[PageT, ItemT]
    ) -> Callable[[], Awaitable[PageT]]:
        return partial(self._send, request)

    def __repr__(self) -> str:
        return f"AsyncPages({self.request!r})"


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
    except Exception as error:
        # Not only on ours: a connection error ends an iteration just as well.
        setattr(error, "next_token", token)  # noqa: B010 - Exception does not declare it
        raise
