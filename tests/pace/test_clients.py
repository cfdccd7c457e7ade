"""Clients that keep to rates, on an embedded service that has them."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from types import SimpleNamespace

import boto3
import pytest
from botocore.config import Config

from connectcases_typed import (
    Client,
    GetCaseAuditEventsRequest,
    ThrottlingException,
    field_values,
)
from connectcases_typed.rates import DOCUMENTED, Rate, RateLimits
from connectcases_typed.testing import EmbeddedCases, mock_cases

from .opening import open_case
from .virtual import VirtualLimits, VirtualTime

AUDIT = "GetCaseAuditEvents"
ONCE = Config(retries={"total_max_attempts": 1})


@pytest.fixture
def service() -> Iterator[EmbeddedCases]:
    """The embedded service."""
    with mock_cases() as service:
        yield service


@pytest.fixture
def history(service: EmbeddedCases) -> GetCaseAuditEventsRequest:
    """The request for the history of a case."""
    with Client(region_name="us-west-2") as cases:
        return open_case(cases)


def read(
    cases: Client, history: GetCaseAuditEventsRequest, times: int, threads: int
) -> int:
    """Read a history so many times in so many threads; how many were throttled."""

    def throttled(_: int) -> bool:
        try:
            list(cases.items(history))
        except ThrottlingException:
            return True
        return False

    with ThreadPoolExecutor(threads) as pool:
        return sum(pool.map(throttled, range(times)))


def test_a_client_reads_as_fast_as_it_may(
    service: EmbeddedCases, history: GetCaseAuditEventsRequest
) -> None:
    """Eight threads read 200 histories in what the rate allows, and none is refused."""
    rate = DOCUMENTED[AUDIT]
    service.rates = DOCUMENTED
    clock = VirtualTime(service)
    limits = VirtualLimits({**DOCUMENTED}, clock)
    with Client(region_name="us-west-2", rate_limits=limits, config=ONCE) as cases:
        assert read(cases, history, 200, threads=8) == 0
    ideal = (200 - rate.burst) / rate.per_second
    assert len(limits.waited) == 200
    assert ideal <= clock.passed <= 1.05 * ideal


def test_a_client_without_limits_runs_into_them(
    service: EmbeddedCases, history: GetCaseAuditEventsRequest
) -> None:
    """Nothing is waited for unless asked: beyond the burst, the service refuses."""
    service.rates = DOCUMENTED
    service.clock.freeze()
    with Client(region_name="us-west-2", config=ONCE) as cases:
        assert read(cases, history, 16, threads=4) == 16 - DOCUMENTED[AUDIT].burst


def test_real_time_will_do(
    service: EmbeddedCases, history: GetCaseAuditEventsRequest
) -> None:
    """By the clock on the wall too, all are read, and not before the rate allows."""
    rate = Rate(per_second=20, burst=10)
    service.rates = {AUDIT: rate}
    limits = RateLimits(service.rates)
    began = time.monotonic()
    with Client(region_name="us-west-2", rate_limits=limits) as cases:
        assert read(cases, history, 22, threads=4) == 0
    assert time.monotonic() - began >= (22 - rate.burst) / rate.per_second


def test_a_retry_counts(
    service: EmbeddedCases,
    history: GetCaseAuditEventsRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A throttled first attempt took its turn: the second waits for its own."""
    monkeypatch.setattr("botocore.endpoint.time", SimpleNamespace(sleep=float))
    # Somebody else has used up what the service allows for the next half second.
    service.rates = {AUDIT: Rate(2, 1)}
    clock = VirtualTime(service)
    with Client(region_name="us-west-2", config=ONCE) as another:
        another.send(history)
    limits = VirtualLimits({AUDIT: Rate(2, 2)}, clock)
    with Client(region_name="us-west-2", rate_limits=limits) as cases:
        retries = cases.send(history).metadata.retry_attempts
    assert (retries, limits.waited, clock.passed) == (1, [0, 0.5], 0.5)


def test_clients_share_the_limits_they_are_given(
    service: EmbeddedCases, history: GetCaseAuditEventsRequest
) -> None:
    """Clients with the same limits take turns; others, of one session, do not wait."""
    limits = VirtualLimits({AUDIT: Rate(1, 2)}, VirtualTime(service))
    session = boto3.Session(region_name="us-west-2")
    sharing = [Client(session=session, rate_limits=limits) for _ in range(3)]
    for cases in [*sharing, Client(session=session), Client.wrap(sharing[0].boto3)]:
        with cases:
            list(cases.items(history))
    # The fourth has none, and the fifth is the first's boto3 client.
    assert limits.waited == [0, 1, 1, 1]


def test_every_page_is_a_request(
    service: EmbeddedCases, history: GetCaseAuditEventsRequest
) -> None:
    """Pages wait their turn one by one, fetched ahead or not."""
    service.page_limit = 1
    with Client(region_name="us-west-2") as cases:
        for status in ("closed", "open", "closed"):
            cases.update_case(
                domain_id=history.domain_id,
                case_id=history.case_id,
                fields=field_values({"status": status}),
            )
    limits = VirtualLimits({AUDIT: Rate(2, 2)}, VirtualTime(service))
    with Client(region_name="us-west-2", rate_limits=limits) as cases:
        events = cases.items(history)
        assert len(list(events)) == len(list(events.prefetch())) == 4
    assert limits.waited == [0, *[0.5] * 7]


def test_a_pause_makes_up_a_burst(
    service: EmbeddedCases, history: GetCaseAuditEventsRequest
) -> None:
    """After a pause a burst is free again, and no more than a burst."""
    clock = VirtualTime(service)
    limits = VirtualLimits({AUDIT: Rate(1, 4)}, clock)
    with Client(region_name="us-west-2", rate_limits=limits) as cases:
        for pause in (0, timedelta(hours=1).total_seconds()):
            clock()
            clock.sleep(pause)
            assert read(cases, history, 4, threads=1) == 0
    assert limits.waited == [0, 0, 0, 1] * 2
