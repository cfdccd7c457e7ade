"""Run the examples of the README and the docs, on the embedded service.

A page brings along what it needs, so that it runs as pasted: most start a mock.
"""

from typing import Any

from sybil import Sybil
from sybil.parsers.markdown import PythonCodeBlockParser

from connectcases_typed.testing.mock import MockCases


def tear_down(namespace: dict[str, Any]) -> None:
    """End the mock that a page started."""
    if isinstance(mock := namespace.get("mock"), MockCases):
        mock.stop()


pytest_collect_file = Sybil(
    parsers=[PythonCodeBlockParser()], patterns=["*.md"], teardown=tear_down
).pytest()
