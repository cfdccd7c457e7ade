"""Laws of `mock_cases`: where it applies, what it keeps and what it leaves."""

import asyncio
import operator
import os
import unittest
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, cast

import boto3
import pytest
import requests
from botocore.config import Config
from botocore.exceptions import ProxyConnectionError
from moto import mock_aws
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.server import ThreadedMotoServer

from connectcases_typed.testing import EmbeddedCases, Quotas, mock_cases
from connectcases_typed.testing.operations import OPERATIONS

from .conftest import NOON, REGION, World, code, make_client, refusal


def test_no_credentials_are_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The mock works where no AWS credentials are configured."""
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    with mock_cases():
        fresh = boto3.client("connectcases", REGION)
        assert fresh.list_domains()["domains"] == []
    assert "AWS_ACCESS_KEY_ID" not in os.environ


def test_each_outermost_mock_starts_empty() -> None:
    """State and settings end with the outermost mock."""
    with mock_cases() as cases:
        make_client().create_domain(name="Support")
        cases.clock.freeze()
        cases.quotas.domains = 1
        cases.page_limit = 1
    with mock_cases() as cases:
        assert make_client().list_domains()["domains"] == []
        assert cases.quotas.domains == 5
        assert cases.page_limit is None


def test_a_mock_lasts_from_start_to_stop() -> None:
    """`start` returns the handle and lasts until `stop`, as a block does."""
    mock = mock_cases()
    service = mock.start()
    service.page_limit = 1
    assert make_client().list_domains()["domains"] == []
    with mock_cases() as inner:
        assert inner is service
    assert service.page_limit == 1
    mock.stop()
    with mock_cases() as later:
        assert later.page_limit is None


def test_an_inner_mock_shares_the_outer_one() -> None:
    """Nested mocks see one state and one set of settings."""
    with mock_cases() as outer:
        make_client().create_domain(name="Support")
        moment = outer.clock.freeze()
        with mock_cases() as inner:
            assert inner is outer
            assert inner.clock.now() == moment
            assert len(make_client().list_domains()["domains"]) == 1
        assert outer.clock.now() == moment


def test_one_mock_object_can_nest_in_itself() -> None:
    """The same context manager may be entered again while it is active."""
    mock = mock_cases()
    with mock, mock:
        assert make_client().list_domains()["domains"] == []


def test_it_works_within_and_around_mock_aws() -> None:
    """Cases and moto's own services answer side by side, whichever mock is outer."""
    with mock_aws(), mock_cases():
        make_client().create_domain(name="Support")
        boto3.client("s3", "us-east-1").create_bucket(Bucket="bucket")
    with mock_cases():
        with mock_aws():
            make_client().create_domain(name="Support")
            boto3.client("s3", "us-east-1").create_bucket(Bucket="bucket")
        assert len(make_client().list_domains()["domains"]) == 1


@mock_aws
def test_mock_aws_alone_knows_the_service() -> None:
    """Once the package is imported, moto's own mock answers Cases calls."""
    assert make_client().list_domains()["domains"] == []


@mock_cases
def test_it_decorates_functions() -> None:
    """A decorated function runs in its own mock."""
    assert make_client().list_domains()["domains"] == []
    make_client().create_domain(name="Support")


@mock_cases()
def test_it_decorates_with_parentheses() -> None:
    """The decorator may be called, and passes arguments and results through."""

    @mock_cases()
    def add(one: int, *, other: int) -> int:
        return one + other

    assert add(1, other=2) == 3


def test_it_decorates_coroutine_functions() -> None:
    """The mock spans the whole run of a decorated coroutine function."""

    @mock_cases
    async def count() -> int:
        await asyncio.sleep(0)
        return len(make_client().list_domains()["domains"])

    assert asyncio.run(count()) == 0


def test_it_decorates_test_cases() -> None:
    """In a decorated TestCase, setUp and test share a mock and tests do not."""

    @mock_cases
    class Suite(unittest.TestCase):
        def setUp(self) -> None:
            make_client().create_domain(name="Support")

        def test_one(self) -> None:
            assert len(make_client().list_domains()["domains"]) == 1

        def test_two(self) -> None:
            assert len(make_client().list_domains()["domains"]) == 1

    result = unittest.TestResult()
    unittest.defaultTestLoader.loadTestsFromTestCase(Suite).run(result)
    assert (result.testsRun, result.errors, result.failures) == (2, [], [])


