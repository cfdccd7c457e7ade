"""Laws of what a domain publishes to EventBridge."""

import json
from datetime import timedelta
from typing import Any

import pytest
from moto.core.models import DEFAULT_ACCOUNT_ID

from connectcases_typed.testing import mock_cases

from .conftest import NOON, REGION, USER, World, empty, number, text

CONTACT = "arn:aws:connect:us-west-2:123456789012:instance/i/contact/c"
FILE = "arn:aws:connect:us-west-2:123456789012:instance/i/file/f"


def publish(world: World, **included: Any) -> None:
    """Have the domain publish its changes, with the data included that is said."""
    configuration: dict[str, Any] = {"enabled": True}
    if included:
        configuration["includedData"] = included
    world.client.put_case_event_configuration(
        domainId=world.domain_id, eventBridge=configuration
    )


def types(world: World) -> list[str]:
    """The types of the events so far."""
    return [event["detail"]["eventType"] for event in world.cases.events]


def last(world: World) -> Any:
    """The detail of the newest event."""
    return world.cases.events[-1]["detail"]


def test_a_domain_publishes_nothing_by_itself(world: World) -> None:
    """Without a configuration, or with one that is not enabled, there is no event."""
    world.comment("Hello")
    world.client.put_case_event_configuration(
        domainId=world.domain_id, eventBridge={"enabled": False}
    )
    world.update(text("title", "Other"))
    assert world.cases.events == []


def test_every_change_is_an_event_in_its_order(world: World) -> None:
    """Cases and items created, updated and deleted are published as they happen."""
    publish(world)
    case_id = world.new_case()
    world.update(text("title", "Other"))
    item_id = world.comment("Hello")
    world.client.update_related_item(
        **world.case,
        relatedItemId=item_id,
        content={"comment": {"body": "Bye", "contentType": "Text/Plain"}},
    )
    world.client.delete_related_item(**world.case, relatedItemId=item_id)
    world.client.delete_case(domainId=world.domain_id, caseId=case_id)
    assert types(world) == [
        "CASE.CREATED",
        "CASE.UPDATED",
        "RELATED_ITEM.CREATED",
        "RELATED_ITEM.UPDATED",
        "RELATED_ITEM.DELETED",
        "CASE.DELETED",
    ]
    assert world.cases.events[-1]["detail"]["case"]["caseId"] == case_id


def test_what_changes_nothing_is_no_event(world: World) -> None:
    """Reads, refusals, other nouns and updates without effect publish nothing."""
    publish(world)
    world.search()
    world.update(text("title", "First"))
    with pytest.raises(world.client.exceptions.ValidationException):
        world.update(text("title", ""))
    world.client.create_field(domainId=world.domain_id, name="New", type="Text")
    assert world.cases.events == []


def test_the_envelope_says_where_and_when(world: World) -> None:
    """Source, account, Region, resources and time are those of the change."""
    publish(world)
    world.cases.clock.set(NOON + timedelta(milliseconds=1234))
    item_id = world.comment("Hello")
    (event,) = world.cases.events
    assert event.pop("id")
    assert event.pop("detail")["approximateChangeTime"] == "2026-03-01T12:00:01.234Z"
    domain = f"arn:aws:cases:{REGION}:{DEFAULT_ACCOUNT_ID}:domain/{world.domain_id}"
    assert event == {
        "version": "0",
        "detail-type": "Amazon Connect Cases Change",
        "source": "aws.cases",
        "account": DEFAULT_ACCOUNT_ID,
        "time": "2026-03-01T12:00:01Z",
        "region": REGION,
        "resources": [domain, f"{domain}/case/{world.case_id}/related-item/{item_id}"],
    }


def test_a_case_event_is_metadata_unless_more_is_asked_for(world: World) -> None:
    """It says what changed, who did it and in which case, and no values."""
    publish(world)
    world.update(text("title", "Other"), performedBy={"userArn": USER})
    (event,) = world.cases.events
    assert event["resources"][1].endswith(f"/case/{world.case_id}")
    caller = event["detail"]["performedBy"].pop("iamPrincipalArn")
    assert caller == world.events()[-1]["performedBy"]["iamPrincipalArn"]
    assert event["detail"] == {
        "version": "0",
        "eventType": "CASE.UPDATED",
        "approximateChangeTime": "2026-03-01T12:00:00.000Z",
        "performedBy": {"user": {"userArn": USER}},
        "changedFieldIds": ["title", "last_updated_datetime"],
        "case": {
            "caseId": world.case_id,
            "templateId": world.template_id,
            "createdDateTime": "2026-03-01T12:00:00.000Z",
        },
    }


