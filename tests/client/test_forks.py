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


ASYNC_PAGES = """
import asyncio, os, threading
from connectcases_typed import AsyncClient
from connectcases_typed.testing import mock_cases


async def some(pages, count):
    return [(await anext(pages)).case_id for _ in range(count)]


with mock_cases() as service:
    domain_id = service.seed(cases=3).domain_id
    cases = AsyncClient(region_name="us-west-2")
    everything = cases.search_cases(domain_id=domain_id, max_results=1)
    expected = asyncio.run(some(aiter(everything), 3))
    begun = aiter(everything.prefetch())
    # The page that is fetched ahead is on its way while this process forks.
    gate = threading.Event()

    def hold(**_):
        if threading.current_thread().name.startswith("connectcases_typed-prefetch"):
            gate.wait()

    cases.boto3.meta.events.register("before-call", hold)
    found = asyncio.run(some(begun, 1))
    child = os.fork()
    gate.set()
    found += asyncio.run(some(begun, 2))
    if not child:
        os._exit(found != expected)
    _, status = os.waitpid(child, 0)
    print(found == expected, os.waitstatus_to_exitcode(status))
"""


def test_an_awaited_iteration_goes_on_on_both_sides_of_a_fork() -> None:
    """As one that blocks does: the child fetches by itself what was on its way."""
    assert run(ASYNC_PAGES) == "True 0\n"


SENDING = """
import asyncio, os, sys
from connectcases_typed import AsyncClient, Client, CreateDomainRequest
from connectcases_typed.testing import mock_cases

HOW, JOURNAL = sys.argv[1:]


def names(outcomes):
    return [outcome.request.name for outcome in outcomes]


with mock_cases() as service:
    requests = [CreateDomainRequest(name=f"d{n}") for n in range(4)]
    if HOW == "async":
        cases = AsyncClient(region_name="us-west-2")
        begun = cases.send_all(requests, workers=1, journal=JOURNAL)

        def rest(count):
            async def some():
                return [await anext(begun) for _ in range(count)]
            return names(asyncio.run(some()))
    else:
        cases = Client(region_name="us-west-2")
        begun = cases.send_all(requests, workers=1, journal=JOURNAL)

        def rest(count):
            return names(next(begun) for _ in range(count))

    found = rest(2)
    reading, writing = os.pipe()
    asking, telling = os.pipe()
    parent = os.getpid()
    child = os.fork()
    if not child:
        try:
            rest(1)
        except RuntimeError as error:
            said = str(error).replace(str(os.getpid()), "CHILD")
            os.write(writing, said.replace(str(parent), "PARENT").encode())
        # It outlives the run of its parent.
        os.close(telling)
        os.read(asking, 1)
        os._exit(0)
    print(os.read(reading, 1000).decode())
    found += rest(2)
    if HOW != "async":
        begun.close()
    else:
        asyncio.run(begun.aclose())
    again = Client(region_name="us-west-2").send_all(requests, journal=JOURNAL)
    print(sorted(found) == sorted(names(again)), len(service.calls.of("CreateDomain")))
    os.close(telling)
    os.waitpid(child, 0)
"""


@pytest.mark.parametrize("how", ["blocking", "async"])
def test_a_run_belongs_to_the_process_that_began_it(how: str, tmp_path: Path) -> None:
    """A child that goes on with it is told so; the parent's run, and the journal after
    it, are the parent's as if there were no child.
    """
    assert run(SENDING, how, str(tmp_path / "journal")).splitlines() == [
        (
            "this run of send_all belongs to process PARENT, which began it; process "
            "CHILD was forked from that one meanwhile, and has neither its threads nor "
            "its journal"
        ),
        "True 4",
    ]


UNBEGUN = """
import os, sys
from connectcases_typed import Client, CreateDomainRequest
from connectcases_typed.testing import mock_cases

with mock_cases():
    cases = Client(region_name="us-west-2")
    run = cases.send_all([CreateDomainRequest(name="d")])
    child = os.fork()
    found = len(list(run))
    if not child:
        os._exit(found)
    _, status = os.waitpid(child, 0)
    print(found, os.waitstatus_to_exitcode(status))
"""


def test_a_run_that_is_not_begun_belongs_to_nobody() -> None:
    """It may be begun on either side of a fork."""
    assert run(UNBEGUN) == "1 1\n"


def test_the_programs_run_what_is_tested() -> None:
    """They import the package these tests do."""
    import connectcases_typed  # noqa: PLC0415 - what is asked about

    printed = run("import connectcases_typed as c; print(c.__file__)")
    assert Path(printed.strip()) == Path(connectcases_typed.__file__)
