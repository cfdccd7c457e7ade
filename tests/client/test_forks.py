"""A client that is used before a fork works in the children.

The programs run in processes of their own: this one has threads, and should not fork.
"""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from .stub import Answer, Received, Stub

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="there is no fork on Windows"
)

PROGRAM = """
import asyncio, json, multiprocessing, os, sys
from botocore.config import Config
from connectcases_typed import AsyncClient, Client, CommentContent, RateLimits, Rate

URL, HOW = sys.argv[1:]
GIVEN = dict(
    region_name="us-west-2", endpoint_url=URL, aws_access_key_id="nobody",
    aws_secret_access_key="nothing",
    config=Config(proxies={}, retries={"total_max_attempts": 1}, read_timeout=10),
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
        for some in coming.get(30):
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
    ran = subprocess.run(
        [sys.executable, "-P", "-W", "ignore", "-c", PROGRAM, stub.url, how],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    found = json.loads(ran.stdout)
    assert len(found) == 5 * 6
    assert [asked for asked, _ in found] == [answered for _, answered in found]


LOCKS = """
import os, threading, time
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
until = time.monotonic() + 20
stuck = 0
for child in children:
    while os.waitpid(child, os.WNOHANG) == (0, 0):
        if time.monotonic() > until:
            os.kill(child, 9)
            os.waitpid(child, 0)
            stuck += 1
            break
        time.sleep(0.01)
stop.set()
print(stuck)
"""


def test_no_child_waits_for_a_thread_of_its_parent() -> None:
    """A lock of `RateLimits` that was held at the fork is free in the child."""
    ran = subprocess.run(
        [sys.executable, "-P", "-W", "ignore", "-c", LOCKS],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (ran.returncode, ran.stdout) == (0, "0\n"), ran.stderr


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
    ran = subprocess.run(
        [sys.executable, "-P", "-W", "ignore", "-c", PAGES],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (ran.returncode, ran.stdout) == (0, "6 6\n"), ran.stderr


def test_the_programs_run_what_is_tested() -> None:
    """They import the package these tests do."""
    import connectcases_typed  # noqa: PLC0415 - what is asked about

    ran = subprocess.run(
        [
            sys.executable,
            "-P",
            "-c",
            "import connectcases_typed as c; print(c.__file__)",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(ran.stdout.strip()) == Path(connectcases_typed.__file__)
