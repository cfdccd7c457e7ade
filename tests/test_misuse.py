"""What a program gets wrong that no type checker has seen: told at once, and how."""

import asyncio
import pickle
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import boto3
import pytest

import connectcases_typed as cc
from connectcases_typed import AsyncClient, Client

# Untyped on purpose: none of this passes a type checker.
c: Any = cc


@pytest.fixture(scope="module")
def cases() -> Client:
    """A client that is never to send anything."""
    return Client(region_name="us-west-2", endpoint_url="http://127.0.0.1:9")


@pytest.mark.parametrize("kind", [Client, AsyncClient])
def test_only_a_client_of_the_service_is_wrapped(
    kind: type[Client | AsyncClient], cases: Client
) -> None:
    """Another service's client, or none at all, is refused when it is wrapped."""
    s3: Any = boto3.client("s3", region_name="us-west-2")
    with pytest.raises(TypeError, match="boto3 client of connectcases, not one of s3"):
        kind.wrap(s3)
    ours: Any = cases
    with pytest.raises(TypeError, match="boto3 client of connectcases, not a Client"):
        kind.wrap(ours)


@pytest.mark.parametrize("given", ["x", {}, None])
def test_what_is_no_value_of_ours_is_not_sent(given: Any, cases: Client) -> None:
    """`to_botocore` says what it takes."""
    with pytest.raises(TypeError, match="this library's classes, not "):
        cc.to_botocore(given)


@pytest.mark.parametrize(
    "given", ["x", {}, None, cc.GetCaseRequest, cc.CommentContent(body="x")]
)
def test_what_is_no_request_is_not_sent(given: Any, cases: Client) -> None:
    """`send` says what it takes, and what it was given instead."""
    asynchronous = AsyncClient(region_name="us-west-2")
    for send in (cases.send, lambda it: asyncio.run(asynchronous.send(it))):
        with pytest.raises(TypeError, match=r"expected a request such as .*, not "):
            send(given)


def test_a_request_class_is_final() -> None:
    """A subclass of one would be another operation; what to do instead is said."""
    with pytest.raises(TypeError, match="write a function that makes a GetCaseRequest"):

        class Mine(cc.GetCaseRequest):
            pass


def test_what_holds_connections_or_locks_is_not_pickled(cases: Client) -> None:
    """It says so by name, and what to do instead."""
    for held in (
        cases,
        AsyncClient(region_name="us-west-2"),
        cases.list_domains(),
        AsyncClient(region_name="us-west-2").list_domains(),
        cc.RateLimits.documented(),
    ):
        name = type(held).__name__
        with pytest.raises(TypeError, match=f"a {name} cannot be .* in each process"):
            pickle.dumps(held)


class _NaT(datetime):
    """As `pandas.NaT`: a datetime to `isinstance`, and at no time."""

    def __getattribute__(self, name: str) -> Any:
        if name in ("year", "utcoffset"):
            raise ValueError("NaT is at no time")
        return super().__getattribute__(name)


def test_a_time_that_is_none_is_named() -> None:
    """A missing time of pandas is a broken rule with a path."""
    event = cc.AuditEvent(
        event_id="e",
        type=cc.AuditEventType.CASE_CREATED,
        performed_time=_NaT(2026, 1, 1, tzinfo=UTC),
        fields=(),
    )
    with pytest.raises(cc.ParamValidationError, match="performedTime: not a point in"):
        cc.to_botocore(event)


TITLE = cc.EqualTo(id="title", value=cc.StringValue("x"))
OPEN = cc.EqualToCondition(
    operand_one=cc.FieldOperand(field_id="status"),
    operand_two=cc.StringValue("open"),
    result=True,
)


@pytest.mark.parametrize("part", [~TITLE, TITLE & TITLE, OPEN | OPEN], ids=type)
def test_what_combines_goes_to_the_wire_in_a_request(part: Any) -> None:
    """By itself it is refused by name: what may be inside depends on the union."""
    refused = pytest.raises(TypeError, match=f"{type(part).__name__} is of several")
    with refused:
        cc.to_botocore(part)
    with refused:
        cc.from_botocore({}, type(part))


@pytest.mark.parametrize("given", [str, int, dict, cc.RelatedItemContent, None])
def test_only_classes_of_ours_are_read(given: Any) -> None:
    """`from_botocore` makes nothing else, nor one of several: it says what it takes."""
    with pytest.raises(TypeError, match="this library's classes, not "):
        cc.from_botocore({}, given)


def test_a_wrong_value_says_where_it_would_travel() -> None:
    """Of an arm by itself, too, a violation is named as the service would name it."""
    with pytest.raises(cc.ParamValidationError, match=r"comment\.body: expected a str"):
        cc.to_botocore(c.CommentContent(body=3))


def test_an_enum_is_of_texts() -> None:
    """What is no text is no value nobody knows: it is an error."""
    with pytest.raises(ValueError, match="3 is not a valid"):
        c.AuditEventType(3)


def test_what_is_fetched_later_is_not_true_or_false(cases: Client) -> None:
    """`if pages:` would always hold; it is an error that says what to do."""
    for pages in (
        cases.list_domains(),
        AsyncClient(region_name="us-west-2").list_domains(),
    ):
        with pytest.raises(TypeError, match="nothing is fetched yet"):
            bool(pages)


@pytest.mark.parametrize("kind", [Client, AsyncClient])
def test_rates_are_of_operations(kind: Callable[..., Any]) -> None:
    """A rate of an operation that does not exist is refused: it would pace nothing."""
    limits = cc.RateLimits({"get_case": cc.Rate(1, 1), "GetCase": cc.Rate(1, 1)})
    with pytest.raises(ValueError, match="no operations of connectcases: get_case"):
        kind(region_name="us-west-2", rate_limits=limits).boto3  # noqa: B018 - built now


def test_what_is_no_value_has_no_plain_value() -> None:
    """`as_python` refuses what is no field value, a plain one included."""
    with pytest.raises(TypeError, match="a str is no field value"):
        c.as_python("x")


def test_a_client_says_where_it_is(cases: Client) -> None:
    """A client's `repr` tells Region and endpoint, and no credentials."""
    assert repr(cases) == "<Client in us-west-2 at http://127.0.0.1:9>"
