"""The embedded service over HTTP: `python -m connectcases_typed.testing --port 5000`.

moto's server, with everything else moto has beside it. The first line on standard
output is the endpoint, for a client's `endpoint_url`; credentials may be anything.
"""

import argparse
import logging
import signal
import sys
from importlib.util import find_spec
from typing import NoReturn

from . import moto_names


def main() -> None:
    """Serve until interrupted or terminated."""
    arguments = _parser().parse_args()
    if find_spec("flask") is None or find_spec("flask_cors") is None:
        sys.exit(
            "connectcases_typed.testing needs moto's server for this: "
            "pip install 'connectcases-typed[server]'"
        )
    if problem := moto_names.problem(moto_names.SERVER):
        sys.exit(problem)
    # Not before: without flask moto's server cannot be imported.
    from moto.moto_server.werkzeug_app import (  # noqa: PLC0415  # pyright: ignore[reportMissingTypeStubs]  # moto types the rest of itself
        DomainDispatcherApplication,
        MotoRequestHandler,
        create_backend_app,
    )
    from werkzeug.serving import make_server  # noqa: PLC0415 - as moto

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop)
    # A line for every request is more than anybody reads.
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    server = make_server(
        arguments.host,
        arguments.port,
        DomainDispatcherApplication(create_backend_app),
        threaded=True,
        request_handler=MotoRequestHandler,
    )
    host = f"[{server.host}]" if ":" in server.host else server.host
    print(f"http://{host}:{server.port}", flush=True)  # noqa: T201  # the answer
    server.serve_forever()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m connectcases_typed.testing",
        description="Serve an embedded Amazon Connect Cases over HTTP.",
    )
    parser.add_argument("--host", default="127.0.0.1", help="where to listen")
    parser.add_argument("--port", type=_port, default=5000, help="0 takes a free one")
    return parser


def _port(text: str) -> int:
    if text.isdecimal() and int(text) <= 65535:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is no number from 0 to 65535")


def _stop(signal_number: int, frame: object) -> NoReturn:
    # Raised in the main thread, out of `serve_forever`, which closes the socket.
    sys.exit(0)


if __name__ == "__main__":
    main()
