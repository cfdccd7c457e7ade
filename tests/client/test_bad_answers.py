"""A bad response is an error, never an empty success.

A client that reads the body itself says where in it something is wrong. Where
botocore's parser reads it and fails, all that is left is that it failed.
"""

import json
import re
from copy import deepcopy
from typing import Any

import pytest
from botocore.exceptions import HTTPClientError

from connectcases_typed import Client, ResponseError, Violation, resume_token
from connectcases_typed.conversion.kinds import members
from connectcases_typed.operations import PagedRequest, Request

from .calls import AUDIT, SEARCH, UPDATE, Call
from .makers import Kind
from .samples import REQUESTS, sample
from .stub import REQUEST_ID, Answer, Json, Stub

NESTED = b"[" * 100_000 + b"]" * 100_000
NO_ANSWER = {
    "empty structure": Answer(body=b"{}"),
    "empty body": Answer(),
    "no content": Answer(status=204),
    "HTML": Answer(body=b"<html><body>Sign in</body></html>"),
    "not UTF-8": Answer(body=b"\xff\xfe\x00"),
    "list": Answer(body=b"[]"),
    "text": Answer(body=b'"OK"'),
    "number": Answer(body=b"3"),
    "null": Answer(body=b"null"),
    "nested too deeply": Answer(body=NESTED),
    "two structures": Answer(body=b"{}{}"),
    "an error that says it went well": Answer(body=b'{"message": "Slow down"}'),
}


def required_members(cls: type[Request[Any]]) -> list[str]:
    """What the answer to an operation must hold, by wire name."""
    response: type = cls.response
    return [member.wire for member in members(response) if member.required]


@pytest.fixture(params=list(NO_ANSWER.values()), ids=list(NO_ANSWER))
def no_answer(request: pytest.FixtureRequest) -> Answer:
    """What answers no operation that answers anything."""
    found: Answer = request.param
    return found


def test_what_is_no_answer_is_an_error(
    cases: Client, kind: Kind, call: Call, no_answer: Answer, stub: Stub
) -> None:
    """Anything but a response under a status of success is a `ResponseError`."""
    stub.answers(no_answer)
    with pytest.raises(ResponseError) as raised:
        cases.send(call.request)
    error = raised.value
    assert (error.operation, len(stub.received)) == (call.request.operation, 1)
    assert error.request_id == REQUEST_ID


@pytest.mark.parametrize("cls", REQUESTS, ids=lambda cls: cls.operation)
def test_only_an_operation_that_answers_nothing_takes_nothing(
    cls: type[Request[Any]], cases: Client, stub: Stub
) -> None:
    """No body is an answer where none has members; `{}` where none is required."""
    required = required_members(cls)
    missing = tuple(Violation(wire, "required, but missing") for wire in required)
    response: type = cls.response
    nothing = (Violation("", "there is no body"),) if members(response) else ()
    for body, expected in ((b"", nothing), (b"{}", missing)):
        stub.answers(Answer(body=body))
        found: tuple[Violation, ...] = ()
        try:
            cases.send(sample(cls))
        except ResponseError as error:
            found = error.problems
        assert expected == found


def test_a_truncated_answer_is_an_error(cases: Client, call: Call, stub: Stub) -> None:
    """Wherever a body ends too early, no answer is made of it."""
    body = json.dumps(call.answer).encode()
    for length in range(1, len(body), 7):
        stub.answers(Answer(body=body[:length]))
        with pytest.raises(ResponseError):
            cases.send(call.request)


@pytest.mark.parametrize("framing", ["length", "chunked", "close"])
@pytest.mark.parametrize("length", [0, 1, 20])
def test_a_connection_cut_inside_a_body_is_an_error(
    cases: Client, call: Call, stub: Stub, framing: Any, length: int
) -> None:
    """Cut off, an answer is an error: botocore's where it noticed, ours elsewhere."""
    stub.answers(Answer.of(call.answer, framing=framing, cut=length))
    # What botocore notices depends on its version; a broken chunk it always does.
    noticed = (
        HTTPClientError if framing == "chunked" else (ResponseError, HTTPClientError)
    )
    with pytest.raises(noticed):
        cases.send(call.request)


