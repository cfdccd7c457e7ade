"""Laws of faults on demand, in process and over HTTP."""

import functools
import threading
import time
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError, ConnectionClosedError, ReadTimeoutError
from moto.server import ThreadedMotoServer
from waiting import PATIENCE

from connectcases_typed.testing import EmbeddedCases, mock_cases
from connectcases_typed.testing.handle import embedded

from .conftest import REGION, refusal


@functools.cache
def make_client(
    endpoint: str | None = None, *, retries: int = 0, read_timeout: float = 60
) -> Any:
    """A client for answers that are none, which the ordinary one here refuses."""
    settings = Config(
        parameter_validation=False,
        retries={"max_attempts": retries},
        read_timeout=read_timeout,
    )
    client: Any = boto3.client(
        "connectcases",
        REGION,
        config=settings,
        endpoint_url=endpoint,
        aws_access_key_id="key",
        aws_secret_access_key="secret",  # noqa: S106  # of nobody
    )
    return client


@pytest.fixture
def client(cases: EmbeddedCases) -> Any:
    """A client in process."""
    return make_client()


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    """moto's server in this process, which shares its service."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture(params=["in process", "over HTTP"])
def service(request: pytest.FixtureRequest) -> Iterator[tuple[EmbeddedCases, Any]]:
    """The embedded service, and a client on each of its two ways in."""
    if request.param == "in process":
        with mock_cases() as cases:
            yield cases, make_client()
        return
    yield embedded, make_client(request.getfixturevalue("endpoint"))
    embedded.reset()


def names(client: Any) -> list[str]:
    """The domains there are."""
    return [domain["name"] for domain in client.list_domains()["domains"]]


def test_throttling_is_a_429_and_does_nothing(
    service: tuple[EmbeddedCases, Any],
) -> None:
    """A throttled request has the service's form and is not carried out."""
    cases, client = service
    cases.faults.throttle(times=1)
    answer = refusal(lambda: client.create_domain(name="One"))
    assert answer["ResponseMetadata"]["HTTPStatusCode"] == 429
    assert answer["Error"]["Code"] == "ThrottlingException"
    assert names(client) == []


@pytest.mark.parametrize("retry_after", [None, 3])
def test_internal_errors_are_500_and_may_say_when_to_retry(
    service: tuple[EmbeddedCases, Any], retry_after: int | None
) -> None:
    """An internal error is not carried out; its Retry-After is as asked, or absent."""
    cases, client = service
    cases.faults.internal_error(retry_after=retry_after, times=1)
    answer = refusal(lambda: client.create_domain(name="One"))
    assert answer["ResponseMetadata"]["HTTPStatusCode"] == 500
    assert answer["Error"]["Code"] == "InternalServerException"
    assert answer.get("retryAfterSeconds") == retry_after
    assert names(client) == []


def test_a_cut_connection_does_nothing(service: tuple[EmbeddedCases, Any]) -> None:
    """A connection cut before the request was done leaves no trace of it."""
    cases, client = service
    cases.faults.cut(times=1)
    with pytest.raises(ConnectionClosedError):
        client.create_domain(name="One")
    assert names(client) == []


def test_a_lost_answer_was_a_write(service: tuple[EmbeddedCases, Any]) -> None:
    """A write whose answer is lost has happened all the same."""
    cases, client = service
    cases.faults.lose_answer(times=1)
    with pytest.raises(ConnectionClosedError):
        client.create_domain(name="One")
    assert names(client) == ["One"]


def test_a_lost_answer_may_be_an_error(service: tuple[EmbeddedCases, Any]) -> None:
    """That the service refused is lost like any other answer."""
    cases, client = service
    cases.faults.lose_answer(times=1)
    with pytest.raises(ConnectionClosedError):
        client.create_domain(name="")


