"""Laws of sending many requests, on both clients."""

import itertools
import os
import sys
import threading
import time
from collections import Counter
from collections.abc import AsyncIterable, Callable, Iterable, Iterator
from contextlib import closing
from errno import EACCES
from inspect import signature
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TypeAlias

import anyio
import pytest
from anyio.lowlevel import checkpoint
from botocore.config import Config

from connectcases_typed import (
    AsyncClient,
    Client,
    CommentContent,
    CreateCaseRequest,
    CreateRelatedItemRequest,
    Done,
    EarlierRunError,
    GetCaseRequest,
    InDoubt,
    JournalError,
    NotDone,
    Outcome,
    ParamValidationError,
    Request,
    ResourceNotFoundException,
    field_identifiers,
    field_values,
)
from connectcases_typed.calling import journal as journal_module
from connectcases_typed.calling.journal import Journal
from connectcases_typed.testing import EmbeddedCases

ONCE = Config(retries={"total_max_attempts": 1})

#: Runs `send_all` to its end.
Runner: TypeAlias = Callable[..., list[Outcome[Any]]]


def by_client(requests: Iterable[Request[Any]], **more: Any) -> list[Outcome[Any]]:
    """All outcomes, from `Client`."""
    with Client(region_name="us-west-2", config=ONCE) as cases:
        return list(cases.send_all(requests, **more))


def _awaited(loop: str) -> Runner:
    def run(requests: Iterable[Request[Any]], **more: Any) -> list[Outcome[Any]]:
        async def main() -> list[Outcome[Any]]:
            async with AsyncClient(region_name="us-west-2", config=ONCE) as cases:
                return [it async for it in cases.send_all(requests, **more)]

        return anyio.run(main, backend=loop)

    return run


by_asyncio, by_trio = _awaited("asyncio"), _awaited("trio")


@pytest.fixture(params=["by_client", "by_asyncio", "by_trio"])
def send_all(request: pytest.FixtureRequest, service: EmbeddedCases) -> Runner:
    """Each client."""
    found: Runner = globals()[request.param]
    return found


@pytest.fixture
def template_id(cases: Client, domain_id: str) -> str:
    """A template."""
    return cases.create_template(domain_id=domain_id, name="t").template_id


class Makers:
    """Makes requests."""

    def __init__(self, cases: Client, domain_id: str, template_id: str) -> None:
        self.cases = cases
        self.domain_id = domain_id
        self.template_id = template_id

    def case(self, title: str, **more: Any) -> CreateCaseRequest:
        """A write with a token."""
        return CreateCaseRequest(
            domain_id=self.domain_id,
            template_id=self.template_id,
            fields=field_values({"title": title}),
            **more,
        )

    def comment(self, case_id: str, body: str) -> CreateRelatedItemRequest:
        """A write without one."""
        return CreateRelatedItemRequest(
            domain_id=self.domain_id,
            case_id=case_id,
            content=CommentContent(body=body),
        )

    def read(self, case_id: str) -> GetCaseRequest:
        """A read."""
        return GetCaseRequest(
            domain_id=self.domain_id,
            case_id=case_id,
            fields=field_identifiers("title"),
        )

    def titles(self) -> Counter[str]:
        """The titles of all cases."""
        found = self.cases.search_cases(
            domain_id=self.domain_id, fields=field_identifiers("title")
        )
        return Counter(str(value.value.value) for it in found for value in it.fields)  # type: ignore[union-attr] # titles are text

    def comments(self, case_id: str) -> Counter[str]:
        """What is said of a case."""
        found = self.cases.search_related_items(
            domain_id=self.domain_id, case_id=case_id
        )
        return Counter(it.content.body for it in found)  # type: ignore[union-attr] # all are comments


@pytest.fixture
def make(cases: Client, domain_id: str, template_id: str) -> Makers:
    """Makes requests for a domain."""
    return Makers(cases, domain_id, template_id)


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
    now = most = 0

    class Counting(Client):
        def send(self, request: Any, /) -> Any:
            nonlocal now, most
            with lock:
                now += 1
                most = max(most, now)
            time.sleep(0.005)
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
        for _ in range(100):
            with anyio.move_on_after(0.01):
                async for outcome in outcomes:
                    # One by one: what was taken must not be lost with the rest.
                    found.append(outcome.index)  # noqa: PERF401 - see above
                break
        return found

    assert sorted(anyio.run(main, backend=loop)) == [0, 1, 2, 3]


