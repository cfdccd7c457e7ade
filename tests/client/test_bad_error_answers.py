"""An error response that botocore cannot read keeps its class and is retried.

Where botocore's `before-parse` event is no longer what it was, botocore's parser fails
on these, and that is a `ResponseError`.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from types import SimpleNamespace
from typing import Any

import pytest
from botocore.config import Config

import connectcases_typed as cc
from connectcases_typed import Client, ServiceError

from .calls import AUDIT, CREATE
from .makers import Kind, Maker
from .nobody import QUIET
from .stub import Answer, Stub


@pytest.fixture(scope="module", params=["tuned", "wrapped"])
def usual(request: pytest.FixtureRequest, stub: Stub) -> Iterator[Client]:
    """A client of ours, and a wrapped one; both try three times, without a pause."""
    kind: Kind = request.param
    maker = Maker(stub.url)
    retries = Config(retries={"total_max_attempts": 3})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("botocore.endpoint.time", SimpleNamespace(sleep=float))
        yield maker(kind, config=QUIET.merge(retries))
    maker.close()


def failing(cases: Client, stub: Stub, answer: Answer) -> Any:
    """The error a read ends in when each attempt is answered like this."""
    stub.answers_by(lambda _: answer)
    with pytest.raises(ServiceError) as raised:
        cases.send(AUDIT.request)
    return raised.value


@pytest.mark.parametrize("status", [300, 301, 400, 429, 500, 503])
@pytest.mark.parametrize(
    "body",
    [
        b"[]",
        b'"Busy"',
        b"null",
        b"\xff",
        b"[" * 100_000,
        b'{"__type": []}',
        b'{"__type": null}',
        b'{"code": {"a": 1}}',
        b'{"Code": 7, "message": ["no", "text"]}',
        b'{"code": "", "resourceId": {"a": 1}}',
    ],
)
def test_an_error_that_cannot_be_read_is_what_its_status_says(
    usual: Client, stub: Stub, body: bytes, status: int
) -> None:
    """If botocore's parser fails on an error body, the status decides the class."""
    error = failing(usual, stub, Answer(body=body, status=status))
    assert type(error) is ServiceError
    assert (status, status in (429, 500, 503)) == (error.status_code, error.retryable)
    assert isinstance(error.message, str)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("7", 7),
        ("6.1", 7),
        ("-3", 0),
        ("Wed, 21 Oct 2015 07:28:00 GMT", 0),
        ("Wed, 21 Oct 2015 07:28:00", 0),
        ("soon", None),
        ("", None),
        ("inf", None),
        ("nan", None),
        ("9" * 5000, None),
    ],
)
def test_when_to_try_again_comes_in_every_form(
    usual: Client, stub: Stub, header: str, seconds: int | None
) -> None:
    """`Retry-After` is whole seconds, whatever form of it arrives, or None."""
    headers = {"x-amzn-ErrorType": "InternalServerException", "Retry-After": header}
    error = failing(usual, stub, Answer.of({}, status=500, headers=headers))
    assert type(error) is cc.InternalServerException
    assert error.retry_after_seconds == seconds


def test_a_date_to_try_again_at_is_so_many_seconds_away(
    usual: Client, stub: Stub
) -> None:
    """A date in `Retry-After` is as many seconds as there are until then."""
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=90), usegmt=True)
    headers = {"x-amzn-ErrorType": "InternalServerException", "Retry-After": later}
    error = failing(usual, stub, Answer.of({}, status=500, headers=headers))
    assert 30 <= error.retry_after_seconds <= 90


@pytest.mark.parametrize(
    "trouble",
    [
        Answer(body=b'{"code": {"a": 1}}', status=503),
        Answer(body=b'{"__type": []}', status=500),
        Answer(body=b"[]", status=503),
        Answer.of(
            {},
            status=500,
            headers={
                "x-amzn-ErrorType": "InternalServerException",
                "Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT",
            },
        ),
    ],
)
@pytest.mark.parametrize("kind", ["tuned", "wrapped"])
def test_it_is_tried_again_as_its_status_says(
    make: Maker,
    kind: Kind,
    stub: Stub,
    trouble: Answer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """boto3 retries such a response, and the next one is returned."""
    monkeypatch.setattr("botocore.endpoint.time", SimpleNamespace(sleep=float))
    retries = Config(retries={"total_max_attempts": 3})
    stub.answers(trouble, trouble, Answer.of(CREATE.answer))
    cases = make(kind, config=QUIET.merge(retries))
    assert cases.send(CREATE.request).metadata.retry_attempts == 2
