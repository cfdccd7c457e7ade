"""Mistakes around flows."""

from connectcases_typed import (
    AsyncClient,
    Client,
    CommentContent,
    FieldSetup,
    GetDomainRequest,
    LayoutSetup,
    ListFieldsRequest,
)
from connectcases_typed.flows import Flow, every, send, sleep


def steps(domain_id: str) -> Flow[str]:
    """A step is what it is."""
    domain = yield from send(GetDomainRequest(domain_id=domain_id))
    # mypy attr-defined, pyright reportAttributeAccessIssue: "nam"
    repr(domain.nam)
    # mypy arg-type, pyright reportArgumentType: "GetDomainRequest"
    yield from every(GetDomainRequest(domain_id=domain_id))
    # mypy arg-type, pyright reportArgumentType: "float"
    yield from sleep("1")
    # mypy arg-type, pyright reportArgumentType: "int | None"
    fields = yield from every(ListFieldsRequest(domain_id=domain_id), at_most="1")
    # mypy misc, pyright reportReturnType: Request[Any]
    yield "GetDomain"
    # mypy return-value, pyright reportReturnType: "int"
    return len(fields)


def run(cases: Client) -> None:
    """A client runs flows, and returns what they return."""
    # mypy arg-type, pyright reportArgumentType: "GetDomainRequest"
    cases.run(GetDomainRequest(domain_id="d"))
    # mypy arg-type, pyright reportArgumentType: str
    cases.run(steps)
    # mypy assignment, pyright reportAssignmentType: "int"
    wrong: int = cases.run(steps("d"))
    # mypy call-arg, pyright reportCallIssue: "case_id"
    repr((wrong, cases.wait_for_merge(domain_id="d", case_id="c")))


def once(cases: Client) -> None:
    """`attach_once` takes only content it can search for; its key is required."""
    # mypy arg-type, pyright reportArgumentType: "CommentContent"
    cases.attach_once(domain_id="d", case_id="c", content=CommentContent(body="hello"))
    # mypy call-arg, pyright reportCallIssue: "key"
    cases.comment_once(domain_id="d", case_id="c", body="hello")
    # mypy arg-type, pyright reportArgumentType: CaseFilter
    found = cases.find_or_create_case(
        domain_id="d",
        filter=GetDomainRequest(domain_id="d"),
        key="1",
        template_id="t",
        fields=(),
    )
    # mypy attr-defined, pyright reportAttributeAccessIssue: "id"
    repr(found.id)


def many(cases: Client, request: GetDomainRequest) -> None:
    """Requests come in numbers, and an outcome need not be a response."""
    # mypy arg-type, pyright reportArgumentType: "GetDomainRequest"
    cases.send_all(request)
    for outcome in cases.send_all([request]):
        # mypy union-attr, pyright reportAttributeAccessIssue: "response"
        repr(outcome.response)


def set_up(cases: Client) -> None:
    """A setup has the service's types, and names come in lists."""
    # mypy arg-type, pyright reportArgumentType: "FieldType"
    fields = [FieldSetup(name="Nights", type="Number")]
    # mypy arg-type, pyright reportArgumentType: str
    layouts = [LayoutSetup(name="Stay", top_panel="Nights")]
    # mypy call-arg, pyright reportCallIssue: "setup"
    repr((fields, layouts, cases.apply_setup(domain_id="d", dry_run=True)))
    # mypy call-arg, pyright reportCallIssue: "domain"
    cases.read_setup(domain="d")


async def awaited(cases: AsyncClient) -> None:
    """The other client is awaited."""
    # mypy assignment, pyright reportAssignmentType: Coroutine
    wrong: str = cases.run(steps("d"))
    # mypy unused-coroutine, pyright reportUnusedCoroutine: used
    cases.wait_for_merge(domain_id=wrong, secondary_case_id="c")
