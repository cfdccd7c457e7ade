"""The line of one operation, as a document: what every store does, in Python."""

from typing import Self

import attrs

from .._docs import documented
from .stores import Look, Turn

__all__ = [
    "RateQueue",
]

#: For how many microseconds a worker counts as alive after it has looked.
LEASE = 3_000_000


@documented
@attrs.define
class RateQueue:
    """The requests that wait for one operation, and when the next of them is due.

    A bucket of tokens, kept as the moment at which its next token is due if none is
    saved up (GCRA): a full bucket of n tokens is one whose next was due n - 1 intervals
    ago. The place that is k places from the front has its turn when k + 1 tokens are
    there, so those in front need not be awake for those behind to go.
    """

    due: int = 0
    """That moment."""
    places: dict[str, int] = attrs.field(factory=dict[str, int])
    """When each waiting request joined, by worker and number: `worker/1`."""
    leases: dict[str, int] = attrs.field(factory=dict[str, int])
    """Until when each worker is taken for alive."""

    @classmethod
    def load(cls, document: tuple[int, dict[str, int], dict[str, int]] | None) -> Self:
        """What `dump` returned, or an empty line for None."""
        if document is None:
            return cls()
        due, places, leases = document
        return cls(due, dict(places), dict(leases))

    def dump(self) -> tuple[int, dict[str, int], dict[str, int]]:
        """All of it, as plain values: for JSON and the like."""
        return self.due, self.places, self.leases

    def look(self, look: Look, now: int) -> Turn:
        """See `RateStore.look`; `now` is the time by the clock of the store."""
        self.leases[look.worker] = now + LEASE
        self._bury(now)
        name = f"{look.worker}/{look.place}"
        since = now if look.since is None else look.since
        self.places[name] = since
        # No more than one interval ahead, should a clock have been set back.
        ahead = min(max(self.due, look.due), now + look.interval)
        self.due = max(ahead, now - look.saved)
        mine = (since, name)
        in_front = sum((at, other) < mine for other, at in self.places.items())
        wait = max(self.due + in_front * look.interval - now, 0)
        if not wait:
            self.due += look.interval
            del self.places[name]
        return Turn(wait=wait, since=since, due=self.due)

    def leave(self, worker: str, place: int) -> None:
        """See `RateStore.leave`."""
        self.places.pop(f"{worker}/{place}", None)

    def _bury(self, now: int) -> None:
        """Remove the workers whose leases have run out, and their places."""
        # No lease ends later than one that is renewed now, unless the clock was set
        # back.
        dead = {
            worker
            for worker, until in self.leases.items()
            if not now < until <= now + LEASE
        }
        for worker in dead:
            del self.leases[worker]
        self.places = {
            name: since
            for name, since in self.places.items()
            if name.rpartition("/")[0] not in dead
        }
