"""What is sensitive, and what a body holds, stays out of errors and log lines."""

import logging
import traceback
from typing import Any

import pytest

import connectcases_typed as cc
from connectcases_typed import Client, ConnectCasesError
from connectcases_typed.operations import Request

from .calls import AUDIT, SEARCH, UPDATE
from .stub import Answer, Json, Stub

SECRET = "Zaphod-Beeblebrox"  # noqa: S105 - nobody's
BY_ZAPHOD = cc.CustomEntity(SECRET)


def shown(error: BaseException) -> str:
    """All of an error that gets printed, along with what it was raised from."""
    return "".join(traceback.format_exception(error)) + repr(error) + repr(error.args)


def create(**changed: Any) -> cc.CreateRelatedItemRequest:
    """A request with a sensitive performer."""
    given: dict[str, Any] = {
        "domain_id": "d1",
        "case_id": "c1",
        "content": cc.SlaInputConfiguration(name=SECRET, target_sla_minutes=5),
        "performed_by": BY_ZAPHOD,
    }
    return cc.CreateRelatedItemRequest(**given | changed)


REFUSED = {
    "elsewhere": create(domain_id=""),
    "entity": create(performed_by=cc.CustomEntity(f"{SECRET}!")),
    "entity's type": create(performed_by=cc.CustomEntity([SECRET])),  # type: ignore[arg-type] # what is refused
    "SLA": create(
        content=cc.SlaInputConfiguration(name=SECRET * 50, target_sla_minutes=5)
    ),
    "body": create(content=cc.CommentContent(body=SECRET * 1000)),
    "map": create(content={"comment": {"body": SECRET}}),
}


@pytest.mark.parametrize("refused", REFUSED)
def test_a_refused_request_is_not_quoted(
    cases: Client, refused: str, caplog: pytest.LogCaptureFixture
) -> None:
    """An error about a request names the rule and the place, never the value."""
    caplog.set_level(logging.DEBUG, "connectcases_typed")
    with pytest.raises(cc.ParamValidationError) as raised:
        cases.send(REFUSED[refused])
    assert SECRET not in shown(raised.value)
    assert SECRET not in our_lines(caplog)


(EVENT,) = AUDIT.answer["auditEvents"]
(ITEM,) = SEARCH.answer["relatedItems"]
SLA: Json = {
    "name": SECRET,
    "type": "CaseField",
    "status": SECRET,
    "targetTime": SECRET,
}
WRONG: dict[str, tuple[Request[Any], Answer]] = {
    "truncated": (
        UPDATE.request,
        Answer(body=f'{{"relatedItemId": "{SECRET}'.encode()),
    ),
    "HTML": (UPDATE.request, Answer(body=f"<html>{SECRET}</html>".encode())),
    "text": (UPDATE.request, Answer.of(SECRET)),
    "list": (UPDATE.request, Answer.of([SECRET])),
    "time": (
        AUDIT.request,
        Answer.of({"auditEvents": [{**EVENT, "performedTime": SECRET}]}),
    ),
    "two arms": (
        AUDIT.request,
        Answer.of(
            {
                "auditEvents": [
                    {
                        **EVENT,
                        "performedBy": {
                            "user": {"customEntity": SECRET, "userArn": "a"}
                        },
                    }
                ]
            }
        ),
    ),
    "SLA": (
        SEARCH.request,
        Answer.of(
            {"relatedItems": [{**ITEM, "content": {"sla": {"slaConfiguration": SLA}}}]}
        ),
    ),
    "entity": (
        SEARCH.request,
        Answer.of(
            {"relatedItems": [{**ITEM, "performedBy": {"customEntity": [SECRET]}}]}
        ),
    ),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_bad_answer_is_not_quoted(
    cases: Client, stub: Stub, wrong: str, caplog: pytest.LogCaptureFixture
) -> None:
    """An error about an answer names the problem and the place, never the body."""
    caplog.set_level(logging.DEBUG, "connectcases_typed")
    request, answer = WRONG[wrong]
    stub.answers(answer)
    with pytest.raises(cc.ResponseError) as raised:
        cases.send(request)
    assert SECRET not in shown(raised.value)
    assert SECRET not in our_lines(caplog)


def our_lines(caplog: pytest.LogCaptureFixture) -> str:
    """What this library logged; botocore logs bodies of its own accord."""
    return "\n".join(
        record.getMessage()
        for record in caplog.records
        if record.name.startswith("connectcases_typed")
    )


def test_a_service_error_does_not_quote_the_request(
    cases: Client, stub: Stub, caplog: pytest.LogCaptureFixture
) -> None:
    """An error of the service holds what the service said, not what was sent."""
    caplog.set_level(logging.DEBUG, "connectcases_typed")
    stub.answers(Answer.error("ValidationException", "No", 400))
    with pytest.raises(ConnectCasesError) as raised:
        cases.send(create())
    assert SECRET not in shown(raised.value)
    assert SECRET not in our_lines(caplog)


def test_an_exchange_is_not_logged(
    cases: Client, stub: Stub, caplog: pytest.LogCaptureFixture
) -> None:
    """Nothing of a request or its answer is in a log line of this library."""
    caplog.set_level(logging.DEBUG, "connectcases_typed")
    stub.answers(Answer.of({"relatedItemId": SECRET, "relatedItemArn": SECRET}))
    cases.send(create())
    assert SECRET.encode() in stub.received[0].body
    assert SECRET not in our_lines(caplog)
