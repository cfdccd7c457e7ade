from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from connectcases_typed import (
    Client,
    GetCaseAuditEventsRequest,
    to_botocore,
)
from connectcases_typed.operations import Request

from .calls import AUDIT, Call
from .samples import REQUESTS, answer_to, sample
from .stub import Answer, Stub


def test_an_operation_travels_as_the_service_model_has_it(
    cases: Client, call: Call, stub: Stub
) -> None:
    """Method, path and JSON body are the operation's, members under wire names."""
    stub.answers(Answer.of(call.answer))
    cases.send(call.request)
    (received,) = stub.received
    assert (call.method, call.path) == (received.method, received.path)
    assert call.body == received.json


@pytest.mark.parametrize("cls", REQUESTS, ids=lambda cls: cls.operation)
def test_every_member_travels_where_the_service_model_has_it(
    cls: type[Request[Any]], tuned: Client, stub: Stub
) -> None:
    """A member is in the path, the query or the body, as the model says."""
    request = sample(cls)
    stub.answers(Answer.of(answer_to(cls)))
    tuned.send(request)

    model: Any = tuned.boto3.meta.service_model
    operation = model.operation_model(cls.operation)
    path: dict[str, str] = {}
    query: dict[str, list[str]] = {}
    body: dict[str, object] = {}
    for name, value in to_botocore(request).items():
        serialization = operation.input_shape.members[name].serialization
        match serialization.get("location"):
            case "uri":
                path[serialization["name"]] = value
            case "querystring":
                values: list[Any] = value if isinstance(value, list) else [value]
                query[serialization["name"]] = [str(item) for item in values]
            case _:
                body[name] = value
    (received,) = stub.received
    url = urlsplit(received.path)
    assert operation.http["method"] == received.method
    assert operation.http["requestUri"].format(**path) == url.path
    assert query == parse_qs(url.query)
    assert body == received.json


def is_no_step(id_: str) -> bool:
    """Whether an id stays one segment of a path."""
    return id_ not in (".", "..")


@settings(
    max_examples=40,
    derandomize=True,
    deadline=None,
    database=None,
    # One client serves every example; nothing of an example stays behind in it.
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    domain_id=st.text(
        st.characters(exclude_categories=["Cs"]), min_size=1, max_size=9
    ).filter(is_no_step),
    case_id=st.from_regex(r"[A-Za-z0-9\-._/:#=+-]{1,9}", fullmatch=True).filter(
        is_no_step
    ),
)
def test_any_id_arrives_as_it_was_given(
    domain_id: str, case_id: str, tuned: Client, stub: Stub
) -> None:
    """Whatever is in an id is escaped, so that it stays one segment of the path."""
    stub.reset()
    stub.answers(Answer.of(AUDIT.answer))
    request = GetCaseAuditEventsRequest(domain_id=domain_id, case_id=case_id)
    tuned.send(request)
    (received,) = stub.received
    _, domains, domain, cases, case, rest = received.path.split("/")
    assert (domains, cases, rest) == ("domains", "cases", "audit-history")
    assert (domain_id, case_id) == (unquote(domain), unquote(case))
