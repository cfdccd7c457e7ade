"""How often each operation may be called: a token bucket per account and Region.

Rates are off unless a test sets them, on `EmbeddedCases.rates`. Time is the service's
clock: while it stands still, no tokens are added.
"""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

import attrs

from ...rates import Rate
from ..protocol.errors import ThrottlingException
from ..protocol.model import check_operation
from ..store.region import Region


@attrs.define
class _Bucket:
    """The tokens that were left when one was last asked for."""

    tokens: float
    filled: datetime

    def take(self, rate: Rate, now: datetime) -> bool:
        # A clock that was set back has neither added tokens nor taken any.
        passed = max((now - self.filled).total_seconds(), 0.0)
        self.tokens = min(self.tokens + passed * rate.per_second, float(rate.burst))
        self.filled = now
        if self.tokens < 1:
            return False
        self.tokens -= 1
        return True


# Account, Region, operation, rate. The rate is part of the key, so that a changed
# rate starts with a full bucket.
_Key = tuple[str, str, str, Rate]


class Buckets:
    """The buckets of every operation, account and Region, made when first needed.

    Not thread-safe: the service holds its lock while it counts a request.
    """

    def __init__(self) -> None:
        self._buckets: dict[_Key, _Bucket] = {}

    def take(self, operation: str, region: Region, rate: Rate, now: datetime) -> None:
        """Take a token, or raise ThrottlingException when the bucket is empty."""
        key = (region.account, region.name, operation, rate)
        bucket = self._buckets.setdefault(key, _Bucket(float(rate.burst), now))
        if not bucket.take(rate, now):
            raise ThrottlingException(
                f"{operation}: {rate.per_second:g} requests a second and "
                f"{rate.burst} at once are allowed."
            )

    def clear(self) -> None:
        """Fill every bucket."""
        self._buckets.clear()


def checked(rates: Mapping[str, Rate] | None) -> Mapping[str, Rate] | None:
    """The rates, read-only; ValueError if one is of an unknown operation."""
    if rates is None:
        return None
    for operation in rates:
        check_operation(operation)
    return MappingProxyType(dict(rates))
