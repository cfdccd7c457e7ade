"""Laws of merging cases: what it needs, what it does, and when."""

import time
from datetime import timedelta
from typing import Any

import attrs
import pytest

from connectcases_typed.testing import Change

from .conftest import USER, World, code, empty, make_client, number, refusal, text

ALL = {"comment": True, "connectCase": True, "contact": True, "custom": True}


@pytest.fixture
def other(world: World) -> World:
    """The world around a second case, to be merged into the first."""
    return attrs.evolve(world, case_id=world.new_case())


def start(world: World, secondary: World, *field_ids: str, **more: Any) -> None:
    """Start merging a case into the world's."""
    if field_ids:
        fields = [{"id": field_id} for field_id in field_ids]
        chosen = {"fieldIds": fields, "sourceCaseId": secondary.case_id}
        more["fieldsConfiguration"] = [chosen]
    world.client.start_merge_cases(
        **world.case, **{"secondaryCaseIds": [secondary.case_id], **more}
    )


def merge(world: World, secondary: World, *field_ids: str, **more: Any) -> None:
    """Merge a case into the world's, and wait for it."""
    start(world, secondary, *field_ids, **more)
    world.cases.clock.advance(world.cases.merge_duration)


def status(world: World) -> Any:
    """The merge status of the world's case."""
    answer = world.client.get_merge_cases_status(**world.case)
    del answer["ResponseMetadata"]
    return answer


def test_a_merge_runs_and_completes_by_the_clock(world: World, other: World) -> None:
    """Both cases see it run; once its time is over only the secondary knows of it."""
    for case in (world, other):
        missing = refusal(status, case)
        assert missing["Error"]["Code"] == "ResourceNotFoundException"
    world.cases.merge_duration = timedelta(minutes=1)
    start(world, other)
    cases = {"primaryCaseId": world.case_id, "secondaryCaseIds": [other.case_id]}
    world.cases.clock.advance(timedelta(seconds=59))
    running = {"status": "IN_PROGRESS", **cases}
    assert (status(world), status(other)) == (running, running)
    assert other.value("status") == {"stringValue": "open"}
    end = world.cases.clock.advance(timedelta(seconds=1))
    world.cases.clock.advance(timedelta(hours=1))
    assert status(other) == {"status": "COMPLETED", **cases}
    assert code(status, world) == "ResourceNotFoundException"
    assert other.value("status") == {"stringValue": "closed"}
    assert other.events()[-1]["performedTime"] == end


def test_moving_the_clock_finishes_what_is_due(world: World, other: World) -> None:
    """A merge is finished by the clock, in every Region, and not by the next call.

    Observers and events tell of it as soon as the clock has passed its end.
    """
    elsewhere = make_client("us-east-1")
    shop = world.cases.seed(region="us-east-1", cases=2)
    elsewhere.start_merge_cases(
        domainId=shop.domain_id,
        caseId=shop.case_ids[0],
        secondaryCaseIds=[shop.case_ids[1]],
    )
    world.client.put_case_event_configuration(
        **world.domain, eventBridge={"enabled": True}
    )
    start(world, other)
    end = world.cases.clock.now() + world.cases.merge_duration
    heard: list[Change] = []
    world.cases.observers.append(heard.append)
    world.cases.clock.advance(world.cases.merge_duration - timedelta(milliseconds=1))
    assert heard == []
    world.cases.clock.advance(timedelta(hours=1))
    merged = [change for change in heard if change.type == "Case.Merged"]
    assert {change.case_id for change in merged} == {
        world.case_id,
        other.case_id,
        *shop.case_ids,
    }
    assert {change.at for change in heard} == {end}
    assert "CASE.UPDATED" in {
        event["detail"]["eventType"] for event in world.cases.events
    }


def test_an_observer_may_move_the_clock(world: World, other: World) -> None:
    """Each merge is finished once, even if an observer of one ends another."""
    third, fourth = (attrs.evolve(world, case_id=world.new_case()) for _ in range(2))
    start(world, other)
    world.cases.clock.advance(timedelta(seconds=1))
    start(third, fourth)
    heard: list[Change] = []

    def observe(change: Change) -> None:
        heard.append(change)
        world.cases.clock.advance(timedelta(seconds=1))

    world.cases.observers.append(observe)
    world.cases.clock.advance(timedelta(seconds=1))
    merged = [change.case_id for change in heard if change.type == "Case.Merged"]
    every = [case.case_id for case in (world, other, third, fourth)]
    assert sorted(merged) == sorted(every)


