"""The server, the clients that talk to it, and both event loops."""

from collections.abc import Iterator

import pytest

from .drivers import KINDS, LOOPS, Driver, Kind, Loop, drivers
from .stub import Stub, serving

NO_SETTINGS = ("AWS_PROFILE", "AWS_MAX_ATTEMPTS", "AWS_RETRY_MODE")


@pytest.fixture(scope="package", autouse=True)
def _nothing_from_outside() -> Iterator[None]:
    """No profile, region or retry setting of whoever runs the tests gets in."""
    with pytest.MonkeyPatch.context() as patch:
        for name in NO_SETTINGS:
            patch.delenv(name, raising=False)
        patch.setenv("AWS_CONFIG_FILE", "/nonexistent")
        patch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent")
        yield


@pytest.fixture(scope="package")
def server() -> Iterator[Stub]:
    """The server, as the last test left it."""
    with serving() as stub:
        yield stub


@pytest.fixture
def stub(server: Stub) -> Iterator[Stub]:
    """The server, as good as new; nothing is left in its hands."""
    server.reset()
    yield server
    server.reset()


@pytest.fixture(params=LOOPS)
def anyio_backend(request: pytest.FixtureRequest) -> Loop:
    """The event loop of a test that is a coroutine."""
    loop: Loop = request.param
    return loop


@pytest.fixture(scope="package", params=KINDS)
def clients(server: Stub, request: pytest.FixtureRequest) -> dict[str, Driver]:
    """Both clients."""
    kind: Kind = request.param
    return drivers(server.url, kind)
