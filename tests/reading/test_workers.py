"""Several workers on one reading, and the end of any of them at any time."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import Thread
from time import sleep
from typing import Any

import boto3
import pytest
from waiting import wait_until

from .domain import Domain, contents
from .workers import Clock, Crash, Steps, Watched

# A place of the program: it has no type here.
Places = Callable[[str], Any]


@pytest.fixture(params=["folder", "bucket"])
def place(
    request: pytest.FixtureRequest, program: Any, domain: Domain, tmp_path: Path
) -> Places:
    """Places by name, of one kind."""
    if request.param == "folder":
        return lambda name: program.Folder(tmp_path / name)
    s3: Any = boto3.client("s3", region_name="us-east-1")
    s3.create_bucket(Bucket="histories")
    return lambda name: program.Bucket(s3, "histories", f"of/{name}")


def test_a_file_is_its_writers_though_the_response_was_lost(
    program: Any, tmp_path: Path, domain: Domain, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever writes, hears nothing and tries again has created the file; whoever comes
    later has not, and the file stays as it is.
    """
    s3: Any = boto3.client("s3", region_name="us-east-1")
    s3.create_bucket(Bucket="histories")
    bucket = program.Bucket(s3, "histories")
    folder = program.Folder(tmp_path)
    put, link = s3.put_object, Path.hardlink_to

    def put_twice(**given: Any) -> Any:
        put(**given)
        return put(**given)

    def link_twice(path: Path, target: Path) -> None:
        link(path, target)
        link(path, target)

    with monkeypatch.context() as patch:
        patch.setattr(s3, "put_object", put_twice)
        patch.setattr(Path, "hardlink_to", link_twice)
        assert bucket.create("name", b"mine")
        assert folder.create("name", b"mine")
    for place in (bucket, folder):
        assert not place.create("name", b"another's")
        assert held(place) == {"name": b"mine"}


# What a place holds, whatever its kind.
def held(place: Any) -> dict[str, bytes]:
    """The files of a place, whole."""
    return {name: place.read(name) for name in place.names()}


@contextmanager
def watched(domain: Domain, steps: Steps) -> Iterator[None]:
    """Take a step for each request of the domain's client."""
    events = domain.cases.boto3.meta.events
    events.register("before-call.connectcases.*", steps.request)
    try:
        yield
    finally:
        events.unregister("before-call.connectcases.*", steps.request)


@pytest.mark.parametrize("kind", ["jsonl", "parquet"])
def test_no_crash_loses_or_doubles_anything(
    program: Any, domain: Domain, place: Places, kind: str
) -> None:
    """Wherever a worker dies, the next one ends with the files of a run without a
    crash, to the byte, and reads nothing again that was written.
    """

    def read(name: str, steps: Steps) -> None:
        watching, clock = Watched(place(name), steps), Clock()
        claims = program.Claims(
            watching,
            lease=60,
            clock=clock,
            # The whole lease at once: what is in between is only looking again.
            sleep=lambda _: clock.sleep(60),
        )
        with watched(domain, steps):
            program.read_domain(
                domain.cases,
                domain.domain_id,
                watching,
                kind=kind,
                threads=2,
                claims=claims,
            )

    read("undisturbed", undisturbed := Steps())
    expected = held(place("undisturbed"))
    for crash_at in range(undisturbed.taken):
        name = str(crash_at)
        with pytest.raises(Crash):
            read(name, Steps(crash_at))
        done = len([it for it in held(place(name)) if it.startswith("part-")])
        read(name, after := Steps())
        assert expected == held(place(name))
        assert sorted(domain.case_ids[2 * done :]) == sorted(after.asked)


