"""Laws of the journal that `send_all` keeps, on both clients."""

import os
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from errno import EACCES, ENOTSUP
from io import FileIO
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
from connectcases_typed.calling.journal import Entry, Journal
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


@pytest.mark.parametrize("first", [0, 255, 256, 150_000, 10**12])
def test_a_run_may_leave_out_any_number_of_indexes(tmp_path: Path, first: int) -> None:
    """A journal finds each request again, however many before it were left out."""
    with closing(Journal(tmp_path / "journal")) as journal:
        for index in (first, first + 1):
            journal.begin(index, "GetCase", f"digest of {index}", None)
        journal.end(first, "done", {})
    with closing(Journal(tmp_path / "journal")) as journal:
        one, other = journal.find(first), journal.find(first + 1)
        assert one == Entry(f"digest of {first}", None, done={})
        assert other == Entry(f"digest of {first + 1}", None)
        assert journal.find(first + 2) is None


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


class Windows:
    """A stand-in for what Windows does with locks, no more lenient than Windows is.

    A lock is of bytes from the file's position on, may lie behind the file's end, and
    belongs to one handle. No other handle reads or writes those bytes, not even in the
    same process. They can be unlocked by that handle alone, and closing it does not.
    """

    LK_UNLCK, LK_LOCK, LK_NBLCK, LK_RLCK, LK_NBRLCK = range(5)

    def __init__(self) -> None:
        self.locks: dict[tuple[int, int], int] = {}

    def locking(self, fd: int, mode: int, count: int) -> None:
        """Lock or unlock a byte, as `msvcrt.locking` does."""
        position = os.lseek(fd, 0, os.SEEK_CUR)
        assert (count, position < 2**31) == (1, True), "it is a C long"
        byte = os.fstat(fd).st_ino, position
        match mode:
            case self.LK_UNLCK:
                if self.locks.get(byte) != fd:
                    raise PermissionError(EACCES, "not locked by this handle")
                del self.locks[byte]
            case self.LK_NBLCK:
                # Not even the handle that has the lock can lock the byte again.
                if byte in self.locks:
                    raise PermissionError(EACCES, "locked")
                self.locks[byte] = fd
            case _:
                pytest.fail("the other modes wait for ten seconds")

    def open(self, path: Path) -> FileIO:
        """A file that another handle's locks keep from being read and written."""
        windows = self

        class File(FileIO):
            def check(self, start: int, count: int) -> None:
                for (number, byte), owner in windows.locks.items():
                    if number == os.fstat(self.fileno()).st_ino:
                        is_theirs = owner != self.fileno()
                        if is_theirs and start <= byte < start + count:
                            raise PermissionError(EACCES, "locked")

            def readinto(self, buffer: Any, /) -> int:
                self.check(self.tell(), len(buffer))
                return super().readinto(buffer) or 0

            def read(self, size: int | None = -1, /) -> bytes:
                assert size is not None
                self.check(self.tell(), size if size >= 0 else 2**40)
                return super().read(size) or b""

            def write(self, given: Any, /) -> int:
                self.check(os.fstat(self.fileno()).st_size, len(given))
                return super().write(given) or 0

        return File(path, "a+")


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> Windows:
    """Journals are made as on Windows, for this test."""
    windows = Windows()

    def as_there(path: Path) -> SimpleNamespace:
        def opened(mode: str, buffering: int) -> FileIO:
            assert (mode, buffering) == ("a+b", 0)
            return windows.open(path)

        return SimpleNamespace(open=opened)

    monkeypatch.setitem(sys.modules, "msvcrt", windows)
    monkeypatch.setitem(sys.modules, "fcntl", None)
    monkeypatch.setattr(journal_module, "sys", SimpleNamespace(platform="win32"))
    monkeypatch.setattr(journal_module, "Path", as_there)
    return windows


@pytest.mark.usefixtures("windows")
def test_a_journal_is_for_one_run_at_a_time_on_windows(
    make: Makers, tmp_path: Path
) -> None:
    """A run that is refused does not disturb the one that goes on."""
    test_a_journal_is_for_one_run_at_a_time(make, tmp_path)


def test_a_run_reads_and_writes_what_it_likes_on_windows(
    windows: Windows, tmp_path: Path
) -> None:
    """No byte of a journal is kept from anybody: a person may look at one in use."""
    with closing(Journal(tmp_path / "journal")) as journal:
        for index in range(3):
            journal.begin(index, "CreateCase", "digest", "token")
            journal.end(index, "done", {})
        assert journal.find(1) == Entry("digest", "token", done={})
        with windows.open(tmp_path / "journal") as another:
            another.seek(0)
            assert len(another.read(2**20).splitlines()) == 7


def test_nothing_stays_locked_on_windows(windows: Windows, tmp_path: Path) -> None:
    """The lock ends with the journal, and where there is no journal after all."""
    path = tmp_path / "journal"
    with closing(Journal(path)) as journal:
        journal.begin(0, "CreateCase", "digest", "token")
        assert len(windows.locks) == 1
        with pytest.raises(JournalError, match="another run is using it"):
            Journal(path)
    assert windows.locks == {}
    for text in (b"a line cut short", b"no journal\n{}\n"):
        path.write_bytes(text)
        with suppress(JournalError), closing(Journal(path)):
            pass
        assert windows.locks == {}


def test_a_file_system_without_locks_is_no_other_run(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """That a file cannot be locked is said as the system says it."""

    def refuse(_: object) -> None:
        raise OSError(ENOTSUP, "no locks here")

    monkeypatch.setattr(journal_module, "_lock", refuse)
    with pytest.raises(OSError, match="no locks here"):
        Journal(tmp_path / "journal")


def test_a_journal_that_cannot_be_written_ends_the_run(
    send_all: Runner, make: Makers, tmp_path: Path
) -> None:
    """Where nothing can be noted, nothing is sent."""
    with pytest.raises(OSError, match="journal"):
        send_all([make.case("a")], journal=tmp_path / "missing" / "journal")
    assert make.titles() == {}
