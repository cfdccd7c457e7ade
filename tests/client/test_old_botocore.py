"""With a botocore older than the models, nothing is dropped silently."""

import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import boto3
import botocore
import botocore.session
import pytest
from botocore.config import Config
from botocore.exceptions import ParamValidationError

from connectcases_typed import (
    Client,
    SlaUpdateConfiguration,
    UnsupportedOperationError,
    UpdateRelatedItemRequest,
    to_botocore,
)
from connectcases_typed._names import MODELLED
from connectcases_typed.calling.versions import version
from connectcases_typed.shapes import FLOOR, since_of

from .calls import CREATE, SEARCH, UPDATE
from .makers import Kind, Maker
from .nobody import QUIET
from .stub import Answer, Stub

OLD = FLOOR
SLA_UPDATES = since_of(SlaUpdateConfiguration)
_MAJOR, _MINOR, _PATCH = version(MODELLED)
_BEFORE = "{}.{}.{}".format(*version(SLA_UPDATES)[:2], version(SLA_UPDATES)[2] - 1)


def older(model: dict[str, Any]) -> None:
    """Take from a service model what a botocore may be too old to have."""
    del model["operations"]["UpdateRelatedItem"]
    del model["shapes"]["SearchRelatedItemsRequest"]["members"]["filters"]
    del model["shapes"]["RelatedItemInputContent"]["members"]["comment"]


# A client loads the model when it is made, so one of each kind does for all tests.
@pytest.fixture(scope="module", params=["tuned", "wrapped"])
def built(
    request: pytest.FixtureRequest,
    stub: Stub,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Client]:
    """A client on a botocore that knows less than the models."""
    data_path = tmp_path_factory.mktemp("botocore")
    session = botocore.session.get_session()
    loader = session.get_component("data_loader")
    model = deepcopy(loader.load_service_model("connectcases", "service-2"))
    older(model)
    folder = data_path / "connectcases" / model["metadata"]["apiVersion"]
    folder.mkdir(parents=True)
    (folder / "service-2.json").write_text(json.dumps(model))
    session = botocore.session.get_session()
    session.set_config_variable("data_path", str(data_path))
    kind: Kind = request.param
    maker = Maker(stub.url)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(botocore, "__version__", OLD)
        client = maker(kind, session=boto3.Session(botocore_session=session))
    yield client
    maker.close()


@pytest.fixture
def cases(built: Client, monkeypatch: pytest.MonkeyPatch) -> Client:
    """That client, while botocore says how old it is."""
    monkeypatch.setattr(botocore, "__version__", OLD)
    return built


def test_an_operation_botocore_does_not_know_is_named(
    cases: Client, stub: Stub
) -> None:
    """A missing operation is an error that says which botocore has it."""
    with pytest.raises(UnsupportedOperationError) as raised:
        cases.send(UPDATE.request)
    error = raised.value
    assert ("UpdateRelatedItem", UPDATE.request.since) == (error.operation, error.since)
    for said in ("UpdateRelatedItem", OLD, UPDATE.request.since):
        assert said in str(error)


@pytest.mark.parametrize("request_", [SEARCH.request, CREATE.request])
def test_a_member_botocore_does_not_know_is_not_dropped(
    cases: Client, stub: Stub, request_: Any
) -> None:
    """A member that could not be sent is an error, and nothing is sent without it."""
    with pytest.raises(UnsupportedOperationError) as raised:
        cases.send(request_)
    assert raised.value.operation == request_.operation
    assert OLD in str(raised.value)
    assert stub.received == []


@pytest.mark.newest_botocore
@pytest.mark.parametrize("kind", ["tuned", "wrapped"])
@pytest.mark.parametrize(
    ("installed", "is_known"),
    [(OLD, False), (_BEFORE, False), (SLA_UPDATES, True)],
)
def test_a_newer_member_names_the_version_that_brought_it(
    make: Maker,
    stub: Stub,
    monkeypatch: pytest.MonkeyPatch,
    kind: Kind,
    installed: str,
    *,
    is_known: bool,
) -> None:
    """A member that botocore is too old for is named with its path and the version
    that brought it, and nothing is sent.
    """
    monkeypatch.setattr(botocore, "__version__", installed)
    cases = make(kind)
    update = UpdateRelatedItemRequest(
        domain_id="d1",
        case_id="c1",
        related_item_id="i1",
        content=SlaUpdateConfiguration(target_sla_minutes=5),
    )
    if is_known:
        stub.answers(Answer.of(UPDATE.answer))
        cases.send(update)
        return
    with pytest.raises(UnsupportedOperationError) as raised:
        cases.send(update)
    assert str(raised.value) == (
        f"UpdateRelatedItem: botocore {installed} does not know its member "
        f"content.sla.slaUpdateConfiguration; it takes botocore {SLA_UPDATES} or newer"
    )
    assert stub.received == []


def test_what_an_older_botocore_knows_works(cases: Client, stub: Stub) -> None:
    """Everything else goes on working."""
    stub.answers(Answer.of(SEARCH.answer))
    found = cases.search_related_items(domain_id="d1", case_id="c1")
    assert [item.related_item_id for item in found] == ["i1"]


@pytest.mark.parametrize(
    ("installed", "validates"),
    [
        (OLD, True),
        (f"{_MAJOR}.{_MINOR}.{_PATCH - 1}", True),
        (MODELLED, False),
        (f"{MODELLED}+mine", False),
        (f"{MODELLED}0", False),
        (f"{_MAJOR}.{_MINOR + 1}.0", False),
        (f"{_MAJOR + 1}.0.0", False),
    ],
)
def test_only_a_botocore_that_knows_it_all_leaves_its_checks_out(
    make: Maker,
    stub: Stub,
    monkeypatch: pytest.MonkeyPatch,
    installed: str,
    *,
    validates: bool,
) -> None:
    """botocore's own checks stay on where its model may be older than ours."""
    monkeypatch.setattr(botocore, "__version__", installed)
    # Whatever the caller's `Config` says of it.
    config = QUIET.merge(Config(parameter_validation=not validates))
    raw = make("tuned", config=config).boto3
    parameters = to_botocore(CREATE.request)
    stub.answers(Answer.of(CREATE.answer))
    try:
        raw.create_related_item(**{**parameters, "performedBy": {"userArn": ""}})
    except ParamValidationError:
        assert validates
    else:
        assert not validates
    assert len(stub.received) == (not validates)
