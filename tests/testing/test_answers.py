"""Laws of all answers: every operation gives one, and botocore takes it."""

import json
from typing import Any

import pytest
from parity.ours import all_requests

from connectcases_typed.testing import EmbeddedCases
from connectcases_typed.testing.operations import OPERATIONS

from .conftest import World, check_answer, refusal
from .tour import tour

# What botocore adds to every answer.
ADDED = {"ResponseMetadata"}


def test_every_operation_answers_as_its_model_says(world: World) -> None:
    """botocore parses an answer of each operation; the client checks it on the way."""
    answers = tour(world)
    model = world.client.meta.service_model
    names = world.client.meta.method_to_api_mapping
    assert {names[name] for name in answers} == all_requests().keys()
    for name, answer in answers.items():
        shape = model.operation_model(names[name]).output_shape
        known = set() if shape is None else set(shape.members)
        assert answer.keys() <= known | ADDED, name


def test_every_operation_is_emulated() -> None:
    """What a client can ask of the service, and nothing else, the embedded one can."""
    assert all_requests().keys() == OPERATIONS.keys()


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (lambda members: members | {"more": 1}, "Unknown parameter"),
        (lambda members: {"name": members["name"]}, "Missing required parameter"),
        (lambda members: members | {"name": 1}, "Invalid type"),
    ],
    ids=["unknown", "missing", "type"],
)
def test_a_wrong_answer_would_be_noticed(
    world: World, change: Any, complaint: str
) -> None:
    """The check that all answers here go through refuses wrong ones."""
    right = {"domainId": "d", "domainArn": "a", "name": "n", "domainStatus": "Active"}
    right["createdTime"] = "2026-03-01T12:00:00.000Z"
    model = world.client.meta.service_model.operation_model("GetDomain")

    def answered(members: Any) -> None:
        body = json.dumps(members).encode()
        check_answer(model, {"status_code": 200, "headers": {}, "body": body})

    answered(right)
    with pytest.raises(AssertionError, match=complaint):
        answered(change(right))


def test_an_answer_has_a_request_id(cases: EmbeddedCases, client: Any) -> None:
    """Success or not, an answer is JSON and has an id of its own."""
    seen = {client.list_domains()["ResponseMetadata"]["RequestId"] for _ in range(3)}
    refused = refusal(client.get_domain, domainId="x")["ResponseMetadata"]
    assert len(seen | {refused["RequestId"]}) == 4
    assert refused["HTTPHeaders"]["content-type"] == "application/json"
