"""The one embedded service of this process, and what a test can do to it.

One per process because moto's state is: nested mocks, other accounts and Regions
and the HTTP server all see the same service, so they share its clock and quotas.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from threading import RLock
from typing import Any

import attrs
from moto.core.models import DEFAULT_ACCOUNT_ID

from ..rates import Rate
from .changes import Change
from .clock import Clock
from .dump import dumped, load
from .events import event_of
from .faults import Faults
from .models import backend_of, connectcases_backends
from .quotas import Quotas
from .rates import Buckets, checked
from .seed import Seeded, make

# Not documented; long enough to be seen running, short enough to be waited for.
_MERGE_DURATION = timedelta(seconds=2)


@attrs.frozen
class KnownContact:
    """What the service knows of a contact besides its ARN."""

    channel: str
    connected: datetime | None


class EmbeddedCases:
    """The handle `mock_cases()` gives to a test.

    - `clock`: the time the service goes by.
    - `quotas`: how much it allows of everything.
    - `page_limit`: when set, no page is larger, so that paging can be tested
      with little data, GetCase's included, which takes no page size.
    - `rates`: how often operations may be called, `connectcases_typed.rates.DOCUMENTED`
      or your own; None, as it is at first, sets no limit.
    - `faults`: what is to go wrong.
    - `events`: what domains have published, oldest first, as EventBridge delivers it.
    - `merge_duration`: how long a merge of cases runs, by the clock.
    - `search_lag`: how long a case or related item is not found by searches after it
      was made, by the clock; no time at all unless it is set.
    - `observers`: called with every change of a case or its items, as it happens.
    """

    # So that a misspelt setting is an error and not one attribute more.
    __slots__ = (
        "_contacts",
        "_entered",
        "_merge_duration",
        "_page_limit",
        "_rates",
        "_search_lag",
        "buckets",
        "clock",
        "events",
        "faults",
        "lock",
        "observers",
        "quotas",
    )

    def __init__(self) -> None:
        self.clock = Clock()
        self.quotas = Quotas()
        self._page_limit: int | None = None
        self._merge_duration = _MERGE_DURATION
        self._search_lag = timedelta(0)
        self.observers: list[Callable[[Change], None]] = []
        self.faults = Faults()
        self.events: list[dict[str, Any]] = []
        self.buckets = Buckets()
        self._rates: Mapping[str, Rate] | None = None
        # Held while a call is answered: calls see all of one another or nothing.
        self.lock = RLock()
        self._contacts: dict[str, KnownContact] = {}
        self._entered = 0

    @property
    def rates(self) -> Mapping[str, Rate] | None:
        """How often operations may be called, by their names; None sets no limit."""
        return self._rates

    @rates.setter
    def rates(self, wanted: Mapping[str, Rate] | None) -> None:
        self._rates = checked(wanted)

    @property
    def page_limit(self) -> int | None:
        """How much a page holds at most; None leaves it to the operations."""
        return self._page_limit

    @page_limit.setter
    def page_limit(self, wanted: int | None) -> None:
        if not _is_page_limit(wanted):
            raise ValueError(
                f"page_limit: {wanted!r}, not None or an int of at least 1"
            )
        self._page_limit = wanted

    @property
    def merge_duration(self) -> timedelta:
        """How long a merge runs, by the clock; nothing at all is the shortest."""
        return self._merge_duration

    @merge_duration.setter
    def merge_duration(self, wanted: timedelta) -> None:
        if not _is_duration(wanted):
            raise ValueError(f"merge_duration: {wanted!r}, not a timedelta from 0 on")
        self._merge_duration = wanted

    @property
    def search_lag(self) -> timedelta:
        """How long searches do not find what was made, by the clock.

        What they do find they find as it is now: an index that lags behind changes of
        a case is not imitated.
        """
        return self._search_lag

    @search_lag.setter
    def search_lag(self, wanted: timedelta) -> None:
        if not _is_duration(wanted):
            raise ValueError(f"search_lag: {wanted!r}, not a timedelta from 0 on")
        self._search_lag = wanted

    def seed(
        self,
        *,
        fields: Mapping[str, str | Sequence[str]] | None = None,
        cases: int = 1,
        region: str = "us-west-2",
        account: str = DEFAULT_ACCOUNT_ID,
    ) -> Seeded:
        """Make a domain with fields, a template and cases, to have some to work on.

        `fields` are custom fields by name, each with its type (`"Number"`), or with
        the options of a single-select field (`["red", "blue"]`).
        """
        with self.lock:
            return make(self, backend_of(account, region), fields or {}, cases)

    def dump(self) -> str:
        """The whole state of all accounts and Regions, as JSON for `load`.

        What is set on this handle is not part of it, the clock included.
        """
        with self.lock:
            return dumped()

    def load(self, text: str) -> None:
        """Put the state where it was when `dump` gave this text.

        A text of any other kind is a ValueError, and changes nothing.
        """
        with self.lock:
            load(text)

    def tell(self, change: Change) -> None:
        """Publish a change if its domain does, and tell every observer of it."""
        event = event_of(change)
        if event is not None:
            self.events.append(event)
        for observer in tuple(self.observers):
            observer(change)

    def add_contact(
        self, contact_arn: str, *, channel: str, connected: datetime | None = None
    ) -> None:
        """Say what kind of contact an ARN stands for.

        Contacts live in Connect, not in Cases, so an item of a contact nobody told
        the service about is a `VOICE` contact connected when it was associated.
        """
        if connected is not None and connected.tzinfo is None:
            raise ValueError("connected needs an aware datetime, this has no zone")
        self._contacts[contact_arn] = KnownContact(channel, connected)

    def contact(self, contact_arn: str) -> KnownContact:
        """What is known of a contact, or the assumption made of an unknown one."""
        return self._contacts.get(contact_arn, KnownContact("VOICE", None))

    def reset(self) -> None:
        """Forget all Cases state, of every account and Region, and all settings."""
        with self.lock:
            for regions in connectcases_backends.values():
                regions.reset()
            self.restore_settings()

    def restore_settings(self) -> None:
        """Put everything that is set on this handle back; the state stays."""
        self.clock.resume()
        self.quotas = Quotas()
        self._page_limit = None
        self._merge_duration = _MERGE_DURATION
        self._search_lag = timedelta(0)
        self.observers.clear()
        self.faults.clear()
        self.events.clear()
        self.buckets.clear()
        self._rates = None
        self._contacts.clear()

    def enter(self) -> None:
        """Count a mock in; the outermost one finds the settings as shipped."""
        with self.lock:
            if self._entered == 0:
                self.restore_settings()
            self._entered += 1

    def leave(self) -> None:
        """Count a mock out; the outermost one leaves no settings behind."""
        with self.lock:
            self._entered -= 1
            if self._entered == 0:
                self.restore_settings()


def _is_page_limit(wanted: object) -> bool:
    return wanted is None or (isinstance(wanted, int) and wanted >= 1)


def _is_duration(wanted: object) -> bool:
    return isinstance(wanted, timedelta) and wanted >= timedelta(0)


embedded = EmbeddedCases()
