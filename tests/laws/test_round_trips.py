"""Encoded values decode to the same value, and botocore accepts them."""

import copy
import json
import pickle
from datetime import datetime
from typing import Any

import attrs
import botocore.session
import pytest
from botocore.serialize import create_serializer
from botocore.validate import ParamValidator
from hypothesis import given, settings
from hypothesis import strategies as st

from connectcases_typed import from_botocore, to_botocore
from connectcases_typed.conversion.kinds import members

from .budget import few
from .everything import CLASSES, REQUESTS, as_written, name_of
from .strategies import values_of


def _iso(value: object) -> str:
    assert isinstance(value, datetime)
    return value.isoformat().replace("+00:00", "Z")


# Which class a law is about is known only as it runs, hence `Any`.
@pytest.mark.parametrize("cls", CLASSES, ids=name_of)
@few
@given(data=st.data())
def test_what_goes_out_comes_back(cls: Any, data: st.DataObject) -> None:
    """A value is the same after the wire, as botocore's dict and as JSON text.

    A request that knows itself by a token has that token then.
    """
    drawn = data.draw(values_of(cls))
    sent, value = to_botocore(drawn), as_written(drawn)

    assert from_botocore(sent, cls) == value
    assert from_botocore(json.loads(json.dumps(sent, default=_iso)), cls) == value


@pytest.mark.parametrize("cls", CLASSES, ids=name_of)
@settings(few, max_examples=2)
@given(data=st.data())
def test_values_are_values(cls: Any, data: st.DataObject) -> None:
    """A value is hashable, and a copy or pickle of it is equal to it."""
    value = data.draw(values_of(cls))

    for other in (copy.copy(value), copy.deepcopy(value), _pickled(value)):
        assert other == value
        assert hash(other) == hash(value)


@pytest.mark.parametrize("cls", [cls for cls in CLASSES if members(cls)], ids=name_of)
@settings(few, max_examples=1)
@given(data=st.data())
def test_every_member_counts(cls: Any, data: st.DataObject) -> None:
    """Values are equal if they are so on the wire, and show all that is not hidden."""
    value, other = (data.draw(values_of(cls, full=True)) for _ in range(2))

    for member in members(cls):
        changed = attrs.evolve(value, **{member.name: getattr(other, member.name)})
        assert (changed == value) is (to_botocore(changed) == to_botocore(value))
        assert member.facts.sensitive or f"{member.name}=" in repr(value)


def _pickled(value: object) -> Any:
    return pickle.loads(pickle.dumps(value))  # noqa: S301 - it was pickled here


@pytest.mark.parametrize("cls", [cls for cls in CLASSES if members(cls)], ids=name_of)
@settings(few, max_examples=1)  # it is the class that is frozen
@given(data=st.data())
def test_values_are_frozen(cls: Any, data: st.DataObject) -> None:
    """No member of a value can be set or deleted, and none can be added."""
    value = data.draw(values_of(cls))

    for name in (*(member.name for member in members(cls)), "brand_new"):
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(value, name, None)
        with pytest.raises((attrs.exceptions.FrozenInstanceError, AttributeError)):
            delattr(value, name)


@pytest.mark.newest_botocore
@pytest.mark.parametrize("cls", REQUESTS, ids=name_of)
@few
@given(data=st.data())
def test_botocore_takes_what_is_sent(cls: Any, data: st.DataObject) -> None:
    """botocore validates and serializes every request this library lets through."""
    model = _MODEL.operation_model(cls.operation)
    sent = to_botocore(data.draw(values_of(cls)))

    assert model.input_shape
    report = ParamValidator().validate(sent, model.input_shape)
    assert not report.has_errors(), report.generate_report()
    assert (
        _SERIALIZER.serialize_to_request(sent, model)["method"] == model.http["method"]
    )


_MODEL = botocore.session.get_session().get_service_model("connectcases")
_SERIALIZER = create_serializer("rest-json", include_validation=False)
