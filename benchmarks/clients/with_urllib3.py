"""urllib3 alone: the bytes that botocore sends, sent again, and the bytes received.

No client on this HTTP library can be faster. Each request is put together and signed
once, by botocore, and kept.
"""

from collections.abc import Callable
from typing import Any

import urllib3

from . import with_botocore

PACKAGE = "urllib3"


class Works:
    """A connection pool, and the requests to send through it."""

    def __init__(self, url: str) -> None:
        self._pool = urllib3.connectionpool.connection_from_url(url)
        self._botocore = with_botocore.Works(url)
        self._botocore.client.meta.events.register(
            "before-send.connectcases", self._keep
        )
        self.audit_page = self._again(self._botocore.audit_page)
        self.search_page = self._again(self._botocore.search_page)
        self.case_page = self._again(self._botocore.case_page)
        self.create_comment = self._again(self._botocore.create_comment)
        self.create_custom = self._again(self._botocore.create_custom)

    # As botocore's event has it.
    def _keep(self, request: Any, **_: Any) -> None:
        self._request = request

    def _again(self, work: Callable[[], bytes]) -> Callable[[], bytes]:
        """A function that sends what `work` sends."""
        work()
        sent, pool = self._request, self._pool
        path = "/" + sent.url.split("/", 3)[3]
        headers = dict(sent.headers.items())

        def send() -> bytes:
            return pool.urlopen(sent.method, path, sent.body, headers).data

        return send