def test_looking_finishes_what_is_due_in_real_time(world: World, other: World) -> None:
    """In real time a dump, a seed, or the events, see a merge finished that is over."""
    world.client.put_case_event_configuration(
        **world.domain, eventBridge={"enabled": True}
    )
    world.cases.clock.resume()
    for look in (
        world.cases.dump,
        world.cases.seed,
        lambda: world.cases.events,
    ):
        one, two = (attrs.evolve(world, case_id=world.new_case()) for _ in range(2))
        world.cases.merge_duration = timedelta(milliseconds=20)
        start(one, two)
        time.sleep(0.03)
        heard: list[Change] = []
        world.cases.observers.append(heard.append)
        look()
        assert two.case_id in {change.case_id for change in heard}


def test_values_come_from_the_secondary_where_chosen_or_lacking(
    world: World, other: World
) -> None:
    """A chosen field gets the secondary's value, empty included; a blank one too."""
    one, two, three = (world.fields[kind] for kind in ("Text", "Url", "Number"))
    world.update(text(one, "mine"), text(two, "mine"), text("summary", "mine"))
    other.update(
        text(one, "theirs"),
        text(two, "theirs"),
        empty("summary"),
        text("assigned_user", "theirs"),
        text("customer_id", "theirs"),
    )
    merge(world, other, one, "summary")
    names = (one, two, three, "summary", "assigned_user", "customer_id", "title")
    assert world.values(world.case_id, *names) == {
        one: {"stringValue": "theirs"},
        two: {"stringValue": "mine"},
        three: {"doubleValue": 1.0},
        "assigned_user": {"stringValue": "theirs"},
        "title": {"stringValue": "First"},
    }


def test_values_are_read_when_the_merge_ends(world: World, other: World) -> None:
    """A change of the primary case while the merge runs is taken into account."""
    field_id = world.fields["Text"]
    other.update(text(field_id, "theirs"))
    start(world, other)
    world.update(text(field_id, "mine"))
    world.cases.clock.advance(world.cases.merge_duration)
    assert world.value(field_id) == {"stringValue": "mine"}


def bodies(world: World) -> list[str]:
    """What the comments of a case say."""
    return [
        item["content"]["comment"]["body"] for item in world.search({"comment": {}})
    ]


def test_items_move_by_type(world: World, other: World) -> None:
    """The types chosen move as they are; others, files and SLAs never, stay."""
    moving = other.comment("moves", performedBy={"userArn": USER})
    other.custom(number(world.fields["Number"], 1))
    other.attach("File", {"fileArn": "f"})
    other.sla()
    (before,) = other.search({"comment": {}})
    merge(world, other, relatedItemsConfiguration={"comment": True, "custom": False})
    (after,) = world.search({"comment": {}})
    assert after == before
    arn = world.client.get_domain(**world.domain)["domainArn"]
    arn = f"{arn}/case/{world.case_id}/related-item/{moving}"
    assert world.client.list_tags_for_resource(arn=arn)["tags"] == {}
    stayed = [item["type"] for item in other.search()]
    assert stayed == ["Custom", "File", "Sla", "ConnectCase"]


def test_nothing_moves_unless_chosen(world: World, other: World) -> None:
    """Without a configuration of related items all of them stay."""
    other.comment("stays")
    merge(world, other)
    assert (bodies(world), bodies(other)) == ([], ["stays"])


def test_the_cases_are_linked_once(world: World, other: World) -> None:
    """Afterwards each case has one link to the other, an earlier one counting."""
    world.attach("ConnectCase", {"caseId": other.case_id})
    other.attach("ConnectCase", {"caseId": world.case_id})
    merge(world, other, relatedItemsConfiguration=ALL)
    for case, linked in ((world, other), (other, world)):
        (item,) = case.search()
        assert item["content"] == {"connectCase": {"caseId": linked.case_id}}


def test_what_both_cases_have_is_not_doubled(world: World, other: World) -> None:
    """A link or contact on both stays the primary's, a contact with all the tags."""
    third = world.new_case()
    for case in (world, other):
        case.attach("ConnectCase", {"caseId": third})
        case.attach("Contact", {"contactArn": "c"})
    arn = world.client.get_domain(**world.domain)["domainArn"]
    for case, tags in ((world, {"a": "1"}), (other, {"a": "2", "b": "3"})):
        (item,) = case.search({"contact": {}})
        name = f"{arn}/case/{case.case_id}/related-item/{item['relatedItemId']}"
        world.client.tag_resource(arn=name, tags=tags)
    before = world.search()
    merge(world, other, relatedItemsConfiguration=ALL)
    link, contact, _ = world.search()
    assert link == before[0]
    assert contact == before[1] | {"tags": {"a": "1", "b": "3"}}
    (left,) = other.search()
    assert left["content"] == {"connectCase": {"caseId": world.case_id}}