def test_a_deleted_case_changed_no_field(world: World) -> None:
    """The event of a deletion lists no fields as changed, and the last values."""
    publish(world, caseData={"fields": [{"id": "title"}]})
    world.client.delete_case(**world.case)
    assert last(world)["changedFieldIds"] == []
    assert last(world)["case"]["fields"] == {
        "title": {"value": {"stringValue": "First"}}
    }


def test_fields_asked_for_are_a_map_of_values_after_the_change(world: World) -> None:
    """Of the fields configured, those with a value after the change are included."""
    asked = ["title", "summary", world.fields["Number"], world.fields["Text"]]
    publish(world, caseData={"fields": [{"id": field_id} for field_id in asked]})
    world.update(text("title", "Other"), text(world.fields["Text"], "here"))
    world.update(empty(world.fields["Text"]))
    before, after = (event["detail"]["case"]["fields"] for event in world.cases.events)
    assert after == {
        "title": {"value": {"stringValue": "Other"}},
        world.fields["Number"]: {"value": {"doubleValue": 1}},
    }
    assert before == {**after, world.fields["Text"]: {"value": {"stringValue": "here"}}}


@pytest.mark.newest_botocore
@pytest.mark.parametrize(
    ("category", "namespaces"),
    [("All", {"System", "Custom"}), ("System", {"System"}), ("Custom", {"Custom"})],
)
def test_a_category_includes_all_its_fields(
    world: World, category: str, namespaces: set[str]
) -> None:
    """A category is a union with the fields named, and takes in newer fields."""
    publish(world, caseData={"fields": [], "autoIncludeFields": category})
    newer = world.client.create_field(
        domainId=world.domain_id, name="Newer", type="Number"
    )["fieldId"]
    world.update(number(newer, 2))
    held = {"Custom": {newer, world.fields["Number"]}, "System": {"title", "status"}}
    included = last(world)["case"]["fields"].keys()
    for namespace, field_ids in held.items():
        expected = field_ids if namespace in namespaces else set[str]()
        assert included & field_ids == expected


def test_a_deleted_field_is_not_included(world: World) -> None:
    """A field is left out once it is deleted, though cases keep its values."""
    publish(world, caseData={"fields": [{"id": world.fields["Number"]}]})
    world.client.delete_field(**world.domain, fieldId=world.fields["Number"])
    world.update(text("title", "Other"))
    assert last(world)["case"]["fields"] == {}


def attach_one_of_each(world: World) -> None:
    """Attach an item of every type."""
    world.attach("Contact", {"contactArn": CONTACT})
    world.comment("Hello")
    world.attach("File", {"fileArn": FILE})
    world.sla()
    world.attach("ConnectCase", {"caseId": world.new_case()})
    world.custom(number(world.fields["Number"], 3))


def test_the_content_of_items_is_the_apis(world: World) -> None:
    """With content, an item's event has what a search finds, times written out."""
    publish(world, relatedItemData={"includeContent": True})
    attach_one_of_each(world)
    described = {
        event["detail"]["relatedItem"]["relatedItemId"]: event["detail"]["relatedItem"]
        for event in world.cases.events
        if event["detail"]["eventType"] == "RELATED_ITEM.CREATED"
    }
    found = {item["relatedItemId"]: item for item in world.search()}
    assert described.keys() == found.keys()
    for item_id, item in found.items():
        expected = {
            "relatedItemType": item["type"],
            "relatedItemId": item_id,
            "caseId": world.case_id,
            "createdDateTime": "2026-03-01T12:00:00.000Z",
            **item["content"],
        }
        assert described[item_id] == json.loads(json.dumps(expected, default=written))


def written(moment: Any) -> str:
    """A time as the wire has it."""
    return f"{moment:%Y-%m-%dT%H:%M:%S}.000Z"