def test_workers_share_the_work(program: Any, domain: Domain, place: Places) -> None:
    """Workers that read at once ask for no history twice, and none does all."""
    for _ in range(5):
        domain.open_case()
    steps = Steps()
    with watched(domain, steps):
        workers = [
            Thread(
                target=program.read_domain,
                args=(domain.cases, domain.domain_id, place("shared")),
                kwargs={
                    "claims": program.Claims(
                        place("shared"), lease=60, sleep=lambda _: sleep(0.01)
                    )
                },
            )
            for _ in range(3)
        ]
        for it in workers:
            it.start()
        for it in workers:
            it.join()
    assert sorted(domain.case_ids) == sorted(steps.asked)
    program.read_domain(domain.cases, domain.domain_id, place("alone"))
    assert held(place("alone")) == held(place("shared"))


def test_a_worker_that_was_stopped_changes_nothing(
    program: Any, domain: Domain, place: Places
) -> None:
    """A worker whose part was taken over meanwhile, and read by another, goes on to
    the same end.
    """
    clock = Clock()
    claims = program.Claims(place("x"), lease=60, clock=clock, sleep=clock.sleep)
    read = partial(program.read_domain, domain.cases, domain.domain_id, place("x"))
    read_part = program.read_history
    stopped: list[bool] = []

    def stop_once(*arguments: Any) -> Any:
        if not stopped:
            stopped.append(True)
            read(claims=claims)
            domain.cases.delete_case(
                domain_id=domain.domain_id, case_id=domain.case_ids[0]
            )
        return read_part(*arguments)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(program, "read_history", stop_once)
        read(threads=1)
    expected = held(place("x"))
    assert domain.case_ids[0].encode() in expected["part-000000.jsonl"]
    assert not [name for name in expected if name.startswith("_claim")]
    assert len(expected) == 1 + 3


def test_a_claim_that_is_kept_is_not_taken_over(program: Any, tmp_path: Path) -> None:
    """A worker that takes long keeps its part, since it rewrites its claim; who waits
    for it looks again and again.
    """
    place = program.Folder(tmp_path)
    finds = iter(program.Claims(place, lease=0.04).missing(["part"]))
    assert next(finds) == ("part", ["part"])
    looks = 0
    clock = Clock()

    def sleep_until_rewritten(seconds: float) -> None:
        nonlocal looks
        if (looks := looks + 1) == 10:
            place.create("part", b"done")
            return
        (claim,) = tmp_path.glob("_claim-*")
        before = claim.read_bytes()
        wait_until(lambda: claim.read_bytes() != before)
        clock.sleep(seconds)

    waiting = program.Claims(place, lease=4, clock=clock, sleep=sleep_until_rewritten)
    assert [*waiting.missing(["part"])] == [*finds] == []
    assert clock.now == 9 > waiting._lease
    assert contents(tmp_path) == {"part": b"done"}


def test_a_claim_that_cannot_be_kept_loses_nothing(
    program: Any,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A worker whose claim cannot be rewritten reports that, and goes on."""

    def full(*_: object) -> None:
        raise OSError("No space left on device")

    place = program.Folder(tmp_path)
    monkeypatch.setattr(place, "replace", full)
    for name, _ in program.Claims(place, lease=0.04).missing(["part"]):
        wait_until(lambda: "the claim of part could not be kept" in caplog.text)
        place.create(name, b"done")
    assert contents(tmp_path) == {"part": b"done"}


def test_a_file_has_its_name_when_it_is_safe(
    program: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file is synchronized with the disk before it has its name, so that a power cut
    cannot keep the name and lose the content.
    """
    done: list[str] = []
    link = Path.hardlink_to

    def hardlink_to(path: Path, target: Path) -> None:
        done.append(path.name)
        link(path, target)

    monkeypatch.setattr(os, "fsync", lambda _: done.append("fsync"))
    monkeypatch.setattr(Path, "hardlink_to", hardlink_to)
    place = program.Folder(tmp_path)
    assert place.create("part", b"1")
    assert not place.create("part", b"2")
    assert done == ["fsync", "part"] * 2
    assert contents(tmp_path) == {"part": b"1"}
