"""A scripted HTTP server on loopback.

It answers what a test has laid out for it, keeps what it was sent, and counts how many
requests it has in hand. While a test holds it, it answers nobody. A request nobody laid
out an answer for is kept too, and hung up on.
"""

import json
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Condition, Thread
from typing import Any, Literal

import attrs
from waiting import PATIENCE

REQUEST_ID = "7a9c2f0e-request"

#: Decoded JSON, as it is laid out for the server.
Json = dict[str, Any]


@attrs.frozen(kw_only=True)
class Answer:
    """The server's response to one request.

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
    """A request as it came over the wire; header names in lower case.

    Two are equal if the same is asked for: the headers tell who asks, and when.
    """

    method: str
    path: str
    headers: Mapping[str, str] = attrs.field(eq=False)
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
        surprises: the requests no answer was laid out for.
        connections: how many were opened.
        in_hand: how many requests have not been answered yet.
        most: how many those were at most.
    """

    url: str

    def __init__(self) -> None:
        self._changed = Condition()
        self.in_hand = 0
        self.reset()

    def reset(self) -> None:
        """Release held requests; forget the script and everything received."""
        self.release()
        with self._changed:
            assert self._changed.wait_for(lambda: not self.in_hand, timeout=PATIENCE)
        self.received: list[Received] = []
        self.surprises: list[Received] = []
        self.connections = self.most = 0
        self._script: list[Answer] = []
        self._respond: Callable[[Received], Answer] = self._next_answer

    def answers(self, *answers: Answer) -> None:
        """Add responses to the script, one for each of the next requests."""
        self._script.extend(answers)

    def answers_by(self, respond: Callable[[Received], Answer]) -> None:
        """Answer every request with what a function makes of it."""
        self._respond = respond

    def hold(self) -> None:
        """Hold all responses back until `release`."""
        self._held = True

    def release(self) -> None:
        """Send the responses that are held back, and hold none from now on."""
        with self._changed:
            self._held = False
            self._changed.notify_all()

    def connected(self) -> None:
        """Note a new connection."""
        with self._changed:
            self.connections += 1

    @contextmanager
    def handling(self, received: Received) -> Generator[Answer]:
        """Have a request in hand until it is answered."""
        with self._changed:
            self.received.append(received)
            self.in_hand += 1
            self.most = max(self.most, self.in_hand)
            self._changed.wait_for(lambda: not self._held, timeout=PATIENCE)
        try:
            yield self._respond(received)
        finally:
            with self._changed:
                self.in_hand -= 1
                self._changed.notify_all()

    def _next_answer(self, received: Received) -> Answer:
        with self._changed:
            if self._script:
                return self._script.pop(0)
            self.surprises.append(received)
            return Answer(status=None)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # head and body leave together
    disable_nagle_algorithm = True

    # What else there is, `socketserver` gives and takes.
    def __init__(self, stub: Stub, *connection: Any) -> None:
        self.stub = stub
        super().__init__(*connection)

    def setup(self) -> None:
        super().setup()
        self.stub.connected()

    def _handle(self) -> None:
        received = Received(
            method=self.command,
            path=self.path,
            headers={name.lower(): text for name, text in self.headers.items()},
            body=self.rfile.read(int(self.headers.get("Content-Length", 0))),
        )
        with self.stub.handling(received) as answer:
            self._say(answer)

    def _say(self, answer: Answer) -> None:
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
        self.wfile.flush()

    # The names are what `http.server` calls.
    do_GET = do_POST = do_PUT = do_DELETE = _handle  # noqa: N815 - http.server's names

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name
        """Keep quiet: `http.server` writes to the console."""


class _Server(ThreadingHTTPServer):
    # Five, the default, are fewer than may connect at once; the others are reset.
    request_queue_size = 128


@contextmanager
def serving() -> Generator[Stub]:
    """The server, for as long as it is asked for."""
    stub = Stub()
    handler = partial(_Handler, stub)
    with _Server(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        stub.url = f"http://127.0.0.1:{server.server_port}"
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield stub
        stub.release()
        server.shutdown()
        thread.join()
