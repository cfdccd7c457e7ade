"""Iterating over what comes in pages.

The step from one page to the next is `operations.following`; here is the loop around
it and what a loop needs besides: not going in circles, and saying where it stopped.
"""

from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from hashlib import blake2b
from typing import Generic

from .errors import PaginationError
from .operations import ItemT, PagedRequest, PageT, following


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
    ) -> None:
        self._send = send
        self.request = request

    def __iter__(self) -> Iterator[ItemT]:
        for page in self.by_page():
            yield from self.request.items_of(page)

    def by_page(self) -> Iterator[PageT]:
        """The responses themselves, each with its `next_token` and `metadata`."""
        request: PagedRequest[PageT, ItemT] | None = self.request
        seen = SeenTokens(self.request.operation)
        while request is not None:
            with resumable(request.next_token):
                seen.add(request.next_token)
                page = self._send(request)
            yield page
            request = following(request, page)

    def __repr__(self) -> str:
        return f"Pages({self.request!r})"


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
