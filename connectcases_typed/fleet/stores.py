"""What a store has to do so that a fleet of workers can share rates in it.

All times are whole microseconds, by the clock of the store. The workers' clocks do not
matter.
"""

from typing import Protocol

import attrs

from .._docs import documented

__all__ = [
    "Look",
    "RateStore",
    "Turn",
]


@documented
@attrs.frozen(kw_only=True)
class Look:
    """A request that waits, and asks whether it may go now."""

    operation: str
    """Whose line it waits in: `GetCaseAuditEvents`."""
    worker: str
    """Who asks; unique in the fleet."""
    place: int
    """The number of the request; unique in the worker."""
    since: int | None
    """When it joined the line; None if it joins with this look. A store that has lost
    the place puts it where it was before.
    """
    interval: int
    """How long it takes until the rate allows one more request."""
    saved: int
    """How many microseconds' worth of requests may be saved up in a pause."""
    due: int
    """The latest `Turn.due` that the worker was told; 0 if none. A store that has lost
    its own goes by this one.
    """


@documented
@attrs.frozen(kw_only=True)
class Turn:
    """What a store returns to a look."""

    wait: int
    """In how long to look again; 0 if the request goes now. It has then left the line
    and is counted.
    """
    since: int
    """When it joined the line."""
    due: int
    """When the next request is due if none is saved up."""


class RateStore(Protocol):
    """Where a fleet keeps one line of waiting requests for each operation.

    Each method is atomic: no two run at once on the same operation. `RateQueue` says
    what they do, and does it for stores that hold a document.

    Both raise `RateStoreAwayError` if the store cannot be reached. Any other error ends
    the call that waits.
    """

    def look(self, look: Look, /) -> Turn:
        """Join the line or keep one's place in it; leave it if the turn has come.

        It also renews the worker's lease. A worker whose lease has run out is taken
        for dead, and its places are given to those behind.
        """
        ...

    def leave(self, operation: str, worker: str, place: int, /) -> None:
        """Give a place back, of which nothing will be sent."""
        ...
