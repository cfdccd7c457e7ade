"""One suite for both clients: what holds for `Client` holds for `AsyncClient`.

Each law is about every driver; where it says "the same", `Client` is the measure.
"""

from collections.abc import Iterator, Mapping
from inspect import Parameter, signature
from typing import Any

import pytest
from botocore import xform_name
from botocore.exceptions import ClientError, ConnectionClosedError

import connectcases_typed as cc
from connectcases_typed import (
    AsyncClient,
    AuditEvent,
    Client,
    CommentContent,
    CommentUpdateContent,
    CreateCaseRequest,
    CreateDomainRequest,
    CreateRelatedItemRequest,
    CreateTemplateRequest,
    GetCaseAuditEventsRequest,
    GetDomainRequest,
    SearchRelatedItemsRequest,
    UpdateRelatedItemRequest,
    field_values,
    resume_token,
)
from connectcases_typed.operations import Request
from connectcases_typed.service import ConnectCases
from connectcases_typed.testing import mock_cases

from ..history import page
from ..samples import REQUESTS, answer_to, sample
from ..stub import REQUEST_ID, Answer, Received, Stub
from .drivers import LOOPS, Driver, drivers


def _events(
    domain_id: str = "d", case_id: str = "c", next_token: str | None = None
) -> GetCaseAuditEventsRequest:
    return GetCaseAuditEventsRequest(
        domain_id=domain_id, case_id=case_id, next_token=next_token
    )


@pytest.fixture(params=["sync", *LOOPS])
def name(request: pytest.FixtureRequest) -> str:
    """The name of a driver."""
    found: str = request.param
    return found


@pytest.fixture
def driver(clients: dict[str, Driver], name: str) -> Driver:
    """A client and what runs it."""
    return clients[name]


# ------------------------------------------------------------------ operations


def _public(client: type) -> set[str]:
    return {name for name in dir(client) if not name.startswith("_")}


def test_the_clients_have_the_same_methods() -> None:
    """Each client has every method that the other has."""
    assert _public(Client) - {"close"} == _public(AsyncClient) - {"aclose"}
    assert {xform_name(it.operation) for it in REQUESTS} <= _public(ConnectCases)


@pytest.mark.parametrize("name", sorted(_public(ConnectCases)))
def test_a_method_takes_the_same_of_both(name: str) -> None:
    """Names, kinds, annotations and defaults of parameters are the same."""

    def parameters(client: type) -> list[Parameter]:
        return list(signature(getattr(client, name)).parameters.values())

    assert parameters(Client) == parameters(AsyncClient)


def test_the_clients_are_made_of_the_same() -> None:
    """Both clients are made and wrapped with the same arguments."""
    assert signature(Client).parameters == signature(AsyncClient).parameters
    made = signature(Client.wrap).parameters
    assert made == signature(AsyncClient.wrap).parameters


# Requests of all operations have no type in common but `Any`.
@pytest.mark.parametrize("cls", REQUESTS, ids=lambda cls: cls.operation)
def test_the_same_is_sent_and_answered(
    clients: dict[str, Driver], stub: Stub, cls: type[Request[Any]]
) -> None:
    """Every operation sends the same and returns the same, however it is sent."""
    last_page = {**answer_to(cls), "nextToken": None}
    stub.answers_by(lambda _: Answer.of(last_page))
    ask = sample(cls)
    sent = [driver.send(ask) for driver in clients.values()]
    called = [driver.call(ask) for driver in clients.values()]
    assert [sent[0]] * 3 == sent
    assert [called[0]] * 3 == called
    assert [stub.received[0]] * 6 == stub.received
    assert {(200, REQUEST_ID)} == {
        (it.metadata.status_code, it.metadata.request_id) for it in sent
    }


# ------------------------------------------------------------------------ pages


SCRIPT = {
    None: page("1", "2", then="a"),
    "a": page(then="b"),
    "b": page("3", then="c"),
    "c": page("4"),
}


def _by_token(received: Received) -> Answer:
    return SCRIPT[received.json.get("nextToken")]


def _ids(events: list[AuditEvent]) -> list[str]:
    return [event.event_id for event in events]


@pytest.mark.parametrize("ahead", [False, True])
@pytest.mark.parametrize(
    ("token", "expected"), [(None, "1234"), ("a", "34"), ("c", "4")]
)
def test_an_iteration_finds_what_follows_its_token(
    driver: Driver, stub: Stub, token: str | None, expected: str, *, ahead: bool
) -> None:
    """Every item in order, from the first page or from where an earlier run stopped."""
    stub.answers_by(_by_token)
    found: list[AuditEvent] = []
    driver.items(_events(next_token=token), found, ahead=ahead)
    assert [*expected] == _ids(found)
    asked = [it.json.get("nextToken") for it in stub.received]
    assert list(SCRIPT)[-len(asked) :] == asked


def test_pages_come_whole(driver: Driver, stub: Stub) -> None:
    """`pages` returns all responses, empty ones too, each with its token."""
    stub.answers_by(_by_token)
    pages = driver.pages(_events())
    assert [page.next_token for page in pages] == ["a", "b", "c", None]
    assert [_ids(list(page.audit_events)) for page in pages] == [
        ["1", "2"],
        [],
        ["3"],
        ["4"],
    ]


# ----------------------------------------------------------------------- faults