@pytest.mark.parametrize("loop", ["asyncio", "trio"])
def test_cancelled_requests_do_not_seem_complete(loop: str, make: Makers) -> None:
    """A generator of requests that was cancelled has not come to its end."""

    async def slow() -> AsyncIterable[Request[Any]]:
        yield make.case("a")
        await anyio.sleep(60)

    async def main() -> None:
        cases = AsyncClient(region_name="us-west-2")
        outcomes = cases.send_all(slow(), workers=2)
        with anyio.move_on_after(0.05):
            await anext(outcomes)
        assert isinstance(await anext(outcomes), Done)
        with pytest.raises(RuntimeError, match="cancelled"):
            await anext(outcomes)
        with pytest.raises(StopAsyncIteration):
            await anext(outcomes)

    anyio.run(main, backend=loop)


def test_one_task_at_a_time(service: EmbeddedCases, make: Makers) -> None:
    """Two tasks that wait for the same iteration are a mistake, and told so."""
    service.faults.latency(0.05, "CreateCase")

    async def main() -> None:
        outcomes = AsyncClient(region_name="us-west-2").send_all([make.case("a")])

        async def take() -> None:
            assert isinstance(await anext(outcomes), Done)

        async with anyio.create_task_group() as tasks:
            tasks.start_soon(take)
            await anyio.sleep(0.01)
            with pytest.raises(RuntimeError, match="another task"):
                await anext(outcomes)

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


# ----------------------------------------------------------------------------- journals


def test_a_second_run_does_nothing_twice(
    send_all: Runner, make: Makers, tmp_path: Path
) -> None:
    """What is done is reported again from the journal, with its response."""
    journal = tmp_path / "journal"

    def requests() -> Iterator[CreateCaseRequest]:
        return (make.case(f"case {number}") for number in range(20))

    first = send_all(requests(), journal=journal)
    second = send_all(requests(), journal=str(journal))
    assert make.titles() == {f"case {number}": 1 for number in range(20)}

    def responses(outcomes: list[Outcome[Any]]) -> dict[int, Any]:
        return {it.index: it.response for it in outcomes if isinstance(it, Done)}

    assert responses(first) == responses(second)
    assert [it.is_earlier for it in second if isinstance(it, Done)] == [True] * 20


def test_a_doubt_with_a_token_is_sent_again(
    send_all: Runner, service: EmbeddedCases, make: Makers, tmp_path: Path
) -> None:
    """Done, but the answer lost: the next run sends it with the token it had."""
    service.faults.lose_answer("CreateCase", probability=0.5)
    requests = [make.case(f"case {number}") for number in range(20)]
    for _ in range(10):
        outcomes = send_all(requests, journal=tmp_path / "journal")
    assert {type(it) for it in outcomes} == {Done}
    assert make.titles() == {f"case {number}": 1 for number in range(20)}


def test_a_doubt_without_a_token_stays_one(
    send_all: Runner, service: EmbeddedCases, make: Makers, tmp_path: Path
) -> None:
    """What has no token is not sent again, and each run says so."""
    case_id = make.cases.send(make.case("a")).case_id
    requests = [make.comment(case_id, f"{number}") for number in range(20)]
    service.faults.lose_answer("CreateRelatedItem", probability=0.3)
    first = send_all(requests, journal=tmp_path / "journal")
    service.faults.clear()
    second = send_all(requests, journal=tmp_path / "journal")

    def doubts(outcomes: list[Outcome[Any]]) -> set[int]:
        return {it.index for it in outcomes if isinstance(it, InDoubt)}

    assert 0 < len(doubts(first)) < 20
    assert doubts(first) == doubts(second)
    assert make.comments(case_id) == {f"{number}": 1 for number in range(20)}
    for outcome in second:
        if isinstance(outcome, InDoubt):
            assert isinstance(outcome.error, EarlierRunError)
            assert "Connection" in str(outcome.error)


def test_what_was_not_done_is_sent_again(
    send_all: Runner, service: EmbeddedCases, make: Makers, tmp_path: Path
) -> None:
    """A request that was refused has another chance in the next run."""
    case_id = make.cases.send(make.case("a")).case_id
    requests = [make.comment(case_id, "hello"), make.read(case_id)]
    service.faults.throttle()
    first = send_all(requests, journal=tmp_path / "journal")
    service.faults.clear()
    second = send_all(requests, journal=tmp_path / "journal")
    assert {type(it) for it in first} == {NotDone}
    assert {type(it) for it in second} == {Done}
    assert make.comments(case_id) == {"hello": 1}


def test_other_requests_are_refused(
    send_all: Runner, make: Makers, tmp_path: Path
) -> None:
    """A journal is that of its requests, in their order; others stop the run."""
    journal = tmp_path / "journal"
    send_all([make.case("a"), make.case("b")], journal=journal)
    with pytest.raises(JournalError, match="same requests at the same indexes"):
        send_all([make.case("b"), make.case("a")], journal=journal)
    assert make.titles() == {"a": 1, "b": 1}


