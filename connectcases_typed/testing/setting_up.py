"""Applying a `DomainSetup` inside the embedded service, with no client in between."""

from collections.abc import Callable
from typing import Any

from ..conversion.wire import from_botocore, to_botocore
from ..domain.applying import apply_setup
from ..domain.setup import DomainSetup
from ..flows import Step, check_request, drive
from ..operations import Request

# Decoded JSON has no type.
Call = Callable[[str, dict[str, Any]], dict[str, Any]]


def set_up(call: Call, domain_id: str, setup: DomainSetup) -> None:
    """Make a domain what a setup describes."""

    def do(step: Step) -> object:
        check_request(step)
        # The flow asks for the time only where it waits, which this one never does.
        assert isinstance(step, Request)  # noqa: S101 - see above
        response = call(step.operation, to_botocore(step))
        return from_botocore(response, step.response)

    drive(apply_setup(domain_id=domain_id, setup=setup), do)
