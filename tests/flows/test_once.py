"""Laws of doing once what is asked for twice."""

from datetime import timedelta
from functools import partial
from typing import TypeAlias

import anyio
import attrs
import pytest
from botocore.config import Config

from connectcases_typed import (
    AsyncClient,
    Client,
    CommentContent,
    ConflictException,
    ConnectCaseInputContent,
    Contact,
    CustomInputContent,
    EqualTo,
    FieldType,
    FileContent,
    PartialFailureError,
    ResourceNotFoundException,
    StringValue,
    field_values,
)
from connectcases_typed.domain.once import (
    AttachedOnce,
    FoundCase,
    FoundItem,
    attach_once,
    comment_once,
    find_or_create_case,
    stable_token,
)
from connectcases_typed.flows import Flow
from connectcases_typed.testing import EmbeddedCases, Script

from .conftest import Run, call

Lag: TypeAlias = timedelta
LAGS = [timedelta(0), timedelta(seconds=10)]


@attrs.frozen
class World:
    """A domain, a template in it, and a case."""

    domain_id: str
    template_id: str
    case_id: str
    field_id: str

    def find(self, key: str, title: str = "an order") -> Flow[FoundCase]:
        """Find the case of an order, or create it."""
        return find_or_create_case(
            domain_id=self.domain_id,
            filter=EqualTo(id="title", value=StringValue(title)),
            key=key,
            template_id=self.template_id,
            fields=field_values({"title": title}),
        )

    def attach(self, content: AttachedOnce, key_field: str | None) -> Flow[FoundItem]:
        """Attach something to the case."""
        return attach_once(
            domain_id=self.domain_id,
            case_id=self.case_id,
            content=content,
            key_field=key_field,
            timeout=20,
        )

    def titles(self, cases: Client) -> list[str]:
        """The ids of all cases but the first."""
        found = cases.search_cases(domain_id=self.domain_id)
        return [it.case_id for it in found if it.case_id != self.case_id]


@pytest.fixture
def world(cases: Client, domain_id: str) -> World:
    """A domain to work in."""
    template_id = cases.create_template(domain_id=domain_id, name="t").template_id
    field_id = cases.create_field(
        domain_id=domain_id, name="Booking", type=FieldType.TEXT
    ).field_id
    case_id = cases.create_case(
        domain_id=domain_id,
        template_id=template_id,
        fields=field_values({"title": "the first"}),
    ).case_id
    return World(domain_id, template_id, case_id, field_id)


# ------------------------------------------------------------------------------ cases


@pytest.mark.parametrize("lag", LAGS)
def test_a_case_is_made_once(
    run: Run, service: EmbeddedCases, cases: Client, world: World, lag: Lag
) -> None:
    """Asked for again, the same case is returned, though the index lag."""
    service.search_lag = lag
    first = run(world.find("order 1"))
    again = run(world.find("order 1"))
    service.clock.advance(timedelta(minutes=1))
    later = run(world.find("order 1"))
    assert first.is_new
    assert {it.case_id for it in (first, again, later)} == {first.case_id}
    assert not later.is_new
    assert world.titles(cases) == [first.case_id]


def test_another_key_is_another_case(
    run: Run, service: EmbeddedCases, world: World
) -> None:
    """What the search does not find is made anew for another key."""
    service.search_lag = timedelta(seconds=10)
    assert run(world.find("1")).case_id != run(world.find("2")).case_id


def test_the_newest_case_is_found(
    run: Run, service: EmbeddedCases, world: World
) -> None:
    """Of several cases that fit, the one created last is returned."""
    service.search_lag = timedelta(seconds=10)
    made = []
    for key in ("1", "2", "3"):
        made.append(run(world.find(key)).case_id)
        service.clock.advance(timedelta(seconds=1))
    service.clock.advance(timedelta(minutes=1))
    assert run(world.find("4")) == FoundCase(case_id=made[-1], is_new=False)


