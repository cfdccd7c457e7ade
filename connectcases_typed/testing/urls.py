"""Where the embedded service listens; the name of the module is moto's.

One catch-all path: botocore's model already knows the routes, and `responses`
matches against it.
"""

from .responses import ConnectCasesResponse

# The ordinary, FIPS and dual-stack endpoints.
url_bases = [
    r"https?://cases(?:-fips)?\.(.+)\.amazonaws\.com",
    r"https?://cases(?:-fips)?\.(.+)\.api\.aws",
]

url_paths = {"{0}/.*$": ConnectCasesResponse.dispatch}