# ---------------------------------------------------- something wrong inside

EVENT = "auditEvents[0]"
ITEM = "relatedItems[0]"
WRONG_INSIDE: list[tuple[Call, str, object]] = [
    (AUDIT, f"{EVENT}.performedTime", "yesterday"),
    (AUDIT, f"{EVENT}.performedTime", "2026-13-45T00:00:00Z"),
    (AUDIT, f"{EVENT}.performedTime", "2026-03-04T05:06:07"),
    (AUDIT, f"{EVENT}.performedTime", ""),
    (AUDIT, f"{EVENT}.performedTime", 1e30),
    (AUDIT, f"{EVENT}.performedTime", {}),
    (AUDIT, f"{EVENT}.eventId", 7),
    (AUDIT, f"{EVENT}.type", ["Case.Created"]),
    (AUDIT, f"{EVENT}.performedBy", ["iamPrincipalArn"]),
    (AUDIT, f"{EVENT}.performedBy", "import-job"),
    (AUDIT, f"{EVENT}.fields", 3),
    (AUDIT, f"{EVENT}.fields[0]", []),
    (AUDIT, f"{EVENT}.fields[0].newValue", {}),
    (AUDIT, f"{EVENT}.fields[0].newValue", []),
    (AUDIT, f"{EVENT}.fields[0].newValue", {"stringValue": "a", "doubleValue": 3}),
    (AUDIT, f"{EVENT}.fields[0].newValue.stringValue", 3),
    (AUDIT, EVENT, "e1"),
    (AUDIT, "auditEvents", "e1"),
    (AUDIT, "nextToken", 7),
    (SEARCH, f"{ITEM}.content", {"custom": {"fields": [None]}}),
    (SEARCH, f"{ITEM}.content.file", []),
    (SEARCH, f"{ITEM}.content.file.fileArn", {}),
    (SEARCH, f"{ITEM}.tags", []),
    (UPDATE, "associationTime", {}),
    (UPDATE, "tags", "blue"),
]


def put(answer: Json, path: str, value: object) -> Json:
    """The same answer with one value, at a wire path, replaced."""
    answer = deepcopy(answer)
    inner: Any = answer
    *way, last = [
        int(part) if part.isdigit() else part for part in re.findall(r"\w+", path)
    ]
    for part in way:
        inner = inner[part]
    inner[last] = value
    return answer


@pytest.mark.parametrize(("call", "path", "value"), WRONG_INSIDE)
def test_a_value_of_the_wrong_kind_is_an_error(
    call: Call, path: str, value: object, cases: Client, kind: Kind, stub: Stub
) -> None:
    """A value that violates the service model is an error that names its place."""
    stub.answers(Answer.of(put(call.answer, path, value)))
    with pytest.raises(ResponseError) as raised:
        cases.send(call.request)
    error = raised.value
    assert error.operation == call.request.operation
    assert error.request_id == REQUEST_ID
    if kind == "tuned":
        assert error.path[: len(path)] == path


@pytest.mark.parametrize("empty", [{}, ""])
def test_an_empty_page_is_an_empty_list(
    tuned: Client, stub: Stub, empty: object
) -> None:
    """Nothing empty passes for a page, though botocore's own parser accepts it."""
    stub.answers(Answer.of({"auditEvents": empty}))
    with pytest.raises(ResponseError, match="auditEvents: expected a list"):
        tuned.send(AUDIT.request)


# -------------------------------------------------------------------- pages


@pytest.mark.parametrize("call", [SEARCH, AUDIT])
def test_no_iteration_ends_early_at_what_is_no_answer(
    cases: Client, call: Call, no_answer: Answer, stub: Stub
) -> None:
    """A bad page ends an iteration in an error with the token to resume at."""
    assert isinstance(call.request, PagedRequest)
    stub.answers(Answer.of({**call.answer, "nextToken": "t1"}), no_answer)
    items = iter(cases.items(call.request))
    next(items)
    with pytest.raises(ResponseError) as raised:
        next(items)
    assert resume_token(raised.value) == "t1"
