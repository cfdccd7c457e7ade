"""Laws of `python -m connectcases_typed.testing`, in a process of its own."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import boto3
import pytest
from waiting import PATIENCE, wait_until

from ..conftest import code, make_client

KEYS = {"aws_access_key_id": "key", "aws_secret_access_key": "secret"}
STARTING = [sys.executable, "-W", "error", "-m", "connectcases_typed.testing"]


SEED = """
name: Shop
fields: {Nights: Number}
cases:
  - {title: Booking 1, fields: {Nights: 2}}
"""


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


def fresh(endpoint: str) -> Any:
    """A client that shares nothing with the one before."""
    # boto3's types have an overload for each service, and none for more keywords.
    settings: Any = {"endpoint_url": endpoint, **KEYS}
    return boto3.client("connectcases", "us-west-2", **settings)


def lines(process: subprocess.Popen[str], until: str) -> Generator[str]:
    """What it prints, up to a line with a text in it."""
    assert process.stdout is not None
    for line in process.stdout:
        yield line.strip()
        if until in line:
            return


def run(*arguments: str) -> tuple[int, str, str]:
    """Start a server that does not start: its status, output and complaint."""
    done = subprocess.run(
        [*STARTING, *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    return done.returncode, done.stdout, done.stderr


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
        process.send_signal(number)
        _, complaints = process.communicate(timeout=PATIENCE)
        assert (process.returncode, complaints) == (0, "")


def test_it_listens_where_it_is_told() -> None:
    """The endpoint names the host asked for and a port that is in use now."""
    with served("--host", "127.0.0.2") as (_, endpoint):
        found = re.fullmatch(r"http://127\.0\.0\.2:([0-9]+)", endpoint)
        assert found is not None
        code, said, complaint = run("--host", "127.0.0.2", "--port", found[1])
        assert (code, said) == (1, "")
        assert f"127.0.0.2:{found[1]}" in complaint


@pytest.mark.parametrize("port", ["65536", "-1"])
def test_what_is_no_port_is_refused(port: str) -> None:
    """A port that there cannot be is a mistake in the arguments, and named as one."""
    code, _, complaint = run(f"--port={port}")
    assert code == 2
    assert f"argument --port: '{port}' is no" in complaint


def test_what_it_says_is_enough_to_use_it(tmp_path: Path) -> None:
    """What it says to export makes an SDK find it, and the ids it says are there."""
    seed = tmp_path / "shop.yaml"
    seed.write_text(SEED)
    with served("--seed", str(seed)) as (process, endpoint):
        said = list(lines(process, until="Booking 1"))
        exports = dict(
            line.removeprefix("export ").split("=", 1)
            for line in said
            if line.startswith("export ")
        )
        assert exports["AWS_ENDPOINT_URL_CONNECTCASES"] == endpoint
        assert all(line.startswith(("export ", "#")) for line in said)
        domain_id = re.findall(r"# domain Shop: (\S+)", "\n".join(said))[0]
        case_id = re.findall(r"case Booking 1: (\S+)", "\n".join(said))[0]
        program = (
            "import boto3\n"
            "print(boto3.client('connectcases').get_case(domainId="
            f"{domain_id!r}, caseId={case_id!r}, fields=[{{'id': 'title'}}]))"
        )
        done = subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, **exports},
        )
        assert "Booking 1" in done.stdout


def test_the_state_outlives_the_server(tmp_path: Path) -> None:
    """After SIGTERM all is there; a seed is made only where there is no state."""
    seed, state = tmp_path / "shop.yaml", tmp_path / "cases.state"
    seed.write_text(SEED)
    keeping = ("--seed", str(seed), "--state", str(state))
    with served(*keeping) as (process, endpoint):
        client: Any = make_client(endpoint_url=endpoint, **KEYS)
        client.create_domain(name="Later")
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=PATIENCE)
    with served(*keeping) as (_, endpoint):
        client = fresh(endpoint)
        names = [it["name"] for it in client.list_domains()["domains"]]
        assert names == ["Shop", "Later"]


def test_a_kill_loses_the_last_seconds_at_most(tmp_path: Path) -> None:
    """After SIGKILL the file is whole and has what was done an interval before."""
    state = tmp_path / "cases.state"
    with served("--state", str(state)) as (process, endpoint):
        client: Any = make_client(endpoint_url=endpoint, **KEYS)
        client.create_domain(name="Shop")
        wait_until(lambda: "Shop" in state.read_text())
        process.kill()
        process.communicate()
    with served("--state", str(state)) as (_, endpoint):
        again: Any = fresh(endpoint)
        assert [it["name"] for it in again.list_domains()["domains"]] == ["Shop"]


@pytest.mark.parametrize("option", ["--state", "--seed"])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, option: str) -> None:
    """The server does not start with a file it cannot use, and leaves it as it is."""
    path = tmp_path / "broken.json"
    path.write_text("{")
    code, said, complaint = run("--port", "0", option, str(path))
    assert (code, said) == (1, "")
    assert str(path) in complaint
    assert "Traceback" not in complaint
    assert path.read_text() == "{"


@pytest.mark.parametrize("missing", ["flask", "flask_cors"])
@pytest.mark.parametrize(
    "used",
    [
        "__import__('runpy').run_module('connectcases_typed.testing', {}, '__main__')",
        "from connectcases_typed.testing.server import CasesServer",
    ],
)
def test_without_flask_it_names_the_extra(used: str, missing: str) -> None:
    """Where moto's server lacks what it needs, the extra to install is named."""
    program = f"import sys\nsys.modules[{missing!r}] = None\n{used}"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "connectcases-typed[server]" in done.stderr
