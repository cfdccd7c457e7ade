"""Laws of related items: attaching, updating and removing them."""

from datetime import timedelta
from typing import Any

import pytest

from .conftest import NOON, USER, World, code, empty, number, refusal, text

CONTACT = "arn:aws:connect:us-west-2:123456789012:instance/i/contact/c"
FILE = "arn:aws:connect:us-west-2:123456789012:instance/i/file/f"


def test_every_type_reads_back(world: World) -> None:
    """What is attached is found again: id, type, content, time, tags and creator."""
    other = world.new_case()
    by = {"customEntity": "import-job"}
    fields = [number(world.fields["Number"], 3), text(world.fields["Text"], "x")]
    attached: dict[str, tuple[str, Any]] = {
        "Contact": (
            world.attach("Contact", {"contactArn": CONTACT}, performedBy=by),
            {"contactArn": CONTACT, "channel": "VOICE", "connectedToSystemTime": NOON},
        ),
        "Comment": (
            world.comment("hello", performedBy=by),
            {"body": "hello", "contentType": "Text/Plain"},
        ),
        "File": (
            world.attach("File", {"fileArn": FILE}, performedBy=by),
            {"fileArn": FILE},
        ),
        "ConnectCase": (
            world.attach("ConnectCase", {"caseId": other}, performedBy=by),
            {"caseId": other},
        ),
        "Custom": (world.custom(*fields, performedBy=by), {"fields": fields}),
    }
    found = {item["type"]: item for item in world.search()}
    assert found.keys() == attached.keys()
    for item_type, (item_id, content) in attached.items():
        arm = item_type[0].lower() + item_type[1:]
        assert found[item_type] == {
            "relatedItemId": item_id,
            "type": item_type,
            "associationTime": NOON,
            "content": {arm: content},
            "tags": {},
            "performedBy": by,
        }


def test_the_arn_names_the_whole_path(world: World) -> None:
    """A related item's ARN leads through its domain and its case."""
    answer = world.client.create_related_item(
        **world.case,
        type="Comment",
        content={"comment": {"body": "hello", "contentType": "Text/Plain"}},
    )
    path = f"domain/{world.domain_id}/case/{world.case_id}/related-item/"
    assert answer["relatedItemArn"].endswith(path + answer["relatedItemId"])


@pytest.mark.parametrize(
    "body",
    ["a&Action=DeleteDomain&Version=1", "<RequestId>mine</RequestId>", "🙂\n\u0000é"],
)
def test_a_comment_may_say_anything(world: World, body: str) -> None:
    """A comment's text comes back as it was written, whatever it looks like."""
    world.comment(body)
    assert world.search()[0]["content"]["comment"]["body"] == body


def test_items_belong_to_their_case(world: World) -> None:
    """An item is found on its own case only."""
    item_id = world.comment("hello")
    other = world.new_case()
    elsewhere = {"domainId": world.domain_id, "caseId": other}
    answer = world.client.search_related_items(**elsewhere)
    assert answer["relatedItems"] == []
    missing = refusal(
        lambda: world.client.delete_related_item(**elsewhere, relatedItemId=item_id)
    )
    assert missing["resourceType"] == "RelatedItem"


def test_the_type_must_agree_with_the_content(world: World) -> None:
    """A type that is not the content's own is refused."""
    content = {"body": "hello", "contentType": "Text/Plain"}
    assert (
        code(
            lambda: world.client.create_related_item(
                **world.case, type="File", content={"comment": content}
            )
        )
        == "ValidationException"
    )


def test_known_contacts_have_their_channel(world: World) -> None:
    """An item of a contact the service was told about has its channel and time."""
    connected = NOON - timedelta(hours=1)
    world.cases.add_contact(CONTACT, channel="CHAT", connected=connected)
    world.attach("Contact", {"contactArn": CONTACT})
    contact = world.search()[0]["content"]["contact"]
    assert contact["channel"] == "CHAT"
    assert contact["connectedToSystemTime"] == connected


def test_a_linked_case_must_be_another_one(world: World) -> None:
    """A case cannot be linked to itself or to one that does not exist."""
    link: Any = world.attach
    assert (
        code(lambda: link("ConnectCase", {"caseId": world.case_id}))
        == "ValidationException"
    )
    missing = refusal(lambda: link("ConnectCase", {"caseId": "nowhere"}))
    assert missing["resourceType"] == "Case"
    assert missing["resourceId"] == "nowhere"


def custom_refusals(world: World) -> dict[str, list[Any]]:
    """Fields a custom item is refused for, by reason."""
    return {
        "unknown": [text("nowhere", "x")],
        "system": [text("title", "x")],
        "twice": [number(world.fields["Number"], 1), number(world.fields["Number"], 2)],
        "kind": [text(world.fields["Number"], "1")],
        "option": [text(world.fields["SingleSelect"], "green")],
        "inactive": [text(world.fields["SingleSelect"], "blue")],
    }


