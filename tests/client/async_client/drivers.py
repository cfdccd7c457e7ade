"""Both clients behind one interface, so that one suite can test both.

A `Driver` does what a program does with a client and answers when it is done. The
async ones run an event loop for it, asyncio's or trio's.
"""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, Literal, Protocol, TypeVar, get_args

import anyio
import attrs
import boto3
from botocore import xform_name

from connectcases_typed import AsyncClient, AsyncItems, Client
from connectcases_typed.operations import ItemT, PagedRequest, PageT, Request, ResponseT

from ..nobody import arguments

T = TypeVar("T")

Loop = Literal["asyncio", "trio"]
LOOPS: tuple[Loop, ...] = get_args(Loop)

#: `tuned` makes its boto3 client, `wrapped` was given one.
Kind = Literal["tuned", "wrapped"]
KINDS: tuple[Kind, ...] = get_args(Kind)


class Driver(Protocol):
    """Runs what a program does with a client, to its end."""

    def send(self, request: Request[ResponseT]) -> ResponseT:
        """Send a request."""
        ...

    # A method found by its name has no static type.
    def call(self, request: Request[Any]) -> object:
        """Call the method for a request; return all items if the operation is paged."""
        ...

    def items(
        self, request: PagedRequest[PageT, ItemT], found: list[ItemT], *, ahead: bool
    ) -> None:
        """Put the items a request finds into a list, as they come."""
        ...

    def pages(self, request: PagedRequest[PageT, ItemT]) -> list[PageT]:
        """The pages of it."""
        ...


def _method(client: object, request: Request[Any]) -> Callable[..., Any]:
    method: Callable[..., Any] = getattr(client, xform_name(request.operation))
    members: Any = request
    # As given: `derived` members are properties, and no parameters.
    names = [it.name for it in attrs.fields(type(members)) if it.init]
    return partial(method, **{name: getattr(members, name) for name in names})


@attrs.frozen
class Waiting:
    """`Client`."""

    client: Client

    def send(self, request: Request[ResponseT]) -> ResponseT:
        return self.client.send(request)

    def call(self, request: Request[Any]) -> object:
        answer = _method(self.client, request)()
        return list(answer) if isinstance(request, PagedRequest) else answer

    def items(
        self, request: PagedRequest[PageT, ItemT], found: list[ItemT], *, ahead: bool
    ) -> None:
        pages = self.client.items(request)
        found.extend(pages.prefetch() if ahead else pages)

    def pages(self, request: PagedRequest[PageT, ItemT]) -> list[PageT]:
        return list(self.client.pages(request))


@attrs.frozen
class Awaiting:
    """`AsyncClient`, in a new event loop each time."""

    client: AsyncClient
    loop: Loop

    def _run(self, function: Callable[[], Awaitable[T]]) -> T:
        return anyio.run(function, backend=self.loop)

    def send(self, request: Request[ResponseT]) -> ResponseT:
        return self._run(partial(self.client.send, request))

    def call(self, request: Request[Any]) -> object:
        async def call() -> object:
            answer = _method(self.client, request)()
            if isinstance(answer, AsyncItems):
                return [item async for item in answer]
            return await answer

        return self._run(call)

    def items(
        self, request: PagedRequest[PageT, ItemT], found: list[ItemT], *, ahead: bool
    ) -> None:
        async def items() -> None:
            pages = self.client.items(request)
            async for item in pages.prefetch() if ahead else pages:
                found.append(item)  # noqa: PERF401 - some, where it fails in between

        self._run(items)

    def pages(self, request: PagedRequest[PageT, ItemT]) -> list[PageT]:
        async def pages() -> list[PageT]:
            return [page async for page in self.client.pages(request)]

        return self._run(pages)


def drivers(url: str | None, kind: Kind) -> dict[str, Driver]:
    """Both clients of a kind, the second one in each event loop."""
    to_server = arguments(url)
    if kind == "tuned":
        waiting, awaiting = Client(**to_server), AsyncClient(**to_server)
    else:
        # One of boto3's stubs' four hundred overloads would have to be chosen here.
        maker: Any = boto3
        client = maker.client("connectcases", **to_server)
        waiting, awaiting = Client.wrap(client), AsyncClient.wrap(client)
    return {
        "sync": Waiting(waiting),
        **{loop: Awaiting(awaiting, loop) for loop in LOOPS},
    }
