"""With `ByTag`, pydantic reads a union by its tag, and reports a mistake once."""

from typing import Annotated, Any, get_args

import anyio
import httpx
import pytest
from fastapi import Body, FastAPI
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter, ValidationError

import connectcases_typed as cc

from .budget import few
from .everything import UNIONS, as_written
from .strategies import union_values

# Which union a law is about is known only as it runs; JSON schemas are dicts of
# anything. Hence `Any`.


def adapter(union: Any) -> TypeAdapter[Any]:
    """The union, read by its tag."""
    return TypeAdapter(Annotated[union, cc.ByTag])


@pytest.mark.parametrize("union", UNIONS.values(), ids=UNIONS)
@few
@given(data=st.data())
def test_every_union_goes_both_ways(union: Any, data: st.DataObject) -> None:
    """As JSON text, as Python's dicts, and as it is, as each class by itself does."""
    value = as_written(data.draw(union_values(union)))
    by_tag = adapter(union)
    assert by_tag.validate_json(by_tag.dump_json(value)) == value
    assert by_tag.validate_python(cc.to_botocore(value)) == value
    assert by_tag.validate_python(value) is value


@pytest.mark.parametrize("union", UNIONS.values(), ids=UNIONS)
@pytest.mark.parametrize("wrong", [{"nobody": {}}, {}, {"a": 1, "b": 2}, "text", None])
def test_what_is_no_member_is_one_error(union: Any, wrong: object) -> None:
    """However many classes there are, there is one mistake, at the union's place."""
    with pytest.raises(ValidationError) as caught:
        adapter(union).validate_python(wrong)
    (error,) = caught.value.errors()
    assert error["loc"] == ()


class Note(BaseModel):
    """A model of the user's own, in which pydantic would try each class."""

    content: Annotated[cc.RelatedItemInputContent, cc.ByTag]
    filter: Annotated[cc.CaseFilter | None, cc.ByTag()] = None


COMMENT = {"comment": {"body": "Hello", "contentType": "Text/Plain"}}
EMPTY = {"comment": {"body": "", "contentType": "Text/Plain"}}
DEEP = {"not": {"field": {"equalTo": {"id": "", "value": {"doubleValue": "x"}}}}}


def test_everything_wrong_is_told_once_at_its_place() -> None:
    """Limits and kinds, below the union's own place and no function's name."""
    with pytest.raises(ValidationError) as caught:
        Note.model_validate({"content": EMPTY, "filter": DEEP})
    assert [error["loc"] for error in caught.value.errors()] == [
        ("content", "comment", "body"),
        ("filter", "not", "field", "equalTo", "value", "doubleValue"),
    ]


def test_none_is_read_where_the_union_has_it() -> None:
    """Beside the union or inside of it."""
    assert Note.model_validate({"content": COMMENT, "filter": None}).filter is None
    with pytest.raises(ValidationError):
        Note.model_validate({"content": None})


def test_a_member_nobody_knows_is_kept_but_not_read() -> None:
    """As in a union without `ByTag`; where the union has none, it is refused."""
    unknown = cc.UnknownMember("new", {"x": 1})
    kept = adapter(cc.RelatedItemContent | cc.UnknownMember)
    assert kept.validate_python(unknown) is unknown
    assert kept.dump_python(unknown, mode="json") == {"new": {"x": 1}}
    with pytest.raises(ValidationError, match="not another member"):
        kept.validate_json('{"new": {"x": 1}}')
    with pytest.raises(ValidationError):
        adapter(cc.RelatedItemContent).validate_python(unknown)


def test_a_member_without_its_tag_is_told_how_it_is_written() -> None:
    """A class of a union is written with its tag, in pydantic as on the wire."""
    with pytest.raises(ValidationError, match=r'expected \{"comment": \.\.\.\}'):
        TypeAdapter(cc.CommentContent).validate_python({"body": "Hello"})


def test_schemas_have_one_of_the_members() -> None:
    """In a user's model as inside of a class, the union is described alike."""
    schema = Note.model_json_schema()
    arms = schema["properties"]["content"]["oneOf"]
    assert len(arms) == len(get_args(cc.RelatedItemInputContent))
    inside = TypeAdapter(cc.SearchCasesRequest).json_schema()["$defs"]["CaseFilter"]
    assert inside.keys() == {"oneOf"}
    assert schema["$defs"]["CaseFilter"] == inside


@pytest.mark.parametrize("other", [int, cc.CommentContent | int, cc.FieldValue])
def test_only_unions_of_this_library_have_tags(other: Any) -> None:
    """Anything else is refused where it is written down."""
    with pytest.raises(TypeError, match="ByTag is for a union of this library's"):
        adapter(other)


def test_fastapi_reports_a_mistake_once() -> None:
    """In a route; and OpenAPI says that exactly one member is there."""
    app = FastAPI()

    @app.post("/comments")
    def attach(  # pyright: ignore[reportUnusedFunction] - FastAPI calls it
        content: Annotated[cc.RelatedItemInputContent, cc.ByTag, Body(embed=True)],
    ) -> str:
        return type(content).__name__

    anyio.run(_call, app)


async def _call(app: FastAPI) -> None:
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://x") as client:
        answer = await client.post("/comments", json={"content": COMMENT})
        assert answer.json() == "CommentContent"
        answer = await client.post("/comments", json={"content": EMPTY})
        assert answer.status_code == 422
        (error,) = answer.json()["detail"]
        assert error["loc"] == ["body", "content", "comment", "body"]
        schemas = (await client.get("/openapi.json")).json()["components"]["schemas"]
    content = schemas["Body_attach_comments_post"]["properties"]["content"]
    assert len(content["oneOf"]) == len(get_args(cc.RelatedItemInputContent))
