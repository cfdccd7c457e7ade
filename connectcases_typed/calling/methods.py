"""Named methods, one line each: `x = operation(lambda: models.cases.XRequest)`.

A method takes the parameters of its request class, or of the function that makes its
flow (`x = flow(lambda: domain.merges.x)`): the type checker carries them
over with a `ParamSpec`, `inspect.signature` and `help()` find them at run time. So no
signature is written twice, and a request and its method cannot differ. The lambda is
there so that a noun is imported when its method is first used.

What a method answers depends on the client it is found on: one that sends answers
responses and `Items`, one whose `send` is awaited answers coroutines and `AsyncItems`.
"""

from collections.abc import Callable, Coroutine
from functools import partial
from inspect import Parameter, iscoroutinefunction, signature
from types import MethodType
from typing import (
    TYPE_CHECKING,
    Any,
    Concatenate,
    Generic,
    ParamSpec,
    Protocol,
    get_args,
    overload,
)

from ..flows import Flow, ResultT
from ..operations import ItemT, PagedRequest, PageT, Request, ResponseT
from .misuse import misuse
from .paging import AsyncItems, Items

P = ParamSpec("P")


class Sender(Protocol):
    """What named methods need of a client."""

    def send(self, request: Request[ResponseT], /) -> ResponseT:
        """Send a request."""
        ...

    def items(self, request: PagedRequest[PageT, ItemT], /) -> Items[PageT, ItemT]:
        """Iterate over what a paged request finds."""
        ...

    def run(self, flow: Flow[ResultT], /) -> ResultT:
        """Run a flow."""
        ...


class AsyncSender(Protocol):
    """What named methods need of a client that is awaited."""

    async def send(self, request: Request[ResponseT], /) -> ResponseT:
        """Send a request."""
        ...

    def items(self, request: PagedRequest[PageT, ItemT], /) -> AsyncItems[PageT, ItemT]:
        """Iterate over what a paged request finds."""
        ...

    async def run(self, flow: Flow[ResultT], /) -> ResultT:
        """Run a flow."""
        ...


class _Method:
    """A method made of a request class or flow, when it is first asked for."""

    # `Any`: the descriptors below say what the method takes and answers.
    def __init__(self, source: Callable[[], Any]) -> None:
        self._source = source
        self._functions: dict[type, Callable[..., Any]] = {}

    # A class of any request, or a function.
    @property
    def source(self) -> Any:
        """The request class, or the function that makes the flow; imported now."""
        return self._source()

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, client: Any, owner: type) -> Any:
        function = self._functions.get(owner)
        if function is None:
            function = self._functions[owner] = self._made_for(owner)
        return function if client is None else MethodType(function, client)

    def _made_for(self, owner: Any) -> Callable[..., Any]:
        source = self._source()
        method, answer = self._method(source, owner)
        own = signature(source)
        me = Parameter("self", Parameter.POSITIONAL_ONLY)
        method.__signature__ = own.replace(
            parameters=[me, *own.parameters.values()], return_annotation=answer
        )
        # The request's attributes are the method's arguments.
        doc = source.__doc__
        method.__doc__ = doc and doc.replace("Attributes:\n", "Args:\n", 1)
        method.__name__ = self._name
        method.__qualname__ = f"{owner.__qualname__}.{self._name}"
        method.__module__ = owner.__module__
        made: Callable[..., Any] = method
        return made

    def _method(self, source: Any, owner: Any) -> tuple[Any, object]:
        """The function, and what it answers."""
        raise NotImplementedError


def _made(name: str, request: Any, args: tuple[Any, ...], kwargs: Any) -> Any:
    """The request a method is called with; an error speaks of the method."""
    try:
        return request(*args, **kwargs)
    except TypeError:
        if mistake := misuse(name, [*signature(request).parameters], args, kwargs):
            # Not chained: it would speak of a class that nobody called.
            raise TypeError(mistake) from None
        raise


