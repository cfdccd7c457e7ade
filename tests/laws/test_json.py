"""JSON text of every class, and of unions and lists of them."""

import json
import math
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import connectcases_typed as cc
from connectcases_typed.conversion import kinds
from connectcases_typed.conversion.forms import shown
from connectcases_typed.shapes import ARMS, is_bare, tag_of

from .budget import few
from .everything import CLASSES, UNIONS, as_written, name_of
from .strategies import union_values, values_of

# No type checker knows the forms that are made as a law runs.
c: Any = cc
LIST: Any = list
TUPLE: Any = tuple
DICT: Any = dict
MAPPING: Any = Mapping


@pytest.mark.parametrize("cls", CLASSES, ids=name_of)
@few
@given(data=st.data())
def test_what_is_written_is_read(cls: Any, data: st.DataObject) -> None:
    """Every value is the same after JSON: alone, spread out, in a list, in a map."""
    value = as_written(data.draw(values_of(cls)))

    assert c.from_json(c.to_json(value), cls) == value
    assert c.from_json(c.to_json(value, indent=2).encode(), cls) == value
    several: list[Any] = [value, value]
    assert c.from_json(c.to_json(several), LIST[cls]) == several
    assert c.from_json(c.to_json(several), TUPLE[cls, ...]) == (value, value)
    assert c.from_botocore(c.to_botocore(several), LIST[cls]) == several
    named = {"a": value}
    assert c.from_json(c.to_json(named), DICT[str, cls]) == named
    assert c.from_json(c.to_json(named), MAPPING[str, cls]) == named


@pytest.mark.parametrize("name", UNIONS)
@few
@given(data=st.data())
def test_a_union_is_read_by_its_alias(name: str, data: st.DataObject) -> None:
    """A value of a union, combinations included, is read where its alias is named."""
    form = UNIONS[name]
    value = data.draw(union_values(form))

    assert c.from_json(c.to_json(value), form) == value
    assert c.from_json(c.to_json([value]), LIST[form]) == [value]
    assert c.from_botocore(c.to_botocore(value), form) == value
    assert c.from_json(c.to_json(value), form | None) == value
    assert c.from_json("null", form | None) is None


@pytest.mark.parametrize("name", UNIONS)
def test_what_is_new_in_a_union_is_read_where_it_is_asked_for(name: str) -> None:
    """`| UnknownMember` reads an arm nobody knows; without it, it is an error."""
    form, text = UNIONS[name], '{"brandNew": {"x": 1}}'

    found = c.from_json(text, form | cc.UnknownMember)
    assert found == cc.UnknownMember("brandNew", {"x": 1})
    assert c.to_json(found) == text
    if cc.UnknownMember in form.__args__:
        assert c.from_json(text, form) == found
        return
    with pytest.raises(cc.ResponseError, match=r"^[\w |]+: expected .*another member"):
        c.from_json(text, form)


ALONE = [cls for cls in CLASSES if tag_of(cls) is not None]


@pytest.mark.parametrize("cls", ALONE, ids=name_of)
@few
@given(data=st.data())
def test_an_arm_goes_with_its_tag_or_without(cls: Any, data: st.DataObject) -> None:
    """An arm is read without its tag, unless it is a bare value."""
    value = as_written(data.draw(values_of(cls)))
    inside: Any = c.to_botocore(value)
    for part in (tag_of(cls) or "").split("."):
        inside = inside[part]

    if is_bare(cls) or not inside:
        with pytest.raises(cc.ResponseError) as caught:
            c.from_botocore(inside, cls)
        assert caught.value.problems[0].rule.startswith(f"expected {shown(cls)}")
    else:
        assert c.from_botocore(inside, cls) == value


@pytest.mark.parametrize("cls", ALONE, ids=name_of)
def test_another_arm_is_not_mistaken(cls: Any) -> None:
    """Another arm's tag is an error that shows the form, whatever is inside."""
    others: list[Any] = [{"brandNew": {}}, {"brandNew": {"id": "x"}}, {}, None, 3]
    for other in others:
        with pytest.raises(cc.ResponseError) as caught:
            c.from_json(json.dumps(other), cls)
        assert f"expected {shown(cls)}" in str(caught.value)


@pytest.mark.parametrize("cls", ARMS.values(), ids=name_of)
def test_no_member_is_called_like_its_own_tag(cls: type) -> None:
    """No arm has a member named as its own tag, so both forms can be distinguished."""
    tag = (tag_of(cls) or "").partition(".")[0]
    assert is_bare(cls) or tag not in {it.wire for it in kinds.members(cls)}


@pytest.mark.parametrize("text", ["", "{", b"\xff\xfe{", "[" * 100_000, "nope"])
@pytest.mark.parametrize("form", [cc.FieldValue, cc.UserUnion, list[cc.FieldValue]])
def test_what_is_no_json_is_an_error_that_does_not_quote(text: Any, form: Any) -> None:
    """Text that is not JSON is an error that does not quote the text."""
    with pytest.raises(cc.ResponseError, match=r"not JSON|nested too deeply") as caught:
        cc.from_json(text, form)
    assert caught.value.__suppress_context__


FORMS: list[Any] = [cc.FieldValue, cc.RelatedItemContent, list[cc.UserUnion]]


@given(text=st.text())
@settings(few, max_examples=50)
def test_no_text_is_anything_but_a_value_or_an_error(text: str) -> None:
    """Reading any text raises only errors of this library."""
    for made in (text, json.dumps(text), json.dumps({text: text}), json.dumps([text])):
        for form in FORMS:
            with suppress(cc.ResponseError):
                cc.from_json(made, form)


def test_everything_wrong_in_a_list_is_told_at_once() -> None:
    """With the index in front of each path, both ways."""
    with pytest.raises(cc.ResponseError) as read:
        cc.from_json('[{"value": {}}, {"id": 3}]', list[cc.FieldValue])
    assert [it.path for it in read.value.problems] == [
        "[0].id",
        "[0].value",
        "[1].id",
        "[1].value",
    ]
    wrong: Any = [cc.StringValue(value=3), cc.StringValue("x"), cc.UserArn(value=4)]  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType] - that is the point
    with pytest.raises(cc.ParamValidationError) as written:
        cc.to_json(wrong)
    assert [it.path for it in written.value.violations] == [
        "[0].stringValue",
        "[2].userArn",
    ]


def test_numbers_json_has_no_form_for_are_the_protocols() -> None:
    """What is stored is JSON, and read back, even if the service sent no number."""
    for number in (math.inf, -math.inf):
        text = cc.to_json(cc.DoubleValue(number))
        assert json.loads(text, parse_constant=pytest.fail)
        assert cc.from_json(text, cc.DoubleValue) == cc.DoubleValue(number)
    assert cc.to_json(cc.DoubleValue(math.nan)) == '{"doubleValue": "NaN"}'
