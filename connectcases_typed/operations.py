"""A request is a value that knows its answer.

Clients, sync or async, send a `Request[R]` and answer an `R`; everything that can be
said about an operation without I/O is said here and in the models.
"""

from collections.abc import Mapping
from enum import Enum
from typing import Any, ClassVar, Generic, Self, TypeVar, cast, get_args
from uuid import uuid4

import attrs

from .errors import PartialFailureError
from .shapes import FLOOR, Limit, is_map, member, shape

__all__ = [
    "BatchResponse",
    "Page",
    "PagedRequest",
    "Repeat",
    "Request",
    "Response",
    "ResponseMetadata",
]

NEXT_TOKEN = Limit(0, 9000)
CLIENT_TOKEN = Limit(0, 64)


@attrs.frozen(kw_only=True)
class ResponseMetadata:
    """What botocore tells of the HTTP exchange behind a response.

    Attributes:
        request_id: the service's id of the request, to quote to AWS support.
        status_code: the HTTP status.
        retry_attempts: how often botocore sent the request again.
        headers: the HTTP headers of the answer, names in lower case.

    All of them are None or empty on a response that did not come from a call.
    """

    request_id: str | None = None
    status_code: int | None = None
    retry_attempts: int | None = None
    headers: Mapping[str, str] = attrs.field(factory=dict[str, str], hash=False)

    @classmethod
    def of(cls, answer: Mapping[str, Any]) -> "ResponseMetadata":
        """Read it off botocore's answer, whose values have no type of their own."""
        held = answer.get("ResponseMetadata") if is_map(answer) else None
        found: Mapping[str, Any] = held if is_map(held) else {}
        headers = found.get("HTTPHeaders")
        return cls(
            request_id=found.get("RequestId"),
            status_code=found.get("HTTPStatusCode"),
            retry_attempts=found.get("RetryAttempts"),
            headers=dict(headers) if is_map(headers) else {},
        )


@shape
class Response:
    """What every response has besides its members.

    Attributes:
        metadata: request id, status, retries; no part of equality or `repr`.
    """

    metadata: ResponseMetadata = member(
        default=ResponseMetadata(), init=False, compare=False
    )


@shape
class Page(Response):
    """A response that may be one of several pages.

    Attributes:
        next_token: what to ask the next page with; None on the last one.
    """

    next_token: str | None = member(NEXT_TOKEN, default=None)


FailureT_co = TypeVar("FailureT_co", covariant=True)


@shape
class BatchResponse(Response, Generic[FailureT_co]):
    """A response to a batch, part of which may have failed.

    What failed is no exception unless `raise_for_failures` is asked for one.
    """

    @property
    def failures(self) -> tuple[FailureT_co, ...]:
        """What failed, in the order it was answered."""
        raise NotImplementedError

    @property
    def all_succeeded(self) -> bool:
        """Whether nothing failed."""
        return not self.failures

    def raise_for_failures(self) -> Self:
        """Answer this response, if nothing failed.

        Raises:
            PartialFailureError: with what failed, and with this response.
        """
        if self.failures:
            raise PartialFailureError(self, self.failures)
        return self


ResponseT = TypeVar("ResponseT", bound=Response)
ResponseT_co = TypeVar("ResponseT_co", bound=Response, covariant=True)
PageT = TypeVar("PageT", bound=Page)
ItemT = TypeVar("ItemT")


class Repeat(Enum):
    """What it does to send a request again when it may have been done before."""

    #: Nothing: it only reads.
    READ = "read"
    #: Nothing more: it carries a token by which the service knows it again.
    TOKEN = "token"  # noqa: S105 - no secret
    #: It leaves things as the first did, over whatever was changed in between.
    SAME = "same"
    #: A `ConflictException`, since what it makes is there.
    CONFLICT = "conflict"
    #: A `ResourceNotFoundException`, since what it deletes is gone.
    GONE = "gone"
    #: It is done a second time.
    TWICE = "twice"


