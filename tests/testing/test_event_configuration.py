"""Laws of a domain's event configuration, and of observing what happens."""

from typing import Any

import pytest

from connectcases_typed.testing import Change

from .conftest import World, code, empty, text


def put(world: World, **configuration: Any) -> None:
    """Configure the domain's events."""
    world.client.put_case_event_configuration(**world.domain, eventBridge=configuration)


def read(world: World) -> Any:
    """The domain's configuration as it reads now."""
    answer = world.client.get_case_event_configuration(**world.domain)
    return answer["eventBridge"]


def including(*field_ids: str, **more: Any) -> Any:
    """Included data with these fields."""
    fields = [{"id": field_id} for field_id in field_ids]
    return {"caseData": {"fields": fields, **more}}


def test_a_domain_publishes_nothing_until_told(world: World) -> None:
    """Before any Put the configuration says that events are off."""
    assert read(world) == {"enabled": False}


@pytest.mark.newest_botocore
@pytest.mark.parametrize(
    "included",
    [
        {},
        including("title", "status"),
        including(autoIncludeFields="Custom"),
        {"relatedItemData": {"includeContent": True}},
    ],
    ids=["nothing", "fields", "automatic", "items"],
)
def test_a_configuration_replaces_the_one_before(world: World, included: Any) -> None:
    """What was put reads back, and nothing of what was put before."""
    put(world, enabled=True, includedData=including("summary"))
    put(world, enabled=True, includedData=included)
    assert read(world) == {"enabled": True, "includedData": included}
    put(world, enabled=False)
    assert read(world) == {"enabled": False}


def test_fields_must_exist(world: World) -> None:
    """A field that does not exist is refused, a deleted one left out from then on."""
    field_id = world.fields["Text"]
    put(world, enabled=True, includedData=including("title", field_id))
    before = read(world)
    wrong = including("title", "nowhere")
    refused = code(put, world, enabled=True, includedData=wrong)
    assert refused == "ValidationException"
    assert read(world) == before
    world.client.delete_field(**world.domain, fieldId=field_id)
    assert read(world)["includedData"] == including("title")
    again = including(field_id)
    refused = code(put, world, enabled=True, includedData=again)
    assert refused == "ValidationException"


def test_observers_hear_of_every_change(world: World) -> None:
    """An observer is told what happened to which case and item, in order, once."""
    heard: list[Change] = []
    world.cases.observers.append(heard.append)
    case_id = world.new_case()
    world.update(text("title", "x"), empty("summary"))
    world.update(text("title", "x"))
    item_id = world.comment("x")
    name = {**world.case, "relatedItemId": item_id}
    content = {"comment": {"body": "y", "contentType": "Text/Plain"}}
    world.client.update_related_item(**name, content=content)
    world.client.delete_related_item(**name)
    world.client.delete_case(**world.case)
    assert code(world.comment, "z") == "ResourceNotFoundException"
    told = [
        (change.type, change.case_id, change.item_id, change.changed)
        for change in heard
    ]
    both = ("comment.body", "comment.contentType")
    created = ("title", world.fields["Number"], "status")
    assert told == [
        ("Case.Created", case_id, None, created),
        ("Case.Updated", world.case_id, None, ("title",)),
        ("RelatedItem.Created", world.case_id, item_id, both),
        ("RelatedItem.Updated", world.case_id, item_id, ("comment.body",)),
        ("RelatedItem.Deleted", world.case_id, item_id, both),
        ("Case.Deleted", world.case_id, None, ()),
    ]
    assert {change.domain_id for change in heard} == {world.domain_id}
