"""How fast a domain is read, and what limits it: the rate, a core, or connections.

    python benchmarks/reading_fleet.py

`examples/read_domain` reads the histories of a domain over HTTP. Each row is a service,
the rate it allows, the time it adds to a response, and a number of workers with a
number of connections each. The service is a process of its own: the embedded one, whose
histories are of one event, or a stub with prepared bytes, whose histories are of 25.

The rows take turns, and each figure is the median of three rounds, without what
starting a worker costs. `ms each` is what a history costs the workers of a core, and
`ms there` what it costs the service. Other programs on the machine slow the reading,
but change these two less; so `per core`, the histories that a whole core can read in a
second, holds on a busy machine, too. `others` is how many cores the other programs used
meanwhile. It takes five minutes or more, and reads `/proc`, which Linux has.
"""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

import attrs
import urllib3
from fleet import AUDIT, Redis, a_redis

from connectcases_typed.rates import DOCUMENTED, Rate

HERE = Path(__file__).parent
PROGRAM = HERE.parent / "examples" / "read_domain" / "read_domain.py"
HISTORIES = 2_500
ROUNDS = 3
UNLIMITED = Rate(1e6, 10**6)
# A hundred times the documented rate, and no more at once.
RAISED = attrs.evolve(DOCUMENTED[AUDIT], per_second=100 * DOCUMENTED[AUDIT].per_second)

EMBEDDED = "embedded"
PREPARED = "prepared"


# Imports everything, waits for a line, and reads; then says how many seconds that took,
# and how many of a core.
TIMED = """
import sys, time
import read_domain
print("ready", flush=True)
sys.stdin.readline()
began, used = time.monotonic(), time.process_time()
read_domain.main(sys.argv[1:])
print(time.monotonic() - began, time.process_time() - used)
"""


@attrs.frozen
class Domain:
    """A domain, and where it is served."""

    url: str
    domain_id: str

    def worker(self, folder: Path, *options: str) -> "subprocess.Popen[bytes]":
        """Start a worker on a folder."""
        words = [str(PROGRAM), self.domain_id, str(folder), *options]
        return self._started(words, None)

    def timed(self, folder: Path, *options: str) -> "subprocess.Popen[bytes]":
        """Start a worker that waits for a line, and says what it has used."""
        words = ["-c", TIMED, self.domain_id, str(folder), *options]
        return self._started(words, subprocess.PIPE)

    def _started(
        self, words: Sequence[str], pipe: int | None
    ) -> "subprocess.Popen[bytes]":
        environment = {
            "AWS_ENDPOINT_URL_CONNECTCASES": self.url,
            "AWS_DEFAULT_REGION": "us-west-2",
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "PYTHONPATH": os.pathsep.join([*sys.path, str(PROGRAM.parent)]),
        }
        return subprocess.Popen(
            [sys.executable, *words],
            env={**os.environ, **environment},
            stdin=pipe,
            stdout=pipe,
        )


class Service:
    """A service in a process of its own, and its domain."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        assert process.stdout is not None
        self._process = process
        self.url = process.stdout.readline().strip()
        self.domain = Domain(self.url, f"cases-{HISTORIES}")

    def processor(self) -> float:
        """The seconds of a core that it has used."""
        # After the name of the program, which may have blanks.
        stat = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2]
        user, system = stat.split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    def allow(self, rate: Rate, latency: float) -> None:
        """Set its rate and what it adds to a response; prepared bytes have neither."""
        assert (rate, latency) == (UNLIMITED, 0.0)

    def refused(self) -> int:
        """How many requests were refused since `allow`."""
        return 0


class Embedded(Service):
    """The embedded service; its endpoints below `/_cases/` set it up."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        super().__init__(process)
        seeded = self._steer("POST", "seed", {"cases": HISTORIES})
        self.domain = Domain(self.url, seeded["domain_id"])
        self._number = 0

    def allow(self, rate: Rate, latency: float) -> None:
        """See `Service.allow`."""
        # The listing is not what is measured.
        rates = {AUDIT: attrs.asdict(rate), "SearchCases": attrs.asdict(UNLIMITED)}
        self._steer("POST", "rates", {"rates": rates})
        self._steer("DELETE", "faults")
        if latency:
            fault = {"kind": "latency", "operation": AUDIT, "seconds": latency}
            self._steer("POST", "faults", fault)
        self._number = self._calls()["next"]

    def refused(self) -> int:
        """See `Service.refused`."""
        return sum(it["error"] is not None for it in self._calls()["calls"])

    def _calls(self) -> dict[str, Any]:
        return self._steer("GET", f"calls?after={self._number}")

    def _steer(self, verb: str, path: str, body: Any = None) -> dict[str, Any]:
        response = urllib3.request(verb, f"{self.url}/_cases/{path}", json=body)
        assert response.status == 200
        parsed: dict[str, Any] = response.json()
        return parsed


