"""What is checked before anything is sent, and what `check_limits=False` lets pass."""

from collections.abc import Iterator
from typing import Any

import pytest
from botocore.exceptions import ParamValidationError

import connectcases_typed as cc
from connectcases_typed import Client
from connectcases_typed.operations import Request

from .calls import CREATE, SEARCH
from .makers import Kind, Maker
from .stub import Answer, Stub

#: Limits a newer service may have relaxed: what breaks each, and where.
RELAXABLE: dict[str, tuple[dict[str, Any], str]] = {
    "maximum": (
        {"content": cc.CommentContent(body="x" * 15_001)},
        "content.comment.body",
    ),
    "list": (
        {
            "content": cc.CustomInputContent(
                fields=cc.field_values({f"f{n}": n for n in range(51)})
            )
        },
        "content.custom.fields",
    ),
    "pattern": ({"case_id": "c 1"}, "caseId"),
    "entity": ({"performed_by": cc.CustomEntity("job!")}, "performedBy.customEntity"),
    "enum": (
        {
            "content": cc.CommentContent(
                body="Hello", content_type=cc.CommentBodyTextType("Text/Html")
            )
        },
        "content.comment.contentType",
    ),
}
#: What no service will take, whatever it has relaxed.
FIRM: dict[str, tuple[dict[str, Any], str]] = {
    "minimum": ({"domain_id": ""}, "domainId"),
    "type": ({"case_id": 3}, "caseId"),
    "empty list": (
        {"content": cc.CustomInputContent(fields=[])},
        "content.custom.fields",
    ),
    "missing": ({"content": cc.CommentContent(body=None)}, "content.comment.body"),  # type: ignore[arg-type] # what is refused
    "surrogate": (
        {"content": cc.CommentContent(body="\ud800")},
        "content.comment.body",
    ),
    "no content": ({"content": cc.StringValue("Hello")}, "content"),
    "unknown arm": ({"content": cc.UnknownMember("comment", {})}, "content"),
}


def create(**changed: Any) -> Request[cc.CreateRelatedItemResponse]:
    """A request that is fine but for what is changed."""
    given: dict[str, Any] = {
        "domain_id": "d1",
        "case_id": "c1",
        "content": cc.CommentContent(body="Hello"),
    }
    return cc.CreateRelatedItemRequest(**given | changed)


@pytest.fixture(scope="module")
def relaxed(kind: Kind, stub: Stub) -> Iterator[Client]:
    """A client of every kind that leaves limits to the service."""
    maker = Maker(stub.url)
    yield maker(kind, check_limits=False)
    maker.close()


@pytest.mark.parametrize("check_limits", [True, False])
@pytest.mark.parametrize("broken", [*FIRM, *RELAXABLE])
def test_what_is_refused_is_not_sent(
    cases: Client, relaxed: Client, stub: Stub, broken: str, *, check_limits: bool
) -> None:
    """A broken rule is an error before anything is sent, unless limits are off."""
    client = cases if check_limits else relaxed
    changed, path = {**FIRM, **RELAXABLE}[broken]
    stub.answers(Answer.of(CREATE.answer))
    if broken in RELAXABLE and not check_limits:
        client.send(create(**changed))
        assert len(stub.received) == 1
        return
    with pytest.raises(ParamValidationError) as raised:
        client.send(create(**changed))
    assert isinstance(raised.value, cc.ParamValidationError)
    assert raised.value.operation == "CreateRelatedItem"
    assert [path] == [violation.path for violation in raised.value.violations]
    assert stub.received == []


def test_what_is_let_through_travels_as_it_is(relaxed: Client, stub: Stub) -> None:
    """Beyond a limit, a value is sent whole."""
    stub.answers(Answer.of(CREATE.answer))
    relaxed.send(create(**RELAXABLE["maximum"][0]))
    assert stub.received[0].json["content"]["comment"]["body"] == "x" * 15_001


def test_an_iteration_checks_before_it_asks(
    cases: Client, relaxed: Client, stub: Stub
) -> None:
    """The request of an iteration is checked like any other."""
    request = cc.SearchRelatedItemsRequest(domain_id="d1", case_id="c1", max_results=26)
    with pytest.raises(ParamValidationError, match=r"max_results \(maxResults\): too"):
        list(cases.items(request))
    assert stub.received == []
    stub.answers(Answer.of(SEARCH.answer))
    assert len(list(relaxed.items(request))) == 1
