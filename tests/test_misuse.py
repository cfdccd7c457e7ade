"""What a program gets wrong that no type checker has seen: told at once, and how."""

import asyncio
import pickle
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from inspect import signature
from typing import Any

import anyio
import boto3
import pytest

import connectcases_typed as cc
from connectcases_typed import AsyncClient, Client
from connectcases_typed.calling.transport import Boto3Arguments
from connectcases_typed.shapes import is_shape

# A set, since some classes have an alias. `Page` has the constructor of its base.
SHAPES = {it for name in cc.__all__ if is_shape(it := getattr(cc, name))} - {cc.Page}

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
    with pytest.raises(
        cc.ParamValidationError, match=r"\(performedTime\): not a point in"
    ):
        cc.to_botocore(event)


TITLE = cc.EqualTo(id="title", value=cc.StringValue("x"))
OPEN = cc.EqualToCondition(
    operand_one=cc.FieldOperand(field_id="status"),
    operand_two=cc.StringValue("open"),
    result=True,
)


@pytest.mark.parametrize("part", [~TITLE, TITLE & TITLE, OPEN | OPEN], ids=type)
def test_what_combines_is_read_by_the_name_of_its_union(part: Any) -> None:
    """By itself nobody knows what may be inside: the error says what to name."""
    with pytest.raises(TypeError, match=f"{type(part).__name__} is of several"):
        cc.from_botocore({}, type(part))


def test_what_combines_fits_one_union_at_least() -> None:
    """A condition over cases and one of case rules have nothing in common."""
    mixed: Any = TITLE & c.CommentContent(body="x")
    with pytest.raises(cc.ParamValidationError, match=r"filters\[1\] \(andAll"):
        cc.to_json(mixed)


@pytest.mark.parametrize(
    "given",
    [str, int, dict, list[str], "FieldValue", cc.PlainValue, cc.UnknownMember, None],
)
def test_only_classes_of_ours_are_read(given: Any) -> None:
    """`from_botocore` and `from_json` make nothing else, and say what they take."""
    with pytest.raises(TypeError, match="this library's classes, not "):
        cc.from_botocore({}, given)
    with pytest.raises(TypeError, match="this library's classes, not "):
        cc.from_json("{}", given)


def test_a_wrong_value_says_where_it_would_travel() -> None:
    """Of an arm by itself, too, a violation is named as the service would name it."""
    with pytest.raises(cc.ParamValidationError, match=r"body \(comment\.body\): exp"):
        cc.to_botocore(c.CommentContent(body=3))


HINTS: dict[str, tuple[Any, str]] = {
    "a dict of fields": (
        c.UpdateCaseRequest(domain_id="d", case_id="c", fields={"title": "x"}),
        r"fields: expected a list or tuple, not dict; field_values\(\{field_id:",
    ),
    "ids of fields": (
        c.GetCaseRequest(domain_id="d", case_id="c", fields=["title"]),
        r"fields\[0\]: expected FieldIdentifier, not str; field_identifiers\(field_id",
    ),
    "a plain value in a filter": (
        c.SearchCasesRequest(domain_id="d", filter=c.EqualTo(id="title", value="x")),
        r"filter\.value \(filter\.field\.equalTo\.value\): .*; write StringValue\(\.\.",
    ),
    "a number in a filter": (
        c.SearchCasesRequest(domain_id="d", filter=c.EqualTo(id="title", value=3.5)),
        r"; write DoubleValue\(\.\.\.\)",
    ),
    "a time in a filter": (
        c.SearchCasesRequest(
            domain_id="d", filter=c.EqualTo(id="t", value=datetime.now(UTC))
        ),
        "a time is StringValue of ISO 8601 text with its zone",
    ),
    "boto3's form of a union": (
        c.CreateRelatedItemRequest(
            domain_id="d", case_id="c", content={"comment": {"body": "x"}}
        ),
        r"content: .*, not dict; from_botocore\(data, CommentContent\) reads a dict",
    ),
    "boto3's form of a condition": (
        c.SearchCasesRequest(domain_id="d", filter={"field": {"equalTo": {}}}),
        r"filter: .*not dict; from_botocore\(data, CaseFilter\) reads a dict",
    ),
    "boto3's form of a structure": (
        c.UpdateCaseRequest(
            domain_id="d", case_id="c", fields=[{"id": "x", "value": {}}]
        ),
        r"fields\[0\]: .*not dict; from_botocore\(data, FieldValue\)",
    ),
    "one condition where there are several": (
        c.SearchRelatedItemsRequest(
            domain_id="d", case_id="c", filters=c.CommentFilter()
        ),
        "filters: expected a list or tuple, not CommentFilter; a list of one",
    ),
    "a member that is missing": (
        c.GetDomainRequest(domain_id=None),
        r"domain_id \(domainId\): required, but None",
    ),
    "an element": (
        c.UpdateCaseRequest(
            domain_id="d", case_id="c", fields=[c.FieldValue(id="", value=TITLE.value)]
        ),
        r"fields\[0\]\.id: 0 characters, at least 1",
    ),
}


@pytest.mark.parametrize(("wrong", "said"), HINTS.values(), ids=HINTS)
def test_a_common_mistake_is_told_what_to_write(wrong: Any, said: str) -> None:
    """With the place as it was written, and as it travels where that differs."""
    with pytest.raises(cc.ParamValidationError, match=said):
        cc.to_botocore(wrong)