@pytest.mark.parametrize("lag", LAGS)
def test_many_at_once_make_one(
    service: EmbeddedCases, cases: Client, world: World, lag: Lag
) -> None:
    """Twenty calls at the same time return the one case they make."""
    service.search_lag = lag
    found: set[str] = set()

    async def main() -> None:
        client = AsyncClient(region_name="us-west-2")

        async def one() -> None:
            found.add((await client.run(world.find("order 1"))).case_id)

        async with anyio.create_task_group() as tasks:
            for _ in range(20):
                tasks.start_soon(one)

    anyio.run(main)
    service.clock.advance(lag)
    assert world.titles(cases) == [*found]


def test_a_lost_answer_makes_no_second_case(
    service: EmbeddedCases, cases: Client, world: World
) -> None:
    """Created, but the answer lost: botocore's next attempt finds the same case."""
    service.search_lag = timedelta(seconds=10)
    service.faults.lose_answer("CreateCase", times=1)
    found = cases.run(world.find("order 1"))
    service.clock.advance(timedelta(minutes=1))
    assert world.titles(cases) == [found.case_id]


def test_the_same_key_with_other_values_waits_for_the_index(
    run: Run, service: EmbeddedCases, cases: Client, world: World
) -> None:
    """A call that is refused for its values returns the case the first call made."""
    service.search_lag = timedelta(seconds=10)
    first = run(world.find("order 1"))
    flow = find_or_create_case(
        domain_id=world.domain_id,
        filter=EqualTo(id="title", value=StringValue("an order")),
        key="order 1",
        template_id=world.template_id,
        fields=field_values({"title": "an order", "summary": "later"}),
    )
    assert run(flow) == FoundCase(case_id=first.case_id, is_new=False)
    service.clock.advance(timedelta(minutes=1))
    assert world.titles(cases) == [first.case_id]


def test_a_key_that_was_used_for_something_else(
    run: Run, service: EmbeddedCases, world: World
) -> None:
    """Where the case does not fit the condition, the conflict is raised in time."""
    run(world.find("order 1"))
    before = service.clock.freeze()
    with pytest.raises(ConflictException):
        run(world.find("order 1", title="another"))
    waited = service.clock.now() - before
    assert timedelta(seconds=30) <= waited <= timedelta(seconds=32)


@pytest.mark.parametrize("client", [Client, AsyncClient])
def test_it_is_a_method(client: type, world: World) -> None:
    """Both clients have the flows as methods."""
    made = call(
        client,
        "find_or_create_case",
        domain_id=world.domain_id,
        filter=EqualTo(id="title", value=StringValue("new")),
        key="1",
        template_id=world.template_id,
        fields=field_values({"title": "new"}),
    )
    place = {"domain_id": world.domain_id, "case_id": made.case_id}
    say = partial(call, client, "comment_once", **place, body="hello", key="1")
    assert say() == say()
    attached = partial(
        call, client, "attach_once", **place, content=FileContent(file_arn="arn:file")
    )
    assert (attached().is_new, attached().is_new) == (True, False)


# ------------------------------------------------------------------------------ items


def contents(
    field_id: str, other_case_id: str
) -> list[tuple[AttachedOnce, str | None]]:
    """One of each kind, with the field a record is known by."""
    record = CustomInputContent(fields=field_values({field_id: "B-1"}))
    return [
        (Contact(contact_arn="arn:contact"), None),
        (FileContent(file_arn="arn:file"), None),
        (ConnectCaseInputContent(case_id=other_case_id), None),
        (record, field_id),
    ]


def items(cases: Client, world: World) -> list[str]:
    """What is attached to the case."""
    found = cases.search_related_items(domain_id=world.domain_id, case_id=world.case_id)
    return [it.related_item_id for it in found]


def test_what_is_attached_is_not_attached_again(
    run: Run, cases: Client, world: World
) -> None:
    """Whatever can be attached once is found the second time."""
    other = run(world.find("1")).case_id
    for number, (content, key_field) in enumerate(contents(world.field_id, other), 1):
        first = run(world.attach(content, key_field))
        again = run(world.attach(content, key_field))
        assert first.is_new
        assert not again.is_new
        assert first.related_item_id == again.related_item_id
        assert len(items(cases, world)) == number


