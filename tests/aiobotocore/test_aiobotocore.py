"""The async client on aiobotocore: the same answers, pages and errors, and no thread.

aiobotocore pins a botocore, older than the one the rest is tested with. So these tests
are run in an environment of their own, by `make test-aiobotocore`. The server is one
of their own as well: in the event loop, since they count threads.
"""

import asyncio
import json
import threading
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from importlib import import_module
from typing import Any

import attrs
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError, HTTPClientError

import connectcases_typed as cc
from connectcases_typed import (
    AsyncClient,
    CommentContent,
    GetCaseAuditEventsRequest,
    resume_token,
)
from connectcases_typed.flows import send

pytestmark = pytest.mark.anyio

REQUEST = GetCaseAuditEventsRequest(domain_id="d", case_id="c")


@attrs.define
class Stub:
    """A loopback server that answers from a script, request by request.

    While `go` is not set it answers nobody. Past the end of its script it hangs up.
    """

    script: list[tuple[int, bytes]] = attrs.field(factory=list[tuple[int, bytes]])
    received: list[tuple[str, Any]] = attrs.field(factory=list[tuple[str, Any]])
    go: asyncio.Event = attrs.field(factory=asyncio.Event)
    error: str = ""
    url: str = ""

    def answers(self, *bodies: object, status: int = 200) -> None:
        """Lay out answers; what is not bytes is sent as JSON."""
        for body in bodies:
            encoded = body if isinstance(body, bytes) else json.dumps(body).encode()
            self.script.append((status, encoded))

    async def serve(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        """Talk to one connection until it closes."""
        while head := (await _head(reader)):
            length = next((int(v) for k, v in head[1:] if k == "content-length"), 0)
            body = await reader.readexactly(length)
            self.received.append((head[0][1], json.loads(body or b"{}")))
            await self.go.wait()
            if not self.script:
                break
            status, answer = self.script.pop(0)
            error = f"x-amzn-ErrorType: {self.error}\r\n" if self.error else ""
            writer.write(
                f"HTTP/1.1 {status} X\r\nx-amzn-RequestId: request-1\r\n{error}"
                f"Content-Length: {len(answer)}\r\n\r\n".encode()
            )
            writer.write(answer)
        writer.close()


async def _head(reader: asyncio.StreamReader) -> list[tuple[str, str]]:
    """Method and path, then the headers; nothing when the connection is closed."""
    try:
        lines = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
    except (asyncio.IncompleteReadError, OSError):
        return []
    method, path, _ = lines[0].split(" ")
    headers = [line.partition(": ") for line in lines[1:] if line]
    return [(method, path), *((name.lower(), text) for name, _, text in headers)]


@pytest.fixture
def anyio_backend() -> str:
    """aiobotocore is asyncio's alone."""
    return "asyncio"


@pytest.fixture
async def stub() -> AsyncIterator[Stub]:
    """The server."""
    stub = Stub()
    stub.go.set()
    server = await asyncio.start_server(stub.serve, "127.0.0.1", 0)
    stub.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    yield stub
    stub.go.set()
    server.close()


# Types are checked where there is no aiobotocore, and it brings none.
@asynccontextmanager
async def connected(stub: Stub, attempts: int) -> AsyncIterator[Any]:
    """An aiobotocore client."""
    session: Any = import_module("aiobotocore.session").get_session()
    async with session.create_client(
        "connectcases",
        region_name="us-west-2",
        endpoint_url=stub.url,
        aws_access_key_id="nobody",
        aws_secret_access_key="nothing",  # noqa: S106 - nobody's
        config=Config(retries={"total_max_attempts": attempts}, proxies={}),
    ) as client:
        yield client


@pytest.fixture
async def raw(stub: Stub) -> AsyncIterator[Any]:
    """A client that tries once."""
    async with connected(stub, attempts=1) as client:
        yield client


@pytest.fixture
def cases(raw: Any) -> AsyncClient:
    """The client on it."""
    return AsyncClient.wrap(raw)


def page(*ids: str, then: str | None = None) -> dict[str, object]:
    """A page of audit events with these ids."""
    time = "2026-03-04T05:06:07Z"
    events = [
        {"eventId": id_, "type": "Case.Created", "performedTime": time, "fields": []}
        for id_ in ids
    ]
    return {"auditEvents": events, "nextToken": then}


async def _until_asked(stub: Stub, times: int) -> None:
    async with asyncio.timeout(10):
        while len(stub.received) < times:  # noqa: ASYNC110 - the server has no event
            await asyncio.sleep(0.005)


def tasks(before: set[asyncio.Task[Any]]) -> set[asyncio.Task[Any]]:
    """The tasks there are now and were not before; the server's do not count."""
    return {
        task
        for task in asyncio.all_tasks() - before
        if "serve" not in repr(task.get_coro())
    }


async def test_a_call_is_awaited_and_answered(cases: AsyncClient, stub: Stub) -> None:
    """A request travels as it does through boto3, and comes back as the same class."""
    stub.answers({"relatedItemId": "i", "relatedItemArn": "arn:i"})
    created = await cases.create_related_item(
        domain_id="d", case_id="c", content=CommentContent(body="Hello")
    )
    assert (created.related_item_id, created.metadata.request_id) == ("i", "request-1")
    ((path, body),) = stub.received
    assert path == "/domains/d/cases/c/related-items/"
    assert body == {
        "type": "Comment",
        "content": {"comment": {"body": "Hello", "contentType": "Text/Plain"}},
    }


@pytest.mark.parametrize("ahead", [False, True])
async def test_pages_are_iterated(
    cases: AsyncClient, stub: Stub, *, ahead: bool
) -> None:
    """Every item in order, over empty pages too, fetched ahead or not."""
    stub.answers(page("1", "2", then="a"), page(then="b"), page("3"))
    events = cases.items(REQUEST)
    if ahead:
        events = events.prefetch()
    assert [event.event_id async for event in events] == ["1", "2", "3"]
    assert [body.get("nextToken") for _, body in stub.received] == [None, "a", "b"]


async def test_nothing_runs_in_threads(cases: AsyncClient, stub: Stub) -> None:
    """Neither calls nor pages fetched ahead take one of anyio's or of ours."""
    stub.answers(page("1", then="a"), page("2"), page("3"))
    assert len([event async for event in cases.items(REQUEST).prefetch()]) == 2
    await cases.send(REQUEST)
    # asyncio's own look up hosts.
    others = {it.name for it in threading.enumerate()} - {"MainThread"}
    assert [name for name in others if not name.startswith("asyncio_")] == []


@pytest.mark.parametrize("ahead", [False, True])
async def test_a_service_error_is_the_same(
    cases: AsyncClient, stub: Stub, *, ahead: bool
) -> None:
    """It is ours and botocore's, and carries the token to go on with."""
    stub.answers(page("1", then="a"))
    stub.answers({"message": "slow down"}, status=429)
    found: list[str] = []
    events = cases.items(REQUEST)
    with pytest.raises(cc.ThrottlingException) as raised:  # noqa: PT012 - to compare
        async for event in events.prefetch() if ahead else events:
            stub.error = "ThrottlingException"
            found.append(event.event_id)
    assert isinstance(raised.value, ClientError)
    assert (found, resume_token(raised.value)) == (["1"], "a")
    assert raised.value.request_id == "request-1"


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b'{"auditEv', {}, {"auditEvents": [{"eventId": 3}]}]
)
async def test_what_is_no_answer_is_a_response_error(
    cases: AsyncClient, stub: Stub, body: object
) -> None:
    """Nothing empty or cut passes for a page, though botocore parses it here."""
    stub.answers(body)
    with pytest.raises(cc.ResponseError):
        await cases.send(REQUEST)


