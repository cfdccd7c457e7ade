"""Laws of the journal that `send_all` keeps, on both clients."""

import os
import sys
from collections.abc import Iterator
from contextlib import closing
from errno import EACCES
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from connectcases_typed import (
    CreateCaseRequest,
    Done,
    EarlierRunError,
    InDoubt,
    JournalError,
    NotDone,
    Outcome,
)
from connectcases_typed.calling import journal as journal_module
from connectcases_typed.calling.journal import Journal
from connectcases_typed.testing import EmbeddedCases

from .sending import Makers, Runner, by_client


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
