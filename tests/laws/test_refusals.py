"""All mistakes in a request are reported, with their places, before it is sent."""

import math
import re
from collections.abc import Iterator
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectcases_typed import (
    BooleanValue,
    CommentContent,
    CommentFilter,
    ContactFilter,
    CreateRelatedItemRequest,
    CustomEntity,
    CustomInputContent,
    DoubleValue,
    FieldValue,
    FileContent,
    GetCaseAuditEventsRequest,
    ParamValidationError,
    SearchRelatedItemsRequest,
    SlaInputConfiguration,
    StringValue,
    UnknownMember,
    from_botocore,
    to_botocore,
)
from connectcases_typed.conversion.kinds import (
    Enclosing,
    Enumeration,
    ListOf,
    MapOf,
    Member,
    Scalar,
    Union,
    members,
)

from .budget import few
from .everything import REQUESTS, members_with, name_of, place_of
from .spots import Spot, spots
from .strategies import values_of

UNIONS = members_with(Union, among=REQUESTS)


# Which class a law is about is known only as it runs, hence `Any`.
@pytest.mark.parametrize("cls", [cls for cls in REQUESTS if members(cls)], ids=name_of)
@few
@given(data=st.data())
def test_every_broken_rule_is_named(cls: Any, data: st.DataObject) -> None:
    """Exactly the broken rules are reported, each with its wire path."""
    sent = to_botocore(data.draw(values_of(cls, full=True)))
    breakable = [
        (spot, values)
        for spot in spots(cls, sent)
        if (values := list(_broken(spot, spot.get(sent))))
    ]
    chosen = data.draw(st.lists(st.sampled_from(breakable), min_size=1, max_size=4))
    apart = {
        spot.text: (spot, values)
        for spot, values in chosen
        if not any(_around(other, spot) for other, _ in chosen)
    }
    for spot, values in apart.values():
        sent = spot.set(sent, data.draw(st.sampled_from(values)))
    # What arrives is not held to limits, so this is a way to make such a request.
    request = from_botocore(sent, cls)

    assert set(_paths(request)) == apart.keys()


def _around(outer: Spot, inner: Spot) -> bool:
    """Whether one of two different places holds the other."""
    before = inner.path[: len(outer.path)]
    return outer.path != inner.path and outer.path == before


def _broken(spot: Spot, value: Any) -> Iterator[Any]:
    """Wire values that break a rule at a place, and nothing below it."""
    least = spot.limit.min if spot.limit else None
    most = spot.limit.max if spot.limit else None
    match spot.kind:
        case Scalar(type_) if type_ is str:
            yield from _broken_texts(spot)
        case Scalar(type_) if type_ is int:
            yield from () if least is None else (least - 1, -(10**9))
            yield from () if most is None else (most + 1, 10**12)
        case Scalar(type_) if type_ is float:
            yield from (math.nan, math.inf, -math.inf)
        case Enumeration():
            yield "BrandNew"
        case Union() | Enclosing():
            yield {"brandNew": 1}
        case ListOf():
            yield from ([],) if least else ()
            yield from () if most is None else ([*value, *value[:1] * most],)
        case MapOf():
            more = {f"k{index}": "v" for index in range(most or 0)}
            yield from () if most is None else ({**value, **more, "k": "v"},)
        case _:
            pass


def _broken_texts(spot: Spot) -> Iterator[str]:
    limit = spot.limit
    yield "\ud800"  # a lone surrogate, which is no text
    if limit and limit.min:
        yield ""
    if limit and limit.max is not None:
        yield "x" * (limit.max + 1)
    if limit and limit.pattern:
        for text in (" ", "\n", "%", "é", "aws:x"):
            if not re.fullmatch(limit.pattern, text, re.ASCII):
                yield text


def _paths(request: object) -> list[str]:
    """The places a request is refused for."""
    with pytest.raises(ParamValidationError) as caught:
        to_botocore(request)
    return [violation.path for violation in caught.value.violations]


@pytest.mark.parametrize("cls", [cls for cls in REQUESTS if members(cls)], ids=name_of)
@settings(few, max_examples=1)
@given(data=st.data())
def test_what_is_required_cannot_be_none(cls: Any, data: st.DataObject) -> None:
    """None for what is required is refused, member by member."""
    request = data.draw(values_of(cls))
    required = [
        member
        for member in members(cls)
        if member.required and member.name not in _DECIDES.get(cls.__name__, ())
    ]
    for member in required:
        broken = attrs.evolve(request, **{member.name: None})

        assert member.wire in _paths(broken)


#: What other members follow from; without it there is no request to speak of.
_DECIDES = {"CreateRelatedItemRequest": ("content",)}


@pytest.mark.parametrize(("cls", "member"), UNIONS, ids=place_of)
@settings(few, max_examples=2)
@given(data=st.data())
def test_what_is_no_arm_is_refused(
    cls: Any, member: Member, data: st.DataObject
) -> None:
    """In place of an arm, a class that is none is refused, and those that are named."""
    request = data.draw(values_of(cls))
    in_list = isinstance(member.kind, ListOf)
    union: Any = getattr(member.kind, "element", member.kind)
    path = f"{member.wire}[0]" if in_list else member.wire

    for wrong in (UnknownMember("brandNew", 1), FieldValue(id="f", value=_X), "text"):
        broken = attrs.evolve(request, **{member.name: [wrong] if in_list else wrong})
        with pytest.raises(ParamValidationError) as caught:
            to_botocore(broken)
        (violation,) = caught.value.violations

        assert violation.path == path
        if isinstance(wrong, UnknownMember):
            assert "cannot be sent" in violation.rule
        else:
            for arm in union.arms:
                assert arm.__name__ in violation.rule
            assert type(wrong).__name__ in violation.rule


