"""Every module can be imported: on every Python, so nothing is left to first use."""

from importlib import import_module
from pathlib import Path

import pytest

import connectcases_typed

PACKAGE = Path(connectcases_typed.__file__).parent
MODULES = sorted(
    ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(
        ".__init__"
    )
    for path in PACKAGE.rglob("*.py")
)


@pytest.mark.parametrize("module", MODULES)
def test_every_module_can_be_imported(module: str) -> None:
    """Each module of the package can be imported."""
    assert import_module(module).__name__ == module
