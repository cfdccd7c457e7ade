"""What the embedded service does not know, it refuses; it never dies of it."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from . import newer_model


@pytest.mark.newest_botocore
def test_what_only_a_newer_botocore_knows_is_refused_by_name() -> None:
    """A new arm of each union, member of each structure and value of each enum is a
    ValidationException that names it, wherever a request can hold it.
    """
    ran = subprocess.run(
        [sys.executable, str(Path(newer_model.__file__))],
        capture_output=True,
        text=True,
        check=True,
    )
    answers = json.loads(ran.stdout)

    assert len(answers) > 1
    assert [
        (operation, path, code, message)
        for operation, path, code, message in answers
        if code != "ValidationException" or not _names(message, path)
    ] == []


def _names(message: str, path: str) -> bool:
    """Whether a message refuses a place, or what it is in, as not emulated."""
    refused = re.findall(r"([\w.\[\]]+): .*?not emulated", message)
    return any(path.startswith(place) for place in refused)
