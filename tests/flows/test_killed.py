"""The law of journals, in processes of their own: killed anywhere, nothing is lost.

The embedded service is served by this process, and loses answers.
"""

import json
import logging
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from moto.moto_server.werkzeug_app import (
    DomainDispatcherApplication,
    MotoRequestHandler,
    create_backend_app,
)
from werkzeug.serving import make_server

from connectcases_typed import Client, CommentContent, field_identifiers, field_values
from connectcases_typed.testing import EmbeddedCases

from .killed import REQUESTS

KILLS = 10
PROGRAM = Path(__file__).with_name("killed.py")
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no fork")


@pytest.fixture
def url(service: EmbeddedCases) -> Iterator[str]:
    """Where the embedded service is served."""
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    server = make_server(
        "127.0.0.1",
        0,
        DomainDispatcherApplication(create_backend_app),
        threaded=True,
        request_handler=MotoRequestHandler,
    )
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


def run(*arguments: str) -> dict[str, Any]:
    """Run the program, and read its report."""
    environment = {
        "AWS_ACCESS_KEY_ID": "key",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "PYTHONPATH": ":".join(sys.path),
    }
    done = subprocess.run(
        [sys.executable, PROGRAM, *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=180,  # only a failure takes so long
    )
    assert done.returncode == 0, done.stderr
    report: dict[str, Any] = json.loads(done.stdout)
    return report


@pytest.mark.parametrize("kind", ["Client", "AsyncClient"])
def test_killed_ten_times_nothing_is_done_twice_and_nothing_left_out(
    kind: str,
    service: EmbeddedCases,
    cases: Client,
    domain_id: str,
    url: str,
    tmp_path: Path,
) -> None:
    """Killed ten times while answers get lost, then run twice to the end: each write
    with a token is done once; each without one is done, or in doubt and done at most
    once.
    """
    template_id = cases.create_template(domain_id=domain_id, name="t").template_id
    case_id = cases.create_case(
        domain_id=domain_id,
        template_id=template_id,
        fields=field_values({"title": "the first"}),
    ).case_id
    place = (url, str(tmp_path / "journal"), domain_id, template_id, case_id)
    service.faults.lose_answer(probability=0.1, seed=1)
    service.faults.cut(probability=0.05, seed=2)
    assert run(kind, str(KILLS), *place)["struck"] == KILLS
    service.faults.clear()
    run(kind, "0", *place)
    became = run(kind, "0", *place)["became"]

    assert sorted(map(int, became)) == [*range(REQUESTS)]
    doubts = {int(index) for index, kind in became.items() if kind == "InDoubt"}
    assert {*became.values()} == {"Done", "InDoubt"}
    titles = Counter(
        str(field.value.value)  # type: ignore[union-attr] # titles are text
        for case in cases.search_cases(
            domain_id=domain_id, fields=field_identifiers("title")
        )
        for field in case.fields
    )
    del titles["the first"]
    assert titles == {f"case {number}": 1 for number in range(0, REQUESTS, 2)}
    items = cases.search_related_items(domain_id=domain_id, case_id=case_id)
    said = Counter(
        item.content.body for item in items if isinstance(item.content, CommentContent)
    )
    assert set(said.values()) == {1}
    comments = {f"comment {number}" for number in range(1, REQUESTS, 2)}
    assert said.keys() <= comments
    assert comments - said.keys() <= {f"comment {number}" for number in doubts}
    # What is in doubt are the answers lost and the runs killed, not more.
    assert {number % 2 for number in doubts} == {1}
    assert len(doubts) < REQUESTS / 4
