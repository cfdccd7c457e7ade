"""Laws of the embedded service's page in the docs."""

import re
from pathlib import Path

from connectcases_typed.testing.operations import OPERATIONS

PAGE = Path(__file__).parents[2] / "docs" / "embedded.md"


def coverage() -> str:
    """The operations answered, by the module that does, as a table."""
    nouns: dict[str, list[str]] = {}
    for name, function in OPERATIONS.items():
        nouns.setdefault(function.__module__.split(".")[-1], []).append(name)
    rows = [
        f"| {noun.replace('_', ' ')} | {', '.join(names)} |"
        for noun, names in nouns.items()
    ]
    return "\n".join(["| noun | operations |", "|---|---|", *rows])


def test_the_page_lists_the_operations() -> None:
    """The table of operations in the docs is the one the code would write."""
    found = re.search(
        r"<!-- coverage.*?-->\n\n(.*?)\n\n<!-- end", PAGE.read_text(), re.DOTALL
    )
    assert found is not None
    assert found[1] == coverage()
