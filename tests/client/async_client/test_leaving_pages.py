"""Leaving an iteration early, in every way, leaves no thread, task or call behind."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import aclosing
from functools import partial
from threading import enumerate as threads
from typing import TypeAlias

import anyio
import pytest
from botocore.config import Config

from connectcases_typed import (
    AsyncClient,
    AsyncItems,
    AuditEvent,
    GetCaseAuditEventsRequest,
    GetCaseAuditEventsResponse,
    ResponseError,
    resume_token,
)
from connectcases_typed.calling.prefetching import PREFETCH

from ..nobody import QUIET, arguments
from ..stub import Answer, Received, Stub
from .waiting import until

pytestmark = pytest.mark.anyio

Events: TypeAlias = AsyncItems[GetCaseAuditEventsResponse, AuditEvent]

REQUEST = GetCaseAuditEventsRequest(domain_id="d", case_id="c")


def _endless(received: Received) -> Answer:
    number = int(received.json.get("nextToken", 0)) + 1
    event: dict[str, object] = {
        "eventId": str(number),
        "type": "Case.Created",
        "performedTime": "2026-03-04T05:06:07Z",
        "fields": [{"eventFieldId": "title", "newValue": {"emptyValue": {}}}],
    }
    return Answer.of({"auditEvents": [event, event], "nextToken": str(number)})


def fetching() -> list[str]:
    """The threads that fetch ahead."""
    return [it.name for it in threads() if it.name.startswith(PREFETCH)]


@pytest.fixture
async def cases(stub: Stub) -> AsyncIterator[AsyncClient]:
    """A client of a history without end."""
    stub.answers_by(_endless)
    async with AsyncClient(**arguments(stub.url)) as client:
        yield client


async def test_a_timeout_tells_where_to_go_on(cases: AsyncClient, stub: Stub) -> None:
    """An interrupted iteration can be resumed: the exception carries the token."""
    pages = cases.items(REQUEST).by_page()
    first = await anext(pages)
    stub.hold()
    with pytest.raises(TimeoutError) as raised, anyio.fail_after(0.05):
        await anext(pages)
    assert first.next_token == resume_token(raised.value)
    assert first.next_token


async def test_what_waits_for_a_connection_leaves_when_it_is_given_up(
    stub: Stub,
) -> None:
    """Giving up an iteration ends its thread though no connection gets free."""
    stub.answers_by(_endless)
    config = QUIET.merge(Config(max_pool_connections=1))
    given = arguments(stub.url, config=config)
    async with AsyncClient(**given) as cases, anyio.create_task_group() as tasks:
        async with aclosing(cases.items(REQUEST).prefetch().by_page()) as pages:
            await anext(pages)
            await until(lambda: len(stub.received) == 2 and not stub.in_hand)
            stub.hold()
            tasks.start_soon(partial(cases.delete_domain, domain_id="d"))
            await until(lambda: stub.in_hand == 1)
            await anext(pages)  # it was fetched ahead
            await anyio.sleep(0.05)  # so that the next one waits by now
        await until(lambda: not fetching())
        assert stub.in_hand == 1
        stub.release()
    assert len(stub.received) == 3


@pytest.fixture(params=["as needed", "ahead"])
def events(cases: AsyncClient, request: pytest.FixtureRequest) -> Events:
    """All items, with and without prefetching."""
    items = cases.items(REQUEST)
    return items.prefetch() if request.param == "ahead" else items


class _LeftError(Exception):
    """What a consumer raises."""


async def _break(events: Events) -> None:
    async for event in events:
        if event.event_id == "3":
            break


async def _raise(events: Events) -> None:
    with pytest.raises(_LeftError):  # noqa: PT012 - it is left from inside
        async for event in events:
            if event.event_id == "3":
                raise _LeftError


async def _cancelled(events: Events) -> None:
    with anyio.CancelScope() as scope:
        async for event in events:
            if event.event_id == "3":
                scope.cancel()
                await anyio.sleep_forever()


async def _cancelled_while_fetching(events: Events) -> None:
    with anyio.CancelScope() as scope:
        async for event in events:
            if event.event_id == "3":
                scope.cancel()


async def _closed(events: Events) -> None:
    async with aclosing(events.by_page()) as pages:
        async for page in pages:
            if page.next_token == "3":  # noqa: S105 - a page's
                break
    with pytest.raises(StopAsyncIteration):
        await anext(pages)


WAYS = [_break, _raise, _cancelled, _cancelled_while_fetching, _closed]


@pytest.mark.parametrize("leave", WAYS, ids=lambda way: way.__name__.strip("_"))
async def test_nothing_stays_of_an_iteration_that_was_left(
    events: Events, stub: Stub, leave: Callable[[Events], Awaitable[None]]
) -> None:
    """After leaving, no thread is left, nothing is fetched, and there is no warning."""
    await leave(events)
    await until(lambda: not fetching())
    await until(lambda: stub.in_hand == 0)
    asked = len(stub.received)
    assert asked in (3, 4)
    await anyio.sleep(0.01)
    assert len(stub.received) == asked


async def test_leaving_does_not_wait_for_the_page_on_its_way(
    cases: AsyncClient, stub: Stub
) -> None:
    """The page that is being fetched ahead is dropped when it arrives."""
    async with aclosing(cases.items(REQUEST).prefetch().by_page()) as pages:
        await anext(pages)
        await until(lambda: len(stub.received) == 2 and stub.in_hand == 0)
        stub.hold()
        await anext(pages)
        await until(lambda: stub.in_hand == 1)
    assert stub.in_hand == 1
    stub.release()
    await until(lambda: not fetching())
    assert len(stub.received) == 3


async def test_the_next_page_is_fetched_while_one_works_on_this(
    cases: AsyncClient, stub: Stub
) -> None:
    """With `prefetch` one page is fetched ahead; without it, none."""
    events = cases.items(REQUEST)
    for pages, ahead in ((events.by_page(), 0), (events.prefetch().by_page(), 1)):
        stub.received.clear()
        await anext(pages)
        await until(lambda ahead=ahead: len(stub.received) == 1 + ahead)  # type: ignore[misc]  # mypy does not infer it
        await anyio.sleep(0.02)
        assert len(stub.received) == 1 + ahead
        await pages.aclose()


async def test_nothing_is_fetched_before_one_iterates(
    events: Events, stub: Stub
) -> None:
    """Items are lazy, ahead too, and each iteration starts from the first."""
    items, pages = [aiter(events), aiter(events)], events.by_page()
    assert (stub.received, fetching()) == ([], [])
    assert [(await anext(it)).event_id for it in items] == ["1", "1"]
    assert (await anext(pages)).next_token == "1"  # noqa: S105 - a page's


async def test_after_a_failure_the_same_page_is_asked_for(
    events: Events, stub: Stub
) -> None:
    """A page that failed can be requested again; the error carries its token."""
    stub.answers_by(
        lambda received: (
            Answer() if received.json.get("nextToken") == "2" else _endless(received)
        )
    )
    async with aclosing(events.by_page()) as pages:
        assert [(await anext(pages)).next_token for _ in range(2)] == ["1", "2"]
        for _ in range(2):
            with pytest.raises(ResponseError) as raised:
                await anext(pages)
            assert resume_token(raised.value) == "2"
            # Nothing is kept going in the meantime.
            await until(lambda: not fetching())
        stub.answers_by(_endless)
        assert [(await anext(pages)).next_token for _ in range(2)] == ["3", "4"]
    await until(lambda: not fetching())


async def test_after_a_timeout_the_same_page_is_asked_for(
    events: Events, stub: Stub
) -> None:
    """However often `anext` is cancelled, each page comes once and none is skipped."""
    pages = events.by_page()
    found: list[str | None] = []
    async with aclosing(pages):
        for _ in range(4):
            stub.hold()
            with anyio.move_on_after(0.03):
                found.append((await anext(pages)).next_token)
            stub.release()
            found.append((await anext(pages)).next_token)
    numbers = [int(token) for token in found if token]
    assert numbers == [*range(1, len(numbers) + 1)]
    assert len(numbers) >= 4


async def test_an_iteration_is_one_tasks_at_a_time(events: Events, stub: Stub) -> None:
    """A second task that asks for a page gets an error, and no page is lost."""
    pages = events.by_page()
    found: list[str | None] = []

    async def first() -> None:
        found.append((await anext(pages)).next_token)

    stub.hold()
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(first)
        await until(lambda: stub.in_hand == 1)
        for ask in (partial(anext, pages), pages.aclose):
            with pytest.raises(RuntimeError):
                await ask()
        stub.release()
    assert found == ["1"]


async def test_items_end_where_they_are_closed(events: Events, stub: Stub) -> None:
    """After `aclose` there is no next item, not even of the page in hand."""
    items = aiter(events)
    await anext(items)
    async with aclosing(items):
        pass
    with pytest.raises(StopAsyncIteration):
        await anext(items)


def test_asking_to_fetch_ahead_changes_no_request(stub: Stub) -> None:
    """`prefetch` answers the same pages under the same name."""
    cases = AsyncClient(**arguments(stub.url))
    items = cases.items(REQUEST)
    assert items.prefetch().request == items.request
    assert repr(items) == repr(items.prefetch()) == f"AsyncItems({items.request!r})"
