"""How often each operation may be called: a token bucket per account and Region.

Rates are off unless a test sets them, on `EmbeddedCases.rates`. Time is the service's
clock: while it stands, no token comes back.
"""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

import attrs
from moto.core.utils import get_service_model

from ..rates import Rate
from .errors import ThrottlingException
from .models import ConnectCasesBackend


@attrs.define
class _Bucket:
    """What is left of a burst, as of the moment a token was last asked for."""

    tokens: float
    filled: datetime

    def take(self, rate: Rate, now: datetime) -> bool:
        # A clock that was put back has not made any tokens, nor taken any.
        passed = max((now - self.filled).total_seconds(), 0.0)
        self.tokens = min(self.tokens + passed * rate.per_second, float(rate.burst))
        self.filled = now
        if self.tokens < 1:
            return False
        self.tokens -= 1
        return True


# The rate is part of the name: changing it starts a new bucket, a full one.
_Name = tuple[str, str, str, Rate]


class Buckets:
    """The buckets of every operation, account and Region, made as they are needed.

    Not locked: a request is counted while the service's lock is held for it.
    """

    def __init__(self) -> None:
        self._buckets: dict[_Name, _Bucket] = {}

    def count(
        self,
        rates: Mapping[str, Rate] | None,
        operation: str,
        region: ConnectCasesBackend,
        now: datetime,
    ) -> None:
        """Count a request in, or refuse it when its bucket is empty."""
        if rates is None or operation not in rates:
            return
        rate = rates[operation]
        name = (region.account_id, region.region_name, operation, rate)
        bucket = self._buckets.setdefault(name, _Bucket(float(rate.burst), now))
        if not bucket.take(rate, now):
            raise ThrottlingException(
                f"{operation}: {rate.per_second:g} requests a second and "
                f"{rate.burst} at once are allowed."
            )

    def clear(self) -> None:
        """Fill every bucket."""
        self._buckets.clear()


def checked(rates: Mapping[str, Rate] | None) -> Mapping[str, Rate] | None:
    """The rates as they were given, if every operation they name exists."""
    if rates is None:
        return None
    for operation in rates:
        check_operation(operation)
    return MappingProxyType(dict(rates))


def check_operation(operation: str) -> None:
    """Refuse the name of no operation: what is set for it would never happen."""
    if operation not in get_service_model("connectcases").operation_names:
        raise ValueError(f"Amazon Connect Cases has no operation {operation!r}")
