"""How fast a domain is read, and what limits it: the rate, a core, or connections.

    python benchmarks/reading_fleet.py [HISTORIES]

`examples/read_domain` reads the histories of a domain from the embedded service, over
HTTP. Each row is a number of workers, threads each has, the rate the service allows,
and the time the service takes to respond. The service runs in this process; what the
workers use of the processor is measured apart from it, less what they need to start.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import attrs
from fleet import AUDIT, Redis, a_redis

from connectcases_typed.rates import DOCUMENTED, Rate
from connectcases_typed.testing import EmbeddedCases, mock_cases
from connectcases_typed.testing.server import CasesServer

PROGRAM = Path(__file__).parents[1] / "examples" / "read_domain" / "read_domain.py"
HISTORIES = 4_000
TIMES = 100  # the documented rate
UNLIMITED = Rate(1e6, 10**6)


@attrs.frozen
class Domain:
    """A domain that a server serves, and how to read it.

    Attributes:
        service: the service, in this process.
        domain_id: the domain.
        environment: what makes a worker use the server.
    """

    service: EmbeddedCases
    domain_id: str
    environment: dict[str, str]

    def worker(self, folder: Path, *options: str) -> "subprocess.Popen[bytes]":
        """Start a worker on a folder."""
        return subprocess.Popen(
            [sys.executable, str(PROGRAM), self.domain_id, str(folder), *options],
            env={**os.environ, **self.environment},
        )


@contextmanager
def a_domain(cases: int) -> Iterator[Domain]:
    """A domain with so many cases, served over HTTP."""
    with mock_cases() as service, CasesServer() as server:
        seeded = service.seed(cases=cases)
        yield Domain(service, seeded.domain_id, server.environment)


def words(rate: Rate, redis: Redis, threads: int = 8) -> list[str]:
    """What each worker of a fleet is started with."""
    rates = ["--rate", str(rate.per_second), "--burst", str(rate.burst)]
    shared = ["--redis", redis.url, "--scope", "benchmark"]
    return [*rates, *shared, "--threads", str(threads)]


@attrs.frozen(kw_only=True)
class Row:
    """A fleet, and what the service allows it."""

    workers: int = 1
    threads: int = 8
    rate: Rate
    latency: float = 0.0

    def read(self, domain: Domain, redis: Redis) -> None:
        """Read the domain and print what came of it."""
        domain.service.rates = {AUDIT: self.rate}
        domain.service.faults.clear()
        if self.latency:
            domain.service.faults.latency(self.latency, AUDIT)
        options = words(self.rate, redis, self.threads)
        with tempfile.TemporaryDirectory() as folder:
            began, used, calls = time.monotonic(), processor(), audit_calls(domain)
            run([domain.worker(Path(folder), *options) for _ in range(self.workers)])
            seconds, work = time.monotonic() - began, processor() - used
            histories, refused = (
                now - before
                for now, before in zip(audit_calls(domain), calls, strict=True)
            )
            # Nothing is left to read: this is what starting costs.
            began, used = time.monotonic(), processor()
            run([domain.worker(Path(folder), *options)])
            seconds -= time.monotonic() - began
            work -= self.workers * (processor() - used)
        least = max(0.0, (histories - self.rate.burst) / self.rate.per_second)
        print(
            f"{self.workers:7}{self.threads:8}{self.rate.per_second:11,.0f}"
            f"{self.latency * 1000:9.0f}{seconds:9.1f}{least:7.1f}"
            f"{histories / seconds:9.0f}{work / histories * 1000:9.2f}"
            f"{work / seconds / self.workers:9.0%}{refused:9}",
            flush=True,
        )


def run(workers: "Sequence[subprocess.Popen[bytes]]") -> None:
    """Wait for workers to end well."""
    for it in workers:
        assert it.wait() == 0


def processor() -> float:
    """The seconds of a core that the workers that have ended have used."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def audit_calls(domain: Domain) -> tuple[int, int]:
    """The histories that were asked for, and how many of the requests were refused."""
    calls = domain.service.calls.of(AUDIT)
    return len(calls), sum(it.error is not None for it in calls)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Read a domain; see above.")
    parser.add_argument("histories", type=int, nargs="?", default=HISTORIES)
    histories: int = parser.parse_args().histories
    documented = DOCUMENTED[AUDIT]
    raised = Rate(TIMES * documented.per_second, TIMES * documented.burst)
    print(
        "workers threads rate (/s)  ms away  seconds  least   read/s  ms each", end=""
    )
    print("     core  refused")
    with a_redis() as redis, a_domain(histories) as domain:
        for row in (
            Row(rate=raised),
            Row(rate=raised, workers=2),
            Row(rate=UNLIMITED),
            Row(rate=UNLIMITED, workers=2),
            Row(rate=raised, latency=0.05),
            Row(rate=raised, latency=0.05, threads=16),
            Row(rate=raised, latency=0.05, workers=2),
        ):
            domain.service.calls.clear()
            redis.kill()
            redis.start()
            row.read(domain, redis)


if __name__ == "__main__":
    main()
