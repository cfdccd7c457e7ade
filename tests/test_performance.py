"""What is promised of speed without a clock: figures quoted, nothing exponential."""

import json
from pathlib import Path
from runpy import run_path

import pytest

from connectcases_typed import ResponseError, SearchCasesRequest, from_botocore

ROOT = Path(__file__).parent.parent


def test_the_docs_quote_the_last_run() -> None:
    """The page on performance says what the last run measured, and nothing else."""
    measured = json.loads((ROOT / "benchmarks" / "last_run.json").read_text())
    page = (ROOT / "docs" / "performance.md").read_text()
    quoted = run_path(str(ROOT / "benchmarks" / "table.py"))["quoted"]
    assert quoted(page, measured) == page


def test_what_is_wrong_deep_inside_is_found_while_somebody_waits() -> None:
    """No level is read twice for each level above it, which would never end here."""
    depth = 40
    condition: dict[str, object] = {"field": 3}
    for _ in range(depth):
        condition = {"andAll": [condition]}
    with pytest.raises(ResponseError) as caught:
        from_botocore({"domainId": "d", "filter": condition}, SearchCasesRequest)
    assert f"filter{'.andAll[0]' * depth}.field" == caught.value.path