@contextmanager
def services() -> Iterator[dict[str, Service]]:
    """Both services, by name."""
    words = {
        EMBEDDED: ["-m", "connectcases_typed.testing", "--port", "0"],
        PREPARED: [str(HERE / "stub_service.py")],
    }
    processes = {
        name: subprocess.Popen(
            [sys.executable, *it],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name, it in words.items()
    }
    try:
        yield {
            EMBEDDED: Embedded(processes[EMBEDDED]),
            PREPARED: Service(processes[PREPARED]),
        }
    finally:
        for process in processes.values():
            process.send_signal(signal.SIGTERM)
            process.communicate()


def words(rate: Rate, redis: Redis | None, threads: int = 8) -> list[str]:
    """What each worker of a fleet is started with."""
    rates = ["--rate", str(rate.per_second), "--burst", str(rate.burst)]
    rates += ["--list-rate", str(UNLIMITED.per_second)]
    shared = []
    if redis is not None:
        shared = ["--redis", redis.url, "--scope", "benchmark"]
    return [*rates, *shared, "--threads", str(threads)]


def run(workers: "Sequence[subprocess.Popen[bytes]]") -> None:
    """Wait for workers to end well."""
    for it in workers:
        assert it.wait() == 0


def machine() -> float:
    """The seconds of a core that all programs of this machine have used."""
    # user, nice, system, idle, iowait, irq, softirq
    ticks = Path("/proc/stat").read_text().splitlines()[0].split()[1:8]
    busy = sum(int(it) for number, it in enumerate(ticks) if number not in (3, 4))
    return busy / os.sysconf("SC_CLK_TCK")


@attrs.frozen(kw_only=True)
class Row:
    """A fleet, and the service it reads from."""

    service: str
    workers: int = 1
    threads: int = 8
    rate: Rate = UNLIMITED
    latency: float = 0.0

    def read(self, service: Service) -> list[float]:
        """Read the domain; the figures of the row."""
        service.allow(self.rate, self.latency)
        # A new Redis each time, whose buckets are as full as those of the service.
        with a_redis() as redis, tempfile.TemporaryDirectory() as folder:
            # Without a limit there is nothing to share.
            shares = self.workers > 1 and self.rate != UNLIMITED
            options = words(self.rate, redis if shares else None, self.threads)
            domain = service.domain
            workers = [
                domain.timed(Path(folder), *options) for _ in range(self.workers)
            ]
            for it in workers:
                assert it.stdout is not None
                it.stdout.readline()
            before, busy = service.processor(), machine()
            for it in workers:
                assert it.stdin is not None
                it.stdin.write(b"go\n")
                it.stdin.flush()
            times = [it.communicate()[0].split() for it in workers]
            run(workers)
            there, busy = service.processor() - before, machine() - busy
        seconds = max(float(it[0]) for it in times)
        work = sum(float(it[1]) for it in times)
        return [
            HISTORIES / seconds,
            work / HISTORIES * 1000,
            HISTORIES / work,
            there / HISTORIES * 1000,
            (busy - work - there) / seconds,
            service.refused(),
        ]


ROWS = (
    Row(service=EMBEDDED, rate=RAISED),
    Row(service=EMBEDDED, rate=RAISED, workers=2),
    Row(service=EMBEDDED, rate=RAISED, latency=0.05),
    Row(service=EMBEDDED, rate=RAISED, latency=0.05, threads=16),
    Row(service=EMBEDDED),
    Row(service=EMBEDDED, workers=2),
    Row(service=PREPARED, threads=1),
    Row(service=PREPARED, threads=4),
    Row(service=PREPARED, threads=16),
    Row(service=PREPARED, threads=16, workers=2),
)


def main() -> None:
    """Print the table."""
    with services() as both:
        rounds = [[row.read(both[row.service]) for row in ROWS] for _ in range(ROUNDS)]
    print("service   workers threads  rate/s  ms away  read/s", end="")
    print("  ms each  per core  ms there  others  refused")
    for row, *found in zip(ROWS, *rounds, strict=True):
        read, worker, per_core, service, others, refused = map(
            median, zip(*found, strict=True)
        )
        rate = "none" if row.rate == UNLIMITED else f"{row.rate.per_second:.0f}"
        print(
            f"{row.service:10}{row.workers:7}{row.threads:8}"
            f"{rate:>8}{row.latency * 1000:9.0f}{read:8.0f}"
            f"{worker:9.2f}{per_core:10.0f}{service:10.2f}{others:8.1f}{refused:9.0f}"
        )


if __name__ == "__main__":
    main()
