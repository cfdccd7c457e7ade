"""Laws of growth: what a request touches does not grow with what it is not about."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

import connectcases_typed.testing
from connectcases_typed.testing import EmbeddedCases, mock_cases

from .conftest import NOON, World, build, make_client, number, text

HOME = str(Path(connectcases_typed.testing.__file__).parent)
CONTACT = "arn:aws:connect:us-west-2:123456789012:instance/i/contact/c"

# The first is to warm up, and not compared.
SIZES = (5, 50, 400)

# Bisection looks at three more of eight times as many.
ALLOWED = 20


class Lines:
    """How many lines of the embedded service were executed."""

    def __init__(self) -> None:
        self.count = 0

    def trace(self, frame: FrameType, event: str, _: Any) -> Any:
        """Count lines; each turn of a comprehension counts as one too."""
        if not frame.f_code.co_filename.startswith(HOME):
            return None
        self.count += event == "line"
        return self.trace


@contextmanager
def counted() -> Iterator[Lines]:
    """Count the lines that are executed in the block."""
    lines, before = Lines(), sys.gettrace()
    sys.settrace(lines.trace)
    try:
        yield lines
    finally:
        sys.settrace(before)


def grown(cases: EmbeddedCases, many: int) -> World:
    """A domain with so many cases, each with a comment and one contact in common."""
    cases.quotas.related_items_per_case = 10 * many
    world = build(cases, make_client())
    for _ in range(many):
        case_id = world.new_case()
        case = {**world.domain, "caseId": case_id}
        content: Any = {"contact": {"contactArn": CONTACT}}
        world.client.create_related_item(**case, type="Contact", content=content)
        content = {"comment": {"body": "x", "contentType": "Text/Plain"}}
        world.client.create_related_item(**case, type="Comment", content=content)
        # Many items and events of one case as well.
        world.comment("x")
    return world


def batch(world: World) -> None:
    """Comment on a case by its reference number."""
    value: Any = world.value("reference_number")
    world.client.batch_create_related_item(
        **world.domain,
        cases=[{"caseIdentifier": {"referenceId": value["stringValue"]}}],
        content={"comment": {"body": "x", "contentType": "Text/Plain"}},
    )


REQUESTS: dict[str, Callable[[World], object]] = {
    "create a case": lambda world: world.new_case(),
    "create a case with a reference": lambda world: world.client.create_case(
        **world.domain,
        templateId=world.template_id,
        fields=[
            text("title", "x"),
            text("reference_number", "MINE"),
            number(world.fields["Number"], 1),
        ],
    ),
    "update a case": lambda world: world.update(text("title", "y")),
    "read a case": lambda world: world.value("title"),
    "delete a case": lambda world: world.client.delete_case(
        **world.domain, caseId=world.new_case()
    ),
    "attach a comment": lambda world: world.comment("y"),
    "attach an SLA": lambda world: world.sla(),
    "attach a contact": lambda world: world.attach("Contact", {"contactArn": CONTACT}),
    "a batch by reference": batch,
    "a page of cases": lambda world: world.client.search_cases(**world.domain),
    "a page of items": lambda world: world.search(),
    "a page of items with a filter": lambda world: world.search({"comment": {}}),
    "a page of all items": lambda world: world.client.search_all_related_items(
        **world.domain
    ),
    "a page of all items with a filter": (
        lambda world: world.client.search_all_related_items(
            **world.domain, filters=[{"comment": {}}]
        )
    ),
    "a page of a history": lambda world: world.events(),
    "the cases of a contact": lambda world: world.client.list_cases_for_contact(
        **world.domain, contactArn=CONTACT
    ),
}


@pytest.fixture(scope="module")
def touched() -> dict[str, tuple[int, int]]:
    """The lines each request executes, among few cases and among many."""
    counts: dict[str, list[int]] = {name: [] for name in REQUESTS}
    for many in SIZES:
        with mock_cases() as cases:
            cases.clock.set(NOON)
            world = grown(cases, many)
            for name, request in REQUESTS.items():
                with counted() as lines:
                    request(world)
                counts[name].append(lines.count)
    return {name: (few, many) for name, (_, few, many) in counts.items()}


@pytest.mark.parametrize("name", REQUESTS)
def test_a_request_touches_what_it_is_about(
    touched: dict[str, tuple[int, int]], name: str
) -> None:
    """Among eight times as many cases and items a request does no more."""
    few, many = touched[name]
    assert 0 < many <= few + ALLOWED


def test_every_page_costs_a_page(cases: EmbeddedCases) -> None:
    """The last page of a search touches no more than the first."""
    world = grown(cases, 300)
    search = world.client.search_cases
    costs: list[int] = []
    token: dict[str, str] = {}
    while True:
        with counted() as lines:
            page = search(**world.domain, maxResults=50, **token)
        costs.append(lines.count)
        if "nextToken" not in page:
            break
        token = {"nextToken": page["nextToken"]}
    assert len(costs) == 7
    assert max(costs[1:-1]) <= min(costs[1:-1]) + ALLOWED


def test_running_merges_wait_in_line(world: World) -> None:
    """A request looks at the merge that ends next, however many there are."""
    counts: list[int] = []
    world.client.get_domain(**world.domain)
    for many in (5, 50):
        for _ in range(many):
            world.client.start_merge_cases(
                **world.domain,
                caseId=world.new_case(),
                secondaryCaseIds=[world.new_case()],
            )
        with counted() as lines:
            world.client.get_domain(**world.domain)
        counts.append(lines.count)
    assert counts[0] == counts[1]


def test_client_tokens_are_forgotten_at_last(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A domain remembers the newest tokens, and not every token there ever was."""
    monkeypatch.setattr(
        "connectcases_typed.testing.operations.idempotency.REMEMBERED", 3
    )
    first = [world.new_case(clientToken=str(number)) for number in range(3)]
    assert [world.new_case(clientToken=str(it)) for it in range(3)] == first
    world.new_case(clientToken="3")
    again = [world.new_case(clientToken=str(it)) for it in (1, 2)]
    assert again == first[1:]
    assert world.new_case(clientToken="0") != first[0]
