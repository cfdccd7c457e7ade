"""Where a reading is kept, a folder or a bucket, and how workers share it."""

import logging
import os
import time
from collections.abc import Callable, Collection, Generator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread
from typing import Any, Protocol
from uuid import uuid4

from botocore.exceptions import ClientError

logger = logging.getLogger("read_domain")

CLAIM = "_claim-"
UNFINISHED = "_unfinished-"


class Place(Protocol):
    """Files by name. A file appears whole or not at all."""

    def names(self) -> set[str]:
        """The names of all files."""
        ...

    def read(self, name: str) -> bytes | None:
        """The content of a file; None if there is no such file."""
        ...

    def create(self, name: str, content: bytes) -> bool:
        """Write a new file; False if the name is taken, and the file stays as it is.

        True also if the file was written and the response to that was lost, and a
        second attempt has found it there.
        """
        ...

    def replace(self, name: str, content: bytes) -> None:
        """Write a file, in place of the one that is there."""
        ...

    def remove(self, name: str) -> None:
        """Remove a file, if it is there."""
        ...


class Folder:
    """A folder on a disk, which several machines may share.

    Its file system needs hard links, as all of Linux, macOS and Windows have them, NFS
    and EFS as well.
    """

    def __init__(self, path: Path) -> None:
        path.mkdir(parents=True, exist_ok=True)
        self._path = path

    def __str__(self) -> str:
        return str(self._path)

    def names(self) -> set[str]:
        """See `Place.names`."""
        return {path.name for path in self._path.iterdir()}

    def read(self, name: str) -> bytes | None:
        """See `Place.read`."""
        try:
            return (self._path / name).read_bytes()
        except FileNotFoundError:
            return None

    def create(self, name: str, content: bytes) -> bool:
        """See `Place.create`."""
        with self._unfinished(content) as unfinished:
            try:
                # Unlike a rename, this fails if the name is taken.
                (self._path / name).hardlink_to(unfinished)
            except FileExistsError:
                # Over a network the response may be lost, and the link be there.
                return unfinished.stat().st_nlink > 1
            except FileNotFoundError:
                # All is done, and somebody has tidied up.
                return False
        return True

    def replace(self, name: str, content: bytes) -> None:
        """See `Place.replace`."""
        # The error: all is done, and somebody has tidied up.
        with self._unfinished(content) as unfinished, suppress(FileNotFoundError):
            unfinished.replace(self._path / name)

    def remove(self, name: str) -> None:
        """See `Place.remove`."""
        (self._path / name).unlink(missing_ok=True)

    @contextmanager
    def _unfinished(self, content: bytes) -> Generator[Path]:
        """A file that is safe on the disk, under a name that nobody reads."""
        path = self._path / f"{UNFINISHED}{uuid4().hex}"
        try:
            with path.open("xb") as file:
                file.write(content)
                file.flush()
                # Without this, a power cut might keep the name and lose the content.
                os.fsync(file.fileno())
            yield path
        finally:
            path.unlink(missing_ok=True)


