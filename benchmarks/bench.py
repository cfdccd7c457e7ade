"""The clients side by side, in one run: `make bench`, or `bench.py [ROUNDS]`.

One stub server and one process for each client run at the same time. In each round
every client does every piece of work, one client after the other. Each client's lowest
round counts, since other load on the machine only ever adds time. Every few rounds all
processes are restarted, so that a process which happens to be slow does not count.
CPU time is that of the client's process alone. The figures are kept in `last_run.json`
and quoted in `docs/performance.md`; on another machine only the ratios mean anything.
"""

import json
import os
import sys
from collections.abc import Callable, Generator
from contextlib import ExitStack, contextmanager
from functools import partial
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from platform import python_version
from random import sample
from subprocess import PIPE, Popen
from typing import Any

from table import quoted, report

HERE = Path(__file__).parent
LAST_RUN = HERE / "last_run.json"
PAGE = HERE.parent / "docs" / "performance.md"

OURS = "connectcases_typed"
CLIENTS = (OURS, "boto3", "capo", "validator")
#: How often each piece of work is done in a round.
TIMES = {"audit_page": 8, "search_page": 10, "create_comment": 16, "create_custom": 10}
#: How many rounds a process lives.
LIFE = 5
#: How many cold starts there are in a round.
COLD_STARTS = 4

#: CPU seconds, by piece of work and client.
Figures = dict[str, dict[str, float]]


@contextmanager
def process(*arguments: str) -> Generator["Popen[str]"]:
    """A running program of this folder; it exits when its standard input is closed."""
    command = [sys.executable, str(HERE / arguments[0]), *arguments[1:]]
    with Popen(command, stdin=PIPE, stdout=PIPE, text=True) as running:
        yield running


def said(running: "Popen[str]") -> str:
    """The next line a program prints."""
    assert running.stdout is not None
    if line := running.stdout.readline():
        return line.strip()
    raise RuntimeError("a program ended early; its output is above")


def asked(running: "Popen[str]", question: str) -> str:
    """The line a program prints in reply to `question`."""
    assert running.stdin is not None
    print(question, file=running.stdin, flush=True)
    return said(running)


def cold_starts(client: str, url: str) -> float:
    """CPU seconds of the cheapest of a few cold starts, one right after the other."""
    return min(cold_start(client, url) for _ in range(COLD_STARTS))


def cold_start(client: str, url: str) -> float:
    """CPU seconds of a whole process that reads one audit page."""
    program = str(HERE / "cold_start.py")
    child = os.spawnv(  # noqa: S606 - our own program
        os.P_NOWAIT, sys.executable, [sys.executable, program, client, url]
    )
    _, status, usage = os.wait4(child, 0)
    assert status == 0
    return usage.ru_utime + usage.ru_stime


@contextmanager
def working(url: str) -> Generator[dict[str, "Popen[str]"]]:
    """A process for each client, ready to work."""
    with ExitStack() as stack:
        workers = {
            client: stack.enter_context(process("worker.py", client, url))
            for client in CLIENTS
        }
        for worker in workers.values():
            assert said(worker) == "ready"
        yield workers


def lowest(rounds: int, url: str) -> Figures:
    """Each client's lowest round at each piece of work."""
    figures: Figures = {}
    for done in range(0, rounds, LIFE):
        print(f"\r{done} of {rounds} rounds", end="", file=sys.stderr, flush=True)
        with working(url) as workers:
            found = lowest_of_one_life(min(LIFE, rounds - done), url, workers)
        for work, clients in found.items():
            before = figures.setdefault(work, clients)
            figures[work] = {it: min(before[it], clients[it]) for it in clients}
    print(file=sys.stderr)
    return figures


def lowest_of_one_life(
    rounds: int, url: str, workers: dict[str, "Popen[str]"]
) -> Figures:
    """Each client's lowest round, with the same processes in all rounds."""

    def worked(worker: "Popen[str]", work: str, times: int) -> float:
        return float(asked(worker, f"{work} {times}"))

    measures: dict[str, dict[str, Callable[[], float]]] = {
        work: {
            client: partial(worked, worker, work, times)
            for client, worker in workers.items()
        }
        for work, times in TIMES.items()
    }
    measures["cold_start"] = {
        client: partial(cold_starts, client, url) for client in CLIENTS[:3]
    }
    figures: Figures = {
        work: dict.fromkeys(clients, float("inf")) for work, clients in measures.items()
    }
    for _ in range(rounds):
        for work, clients in measures.items():
            # In random order: no client always runs first, or after the same other.
            for client in sample(sorted(clients), len(clients)):
                figures[work][client] = min(figures[work][client], clients[client]())
    return figures


# What JSON holds has no type.
def run(rounds: int) -> dict[str, Any]:
    """Measure everything."""
    with ExitStack() as stack:
        service = stack.enter_context(process("stub_service.py"))
        url = said(service)
        figures = lowest(rounds, url)
        with process("iterating.py", "memory", url) as running:
            early, late = map(int, said(running).split())
        with process("iterating.py", "prefetch", url) as running:
            plain, ahead = map(float, said(running).split())
    packages = [import_module(f"clients.with_{it}").PACKAGE for it in CLIENTS]
    return {
        "versions": {it: version(it) for it in ("botocore", *sorted(packages))},
        "python": python_version(),
        "rounds": rounds,
        "cpu_microseconds": {
            work: {client: round(seconds * 1e6) for client, seconds in clients.items()}
            for work, clients in figures.items()
        },
        "ratios": {
            work: {
                client: round(clients[OURS] / seconds, 2)
                for client, seconds in clients.items()
                if client != OURS
            }
            for work, clients in figures.items()
        },
        "peak_memory_kib": {"after_10000_events": early, "after_100000_events": late},
        "prefetch_ratio": round(ahead / plain, 2),
    }


def main(rounds: int) -> None:
    """Measure, store the figures and print them."""
    measured = run(rounds)
    LAST_RUN.write_text(json.dumps(measured, indent=2) + "\n")
    PAGE.write_text(quoted(PAGE.read_text(), measured))
    print(report(measured))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