async def test_connection_errors_stay_botocores(cases: AsyncClient, stub: Stub) -> None:
    """A server that hangs up is what it is to users of aiobotocore."""
    with pytest.raises(HTTPClientError):
        await cases.send(REQUEST)
    assert len(stub.received) == 1


async def test_rules_are_checked_first(cases: AsyncClient, stub: Stub) -> None:
    """What breaks rules is not sent; `check_limits` is heeded."""
    with pytest.raises(cc.ParamValidationError):
        await cases.get_domain(domain_id="d" * 501)
    assert stub.received == []
    stub.answers(
        {
            "domainId": "d",
            "domainArn": "a",
            "name": "n",
            "createdTime": "2026-03-04T05:06:07Z",
            "domainStatus": "Active",
        }
    )
    relaxed = AsyncClient.wrap(cases.boto3, check_limits=False)
    assert (await relaxed.get_domain(domain_id="d" * 501)).name == "n"


async def test_an_operation_botocore_lacks_is_a_clear_error(
    cases: AsyncClient, raw: Any
) -> None:
    """The pinned botocore may be older than the models: the error says what to do."""
    if hasattr(raw, "start_merge_cases"):
        pytest.skip("aiobotocore's botocore has all operations by now")
    with pytest.raises(cc.UnsupportedOperationError, match="StartMergeCases"):
        await cases.start_merge_cases(
            domain_id="d", case_id="c", secondary_case_ids=["e"]
        )