# These differ in what they answer, which no type can abstract over.
class operation(_Method, Generic[P, ResponseT]):  # noqa: N801 - used like a decorator
    """A method that sends a request of the given class and answers its response."""

    def __init__(self, request: Callable[[], Callable[P, Request[ResponseT]]]) -> None:
        super().__init__(request)

    if TYPE_CHECKING:

        @overload
        def __get__(
            self, client: None, owner: type[Sender]
        ) -> Callable[Concatenate[Sender, P], ResponseT]: ...
        @overload
        def __get__(
            self, client: None, owner: type[AsyncSender]
        ) -> Callable[Concatenate[AsyncSender, P], Coroutine[Any, Any, ResponseT]]: ...
        @overload
        def __get__(self, client: Sender, owner: type) -> Callable[P, ResponseT]: ...
        @overload
        def __get__(
            self, client: AsyncSender, owner: type
        ) -> Callable[P, Coroutine[Any, Any, ResponseT]]: ...
        def __get__(self, client: Any, owner: type) -> Any: ...

    def _method(self, source: Any, owner: Any) -> tuple[Any, object]:
        made = partial(_made, self._name, source)

        def method(self: Any, /, *args: Any, **kwargs: Any) -> Any:
            return self.send(made(args, kwargs))

        async def awaited(self: Any, /, *args: Any, **kwargs: Any) -> Any:
            return await self.send(made(args, kwargs))

        return awaited if _is_awaited(owner) else method, source.response


class paged(_Method, Generic[P, PageT, ItemT]):  # noqa: N801 - used like a decorator
    """A method that answers all that a paged request of the given class finds."""

    def __init__(
        self, request: Callable[[], Callable[P, PagedRequest[PageT, ItemT]]]
    ) -> None:
        super().__init__(request)

    if TYPE_CHECKING:

        @overload
        def __get__(
            self, client: None, owner: type[Sender]
        ) -> Callable[Concatenate[Sender, P], Items[PageT, ItemT]]: ...
        @overload
        def __get__(
            self, client: None, owner: type[AsyncSender]
        ) -> Callable[Concatenate[AsyncSender, P], AsyncItems[PageT, ItemT]]: ...
        @overload
        def __get__(
            self, client: Sender, owner: type
        ) -> Callable[P, Items[PageT, ItemT]]: ...
        @overload
        def __get__(
            self, client: AsyncSender, owner: type
        ) -> Callable[P, AsyncItems[PageT, ItemT]]: ...
        def __get__(self, client: Any, owner: type) -> Any: ...

    def _method(self, source: Any, owner: Any) -> tuple[Any, object]:
        made = partial(_made, self._name, source)

        def method(self: Any, /, *args: Any, **kwargs: Any) -> Any:
            return self.items(made(args, kwargs))

        response, item = get_args(source.__orig_bases__[0])
        return method, (AsyncItems if _is_awaited(owner) else Items)[response, item]


class flow(_Method, Generic[P, ResultT]):  # noqa: N801 - used like a decorator
    """A method that runs the flow a function makes, and answers its result."""

    def __init__(self, function: Callable[[], Callable[P, Flow[ResultT]]]) -> None:
        super().__init__(function)

    if TYPE_CHECKING:

        @overload
        def __get__(
            self, client: None, owner: type[Sender]
        ) -> Callable[Concatenate[Sender, P], ResultT]: ...
        @overload
        def __get__(
            self, client: None, owner: type[AsyncSender]
        ) -> Callable[Concatenate[AsyncSender, P], Coroutine[Any, Any, ResultT]]: ...
        @overload
        def __get__(self, client: Sender, owner: type) -> Callable[P, ResultT]: ...
        @overload
        def __get__(
            self, client: AsyncSender, owner: type
        ) -> Callable[P, Coroutine[Any, Any, ResultT]]: ...
        def __get__(self, client: Any, owner: type) -> Any: ...

    def _method(self, source: Any, owner: Any) -> tuple[Any, object]:
        def method(self: Any, /, *args: Any, **kwargs: Any) -> Any:
            return self.run(source(*args, **kwargs))

        async def awaited(self: Any, /, *args: Any, **kwargs: Any) -> Any:
            return await self.run(source(*args, **kwargs))

        _, _, result = get_args(signature(source).return_annotation)
        return awaited if _is_awaited(owner) else method, result


def _is_awaited(owner: object) -> bool:
    return iscoroutinefunction(getattr(owner, "send", None))
