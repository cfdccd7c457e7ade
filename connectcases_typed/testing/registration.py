"""Joining moto: after this, `mock_aws` and moto's server know Amazon Connect Cases.

moto finds a service twice: by the host of the request in `backend_url_patterns`,
and by importing `moto.<service>`. Both are told where ours is.
"""

import re
import sys

from moto.backend_index import backend_url_patterns
from moto.backends import get_service_from_url

from . import models
from .urls import url_bases

SERVICE = "connectcases"
MODULE = f"moto.{SERVICE}"
ENDPOINT = "https://cases.us-east-1.amazonaws.com/"


def register() -> None:
    """Put the embedded service into moto, once.

    If moto already answers for the endpoint, ours steps aside with an error rather
    than by handing over: the handle would still look as if it moved a clock and set
    quotas, and nothing behind it would listen.
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
