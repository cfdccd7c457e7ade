"""A response is decoded as it is meant, or is a `ResponseError`."""

import contextlib
import math
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectcases_typed import (
    AuditEvent,
    DoubleValue,
    GetCaseAuditEventsResponse,
    OpenEnum,
    ParamValidationError,
    ResponseError,
    SearchRelatedItemsResponse,
    UnknownMember,
    Violation,
    from_botocore,
    to_botocore,
)
from connectcases_typed.conversion.kinds import (
    Enclosing,
    Enumeration,
    ListOf,
    MapOf,
    Member,
    Structure,
    Union,
    members,
)
from connectcases_typed.shapes import tag_of

from .budget import few
from .everything import ARRIVING, RESPONSES, members_with, name_of, place_of, reached
from .spots import Spot, changed, spots, without
from .strategies import values_of

#: Where an answer may hold something this library does not know yet.
UNIONS = members_with(Union, among=ARRIVING)
_IN_UNIONS = {cls for cls, _ in UNIONS}
ENUMS = members_with(Enumeration, among=ARRIVING)
SPARSE = [
    (cls, member) for cls in ARRIVING for member in members(cls) if member.facts.sparse
]

NOWHERE = datetime(2026, 3, 4)  # noqa: DTZ001 - without a zone is what it is for

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)


# Which class a law is about is known only as it runs, hence `Any`.
@pytest.mark.parametrize("cls", ARRIVING, ids=name_of)
@settings(few, max_examples=3)
@given(data=st.data())
def test_any_json_decodes_or_is_an_error(cls: Any, data: st.DataObject) -> None:
    """JSON under the right names decodes or raises `ResponseError`."""
    wires = [member.wire for member in members(cls)]
    known = [*wires, tag_of(cls) or "other", "ResponseMetadata"]
    keys = st.sampled_from(known)
    _decodes_or_is_an_error(data.draw(st.dictionaries(keys, JSON)), cls)


@pytest.mark.parametrize("cls", [cls for cls in ARRIVING if members(cls)], ids=name_of)
@settings(few, max_examples=3)
@given(data=st.data())
def test_a_near_miss_decodes_or_is_an_error(cls: Any, data: st.DataObject) -> None:
    """An answer with one thing replaced, nulled or dropped decodes or is an error."""
    sent = to_botocore(data.draw(values_of(cls, full=True)))
    inside = [spot for spot in spots(cls, sent) if spot.path]
    spot = data.draw(st.sampled_from(inside))

    _decodes_or_is_an_error(spot.set(sent, data.draw(JSON)), cls)
    _decodes_or_is_an_error(spot.set(sent, None), cls)
    if isinstance(spot.path[-1], str):
        _decodes_or_is_an_error(without(sent, spot.path), cls)


def _decodes_or_is_an_error(sent: Any, cls: Any) -> None:
    """A decoded value is of the requested class and can be encoded again."""
    with contextlib.suppress(ResponseError):
        value: Any = from_botocore(sent, cls)
        assert isinstance(value, cls)
        to_botocore(value)


@pytest.mark.parametrize("cls", RESPONSES, ids=name_of)
@settings(few, max_examples=5)
@given(data=st.data())
def test_a_required_member_that_is_missing_is_an_error(
    cls: Any, data: st.DataObject
) -> None:
    """Wherever a required member is missing, or null, the error names the place."""
    sent = to_botocore(data.draw(values_of(cls, full=True)))

    for spot in spots(cls, sent):
        if spot.required and spot.path:
            for broken in (without(sent, spot.path), spot.set(sent, None)):
                with pytest.raises(ResponseError) as caught:
                    from_botocore(broken, cls)
                assert spot.text in [problem.path for problem in caught.value.problems]


@pytest.mark.parametrize("cls", ARRIVING, ids=name_of)
@settings(few, max_examples=2)
@given(data=st.data())
def test_members_nobody_knows_are_ignored(cls: Any, data: st.DataObject) -> None:
    """A member this library does not know changes nothing, in any structure."""
    value = data.draw(values_of(cls, full=True))
    sent = more = to_botocore(value)
    for spot in spots(cls, sent):
        if isinstance(spot.kind, Structure):
            more = changed(more, spot.path, lambda part: {**part, "brandNew": [1]})

    assert from_botocore(more, cls) == value


