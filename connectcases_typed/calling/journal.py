"""The journal of a run: what was about to be sent, and what became of it.

A text file of JSON lines. One line is written before a request is sent, with its client
token, and another one afterwards, with what became of it. Each line is on the disk
before anything else happens. So whenever a process is killed, the next one knows of
every request whether it was done, was not done, or may have been done.

    {"connectcases_typed_journal": 1}
    {"index": 0, "operation": "CreateCase", "request": "9f86d0...", "token": "3c0e..."}
    {"index": 0, "done": {"caseId": "...", "caseArn": "..."}}
    {"index": 1, "operation": "DeleteCase", "request": "1b4f0e...", "token": null}
    {"index": 1, "not_done": "ResourceNotFoundException: ..."}

`request` is a digest of the request without its token, to notice that a later run is
given other requests. A line cut short at the end of the file was being written when
the process was killed; it is removed.

For each request the offsets of its lines are kept, 16 bytes, and nothing else.
"""

import json
import os
import sys
from array import array
from collections.abc import Mapping
from datetime import datetime
from io import BufferedReader, FileIO
from pathlib import Path
from threading import Lock
from typing import Any

import attrs

from .._forks import renew_in_children
from ..shapes import is_map
from .outcomes import JournalError

_HEADER = {"connectcases_typed_journal": 1}
_NOWHERE = -1

#: How many requests with indexes side by side share a block of offsets.
_BLOCK = 256

#: Decoded JSON has no type.
Line = Mapping[str, Any]


@attrs.frozen
class Entry:
    """What a journal knows of a request.

    Attributes:
        digest: the digest of the request.
        token: its client token, where it has one.
        done: the response in wire form, if it was done.
        refused: whether it certainly was not done.
        doubt: why it is not known whether it was done, if the run could
            still write that.
    """

    digest: str
    token: str | None
    done: Line | None = None
    refused: bool = False
    doubt: str | None = None


