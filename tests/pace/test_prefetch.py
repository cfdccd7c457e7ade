"""Fetching the next page while the caller works on this one."""

import gc
import threading
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectcases_typed import (
    Client,
    CommentContent,
    GetCaseAuditEventsResponse,
    PaginationError,
    resume_token,
)
from connectcases_typed.calling.paging import Items
from connectcases_typed.testing import mock_cases

from .opening import open_case
from .script import FIRST, Script, from_token, prefetching

PATIENCE = 30  # seconds after which a test that waits has failed
SIZES = st.lists(st.integers(0, 3), min_size=1, max_size=6)

few = settings(max_examples=40, derandomize=True, deadline=None, database=None)


@pytest.fixture(autouse=True)
def _little_garbage() -> Iterator[None]:
    """Have a collection look through what a test makes, not all there was before."""
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture(autouse=True)
def _no_thread_stays() -> Iterator[None]:
    """Whatever a test does with an iteration, no thread outlives it."""
    yield
    assert prefetching() == []


class Trouble(Exception):  # noqa: N818 - a name for any exception at all
    """What goes wrong."""


def test_the_next_page_is_fetched_while_this_one_is_worked_on() -> None:
    """Working on a page and fetching the one after it can wait for each other."""
    meeting = threading.Barrier(2, timeout=PATIENCE)
    script = Script([1, 1, 1], lambda number: number and meeting.wait())
    worked = 0
    for page in script.pages().prefetch().by_page():
        worked += 1
        if page.next_token:
            meeting.wait()
    assert (worked, script.asked) == (3, [0, 1, 2])


@few
@given(sizes=SIZES)
def test_prefetching_finds_the_same(sizes: list[int]) -> None:
    """Items and pages, and their order, are those of the plain iteration."""
    plain = Script(sizes).pages()
    ahead = Script(sizes).pages().prefetch()
    assert list(plain) == list(ahead) == list(ahead)
    assert list(plain.by_page()) == list(ahead.by_page())


@few
@given(sizes=SIZES, data=st.data())
def test_an_error_comes_where_it_belongs(sizes: list[int], data: st.DataObject) -> None:
    """All items before a failing page come first; its token leads to all the rest."""
    failing = data.draw(st.integers(0, len(sizes) - 1))

    def fail(number: int) -> None:
        if number == failing:
            raise Trouble

    script = Script(sizes, fail)
    found: list[str] = []
    with pytest.raises(Trouble) as raised:
        found.extend(event.event_id for event in script.pages().prefetch())
    assert sum(sizes[:failing]) == len(found)
    assert resume_token(raised.value) == (str(failing) if failing else None)

    script.meanwhile = int
    rest = script.pages(from_token(resume_token(raised.value)))
    every = [event.event_id for event in script.pages()]
    assert every == found + [event.event_id for event in rest.prefetch()]


def test_a_circle_is_noticed_before_it_is_walked() -> None:
    """A token seen before is an error after its page's items, and is not asked with."""
    script = Script([1, 1])
    again = "1"

    def send(request: object) -> GetCaseAuditEventsResponse:
        events = script.send(request).audit_events
        return GetCaseAuditEventsResponse(audit_events=events, next_token=again)

    found: list[str] = []
    with pytest.raises(PaginationError) as raised:
        found.extend(it.event_id for it in islice(Items(send, FIRST).prefetch(), 9))
    assert (found, script.asked) == (["0-0", "1-0"], [0, 1])
    assert resume_token(raised.value) == again


@few
@given(sizes=SIZES, data=st.data())
def test_it_is_never_more_than_one_page_ahead(
    sizes: list[int], data: st.DataObject
) -> None:
    """An iteration that is left early has fetched at most one page more."""
    worked = data.draw(st.integers(1, len(sizes)))
    script = Script(sizes)
    pages = script.pages().prefetch().by_page()
    for _ in range(worked):
        next(pages)
    pages.close()
    assert script.asked == list(range(len(script.asked)))
    assert len(script.asked) in (worked, min(worked + 1, len(sizes)))


