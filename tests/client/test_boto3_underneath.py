"""Everything that works with a boto3 client works with the typed one."""

from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import boto3
import pytest
from botocore import xform_name
from botocore.awsrequest import AWSResponse
from botocore.config import Config
from botocore.exceptions import ParamValidationError
from botocore.stub import Stubber

import connectcases_typed as cc
from connectcases_typed import Client, from_botocore, to_botocore

from .calls import AUDIT, CREATE, SEARCH, UPDATE, Call
from .makers import Kind, Maker
from .nobody import QUIET
from .stub import REQUEST_ID, Answer, Stub

EVENTS = (
    "provide-client-params",
    "before-parameter-build",
    "before-call",
    "request-created",
    "choose-signer",
    "before-sign",
    "before-send",
    "response-received",
    "needs-retry",
    "after-call",
)


@contextmanager
def hooked(cases: Client, hook: Callable[..., object], *events: str) -> Generator[None]:
    """Have a hook called on events of a client that others use too."""
    registry: Any = cases.boto3.meta.events
    for event in events:
        registry.register(f"{event}.connectcases.*", hook)
    try:
        yield
    finally:
        for event in events:
            registry.unregister(f"{event}.connectcases.*", hook)


def test_every_hook_of_botocore_runs(cases: Client, call: Call, stub: Stub) -> None:
    """Each event before and after the exchange reaches its handlers, once a call."""
    heard: list[str] = []

    def hear(event_name: str, **_: object) -> None:
        heard.append(event_name)

    stub.answers(Answer.of(call.answer))
    with hooked(cases, hear, *EVENTS):
        cases.send(call.request)
    suffix = f".connectcases.{call.request.operation}"
    assert sorted(event + suffix for event in EVENTS) == sorted(heard)


def test_an_after_call_hook_sees_the_exchange(
    cases: Client, kind: Kind, stub: Stub
) -> None:
    """A hook after the call sees the metadata; the members where botocore parsed."""
    seen: list[dict[str, Any]] = []

    def see(parsed: dict[str, Any], **_: object) -> None:
        seen.append(dict(parsed))

    stub.answers(Answer.of(CREATE.answer))
    with hooked(cases, see, "after-call"):
        cases.send(CREATE.request)
    assert seen[0]["ResponseMetadata"]["RequestId"] == REQUEST_ID
    assert ("relatedItemId" in seen[0]) is (kind != "tuned")


def test_a_hook_may_call_the_client_itself(cases: Client, stub: Stub) -> None:
    """A raw call in the middle of one of ours has boto3's answer."""
    answered: list[dict[str, Any]] = []

    def ask(event_name: str, **_: object) -> None:
        if event_name.endswith("CreateRelatedItem"):
            raw: Any = cases.boto3
            answered.append(raw.get_case_audit_events(domainId="d", caseId="c"))

    stub.answers(Answer.of(AUDIT.answer), Answer.of(CREATE.answer))
    with hooked(cases, ask, "before-call"):
        cases.send(CREATE.request)
    (raw,) = answered
    assert len(raw["auditEvents"]) == len(AUDIT.answer["auditEvents"])


def test_a_hook_may_change_what_is_sent(cases: Client, stub: Stub) -> None:
    """Headers that a hook sets are sent."""

    def add(params: dict[str, Any], **_: object) -> None:
        params["headers"]["x-trace"] = "abc"

    stub.answers(Answer.of(CREATE.answer))
    with hooked(cases, add, "before-call"):
        cases.send(CREATE.request)
    assert stub.received[0].headers["x-trace"] == "abc"


def test_a_hook_may_answer_itself(cases: Client, stub: Stub) -> None:
    """A response from a `before-send` hook is read like the service's."""

    class Raw:
        def stream(self) -> list[bytes]:
            return [Answer.of(CREATE.answer).body]

    def answer(**_: object) -> AWSResponse:
        # As moto makes them; typed for urllib3's responses alone.
        raw: Any = Raw()
        headers: Any = {"x-amzn-requestid": "r1"}
        return AWSResponse(stub.url, 200, headers, raw)

    with hooked(cases, answer, "before-send"):
        response = cases.send(CREATE.request)
    assert from_botocore(CREATE.answer, cc.CreateRelatedItemResponse) == response
    assert (response.metadata.request_id, stub.received) == ("r1", [])


VOLATILE = {"amz-sdk-invocation-id", "x-amz-date", "authorization"}


@pytest.fixture(scope="module")
def plain(stub: Stub) -> Iterator[Any]:
    """A boto3 client as boto3 makes it."""
    maker = Maker(stub.url)
    yield maker.raw()
    maker.close()


def test_requests_look_as_boto3_makes_them(
    cases: Client, kind: Kind, plain: Any, call: Call, stub: Stub
) -> None:
    """Every header is a plain boto3 client's; but a client of ours says so."""
    stub.answers(*[Answer.of(call.answer)] * 2)
    cases.send(call.request)
    method = getattr(plain, xform_name(call.request.operation))
    method(**to_botocore(call.request))
    ours, boto3s = (
        {name: it for name, it in received.headers.items() if name not in VOLATILE}
        for received in stub.received
    )
    if kind != "wrapped":
        agent = ours.pop("user-agent")
        # All but what botocore finds out anew for each request.
        said = boto3s.pop("user-agent").split()
        assert {it for it in said if it.startswith(TOLD)} < set(agent.split())
        assert f"lib/connectcases-typed#{cc.__version__}" in agent
    assert boto3s == ours


