"""Faults on demand: what can go wrong between a client and the service.

A fault decides how a request ends, for one operation or for all: on every request, on
the next few (`times=2`), or at random (`probability=0.1`), where the same `seed` gives
the same sequence. If several faults apply to a request, the one that was set first
happens and no other. A client's retries are requests too.

Faults mean the same in process and over HTTP, as far as each can carry them. In
process there is no connection: cutting it raises the exception botocore would raise.
Nor does a timeout run out there: latency delays the response and nothing else.
"""

import random
import threading
import time
from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import NoReturn, Protocol, TypedDict, Unpack

from ..._forks import renew_in_children
from ..protocol.errors import (
    CasesError,
    InternalServerException,
    ThrottlingException,
)
from ..protocol.model import check_operation

# Status, headers and body: what moto expects a service to return.
HttpResponse = tuple[int, dict[str, str], str]

# Longer than any client waits, and short enough for every system's `sleep`.
_LONGEST_LATENCY = 24 * 60 * 60

_PAGE = "<!DOCTYPE html><html><body><h1>Something is in the way</h1></body></html>"


class Exchange(Protocol):
    """A request, and the ways it can end."""

    def answered(self) -> HttpResponse:
        """Execute the request and return the response."""
        ...

    def refused(self, error: CasesError) -> HttpResponse:
        """Return an error without executing the request."""
        ...

    def cut(self) -> NoReturn:
        """End the connection without a response."""
        ...


Effect = Callable[[Exchange], HttpResponse]


class When(TypedDict, total=False):
    """When a fault happens; without any of these, on every request.

    - `times`: how often at most.
    - `probability`: of each request, more than 0 and at most 1.
    - `seed`: of the random sequence, 0 unless given.
    """

    times: int
    probability: float
    seed: int


class Fault:
    """A fault that was set; `happened` counts how often it happened.

    `kind` is the name of the method that set it, as in `"throttle"`.
    """

    def __init__(self, kind: str, operation: str | None, **when: Unpack[When]) -> None:
        self.kind = kind
        self.happened = 0
        self.operation = operation
        self.times: int | None = when.get("times")
        self.probability: float = when.get("probability", 1.0)
        self.seed: int = when.get("seed", 0)
        if self.times is not None and self.times < 1:
            raise ValueError(f"times: {self.times}, at least 1")
        if not 0 < self.probability <= 1:
            raise ValueError(f"probability: {self.probability}, not within (0, 1]")


class _Planned:
    """A fault with what it does and its random sequence."""

    def __init__(self, fault: Fault, effect: Effect) -> None:
        self.fault = fault
        self.effect = effect
        # A repeatable sequence is wanted here, not an unpredictable one.
        self._random = random.Random(fault.seed)  # noqa: S311 - not for security

    def applies(self, operation: str) -> bool:
        """Whether it happens to this request; each question draws a random number."""
        fault = self.fault
        if fault.operation not in (None, operation):
            return False
        if fault.times is not None and fault.happened >= fault.times:
            return False
        # random() is below 1.
        return self._random.random() < fault.probability


class FaultPlan:
    """The faults that are set, in the order they were set."""

    def __init__(self) -> None:
        self._planned: list[_Planned] = []
        self._renew()
        renew_in_children(self, FaultPlan._renew)

    def _renew(self) -> None:
        self._lock = threading.Lock()

    def add(
        self,
        kind: str,
        effect: Effect,
        operation: str | None,
        **when: Unpack[When],
    ) -> Fault:
        """Plan an effect; ValueError for an unknown operation."""
        if operation is not None:
            check_operation(operation)
        fault = Fault(kind, operation, **when)
        with self._lock:
            self._planned.append(_Planned(fault, effect))
        return fault

    def meet(self, operation: str, exchange: Exchange) -> HttpResponse:
        """End a request with the fault that applies to it, or normally."""
        effect = self._due(operation)
        return exchange.answered() if effect is None else effect(exchange)

    def faults(self) -> tuple[Fault, ...]:
        """The faults that are set."""
        with self._lock:
            return tuple(planned.fault for planned in self._planned)

    def clear(self) -> None:
        """Remove every fault."""
        with self._lock:
            self._planned.clear()

    def _due(self, operation: str) -> Effect | None:
        with self._lock:
            for planned in self._planned:
                if planned.applies(operation):
                    planned.fault.happened += 1
                    return planned.effect
        return None


