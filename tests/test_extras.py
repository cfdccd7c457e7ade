"""An extra installs all that it is for, whatever else a machine has."""

import json
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import (
    PackageNotFoundError,
    metadata,
    packages_distributions,
    requires,
)
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

SEED = Path(__file__).parent.parent / "docs" / "shop.yaml"

# What each extra is for, as a program.
PROGRAMS = {
    "": "import connectcases_typed as cc; cc.Client(region_name='us-west-2')",
    "async": "from connectcases_typed import AsyncClient; AsyncClient",
    "redis": "from connectcases_typed import RedisRateStore; RedisRateStore",
    "testing": f"""
from connectcases_typed.testing import mock_cases
with mock_cases() as service:
    service.seed({str(SEED)!r})
""",
    "server": "from connectcases_typed.testing.server import command; command.run",
}

# The finder of installed modules, which does not find what is hidden.
ONLY = """
import json, sys
from importlib.machinery import PathFinder
hidden = set(json.loads(sys.argv[1]))
class Finder(PathFinder):
    @classmethod
    def find_spec(cls, name, path=None, target=None):
        if name.partition(".")[0] not in hidden:
            return super().find_spec(name, path, target)
sys.meta_path[sys.meta_path.index(PathFinder)] = Finder
"""


def _installed(name: str, extra: str) -> Iterator[tuple[str, str]]:
    """A distribution and an extra of it, and all that these require."""
    yield canonicalize_name(name), extra
    try:
        required = [Requirement(it) for it in requires(name) or ()]
    except PackageNotFoundError:
        return
    for it in required:
        if it.marker is None or it.marker.evaluate({"extra": extra}):
            for wanted in {"", *it.extras}:
                yield from _installed(it.name, wanted)


def _hidden(extra: str) -> list[str]:
    """The top-level modules here that the extra does not install."""
    visible = {
        name
        for wanted in {"", extra}
        for name, _ in _installed("connectcases-typed", wanted)
    }
    return [
        module
        for module, distributions in packages_distributions().items()
        if visible.isdisjoint(map(canonicalize_name, distributions))
    ]


@pytest.mark.parametrize("extra", PROGRAMS)
def test_an_extra_is_enough_for_what_it_is_for(extra: str) -> None:
    """With nothing but what an extra installs, its program runs."""
    hidden = _hidden(extra)
    assert "pytest" in hidden
    ran = subprocess.run(
        [sys.executable, "-P", "-c", ONLY + PROGRAMS[extra], json.dumps(hidden)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr


def test_every_extra_has_its_program() -> None:
    """No extra is left out, except the one that only type checkers need."""
    extras = metadata("connectcases-typed").get_all("Provides-Extra") or []
    assert set(PROGRAMS) == {"", *extras} - {"types"}