FAULTS: dict[str, tuple[Answer, type[Exception]]] = {
    "service": (
        Answer.error("ThrottlingException", "no", 429),
        cc.ThrottlingException,
    ),
    "not found": (
        Answer.error(
            "ResourceNotFoundException",
            "no",
            404,
            resourceId="c",
            resourceType="Case",
        ),
        cc.ResourceNotFoundException,
    ),
    "unknown": (Answer.error("TeapotException", "", 418), cc.ServiceError),
    "proxy": (Answer(body=b"<html>", status=503), cc.ServiceError),
    "page": (Answer(body=b"<html>"), cc.ResponseError),
    "truncated": (Answer(body=b'{"auditEv'), cc.ResponseError),
    "empty": (Answer(), cc.ResponseError),
    "member missing": (Answer.of({}), cc.ResponseError),
    "wrong kind": (Answer.of({"auditEvents": [{"eventId": 3}]}), cc.ResponseError),
    "circle": (page("1", then="a"), cc.PaginationError),
    "hung up": (Answer(status=None), ConnectionClosedError),
}


def _told(error: Exception) -> Mapping[str, object]:
    """Everything that an error reports."""
    said: dict[str, object] = {
        "type": type(error),
        "text": str(error),
        "token": resume_token(error),
        "request": getattr(error, "request_id", None),
    }
    if isinstance(error, ClientError):
        metadata = {**error.response.get("ResponseMetadata", {}), "HTTPHeaders": None}
        said["response"] = {**error.response, "ResponseMetadata": metadata}
    return said


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("failing", [None, "b"])
@pytest.mark.parametrize("ahead", [False, True])
def test_the_same_fault_is_the_same_error(
    clients: dict[str, Driver],
    stub: Stub,
    fault: str,
    failing: str | None,
    *,
    ahead: bool,
) -> None:
    """Class, text, members and the token to go on with are the same, and so is what
    was found before.
    """
    bad, expected = FAULTS[fault]
    good = list(SCRIPT)[: list(SCRIPT).index(failing)]

    def respond(received: Received) -> Answer:
        token = received.json.get("nextToken")
        if len(stub.received) > 50:
            return Answer(status=None)  # an iteration that does not end
        return SCRIPT[token] if token in good else bad

    stub.answers_by(respond)
    outcomes: list[tuple[Mapping[str, object], list[str]]] = []
    for driver in clients.values():
        found: list[AuditEvent] = []
        with pytest.raises(expected) as raised:
            driver.items(_events(), found, ahead=ahead)
        outcomes.append((_told(raised.value), _ids(found)))
    assert [outcomes[0]] * 3 == outcomes


def test_what_breaks_rules_is_refused_alike(
    clients: dict[str, Driver], stub: Stub
) -> None:
    """Both list the same violations, and send nothing."""
    refused: list[cc.ParamValidationError] = []
    for driver in clients.values():
        with pytest.raises(cc.ParamValidationError) as raised:
            driver.send(_events(domain_id="", case_id="c" * 501))
        refused.append(raised.value)
    assert [refused[0].violations] * 3 == [it.violations for it in refused]
    assert [it.path for it in refused[0].violations] == ["domainId", "caseId"]
    assert stub.received == []


# --------------------------------------------------------- the embedded service


def _life_of_a_case(driver: Driver) -> Iterator[object]:
    """A program, and what it observes."""
    domain_id = driver.send(CreateDomainRequest(name="shop")).domain_id
    template_id = driver.send(
        CreateTemplateRequest(domain_id=domain_id, name="basic")
    ).template_id
    fields = field_values({"title": "A case", "customer_id": "arn:aws:profile:..."})
    case_id = driver.send(
        CreateCaseRequest(domain_id=domain_id, template_id=template_id, fields=fields)
    ).case_id
    hello = CreateRelatedItemRequest(
        domain_id=domain_id, case_id=case_id, content=CommentContent(body="Hello")
    )
    item_id = driver.send(hello).related_item_id
    for body in ("Hello!", "Hello?"):
        edit = UpdateRelatedItemRequest(
            domain_id=domain_id,
            case_id=case_id,
            related_item_id=item_id,
            content=CommentUpdateContent(body=body),
        )
        yield driver.send(edit).content
    search = SearchRelatedItemsRequest(domain_id=domain_id, case_id=case_id)
    yield [item.content for page in driver.pages(search) for item in page.related_items]
    events: list[AuditEvent] = []
    history = GetCaseAuditEventsRequest(
        domain_id=domain_id, case_id=case_id, max_results=2
    )
    driver.items(history, events, ahead=True)
    yield [(event.type, len(event.fields)) for event in events]
    with pytest.raises(cc.ResourceNotFoundException) as raised:
        driver.send(GetDomainRequest(domain_id="gone"))
    yield (raised.value.resource_type, raised.value.resource_id)


def test_the_embedded_service_serves_both_alike() -> None:
    """A program observes the same embedded service with either client."""
    seen: list[list[object]] = []
    for driver in drivers(None, "tuned").values():
        with mock_cases():
            seen.append(list(_life_of_a_case(driver)))
    assert [seen[0]] * 3 == seen
    edited, again, searched, history, missing = seen[0]
    assert [CommentContent(body="Hello!"), CommentContent(body="Hello?")] == [
        edited,
        again,
    ]
    assert searched == [again]
    assert isinstance(history, list)
    assert len(history) >= 4
    assert missing == ("Domain", "gone")
