"""Programs around the async client: the same operations, awaited."""

from typing import Any, assert_type

from botocore.client import BaseClient

from connectcases_typed import (
    AsyncClient,
    AsyncItems,
    AuditEvent,
    GetCaseAuditEventsRequest,
    GetCaseAuditEventsResponse,
    GetDomainRequest,
    GetDomainResponse,
    TagResourceResponse,
)
from connectcases_typed.calling.paging import AsyncIteration


async def made(client: BaseClient) -> None:
    """It is made of whatever `Client` is made of."""
    assert_type(AsyncClient(region_name="us-west-2"), AsyncClient)
    assert_type(AsyncClient.wrap(client, check_limits=False), AsyncClient)
    async with AsyncClient() as cases:
        assert_type(cases, AsyncClient)
        assert_type(cases.boto3, Any)


async def sent(cases: AsyncClient) -> None:
    """A request determines the type of its response here, too."""
    events = GetCaseAuditEventsRequest(domain_id="d", case_id="c")
    assert_type(await cases.send(GetDomainRequest(domain_id="d")), GetDomainResponse)
    assert_type(await cases.send(events), GetCaseAuditEventsResponse)
    assert_type(cases.pages(events), AsyncIteration[GetCaseAuditEventsResponse])
    assert_type(cases.items(events), AsyncItems[GetCaseAuditEventsResponse, AuditEvent])


async def called(cases: AsyncClient) -> None:
    """A method is awaited, unless it pages."""
    assert_type(await cases.get_domain(domain_id="d"), GetDomainResponse)
    assert_type(await AsyncClient.get_domain(cases, domain_id="d"), GetDomainResponse)
    assert_type(await cases.tag_resource(arn="arn", tags={}), TagResourceResponse)
    events = cases.get_case_audit_events(domain_id="d", case_id="c")
    assert_type(events, AsyncItems[GetCaseAuditEventsResponse, AuditEvent])
    assert_type(events.prefetch(), AsyncItems[GetCaseAuditEventsResponse, AuditEvent])
    assert_type(events.by_page(), AsyncIteration[GetCaseAuditEventsResponse])
    assert_type([event.event_id async for event in events], list[str])
