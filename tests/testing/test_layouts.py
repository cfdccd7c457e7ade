"""Laws of layouts."""

from datetime import timedelta
from typing import Any

import pytest

from .conftest import NOON, World, code, refusal


def content(*field_ids: str, panel: str = "topPanel") -> Any:
    """Content with these fields in one panel."""
    fields = [{"id": field_id} for field_id in field_ids]
    group = {"fieldGroup": {"name": "Group", "fields": fields}}
    return {"basic": {panel: {"sections": [group]}}}


def create(world: World, name: str = "Layout", **more: Any) -> str:
    """Create a layout and answer its id."""
    request = {"name": name, "content": content("summary"), **more}
    return str(world.client.create_layout(**world.domain, **request)["layoutId"])


def read(world: World, layout_id: str) -> Any:
    """A layout as it reads now."""
    answer = world.client.get_layout(**world.domain, layoutId=layout_id)
    del answer["ResponseMetadata"]
    return answer


def update(world: World, layout_id: str, **more: Any) -> None:
    """Update a layout."""
    world.client.update_layout(**world.domain, layoutId=layout_id, **more)


def delete(world: World, layout_id: str) -> None:
    """Delete a layout."""
    world.client.delete_layout(**world.domain, layoutId=layout_id)


@pytest.mark.parametrize(
    "given",
    [
        {"basic": {}},
        {"basic": {"topPanel": {}}},
        {"basic": {"topPanel": {"sections": []}, "moreInfo": {}}},
        content("summary", "case_reason", "summary"),
        content("summary", panel="moreInfo"),
    ],
    ids=["bare", "no section", "empty", "top", "more"],
)
def test_a_layout_reads_back(world: World, given: Any) -> None:
    """A created layout reads back as it was given, in its order."""
    layout_id = create(world, content=given)
    got = read(world, layout_id)
    assert got.pop("layoutArn").endswith(f"/layout/{layout_id}")
    assert got == {
        "layoutId": layout_id,
        "name": "Layout",
        "content": given,
        "tags": {},
        "deleted": False,
        "createdTime": NOON,
        "lastModifiedTime": NOON,
    }


def test_an_update_keeps_what_it_does_not_name(world: World) -> None:
    """UpdateLayout changes what it names, and replaces content as a whole."""
    layout_id = create(world, content=content("summary"))
    before = read(world, layout_id)
    later = world.cases.clock.advance(timedelta(minutes=1))
    new = content("case_reason", panel="moreInfo")
    update(world, layout_id, content=new)
    update(world, layout_id, name="Renamed")
    assert read(world, layout_id) == before | {
        "name": "Renamed",
        "content": new,
        "lastModifiedTime": later,
    }


@pytest.mark.parametrize("field_id", ["title", "status", "nowhere"])
def test_fields_of_a_layout_are_the_configurable_ones(
    world: World, field_id: str
) -> None:
    """Title, status and unknown fields are refused, with their place."""
    layout_id = create(world)
    wrong = content("summary", field_id)
    path = "content.basic.topPanel.sections[0].fieldGroup.fields[1].id"
    for refused in (
        refusal(create, world, "Other", content=wrong),
        refusal(update, world, layout_id, content=wrong),
    ):
        assert refused["Error"]["Code"] == "ValidationException"
        assert refused["Error"]["Message"].startswith(path)


def test_names_are_unique_among_the_living(world: World) -> None:
    """A name is a conflict while a layout has it, and free once it is deleted."""
    first, other = create(world), create(world, "Other")
    assert code(create, world) == "ConflictException"
    assert code(update, world, other, name="Layout") == "ConflictException"
    update(world, first, name="Layout")
    delete(world, first)
    update(world, other, name="Layout")


def test_a_deleted_layout_stays_readable_only(world: World) -> None:
    """A deleted layout reads back as deleted, is not listed, and cannot be changed."""
    layout_id, other = create(world), create(world, "Other")
    for _ in range(2):
        delete(world, layout_id)
    assert read(world, layout_id)["deleted"] is True
    assert code(update, world, layout_id, name="x") == "ValidationException"
    listed = world.client.list_layouts(**world.domain)["layouts"]
    arn = read(world, other)["layoutArn"]
    assert listed == [{"layoutId": other, "layoutArn": arn, "name": "Other"}]


def test_a_deleted_field_is_left_out(world: World) -> None:
    """A layout reads back without the fields deleted since, and takes none."""
    field_id = world.fields["Text"]
    layout_id = create(world, content=content("summary", field_id))
    world.client.delete_field(**world.domain, fieldId=field_id)
    assert read(world, layout_id)["content"] == content("summary")
    again = content("summary", field_id)
    assert code(update, world, layout_id, content=again) == "ValidationException"


def test_a_layout_in_use_is_not_deleted(world: World) -> None:
    """A template's default layout is a conflict to delete, until it lets go of it."""
    layout_id = create(world)
    name = {**world.domain, "templateId": world.template_id}
    world.client.update_template(
        **name, layoutConfiguration={"defaultLayout": layout_id}
    )
    read_back = world.client.get_template(**name)["layoutConfiguration"]
    assert read_back == {"defaultLayout": layout_id}
    assert code(delete, world, layout_id) == "ConflictException"
    world.client.update_template(**name, layoutConfiguration={})
    assert "layoutConfiguration" not in world.client.get_template(**name)
    delete(world, layout_id)
    again = {"layoutConfiguration": {"defaultLayout": layout_id}}
    refused = code(world.client.update_template, **name, **again)
    assert refused == "ValidationException"
