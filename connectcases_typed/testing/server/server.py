"""The server: everything in this folder, put together."""

import logging
import socket
import threading
from collections.abc import Iterable
from types import TracebackType
from typing import Self

from moto.moto_server.werkzeug_app import (  # pyright: ignore[reportMissingTypeStubs]  # moto types the rest of itself
    DomainDispatcherApplication,
    create_backend_app,
)

from ..handle import embedded
from ..serving import service
from .application import Dispatcher
from .http import Server
from .page import make_app


class CasesServer:
    """The embedded service over HTTP, in this process.

        with CasesServer() as server:
            subprocess.run(["npm", "test"], env=os.environ | server.environment)

    It serves what `mock_cases()` serves, so a test may use the handle meanwhile.

    Args:
        host: the address to listen at; by default only this machine can connect.
        port: 0, the default, takes a free one.
        with_aws: serve moto's other services too.
        allow_hosts: names it may be called by, besides localhost and IP addresses.

    Raises:
        OSError: it cannot listen there.
    """

    def __init__(
        self,
        host: str = "127.0.0.1",
        port: int = 0,
        *,
        with_aws: bool = False,
        allow_hosts: Iterable[str] = (),
    ) -> None:
        # A line for every request is more than anybody reads.
        logging.getLogger("werkzeug").setLevel(logging.WARNING)
        others = DomainDispatcherApplication(create_backend_app) if with_aws else None
        page = make_app(embedded, service)
        # Listening here, since werkzeug ends the process if the address is taken.
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        with socket.create_server((host, port), family=family) as listening:
            self._server = Server(
                host,
                port,
                Dispatcher(page, others),
                fd=listening.fileno(),
                hosts=allow_hosts,
            )
        self._thread: threading.Thread | None = None

    @property
    def url(self) -> str:
        """The endpoint, for a client's `endpoint_url`."""
        host = self._server.host
        # Somebody has to be able to open it.
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - compared
        return f"http://{f'[{host}]' if ':' in host else host}:{self._server.port}"

    @property
    def environment(self) -> dict[str, str]:
        """What makes an AWS SDK use this server: variables of the environment."""
        return {
            "AWS_ENDPOINT_URL_CONNECTCASES": self.url,
            "AWS_DEFAULT_REGION": "us-west-2",
            "AWS_REGION": "us-west-2",
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
        }

    def serve_forever(self) -> None:
        """Serve in this thread, until it is interrupted."""
        try:
            self._server.serve_forever()
        finally:
            self._server.server_close()

    def __enter__(self) -> Self:
        """Serve in a thread of its own."""
        # It looks that often, in seconds, whether it is to stop.
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.02,), daemon=True
        )
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
