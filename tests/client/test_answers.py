from copy import deepcopy
from typing import Any

import pytest

from connectcases_typed import (
    AuditEventType,
    Client,
    GetCaseAuditEventsResponse,
    SearchRelatedItemsResponse,
    UnknownMember,
    from_botocore,
)
from connectcases_typed.operations import Request

from .calls import AUDIT, SEARCH, Call
from .samples import REQUESTS, TURNS, answer_to, sample
from .stub import REQUEST_ID, Answer, Json, Stub


@pytest.mark.newest_botocore
@pytest.mark.parametrize("cls", REQUESTS, ids=lambda cls: cls.operation)
def test_every_answer_is_read_alike_by_every_client(
    cls: type[Request[Any]], cases: Client, stub: Stub
) -> None:
    """A response decodes to the value it was made from, whichever parser reads it."""
    request = sample(cls)
    for turn in range(TURNS):
        stub.answers(Answer.of(answer_to(cls, turn)))
        assert sample(cls.response, turn) == cases.send(request)


def test_a_response_tells_of_its_exchange(
    cases: Client, call: Call, stub: Stub
) -> None:
    """Request id, status, attempts and headers are on the response's metadata."""
    stub.answers(Answer.of(call.answer))
    metadata = cases.send(call.request).metadata
    told = (metadata.request_id, metadata.status_code, metadata.retry_attempts)
    assert told == (REQUEST_ID, 200, 0)
    assert metadata.headers["x-amzn-requestid"] == REQUEST_ID


@pytest.mark.parametrize("status", [200, 201, 202, 206])
def test_any_status_of_success_brings_an_answer(
    cases: Client, call: Call, stub: Stub, status: int
) -> None:
    """The answer is what the body says under every status that means success."""
    stub.answers(Answer.of(call.answer, status=status))
    assert from_botocore(call.answer, call.request.response) == cases.send(call.request)


@pytest.mark.parametrize("framing", ["length", "chunked", "close"])
def test_a_body_arrives_however_it_is_framed(
    cases: Client, call: Call, stub: Stub, framing: Any
) -> None:
    """How HTTP tells the end of a body makes no difference to the answer."""
    stub.answers(Answer.of(call.answer, framing=framing))
    assert from_botocore(call.answer, call.request.response) == cases.send(call.request)


# -------------------------------------------------- what the service may add


def changed(call: Call, **members: object) -> Answer:
    """The answer to a call with members of its first item changed."""
    answer = deepcopy(call.answer)
    (items,) = answer.values()
    items[0].update(members)
    return Answer.of(answer)


@pytest.mark.parametrize("value", [{"length": 3}, "v1", 7, [], {}, True])
def test_an_unknown_arm_is_kept(cases: Client, stub: Stub, value: object) -> None:
    """An unknown arm keeps its tag and its value."""
    stub.answers(changed(SEARCH, content={"video": value}))
    (item,) = cases.send(SEARCH.request).related_items
    assert UnknownMember("video", value) == item.content


@pytest.mark.parametrize("beside", [{"__type": "Video"}, {"comment": None}])
def test_only_what_is_set_counts_as_an_arm(
    tuned: Client, stub: Stub, beside: Json
) -> None:
    """Nulls and a `__type` beside the arm are not arms."""
    stub.answers(changed(SEARCH, content={**beside, "video": 1}))
    (item,) = tuned.send(SEARCH.request).related_items
    assert UnknownMember("video", 1) == item.content


def test_an_unknown_enum_value_is_kept(cases: Client, stub: Stub) -> None:
    """An unknown enum value is its text, marked as unknown."""
    stub.answers(changed(AUDIT, type="Case.Frozen"))
    (event,) = cases.send(AUDIT.request).audit_events
    assert isinstance(event.type, AuditEventType)
    assert (event.type, event.type.is_known) == ("Case.Frozen", False)


@pytest.mark.parametrize("value", [None, 1, "x", [1], {"deep": [{"er": 1}]}])
def test_an_extra_member_changes_nothing(
    cases: Client, stub: Stub, value: object
) -> None:
    """Unknown members are ignored at every level."""
    (event,) = AUDIT.answer["auditEvents"]
    (field,) = event["fields"]
    grown = {**event, "fields": [{**field, "brandNew": value}], "brandNew": value}
    stub.answers(Answer.of({"auditEvents": [grown], "brandNew": value}))
    expected = from_botocore(AUDIT.answer, GetCaseAuditEventsResponse)
    assert expected == cases.send(AUDIT.request)


def test_nulls_in_sparse_lists_are_left_out(cases: Client, stub: Stub) -> None:
    """A null among the items, or among their fields, is ignored."""
    (event,) = AUDIT.answer["auditEvents"]
    sparse = {**event, "fields": [None, *event["fields"], None]}
    stub.answers(Answer.of({"auditEvents": [None, sparse, None]}))
    expected = from_botocore(AUDIT.answer, GetCaseAuditEventsResponse)
    assert expected == cases.send(AUDIT.request)


def test_null_tags_are_left_out(cases: Client, stub: Stub) -> None:
    """A tag whose value is null is ignored."""
    stub.answers(changed(SEARCH, tags={"a": "1", "b": None}))
    (item,) = cases.send(SEARCH.request).related_items
    assert item.tags == {"a": "1"}


@pytest.mark.parametrize("member", ["performedBy", "tags", "nextToken"])
def test_a_null_member_is_absent(cases: Client, stub: Stub, member: str) -> None:
    """An optional member that is null is ignored."""
    answer = changed(SEARCH, **{member: None})
    stub.answers(answer)
    expected = from_botocore(SEARCH.answer, SearchRelatedItemsResponse)
    assert expected == cases.send(SEARCH.request)
