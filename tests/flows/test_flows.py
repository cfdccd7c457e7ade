"""Laws of flows: what is sent, what is returned, and what comes of an error."""

import time
from datetime import UTC, datetime, timedelta
from inspect import GEN_CLOSED, getgeneratorstate, signature
from typing import Any, get_args

import anyio
import pytest

from connectcases_typed import (
    AsyncClient,
    Client,
    ConflictException,
    DomainStatus,
    FieldNamespace,
    FieldSummary,
    FieldType,
    GetDomainRequest,
    GetDomainResponse,
    ListFieldsRequest,
    ListFieldsResponse,
    PaginationError,
    ResourceNotFoundException,
    resume_token,
)
from connectcases_typed.domain import merges
from connectcases_typed.flows import Flow, Sleep, every, now, pages, send, sleep
from connectcases_typed.testing import EmbeddedCases, Script

from .conftest import Run

CLIENTS = [Client, AsyncClient]


def name_of(domain_id: str) -> Flow[str]:
    """The name of a domain, or a word for that there is none."""
    try:
        response = yield from send(GetDomainRequest(domain_id=domain_id))
    except ResourceNotFoundException:
        return "none"
    return response.name


def test_a_flow_returns_its_result(run: Run, domain_id: str) -> None:
    """What a flow returns is what running it returns."""
    assert run(name_of(domain_id)) == "flows"


def test_an_error_is_raised_where_the_request_was_sent(run: Run) -> None:
    """A flow can catch the error of a request, and go on."""
    assert run(name_of("unknown")) == "none"


def test_an_error_nobody_catches_ends_the_run(run: Run) -> None:
    """The error of a request, once it leaves the flow, leaves `run`."""
    with pytest.raises(ResourceNotFoundException) as caught:
        run(send(GetDomainRequest(domain_id="unknown")))
    assert caught.value.operation_name == "GetDomain"


def test_a_flow_may_send_after_an_error(run: Run, domain_id: str) -> None:
    """After an error was caught, a flow sends as before."""

    def flow() -> Flow[list[str]]:
        first = yield from name_of("unknown")
        second = yield from name_of(domain_id)
        return [first, second, (yield from name_of("unknown"))]

    assert run(flow()) == ["none", "flows", "none"]


class Interrupted(BaseException):
    """Like `KeyboardInterrupt`."""


@pytest.mark.parametrize("client", CLIENTS)
def test_what_interrupts_a_run_closes_the_flow(client: type) -> None:
    """An interrupt is not the flow's to catch: the flow is closed, and it goes on."""
    caught = []

    def flow() -> Flow[None]:
        try:
            yield from send(GetDomainRequest(domain_id="d"))
        except BaseException as error:
            caught.append(type(error))
            raise

    def interrupt(_: object) -> object:
        raise Interrupted

    async def interrupted(_: object) -> object:
        raise Interrupted

    running = flow()
    cases = client(region_name="us-west-2")
    cases.send = interrupted if client is AsyncClient else interrupt
    with pytest.raises(Interrupted):
        anyio.run(cases.run, running) if client is AsyncClient else cases.run(running)
    assert caught == [GeneratorExit]
    assert getgeneratorstate(running) == GEN_CLOSED


@pytest.mark.parametrize("loop", ["asyncio", "trio"])
def test_a_cancelled_run_closes_its_flow(loop: str) -> None:
    """A cancelled run ends at once, and its flow is closed by then."""
    closed = []

    def flow() -> Flow[None]:
        try:
            yield from sleep(60)
        finally:
            closed.append(True)

    async def main() -> None:
        cases = AsyncClient(region_name="us-west-2")
        with anyio.move_on_after(0.01) as scope:
            await cases.run(flow())
        assert scope.cancelled_caught
        assert closed == [True]

    before = time.monotonic()
    anyio.run(main, backend=loop)
    assert time.monotonic() - before < 30


def test_a_flow_runs_once(run: Run, domain_id: str) -> None:
    """A flow that was run before is refused: it has nothing left to return."""
    flow = name_of(domain_id)
    run(flow)
    with pytest.raises(ValueError, match=r"name_of\(\) was run before"):
        run(flow)


# `Any`: what no type checker would let pass.
@pytest.mark.parametrize("given", [name_of, GetDomainRequest(domain_id="d"), None])
def test_what_is_no_flow_is_refused(run: Run, given: Any) -> None:
    """A function that makes flows, or a request, is no flow."""
    with pytest.raises(TypeError, match="a flow is a generator of requests, not"):
        run(given)


def test_a_forgotten_from_is_named(run: Run) -> None:
    """`yield send(...)` is an error that says what to write."""

    def flow() -> Any:
        yield send(GetDomainRequest(domain_id="d"))

    with pytest.raises(TypeError, match="write `yield from`"):
        run(flow())


def test_a_flow_yields_requests_only(run: Run) -> None:
    """A step that is none is an error in the flow, at its yield."""

    def flow() -> Any:
        with pytest.raises(TypeError, match="requests, not str"):
            yield "GetDomain"
        return 1

    assert run(flow()) == 1


# ----------------------------------------------------------------------------- pages


@pytest.fixture
def fields(cases: Client, domain_id: str, service: EmbeddedCases) -> ListFieldsRequest:
    """A request that finds some custom fields, on several pages."""
    for number in range(3):
        cases.create_field(
            domain_id=domain_id, name=f"field {number}", type=FieldType.TEXT
        )
    service.page_limit = 4
    return ListFieldsRequest(domain_id=domain_id)


def test_every_returns_all_items(
    run: Run, cases: Client, fields: ListFieldsRequest
) -> None:
    """`every` returns what iterating over the request finds."""
    assert run(every(fields)) == tuple(cases.items(fields))


