"""Shared rates on a real `redis-server`: its script, and a fleet of processes."""

import shutil
import sys
from collections.abc import Callable, Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectcases_typed import RateStoreAwayError
from connectcases_typed.fleet import redis_store
from connectcases_typed.fleet.queues import RateQueue
from connectcases_typed.fleet.redis_store import RedisRateStore
from connectcases_typed.fleet.stores import Look
from connectcases_typed.rates import Rate

redis_py: Any = pytest.importorskip("redis", reason="this environment has no redis-py")

pytestmark = pytest.mark.skipif(
    shutil.which("redis-server") is None, reason="this machine has no redis-server"
)

PROGRAM = Path(__file__).parents[2] / "benchmarks" / "fleet.py"


@pytest.fixture(scope="module")
def fleet() -> ModuleType:
    """The program that runs a fleet."""
    spec = spec_from_file_location("fleet_benchmark", PROGRAM)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[spec.name] = module  # where its classes are looked up
    spec.loader.exec_module(module)
    return module


# The program is no module of the package, so what it makes has no type here.
@pytest.fixture(scope="module")
def server(fleet: Any) -> Iterator[Any]:
    """A running Redis."""
    with fleet.a_redis() as server:
        yield server


LOOKS = st.tuples(
    st.sampled_from(["w1", "w2", "w3"]),
    st.integers(1, 4),
    st.sampled_from([None, 5, 2_000_000]),
    st.sampled_from([0, 500_000, 10_000_000]),
)
STEPS = st.lists(
    st.tuples(
        st.integers(-5_000_000, 5_000_000) | st.integers(0, 300_000),
        LOOKS | st.tuples(st.sampled_from(["w1", "w2"]), st.integers(1, 4)),
    ),
    max_size=30,
)


@settings(max_examples=60)
@given(steps=STEPS, saved=st.sampled_from([0, 500_000, 4_500_000]))
def test_the_script_does_what_the_queue_does(
    server: Any, steps: list[tuple[int, tuple[Any, ...]]], saved: int
) -> None:
    """Whatever is asked, and however the clock goes: both return the same turns."""
    client = redis_py.Redis.from_url(server.url)
    client.flushall()
    store = RedisRateStore(client, scope="s")
    # The clock of the server, as if it were one that a test sets.
    timed = redis_store._LOOK.replace("redis.call('TIME')", "{0, ARGV[8]}")
    assert timed != redis_store._LOOK
    script = client.register_script(timed)

    def at(now: int) -> Callable[[list[str], list[str | int]], Any]:
        return lambda keys, words: script(keys, [*words, now])

    queue = RateQueue()
    now = 1_800_000_000_000_000
    for passed, step in steps:
        now += passed
        worker, place, *rest = step
        if not rest:
            queue.leave(worker, place)
            store.leave("GetCase", worker, place)
            continue
        since, due = (None if it is None else it + now - 10**6 for it in rest)
        look = Look(
            operation="GetCase",
            worker=worker,
            place=place,
            since=since,
            interval=500_000,
            saved=saved,
            due=due or 0,
        )
        turn = queue.look(look, now)
        store._look = at(now)
        assert store.look(look) == turn


def test_a_server_that_is_away_is_an_error_of_ours(fleet: Any) -> None:
    """Looking in it and leaving it raise RateStoreAwayError; back, all goes on."""
    look = Look(
        operation="GetCase",
        worker="w",
        place=1,
        since=None,
        interval=10,
        saved=0,
        due=0,
    )
    with fleet.a_redis() as server:
        store = RedisRateStore.from_url(server.url, scope="s")
        assert store.look(look).wait == 0
        server.kill()
        with pytest.raises(RateStoreAwayError, match="ConnectionError"):
            store.look(look)
        with pytest.raises(RateStoreAwayError):
            store.leave("GetCase", "w", 1)
        server.start()
        # It has lost the script too.
        assert store.look(look).wait == 0


def test_a_wrong_password_is_no_store_that_is_away(server: Any) -> None:
    """Waiting would not help: the error is redis-py's."""
    url = server.url.replace("redis://", "redis://nobody:wrong@")
    store = RedisRateStore.from_url(url, scope="s")
    with pytest.raises(redis_py.AuthenticationError):
        store.leave("GetCase", "w", 1)


def test_keys_expire(server: Any) -> None:
    """A line that nobody uses any more is forgotten by the server."""
    client = redis_py.Redis.from_url(server.url)
    client.flushall()
    store = RedisRateStore(client, scope="s")
    for place in (1, 2):
        store.look(
            Look(
                operation="GetCase",
                worker="w",
                place=place,
                since=None,
                interval=10**6,
                saved=0,
                due=0,
            )
        )
    keys = [*client.scan_iter()]
    assert len(keys) == 3
    assert all(0 < client.pttl(key) <= 61_000 for key in keys)


# Eight times the documented rate, so that it takes an eighth of the time. How close a
# fleet comes to the rate's own time is measured by `benchmarks/fleet.py`.
FASTER = Rate(16, 10)
# A loaded machine may hold up one process for seconds while others go on. So the
# service allows a burst that the fleet does not use: nothing is refused though a
# request arrives five seconds late.
ROOM = 80


@pytest.mark.slow
def test_a_fleet_keeps_to_the_rate(fleet: Any, server: Any) -> None:
    """Eight processes, half of them asynchronous, some with clocks off by a minute,
    read 200 histories, and none is refused. Each for itself would send 128 a second.
    """
    rate = attrs.evolve(FASTER, burst=ROOM + 1)
    words = ["--shared", "--headroom", str(ROOM)]
    found = fleet.read("shared", words, rate, redis=server)
    assert (found.refused, len(found.read)) == (0, 200)


@pytest.mark.slow
def test_a_fleet_survives_kills_and_a_restart(fleet: Any) -> None:
    """Two processes killed and the Redis restarted: nothing is lost, and no more is
    refused than a burst.
    """
    with fleet.a_redis() as server:
        found = fleet.read(
            "disturbed",
            ["--shared"],
            FASTER,
            histories=100,
            redis=server,
            disturb=fleet.kills_and_a_restart(server, 2.5),
        )
    assert found.read == {*range(100)}
    assert found.refused <= FASTER.burst
