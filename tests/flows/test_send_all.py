"""Laws of sending many requests, on both clients."""

import itertools
import threading
from collections.abc import AsyncIterable, Iterable, Iterator
from contextlib import closing
from inspect import signature
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import anyio
import pytest
from anyio.lowlevel import checkpoint
from waiting import PATIENCE

from connectcases_typed import (
    AsyncClient,
    Client,
    CreateCaseRequest,
    Done,
    InDoubt,
    NotDone,
    ParamValidationError,
    Request,
    ResourceNotFoundException,
)
from connectcases_typed.testing import EmbeddedCases

from .sending import Makers, Runner

# ----------------------------------------------------------------------------- sending


def test_every_request_has_an_outcome(send_all: Runner, make: Makers) -> None:
    """Each request is sent once, and its outcome says which it was."""
    requests = [make.case(f"case {number}") for number in range(30)]
    outcomes = send_all(requests, workers=7)
    assert sorted(it.index for it in outcomes) == [*range(30)]
    for outcome in outcomes:
        assert isinstance(outcome, Done)
        # Its token apart, which it was sent with.
        assert outcome.request.fields == requests[outcome.index].fields  # type: ignore[attr-defined] # all are of one class
        assert not outcome.is_earlier
    assert make.titles() == {f"case {number}": 1 for number in range(30)}
    assert send_all([]) == []


def test_one_that_fails_stops_none(
    send_all: Runner, service: EmbeddedCases, make: Makers
) -> None:
    """What is refused, invalid or no request at all is an outcome like any other."""
    service.faults.throttle("GetCase", times=1)
    requests: list[Any] = [
        make.case("a"),
        make.read("unknown"),
        make.case("b", tags={"": "no key"}),
        make.read("unknown"),
        "no request",
        make.case("c"),
    ]
    outcomes = sorted(send_all(requests, workers=1), key=lambda it: it.index)
    kinds = [type(it) for it in outcomes]
    assert kinds == [Done, NotDone, NotDone, NotDone, NotDone, Done]
    errors = [it.error for it in outcomes if isinstance(it, NotDone)]
    assert isinstance(errors[1], ParamValidationError)
    assert isinstance(errors[2], ResourceNotFoundException)
    assert make.titles() == {"a": 1, "c": 1}


def test_a_lost_answer_is_a_doubt(
    send_all: Runner, service: EmbeddedCases, make: Makers
) -> None:
    """A write whose answer is lost is in doubt; a read that fails is not done."""
    service.faults.lose_answer()
    outcomes = sorted(
        send_all([make.case("a"), make.read("unknown")]), key=lambda it: it.index
    )
    assert [type(it) for it in outcomes] == [InDoubt, NotDone]
    # It carries the token it was sent with, to be sent again.
    service.faults.clear()
    make.cases.send(outcomes[0].request)
    assert make.titles() == {"a": 1}


def test_an_endless_iterable_is_taken_as_there_is_room(
    service: EmbeddedCases, make: Makers
) -> None:
    """No more requests are taken than outcomes, and as many more as are under way."""
    taken = itertools.count()
    last = 0

    def endless() -> Iterator[CreateCaseRequest]:
        nonlocal last
        for last in taken:
            yield make.case(f"case {last}")

    with closing(make.cases.send_all(endless(), workers=3)) as outcomes:
        for number, _ in zip(range(20), outcomes, strict=False):
            assert last <= number + 3
    # What was under way has come to its end, and nothing was sent after it.
    assert 20 <= len(make.titles()) <= last + 1


def test_side_by_side(send_all: Runner, service: EmbeddedCases, make: Makers) -> None:
    """As many requests are under way as there are workers, and no more."""
    lock = threading.Lock()
    together = threading.Barrier(4, timeout=PATIENCE)
    now = most = 0

    class Counting(Client):
        def send(self, request: Any, /) -> Any:
            nonlocal now, most
            with lock:
                now += 1
                most = max(most, now)
            # All four are here before one goes on.
            together.wait()
            with lock:
                now -= 1
            return super().send(request)

    cases = Counting(region_name="us-west-2")
    assert list(cases.send_all((make.case(f"{n}") for n in range(20)), workers=4))
    assert most == 4


def test_the_requests_may_fail(send_all: Runner, make: Makers) -> None:
    """An error of the iterable is raised when all that was begun is known."""
    known: list[Any] = []

    def failing() -> Iterator[CreateCaseRequest]:
        yield make.case("a")
        yield make.case("b")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        known += send_all(failing())
    assert make.titles() == {"a": 1, "b": 1}
    with pytest.raises(TypeError, match="not iterable"):
        send_all(make.case("a"))


