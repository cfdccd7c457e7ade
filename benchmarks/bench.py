"""The clients side by side: `make bench`, or `bench.py [ROUNDS [RUNS]]`.

One stub server and one process for each client run at the same time. In each round
every client does every piece of work, one client after the other, in random order. What
counts is the ratio of two clients in the same round, since whatever else the machine
does then slows both: the median of all rounds, and how far it may be off (see
`table.py`). Every few rounds all processes are restarted, so that a process which
happens to be slow does not count. CPU time is that of the client's process alone.

All of it is done several times in a row. The figures are kept in `last_run.json` and
quoted in `docs/performance.md`; on another machine only the ratios mean anything.
"""

import json
import os
import sys
from collections import defaultdict
from collections.abc import Callable, Generator, Mapping
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
CLIENTS = ("urllib3", "botocore", OURS, "boto3", "capo", "validator")
#: How often each piece of work is done in a round.
TIMES = {
    "audit_page": 8,
    "search_page": 10,
    "case_page": 2,
    "plain_cases": 2,
    "create_comment": 16,
    "create_custom": 10,
}
#: What a new process does first, and with which clients.
COLD = {
    "audit_page": (OURS, "boto3", "capo"),
    "comment": (OURS, "boto3"),
    "record": (OURS, "boto3"),
}
#: How many rounds a process lives.
LIFE = 5
#: How many cold starts there are in a round.
COLD_STARTS = 2

#: CPU seconds of each round, by piece of work and client.
Figures = dict[str, dict[str, list[float]]]
#: The most memory of cold starts in KiB, by piece of work and client.
Memory = dict[str, dict[str, int]]


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


def cold_starts(memory: Memory, client: str, work: str, url: str) -> float:
    """CPU seconds of the cheapest of a few cold starts, one right after the other."""
    starts = [cold_start(client, work, url) for _ in range(COLD_STARTS)]
    kept = memory.setdefault(f"cold_{work}", {})
    kept[client] = min(kept.get(client, sys.maxsize), *(kib for _, kib in starts))
    return min(seconds for seconds, _ in starts)


def cold_start(client: str, work: str, url: str) -> tuple[float, int]:
    """CPU seconds of a whole process that does one piece of work, and its memory."""
    program = str(HERE / "cold_start.py")
    child = os.spawnv(  # noqa: S606 - our own program
        os.P_NOWAIT, sys.executable, [sys.executable, program, client, work, url]
    )
    _, status, usage = os.wait4(child, 0)
    assert status == 0
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss


def worked(worker: "Popen[str]", work: str) -> float:
    """CPU seconds of one piece of work in a running process."""
    return float(asked(worker, f"{work} {TIMES[work]}"))


@contextmanager
def measures(
    url: str, memory: Memory
) -> Generator[Mapping[str, Mapping[str, Callable[[], float]]]]:
    """What to call to measure each piece of work with each client."""
    found: dict[str, dict[str, Callable[[], float]]] = defaultdict(dict)
    with ExitStack() as stack:
        for client in CLIENTS:
            worker = stack.enter_context(process("worker.py", client, url))
            for work in said(worker).split()[1:]:
                found[work][client] = partial(worked, worker, work)
        for work, clients in COLD.items():
            for client in clients:
                start = partial(cold_starts, memory, client, work, url)
                found[f"cold_{work}"][client] = start
        yield found


def measured(rounds: int, url: str, memory: Memory) -> Figures:
    """The figures of a run."""
    figures: Figures = defaultdict(lambda: defaultdict(list))
    for done in range(0, rounds, LIFE):
        with measures(url, memory) as works:
            for number in range(done, min(done + LIFE, rounds)):
                print(f"\r{number} of {rounds} rounds", end="", file=sys.stderr)
                for work, clients in works.items():
                    # In random order: no client always runs first, or after the same.
                    for client in sample(sorted(clients), len(clients)):
                        figures[work][client].append(clients[client]())
    print(file=sys.stderr)
    return figures


# What JSON holds has no type.
def run(rounds: int, runs: int) -> dict[str, Any]:
    """Measure everything."""
    memory: Memory = {}
    with ExitStack() as stack:
        service = stack.enter_context(process("stub_service.py"))
        url = said(service)
        figures = [measured(rounds, url, memory) for _ in range(runs)]
        with process("iterating.py", "memory", url) as running:
            early, late = map(int, said(running).split())
        with process("iterating.py", "prefetch", url) as running:
            plain, ahead = map(float, said(running).split())
    packages = {import_module(f"clients.with_{it}").PACKAGE for it in CLIENTS}
    return {
        "versions": {it: version(it) for it in sorted(packages)},
        "python": python_version(),
        "cpu_microseconds": [
            {
                work: {
                    client: [round(seconds * 1e6) for seconds in each]
                    for client, each in clients.items()
                }
                for work, clients in one.items()
            }
            for one in figures
        ],
        "cold_memory_kib": memory,
        "peak_memory_kib": {"after_10000_events": early, "after_100000_events": late},
        "prefetch_ratio": round(ahead / plain, 2),
    }


def main(rounds: int = 10, runs: int = 3) -> None:
    """Measure, store the figures and print them."""
    found = run(rounds, runs)
    LAST_RUN.write_text(json.dumps(found) + "\n")
    PAGE.write_text(quoted(PAGE.read_text(), found))
    print(report(found))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
