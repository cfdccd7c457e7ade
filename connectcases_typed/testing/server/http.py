"""HTTP/1.1 with connections that are kept open.

werkzeug's server closes the connection after every response, because it does not know
how much of a request an application has read. Here the body is read before the
application is called, up to a limit, so the next request begins where it ended. Reading
takes no lock: a slow or large request delays nobody else.
"""

import json
import select
import time
import traceback
from collections.abc import Iterable
from http import HTTPStatus
from io import BytesIO
from typing import TYPE_CHECKING, Any

from moto.moto_server.werkzeug_app import (  # pyright: ignore[reportMissingTypeStubs]  # moto types the rest of itself
    MotoRequestHandler,
)
from werkzeug.serving import ThreadedWSGIServer

from .gate import Refusal, body_length, check_source, largest, too_large

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

# How long an idle connection stays open, in seconds. SDKs open a new one when theirs
# was closed.
_IDLE = 75
# How long the rest of a refused request is read and dropped, in seconds. A client that
# is cut off while it sends does not see the response.
_DRAINING = 2.0

_Headers = list[tuple[str, str]]

_BROKEN = Refusal(
    HTTPStatus.INTERNAL_SERVER_ERROR,
    "InternalFailure",
    "The embedded service has a defect: its output has more.",
)


# Private, since moto types its base class no closer.
class _Handler(MotoRequestHandler):
    """Reads requests of one connection and writes the responses, one after another."""

    protocol_version = "HTTP/1.1"
    timeout = _IDLE
    # Small responses are sent at once instead of waiting for the client to confirm
    # the one before.
    disable_nagle_algorithm = True

    def handle_expect_100(self) -> bool:
        """Say nothing yet: `run_wsgi` asks for the body once it is willing to read."""
        return True

    def run_wsgi(self) -> None:
        """Respond to one request."""
        # werkzeug's, a dict of WSGI.
        environ: dict[str, Any] = self.make_environ()
        self.environ: dict[str, Any] = environ
        try:
            environ["wsgi.input"] = BytesIO(self._body(environ))
            self._respond(environ)
        except Refusal as refusal:
            self._refuse(refusal)
        except (ConnectionError, TimeoutError):
            # A fault has cut the connection, or the client has closed it.
            self.close_connection = True

    def _body(self, environ: dict[str, Any]) -> bytes:
        server = self.server
        check_source(environ, server.hosts if isinstance(server, Server) else ())
        length = body_length(environ)
        if self.headers.get("Expect", "").lower() == "100-continue":
            self.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        if length is not None:
            body = bytes(self.rfile.read(length))
            if len(body) < length:
                raise ConnectionResetError
            return body
        # Chunked: werkzeug's reader knows where it ends.
        try:
            body = bytes(environ["wsgi.input"].read(largest(environ) + 1))
        except OSError as error:
            raise Refusal(
                HTTPStatus.BAD_REQUEST,
                "BadRequestException",
                "The body is not chunked as Transfer-Encoding says.",
            ) from error
        if len(body) > largest(environ):
            raise too_large(environ)
        return body

    def _respond(self, environ: dict[str, Any]) -> None:
        started: list[tuple[str, _Headers]] = []

        def start_response(status: str, headers: _Headers, *_: Any) -> Any:
            started[:] = [(status, headers)]

        body: Iterable[bytes] = ()
        try:
            try:
                body = self.server.app(environ, start_response)
                parts = iter(body)
                first = next(parts, b"")
            except ConnectionError:
                raise
            except Exception as error:
                self.log_error("%s", traceback.format_exc())
                raise _BROKEN from error
            ((status, headers),) = started
            if not _has_length(status, headers):
                # A stream, whose end is the connection's.
                self.close_connection = True
            self._write(status, headers, first)
            for part in parts:
                self.wfile.write(part)
        finally:
            close = getattr(body, "close", None)
            if close is not None:
                close()

    def _write(self, status: str, headers: _Headers, body: bytes) -> None:
        fate = "close" if self.close_connection else "keep-alive"
        ours = [("Date", self.date_time_string()), ("Connection", fate)]
        # What the server itself says is not said twice.
        theirs = [it for it in headers if it[0].lower() not in ("date", "connection")]
        lines = [f"{self.protocol_version} {status}"]
        lines += [f"{name}: {value}" for name, value in ours + theirs]
        head = "\r\n".join([*lines, "", ""]).encode("latin-1")
        # In one piece: a second one would wait until the client confirms the first.
        self.wfile.write(head + (b"" if self.command == "HEAD" else body))

    def _refuse(self, refusal: Refusal) -> None:
        self.close_connection: bool = True
        content = json.dumps({"__type": refusal.code, "message": refusal.message})
        headers = [
            ("Content-Type", "application/json"),
            ("Content-Length", str(len(content))),
            ("x-amzn-ErrorType", refusal.code),
        ]
        status = f"{refusal.status.value} {refusal.status.phrase}"
        self._write(status, headers, content.encode())
        self._drain()

    def _drain(self) -> None:
        end = time.monotonic() + _DRAINING
        while (left := end - time.monotonic()) > 0:
            readable, _, _ = select.select([self.connection], [], [], min(left, 0.1))
            if not readable or not self.connection.recv(2**16):
                return


def _has_length(status: str, headers: _Headers) -> bool:
    """Whether a client can tell where the response ends."""
    if status.startswith(("204", "304")):
        return True
    return any(name.lower() == "content-length" for name, _ in headers)


class Server(ThreadedWSGIServer):
    """A thread for every connection; `hosts` are the names it may be called by."""

    def __init__(
        self,
        host: str,
        port: int,
        app: "WSGIApplication",
        *,
        fd: int,
        hosts: Iterable[str] = (),
    ) -> None:
        super().__init__(host, port, app, _Handler, fd=fd)
        self.hosts: frozenset[str] = frozenset(name.lower() for name in hosts)
