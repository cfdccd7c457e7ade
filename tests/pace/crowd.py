"""A crowd of callers in front of `RateLimits`, on a clock that jumps.

Each caller does what `RateLimits.wait` does, step by step: joins the line, looks, and
sleeps until it is to look again or is moved up. So hours of waiting take no time, and a
stall, in which nobody wakes, is a jump of the clock.
"""

import heapq
from collections.abc import Sequence
from itertools import count

import attrs

from connectcases_typed.rates import Place, Rate, RateLimits


@attrs.define
class Clock:
    """A clock that stands until it is put forward."""

    now: float = 0.0

    def __call__(self) -> float:
        """The time."""
        return self.now


@attrs.frozen(kw_only=True)
class Caller:
    """Who wants to send: asks at a time, waits so long, and arrives so late."""

    asks: float = 0.0
    waits: float = 1e9
    late: float = 0.0


@attrs.frozen
class Stall:
    """A time in which nobody runs: the process is stopped, say."""

    begins: float
    lasts: float


@attrs.define(eq=False)
class _Waiting:
    """A caller in the line."""

    number: int
    caller: Caller
    place: Place | None = None
    # Which of its alarms is the one that counts.
    alarm: int = -1


def crowd(
    limits: RateLimits,
    clock: Clock,
    callers: Sequence[Caller],
    stalls: Sequence[Stall] = (),
) -> list[float | None]:
    """When each caller's request leaves; None of those who gave up."""
    line = limits._lines["GetCase"]
    alarms = count()
    agenda: list[tuple[float, int, _Waiting]] = []
    waiting: dict[int, _Waiting] = {}
    sent: list[float | None] = [None] * len(callers)

    def wake(who: _Waiting, at: float) -> None:
        who.alarm = next(alarms)
        heapq.heappush(agenda, (at, who.alarm, who))

    for number, caller in enumerate(callers):
        wake(_Waiting(number, caller), caller.asks)
    while agenda:
        at, alarm, who = heapq.heappop(agenda)
        if who.alarm != alarm:
            continue  # it was moved up meanwhile
        clock.now = max(clock.now, _awake(at, stalls))
        if who.place is None:
            who.place = line.join()
            waiting[who.number] = who
        gives_up = who.caller.asks + who.caller.waits
        seconds = line.look(who.place)
        if seconds <= 0:
            sent[who.number] = clock.now
            del waiting[who.number]
        elif clock.now >= gives_up:
            line.leave(who.place)
            del waiting[who.number]
        else:
            wake(who, min(clock.now + seconds, gives_up))
        for other in list(waiting.values()):
            if other.place is not None and other.place.moved.is_set():
                other.place.moved.clear()
                wake(other, clock.now)
    return sent


def _awake(at: float, stalls: Sequence[Stall]) -> float:
    for stall in sorted(stalls, key=lambda it: it.begins):
        if stall.begins <= at < stall.begins + stall.lasts:
            at = stall.begins + stall.lasts
    return at


def refused(arrived: Sequence[float], rate: Rate) -> int:
    """How many of these a service with a token bucket refuses."""
    tokens, before, found = float(rate.burst), 0.0, 0
    for at in arrived:
        tokens = min(rate.burst, tokens + (at - before) * rate.per_second)
        before = at
        if tokens < 1 - 1e-6:
            found += 1
        else:
            tokens -= 1
    return found
