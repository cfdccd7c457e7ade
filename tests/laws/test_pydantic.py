"""pydantic and FastAPI read, write and describe the classes as they are."""

import subprocess
import sys
from datetime import datetime
from functools import cache
from typing import Annotated, Any

import anyio
import httpx
import pytest
from botocore.model import (
    ListShape,
    OperationModel,
    Shape,
    StringShape,
    StructureShape,
)
from botocore.session import get_session
from fastapi import Body, FastAPI
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter, ValidationError

import connectcases_typed as cc

from .budget import few
from .everything import CLASSES, REQUESTS, as_written, name_of
from .strategies import union_values, values_of

# Which class a law is about is known only as it runs; JSON schemas are dicts of
# anything. Hence `Any`.


@cache
def adapter(form: Any) -> TypeAdapter[Any]:
    """Made once: it takes a while."""
    return TypeAdapter(form)


@pytest.mark.parametrize("cls", CLASSES, ids=name_of)
@few
@given(data=st.data())
def test_every_class_goes_both_ways(cls: Any, data: st.DataObject) -> None:
    """As JSON text, as Python's dicts, and as it is; the form is `to_json`'s."""
    value = as_written(data.draw(values_of(cls)))
    text = adapter(cls).dump_json(value)
    assert adapter(cls).validate_json(text) == value
    assert cc.from_json(text, cls) == value
    assert adapter(cls).dump_python(value) == cc.to_botocore(value)
    assert adapter(cls).validate_python(cc.to_botocore(value)) == value
    assert adapter(cls).validate_python(value) is value


class Note(BaseModel):
    """A model of the user's own."""

    content: cc.RelatedItemContent | cc.UnknownMember
    filter: cc.CaseFilter | None = None
    rule: cc.BooleanCondition | None = None
    fields: list[cc.FieldValue] = []


@few
@given(data=st.data())
def test_models_of_the_users_hold_ours(data: st.DataObject) -> None:
    """Unions and conditions too, in a module that imports none of their names."""
    note = Note(
        content=data.draw(union_values(cc.RelatedItemContent)),
        filter=data.draw(st.none() | union_values(cc.CaseFilter)),
        rule=data.draw(st.none() | union_values(cc.BooleanCondition)),
        fields=data.draw(st.lists(values_of(cc.FieldValue), max_size=2)),
    )
    assert Note.model_validate_json(note.model_dump_json()) == note
    assert Note.model_validate(note.model_dump()) == note


def test_a_member_nobody_knows_is_kept_but_not_read() -> None:
    """What the service sent goes out; what somebody else sends must be known."""
    note = Note(content=cc.UnknownMember("new", {"x": 1}))
    assert note.model_dump(mode="json")["content"] == {"new": {"x": 1}}
    with pytest.raises(ValidationError, match="not read from outside"):
        Note.model_validate_json(note.model_dump_json())


def test_everything_wrong_is_told_with_its_place() -> None:
    """Limits and kinds, where pydantic's users look for them; no value is quoted."""
    with pytest.raises(ValidationError) as caught:
        adapter(list[cc.FieldValue]).validate_python(
            [
                {"id": "", "value": {"stringValue": "secret" * 1000}},
                {"id": 3, "value": {}},
            ]
        )
    assert [error["loc"] for error in caught.value.errors()] == [
        (0, "id"),
        (0, "value", "stringValue"),
        (1, "id"),
        (1, "value"),
    ]
    assert "secret" not in str(caught.value)


def test_what_only_arrives_is_read_as_it_arrives() -> None:
    """A stored response is no request: what the service has added is let through."""
    stored = {
        "eventId": "e",
        "type": "Case.Split",
        "performedTime": "2026-03-01T12:00:00Z",
        "fields": [{"eventFieldId": "x", "newValue": {"listValue": ["a"]}}],
    }
    event = adapter(cc.AuditEvent).validate_python(stored)
    assert event.fields[0].new_value == cc.UnknownMember("listValue", ["a"])
    assert adapter(cc.AuditEvent).validate_json(
        adapter(cc.AuditEvent).dump_json(event)
    ) == (event)


def test_fastapi_takes_and_returns_the_classes() -> None:
    """In a body and as a response: read, checked, written and described."""
    app = FastAPI()

    @app.post("/comments")
    def comment(  # pyright: ignore[reportUnusedFunction] - FastAPI calls it
        content: Annotated[cc.RelatedItemInputContent, Body(embed=True)],
    ) -> cc.SearchRelatedItemsResponseItem:
        assert isinstance(content, cc.CommentContent)
        return cc.SearchRelatedItemsResponseItem(
            related_item_id="1",
            type=cc.RelatedItemType.COMMENT,
            association_time=datetime.fromisoformat("2026-03-01T12:00:00+00:00"),
            content=content,
        )

    anyio.run(_call, app)


async def _call(app: FastAPI) -> None:
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://x") as client:
        sent: Any = {"comment": {"body": "Hello", "contentType": "Text/Plain"}}
        answer = await client.post("/comments", json={"content": sent})
        assert answer.status_code == 200, answer.text
        assert answer.json() == {
            "relatedItemId": "1",
            "type": "Comment",
            "associationTime": "2026-03-01T12:00:00Z",
            "content": sent,
        }
        sent["comment"]["body"] = ""
        answer = await client.post("/comments", json={"content": sent})
        assert answer.status_code == 422
        assert "at least 1" in answer.text
        schemas = (await client.get("/openapi.json")).json()["components"]["schemas"]
    assert schemas["RelatedItemContent"]["oneOf"]
    comment = schemas["CommentContent"]["properties"]["comment"]
    assert comment["properties"]["body"] == {
        "type": "string",
        "title": "Body",
        "minLength": 1,
        "maxLength": 15000,
    }


