"""One client in a process of its own: `worker.py CLIENT URL`.

Each line of its standard input is a piece of work and how often to do it; it does so
five times over and answers with the CPU time one took on average in the best of them,
in seconds. Before it begins it does everything once, so that what is made at first use
is there.
"""

import sys
from collections.abc import Callable
from importlib import import_module
from time import process_time

from stub_service import EVENTS


def check(work: str, answer: object) -> None:
    """Make sure that a piece of work has been done at all."""
    if work.startswith("create"):
        assert isinstance(answer, str)
    else:
        assert isinstance(answer, list | tuple)
        assert len(answer) == EVENTS


def cpu_time(work: Callable[[], object], times: int) -> float:
    """Seconds of CPU this process spends on doing it once, on average."""
    start = process_time()
    for _ in range(times):
        work()
    return (process_time() - start) / times


def main(client: str, url: str) -> None:
    """Work as asked for until nobody asks."""
    works = import_module(f"clients.with_{client}").Works(url)
    for work in ("audit_page", "search_page", "create_comment", "create_custom"):
        check(work, getattr(works, work)())
    print("ready", flush=True)
    for line in sys.stdin:
        work, times = line.split()
        method = getattr(works, work)
        print(min(cpu_time(method, int(times)) for _ in range(5)), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
