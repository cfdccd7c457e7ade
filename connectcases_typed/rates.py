"""Keeping to the service's request rates instead of running into them.

The service allows each account, per operation and Region, a number of requests a second
and a burst beyond that. Above it the service returns 429, and boto3 waits and tries
again. A client with `RateLimits` waits before it sends, so that nothing is refused.

How it works. The requests of one operation stand in a `Line`. Whoever wants to send
joins it, and then looks, again and again: "may I go now, and if not, in how many
seconds shall I look again?" Nobody owns a moment in advance. So whoever wakes late,
after the machine was suspended say, sends no sooner than the rate allows at that
moment; and when somebody leaves the line, those behind move up.

`RateLimits.wait` is this loop. It knows nothing of how a line counts: `TokenBucket`
counts in the memory of this process, and the lines of a `Fleet` count in a store that
many machines share.
"""

import math
import time
from collections.abc import Callable, Mapping
from threading import Event, Lock
from types import MappingProxyType
from typing import Protocol, Self

import attrs

from ._docs import documented
from ._forks import renew_in_children
from ._pickling import Unpicklable

__all__ = [
    "Rate",
    "RateLimits",
]

#: Waits until an event is set, but no longer than so many seconds.
Pause = Callable[[Event, float], object]


@documented
@attrs.frozen
class Rate:
    """What one operation is allowed."""

    per_second: float = attrs.field(validator=attrs.validators.gt(0))
    """Requests a second in the long run."""
    burst: int = attrs.field(validator=attrs.validators.ge(1))
    """Requests at once after a pause."""


def _documented() -> Mapping[str, Rate]:
    by_rate = {
        (2, 10): "CreateCase SearchCases ListTemplates ListLayouts CreateRelatedItem "
        "SearchRelatedItems ListCaseRules ListTagsForResource TagResource "
        "UntagResource GetCaseAuditEvents GetCaseEventConfiguration "
        "PutCaseEventConfiguration",
        (4, 10): "GetCase",
        (2, 2): "UpdateCase ListCasesForContact",
        (2, 5): "CreateField ListFields UpdateField BatchPutFieldOptions CreateDomain "
        "GetDomain ListDomains CreateTemplate UpdateTemplate CreateLayout "
        "UpdateLayout CreateCaseRule UpdateCaseRule DeleteCaseRule",
        (8, 25): "BatchGetField BatchGetCaseRule",
        (6, 16): "ListFieldOptions",
        (6, 20): "GetTemplate GetLayout",
    }
    return {
        operation: Rate(per_second, burst)
        for (per_second, burst), operations in by_rate.items()
        for operation in operations.split()
    }


#: The default quotas of an account, from the service quotas page of the
#: administrator guide (2026). Operations it does not list are not limited here.
DOCUMENTED: Mapping[str, Rate] = MappingProxyType(_documented())


@attrs.frozen(eq=False)
class Place:
    """A place in a line."""

    moved: Event = attrs.field(factory=Event)
    """Set when it is worth looking earlier than was said."""


class Line(Protocol):
    """Where the requests of one operation wait for their turn.

    A place is joined once, looked at until it is its turn, or left before.
    """

    def join(self) -> Place:
        """Take the last place."""
        ...

    def look(self, place: Place) -> float:
        """In how many seconds to look again; 0 if it is the place's turn.

        With 0 the place is used up: the request counts from now on.
        """
        ...

    def leave(self, place: Place) -> None:
        """Give a place back, of which nothing will be sent."""
        ...

    def keep_free(self, headroom: int) -> None:
        """Leave so many requests of each burst unused, from now on."""
        ...

    def renew(self) -> None:
        """Start anew in a forked child: those who waited are in the parent."""
        ...


class SharedLines(Protocol):
    """What makes lines that count for more than this process: a `Fleet`."""

    def line(self, operation: str, rate: Rate) -> Line:
        """The line of an operation."""
        ...


