"""Only a complete body is a success, for every operation and client."""

import json
import signal
import time
from collections.abc import Iterator
from types import FrameType
from typing import Any

import botocore.parsers
import pytest
from botocore.awsrequest import AWSResponse, HeadersDict

import connectcases_typed as cc
from connectcases_typed import Client, ResponseError
from connectcases_typed.conversion.kinds import members
from connectcases_typed.operations import Request

from .calls import AUDIT
from .every import EVERY, Sender, sending
from .makers import Maker
from .samples import REQUESTS, answer_to, sample

#: Under a status of success, and none of them the answer to anything.
NEVER = (
    b"<html>sign in</html>",
    b"OK",
    b"[]",
    b"null",
    b'"done"',
    b"0",
    b"{}{}",
    b"\xff\xfe",
    b" ",
    b"{",
)


class _Body:
    """What botocore reads a body from."""

    def __init__(self, body: bytes) -> None:
        self._body = body

    def stream(self, **_: object) -> Iterator[bytes]:
        yield self._body


# A boto3 client has no static type.
class _Service:
    """Answers each request of a boto3 client with a body, without a connection."""

    def __init__(self, client: Any) -> None:
        self.body = b""
        client.meta.events.register("before-send.connectcases.*", self._answer)

    def _answer(self, **_: object) -> AWSResponse:
        raw: Any = _Body(self.body)
        headers: Any = HeadersDict()
        return AWSResponse("http://nowhere", 200, headers, raw)


@pytest.fixture(scope="module", params=EVERY)
def sender(request: pytest.FixtureRequest) -> Iterator[tuple[Sender, _Service]]:
    """Sends requests with one kind of client, to a service of ours."""
    with sending(request.param, "http://127.0.0.1:9") as found:
        yield found, _Service(found.boto3)


@pytest.mark.parametrize("cls", REQUESTS, ids=lambda cls: cls.operation)
def test_only_a_whole_answer_is_a_success(
    cls: type[Request[Any]], sender: tuple[Sender, _Service]
) -> None:
    """HTML, text, other JSON, and an answer cut after any byte are `ResponseError`s."""
    client, service = sender
    request = sample(cls)
    whole = json.dumps(answer_to(cls)).encode()
    # A call of `AsyncClient` takes longer, and reads what `Client` reads.
    lengths = range(0, len(whole), 1 if isinstance(client.client, Client) else 5)
    for body in (*NEVER, *(whole[:length] for length in lengths)):
        service.body = body
        response: type = cls.response
        if not body and not members(response):
            continue  # nothing is what it answers
        with pytest.raises(ResponseError) as raised:
            client.send(request)
        assert raised.value.request is request
    service.body = whole
    client.send(request)


# ------------------------------------------------------------------------- times

TIMES = {
    "2026-03-04T05:06:07Z": "2026-03-04T05:06:07+00:00",
    "2026-03-04t05:06:07z": "2026-03-04T05:06:07+00:00",
    "2026-03-04 05:06:07z": "2026-03-04T05:06:07+00:00",
    "2026-03-04T05:06:07.5Z": "2026-03-04T05:06:07.500000+00:00",
    "2026-03-04T05:06:07.123456789Z": "2026-03-04T05:06:07.123456+00:00",
    "2026-03-04T05:06:07.12345678901234567890z": "2026-03-04T05:06:07.123456+00:00",
    "2026-03-04T05:06:07+05:30": "2026-03-03T23:36:07+00:00",
    "2026-03-04T05:06:07.25-08:00": "2026-03-04T13:06:07.250000+00:00",
    # A leap second is the second before it: Python has none.
    "2016-12-31T23:59:60Z": "2016-12-31T23:59:59+00:00",
    "2016-12-31T15:59:60.5-08:00": "2016-12-31T23:59:59.500000+00:00",
    "0001-01-01T00:00:00Z": "0001-01-01T00:00:00+00:00",
    "9999-12-31T23:59:59.999999Z": "9999-12-31T23:59:59.999999+00:00",
}