# By how an operation's name begins; the first that fits counts.
_REPEATS: tuple[tuple[str, Repeat], ...] = (
    ("BatchGet", Repeat.READ),
    ("Get", Repeat.READ),
    ("List", Repeat.READ),
    ("Search", Repeat.READ),
    ("BatchPut", Repeat.SAME),
    ("Put", Repeat.SAME),
    ("Update", Repeat.SAME),
    ("Tag", Repeat.SAME),
    ("Untag", Repeat.SAME),
    ("Create", Repeat.CONFLICT),
    ("Start", Repeat.CONFLICT),
    # These stay, marked as deleted, and can be deleted again.
    ("DeleteCaseRule", Repeat.SAME),
    ("DeleteField", Repeat.SAME),
    ("DeleteLayout", Repeat.SAME),
    ("DeleteTemplate", Repeat.SAME),
    ("Delete", Repeat.GONE),
)


def _repeat(operation: str) -> Repeat:
    found = (it for verb, it in _REPEATS if operation.startswith(verb))
    # A verb nobody knows: the worst that can be.
    return next(found, Repeat.TWICE)


class Request(Generic[ResponseT_co]):
    """A request to one operation, as a value; a `ResponseT_co` answers it.

    Attributes:
        operation: the service's name of the operation.
        response: the class of the answer.
        repeat: what it does to send the request again.
        since: the first botocore version that has the operation.
        derived: members that follow from the others and are sent with them.
    """

    __slots__ = ()

    operation: ClassVar[str]
    # Not `type[ResponseT_co]`: a ClassVar cannot hold a type variable.
    response: ClassVar[type[Response]]
    repeat: ClassVar[Repeat]
    since: ClassVar[str] = FLOOR
    derived: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        bases = cls.__dict__.get("__orig_bases__")
        if bases is None:
            parent = cls.__mro__[1].__name__
            raise TypeError(
                f"{cls.__name__} cannot be a subclass of {parent}, whose name says "
                f"which operation it is for: write a function that makes a {parent}"
            )
        cls.operation = cls.__name__.removesuffix("Request")
        cls.response = get_args(bases[0])[0]
        if "repeat" not in cls.__dict__:
            cls.repeat = _repeat(cls.operation)


@shape
class IdempotentRequest(Request[ResponseT]):
    """A request that the service carries out once however often it is sent.

    It knows it by a token. A request made without `client_token` has one of its own
    from the start. So sending the same value again is the same request; a copy that
    was changed (`copy.replace`, `attrs.evolve`) is another one and has another token.
    The token of its own is no part of equality or `repr`; pickles keep it, and
    `to_botocore` shows it, as it is sent.

    Attributes:
        client_token: at most 64 characters; None for one of its own.
    """

    repeat = Repeat.TOKEN

    client_token: str | None = member(CLIENT_TOKEN, default=None)
    _own_token: str = member(
        default=attrs.Factory(lambda: str(uuid4())), init=False, compare=False
    )

    def __init_subclass__(cls) -> None:
        cls.repeat = Repeat.TOKEN
        super().__init_subclass__()

    @property
    def idempotency_token(self) -> str:
        """The token it is sent with: `client_token`, or else one of its own."""
        return self._own_token if self.client_token is None else self.client_token


@shape
class PagedRequest(Request[PageT], Generic[PageT, ItemT]):
    """A request whose answer comes in pages, a `PageT` of `ItemT` each.

    Attributes:
        next_token: the token of the page to ask for; None for the first.
    """

    next_token: str | None = member(NEXT_TOKEN, default=None)

    def items_of(self, page: PageT) -> tuple[ItemT, ...]:
        """The items of one answer."""
        raise NotImplementedError


def following(
    request: PagedRequest[PageT, ItemT], page: PageT
) -> PagedRequest[PageT, ItemT] | None:
    """The request for the page after this one; None after the last.

    An empty page may be followed by another; only a missing token is the end. An
    empty token counts as missing, as it does for botocore's paginators.
    """
    if not page.next_token:
        return None
    # attrs types `evolve` only for classes it decorated itself.
    paged = cast("Any", request)
    return cast(
        "PagedRequest[PageT, ItemT]", attrs.evolve(paged, next_token=page.next_token)
    )
