"""Requests and responses as values; a request knows the class of its response.

Clients, sync or async, send a `Request[R]` and return an `R`. Everything about an
operation that needs no I/O is defined here and in the models.
"""

from collections.abc import Mapping
from enum import Enum
from typing import Any, ClassVar, Generic, Self, TypeVar, cast, get_args
from uuid import uuid4

import attrs

from ._docs import documented
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


@documented
@attrs.frozen(kw_only=True)
class ResponseMetadata:
    """What botocore reports about the HTTP exchange behind a response.

    All of them are None or empty on a response that did not come from a call.
    """

    request_id: str | None = None
    """The service's id of the request, to quote to AWS support."""
    status_code: int | None = None
    """The HTTP status."""
    retry_attempts: int | None = None
    """How often botocore sent the request again."""
    headers: Mapping[str, str] = attrs.field(factory=dict[str, str], hash=False)
    """The response's HTTP headers, names in lower case."""

    @classmethod
    def of(cls, answer: Mapping[str, Any]) -> "ResponseMetadata":
        """Read it from botocore's parsed response, a dict of untyped values."""
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
    """What every response has besides its members."""

    metadata: ResponseMetadata = member(
        default=ResponseMetadata(), init=False, compare=False
    )
    """Request id, status, retries; left out of equality and `repr`."""


@documented
class Page(Response):
    """A response that may be one of several pages."""

    # No member yet: each page declares it last, and so do requests. A member of a base
    # class would come first wherever an editor shows the parameters of a class.
    __slots__ = ()
    next_token: str | None
    """The token with which to request the next page; None on the last."""

    def _repr_html_(self) -> str:
        """A table of what the page holds, for notebooks."""
        # Only notebooks need it.
        from .tables import page_table  # noqa: PLC0415 - as above

        return page_table(self).html()


FailureT_co = TypeVar("FailureT_co", covariant=True)


@shape
class BatchResponse(Response, Generic[FailureT_co]):
    """A response to a batch, part of which may have failed.

    A failed part raises no exception unless `raise_for_failures` is called.
    """

    @property
    def failures(self) -> tuple[FailureT_co, ...]:
        """What failed, in the order of the response."""
        raise NotImplementedError

    @property
    def all_succeeded(self) -> bool:
        """Whether nothing failed."""
        return not self.failures

    def raise_for_failures(self) -> Self:
        """Return this response if nothing failed.

        Raises:
            PartialFailureError: something failed; it holds the failures and this
                response.
        """
        if self.failures:
            raise PartialFailureError(self, self.failures)
        return self


ResponseT = TypeVar("ResponseT", bound=Response)
ResponseT_co = TypeVar("ResponseT_co", bound=Response, covariant=True)
PageT = TypeVar("PageT", bound=Page)
ItemT = TypeVar("ItemT")


class Repeat(Enum):
    """What sending a request again does if the service has already carried it out."""

    #: Nothing: the request only reads.
    READ = "read"
    #: Nothing: the request carries a token by which the service recognises it.
    TOKEN = "token"  # noqa: S105 - no secret
    #: It sets the same state again and overwrites whatever changed in between.
    SAME = "same"
    #: It raises a `ConflictException`, since what it creates exists already.
    CONFLICT = "conflict"
    #: It raises a `ResourceNotFoundException`, since what it deletes is gone.
    GONE = "gone"
    #: The service carries it out a second time.
    TWICE = "twice"


# By the beginning of an operation's name; the first match counts.
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
    # For an unknown verb, assume the worst.
    return next(found, Repeat.TWICE)


@documented
class Request(Generic[ResponseT_co]):
    """A request to one operation, as a value; its response is a `ResponseT_co`."""

    __slots__ = ()

    operation: ClassVar[str]
    """The service's name of the operation."""
    # Not `type[ResponseT_co]`: a ClassVar cannot hold a type variable.
    response: ClassVar[type[Response]]
    """The class of the response."""
    repeat: ClassVar[Repeat]
    """What sending the request again does."""
    since: ClassVar[str] = FLOOR
    """The first botocore version that has the operation."""
    derived: ClassVar[tuple[str, ...]] = ()
    """Members that are computed from the others and sent with them."""

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


@documented
class _Recognised(Request[ResponseT]):
    """A request that the service recognises by a token."""

    # As in `Page`.
    __slots__ = ()
    client_token: str | None
    """At most 64 characters; None to generate one."""


@shape
class IdempotentRequest(_Recognised[ResponseT]):
    """An idempotent request: the service carries it out once, however often it is sent.

    The service recognises it by a token. A request made without `client_token`
    generates its own when it is created. So sending the same value again is the same
    request to the service; a changed copy (`copy.replace`, `attrs.evolve`) is another
    request, with another token. The generated token is left out of equality and
    `repr`; pickles keep it, and `to_botocore` includes it, since it is sent.
    """

    repeat: ClassVar[Repeat] = Repeat.TOKEN

    _own_token: str = member(
        default=attrs.Factory(lambda: str(uuid4())), init=False, compare=False
    )

    def __init_subclass__(cls) -> None:
        cls.repeat = Repeat.TOKEN
        super().__init_subclass__()

    @property
    def idempotency_token(self) -> str:
        """The token it is sent with: `client_token`, or the generated one."""
        return self._own_token if self.client_token is None else self.client_token


@documented
class PagedRequest(Request[PageT], Generic[PageT, ItemT]):
    """A request whose response comes in pages: each is a `PageT` and holds `ItemT`s."""

    # As in `Page`.
    __slots__ = ()
    next_token: str | None
    """The token of the page to request; None for the first."""

    def items_of(self, page: PageT) -> tuple[ItemT, ...]:
        """The items of one page."""
        raise NotImplementedError


def following(
    request: PagedRequest[PageT, ItemT], page: PageT
) -> PagedRequest[PageT, ItemT] | None:
    """The request for the page after this one; None after the last.

    An empty page may be followed by another; only a missing token marks the last page.
    An empty token counts as missing, as it does for botocore's paginators.
    """
    if not page.next_token:
        return None
    # attrs types `evolve` only for classes it decorated itself.
    paged = cast("Any", request)
    return cast(
        "PagedRequest[PageT, ItemT]", attrs.evolve(paged, next_token=page.next_token)
    )
