"""What a test sets, and what the service reports back to it.

Operations see this and not the handle, so that they depend on nothing above them.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

import attrs

from ...rates import Rate
from .calls import Calls
from .changes import Change
from .clock import Clock
from .quotas import Quotas
from .rates import checked

# Not documented. Long enough for a test to see a merge running, and short enough to
# wait for in real time.
_MERGE_DURATION = timedelta(seconds=2)


# The clock goes to 9899, and what is to come has to be a time as well.
_LONGEST = timedelta(days=36500)


@attrs.frozen
class KnownContact:
    """What the service knows of a contact besides its ARN."""

    channel: str
    connected: datetime | None


def _check_page_limit(_: object, __: object, wanted: Any) -> None:
    if wanted is not None and not (isinstance(wanted, int) and wanted >= 1):
        raise ValueError(f"page_limit: {wanted!r}, not None or an int of at least 1")


def _check_duration(
    _: object, setting: "attrs.Attribute[timedelta]", wanted: Any
) -> None:
    if not (isinstance(wanted, timedelta) and timedelta(0) <= wanted <= _LONGEST):
        raise ValueError(
            f"{setting.name}: {wanted!r}, not a timedelta from 0 to 100 years"
        )


@attrs.define
class Settings:
    """What can be set and what is reported; see `EmbeddedCases`."""

    clock: Clock
    quotas: Quotas = attrs.Factory(Quotas)
    page_limit: int | None = attrs.field(default=None, validator=_check_page_limit)
    merge_duration: timedelta = attrs.field(
        default=_MERGE_DURATION, validator=_check_duration
    )
    strict_arns: bool = False
    strict_urls: bool = False
    lower_case_item_types: bool = False
    search_lag: timedelta = attrs.field(default=timedelta(0), validator=_check_duration)
    rates: Mapping[str, Rate] | None = attrs.field(default=None, converter=checked)
    contacts: dict[str, KnownContact] = attrs.Factory(dict[str, KnownContact])
    observers: list[Callable[[Change], None]] = attrs.Factory(
        list[Callable[[Change], None]]
    )
    events: list[dict[str, Any]] = attrs.Factory(list[dict[str, Any]])
    undelivered: list[dict[str, Any]] = attrs.Factory(list[dict[str, Any]])
    calls: Calls = attrs.Factory(Calls)

    def contact(self, contact_arn: str) -> KnownContact:
        """What is known of a contact; an unknown one is taken for a voice contact."""
        return self.contacts.get(contact_arn, KnownContact("VOICE", None))

    def restore(self) -> None:
        """Put every setting back to its default, and forget all reports."""
        # Resuming the clock may finish a merge: no observer hears of it any more,
        # and its events are dropped with the others.
        self.observers.clear()
        self.clock.resume()
        self.events.clear()
        self.undelivered.clear()
        self.calls.clear()
        self.quotas = Quotas()
        self.page_limit = None
        self.strict_arns = False
        self.strict_urls = False
        self.lower_case_item_types = False
        self.merge_duration = _MERGE_DURATION
        self.search_lag = timedelta(0)
        self.rates = None
        self.contacts.clear()