@pytest.mark.parametrize("kind", [Client, AsyncClient])
def test_arguments_are_judged_as_the_methods(kind: Callable[..., Any]) -> None:
    """An error names the method that was called, and the argument that was meant."""
    client = kind(region_name="us-west-2")

    async def call(name: str, *args: object, **kwargs: object) -> None:
        called = getattr(client, name)(*args, **kwargs)
        if kind is AsyncClient:
            await called

    def said(name: str, *args: object, **kwargs: object) -> str:
        with pytest.raises(TypeError) as caught:
            anyio.run(partial(call, name, *args, **kwargs))
        assert caught.value.__suppress_context__
        return str(caught.value)

    meant = "get_domain() got an unexpected keyword argument 'domainId': did you mean "
    assert said("get_domain", domainId="d") == f"{meant}'domain_id'?"
    assert said("get_domain", domain_id="d", zzz=1).endswith("argument 'zzz'")
    assert said("get_domain", "d") == (
        "get_domain() takes keywords only: write get_domain(domain_id=...)"
    )
    assert said("get_case", "d", "c").endswith(
        "write get_case(domain_id=..., case_id=...)"
    )
    assert said("get_case", domain_id="d", case_id="c") == (
        "get_case() is missing the argument 'fields'"
    )
    assert said("get_domain") == "get_domain() is missing the argument 'domain_id'"
    assert said("load_fields", "d").endswith("write load_fields(domain_id=...)")
    assert said("create_related_item", domain_id="d", case_id="c", type="Comment") == (
        "create_related_item() takes no 'type': it follows from the class of 'content'"
    )
    assert said("get_case", fields=[]) == (
        "get_case() is missing the arguments 'domain_id', 'case_id'"
    )


@pytest.mark.parametrize("kind", sorted(SHAPES, key=str))
def test_arguments_are_judged_as_the_classes(kind: Any) -> None:
    """An error about a constructor's arguments names the class that was called."""
    for args, kwargs in [((), {"zzz": 1}), (range(9), {})]:
        with pytest.raises(TypeError) as caught:
            kind(*args, **kwargs)
        assert str(caught.value).startswith(f"{kind.__name__}() ")


@pytest.mark.parametrize("kind", [Client, AsyncClient])
def test_arguments_of_a_client_are_told_which_was_meant(
    kind: Callable[..., Any],
) -> None:
    """Those of the clients themselves, and those they hand on to boto3."""
    own = [name for name in signature(kind).parameters if name != "arguments"]
    for name in [*own, *Boto3Arguments.__annotations__]:
        with pytest.raises(TypeError, match=f"'{name[:-1]}': did you mean '{name}'"):
            kind(**{name[:-1]: None}).boto3  # noqa: B018 - built now
    with pytest.raises(TypeError, match="did you mean 'region_name'"):
        kind(region="us-west-2").boto3  # noqa: B018 - as above


def test_pages_say_how_they_are_iterated(cases: Client) -> None:
    """Whoever takes them for a list, or for a response, is told what to do."""
    pages: Any = cases.list_domains()
    later: Any = AsyncClient(region_name="us-west-2").list_domains()
    with pytest.raises(
        AttributeError, match=r"'domains': .*for page in pages\.by_page"
    ):
        pages.domains  # noqa: B018 - that is the point
    with pytest.raises(AttributeError, match="async for page in pages"):
        later.domains  # noqa: B018 - that is the point
    with pytest.raises(TypeError, match=r"len\(\) takes list\(pages\)"):
        len(pages)
    with pytest.raises(TypeError, match=r"takes list\(pages\)"):
        pages[0]
    with pytest.raises(TypeError, match=r"for page in pages\.by_page"):
        pages["domains"]
    with pytest.raises(TypeError, match="async for page in pages"):
        later["domains"]
    with pytest.raises(TypeError, match="async for item in pages"):
        list(later)
    with pytest.raises(TypeError, match="with for"):
        anyio.run(_iterate, pages)
    assert not hasattr(pages, "__wrapped__")


async def _iterate(pages: Any) -> None:
    async for _ in pages:
        pass


@pytest.mark.parametrize("kind", [Client, AsyncClient])
def test_a_paged_request_is_checked_when_it_is_made(kind: Callable[..., Any]) -> None:
    """Not when it is iterated, which may be somewhere else."""
    client = kind(region_name="us-west-2")
    with pytest.raises(cc.ParamValidationError, match=r"fields\[0\]: expected"):
        client.get_case(domain_id="d", case_id="c", fields=["title"])
    with pytest.raises(cc.ParamValidationError, match="max_results"):
        client.pages(cc.ListDomainsRequest(max_results=0))
    relaxed = kind(region_name="us-west-2", check_limits=False)
    assert relaxed.list_domains(max_results=1000)._send


def test_a_misspelt_name_is_told_which_was_meant() -> None:
    """Although names are imported when they are first used."""
    with pytest.raises(
        AttributeError, match=r"Contnet': did you mean 'CommentContent'"
    ):
        c.CommentContnet  # noqa: B018 - that is the point
    assert not hasattr(c, "__wrapped__")


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
