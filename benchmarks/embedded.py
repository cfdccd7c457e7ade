"""The cost of requests to the embedded service, with few cases and with many.

    python benchmarks/embedded.py [CASES]

It measures the CPU time of the process, with boto3 in the same process as in a test. A
request that does not concern all cases should cost the same with 50,000 cases as with
100, so the table shows ratios; each figure is the best of several turns.
"""

import argparse
import gc
import resource
import time
from collections.abc import Callable
from typing import Any

import boto3

from connectcases_typed.testing import EmbeddedCases, mock_cases

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
            attach = self.client.create_related_item
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


def cost(request: Callable[[], object]) -> float:
    """Milliseconds of one request, the best of several turns."""
    request()
    gc.collect()
    gc.disable()
    best = float("inf")
    for _ in range(TURNS):
        started = time.process_time()
        request()
        best = min(best, time.process_time() - started)
    gc.enable()
    return best * 1000


def peak() -> float:
    """The most memory the process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measured(cases: int) -> tuple[Domain, dict[str, tuple[float, float]]]:
    """Each request's limit and cost in a domain of its own."""
    with mock_cases() as service:
        domain = Domain(service, cases)
        return domain, {
            name: (limit, cost(request))
            for name, (limit, request) in domain.requests().items()
        }


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", nargs="?", type=int, default=50_000)
    many: int = parser.parse_args().cases
    _, little = measured(FEW)
    with mock_cases() as service:
        fifth = Domain(service, many // 5).seeding
    with mock_cases() as service:
        domain = Domain(service, many)
        requests = domain.requests()
        print(f"| CPU ms a request | {FEW} cases | {many:,} cases | ratio | at most |")
        print("|---|---|---|---|---|")
        for name, (limit, request) in requests.items():
            before, now = little[name][1], cost(request)
            ratio = now / before
            print(f"| {name} | {before:.2f} | {now:.2f} | {ratio:.2f} | {limit} |")
        print(f"\nseeding {many:,} cases: {domain.seeding:.1f} s, ", end="")
        print(f"{domain.seeding / fifth:.1f} times a fifth of them")
        print(f"walking them, 100 a page: {domain.walk():.1f} s")
        domain.comment()
        print(f"with a comment on each: {peak():.0f} MB")
        start, started = peak(), time.process_time()
        text = service.dump()
        print(f"dump, {len(text) / 1e6:.0f} MB: ", end="")
        print(f"{time.process_time() - started:.2f} s, +{peak() - start:.0f} MB")
        start, started = peak(), time.process_time()
        service.load(text)
        print(f"load: {time.process_time() - started:.2f} s, ", end="")
        print(f"+{peak() - start:.0f} MB, at most {peak():.0f} MB in all")


if __name__ == "__main__":
    main()
