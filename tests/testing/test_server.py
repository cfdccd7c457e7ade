"""Laws of `python -m connectcases_typed.testing`, in a process of its own."""

import re
import signal
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

import pytest

from .conftest import code, make_client

KEYS = {"aws_access_key_id": "key", "aws_secret_access_key": "secret"}
STARTING = [sys.executable, "-W", "error", "-m", "connectcases_typed.testing"]


@contextmanager
def served(*arguments: str) -> Generator[tuple[subprocess.Popen[str], str]]:
    """A server on a free port and the line it prints, killed if it does not end."""
    with subprocess.Popen(
        [*STARTING, "--port", "0", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        try:
            yield process, process.stdout.readline().strip()
        finally:
            process.kill()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_until_it_is_told_to_stop(number: signal.Signals) -> None:
    """It prints where it is, keeps state for any client, and stops without a word."""
    with served() as (process, endpoint):
        client: Any = make_client(endpoint_url=endpoint, **KEYS)
        domain_id = client.create_domain(name="Über")["domainId"]
        assert client.get_domain(domainId=domain_id)["name"] == "Über"
        assert code(lambda: client.get_domain(domainId="unknown")) == (
            "ResourceNotFoundException"
        )
        before = time.monotonic()
        process.send_signal(number)
        rest, complaints = process.communicate(timeout=10)
        assert (process.returncode, rest, complaints) == (0, "", "")
        assert time.monotonic() - before < 5


def test_it_listens_where_it_is_told() -> None:
    """The endpoint names the host asked for and a port that is in use now."""
    with served("--host", "127.0.0.2") as (_, endpoint):
        found = re.fullmatch(r"http://127\.0\.0\.2:([0-9]+)", endpoint)
        assert found is not None
        taken = subprocess.run(
            [*STARTING, "--host", "127.0.0.2", "--port", found[1]],
            capture_output=True,
            text=True,
            check=False,
        )
        assert taken.returncode != 0
        assert taken.stdout == ""


@pytest.mark.parametrize("port", ["65536", "-1"])
def test_what_is_no_port_is_refused(port: str) -> None:
    """A port that there cannot be is a mistake in the arguments, and named as one."""
    done = subprocess.run(
        [*STARTING, f"--port={port}"],
        capture_output=True,
        text=True,
        check=False,
        timeout=20,
    )
    assert done.returncode == 2
    assert f"argument --port: '{port}' is no" in done.stderr


@pytest.mark.parametrize("missing", ["flask", "flask_cors"])
def test_without_flask_it_names_the_extra(missing: str) -> None:
    """Where moto's server lacks what it needs, the extra to install is named."""
    program = (
        "import runpy, sys\n"
        f"sys.modules[{missing!r}] = None\n"
        "runpy.run_module('connectcases_typed.testing', run_name='__main__')"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "connectcases-typed[server]" in done.stderr