_X = StringValue("x")
# Wrong values are passed on purpose: `Any` keeps the type checker out of it.
_IN: dict[str, Any] = {"domain_id": "d", "case_id": "c"}


def _create(content: Any, **others: Any) -> CreateRelatedItemRequest:
    return CreateRelatedItemRequest(**_IN | {"content": content} | others)


def _custom(value: Any, *, times: int = 1) -> CreateRelatedItemRequest:
    field = FieldValue(id="f", value=value)
    return _create(CustomInputContent(fields=[field] * times))


def _sla(**others: Any) -> CreateRelatedItemRequest:
    least: dict[str, Any] = {"name": "n", "target_sla_minutes": 1}
    return _create(SlaInputConfiguration(**least | others))


def _search(**others: Any) -> SearchRelatedItemsRequest:
    return SearchRelatedItemsRequest(**_IN | others)


_COMMENT = CommentContent(body="x")
_VALUE = "content.custom.fields[0].value"
_SLA = "content.sla.slaInputConfiguration"


@pytest.mark.parametrize(
    ("request_", "path", "rule"),
    [
        (
            _create(CommentContent(body="x" * 15_001)),
            "content.comment.body",
            "15001 characters, at most 15000",
        ),
        (_create(CommentContent(body="")), "content.comment.body", "0 characters"),
        (
            _create(CommentContent(body="\ud800")),
            "content.comment.body",
            "lone surrogate",
        ),
        (_create(_COMMENT, domain_id=""), "domainId", "0 characters, at least 1"),
        (_create(_COMMENT, domain_id=None), "domainId", "required, but None"),
        (_create(_COMMENT, domain_id=3), "domainId", "expected a string, not int"),
        (_create(_COMMENT, case_id="a b"), "caseId", "does not match"),
        (_create(_COMMENT, case_id="c" * 501), "caseId", "501 characters"),
        (_create(_COMMENT, case_id="é"), "caseId", "does not match"),
        (
            _create(_COMMENT, performed_by=CustomEntity("a job!")),
            "performedBy.customEntity",
            "does not match",
        ),
        (
            _create(_COMMENT, performed_by=CustomEntity("ends in a line end\n")),
            "performedBy.customEntity",
            "does not match",
        ),
        (_custom(StringValue("x"), times=51), "content.custom.fields", "51 elements"),
        (_custom(StringValue("x"), times=0), "content.custom.fields", "0 elements"),
        (_custom(StringValue("x" * 4101)), f"{_VALUE}.stringValue", "at most 4100"),
        (_custom(DoubleValue(math.nan)), f"{_VALUE}.doubleValue", "not a finite"),
        (_custom(DoubleValue(-math.inf)), f"{_VALUE}.doubleValue", "not a finite"),
        (_custom(DoubleValue(10**400)), f"{_VALUE}.doubleValue", "not a finite"),
        (
            _custom(DoubleValue(True)),  # noqa: FBT003 - the mistake it is about
            f"{_VALUE}.doubleValue",
            "expected a number, not bool",
        ),
        (
            _custom(BooleanValue(1)),  # type: ignore[arg-type] # the mistake it is about
            f"{_VALUE}.booleanValue",
            "expected a bool, not int",
        ),
        (_custom("x"), _VALUE, "expected one of StringValue, DoubleValue"),
        (_sla(target_sla_minutes=0), f"{_SLA}.targetSlaMinutes", "at least 1"),
        (_sla(target_sla_minutes=1_051_201), f"{_SLA}.targetSlaMinutes", "at most"),
        (_sla(target_sla_minutes=1.5), f"{_SLA}.targetSlaMinutes", "an integer"),
        (_sla(name="ends in a space "), f"{_SLA}.name", "does not match"),
        (_sla(target_field_values=[]), f"{_SLA}.targetFieldValues", "0 elements"),
        (_sla(target_field_values=[_X, _X]), f"{_SLA}.targetFieldValues", "2 elements"),
        (_sla(type="Other"), f"{_SLA}.type", "not a known SlaType"),
        (_search(max_results=26), "maxResults", "at most 25"),
        (_search(max_results=0), "maxResults", "at least 1"),
        (_search(filters=[CommentFilter()] * 11), "filters", "11 elements, at most 10"),
        (_search(filters=[FileContent(file_arn="a")]), "filters[0]", "expected one of"),
        (_search(filters="comment"), "filters", "expected a list or tuple, not str"),
        (_search(next_token="x" * 9001), "nextToken", "9001 characters"),
        (
            _search(filters=[ContactFilter(channel=["VOICE", "x" * 101])]),
            "filters[0].contact.channel[1]",
            "101 characters",
        ),
        (
            _search(filters=[ContactFilter(channel=["a", "b", "c", "d"])]),
            "filters[0].contact.channel",
            "4 elements, at most 3",
        ),
        (
            GetCaseAuditEventsRequest(domain_id="d", case_id="c", max_results=26),
            "maxResults",
            "at most 25",
        ),
    ],
)
def test_a_bad_request_says_where_and_what(
    request_: object, path: str, rule: str
) -> None:
    """A request that breaks one rule is refused for that one, by place and rule."""
    with pytest.raises(ParamValidationError) as caught:
        to_botocore(request_)
    (violation,) = caught.value.violations

    assert violation.path == path
    assert rule in violation.rule
    assert str(violation) in str(caught.value)
