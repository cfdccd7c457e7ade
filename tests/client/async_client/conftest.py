"""The clients that talk to the server, and both event loops."""

from collections.abc import Iterator
from threading import enumerate as threads

import pytest

from ..stub import Answer, Stub
from .drivers import KINDS, LOOPS, Driver, Kind, Loop, drivers


@pytest.fixture(autouse=True)
def _fresh_script(stub: Stub) -> Iterator[None]:
    """Answer every request with nothing; after a test, none is on its way any more."""
    stub.reset()
    stub.answers_by(lambda _: Answer.of({}))
    yield
    stub.release()
    for thread in threads():
        if thread.name.startswith("connectcases_typed"):
            thread.join(10)  # it may not have sent yet what it fetches ahead


@pytest.fixture(params=LOOPS)
def anyio_backend(request: pytest.FixtureRequest) -> Loop:
    """The event loop of a test that is a coroutine."""
    loop: Loop = request.param
    return loop


@pytest.fixture(scope="package", params=KINDS)
def clients(stub: Stub, request: pytest.FixtureRequest) -> dict[str, Driver]:
    """Both clients."""
    kind: Kind = request.param
    return drivers(stub.url, kind)
