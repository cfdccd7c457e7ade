"""A scripted HTTP server on loopback.

It answers what a test has laid out for it, request by request, and keeps what it was
sent. A request nobody laid out an answer for is kept too, and hung up on.
"""

import json
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any, Literal

import attrs

REQUEST_ID = "7a9c2f0e-request"


@attrs.frozen(kw_only=True)
class Answer:
    """What the server says to one request.

    Attributes:
        body: the body, whole.
        status: the HTTP status; None hangs up without a word.
        headers: besides those that HTTP itself needs.
        cut: hang up after so many bytes of the body, announced as if whole.
        framing: how the end of the body is told: by its length, in chunks, or by
            closing the connection.
    """

    body: bytes = b""
    status: int | None = 200
    headers: Mapping[str, str] = {"x-amzn-RequestId": REQUEST_ID}
    cut: int | None = None
    framing: Literal["length", "chunked", "close"] = "length"

    # As `json.dumps` and the attributes above take them.
    @classmethod
    def of(cls, data: object, **others: Any) -> "Answer":
        """An answer whose body is JSON."""
        return cls(body=json.dumps(data).encode(), **others)

    @classmethod
    def error(
        cls, code: str, message: str = "", status: int = 400, **members: object
    ) -> "Answer":
        """An error as the service sends it."""
        headers = {"x-amzn-RequestId": REQUEST_ID, "x-amzn-ErrorType": code}
        return cls.of({"message": message, **members}, status=status, headers=headers)


@attrs.frozen(kw_only=True)
class Received:
    """A request as it came over the wire; header names in lower case."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes

    # Decoded JSON has no type.
    @property
    def json(self) -> Any:
        """The decoded body; an empty one is an empty structure."""
        return json.loads(self.body or b"{}")


class Stub:
    """The server's script, and what has happened.

    Attributes:
        url: where it listens.
        received: every request, in order.
        connections: how many were opened.
        surprises: the requests no answer was laid out for.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self._lock = Lock()
        self.reset()

    def reset(self) -> None:
        """Forget the script and all that has happened."""
        self.received: list[Received] = []
        self.surprises: list[Received] = []
        self.connections = 0
        self._script: list[Answer] = []
        self._respond: Callable[[Received], Answer] | None = None

    def answers(self, *answers: Answer) -> None:
        """Lay out answers to the next requests, one each."""
        self._script.extend(answers)

    def answers_by(self, respond: Callable[[Received], Answer]) -> None:
        """Answer every request with what a function makes of it."""
        self._respond = respond

    def connected(self) -> None:
        """Note a new connection."""
        with self._lock:
            self.connections += 1

    def answer_to(self, received: Received) -> Answer:
        """Note a request and say what answers it."""
        with self._lock:
            self.received.append(received)
            if self._respond is not None:
                return self._respond(received)
            if self._script:
                return self._script.pop(0)
            self.surprises.append(received)
            return Answer(status=None)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # head and body leave together
    disable_nagle_algorithm = True
    stub: Stub

    def setup(self) -> None:
        super().setup()
        self.stub.connected()

    def _handle(self) -> None:
        answer = self.stub.answer_to(
            Received(
                method=self.command,
                path=self.path,
                headers={name.lower(): text for name, text in self.headers.items()},
                body=self.rfile.read(int(self.headers.get("Content-Length", 0))),
            )
        )
        if answer.status is None:
            self.close_connection = True
            return
        chunked = answer.framing == "chunked"
        self.send_response(answer.status)
        for name, text in answer.headers.items():
            self.send_header(name, text)
        if chunked:
            self.send_header("Transfer-Encoding", "chunked")
        elif answer.framing == "close":
            self.send_header("Connection", "close")
        elif answer.status != 204:
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(b"%x\r\n" % len(answer.body) if chunked else b"")
        self.wfile.write(answer.body[: answer.cut])
        if answer.cut is not None:
            self.close_connection = True
        elif chunked:
            self.wfile.write(b"\r\n0\r\n\r\n")

    # The names are what `http.server` calls.
    do_GET = do_POST = do_PUT = do_DELETE = _handle  # noqa: N815 - http.server's names

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name
        """Keep quiet: `http.server` writes to the console."""


@contextmanager
def serving() -> Generator[Stub]:
    """The server, for as long as it is asked for."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as server:
        server.daemon_threads = True
        stub = Stub(f"http://127.0.0.1:{server.server_port}")
        _Handler.stub = stub
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield stub
        server.shutdown()
        thread.join()
