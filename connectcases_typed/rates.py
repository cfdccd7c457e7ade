"""Keeping to the service's request rates instead of running into them.

The service allows each account, per operation and Region, so many requests a second
and a burst beyond that; over it, it answers 429 and boto3 waits and tries again. A
client with `RateLimits` waits before it sends, so that nothing is refused.
"""

import heapq
import math
import threading
import time
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Self

import attrs

__all__ = [
    "Rate",
    "RateLimits",
]


@attrs.frozen
class Rate:
    """What one operation is allowed.

    Attributes:
        per_second: requests a second in the long run.
        burst: requests at once after a pause.
    """

    per_second: float = attrs.field(validator=attrs.validators.gt(0))
    burst: int = attrs.field(validator=attrs.validators.ge(1))


def _documented() -> Mapping[str, Rate]:
    by_rate = {
        (2, 10): "CreateCase SearchCases ListTemplates ListLayouts CreateRelatedItem "
        "SearchRelatedItems ListCaseRules ListTagsForResource TagResource "
        "UntagResource GetCaseAuditEvents GetCaseEventConfiguration "
        "PutCaseEventConfiguration",
        (4, 10): "GetCase",
        (2, 2): "UpdateCase ListCasesForContact",
        (2, 5): "CreateField ListFields UpdateField BatchPutFieldOptions CreateDomain "
        "GetDomain ListDomains CreateTemplate UpdateTemplate CreateLayout "
        "UpdateLayout CreateCaseRule UpdateCaseRule DeleteCaseRule",
        (8, 25): "BatchGetField BatchGetCaseRule",
        (6, 16): "ListFieldOptions",
        (6, 20): "GetTemplate GetLayout",
    }
    return {
        operation: Rate(per_second, burst)
        for (per_second, burst), operations in by_rate.items()
        for operation in operations.split()
    }


#: The default quotas of an account, from the service quotas page of the
#: administrator guide (2026). Operations it does not list are not limited here.
DOCUMENTED: Mapping[str, Rate] = MappingProxyType(_documented())


class RateLimits:
    """Request rates for a client: `Client(rate_limits=RateLimits.documented())`.

    Every attempt counts, boto3's retries included. All threads and tasks of the
    clients that share one `RateLimits` share its rates; other processes of the same
    account do not know of it.

    Args:
        rates: by operation, as the service names it: `GetCaseAuditEvents`. An
            operation that is not listed is not limited.
        clock: what the rates go by, in seconds; for tests.
    """

    def __init__(
        self, rates: Mapping[str, Rate], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.rates: Mapping[str, Rate] = MappingProxyType(dict(rates))
        self._buckets = {name: _Bucket(rate, clock) for name, rate in rates.items()}

    @classmethod
    def documented(cls, changes: Mapping[str, Rate] | None = None) -> Self:
        """The default quotas of an account, with `changes` where yours differ."""
        return cls({**DOCUMENTED, **(changes or {})})

    def wait(
        self, operation: str, sleep: Callable[[float], object] = time.sleep
    ) -> None:
        """Take a request of an operation, sleeping until there is one to take."""
        bucket = self._buckets.get(operation)
        if bucket is None:
            return
        due, seconds = bucket.take()
        if seconds > 0:
            try:
                sleep(seconds)
            except BaseException:
                # Nothing will be sent, so that somebody else may have it.
                bucket.give_back(due)
                raise


class _Bucket:
    """A token bucket whose tokens are taken in advance: each taker waits its turn.

    It holds one token less than the service's. The service counts when a request
    arrives, not when it leaves, so a slow one followed by a fast one arrive closer
    together than they were sent; the token in hand is the room for that.
    """

    def __init__(self, rate: Rate, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._interval = 1 / rate.per_second
        # n tokens at once are n - 1 intervals of slack, and n is burst - 1; a burst of
        # one has none to spare.
        self._slack = self._interval * max(rate.burst - 2, 0)
        self._lock = threading.Lock()
        # When the next token is due if they are taken one at a time.
        self._due = -math.inf
        # What was taken and not used, earliest first.
        self._returned: list[float] = []

    def take(self) -> tuple[float, float]:
        """Take a token: when it is due, and how long to wait for that."""
        with self._lock:
            now = self._clock()
            while self._returned:
                due = heapq.heappop(self._returned)
                if due >= now - self._slack:
                    return due, max(due - now, 0.0)
            due = max(self._due, now - self._slack)
            self._due = due + self._interval
            return due, max(due - now, 0.0)

    def give_back(self, due: float) -> None:
        """Give back a token that was not used."""
        with self._lock:
            heapq.heappush(self._returned, due)
