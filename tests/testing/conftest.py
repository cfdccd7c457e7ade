"""A case to work on, in a domain with a field of every type, driven by raw boto3.

Nothing of `connectcases_typed` but its `testing` package is used in this folder:
the embedded service has to be right for boto3, not for our own client.
"""

import functools
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import attrs
import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from connectcases_typed.testing import EmbeddedCases, mock_cases

REGION = "us-west-2"
NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
USER = "arn:aws:connect:us-west-2:123456789012:instance/i/agent/ann"

TYPES = ("Text", "Number", "Boolean", "DateTime", "SingleSelect", "Url", "User")


@functools.cache
def make_client(region: str = REGION, **more: Any) -> Any:
    """A client that checks nothing; one is made per Region, for all tests.

    The shipped client checks required members, minima and unions before sending.
    Here the service has to, so the client must let everything through.
    """
    settings = Config(parameter_validation=False, retries={"max_attempts": 0})
    return boto3.client("connectcases", region, config=settings, **more)


@attrs.frozen
class World:
    """One domain with one of everything, and short ways to act on its case."""

    cases: EmbeddedCases
    client: Any
    domain_id: str
    fields: dict[str, str]
    template_id: str
    case_id: str

    @property
    def case(self) -> dict[str, str]:
        return {"domainId": self.domain_id, "caseId": self.case_id}

    def new_case(self, **more: Any) -> str:
        fields = [text("title", "Another"), number(self.fields["Number"], 1)]
        request = {"fields": fields, **more}
        created = self.client.create_case(
            domainId=self.domain_id, templateId=self.template_id, **request
        )
        return str(created["caseId"])

    def attach(self, item_type: str, content: Any, **more: Any) -> str:
        arm = item_type[0].lower() + item_type[1:]
        created = self.client.create_related_item(
            **{**self.case, "type": item_type, "content": {arm: content}, **more}
        )
        return str(created["relatedItemId"])

    def comment(self, body: str, **more: Any) -> str:
        content = {"body": body, "contentType": "Text/Plain"}
        return self.attach("Comment", content, **more)

    def custom(self, *fields: Any, **more: Any) -> str:
        return self.attach("Custom", {"fields": list(fields)}, **more)

    def sla(self, minutes: int = 60, target: str = "closed", name: str = "sla") -> str:
        return self.attach(
            "Sla",
            {
                "slaInputConfiguration": {
                    "name": name,
                    "type": "CaseField",
                    "fieldId": "status",
                    "targetFieldValues": [{"stringValue": target}],
                    "targetSlaMinutes": minutes,
                }
            },
        )

    def update(self, *fields: Any, **more: Any) -> None:
        self.client.update_case(**self.case, fields=list(fields), **more)

    def search(self, *filters: Any) -> list[Any]:
        answer = self.client.search_related_items(**self.case, filters=list(filters))
        return list(answer["relatedItems"])

    def found(self, *filters: Any) -> set[str]:
        return {item["relatedItemId"] for item in self.search(*filters)}

    def events(self) -> list[Any]:
        return list(self.client.get_case_audit_events(**self.case)["auditEvents"])

    def value(self, field_id: str) -> Any:
        """The value the case has for a field, or None."""
        answer = self.client.get_case(**self.case, fields=[{"id": field_id}])
        values = {field["id"]: field["value"] for field in answer["fields"]}
        return values.get(field_id)


def text(field_id: str, value: str) -> Any:
    return {"id": field_id, "value": {"stringValue": value}}


def number(field_id: str, value: float) -> Any:
    return {"id": field_id, "value": {"doubleValue": value}}


def empty(field_id: str) -> Any:
    return {"id": field_id, "value": {"emptyValue": {}}}


def refusal(call: Callable[[], Any]) -> Any:
    """The error response a call is answered with."""
    with pytest.raises(ClientError) as caught:
        call()
    return caught.value.response


def code(call: Callable[[], Any]) -> str:
    return str(refusal(call)["Error"]["Code"])


@pytest.fixture
def cases() -> Iterator[EmbeddedCases]:
    with mock_cases() as service:
        service.clock.set(NOON)
        yield service


@pytest.fixture
def client(cases: EmbeddedCases) -> Any:
    return make_client()


@pytest.fixture
def world(cases: EmbeddedCases, client: Any) -> World:
    return build(cases, client)


def build(cases: EmbeddedCases, client: Any) -> World:
    domain_id = client.create_domain(name="Support")["domainId"]
    fields = {
        kind: client.create_field(domainId=domain_id, name=f"A {kind}", type=kind)[
            "fieldId"
        ]
        for kind in TYPES
    }
    client.batch_put_field_options(
        domainId=domain_id,
        fieldId=fields["SingleSelect"],
        options=[
            {"name": "Red", "value": "red", "active": True},
            {"name": "Blue", "value": "blue", "active": False},
        ],
    )
    template_id = client.create_template(
        domainId=domain_id,
        name="General",
        requiredFields=[{"fieldId": fields["Number"]}],
    )["templateId"]
    case_id = client.create_case(
        domainId=domain_id,
        templateId=template_id,
        fields=[text("title", "First"), number(fields["Number"], 1)],
    )["caseId"]
    return World(cases, client, domain_id, fields, template_id, case_id)
