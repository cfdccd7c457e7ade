"""Mistakes around the client: made wrongly, its three verbs misused."""

import boto3

from connectcases_typed import (
    Client,
    CommentContent,
    CreateRelatedItemRequest,
    CreateRelatedItemResponse,
    EqualTo,
    FieldValue,
    GetCaseAuditEventsRequest,
    GetDomainRequest,
    GetDomainResponse,
    GetLayoutRequest,
    Items,
    ParamValidationError,
    RelatedItemContent,
    Request,
    SearchRelatedItemsResponse,
    SearchRelatedItemsResponseItem,
    ServiceError,
    StringValue,
    from_botocore,
    from_json,
    to_botocore,
    to_json,
)


def made() -> None:
    """A client takes what boto3 takes, by keyword."""
    # mypy call-arg, pyright reportCallIssue: "region"
    Client(region="us-west-2")
    # mypy arg-type, pyright reportArgumentType: str
    Client(verify=3)
    # mypy arg-type+call-arg, pyright reportCallIssue: ositional
    Client("us-west-2")
    # mypy arg-type, pyright reportArgumentType: Boto3Session
    Client(session="default")
    # mypy call-arg, pyright reportCallIssue: "service_name"
    Client(service_name="connectcases")
    # mypy arg-type, pyright reportArgumentType: "Boto3Client"
    Client.wrap(boto3.Session())
    # mypy arg-type+call-arg, pyright reportCallIssue: "region_name"
    Client.wrap(boto3, region_name="us-west-2")


def sent(cases: Client) -> None:
    """Only a request can be sent, and its answer is its own."""
    request = CreateRelatedItemRequest(
        domain_id="d", case_id="c", content=CommentContent(body="Hello")
    )
    response = cases.send(request)
    # mypy arg-type, pyright reportArgumentType: "CreateRelatedItemResponse"
    cases.send(response)
    # mypy arg-type, pyright reportArgumentType: CreateRelatedItemResponse
    cases.send(CreateRelatedItemResponse)
    # mypy arg-type, pyright reportArgumentType: CreateRelatedItemRequest
    cases.send(CreateRelatedItemRequest)
    # mypy call-arg, pyright reportCallIssue: argument
    cases.send(request=request)
    # mypy arg-type, pyright reportArgumentType: PagedRequest
    cases.items(request)
    # mypy arg-type, pyright reportArgumentType: PagedRequest
    cases.pages(request)
    # mypy assignment, pyright reportAssignmentType: "SearchRelatedItemsResponse"
    wrong: SearchRelatedItemsResponse = cases.send(request)
    # mypy attr-defined, pyright reportAttributeAccessIssue: "case_id"
    repr((wrong, response.case_id))


def paged(cases: Client) -> None:
    """Items are of the class the operation has, and come one after the other."""
    events = cases.get_case_audit_events(domain_id="d", case_id="c")
    request = GetCaseAuditEventsRequest(domain_id="d", case_id="c")
    # mypy assignment, pyright reportAssignmentType: Items
    one: Items[SearchRelatedItemsResponse, SearchRelatedItemsResponseItem] = events
    # mypy arg-type, pyright reportAssignmentType: AuditEvent
    two: list[SearchRelatedItemsResponseItem] = list(events)
    # mypy attr-defined, pyright reportAttributeAccessIssue: "next_token"
    repr((one, two, events.next_token))
    # mypy index, pyright reportIndexIssue: AuditEvent
    repr(events[0])
    # mypy arg-type, pyright reportArgumentType: "Sized"
    repr(len(events))
    for page in cases.pages(request):
        # mypy attr-defined, pyright reportAttributeAccessIssue: "performed_time"
        repr(page.performed_time)
    for event in events:
        # mypy attr-defined, pyright reportAttributeAccessIssue: "AuditEvent"
        repr(event.audit_events)


def _domain(request: Request[GetDomainResponse]) -> None:
    repr(request)


def generic(value: FieldValue) -> None:
    """A request is not one for another's answer, nor a value a class."""
    # mypy arg-type, pyright reportArgumentType: "GetLayoutRequest"
    _domain(GetLayoutRequest(domain_id="d", layout_id="l"))
    # mypy arg-type, pyright reportArgumentType: "from_botocore"
    from_botocore(to_botocore(value), value)
    # mypy arg-type, pyright reportArgumentType: "from_json"
    from_json(to_json(value), 3)
    # mypy arg-type, pyright reportArgumentType: "from_botocore"
    from_botocore(3, FieldValue)
    # mypy assignment, pyright reportAssignmentType: "CommentContent"
    _comment: CommentContent = from_json("{}", RelatedItemContent)
    # mypy assignment, pyright reportAssignmentType: "StringValue"
    wrong: StringValue = from_botocore(to_botocore(value), FieldValue)
    # mypy call-arg, pyright reportCallIssue: "operation"
    GetDomainRequest(domain_id="d", operation="GetDomain")
    # mypy call-arg, pyright reportCallIssue: "metadata"
    GetDomainRequest(domain_id="d", metadata=wrong)


def frozen(request: CreateRelatedItemRequest, value: FieldValue) -> None:
    """Values are immutable."""
    # mypy misc, pyright reportAttributeAccessIssue: "case_id"
    request.case_id = "another"
    # mypy misc, pyright reportAttributeAccessIssue: "value"
    value.value = StringValue("x")
    # mypy assignment+misc, pyright reportAttributeAccessIssue: "type"
    request.type = "Comment"


def failed(error: ServiceError, other: ParamValidationError) -> None:
    """An error has what its class says."""
    # mypy attr-defined, pyright reportAttributeAccessIssue: "violations"
    repr(error.violations)
    # mypy attr-defined, pyright reportAttributeAccessIssue: "resource_id"
    repr(error.resource_id)
    # mypy attr-defined, pyright reportAttributeAccessIssue: "code"
    repr(other.code)


def seen_after(cases: Client, condition: EqualTo) -> int:
    """Code after a truth test that is a mistake is still checked."""
    pages = cases.list_domains()
    # mypy -, pyright reportGeneralTypeIssues: __bool__
    seen = 1 if pages else 2
    # mypy -, pyright reportGeneralTypeIssues: __bool__
    seen += 1 if condition else 2
    # mypy -, pyright reportGeneralTypeIssues: __bool__
    seen += 1 if not pages else 2
    # mypy operator, pyright reportOperatorIssue: "None"
    seen += None
    # mypy return-value, pyright reportReturnType: "int"
    return "not an int"
