"""What a fleet does in front of a store: in one process, in virtual time."""

import logging
import os
import pickle
from threading import Event

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pace.crowd import Caller, Clock, Stall, crowd, refused

from connectcases_typed import (
    Client,
    FieldIdentifier,
    RateStoreAwayError,
    may_have_been_done,
)
from connectcases_typed.fleet.queues import LEASE
from connectcases_typed.fleet.sharing import Fleet
from connectcases_typed.rates import Rate, RateLimits
from connectcases_typed.testing import mock_cases

from .stores import MemoryStore, Time, worker

RATE = Rate(2, 3)
GIVEN = (FieldIdentifier(id="title"),)


class Interrupted(BaseException):
    """Somebody gives up."""


def interrupt(_: Event, seconds: float) -> None:
    """Give up."""
    raise Interrupted


@given(
    asks=st.lists(st.floats(0, 20), min_size=1, max_size=30),
    waits=st.sampled_from([0.7, 1e9]),
    stalls=st.lists(st.builds(Stall, st.floats(0, 20), st.floats(0, 20)), max_size=2),
    rate=st.builds(Rate, st.sampled_from([0.5, 2, 3, 25]), st.integers(1, 12)),
)
def test_a_shared_line_refuses_nothing_and_sends_all(
    asks: list[float], waits: float, stalls: list[Stall], rate: Rate
) -> None:
    """As in a line in memory: all patient requests leave, and within the rate."""
    clock = Clock()
    fleet = Fleet(MemoryStore(clock), clock=clock)
    limits = RateLimits({"GetCase": rate}, headroom=0, shared=fleet)
    callers = [Caller(asks=at, waits=waits) for at in sorted(asks)]
    sent = crowd(limits, clock, callers, stalls)
    assert refused(sorted(at for at in sent if at is not None), rate) == 0
    if waits > 1e8:
        assert None not in sent


def test_workers_share_a_rate() -> None:
    """Two workers together get what one gets, in the order in which they ask."""
    time = Time()
    store = MemoryStore(time)
    first, second = (worker(store, time, RATE) for _ in range(2))
    sent: list[float] = []
    for limits in (first, second) * 4:
        limits.wait("GetCase", time.pause)
        sent.append(time.now)
    assert sent == pytest.approx([0, 0, 0, 0.5, 1, 1.5, 2, 2.5])


def test_the_first_come_is_the_first_served() -> None:
    """Among workers too: requests leave in the order in which they joined."""
    time = Time()
    store = MemoryStore(time)
    lines = [worker(store, time, Rate(2, 1))._lines["GetCase"] for _ in range(3)]
    places = [(line, line.join()) for line in lines * 3]
    left = [0]
    for number, (line, place) in enumerate(places):
        assert (line.look(place) == 0) == (number == 0)
        time.now += 0.001
    while len(left) < len(places):
        time.now += 0.05
        # The last come looks first, which is no advantage.
        for number in reversed(range(len(places))):
            line, place = places[number]
            if number not in left and line.look(place) == 0:
                left.append(number)
    assert left == [*range(len(places))]


def test_a_place_given_back_is_the_next_ones() -> None:
    """Whoever gives up has taken nothing from the other workers."""
    time = Time()
    store = MemoryStore(time)
    gives_up, waits = (worker(store, time, Rate(1, 1)) for _ in range(2))
    waits.wait("GetCase", time.pause)
    for _ in range(10):
        with pytest.raises(Interrupted):
            gives_up.wait("GetCase", interrupt)
    waits.wait("GetCase", time.pause)
    assert time.now == pytest.approx(1)


@pytest.mark.parametrize("burst", [1, 10])
def test_a_dead_worker_gives_its_places_back(burst: int) -> None:
    """Twenty places of a worker that is gone delay others by no more than its lease."""
    time = Time()
    store = MemoryStore(time)
    dead, alive = (worker(store, time, Rate(2, burst)) for _ in range(2))
    for _ in range(burst):
        alive.wait("GetCase", time.pause)
    line = dead._lines["GetCase"]
    for _ in range(20):
        line.look(line.join())
    alive.wait("GetCase", time.pause)
    assert time.now <= LEASE / 1_000_000 + 1


def test_a_worker_that_was_suspended_has_not_lost_its_place() -> None:
    """A place that ran out is put back before those that joined later."""
    time = Time()
    store = MemoryStore(time)
    early, late = (worker(store, time, Rate(0.1, 1))._lines["GetCase"] for _ in "12")
    early.look(early.join())
    first, second = early.join(), late.join()
    early.look(first)
    time.now += 5
    assert late.look(second) > 0
    time.now += 5
    assert early.look(first) == 0
    assert late.look(second) > 0


def test_a_store_that_has_lost_everything_learns_it_from_the_workers() -> None:
    """After a restart a burst that was used up is not granted again."""
    time = Time()
    store = MemoryStore(time)
    limits = worker(store, time, RATE)
    for _ in range(5):
        limits.wait("GetCase", time.pause)
    store.texts.clear()
    before = time.now
    limits.wait("GetCase", time.pause)
    assert time.now == pytest.approx(before + 0.5)


