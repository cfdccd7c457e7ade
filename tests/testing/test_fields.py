"""Laws of fields and their options."""

from datetime import timedelta
from typing import Any

import pytest

from .conftest import NOON, World, code, empty, refusal, text


def describe(world: World, field_id: str) -> Any:
    """A field as it reads now."""
    answer = world.client.batch_get_field(
        domainId=world.domain_id, fields=[{"id": field_id}]
    )
    return answer["fields"][0]


def listed(world: World) -> dict[str, Any]:
    """The fields ListFields lists, by id."""
    answer = world.client.list_fields(domainId=world.domain_id)
    return {field["fieldId"]: field for field in answer["fields"]}


def test_a_field_reads_back(world: World) -> None:
    """A created field reads back with everything it was created with."""
    created = world.client.create_field(
        domainId=world.domain_id,
        name="Notes",
        type="Text",
        description="What was said",
        attributes={"text": {"isMultiline": True}},
    )
    read = describe(world, created["fieldId"])
    assert read == {
        "fieldId": created["fieldId"],
        "fieldArn": created["fieldArn"],
        "name": "Notes",
        "type": "Text",
        "namespace": "Custom",
        "description": "What was said",
        "attributes": {"text": {"isMultiline": True}},
        "tags": {},
        "deleted": False,
        "createdTime": NOON,
        "lastModifiedTime": NOON,
    }


def test_system_fields_exist_from_the_start(world: World) -> None:
    """Every domain has the system fields, named and typed as documented."""
    fields = listed(world)
    known = {
        "case_id": ("Case Id", "Text"),
        "title": ("Title", "Text"),
        "status": ("Status", "SingleSelect"),
        "summary": ("Summary", "Text"),
        "case_reason": ("Case Reason", "SingleSelect"),
        "customer_id": ("Customer", "Text"),
        "assigned_queue": ("Assigned queue", "Text"),
        "assigned_user": ("Assigned user", "Text"),
        "reference_number": ("Reference number", "Text"),
        "created_datetime": ("Date/Time Opened", "DateTime"),
        "last_updated_datetime": ("Date/Time Updated", "DateTime"),
        "last_closed_datetime": ("Date/Time Closed", "DateTime"),
        "created_by": ("Created By", "User"),
        "last_updated_user": ("Last Updated User", "User"),
        # Their names are not documented.
        "last_reopened_datetime": ("Date/Time Reopened", "DateTime"),
        "next_sla_breach_datetime": ("Next SLA Breach", "DateTime"),
    }
    system = {key for key, it in fields.items() if it["namespace"] == "System"}
    assert system == known.keys()
    for field_id, (name, kind) in known.items():
        assert (fields[field_id]["name"], fields[field_id]["type"]) == (name, kind)
        assert fields[field_id]["fieldArn"].endswith(f"/field/{field_id}")
    assert describe(world, "case_id")["description"] == "Unique Identifier of the case"


def test_an_update_keeps_what_it_does_not_name(world: World) -> None:
    """UpdateField changes what it names and the modification time, nothing else."""
    field_id = world.fields["Text"]
    before = describe(world, field_id)
    world.cases.clock.advance(timedelta(minutes=1))
    world.client.update_field(
        domainId=world.domain_id, fieldId=field_id, description="New"
    )
    after = describe(world, field_id)
    assert after == before | {
        "description": "New",
        "lastModifiedTime": NOON + timedelta(minutes=1),
    }


@pytest.mark.parametrize("name", ["A Number", "Title"])
def test_field_names_are_unique(world: World, name: str) -> None:
    """A field cannot take the name of another, a system field's included."""
    client, domain_id = world.client, world.domain_id
    field_id = world.fields["Text"]
    for call in (
        lambda: client.create_field(domainId=domain_id, name=name, type="Text"),
        lambda: client.update_field(domainId=domain_id, fieldId=field_id, name=name),
    ):
        assert code(call) == "ConflictException"


def test_text_attributes_are_for_text(world: World) -> None:
    """Attributes on a field of another type are refused."""
    multiline = {"text": {"isMultiline": True}}
    assert (
        code(
            lambda: world.client.create_field(
                domainId=world.domain_id, name="x", type="Number", attributes=multiline
            )
        )
        == "ValidationException"
    )
    assert (
        code(
            lambda: world.client.update_field(
                domainId=world.domain_id,
                fieldId=world.fields["Number"],
                attributes=multiline,
            )
        )
        == "ValidationException"
    )


def test_system_fields_cannot_be_changed(world: World) -> None:
    """A system field can be neither updated nor deleted."""
    title = {"domainId": world.domain_id, "fieldId": "title"}
    for call in (
        lambda: world.client.update_field(**title, name="Heading"),
        lambda: world.client.delete_field(**title),
    ):
        assert code(call) == "ValidationException"


