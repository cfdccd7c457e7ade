"""How fast a domain is read, and what limits it: the rate, a core, or connections.

    python benchmarks/reading_fleet.py

`examples/read_domain` reads the histories of a domain over HTTP. Each row is a service,
the rate it allows, the time it adds to a response, and a number of workers with a
number of connections each. The service is a process of its own: the embedded one, whose
histories are of one event, or a stub with prepared bytes, whose histories are of 25.

The rows take turns, and each shows the fastest of its three rounds. What starting a
worker costs is left out. `ms each` is what a history costs the workers of a core, and
`ms there` what it costs the service. Other programs on the machine slow the reading,
but hardly change these two; so `per core`, the histories that a whole core can read in
a second, holds on a busy machine, too. `others` is how many cores the other programs
used meanwhile. It takes about seven minutes, and reads `/proc`, which Linux has.
"""

import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
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


@attrs.frozen
class Domain:
    """A domain, and where it is served."""

    url: str
    domain_id: str

    def worker(self, folder: Path, *options: str) -> "subprocess.Popen[bytes]":
        """Start a worker on a folder."""
        environment = {
            "AWS_ENDPOINT_URL_CONNECTCASES": self.url,
            "AWS_DEFAULT_REGION": "us-west-2",
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
        }
        return subprocess.Popen(
            [sys.executable, str(PROGRAM), self.domain_id, str(folder), *options],
            env={**os.environ, **environment},
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
        self._steer("POST", "rates", {"rates": {AUDIT: attrs.asdict(rate)}})
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
    shared = []
    if redis is not None:
        shared = ["--redis", redis.url, "--scope", "benchmark"]
    return [*rates, *shared, "--threads", str(threads)]


def run(workers: "Sequence[subprocess.Popen[bytes]]") -> None:
    """Wait for workers to end well."""
    for it in workers:
        assert it.wait() == 0


@attrs.frozen
class Used:
    """What was used: seconds, and seconds of a core.

    Attributes:
        seconds: of the clock on the wall.
        workers: by the workers, which have ended.
        service: by the service.
        machine: by all programs of this machine.
    """

    seconds: float
    workers: float
    service: float
    machine: float

    @classmethod
    def now(cls, service: Service) -> "Used":
        """What was used until now."""
        children = resource.getrusage(resource.RUSAGE_CHILDREN)
        # user, nice, system, idle, iowait, irq, softirq
        ticks = Path("/proc/stat").read_text().splitlines()[0].split()[1:8]
        busy = sum(int(it) for number, it in enumerate(ticks) if number not in (3, 4))
        return cls(
            time.monotonic(),
            children.ru_utime + children.ru_stime,
            service.processor(),
            busy / os.sysconf("SC_CLK_TCK"),
        )

    def __sub__(self, other: "Used") -> "Used":
        pairs = zip(attrs.astuple(self), attrs.astuple(other), strict=True)
        return Used(*(mine - theirs for mine, theirs in pairs))


@attrs.frozen(kw_only=True)
class Row:
    """A fleet, and the service it reads from."""

    service: str
    workers: int = 1
    threads: int = 8
    rate: Rate = UNLIMITED
    latency: float = 0.0

    def read(self, service: Service, folder: Path) -> Used:
        """Read the domain into a folder; what that used."""
        service.allow(self.rate, self.latency)
        # A new Redis each time, whose buckets are as full as those of the service.
        with a_redis() as redis:
            # Without a limit there is nothing to share.
            shares = self.workers > 1 and self.rate != UNLIMITED
            options = words(self.rate, redis if shares else None, self.threads)
            before = Used.now(service)
            run([service.domain.worker(folder, *options) for _ in range(self.workers)])
            return Used.now(service) - before

    def figures(self, used: Used, starting: Used, refused: int) -> list[float]:
        """The figures of one reading, for each history where that makes sense."""
        reading = used - starting
        others = used.machine - used.workers - used.service
        return [
            HISTORIES / reading.seconds,
            reading.workers / HISTORIES * 1000,
            HISTORIES / reading.workers,
            reading.service / HISTORIES * 1000,
            others / used.seconds,
            refused,
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


def a_round(both: dict[str, Service]) -> list[list[float]]:
    """The figures of each row, read one after the other."""
    found = list[list[float]]()
    starting = dict[int, Used]()
    with tempfile.TemporaryDirectory() as name:
        for number, row in enumerate(ROWS):
            service, folder = both[row.service], Path(name, str(number))
            used = row.read(service, folder)
            refused = service.refused()
            if row.workers not in starting:
                # Nothing is left to read: this is what starting costs.
                starting[row.workers] = row.read(service, folder)
            found.append(row.figures(used, starting[row.workers], refused))
    return found


def main() -> None:
    """Print the table."""
    with services() as both:
        rounds = [a_round(both) for _ in range(ROUNDS)]
    print("service   workers threads  rate/s  ms away  read/s", end="")
    print("  ms each  per core  ms there  others  refused")
    for row, *found in zip(ROWS, *rounds, strict=True):
        # The first figure is how fast it was.
        read, worker, per_core, service, others, refused = max(found)
        print(
            f"{row.service:10}{row.workers:7}{row.threads:8}"
            f"{row.rate.per_second:8,.0f}{row.latency * 1000:9.0f}{read:8.0f}"
            f"{worker:9.2f}{per_core:10.0f}{service:10.2f}{others:8.1f}{refused:9.0f}"
        )


if __name__ == "__main__":
    main()