#: What both user agents say.
TOLD = ("Boto3/", "md/Botocore#", "lang/python#", "os/", "exec-env/")


def test_an_application_that_has_an_id_is_named(make: Maker, stub: Stub) -> None:
    """The user agent contains the application's id, however it is set."""
    stub.answers(*[Answer.of(CREATE.answer)] * 2)
    by_appid = Config(user_agent_appid="shop")  # type: ignore[call-arg] # not in the stubs
    for told in (by_appid, Config(user_agent="mine")):
        make(config=QUIET.merge(told)).send(CREATE.request)
    by_id, whole = (received.headers["user-agent"] for received in stub.received)
    assert "app/shop" in by_id.split()
    assert whole.split()[0] == "mine"  # the session adds a word of its own


@pytest.mark.parametrize("extra", ["md/shop#1.2", None])
def test_a_config_is_kept(
    make: Maker, kind: Kind, stub: Stub, extra: str | None
) -> None:
    """Other settings of a `Config` are passed on to botocore unchanged."""
    given = QUIET.merge(Config(user_agent_extra=extra, read_timeout=3))
    cases = make(kind, config=given)
    stub.answers(Answer.of(CREATE.answer))
    cases.send(CREATE.request)
    agent = stub.received[0].headers["user-agent"]
    assert agent.endswith(extra) if extra else "md/shop" not in agent
    used: Any = cases.boto3.meta.config
    assert used.read_timeout == 3
    with pytest.raises(ParamValidationError):
        make.raw(config=given).create_related_item(domainId=3)


# ------------------------------------------------------------------ Stubber

TIME = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
STUBBED: list[tuple[Call, dict[str, Any]]] = [
    (CREATE, CREATE.answer),
    (UPDATE, {**UPDATE.answer, "associationTime": TIME}),
    (
        SEARCH,
        {
            "relatedItems": [
                {**SEARCH.answer["relatedItems"][0], "associationTime": TIME}
            ]
        },
    ),
    (
        AUDIT,
        {"auditEvents": [{**AUDIT.answer["auditEvents"][0], "performedTime": TIME}]},
    ),
]


@pytest.mark.parametrize(("call", "answer"), STUBBED)
def test_a_stubber_answers_for_the_service(
    cases: Client, stub: Stub, call: Call, answer: dict[str, Any]
) -> None:
    """botocore's `Stubber` checks the request and its answer is decoded."""
    expected = to_botocore(call.request)
    with Stubber(cases.boto3) as stubber:
        stubber.add_response(xform_name(call.request.operation), answer, expected)
        response = cases.send(call.request)
        stubber.assert_no_pending_responses()
    assert from_botocore(call.answer, call.request.response) == response
    assert stub.received == []


def test_a_stubber_refuses_for_the_service(cases: Client) -> None:
    """An error of botocore's `Stubber` is an error of its class."""
    with Stubber(cases.boto3) as stubber:
        stubber.add_client_error(
            "create_related_item", "ConflictException", "Merging", 409
        )
        with pytest.raises(cc.ConflictException) as raised:
            cases.send(CREATE.request)
    assert (raised.value.message, raised.value.status_code) == ("Merging", 409)


# ------------------------------------------------------------------ session


@pytest.mark.parametrize("given", [True, False], ids=["given", "default"])
def test_a_session_is_left_as_it_was(make: Maker, stub: Stub, *, given: bool) -> None:
    """Other clients of the session parse and validate as before."""
    session = boto3.Session() if given else None
    before = make.raw(session)
    cases = make(session=session)
    after = make.raw(session)
    for other in (before, after):
        stub.answers(*[Answer.of(CREATE.answer)] * 2)
        cases.send(CREATE.request)
        parsed = other.create_related_item(**to_botocore(CREATE.request))
        assert CREATE.answer == {key: parsed[key] for key in parsed if key[0].islower()}
        assert {*CREATE.answer, "ResponseMetadata"} == {*parsed}
        with pytest.raises(ParamValidationError):
            other.create_related_item(domainId=3)


def test_a_session_brings_what_it_has(make: Maker, stub: Stub) -> None:
    """Region, credentials and hooks of a session are those of its client."""
    session = boto3.Session("from-session", "secret", region_name="eu-west-2")
    heard: list[str] = []

    def hear(event_name: str, **_: object) -> None:
        heard.append(event_name)

    session.events.register("before-send.connectcases", hear)
    cases = Client(session=session, endpoint_url=stub.url, config=QUIET)
    stub.answers(Answer.of(CREATE.answer))
    with cases:
        cases.send(CREATE.request)
    assert heard == ["before-send.connectcases.CreateRelatedItem"]
    authorization = stub.received[0].headers["authorization"]
    assert "Credential=from-session/" in authorization
    assert "/eu-west-2/cases/" in authorization


def test_the_boto3_client_is_at_hand(make: Maker) -> None:
    """`boto3` is the very client that was wrapped."""
    raw = make.raw()
    assert Client.wrap(raw).boto3 is raw


def test_boto3s_own_methods_answer_as_ever(tuned: Client, stub: Stub) -> None:
    """A call on `client.boto3` returns boto3's complete dict."""
    stub.answers(Answer.of(CREATE.answer))
    answer = tuned.boto3.create_related_item(**to_botocore(CREATE.request))
    assert {*CREATE.answer, "ResponseMetadata"} == {*answer}
