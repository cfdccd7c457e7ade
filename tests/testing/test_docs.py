"""Laws of the embedded service's page in the docs."""

import re
from pathlib import Path

from connectcases_typed.testing.operations import OPERATIONS

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "embedded.md"


def emulated() -> dict[str, set[str]]:
    """The operations answered, by the module that does."""
    nouns: dict[str, set[str]] = {}
    for name, function in OPERATIONS.items():
        noun = function.__module__.rpartition(".")[2].replace("_", " ")
        nouns.setdefault(noun, set()).add(name)
    return nouns


def test_the_page_lists_the_operations() -> None:
    """The table of operations in the docs says what the code does."""
    table = re.search(r"<!-- coverage.*?<!-- end", PAGE.read_text(), re.DOTALL)
    assert table is not None
    rows = re.findall(r"(?m)^\| ([a-z ]+) \| ([A-Z].*) \|$", table[0])
    assert {noun: set(names.split(", ")) for noun, names in rows} == emulated()
