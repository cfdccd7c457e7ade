"""Waiting in lines that a whole fleet shares.

A place looks in the store when it joins, and again when its turn should have come: two
round trips, or one if it does not have to wait. In between, the first place of each
line looks once a second. That tells the store that this worker lives, and the worker of
places that others gave back. When the first has its turn, the next is told to look, and
takes over.

So the store notices within `LEASE` that a worker has died. A worker that was only
suspended gets its old places back when it looks again.
"""

import logging
import math
import time
from collections.abc import Callable
from threading import Lock
from typing import Literal
from uuid import uuid4

import attrs

from .._forks import renew_in_children
from .._pickling import Unpicklable
from ..errors import RateStoreAwayError
from ..rates import Place, Rate, TokenBucket, usable
from .stores import Look, RateStore, Turn

__all__ = [
    "Fleet",
]

logger: logging.Logger = logging.getLogger("connectcases_typed.fleet")

#: How long, in seconds, before a worker looks again to show that it lives; also before
#: it asks again for a store that is away.
_BEAT = 1.0

_SECOND = 1_000_000

#: Later than any moment: with this, a store assumes that no tokens are saved up.
_NOTHING_SAVED = 2**53 - 1

StoreAway = Literal["wait", "refuse"] | float


class Fleet(Unpicklable):
    """What workers share: `RateLimits.documented(shared=Fleet(store))`.

    Requests of all workers leave in the order in which they joined, as the store saw
    it. A worker that dies gives its places back within three seconds.

    Args:
        store: where the rates are kept, `RedisRateStore` for one. Every worker makes
            a store of its own, with the same scope.
        store_away: what to do while the store cannot be reached. Either way a warning
            is logged once, and the store is asked again every second.
            `"wait"`: send nothing until it is back.
            `"refuse"`: raise RateStoreAwayError, and send nothing.
            A number above 0, to 1: go on with this share of each rate, in this process
            alone: one eighth among eight workers.
        clock: what the share and the asking go by, in seconds; for tests.
    """

    def __init__(
        self,
        store: RateStore,
        *,
        store_away: StoreAway = "wait",
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        share = None if isinstance(store_away, str) else store_away
        if share is None and store_away not in ("wait", "refuse"):
            raise ValueError(
                'store_away is "wait", "refuse" or a share of the rates, '
                f"not {store_away!r}"
            )
        if share is not None and not 0 < share <= 1:
            raise ValueError(f"a share of the rates is above 0, to 1, not {share}")
        self.store = store
        self._refuses = store_away == "refuse"
        self._share = share
        self._clock = clock
        self._spares: list[TokenBucket] = []
        self._away: RateStoreAwayError | None = None
        self._ask_again = -math.inf
        self._renew()
        renew_in_children(self, Fleet._renew)

    def line(self, operation: str, rate: Rate) -> "_Line":
        """The line of an operation, for `RateLimits`."""
        spare = None
        if self._share is not None:
            burst = max(math.floor(rate.burst * self._share), 1)
            share = Rate(rate.per_second * self._share, burst)
            spare = TokenBucket(share, self._clock)
            self._spares.append(spare)
        return _Line(self, operation, rate, spare)

    def look(self, look: Look) -> Turn | None:
        """Look in the store; None while it is away, unless that raises an error.

        Raises:
            RateStoreAwayError: it is away, and nothing is to be sent then.
        """
        if self._away is None or self._clock() >= self._ask_again:
            try:
                turn = self.store.look(look)
            except RateStoreAwayError as error:
                self._went_away(error)
            else:
                self._is_there()
                return turn
        away = self._away
        if away is not None and self._refuses:
            # Each caller gets an error of its own: errors carry what was called.
            raise RateStoreAwayError(*away.args) from away
        return None

    def _went_away(self, error: RateStoreAwayError) -> None:
        with self._lock:
            is_news = self._away is None
            if is_news:
                # Other workers may just have used up a burst.
                for spare in self._spares:
                    spare.empty()
            self._away = error
            self._ask_again = self._clock() + _BEAT
        if is_news:
            if self._share is not None:
                meanwhile = f"requests go on at {self._share:g} of the rates"
            else:
                meanwhile = "requests are refused" if self._refuses else "requests wait"
            logger.warning(
                "the store of shared rates is away; %s: %s", meanwhile, error
            )

    def _is_there(self) -> None:
        with self._lock:
            was_away, self._away = self._away, None
        if was_away is not None:
            logger.info("the store of shared rates is back")

    def _renew(self) -> None:
        self._lock = Lock()


@attrs.define
class _Standing:
    """Where a place stands: in the store since then, and in the spare bucket."""

    number: int
    since: int | None = None
    spare: Place | None = None


class _Line:
    """The places of this process in one line of the fleet."""

    def __init__(
        self, fleet: Fleet, operation: str, rate: Rate, spare: TokenBucket | None
    ) -> None:
        self._fleet = fleet
        self._operation = operation
        self._rate = rate
        self._interval = math.ceil(_SECOND / rate.per_second)
        self._spare = spare
        self._due = 0
        self.keep_free(0)
        self.renew()

    def renew(self) -> None:
        self._lock = Lock()
        self._worker = uuid4().hex
        self._joined = 0
        # A dict keeps its order, and lets a place leave from anywhere.
        self._places: dict[Place, _Standing] = {}
        if self._spare is not None:
            self._spare.renew()

    def keep_free(self, headroom: int) -> None:
        self._saved = self._interval * (usable(self._rate, headroom) - 1)
        if self._spare is not None:
            self._spare.keep_free(headroom)

    def join(self) -> Place:
        place = Place()
        with self._lock:
            self._joined += 1
            self._places[place] = _Standing(self._joined)
        return place

    def look(self, place: Place) -> float:
        standing = self._places[place]
        turn = self._fleet.look(
            Look(
                operation=self._operation,
                worker=self._worker,
                place=standing.number,
                since=standing.since,
                interval=self._interval,
                saved=self._saved,
                due=self._due,
            )
        )
        if turn is None:
            seconds = self._look_elsewhere(standing)
        else:
            self._leave_spare(standing)
            standing.since = turn.since
            self._due = turn.due
            seconds = turn.wait / _SECOND
        if seconds <= 0:
            self._remove(place)
            return 0.0
        with self._lock:
            is_first = next(iter(self._places)) is place
        return min(seconds, _BEAT) if is_first else seconds

    def leave(self, place: Place) -> None:
        standing = self._remove(place)
        if standing is None:
            return
        self._leave_spare(standing)
        try:
            self._fleet.store.leave(self._operation, self._worker, standing.number)
        except RateStoreAwayError:
            # Under another name: the places of the old one run out, this one included,
            # and those that still wait are put back to where they were.
            self._worker = uuid4().hex

    def _look_elsewhere(self, standing: _Standing) -> float:
        """Look in the spare bucket, if there is one, while the store is away."""
        if self._spare is None:
            return _BEAT
        if standing.spare is None:
            standing.spare = self._spare.join()
        seconds = self._spare.look(standing.spare)
        if seconds <= 0:
            standing.spare = None
            # The store has not seen this request.
            self._due = _NOTHING_SAVED
        return min(seconds, _BEAT)

    def _leave_spare(self, standing: _Standing) -> None:
        if self._spare is not None and standing.spare is not None:
            self._spare.leave(standing.spare)
            standing.spare = None

    def _remove(self, place: Place) -> _Standing | None:
        """Take a place out; if it was the first, the next one looks in its stead."""
        with self._lock:
            if place not in self._places:
                return None
            was_first = next(iter(self._places)) is place
            standing = self._places.pop(place)
            if was_first and self._places:
                next(iter(self._places)).moved.set()
        return standing