def test_what_one_case_has_twice_stays_double(world: World, other: World) -> None:
    """Only what the primary has by itself is not moved, so the quota counts right."""
    third = world.new_case()
    for item_type, content in (
        ("Contact", {"contactArn": "c"}),
        ("ConnectCase", {"caseId": third}),
    ):
        for _ in range(2):
            other.attach(item_type, content)
    moving = other.search()
    items = {"relatedItemsConfiguration": ALL}
    world.cases.quotas.related_items_per_case = 4
    assert code(start, world, other, **items) == "ServiceQuotaExceededException"
    world.cases.quotas.related_items_per_case = 5
    merge(world, other, **items)
    *moved, link = world.search()
    assert moved == moving
    assert link["content"] == {"connectCase": {"caseId": other.case_id}}


def test_both_histories_record_the_merge(world: World, other: World) -> None:
    """Each change has its event, a summary comes last, and all say which merge."""
    other.update(text("summary", "theirs"))
    other.comment("moves")
    heard: list[Change] = []
    world.cases.observers.append(heard.append)
    start(
        world,
        other,
        relatedItemsConfiguration=ALL,
        performedBy={"customEntity": "job"},
    )
    world.cases.clock.advance(world.cases.merge_duration)
    mine, theirs = world.events()[1:], other.events()[3:]
    assert [event["type"] for event in mine] == [
        "Case.Updated",
        "RelatedItem.Created",
        "RelatedItem.Created",
        "Case.Merged",
    ]
    assert [event["type"] for event in theirs] == [
        "RelatedItem.Deleted",
        "RelatedItem.Created",
        "Case.Updated",
        "Case.Merged",
    ]
    assert len(heard) == len(mine + theirs)
    (metadata,) = {tuple(event["mergeMetadata"].items()) for event in mine + theirs}
    found = dict(metadata)
    assert found.pop("mergeEventId")
    assert found == {
        "primaryCaseId": world.case_id,
        "secondaryCaseId": other.case_id,
    }
    assert all(
        event["performedBy"]["user"] == {"customEntity": "job"}
        for event in mine + theirs
    )
    assert all("mergeMetadata" not in event for event in other.events()[:3])


def test_while_it_runs_the_cases_are_guarded(world: World, other: World) -> None:
    """The secondary and its items cannot be changed, and neither case be deleted."""
    client = world.client
    item = {**other.case, "relatedItemId": other.comment("x")}
    content = {"comment": {"body": "y", "contentType": "Text/Plain"}}
    start(world, other)
    for call, request in (
        (client.update_case, {**other.case, "fields": [text("title", "x")]}),
        (
            client.create_related_item,
            {**other.case, "type": "Comment", "content": content},
        ),
        (client.update_related_item, {**item, "content": content}),
        (client.delete_related_item, item),
        (client.delete_case, other.case),
        (client.delete_case, world.case),
    ):
        assert code(call, **request) == "ConflictException"
    batch = client.batch_update_case(
        **world.domain,
        cases=[{"caseIdentifier": {"caseId": other.case_id}}],
        fields=[],
        title="x",
    )
    assert batch["failedCases"][0]["errorCode"] == "CONFLICT"
    world.comment("the primary goes on")
    world.cases.clock.advance(world.cases.merge_duration)
    other.update(text("status", "open"))
    client.delete_case(**world.case)
    client.delete_case(**other.case)


def test_a_case_is_merged_away_once(world: World, other: World) -> None:
    """A case in a running merge, or ever a secondary one, is in no other merge."""
    third = attrs.evolve(world, case_id=world.new_case())
    start(world, other)
    for primary, secondary in ((world, third), (third, other), (third, world)):
        assert code(start, primary, secondary) == "ConflictException"
    world.cases.clock.advance(world.cases.merge_duration)
    assert code(start, third, other) == "ConflictException"
    other.update(text("status", "open"))
    assert code(start, third, other) == "ConflictException"
    assert code(start, other, third) == "ConflictException"
    merge(world, third)
    assert status(third)["status"] == "COMPLETED"


