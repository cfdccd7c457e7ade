"""`limit_of` returns the limits that are checked."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import connectcases_typed as cc
from connectcases_typed.conversion.kinds import Member, Scalar, members

from .everything import CLASSES, place_of

LIMITED = [
    (cls, member)
    for cls in CLASSES
    for member in members(cls)
    if member.kind == Scalar(str) and (member.facts.limit or cc.Limit()).max
]


@pytest.mark.parametrize(("cls", "member"), LIMITED, ids=place_of)
def test_a_text_is_cut_to_what_fits(cls: Any, member: Member) -> None:
    """One character more than the limit, or many: the end says that it was cut."""
    most = cc.limit_of(cls, member.name).max
    assert most
    fits = "x" * most
    assert cc.shorten(fits, cls, member.name) == fits
    for more in (1, most):
        cut = cc.shorten(fits + "x" * more, cls, member.name)
        assert (len(cut), cut[-1]) == (most, "…")


@given(
    text=st.text(alphabet=st.sampled_from("ae\u0301👩\u200d🚀👍🏽\ufe0f ")),
    most=st.integers(1, 9),
)
def test_no_character_is_cut_into(text: str, most: int) -> None:
    """What belongs to the character before it goes with it, whatever the limit."""
    whole = "x" * (15_000 - most) + text
    cut = cc.shorten(whole, cc.CommentContent, "body", end="")
    assert len(cut) <= 15_000
    assert whole.startswith(cut)
    rest = whole[len(cut) :]
    if len(whole) > 15_000 and not rest[0].isspace():
        assert rest[0] not in "\u0301\u200d🏽\ufe0f" or cut == ""
        assert not cut.endswith("\u200d")


def test_limits_are_those_of_the_service() -> None:
    """Of texts, lists, numbers and values; None where there is none."""
    assert cc.limit_of(cc.CommentContent, "body").max == 15_000
    assert cc.limit_of(cc.StringValue, "value").max == 4100
    assert cc.limit_of(cc.SearchCasesRequest, "max_results").min == 1
    assert cc.limit_of(cc.CustomInputContent, "fields").max == 50
    assert cc.limit_of(cc.DoubleValue, "value") == cc.Limit()


def test_a_limit_of_nothing_is_an_error() -> None:
    """A class of somebody else's, a member that is not there, one that is no text."""
    text: Any = str
    with pytest.raises(TypeError, match="this library's classes"):
        cc.limit_of(text, "x")
    with pytest.raises(
        AttributeError, match="no member 'text'; it has body, content_t"
    ):
        cc.limit_of(cc.CommentContent, "text")
    with pytest.raises(TypeError, match="holds no text"):
        cc.shorten("x", cc.SearchCasesRequest, "max_results")
    with pytest.raises(ValueError, match="end: 200 characters, of which 64 fit"):
        cc.shorten("x" * 200, cc.CreateCaseRequest, "client_token", end="." * 200)
