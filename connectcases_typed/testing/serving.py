"""`Service.serve`: the one way in, for HTTP and for seeding.

There is one service per process because moto keeps its state per process: nested
mocks, other accounts and Regions and the HTTP server all share its clock and quotas.
"""

from collections.abc import Callable, Iterable
from threading import RLock

from moto.core import base_backend

from .._forks import renew_in_children
from ..domain.strict_arns import arn_violations
from .controls.clock import Clock
from .controls.faults import FaultPlan
from .controls.rates import Buckets
from .controls.settings import Settings
from .eventbridge import deliver
from .models import all_regions
from .operations import OPERATIONS, merges
from .operations.context import CallContext
from .protocol.errors import NotImplementedException, ValidationException
from .protocol.model import operation_model
from .protocol.validation import validated
from .protocol.wire import Wire, render
from .store.region import Region

# The operations that change nothing.
_READING = ("Get", "List", "Search", "BatchGet")


class Service:
    """Executes operations, one at a time.

    `lock` is held while an operation runs, so that a call sees all of another one or
    nothing. It is reentrant: an observer may make calls.

    `changes` grows with whatever may have changed the state, so that who saves it knows
    whether there is anything new.
    """

    def __init__(
        self,
        regions: Callable[[], Iterable[Region]],
        deliver: Callable[[Wire], None],
    ) -> None:
        self._renew()
        renew_in_children(self, Service._renew)
        self.settings: Settings = Settings(Clock(moved=self.finish_due_merges))
        self.faults: FaultPlan = FaultPlan()
        self.changes: int = 0
        self._buckets = Buckets()
        self._regions = regions
        self._deliver = deliver
        self._mocks = 0

    def _renew(self) -> None:
        self.lock: RLock = RLock()
        # Moto's own, which it takes wherever it looks up an account.
        base_backend.backend_lock = RLock()

    def serve(
        self,
        operation: str,
        params: Wire,
        caller: str,
        region_now: Callable[[], Region],
    ) -> Wire | None:
        """Execute an operation and return the response, or raise CasesError.

        `params` are checked here, `caller` is the ARN of an IAM principal. The Region
        is asked for within the lock, since loading puts another in its place. The
        response is plain JSON values, and None if the operation has no output.
        """
        function = OPERATIONS.get(operation)
        if function is None:
            raise NotImplementedException(f"{operation} is not emulated yet.")
        checked = validated(operation, params)
        if self.settings.strict_arns and (found := arn_violations(checked)):
            raise ValidationException("; ".join(map(str, found)))
        with self.lock:
            region = region_now()
            merges.finish_due(region, self.settings)
            call = CallContext(
                operation=operation,
                params=checked,
                caller=caller,
                now=self.settings.clock.now(),
                region=region,
                settings=self.settings,
            )
            if not operation.startswith(_READING):
                self.changes += 1
            answer = function(call)
            # Within the lock, since the answer refers to the state.
            shape = operation_model(operation).output_shape
            response: Wire | None = None if shape is None else render(shape, answer)
        self._deliver_events()
        return response

    def _deliver_events(self) -> None:
        """Hand over what was published.

        Without the lock: a target may be a function that calls the service.
        """
        with self.lock:
            events = self.settings.undelivered.copy()
            self.settings.undelivered.clear()
        for event in events:
            self._deliver(event)

    def count(self, operation: str, region: Region) -> None:
        """Count a request, or raise ThrottlingException if there are too many."""
        with self.lock:
            settings = self.settings
            rate = (settings.rates or {}).get(operation)
            if rate is not None:
                self._buckets.take(operation, region, rate, settings.clock.now())

    def finish_due_merges(self) -> None:
        """Finish every merge whose time has passed, in every account and Region.

        Called when a test moves the clock and before the state is looked at from
        outside. In real time no timer runs: `serve` finishes what is due first.
        """
        with self.lock:
            for region in self._regions():
                merges.finish_due(region, self.settings)
        self._deliver_events()

    def restore_settings(self) -> None:
        """Put everything a test can set back to its default; the state stays."""
        with self.lock:
            self.settings.restore()
            self.faults.clear()
            self._buckets.clear()

    def enter(self) -> None:
        """Count a mock that begins; the outermost one restores the settings."""
        with self.lock:
            if self._mocks == 0:
                self.restore_settings()
            self._mocks += 1

    def leave(self) -> None:
        """Count a mock that ends; the outermost one restores the settings."""
        with self.lock:
            self._mocks -= 1
            if self._mocks == 0:
                self.restore_settings()


service: Service = Service(all_regions, deliver)
