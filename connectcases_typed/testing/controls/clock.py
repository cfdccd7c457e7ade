"""The clock that every time in the embedded service is read from."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

# Room for all that is added to the time, and for years of four digits.
_EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
_LATEST = datetime(9900, 1, 1, tzinfo=UTC)


def _do_nothing() -> None:
    """Nothing depends on this clock."""


class Clock:
    """Real time until a test stops or sets the clock; from then on it stands still.

    A clock that was set does not run on from there, so that what a test reads back
    does not depend on how fast the test ran.

    `moved` is called after a test has moved the clock.
    """

    def __init__(self, moved: Callable[[], None] = _do_nothing) -> None:
        self._moved = moved
        self._standing: datetime | None = None
        self._ahead = timedelta(0)

    def now(self) -> datetime:
        """The current time: aware, UTC, whole milliseconds as on the wire."""
        now = self._standing or datetime.now(UTC) + self._ahead
        return now.replace(microsecond=now.microsecond // 1000 * 1000)

    @property
    def is_running(self) -> bool:
        """Whether it goes by real time."""
        return self._standing is None

    def freeze(self) -> datetime:
        """Stop the clock at the current time, and return that time."""
        self._standing = self.now()
        return self._standing

    def set(self, moment: datetime) -> None:
        """Stop the clock at a moment, which may be earlier or later than now.

        A moment without a time zone is a ValueError, and so is one before 1970 or
        after 9899.
        """
        if moment.tzinfo is None:
            raise ValueError("the clock needs an aware datetime, this one has no zone")
        if not _EARLIEST <= moment < _LATEST:
            raise ValueError("the clock can be set to the years 1970 to 9899")
        self._standing = moment.astimezone(UTC)
        self._moved()

    def advance(self, by: timedelta) -> datetime:
        """Move the clock forward, stop it there, and return the new time.

        A negative duration is a ValueError (`set` can go back), and so is one that
        leads beyond the year 9899.
        """
        if by < timedelta(0):
            raise ValueError("the clock advances forward only; set() can go back")
        now = self.now()
        if by >= _LATEST - now:
            raise ValueError("the clock can advance up to the year 9899")
        self._standing = now + by
        self._moved()
        return self.now()

    def resume(self) -> None:
        """Go back to real time."""
        self._standing = None
        self._ahead = timedelta(0)
        self._moved()

    # What flows go by while a mock is on (`waiting.StandIn`): they pass time without
    # anybody waiting, and a clock that runs must not stand still for that.
    def skip(self, seconds: float) -> None:
        """Let time pass at once; unlike `advance` it does not stop the clock."""
        if self._standing is None:
            self._ahead += timedelta(seconds=seconds)
        else:
            self._standing += timedelta(seconds=seconds)
        self._moved()

    def seconds(self) -> float:
        """The current time in seconds."""
        return self.now().timestamp()
