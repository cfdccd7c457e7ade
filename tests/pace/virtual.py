"""Virtual time: it passes when a caller sleeps, for the service as well."""

from datetime import timedelta
from threading import Event, Lock, local
from time import sleep as really_sleep

from connectcases_typed.rates import Pause, Rate, RateLimits
from connectcases_typed.testing import EmbeddedCases


class VirtualTime:
    """A clock for `RateLimits` that drives the embedded service's along.

    Who sleeps wakes at once, and the clock has then reached the moment they slept
    until, counted from when they last looked. So threads may sleep side by side, and
    what takes minutes by the clock takes none.
    """

    def __init__(self, service: EmbeddedCases) -> None:
        self._start = service.clock.freeze()
        self._service = service
        self._lock = Lock()
        self._looked = local()
        self.passed = 0.0

    def __call__(self) -> float:
        """The time: seconds since the beginning."""
        with self._lock:
            self._looked.at = self.passed
            return self.passed

    def sleep(self, seconds: float) -> None:
        """Let the time pass."""
        until: float = self._looked.at + seconds
        with self._lock:
            if until > self.passed:
                self.passed = until
                self._service.clock.set(self._start + timedelta(seconds=until))
        # Give the others their chance to be the next.
        really_sleep(0)


class VirtualLimits(RateLimits):
    """Limits whose waiting takes no time.

    Attributes:
        waited: what each request waited, in the order they asked.
    """

    def __init__(self, rates: dict[str, Rate], time: VirtualTime) -> None:
        super().__init__(rates, time)
        self._time = time
        self.waited: list[float] = []

    def wait(
        self,
        operation: str,
        pause: Pause = Event.wait,  # noqa: ARG002 - nobody really waits
    ) -> None:
        """Wait, in virtual time."""
        slept: list[float] = []

        def sleep(_: Event, seconds: float) -> None:
            slept.append(seconds)
            self._time.sleep(seconds)

        super().wait(operation, sleep)
        self.waited.append(sum(slept))