def test_nothing_is_fetched_before_the_iteration() -> None:
    """`prefetch()`, `iter()` and `repr()` send nothing."""
    script = Script([1, 1])
    pages = script.pages().prefetch()
    iter(pages)
    assert (repr(pages), script.asked) == (f"Items({FIRST!r})", [])


# ------------------------------------------------------------- giving it up


def _break(iterator: Iterator[object]) -> None:
    for _ in iterator:
        break


def _raise(iterator: Iterator[object]) -> None:
    # The body of a caller's loop fails: here, the function `map` has called.
    with pytest.raises(Trouble):
        list(map(_fail, iterator))


def _fail(_: object) -> None:
    raise Trouble


def _drop(iterator: Iterator[object]) -> None:
    next(iterator)


def _drop_in_a_ring(iterator: Iterator[object]) -> None:
    next(iterator)
    ring: list[object] = [iterator]
    ring.append(ring)


@pytest.mark.parametrize("by_page", [False, True])
@pytest.mark.parametrize("give_up", [_break, _raise, _drop, _drop_in_a_ring])
def test_giving_up_leaves_no_thread(
    give_up: Callable[[Iterator[object]], None], *, by_page: bool
) -> None:
    """However an iteration is given up, a page on its way arrives, no more."""
    arrived: list[int] = []
    under_way = threading.Event()

    def slowly(number: int) -> None:
        if number:
            under_way.wait(0.05)
        arrived.append(number)

    def iterate() -> Iterator[object]:
        pages = Script([2, 2, 2], slowly).pages().prefetch()
        return pages.by_page() if by_page else iter(pages)

    give_up(iterate())
    gc.collect()
    assert prefetching() == []
    assert arrived in ([0], [0, 1])


def test_garbage_may_be_collected_in_the_thread_itself() -> None:
    """An iteration collected by the thread that fetches for it does not wait for it."""
    dropped = threading.Event()

    def collect(number: int) -> None:
        if number:
            assert dropped.wait(PATIENCE)
            gc.collect()

    gc.disable()
    try:
        _drop_in_a_ring(Script([1, 1, 1], collect).pages().prefetch().by_page())
        (thread,) = (it for it in threading.enumerate() if it.name in prefetching())
        dropped.set()
        thread.join(PATIENCE)
    finally:
        gc.enable()
    assert not thread.is_alive()


# ------------------------------------------------------------- its surroundings

place: ContextVar[str] = ContextVar("place", default="outside")


def test_context_variables_reach_the_thread() -> None:
    """A page is fetched in the context in which its fetching began, and keeps to it."""
    seen: list[str] = []

    def look(number: int) -> None:
        seen.append(place.get())
        place.set("in the thread")

    token = place.set("start")
    try:
        for number, _ in enumerate(Script([1] * 4, look).pages().prefetch()):
            assert place.get() != "in the thread"
            place.set(f"working on {number}")
    finally:
        place.reset(token)
    assert seen == ["start", "start", "working on 0", "working on 1"]


def test_a_client_prefetches() -> None:
    """What a client's paged method answers can be prefetched, resumed ones too."""
    with mock_cases() as service, Client(region_name="us-west-2") as cases:
        service.page_limit = 2
        history = open_case(cases)
        for number in range(5):
            cases.create_related_item(
                domain_id=history.domain_id,
                case_id=history.case_id,
                content=CommentContent(body=str(number)),
            )
        events = cases.items(history)
        first, *others = events.prefetch().by_page()
        assert (list(events), 2) == (list(events.prefetch()), len(others))
        rest = cases.get_case_audit_events(
            domain_id=history.domain_id,
            case_id=history.case_id,
            next_token=first.next_token,
        )
        assert list(events)[2:] == list(rest.prefetch())
