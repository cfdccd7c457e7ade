"""A store in memory, and workers in front of it, on a clock that jumps."""

import json
from collections.abc import Callable
from threading import Event

from connectcases_typed import RateStoreAwayError
from connectcases_typed.fleet.queues import RateQueue
from connectcases_typed.fleet.sharing import Fleet
from connectcases_typed.fleet.stores import Look, Turn
from connectcases_typed.rates import Rate, RateLimits

START = 1_800_000_000_000_000


class MemoryStore:
    """Keeps lines as JSON, by a clock of its own; it can be away, and lose everything.

    Attributes:
        away: whether it cannot be reached.
        asked: how often it was looked in, while it was away too.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self.now: Callable[[], int] = lambda: START + round(clock() * 1_000_000)
        self.away = False
        self.asked = 0
        self.texts: dict[str, str] = {}

    def look(self, look: Look, /) -> Turn:
        self.asked += 1
        self._check()
        queue = self.queue(look.operation)
        turn = queue.look(look, self.now())
        self.texts[look.operation] = json.dumps(queue.dump())
        return turn

    def leave(self, operation: str, worker: str, place: int, /) -> None:
        self._check()
        queue = self.queue(operation)
        queue.leave(worker, place)
        self.texts[operation] = json.dumps(queue.dump())

    def queue(self, operation: str) -> RateQueue:
        text = self.texts.get(operation)
        return RateQueue.load(None if text is None else json.loads(text))

    def _check(self) -> None:
        if self.away:
            raise RateStoreAwayError("nobody there")


class Time:
    """A clock that a wait puts forward."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    def pause(self, _: Event, seconds: float) -> None:
        self.now += seconds


def worker(
    store: MemoryStore, time: Time, rate: Rate, *, store_away: object = "wait"
) -> RateLimits:
    """The limits of one worker."""
    # A test hands in what a type checker would refuse.
    fleet = Fleet(store, store_away=store_away, clock=time)  # type: ignore[arg-type]  # see above
    return RateLimits({"GetCase": rate}, headroom=0, shared=fleet)
