from collections.abc import Iterator
from types import SimpleNamespace
from typing import Literal

import pytest
from botocore.config import Config

from connectcases_typed import Client, ServiceError, from_botocore

from .calls import AUDIT
from .makers import Kind, Maker
from .nobody import QUIET
from .stub import Answer, Stub

TRANSIENT = {
    "429": Answer.error("ThrottlingException", "", 429),
    "500": Answer.error("InternalServerException", "", 500),
    "503": Answer(body=b"<html>", status=503),
}


@pytest.fixture(scope="module", params=["legacy", "standard"])
def patient(request: pytest.FixtureRequest, kind: Kind, stub: Stub) -> Iterator[Client]:
    """A client that tries three times, and does not sleep in between.

    Not in adaptive mode, which sleeps on a clock of its own.
    """
    mode: Literal["legacy", "standard"] = request.param
    retries = Config(retries={"mode": mode, "total_max_attempts": 3})
    maker = Maker(stub.url)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("botocore.endpoint.time", SimpleNamespace(sleep=float))
        yield maker(kind, config=QUIET.merge(retries))
    maker.close()


@pytest.mark.parametrize("trouble", TRANSIENT)
def test_what_may_pass_is_tried_again(
    patient: Client, stub: Stub, trouble: str
) -> None:
    """boto3's retries work as configured, and the metadata tells how many it took."""
    bad = TRANSIENT[trouble]
    stub.answers(bad, bad, Answer.of(AUDIT.answer))
    response = patient.send(AUDIT.request)
    assert from_botocore(AUDIT.answer, AUDIT.request.response) == response
    assert (response.metadata.retry_attempts, len(stub.received)) == (2, 3)
    assert len({received.body for received in stub.received}) == 1


def test_what_does_not_pass_is_an_error_in_the_end(patient: Client, stub: Stub) -> None:
    """After the last attempt the error is raised, and tells of the attempts."""
    stub.answers(*[TRANSIENT["500"]] * 3)
    with pytest.raises(ServiceError) as raised:
        patient.send(AUDIT.request)
    assert raised.value.response["ResponseMetadata"]["RetryAttempts"] == 2


@pytest.mark.parametrize("status", [400, 402, 403, 404, 409])
def test_what_will_not_pass_is_not_tried_again(
    patient: Client, stub: Stub, status: int
) -> None:
    """An error that is the caller's own comes at once."""
    stub.answers(Answer.error("ValidationException", "", status))
    with pytest.raises(ServiceError):
        patient.send(AUDIT.request)
    assert len(stub.received) == 1
