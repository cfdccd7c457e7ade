"""A case to work on, in a domain with a field of every type, driven by raw boto3.

Nothing of `connectcases_typed` but its `testing` package is used in this folder:
the embedded service has to be right for boto3, not for our own client.
"""

import functools
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import attrs
import boto3
import botocore
import pytest
from botocore import xform_name
from botocore.config import Config
from botocore.exceptions import ClientError
from botocore.validate import ParamValidator

from connectcases_typed.testing import EmbeddedCases, mock_cases
from connectcases_typed.testing.operations import OPERATIONS

REGION = "us-west-2"
NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
USER = "arn:aws:connect:us-west-2:123456789012:instance/i/agent/ann"

# What is not of the service: gaps, and signs of a request that is none.
UNDECLARED = ("NotImplementedException", "UnknownOperationException")

TYPES = ("Text", "Number", "Boolean", "DateTime", "SingleSelect", "Url", "User")


@functools.cache
def make_client(region: str = REGION, **more: Any) -> Any:
    """A client that checks nothing; one is made per Region, for all tests.

    The shipped client checks required members, minima and unions before sending.
    Here the service has to, so the client must let everything through.
    """
    settings = Config(parameter_validation=False, retries={"max_attempts": 0})
    client: Any = boto3.client("connectcases", region, config=settings, **more)
    client.meta.events.register("before-parse.connectcases", check_answer)
    client.meta.events.register("getattr.connectcases", skip_what_is_newer)
    return client


def skip_what_is_newer(event_name: str, **_: Any) -> None:
    """On an older botocore, skip what takes an operation that it does not know."""
    asked = event_name.rpartition(".")[2]
    if asked in {xform_name(operation) for operation in OPERATIONS}:
        pytest.skip(f"botocore {botocore.__version__} has no {asked}")


def check_answer(operation_model: Any, response_dict: Any, **_: Any) -> None:
    """Every answer is as the model says: all it requires, nothing it does not know.

    Run on all answers to all tests here, before botocore's parser drops what it does
    not know. An error has to be one the operation declares.
    """
    name, body = operation_model.name, response_dict["body"]
    shape = operation_model.output_shape
    if response_dict["status_code"] >= 300:
        error = response_dict["headers"]["x-amzn-ErrorType"]
        declared = {shape.name: shape for shape in operation_model.error_shapes}
        if error in UNDECLARED:
            return
        assert error in declared, f"{name} does not declare {error}"
        shape = declared[error]
        assert response_dict["status_code"] == shape.metadata["error"]["httpStatusCode"]
    else:
        # Creating and deleting too.
        assert response_dict["status_code"] == 200, name
    if shape is None:
        assert body == b"", name
        return
    members = json.loads(body)
    members.pop("__type", None)
    report = ParamValidator().validate(members, shape)
    assert not report.has_errors(), f"{name}: {report.generate_report()}"


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

    @property
    def domain(self) -> dict[str, str]:
        return {"domainId": self.domain_id}

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

    def values(self, case_id: str, *field_ids: str) -> dict[str, Any]:
        """The values a case has, of the fields named."""
        answer = self.client.get_case(
            **self.domain,
            caseId=case_id,
            fields=[{"id": field_id} for field_id in field_ids],
        )
        return {field["id"]: field["value"] for field in answer["fields"]}

    def value(self, field_id: str) -> Any:
        """The value the case has for a field, or None."""
        return self.values(self.case_id, field_id).get(field_id)


def text(field_id: str, value: str) -> Any:
    """A text value of a field."""
    return {"id": field_id, "value": {"stringValue": value}}


def number(field_id: str, value: float) -> Any:
    """A number as value of a field."""
    return {"id": field_id, "value": {"doubleValue": value}}


def empty(field_id: str) -> Any:
    """The empty value of a field."""
    return {"id": field_id, "value": {"emptyValue": {}}}


def refusal(call: Callable[..., Any], *given: Any, **named: Any) -> Any:
    """The error response a call is answered with."""
    with pytest.raises(ClientError) as caught:
        call(*given, **named)
    return caught.value.response


def code(call: Callable[..., Any], *given: Any, **named: Any) -> str:
    """The code of the error a call is answered with."""
    return str(refusal(call, *given, **named)["Error"]["Code"])


@pytest.fixture
def cases() -> Iterator[EmbeddedCases]:
    """The embedded service, its clock standing at noon."""
    with mock_cases() as service:
        service.clock.set(NOON)
        yield service


@pytest.fixture
def client(cases: EmbeddedCases) -> Any:
    """A client that checks nothing, talking to the embedded service."""
    return make_client()


@pytest.fixture
def world(cases: EmbeddedCases, client: Any) -> World:
    """A domain with one of everything."""
    return build(cases, client)


def build(cases: EmbeddedCases, client: Any) -> World:
    """Make a domain with one of everything."""
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
