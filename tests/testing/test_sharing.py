"""Laws of what clients share that are made within a mock."""

from operator import attrgetter
from typing import Any

import boto3
import pytest
from botocore.client import ClientCreator
from botocore.config import Config

from connectcases_typed.testing import mock_cases
from connectcases_typed.testing.sharing import shared

from .conftest import REGION


def client(*given: Any, **more: Any) -> Any:
    """A boto3 client, without a type."""
    make: Any = boto3.client
    return make(*given, **more)


def test_clients_in_a_mock_share_what_is_the_same_for_all() -> None:
    """The model, the rules for endpoints and the names of events are read once."""
    with mock_cases():
        first, second = (client("connectcases", REGION) for _ in range(2))
        for name in (
            "meta.service_model",
            "_ruleset_resolver._provider",
            "meta.events._alias_name_cache",
        ):
            assert attrgetter(name)(first) is attrgetter(name)(second)
        # Who listens is each client's own.
        heard: list[str] = []
        second.meta.events.register(
            "before-call.connectcases", lambda **_: heard.append("second")
        )
        first.list_domains()
        assert heard == []
        second.list_domains()
        assert heard == ["second"]


def test_nothing_is_shared_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Once the mock has ended, clients are made as ever."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "x")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "x")
    with mock_cases():
        client("connectcases", REGION)
    first, second = (client("connectcases", REGION) for _ in range(2))
    assert first.meta.service_model is not second.meta.service_model


def test_a_name_that_botocore_does_not_have_is_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It promises none of them: without one, clients share less."""
    everything = len(list(shared()))
    monkeypatch.delattr(ClientCreator, "_load_service_model")
    assert len(list(shared())) == everything - 1


@pytest.mark.parametrize("region", ["us-west-2", "eu-central-1"])
def test_clients_of_a_mock_have_their_own_endpoints(region: str) -> None:
    """Sharing the rules for endpoints leaves each client its Region and address."""
    with mock_cases():
        plain = client("connectcases", region)
        dual = client(
            "connectcases", region, config=Config(use_dualstack_endpoint=True)
        )
        elsewhere = client("connectcases", region, endpoint_url="https://cases.example")
        assert plain.meta.endpoint_url == f"https://cases.{region}.amazonaws.com"
        assert dual.meta.endpoint_url == f"https://cases.{region}.api.aws"
        assert elsewhere.meta.endpoint_url == "https://cases.example"


def test_a_kept_client_that_was_closed_is_made_anew() -> None:
    """A test that closes its client, as programs do, takes it from no other."""
    with mock_cases() as service:
        domain_id = service.seed().domain_id
        for _ in range(2):
            with service.client() as cases:
                assert cases is service.client()
                assert len(list(cases.search_cases(domain_id=domain_id))) == 1
        assert service.client() is service.client()


@pytest.mark.anyio
async def test_a_kept_async_client_that_was_closed_is_made_anew() -> None:
    """The same for async clients."""
    with mock_cases() as service:
        domain_id = service.seed().domain_id
        for _ in range(2):
            async with service.async_client() as cases:
                assert cases is service.async_client()
                found = [it async for it in cases.search_cases(domain_id=domain_id)]
                assert len(found) == 1