async def test_cancelling_ends_the_request(cases: AsyncClient, stub: Stub) -> None:
    """A cancelled call raises at once and leaves no task; the client goes on."""
    stub.go.clear()
    before = asyncio.all_tasks()
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await cases.send(REQUEST)
    assert tasks(before) == set()
    stub.go.set()
    stub.answers(page(), page())
    assert (await cases.send(REQUEST)).audit_events == ()


@pytest.mark.parametrize("leave", ["break", "close", "cancel"])
async def test_nothing_stays_of_an_iteration_that_was_left(
    cases: AsyncClient, stub: Stub, leave: str
) -> None:
    """The request for the page ahead is cancelled, whichever way one leaves."""
    stub.answers(page("1", then="a"))
    before = asyncio.all_tasks()
    async for event in (events := cases.items(REQUEST).prefetch()):
        stub.go.clear()
        assert event.event_id == "1"
        await _until_asked(stub, 2)
        break
    stub.go.set()
    stub.answers(page("1", then="a"), page("1", then="a"))
    match leave:
        case "close":
            async with aclosing(events.by_page()) as pages:
                await anext(pages)
        case "cancel":
            with pytest.raises(TimeoutError):  # noqa: PT012 - cancelled in the loop
                async with asyncio.timeout(0.1):
                    async for _ in events:
                        stub.go.clear()
        case _:
            pass
    await asyncio.sleep(0.01)
    assert tasks(before) == set()


async def test_an_error_ahead_that_nobody_meets_is_nobodys(
    cases: AsyncClient, stub: Stub, caplog: pytest.LogCaptureFixture
) -> None:
    """asyncio does not complain of an error in a page that was given up."""
    stub.answers(page("1", then="a"))
    async for _ in cases.items(REQUEST).prefetch():
        # The second request is hung up on, past the end of the script.
        await _until_asked(stub, 2)
        await asyncio.sleep(0.05)
        break
    await asyncio.sleep(0.01)
    assert caplog.records == []


async def test_the_client_is_its_owners(
    cases: AsyncClient, raw: Any, stub: Stub
) -> None:
    """Closing ours leaves theirs open."""
    async with cases:
        pass
    with pytest.raises(cc.ClientClosedError):
        await cases.send(REQUEST)
    stub.answers(page())
    assert (await AsyncClient.wrap(raw).send(REQUEST)).audit_events == ()


CREATE = cc.CreateRelatedItemRequest(
    domain_id="d", case_id="c", content=CommentContent(body="x")
)
NO_ANSWER = (b"<html>", b"OK", b"[]", b"null", b"{")


