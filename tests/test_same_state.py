"""Raw boto3 and our client, driven through the same script, leave the same state."""

import json
import random
import secrets
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, TypeAlias

import boto3
import pytest
from botocore import xform_name

import connectcases_typed as cc
from connectcases_typed import to_botocore
from connectcases_typed.testing import EmbeddedCases, mock_cases

Request: TypeAlias = cc.Request[Any]
#: Sends a request and answers what botocore's dict of the answer holds.
Send: TypeAlias = Callable[[Request], Mapping[str, Any]]

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def raw() -> Send:
    """As boto3 programs do: a method and a dict."""
    client = boto3.client("connectcases", region_name="us-west-2")

    def send(request: Request) -> Mapping[str, Any]:
        answer = getattr(client, xform_name(request.operation))(**to_botocore(request))
        return {key: answer[key] for key in answer if key != "ResponseMetadata"}

    return send


def ours() -> Send:
    """Through our client, answers turned back to botocore's dicts."""
    client = cc.Client(region_name="us-west-2")

    def send(request: Request) -> Mapping[str, Any]:
        response: object = client.send(request)
        return to_botocore(response)

    return send


def script(send: Send, service: EmbeddedCases) -> Iterator[Mapping[str, Any]]:
    """Set up a domain, work on a case, and read everything back."""
    domain: dict[str, Any] = {
        "domain_id": send(cc.CreateDomainRequest(name="shop"))["domainId"]
    }
    nights = send(
        cc.CreateFieldRequest(**domain, name="Nights", type=cc.FieldType.NUMBER)
    )["fieldId"]
    template_id = send(
        cc.CreateTemplateRequest(
            **domain,
            name="Booking",
            required_fields=[cc.RequiredField(field_id=nights)],
            tag_propagation_configurations=[
                cc.TagPropagationConfiguration(tag_map={"team": "blue"})
            ],
        )
    )["templateId"]
    first, second = (
        send(
            cc.CreateCaseRequest(
                **domain,
                template_id=template_id,
                fields=cc.field_values({"title": title, nights: 2}),
                client_token=title,
            )
        )["caseId"]
        for title in ("first", "second")
    )
    case: dict[str, Any] = {**domain, "case_id": first}
    items = [
        send(cc.CreateRelatedItemRequest(**case, content=content))["relatedItemId"]
        for content in (
            cc.CommentContent(body="☂ hello"),
            cc.CustomInputContent(fields=cc.field_values({nights: 2.5})),
            cc.Contact(contact_arn="arn:aws:connect:::contact/1"),
            cc.FileContent(file_arn="arn:aws:connect:::file/1"),
            cc.ConnectCaseInputContent(case_id=second),
            cc.SlaInputConfiguration(
                name="soon",
                field_id="status",
                target_field_values=[cc.StringValue("closed")],
                target_sla_minutes=5,
            ),
        )
    ]
    service.clock.advance(timedelta(minutes=3))
    yield send(
        cc.UpdateRelatedItemRequest(
            **case,
            related_item_id=items[0],
            content=cc.CommentUpdateContent(body="edited"),
            performed_by=cc.CustomEntity("job"),
        )
    )
    yield send(
        cc.UpdateCaseRequest(**case, fields=cc.field_values({"status": "closed"}))
    )
    yield send(cc.DeleteRelatedItemRequest(**case, related_item_id=items[2]))
    yield send(
        cc.SearchRelatedItemsRequest(
            **case,
            filters=[
                cc.CustomFilter(
                    fields=cc.GreaterThan(id=nights, value=cc.DoubleValue(2))
                ),
                cc.SlaFilter(status=cc.SlaStatus.MET),
            ],
        )
    )
    yield send(cc.SearchRelatedItemsRequest(**case, max_results=2))
    yield send(
        cc.GetCaseRequest(**case, fields=cc.field_identifiers("title", "status"))
    )
    yield send(
        cc.SearchCasesRequest(
            **domain,
            filter=cc.TagEqualTo(key="team", value="blue")
            & ~cc.EqualTo(id="status", value=cc.StringValue("open")),
        )
    )
    yield send(cc.GetCaseAuditEventsRequest(**case))


@contextmanager
def known_ids(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Ids that are the same in every run, so that states can be compared."""
    dice = random.Random(1)  # noqa: S311 - ids of a test
    with monkeypatch.context() as patch:
        patch.setattr(uuid, "uuid4", lambda: uuid.UUID(int=dice.getrandbits(128)))
        patch.setattr(secrets, "randbelow", dice.randrange)  # reference numbers
        yield


def test_the_same_script_leaves_the_same_state(monkeypatch: pytest.MonkeyPatch) -> None:
    """One script, by raw boto3 and by our client: equal answers, equal state."""
    answers, states = [], []
    for way in (raw, ours):
        with mock_cases() as service, known_ids(monkeypatch):
            service.clock.set(NOON)
            answers.append([*script(way(), service)])
            states.append([*map(json.loads, service.dump().split("\n"))])
    assert states[0] == states[1]
    assert answers[0] == answers[1]
    assert len(answers[0][-1]["auditEvents"]) == 10