def test_a_merge_needs_two_open_cases(world: World, other: World) -> None:
    """A case merges with another one, both there, both open."""
    assert code(start, world, world) == "ValidationException"
    nowhere = attrs.evolve(world, case_id="nowhere")
    for primary, secondary in ((world, nowhere), (nowhere, world)):
        missing = refusal(start, primary, secondary)
        assert missing["resourceId"] == "nowhere"
    for closed in (world, other):
        closed.update(text("status", "closed"))
        assert code(start, world, other) == "ValidationException"
        closed.update(text("status", "open"))
    start(world, other)


def test_customers_may_not_differ(world: World, other: World) -> None:
    """Cases of two customers do not merge; the same one, or one alone, is fine."""
    world.update(text("customer_id", "ann"))
    other.update(text("customer_id", "bob"))
    assert code(start, world, other) == "ValidationException"
    other.update(text("customer_id", "ann"))
    start(world, other)


def chosen(*field_ids: str, source: str) -> Any:
    """A configuration of fields to take from a case."""
    fields = [{"id": field_id} for field_id in field_ids]
    return {"fieldIds": fields, "sourceCaseId": source}


def test_chosen_fields_are_mergeable_ones_the_secondary_has(
    world: World, other: World
) -> None:
    """Each field is chosen once, from the secondary, which has it, if it can merge."""
    own = other.case_id
    other.update(text("summary", "x"), text("customer_id", "c"))
    for wrong in (
        [chosen("summary", "summary", source=own)],
        [chosen("summary", source=world.case_id)],
        [chosen("summary", source=own), chosen(source=own)],
        [chosen("customer_id", source=own)],
        [chosen("nowhere", source=own)],
        [chosen("case_reason", source=own)],
    ):
        answered = code(start, world, other, fieldsConfiguration=wrong)
        assert answered == "ValidationException", wrong
    start(world, other, "summary", world.fields["Number"])


def test_a_field_emptied_on_creation_is_one_the_case_has(world: World) -> None:
    """A field given an empty value counts as the case's, and clears the primary's."""
    required = number(world.fields["Number"], 1)
    given = [text("title", "x"), required, empty("summary")]
    other = attrs.evolve(world, case_id=world.new_case(fields=given))
    world.update(text("summary", "mine"))
    merge(world, other, "summary")
    assert world.value("summary") is None


def test_the_primary_has_a_bound_on_values(world: World, other: World) -> None:
    """More field values than a merged case may have are refused as invalid."""
    other.update(text("summary", "theirs"))
    names = [
        field["fieldId"] for field in world.client.list_fields(**world.domain)["fields"]
    ]
    values = len(world.values(world.case_id, *names))
    world.cases.quotas.values_per_merged_case = values
    assert code(start, world, other) == "ValidationException"
    world.cases.quotas.values_per_merged_case = values + 1
    start(world, other)


def test_both_cases_have_a_quota_of_items(world: World, other: World) -> None:
    """Moved items and the new link count against the quota of either case."""
    quotas = world.cases.quotas
    world.comment("mine")
    other.comment("theirs")
    quotas.related_items_per_case = 2
    items = {"relatedItemsConfiguration": ALL}
    assert code(start, world, other, **items) == "ServiceQuotaExceededException"
    quotas.related_items_per_case = 1
    assert code(start, world, other) == "ServiceQuotaExceededException"
    quotas.related_items_per_case = 3
    start(world, other, **items)


def test_the_secondarys_slas_are_settled(world: World, other: World) -> None:
    """Closing the secondary case meets an SLA that waits for that."""
    other.sla(minutes=60, target="closed")
    merge(world, other)
    (item,) = other.search({"sla": {}})
    assert item["content"]["sla"]["slaConfiguration"]["status"] == "Met"


def test_merges_end_in_the_order_of_their_time(world: World, other: World) -> None:
    """Of merges due at once the earlier one is done first, each at its own time."""
    third, fourth = (attrs.evolve(world, case_id=world.new_case()) for _ in range(2))
    world.cases.merge_duration = timedelta(minutes=2)
    start(world, other)
    world.cases.merge_duration = timedelta(minutes=1)
    start(third, fourth)
    begun = world.cases.clock.now()
    world.cases.clock.advance(timedelta(hours=1))
    ends = [case.events()[-1]["performedTime"] - begun for case in (other, fourth)]
    assert ends == [timedelta(minutes=2), timedelta(minutes=1)]
