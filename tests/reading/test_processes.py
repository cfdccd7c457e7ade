"""Processes that read a domain together, over HTTP, and are killed as they do."""

import shutil
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from waiting import wait_until

from connectcases_typed.rates import Rate
from connectcases_typed.testing import mock_cases
from connectcases_typed.testing.server import CasesServer

from .domain import contents

pytestmark = pytest.mark.skipif(
    shutil.which("redis-server") is None, reason="this machine has no redis-server"
)

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
CASES = 600
UNLIMITED = Rate(1e6, 10**6)
PARTS = 6


# The benchmark is no module of the package, so what it makes has no type here.
@pytest.fixture(scope="module")
def fleet() -> Iterator[Any]:
    """The program that starts workers."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(BENCHMARKS))
        yield import_module("reading_fleet")
    for name in ("reading_fleet", "fleet"):
        del sys.modules[name]


@pytest.mark.slow
def test_workers_are_killed_and_nothing_is_missing(fleet: Any, tmp_path: Path) -> None:
    """Workers that share a rate are killed while each of them reads a part. Those that
    come after them end with the files that one undisturbed worker writes, to the byte,
    and none of their requests is refused.
    """
    rate = Rate(400, 20)
    with fleet.a_redis() as redis, mock_cases() as service, CasesServer() as server:
        domain = fleet.Domain(server.url, service.seed(cases=CASES).domain_id)
        options = [*fleet.words(rate, redis, threads=4), "--lease", "1"]
        fleet.run([domain.worker(tmp_path / "alone", *fleet.words(UNLIMITED, redis))])
        redis.kill()
        redis.start()
        service.rates = {"GetCaseAuditEvents": rate}
        service.calls.clear()
        shared = tmp_path / "shared"
        killed = 0
        # No part is finished before its worker is killed, however late that is.
        service.faults.latency(1.0, "GetCaseAuditEvents")
        for _ in range(3):
            before = claims(shared)
            workers = [domain.worker(shared, *options) for _ in range(2)]
            wait_until(lambda before=before: len(claims(shared) - before) == 2)  # type: ignore[misc]  # mypy does not infer it
            for it in workers:
                it.kill()
                killed += it.wait() != 0
        service.faults.clear()
        unfinished = PARTS - len([*shared.glob("part-*")])
        fleet.run([domain.worker(shared, *options) for _ in range(3)])
        refused = [it for it in service.calls if it.error is not None]
    assert contents(tmp_path / "alone") == contents(shared)
    assert (refused, killed) == ([], 6)
    assert unfinished > 0


def claims(folder: Path) -> set[tuple[str, int]]:
    """The parts that are claimed, each with the file that says so.

    A claim that is rewritten is another file.
    """
    return {(it.name, it.stat().st_ino) for it in folder.glob("_claim-part-*")}
