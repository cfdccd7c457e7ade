"""One client in a process of its own: `worker.py CLIENT URL`.

Each line of its standard input names a piece of work and how often to do it. The worker
does that five times, and prints the average CPU time of one piece of work in the best
of the five, in seconds. At the start it does everything once, so that whatever is
created at first use exists.
"""

import sys
from collections.abc import Callable
from importlib import import_module
from time import process_time

from clients import CASES
from stub_service import EVENTS

#: How many there are of what each piece of work returns; None of what is created.
RESULTS = {
    "audit_page": EVENTS,
    "search_page": EVENTS,
    "case_page": CASES,
    "plain_cases": CASES,
    "create_comment": None,
    "create_custom": None,
}


def check(work: str, answer: object) -> None:
    """Make sure that a piece of work was done at all."""
    if isinstance(answer, bytes):  # nothing was parsed
        assert answer.startswith(b"{")
    elif RESULTS[work] is None:
        assert isinstance(answer, str)
    else:
        assert isinstance(answer, list | tuple)
        assert len(answer) == RESULTS[work]


def cpu_time(work: Callable[[], object], times: int) -> float:
    """Seconds of CPU this process spends on doing it once, on average."""
    start = process_time()
    for _ in range(times):
        work()
    return (process_time() - start) / times


def main(client: str, url: str) -> None:
    """Do the work that standard input names, until it is closed."""
    works = import_module(f"clients.with_{client}").Works(url)
    able = [work for work in RESULTS if getattr(works, work, None)]
    for work in able:
        check(work, getattr(works, work)())
    print("can", *able, flush=True)
    for line in sys.stdin:
        work, times = line.split()
        method = getattr(works, work)
        print(min(cpu_time(method, int(times)) for _ in range(5)), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
