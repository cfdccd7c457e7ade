import gc
import sys
import weakref
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from socket import socket
from threading import Barrier

import anyio
import pytest
from botocore.exceptions import BotoCoreError

from connectcases_typed import (
    Client,
    ClientClosedError,
    CommentContent,
    may_have_been_done,
    to_botocore,
)

from .calls import AUDIT, CREATE
from .every import EVERY, sending
from .makers import Kind, Maker
from .stub import Answer, Received, Stub

THREADS = 8
GOOD = Answer.of(CREATE.answer)


def test_a_client_keeps_its_connection(make: Maker, kind: Kind, stub: Stub) -> None:
    """Calls one after the other share a connection."""
    cases = make(kind)
    stub.answers(*[Answer.of(CREATE.answer)] * 3)
    for _ in range(3):
        cases.send(CREATE.request)
    assert stub.connections == 1


@pytest.mark.parametrize("enabled", [True, False])
@pytest.mark.parametrize("region", ["us-west-2", "no region"])
def test_the_collector_is_left_as_it_was(region: str, *, enabled: bool) -> None:
    """Making a client, or failing to, leaves the garbage collector on or off."""
    before = gc.isenabled()
    try:
        (gc.enable if enabled else gc.disable)()
        with suppress(BotoCoreError):
            Client(region_name=region)
        assert gc.isenabled() == enabled
    finally:
        (gc.enable if before else gc.disable)()


def test_clients_that_are_dropped_are_collected() -> None:
    """A program that makes clients for ever gets their memory back.

    Each has a class of its own, which only the garbage collector can free.
    """
    made = [
        weakref.ref(type(Client(region_name="us-west-2").boto3)) for _ in range(100)
    ]
    assert sum(it() is None for it in made) > 50


@pytest.mark.parametrize("failing", [False, True])
def test_leaving_a_client_closes_what_it_opened(
    make: Maker, kind: Kind, stub: Stub, *, failing: bool
) -> None:
    """Ours closes its connections on the way out; a wrapped client is left open."""
    stub.answers(*[Answer.of(CREATE.answer)] * 2)
    cases = make(kind)
    with suppress(KeyError), cases:
        cases.send(CREATE.request)
        if failing:
            raise KeyError("what the block has to say")
    cases.boto3.create_related_item(**to_botocore(CREATE.request))
    assert stub.connections == (1 if kind == "wrapped" else 2)


FAULTS = {
    "none": GOOD,
    "cut": Answer.of(CREATE.answer, cut=5),
    "cut in a chunk": Answer.of(CREATE.answer, cut=5, framing="chunked"),
    "hung up": Answer(status=None),
    "failed": Answer(status=500),
    "refused": Answer.error("ValidationException", "", 400),
    "HTML": Answer(body=b"<html>"),
    "closed": Answer.of(CREATE.answer, framing="close"),
}


@pytest.fixture
def _frozen() -> Iterator[None]:
    """Have the collector list only what a test makes."""
    gc.freeze()
    yield
    gc.unfreeze()


def _sockets(port: int) -> list[socket]:
    """The open sockets to a port of this machine, of those the collector lists."""
    found: list[socket] = []
    for held in gc.get_objects():
        # Some are no internet sockets, and some are gone by now.
        with suppress(ReferenceError, OSError, IndexError):
            if type(held) is socket and held.getpeername()[1] == port:
                found.append(held)
    return found


@pytest.mark.usefixtures("_frozen")
@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("which", ["Client", "AsyncClient"])
def test_no_socket_outlives_a_client(which: str, stub: Stub, fault: str) -> None:
    """After `close` none is open, whatever went wrong, collected or not."""
    port = int(stub.url.rpartition(":")[2])
    stub.answers_by(lambda _: FAULTS[fault])
    gc.disable()
    try:
        with sending(which, stub.url) as sender:
            errors: list[Exception] = []
            for _ in range(5):
                try:
                    sender.send(CREATE.request)
                except Exception as error:  # noqa: BLE001 - kept, as a program's log may
                    errors.append(error)
            if isinstance(sender.client, Client):
                sender.client.close()
            else:
                anyio.run(sender.client.aclose)
            assert _sockets(port) == []
    finally:
        gc.enable()


@pytest.mark.parametrize("which", EVERY)
def test_a_closed_client_says_so(which: str, stub: Stub) -> None:
    """A call on it is refused, and nothing is sent; closing again is fine."""
    with sending(which, stub.url) as sender:
        for _ in range(2):
            if isinstance(sender.client, Client):
                sender.client.close()
            else:
                anyio.run(sender.client.aclose)
        for request in (CREATE.request, AUDIT.request):
            with pytest.raises(ClientClosedError, match="this client is closed") as it:
                sender.send(request)
            assert it.value.request is request
            assert not may_have_been_done(it.value)


def test_entering_a_client_gives_the_client(make: Maker, kind: Kind) -> None:
    """`with` returns the client itself."""
    cases = make(kind)
    with cases as entered:
        assert entered is cases


@pytest.fixture
def _hasty() -> Iterator[None]:
    """Let threads take turns as often as they can."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(interval)


@pytest.mark.usefixtures("_hasty")
def test_threads_share_a_client(make: Maker, kind: Kind, stub: Stub) -> None:
    """Each thread gets the answer to its own request, however they interleave."""
    cases = make(kind)
    together = Barrier(THREADS)

    def echo(received: Received) -> Answer:
        body = received.json["content"]["comment"]["body"]
        return Answer.of({**CREATE.answer, "relatedItemId": body})

    def run(thread: int) -> list[str]:
        together.wait()
        return [
            cases.create_related_item(
                domain_id="d1",
                case_id="c1",
                content=CommentContent(body=f"{thread}-{call}"),
            ).related_item_id
            for call in range(6)
        ]

    stub.answers_by(echo)
    with ThreadPoolExecutor(THREADS) as threads:
        found = list(threads.map(run, range(THREADS)))
    assert [[f"{n}-{call}" for call in range(6)] for n in range(THREADS)] == found