@pytest.fixture(params=["UTC", "America/Los_Angeles", "Pacific/Apia"])
def _local_time(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """Be somewhere."""
    with monkeypatch.context() as patch:
        patch.setenv("TZ", request.param)
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("_local_time")
@pytest.mark.parametrize("text", TIMES)
def test_a_time_is_the_same_everywhere(
    sender: tuple[Sender, _Service], text: str
) -> None:
    """Every form RFC 3339 allows is one moment, on every client, in every `TZ`."""
    client, service = sender
    (event,) = AUDIT.answer["auditEvents"]
    answer = {"auditEvents": [{**event, "performedTime": text}]}
    service.body = json.dumps(answer).encode()
    found = client.send(AUDIT.request)
    assert found.audit_events[0].performed_time.isoformat() == TIMES[text]


# -------------------------------------------------------------- whose fault it is


class _TimeIsUpError(Exception):
    """What a worker's time limit raises."""


def _limit(_: int, __: FrameType | None) -> None:
    raise _TimeIsUpError


def _limit_by_value_error(_: int, __: FrameType | None) -> None:
    raise ValueError("time is up")


@pytest.mark.parametrize("handler", [_limit, _limit_by_value_error])
def test_what_a_signal_handler_raises_passes_through(
    make: Maker, monkeypatch: pytest.MonkeyPatch, handler: Any
) -> None:
    """An exception raised while botocore parses is not mistaken for the parser's."""
    cases = make("wrapped")
    service = _Service(cases.boto3)
    service.body = json.dumps(AUDIT.answer).encode()
    # Code of the parser's module, in which the signal comes.
    parser: dict[str, Any] = {"__name__": "botocore.parsers", "signal": signal}
    exec("def parse(*_): signal.raise_signal(signal.SIGALRM)", parser)  # noqa: S102 - ours
    monkeypatch.setattr(
        botocore.parsers.RestJSONParser, "_initial_body_parse", parser["parse"]
    )
    before = signal.signal(signal.SIGALRM, handler)
    try:
        with pytest.raises((_TimeIsUpError, ValueError)) as raised:
            cases.send(AUDIT.request)
    finally:
        signal.signal(signal.SIGALRM, before)
    assert not isinstance(raised.value, ResponseError)


@pytest.mark.parametrize("error", [MemoryError, KeyboardInterrupt, SystemExit])
def test_what_is_nobodys_fault_passes_through(
    make: Maker, monkeypatch: pytest.MonkeyPatch, error: type[BaseException]
) -> None:
    """Neither a lack of memory nor an interrupt is a bad answer."""

    def fail(*_: object) -> object:
        raise error

    cases = make("wrapped")
    _Service(cases.boto3).body = b"{}"
    monkeypatch.setattr("botocore.parsers.RestJSONParser._initial_body_parse", fail)
    with pytest.raises(error) as raised:
        cases.send(AUDIT.request)
    assert not cc.may_have_been_done(raised.value)  # it only reads


# ------------------------------------------------------------------ size and chain


def test_an_error_lists_a_few_problems_and_has_them_all() -> None:
    """However much is wrong, the message is short, and `problems` is complete."""
    event = {"eventId": 1, "type": 2, "performedTime": 3.5e40, "fields": 4}
    with pytest.raises(ResponseError) as raised:
        cc.from_botocore(
            {"auditEvents": [event] * 25_000}, cc.GetCaseAuditEventsResponse
        )
    error = raised.value
    assert len(error.problems) == 100_000
    assert len(f"{error} {error!r}") < 5_000
    assert "and 99990 more" in str(error)


def test_keys_are_not_in_paths() -> None:
    """An entry of a map is named by its place, whether it arrives or is sent."""
    key = "Zaphod" * 200_000
    with pytest.raises(ResponseError) as raised:
        cc.from_botocore({"tags": {"a": "b", key: 7}}, cc.ListTagsForResourceResponse)
    assert str(raised.value).endswith("tags[key 1]: expected a string, not int")
    with pytest.raises(cc.ParamValidationError) as refused:
        cc.to_botocore(
            cc.CreateCaseRequest(
                domain_id="d", template_id="t", fields=[], tags={key: "x"}
            )
        )
    assert {it.path for it in refused.value.violations} == {"tags[key 0]"}
    assert "Zaphod" not in f"{refused.value!r} {raised.value!r}"


def test_the_parsers_error_is_nowhere_in_the_chain(make: Maker) -> None:
    """botocore's parser error, which may quote the body, is not in the chain."""
    cases = make("wrapped")
    (event,) = AUDIT.answer["auditEvents"]
    answer = {"auditEvents": [{**event, "performedTime": "Zaphod"}]}
    _Service(cases.boto3).body = json.dumps(answer).encode()
    with pytest.raises(ResponseError) as raised:
        cases.send(AUDIT.request)
    assert (raised.value.__cause__, raised.value.__context__) == (None, None)