class Bucket:
    """A bucket of S3, or the part of it whose keys begin with `prefix`.

    Needs `s3:ListBucket`, `s3:GetObject`, `s3:PutObject` and `s3:DeleteObject`.
    """

    def __init__(
        self,
        s3: Any,  # its type is in `types-boto3[s3]`
        bucket: str,
        prefix: str = "",
    ) -> None:
        self._s3 = s3
        self._bucket = bucket
        self._prefix = prefix and prefix.rstrip("/") + "/"

    def __str__(self) -> str:
        return f"s3://{self._bucket}/{self._prefix}"

    def names(self) -> set[str]:
        """See `Place.names`."""
        pages = self._s3.get_paginator("list_objects_v2").paginate(
            Bucket=self._bucket, Prefix=self._prefix
        )
        keys = [item["Key"] for page in pages for item in page.get("Contents", [])]
        return {key.removeprefix(self._prefix) for key in keys}

    def read(self, name: str) -> bytes | None:
        """See `Place.read`."""
        try:
            found = self._s3.get_object(Bucket=self._bucket, Key=self._prefix + name)
        except self._s3.exceptions.NoSuchKey:
            return None
        content: bytes = found["Body"].read()
        return content

    def create(self, name: str, content: bytes) -> bool:
        """See `Place.create`."""
        key = self._prefix + name
        try:
            self._s3.put_object(
                Bucket=self._bucket, Key=key, Body=content, IfNoneMatch="*"
            )
        except ClientError as error:
            # The second: somebody else is writing it at this moment.
            taken = ("PreconditionFailed", "ConditionalRequestConflict")
            if error.response.get("Error", {}).get("Code") in taken:
                # It may be our own: boto3 sends again if the response was lost.
                return self.read(name) == content
            raise
        return True

    def replace(self, name: str, content: bytes) -> None:
        """See `Place.replace`."""
        self._s3.put_object(Bucket=self._bucket, Key=self._prefix + name, Body=content)

    def remove(self, name: str) -> None:
        """See `Place.remove`."""
        self._s3.delete_object(Bucket=self._bucket, Key=self._prefix + name)


class Claims:
    """Which file each worker is making, so that no two make the same.

    A claim is a file that its worker rewrites while it works. A claim that has not
    changed for `lease` seconds is taken over: its worker is dead or stopped. Each
    worker measures that with its own clock, and compares nothing with others' clocks.

    Claims save work, and nothing depends on them. Two workers may take over the same
    claim, and one that was stopped may go on. Then both make the file, and the one who
    creates it first is right.
    """

    def __init__(
        self,
        place: Place,
        *,
        lease: float,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        self._place = place
        self._lease = lease
        self._clock = clock
        self._sleep = sleep
        self._seen: dict[str, tuple[bytes | None, float]] = {}

    def missing(
        self, names: Sequence[str]
    ) -> Generator[tuple[str, Collection[str]], None, None]:
        """Claim one file after another, until all are there, whoever makes them.

        Yields each with all that are missing at that time. The claim is kept until the
        next is asked for, or the generator is closed.
        """
        while True:
            there = self._place.names()
            missing = [name for name in names if name not in there]
            if not missing:
                return
            mine = next((it for it in missing if self._claim(it, there)), None)
            if mine is None:
                self._sleep(min(self._lease / 4, 1.0))
                continue
            with self._kept(mine):
                # Its worker may have finished it in the meantime.
                if self._place.read(mine) is None:
                    yield mine, missing

    def tidy(self) -> None:
        """Remove what killed workers have left, when all files are there."""
        for name in self._place.names():
            if name.startswith((CLAIM, UNFINISHED)):
                self._place.remove(name)

    def _claim(self, name: str, there: Collection[str]) -> bool:
        claim = CLAIM + name
        if claim not in there:
            return self._place.create(claim, self._mark())
        found = self._place.read(claim)
        seen, since = self._seen.get(name, (None, 0.0))
        if found is None or found != seen:
            self._seen[name] = found, self._clock()
            return False
        if self._clock() - since < self._lease:
            return False
        self._place.replace(claim, self._mark())
        return True

    @contextmanager
    def _kept(self, name: str) -> Generator[None]:
        """Rewrite the claim from time to time, and remove it at the end."""
        done = Event()

        def rewrite() -> None:
            while not done.wait(self._lease / 4):
                try:
                    self._place.replace(CLAIM + name, self._mark())
                except Exception:
                    # Without a claim another worker may read the part as well. That
                    # is no reason to lose what this one has read.
                    logger.exception("the claim of %s could not be kept", name)

        rewriting = Thread(target=rewrite, daemon=True)
        rewriting.start()
        try:
            yield
        finally:
            done.set()
            rewriting.join()
            self._place.remove(CLAIM + name)

    @staticmethod
    def _mark() -> bytes:
        return uuid4().bytes