@mock_cases
class TestDecoratedClass:
    """A class of test methods."""

    def test_method(self) -> None:
        """Each test method of a decorated class runs in a mock."""
        assert make_client().list_domains()["domains"] == []


def test_regions_are_apart(cases: EmbeddedCases) -> None:
    """What exists in one Region does not exist in another."""
    west, east = make_client("us-west-2"), make_client("us-east-1")
    domain_id = west.create_domain(name="Support")["domainId"]
    assert east.list_domains()["domains"] == []
    assert code(lambda: east.get_domain(domainId=domain_id)) == (
        "ResourceNotFoundException"
    )


def test_accounts_are_apart(
    cases: EmbeddedCases, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What exists in one account does not exist in another, ARNs naming the owner."""
    client = make_client()
    first = client.create_domain(name="Support")["domainArn"]
    assert first.startswith(f"arn:aws:cases:{REGION}:{DEFAULT_ACCOUNT_ID}:domain/")
    monkeypatch.setenv("MOTO_ACCOUNT_ID", "210987654321")
    assert client.list_domains()["domains"] == []
    assert ":210987654321:" in client.create_domain(name="Support")["domainArn"]


def test_a_region_without_cases_says_so(cases: EmbeddedCases) -> None:
    """A Region that does not offer Cases is answered with a 501 that names it."""
    answer = refusal(lambda: make_client("eu-west-1").list_domains())
    assert answer["ResponseMetadata"]["HTTPStatusCode"] == 501
    assert "eu-west-1" in answer["Error"]["Message"]


@pytest.mark.parametrize(
    "options", [{"use_fips_endpoint": True}, {"use_dualstack_endpoint": True}]
)
def test_other_endpoints_are_served(cases: EmbeddedCases, options: Any) -> None:
    """FIPS and dual-stack endpoints reach the same service."""
    make_client().create_domain(name="Support")
    client = boto3.client("connectcases", REGION, config=Config(**options))
    assert len(client.list_domains()["domains"]) == 1


def test_an_operation_not_emulated_says_so(
    client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An operation the embedded service lacks is a 501 that names the operation."""
    monkeypatch.delitem(cast("dict[str, Any]", OPERATIONS), "ListDomains")
    answer = refusal(client.list_domains)
    assert answer["ResponseMetadata"]["HTTPStatusCode"] == 501
    assert answer["Error"]["Message"].startswith("ListDomains")


def settings(cases: EmbeddedCases) -> list[Any]:
    """What can be set on the handle, but for the clock."""
    return [cases.page_limit, cases.quotas, cases.merge_duration, [*cases.observers]]


def test_reset_forgets_everything(world: World) -> None:
    """Resetting drops all state and puts all settings back."""
    shipped = settings(world.cases)
    world.cases.page_limit = 1
    world.cases.quotas = Quotas(domains=0)
    world.cases.merge_duration = timedelta(days=1)
    world.cases.observers.append(print)
    assert not any(map(operator.eq, settings(world.cases), shipped))
    world.cases.reset()
    assert settings(world.cases) == shipped
    assert world.cases.clock.now() != NOON
    assert world.client.list_domains()["domains"] == []
    assert world.client.create_domain(name="Support")


def test_a_misspelt_setting_is_an_error(world: World) -> None:
    """What cannot be set is refused, rather than kept and never looked at."""
    with pytest.raises(AttributeError, match="page_limits"):
        setattr(world.cases, "page_limits", 1)  # noqa: B010 - no checker lets it pass


@pytest.mark.parametrize(
    ("setting", "wrong", "right"),
    [
        ("page_limit", (0, -1, 1.5, "2"), (1, 2, None)),
        (
            "merge_duration",
            (2, None, timedelta(seconds=-1)),
            (timedelta(0), timedelta(days=1)),
        ),
    ],
)
def test_settings_are_checked_when_they_are_set(
    cases: EmbeddedCases, setting: str, wrong: Any, right: Any
) -> None:
    """A value that could not be gone by is an error at once, and leaves the old one."""
    for value in right:
        setattr(cases, setting, value)
        assert getattr(cases, setting) == value
        for other in wrong:
            with pytest.raises(ValueError, match=setting):
                setattr(cases, setting, other)
        assert getattr(cases, setting) == value


def test_it_is_served_over_http() -> None:
    """Through moto's server, a client with an endpoint URL reaches the service."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        client = make_client(
            endpoint_url=f"http://{host}:{port}",
            aws_access_key_id="key",
            aws_secret_access_key="secret",  # noqa: S106  # of nobody
        )
        domain_id = client.create_domain(name="Über")["domainId"]
        assert client.get_domain(domainId=domain_id)["name"] == "Über"
        assert client.exceptions.ResourceNotFoundException.__name__ == code(
            lambda: client.get_domain(domainId="unknown")
        )
        # Paths with a colon, and with an ARN's slashes encoded in them.
        arn = client.get_domain(domainId=domain_id)["domainArn"]
        client.tag_resource(arn=arn, tags={"k": "v"})
        assert client.list_tags_for_resource(arn=arn)["tags"] == {"k": "v"}
        cases = [{"caseIdentifier": {"caseId": "x"}}]
        answer = client.batch_update_case(
            domainId=domain_id, cases=cases, fields=[], title="x"
        )
        assert answer["failedCases"][0]["errorCode"] == "CASE_NOT_FOUND"
        client.delete_domain(domainId=domain_id)
    finally:
        server.stop()


def test_the_clock_is_real_until_taken_hold_of() -> None:
    """The clock runs until frozen, set or advanced, and stands from then on."""
    with mock_cases() as cases:
        first = cases.clock.now()
        assert first.utcoffset() == timedelta(0)
        assert first.microsecond % 1000 == 0
        assert cases.clock.now() >= first
        later = cases.clock.advance(timedelta(days=1))
        assert later >= first + timedelta(days=1)
        assert cases.clock.now() == later
        cases.clock.resume()
        assert cases.clock.now() < later


def test_the_clock_refuses_what_it_cannot_mean(cases: EmbeddedCases) -> None:
    """A time without a zone, an advance backwards, and years in which deadlines would
    be beyond what a time can be, are errors.
    """
    last = datetime(9899, 12, 31, tzinfo=UTC)
    cases.clock.set(last)
    for move in (
        lambda: cases.clock.advance(timedelta(days=1)),
        lambda: cases.clock.advance(timedelta.max),
        lambda: cases.clock.set(last + timedelta(days=1)),
        lambda: cases.clock.set(datetime.min.replace(tzinfo=timezone.max)),
    ):
        with pytest.raises(ValueError, match="9899"):
            move()
    assert cases.clock.now() == last
    with pytest.raises(ValueError, match="zone"):
        cases.clock.set(cases.clock.now().replace(tzinfo=None))
    with pytest.raises(ValueError, match="forward"):
        cases.clock.advance(timedelta(seconds=-1))
    with pytest.raises(ValueError, match="zone"):
        cases.add_contact(
            "arn", channel="CHAT", connected=cases.clock.now().replace(tzinfo=None)
        )


def test_motos_own_reset_resets_the_settings(world: World) -> None:
    """`/moto-api/reset` forgets state and settings, as `reset` does."""
    shipped = Quotas()
    world.cases.quotas.domains = 1
    requests.post("http://motoapi.amazonaws.com/moto-api/reset", timeout=5)
    assert world.cases.quotas == shipped
    assert world.cases.clock.now() != NOON
    assert not world.cases.calls
    assert world.client.list_domains()["domains"] == []


def test_a_client_of_the_handle_stays_within_mocks() -> None:
    """Outside a mock a client of the handle sends nothing, and says what to do."""
    with mock_cases() as cases:
        kept = cases.boto3_client()
        assert kept.list_domains()["domains"] == []
        assert list(cases.client().list_domains()) == []
    with pytest.raises(RuntimeError, match="use it within mock_cases"):
        kept.list_domains()


def test_moto_may_let_the_service_through() -> None:
    """Where the user has moto let the service through, its requests are sent."""
    config: Any = {"core": {"passthrough": {"services": ["connectcases"]}}}
    refusing = Config(retries={"max_attempts": 0}, proxies={"https": "127.0.0.1:9"})
    with mock_aws(config=config):
        client = boto3.client("connectcases", REGION, config=refusing)
        with pytest.raises(ProxyConnectionError):
            client.list_domains()
