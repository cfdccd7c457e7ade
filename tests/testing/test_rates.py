"""Laws of the embedded service's request rates."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectcases_typed.rates import DOCUMENTED, Rate
from connectcases_typed.testing import EmbeddedCases, mock_cases

from .conftest import NOON, World, code, make_client, refusal

LIMITED = {"ListDomains": Rate(2, 3)}


def passed(client: Any, requests: int) -> int:
    """How many of so many requests at once are answered."""
    refused = 0
    for _ in range(requests):
        try:
            client.list_domains()
        except client.exceptions.ThrottlingException:
            refused += 1
    return requests - refused


def test_there_is_no_limit_at_first(cases: EmbeddedCases, client: Any) -> None:
    """Rates that were not set limit nothing."""
    assert cases.rates is None
    most = max(rate.burst for rate in DOCUMENTED.values())
    assert passed(client, most + 1) == most + 1


def test_a_burst_is_all_there_is_at_once(cases: EmbeddedCases, client: Any) -> None:
    """Beyond the burst a request is a 429 that names the operation."""
    cases.rates = LIMITED
    assert passed(client, 3) == 3
    answer = refusal(client.list_domains)
    assert answer["ResponseMetadata"]["HTTPStatusCode"] == 429
    assert answer["Error"]["Code"] == "ThrottlingException"
    assert "ListDomains" in answer["Error"]["Message"]


@settings(max_examples=30)
@given(st.lists(st.tuples(st.integers(0, 2500), st.integers(1, 5)), max_size=6))
def test_tokens_come_back_with_the_clock(steps: list[tuple[int, int]]) -> None:
    """After a pause, rate times its length more pass, up to the burst."""
    with mock_cases() as cases:
        cases.clock.set(NOON)
        cases.rates = LIMITED
        tokens = 3.0
        for pause, requests in steps:
            cases.clock.advance(timedelta(milliseconds=pause))
            tokens = min(tokens + pause * 2 / 1000, 3.0)
            expected = min(requests, int(tokens + 1e-9))
            assert passed(make_client(), requests) == expected
            tokens -= expected


def test_a_clock_put_back_makes_no_tokens(cases: EmbeddedCases, client: Any) -> None:
    """Setting the clock back gives none back, and it goes on from there."""
    cases.rates = LIMITED
    assert passed(client, 4) == 3
    cases.clock.set(NOON - timedelta(days=1))
    assert passed(client, 1) == 0
    cases.clock.advance(timedelta(seconds=0.5))
    assert passed(client, 2) == 1


def test_buckets_are_apart(
    cases: EmbeddedCases, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each operation, account and Region has a bucket of its own."""
    cases.rates = {"ListDomains": Rate(1, 1), "CreateDomain": Rate(1, 1)}
    west, east = make_client(), make_client("us-east-1")
    assert [passed(west, 2), passed(east, 2)] == [1, 1]
    west.create_domain(name="Support")
    monkeypatch.setenv("MOTO_ACCOUNT_ID", "210987654321")
    assert passed(west, 2) == 1


def test_an_operation_without_a_rate_is_not_limited(world: World) -> None:
    """Only the operations named are limited."""
    world.cases.rates = {"ListDomains": Rate(1, 1)}
    assert [world.comment(str(number)) for number in range(3)]


def test_a_refused_request_does_nothing(cases: EmbeddedCases, client: Any) -> None:
    """What is over the rate is not done."""
    cases.rates = {"CreateDomain": Rate(1, 1)}
    client.create_domain(name="One")
    assert code(lambda: client.create_domain(name="Two")) == "ThrottlingException"
    assert len(client.list_domains()["domains"]) == 1


def test_invalid_requests_count(cases: EmbeddedCases, client: Any) -> None:
    """A request the service refuses for what it says has taken its token."""
    cases.rates = {"CreateDomain": Rate(1, 1)}
    assert code(lambda: client.create_domain(name="")) == "ValidationException"
    assert code(lambda: client.create_domain(name="One")) == "ThrottlingException"


def test_other_rates_begin_with_full_buckets(cases: EmbeddedCases, client: Any) -> None:
    """Changing a rate starts afresh; None lifts it."""
    cases.rates = LIMITED
    assert passed(client, 4) == 3
    cases.rates = {"ListDomains": Rate(2, 1)}
    assert passed(client, 2) == 1
    cases.rates = None
    assert passed(client, 4) == 4


def test_the_documented_rates_fit(cases: EmbeddedCases, client: Any) -> None:
    """The documented rates name operations of the service, and are kept."""
    cases.rates = DOCUMENTED
    burst = DOCUMENTED["ListDomains"].burst
    assert passed(client, burst + 1) == burst


def test_a_misspelt_operation_is_refused(cases: EmbeddedCases) -> None:
    """A rate for what is no operation is an error, and changes nothing."""
    cases.rates = LIMITED
    with pytest.raises(ValueError, match="ListDomain'"):
        cases.rates = {"ListDomain": Rate(1, 1)}
    assert cases.rates == LIMITED


def test_rates_end_with_the_mock(client: Any) -> None:
    """Rates and what was used of them end with the outermost mock, and with reset."""
    with mock_cases() as cases:
        cases.rates = LIMITED
        assert passed(client, 4) == 3
        cases.reset()
        assert passed(client, 4) == 4
    with mock_cases() as cases:
        assert cases.rates is None
        cases.rates = LIMITED
        assert passed(client, 3) == 3
