"""`mock_cases`: the embedded service in place of AWS, for a block or a function.

A thin layer over moto's `mock_aws`, which intercepts requests, sets fake credentials
and drops all state when the outermost mock ends. Mocks nest as moto's do: an inner
mock, of either kind, shares the state and the settings of the outer one.
"""

import functools
import inspect
from collections.abc import AsyncGenerator, Callable, Generator
from contextlib import AbstractContextManager, ExitStack
from types import TracebackType
from typing import Any, TypeVar, cast, overload
from unittest import TestCase

from moto import mock_aws

from ..calling import waiting
from .handle import EmbeddedCases, embedded
from .serving import service
from .sharing import sharing

# A function or a class; the decorator returns the same type.
Decorated = TypeVar("Decorated", bound=Callable[..., Any])


class MockCases(AbstractContextManager[EmbeddedCases]):
    """A context manager and a decorator; see `mock_cases`."""

    def __init__(self) -> None:
        self._mocks: list[list[AbstractContextManager[Any]]] = []

    def __enter__(self) -> EmbeddedCases:
        mocks: list[AbstractContextManager[Any]] = [sharing, mock_aws()]
        for each in mocks:
            each.__enter__()
        self._mocks.append(mocks)
        service.enter()
        waiting.go_by(embedded.clock)
        return embedded

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        waiting.leave(embedded.clock)
        service.leave()
        for each in reversed(self._mocks.pop()):
            each.__exit__(kind, error, traceback)

    def start(self) -> EmbeddedCases:
        """Begin without a block, at a prompt or in a notebook; returns the handle."""
        return self.__enter__()

    def stop(self) -> None:
        """End what `start` began; needed only if the process goes on without it."""
        self.__exit__(None, None, None)

    def __call__(self, target: Decorated) -> Decorated:
        decorate = _decorate_class if inspect.isclass(target) else _decorate_function
        return cast("Decorated", decorate(target))


@overload
def mock_cases() -> MockCases: ...


@overload
def mock_cases(target: Decorated, /) -> Decorated: ...


def mock_cases(target: Decorated | None = None, /) -> MockCases | Decorated:
    """Let the embedded service respond to all calls of Amazon Connect Cases.

    `with mock_cases() as cases:` gives the handle on the service, and so does
    `mock_cases().start()`, which lasts until `stop` or the end of the process.
    `@mock_cases` decorates a function (a coroutine function or a generator function
    too) or a class. A parameter annotated as `EmbeddedCases` is given the handle.

    In a `unittest.TestCase` the mock spans `setUp`, test and `tearDown`, and all tests
    of a class that has a `setUpClass`. In other classes of tests it spans
    `setup_method`, test and `teardown_method`, and likewise with `setup_class`.
    """
    made = MockCases()
    return made if target is None else made(target)


def _decorate_function(function: Callable[..., Any]) -> Callable[..., Any]:
    signature = inspect.signature(function)
    asking = [
        name for name, it in signature.parameters.items() if _is_handle(it.annotation)
    ]

    def with_handle(kwargs: dict[str, Any], cases: EmbeddedCases) -> dict[str, Any]:
        return {**dict.fromkeys(asking, cases), **kwargs}

    async def generate_later(*args: Any, **kwargs: Any) -> AsyncGenerator[Any]:
        with MockCases() as cases:
            async for value in function(*args, **with_handle(kwargs, cases)):
                yield value

    def generate(*args: Any, **kwargs: Any) -> Generator[Any, Any, Any]:
        with MockCases() as cases:
            made: Generator[Any, Any, Any] = function(
                *args, **with_handle(kwargs, cases)
            )
            return (yield from made)

    async def wait(*args: Any, **kwargs: Any) -> Any:
        with MockCases() as cases:
            return await function(*args, **with_handle(kwargs, cases))

    def call(*args: Any, **kwargs: Any) -> Any:
        with MockCases() as cases:
            return function(*args, **with_handle(kwargs, cases))

    # The mock has to be on while the body runs, and not just while it is called.
    decorated: Callable[..., Any] = call
    if inspect.isasyncgenfunction(function):
        decorated = generate_later
    elif inspect.isgeneratorfunction(function):
        decorated = generate
    elif inspect.iscoroutinefunction(function):
        decorated = wait
    functools.update_wrapper(decorated, function)
    # What the decorator supplies nobody else has to: pytest would look for a fixture.
    others = [it for name, it in signature.parameters.items() if name not in asking]
    vars(decorated)["__signature__"] = signature.replace(parameters=others)
    return decorated


def _is_handle(annotation: object) -> bool:
    # An annotation may be text, as with `from __future__ import annotations`.
    if isinstance(annotation, str):
        return annotation.rpartition(".")[2] == EmbeddedCases.__name__
    return annotation is EmbeddedCases


def _decorate_class(target: Any) -> Any:
    if issubclass(target, TestCase):
        # unittest calls run() around setUp, test and tearDown.
        target.run = _decorate_function(target.run)
        if "setUpClass" in _defined(target):
            entering = _entering(_function(target.setUpClass))
            setattr(target, "setUpClass", classmethod(entering))  # noqa: B010 - type checkers know it as a method
        return target
    for name in dir(target):
        member = inspect.getattr_static(target, name)
        if name.startswith("test") and inspect.isfunction(member):
            setattr(target, name, _decorate_function(member))
    if "setup_method" in _defined(target):
        _span_methods(target)
    if "setup_class" in _defined(target):
        _span_class(target)
    return target


def _defined(target: type) -> set[str]:
    """The names that a class or its bases define, unittest's own left out."""
    bases = [base for base in target.__mro__ if base not in (TestCase, object)]
    return {name for base in bases for name in vars(base)}


def _entering(function: Callable[[Any], None]) -> Callable[[Any], None]:
    @functools.wraps(function)
    def entering(cls: Any) -> None:
        # unittest ends it after the last test, or if this fails.
        cls.enterClassContext(MockCases())
        function(cls)

    return entering


# pytest does not call teardown_method if setup_method raises, nor teardown_class if
# setup_class does: the mock ends at once then.


def _span_methods(target: Any) -> None:
    mocks = MockCases()
    first = inspect.getattr_static(target, "setup_method")
    last = inspect.getattr_static(target, "teardown_method", None)

    def setup_method(self: Any, method: Any) -> None:
        with ExitStack() as stack:
            stack.enter_context(mocks)
            _call(first.__get__(self, target), method)
            stack.pop_all()

    def teardown_method(self: Any, method: Any) -> None:
        with ExitStack() as stack:
            stack.push(mocks)
            if last is not None:
                _call(last.__get__(self, target), method)

    target.setup_method, target.teardown_method = setup_method, teardown_method


def _call(function: Callable[..., None], method: Any) -> None:
    # pytest gives them the test's method if they have a parameter for it.
    function(*[method][: len(inspect.signature(function).parameters)])


def _span_class(target: Any) -> None:
    mocks = MockCases()
    # Called with the class, whether they are class methods or not.
    first = target.setup_class
    last = getattr(target, "teardown_class", None)

    def setup_class(cls: Any) -> None:
        with ExitStack() as stack:
            stack.enter_context(mocks)
            _function(first)(cls)
            stack.pop_all()

    def teardown_class(cls: Any) -> None:
        with ExitStack() as stack:
            stack.push(mocks)
            if last is not None:
                _function(last)(cls)

    target.setup_class = classmethod(setup_class)
    target.teardown_class = classmethod(teardown_class)


def _function(method: Any) -> Callable[[Any], None]:
    return cast("Callable[[Any], None]", getattr(method, "__func__", method))