@pytest.mark.parametrize(("cls", "member"), UNIONS, ids=place_of)
@settings(few, max_examples=3)
@given(data=st.data())
def test_an_arm_nobody_knows_is_kept(
    cls: Any, member: Member, data: st.DataObject
) -> None:
    """An unknown arm becomes an `UnknownMember` with its tag and value, and is kept."""
    sent = to_botocore(data.draw(values_of(cls, full=True)))
    for spot in _of_member(cls, member, sent):
        arrived = spot.set(sent, {"brandNew": {"a": 1}})
        value = from_botocore(arrived, cls)

        assert UnknownMember("brandNew", {"a": 1}) in _everything_in(value)
        assert to_botocore(value) == arrived
        # What botocore's parser makes of one: it keeps no more than the name.
        left = spot.set(sent, {"SDK_UNKNOWN_MEMBER": {"name": "brandNew"}})
        value = from_botocore(left, cls)
        assert UnknownMember("brandNew") in _everything_in(value)
        assert from_botocore(to_botocore(value), cls) == value


@pytest.mark.parametrize("given", [True, False])
def test_true_is_no_number(given: bool) -> None:  # noqa: FBT001 - it is about bools
    """A boolean is refused where a number is expected."""
    with pytest.raises(ResponseError, match="doubleValue: expected a number, not bool"):
        from_botocore({"doubleValue": given}, DoubleValue)


@pytest.mark.parametrize("given", ["NaN", "Infinity", "-Infinity"])
def test_what_json_has_no_number_for_can_be_kept(given: str) -> None:
    """NaN and infinite numbers can be stored and read again."""
    value = from_botocore({"doubleValue": given}, DoubleValue)
    again = from_botocore(to_botocore(value), DoubleValue)

    assert str(again.value) == str(value.value) == str(float(given))


def test_an_arm_nobody_knows_is_written_by_itself() -> None:
    """An unknown arm goes back as it came, the one botocore's parser emptied too."""
    assert to_botocore(UnknownMember("a.b", [1])) == {"a": {"b": [1]}}
    emptied = {"a": {"SDK_UNKNOWN_MEMBER": {"name": "b"}}}
    assert to_botocore(UnknownMember("a.b")) == emptied


@pytest.mark.parametrize(
    "cls", [cls for cls in RESPONSES if reached(cls) & _IN_UNIONS], ids=name_of
)
@settings(few, max_examples=3)
@given(data=st.data())
def test_arms_nobody_knows_are_kept_at_any_depth(cls: Any, data: st.DataObject) -> None:
    """Unknown arms are kept wherever they are, inside other arms too."""
    sent = to_botocore(data.draw(values_of(cls, full=True)))
    for spot in spots(cls, sent):
        if isinstance(spot.kind, Union | Enclosing):
            arrived = spot.set(sent, {"brandNew": 1})

            assert to_botocore(from_botocore(arrived, cls)) == arrived


@pytest.mark.parametrize(("cls", "member"), ENUMS, ids=place_of)
@settings(few, max_examples=3)
@given(data=st.data())
def test_an_enum_value_nobody_knows_is_kept(
    cls: Any, member: Member, data: st.DataObject
) -> None:
    """An unknown enum value becomes an open member, which is kept."""
    sent = to_botocore(data.draw(values_of(cls, full=True)))
    for spot in _of_member(cls, member, sent):
        arrived = spot.set(sent, "BrandNew")
        value = from_botocore(arrived, cls)
        found = [
            item
            for item in _everything_in(value)
            if isinstance(item, OpenEnum) and item == "BrandNew"
        ]

        assert found
        assert not any(item.is_known for item in found)
        assert {item.value for item in found} == {"BrandNew"}
        assert to_botocore(value) == arrived


def _of_member(cls: Any, member: Member, sent: Any) -> list[Spot]:
    """Where a member, or an element of it, stands directly in a value of the class."""
    head = tuple((tag_of(cls) or "").split(".")) if tag_of(cls) else ()
    kind = getattr(member.kind, "element", member.kind)
    found = [
        spot
        for spot in spots(cls, sent)
        if spot.kind == kind and spot.facts == member.facts
        if len(spot.path) <= len(head) + 2
    ]
    assert found
    return found