def test_without_content_an_item_is_metadata(world: World) -> None:
    """Unless asked for, no item's event has its content."""
    publish(world, relatedItemData={"includeContent": False})
    attach_one_of_each(world)
    seen = [
        event["detail"]["relatedItem"]
        for event in world.cases.events
        if "relatedItem" in event["detail"]
    ]
    assert len(seen) == 6
    for item in seen:
        assert item.keys() == {
            "relatedItemType",
            "relatedItemId",
            "caseId",
            "createdDateTime",
        }


def test_a_comments_text_is_named_as_in_the_guide(world: World) -> None:
    """What changed of a comment is `comment.commentText`; of a record, its fields."""
    publish(world)
    world.comment("Hello")
    assert last(world)["changedAttributes"] == ["comment.commentText"]
    world.custom(number(world.fields["Number"], 3))
    assert last(world)["changedAttributes"] == [world.fields["Number"]]


def test_a_merge_is_the_changes_it_consists_of(world: World) -> None:
    """A merge publishes what it does to cases and items, and nothing for itself."""
    publish(world)
    other = world.new_case()
    world.client.start_merge_cases(**world.case, secondaryCaseIds=[other])
    world.cases.events.clear()
    world.cases.clock.advance(world.cases.merge_duration)
    world.search()
    assert types(world) == [
        "RELATED_ITEM.CREATED",
        "RELATED_ITEM.CREATED",
        "CASE.UPDATED",
    ]
    assert last(world)["case"]["caseId"] == other


@pytest.mark.newest_botocore
def test_events_are_plain_and_stay_as_they_were(world: World) -> None:
    """An event is JSON, and neither later changes nor its reader reach the state."""
    publish(world, caseData={"fields": [], "autoIncludeFields": "All"})
    world.update(text("title", "Other"))
    (event,) = world.cases.events
    before = json.dumps(event)
    world.client.update_case(**world.case, fields=[text("title", "Third")])
    assert json.dumps(event) == before
    newest = world.cases.events[-1]["detail"]["case"]["fields"]["title"]
    assert newest["value"] == {"stringValue": "Third"}
    newest["value"]["stringValue"] = "Mine"
    assert world.value("title") == {"stringValue": "Third"}


def test_observers_are_told_of_unpublished_changes_too(world: World) -> None:
    """Observing does not depend on what a domain publishes."""
    seen: list[str] = []
    world.cases.observers.append(lambda change: seen.append(change.type))
    world.comment("Hello")
    assert (seen, world.cases.events) == (["RelatedItem.Created"], [])


def test_events_end_with_the_mock() -> None:
    """The next outermost mock starts without events."""
    with mock_cases() as cases:
        cases.events.append({})
    with mock_cases() as cases:
        assert cases.events == []


def test_an_event_stays_small(world: World) -> None:
    """An event is under 256 KB: the largest values are left out, the others stay."""
    fields = {
        name: world.client.create_field(**world.domain, name=name, type="Text")[
            "fieldId"
        ]
        for name in (f"Field {number}" for number in range(70))
    }
    for field_id in fields.values():
        world.client.update_field(
            **world.domain, fieldId=field_id, attributes={"text": {"isMultiline": True}}
        )
    publish(world, caseData={"fields": [], "autoIncludeFields": "All"})
    values = [
        text(it, "ä" * (2000 + place)) for place, it in enumerate(fields.values())
    ]
    world.update(*values)
    event = world.cases.events[-1]
    size = len(json.dumps(event, ensure_ascii=False).encode())
    assert 250 * 1024 < size < 256 * 1024
    kept = event["detail"]["case"]["fields"]
    of_text = [it for it in fields.values() if it in kept]
    assert of_text == list(fields.values())[: len(of_text)]
    assert kept["title"] == {"value": {"stringValue": "First"}}


def test_item_types_may_be_in_lower_case(world: World) -> None:
    """As some consumers expect them; by default they are as in AWS's samples."""
    publish(world)
    world.comment("Hello")
    world.cases.lower_case_item_types = True
    world.comment("Hello again")
    item_types = [
        it["detail"]["relatedItem"]["relatedItemType"] for it in world.cases.events
    ]
    assert item_types == ["Comment", "comment"]
    world.cases.reset()
    assert not world.cases.lower_case_item_types
