"""Programs around flows: written, composed, run by both clients, and tested."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import TypedDict, assert_type

from connectcases_typed import (
    AsyncClient,
    Client,
    Contact,
    CustomInputContent,
    DeleteDomainRequest,
    DomainSetup,
    Done,
    EqualTo,
    FieldSetup,
    FieldSummary,
    FieldType,
    FoundCase,
    FoundItem,
    GetDomainRequest,
    GetDomainResponse,
    GetMergeCasesStatusResponse,
    InDoubt,
    LayoutSetup,
    ListFieldsRequest,
    ListFieldsResponse,
    NotDone,
    Outcome,
    ResourceNotFoundException,
    Response,
    SetupAction,
    SetupPlan,
    StringValue,
    TagEqualTo,
    TemplateSetup,
    WaitTimeoutError,
    field_options,
    field_values,
)
from connectcases_typed.flows import Flow, every, now, pages, send, sleep
from connectcases_typed.testing import Script


class WhereArgs(TypedDict):
    """A case."""

    domain_id: str
    case_id: str


def names(domain_id: str) -> Flow[list[str]]:
    """Each step is typed as what it gives back."""
    try:
        domain = yield from send(GetDomainRequest(domain_id=domain_id))
    except ResourceNotFoundException as error:
        assert_type(error.resource_id, str | None)
        return []
    assert_type(domain, GetDomainResponse)
    request = ListFieldsRequest(domain_id=domain_id)
    assert_type((yield from send(request)), ListFieldsResponse)
    assert_type((yield from pages(request)), tuple[ListFieldsResponse, ...])
    fields = yield from every(request, at_most=10)
    assert_type(fields, tuple[FieldSummary, ...])
    begun = yield from now()
    assert_type(begun, float)
    yield from sleep(0.5)
    return [domain.name, *(field.name for field in fields)]


def composed(domain_ids: list[str]) -> Flow[int]:
    """A flow in a flow is typed as what it returns."""
    total = 0
    for domain_id in domain_ids:
        found = yield from names(domain_id)
        assert_type(found, list[str])
        total += len(found)
    return total


def run(cases: Client) -> None:
    """A client returns what the flow returns."""
    assert_type(cases.run(names("d")), list[str])
    assert_type(cases.run(composed(["d"])), int)
    assert_type(cases.run(send(GetDomainRequest(domain_id="d"))), GetDomainResponse)
    try:
        merged = cases.wait_for_merge(domain_id="d", secondary_case_id="c", delay=1)
    except WaitTimeoutError as error:
        assert_type(error.timeout, float)
    else:
        assert_type(merged, GetMergeCasesStatusResponse)


def once(cases: Client, place: WhereArgs) -> None:
    """What is done once takes the classes of the operations it sends."""
    found = cases.find_or_create_case(
        domain_id="d",
        filter=EqualTo(id="status", value=StringValue("open"))
        & TagEqualTo(key="team", value="blue"),
        key="order 1",
        template_id="t",
        fields=field_values({"title": "order"}),
    )
    assert_type(found, FoundCase)
    assert_type(cases.attach_once(**place, content=Contact(contact_arn="a")), FoundItem)
    record = CustomInputContent(fields=field_values({"f": "B-1"}))
    cases.attach_once(**place, content=record, key_field="f")
    assert_type(cases.comment_once(**place, body="hello", key="m"), str)


def many(cases: Client, ids: list[str]) -> None:
    """An outcome is one of three classes, each with what it has."""
    outcomes = cases.send_all((GetDomainRequest(domain_id=it) for it in ids), workers=2)
    for outcome in outcomes:
        assert_type(outcome.index, int)
        match outcome:
            case Done(response=response):
                assert_type(response, GetDomainResponse)
            case NotDone(error=error) | InDoubt(error=error):
                assert_type(error, Exception)
    deletes = [DeleteDomainRequest(domain_id=it) for it in ids]
    reads = [GetDomainRequest(domain_id=it) for it in ids]
    for mixed in cases.send_all([*deletes, *reads], journal=Path("journal")):
        if isinstance(mixed, Done):
            response_of_any: Response = mixed.response
            repr((response_of_any, mixed.is_earlier))


async def many_awaited(cases: AsyncClient, ids: AsyncIterator[str]) -> None:
    """Requests may be awaited too."""
    requests = (GetDomainRequest(domain_id=it) async for it in ids)
    async for outcome in cases.send_all(requests, journal="journal"):
        if isinstance(outcome, Done):
            assert_type(outcome.response, GetDomainResponse)
    async for outcome in cases.send_all([GetDomainRequest(domain_id="d")]):
        assert_type(outcome, Outcome[GetDomainResponse])


def set_up(cases: Client) -> None:
    """A setup is a value; applying it gives a plan."""
    setup = DomainSetup(
        fields=[
            FieldSetup(name="Nights", type=FieldType.NUMBER),
            FieldSetup(
                name="Board",
                type=FieldType.SINGLE_SELECT,
                options=field_options("half", "full"),
            ),
        ],
        layouts=[LayoutSetup(name="Stay", top_panel=["Nights"])],
        templates=[TemplateSetup(name="Stay", required_fields=("Nights",))],
    )
    plan = cases.apply_setup(domain_id="d", setup=setup, dry_run=True)
    assert_type(plan, SetupPlan)
    assert_type([step.action for step in plan.steps], list[SetupAction])
    assert_type(cases.read_setup(domain_id="d"), DomainSetup)
    assert_type(DomainSetup.from_json(setup.to_json()), DomainSetup)


async def awaited(cases: AsyncClient) -> None:
    """The other client is awaited."""
    assert_type(await cases.run(names("d")), list[str])
    assert_type(
        await cases.wait_for_merge(
            domain_id="d", secondary_case_id="c", on_poll=lambda it: it.status.upper()
        ),
        GetMergeCasesStatusResponse,
    )


def tested(response: GetDomainResponse, page: ListFieldsResponse) -> None:
    """A script runs a flow with no client."""
    script = Script(response, page, ResourceNotFoundException({}, "GetDomain"))
    assert_type(script.run(names("d")), list[str])
    assert_type(script.slept, float)
