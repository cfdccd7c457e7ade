"""The bucket itself, on a clock of the test's own.

The laws speak of *sends*: when each request leaves, which is when it was asked for and
what it waited. Times are in seconds; `EPSILON` is what floats may lose.
"""

import threading
from collections.abc import Sequence
from contextlib import suppress
from itertools import accumulate
from operator import itemgetter

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from parity.ours import all_requests

from connectcases_typed.rates import DOCUMENTED, Rate, RateLimits

EPSILON = 1e-6

some = settings(max_examples=150, derandomize=True, deadline=None, database=None)

rates = st.builds(Rate, st.sampled_from([0.5, 2, 3, 8, 25]), st.integers(1, 12))
GAPS = st.lists(st.floats(0, 3) | st.just(0.0), min_size=1, max_size=40)


@attrs.define
class Clock:
    """A clock that stands until it is put forward, and notes who would sleep."""

    now: float = 0.0
    slept: list[float] = attrs.field(factory=list[float])

    def __call__(self) -> float:
        """The time."""
        return self.now


def sends(rate: Rate, gaps: Sequence[float]) -> list[tuple[float, float]]:
    """When each request was asked for and when it left, asked for after these gaps."""
    clock = Clock()
    limits = RateLimits({"GetCase": rate}, clock)
    found: list[tuple[float, float]] = []
    for asked in accumulate(gaps):
        clock.now = asked
        clock.slept.clear()
        limits.wait("GetCase", clock.slept.append)
        found.append((asked, asked + sum(clock.slept)))
    return found


class GaveUpError(Exception):
    """Somebody did not want to wait."""


def give_up(_: float) -> None:
    """Do not wait."""
    raise GaveUpError


def sends_of_the_patient(
    rate: Rate, gaps: Sequence[float], patient: Sequence[bool]
) -> list[float]:
    """When those left who did not give up as soon as they had to wait."""
    clock = Clock()
    limits = RateLimits({"GetCase": rate}, clock)
    found: list[float] = []
    for asked, waits in zip(accumulate(gaps), patient, strict=True):
        clock.now = asked
        clock.slept.clear()
        with suppress(GaveUpError):
            limits.wait("GetCase", clock.slept.append if waits else give_up)
            found.append(asked + sum(clock.slept))
    return found


def worst(times: Sequence[float], rate: Rate) -> float:
    """The most requests that any window of time holds beyond `rate * length`.

    A window is worst when it begins and ends with a request; one pass finds it, since
    the best beginning for an end is that for the end before, or the end itself.
    """
    highest = excess = 0.0
    before = times[0]
    for time in times:
        excess = max(excess - (time - before) * rate.per_second, 0.0) + 1
        highest = max(highest, excess)
        before = time
    return highest


@some
@given(rate=rates, gaps=GAPS)
def test_no_window_holds_more_than_its_share(rate: Rate, gaps: list[float]) -> None:
    """In a time t at most burst + rate * t leave; one less if the burst has two."""
    left = [sent for _, sent in sends(rate, gaps)]
    assert worst(left, rate) <= max(rate.burst - 1, 1) + EPSILON


@some
@given(rate=rates.filter(lambda it: it.burst > 1), gaps=GAPS, data=st.data())
def test_uneven_ways_to_the_service_do_no_harm(
    rate: Rate, gaps: list[float], data: st.DataObject
) -> None:
    """Arriving up to one interval late, in any order, they are within the rate."""
    delays = st.floats(0, 1 / rate.per_second)
    arrived = sorted(sent + data.draw(delays) for _, sent in sends(rate, gaps))
    assert worst(arrived, rate) <= rate.burst + EPSILON


@some
@given(rate=rates, gaps=GAPS)
def test_nobody_waits_in_vain(rate: Rate, gaps: list[float]) -> None:
    """Whoever waits leaves at the first moment at which the share allows it."""
    asked_and_left = sends(rate, gaps)
    left = [sent for _, sent in asked_and_left]
    for number, (asked, sent) in enumerate(asked_and_left):
        if sent > asked + EPSILON:
            earlier = [*left[:number], sent - 0.01 / rate.per_second]
            assert worst(earlier, rate) > max(rate.burst - 1, 1)


