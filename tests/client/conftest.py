"""The scripted server and the clients that talk to it."""

from collections.abc import Iterator

import pytest

from connectcases_typed import Client

from .calls import CALLS, Call
from .makers import KINDS, Kind, Maker
from .nobody import no_settings
from .stub import Stub, serving


@pytest.fixture(scope="session")
def stub() -> Iterator[Stub]:
    """The scripted server."""
    with serving() as stub:
        yield stub


@pytest.fixture(autouse=True)
def _fresh_script(stub: Stub) -> Iterator[None]:
    """Start every test with an empty script; an unexpected request fails the test."""
    stub.reset()
    yield
    assert stub.surprises == []


@pytest.fixture(scope="package", autouse=True)
def _nothing_from_outside() -> Iterator[None]:
    """The profile, region and retry settings of the machine have no effect."""
    with no_settings():
        yield


@pytest.fixture
def make(stub: Stub) -> Iterator[Maker]:
    """Makes clients for one test."""
    maker = Maker(stub.url)
    yield maker
    maker.close()


@pytest.fixture(scope="package", params=KINDS)
def kind(request: pytest.FixtureRequest) -> Kind:
    """How a client comes to its boto3 client."""
    found: Kind = request.param
    return found


@pytest.fixture(scope="package")
def cases(stub: Stub, kind: Kind, _nothing_from_outside: None) -> Iterator[Client]:
    """A client of every kind."""
    maker = Maker(stub.url)
    yield maker(kind)
    maker.close()


@pytest.fixture(scope="package")
def tuned(stub: Stub, _nothing_from_outside: None) -> Iterator[Client]:
    """A client as most are made."""
    maker = Maker(stub.url)
    yield maker()
    maker.close()


@pytest.fixture(params=CALLS, ids=lambda call: call.request.operation)
def call(request: pytest.FixtureRequest) -> Call:
    """The operations that keep and read related items, as they are used."""
    found: Call = request.param
    return found
