"""After an error a caller knows whether the request was done and what to resend."""

import asyncio
import pickle
import ssl
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any, cast

import attrs
import pytest
from botocore.config import Config
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    EndpointConnectionError,
    ReadTimeoutError,
    SSLError,
)
from botocore.stub import Stubber
from urllib3.exceptions import MaxRetryError
from urllib3.exceptions import SSLError as UrlLibSSLError

import connectcases_typed as cc
from connectcases_typed import AsyncClient, Client, may_have_been_done

from .async_client.waiting import until
from .calls import AUDIT, CREATE, UPDATE
from .every import EVERY, Sender, sending
from .nobody import QUIET, arguments
from .samples import REQUESTS, sample
from .stub import Answer, Stub

TWICE = QUIET.merge(Config(retries={"total_max_attempts": 2}))
HUNG_UP = Answer(status=None)
GOOD = Answer.of(CREATE.answer)


def refusal(status: int) -> Answer:
    """A refusal as the service sends it."""
    return Answer.error(f"Code{status}", "", status)


@pytest.fixture(params=EVERY)
def every(request: pytest.FixtureRequest) -> str:
    """Each way to send a request."""
    found: str = request.param
    return found


@pytest.fixture
def sender(every: str, stub: Stub, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sender]:
    """A client that tries twice, without a pause."""
    monkeypatch.setattr("botocore.endpoint.time", SimpleNamespace(sleep=float))
    with sending(every, stub.url, config=TWICE) as found:
        yield found


def failing(sender: Sender, request: Any) -> Any:
    """The error that a call ends in; it knows the request."""
    with pytest.raises((cc.ConnectCasesError, BotoCoreError)) as raised:
        sender.send(request)
    error: Any = raised.value
    assert error.request is request
    return error


#: What each attempt is answered with; attempts, and whether it may have been done.
ENDS: dict[str, tuple[list[Answer], int, bool]] = {
    "refused": ([refusal(400)], 1, False),
    "not found": ([refusal(404)], 1, False),
    "in conflict": ([refusal(409)], 1, False),
    "over a quota": ([refusal(402)], 1, False),
    "throttled": ([refusal(429)] * 2, 2, False),
    "throttled, then refused": ([refusal(429), refusal(404)], 2, False),
    "failed": ([refusal(500)] * 2, 2, True),
    "failed, then not found": ([refusal(500), refusal(404)], 2, True),
    "failed, then throttled": ([refusal(503), refusal(429)], 2, True),
    "lost": ([HUNG_UP] * 2, 2, True),
    "lost, then in conflict": ([HUNG_UP, refusal(409)], 2, True),
    "no answer": ([Answer(body=b"<html>")], 1, True),
    "lost, then no answer": ([HUNG_UP, Answer(body=b"[]")], 2, True),
}


@pytest.mark.parametrize("end", ENDS)
def test_an_error_says_whether_it_may_have_been_done(
    sender: Sender, stub: Stub, end: str
) -> None:
    """Refused attempts leave no doubt; a lost response does."""
    answers, attempts, doubt = ENDS[end]
    stub.answers(*answers)
    error = failing(sender, CREATE.request)
    assert (error.attempts, may_have_been_done(error)) == (attempts, doubt)
    assert len(stub.received) == attempts


@pytest.mark.parametrize("end", ENDS)
def test_a_read_does_nothing(sender: Sender, stub: Stub, end: str) -> None:
    """A read leaves no doubt, whatever error it ends in."""
    answers, attempts, _ = ENDS[end]
    stub.answers(*answers)
    error = failing(sender, AUDIT.request)
    assert (error.attempts, may_have_been_done(error)) == (attempts, False)


def test_what_never_left_was_not_done(sender: Sender, stub: Stub) -> None:
    """A request that was refused before it was sent has no attempts."""
    valid: Any = CREATE.request
    request = attrs.evolve(valid, case_id="")
    error = failing(sender, request)
    assert (error.attempts, may_have_been_done(error)) == (0, False)
    assert stub.received == []


def test_what_reached_nobody_was_not_done(every: str) -> None:
    """A refused connection leaves no doubt, however many attempts there were."""
    with sending(every, "http://127.0.0.1:9", config=QUIET) as sender:
        error = failing(sender, CREATE.request)
    assert type(error).__name__ == "EndpointConnectionError"
    assert (error.attempts, may_have_been_done(error)) == (1, False)