def test_a_deleted_field_stays_readable_only(world: World) -> None:
    """A deleted field can be read by id, is not listed and cannot be changed."""
    client = world.client
    for kind in ("Text", "SingleSelect", "Number"):
        name = {"domainId": world.domain_id, "fieldId": world.fields[kind]}
        client.delete_field(**name)
        client.delete_field(**name)
        assert describe(world, world.fields[kind])["deleted"] is True
        assert world.fields[kind] not in listed(world)
        update = lambda name=name: client.update_field(**name, name="x")  # noqa: E731  bound per field
        assert code(update) == "ValidationException"
    assert (
        code(
            lambda: client.batch_put_field_options(
                domainId=world.domain_id,
                fieldId=world.fields["SingleSelect"],
                options=[],
            )
        )
        == "ValidationException"
    )
    template = client.get_template(
        domainId=world.domain_id, templateId=world.template_id
    )
    assert template["requiredFields"] == []


def test_putting_no_option_changes_nothing(world: World) -> None:
    """An empty batch of options is answered, and leaves even the field's times."""
    field_id = world.fields["SingleSelect"]
    before = describe(world, field_id), options(world, field_id)
    world.cases.clock.advance(timedelta(minutes=1))
    assert put(world, field_id)["errors"] == []
    assert (describe(world, field_id), options(world, field_id)) == before


def test_values_of_a_deleted_field_stay_with_their_case(world: World) -> None:
    """A case keeps, changes and clears a deleted field's value; no other gains one."""
    field_id = world.fields["Text"]
    world.update(text(field_id, "before"))
    other = world.new_case()
    world.client.delete_field(domainId=world.domain_id, fieldId=field_id)
    assert world.value(field_id) == {"stringValue": "before"}
    world.update(text(field_id, "after"))
    assert world.value(field_id) == {"stringValue": "after"}
    world.update(empty(field_id))
    assert world.value(field_id) is None
    late = refusal(
        lambda: world.client.update_case(
            domainId=world.domain_id, caseId=other, fields=[text(field_id, "x")]
        )
    )
    assert late["Error"]["Code"] == "ValidationException"
    created = refusal(
        lambda: world.new_case(fields=[text("title", "x"), text(field_id, "x")])
    )
    assert created["Error"]["Code"] == "ValidationException"
    assert field_id in created["Error"]["Message"]


def test_unknown_fields_are_errors_beside_the_known(world: World) -> None:
    """BatchGetField answers the known fields and lists the unknown ids as errors."""
    answer = world.client.batch_get_field(
        domainId=world.domain_id, fields=[{"id": "nowhere"}, {"id": "title"}]
    )
    assert [field["fieldId"] for field in answer["fields"]] == ["title"]
    (error,) = answer["errors"]
    assert error["id"] == "nowhere"
    assert error["errorCode"] == "ResourceNotFoundException"


def options(world: World, field_id: str, **more: Any) -> list[Any]:
    """The options of a field."""
    answer = world.client.list_field_options(
        domainId=world.domain_id, fieldId=field_id, **more
    )
    return list(answer["options"])


def put(world: World, field_id: str, *wanted: Any) -> Any:
    """Put options."""
    return world.client.batch_put_field_options(
        domainId=world.domain_id, fieldId=field_id, options=list(wanted)
    )


def test_options_are_put_by_value(world: World) -> None:
    """Putting an option creates it or, where its value exists, replaces it."""
    field_id = world.fields["SingleSelect"]
    assert (
        put(world, field_id, {"name": "Rot", "value": "red", "active": False})["errors"]
        == []
    )
    assert options(world, field_id) == [
        {"name": "Rot", "value": "red", "active": False},
        {"name": "Blue", "value": "blue", "active": False},
    ]
    assert options(world, field_id, values=["blue"]) == [
        {"name": "Blue", "value": "blue", "active": False}
    ]
    assert options(world, field_id, values=["green"]) == []


def test_built_in_statuses_cannot_be_changed(world: World) -> None:
    """An option that cannot be put is listed as an error and the others are put."""
    answer = put(
        world,
        "status",
        {"name": "Opened", "value": "open", "active": False},
        {"name": "Waiting", "value": "waiting", "active": True},
        {"name": "Again", "value": "waiting", "active": True},
    )
    assert [error["value"] for error in answer["errors"]] == ["open", "waiting"]
    assert options(world, "status") == [
        {"name": "Open", "value": "open", "active": True},
        {"name": "Closed", "value": "closed", "active": True},
        {"name": "Waiting", "value": "waiting", "active": True},
    ]


def test_only_single_select_fields_have_options(world: World) -> None:
    """Options cannot be put on a field of another type, which lists none."""
    assert options(world, world.fields["Text"]) == []
    assert code(lambda: put(world, world.fields["Text"])) == "ValidationException"
