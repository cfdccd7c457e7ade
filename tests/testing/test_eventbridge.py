"""Laws of delivery: what a domain publishes reaches the targets of moto's rules."""

import io
import json
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import boto3
import pytest
from moto import mock_aws

from connectcases_typed.testing import mock_cases

from .conftest import REGION, World, build, make_client, text
from .test_events import publish

PATTERN = {"source": ["aws.cases"]}


def rule(target: str, pattern: Any = PATTERN, region: str = REGION, **more: Any) -> Any:
    """A rule of the default bus with one target."""
    events = boto3.client("events", region)
    events.put_rule(Name="cases", EventPattern=json.dumps(pattern), State="ENABLED")
    events.put_targets(Rule="cases", Targets=[{"Id": "it", "Arn": target, **more}])
    return events


class Queue:
    """A queue of SQS under moto."""

    def __init__(self, region: str = REGION) -> None:
        self._sqs = boto3.client("sqs", region)
        self._url = self._sqs.create_queue(QueueName="cases")["QueueUrl"]
        self.arn = f"arn:aws:sqs:{region}:123456789012:cases"

    def received(self) -> list[Any]:
        """The events that have arrived since it was last asked."""
        answer = self._sqs.receive_message(QueueUrl=self._url, MaxNumberOfMessages=10)
        return [json.loads(it["Body"]) for it in answer.get("Messages", [])]


@pytest.fixture
def published(world: World) -> World:
    """A domain that publishes its changes."""
    publish(world)
    return world


def test_a_queue_gets_what_is_published(published: World) -> None:
    """A rule's queue receives each event as it stands in `service.events`."""
    queue = Queue()
    rule(queue.arn)
    published.update(text("title", "New"))
    published.comment("Hello")
    received = queue.received()
    assert received == published.cases.events
    assert [it["detail"]["eventType"] for it in received] == [
        "CASE.UPDATED",
        "RELATED_ITEM.CREATED",
    ]


def test_a_rule_selects(published: World) -> None:
    """Only rules that match, are enabled and are in the Region deliver."""
    queue, elsewhere = Queue(), Queue("us-east-1")
    pattern = {**PATTERN, "detail": {"eventType": ["CASE.UPDATED"]}}
    events = rule(queue.arn, pattern)
    rule(elsewhere.arn, region="us-east-1")
    published.comment("Hello")
    assert queue.received() == []
    published.update(text("title", "New"))
    assert len(queue.received()) == 1
    assert elsewhere.received() == []
    events.disable_rule(Name="cases")
    published.update(text("title", "Newer"))
    assert queue.received() == []


def test_a_log_group_gets_what_is_published(published: World) -> None:
    """A rule's log group has the event as a line."""
    logs = boto3.client("logs", REGION)
    logs.create_log_group(logGroupName="cases")
    rule(f"arn:aws:logs:{REGION}:123456789012:log-group:cases")
    published.update(text("title", "New"))
    (line,) = logs.filter_log_events(logGroupName="cases")["events"]
    assert json.loads(line["message"])["id"] == published.cases.events[0]["id"]


@pytest.fixture
def without_docker() -> Iterator[World]:
    """A domain that publishes, in a mock whose functions are not run."""
    with (
        mock_aws(config={"lambda": {"use_docker": False}}),  # type: ignore[typeddict-item, unused-ignore]  # moto's type asks for all keys
        mock_cases() as cases,
    ):
        world = build(cases, make_client())
        publish(world)
        yield world


def test_a_function_is_called_with_what_is_published(
    without_docker: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A rule's Lambda function is invoked with the event, and may make calls."""
    role = boto3.client("iam").create_role(
        RoleName="function", AssumeRolePolicyDocument="{}"
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("code.py", "def handle(event, context): pass")
    function = boto3.client("lambda", REGION).create_function(
        FunctionName="cases",
        Runtime="python3.11",
        Role=role["Role"]["Arn"],
        Handler="code.handle",
        Code={"ZipFile": packed.getvalue()},
    )
    given: list[Any] = []

    def invoke(_: Any, name: str, qualifier: Any, body: str, *__: Any) -> bytes:
        with ThreadPoolExecutor() as threads:
            calling = threads.submit(without_docker.value, "title")
            assert calling.result(timeout=5) == {"stringValue": "New"}
        given.append((name, qualifier, json.loads(body)))
        return b""

    monkeypatch.setattr(
        "moto.awslambda_simple.models.LambdaSimpleBackend.invoke", invoke
    )
    rule(function["FunctionArn"])
    without_docker.update(text("title", "New"))
    ((name, qualifier, event),) = given
    assert (name, qualifier) == ("cases", None)
    assert event == without_docker.cases.events[0]


@pytest.mark.parametrize(
    ("target", "more"),
    [
        (f"arn:aws:states:{REGION}:123456789012:stateMachine:cases", {}),
        (f"arn:aws:sqs:{REGION}:123456789012:cases", {"InputPath": "$.detail"}),
    ],
)
def test_what_is_not_delivered_is_a_warning(
    published: World, target: str, more: Any
) -> None:
    """A target that would be given nothing, or something else, is named in a warning.

    The change is made all the same.
    """
    queue = Queue()
    rule(target, **more)
    with pytest.warns(UserWarning, match=f"not delivered to {target}"):
        published.update(text("title", "New"))
    assert published.value("title") == {"stringValue": "New"}
    assert queue.received() == []


def test_a_merge_is_delivered_when_the_clock_moves(published: World) -> None:
    """What time brings about is delivered as soon as the clock has moved."""
    queue = Queue()
    other = published.new_case()
    published.client.start_merge_cases(**published.case, secondaryCaseIds=[other])
    rule(queue.arn)
    published.cases.clock.advance(published.cases.merge_duration)
    delivered = queue.received()
    assert delivered
    assert [it["id"] for it in delivered] == [
        it["id"] for it in published.cases.events[-len(delivered) :]
    ]