def test_a_truncated_answer_is_half_of_it(service: tuple[EmbeddedCases, Any]) -> None:
    """What arrives is the first half of the body, after the write was done."""
    cases, client = service
    bodies: list[bytes] = []

    def keep(response_dict: dict[str, Any], **_: Any) -> None:
        bodies.append(response_dict["body"])

    event = "before-parse.connectcases.*"
    client.meta.events.register(event, keep)
    try:
        client.create_domain(name="One")
        cases.faults.truncate("GetDomain", times=1)
        domain_id = client.list_domains()["domains"][0]["domainId"]
        client.get_domain(domainId=domain_id)
        client.get_domain(domainId=domain_id)
    finally:
        client.meta.events.unregister(event, keep)
    half, whole = bodies[-2:]
    assert half == whole[: len(whole) // 2]


@pytest.mark.parametrize("status", [200, 404])
def test_html_is_no_answer(service: tuple[EmbeddedCases, Any], status: int) -> None:
    """A page in the way has its status and type, and nothing was done."""
    cases, client = service
    cases.faults.html(status=status, times=1)
    try:
        metadata = client.create_domain(name="One")["ResponseMetadata"]
    except ClientError as error:
        metadata = error.response["ResponseMetadata"]
    assert metadata["HTTPStatusCode"] == status
    assert metadata["HTTPHeaders"]["content-type"].startswith("text/html")
    assert names(client) == []


def test_latency_delays_the_answer(service: tuple[EmbeddedCases, Any]) -> None:
    """An answer with latency is the answer, so much later by the real clock."""
    cases, client = service
    cases.clock.freeze()
    cases.faults.latency(0.05, times=1)
    before = time.monotonic()
    assert names(client) == []
    assert time.monotonic() - before >= 0.05


def test_latency_keeps_nobody_else_waiting(
    endpoint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Over HTTP a client stops waiting as it does, and others are answered meanwhile.

    What it stopped waiting for is done.
    """
    impatient = make_client(endpoint, read_timeout=0.2)
    over = threading.Event()
    waiting = SimpleNamespace(sleep=lambda _: over.wait(PATIENCE))
    monkeypatch.setattr("connectcases_typed.testing.controls.faults.time", waiting)
    fault = embedded.faults.latency(1, "CreateDomain")
    try:
        with pytest.raises(ReadTimeoutError):
            impatient.create_domain(name="One")
        assert names(make_client(endpoint)) == ["One"]
    finally:
        over.set()
        embedded.reset()
    assert fault.happened == 1


def outcomes(client: Any, requests: int) -> list[bool]:
    """Which of so many requests are answered."""
    answered: list[bool] = []
    for _ in range(requests):
        try:
            client.list_domains()
        except ClientError:
            answered.append(False)
        else:
            answered.append(True)
    return answered


def test_a_fault_is_of_its_operation(cases: EmbeddedCases, client: Any) -> None:
    """A fault set for an operation leaves the others alone."""
    fault = cases.faults.throttle("CreateDomain")
    assert all(outcomes(client, 3))
    assert fault.happened == 0


@pytest.mark.parametrize("times", [1, 2, None])
def test_a_counted_fault_happens_so_often(
    cases: EmbeddedCases, client: Any, times: int | None
) -> None:
    """It happens on the next requests, as many as it says, or on all of them."""
    more = {} if times is None else {"times": times}
    fault = cases.faults.throttle("ListDomains", **more)
    expected = 4 if times is None else times
    assert outcomes(client, 4) == [False] * expected + [True] * (4 - expected)
    assert fault.happened == expected


def test_retries_meet_faults_too(cases: EmbeddedCases) -> None:
    """boto3's retry of a throttled request is the next request."""
    fault = cases.faults.throttle(times=1)
    assert make_client(retries=1).list_domains()["domains"] == []
    assert fault.happened == 1


def test_randomness_repeats_itself(cases: EmbeddedCases, client: Any) -> None:
    """The same probability and seed give the same faults, other seeds others."""
    seen: list[list[bool]] = []
    for seed in (7, 7, 8):
        cases.faults.clear()
        cases.faults.throttle(probability=0.5, seed=seed)
        seen.append(outcomes(client, 40))
    assert seen[0] == seen[1] != seen[2]
    assert 5 < sum(seen[0]) < 35


def test_randomness_can_be_counted(cases: EmbeddedCases, client: Any) -> None:
    """With both, it is so often at most, at random."""
    fault = cases.faults.throttle(probability=0.5, times=3)
    assert outcomes(client, 40).count(False) == fault.happened == 3


def test_one_fault_to_a_request(cases: EmbeddedCases, client: Any) -> None:
    """Of several that apply the first one set happens, and the next is kept."""
    first = cases.faults.throttle(times=1)
    second = cases.faults.internal_error(times=1)
    assert refusal(client.list_domains)["Error"]["Code"] == "ThrottlingException"
    assert (first.happened, second.happened) == (1, 0)
    assert refusal(client.list_domains)["Error"]["Code"] == "InternalServerException"
    assert client.list_domains()


def test_faults_end() -> None:
    """Faults end when they are cleared, and with the outermost mock."""
    client = make_client()
    with mock_cases() as cases:
        cases.faults.throttle()
        cases.faults.clear()
        assert all(outcomes(client, 1))
        cases.faults.throttle()
    with mock_cases():
        assert all(outcomes(client, 1))


@pytest.mark.parametrize(
    ("when", "complaint"),
    [
        ({"times": 0}, "times: 0"),
        ({"probability": 0}, "probability: 0"),
        ({"probability": 1.1}, r"probability: 1\.1"),
        ({"operation": "ListDomain"}, "no operation 'ListDomain'"),
    ],
)
def test_faults_that_cannot_be_are_refused(
    cases: EmbeddedCases, client: Any, when: Any, complaint: str
) -> None:
    """A fault that could never happen is an error, and is not set."""
    with pytest.raises(ValueError, match=complaint):
        cases.faults.throttle(**when)
    assert all(outcomes(client, 1))


def test_faults_that_would_be_defects_are_refused(
    cases: EmbeddedCases, client: Any
) -> None:
    """A delay, a wait or a status that there cannot be is an error, and is not set."""
    for seconds in (-1, float("nan"), 1e308):
        with pytest.raises(ValueError, match="seconds"):
            cases.faults.latency(seconds)
    with pytest.raises(ValueError, match="retry_after"):
        cases.faults.internal_error(retry_after=-1)
    for status in (0, 99999):
        with pytest.raises(ValueError, match=str(status)):
            cases.faults.html(status=status)
    assert all(outcomes(client, 1))
