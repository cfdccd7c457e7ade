"""A server in this process, and the plainest client there is."""

import http.client
import json
from collections.abc import Iterator
from typing import Any, Self

import attrs
import pytest

from connectcases_typed.testing import EmbeddedCases
from connectcases_typed.testing.server import CasesServer

SIGNED = {
    "Authorization": "AWS4-HMAC-SHA256 Credential=key/20260301/us-west-2/cases/"
    "aws4_request, SignedHeaders=host, Signature=0"
}


@attrs.frozen
class Answer:
    """A response, read to its end."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def code(self) -> str | None:
        return self.headers["x-amzn-ErrorType"]


@attrs.define
class Web:
    """A connection to the server, opened again when it was closed."""

    server: CasesServer
    connection: http.client.HTTPConnection = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        host = self.server.url.removeprefix("http://")
        self.connection = http.client.HTTPConnection(host, timeout=10)

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        """Send a request; a body that is an iterator is sent in chunks.

        The names of headers are written with underscores.
        """
        if isinstance(body, dict | list):
            body = json.dumps(body).encode()
        self.connection.request(
            method,
            path,
            body=body,
            headers={name.replace("_", "-"): text for name, text in headers.items()},
        )
        response = self.connection.getresponse()
        return Answer(response.status, response.headers, response.read())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()

    def call(self, method: str, path: str, body: Any = None, **more: str) -> Answer:
        """Send a request of Cases, signed."""
        return self.ask(method, path, body, **{**SIGNED, **more})


@pytest.fixture
def server(cases: EmbeddedCases) -> Iterator[CasesServer]:
    """A server of the embedded service, its clock standing at noon."""
    with CasesServer() as started:
        yield started


@pytest.fixture
def web(server: CasesServer) -> Iterator[Web]:
    """A connection to it."""
    with Web(server) as opened:
        yield opened