@some
@given(rate=rates, gaps=GAPS)
def test_nobody_starves(rate: Rate, gaps: list[float]) -> None:
    """They leave in the order they asked, and the nth of a crowd within n / rate."""
    asked_and_left = sends(rate, gaps)
    assert asked_and_left == sorted(asked_and_left, key=itemgetter(1))
    for number, (asked, sent) in enumerate(asked_and_left):
        crowd = sum(left > asked for _, left in asked_and_left[:number])
        assert sent - asked <= (crowd + 1) / rate.per_second + EPSILON


@some
@given(rate=rates, gaps=GAPS, data=st.data())
def test_who_gives_up_takes_nothing(
    rate: Rate, gaps: list[float], data: st.DataObject
) -> None:
    """A wait that is given up costs others nothing, and gives nobody too much."""
    count = len(gaps)
    patient = data.draw(st.lists(st.booleans(), min_size=count, max_size=count))
    left = sends_of_the_patient(rate, gaps, patient)
    assert worst(sorted(left) or [0.0], rate) <= max(rate.burst - 1, 1) + EPSILON
    # One more who asks at the end waits as if only those who left had been there.
    end = sum(gaps)
    *_, last = sends_of_the_patient(rate, [*gaps, 0.0], [*patient, True])
    others = [time for time in left if time > end]
    assert last - end <= (len(others) + 2) / rate.per_second + EPSILON


@some
@given(rate=rates, gaps=GAPS)
def test_below_the_rate_nobody_waits(rate: Rate, gaps: list[float]) -> None:
    """Requests at least an interval apart leave when they are asked for."""
    apart = [1 / rate.per_second + gap for gap in gaps]
    waited = [sent - asked for asked, sent in sends(rate, apart)]
    assert max(waited) <= EPSILON


def test_threads_share_a_bucket() -> None:
    """Threads that ask at once get every turn once, and none gets another's."""
    limits = RateLimits({"GetCase": Rate(4, 10)}, Clock())
    start = threading.Barrier(8)
    slept: list[float] = []

    def ask() -> None:
        start.wait()
        for _ in range(25):
            limits.wait("GetCase", slept.append)

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    # Nine at once, and from then on one every quarter of a second.
    assert [turn / 4 for turn in range(1, 8 * 25 - 8)] == sorted(slept)


def test_operations_do_not_wait_for_one_another() -> None:
    """Each operation has a bucket of its own, and one without a rate never waits."""
    slept: list[float] = []
    limits = RateLimits({"GetCase": Rate(1, 1), "ListFields": Rate(1, 1)}, Clock())
    for operation in ("GetCase", "ListFields", *["DeleteCase"] * 20):
        limits.wait(operation, slept.append)
    assert slept == []
    limits.wait("GetCase", slept.append)
    assert slept == [1]


@pytest.mark.parametrize(("per_second", "burst"), [(0, 5), (-1, 5), (2, 0)])
def test_a_rate_allows_something(per_second: float, burst: int) -> None:
    """A rate that would let nothing through, ever, cannot be made."""
    with pytest.raises(ValueError, match="must be >"):
        Rate(per_second, burst)


# ------------------------------------------------------- the documented quotas

UNLIMITED = """
    BatchCreateRelatedItem BatchUpdateCase DeleteCase DeleteDomain DeleteField
    DeleteLayout DeleteRelatedItem DeleteTemplate GetMergeCasesStatus
    SearchAllRelatedItems StartMergeCases UpdateRelatedItem
"""


def test_every_operation_has_a_documented_rate_or_is_known_to_have_none() -> None:
    """Rates are of operations that exist; those without are the undocumented ones."""
    assert all_requests().keys() == {*DOCUMENTED} | {*UNLIMITED.split()}
    assert {*DOCUMENTED}.isdisjoint(UNLIMITED.split())


def test_the_documented_rates_take_changes() -> None:
    """What an account has had raised is changed, and the rest stays documented."""
    raised = {"GetCaseAuditEvents": Rate(20, 50), "UpdateRelatedItem": Rate(1, 1)}
    assert RateLimits.documented().rates == DOCUMENTED
    assert RateLimits.documented(raised).rates == {**DOCUMENTED, **raised}
