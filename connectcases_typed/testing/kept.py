"""The mock behind the fixture: it stays on from one test to the next that wants it.

Starting a mock takes moto a few milliseconds, several times what a test takes. So the
mock is started for the first test that asks for the fixture, reset for each one after
it, and ended before a test that does not ask for it.
"""

from contextlib import ExitStack

import boto3
from moto.core.base_backend import BackendDict

from . import clients
from .handle import EmbeddedCases, embedded
from .mock import MockCases

_on = ExitStack()
_is_on = False


def fresh() -> EmbeddedCases:
    """The embedded service as it is in a new mock, and moto's other services too."""
    global _is_on  # noqa: PLW0603 - there is one mock to a process
    if _is_on:
        # What moto does when a mock starts.
        BackendDict.reset()
        embedded.reset()
    else:
        _on.enter_context(MockCases())
        _is_on = True
    # A new default session would have botocore read its data again.
    boto3.DEFAULT_SESSION = clients.default_session()
    return embedded


def end() -> None:
    """End the mock, if it is on."""
    global _is_on  # noqa: PLW0603 - as above
    _on.close()
    _is_on = False
