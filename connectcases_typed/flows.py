"""Flows: what takes several requests, written once, for every client.

A *flow* is a generator that yields requests, is sent their responses, and returns its
result. It does no I/O of its own: `Client.run(flow)` sends what it yields, `await
AsyncClient.run(flow)` awaits it, and a test may answer it from a list
(`connectcases_typed.testing.Script`).

    def close_case(domain_id: str, case_id: str) -> Flow[UpdateCaseResponse]:
        request = UpdateCaseRequest(
            domain_id=domain_id,
            case_id=case_id,
            fields=field_values({"status": "closed"}),
        )
        return (yield from send(request))

    cases.run(close_case(domain_id, case_id))

The steps below are themselves flows, so that `yield from` gives each result its type.
An error of a request is raised in the flow, at its `yield from`, and may be caught
there. A flow may call other flows with `yield from`.
"""

from collections.abc import Awaitable, Callable, Coroutine, Generator
from contextlib import closing
from inspect import GEN_CREATED, getgeneratorstate, isgenerator
from typing import Any, TypeAlias, TypeVar

import attrs

from ._docs import documented
from .calling import waiting
from .calling.paging import SeenTokens, resumable
from .operations import ItemT, PagedRequest, PageT, Request, ResponseT, following

__all__ = ["Flow", "Now", "Sleep", "Step", "every", "now", "pages", "send", "sleep"]

ResultT = TypeVar("ResultT")
T = TypeVar("T")


@documented
@attrs.frozen
class Sleep:
    """A step: let time pass."""

    seconds: float = attrs.field(validator=attrs.validators.ge(0))
    """How much of it; 0 or more."""


@attrs.frozen
class Now:
    """A step: tell the time."""


Step: TypeAlias = Request[Any] | Sleep | Now
"""What a flow yields: a request is answered by its response."""

Flow: TypeAlias = Generator[Step, Any, ResultT]
"""What takes several requests and returns a result: what a flow is annotated with."""


def send(request: Request[ResponseT], /) -> Flow[ResponseT]:
    """Send a request and return its response; of a paged one, the first page."""
    response: ResponseT = yield request
    return response


def pages(request: PagedRequest[PageT, ItemT], /) -> Flow[tuple[PageT, ...]]:
    """Return all responses to a paged request.

    Raises, besides what the operation raises:
        PaginationError: the service returned a token that it had returned before.
    """
    found: list[PageT] = []

    def add(page: PageT) -> bool:
        found.append(page)
        return True

    yield from _walk(request, add)
    return tuple(found)


def every(
    request: PagedRequest[PageT, ItemT], /, *, at_most: int | None = None
) -> Flow[tuple[ItemT, ...]]:
    """Return all items that a paged request finds.

    Args:
        request: the request of the first page.
        at_most: return no more items than this, and ask for no further page once
            there are so many; None for all of them.

    Raises, besides what the operation raises:
        PaginationError: the service returned a token that it had returned before.
    """
    if at_most is not None and at_most < 1:
        raise ValueError(f"at_most is 1 or more, not {at_most}")
    found: list[ItemT] = []

    def add(page: PageT) -> bool:
        found.extend(request.items_of(page))
        return at_most is None or len(found) < at_most

    yield from _walk(request, add)
    return tuple(found[:at_most])


def sleep(seconds: float, /) -> Flow[None]:
    """Let time pass: in a thread by sleeping, in a task by letting others run.

    While `mock_cases` is on, it is the embedded service's clock that is advanced.
    """
    yield Sleep(seconds)


def now() -> Flow[float]:
    """Return the time, in seconds of a clock that never goes back: for timeouts.

    `sleep` advances it. It counts from nothing in particular.
    """
    seconds: float = yield Now()
    return seconds


def _walk(
    request: PagedRequest[PageT, ItemT], add: Callable[[PageT], bool]
) -> Flow[None]:
    """Give each page to `add`, as long as that wants more."""
    seen = SeenTokens(request.operation)
    wanted: PagedRequest[PageT, ItemT] | None = request
    while wanted is not None:
        with resumable(wanted.next_token):
            seen.check(wanted.next_token)
            seen.add(wanted.next_token)
            page = yield from send(wanted)
        wanted = following(wanted, page) if add(page) else None


# ------------------------------------------------------------ for those that run flows


async def run_async(
    flow: Flow[ResultT],
    pause: Callable[[float], Awaitable[None]],
    send: Callable[[Request[Any]], Awaitable[object]],
) -> ResultT:
    """Run a flow to its end, by a client's ways to sleep and to send."""

    async def do(step: Step) -> object:
        if isinstance(step, Sleep):
            await pause(waiting.left_to_wait(step.seconds))
            return None
        if isinstance(step, Now):
            return waiting.now()
        check_request(step)
        return await send(step)

    return await _drive(flow, do)


def run(
    flow: Flow[ResultT],
    pause: Callable[[float], None],
    send: Callable[[Request[Any]], object],
) -> ResultT:
    """`run_async` for a client that waits by blocking."""
    return _finished(run_async(flow, _awaitable(pause), _awaitable(send)))


def drive(flow: Flow[ResultT], do: Callable[[Step], object]) -> ResultT:
    """Run a flow to its end, doing each step with `do`; close it whatever happens."""
    return _finished(_drive(flow, _awaitable(do)))


async def _drive(
    flow: Flow[ResultT], do: Callable[[Step], Awaitable[object]]
) -> ResultT:
    _check_fresh(flow)
    with closing(flow):
        try:
            step = next(flow)
            while True:
                try:
                    done = await do(step)
                # Interrupts and cancellations are not for the flow: they close it.
                except Exception as error:  # noqa: BLE001 - the flow handles it
                    step = flow.throw(error)
                else:
                    step = flow.send(done)
        except StopIteration as end:
            result: ResultT = end.value
            return result


# Both clients run the coroutines above, so that there is one of each. Without an event
# loop that works because nothing in them ever waits: what they await has returned
# before, and a coroutine that never waits runs to its end at its first step.


def _awaitable(function: Callable[[T], ResultT]) -> Callable[[T], Awaitable[ResultT]]:
    async def call(argument: T) -> ResultT:
        return function(argument)

    return call


def _finished(coroutine: Coroutine[Any, Any, ResultT]) -> ResultT:
    """Run a coroutine that never waits."""
    try:
        coroutine.send(None)
    except StopIteration as end:
        result: ResultT = end.value
        return result
    raise AssertionError("it waits")  # pragma: no cover - see above


# Both take an object: a program that no type checker has seen may give anything.
def _check_fresh(flow: object) -> None:
    """Refuse what cannot be run, or not any more: it would seem to return None."""
    if not isgenerator(flow):
        raise TypeError(f"a flow is a generator of requests, not {type(flow).__name__}")
    if getgeneratorstate(flow) != GEN_CREATED:
        raise ValueError(
            f"{flow.__qualname__}() was run before: call it again for a new flow"
        )


def check_request(step: object) -> None:
    """Refuse a step that is neither a request nor anything else a flow may yield."""
    if not isinstance(step, Request):
        hint = ": write `yield from`" if isgenerator(step) else ""
        raise TypeError(f"a flow yields requests, not {type(step).__name__}{hint}")
