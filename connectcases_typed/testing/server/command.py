"""`python -m connectcases_typed.testing`: serve until interrupted or terminated.

The first line on standard output is the endpoint. The lines after it are for people, and
for `eval` in a shell: what to export, and as comments the ids of what was seeded.
"""

import argparse
import signal
import sys
from pathlib import Path
from typing import NoReturn

from ..handle import embedded
from ..serving import service
from .server import CasesServer
from .state_file import StateFile


def run(arguments: argparse.Namespace) -> None:
    """Serve as the arguments say."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop)
    saved = _load(arguments.state)
    seeded: list[str] = []
    try:
        server = CasesServer(
            arguments.host,
            arguments.port,
            with_aws=arguments.with_aws,
            allow_hosts=arguments.allow_host,
        )
    except OSError as error:
        sys.exit(f"cannot listen at {arguments.host}:{arguments.port}: {error}")
    say(server.url)
    say(f"# to look at: {server.url}/_cases/")
    for name, value in server.environment.items():
        say(f"export {name}={value}")
    for line in seeded:
        say(f"# {line}")
    try:
        server.serve_forever()
    finally:
        if saved is not None:
            saved.close()


def _load(path: Path | None) -> StateFile | None:
    """Start keeping the state in a file."""
    if path is None:
        return None
    saved = StateFile(path, embedded, service)
    try:
        saved.load()
        saved.start()
    except (ValueError, OSError) as error:
        sys.exit(f"--state: {error}")
    return saved


def say(line: str) -> None:
    """Print a line at once: whoever started this may wait for it."""
    print(line, flush=True)  # noqa: T201 - the answer


def _stop(signal_number: int, frame: object) -> NoReturn:
    # Raised in the main thread, out of `serve_forever`, which closes the socket.
    sys.exit(0)
