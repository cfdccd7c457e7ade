"""Programs around the client: made in every way, its three verbs, its errors."""

from collections.abc import Generator
from typing import Any, assert_type

import boto3
from botocore.client import BaseClient
from botocore.config import Config
from botocore.exceptions import ClientError
from types_boto3_connectcases import ConnectCasesClient

from connectcases_typed import (
    AuditEvent,
    BatchGetFieldResponse,
    CaseFilter,
    Client,
    CommentContent,
    CreateRelatedItemRequest,
    CreateRelatedItemResponse,
    CustomEntity,
    FieldValue,
    FieldValueUnion,
    GetCaseAuditEventsRequest,
    GetCaseAuditEventsResponse,
    GetDomainRequest,
    GetDomainResponse,
    GetFieldResponse,
    Items,
    ParamValidationError,
    PartialFailureError,
    RelatedItemContent,
    Request,
    ResourceNotFoundException,
    SearchRelatedItemsRequest,
    SearchRelatedItemsResponse,
    SearchRelatedItemsResponseItem,
    ServiceError,
    UnknownMember,
    Violation,
    from_botocore,
    from_json,
    resume_token,
    to_botocore,
    to_json,
)


class TracedClient(Client):
    """A client of the user's own."""


def made() -> None:
    """A client is made of whatever boto3 has."""
    assert_type(Client(), Client)
    assert_type(Client(region_name="us-west-2", endpoint_url=None), Client)
    assert_type(Client(session=boto3.Session()), Client)
    assert_type(Client(config=Config(max_pool_connections=2), verify=False), Client)
    assert_type(Client(check_limits=False, aws_access_key_id="x"), Client)
    with TracedClient() as cases:
        assert_type(cases, TracedClient)


def wrapped(client: BaseClient) -> None:
    """Any boto3 client can be wrapped, also in a class of the user's own."""
    assert_type(Client.wrap(client), Client)
    assert_type(Client.wrap(client, check_limits=False), Client)
    assert_type(TracedClient.wrap(client), TracedClient)


def sent(cases: Client) -> None:
    """A request determines the type of its response."""
    create = CreateRelatedItemRequest(
        domain_id="d",
        case_id="c",
        content=CommentContent(body="Hello"),
        performed_by=CustomEntity("me"),
    )
    assert_type(cases.send(create), CreateRelatedItemResponse)
    assert_type(cases.send(create).related_item_id, str)
    assert_type(cases.send(create).metadata.request_id, str | None)

    search = SearchRelatedItemsRequest(domain_id="d", case_id="c")
    assert_type(cases.send(search), SearchRelatedItemsResponse)
    assert_type(cases.pages(search), Generator[SearchRelatedItemsResponse])
    assert_type(
        cases.items(search),
        Items[SearchRelatedItemsResponse, SearchRelatedItemsResponseItem],
    )


def paged(cases: Client) -> None:
    """What pages is iterated by item or by page, each of its own class."""
    events = cases.get_case_audit_events(domain_id="d", case_id="c")
    assert_type(events, Items[GetCaseAuditEventsResponse, AuditEvent])
    assert_type(events.by_page(), Generator[GetCaseAuditEventsResponse])
    assert_type(next(events.by_page()).next_token, str | None)
    assert_type(next(events.by_page()).audit_events, tuple[AuditEvent, ...])
    assert_type([event.event_id for event in events], list[str])
    assert_type(list(events), list[AuditEvent])


def unbound(cases: Client) -> None:
    """A method can be taken from the class, and passed on."""
    read = Client.get_case_audit_events
    assert_type(
        read(cases, domain_id="d", case_id="c"),
        Items[GetCaseAuditEventsResponse, AuditEvent],
    )
    GetCaseAuditEventsRequest(domain_id="d", case_id="c", next_token=None)


def failed(cases: Client) -> None:
    """Errors are ours and botocore's."""
    try:
        list(cases.get_case_audit_events(domain_id="d", case_id="c"))
    except ParamValidationError as error:
        assert_type(error.violations, tuple[Violation, ...])
    except ResourceNotFoundException as error:
        assert_type(error.resource_id, str | None)
    except ServiceError as error:
        botocores: ClientError = error
        assert_type(error.code, str)
        assert_type(error.retryable, bool)
        assert_type(resume_token(botocores), str | None)


def stored(value: FieldValue) -> None:
    """Any class goes to botocore's dict and back to itself."""
    assert_type(from_botocore(to_botocore(value), FieldValue), FieldValue)
    assert_type(to_botocore(GetDomainRequest(domain_id="d")), dict[str, Any])
    assert_type(to_botocore([value]), list[dict[str, Any]])
    assert_type(from_botocore(to_botocore([value]), list[FieldValue]), list[FieldValue])
    assert_type(from_json(to_json(value), FieldValue), FieldValue)
    assert_type(from_json("{}", RelatedItemContent), RelatedItemContent)
    assert_type(
        from_json("{}", RelatedItemContent | UnknownMember),
        RelatedItemContent | UnknownMember,
    )
    assert_type(from_json("{}", dict[str, FieldValueUnion]), dict[str, FieldValueUnion])
    assert_type(from_json("{}", CaseFilter), CaseFilter)
    assert_type(to_json({"title": value.value}, indent=2), str)


def _domain(request: Request[GetDomainResponse]) -> Request[GetDomainResponse]:
    return request


def generic() -> None:
    """A function can take requests by the type of their response."""
    assert_type(_domain(GetDomainRequest(domain_id="d")), Request[GetDomainResponse])


def partly_failed(response: BatchGetFieldResponse) -> None:
    """Part of a batch may fail, and that may be made an error."""
    assert_type(response.all_succeeded, bool)
    try:
        assert_type(response.raise_for_failures().fields, tuple[GetFieldResponse, ...])
    except PartialFailureError as error:
        assert_type(resume_token(error), str | None)


def raw(cases: Client) -> None:
    """`client.boto3` has the type of boto3's stubs, where they are installed."""
    assert_type(cases.boto3, ConnectCasesClient)
    assert_type(cases.boto3.get_domain(domainId="d")["domainArn"], str)
