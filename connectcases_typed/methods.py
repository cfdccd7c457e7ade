"""Named methods, one line each: `create_case = operation(CreateCaseRequest)`.

A method takes the parameters of its request class: the type checker carries them
over with a `ParamSpec`, `inspect.signature` and `help()` find them at run time. So no
signature is written twice, and a request and its method cannot differ.
"""

from collections.abc import Callable
from inspect import Parameter, signature
from types import MethodType
from typing import Any, Concatenate, Generic, ParamSpec, Protocol, overload

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


# The two differ in what they answer, which no type can abstract over.
class operation(Generic[P, ResponseT]):  # noqa: N801 - used like a decorator
    """A method that sends a request of the given class and answers its response."""

    def __init__(self, request: Callable[P, Request[ResponseT]]) -> None:
        self._method = _method(request, "send", getattr(request, "response", None))

    def __set_name__(self, owner: type, name: str) -> None:
        _name(self._method, owner, name)

    @overload
    def __get__(
        self, client: None, owner: type
    ) -> Callable[Concatenate[Sender, P], ResponseT]: ...
    @overload
    def __get__(self, client: Sender, owner: type) -> Callable[P, ResponseT]: ...
    def __get__(self, client: Sender | None, owner: type) -> Callable[..., ResponseT]:
        return self._method if client is None else MethodType(self._method, client)


class paged(Generic[P, PageT, ItemT]):  # noqa: N801 - used like a decorator
    """A method that answers all that a paged request of the given class finds."""

    def __init__(self, request: Callable[P, PagedRequest[PageT, ItemT]]) -> None:
        self._method = _method(request, "items", Pages)

    def __set_name__(self, owner: type, name: str) -> None:
        _name(self._method, owner, name)

    @overload
    def __get__(
        self, client: None, owner: type
    ) -> Callable[Concatenate[Sender, P], Pages[PageT, ItemT]]: ...
    @overload
    def __get__(
        self, client: Sender, owner: type
    ) -> Callable[P, Pages[PageT, ItemT]]: ...
    def __get__(
        self, client: Sender | None, owner: type
    ) -> Callable[..., Pages[PageT, ItemT]]:
        return self._method if client is None else MethodType(self._method, client)


# `Any`: the descriptors above say what the function takes and answers.
def _method(request: Any, verb: str, answer: Any) -> Callable[..., Any]:
    def method(self: Any, /, *args: Any, **kwargs: Any) -> Any:
        return getattr(self, verb)(request(*args, **kwargs))

    own = signature(request)
    me = Parameter("self", Parameter.POSITIONAL_ONLY)
    shown = own.replace(
        parameters=[me, *own.parameters.values()], return_annotation=answer
    )
    # `inspect` documents the attribute; typeshed does not have it on functions.
    method.__signature__ = shown  # type: ignore[attr-defined]
    method.__doc__ = request.__doc__
    return method


def _name(method: Callable[..., Any], owner: type, name: str) -> None:
    method.__name__ = name
    method.__qualname__ = f"{owner.__qualname__}.{name}"
    method.__module__ = owner.__module__