def test_pages_returns_all_responses(
    run: Run, cases: Client, fields: ListFieldsRequest
) -> None:
    """`pages` returns all responses, in order."""
    found = run(pages(fields))
    assert len(found) > 1
    assert found == tuple(cases.pages(fields))


def page(number: int, token: str | None) -> ListFieldsResponse:
    """A page of one field."""
    field = FieldSummary(
        field_id=str(number),
        field_arn="arn",
        name=str(number),
        type=FieldType.TEXT,
        namespace=FieldNamespace.CUSTOM,
    )
    return ListFieldsResponse(fields=(field,), next_token=token)


def test_at_most_asks_for_no_page_too_many() -> None:
    """With `at_most`, pages are asked for until there is enough, and cut to it."""
    script = Script(page(1, "a"), page(2, "b"))
    found = script.run(every(ListFieldsRequest(domain_id="d"), at_most=2))
    assert [it.name for it in found] == ["1", "2"]
    assert script.requests == [
        ListFieldsRequest(domain_id="d"),
        ListFieldsRequest(domain_id="d", next_token="a"),  # noqa: S106 - of a page
    ]
    with pytest.raises(ValueError, match="at_most is 1 or more"):
        Script().run(every(ListFieldsRequest(domain_id="d"), at_most=0))


def test_a_token_that_comes_twice_is_an_error() -> None:
    """A flow does not go in circles."""
    script = Script(page(1, "a"), page(2, "a"))
    with pytest.raises(PaginationError):
        script.run(every(ListFieldsRequest(domain_id="d")))


def test_an_error_between_pages_says_where_to_go_on() -> None:
    """What fails at a page carries the token of that page."""
    script = Script(page(1, "a"), TimeoutError())
    with pytest.raises(TimeoutError) as caught:
        script.run(pages(ListFieldsRequest(domain_id="d")))
    assert resume_token(caught.value) == "a"


# ------------------------------------------------------------------------------ time


def test_on_the_embedded_service_sleeping_advances_its_clock(
    run: Run, service: EmbeddedCases
) -> None:
    """A flow that sleeps an hour has slept it at once, and the clock says so."""

    def flow() -> Flow[float]:
        before = yield from now()
        yield from sleep(3600)
        return (yield from now()) - before

    before = service.clock.now()
    assert 3600 <= run(flow()) < 3660
    assert service.clock.now() - before >= timedelta(hours=1)
    moment = service.clock.freeze()
    assert 3600 <= run(flow()) < 3600.1
    assert service.clock.now() == moment + timedelta(hours=1)


def test_without_it_time_passes_by_itself() -> None:
    """On any other service, sleeping takes the time it says."""

    def flow() -> Flow[float]:
        before = yield from now()
        yield from sleep(0.05)
        return (yield from now()) - before

    assert Client(region_name="us-west-2").run(flow()) >= 0.05
    assert anyio.run(AsyncClient(region_name="us-west-2").run, flow()) >= 0.05
    with pytest.raises(ValueError, match="seconds"):
        Sleep(-1)


# --------------------------------------------------------------------------- methods


@pytest.mark.parametrize("client", CLIENTS)
def test_a_flow_is_a_method_of_both_clients(
    client: type[Client | AsyncClient],
) -> None:
    """A method takes what its flow takes, says what it returns, and has its docs."""
    method: Any = getattr(client, "wait_for_merge")  # noqa: B009 - of either
    me, *parameters = signature(method).parameters.values()
    assert me.name == "self"
    assert parameters == [*signature(merges.wait_for_merge).parameters.values()]
    _, _, result = get_args(signature(merges.wait_for_merge).return_annotation)
    assert signature(method).return_annotation is result
    assert method.__doc__ == merges.wait_for_merge.__doc__
    assert method.__qualname__ == f"{client.__name__}.wait_for_merge"


# --------------------------------------------------------------------------- scripts


def domain(name: str) -> GetDomainResponse:
    """A response."""
    return GetDomainResponse(
        domain_id="d",
        domain_arn="arn",
        name=name,
        created_time=datetime(2026, 1, 1, tzinfo=UTC),
        domain_status=DomainStatus.ACTIVE,
    )


def test_a_script_answers_in_order() -> None:
    """A script gives its responses and errors one by one, and keeps the requests."""
    missing = ResourceNotFoundException({"Error": {"Code": "x"}}, "GetDomain")
    script = Script(domain("one"))
    assert script.run(name_of("1")) == "one"
    assert script.requests == [GetDomainRequest(domain_id="1")]
    assert Script(missing).run(name_of("2")) == "none"
    with pytest.raises(ConflictException):
        Script(ConflictException({}, "GetDomain")).run(name_of("3"))


@pytest.mark.parametrize(
    ("script", "said"),
    [
        (Script(), "no response is left for GetDomainRequest"),
        (Script(page(1, None)), "GetDomain does not return ListFieldsResponse"),
        (Script(domain("a"), domain("b")), "nobody asked for these: GetDomainResponse"),
    ],
)
def test_a_script_that_does_not_fit_fails_the_test(script: Script, said: str) -> None:
    """Too few responses, too many, or those of another operation: each is an error."""
    with pytest.raises(AssertionError, match=said):
        script.run(name_of("1"))


def test_a_script_has_a_time_of_its_own() -> None:
    """In a script sleeping advances `now`, and takes no time."""

    def flow() -> Flow[float]:
        yield from sleep(1000)
        yield from sleep(1)
        return (yield from now())

    script = Script()
    assert script.run(flow()) == script.slept == 1001