def _everything_in(value: Any) -> Iterator[Any]:
    yield value
    if attrs.has(type(value)):
        for field in attrs.fields(type(value)):
            yield from _everything_in(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _everything_in(item)
    elif isinstance(value, dict):
        yield from value.values()


@pytest.mark.parametrize(("cls", "member"), SPARSE, ids=place_of)
@settings(few, max_examples=5)
@given(data=st.data())
def test_nulls_are_left_out_where_they_are_legal(
    cls: Any, member: Member, data: st.DataObject
) -> None:
    """A null in a sparse list or map is as if it were not there."""
    value = data.draw(values_of(cls, full=True))
    sent = to_botocore(value)
    with_null = changed(
        sent,
        (member.wire,),
        lambda held: (
            [None, *held, None]
            if isinstance(member.kind, ListOf)
            else {"gone": None, **held}
        ),
    )

    assert from_botocore(with_null, cls) == value


def test_six_lists_and_maps_are_sparse() -> None:
    """Five lists are sparse, and the map of tags wherever it arrives."""
    lists = [cls for cls, member in SPARSE if isinstance(member.kind, ListOf)]
    maps = {member.name for _, member in SPARSE if isinstance(member.kind, MapOf)}

    assert len(lists) == 5
    assert maps == {"tags"}


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-04T05:06:07Z",
        "2026-03-04T05:06:07.000000Z",
        "2026-03-04T05:06:07.000Z",
        "2026-03-04T05:06:07.000000000Z",
        "2026-03-04T06:06:07+01:00",
        1772600767,
        1772600767.0,
        datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC),
    ],
)
def test_a_time_is_read_however_it_is_written(text: object) -> None:
    """A time is the same in every form the service or botocore gives it."""
    page = from_botocore({"auditEvents": [_event(performedTime=text)]}, AUDIT)

    assert page.audit_events[0].performed_time == datetime(
        2026, 3, 4, 5, 6, 7, tzinfo=UTC
    )


@pytest.mark.parametrize(
    ("given", "rule"),
    [
        ("2026-03-04T05:06:07", "a time without a time zone"),
        (NOWHERE, "a time without a time zone"),
        ("0001-01-01T00:00:00+14:00", "not a time that can be read"),
        ("soon", "not a time that can be read"),
        (1e30, "not a time that can be read"),
        (True, "expected a time, not bool"),
    ],
)
def test_what_is_no_time_says_why(given: object, rule: str) -> None:
    """Text that is no time, or has no zone, is refused with its place and rule."""
    with pytest.raises(ResponseError) as caught:
        from_botocore({"auditEvents": [_event(performedTime=given)]}, AUDIT)

    assert caught.value.problems == (Violation("auditEvents[0].performedTime", rule),)


@pytest.mark.parametrize(
    ("given", "rule"),
    [
        (NOWHERE, "a datetime without a time zone"),
        ("2026-03-04T05:06:07Z", "expected a datetime, not str"),
    ],
)
def test_what_is_no_time_is_not_written(given: Any, rule: str) -> None:
    """Of an event of one's own, a time that could not be read again is refused."""
    event: Any = from_botocore(_event(), AuditEvent)
    with pytest.raises(ParamValidationError) as caught:
        to_botocore(attrs.evolve(event, performed_time=given))

    assert caught.value.operation == "AuditEvent"
    assert caught.value.violations == (Violation("performedTime", rule),)


AUDIT = GetCaseAuditEventsResponse
ITEMS = SearchRelatedItemsResponse


def _event(**others: object) -> dict[str, object]:
    return {
        "eventId": "e",
        "type": "Case.Created",
        "performedTime": "2026-03-04T05:06:07Z",
        "fields": [],
        **others,
    }


def _item(**content: object) -> dict[str, object]:
    return {
        "relatedItemId": "r",
        "type": "Comment",
        "associationTime": "2026-03-04T05:06:07Z",
        "content": content,
    }


@pytest.mark.parametrize(
    ("cls", "answer", "path"),
    [
        (AUDIT, {}, "auditEvents"),
        (
            AUDIT,
            {"auditEvents": [_event(), _event(performedTime=math.inf)]},
            "auditEvents[1].performedTime",
        ),
        (ITEMS, {"relatedItems": [_item()]}, "relatedItems[0].content"),
        (
            ITEMS,
            {"relatedItems": [_item(comment={"contentType": "Text/Plain"})]},
            "relatedItems[0].content.comment.body",
        ),
    ],
)
def test_what_is_no_answer_says_where(cls: Any, answer: Any, path: str) -> None:
    """A bad answer is an error that names the class, the place and the request."""
    request = {"ResponseMetadata": {"RequestId": "a-request"}}

    with pytest.raises(ResponseError) as caught:
        from_botocore({**answer, **request}, cls)

    assert caught.value.path == path
    assert caught.value.operation == cls.__name__
    assert caught.value.request_id == "a-request"


def test_everything_wrong_is_named_at_once() -> None:
    """One error names all that is wrong with an answer."""
    events = [_event(eventId=3), _event(), _event(type=None, fields=[{}])]

    with pytest.raises(ResponseError) as caught:
        from_botocore({"auditEvents": events}, AUDIT)

    assert [problem.path for problem in caught.value.problems] == [
        "auditEvents[0].eventId",
        "auditEvents[2].type",
        "auditEvents[2].fields[0].eventFieldId",
        "auditEvents[2].fields[0].newValue",
    ]