def test_without_credentials_nothing_is_sent(
    every: str, stub: Stub, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What botocore raises before it sends knows the request, and leaves no doubt."""
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name, raising=False)
    nobody: Any = {"aws_access_key_id": None, "aws_secret_access_key": None}
    with sending(every, stub.url, **nobody) as sender:
        error = failing(sender, CREATE.request)
    assert type(error).__name__ == "NoCredentialsError"
    assert (error.attempts, may_have_been_done(error)) == (0, False)


@pytest.mark.parametrize(
    ("reason", "doubt"),
    [
        (ssl.SSLCertVerificationError("self-signed certificate"), False),
        (ssl.SSLEOFError("EOF occurred in violation of protocol"), True),
    ],
    ids=lambda it: type(it).__name__,
)
def test_a_certificate_is_checked_before_anything_is_sent(
    sender: Sender, reason: ssl.SSLError, *, doubt: bool
) -> None:
    """A refused certificate leaves no doubt; a connection that ends later does."""
    # As urllib3 and botocore wrap it.
    within = MaxRetryError(cast("Any", None), "/", UrlLibSSLError(reason))

    def fail(**_: object) -> None:
        raise SSLError(endpoint_url="https://cases", error=within)

    sender.boto3.meta.events.register("before-send.connectcases.*", fail)
    error = failing(sender, CREATE.request)
    assert type(error) is SSLError
    assert may_have_been_done(error) == doubt


def test_an_answer_that_does_not_come_leaves_doubt(every: str, stub: Stub) -> None:
    """After a timeout it may have been done."""
    stub.answers(GOOD)
    stub.hold()
    hasty = QUIET.merge(Config(read_timeout=0.1))
    with sending(every, stub.url, config=hasty) as sender:
        error = failing(sender, CREATE.request)
        stub.release()
    assert type(error).__name__ == "ReadTimeoutError"
    assert (error.attempts, may_have_been_done(error)) == (1, True)


def test_a_stub_can_put_a_caller_in_doubt(sender: Sender) -> None:
    """An error of botocore's `Stubber` says what its status says."""
    for status in (400, 429, 500):
        with Stubber(sender.boto3) as stubber:
            stubber.add_client_error("create_related_item", "Oh", "", status)
            error = failing(sender, CREATE.request)
        assert (error.attempts, may_have_been_done(error)) == (1, status == 500)


@pytest.mark.parametrize("is_sent", [True, False])
def test_a_timeout_around_a_call_knows_if_it_was_sent(
    stub: Stub, *, is_sent: bool
) -> None:
    """The `TimeoutError` of `asyncio.timeout` reports what the call inside knows."""

    async def hurry() -> TimeoutError:
        one = QUIET.merge(Config(max_pool_connections=1))
        async with (
            AsyncClient(**arguments(stub.url, config=one)) as cases,
            asyncio.TaskGroup() as tasks,
        ):
            if not is_sent:
                # It has the only connection.
                tasks.create_task(cases.delete_domain(domain_id="d"))
                await until(lambda: stub.in_hand == 1)
            with pytest.raises(TimeoutError) as raised:  # noqa: PT012 - a timeout is a block
                async with asyncio.timeout(10) as timeout:
                    tasks.create_task(expire(timeout))
                    await cases.send(CREATE.request)
            stub.release()
        return raised.value

    async def expire(scope: asyncio.Timeout) -> None:
        await until(lambda: stub.in_hand == 1)
        if not is_sent:
            await asyncio.sleep(0.05)
        scope.reschedule(0)

    stub.answers_by(lambda _: Answer(body=b"{}"))
    stub.hold()
    error = asyncio.run(hurry())
    assert may_have_been_done(error) is is_sent
    assert len(stub.received) == 1


def test_errors_of_no_call_say_what_their_class_says() -> None:
    """For an error of no call its class decides; an unknown class leaves doubt."""
    refused = ClientError({"ResponseMetadata": {"HTTPStatusCode": 404}}, "X")  # type: ignore[typeddict-item] # botocore's own are as short
    with pytest.raises(cc.ParamValidationError) as invalid:
        cc.to_botocore(cc.GetCaseRequest(domain_id="", case_id="c", fields=[]))
    closed = EndpointConnectionError(endpoint_url="http://x", error=None)
    for error in (refused, invalid.value, closed, cc.ClientClosedError()):
        assert not may_have_been_done(error)
    failed = ClientError({"Error": {}}, "X")
    lost = ReadTimeoutError(endpoint_url="http://x", error=None)
    for unknown in (failed, lost, ValueError()):
        assert may_have_been_done(unknown)
    assert may_have_been_done(cc.PartialFailureError(object(), ()))


def test_what_is_known_is_kept_by_a_pickle_but_for_what_was_sent(
    sender: Sender, stub: Stub
) -> None:
    """A pickled error keeps attempts and doubt; the request, which is data, is not."""
    stub.answers(HUNG_UP, refusal(404))
    error = failing(sender, CREATE.request)
    twin = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
    assert (twin.attempts, may_have_been_done(twin), twin.request) == (2, True, None)


# ------------------------------------------------------------------------ tokens

TOKENED = [cls for cls in REQUESTS if cls.repeat is cc.Repeat.TOKEN]


def without_token(cls: Any, **changed: object) -> Any:
    """A request that has no token but its own."""
    return attrs.evolve(sample(cls), client_token=None, **changed)


@pytest.mark.parametrize("cls", TOKENED, ids=lambda cls: cls.operation)
def test_a_request_has_a_token_of_its_own(cls: Any) -> None:
    """It is no part of the value; pickles and copies keep it, changed copies do not."""
    request, other = without_token(cls), without_token(cls)
    assert request == other
    assert hash(request) == hash(other)
    assert repr(request) == repr(other)
    token = request.idempotency_token
    assert cc.to_botocore(request)["clientToken"] == token != other.idempotency_token
    assert pickle.loads(pickle.dumps(request)).idempotency_token == token  # noqa: S301 - our own
    changed = attrs.evolve(request, domain_id="another")
    assert changed.idempotency_token not in (token, other.idempotency_token)
    read = cc.from_botocore(cc.to_botocore(request), cls)
    assert read.idempotency_token == read.client_token == token
    given = attrs.evolve(request, client_token=(mine := "mine"))
    assert given.idempotency_token == cc.to_botocore(given)["clientToken"] == mine


@pytest.mark.parametrize("cls", TOKENED, ids=lambda cls: cls.operation)
def test_what_was_read_has_tokens_of_its_own(cls: Any) -> None:
    """Two requests read from one dict without a token have different tokens."""
    data = cc.to_botocore(without_token(cls))
    del data["clientToken"]
    one, other = (cc.from_botocore(data, cls) for _ in range(2))
    assert one.idempotency_token != other.idempotency_token


@pytest.mark.parametrize("cls", TOKENED, ids=lambda cls: cls.operation)
def test_the_same_request_is_sent_with_the_same_token(
    sender: Sender, stub: Stub, cls: Any
) -> None:
    """A token stays the same over boto3's retries and when the caller resends."""
    request = without_token(cls)
    stub.answers(*[HUNG_UP] * 4)
    for _ in range(2):
        request = failing(sender, request).request
    tokens = {received.json["clientToken"] for received in stub.received}
    assert (tokens, len(stub.received)) == ({request.idempotency_token}, 4)


# ------------------------------------------------------------- what is sent again

UNTOKENED: list[Any] = [
    CREATE.request,
    UPDATE.request,
    cc.DeleteCaseRequest(domain_id="d", case_id="c"),
]


@pytest.fixture
def careful(
    every: str, stub: Stub, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Sender]:
    """A client that does not repeat writes."""
    monkeypatch.setattr("botocore.endpoint.time", SimpleNamespace(sleep=float))
    with sending(every, stub.url, repeat_writes=False, config=TWICE) as found:
        yield found


@pytest.mark.parametrize("request_", UNTOKENED, ids=lambda it: it.operation)
@pytest.mark.parametrize("lost", [HUNG_UP, refusal(500), refusal(503)])
def test_what_may_have_been_done_is_not_repeated(
    careful: Sender, stub: Stub, request_: Any, lost: Answer
) -> None:
    """A write without a token is sent once if its answer is lost."""
    stub.answers(lost)
    error = failing(careful, request_)
    assert (error.attempts, may_have_been_done(error)) == (1, True)


@pytest.mark.parametrize(
    ("request_", "answer"),
    [
        (AUDIT.request, AUDIT.answer),
        (without_token(cc.CreateCaseRequest), {"caseId": "c", "caseArn": "a"}),
    ],
    ids=["read", "token"],
)
def test_what_cannot_be_done_twice_is_repeated(
    careful: Sender, stub: Stub, request_: Any, answer: dict[str, object]
) -> None:
    """Reads and writes with a token are retried as usual."""
    stub.answers(HUNG_UP, Answer.of(answer))
    assert careful.send(request_).metadata.retry_attempts == 1


def test_what_was_throttled_is_repeated(careful: Sender, stub: Stub) -> None:
    """A refused attempt has done nothing, so that any write is sent again."""
    stub.answers(Answer.error("ThrottlingException", "", 429), GOOD)
    assert careful.send(CREATE.request).metadata.retry_attempts == 1


def test_boto3_repeats_writes_unless_it_is_told_not_to(
    sender: Sender, stub: Stub
) -> None:
    """By default a lost write is sent again, which the metadata says."""
    stub.answers(HUNG_UP, GOOD)
    assert sender.send(CREATE.request).metadata.retry_attempts == 1
    assert len(stub.received) == 2


def test_the_owner_of_a_wrapped_client_sees_nothing_of_it(stub: Stub) -> None:
    """What the owner of a boto3 client calls is repeated and answered as before."""
    with sending("Client.wrap", stub.url, repeat_writes=False, config=TWICE) as sender:
        Client.wrap(sender.boto3)
        stub.answers(HUNG_UP, GOOD)
        answer = sender.boto3.create_related_item(**cc.to_botocore(CREATE.request))
        assert answer["ResponseMetadata"]["RetryAttempts"] == 1
        stub.answers(Answer(body=b"<html>"))
        assert set(sender.boto3.delete_case(domainId="d", caseId="c")) == {
            "ResponseMetadata"
        }