@pytest.mark.parametrize("body", NO_ANSWER)
async def test_no_answer_is_no_success(
    cases: AsyncClient, stub: Stub, body: bytes
) -> None:
    """Something else under a status of success is an error, which knows its request."""
    request = cc.DeleteCaseRequest(domain_id="d", case_id="c")
    stub.answers(body)
    with pytest.raises(cc.ResponseError) as raised:
        await cases.send(request)
    assert raised.value.request is request
    assert (raised.value.attempts, cc.may_have_been_done(raised.value)) == (1, True)


async def test_an_error_that_cannot_be_read_is_what_its_status_says(
    cases: AsyncClient, stub: Stub
) -> None:
    """An error whose code is no text is a `ServiceError`."""
    stub.answers({"code": {"a": 1}}, status=503)
    with pytest.raises(cc.ServiceError) as raised:
        await cases.send(REQUEST)
    assert raised.value.retryable


async def test_a_lost_connection_leaves_doubt(cases: AsyncClient, stub: Stub) -> None:
    """The error is aiohttp's by way of botocore; it knows the request all the same."""
    with pytest.raises(HTTPClientError) as raised:
        await cases.send(CREATE)
    error: Any = raised.value
    assert (error.request, error.attempts) == (CREATE, 1)
    assert cc.may_have_been_done(error)


async def test_a_timeout_knows_if_it_was_sent(cases: AsyncClient, stub: Stub) -> None:
    """The `TimeoutError` around a call tells what the call knows."""
    stub.go.clear()
    with pytest.raises(TimeoutError) as raised:
        await asyncio.wait_for(cases.send(CREATE), 0.3)
    stub.go.set()
    assert cc.may_have_been_done(raised.value)


async def test_after_a_timeout_the_same_page_is_asked_for(
    cases: AsyncClient, stub: Stub
) -> None:
    """An iteration whose `anext` timed out goes on with that page."""
    pages = cases.pages(REQUEST)
    stub.answers(page("1", then="a"))
    await anext(pages)
    stub.go.clear()
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(anext(pages), 0.2)
    stub.answers(page("2"), page("2"))
    stub.go.set()
    assert [it.audit_events[0].event_id async for it in pages] == ["2"]


async def test_many_requests_are_sent_side_by_side(
    cases: AsyncClient, stub: Stub
) -> None:
    """`send_all` knows what became of each request, errors among them."""
    stub.go.set()
    requests = [cc.GetDomainRequest(domain_id=f"d{number}") for number in range(3)]
    stub.answers({"message": "no"}, {"message": "no"}, {"message": "no"}, status=404)

    outcomes = [outcome async for outcome in cases.send_all(requests, workers=2)]

    assert sorted(outcome.index for outcome in outcomes) == [0, 1, 2]
    assert {type(outcome) for outcome in outcomes} == {cc.NotDone}


async def test_of_many_none_is_done_twice(stub: Stub) -> None:
    """`send_all` has a write that would be done twice sent once, whatever the retries;
    a single call is retried as ever.
    """
    stub.go.set()
    request = cc.CreateRelatedItemRequest(
        domain_id="d", case_id="c", content=CommentContent(body="Hello")
    )
    created = {"relatedItemId": "i", "relatedItemArn": "a"}
    async with connected(stub, attempts=2) as raw:
        cases = AsyncClient.wrap(raw)
        stub.answers({"message": "no"}, status=500)
        (outcome,) = [it async for it in cases.send_all([request])]
        assert isinstance(outcome, cc.InDoubt)
        assert len(stub.received) == 1

        stub.answers({"message": "no"}, status=500)
        stub.answers(created)
        assert (await cases.send(request)).related_item_id == "i"
        assert len(stub.received) == 3


async def test_a_flow_is_run(cases: AsyncClient, stub: Stub) -> None:
    """A flow gets its answers, and its result is awaited."""
    stub.go.set()
    stub.answers({"relatedItemId": "i", "relatedItemArn": "a"})
    request = cc.CreateRelatedItemRequest(
        domain_id="d", case_id="c", content=CommentContent(body="Hello")
    )

    response = await cases.run(send(request))

    assert response.related_item_id == "i"
