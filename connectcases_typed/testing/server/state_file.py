"""Keeps the state in a file, so that it is there again after a restart.

The file is always whole: a new one is written beside it and takes its place when it is
on the disk. It is written when the state has changed, some seconds after it, and at the
end; what happened within these seconds is lost if the process is killed. If it cannot
be written, that is reported, and tried again.

Two servers that keep one file would each overwrite what the other did, so a second one
is refused. It is told by a lock on a file of its own (`.NAME.lock`), since the state
itself is replaced; the system releases the lock when the process ends, in whatever way.
"""

import logging
import os
import sys
import tempfile
import threading
import time
from pathlib import Path

from ..handle import EmbeddedCases
from ..serving import Service

_LOGGER = logging.getLogger(__name__)

#: Seconds between looking for changes. A large state is written less often, so that
#: writing takes at most a tenth of the time.
INTERVAL = 2.0


class StateFile:
    """Loads the state from a file, and saves it there until `close` is called."""

    def __init__(
        self,
        path: Path,
        cases: EmbeddedCases,
        service: Service,
        interval: float = INTERVAL,
    ) -> None:
        self._path = path
        self._cases = cases
        self._service = service
        self._interval = interval
        self._saved = -1
        self._lock: int | None = None
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._keep, name="state", daemon=True)

    def claim(self) -> None:
        """Keep other servers from this file; ValueError if one has it already.

        A file system without locks is reported, and the file is used without one.
        """
        if sys.platform == "win32":  # nothing there tells of a second server
            return
        import fcntl  # noqa: PLC0415 - Windows has none

        # One file has one lock, also where links give it several names.
        path = self._path.resolve()
        beside = path.parent / f".{path.name}.lock"
        lock = os.open(beside, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(lock)
            raise ValueError(f"{self._path} is kept by another server") from None
        except OSError as error:
            os.close(lock)
            _LOGGER.warning("%s cannot be locked: %s", beside, error)
            return
        self._lock = lock

    def load(self) -> bool:
        """Replace the state by that of the file; False if there is no file.

        A file that holds no state is a ValueError, and stays as it is.
        """
        try:
            text = self._path.read_text(encoding="utf-8")
        except FileNotFoundError:
            return False
        except UnicodeDecodeError as error:
            raise ValueError(f"{self._path} is no saved state: {error}") from error
        try:
            self._cases.load(text)
        except ValueError as error:
            raise ValueError(f"{self._path} cannot be loaded: {error}") from error
        self._saved = self._service.changes
        return True

    def start(self) -> None:
        """Save now, and from now on whenever something has changed."""
        self.save()
        self._thread.start()

    def close(self) -> None:
        """Save for the last time, and let others have the file."""
        self._closing.set()
        if self._thread.is_alive():
            self._thread.join()
        try:
            self.save()
        finally:
            if self._lock is not None:
                os.close(self._lock)
                self._lock = None

    def save(self) -> None:
        """Write the state, if it has changed since it was written last."""
        with self._service.lock:
            changes = self._service.changes
            if changes == self._saved:
                return
            text = self._cases.dump()
        replace(self._path, text)
        self._saved = changes

    def _keep(self) -> None:
        pause = self._interval
        while not self._closing.wait(pause):
            started = time.monotonic()
            try:
                self.save()
            except OSError as error:
                # The disk may have room again, the folder be there again.
                text = "the state could not be saved: %s"
                _LOGGER.error(text, error)  # noqa: TRY400 - one line each two seconds
            pause = max(self._interval, 10 * (time.monotonic() - started))


def replace(path: Path, text: str) -> None:
    """Give a file a new content, in one step: it has the old one or the new one.

    A link to a file stays a link.
    """
    path = path.resolve()
    folder = path.parent
    with tempfile.NamedTemporaryFile(
        "w",
        encoding="utf-8",
        dir=folder,
        prefix=f".{path.name}.",
        suffix=".new",
        delete=False,
    ) as new:
        try:
            new.write(text)
            new.flush()
            os.fsync(new.fileno())
            os.replace(new.name, path)  # noqa: PTH105 - as the call that is atomic
        except BaseException:
            Path(new.name).unlink(missing_ok=True)
            raise
    _sync(folder)


def _sync(folder: Path) -> None:
    """Put the change of a folder on the disk, where a system can."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
