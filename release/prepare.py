"""Write a version into `_version.py` and `CHANGELOG.md`.

    python release/prepare.py 0.2.0

It refuses to while pyproject.toml has placeholders, which only the owner can replace.
What stands under "Unreleased" in the changelog moves under the version and today's date
(UTC). The links at the changelog's foot follow from its headings: each version is
compared with the one before it.
"""

import re
import sys
import tomllib
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).parent.parent
CHANGELOG = ROOT / "CHANGELOG.md"
PYPROJECT = ROOT / "pyproject.toml"
VERSION = ROOT / "connectcases_typed" / "_version.py"

_UNRELEASED = "## [Unreleased]\n"
_RELEASED = re.compile(r"^## \[(\d+\.\d+\.\d+)\] - \d{4}-\d\d-\d\d$", re.MULTILINE)
# `.example` is a domain that nobody can have.
_PLACEHOLDER = re.compile(r"# placeholder\b|\.example\b")
_LINK = re.compile(r"^\[[\w.]+\]: \S+\n", re.MULTILINE)


def main(version: str) -> None:
    """Prepare both files for the version; a placeholder is a ValueError."""
    if found := placeholders(PYPROJECT.read_text()):
        raise ValueError(
            "placeholders: enter what is right, and remove the comment\n"
            + "\n".join(f"  {PYPROJECT.name}:{line}" for line in found)
        )
    text = released(CHANGELOG.read_text(), version, datetime.now(UTC).date(), source())
    CHANGELOG.write_text(text)
    VERSION.write_text(
        f'"""The version of this library."""\n\n__version__ = "{version}"\n'
    )


def placeholders(pyproject: str) -> list[str]:
    """The lines that are placeholders, each with its number."""
    return [
        f"{number}: {line.strip()}"
        for number, line in enumerate(pyproject.splitlines(), 1)
        if _PLACEHOLDER.search(line)
    ]


def released(changelog: str, version: str, day: date, source: str) -> str:
    """The changelog after a release.

    Raises:
        ValueError: The version is not of the form 1.2.3 or not above the newest one, or
            nothing stands under "Unreleased".
    """
    if not re.fullmatch(r"\d+\.\d+\.\d+", version):
        raise ValueError(f"{version}: not a version like 1.2.3")
    versions = _RELEASED.findall(changelog)
    if versions and _order(version) <= _order(versions[0]):
        raise ValueError(f"{version}: not above {versions[0]}, the newest release")
    before, heading, after = _LINK.sub("", changelog).partition(_UNRELEASED)
    if not after.partition("\n## ")[0].strip():
        raise ValueError(f"nothing stands under {_UNRELEASED.strip()}")
    body = f"{before}{heading}\n## [{version}] - {day}\n{after}"
    return f"{body.rstrip()}\n\n{links([version, *versions], source)}"


def links(versions: list[str], source: str) -> str:
    """The changelog's foot: what its headings link to, given versions newest first."""
    if not versions:
        return f"[Unreleased]: {source}/commits/main\n"
    oldest = versions[-1]
    return (
        f"[Unreleased]: {source}/compare/v{versions[0]}...HEAD\n"
        + "".join(
            f"[{newer}]: {source}/compare/v{older}...v{newer}\n"
            for newer, older in pairwise(versions)
        )
        + f"[{oldest}]: {source}/releases/tag/v{oldest}\n"
    )


def source() -> str:
    """The address of the repository, as pyproject.toml has it."""
    project = tomllib.loads(PYPROJECT.read_text())["project"]
    address: str = project["urls"]["Source"]
    return address


def _order(version: str) -> list[int]:
    return [int(number) for number in version.split(".")]


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except ValueError as error:
        sys.exit(str(error))
