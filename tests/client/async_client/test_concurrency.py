"""Many concurrent calls: as many as there are connections, within their rates."""

import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import aclosing
from functools import partial
from threading import Event, get_ident
from typing import Any

import anyio
import boto3
import pytest
from anyio import from_thread, to_thread
from anyio.lowlevel import checkpoint
from botocore.config import Config

from connectcases_typed import (
    AsyncClient,
    ClientClosedError,
    GetCaseAuditEventsRequest,
    Rate,
    RateLimits,
    may_have_been_done,
)
from connectcases_typed.rates import Pause
from connectcases_typed.testing import mock_cases

from ..nobody import QUIET, arguments
from ..stub import Answer, Received, Stub
from .waiting import until

pytestmark = pytest.mark.anyio

# boto3's stubs have an overload for each service; this is for any of them.
_session: Any = boto3.Session()

EVENTS = GetCaseAuditEventsRequest(domain_id="d", case_id="c")


def client(
    stub: Stub, connections: int, limits: RateLimits | None = None
) -> AsyncClient:
    """A client with a given number of connections."""
    config = QUIET.merge(Config(max_pool_connections=connections))
    return AsyncClient(**arguments(stub.url, config=config), rate_limits=limits)


async def _delete(cases: AsyncClient, times: int) -> None:
    async with anyio.create_task_group() as tasks:
        for number in range(times):
            tasks.start_soon(partial(cases.delete_domain, domain_id=f"d{number}"))


@pytest.mark.parametrize("connections", [1, 3, 12])
async def test_as_many_requests_are_out_as_there_are_connections(
    stub: Stub, connections: int
) -> None:
    """Calls overlap, and never more of them than the pool has connections."""
    stub.hold()
    async with client(stub, connections) as cases, anyio.create_task_group() as tasks:
        tasks.start_soon(_delete, cases, 40)
        await until(lambda: stub.in_hand == connections)
        stub.release()
    assert (stub.most, len(stub.received)) == (connections, 40)


async def _fetch(cases: AsyncClient, times: int) -> None:
    async with anyio.create_task_group() as tasks:
        for _ in range(times):
            tasks.start_soon(_first, cases.items(EVENTS).prefetch().by_page())


@pytest.mark.parametrize("work", [_delete, _fetch])
async def test_calls_enter_threads_in_different_turns_of_the_loop(
    stub: Stub,
    monkeypatch: pytest.MonkeyPatch,
    work: Callable[[AsyncClient, int], Awaitable[None]],
) -> None:
    """However many calls begin together, they do not block the event loop."""
    turn = 0
    entered: Counter[int] = Counter()

    async def count_turns() -> None:
        nonlocal turn
        while True:
            await checkpoint()
            turn += 1

    def enter(*work: Any, **options: Any) -> Any:
        entered[turn] += 1
        return run_sync(*work, **options)

    run_sync = to_thread.run_sync
    stub.answers_by(_no_events)
    async with client(stub, 12) as cases, anyio.create_task_group() as counting:
        await work(cases, 1)  # its client is made meanwhile
        monkeypatch.setattr(to_thread, "run_sync", enter)
        counting.start_soon(count_turns)
        await work(cases, 40)
        counting.cancel_scope.cancel()
    assert entered.total() == 40
    # What counts the turns may come before one in its turn and after the next.
    assert max(entered.values()) <= 2


def _two_pages(received: Received) -> Answer:
    if "nextToken" not in received.json:
        return Answer.of({"auditEvents": [], "nextToken": "a"})
    time.sleep(0.1)  # so that it is waited for
    return Answer.of({"auditEvents": []})


async def test_threads_that_wait_for_calls_do_not_keep_them_waiting(stub: Stub) -> None:
    """A call takes no place in the loop's default limiter, which could deadlock."""
    stub.answers_by(_two_pages)
    to_thread.current_default_thread_limiter().total_tokens = 1

    async def read() -> list[object]:
        return [event async for event in cases.items(EVENTS).prefetch()]

    async with client(stub, 2) as cases:
        with anyio.fail_after(10):
            work = partial(from_thread.run, read)
            assert await to_thread.run_sync(work, abandon_on_cancel=True) == []
    assert len(stub.received) == 2


async def test_leaving_a_client_closes_its_connections(stub: Stub) -> None:
    """None is left open, and a call after it is refused."""
    async with client(stub, 1) as cases:
        await _delete(cases, 2)
        assert stub.connections == 1
    with pytest.raises(ClientClosedError) as raised:
        await cases.delete_domain(domain_id="d")
    assert not may_have_been_done(raised.value)
    cases.boto3.delete_domain(domainId="d")
    assert stub.connections == 2


