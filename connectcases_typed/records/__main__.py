"""`python -m connectcases_typed.records`: write record classes from a domain."""

import argparse
import sys
from collections.abc import Sequence
from difflib import unified_diff
from pathlib import Path

from ..client import Client
from .generating import generate


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the module to standard output, or compare it with a file.

    Returns:
        0, or 1 where the file is not what would be written.
    """
    parser = argparse.ArgumentParser(
        prog="python -m connectcases_typed.records",
        description="Write record classes from a domain of Amazon Connect Cases.",
    )
    parser.add_argument("--domain-id", required=True)
    parser.add_argument(
        "--region", help="the AWS Region; as boto3 finds it if left out"
    )
    parser.add_argument("--endpoint-url", help="of an embedded service, say")
    parser.add_argument(
        "--template",
        action="append",
        default=[],
        metavar="NAME",
        help="only this template's record; may be repeated",
    )
    parser.add_argument("--ids", action="store_true", help="bind by field ids")
    parser.add_argument(
        "--check",
        type=Path,
        metavar="FILE",
        help="write nothing; print how FILE differs, and exit with 1 if it does",
    )
    options = parser.parse_args(arguments)
    with Client(region_name=options.region, endpoint_url=options.endpoint_url) as cases:
        try:
            written = cases.run(
                generate(options.domain_id, only=options.template, ids=options.ids)
            )
        except ValueError as error:
            parser.error(str(error))
    for note in written.notes:
        sys.stderr.write(f"{note}\n")
    if options.check is None:
        sys.stdout.write(written.source)
        return 0
    difference = list(
        unified_diff(
            options.check.read_text(encoding="utf-8").splitlines(keepends=True),
            written.source.splitlines(keepends=True),
            fromfile=str(options.check),
            tofile=f"domain {options.domain_id}",
        )
    )
    sys.stdout.writelines(difference)
    return 1 if difference else 0


if __name__ == "__main__":
    sys.exit(main())
