"""The cost of requests to the embedded service, with few cases and with many.

    python benchmarks/embedded.py [CASES]
    python benchmarks/embedded.py --tests
    python benchmarks/embedded.py --lock

The first measures the CPU time of the process, with boto3 in the same process as in a
test. A request that does not concern all cases should cost the same with 50,000 cases
as with 100, so the table shows ratios: the median of those of each turn, the interval
that holds it (see table.py), and whether that meets the target.

The second measures what a test costs that seeds two cases and searches, in the ways of
docs/how-to/fast-tests.md: CPU time of a test, and runs of 1,000 under pytest, beside
those of 1,000 tests that do nothing.

The third measures, over HTTP, for which part of a request the service's lock is held.
"""

import argparse
import gc
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import boto3
from table import interval, verdict

from connectcases_typed import Client
from connectcases_typed.testing import EmbeddedCases, kept, mock_cases
from connectcases_typed.testing.handle import embedded
from connectcases_typed.testing.server import CasesServer
from connectcases_typed.testing.serving import service

FEW = 100
TURNS = 30
CONTACT = "arn:aws:connect:us-west-2:123456789012:instance/i/contact/c"
COMMENT = {"comment": {"body": "x", "contentType": "Text/Plain"}}


class Domain:
    """A domain with a given number of cases, and requests to it."""

    def __init__(self, service: EmbeddedCases, cases: int) -> None:
        service.quotas.related_items_per_case = 10**9
        self.client: Any = boto3.client("connectcases", "us-west-2")
        started = time.process_time()
        self.shop = service.seed(cases=cases)
        self.seeding = time.process_time() - started
        self.scope = {"domainId": self.shop.domain_id}
        self.case = {**self.scope, "caseId": self.shop.case_ids[-1]}
        for case_id in self.shop.case_ids[:200]:
            case = {**self.scope, "caseId": case_id}
            contact = {"contact": {"contactArn": CONTACT}}
            attach: Any = self.client.create_related_item
            attach(**case, type="Contact", content=contact)
            attach(**case, type="Comment", content=COMMENT)

    def requests(self) -> dict[str, tuple[float, Callable[[], object]]]:
        """What is measured: for each request, the highest ratio allowed and a call."""
        title = [{"id": "title", "value": {"stringValue": "x"}}]
        many = [{"caseIdentifier": {"caseId": it}} for it in self.shop.case_ids[:100]]
        create = {**self.scope, "templateId": self.shop.template_id, "fields": title}
        fields = [{"id": "title"}, {"id": "status"}]
        client, scope, case = self.client, self.scope, self.case
        return {
            "search_cases": (2.0, lambda: client.search_cases(**scope, fields=fields)),
            "list_cases_for_contact": (
                2.0,
                lambda: client.list_cases_for_contact(**scope, contactArn=CONTACT),
            ),
            "search_all_related_items": (
                2.0,
                lambda: client.search_all_related_items(**scope),
            ),
            "search_related_items": (2.0, lambda: client.search_related_items(**case)),
            "get_case_audit_events": (
                2.0,
                lambda: client.get_case_audit_events(**case),
            ),
            "list_fields": (2.0, lambda: client.list_fields(**scope)),
            "create_case": (1.3, lambda: client.create_case(**create)),
            "update_case": (
                1.3,
                lambda: client.update_case(
                    **case,
                    fields=[
                        {"id": "title", "value": {"stringValue": str(time.time())}}
                    ],
                ),
            ),
            "get_case": (1.3, lambda: client.get_case(**case, fields=fields)),
            "create_related_item": (
                1.3,
                lambda: client.create_related_item(
                    **case, type="Comment", content=COMMENT
                ),
            ),
            "batch of 100": (
                1.3,
                lambda: client.batch_create_related_item(
                    **scope, cases=many, content=COMMENT
                ),
            ),
        }

    def comment(self) -> None:
        """Give each case one comment more, so that there is as much of a history."""
        ids, attach = self.shop.case_ids, self.client.batch_create_related_item
        for first in range(0, len(ids), 100):
            some = [
                {"caseIdentifier": {"caseId": it}} for it in ids[first : first + 100]
            ]
            attach(**self.scope, cases=some, content=COMMENT)

    def walk(self) -> float:
        """List all cases, 100 a page."""
        started = time.process_time()
        pages = self.client.get_paginator("search_cases").paginate(
            **self.scope, maxResults=100
        )
        found = sum(len(page["cases"]) for page in pages)
        assert found >= len(self.shop.case_ids)
        return time.process_time() - started


