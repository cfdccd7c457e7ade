"""The client: `send`, `pages`, `items`, `run`; named operations are in `service`."""

import time
from collections.abc import Generator, Iterable
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, Unpack, cast

from . import flows
from ._forks import renew_in_children
from ._pickling import Unpicklable
from .calling import transport
from .calling.calls import Boto3Client, Manner, calling, watch
from .calling.paging import Items
from .conversion.wire import refuse_broken
from .errors import ClientClosedError
from .flows import Flow, ResultT
from .operations import ItemT, PagedRequest, PageT, Request, ResponseT
from .service import ConnectCases

if TYPE_CHECKING:
    # Of the extra `types`. Without it, type checkers know nothing of the client.
    from types_boto3_connectcases import ConnectCasesClient

    # Few programs use these.
    from .calling.many import Path
    from .calling.outcomes import Outcome
    from .rates import RateLimits

__all__ = [
    "Client",
]


class Client(ConnectCases, Unpicklable):
    """A typed client of Amazon Connect Cases, on top of boto3.

    It accepts the arguments of `boto3.client`: `Client(region_name="us-west-2")`;
    credentials, regions and retries are boto3's. Pass `session` to use a session of
    yours, and use `Client.wrap` for a boto3 client you already have. A client may be
    shared between threads. As a context manager it closes its connections. In a forked
    child process it opens connections of its own.

    Args:
        session: the `boto3.Session` to use; boto3's default session otherwise.
        check_limits: False leaves the check of maxima, patterns and enum values to the
            service, as botocore does: useful when the service has raised a limit and
            this library has not yet.
        strict_arns: refuse an ARN of the wrong kind of resource, and an ARN where an id
            is expected; the service accepts many of both unchecked.
        rate_limits: wait rather than exceed these rates; no waiting if left out.
        repeat_writes: False keeps boto3 from retrying a write without a token when the
            service may have carried out the first attempt (see "Send again safely" in
            the docs). boto3 still retries reads, throttled requests and writes with a
            token.
        arguments: `region_name`, `endpoint_url`, `config`, `verify`,
            `aws_access_key_id` and so on: see `boto3.client`.

    Every method may raise, besides the errors its operation declares:
        ParamValidationError: the request breaks rules; nothing was sent.
        UnsupportedOperationError: botocore is too old for the operation.
        ResponseError: the response was not one of the operation's.
        ClientClosedError: the client was closed.
        AccessDeniedException, ThrottlingException, InternalServerException: from the
            service.
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
        client = transport.build(session, arguments)
        if rate_limits is not None:
            transport.pace(client, rate_limits)
        manner = Manner.of(
            check_limits=check_limits, repeat_writes=repeat_writes, spares_parser=True
        )
        self._use(client, manner, owned=True)
        self._strict_arns = strict_arns

    @classmethod
    def wrap(
        cls,
        client: Boto3Client,
        /,
        *,
        check_limits: bool = True,
        repeat_writes: bool = True,
    ) -> Self:
        """A client on your `boto3.client("connectcases")`, which it never closes."""
        transport.check_client(client)
        manner = Manner.of(check_limits=check_limits, repeat_writes=repeat_writes)
        return cls._on(client, manner, owned=False)

    @classmethod
    def _on(cls, client: Boto3Client, manner: Manner, *, owned: bool) -> Self:
        """A client on a boto3 client; `owned` if created for this one alone."""
        self = cls.__new__(cls)
        self._use(client, manner, owned=owned)
        return self

    def _use(self, client: Boto3Client, manner: Manner, *, owned: bool) -> None:
        self._boto3 = client
        self._manner = manner
        self._owned = owned
        self._closed = False
        # Whether the connections belong to the parent of this forked process. The lock
        # makes sure that only one thread drops them.
        self._forked = False
        self._renewing = Lock()
        watch(client)
        if owned:
            renew_in_children(self, Client._renew)
        self._strict_arns = False

    @property
    def boto3(self) -> "ConnectCasesClient":
        """The boto3 client underneath, for anything this class does not offer.

        The extra `types` has its type, as far as boto3's stubs know the service.
        """
        # boto3 makes the class at run time.
        return cast("ConnectCasesClient", self._boto3)

    def send(self, request: Request[ResponseT], /) -> ResponseT:
        """Send a request and return its response; for a paged one, the first page."""
        with calling(request, self._manner) as call:
            method = transport.method_of(self._ready(), request)
            parameters = call.parameters()
            self._check_arns(request)
            call.answer = method(**parameters)
        # `watch` set the body aside in `call` when botocore received the response;
        # it is decoded here, and not by botocore.
        return call.response()

    # Imported when it is needed, like `send_all`'s: that is no part of a cold start.
    def _check_arns(self, request: Request[Any]) -> None:
        """Check the ARNs of a request, if that is asked for."""
        if self._strict_arns:
            from .domain.strict_arns import refuse_wrong_arns  # noqa: PLC0415 - as said

            refuse_wrong_arns(request)

    def _ready(self) -> Boto3Client:
        """The boto3 client, with connections of this process.

        Raises:
            ClientClosedError: this client was closed.
        """
        if self._closed:
            raise ClientClosedError
        if self._forked:
            with self._renewing:
                if self._forked:
                    transport.drop_connections(self._boto3)
                    self._forked = False
        return self._boto3

    def _renew(self) -> None:
        """Note, in a forked child, that the open connections are the parent's."""
        self._renewing = Lock()
        self._forked = True

    def pages(self, request: PagedRequest[PageT, ItemT], /) -> Generator[PageT]:
        """Iterate over the responses to a paged request."""
        return self.items(request).by_page()

    def items(self, request: PagedRequest[PageT, ItemT], /) -> Items[PageT, ItemT]:
        """Iterate over what a paged request finds."""
        refuse_broken(request, self._manner.rules)
        self._check_arns(request)
        return Items(self.send, request)

    def send_all(
        self,
        requests: Iterable[Request[ResponseT] | None],
        /,
        *,
        workers: int = transport.WORKERS,
        journal: "Path | None" = None,
    ) -> "Generator[Outcome[ResponseT]]":
        """Send many requests side by side; give what became of each as it is known.

        An error ends nothing: it is in the `Outcome` of its request. Outcomes come in
        the order in which they are known. Rate limits of this client are kept. boto3
        retries as ever, except for a write that would be done twice (`Repeat.TWICE`):
        when its response is lost, it is `InDoubt`.

        Left early, nothing more is sent; what is on its way comes to its end, and
        is waited for.

        Args:
            requests: any iterable of requests. It may be endless: requests are taken
                as there is room for them, here where the outcomes are iterated. None
                in place of one sends nothing, and keeps the index of the next ones.
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
        from .calling.many import Sending, outcomes  # noqa: PLC0415 - as above

        return outcomes(Sending(self.send, workers, journal), requests)

    def run(self, flow: Flow[ResultT], /) -> ResultT:
        """Run a flow and return its result: see `connectcases_typed.flows`.

        An error of a request is raised in the flow, where it can be caught. Whatever
        else ends the run, an interrupt for one, closes the flow.
        """
        return flows.run(flow, time.sleep, self.send)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {transport.place_of(self._boto3)}>"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections, unless the boto3 client was passed to `wrap`.

        Later calls raise `ClientClosedError`. Calls under way are not interrupted.
        """
        self._closed = True
        if self._owned:
            transport.close(self._boto3)