@pytest.mark.parametrize("lag", LAGS)
def test_after_a_lost_answer_it_looks(
    service: EmbeddedCases, cases: Client, world: World, lag: Lag
) -> None:
    """Attached, but the answer lost: it is searched for, and not attached again."""
    service.search_lag = lag
    service.faults.lose_answer("CreateRelatedItem")
    once = Client(
        region_name="us-west-2", config=Config(retries={"total_max_attempts": 1})
    )
    found = once.run(world.attach(FileContent(file_arn="arn:file"), None))
    service.faults.clear()
    assert found.is_new
    service.clock.advance(timedelta(minutes=1))
    assert items(cases, world) == [found.related_item_id]


def test_what_does_not_show_up_stays_in_doubt(
    service: EmbeddedCases, cases: Client, world: World
) -> None:
    """Where the search never finds it, the error that left the doubt is raised."""
    service.faults.internal_error("CreateRelatedItem")
    once = Client(
        region_name="us-west-2", config=Config(retries={"total_max_attempts": 1})
    )
    before = service.clock.freeze()
    with pytest.raises(Exception, match="InternalServer"):
        once.run(world.attach(FileContent(file_arn="arn:file"), None))
    assert timedelta(seconds=20) <= service.clock.now() - before
    assert items(cases, world) == []


def test_a_refusal_is_no_doubt(run: Run, world: World) -> None:
    """What the service refuses is raised at once, as it is."""
    flow = attach_once(
        domain_id=world.domain_id,
        case_id=world.case_id,
        content=ConnectCaseInputContent(case_id="unknown"),
    )
    with pytest.raises(ResourceNotFoundException):
        run(flow)


def test_records_need_a_key(world: World) -> None:
    """A record is known by a value of its own; nothing is sent without one."""
    record = CustomInputContent(fields=field_values({world.field_id: None}))
    with pytest.raises(ValueError, match="which field is a custom record known by"):
        Script().run(world.attach(record, None))
    for missing in ("unknown", world.field_id):
        with pytest.raises(ValueError, match=f"no value for its key_field, {missing}"):
            Script().run(world.attach(record, missing))
    with pytest.raises(ValueError, match="for custom records only"):
        Script().run(world.attach(Contact(contact_arn="arn"), "x"))


# --------------------------------------------------------------------------- comments


def comment(world: World, key: str, body: str = "hello") -> Flow[str]:
    """Comment on the case."""
    return comment_once(
        domain_id=world.domain_id, case_id=world.case_id, body=body, key=key
    )


def test_a_comment_is_made_once(
    run: Run, service: EmbeddedCases, cases: Client, world: World
) -> None:
    """The same key is the same comment, lost answers or not; another is another."""
    service.faults.lose_answer("BatchCreateRelatedItem", times=1)
    made = [run(comment(world, key)) for key in ("1", "1", "2", "1")]
    assert made[0] == made[1] == made[3] != made[2]
    found = cases.search_related_items(domain_id=world.domain_id, case_id=world.case_id)
    assert [it.content for it in found] == [CommentContent(body="hello")] * 2


def test_another_text_for_the_same_key_is_a_conflict(run: Run, world: World) -> None:
    """A key that was used with another text is refused."""
    run(comment(world, "1"))
    with pytest.raises(ConflictException):
        run(comment(world, "1", body="another"))


def test_a_comment_on_no_case(run: Run, world: World) -> None:
    """A case that does not exist is an error, not a comment that was made."""
    nowhere = attrs.evolve(world, case_id="unknown")
    with pytest.raises(PartialFailureError, match="CASE_NOT_FOUND"):
        run(comment(nowhere, "1"))


def test_a_token_tells_its_parts_apart() -> None:
    """Tokens are equal for equal parts alone, and fit what the service allows."""
    assert stable_token("a", "b") == stable_token("a", "b")
    tokens = [
        stable_token(*parts)
        for parts in ((), ("",), ("a", "b"), ("ab",), ("a", "", "b"), ("a:b",))
    ]
    assert len(set(tokens)) == len(tokens)
    assert {len(it) for it in tokens} == {64}