def test_a_journal_may_grow(send_all: Runner, make: Makers, tmp_path: Path) -> None:
    """More requests behind those of an earlier run are sent."""
    requests = [make.case(f"case {number}") for number in range(6)]
    send_all(requests[:3], journal=tmp_path / "journal")
    outcomes = send_all(requests, journal=tmp_path / "journal")
    assert [it.is_earlier for it in sorted(outcomes, key=lambda it: it.index)] == [  # type: ignore[union-attr] # all are done
        *[True] * 3,
        *[False] * 3,
    ]


@pytest.mark.parametrize("cut", range(1, 200, 7))
def test_a_line_cut_short_is_removed(make: Makers, tmp_path: Path, cut: int) -> None:
    """Killed while it wrote: wherever the file ends, the next run goes on from it."""
    journal = tmp_path / "journal"
    requests = [make.case(f"case {number}") for number in range(3)]
    by_client(requests, journal=journal, workers=1)
    journal.write_bytes(journal.read_bytes()[:-cut])
    outcomes = by_client(requests, journal=journal)
    assert {type(it) for it in outcomes} == {Done}
    assert make.titles() == {f"case {number}": 1 for number in range(3)}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a,b\n1,2\n", "line 1 is no JSON"),
        ('{"x": 1}\n', "it is no journal"),
        ('{"connectcases_typed_journal": 1}\nx\n{"index": 0}\n', "line 2 is no JSON"),
        ('{"connectcases_typed_journal": 1}\n{"index": "1"}\n', "line 2 has no index"),
        ('{"connectcases_typed_journal": 1}\n{"index": -1}\n', "line 2 has no index"),
    ],
)
def test_another_file_is_no_journal(
    send_all: Runner, make: Makers, tmp_path: Path, text: str, said: str
) -> None:
    """A file that is something else is refused, and left as it was."""
    journal = tmp_path / "journal"
    journal.write_text(text)
    with pytest.raises(JournalError, match=said):
        send_all([make.case("a")], journal=journal)
    assert journal.read_text() == text
    assert make.titles() == {}


def test_a_journal_is_for_one_run_at_a_time(make: Makers, tmp_path: Path) -> None:
    """While a run uses a journal, another one is refused."""
    journal = tmp_path / "journal"
    requests = [make.case("a"), make.case("b")]
    with closing(make.cases.send_all(requests, journal=journal, workers=1)) as outcomes:
        next(outcomes)
        with pytest.raises(JournalError, match="another run is using it"):
            by_client(requests, journal=journal)
    assert len(by_client(requests, journal=journal)) == 2


class FakeMsvcrt:
    """The locks of Windows: of bytes at a file's position, until they are unlocked."""

    LK_UNLCK, LK_NBLCK = 0, 2

    def __init__(self) -> None:
        self.locked: dict[tuple[int, int], int] = {}

    def locking(self, fd: int, mode: int, count: int) -> None:
        """Lock or unlock a byte."""
        assert count == 1
        byte = os.fstat(fd).st_ino, os.lseek(fd, 0, os.SEEK_CUR)
        if mode == self.LK_UNLCK:
            assert self.locked.pop(byte) == fd
        elif self.locked.setdefault(byte, fd) != fd:
            raise PermissionError(EACCES, "locked")


def test_a_journal_is_for_one_run_at_a_time_on_windows(
    make: Makers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As far as a stand-in for Windows' locks can tell: no byte that is read or written
    is locked, another run is refused, and the byte is unlocked at the end.
    """
    windows = FakeMsvcrt()
    monkeypatch.setitem(sys.modules, "msvcrt", windows)
    monkeypatch.setitem(sys.modules, "fcntl", None)
    monkeypatch.setattr(journal_module, "sys", SimpleNamespace(platform="win32"))
    test_a_journal_is_for_one_run_at_a_time(make, tmp_path)
    assert windows.locked == {}
    with closing(Journal(tmp_path / "journal")) as journal:
        ((_, byte),) = windows.locked
        assert 1_000_000_000 < byte < 2**31
        journal.close()
    assert windows.locked == {}


def test_a_journal_that_cannot_be_written_ends_the_run(
    send_all: Runner, make: Makers, tmp_path: Path
) -> None:
    """Where nothing can be noted, nothing is sent."""
    with pytest.raises(OSError, match="journal"):
        send_all([make.case("a")], journal=tmp_path / "missing" / "journal")
    assert make.titles() == {}
