"""A client that is used before a fork works in the children.

The programs run in processes of their own: this one has threads, and should not fork.
Coverage is not measured in them. Its tracer holds a lock for a moment at every call; if
another thread holds that lock at the fork, the child waits for it for ever.
"""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from .stub import Answer, Received, Stub

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="there is no fork on Windows"
)

#: After so many seconds a program is stuck. Only a failure takes so long.
PATIENCE = 180


def run(program: str, *arguments: str) -> str:
    """What a program prints.

    A program that is stuck is aborted with all its children, and the failure shows
    where each of them was.
    """
    environment = {**os.environ, "PYTHONFAULTHANDLER": "1"}
    environment.pop("COVERAGE_PROCESS_CONFIG", None)
    with subprocess.Popen(
        [sys.executable, "-P", "-W", "ignore", "-c", program, *arguments],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        process_group=0,
    ) as process:
        try:
            printed, errors = process.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGABRT)
            _, stacks = process.communicate()
            pytest.fail(f"stuck:\n{stacks}")
    assert process.returncode == 0, errors
    return printed


PROGRAM = """
import asyncio, json, multiprocessing, os, sys
from botocore.config import Config
from connectcases_typed import AsyncClient, Client, CommentContent, RateLimits, Rate

URL, HOW = sys.argv[1:]
GIVEN = dict(
    region_name="us-west-2", endpoint_url=URL, aws_access_key_id="nobody",
    aws_secret_access_key="nothing",
    config=Config(proxies={}, retries={"total_max_attempts": 1}),
)


def comment(text):
    return dict(domain_id="d", case_id="c", content=CommentContent(body=text))


if HOW == "async":
    cases = AsyncClient(**GIVEN)

    def calls(who, times):
        async def all_of_them():
            texts = [f"{who}-{n}" for n in range(times)]
            answers = await asyncio.gather(
                *[cases.create_related_item(**comment(text)) for text in texts]
            )
            return [
                (text, answer.related_item_id)
                for text, answer in zip(texts, answers)
            ]

        return asyncio.run(all_of_them())
else:
    cases = Client(**GIVEN)

    def calls(who, times):
        texts = [f"{who}-{n}" for n in range(times)]
        return [
            (text, cases.create_related_item(**comment(text)).related_item_id)
            for text in texts
        ]


calls("before", 3)  # so that there are connections, to be shared


def work(who):
    return calls(who, 6)


def forked(pipe):
    # As a server with preloaded workers does: fork, serve, exit.
    found = work(f"child-{os.getpid()}")
    os.write(pipe, (json.dumps(found) + "\\n").encode())
    os._exit(0)


found = []
if HOW == "preload":
    reading, writing = os.pipe()
    children = []
    for _ in range(4):
        child = os.fork()
        if not child:
            forked(writing)
        children.append(child)
    found += work("parent")
    for child in children:
        os.waitpid(child, 0)
    os.close(writing)
    with os.fdopen(reading) as lines:
        for line in lines:
            found += json.loads(line)
else:
    with multiprocessing.get_context("fork").Pool(4) as pool:
        coming = pool.map_async(work, [f"child-{n}" for n in range(4)], chunksize=1)
        found += work("parent")
        for some in coming.get():
            found += some
print(json.dumps(found))
"""


def _echo(received: Received) -> Answer:
    time.sleep(0.02)  # so that answers are out while others ask
    text = received.json["content"]["comment"]["body"]
    return Answer.of({"relatedItemId": text, "relatedItemArn": "a"})


@pytest.mark.parametrize("how", ["preload", "multiprocessing", "async"])
def test_nobody_gets_an_answer_to_another_process(stub: Stub, how: str) -> None:
    """Parent and children each get the responses to their own requests."""
    stub.answers_by(_echo)
    found = json.loads(run(PROGRAM, stub.url, how))
    assert len(found) == 5 * 6
    assert [asked for asked, _ in found] == [answered for _, answered in found]


LOCKS = """
import os, threading
from connectcases_typed import Rate, RateLimits

limits = RateLimits({"GetCase": Rate(1_000_000, 1_000_000)})
stop = threading.Event()


def keep_busy():
    while not stop.is_set():
        limits.wait("GetCase")


threads = [threading.Thread(target=keep_busy) for _ in range(4)]
for thread in threads:
    thread.start()
children = []
for _ in range(20):
    child = os.fork()
    if not child:
        limits.wait("GetCase")
        os._exit(0)
    children.append(child)
ended = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
stop.set()
print(ended.count(0))
"""


def test_no_child_waits_for_a_thread_of_its_parent() -> None:
    """A lock of `RateLimits` that was held at the fork is free in the child."""
    assert run(LOCKS) == "20\n"


EMBEDDED = """
import os, sys, threading, time
from connectcases_typed import Client
from connectcases_typed.testing import mock_cases

sys.setswitchinterval(0.00005)  # so that threads are interrupted while they hold locks
with mock_cases():
    cases = Client(region_name="us-west-2")
    domain_id = cases.create_domain(name="d").domain_id
    stop = threading.Event()


    def keep_busy():
        while not stop.is_set():
            cases.get_domain(domain_id=domain_id)


    threads = [threading.Thread(target=keep_busy) for _ in range(3)]
    for thread in threads:
        thread.start()
    children = []
    for _ in range(20):
        time.sleep(0.01)  # so that the threads are at another place
        child = os.fork()
        if not child:
            found = cases.get_domain(domain_id=domain_id)
            os._exit(found.name != "d")
        children.append(child)
    stop.set()
    ended = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    print(ended.count(0))
"""


def test_the_embedded_service_goes_on_in_a_child() -> None:
    """Each child has the state of its parent, whatever the parent's threads asked for
    at the fork.
    """
    assert run(EMBEDDED) == "20\n"


PAGES = """
import os, sys
from datetime import UTC, datetime
from connectcases_typed import GetCaseAuditEventsRequest, GetCaseAuditEventsResponse
from connectcases_typed.calling.paging import Items


def send(request):
    number = int(request.next_token or 0)
    following = str(number + 1) if number < 5 else None
    return GetCaseAuditEventsResponse(audit_events=[], next_token=following)


first = GetCaseAuditEventsRequest(domain_id="d", case_id="c")
pages = Items(send, first).prefetch().by_page()
found = [next(pages), next(pages)]
child = os.fork()
found += pages
pages.close()
if not child:
    os._exit(len(found))
_, status = os.waitpid(child, 0)
print(len(found), os.waitstatus_to_exitcode(status))
"""


def test_an_iteration_goes_on_on_both_sides_of_a_fork() -> None:
    """The thread that fetches ahead is the parent's; the child fetches by itself."""
    assert run(PAGES) == "6 6\n"


def test_the_programs_run_what_is_tested() -> None:
    """They import the package these tests do."""
    import connectcases_typed  # noqa: PLC0415 - what is asked about

    printed = run("import connectcases_typed as c; print(c.__file__)")
    assert Path(printed.strip()) == Path(connectcases_typed.__file__)