class RateLimits(Unpicklable):
    """Request rates for a client: `Client(rate_limits=RateLimits.documented())`.

    Every attempt counts, boto3's retries included. All threads and tasks of the
    clients that share one `RateLimits` share its rates. Other processes of the same
    account do not know of it, a forked child included, unless the rates are `shared`.

    Requests arrive closer together than they are sent, if one takes longer than the
    next. `headroom` is the room for that: how many requests of each burst are not
    used. A headroom of n withstands requests that take up to n intervals longer than
    others (at 2 a second, n times 0.5 s). It costs nothing in the long run; after a
    pause `burst - headroom` requests leave at once, and the others at the rate.

    Args:
        rates: by operation, as the service names it: `GetCaseAuditEvents`. An
            operation that is not listed is not limited.
        clock: what the rates go by, in seconds; for tests. A `Fleet` has its own.
        headroom: how many requests of each burst to leave unused. By default as many
            as half a second brings, but no more than the clients have connections.
            At least one request of a burst is always used.
        shared: a `Fleet`, to keep to the rates together with all processes that have
            a `Fleet` with the same store; None to keep to them alone.
    """

    def __init__(
        self,
        rates: Mapping[str, Rate],
        clock: Callable[[], float] = time.monotonic,
        *,
        headroom: int | None = None,
        shared: SharedLines | None = None,
    ) -> None:
        if headroom is not None and headroom < 0:
            raise ValueError(f"headroom is at least 0, not {headroom}")
        self.rates: Mapping[str, Rate] = MappingProxyType(dict(rates))
        self._headroom = headroom
        self._connections = 0
        self._is_shared = shared is not None
        self._lines: Mapping[str, Line] = {
            name: TokenBucket(rate, clock)
            if shared is None
            else shared.line(name, rate)
            for name, rate in rates.items()
        }
        self._keep_free()
        renew_in_children(self, RateLimits._renew)

    @classmethod
    def documented(
        cls,
        changes: Mapping[str, Rate] | None = None,
        *,
        headroom: int | None = None,
        shared: SharedLines | None = None,
    ) -> Self:
        """The default quotas of an account, with `changes` where yours differ."""
        rates = {**DOCUMENTED, **(changes or {})}
        return cls(rates, headroom=headroom, shared=shared)

    def __repr__(self) -> str:
        number = len(self.rates)
        operations = "operation" if number == 1 else "operations"
        shared = ", shared" if self._is_shared else ""
        return f"<RateLimits of {number} {operations}{shared}>"

    def wait(self, operation: str, pause: Pause = Event.wait) -> None:
        """Wait until a request of an operation may be sent, and count it.

        Args:
            operation: as the service names it.
            pause: waits for an event, at most so many seconds. What it raises ends the
                waiting, and nothing is counted.
        """
        line = self._lines.get(operation)
        if line is None:
            return
        place = line.join()
        try:
            while (seconds := line.look(place)) > 0:
                pause(place.moved, seconds)
                place.moved.clear()
        except BaseException:
            line.leave(place)
            raise

    def expect(self, connections: int) -> None:
        """Expect another client, with so many connections, to go by these rates."""
        self._connections += connections
        self._keep_free()

    def _keep_free(self) -> None:
        for name, line in self._lines.items():
            line.keep_free(self._room(self.rates[name]))

    def _room(self, rate: Rate) -> int:
        if self._headroom is not None:
            return self._headroom
        under_way = math.ceil(rate.per_second * _LATER)
        if self._is_shared or not self._connections:
            # Nobody knows how many connections a fleet has.
            return under_way
        return min(under_way, self._connections)

    def _renew(self) -> None:
        for line in self._lines.values():
            line.renew()


#: By how many seconds one request may take longer than another, unless one is told.
_LATER = 0.5


def usable(rate: Rate, headroom: int) -> int:
    """How many requests leave at once after a pause; always one at least."""
    return max(rate.burst - headroom, 1)


#: What floats lose when a moment is computed in two ways.
_EPSILON = 1e-9


class TokenBucket:
    """The line of this process, in front of a token bucket as the service has one.

    The bucket is not counted down and filled up again. It is kept as the moment at
    which its next token is due if none is saved up (this is known as GCRA): a full
    bucket of n tokens is one whose next was due n - 1 intervals ago. The place that is
    k places from the front has its turn when k + 1 tokens are there, and takes one of
    them. So those in front need not be awake for those behind to go.
    """

    def __init__(self, rate: Rate, clock: Callable[[], float]) -> None:
        self._rate = rate
        self._clock = clock
        self._interval = 1 / rate.per_second
        self._due = -math.inf
        self.keep_free(0)
        self.renew()

    def renew(self) -> None:
        self._lock = Lock()
        # A dict keeps its order, and lets a place leave from anywhere.
        self._places: dict[Place, None] = {}

    def keep_free(self, headroom: int) -> None:
        self._saved = self._interval * (usable(self._rate, headroom) - 1)

    def empty(self) -> None:
        """Have the next request wait an interval, as if a burst had just been used."""
        self._due = self._clock() + self._interval

    def join(self) -> Place:
        place = Place()
        with self._lock:
            self._places[place] = None
        return place

    def look(self, place: Place) -> float:
        with self._lock:
            now = self._clock()
            due = max(self._due, now - self._saved)
            in_front = next(n for n, it in enumerate(self._places) if it is place)
            seconds = due + in_front * self._interval - now
            if seconds > _EPSILON:
                return seconds
            self._due = due + self._interval
            self._remove(place)
            return 0.0

    def leave(self, place: Place) -> None:
        with self._lock:
            if place in self._places:
                self._remove(place)

    def _remove(self, place: Place) -> None:
        """Let those behind move up; who is now in front looks when it is their turn."""
        was_first = next(iter(self._places)) is place
        del self._places[place]
        if was_first and self._places:
            next(iter(self._places)).moved.set()
