"""If botocore changes underneath, its own parser reads the body and a log line says so.

The `changed` clients of the other tests are read that way all along; here is what
makes them so.
"""

import logging
from copy import deepcopy
from typing import Any

import pytest

from connectcases_typed import Client, from_botocore

from .calls import CREATE, Call
from .makers import Kind, Maker
from .stub import Answer, Stub

#: What the event hands out today.
TODAY: dict[str, Any] = {
    "response_dict": {"status_code": 200, "headers": {}, "body": b"{}"},
    "customized_response_dict": {},
}


def without(*path: str) -> dict[str, Any]:
    """What the event hands out, less one entry."""
    changed = deepcopy(TODAY)
    inner = changed
    for part in path[:-1]:
        inner = inner[part]
    del inner[path[-1]]
    return changed


CHANGED: dict[str, dict[str, Any]] = {
    "nothing": {},
    "no answer": without("response_dict"),
    "no status": without("response_dict", "status_code"),
    "no body": without("response_dict", "body"),
    "nothing to add to": without("customized_response_dict"),
    "a body that streams": {
        **TODAY,
        "response_dict": {"status_code": 200, "body": iter([b"{}"])},
    },
    "an object": {**TODAY, "response_dict": object()},
}


def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    """What this library logged."""
    return [it.getMessage() for it in caplog.records if it.name == "connectcases_typed"]


@pytest.mark.parametrize("change", CHANGED)
def test_an_event_that_changed_is_left_alone(
    tuned: Client, change: str, caplog: pytest.LogCaptureFixture
) -> None:
    """An event that is not as expected is left unchanged."""
    caplog.set_level(logging.DEBUG, "connectcases_typed")
    given = CHANGED[change]
    before = {
        name: dict(it) if isinstance(it, dict) else it for name, it in given.items()
    }
    tuned.boto3.meta.events.emit("before-parse.connectcases.GetCase", **given)
    assert before == given
    assert lines(caplog) == ["before-parse is not as expected: botocore reads the body"]


def test_a_changed_event_takes_the_ordinary_path(
    make: Maker, call: Call, stub: Stub, caplog: pytest.LogCaptureFixture
) -> None:
    """The answer is botocore's, read as on a wrapped client, and one line says so."""
    caplog.set_level(logging.DEBUG, "connectcases_typed")
    stub.answers(Answer.of(call.answer))
    response = make("changed").send(call.request)
    assert from_botocore(call.answer, call.request.response) == response
    assert len(lines(caplog)) == 1


@pytest.mark.parametrize("usual", ["tuned", "wrapped"])
def test_nothing_is_said_while_all_is_as_expected(
    make: Maker, usual: Kind, stub: Stub, caplog: pytest.LogCaptureFixture
) -> None:
    """Without a change underneath there is no log line."""
    caplog.set_level(logging.DEBUG, "connectcases_typed")
    stub.answers(Answer.of(CREATE.answer))
    make(usual).send(CREATE.request)
    assert lines(caplog) == []


def test_an_event_that_is_gone_takes_the_ordinary_path(
    make: Maker, call: Call, stub: Stub
) -> None:
    """A botocore without the event parses the body itself, and its answer is read."""
    cases = make()
    events: Any = cases.boto3.meta.events
    emit = events.emit

    def emit_others(name: str, **arguments: object) -> object:
        return [] if name.startswith("before-parse.") else emit(name, **arguments)

    events.emit = emit_others
    stub.answers(Answer.of(call.answer))
    response = cases.send(call.request)
    assert from_botocore(call.answer, call.request.response) == response
