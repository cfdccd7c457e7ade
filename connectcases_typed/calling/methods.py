"""Named methods, one line each: `x = operation(lambda: models.cases.XRequest)`.

A method takes the parameters of its request class, or of the function that makes its
flow (`x = flow(lambda: domain.merges.x)`); `inspect.signature` and `help()` find them
at run time. Type checkers and editors read them in `service.pyi`, which is written from
the same classes. So no signature is kept twice by hand. The lambda is there so that a
noun is imported when its method is first used.

Where the client is awaited, a method returns a coroutine, or `AsyncItems` in place of
`Items`.
"""

from collections.abc import Callable
from functools import partial
from inspect import Parameter, signature
from types import MethodType
from typing import Any, get_args

from .misuse import misuse
from .paging import AsyncItems, Items


class Awaited:
    """A mark: the methods of a class below this one are coroutine functions."""

    __slots__ = ()


class _Method:
    """A method, made from a request class or a flow when it is first accessed."""

    # `Any`, here and below: a class of any request, or any function that makes a flow.
    def __init__(self, source: Callable[[], Any]) -> None:
        self._source = source
        self._functions: dict[type, Callable[..., Any]] = {}

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

    def _made_for(self, owner: type) -> Callable[..., Any]:
        source = self._source()
        method, answer = self._method(source, awaited=issubclass(owner, Awaited))
        own = signature(source)
        me = Parameter("self", Parameter.POSITIONAL_OR_KEYWORD)
        method.__signature__ = own.replace(
            parameters=[me, *own.parameters.values()], return_annotation=answer
        )
        # The request's attributes are the method's parameters.
        doc = source.__doc__
        method.__doc__ = doc and doc.replace("Attributes:\n", "Args:\n", 1)
        method.__name__ = self._name
        method.__qualname__ = f"{owner.__qualname__}.{self._name}"
        method.__module__ = owner.__module__
        made: Callable[..., Any] = method
        return made

    def _method(self, source: Any, *, awaited: bool) -> tuple[Any, object]:
        """The function, and the type it returns."""
        raise NotImplementedError


def _made(name: str, request: Any, args: tuple[Any, ...], kwargs: Any) -> Any:
    """The request or flow that a method's arguments make; errors name the method."""
    try:
        return request(*args, **kwargs)
    except TypeError:
        if mistake := misuse(name, signature(request).parameters, args, kwargs):
            # Not chained: the original error names a class that the caller did not
            # call.
            raise TypeError(mistake) from None
        raise


# Lower-case names: they are used like decorators.
class operation(_Method):  # noqa: N801 - as above
    """A method that sends a request of the given class and returns the response."""

    def _method(self, source: Any, *, awaited: bool) -> tuple[Any, object]:
        made = partial(_made, self._name, source)

        def method(self: Any, /, *args: Any, **kwargs: Any) -> Any:
            return self.send(made(args, kwargs))

        async def coroutine(self: Any, /, *args: Any, **kwargs: Any) -> Any:
            return await self.send(made(args, kwargs))

        return coroutine if awaited else method, source.response


class paged(_Method):  # noqa: N801 - as above
    """A method that returns the items a paged request of the given class finds."""

    def _method(self, source: Any, *, awaited: bool) -> tuple[Any, object]:
        made = partial(_made, self._name, source)

        def method(self: Any, /, *args: Any, **kwargs: Any) -> Any:
            return self.items(made(args, kwargs))

        response, item = get_args(source.__orig_bases__[0])
        return method, (AsyncItems if awaited else Items)[response, item]


class flow(_Method):  # noqa: N801 - as above
    """A method that runs the flow a function makes, and returns its result."""

    def _method(self, source: Any, *, awaited: bool) -> tuple[Any, object]:
        made = partial(_made, self._name, source)

        def method(self: Any, /, *args: Any, **kwargs: Any) -> Any:
            return self.run(made(args, kwargs))

        async def coroutine(self: Any, /, *args: Any, **kwargs: Any) -> Any:
            return await self.run(made(args, kwargs))

        _, _, result = get_args(signature(source).return_annotation)
        return coroutine if awaited else method, result
