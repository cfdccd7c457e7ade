"""Faults on demand: what can go wrong between a client and the service.

A fault decides what becomes of a request, for one operation or all of them: on every
request, on the next few (`times=2`), or at random (`probability=0.1`), which with the
same `seed` is the same every time. Of several faults the one set first that applies is
the one that happens, one to a request; a client's retries are requests too.

In process and over HTTP a fault means the same, as far as each can carry it. In
process there is no connection: one that is cut is the exception botocore makes of it,
raised at once; and no time runs out, so latency delays and never ends in a timeout.
"""

import random
import threading
import time
from collections.abc import Callable
from typing import NoReturn, Protocol, TypedDict, Unpack

from .errors import CasesError, InternalServerException, ThrottlingException
from .rates import check_operation

# status, headers, body: what moto expects of a service.
Answer = tuple[int, dict[str, str], str]

_PAGE = "<!DOCTYPE html><html><body><h1>Something is in the way</h1></body></html>"


class Exchange(Protocol):
    """A request, and the ways to end it."""

    def answered(self) -> Answer:
        """Do what is asked, and answer."""
        ...

    def refused(self, error: CasesError) -> Answer:
        """Answer with an error, having done nothing."""
        ...

    def cut(self) -> NoReturn:
        """End the connection without an answer."""
        ...


Effect = Callable[[Exchange], Answer]


class When(TypedDict, total=False):
    """When a fault happens: on every request if nothing is said.

    - `times`: how often at most.
    - `probability`: of each request, more than 0 and at most 1.
    - `seed`: of the randomness, 0 unless given.
    """

    times: int
    probability: float
    seed: int


class Fault:
    """A fault that was set; `happened` counts how often it did."""

    def __init__(
        self, effect: Effect, operation: str | None, **when: Unpack[When]
    ) -> None:
        self.happened = 0
        self.effect = effect
        self.operation = operation
        self.times = when.get("times")
        self.probability = when.get("probability", 1.0)
        if self.times is not None and self.times < 1:
            raise ValueError(f"times: {self.times}, at least 1")
        if not 0 < self.probability <= 1:
            raise ValueError(f"probability: {self.probability}, not within (0, 1]")
        # It is there to be repeated: no secret hangs on it.
        self._random = random.Random(when.get("seed", 0))  # noqa: S311 - dice

    def applies(self, operation: str) -> bool:
        """Whether it happens to this request; asking draws from the randomness."""
        if self.operation not in (None, operation):
            return False
        if self.times is not None and self.happened >= self.times:
            return False
        # random() is below 1.
        return self._random.random() < self.probability


class Faults:
    """The faults of the embedded service; see the module for when they happen."""

    def __init__(self) -> None:
        self._set: list[Fault] = []
        self._lock = threading.Lock()

    def throttle(
        self,
        operation: str | None = None,
        **when: Unpack[When],
    ) -> Fault:
        """Answer 429, ThrottlingException, and do nothing."""

        def effect(exchange: Exchange) -> Answer:
            return exchange.refused(
                ThrottlingException("Too many requests, as the test asked.")
            )

        return self._add(effect, operation, **when)

    def internal_error(
        self,
        operation: str | None = None,
        *,
        retry_after: int | None = None,
        **when: Unpack[When],
    ) -> Fault:
        """Answer 500, InternalServerException, and do nothing.

        `retry_after` is the seconds the `Retry-After` header says; without it there
        is none.
        """

        def effect(exchange: Exchange) -> Answer:
            return exchange.refused(InternalServerException(retry_after))

        return self._add(effect, operation, **when)

    def latency(
        self,
        seconds: float,
        operation: str | None = None,
        **when: Unpack[When],
    ) -> Fault:
        """Answer as ever, but so many seconds later: real ones, not the clock's."""

        def effect(exchange: Exchange) -> Answer:
            # Before the answer: a client that stops waiting finds it done all the same.
            answer = exchange.answered()
            time.sleep(seconds)
            return answer

        return self._add(effect, operation, **when)

    def cut(
        self,
        operation: str | None = None,
        **when: Unpack[When],
    ) -> Fault:
        """End the connection before anything is done."""

        def effect(exchange: Exchange) -> Answer:
            exchange.cut()

        return self._add(effect, operation, **when)

    def lose_answer(
        self,
        operation: str | None = None,
        **when: Unpack[When],
    ) -> Fault:
        """Do what is asked, and end the connection instead of answering."""

        def effect(exchange: Exchange) -> Answer:
            exchange.answered()
            exchange.cut()

        return self._add(effect, operation, **when)

    def truncate(
        self,
        operation: str | None = None,
        **when: Unpack[When],
    ) -> Fault:
        """Do what is asked, and answer with half the body.

        Complete as far as HTTP goes, as it comes from a proxy that lost the rest: the
        status is the answer's and the length that of the half.
        """

        def effect(exchange: Exchange) -> Answer:
            status, headers, body = exchange.answered()
            return status, headers, body[: len(body) // 2]

        return self._add(effect, operation, **when)

    def html(
        self,
        operation: str | None = None,
        *,
        status: int = 200,
        **when: Unpack[When],
    ) -> Fault:
        """Answer with an HTML page, as something in between does, and do nothing."""

        def effect(exchange: Exchange) -> Answer:
            return status, {"Content-Type": "text/html"}, _PAGE

        return self._add(effect, operation, **when)

    def clear(self) -> None:
        """Let nothing go wrong any more."""
        with self._lock:
            self._set.clear()

    def meet(self, operation: str, exchange: Exchange) -> Answer:
        """End a request of an operation in the way of its fault, or as ever."""
        fault = self._due(operation)
        return exchange.answered() if fault is None else fault.effect(exchange)

    def _due(self, operation: str) -> Fault | None:
        with self._lock:
            for fault in self._set:
                if fault.applies(operation):
                    fault.happened += 1
                    return fault
        return None

    def _add(
        self, effect: Effect, operation: str | None, **when: Unpack[When]
    ) -> Fault:
        if operation is not None:
            check_operation(operation)
        fault = Fault(effect, operation, **when)
        with self._lock:
            self._set.append(fault)
        return fault