class Faults:
    """Sets the faults of the embedded service.

    Each method takes the name of an operation, or None for all of them, and `When` the
    fault happens. An unknown operation is a ValueError.
    """

    def __init__(self, plan: FaultPlan) -> None:
        self._plan = plan

    def throttle(
        self,
        operation: str | None = None,
        **when: Unpack[When],
    ) -> Fault:
        """Return 429, ThrottlingException, and do nothing."""

        def effect(exchange: Exchange) -> HttpResponse:
            return exchange.refused(
                ThrottlingException("Too many requests, as the test asked.")
            )

        return self._plan.add("throttle", effect, operation, **when)

    def internal_error(
        self,
        operation: str | None = None,
        *,
        retry_after: int | None = None,
        **when: Unpack[When],
    ) -> Fault:
        """Return 500, InternalServerException, and do nothing.

        `retry_after` is the `Retry-After` header in seconds; None leaves it out.
        """
        if retry_after is not None and retry_after < 0:
            raise ValueError(f"retry_after: {retry_after}, at least 0")

        def effect(exchange: Exchange) -> HttpResponse:
            return exchange.refused(InternalServerException(retry_after))

        return self._plan.add("internal_error", effect, operation, **when)

    def latency(
        self,
        seconds: float,
        operation: str | None = None,
        **when: Unpack[When],
    ) -> Fault:
        """Execute the request and return the response that many real seconds later.

        More than a day is a ValueError, and so is a negative number.
        """
        if not 0 <= seconds <= _LONGEST_LATENCY:
            raise ValueError(f"seconds: {seconds}, not within 0 to {_LONGEST_LATENCY}")

        def effect(exchange: Exchange) -> HttpResponse:
            # First the request, then the delay: when a client gives up waiting, the
            # request has been executed all the same.
            answer = exchange.answered()
            time.sleep(seconds)
            return answer

        return self._plan.add("latency", effect, operation, **when)

    def cut(
        self,
        operation: str | None = None,
        **when: Unpack[When],
    ) -> Fault:
        """End the connection before anything is done."""

        def effect(exchange: Exchange) -> HttpResponse:
            exchange.cut()

        return self._plan.add("cut", effect, operation, **when)

    def lose_answer(
        self,
        operation: str | None = None,
        **when: Unpack[When],
    ) -> Fault:
        """Execute the request, and end the connection instead of responding."""

        def effect(exchange: Exchange) -> HttpResponse:
            exchange.answered()
            exchange.cut()

        return self._plan.add("lose_answer", effect, operation, **when)

    def truncate(
        self,
        operation: str | None = None,
        **when: Unpack[When],
    ) -> Fault:
        """Execute the request, and return half the body of the response.

        As HTTP the response is complete, as it is from a proxy that lost the rest: the
        status is that of the response and the length that of the half.
        """

        def effect(exchange: Exchange) -> HttpResponse:
            status, headers, body = exchange.answered()
            return status, headers, body[: len(body) // 2]

        return self._plan.add("truncate", effect, operation, **when)

    def html(
        self,
        operation: str | None = None,
        *,
        status: int = 200,
        **when: Unpack[When],
    ) -> Fault:
        """Return an HTML page, as a proxy does, and do nothing.

        A status that HTTP does not have is a ValueError.
        """
        HTTPStatus(status)

        def effect(exchange: Exchange) -> HttpResponse:
            return status, {"Content-Type": "text/html"}, _PAGE

        return self._plan.add("html", effect, operation, **when)

    def __iter__(self) -> Iterator[Fault]:
        """The faults that are set, in the order they were set."""
        return iter(self._plan.faults())

    def clear(self) -> None:
        """Remove every fault."""
        self._plan.clear()
