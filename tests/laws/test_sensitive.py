"""Sensitive values are in no `repr` and no error."""

import traceback
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectcases_typed import (
    ConnectCasesError,
    ParamValidationError,
    ResponseError,
    from_botocore,
    to_botocore,
)
from connectcases_typed.conversion.kinds import Member, members

from .budget import few
from .everything import ARRIVING, CLASSES, REQUESTS, name_of, place_of, reached
from .spots import Spot, spots
from .strategies import MARKER, values_of

SENSITIVE = [
    (cls, member)
    for cls in CLASSES
    for member in members(cls)
    if member.facts.sensitive
]


def _holding(classes: tuple[type, ...]) -> list[type]:
    """The classes that may hold something sensitive, somewhere."""
    owners = {cls for cls, _ in SENSITIVE}
    return [cls for cls in classes if reached(cls) & owners]


# Which class a law is about is known only as it runs, hence `Any`.
@pytest.mark.parametrize(("cls", "member"), SENSITIVE, ids=place_of)
@settings(few, max_examples=5)
@given(data=st.data())
def test_the_marker_is_there_to_be_found(
    cls: Any, member: Member, data: st.DataObject
) -> None:
    """A sensitive member holds its value, which `repr` of its class does not show."""
    value = data.draw(values_of(cls, full=True, marked=True))

    assert getattr(value, member.name) == MARKER
    assert MARKER not in repr(value)


@pytest.mark.parametrize("cls", _holding(CLASSES), ids=name_of)
@settings(few, max_examples=5)
@given(data=st.data())
def test_no_repr_shows_what_is_sensitive(cls: Any, data: st.DataObject) -> None:
    """Nothing sensitive, however deep, is in the `repr` or `str` of a value."""
    value = data.draw(values_of(cls, full=True, marked=True))

    assert MARKER not in f"{value!r} {value}"


@pytest.mark.parametrize("cls", _holding(REQUESTS), ids=name_of)
@settings(few, max_examples=5)
@given(data=st.data())
def test_no_refusal_shows_what_is_sensitive(cls: Any, data: st.DataObject) -> None:
    """A sensitive value that is refused is not quoted, nor is one beside it."""
    sent = to_botocore(data.draw(values_of(cls, full=True, marked=True)))
    for spot in _sensitive(cls, sent):
        request = from_botocore(spot.set(sent, MARKER * 100), cls)
        with pytest.raises(ParamValidationError) as caught:
            to_botocore(request)
        _assert_silent(caught.value)


@pytest.mark.parametrize("cls", _holding(ARRIVING), ids=name_of)
@settings(few, max_examples=5)
@given(data=st.data())
def test_no_bad_answer_is_quoted(cls: Any, data: st.DataObject) -> None:
    """A sensitive member of the wrong kind is an error that does not quote it."""
    sent = to_botocore(data.draw(values_of(cls, full=True, marked=True)))
    for spot in _sensitive(cls, sent):
        for wrong in ([MARKER], {MARKER: MARKER}):
            with pytest.raises(ResponseError) as caught:
                from_botocore(spot.set(sent, wrong), cls)
            _assert_silent(caught.value)


def _sensitive(cls: type, sent: Any) -> list[Spot]:
    return [spot for spot in spots(cls, sent) if spot.facts.sensitive]


def _assert_silent(error: ConnectCasesError) -> None:
    """A sensitive value is not in an error's text, `repr` or printed traceback."""
    whole = "".join(traceback.format_exception(error))
    assert MARKER not in f"{error} {error!r} {error.args} {whole}"