def test_none_keeps_a_place(send_all: Runner, make: Makers, tmp_path: Path) -> None:
    """Nothing is sent for None, and those after it keep their indexes in a journal."""
    first = send_all([make.case("a"), None, make.case("c")], journal=tmp_path / "j")
    assert sorted(it.index for it in first) == [0, 2]
    requests = [make.case("a"), make.case("b"), make.case("c")]
    second = send_all(requests, journal=tmp_path / "j")
    earlier = {it.index: it.is_earlier for it in second if isinstance(it, Done)}
    assert earlier == {0: True, 1: False, 2: True}
    assert make.titles() == {"a": 1, "b": 1, "c": 1}


@pytest.mark.parametrize("workers", [0, -1])
def test_there_is_a_worker(send_all: Runner, workers: int) -> None:
    """No worker at all is a mistake."""
    with pytest.raises(ValueError, match="workers is 1 or more"):
        send_all([], workers=workers)


def test_both_clients_have_it() -> None:
    """The clients differ in what they take and give, not in parameters."""
    one, other = (
        [it.name for it in signature(client.send_all).parameters.values()]
        for client in (Client, AsyncClient)
    )
    assert one == other


# ----------------------------------------------------------------------------- awaiting


async def _async(requests: Iterable[Request[Any]]) -> AsyncIterable[Request[Any]]:
    for request in requests:
        await checkpoint()
        yield request


@pytest.mark.parametrize("loop", ["asyncio", "trio"])
def test_requests_may_be_awaited(loop: str, make: Makers) -> None:
    """An asynchronous iterable is taken as well."""

    async def main() -> int:
        cases = AsyncClient(region_name="us-west-2")
        requests = _async([make.case(f"{number}") for number in range(10)])
        return len([it async for it in cases.send_all(requests)])

    assert anyio.run(main, backend=loop) == 10
    assert len(make.titles()) == 10


@pytest.mark.parametrize("loop", ["asyncio", "trio"])
def test_a_cancelled_step_loses_no_outcome(
    loop: str, service: EmbeddedCases, make: Makers
) -> None:
    """Cancelled while it waits, an iteration goes on with the same outcome."""
    service.faults.latency(0.05, "CreateCase")

    async def main() -> list[int]:
        cases = AsyncClient(region_name="us-west-2")
        outcomes = cases.send_all([make.case(f"{n}") for n in range(4)], workers=2)
        found: list[int] = []
        with anyio.fail_after(PATIENCE):
            while len(found) < 4:
                with anyio.move_on_after(0.01):
                    async for outcome in outcomes:
                        # One by one: what was taken must not be lost with the rest.
                        found.append(outcome.index)  # noqa: PERF401 - see above
        assert [it async for it in outcomes] == []
        return found

    assert sorted(anyio.run(main, backend=loop)) == [0, 1, 2, 3]


@pytest.mark.parametrize("loop", ["asyncio", "trio"])
def test_cancelled_requests_do_not_seem_complete(loop: str, make: Makers) -> None:
    """A generator of requests that was cancelled has not come to its end."""
    asked_again = anyio.Event()

    async def slow() -> AsyncIterable[Request[Any]]:
        yield make.case("a")
        asked_again.set()
        await anyio.sleep_forever()

    async def main() -> None:
        cases = AsyncClient(region_name="us-west-2")
        outcomes = cases.send_all(slow(), workers=2)

        async def take() -> None:
            await anext(outcomes)

        async with anyio.create_task_group() as tasks:
            tasks.start_soon(take)
            await asked_again.wait()
            tasks.cancel_scope.cancel()
        assert isinstance(await anext(outcomes), Done)
        with pytest.raises(RuntimeError, match="cancelled"):
            await anext(outcomes)
        with pytest.raises(StopAsyncIteration):
            await anext(outcomes)

    anyio.run(main, backend=loop)


def test_one_task_at_a_time(
    service: EmbeddedCases, make: Makers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two tasks that wait for the same iteration are a mistake, and told so."""
    over = threading.Event()
    waiting = SimpleNamespace(sleep=lambda _: over.wait(PATIENCE))
    monkeypatch.setattr("connectcases_typed.testing.controls.faults.time", waiting)
    fault = service.faults.latency(1.0, "CreateCase")

    async def main() -> None:
        outcomes = AsyncClient(region_name="us-west-2").send_all([make.case("a")])

        async def take() -> None:
            assert isinstance(await anext(outcomes), Done)

        async with anyio.create_task_group() as tasks:
            tasks.start_soon(take)
            while not fault.happened:  # noqa: ASYNC110 - what changes is in a thread
                await anyio.sleep(0.002)
            with pytest.raises(RuntimeError, match="another task"):
                await anext(outcomes)
            over.set()

    anyio.run(main)


def test_left_early_it_sends_no_more(make: Makers) -> None:
    """After `aclose` nothing is begun, and there is no further outcome."""

    async def main() -> None:
        cases = AsyncClient(region_name="us-west-2")
        outcomes = cases.send_all((make.case(f"{n}") for n in range(100)), workers=2)
        await anext(outcomes)
        await outcomes.aclose()
        with pytest.raises(StopAsyncIteration):
            await anext(outcomes)
        await cases.send_all([]).aclose()

    anyio.run(main)
    assert len(make.titles()) <= 3
