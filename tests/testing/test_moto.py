"""Laws of joining moto: what is used of it is verified, and ours is what is used."""

import ast
import re
import subprocess
import sys
from importlib import import_module, metadata
from operator import attrgetter
from pathlib import Path
from textwrap import dedent

import pytest

from connectcases_typed import testing
from connectcases_typed.testing.moto_names import (
    NEIGHBOURS,
    SERVER,
    SERVICE,
    Used,
    problem,
)

USED = [*SERVICE, *NEIGHBOURS, *SERVER]
CALLED = [used for used in USED if used.positional is not None]


def _name(used: Used) -> str:
    return f"{used.module}.{used.name}"


def _holder(used: Used) -> tuple[object, str]:
    """The module or the class that has the name, and the last part of the name."""
    *path, last = used.name.split(".")
    module = import_module(used.module)
    return (attrgetter(".".join(path))(module) if path else module), last


def _run(program: str) -> subprocess.CompletedProcess[str]:
    """Run a program in a fresh interpreter."""
    return subprocess.run(
        [sys.executable, "-c", dedent(program)],
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_installed_moto_fits() -> None:
    """Nothing is wrong with the moto these tests run on."""
    assert problem(SERVICE) is None
    assert problem(NEIGHBOURS) is None
    assert problem(SERVER) is None


@pytest.mark.parametrize("used", USED, ids=_name)
def test_a_name_that_is_gone_is_named(
    used: Used, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each name that is used is missed."""
    holder, last = _holder(used)
    # Where a class inherits the name, its base has to lose it.
    owner = next(
        each for each in getattr(holder, "__mro__", [holder]) if last in vars(each)
    )
    monkeypatch.delattr(owner, last)

    assert f"{_name(used)} is missing" in str(problem((used,)))


@pytest.mark.parametrize("used", CALLED, ids=_name)
def test_a_signature_that_does_not_fit_is_named(
    used: Used, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each function that is called is tried with the arguments it is called with."""
    holder, last = _holder(used)
    monkeypatch.setattr(holder, last, lambda *, _another: None)

    assert f"{_name(used)} cannot be called" in str(problem((used,)))


def test_all_that_is_imported_from_moto_is_verified() -> None:
    """No module of the embedded service imports a name of moto that is not listed."""
    imported = {
        f"{node.module}.{alias.name}"
        for path in Path(testing.__file__).parent.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom)
        if node.module is not None and node.module.split(".")[0] == "moto"
        for alias in node.names
    }

    assert imported <= set(map(_name, USED))


def test_without_moto_the_import_names_the_extra() -> None:
    """Importing the package where moto is missing names the extra to install."""
    done = _run(
        """
        import sys

        sys.modules["moto"] = None
        import connectcases_typed.testing
        """
    )

    assert "ImportError" in done.stderr
    assert "connectcases-typed[testing]" in done.stderr


def test_a_moto_that_does_not_fit_is_an_import_error_with_both_versions() -> None:
    """The import tells which moto is needed, which is installed, and what is wrong."""
    done = _run(
        """
        from moto.core.responses import BaseResponse

        del BaseResponse._get_action_from_method_and_request_uri
        import connectcases_typed.testing
        """
    )

    installed = re.escape(metadata.version("moto"))
    assert re.search(
        rf"ImportError: connectcases_typed\.testing needs moto<\d+,>=[\d.]+, "
        rf"and moto {installed} is installed: moto\.core\.responses",
        done.stderr,
    )
    assert "_get_action_from_method_and_request_uri is missing" in done.stderr


def test_where_moto_has_the_service_too_ours_is_used_with_one_warning() -> None:
    """A `moto.connectcases` of moto's own is replaced, and that is said once."""
    done = _run(
        """
        import re, sys, types, warnings
        from moto.backend_index import backend_url_patterns

        pattern = re.compile("https?://cases[.](.+)[.]amazonaws[.]com")
        backend_url_patterns.insert(0, ("connectcases", pattern))
        sys.modules["moto.connectcases"] = types.ModuleType("moto.connectcases")
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            from connectcases_typed.testing import mock_cases
            from connectcases_typed.testing.registration import register

            register()
        texts = [str(warning.message) for warning in caught]
        assert sum("emulates Amazon" in text for text in texts) == 1, texts

        import boto3

        with mock_cases() as cases:
            cases.quotas.domains = 0
            client = boto3.client("connectcases", "us-west-2")
            try:
                client.create_domain(name="Support")
            except client.exceptions.ServiceQuotaExceededException:
                print("ours")
        """
    )

    assert (done.stdout, done.stderr) == ("ours\n", "")
