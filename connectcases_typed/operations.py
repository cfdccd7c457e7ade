"""A request is a value that knows its answer.

Clients, sync or async, send a `Request[R]` and answer an `R`; everything that can be
said about an operation without I/O is said here and in the models.
"""

from collections.abc import Mapping
from typing import Any, ClassVar, Generic, Self, TypeVar, cast, get_args

import attrs

from .errors import PartialFailureError
from .shapes import FLOOR, Limit, is_map, member, shape

__all__ = [
    "BatchResponse",
    "Page",
    "PagedRequest",
    "Request",
    "Response",
    "ResponseMetadata",
]

NEXT_TOKEN = Limit(0, 9000)


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


class Request(Generic[ResponseT_co]):
    """A request to one operation, as a value; a `ResponseT_co` answers it.

    Attributes:
        operation: the service's name of the operation.
        response: the class of the answer.
        since: the first botocore version that has the operation.
        derived: members that follow from the others and are sent with them.
    """

    __slots__ = ()

    operation: ClassVar[str]
    # Not `type[ResponseT_co]`: a ClassVar cannot hold a type variable.
    response: ClassVar[type[Response]]
    since: ClassVar[str] = FLOOR
    derived: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.operation = cls.__name__.removesuffix("Request")
        cls.response = get_args(cls.__dict__["__orig_bases__"][0])[0]


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
