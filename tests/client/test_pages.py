"""Paged results: their order, their end, and resuming them."""

from itertools import islice
from typing import Any

import pytest
from botocore.exceptions import ConnectionClosedError, PaginationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import connectcases_typed as cc
from connectcases_typed import (
    Client,
    GetCaseAuditEventsRequest,
    SearchRelatedItemsRequest,
    resume_token,
)
from connectcases_typed.calling.paging import Items

from .calls import AUDIT, SEARCH
from .history import page
from .stub import Answer, Json, Received, Stub

FIRST = GetCaseAuditEventsRequest(domain_id="d1", case_id="c1")
(EVENT,) = AUDIT.answer["auditEvents"]


def ids(events: Any) -> list[str]:
    """The ids of what an iteration finds."""
    return [event.event_id for event in events]


def tokens(stub: Stub) -> list[str | None]:
    """The tokens the server was asked with."""
    return [received.json.get("nextToken") for received in stub.received]


@pytest.mark.parametrize("end", [{}, {"nextToken": None}, {"nextToken": ""}])
def test_a_missing_token_ends_an_iteration(
    cases: Client, stub: Stub, end: Json
) -> None:
    """A page without a token, or with an empty one, is the last."""
    stub.answers(page("1", then="a"), Answer.of({"auditEvents": [EVENT], **end}))
    assert ids(cases.items(FIRST)) == ["1", "e1"]


def test_every_page_is_asked_for_alike(cases: Client, stub: Stub) -> None:
    """Only the token differs between the requests of an iteration."""
    items = SEARCH.answer["relatedItems"]
    stub.answers(Answer.of({"relatedItems": items, "nextToken": "a"}))
    stub.answers(Answer.of({"relatedItems": items}))
    assert isinstance(SEARCH.request, SearchRelatedItemsRequest)
    list(cases.items(SEARCH.request))
    first, second = (received.json for received in stub.received)
    assert {**first, "nextToken": "a"} == second
    assert (SEARCH.body, {SEARCH.path}) == (first, {it.path for it in stub.received})


@pytest.mark.parametrize("length", [1, 2, 5])
@pytest.mark.parametrize("start", [None, "t0"])
def test_an_iteration_does_not_go_in_circles(
    cases: Client, stub: Stub, start: str | None, length: int
) -> None:
    """A token that was used before is an error, after the items that came with it."""
    circle = [f"t{n}" for n in range(length)]
    following = dict(zip(circle, [*circle[1:], circle[0]], strict=True))

    def respond(received: Received) -> Answer:
        token = received.json.get("nextToken")
        return page("x", then=following.get(token, "t0"))

    stub.answers_by(respond)
    found: list[str] = []
    request = GetCaseAuditEventsRequest(domain_id="d1", case_id="c1", next_token=start)
    with pytest.raises(PaginationError) as raised:
        found.extend(it.event_id for it in islice(cases.items(request), 20))
    assert isinstance(raised.value, cc.PaginationError)
    assert raised.value.operation == "GetCaseAuditEvents"
    asked = [*circle] if start else [None, *circle]
    assert (asked, ["x"] * len(asked)) == (tokens(stub), found)
    assert resume_token(raised.value) == "t0"


def test_nothing_is_fetched_before_it_is_needed(cases: Client, stub: Stub) -> None:
    """A page is requested when its first item is needed, not earlier."""
    stub.answers(page("1", "2", then="a"), page("3"))
    pages = cases.items(FIRST)
    events = iter(pages)
    asked = [len(stub.received)]
    asked += [len(stub.received) for _ in events]
    assert asked == [0, 1, 1, 2]


def test_iterating_again_asks_again(cases: Client, stub: Stub) -> None:
    """A second iteration starts from the first page and finds what is there then."""
    events = cases.items(FIRST)
    stub.answers(page("1", then="a"), page("2"), page("3"))
    assert [ids(events), ids(events)] == [["1", "2"], ["3"]]
    assert tokens(stub) == [None, "a", None]


def test_two_iterations_do_not_disturb_each_other(cases: Client, stub: Stub) -> None:
    """Iterations of the same `Items` each keep their own place."""
    stub.answers_by(lambda it: page("2") if it.json else page("1", then="a"))
    events = cases.items(FIRST)
    together = zip(events, events, strict=True)
    assert [(one.event_id, other.event_id) for one, other in together] == [
        ("1", "1"),
        ("2", "2"),
    ]


