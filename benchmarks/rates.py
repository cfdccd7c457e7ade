"""Reading 200 audit histories with eight threads, within the documented rates.

    python benchmarks/rates.py

The embedded service allows two requests a second and ten at once. Three readers, each
in a Region of its own and so with a rate of its own, read side by side: boto3 as it
comes, boto3 in its adaptive retry mode, and a client with `RateLimits`. Nothing else
takes any time here, so what they need is what keeping to the rate costs: 95 seconds is
the least there is, and about as long as this runs.
"""

import argparse
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from typing import Any

import attrs
import boto3
from botocore.config import Config

from connectcases_typed import Client, GetCaseAuditEventsRequest, field_values
from connectcases_typed.rates import DOCUMENTED, RateLimits
from connectcases_typed.testing import mock_cases

AUDIT = "GetCaseAuditEvents"
RATE = DOCUMENTED[AUDIT]
THREADS = 8
PAUSE = 1.0  # what an application waits when boto3 has given up


@attrs.define
class Reading:
    """What happened while one of the readers read.

    Attributes:
        name: who.
        seconds: how long it took.
        requests: how many attempts reached the service.
        throttled: how many of them it refused.
        gave_up: how often the reader was handed an error, and asked once more.
    """

    name: str
    seconds: float = 0.0
    requests: int = 0
    throttled: int = 0
    gave_up: int = 0
    _lock: Lock = attrs.field(factory=Lock)

    # botocore's hook, which hands out what has no type.
    def count(self, response_dict: dict[str, Any], **_: Any) -> None:
        """Count a response."""
        with self._lock:
            self.requests += 1
            self.throttled += response_dict["status_code"] == 429

    def until_read(self, read: Callable[[], object], client: Any) -> None:
        """Read a history, and again if all retries were in vain."""
        while True:
            try:
                read()
            except client.exceptions.ThrottlingException:
                with self._lock:
                    self.gave_up += 1
                time.sleep(PAUSE)
            else:
                return


def a_case(region: str) -> GetCaseAuditEventsRequest:
    """Open a case in a domain of its own; the request for its history."""
    with Client(region_name=region) as cases:
        domain_id = cases.create_domain(name="rates").domain_id
        template = cases.create_template(domain_id=domain_id, name="rates")
        case = cases.create_case(
            domain_id=domain_id,
            template_id=template.template_id,
            fields=field_values({"title": "x", "customer_id": "arn:aws:profile:x"}),
        )
    return GetCaseAuditEventsRequest(domain_id=domain_id, case_id=case.case_id)


# A boto3 client has no static type.
def raw(client: Any, request: GetCaseAuditEventsRequest) -> list[Any]:
    """Read a history with boto3, which has no paginator for it."""
    asked = {"domainId": request.domain_id, "caseId": request.case_id}
    events: list[Any] = []
    while True:
        page = client.get_case_audit_events(**asked)
        events += page["auditEvents"]
        if not page.get("nextToken"):
            return events
        asked["nextToken"] = page["nextToken"]


def boto3_reader(region: str, name: str, config: Config, histories: int) -> Reading:
    """Read with boto3."""
    request = a_case(region)
    client: Any = boto3.client("connectcases", region_name=region, config=config)
    return timed(name, client, lambda: raw(client, request), histories)


def our_reader(region: str, name: str, histories: int) -> Reading:
    """Read with a client that keeps to the rates."""
    request = a_case(region)
    with Client(region_name=region, rate_limits=RateLimits.documented()) as cases:
        return timed(name, cases.boto3, lambda: list(cases.items(request)), histories)


def timed(
    name: str, client: Any, read: Callable[[], object], histories: int
) -> Reading:
    """Read a number of histories, and report what happened."""
    reading = Reading(name)
    client.meta.events.register(f"response-received.*.{AUDIT}", reading.count)
    began = time.monotonic()
    with ThreadPoolExecutor(THREADS) as pool:
        jobs = [pool.submit(reading.until_read, read, client) for _ in range(histories)]
    for job in jobs:
        job.result()
    reading.seconds = time.monotonic() - began
    return reading


def main() -> None:
    """Run the readers and print a table."""
    parser = argparse.ArgumentParser(description="Read histories within the rates.")
    parser.add_argument("--histories", type=int, default=200)
    histories: int = parser.parse_args().histories
    adaptive = Config(retries={"mode": "adaptive"})
    with mock_cases() as service, ThreadPoolExecutor(3) as pool:
        service.rates = {AUDIT: RATE}
        readers = [
            pool.submit(boto3_reader, "us-east-1", "boto3", Config(), histories),
            pool.submit(
                boto3_reader, "eu-central-1", "boto3, adaptive", adaptive, histories
            ),
            pool.submit(our_reader, "us-west-2", "RateLimits", histories),
        ]
        readings = [reader.result() for reader in readers]
    ideal = (histories - RATE.burst) / RATE.per_second
    print(f"{histories} histories, {THREADS} threads; the rate allows {ideal:.1f} s\n")
    print("reader            seconds  of ideal  requests  throttled  gave up")
    for it in readings:
        print(
            f"{it.name:<16}{it.seconds:9.1f}{it.seconds / ideal:10.3f}"
            f"{it.requests:10}{it.throttled:11}{it.gave_up:9}"
        )


if __name__ == "__main__":
    main()