class Journal:
    """A journal, open for one run. It may be used by several threads.

    Attributes:
        path: the file.

    Raises:
        JournalError: the file is no journal, or another process is using it.
        OSError: it cannot be read or written.
    """

    def __init__(self, path: "str | os.PathLike[str]") -> None:
        self.path = path
        self._lock = Lock()
        # Where the last line of each kind begins, by index: a pair for each index, in
        # blocks, since a run may leave out any number of indexes.
        self._blocks: dict[int, array[int]] = {}
        # Unbuffered: what is written has reached the operating system.
        self._file = Path(path).open("a+b", buffering=0)  # noqa: SIM115 - see close
        # A forked child would keep the file locked when its parent is done with it.
        renew_in_children(self, Journal._let_go)
        try:
            self._lock_file()
        except BaseException:
            self._file.close()
            raise
        try:
            self._load()
        except BaseException:
            self.close()
            raise

    def find(self, index: int) -> Entry | None:
        """What is known of a request; None if it was never sent."""
        with self._lock:
            block, at = self._block_of(index)
            begun_at, ended_at = block[at : at + 2]
            if begun_at == _NOWHERE:
                return None
            begun = self._line_at(begun_at)
            ended: Line = {} if ended_at == _NOWHERE else self._line_at(ended_at)
        return Entry(
            begun["request"],
            begun["token"],
            done=ended.get("done"),
            refused="not_done" in ended,
            doubt=ended.get("in_doubt"),
        )

    def begin(self, index: int, operation: str, digest: str, token: str | None) -> None:
        """Note that a request is about to be sent."""
        line = {
            "index": index,
            "operation": operation,
            "request": digest,
            "token": token,
        }
        self._write(line)

    def end(self, index: int, kind: str, what: object) -> None:
        """Note what became of it: `done`, `not_done` or `in_doubt`."""
        self._write({"index": index, kind: what})

    def close(self) -> None:
        """Close the file, for other processes to use it."""
        if not self._file.closed:
            _unlock(self._file)
        self._file.close()

    def _let_go(self) -> None:
        """Close the file in a forked child; the parent keeps it locked."""
        self._file.close()

    def _lock_file(self) -> None:
        try:
            _lock(self._file)
        except (BlockingIOError, PermissionError) as error:
            raise JournalError(self.path, "another run is using it") from error

    def _load(self) -> None:
        self._file.seek(0)
        offset = 0
        # Buffered, since line by line.
        lines = BufferedReader(self._file)
        try:
            for number, raw in enumerate(lines):
                line = _parsed(raw)
                if line is None:
                    if raw.endswith(b"\n") and lines.peek(1):
                        raise JournalError(self.path, f"line {number + 1} is no JSON")
                    self._file.truncate(offset)
                    break
                self._note(number, line, offset)
                offset += len(raw)
        finally:
            # It would close the file when it is garbage-collected.
            lines.detach()
        if offset == 0:
            self._write(_HEADER)

    def _note(self, number: int, line: Line, offset: int) -> None:
        """Remember the offset of a line found in the file, or written now."""
        if number == 0:
            if line != _HEADER:
                raise JournalError(self.path, "it is no journal")
            return
        index = line.get("index")
        if not isinstance(index, int) or index < 0:
            raise JournalError(self.path, f"line {number + 1} has no index")
        self._place(index, offset, begins="request" in line)

    def _place(self, index: int, offset: int, *, begins: bool) -> None:
        block, at = self._block_of(index)
        if begins:
            block[at] = offset
        block[at + 1] = _NOWHERE if begins else offset

    def _block_of(self, index: int) -> tuple["array[int]", int]:
        """The block with the pair of an index, and where in it the pair begins."""
        number, at = divmod(index, _BLOCK)
        if number not in self._blocks:
            self._blocks[number] = array("q", [_NOWHERE]) * (2 * _BLOCK)
        return self._blocks[number], 2 * at

    def _line_at(self, offset: int) -> Line:
        self._file.seek(offset)
        raw = bytearray()
        while not raw.endswith(b"\n"):
            raw += self._file.readline()
        line: Line = json.loads(raw)
        return line

    def _write(self, line: Line) -> None:
        raw = json.dumps(line, default=_as_text).encode() + b"\n"
        with self._lock:
            offset = self._file.seek(0, os.SEEK_END)
            try:
                rest = memoryview(raw)
                while rest:
                    rest = rest[self._file.write(rest) :]
                os.fsync(self._file.fileno())
            except BaseException:
                # A line that was written in part must not become part of the next one.
                self._file.truncate(offset)
                raise
            if "index" in line:
                self._place(line["index"], offset, begins="request" in line)


# Windows locks bytes of a file, which no other handle can then read or write. So one
# far behind the end is locked, at a position that fits into the C library's 32 bits.
_LOCKED_BYTE = 0x7FFF_FFF0


def _lock(file: FileIO) -> None:
    """Keep other runs out until `_unlock`, without waiting for them.

    Raises:
        BlockingIOError, PermissionError: another run has it; the second on Windows, and
            on file systems that keep `flock` by other means.
        OSError: the file system has no locks.
    """
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 - as below

        file.seek(_LOCKED_BYTE)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl  # noqa: PLC0415 - each system has its own module

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _unlock(file: FileIO) -> None:
    """Let others in at once.

    To close the file is not enough: Windows may release the lock some time later, and
    elsewhere it lasts as long as any child has the file.
    """
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 - as above

        file.seek(_LOCKED_BYTE)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)
    else:
        import fcntl  # noqa: PLC0415 - as above

        fcntl.flock(file, fcntl.LOCK_UN)


def _parsed(raw: bytes) -> Line | None:
    if not raw.endswith(b"\n"):
        return None
    try:
        line: Any = json.loads(raw)
    except ValueError:
        return None
    return line if is_map(line) else None


def _as_text(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"a journal holds JSON, not {type(value).__name__}")
