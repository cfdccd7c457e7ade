"""Named methods, one line each: `x = operation(lambda: models.cases.XRequest)`.

A method takes the parameters of its request class: the type checker carries them
over with a `ParamSpec`, `inspect.signature` and `help()` find them at run time. So no
signature is written twice, and a request and its method cannot differ. The lambda is
there so that a noun is imported when its method is first used.
"""

from collections.abc import Callable
from functools import cached_property
from inspect import Parameter, signature
from types import MethodType
from typing import (
    TYPE_CHECKING,
    Any,
    Concatenate,
    Generic,
    ParamSpec,
    Protocol,
    overload,
)

from .operations import ItemT, PagedRequest, PageT, Request, ResponseT
from .paging import Pages

P = ParamSpec("P")


class Sender(Protocol):
    """What named methods need of a client."""

    def send(self, request: Request[ResponseT], /) -> ResponseT:
        """Send a request."""
        ...

    def items(self, request: PagedRequest[PageT, ItemT], /) -> Pages[PageT, ItemT]:
        """Iterate over what a paged request finds."""
        ...


class _Method:
    """A method made of a request class, when it is first asked for."""

    _verb: str

    # `Any`: the descriptors below say what the method takes and answers.
    def __init__(self, request: Callable[[], Any]) -> None:
        self._request = request

    def __set_name__(self, owner: type, name: str) -> None:
        self._owner = owner
        self._name = name

    def __get__(self, client: Any, owner: type) -> Any:
        return self._function if client is None else MethodType(self._function, client)

    @cached_property
    def _function(self) -> Callable[..., Any]:
        request = self._request()
        verb = self._verb

        def method(self: Any, /, *args: Any, **kwargs: Any) -> Any:
            return getattr(self, verb)(request(*args, **kwargs))

        me = Parameter("self", Parameter.POSITIONAL_ONLY)
        own = signature(request)
        # `inspect` documents the attribute; typeshed does not have it on functions.
        method.__signature__ = own.replace(  # type: ignore[attr-defined]
            parameters=[me, *own.parameters.values()],
            return_annotation=self._answer(request),
        )
        method.__doc__ = request.__doc__
        method.__name__ = self._name
        method.__qualname__ = f"{self._owner.__qualname__}.{self._name}"
        method.__module__ = self._owner.__module__
        return method

    def _answer(self, request: Any, /) -> Any:
        raise NotImplementedError


# The two differ in what they answer, which no type can abstract over.
class operation(_Method, Generic[P, ResponseT]):  # noqa: N801 - used like a decorator
    """A method that sends a request of the given class and answers its response."""

    _verb = "send"

    def __init__(self, request: Callable[[], Callable[P, Request[ResponseT]]]) -> None:
        super().__init__(request)

    if TYPE_CHECKING:

        @overload
        def __get__(
            self, client: None, owner: type
        ) -> Callable[Concatenate[Sender, P], ResponseT]: ...
        @overload
        def __get__(self, client: Sender, owner: type) -> Callable[P, ResponseT]: ...
        def __get__(self, client: Any, owner: type) -> Any: ...

    def _answer(self, request: Any, /) -> Any:
        return request.response


class paged(_Method, Generic[P, PageT, ItemT]):  # noqa: N801 - used like a decorator
    """A method that answers all that a paged request of the given class finds."""

    _verb = "items"

    def __init__(
        self, request: Callable[[], Callable[P, PagedRequest[PageT, ItemT]]]
    ) -> None:
        super().__init__(request)

    if TYPE_CHECKING:

        @overload
        def __get__(
            self, client: None, owner: type
        ) -> Callable[Concatenate[Sender, P], Pages[PageT, ItemT]]: ...
        @overload
        def __get__(
            self, client: Sender, owner: type
        ) -> Callable[P, Pages[PageT, ItemT]]: ...
        def __get__(self, client: Any, owner: type) -> Any: ...

    def _answer(self, _: Any, /) -> Any:
        return Pages
