"""Laws of the audit history: every change, its values before and after, its author."""

from datetime import timedelta
from typing import Any

import boto3

from .conftest import NOON, USER, World, code, empty, number, text

EMPTY: dict[str, Any] = {"emptyValue": {}}


def change(field_id: str, new: Any, old: Any = None) -> Any:
    """An entry of an event."""
    entry = {"eventFieldId": field_id, "newValue": new}
    return entry if old is None else entry | {"oldValue": old}


def said(value: str) -> Any:
    """A text value."""
    return {"stringValue": value}


def test_a_new_case_has_its_creation(world: World) -> None:
    """Creating a case is its first event, listing every value it was created with."""
    (event,) = world.events()
    assert event["type"] == "Case.Created"
    assert event["performedTime"] == NOON
    assert "relatedItemType" not in event
    assert event["fields"] == [
        change("title", said("First")),
        change(world.fields["Number"], {"doubleValue": 1.0}),
        change("status", said("open")),
    ]


def test_an_update_lists_what_changed(world: World) -> None:
    """An update's event has old and new value of each field that changed, only."""
    world.update(text("title", "First"), text("summary", "one"))
    moment = world.cases.clock.advance(timedelta(hours=1))
    world.update(text("title", "Second"), empty("summary"), text("status", "closed"))
    event = world.events()[-1]
    assert event["type"] == "Case.Updated"
    assert event["performedTime"] == moment
    assert sorted(event["fields"], key=str) == [
        change("status", said("closed"), old=said("open")),
        change("summary", EMPTY, old=said("one")),
        change("title", said("Second"), old=said("First")),
    ]


def test_items_leave_events_of_their_type(world: World) -> None:
    """Creating, updating and deleting an item each leave an event with its content."""
    name = {**world.case, "relatedItemId": world.comment("before")}
    content = {"comment": {"body": "after", "contentType": "Text/Plain"}}
    world.client.update_related_item(**name, content=content)
    world.client.delete_related_item(**name)
    created, updated, deleted = world.events()[1:]
    assert [event["type"] for event in (created, updated, deleted)] == [
        "RelatedItem.Created",
        "RelatedItem.Updated",
        "RelatedItem.Deleted",
    ]
    assert {event["relatedItemType"] for event in (created, updated, deleted)} == {
        "Comment"
    }
    plain = said("Text/Plain")
    assert created["fields"] == [
        change("comment.body", said("before")),
        change("comment.contentType", plain),
    ]
    assert updated["fields"] == [
        change("comment.body", said("after"), old=said("before"))
    ]
    assert deleted["fields"] == [
        change("comment.body", EMPTY, old=said("after")),
        change("comment.contentType", EMPTY, old=plain),
    ]


def test_custom_items_name_their_fields(world: World) -> None:
    """A custom item's events name the domain's fields: kept, changed, new, removed."""
    fields = world.fields
    item_id = world.custom(
        number(fields["Number"], 1), text(fields["Text"], "x"), text(fields["Url"], "u")
    )
    world.client.update_related_item(
        **world.case,
        relatedItemId=item_id,
        content={
            "custom": {
                "fields": [
                    number(fields["Number"], 2),
                    text(fields["Text"], "x"),
                    text(fields["SingleSelect"], "red"),
                ]
            }
        },
    )
    assert world.events()[-1]["fields"] == [
        change(fields["Number"], {"doubleValue": 2.0}, old={"doubleValue": 1.0}),
        change(fields["Url"], EMPTY, old=said("u")),
        change(fields["SingleSelect"], said("red")),
    ]


def test_every_type_of_item_has_an_event(world: World) -> None:
    """Attaching an item of any type leaves an event that says what it was."""
    world.attach("Contact", {"contactArn": "contact"})
    world.attach("File", {"fileArn": "file"})
    world.attach("ConnectCase", {"caseId": (other := world.new_case())})
    world.sla(minutes=60, name="Answer")
    contact, file, link, sla = world.events()[1:]
    assert change("contact.contactArn", said("contact")) in contact["fields"]
    assert file["fields"] == [change("file.fileArn", said("file"))]
    assert link["fields"] == [change("connectCase.caseId", said(other))]
    assert sla["relatedItemType"] == "Sla"
    assert sla["fields"] == [
        change("sla.name", said("Answer")),
        change("sla.targetTime", said("2026-03-01T13:00:00.000Z")),
        change("sla.fieldId", said("status")),
        change("sla.targetFieldValues", said("closed")),
    ]


def test_events_name_principal_and_user(world: World) -> None:
    """Every event names the calling principal, and the user the caller named."""
    principal = boto3.client("sts", "us-east-1").get_caller_identity()["Arn"]
    world.update(text("title", "a"), performedBy={"userArn": USER})
    world.comment("b", performedBy={"customEntity": "job"})
    world.update(text("title", "c"))
    assert [event["performedBy"] for event in world.events()[1:]] == [
        {"iamPrincipalArn": principal, "user": {"userArn": USER}},
        {"iamPrincipalArn": principal, "user": {"customEntity": "job"}},
        {"iamPrincipalArn": principal},
    ]


def test_the_principal_is_the_assumed_role(world: World) -> None:
    """A call made with a role's credentials is recorded under the role's session."""
    assumed = boto3.client("sts", "us-east-1").assume_role(
        RoleArn="arn:aws:iam::123456789012:role/agent", RoleSessionName="shift"
    )
    keys = assumed["Credentials"]
    client: Any = boto3.client(
        "connectcases",
        "us-west-2",
        aws_access_key_id=keys["AccessKeyId"],
        aws_secret_access_key=keys["SecretAccessKey"],
        aws_session_token=keys["SessionToken"],
    )
    client.update_case(**world.case, fields=[text("title", "by role")])
    arn = world.events()[-1]["performedBy"]["iamPrincipalArn"]
    assert arn == assumed["AssumedRoleUser"]["Arn"]


def test_a_refused_call_leaves_no_event(world: World) -> None:
    """What is refused is not part of the history."""
    assert code(lambda: world.update(text("nowhere", "x"))) == "ValidationException"
    assert len(world.events()) == 1


def test_long_text_is_cut_in_the_history(world: World) -> None:
    """A value longer than an audit value can be is recorded by its beginning."""
    item = world.comment("x" * 15000)
    world.client.delete_related_item(**world.case, relatedItemId=item)
    created, deleted = (event["fields"][0] for event in world.events()[1:])
    assert created["newValue"] == deleted["oldValue"] == said("x" * 4100)


def test_events_have_ids_of_their_own(world: World) -> None:
    """No two events share an id, even at the same moment."""
    for word in ("a", "b", "c"):
        world.update(text("title", word))
    assert len({event["eventId"] for event in world.events()}) == 4
