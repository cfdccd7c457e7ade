"""The fixture `embedded_cases`, which pytest knows as soon as this is installed.

It needs the extra `testing`; loading this module does not.
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Generator

    from .testing import EmbeddedCases


@pytest.fixture
def embedded_cases() -> Generator[EmbeddedCases]:
    """An embedded Amazon Connect Cases for the length of a test.

    Every boto3 client talks to it; the value is its handle, as of `mock_cases()`.
    """
    if find_spec("moto") is None:
        pytest.fail(
            "the fixture embedded_cases needs moto: "
            "pip install 'connectcases-typed[testing]'",
            pytrace=False,
        )
    # Not before: most runs never ask for the fixture, and moto takes its time.
    from .testing import mock_cases  # noqa: PLC0415 - see above

    with mock_cases() as service:
        yield service
