"""The fixture of the pytest plugin, which this project's own test runs switch off.

Who copies an example needs none of this: pytest finds the plugin by itself.
"""

from collections.abc import Generator

import pytest

from connectcases_typed.testing import EmbeddedCases, mock_cases

# They tell how to run the programs, on domains and tables of a user's own.
collect_ignore_glob = ["*.md"]


@pytest.fixture
def embedded_cases(monkeypatch: pytest.MonkeyPatch) -> Generator[EmbeddedCases]:
    """An embedded service for the length of a test."""
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-west-2")
    with mock_cases() as service:
        yield service