def test_a_clock_of_the_store_that_is_set_back_costs_an_interval() -> None:
    """Nobody waits until the clock has come to where it was, and the dead stay dead."""
    time = Time()
    store = MemoryStore(time)
    limits, dead = (worker(store, time, Rate(2, 1)) for _ in range(2))
    limits.wait("GetCase", time.pause)
    line = dead._lines["GetCase"]
    line.look(line.join())
    ahead = store.now
    store.now = lambda: ahead() - 3_600_000_000
    before = time.now
    limits.wait("GetCase", time.pause)
    assert time.now - before <= 0.5 + 1e-6


# ------------------------------------------------------------- the store is away


def test_waiting_for_a_store_that_is_away(caplog: pytest.LogCaptureFixture) -> None:
    """With "wait" nothing is sent until it is back; one warning, one look a second."""
    time = Time()
    store = MemoryStore(time)
    limits = worker(store, time, RATE)
    store.away = True

    def pause(event: Event, seconds: float) -> None:
        time.pause(event, seconds)
        store.away = time.now < 10

    limits.wait("GetCase", pause)
    assert 10 <= time.now <= 11
    assert store.asked <= 12
    assert [it.levelno for it in caplog.records] == [logging.WARNING]


def test_refusing_while_a_store_is_away(caplog: pytest.LogCaptureFixture) -> None:
    """With "refuse" a call raises, nothing is sent, and that is known; one warning."""
    time = Time()
    store = MemoryStore(time)
    limits = worker(store, time, RATE, store_away="refuse")
    with (
        mock_cases(),
        Client(region_name="us-west-2", rate_limits=limits) as cases,
    ):
        domain_id = cases.create_domain(name="x").domain_id
        store.away = True
        for _ in range(2):
            with pytest.raises(RateStoreAwayError, match="nobody there") as raised:
                list(cases.get_case(domain_id=domain_id, case_id="c", fields=GIVEN))
        assert (raised.value.attempts, may_have_been_done(raised.value)) == (0, False)
        # An operation without a rate does not ask the store.
        cases.delete_domain(domain_id=domain_id)
    assert store.asked == 1
    assert [it.levelno for it in caplog.records] == [logging.WARNING]
    assert isinstance(pickle.loads(pickle.dumps(raised.value)), RateStoreAwayError)  # noqa: S301 - our own


def test_going_on_with_a_share(caplog: pytest.LogCaptureFixture) -> None:
    """With a share a worker alone keeps to that part of the rate, from empty on."""
    time = Time()
    store = MemoryStore(time)
    limits = worker(store, time, Rate(2, 8), store_away=0.25)
    store.away = True
    sent: list[float] = []
    for _ in range(5):
        limits.wait("GetCase", time.pause)
        sent.append(time.now)
    assert sent == pytest.approx([2, 4, 6, 8, 10])
    assert [it.levelno for it in caplog.records] == [logging.WARNING]
    # The store has not seen any of these, and so nothing is saved up.
    store.away = False
    time.now += 1
    limits.wait("GetCase", time.pause)
    assert time.now == pytest.approx(11.5)


def test_a_place_moves_from_the_share_to_the_store() -> None:
    """Who waits for the share when the store comes back waits in the store."""
    time = Time()
    store = MemoryStore(time)
    limits = worker(store, time, Rate(2, 1), store_away=0.01)
    store.away = True

    def pause(event: Event, seconds: float) -> None:
        time.pause(event, seconds)
        store.away = False

    limits.wait("GetCase", pause)
    assert time.now <= 1.5


def test_giving_up_while_the_store_is_away_leaves_nothing_behind() -> None:
    """A place that could not be given back runs out, though its worker lives on."""
    time = Time()
    store = MemoryStore(time)
    limits = worker(store, time, Rate(1, 1))
    limits.wait("GetCase", time.pause)

    def pause(event: Event, seconds: float) -> None:
        store.away = True
        raise Interrupted

    with pytest.raises(Interrupted):
        limits.wait("GetCase", pause)
    store.away = False
    time.now += LEASE / 1_000_000
    limits.wait("GetCase", time.pause)
    assert store.queue("GetCase").places == {}


@pytest.mark.parametrize("store_away", ["stop", 0, -1, 1.5])
def test_what_to_do_without_a_store_is_checked(store_away: object) -> None:
    """Anything but the two words and a share is refused at once."""
    time = Time()
    with pytest.raises(ValueError, match="share of the rates"):
        worker(MemoryStore(time), time, RATE, store_away=store_away)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_a_forked_child_is_another_worker() -> None:
    """A child stands in the line under a name of its own, with none of the places."""
    time = Time()
    limits = worker(MemoryStore(time), time, RATE)
    line = limits._lines["GetCase"]
    line.join()
    before = vars(line)["_worker"]
    child = os.fork()
    if child == 0:  # pragma: no cover - the child's coverage is lost
        after = vars(line)
        os._exit(int(after["_worker"] == before or bool(after["_places"])))
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