# --------------------------------------------------- compared with the service model

MODEL = get_session().get_service_model("connectcases")


@pytest.mark.newest_botocore
@pytest.mark.parametrize("request_class", REQUESTS, ids=name_of)
def test_schemas_are_the_service_models(request_class: Any) -> None:
    """Members, which are required, limits, enums and unions, to the last of them."""
    operation: OperationModel = MODEL.operation_model(request_class.operation)
    for shape, cls in (
        (operation.input_shape, request_class),
        (operation.output_shape, request_class.response),
    ):
        if shape is None:  # the service returns nothing
            continue
        schema = adapter(cls).json_schema()
        differences = list(_compared(shape, schema, schema.get("$defs", {}), "", ()))
        assert differences == []


def _compared(
    shape: Shape, schema: Any, definitions: Any, path: str, seen: tuple[str, ...]
) -> Any:
    """The differences between a shape and a JSON schema."""
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[-1]
        if (pair := f"{name} {shape.name}") in seen:
            return
        seen, schema = (*seen, pair), definitions[name]
    if getattr(shape, "is_tagged_union", False):
        yield from _compared_union(shape, schema, definitions, path, seen)
    elif isinstance(shape, StructureShape):
        yield from _compared_structure(shape, schema, definitions, path, seen)
    elif isinstance(shape, ListShape):
        yield from _limits(shape, schema, path, "minItems", "maxItems")
        inner = shape.member, schema["items"]
        yield from _compared(*inner, definitions, f"{path}[]", seen)
    else:
        yield from _compared_scalar(shape, schema, path)


def _compared_structure(
    shape: StructureShape, schema: Any, definitions: Any, path: str, seen: Any
) -> Any:
    properties = schema.get("properties", {})
    missing = shape.members.keys() ^ properties.keys()
    yield from (f"{path}.{name}: on one side only" for name in missing)
    # What follows from the others need not be given.
    derived = {"type"} if schema["title"] == "CreateRelatedItemRequest" else set[str]()
    required = {*schema.get("required", ()), *derived}
    if required != set(shape.required_members):
        yield f"{path}: required {required ^ set(shape.required_members)}"
    for name in shape.members.keys() & properties.keys():
        inner = shape.members[name], properties[name]
        yield from _compared(*inner, definitions, f"{path}.{name}", seen)


def _compared_scalar(shape: Shape, schema: Any, path: str) -> Any:
    if isinstance(shape, StringShape) and shape.enum:
        values = schema.get("enum", [schema.get("const")])
        if set(values) != set(shape.enum):
            yield f"{path}: {values}"
        return
    if schema["type"] != _TYPES[shape.type_name]:
        yield f"{path}: {schema['type']}"
    if shape.type_name in ("integer", "long"):
        yield from _limits(shape, schema, path, "minimum", "maximum")
    if shape.type_name == "string":
        yield from _limits(shape, schema, path, "minLength", "maxLength")
        pattern = shape.metadata.get("pattern")
        if schema.get("pattern") != (pattern and _whole(pattern)):
            yield f"{path}: pattern {schema.get('pattern')}"


def _compared_union(
    shape: Any, schema: Any, definitions: Any, path: str, seen: Any
) -> Any:
    """Arms under their tags; one that goes through a union of its own is nested."""
    found: dict[str, Any] = {}
    for choice in schema.get("oneOf", [schema]):
        described = choice
        if "$ref" in choice:
            described = definitions[choice["$ref"].rsplit("/", 1)[-1]]
        if "oneOf" in described:
            yield from _compared_union(shape, described, definitions, path, seen)
            return
        ((tag, inner),) = described["properties"].items()
        found.setdefault(tag, []).append(inner)
    if found.keys() != shape.members.keys():
        yield f"{path}: arms {found.keys() ^ shape.members.keys()}"
        return
    for tag, inners in found.items():
        inner = inners[0] if len(inners) == 1 else {"oneOf": inners}
        yield from _compared(
            shape.members[tag], inner, definitions, f"{path}.{tag}", seen
        )


def _whole(pattern: str) -> str:
    return f"^(?:{pattern.removeprefix('^').removesuffix('$')})$"


def _limits(shape: Any, schema: Any, path: str, least: str, most: str) -> Any:
    ours = schema.get(least), schema.get(most)
    theirs = shape.metadata.get("min"), shape.metadata.get("max")
    if ours != theirs:
        yield f"{path}: {ours} instead of {theirs}"


_TYPES = {
    "map": "object",
    "string": "string",
    "integer": "integer",
    "long": "integer",
    "double": "number",
    "boolean": "boolean",
    "timestamp": "string",
}


def test_pydantic_is_imported_by_nobody_but_its_users() -> None:
    """The library works without it, and does not bring it in."""
    program = """
import sys
sys.modules["pydantic"] = sys.modules["pydantic_core"] = None
import connectcases_typed as c
c.to_json(c.CommentContent(body="x")), c.Client, [getattr(c, it) for it in c.__all__]
print([name for name in sys.modules if "pydantic_schema" in name])
"""
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "[]"
