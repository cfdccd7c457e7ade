"""Reading 200 audit histories with eight processes, within the documented rates.

    python benchmarks/fleet.py

The embedded service, over HTTP, allows two requests a second and ten at once. Four
fleets read one after the other: with rates shared in a real `redis-server`; the same
while two of the processes are killed and the Redis is restarted; with limits that each
process keeps alone; and with boto3 as it comes. 95 seconds is the least there is, and
the four take some seven minutes.

A process is a program of its own (`fleet_worker.py`), with four threads, or with four
tasks on an `AsyncClient`: half of them each. The clocks of some are wrong by a minute.
"""

import argparse
import logging
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Lock, Thread

import attrs
from moto.server import ThreadedMotoServer

from connectcases_typed import Client, GetCaseAuditEventsRequest, field_values
from connectcases_typed.rates import DOCUMENTED, Rate
from connectcases_typed.testing import mock_cases

AUDIT = "GetCaseAuditEvents"
WORKER = Path(__file__).with_name("fleet_worker.py")
PROCESSES = 8
HISTORIES = 200
SKEWS = (0.0, 60.0, -60.0, 0.0)


@attrs.define
class Outcome:
    """What happened while a fleet read.

    Attributes:
        name: which fleet.
        rate: what the service allowed.
        seconds: how long it took, from when all processes were ready.
        requests: how many attempts the service answered.
        refused: how many of them it refused.
        gave_up: how often a reader was handed an error, and asked once more.
        read: the histories that were read, by number.
        round_trips: how many commands the Redis executed; 0 without one.
    """

    name: str
    rate: Rate
    seconds: float = 0.0
    requests: int = 0
    refused: int = 0
    gave_up: int = 0
    read: set[int] = attrs.field(factory=set[int])
    round_trips: int = 0

    @property
    def ideal(self) -> float:
        """The time in which the rate allows so many accepted requests."""
        accepted = self.requests - self.refused
        return (accepted - self.rate.burst) / self.rate.per_second


@attrs.define
class Redis:
    """A `redis-server` on a port of its own, which keeps nothing on disk."""

    port: int
    _process: "subprocess.Popen[bytes] | None" = None

    @property
    def url(self) -> str:
        """Where it is."""
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Start it, and wait until it accepts connections."""
        program = shutil.which("redis-server")
        assert program is not None
        words = ["--port", str(self.port), "--bind", "127.0.0.1"]
        self._process = subprocess.Popen(
            [program, *words, "--save", "", "--appendonly", "no"],
            stdout=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
            except OSError:
                time.sleep(0.02)
            else:
                return
        raise TimeoutError("redis-server does not accept connections")

    def kill(self) -> None:
        """Kill it: what it had is lost."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def commands(self) -> int:
        """How many commands it has executed from outside; a script is one."""
        with socket.create_connection(("127.0.0.1", self.port), 5) as connection:
            connection.sendall(b"INFO commandstats\r\nQUIT\r\n")
            text = b"".join(iter(lambda: connection.recv(65536), b"")).decode()
        counts = dict(
            line.removeprefix("cmdstat_").split(":calls=")
            for line in text.splitlines()
            if line.startswith("cmdstat_")
        )
        outside = [*(it for it in counts if it.startswith("eval"))]
        return sum(int(counts[it].partition(",")[0]) for it in outside)


