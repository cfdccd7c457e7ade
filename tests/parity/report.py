"""A report of what the installed botocore knows of the service and this library
lacks.
"""

import sys
from collections.abc import Iterator, Mapping
from itertools import groupby

import botocore
from botocore.model import ServiceModel

from connectcases_typed._names import HOMES

from .compare import differences
from .difference import Difference, Side
from .installed import installed_model
from .ours import AnyRequest, all_modules
from .skeleton import ELSEWHERE, Skeletons


def report(
    model: ServiceModel, requests: Mapping[str, AnyRequest] | None = None
) -> Iterator[str]:
    """Every difference, operation by operation, then code for what is missing."""
    found = list(differences(model, requests))
    for operation, group in groupby(found, lambda it: it.operation):
        yield f"{operation or 'Errors'}"
        yield from (f"  {difference}" for difference in group)
    skeletons = Skeletons(model, _known(), botocore.__version__, _homes())
    printed = False
    for difference in found:
        if code := _skeleton(skeletons, difference):
            printed = True
            yield f"\n\n# {difference}\n\n{code}"
    if printed:
        yield f"\n\n{ELSEWHERE}"


def _skeleton(skeletons: Skeletons, difference: Difference) -> str:
    if difference.side is Side.MISSING and difference.operation:
        if not difference.owner:
            name = difference.operation
            return f"{skeletons.operation(name)}\n\n\n{skeletons.method(name)}"
        if difference.member and difference.what.startswith(("it ", "the arm ")):
            return skeletons.member(difference.owner, difference.member)
    return ""


def _known() -> frozenset[str]:
    return frozenset(name for module in all_modules() for name in vars(module))


def _homes() -> dict[str, str]:
    return {
        name: home.removeprefix("models.")
        for name, home in HOMES.items()
        if home.startswith("models.")
    }


def main() -> int:
    """Print the report; 1 if there is anything in it."""
    lines = list(report(installed_model()))
    print("\n".join(lines) or "No difference.")  # noqa: T201 - it is what it is for
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