@pytest.mark.parametrize(
    "reason", ["unknown", "system", "twice", "kind", "option", "inactive"]
)
def test_custom_fields_must_be_the_domains(world: World, reason: str) -> None:
    """Custom items take custom fields of the domain, once each, with fitting values."""
    fields = custom_refusals(world)[reason]
    item_id = world.custom(number(world.fields["Number"], 1))
    assert code(lambda: world.custom(*fields)) == "ValidationException"
    assert code(lambda: update(world, item_id, custom={"fields": fields})) == (
        "ValidationException"
    )
    assert [item["relatedItemId"] for item in world.search()] == [item_id]


def test_custom_fields_cannot_be_deleted_ones(world: World) -> None:
    """A deleted field can be kept by an item that has it and gained by none."""
    field = text(world.fields["Text"], "x")
    item_id = world.custom(field)
    world.client.delete_field(domainId=world.domain_id, fieldId=field["id"])
    assert code(lambda: world.custom(field)) == "ValidationException"
    update(world, item_id, custom={"fields": [field]})


def test_an_empty_custom_value_is_kept(world: World) -> None:
    """An empty value in a custom item comes back as it was given."""
    field = empty(world.fields["Number"])
    world.custom(field)
    assert world.search()[0]["content"]["custom"]["fields"] == [field]


def update(world: World, item_id: str, **content: Any) -> Any:
    """Update an item."""
    by = content.pop("performedBy", None)
    return world.client.update_related_item(
        **world.case, relatedItemId=item_id, content=content, performedBy=by
    )


def test_an_updated_comment_reads_back(world: World) -> None:
    """Updating a comment replaces its text and answers the whole item."""
    creator, editor = {"customEntity": "import-job"}, {"userArn": USER}
    item_id = world.comment("before", performedBy=creator)
    world.cases.clock.advance(timedelta(hours=1))
    content = {"body": "after", "contentType": "Text/Plain"}
    answer = update(world, item_id, comment=content, performedBy=editor)
    del answer["ResponseMetadata"]
    assert answer.pop("relatedItemArn").endswith(item_id)
    assert answer == {
        "relatedItemId": item_id,
        "type": "Comment",
        "content": {"comment": content},
        "associationTime": NOON,
        "tags": {},
        "createdBy": creator,
        "lastUpdatedUser": editor,
    }
    (found,) = world.search()
    assert found["content"] == {"comment": content}
    assert found["performedBy"] == creator


def test_an_update_replaces_all_custom_fields(world: World) -> None:
    """The fields an update leaves out are removed from the custom item."""
    old = [number(world.fields["Number"], 1), text(world.fields["Text"], "x")]
    new = [text(world.fields["Text"], "y"), text(world.fields["Url"], "u")]
    item_id = world.custom(*old)
    answer = update(world, item_id, custom={"fields": new})
    assert answer["content"] == {"custom": {"fields": new}}
    assert world.search()[0]["content"] == {"custom": {"fields": new}}


def test_an_update_that_changes_nothing_leaves_no_trace(world: World) -> None:
    """Updating an item to what it is makes no event and names no last user."""
    item_id = world.comment("same")
    content = {"body": "same", "contentType": "Text/Plain"}
    answer = update(world, item_id, comment=content, performedBy={"userArn": USER})
    assert "lastUpdatedUser" not in answer
    assert [event["type"] for event in world.events()][1:] == ["RelatedItem.Created"]


def test_an_update_keeps_to_the_items_type(world: World) -> None:
    """Only comments and custom items can be updated, each with its own content."""
    comment = {"body": "x", "contentType": "Text/Plain"}
    custom = {"fields": [number(world.fields["Number"], 1)]}
    for item_id, content in (
        (world.comment("x"), {"custom": custom}),
        (world.custom(*custom["fields"]), {"comment": comment}),
        (world.attach("File", {"fileArn": FILE}), {"comment": comment}),
    ):
        answer = refusal(update, world, item_id, **content)
        assert answer["Error"]["Code"] == "ValidationException"


def test_a_deleted_item_is_gone(world: World) -> None:
    """A deleted item is found no more, and deleting or updating it is NotFound."""
    item_id = world.comment("x")
    name = {**world.case, "relatedItemId": item_id}
    world.client.delete_related_item(**name)
    assert world.search() == []
    for call in (
        lambda: world.client.delete_related_item(**name),
        lambda: update(
            world, item_id, comment={"body": "x", "contentType": "Text/Plain"}
        ),
    ):
        answer = refusal(call)
        assert answer["Error"]["Code"] == "ResourceNotFoundException"
        assert answer["resourceId"] == item_id


def test_files_are_not_deleted_here(world: World) -> None:
    """A File item cannot be deleted through Cases, and stays."""
    item_id = world.attach("File", {"fileArn": FILE})
    assert (
        code(
            lambda: world.client.delete_related_item(
                **world.case, relatedItemId=item_id
            )
        )
        == "ValidationException"
    )
    assert world.found() == {item_id}
