"""Joining moto: after this, `mock_aws` and moto's server know Amazon Connect Cases.

moto finds a service in two ways: by the host of the request in `backend_url_patterns`,
and by importing `moto.<service>`. `register` adds ours to both.
"""

import re
import sys

from moto.backend_index import backend_url_patterns
from moto.backends import get_service_from_url

from . import models
from .protocol.model import SERVICE
from .urls import url_bases

MODULE = f"moto.{SERVICE}"
ENDPOINT = "https://cases.us-east-1.amazonaws.com/"


def register() -> None:
    """Put the embedded service into moto, once.

    If moto has a Cases service of its own, this is an ImportError. Using moto's instead
    would be misleading: clock and quotas of the handle would have no effect on it.
    """
    if sys.modules.get(MODULE) is models:
        return
    if get_service_from_url(ENDPOINT) is not None:
        raise ImportError(
            "This moto emulates Amazon Connect Cases itself; use moto.mock_aws "
            "for that, or an older moto for connectcases_typed.testing."
        )
    sys.modules[MODULE] = models
    backend_url_patterns.extend((SERVICE, re.compile(base)) for base in url_bases)
