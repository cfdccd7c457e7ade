"""Joining moto: after this, `mock_aws` and moto's server know Amazon Connect Cases.

moto finds a service in two ways: by the host of the request in `backend_url_patterns`,
and by importing `moto.<service>`. `register` adds ours to both.
"""

import re
import sys
from importlib.metadata import version
from warnings import warn

from moto.backend_index import backend_url_patterns
from moto.backends import get_service_from_url

from . import models
from .protocol.model import SERVICE
from .urls import url_bases

MODULE = f"moto.{SERVICE}"
ENDPOINT = "https://cases.us-east-1.amazonaws.com/"


def register() -> None:
    """Put the embedded service into moto, once.

    If moto emulates Amazon Connect Cases itself, ours takes its place, with a warning:
    whoever imports this package asks for the clock, the quotas and the faults that
    only ours has.
    """
    if sys.modules.get(MODULE) is models:
        return
    if get_service_from_url(ENDPOINT) is not None:
        warn(
            f"moto {version('moto')} emulates Amazon Connect Cases itself; "
            "connectcases_typed.testing takes its place in this process",
            stacklevel=2,
        )
    sys.modules[MODULE] = models
    # The first pattern that matches decides. Others hold this same list.
    backend_url_patterns[:0] = [(SERVICE, re.compile(base)) for base in url_bases]
