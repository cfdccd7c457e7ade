"""Which URLs the embedded service responds to; the name of the module is moto's.

One path catches all: botocore's model knows the routes, and `responses` uses it.
"""

from .responses import ConnectCasesResponse

# The ordinary, FIPS and dual-stack endpoints.
url_bases = [
    r"https?://cases(?:-fips)?\.(.+)\.amazonaws\.com",
    r"https?://cases(?:-fips)?\.(.+)\.api\.aws",
]

url_paths = {"{0}/.*$": ConnectCasesResponse.dispatch}
