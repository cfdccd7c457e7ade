"""Requests of odd values: a value that passes the checks is sent as a plain value."""

import enum
import pickle
import subprocess
import sys
from typing import Any

import pytest

import connectcases_typed as cc
from connectcases_typed.operations import Request

from .every import EVERY, sending
from .stub import Answer, Stub


class Order(str, enum.Enum):  # noqa: UP042 - what is tested
    """Somebody else's enum, as they were written before `StrEnum`."""

    DESC = "Desc"


class Size(int, enum.Enum):
    """Somebody else's enum of numbers."""

    SMALL = 5


class Liar(str):
    """A string subclass that reports false properties."""

    __slots__ = ()

    def __len__(self) -> int:
        return 1

    def __str__(self) -> str:
        return "something else"

    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = str.__hash__

    def isascii(self) -> bool:
        return True


@pytest.mark.parametrize("which", EVERY)
def test_the_plain_value_is_what_is_sent(which: str, stub: Stub) -> None:
    """A member of a foreign enum goes out as its value, in a body and in a query."""
    search = cc.SearchCasesRequest(
        domain_id=Liar("d1"),
        max_results=Size.SMALL,
        sorts=[cc.Sort(field_id=Liar("title"), sort_order=Order.DESC)],  # type: ignore[arg-type] # a str like any other
    )
    stub.answers(Answer.of({"cases": [], "totalCount": 0}), Answer.of({"domains": []}))
    with sending(which, stub.url) as sender:
        sender.send(search)
        sender.send(cc.ListDomainsRequest(max_results=Size.SMALL))
    searched, listed = stub.received
    assert searched.path == "/domains/d1/cases-search"
    assert searched.json["sorts"] == [{"fieldId": "title", "sortOrder": "Desc"}]
    assert searched.json["maxResults"] == 5
    assert listed.path == "/domains-list?maxResults=5"


def test_the_dict_holds_plain_values_only() -> None:
    """`to_botocore` gives a `str`, `int` or `float` for what is one."""
    request = cc.CreateCaseRequest(
        domain_id=Liar("d"),
        template_id="t",
        fields=[cc.FieldValue(id=Liar("f"), value=cc.StringValue(Liar("x")))],
        tags={Liar("k"): Liar("v")},
    )
    sent = cc.to_botocore(request)
    (field,) = sent["fields"]
    texts = [sent["domainId"], field["id"], field["value"]["stringValue"]]
    texts += [*sent["tags"], *sent["tags"].values()]
    assert [type(text) for text in texts] == [str] * 5


def test_a_liar_is_judged_by_its_plain_value() -> None:
    """Lengths, patterns and enums are those of the characters that would be sent."""
    for request, path in (
        (cc.GetDomainRequest(domain_id=Liar("x" * 501)), "domainId"),
        (cc.GetDomainRequest(domain_id=Liar("..")), "domainId"),
        (cc.GetDomainRequest(domain_id=Liar("\ud800")), "domainId"),
        (
            cc.SearchCasesRequest(
                domain_id="d",
                sorts=[cc.Sort(field_id="f", sort_order=Liar("up"))],  # type: ignore[arg-type] # as above
            ),
            "sorts[0].sortOrder",
        ),
    ):
        given: Request[Any] = request
        with pytest.raises(cc.ParamValidationError) as raised:
            cc.to_botocore(given)
        assert path in {it.path for it in raised.value.violations}


# ------------------------------------------------------------------------- depth

TITLE = cc.EqualTo(id="title", value=cc.StringValue("x"))


def nested(depth: int, how: str) -> Any:
    """A filter of so many levels."""
    found: Any = TITLE
    for _ in range(depth):
        found = cc.Not(found) if how == "not" else cc.AndAll([found])
    return found


@pytest.mark.parametrize("which", EVERY)
@pytest.mark.parametrize("how", ["not", "and"])
def test_what_is_nested_too_deeply_is_refused(which: str, how: str, stub: Stub) -> None:
    """A filter of any depth is either sent or refused with an error of this library."""
    stub.answers_by(lambda _: Answer.of({"cases": [], "totalCount": 0}))
    depths = (10, 100, *range(120, 420, 20), 3000)
    refused: list[cc.ParamValidationError] = []
    with sending(which, stub.url) as sender:
        for depth in depths:
            filter_ = nested(depth, how)
            request = cc.SearchCasesRequest(domain_id="d", filter=filter_)
            try:
                sender.send(request)
            except cc.ParamValidationError as error:
                refused.append(error)
    assert 1 <= len(refused) < len(depths)
    assert {str(it)[-28:] for it in refused} == {" nested too deeply to be sent"[-28:]}
    assert len(stub.received) == len(depths) - len(refused)


def test_what_was_received_deep_does_not_kill_the_process() -> None:
    """Comparing, hashing, pickling or showing it works, or is a RecursionError."""
    program = """
import pickle, sys
import connectcases_typed as cc
value = []
for _ in range(100_000):
    value = [value]
found = cc.EqualTo(id="title", value=cc.StringValue("x"))
other = found
for _ in range(100_000):
    found, other = cc.Not(found), cc.Not(other)
pairs = [
    (cc.UnknownMember("deep", value), cc.UnknownMember("deep", [value])),
    (found, other),
]
for one, two in pairs:
    for act in (lambda: one == two, lambda: hash(one), lambda: repr(one),
                lambda: pickle.dumps(one)):
        try:
            act()
        except RecursionError:
            pass
print("alive")
# Whatever holds it need not be taken apart.
sys.stdout.flush()
"""
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stdout) == (0, "alive\n"), ran.stderr


def test_a_deep_request_can_still_be_pickled_or_says_so() -> None:
    """A filter of a depth the service may take is a value like any other."""
    filter_ = nested(40, "not")
    assert pickle.loads(pickle.dumps(filter_)) == filter_  # noqa: S301 - our own
    assert hash(filter_) == hash(nested(40, "not"))


# -------------------------------------------------------------------- user agent


def test_where_it_runs_cannot_break_a_header(
    stub: Stub, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the environment says is cleaned for the user agent, as botocore does it."""
    monkeypatch.setenv("AWS_EXECUTION_ENV", "AWS Lambda\r\nX-Evil: 1")
    stub.answers(Answer.of({"domains": []}))
    with sending("Client", stub.url) as sender:
        sender.send(cc.ListDomainsRequest())
    (received,) = stub.received
    assert "exec-env/AWS-Lambda--X-Evil--1" in received.headers["user-agent"].split()
    assert "x-evil" not in received.headers
