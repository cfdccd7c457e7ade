"""The clock every time in the embedded service is read from."""

from datetime import UTC, datetime, timedelta


class Clock:
    """Real time until a test takes hold of it; from then on it stands still.

    A clock that has been set stands, rather than runs on from there, so that what
    a test reads back does not depend on how fast the test ran.
    """

    def __init__(self) -> None:
        self._standing: datetime | None = None
        self._ahead = timedelta(0)

    def now(self) -> datetime:
        """The current time: aware, UTC, whole milliseconds as on the wire."""
        now = self._standing or datetime.now(UTC) + self._ahead
        return now.replace(microsecond=now.microsecond // 1000 * 1000)

    def freeze(self) -> datetime:
        """Stop the clock where it is, and tell where that is."""
        self._standing = self.now()
        return self._standing

    def set(self, moment: datetime) -> None:
        """Put the clock at a moment, earlier or later, and leave it standing there."""
        if moment.tzinfo is None:
            raise ValueError("the clock needs an aware datetime, this one has no zone")
        self._standing = moment.astimezone(UTC)

    def advance(self, by: timedelta) -> datetime:
        """Move the clock forward, leave it standing there, and tell the new time."""
        if by < timedelta(0):
            raise ValueError("the clock advances forward only; set() can go back")
        self._standing = self.now() + by
        return self.now()

    def resume(self) -> None:
        """Go back to real time."""
        self._standing = None
        self._ahead = timedelta(0)

    # What flows go by while a mock is on (`waiting.StandIn`): they pass time without
    # anybody waiting, and a clock that runs must not stand still for that.
    def skip(self, seconds: float) -> None:
        """Let time pass at once; unlike `advance` it does not stop the clock."""
        if self._standing is None:
            self._ahead += timedelta(seconds=seconds)
        else:
            self._standing += timedelta(seconds=seconds)

    def seconds(self) -> float:
        """The current time in seconds."""
        return self.now().timestamp()
