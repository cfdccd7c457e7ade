"""Cancelled calls raise at once; what then becomes of their requests."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from threading import Event
from types import SimpleNamespace
from typing import Any, TypeAlias

import anyio
import pytest
from botocore.config import Config

from connectcases_typed import AsyncClient, Rate, RateLimits
from connectcases_typed.rates import Pause

from ..nobody import QUIET, arguments
from ..stub import Answer, Received, Stub
from .drivers import Loop
from .waiting import until

pytestmark = pytest.mark.anyio

# What a coroutine is sent and yields is its event loop's business.
Call: TypeAlias = Callable[[], Coroutine[Any, Any, object]]
Condition: TypeAlias = Callable[[], bool]


async def _task(call: Call, when: Condition) -> None:
    task = asyncio.create_task(call())
    await until(when)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def _timeout(call: Call, when: Condition) -> None:
    async def expire() -> None:
        await until(when)
        timeout.reschedule(0)

    async with asyncio.TaskGroup() as tasks:
        with pytest.raises(TimeoutError):  # noqa: PT012 - a timeout is a block
            async with asyncio.timeout(10) as timeout:
                tasks.create_task(expire())
                await call()


async def _scope(call: Call, when: Condition) -> None:
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(call)
        await until(when)
        tasks.cancel_scope.cancel()


async def _fail_after(call: Call, when: Condition) -> None:
    async def expire() -> None:
        await until(when)
        scope.deadline = anyio.current_time()

    async with anyio.create_task_group() as tasks:
        with (  # noqa: PT012 - as above
            pytest.raises(TimeoutError),
            anyio.fail_after(10) as scope,
        ):
            tasks.start_soon(expire)
            await call()


Cancel: TypeAlias = Callable[[Call, Condition], Awaitable[None]]
WAYS: list[tuple[Loop, Cancel]] = [
    ("asyncio", _task),
    ("asyncio", _timeout),
    ("asyncio", _fail_after),
    ("trio", _scope),
    ("trio", _fail_after),
]


@pytest.fixture(params=WAYS, ids=lambda way: f"{way[0]}{way[1].__name__}")
def way(request: pytest.FixtureRequest) -> tuple[Loop, Cancel]:
    """An event loop and a way to cancel a call in it."""
    found: tuple[Loop, Cancel] = request.param
    return found


@pytest.fixture
def anyio_backend(way: tuple[Loop, Cancel]) -> Loop:
    """The event loop."""
    return way[0]


@pytest.fixture
def cancelled(way: tuple[Loop, Cancel]) -> Cancel:
    """Makes a call and cancels it when something has come true."""
    return way[1]


def client(stub: Stub, limits: RateLimits | None = None) -> AsyncClient:
    """A client with one connection: a second call shows that the first is over."""
    one = QUIET.merge(Config(max_pool_connections=1, retries={"total_max_attempts": 3}))
    return AsyncClient(**arguments(stub.url, config=one), rate_limits=limits)


def paths(stub: Stub) -> list[str]:
    """The ids of the domains that were requested."""
    return [received.path.removeprefix("/domains/") for received in stub.received]


async def test_a_cancelled_call_raises_at_once_and_takes_effect_if_it_was_sent(
    stub: Stub, cancelled: Cancel
) -> None:
    """A request that was sent before the cancellation is carried out by the service."""
    done: list[str] = []

    def respond(received: Received) -> Answer:
        done.append(received.path)
        return Answer()

    stub.answers_by(respond)
    stub.hold()
    async with client(stub) as cases:
        await cancelled(
            lambda: cases.tag_resource(arn="sent", tags={"a": "b"}),
            lambda: stub.in_hand == 1,
        )
    assert (stub.in_hand, done) == (1, [])
    stub.release()
    await until(lambda: stub.in_hand == 0)
    assert done == ["/tags/sent"]


async def test_a_cancelled_call_is_not_tried_again(
    stub: Stub, cancelled: Cancel, monkeypatch: pytest.MonkeyPatch
) -> None:
    """boto3 does not retry a call that was cancelled."""
    monkeypatch.setattr("botocore.endpoint.time", SimpleNamespace(sleep=float))
    stub.answers_by(
        lambda received: Answer(status=500 if "first" in received.path else 200)
    )
    stub.hold()
    async with client(stub) as cases:
        await cancelled(
            lambda: cases.delete_domain(domain_id="first"), lambda: stub.in_hand == 1
        )
        stub.release()
        await cases.delete_domain(domain_id="second")
    assert paths(stub) == ["first", "second"]


@pytest.mark.parametrize("ahead", ["awaited", "cancelled"])
async def test_what_is_cancelled_while_it_waits_for_a_connection_is_never_sent(
    stub: Stub, cancelled: Cancel, ahead: str
) -> None:
    """A cancelled call leaves the queue, whether the call ahead is awaited or not."""
    begun: list[str] = []
    stub.hold()

    async def second() -> None:
        begun.append("second")
        await cases.delete_domain(domain_id="second")

    async def first() -> None:
        await cases.delete_domain(domain_id="first")

    async with client(stub) as cases, anyio.create_task_group() as tasks:
        if ahead == "awaited":
            tasks.start_soon(first)
            await until(lambda: stub.in_hand == 1)
        else:
            await cancelled(first, lambda: stub.in_hand == 1)
        await cancelled(second, lambda: begun == ["second"])
        stub.release()
        await cases.delete_domain(domain_id="third")
    assert paths(stub) == ["first", "third"]


class _WatchedLimits(RateLimits):
    """Counts the callers that wait."""

    waiting = 0

    def wait(self, operation: str, pause: Pause = Event.wait) -> None:
        self.waiting += 1
        try:
            super().wait(operation, pause)
        finally:
            self.waiting -= 1


async def test_what_is_cancelled_while_it_waits_for_its_rate_is_never_sent(
    stub: Stub, cancelled: Cancel
) -> None:
    """The thread of a cancelled call stops waiting and is free for other calls."""
    limits = _WatchedLimits({"DeleteDomain": Rate(1 / 3600, 1)})
    async with client(stub, limits) as cases:
        await cases.delete_domain(domain_id="first")
        await cancelled(
            lambda: cases.delete_domain(domain_id="second"),
            lambda: limits.waiting == 1,
        )
        await cases.delete_field(domain_id="third", field_id="f")
    assert limits.waiting == 0
    assert paths(stub) == ["first", "third/fields/f"]


async def test_a_cancelled_first_call_leaves_a_client_that_works(
    stub: Stub, cancelled: Cancel
) -> None:
    """Cancelling the call that makes the boto3 client does not spoil it."""
    begun: list[str] = []

    async def first() -> None:
        begun.append("first")
        await cases.delete_domain(domain_id="first")
        await anyio.sleep_forever()

    async with client(stub) as cases:
        await cancelled(first, lambda: begun == ["first"])
        await cases.delete_domain(domain_id="second")
    assert "second" in paths(stub)
