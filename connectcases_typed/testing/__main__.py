"""The embedded service over HTTP: `python -m connectcases_typed.testing --port 5000`.

The arguments are read here, so that `--help` works before Flask is installed; all else
is in `server`.
"""

import argparse
import sys
from pathlib import Path

from .moto_names import server_problem


def main() -> None:
    """Serve until interrupted or terminated."""
    arguments = _parser().parse_args()
    if problem := server_problem():
        sys.exit(problem)
    # Not before: without flask it cannot be imported.
    from .server import command  # noqa: PLC0415 - needs flask

    command.run(arguments)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m connectcases_typed.testing",
        description="Serve an embedded Amazon Connect Cases over HTTP.",
    )
    parser.add_argument("--host", default="127.0.0.1", help="where to listen")
    parser.add_argument("--port", type=_port, default=5000, help="0 takes a free one")
    parser.add_argument(
        "--seed",
        type=Path,
        metavar="FILE",
        help="make what this YAML or JSON file names, unless --state has some already",
    )
    parser.add_argument(
        "--state",
        type=Path,
        metavar="FILE",
        help="keep the state in this file, and begin with what it holds",
    )
    parser.add_argument(
        "--with-aws", action="store_true", help="serve moto's other services too"
    )
    parser.add_argument(
        "--allow-host",
        action="append",
        default=[],
        metavar="NAME",
        help="a name, besides localhost, that clients may call this server by",
    )
    return parser


def _port(text: str) -> int:
    if text.isdecimal() and int(text) <= 65535:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is no number from 0 to 65535")


if __name__ == "__main__":
    main()
