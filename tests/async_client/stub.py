"""A loopback server for many requests at once.

It answers what a function makes of each request, keeps what it was sent, and counts
how many it has in hand. While a test holds it, it answers nobody.
"""

import json
from collections.abc import Callable, Generator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Condition, Thread
from typing import Any

import attrs


@attrs.frozen
class Answer:
    """What the server says to a request; with no status it hangs up."""

    body: bytes = b"{}"
    status: int | None = 200
    error: str | None = None

    # As `json.dumps` and the attributes take them.
    @classmethod
    def of(cls, data: object, **others: Any) -> "Answer":
        """An answer whose body is JSON."""
        return cls(json.dumps(data).encode(), **others)


@attrs.frozen
class Received:
    """A request as it came over the wire."""

    method: str
    path: str
    body: bytes

    # Decoded JSON has no type.
    @property
    def json(self) -> Any:
        """The decoded body; an empty one is an empty structure."""
        return json.loads(self.body or b"{}")


class Stub:
    """What the server does, and what has happened.

    Attributes:
        url: where it listens.
        received: every request, in order.
        in_hand: how many requests have not been answered yet.
        most: how many those were at most.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self._changed = Condition()
        self._held = False
        self.in_hand = 0
        self.reset()

    def reset(self) -> None:
        """Let go of what is held, and forget what has happened."""
        self.release()
        assert self.waited_for(lambda: not self.in_hand)
        self.received: list[Received] = []
        self.most = 0
        self.respond: Callable[[Received], Answer] = lambda _: Answer()

    def hold(self) -> None:
        """Answer nobody until `release`."""
        self._held = True

    def release(self) -> None:
        """Answer those who wait, and everybody from now on."""
        with self._changed:
            self._held = False
            self._changed.notify_all()

    def waited_for(self, condition: Callable[[], bool]) -> bool:
        """Whether something comes true about the server before one loses patience."""
        with self._changed:
            return self._changed.wait_for(condition, timeout=10)

    @contextmanager
    def handling(self, received: Received) -> Generator[Answer]:
        """Have a request in hand until it is answered."""
        with self._changed:
            self.received.append(received)
            self.in_hand += 1
            self.most = max(self.most, self.in_hand)
            self._changed.notify_all()
            self._changed.wait_for(lambda: not self._held, timeout=10)
        yield self.respond(received)
        with self._changed:
            self.in_hand -= 1
            self._changed.notify_all()


@contextmanager
def serving() -> Generator[Stub]:
    """The server, for as long as it is asked for."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # head and body leave together
        disable_nagle_algorithm = True

        def _handle(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            with stub.handling(Received(self.command, self.path, body)) as answer:
                self._say(answer)

        def _say(self, answer: Answer) -> None:
            if answer.status is None:
                self.close_connection = True
                return
            self.send_response(answer.status)
            self.send_header("x-amzn-RequestId", "request-1")
            self.send_header("Content-Length", str(len(answer.body)))
            if answer.error is not None:
                self.send_header("x-amzn-ErrorType", answer.error)
            self.end_headers()
            self.wfile.write(answer.body)
            self.wfile.flush()

        # The names are what `http.server` calls.
        do_GET = do_POST = do_PUT = do_DELETE = _handle  # noqa: N815

        def log_message(self, *_: object) -> None:
            """Keep quiet: `http.server` writes to the console."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        stub = Stub(f"http://127.0.0.1:{server.server_port}")
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield stub
        stub.release()
        server.shutdown()
        thread.join()
