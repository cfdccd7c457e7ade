"""`RedactingFilter`: the DEBUG log of calls, and none of the secrets in them."""

import io
import logging
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import botocore.session
import pytest

import connectcases_typed as cc
from connectcases_typed.operations import Request
from connectcases_typed.redaction import (
    COMMENTS,
    FIELD_VALUES,
    SENSITIVE,
    RedactingFilter,
)

from .calls import CREATE
from .every import EVERY, sending
from .stub import Answer, Stub

ALWAYS = {
    "title": "canary-title",
    "entity": "canary-entity",
    "sla": "canary-sla",
    "session": "canary/session+token=",
    "page": "canary-page-token",
}
ASKED = {"comment": "canary-'quoted\"-comment", "value": "canary-value"}


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Everything that is logged at DEBUG."""
    text = io.StringIO()
    handler = logging.StreamHandler(text)
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield text
    root.removeHandler(handler)
    root.setLevel(level)
    handler.close()


def handler_of(log: io.StringIO) -> logging.Handler:
    """The handler that writes there."""
    (found,) = (
        it
        for it in logging.getLogger().handlers
        if isinstance(it, logging.StreamHandler) and it.stream is log
    )
    return found


BY = cc.CustomEntity(ALWAYS["entity"])
REQUESTS: list[tuple[Request[Any], Answer]] = [
    (
        cc.BatchUpdateCaseRequest(
            domain_id="d",
            cases=[cc.BatchUpdateCaseIdentifier(case_identifier=cc.CaseId("c"))],
            title=ALWAYS["title"],
            fields=cc.field_value_inputs({"f": ASKED["value"]}),
            performed_by=BY,
        ),
        Answer.of({"successfulCases": [], "failedCases": []}),
    ),
    (
        cc.CreateRelatedItemRequest(
            domain_id="d",
            case_id="c",
            content=cc.CommentContent(body=ASKED["comment"]),
            performed_by=BY,
        ),
        Answer.of(CREATE.answer),
    ),
    (
        cc.CreateRelatedItemRequest(
            domain_id="d",
            case_id="c",
            content=cc.SlaInputConfiguration(name=ALWAYS["sla"], target_sla_minutes=5),
        ),
        Answer.of(CREATE.answer),
    ),
    (
        cc.ListDomainsRequest(next_token=ALWAYS["page"]),
        Answer.of({"domains": [], "nextToken": ALWAYS["page"]}),
    ),
    (
        cc.SearchCasesRequest(domain_id="d", search_term=ASKED["value"]),
        Answer(body=f"<html>{ALWAYS['title']}</html>".encode()),
    ),
]


def call_everything(which: str, stub: Stub) -> None:
    """Send what is secret, and have it answered."""
    stub.answers(*(answer for _, answer in REQUESTS))
    session: Any = {"aws_session_token": ALWAYS["session"]}
    with sending(which, stub.url, **session) as sender:
        for request, _ in REQUESTS:
            with suppress(cc.ResponseError):
                sender.send(request)


@pytest.mark.parametrize("which", EVERY)
def test_without_the_filter_the_log_tells_everything(
    which: str, stub: Stub, log: io.StringIO
) -> None:
    """There is something to mask: each secret is in botocore's log lines."""
    call_everything(which, stub)
    told = log.getvalue().replace("\\", "")
    assert [it for it in (ALWAYS | ASKED).values() if it not in told] == []


@pytest.mark.parametrize("which", EVERY)
def test_no_secret_is_in_the_log(which: str, stub: Stub, log: io.StringIO) -> None:
    """No secret is in parameters, bodies, headers, canonical requests or paths."""
    handler_of(log).addFilter(RedactingFilter(comments=True, field_values=True))
    call_everything(which, stub)
    told = log.getvalue().replace("\\", "")
    assert "canary" not in told
    assert "AWS4-HMAC-SHA256 Credential" not in told
    assert len(told.splitlines()) > 70


def test_comments_and_values_are_masked_when_asked(
    stub: Stub, log: io.StringIO
) -> None:
    """By default they are shown, as the service model does not call them sensitive."""
    handler_of(log).addFilter(RedactingFilter())
    call_everything("Client.wrap", stub)
    told = log.getvalue().replace("\\", "")
    assert [it for it in ASKED.values() if it not in told] == []
    assert [it for it in ALWAYS.values() if it in told] == []


def test_other_loggers_are_left_alone(log: io.StringIO) -> None:
    """Records of the application's own loggers are left unchanged."""
    handler_of(log).addFilter(RedactingFilter(comments=True, field_values=True))
    logging.getLogger("shop").info("%s", {"title": "Flat"})
    assert log.getvalue() == "{'title': 'Flat'}\n"


@pytest.mark.parametrize(
    ("message", "arguments", "shown"),
    [
        ("nothing to mask", (), "nothing to mask"),
        ("100 % of it", (), "100 % of it"),
        ("%s and %d", ("x", 3), "x and 3"),
        ("%(a)s", ({"a": 1},), "1"),
        ("{'title': 'it\\'s'} left", (), "{'title': '<sensitive>'} left"),
        ('{"title": "a\\"b"}', (), "{\"title\": '<sensitive>'}"),
        ("%r", (b"not JSON",), "b'<8 bytes>'"),
        ("%r", (b"",), "b''"),
    ],
)
def test_a_line_without_secrets_stays_as_it_is(
    log: io.StringIO, message: str, arguments: tuple[object, ...], shown: str
) -> None:
    """Only what is secret is replaced, in whatever form a line is logged."""
    handler_of(log).addFilter(RedactingFilter())
    logging.getLogger("botocore.endpoint").debug(message, *arguments)
    assert log.getvalue() == f"{shown}\n"


@pytest.mark.newest_botocore
def test_what_the_model_marks_is_masked() -> None:
    """The members called sensitive are those of botocore's model; the others exist."""
    model = botocore.session.get_session().get_service_model("connectcases")
    shapes: list[Any] = [model.shape_for(name) for name in model.shape_names]
    members = [
        (name, shape)
        for each in shapes
        if each.type_name == "structure"
        for name, shape in each.members.items()
    ]
    assert {name for name, shape in members if shape.metadata.get("sensitive")} == (
        SENSITIVE
    )
    assert {name for name, _ in members} >= COMMENTS | FIELD_VALUES
