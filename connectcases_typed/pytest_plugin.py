"""The fixture `embedded_cases`; pytest finds it once this library is installed.

Using the fixture needs the extra `testing`; loading this module does not.
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
    """An embedded Amazon Connect Cases for the duration of a test.

    Every boto3 client talks to it. The fixture's value is the handle that
    `mock_cases()` returns.
    """
    if find_spec("moto") is None:
        pytest.fail(
            "the fixture embedded_cases needs moto: "
            "pip install 'connectcases-typed[testing]'",
            pytrace=False,
        )
    # Imported here because moto is slow to import and most runs never use the fixture.
    from .testing import mock_cases  # noqa: PLC0415 - see above

    with mock_cases() as service:
        yield service