@contextmanager
def a_redis() -> Iterator[Redis]:
    """A running `redis-server` on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    redis = Redis(port)
    redis.start()
    try:
        yield redis
    finally:
        redis.kill()


class Machine:
    """One process of a fleet, and the histories it is to read."""

    def __init__(
        self, words: Sequence[str], numbers: Sequence[int], outcome: Outcome, lock: Lock
    ) -> None:
        self.left = {*numbers}
        self._outcome = outcome
        self._lock = lock
        self._process = subprocess.Popen(
            [sys.executable, str(WORKER), *words, *map(str, numbers)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._listening = Thread(target=self._listen)

    def wait_until_ready(self) -> None:
        """Wait until it has imported everything and made its client."""
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == "ready\n"

    def go(self) -> None:
        """Let it read."""
        assert self._process.stdin is not None
        self._process.stdin.write("go\n")
        self._process.stdin.close()
        self._listening.start()

    def kill(self) -> set[int]:
        """Kill it as `kill -9` does; what it had not read."""
        self._process.kill()
        self.join()
        return self.left

    def join(self) -> int:
        """Wait for its end; its exit status."""
        self._listening.join()
        return self._process.wait()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            word, _, number = line.strip().partition(" ")
            with self._lock:
                if word == "attempt":
                    self._outcome.requests += 1
                    self._outcome.refused += number == "429"
                elif word == "gave-up":
                    self._outcome.gave_up += 1
                elif word == "read":
                    self._outcome.read.add(int(number))
                    self.left.discard(int(number))
        self._process.stdout.close()


def read(
    name: str,
    words: Sequence[str],
    rate: Rate,
    *,
    histories: int = HISTORIES,
    redis: Redis | None = None,
    disturb: Callable[[list[Machine], Callable[[set[int]], None]], None] | None = None,
) -> Outcome:
    """Read so many histories with a fleet.

    Args:
        name: what to call the fleet.
        words: for each worker's command line.
        rate: what the service allows.
        histories: how many to read.
        redis: where the rates are shared.
        disturb: called meanwhile, with the machines and with what starts another one
            in place of a machine that was killed.
    """
    outcome, lock = Outcome(name, rate), Lock()
    # A line for every request is more than anybody reads.
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with ExitStack() as stack:
        service = stack.enter_context(mock_cases())
        server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
        server.start()
        stack.callback(server.stop)
        host, port = server.get_host_and_port()
        request = a_case()
        service.rates = {AUDIT: rate}
        where = [f"http://{host}:{port}", request.domain_id, request.case_id]
        common = [*where, *words, "--rate", str(rate.per_second), str(rate.burst)]
        if redis is not None:
            common += ["--redis", redis.url]

        def machine(number: int, numbers: Sequence[int]) -> Machine:
            kind = ["--asynchronous"] if number % 2 and "--boto3" not in words else []
            skew = ["--skew", str(SKEWS[number % len(SKEWS)])]
            return Machine([*common, *kind, *skew, "--numbers"], numbers, outcome, lock)

        machines = [
            machine(number, range(number, histories, PROCESSES))
            for number in range(PROCESSES)
        ]
        for it in machines:
            it.wait_until_ready()
        commands = redis.commands() if redis is not None else 0
        began = time.monotonic()
        for it in machines:
            it.go()

        def replace(left: set[int]) -> None:
            another = machine(len(machines), sorted(left))
            another.wait_until_ready()
            another.go()
            machines.append(another)

        if disturb is not None:
            disturb(machines, replace)
        for it in machines:
            assert it.join() in (0, -signal.SIGKILL)
        outcome.seconds = time.monotonic() - began
        if redis is not None:
            # After a restart there are only those since.
            outcome.round_trips = max(redis.commands() - commands, 0)
    return outcome


def a_case() -> GetCaseAuditEventsRequest:
    """Open a case; the request for its history."""
    # What is called inside `mock_cases` is served without HTTP, by the same service.
    with Client(region_name="us-west-2") as cases:
        domain_id = cases.create_domain(name="fleet").domain_id
        template = cases.create_template(domain_id=domain_id, name="fleet")
        case = cases.create_case(
            domain_id=domain_id,
            template_id=template.template_id,
            fields=field_values({"title": "x", "customer_id": "arn:aws:profile:x"}),
        )
    return GetCaseAuditEventsRequest(domain_id=domain_id, case_id=case.case_id)


def kills_and_a_restart(
    redis: Redis, after: float
) -> Callable[[list[Machine], Callable[[set[int]], None]], None]:
    """Kill a machine, restart the Redis, kill another one; so many seconds between."""

    def disturb(machines: list[Machine], replace: Callable[[set[int]], None]) -> None:
        for victim in (2, None, 5):
            time.sleep(after)
            if victim is None:
                redis.kill()
                redis.start()
            else:
                replace(machines[victim].kill())

    return disturb


def main() -> None:
    """Run the fleets and print a table."""
    parser = argparse.ArgumentParser(description="Read histories with a fleet.")
    parser.add_argument("--histories", type=int, default=HISTORIES)
    parser.add_argument(
        "--times", type=float, default=1.0, help="how many times the documented rate"
    )
    options = parser.parse_args()
    documented = DOCUMENTED[AUDIT]
    rate = attrs.evolve(documented, per_second=documented.per_second * options.times)
    histories: int = options.histories
    after = histories / rate.per_second / 5
    with a_redis() as redis:
        outcomes = [
            read("shared", ["--shared"], rate, histories=histories, redis=redis),
            read(
                "shared, kills and a restart",
                ["--shared"],
                rate,
                histories=histories,
                redis=redis,
                disturb=kills_and_a_restart(redis, after),
            ),
            read("each for itself", [], rate, histories=histories),
            read("boto3", ["--boto3"], rate, histories=histories),
        ]
    print(f"{histories} histories, {PROCESSES} processes, {rate.per_second:g}/s\n")
    print(f"{'':<28}seconds  of ideal  requests  refused  gave up  lost  looks")
    for it in outcomes:
        print(
            f"{it.name:<28}{it.seconds:7.1f}{it.seconds / it.ideal:10.3f}"
            f"{it.requests:10}{it.refused:9}{it.gave_up:9}"
            f"{histories - len(it.read):6}{it.round_trips:7}"
        )


if __name__ == "__main__":
    main()
