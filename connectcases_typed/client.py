"""The client: four verbs; the operations by name stand in `service`."""

import time
from collections.abc import Generator, Iterable
from types import TracebackType
from typing import Any, Self, Unpack

from .calling import transport, waiting
from .calling.many import WORKERS, Path, Sending, outcomes
from .calling.outcomes import Outcome
from .calling.paging import Pages
from .conversion.checks import Rules
from .conversion.wire import encode, refuse_broken
from .domain.strict_arns import refuse_wrong_arns
from .flows import Flow, Now, ResultT, Sleep, Step, check_request, drive
from .operations import ItemT, PagedRequest, PageT, Request, ResponseT
from .rates import RateLimits
from .service import ConnectCases

__all__ = [
    "Client",
]


class Client(ConnectCases):
    """A typed client of Amazon Connect Cases, on top of boto3.

    It takes what `boto3.client` takes: `Client(region_name="us-west-2")`; credentials,
    regions and retries are boto3's. `session` makes it use a session of yours, and
    `Client.wrap` a boto3 client you already have. It may be shared between threads,
    and used as a context manager, which closes its connections.

    Args:
        session: the `boto3.Session` to use; boto3's default session otherwise.
        check_limits: False leaves maxima, patterns and enum values to the service, as
            botocore does: for when it has raised a limit before this library has.
        strict_arns: refuse an ARN that is of something else than it should be, or that
            stands where an id belongs; the service takes many on trust.
        rate_limits: wait rather than exceed these rates; no waiting if left out.
        arguments: `region_name`, `endpoint_url`, `config`, `verify`,
            `aws_access_key_id` and so on: see `boto3.client`.

    Every method may raise, besides what its operation declares:
        ParamValidationError: the request breaks rules; nothing was sent.
        UnsupportedOperationError: botocore is too old for it.
        ResponseError: the answer was not one.
        AccessDeniedException, ThrottlingException, InternalServerException: from the
            service.
    """

    def __init__(
        self,
        *,
        session: transport.Boto3Session | None = None,
        check_limits: bool = True,
        rate_limits: RateLimits | None = None,
        strict_arns: bool = False,
        **arguments: Unpack[transport.Boto3Arguments],
    ) -> None:
        client = transport.build(session, arguments)
        if rate_limits is not None:
            transport.pace(client, rate_limits)
        self._use(client, check_limits=check_limits, owned=True)
        self._strict_arns = strict_arns

    @classmethod
    def wrap(
        cls, client: transport.Boto3Client, /, *, check_limits: bool = True
    ) -> Self:
        """A client on your `boto3.client("connectcases")`, used as is, never closed."""
        self = cls.__new__(cls)
        self._use(client, check_limits=check_limits, owned=False)
        return self

    def _use(
        self, client: transport.Boto3Client, *, check_limits: bool, owned: bool
    ) -> None:
        transport.check_client(client)
        self._boto3 = client
        self._owned = owned
        self._rules = Rules.ALL if check_limits else Rules.MINIMA
        self._strict_arns = False

    # A boto3 client's methods are made at run time: it has no static type.
    @property
    def boto3(self) -> Any:
        """The boto3 client underneath, for whatever is not to be had here."""
        return self._boto3

    def send(self, request: Request[ResponseT], /) -> ResponseT:
        """Send a request and answer its response; of a paged one, the first page."""
        parameters = encode(request, self._rules)
        if self._strict_arns:
            refuse_wrong_arns(request)
        method = transport.method_of(self._boto3, request)
        with transport.mapped(request):
            answer = method(**parameters)
        return transport.read(request, answer)

    def pages(self, request: PagedRequest[PageT, ItemT], /) -> Generator[PageT]:
        """Iterate over the responses to a paged request."""
        return self.items(request).by_page()

    def items(self, request: PagedRequest[PageT, ItemT], /) -> Pages[PageT, ItemT]:
        """Iterate over what a paged request finds."""
        refuse_broken(request, self._rules)
        if self._strict_arns:
            refuse_wrong_arns(request)
        return Pages(self.send, request)

    def send_all(
        self,
        requests: Iterable[Request[ResponseT] | None],
        /,
        *,
        workers: int = WORKERS,
        journal: Path | None = None,
    ) -> Generator[Outcome[ResponseT]]:
        """Send many requests side by side; give what became of each as it is known.

        An error ends nothing: it is in the `Outcome` of its request. Outcomes come in
        the order in which they are known. Rate limits of this client are kept.

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
        return outcomes(Sending(self.send, workers, journal), requests)

    def run(self, flow: Flow[ResultT], /) -> ResultT:
        """Run a flow and return its result: see `connectcases_typed.flows`.

        An error of a request is raised in the flow, where it can be caught. Whatever
        else ends the run, an interrupt for one, closes the flow.
        """
        return drive(flow, self._do)

    def _do(self, step: Step) -> object:
        if isinstance(step, Sleep):
            time.sleep(waiting.left_to_wait(step.seconds))
            return None
        if isinstance(step, Now):
            return waiting.now()
        check_request(step)
        return self.send(step)

    def __repr__(self) -> str:
        meta = self._boto3.meta
        return f"<{type(self).__name__} in {meta.region_name} at {meta.endpoint_url}>"

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
        """Close the connections; of a wrapped client they are not ours to close."""
        if self._owned:
            self.boto3.close()
