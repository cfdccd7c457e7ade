"""Laws of what clients share that are made within a mock."""

import copy
import functools
import gc
import inspect
import json
import os
import weakref
from operator import attrgetter
from pathlib import Path
from typing import Any
from unittest import mock

import boto3
import botocore.endpoint
import botocore.session
import pytest
from botocore.client import ClientCreator
from botocore.config import Config
from botocore.utils import get_environ_proxies
from hypothesis import given
from hypothesis import strategies as st

from connectcases_typed.testing import mock_cases
from connectcases_typed.testing.sharing import changes

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


@pytest.mark.parametrize("first", [0, 1])
def test_mocks_may_end_in_any_order(first: int) -> None:
    """botocore is as it was once the last mock has ended, whichever began first."""
    unchanged = botocore.session.create_loader
    mocks = [mock_cases(), mock_cases()]
    for each in mocks:
        each.start()
    mocks[first].stop()
    assert botocore.session.create_loader is not unchanged
    mocks[1 - first].stop()
    assert botocore.session.create_loader is unchanged


def test_each_session_in_a_mock_has_its_own_folders(tmp_path: Path) -> None:
    """A folder that is added to the data path of one session is no other session's."""
    version = tmp_path / "connectcases" / "2099-01-01"
    version.mkdir(parents=True)
    with mock_cases():
        usual = client("connectcases", REGION).meta.service_model
        written = {"metadata": {**usual.metadata, "serviceFullName": "Mine"}}
        (version / "service-2.json").write_text(json.dumps(written))
        theirs = botocore.session.get_session()
        before = len(theirs.get_component("data_loader").search_paths)
        theirs.get_component("data_loader").search_paths.insert(0, str(tmp_path))
        others = botocore.session.get_session()
        boto3.Session(botocore_session=others)
        assert theirs.get_service_model("connectcases").metadata == written["metadata"]
        assert others.get_service_model("connectcases").metadata == usual.metadata
        last = botocore.session.get_session().get_component("data_loader")
        assert len(last.search_paths) == before


def test_sessions_from_outside_are_not_kept() -> None:
    """A client of a session that was made before the mock leaves nothing behind."""
    left = [used_in_a_mock(boto3.Session(region_name=REGION)) for _ in range(3)]
    gc.collect()
    assert [it() for them in left for it in them] == [None] * 6


def used_in_a_mock(session: Any) -> list[weakref.ref[object]]:
    """What a client that a session makes in a mock could share."""
    with mock_cases():
        made = session.client("connectcases")
    shareable = attrgetter("meta.service_model", "_ruleset_resolver._provider")(made)
    return [weakref.ref(it) for it in shareable]


def test_a_name_that_botocore_does_not_have_is_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It promises none of them: without one, clients share less."""
    everything = len(list(changes()))
    monkeypatch.delattr(ClientCreator, "_load_service_model")
    assert len(list(changes())) == everything - 1


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


def test_methods_are_shared_and_handlers_of_a_session_change_their_own() -> None:
    """What a session adds to its clients is in no other session's clients."""

    def added(class_attributes: dict[str, Any], **_: object) -> None:
        class_attributes["list_domains"] = class_attributes["mine"] = lambda _: "mine"

    with mock_cases():
        # The stubs have a type for the client of each service.
        make_session: Any = boto3.Session
        theirs, others = make_session(), make_session()
        theirs.events.register("creating-client-class.connectcases", added)
        changed = theirs.client("connectcases", REGION)
        first, second = (others.client("connectcases", REGION) for _ in range(2))
        assert changed.mine() == changed.list_domains() == "mine"
        assert not hasattr(first, "mine")
        assert first.list_domains()["domains"] == []
        assert type(first).list_domains is type(second).list_domains
        assert type(first).get_case is type(changed).get_case


def test_handlers_are_copied_as_botocore_copies_them() -> None:
    """A copy that is made in a mock has equal nodes, and lists of its own."""
    emitter: Any = botocore.session.get_session().get_component("event_emitter")
    tree = attrgetter("_emitter._handlers._root")
    theirs = tree(copy.copy(emitter))
    with mock_cases():
        ours = copy.copy(emitter)
    assert tree(ours) == theirs
    ours.register_last("before-send.s3", takes_any)
    ours.register("creating-client-class", takes_any)
    assert tree(ours) != theirs
    assert tree(emitter) == theirs


def takes_any(**_: object) -> None:
    """A handler."""


def takes_one(*, event_name: str) -> None:
    """A function that is no handler."""


class Handler:
    """Handlers that are methods, or the object itself."""

    def __call__(self, **_: object) -> None:
        """A handler."""

    def method(self, **_: object) -> None:
        """A handler."""

    def narrow(self, event_name: str) -> None:
        """No handler."""

    @classmethod
    def of_the_class(cls, **_: object) -> None:
        """A handler."""


@functools.wraps(takes_one)
def wrapping(**_: object) -> None:
    """A handler around what is none."""


def signed(**_: object) -> None:
    """A handler that says it is none."""


vars(signed)["__signature__"] = inspect.signature(takes_one)


@pytest.mark.parametrize(
    "handler",
    [
        takes_any,
        takes_one,
        Handler(),
        Handler().method,
        Handler().narrow,
        Handler.of_the_class,
        Handler,
        functools.partial(takes_any),
        functools.partial(takes_one),
        pytest.param(wrapping, id="wrapping"),
        signed,
        mock.MagicMock(),
        pytest.param(mock.create_autospec(takes_any), id="like takes_any"),
        pytest.param(mock.create_autospec(takes_one), id="like takes_one"),
        print,
        dict,
        None,
    ],
)
def test_a_handler_is_accepted_if_botocore_accepts_it(handler: object) -> None:
    """In a mock, a session takes the handlers that it takes elsewhere."""

    def accepted() -> object:
        session: Any = botocore.session.get_session()
        try:
            session.register("before-send", handler)
        except (TypeError, ValueError) as error:
            return type(error)
        return None

    expected = accepted()
    with mock_cases():
        assert accepted() == expected


ADDRESSES = ["https://cases.us-west-2.amazonaws.com", "http://localhost:4566", ""]
VARIABLES = [
    *("HTTPS_PROXY", "https_proxy", "Http_Proxy", "all_proxy", "_PROXY"),
    *("NO_PROXY", "no_proxy", "REQUEST_METHOD", "PROXY", "https_proxy_"),
]
VALUES = ["", "*", "http://proxy:3128", "localhost,amazonaws.com"]


@given(st.dictionaries(st.sampled_from(VARIABLES), st.sampled_from(VALUES)))
def test_proxies_are_those_that_botocore_finds(variables: dict[str, str]) -> None:
    """In a mock as elsewhere, whichever variables of the environment name them."""
    with mock.patch.dict(os.environ, variables, clear=True):
        expected = [get_environ_proxies(it) for it in ADDRESSES]
        with mock_cases():
            found = [botocore.endpoint.get_environ_proxies(it) for it in ADDRESSES]
    assert found == expected