def test_pages_come_whole_where_they_are_asked_for(cases: Client, stub: Stub) -> None:
    """`by_page` and `pages` give the responses, tokens and metadata included."""
    for iterate in (cases.items(FIRST).by_page, lambda: cases.pages(FIRST)):
        stub.answers(page("1", then="a"), page(then="b"), page("2"))
        found = list(iterate())
        assert [ids(it.audit_events) for it in found] == [["1"], [], ["2"]]
        assert [it.next_token for it in found] == ["a", "b", None]
        assert {200} == {it.metadata.status_code for it in found}


def test_send_answers_one_page(cases: Client, stub: Stub) -> None:
    """A paged request that is sent is answered by its page alone."""
    stub.answers(page("1", then="a"))
    response = cases.send(FIRST)
    assert (ids(response.audit_events), response.next_token) == (["1"], "a")


# ----------------------------------------------------- failing and going on

TWO_ARMS = {**EVENT, "performedBy": {"user": {"userArn": "a", "customEntity": "b"}}}
FAILURES: dict[str, tuple[Answer, type[Exception]]] = {
    "service": (Answer.error("ThrottlingException", "", 429), cc.ThrottlingException),
    "proxy": (Answer(body=b"<html>", status=503), cc.ServiceError),
    "no answer": (Answer.of({}), cc.ResponseError),
    "two arms": (Answer.of({"auditEvents": [TWO_ARMS]}), cc.ResponseError),
    "hung up": (Answer(status=None), ConnectionClosedError),
}


def test_whatever_ends_an_iteration_leaves_the_token() -> None:
    """Ctrl-C does, too, and what is raised in its place."""

    def send(request: object) -> cc.GetCaseAuditEventsResponse:
        if request != FIRST:
            raise KeyboardInterrupt
        return cc.GetCaseAuditEventsResponse(audit_events=(), next_token=there)

    there = "a"
    with pytest.raises(KeyboardInterrupt) as raised:
        list(Items(send, FIRST))
    assert resume_token(raised.value) == there
    instead, after = TimeoutError(), TimeoutError()
    instead.__cause__ = after.__context__ = raised.value
    assert resume_token(instead) == resume_token(after) == there
    assert resume_token(TimeoutError()) is None


@pytest.mark.parametrize("failure", FAILURES)
@pytest.mark.parametrize("failing", range(4))
def test_an_iteration_goes_on_where_it_failed(
    cases: Client, stub: Stub, failure: str, failing: int
) -> None:
    """Items before a failure and those after resuming are all items, each once."""
    bad, expected = FAILURES[failure]
    script = {None: "1", "1": "2", "2": "3", "3": None}

    def respond(received: Received) -> Answer:
        if len(stub.received) == failing + 1:
            return bad
        token = received.json.get("nextToken")
        return page(f"{token}a", f"{token}b", then=script[token])

    stub.answers_by(respond)
    found: list[str] = []
    with pytest.raises(expected) as raised:
        found.extend(event.event_id for event in cases.items(FIRST))
    token = resume_token(raised.value)
    assert ([None, "1", "2", "3"][failing], 2 * failing) == (token, len(found))
    rest = cases.get_case_audit_events(domain_id="d1", case_id="c1", next_token=token)
    every = [f"{token}{letter}" for token in script for letter in "ab"]
    assert every == found + ids(rest)


@settings(
    max_examples=30,
    derandomize=True,
    deadline=None,
    database=None,
    # Nothing of one example stays behind in the client or, reset, in the server.
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(sizes=st.lists(st.integers(0, 3), min_size=1, max_size=6))
def test_however_it_is_cut_into_pages_the_same_is_found(
    tuned: Client, stub: Stub, sizes: list[int]
) -> None:
    """Every item is found in order, over empty pages too, each page asked for with
    the token before it.
    """
    stub.reset()
    every = [f"e{n}" for n in range(sum(sizes))]
    rest = iter(every)
    for number, size in enumerate(sizes, 1):
        token = str(number) if number < len(sizes) else None
        stub.answers(page(*[next(rest) for _ in range(size)], then=token))
    assert every == ids(tuned.items(FIRST))
    assert [None, *(str(number) for number in range(1, len(sizes)))] == tokens(stub)
