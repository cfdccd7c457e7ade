"""The fixture `embedded_cases`; pytest finds it once this library is installed.

Using the fixture needs the extra `testing`; loading this module does not.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Generator

    from .testing import EmbeddedCases

_FIXTURE = "embedded_cases"
_REGION = "us-west-2"
_TESTING = f"{__package__}.testing"


@pytest.fixture
def embedded_cases(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Generator[EmbeddedCases]:
    """An embedded Amazon Connect Cases for the length of a test.

    Every boto3 client talks to it; the value is its handle, as of `mock_cases()`. The
    Region is us-west-2 unless a client names another.

    The mock behind it is kept on for the next test, with everything reset. A test
    marked `@pytest.mark.embedded_cases(own_mock=True)` has a mock of its own.
    """
    if find_spec("moto") is None:
        pytest.fail(
            "the fixture embedded_cases needs moto: "
            "pip install 'connectcases-typed[testing]'",
            pytrace=False,
        )
    # Imported here because moto is slow to import and most runs never use the fixture.
    from .testing import kept, mock_cases  # noqa: PLC0415 - see above

    monkeypatch.setenv("AWS_DEFAULT_REGION", _REGION)
    if _own_mock(request.node):
        with mock_cases() as service:
            yield service
    else:
        yield kept.fresh()


def _own_mock(item: pytest.Item) -> bool:
    marker = item.get_closest_marker(_FIXTURE)
    return marker is not None and bool(marker.kwargs.get("own_mock"))


def pytest_configure(config: pytest.Config) -> None:
    """Make the marker known."""
    config.addinivalue_line(
        "markers",
        f"{_FIXTURE}(own_mock): whether the test has a mock of its own, started and "
        "ended for it",
    )


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """End the mock before a test without the fixture; let moto know of the service."""
    wanted = _FIXTURE in getattr(item, "fixturenames", ()) and not _own_mock(item)
    if not wanted:
        _end()
    if "moto" in sys.modules and find_spec("moto") is not None:
        # So that `mock_aws` answers, whether the test imports this or not.
        import_module(_TESTING)


def pytest_unconfigure() -> None:
    """End the mock after the last test."""
    _end()


def _end() -> None:
    kept = sys.modules.get(f"{_TESTING}.kept")
    if kept is not None:
        kept.end()
