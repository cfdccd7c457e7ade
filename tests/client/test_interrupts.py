"""Iterations that are interrupted or left early."""

import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from types import FrameType
from typing import Any

import pytest
from botocore.config import Config
from waiting import PATIENCE

import connectcases_typed as cc
from connectcases_typed import resume_token
from connectcases_typed.calling.cancellation import Cancellation
from connectcases_typed.calling.prefetching import PrefetchThread

from .history import page
from .makers import Kind, Maker
from .nobody import QUIET
from .stub import Answer, Received, Stub

FIRST = cc.GetCaseAuditEventsRequest(domain_id="d1", case_id="c1")


class _TimeIsUpError(Exception):
    """What a worker's time limit raises."""


@pytest.fixture
def alarm(stub: Stub) -> Iterator[Any]:
    """Has an exception raised in the main thread, some time from now, and held
    responses released: so nobody waits for them longer.
    """
    before = signal.getsignal(signal.SIGALRM)

    def at(seconds: float, error: BaseException) -> None:
        def ring(_: int, __: FrameType | None) -> None:
            stub.release()
            raise error

        signal.signal(signal.SIGALRM, ring)
        signal.setitimer(signal.ITIMER_REAL, seconds)

    yield at
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)


def _endless(received: Received) -> Answer:
    number = int(received.json.get("nextToken", 0)) + 1
    return page(str(number), then=str(number))


# As needed, an `Exception` would be raised inside botocore, which makes a connection
# error of it.
@pytest.mark.parametrize(
    ("ahead", "error"),
    [
        (False, KeyboardInterrupt()),
        (False, SystemExit()),
        (True, KeyboardInterrupt()),
        (True, SystemExit()),
        (True, _TimeIsUpError()),
    ],
)
def test_an_interrupt_tells_where_to_go_on(
    make: Maker,
    kind: Kind,
    stub: Stub,
    alarm: Any,
    error: BaseException,
    *,
    ahead: bool,
) -> None:
    """It leaves the token of the page that was waited for, fetched ahead or not."""
    stub.answers_by(_endless)
    pages = make(kind).items(FIRST)
    iteration = (pages.prefetch() if ahead else pages).by_page()
    tokens = [next(iteration).next_token for _ in range(3)]
    if ahead:
        tokens.append(next(iteration).next_token)
    stub.hold()
    # What may be there already is handed over first.
    alarm(0.1, error)
    with pytest.raises(type(error)) as raised:
        tokens.extend(found.next_token for found in iteration)
    assert resume_token(raised.value) == tokens[-1]
    assert tokens == [str(number) for number in range(1, len(tokens) + 1)]


def test_a_page_that_is_there_is_handed_over_when_no_thread_can_be_started(
    make: Maker, stub: Stub, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the interpreter ends, an iteration goes on without fetching ahead."""
    stub.answers_by(lambda it: page("2") if it.json else page("1", then="a"))

    def refuse(*_: object) -> None:
        raise RuntimeError("can't create new thread at interpreter shutdown")

    cases = make()
    monkeypatch.setattr(PrefetchThread, "submit", refuse)
    assert [it.event_id for it in cases.items(FIRST).prefetch()] == ["1", "2"]


@pytest.mark.parametrize("kind_", ["tuned", "wrapped"])
def test_leaving_gives_up_all_further_attempts(
    make: Maker, kind_: Kind, stub: Stub, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Leaving waits for the attempt that is under way, and no other is made."""
    retries = Config(retries={"total_max_attempts": 5})
    cases = make(kind_, config=QUIET.merge(retries))
    attempted = threading.Event()

    def note(**_: object) -> None:
        attempted.set()

    pages = cases.items(FIRST).prefetch().by_page()
    cases.boto3.meta.events.register("before-send.connectcases.*", note)
    hold_after_one(stub)
    next(pages)
    attempted.clear()
    assert attempted.wait(PATIENCE)
    cancel = Cancellation.cancel

    def cancel_and_fail(cancellation: Cancellation) -> None:
        # The attempt fails, and would be repeated, after it was given up.
        cancel(cancellation)
        stub.release()

    monkeypatch.setattr(Cancellation, "cancel", cancel_and_fail)
    pages.close()
    assert len(stub.received) == 2


def hold_after_one(stub: Stub) -> None:
    """Answer the first page; keep whoever asks for another waiting."""

    def respond(received: Received) -> Answer:
        if not received.json:
            stub.hold()
            return page("1", then="a")
        return Answer(status=500)

    stub.answers_by(respond)


PROGRAM = """
import sys
from botocore.config import Config
from connectcases_typed import Client

cases = Client(
    region_name="us-west-2", endpoint_url=sys.argv[1], aws_access_key_id="nobody",
    aws_secret_access_key="nothing",
    config=Config(proxies={}, read_timeout=2, retries={"total_max_attempts": 5}),
)
events = cases.get_case_audit_events(domain_id="d", case_id="c").prefetch().by_page()
next(events)
"""


def test_a_program_does_not_end_late_for_a_page_it_has_left(stub: Stub) -> None:
    """Closing an iteration, too, stops further attempts at the prefetched page."""
    hold_after_one(stub)
    ran = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", PROGRAM, stub.url],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    stub.release()
    assert (ran.returncode, ran.stderr) == (0, "")
    assert len(stub.received) in (1, 2)