def costs(
    requests: tuple[Callable[[], object], Callable[[], object]],
) -> list[tuple[float, float]]:
    """Milliseconds of one request among few cases and among many, turn by turn.

    Both are measured in each turn, so that whatever else the machine does slows down
    both.
    """
    for request in requests:
        request()
    gc.collect()
    gc.disable()
    turns = [(_cost(requests[0]), _cost(requests[1])) for _ in range(TURNS)]
    gc.enable()
    return turns


def _cost(request: Callable[[], object]) -> float:
    started = time.process_time()
    request()
    return (time.process_time() - started) * 1000


def peak() -> float:
    """The most memory the process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def test_of(service: EmbeddedCases, client: Client) -> None:
    """A test: seed two cases and find one."""
    shop = service.seed(cases=2)
    found = client.search_cases(domain_id=shop.domain_id, search_term="Case 2")
    assert [case.case_id for case in found] == [shop.case_ids[1]]


def kept_client() -> None:
    """With the fixture's mock and the client that the handle keeps."""
    service = kept.fresh()
    test_of(service, service.client())


def new_client() -> None:
    """With the fixture's mock and a new client."""
    test_of(kept.fresh(), Client(region_name="us-west-2"))


def own_mock() -> None:
    """With a mock of its own and the client that the handle keeps."""
    with mock_cases() as service:
        test_of(service, service.client())


def own_mock_and_client() -> None:
    """With a mock and a client of its own."""
    with mock_cases() as service:
        test_of(service, Client(region_name="us-west-2"))


#: A test that does nothing: what is left is pytest's own.
NOTHING = """
import pytest

@pytest.fixture
def nothing():
    yield

@pytest.mark.parametrize("number", range(1000))
def test_nothing(number, nothing):
    pass
"""

#: A test that has the fixture and does nothing with it.
FIXTURE = """
import pytest

@pytest.mark.parametrize("number", range(1000))
def test_nothing(number, embedded_cases):
    pass
"""

#: What a test does, as pytest runs it.
PROGRAM = """
import pytest
from connectcases_typed import Client

@pytest.mark.parametrize("number", range(1000))
def test_a_case_is_found(number, embedded_cases):
    shop = embedded_cases.seed(cases=2)
    client = {client}
    found = client.search_cases(domain_id=shop.domain_id, search_term="Case 2")
    assert [case.case_id for case in found] == [shop.case_ids[1]]
"""

#: What 1,000 tests are, and the most real seconds they may take.
RUNS = {
    "a fixture that does nothing": (NOTHING, None),
    "`embedded_cases` that is not used": (FIXTURE, None),
    "`embedded_cases`, `service.client()`": (
        PROGRAM.format(client="embedded_cases.client()"),
        None,
    ),
    "`embedded_cases`, a new `Client()`": (PROGRAM.format(client="Client()"), 5.0),
}


def under_pytest(program: str) -> tuple[float, float]:
    """CPU and real seconds of 1,000 tests, the process as a whole."""
    with TemporaryDirectory() as folder:
        Path(folder, "test_it.py").write_text(program, "utf-8")
        before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.time()
        subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", folder],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
        )
        after, real = resource.getrusage(resource.RUSAGE_CHILDREN), time.time()
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return cpu, real - started


def means(test: Callable[[], None]) -> list[float]:
    """Milliseconds of CPU of a test: the means of 50 turns, measured six times."""
    test()
    means: list[float] = []
    for _ in range(6):
        started = time.process_time()
        for _ in range(50):
            test()
        means.append((time.process_time() - started) / 50 * 1000)
    return means


def tests() -> None:
    """Print what a test costs, by itself and under pytest."""
    print("| a test that seeds two cases and searches, ms of CPU | | at most | |")
    print("|---|---|---|---|")
    for name, test, most in (
        ("`embedded_cases`, `service.client()`", kept_client, None),
        ("`embedded_cases`, a new `Client()`", new_client, 5.0),
        ("`mock_cases()`, `service.client()`", own_mock, None),
        ("`mock_cases()`, a new `Client()`", own_mock_and_client, None),
    ):
        if test is own_mock:
            kept.end()
        row(name, means(test), most)
    runs: dict[str, list[tuple[float, float]]] = {name: [] for name in RUNS}
    for _ in range(3):
        for name, (program, _most) in RUNS.items():
            runs[name].append(under_pytest(program))
    print("\n| 1,000 tests under pytest | | at most | |")
    print("|---|---|---|---|")
    for name, (_program, most) in RUNS.items():
        cpu, real = (list(each) for each in zip(*runs[name], strict=True))
        row(f"{name}, s of CPU", cpu, None)
        row(f"{name}, s", real, most)


