"""The limiter itself, in virtual time.

The laws speak of *sends*: the moments at which requests leave. Times are in seconds;
`EPSILON` is what floats may lose.
"""

import threading
from collections.abc import Sequence
from itertools import accumulate

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from parity.ours import all_requests

from connectcases_typed.rates import DOCUMENTED, Rate, RateLimits

from .crowd import Caller, Clock, Stall, crowd, refused

EPSILON = 1e-6

some = settings(max_examples=150, derandomize=True, deadline=None, database=None)
many = settings(some, max_examples=300)

rates = st.builds(Rate, st.sampled_from([0.5, 2, 3, 8, 25]), st.integers(1, 12))
GAPS = st.lists(st.floats(0, 3) | st.just(0.0), min_size=1, max_size=40)


def limits_of(rate: Rate, clock: Clock, headroom: int | None = None) -> RateLimits:
    """Limits of one operation."""
    return RateLimits({"GetCase": rate}, clock, headroom=headroom)


def used(rate: Rate, headroom: int | None = None) -> int:
    """How many of a burst leave at once."""
    if headroom is None:
        headroom = -int(-rate.per_second // 2)  # half a second's, rounded up
    return max(rate.burst - headroom, 1)


def arrivals(callers: Sequence[Caller], sent: Sequence[float | None]) -> list[float]:
    """When requests arrive, earliest first."""
    return sorted(
        at + caller.late
        for caller, at in zip(callers, sent, strict=True)
        if at is not None
    )


@st.composite
def callers_of(draw: st.DrawFn, rate: Rate, *, patient: bool = False) -> list[Caller]:
    """Callers who come one by one, wait for so long, and take so long to arrive."""
    # What the room that is left can take: none, where a burst has none to spare.
    room = min(0.5, (rate.burst - 1) / rate.per_second)
    waits = st.just(1e9) if patient else st.just(1e9) | st.floats(0, 5)
    return [
        Caller(asks=asks, waits=draw(waits), late=draw(st.floats(0, room)))
        for asks in accumulate(draw(GAPS))
    ]


STALLS = st.lists(st.builds(Stall, st.floats(0, 60), st.floats(0, 60)), max_size=3)


@many
@given(rate=rates, data=st.data())
def test_nothing_is_refused(rate: Rate, data: st.DataObject) -> None:
    """Sends keep the rate, however callers come, give up, stall and are delayed."""
    callers = data.draw(callers_of(rate))
    stalls = data.draw(STALLS)
    clock = Clock()
    sent = crowd(limits_of(rate, clock), clock, callers, stalls)
    assert refused(arrivals(callers, sent), rate) == 0


@some
@given(rate=rates, data=st.data())
def test_everybody_leaves_as_soon_as_may_be(rate: Rate, data: st.DataObject) -> None:
    """Callers are sent in order, each as soon as the bucket has a token for it.

    Whoever gives up has taken nothing: those behind leave as if they had not come.
    """
    callers = data.draw(callers_of(rate))
    clock = Clock()
    sent = crowd(limits_of(rate, clock), clock, callers)
    interval = 1 / rate.per_second
    due = -1e9
    for caller, at in zip(callers, sent, strict=True):
        soonest = max(due, caller.asks - interval * (used(rate) - 1))
        if at is None:
            assert soonest >= caller.asks + caller.waits - EPSILON
        else:
            assert at == pytest.approx(max(soonest, caller.asks), abs=EPSILON)
            due = soonest + interval


@pytest.mark.parametrize(("rate", "n"), [(Rate(2, 10), 200), (Rate(8, 25), 100)])
def test_many_at_once_end_when_they_ideally_would(rate: Rate, n: int) -> None:
    """A crowd takes half a second, what is kept free, longer than the rate makes it."""
    clock = Clock()
    sent = crowd(limits_of(rate, clock), clock, [Caller()] * n)
    ideal = (n - rate.burst) / rate.per_second
    assert max(at for at in sent if at is not None) <= ideal + 0.5 + EPSILON


def test_whoever_wakes_late_looks_again() -> None:
    """After a stall of a minute, the waiting callers are not all sent at once."""
    rate = Rate(2, 2)
    clock = Clock()
    sent = crowd(limits_of(rate, clock), clock, [Caller()] * 200, [Stall(5, 60)])
    assert refused(sorted(at for at in sent if at is not None), rate) == 0
    assert max(at for at in sent if at is not None) <= 60 + 200 / 2


def test_a_place_given_back_goes_to_the_first_in_line() -> None:
    """A patient caller behind two hundred who give up waits for them, no longer."""
    clock = Clock()
    callers = [*[Caller(waits=1)] * 200, Caller()]
    *_, last = crowd(limits_of(Rate(2, 10), clock), clock, callers)
    assert last is not None
    assert last <= 1 + 0.5 + EPSILON


@some
@given(rate=rates, headroom=st.integers(0, 15), late=st.floats(0, 1), data=st.data())
def test_headroom_is_what_late_arrivals_need(
    rate: Rate, headroom: int, late: float, data: st.DataObject
) -> None:
    """A headroom of n withstands requests that take up to n intervals longer."""
    room = min(headroom, rate.burst - 1) / rate.per_second
    clock = Clock()
    callers = [
        Caller(asks=asks, late=late * data.draw(st.sampled_from([0, room])))
        for asks in accumulate(data.draw(GAPS))
    ]
    sent = crowd(limits_of(rate, clock, headroom), clock, callers)
    assert refused(arrivals(callers, sent), rate) == 0


@pytest.mark.parametrize("connections", [1, 4, 10])
def test_no_more_is_kept_free_than_can_be_under_way(connections: int) -> None:
    """With n connections, n requests of a burst are kept free at most."""
    clock = Clock()
    limits = limits_of(Rate(100, 50), clock)
    limits.expect(connections)
    sent = crowd(limits, clock, [Caller()] * 60)
    assert sum(at == 0 for at in sent) == 50 - connections


@some
@given(rate=rates, gaps=GAPS)
def test_below_the_rate_nobody_waits(rate: Rate, gaps: list[float]) -> None:
    """Requests at least an interval apart leave when they are asked for."""
    clock = Clock()
    apart = [*accumulate(gap + 1 / rate.per_second for gap in gaps)]
    sent = crowd(limits_of(rate, clock), clock, [Caller(asks=at) for at in apart])
    assert sent == pytest.approx(apart, abs=EPSILON)


def test_threads_share_a_bucket() -> None:
    """Threads that ask at once get every turn once, and none gets another's."""
    now = 0.0
    lock = threading.Lock()
    sent: list[float] = []

    def pause(_: threading.Event, seconds: float) -> None:
        nonlocal now
        # Time goes on in small steps, for whoever waits the least.
        with lock:
            now += min(seconds, 0.01)

    def ask() -> None:
        start.wait()
        for _ in range(25):
            limits.wait("GetCase", pause)
            sent.append(now)

    limits = RateLimits({"GetCase": Rate(4, 10)}, lambda: now, headroom=1)
    start = threading.Barrier(8)
    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    # Nine at once, and from then on one every quarter of a second, or later.
    for number, at in enumerate(sorted(sent)):
        assert at >= (number - 8) / 4 - EPSILON


def test_a_wait_is_ended_by_what_it_raises() -> None:
    """A caller that is interrupted while it waits has taken no token."""
    clock = Clock()
    limits = limits_of(Rate(1, 1), clock)
    limits.wait("GetCase")

    def interrupt(_: threading.Event, seconds: float) -> None:
        raise KeyboardInterrupt(seconds)

    for _ in range(5):
        with pytest.raises(KeyboardInterrupt) as raised:
            limits.wait("GetCase", interrupt)
        assert raised.value.args == (1,)


def test_looking_costs_the_same_however_long_one_waits() -> None:
    """In a crowd of n each caller looks a few times, not once for each other."""
    clock = Clock()
    looks = 0

    def count() -> float:
        nonlocal looks
        looks += 1
        return clock()

    limits = RateLimits({"GetCase": Rate(2, 10)}, count)
    crowd(limits, clock, [Caller()] * 500)
    assert looks <= 4 * 500


def test_operations_do_not_wait_for_one_another() -> None:
    """Each operation has a bucket of its own, and one without a rate never waits."""
    clock = Clock()
    slept: list[float] = []

    def sleep(_: threading.Event, seconds: float) -> None:
        slept.append(seconds)
        clock.now += seconds

    limits = RateLimits({"GetCase": Rate(1, 1), "ListFields": Rate(1, 1)}, clock)
    for operation in ("GetCase", "ListFields", *["DeleteCase"] * 20):
        limits.wait(operation, sleep)
    assert slept == []
    limits.wait("GetCase", sleep)
    assert slept == [1]


@pytest.mark.parametrize(("per_second", "burst"), [(0, 5), (-1, 5), (2, 0)])
def test_a_rate_allows_something(per_second: float, burst: int) -> None:
    """A rate that would never let a request through is an error."""
    with pytest.raises(ValueError, match="must be >"):
        Rate(per_second, burst)


def test_headroom_is_no_less_than_none() -> None:
    """A negative headroom, which would exceed the burst, cannot be asked for."""
    with pytest.raises(ValueError, match="at least 0"):
        RateLimits.documented(headroom=-1)


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
