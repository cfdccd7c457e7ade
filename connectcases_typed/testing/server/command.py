"""`python -m connectcases_typed.testing`: serve until interrupted or terminated.

The first line on standard output is the endpoint. The lines after it are for people and
for a shell: what to export, and as comments the ids of what there is.
"""

import argparse
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from .. import views
from ..handle import embedded
from ..models import all_regions
from ..seeding import sources
from ..serving import service
from .server import CasesServer
from .state_file import StateFile


def run(arguments: argparse.Namespace) -> None:
    """Serve as the arguments say."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop)
    saved = _begin(arguments.state, arguments.seed)
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
    with service.lock:
        for domain in views.domains(all_regions()):
            say(f"# domain {domain.name}: {domain.id}")
            for row in _newest(domain.id):
                say(f"#   case {row.title}: {row.id}")
    try:
        server.serve_forever()
    finally:
        if saved is not None:
            saved.close()


def _begin(state: Path | None, seed: Path | None) -> StateFile | None:
    """Load what was saved or else make what is to be seeded, and save from now on."""
    saved = None if state is None else StateFile(state, embedded, service)
    try:
        if saved is not None:
            saved.claim()
        if not (saved is not None and saved.load()) and seed is not None:
            for planned in sources.read_file(seed):
                embedded.seed(planned)
        if saved is not None:
            saved.start()
    except (ValueError, OSError) as error:
        sys.exit(str(error))
    return saved


def _newest(domain_id: str) -> Sequence[views.CaseRow]:
    domain = views.find_domain(all_regions(), domain_id)
    if domain is None:
        return ()
    return views.cases(domain, embedded.clock.now()).rows


def say(line: str) -> None:
    """Print a line at once: whoever started this may wait for it."""
    print(line, flush=True)  # noqa: T201 - the answer


def _stop(signal_number: int, frame: object) -> NoReturn:
    # Raised in the main thread, out of `serve_forever`, which closes the socket.
    sys.exit(0)
