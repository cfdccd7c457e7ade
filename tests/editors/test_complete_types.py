"""Nothing public is left for a type checker to guess."""

import json
import os
import subprocess
from pathlib import Path

from .language_server import PYRIGHT, with_this_python


def test_every_public_symbol_has_a_type(tmp_path: Path) -> None:
    """By pyright's `--verifytypes`, all that the package exports has a known type."""
    ran = subprocess.run(
        [
            PYRIGHT,
            "--verifytypes",
            "connectcases_typed",
            "--ignoreexternal",
            "--outputjson",
        ],
        cwd=tmp_path,
        env=with_this_python(os.environ),
        capture_output=True,
        text=True,
        check=False,
    )
    report = json.loads(ran.stdout)["typeCompleteness"]
    incomplete = [
        symbol["name"]
        for symbol in report["symbols"]
        if symbol["isExported"] and not symbol["isTypeKnown"]
    ]
    assert incomplete == []
    assert report["exportedSymbolCounts"]["withKnownType"] > 1000
