"""The client for asyncio and trio: `send`, `pages`, `items` and `run`, awaited.

`calling.engines` sends a request without blocking the event loop.
"""

from importlib.util import find_spec
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, Unpack

if find_spec("anyio") is None:  # pragma: no cover - tested in another process
    raise ImportError(
        "AsyncClient needs anyio: pip install 'connectcases-typed[async]'"
    )

import anyio

from . import flows
from ._pickling import Unpicklable
from .calling import transport
from .calling.calls import Boto3Client, Manner
from .calling.engines import Aiobotocore, Engine, Threads, is_aiobotocore
from .calling.many import Path, Sending
from .calling.many_async import Outcomes, Requests
from .calling.outcomes import Outcome
from .calling.paging import AsyncItems, AsyncIteration
from .conversion.wire import refuse_broken
from .domain.strict_arns import refuse_wrong_arns
from .flows import Flow, ResultT
from .operations import ItemT, PagedRequest, PageT, Request, ResponseT
from .service import AsyncConnectCases

if TYPE_CHECKING:
    from .rates import RateLimits

__all__ = [
    "AsyncClient",
]


class AsyncClient(AsyncConnectCases, Unpicklable):
    """`Client` for asyncio and trio: operations are awaited, pages are `async for`.

    It accepts the arguments of `Client`. boto3 runs in worker threads, as many as the
    connection pool holds (10, unless `Config(max_pool_connections=...)` sets another
    number). The boto3 client is created in such a thread, too, so a wrong region or
    missing credentials raise at the first call. `async with` closes a client.

    A cancelled call raises at once. A request that was already sent cannot be recalled,
    and a write may still take effect: `may_have_been_done(error)` reports whether it
    was sent, also for the `TimeoutError` around a call. A request that was not sent yet
    is never sent.

    Args:
        session: the `boto3.Session` to use; boto3's default session otherwise.
        check_limits: False leaves the check of maxima, patterns and enum values to the
            service.
        strict_arns: refuse an ARN of the wrong kind of resource, and an ARN where an id
            is expected.
        rate_limits: wait rather than exceed these rates; no waiting if left out.
        repeat_writes: False keeps boto3 from retrying a write without a token when the
            service may have carried out the first attempt (see "Send again safely" in
            the docs).
        arguments: `region_name`, `endpoint_url`, `config`, `verify`,
            `aws_access_key_id` and so on: see `boto3.client`.

    Every method raises what the same method of `Client` raises.
    """

    def __init__(
        self,
        *,
        session: transport.Boto3Session | None = None,
        check_limits: bool = True,
        rate_limits: "RateLimits | None" = None,
        repeat_writes: bool = True,
        strict_arns: bool = False,
        **arguments: Unpack[transport.Boto3Arguments],
    ) -> None:
        def build() -> Boto3Client:
            client = transport.build(session, arguments)
            if rate_limits is not None:
                transport.pace(client, rate_limits)
            return client

        manner = Manner.of(
            check_limits=check_limits, repeat_writes=repeat_writes, spares_parser=True
        )
        self._rules = manner.rules
        self._strict_arns = strict_arns
        self._engine: Engine = Threads(build, manner, owned=True)

    @classmethod
    def wrap(
        cls,
        client: Boto3Client,
        /,
        *,
        check_limits: bool = True,
        repeat_writes: bool = True,
    ) -> Self:
        """A client on your boto3 or aiobotocore client, which it never closes."""
        transport.check_client(client)
        manner = Manner.of(check_limits=check_limits, repeat_writes=repeat_writes)
        self = cls.__new__(cls)
        self._strict_arns = False
        self._rules = manner.rules
        if is_aiobotocore(client):  # pragma: no cover - as `Aiobotocore`
            self._engine = Aiobotocore(client, manner)
        else:
            self._engine = Threads(lambda: client, manner, owned=False)
        return self

    # boto3's client, or one of aiobotocore's, whose methods are awaited: no one type.
    @property
    def boto3(self) -> Any:
        """The client underneath, for anything this class does not offer.

        The first use builds that client, which takes a moment.
        """
        return self._engine.boto3

    async def send(self, request: Request[ResponseT], /) -> ResponseT:
        """Send a request and return its response; for a paged one, the first page."""
        if self._strict_arns:
            refuse_wrong_arns(request)
        return await self._engine.send(request)

    def pages(self, request: PagedRequest[PageT, ItemT], /) -> AsyncIteration[PageT]:
        """Iterate over the responses to a paged request."""
        return self.items(request).by_page()

    def items(self, request: PagedRequest[PageT, ItemT], /) -> AsyncItems[PageT, ItemT]:
        """Iterate over what a paged request finds."""
        refuse_broken(request, self._rules)
        if self._strict_arns:
            refuse_wrong_arns(request)
        return AsyncItems(self.send, request, self._engine.ahead)

    def send_all(
        self,
        requests: Requests[ResponseT],
        /,
        *,
        workers: int = transport.WORKERS,
        journal: "Path | None" = None,
    ) -> "AsyncIteration[Outcome[ResponseT]]":
        """Send many requests side by side; give what became of each as it is known.

        An error ends nothing: it is in the `Outcome` of its request. Outcomes come in
        the order in which they are known. Rate limits of this client are kept. boto3
        retries as ever, except for a write that would be done twice (`Repeat.TWICE`):
        when its response is lost, it is `InDoubt`.

        Left early, nothing more is sent; what is on its way comes to its end in the
        background.

        Args:
            requests: any iterable of requests. It may be endless: requests are taken
                as there is room for them, here where the outcomes are iterated. None
                in place of one sends nothing, and keeps the index of the next ones.
                An iterable that waits should be an async one.
            workers: how many are under way at once; more than the client has
                connections (10 unless it was made with others) wait for one.
            journal: a file to keep what became of each request. A run that was
                killed goes on where it was when it is given the same requests at the
                same indexes: what was done is reported from the journal and not sent
                again, and a request with a client token is sent again with the same
                token. A write without one that may have been done is reported as
                `InDoubt` and not sent again. The file holds the responses.

        Raises, while iterating:
            JournalError: the file is no journal, another run is using it, or it was
                begun with other requests.
            OSError: the journal cannot be written.
            Whatever the iterable raises, when all that was begun is known.
        """
        return Outcomes(
            lambda: Sending(self._engine.blocking(), workers, journal), requests
        )

    async def run(self, flow: Flow[ResultT], /) -> ResultT:
        """Run a flow and return its result: see `connectcases_typed.flows`.

        An error of a request is raised in the flow, where it can be caught. Whatever
        else ends the run, a cancellation for one, closes the flow.
        """
        return await flows.run_async(flow, anyio.sleep, self.send)

    def __repr__(self) -> str:
        # Not `boto3`, which would build it, and so may take a moment, or fail.
        client = self._engine.built
        place = "not used yet" if client is None else transport.place_of(client)
        return f"<{type(self).__name__} {place}>"

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
        """Close the connections, unless the client was passed to `wrap`.

        Later calls raise `ClientClosedError`. Calls under way are not interrupted.
        """
        self._engine.close()
