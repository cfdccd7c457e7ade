import copy
import pickle
from http import HTTPStatus
from typing import Any

import pytest
from botocore.exceptions import ClientError

import connectcases_typed as cc
from connectcases_typed import Client, ResponseError, ServiceError

from .calls import CREATE, Call
from .makers import Kind
from .stub import REQUEST_ID, Answer, Stub

#: Every error of the service: class, status, whether sending it again may help.
ERRORS: list[tuple[type[ServiceError], int, bool]] = [
    (cc.AccessDeniedException, 403, False),
    (cc.ConflictException, 409, False),
    (cc.InternalServerException, 500, True),
    (cc.ResourceNotFoundException, 404, False),
    (cc.ServiceQuotaExceededException, 402, False),
    (cc.ThrottlingException, 429, True),
    (cc.ValidationException, 400, False),
]


def failing(cases: Client, stub: Stub, answer: Answer, call: Call = CREATE) -> Any:
    """The error a call ends in when it is answered like this."""
    stub.answers(answer)
    with pytest.raises(ServiceError) as raised:
        cases.send(call.request)
    return raised.value


@pytest.mark.parametrize(("cls", "status", "retryable"), ERRORS)
def test_an_error_of_the_service_has_its_class(
    cases: Client,
    call: Call,
    stub: Stub,
    cls: type[ServiceError],
    status: int,
    retryable: bool,  # noqa: FBT001 - a parameter of the test, given by name
) -> None:
    """Each operation raises each error as its class, with all it says."""
    answer = Answer.error(cls.__name__, "Not today", status)
    error = failing(cases, stub, answer, call)
    assert type(error) is cls
    assert (cls.__name__, "Not today", REQUEST_ID, status, retryable) == (
        error.code,
        error.message,
        error.request_id,
        error.status_code,
        error.retryable,
    )
    assert call.request.operation == error.operation
    for said in (call.request.operation, cls.__name__, "Not today", REQUEST_ID):
        assert said in str(error)


def test_an_error_tells_what_only_its_class_has(cases: Client, stub: Stub) -> None:
    """What was not found, and how long to wait, are attributes of their errors."""
    answer = Answer.error(
        "ResourceNotFoundException", "", 404, resourceId="c1", resourceType="Case"
    )
    missing = failing(cases, stub, answer)
    assert (missing.resource_id, missing.resource_type) == ("c1", "Case")

    headers = {"x-amzn-ErrorType": "InternalServerException", "Retry-After": "7"}
    broken = failing(cases, stub, Answer.of({}, status=500, headers=headers))
    assert broken.retry_after_seconds == 7


def test_what_an_error_does_not_tell_is_none(cases: Client, stub: Stub) -> None:
    """Members the service left out of an error are None."""
    missing = failing(cases, stub, Answer.error("ResourceNotFoundException", "", 404))
    assert (missing.resource_id, missing.resource_type) == (None, None)
    broken = failing(cases, stub, Answer.error("InternalServerException", "", 500))
    assert broken.retry_after_seconds is None


CODE = "ThrottlingException"


@pytest.mark.parametrize(
    ("header", "body"),
    [
        (CODE, {}),
        (f"{CODE}:http://internal.amazon.com/coral/com.amazonaws.cases/", {}),
        (f"com.amazonaws.cases#{CODE}", {}),
        (f"com.amazonaws.cases#{CODE}:http://internal.amazon.com/", {}),
        (None, {"__type": CODE}),
        (None, {"__type": f"com.amazonaws.cases#{CODE}"}),
        (None, {"code": CODE}),
    ],
)
@pytest.mark.parametrize("key", ["message", "Message"])
def test_an_error_is_known_however_it_is_named(
    cases: Client, stub: Stub, header: str | None, body: dict[str, str], key: str
) -> None:
    """In a header or in the body, with or without a namespace, a code is the code."""
    headers = {} if header is None else {"x-amzn-ErrorType": header}
    answer = Answer.of({**body, key: "Slow down"}, status=429, headers=headers)
    error = failing(cases, stub, answer)
    assert type(error) is cc.ThrottlingException
    assert (error.code, error.message) == (CODE, "Slow down")


@pytest.mark.parametrize("status", [400, 403, 429, 500, 503])
def test_an_unknown_code_is_a_plain_service_error(
    cases: Client, stub: Stub, status: int
) -> None:
    """A code nobody knows keeps all it says, and its status tells if to try again."""
    error = failing(cases, stub, Answer.error("OutOfTeaException", "Sorry", status))
    assert type(error) is ServiceError
    assert (error.code, error.message) == ("OutOfTeaException", "Sorry")
    assert (status in (429, 500, 503)) is error.retryable


@pytest.mark.parametrize("body", [b"<html><body>Busy</body></html>", b""])
@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_proxy_in_trouble_is_a_service_error(
    cases: Client, stub: Stub, status: int, body: bytes
) -> None:
    """A page of HTML, or nothing, under a status of failure is that failure."""
    error = failing(cases, stub, Answer(body=body, status=status))
    assert type(error) is ServiceError
    assert (str(status), HTTPStatus(status).phrase) == (error.code, error.message)
    assert (status, True) == (error.status_code, error.retryable)


@pytest.mark.parametrize("status", [301, 302, 400, 403, 404, 407])
def test_no_status_but_success_brings_an_answer(
    cases: Client, call: Call, stub: Stub, status: int
) -> None:
    """What would be a good answer is an error under any other status."""
    error = failing(cases, stub, Answer.of(call.answer, status=status), call)
    assert (status, False) == (error.status_code, error.retryable)


def test_errors_are_caught_as_with_boto3(cases: Client, stub: Stub) -> None:
    """A service error is a `ClientError` with the response boto3's error has."""
    answer = Answer.error("ConflictException", "Merging", 409)
    stub.answers(answer, answer)
    with pytest.raises(ClientError) as ours:
        cases.send(CREATE.request)
    raw = cases.boto3.create_related_item
    parameters = cc.to_botocore(CREATE.request)
    with pytest.raises(cases.boto3.exceptions.ConflictException) as botocores:
        raw(**parameters)
    theirs = botocores.value
    assert theirs.operation_name == ours.value.operation_name
    assert theirs.response["Error"] == ours.value.response["Error"]
    assert type(theirs) is type(ours.value.__context__)


@pytest.mark.parametrize(("cls", "status", "retryable"), ERRORS)
def test_service_errors_can_be_sent_between_processes(
    tuned: Client, stub: Stub, cls: type[ServiceError], status: int, *, retryable: bool
) -> None:
    """Pickled or copied, an error is of its class and says the same."""
    error = failing(tuned, stub, Answer.error(cls.__name__, "No", status))
    error.next_token = "t7"  # noqa: S105 - a page token, no secret
    for twin in (pickle.loads(pickle.dumps(error)), copy.copy(error)):  # noqa: S301 - our own
        assert type(twin) is cls
        assert (str(error), "t7", retryable) == (
            str(twin),
            twin.next_token,
            twin.retryable,
        )
        assert error.response == twin.response


def test_response_errors_can_be_sent_between_processes(
    cases: Client, kind: Kind, stub: Stub
) -> None:
    """Pickled or copied, a `ResponseError` says the same."""
    stub.answers(Answer.of({}))
    with pytest.raises(ResponseError) as raised:
        cases.send(CREATE.request)
    error = raised.value
    for twin in (pickle.loads(pickle.dumps(error)), copy.copy(error)):  # noqa: S301 - our own
        assert (str(error), error.problems, error.request_id) == (
            str(twin),
            twin.problems,
            twin.request_id,
        )
