"""Laws of `service.calls`: what is recorded of every request."""

from typing import Any

import pytest
from botocore.exceptions import ConnectionClosedError

from connectcases_typed.testing import EmbeddedCases

from .conftest import NOON, REGION, World, code, text

LIMIT = 10_000


def test_every_request_is_recorded(cases: EmbeddedCases, client: Any) -> None:
    """A record holds operation, parameters, caller, place, time, and how it ended."""
    domain_id = client.create_domain(name="Support")["domainId"]
    assert code(client.get_domain, domainId="nowhere") == "ResourceNotFoundException"
    created, got = cases.calls
    assert (created.operation, created.parameters) == (
        "CreateDomain",
        {"name": "Support"},
    )
    assert (created.status, created.error) == (200, None)
    assert (created.number, got.number) == (1, 2)
    assert (got.operation, got.parameters) == ("GetDomain", {"domainId": "nowhere"})
    assert (got.status, got.error) == (404, "ResourceNotFoundException")
    assert (got.at, got.region, got.account) == (NOON, REGION, "123456789012")
    assert got.caller.startswith("arn:aws:sts::123456789012:")
    assert got.seconds > 0
    assert domain_id not in repr(got)


def test_calls_are_selected_by_operation(world: World) -> None:
    """`of` returns the calls of the operations named, and refuses unknown names."""
    world.cases.calls.clear()
    world.update(text("title", "New"))
    world.comment("Hello")
    (update,) = world.cases.calls.of("UpdateCase")
    assert update.parameters["fields"] == [text("title", "New")]
    both = world.cases.calls.of("UpdateCase", "CreateRelatedItem")
    assert list(both) == list(world.cases.calls[-2:])
    with pytest.raises(ValueError, match="UpdateCases"):
        world.cases.calls.of("UpdateCases")


def test_what_a_fault_ends_is_recorded(cases: EmbeddedCases, client: Any) -> None:
    """A throttled request has the status it was given, one that was cut has none."""
    cases.faults.throttle("ListDomains", times=1)
    assert code(client.list_domains) == "ThrottlingException"
    cases.faults.lose_answer("CreateDomain", times=1)
    with pytest.raises(ConnectionClosedError):
        client.create_domain(name="Support")
    throttled, cut = cases.calls
    assert (throttled.status, throttled.error) == (429, "ThrottlingException")
    assert (cut.status, cut.error) == (None, None)
    assert cut.parameters == {"name": "Support"}
    assert "cut" in repr(cut)


def test_what_cannot_be_read_is_recorded(cases: EmbeddedCases, client: Any) -> None:
    """A request with a body that is no JSON, or for no operation, leaves a record."""

    def spoil(params: Any, **_: Any) -> None:
        params["body"] = b"{"

    def misdirect(params: Any, **_: Any) -> None:
        params["url_path"] = "/nothing"
        params["url"] = params["url"].replace("domains-list", "nothing")

    events = client.meta.events
    for change in (spoil, misdirect):
        events.register("before-call.connectcases.ListDomains", change)
        code(client.list_domains)
        events.unregister("before-call.connectcases.ListDomains", change)
    spoilt, misdirected = cases.calls
    assert (spoilt.operation, spoilt.parameters) == ("ListDomains", {})
    assert spoilt.error == "ValidationException"
    assert (misdirected.operation, misdirected.status) == ("", 404)
    assert "no operation" in repr(misdirected)


def test_a_record_does_not_change(world: World) -> None:
    """Changing the parameters of a record does not change what is stored."""
    item_id = world.comment("Hello")
    call = world.cases.calls[-1]
    call.parameters["content"]["comment"]["body"] = "Changed"
    (item,) = world.search()
    assert item["relatedItemId"] == item_id
    assert item["content"]["comment"]["body"] == "Hello"


def test_secrets_are_hidden_in_the_repr(world: World) -> None:
    """What the model marks as sensitive is not shown, nor what has no place in it."""
    world.sla(name="platinum")
    world.update(text("title", "New"), performedBy={"customEntity": "anna"})

    def spoil(params: Any, **_: Any) -> None:
        params["body"] = (
            b'{"performedBy": ["anna"], "fields": {"value": {"x": "anna"}}}'
        )

    events = world.client.meta.events
    events.register("before-call.connectcases.UpdateCase", spoil)
    assert code(world.update) == "ValidationException"
    events.unregister("before-call.connectcases.UpdateCase", spoil)
    shown = repr(world.cases.calls)
    assert "platinum" not in shown
    assert "anna" not in shown
    assert world.case_id in shown
    assert "'stringValue': 'New'" in shown
    parameters = world.cases.calls[-2].parameters
    assert parameters["performedBy"] == {"customEntity": "anna"}


def test_a_reset_forgets_the_calls(cases: EmbeddedCases, client: Any) -> None:
    """After a reset there are no calls, and the next one is the first."""
    client.list_domains()
    cases.reset()
    assert not cases.calls
    client.list_domains()
    assert [call.number for call in cases.calls] == [1]


def test_seeding_makes_no_calls(cases: EmbeddedCases) -> None:
    """Only requests are recorded, and seeding makes none."""
    cases.seed()
    assert len(cases.calls) == 0


def test_only_the_newest_calls_are_kept(cases: EmbeddedCases, client: Any) -> None:
    """The calls do not grow for ever; their numbers go on."""
    client.list_domains()
    (call,) = cases.calls
    for _ in range(LIMIT):
        cases.calls.add(call)
    client.list_domains()
    assert len(cases.calls) == LIMIT
    assert cases.calls[-1].number == LIMIT + 2
