"""Which URLs the embedded service responds to; the name of the module is moto's.

One path catches all: botocore's model knows the routes, and `responses` uses it.
"""

from collections.abc import Callable
from typing import Any

from .responses import ConnectCasesResponse

# The ordinary, FIPS and dual-stack endpoints.
url_bases: list[str] = [
    r"https?://cases(?:-fips)?\.(.+)\.amazonaws\.com",
    r"https?://cases(?:-fips)?\.(.+)\.api\.aws",
]

# moto calls these with whatever it likes, hence `Any`.
url_paths: dict[str, Callable[..., Any]] = {"{0}/.*$": ConnectCasesResponse.dispatch}