async def test_cancelled_calls_and_pages_ahead_count_as_connections(
    stub: Stub,
) -> None:
    """A cancelled call and a prefetched page occupy a connection, too."""
    stub.hold()
    async with client(stub, 3) as cases:
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(_delete, cases, 2)
            await until(lambda: stub.in_hand == 2)
            tasks.cancel_scope.cancel()
        async with anyio.create_task_group() as tasks:
            for _ in range(5):
                events = cases.items(EVENTS).prefetch().by_page()
                tasks.start_soon(_first, events)
            tasks.start_soon(_delete, cases, 5)
            await until(lambda: stub.in_hand == 3)
            stub.answers_by(_no_events)
            stub.release()
    assert (stub.most, len(stub.received)) == (3, 12)


async def _first(pages: AsyncIterator[object]) -> None:
    await anext(pages, None)


def _no_events(received: Received) -> Answer:
    return Answer.of({"auditEvents": []})


async def test_tasks_share_a_rate(stub: Stub, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many tasks call, each waits its turn of the same rate."""
    now = 0.0

    class Limits(RateLimits):
        def wait(self, operation: str, pause: Pause = Event.wait) -> None:
            del pause  # nobody sleeps here
            super().wait(operation, let_time_pass)

    def let_time_pass(_: Event, seconds: float) -> None:
        nonlocal now
        now += seconds

    limits = Limits({"DeleteDomain": Rate(1 / 3600, 2)}, lambda: now)
    async with client(stub, 4, limits) as cases:
        await _delete(cases, 8)
    # The first goes at once, the others an interval after the one before.
    assert round(now / 3600) >= 7


async def test_nothing_of_boto3_happens_in_the_event_loops_thread(stub: Stub) -> None:
    """Worker threads make the boto3 client and send every request."""
    threads: list[int] = []

    class Session:
        """A session that notes which thread makes a client, and which one sends."""

        def client(self, *given: str, **arguments: object) -> object:
            threads.append(get_ident())
            return _session.client(*given, **arguments)

    def note(**_: object) -> None:
        threads.append(get_ident())

    cases = AsyncClient(session=Session(), **arguments(stub.url))
    await cases.delete_domain(domain_id="d")
    cases.boto3.meta.events.register("before-send.connectcases.*", note)
    await cases.delete_domain(domain_id="d")
    await cases.aclose()
    assert len(threads) == 2
    assert get_ident() not in threads


async def test_tasks_that_come_first_together_make_one_client(stub: Stub) -> None:
    """The boto3 client is made once, however many calls are the first."""
    made: list[object] = []

    class Session:
        def client(self, *given: str, **arguments: object) -> object:
            made.append(client := _session.client(*given, **arguments))
            return client

    async with AsyncClient(session=Session(), **arguments(stub.url)) as cases:
        await _delete(cases, 5)
    assert len(made) == 1
    assert len(stub.received) == 5


def test_a_client_serves_several_event_loops(stub: Stub) -> None:
    """A client may be used in one event loop after another."""
    cases = client(stub, 1)
    for loop in ("asyncio", "trio", "asyncio"):
        anyio.run(_delete, cases, 3, backend=loop)
    assert (stub.most, len(stub.received)) == (1, 9)


async def test_what_was_never_used_can_be_closed(stub: Stub) -> None:
    """Closing a client or an iteration makes no boto3 client to close."""
    pages = client(stub, 1).items(EVENTS).prefetch().by_page()
    async with aclosing(pages), client(stub, 1) as cases:
        pass
    assert cases._engine._built is None  # type: ignore[attr-defined] # it has threads
    assert stub.received == []


async def test_the_boto3_client_underneath_can_be_called(stub: Stub) -> None:
    """The boto3 client underneath can be called directly, also with rate limits."""
    limits = RateLimits({"DeleteDomain": Rate(20, 1)})
    async with client(stub, 1, limits) as cases:
        for number in range(3):
            cases.boto3.delete_domain(domainId=f"d{number}")
    assert len(stub.received) == 3


@mock_cases
async def test_mock_cases_decorates_coroutines() -> None:
    """Inside the decorator the async client talks to the embedded service."""
    async with AsyncClient(**arguments(None)) as cases:
        domain = await cases.create_domain(name="shop")
        assert [it.name async for it in cases.list_domains()] == ["shop"]
        found = await cases.get_domain(domain_id=domain.domain_id)
    assert found.name == "shop"