class TimedLock:
    """The service's lock, which counts the seconds it is held."""

    def __init__(self) -> None:
        self.lock = service.lock
        self.depth = 0
        self.since = self.held = 0.0

    def __enter__(self) -> None:
        """Take the lock."""
        self.lock.acquire()
        if self.depth == 0:
            self.since = time.perf_counter()
        self.depth += 1

    def __exit__(self, *_: object) -> None:
        """Release it."""
        self.depth -= 1
        if self.depth == 0:
            self.held += time.perf_counter() - self.since
        self.lock.release()


def lock() -> None:
    """Print for how long requests take and hold the lock, client and server as one."""
    timed = TimedLock()
    setattr(service, "lock", timed)  # noqa: B010 - it is not of the lock's type
    print("| request | ms of CPU | ms the lock is held |")
    print("|---|---|---|")
    with CasesServer() as server:
        shop = embedded.seed(cases=2)
        client: Any = boto3.client(
            "connectcases",
            "us-west-2",
            endpoint_url=server.url,
            aws_access_key_id="x",
            aws_secret_access_key="x",  # noqa: S106 - any will do
        )
        scope = {"domainId": shop.domain_id}
        requests: dict[str, Callable[[], object]] = {
            "ListDomains": client.list_domains,
            "SearchCases": lambda: client.search_cases(**scope, searchTerm="Case 2"),
        }
        for name, request in requests.items():
            request()
            timed.held, started = 0.0, time.process_time()
            for _ in range(500):
                request()
            cpu = (time.process_time() - started) / 500
            print(f"| {name} | {cpu * 1000:.2f} | {timed.held / 500 * 1000:.2f} |")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", nargs="?", type=int, default=50_000)
    parser.add_argument("--tests", action="store_true")
    parser.add_argument("--lock", action="store_true")
    parser.add_argument("--memory", action="store_true")
    given = parser.parse_args()
    if given.tests:
        tests()
        return
    if given.lock:
        lock()
        return
    if given.memory:
        memory(given.cases)
        return
    many: int = given.cases
    with mock_cases() as service:
        fifth = Domain(service, many // 5).seeding
    with mock_cases() as service:
        few, domain = Domain(service, FEW), Domain(service, many)
        scale(few, domain)
        print(f"\n| {many:,} cases | measured | at most | |")
        print("|---|---|---|---|")
        row("seeding, s of CPU", [domain.seeding], 5.0)
        row("seeding, times a fifth of them", [domain.seeding / fifth], 6.0)
        row("walking, 100 a page, s of CPU", [domain.walk()], 3.0)
        domain.comment()
        dumping: list[float] = []
        loading: list[float] = []
        for _ in range(6):
            started = time.process_time()
            text = service.dump()
            dumped = time.process_time()
            service.load(text)
            dumping.append(dumped - started)
            loading.append(time.process_time() - dumped)
        row("dump, a comment on each case, s of CPU", dumping, 2.35)
        row("load of the same, s of CPU", loading, 3.1)
    # What was measured before has left its traces in the memory of this process.
    words = [sys.executable, __file__, str(many), "--memory"]
    row(
        "peak memory of a dump and a load, MB",
        [float(subprocess.check_output(words))],
        535.0,
    )


def memory(many: int) -> None:
    """Print the peak memory of a process that dumps and loads many cases."""
    with mock_cases() as service:
        domain = Domain(service, many)
        domain.comment()
        service.load(service.dump())
        print(peak())


def scale(few: Domain, many: Domain) -> None:
    """Print the cost of each request among few cases and among many."""
    print(f"| CPU ms a request | {FEW} cases | many | ratio | at most | |")
    print("|---|---|---|---|---|---|")
    among_few, among_many = few.requests(), many.requests()
    for name, (limit, request) in among_many.items():
        turns = costs((among_few[name][1], request))
        before, now = (median(times) for times in zip(*turns, strict=True))
        ratios = [its / others for others, its in turns]
        lowest, highest = interval(ratios)
        told = f"{median(ratios):.2f} ({lowest:.2f} to {highest:.2f})"
        said = verdict(ratios, limit)
        print(f"| {name} | {before:.2f} | {now:.2f} | {told} | {limit} | {said} |")


def row(name: str, found: list[float], target: float | None) -> None:
    """Print one figure, or the median of several, beside its target if it has one."""
    told = f"{median(found):.2f}"
    if len(found) > 1:
        told += " ({:.2f} to {:.2f})".format(*interval(found))
    most, said = "", ""
    if target is not None:
        most, said = f"{target:g}", verdict(found, target)
    print(f"| {name} | {told} | {most} | {said} |")


if __name__ == "__main__":
    main()
