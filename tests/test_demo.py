"""`make demo`: what somebody sees first."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def shown() -> str:
    """All that the demo prints."""
    program = ROOT / "docs" / "tour.py"
    return subprocess.check_output([sys.executable, "-P", program], text=True)


def test_ids_are_explained(shown: str) -> None:
    """Each id of a case or domain was introduced at the top, beside what it is of."""
    opening, _, rest = shown.partition("Attached to the case:")
    ids = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    introduced = set(re.findall(rf"(?:domain|case) +({ids}) +\"", opening))
    assert len(introduced) == 3
    # Those of requests have no meaning but to ask AWS about them.
    without_requests = re.sub(rf"by the request {ids}", "", rest)
    assert set(re.findall(ids, without_requests)) <= introduced


def test_whole_numbers_look_whole(shown: str) -> None:
    """The nights of a booking are 2 and 3, although the service has floats."""
    assert "Nights: 2 -> 3" in shown
    assert not re.search(r"\d\.0\b", shown)


def test_it_ends_with_what_to_do_next(shown: str) -> None:
    """The last lines name this program, and files and commands that exist."""
    _, found, end = shown.rpartition("\nAll this is ")
    assert found
    paths = re.findall(r"\b(?:docs/[\w./-]*\w/?|README\.md)", end)
    assert paths[0] == "docs/tour.py"
    assert all((ROOT / path).exists() for path in paths)
    assert set(re.findall(r"make (\w+)", end)) == {"demo"}
