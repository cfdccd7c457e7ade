"""Two questions about iterating: `iterating.py memory|prefetch URL`.

`memory`: by how many KiB the process grows between the 10,000th audit event and the
100,000th. `prefetch`: how long it takes to read slow pages and to handle each for as
long as it took, with `prefetch()` and without.
"""

import sys
from itertools import islice
from resource import RUSAGE_SELF, getrusage
from time import perf_counter, sleep

from clients.with_connectcases_typed import Works
from stub_service import DELAY, EVENTS

from connectcases_typed import AuditEvent, GetCaseAuditEventsResponse, Items

PAGES = 20
#: Before memory is looked at first, and in all.
FIRST, ALL = 10_000, 100_000


def peak() -> int:
    """The most memory this process ever had, in KiB (bytes on macOS)."""
    return getrusage(RUSAGE_SELF).ru_maxrss // (1024 if sys.platform == "darwin" else 1)


def memory(url: str) -> tuple[int, int]:
    """The peak after the first events and after all of them."""
    events = iter(
        Works(url).client.get_case_audit_events(
            domain_id="d", case_id=f"case-{ALL // EVENTS}"
        )
    )
    assert sum(1 for _ in islice(events, FIRST)) == FIRST
    early = peak()
    assert sum(1 for _ in events) == ALL - FIRST
    return early, peak()


def prefetch(url: str) -> tuple[float, float]:
    """Seconds of wall time: without, and with."""
    pages = Works(url).client.get_case_audit_events(
        domain_id="slow", case_id=f"case-{PAGES}"
    )
    start = perf_counter()
    list(pages)
    each = (perf_counter() - start) / PAGES
    assert each >= DELAY

    def handled(way: Items[GetCaseAuditEventsResponse, AuditEvent]) -> float:
        start = perf_counter()
        for _ in way.by_page():
            sleep(each)
        return perf_counter() - start

    return handled(pages), handled(pages.prefetch())


if __name__ == "__main__":
    print(*globals()[sys.argv[1]](sys.argv[2]))
