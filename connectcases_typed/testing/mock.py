"""`mock_cases`: the embedded service in place of AWS, for a block or a function.

A thin layer over moto's `mock_aws`, which intercepts requests, sets fake credentials
and drops all state when the outermost mock ends. Mocks nest as moto's do: an inner
mock, of either kind, shares the state and the settings of the outer one.
"""

import functools
import inspect
import unittest
from collections.abc import Callable
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Any, TypeVar, cast, overload

from moto import mock_aws

from ..calling import waiting
from .handle import EmbeddedCases, embedded
from .serving import service

# A function or a class; the decorator returns the same type.
Decorated = TypeVar("Decorated", bound=Callable[..., Any])


class MockCases(AbstractContextManager[EmbeddedCases]):
    """A context manager and a decorator; see `mock_cases`."""

    def __init__(self) -> None:
        self._mocks: list[AbstractContextManager[Any]] = []

    def __enter__(self) -> EmbeddedCases:
        mock = mock_aws()
        mock.__enter__()
        self._mocks.append(mock)
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
        self._mocks.pop().__exit__(kind, error, traceback)

    def __call__(self, target: Decorated) -> Decorated:
        decorate = _decorate_class if inspect.isclass(target) else _decorate_function
        return cast("Decorated", decorate(target))


@overload
def mock_cases() -> MockCases: ...


@overload
def mock_cases(target: Decorated, /) -> Decorated: ...


def mock_cases(target: Decorated | None = None, /) -> MockCases | Decorated:
    """Let the embedded service respond to all calls of Amazon Connect Cases.

    `with mock_cases() as cases:` gives the handle on the service; `@mock_cases`
    decorates a function, a coroutine function, a `unittest.TestCase` (the mock
    spans `setUp`, test and `tearDown`) or a class of `test...` methods.
    """
    mock = MockCases()
    return mock if target is None else mock(target)


def _decorate_function(function: Callable[..., Any]) -> Callable[..., Any]:
    if inspect.iscoroutinefunction(function):

        @functools.wraps(function)
        async def awaiting(*args: Any, **kwargs: Any) -> Any:
            with MockCases():
                return await function(*args, **kwargs)

        return awaiting

    @functools.wraps(function)
    def calling(*args: Any, **kwargs: Any) -> Any:
        with MockCases():
            return function(*args, **kwargs)

    return calling


def _decorate_class(target: Any) -> Any:
    # unittest calls run() around setUp, test and tearDown. Other classes have no such
    # method, so the mock is around each of their test methods.
    spanning = issubclass(target, unittest.TestCase)
    for name in dir(target):
        if name == "run" if spanning else name.startswith("test"):
            member = inspect.getattr_static(target, name)
            if inspect.isfunction(member):
                setattr(target, name, _decorate_function(member))
    return target
