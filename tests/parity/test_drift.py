"""What the service gains is reported, together with correct classes for it."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from unittest.mock import patch

import pytest

from connectcases_typed import models, shapes
from connectcases_typed.shapes import FLOOR

from . import drift
from .compare import differences
from .installed import installed_model
from .modelled import modelled_model, modelled_tree
from .mutations import Json, model_of, mutated
from .ours import AnyRequest, all_modules, all_requests
from .report import report
from .skeleton import Skeletons

pytestmark = pytest.mark.newest_botocore


def _requests_in(code: str) -> dict[str, AnyRequest]:
    """Run code, and find the requests it defines."""
    module = ModuleType("skeletons")
    # As if it stood among the nouns: so its imports are those it needs.
    module.__package__ = models.__name__
    with patch.dict(sys.modules, {"skeletons": module}):
        exec(code, vars(module))  # noqa: S102 - code written by ourselves
    return {
        item.operation: item
        for name, item in vars(module).items()
        if name.endswith("Request") and item.__module__ == "skeletons"
    }


@pytest.fixture(autouse=True)
def _keep_arms() -> Iterator[None]:
    """Arms are registered by name: remove those of skeletons afterwards, and no
    others.
    """
    all_modules()
    with patch.dict(shapes.ARMS):
        yield


def test_skeletons_of_the_whole_service_are_right() -> None:
    """The code written for every operation does not differ from the model."""
    model = modelled_model()
    skeletons = Skeletons(model, known=(), since=FLOOR)
    code = "\n\n\n".join(map(skeletons.operation, model.operation_names))

    assert [str(it) for it in differences(model, _requests_in(code))] == []


def test_what_is_missing_is_reported_with_code_for_it() -> None:
    """An operation, a member and an arm that are new are named, each with code."""
    tree: Json = modelled_tree()
    new = mutated(
        tree,
        {
            ("operations", "ReopenCase"): tree["operations"]["DeleteCase"],
            ("shapes", "AuditEvent", "members", "reason"): {"shape": "SlaName"},
            ("shapes", "UserUnion", "members", "queueArn"): {"shape": "UserArn"},
        },
    )
    text = "\n".join(report(model_of(new)))

    assert "ReopenCase: the operation is missing" in text
    assert "class ReopenCaseRequest(Request[ReopenCaseResponse]):" in text
    assert "member `reason` of AuditEvent: it is missing" in text
    assert "reason: str | None = member(Limit(1, 500, '.*[\\\\S]'), sensitive" in text
    assert "member `queueArn` of UserUnion: the arm is missing" in text


def test_what_is_missing_here_is_reported() -> None:
    """Everything that only the service model has is reported as the service's."""
    requests = all_requests()
    del requests["SearchCases"]
    text = "\n".join(report(modelled_model(), requests))

    assert "SearchCases: the operation is missing" in text
    assert "class SearchCasesRequest(" in text


def test_the_tool_runs_as_a_file() -> None:
    """Run as a file, it prints the report of the installed botocore, and ends well
    where there is nothing in it.
    """
    ran = subprocess.run(
        [sys.executable, str(Path(drift.__file__))],
        capture_output=True,
        text=True,
        check=False,
    )
    lines = list(report(installed_model())) or ["No difference."]

    assert (ran.stdout, ran.stderr) == ("\n".join(lines) + "\n", "")
    assert ran.returncode == (lines != ["No difference."])
