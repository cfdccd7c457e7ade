"""Converters of other people: a cattrs converter of the user's, and attrs' own."""

import json
from datetime import UTC, datetime
from typing import Any

import attrs
import pytest
from cattrs import Converter
from cattrs.errors import ClassValidationError
from cattrs.preconf.json import make_converter
from hypothesis import given
from hypothesis import strategies as st

import connectcases_typed as cc

from .budget import few
from .everything import CLASSES, as_written, name_of
from .strategies import union_values, values_of


@attrs.define
class Order:
    """A class of the user's own, of which some members are ours."""

    number: int
    at: datetime
    content: cc.RelatedItemContent | cc.UnknownMember
    filter: cc.CaseFilter | None = None
    fields: list[cc.FieldValue] = attrs.field(factory=list[cc.FieldValue])


def registered(converter: Converter) -> Converter:
    """The converter, with our classes."""
    cc.register(converter)
    return converter


PLAIN = registered(Converter())
JSON = registered(make_converter())


# Which class a law is about is known only as it runs, hence `Any`.
@pytest.mark.parametrize("cls", CLASSES, ids=name_of)
@few
@given(data=st.data())
def test_a_registered_converter_reads_and_writes_as_ours(
    cls: Any, data: st.DataObject
) -> None:
    """Its dicts are `to_botocore`'s, with times as it writes them, and come back."""
    value = as_written(data.draw(values_of(cls)))
    assert PLAIN.unstructure(value) == cc.to_botocore(value)
    assert PLAIN.structure(PLAIN.unstructure(value), cls) == value
    text = json.dumps(JSON.unstructure(value))
    assert JSON.structure(json.loads(text), cls) == value
    assert cc.from_json(text, cls) == value


@few
@given(data=st.data())
def test_classes_of_the_users_hold_ours(data: st.DataObject) -> None:
    """Unions, combined conditions and lists inside them go both ways."""
    order = Order(
        number=3,
        at=datetime(2026, 3, 1, tzinfo=UTC),
        content=data.draw(union_values(cc.RelatedItemContent)),
        filter=data.draw(st.none() | union_values(cc.CaseFilter)),
        fields=data.draw(st.lists(values_of(cc.FieldValue), max_size=3)),
    )
    assert (
        JSON.structure(json.loads(json.dumps(JSON.unstructure(order))), Order) == order
    )


def test_what_is_new_is_kept() -> None:
    """An arm nobody knows goes through a converter, too."""
    data = {
        "number": 1,
        "at": "2026-03-01T00:00:00+00:00",
        "content": {"new": {"x": 1}},
    }
    order = JSON.structure(data, Order)
    assert order.content == cc.UnknownMember("new", {"x": 1})
    assert JSON.unstructure(order)["content"] == {"new": {"x": 1}}


def test_what_cannot_be_read_is_an_error_of_ours() -> None:
    """With its path, inside of what the converter raises."""
    with pytest.raises(cc.ResponseError, match=r"FieldValue: id: expected a string"):
        PLAIN.structure({"id": 3, "value": {"stringValue": "x"}}, cc.FieldValue)
    with pytest.raises(ClassValidationError) as caught:
        JSON.structure(
            {"number": 1, "at": "x", "content": {"comment": {}}, "fields": [{}]}, Order
        )
    ours, _ = caught.value.split(cc.ResponseError)
    assert ours is not None


def test_attrs_own_dicts_lose_the_arm() -> None:
    """`attrs.asdict` loses the tags of unions, which `to_json` keeps."""
    text, user = (
        cc.FieldValue(id="x", value=cls("arn"))
        for cls in (cc.StringValue, cc.UserArnValue)
    )
    assert attrs.asdict(text) == attrs.asdict(user)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType] - attrs knows its own decorators only
    assert cc.to_json(text) != cc.to_json(user)
