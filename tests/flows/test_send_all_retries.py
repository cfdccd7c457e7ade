"""What `send_all` says of requests that boto3 itself sends again."""

from collections.abc import Callable, Iterator
from typing import Any

import anyio
import pytest
from botocore.config import Config

from connectcases_typed import (
    AsyncClient,
    Client,
    CommentContent,
    CreateCaseRequest,
    CreateFieldRequest,
    CreateRelatedItemRequest,
    DeleteCaseRequest,
    Done,
    FieldType,
    InDoubt,
    Outcome,
    Request,
    UpdateCaseRequest,
    field_values,
    may_have_been_done,
)
from connectcases_typed.testing import EmbeddedCases

#: As often as by default.
RETRIES = Config(retries={"mode": "standard", "total_max_attempts": 3})


def by_client(requests: list[Request[Any]], **more: Any) -> list[Outcome[Any]]:
    """All outcomes, from `Client`."""
    with Client(region_name="us-west-2", config=RETRIES) as cases:
        return list(cases.send_all(requests, **more))


def by_async_client(requests: list[Request[Any]], **more: Any) -> list[Outcome[Any]]:
    """All outcomes, from `AsyncClient`."""

    async def main() -> list[Outcome[Any]]:
        async with AsyncClient(region_name="us-west-2", config=RETRIES) as cases:
            return [it async for it in cases.send_all(requests, **more)]

    return anyio.run(main)


Runner = Callable[..., list[Outcome[Any]]]


@pytest.fixture(params=[by_client, by_async_client])
def send_all(
    request: pytest.FixtureRequest,
    service: EmbeddedCases,
    monkeypatch: pytest.MonkeyPatch,
) -> Runner:
    """Each client, whose retries take no time."""
    monkeypatch.setattr("botocore.retryhandler.delay_exponential", lambda *_: 0)
    monkeypatch.setattr("botocore.endpoint.time.sleep", lambda _: None)
    found: Runner = request.param
    return found


@pytest.fixture
def case_id(cases: Client, domain_id: str) -> str:
    """A case."""
    template = cases.create_template(domain_id=domain_id, name="t").template_id
    fields = field_values({"title": "A case"})
    return cases.create_case(
        domain_id=domain_id, template_id=template, fields=fields
    ).case_id


def comments(cases: Client, domain_id: str) -> list[str]:
    """What is said of all cases."""
    found = [it.content for it in cases.search_all_related_items(domain_id=domain_id)]
    return [it.body for it in found if isinstance(it, CommentContent)]


@pytest.mark.parametrize("journal", [None, "journal.jsonl"])
def test_what_would_be_done_twice_is_left_in_doubt(
    send_all: Runner,
    service: EmbeddedCases,
    cases: Client,
    domain_id: str,
    case_id: str,
    journal: str | None,
    tmp_path: Any,
) -> None:
    """Whatever boto3's retries are; refused attempts are made again as ever."""
    requests = [
        CreateRelatedItemRequest(
            domain_id=domain_id, case_id=case_id, content=CommentContent(body=str(it))
        )
        for it in range(6)
    ]
    service.faults.throttle("CreateRelatedItem", times=1)
    service.faults.lose_answer("CreateRelatedItem", times=2)
    more = {} if journal is None else {"journal": tmp_path / journal}
    found = send_all(requests, workers=1, **more)
    assert [type(it) for it in found].count(InDoubt) == 2
    assert [type(it) for it in found].count(Done) == 4
    assert sorted(comments(cases, domain_id)) == list("012345")
    if journal is not None:
        again = send_all(requests, workers=1, **more)
        assert {it.index for it in again if isinstance(it, InDoubt)} == {
            it.index for it in found if isinstance(it, InDoubt)
        }
        assert sorted(comments(cases, domain_id)) == list("012345")


def test_a_single_call_is_retried_as_its_client_says(
    service: EmbeddedCases,
    cases: Client,
    domain_id: str,
    case_id: str,
    send_all: Runner,
) -> None:
    """The care is that of `send_all`, in its own threads: no other call has it."""
    request = CreateRelatedItemRequest(
        domain_id=domain_id, case_id=case_id, content=CommentContent(body="x")
    )
    assert isinstance(send_all([request])[0], Done)
    service.faults.lose_answer("CreateRelatedItem", times=1)
    with Client(region_name="us-west-2", config=RETRIES) as other:
        other.send(request)
    assert len(comments(cases, domain_id)) == 3


def _others(domain_id: str, case_id: str, template_id: str) -> Iterator[Request[Any]]:
    """A write of each other kind."""
    title = field_values({"title": "A title"})
    yield CreateCaseRequest(domain_id=domain_id, template_id=template_id, fields=title)
    yield UpdateCaseRequest(domain_id=domain_id, case_id=case_id, fields=title)
    yield CreateFieldRequest(domain_id=domain_id, name="F", type=FieldType.TEXT)
    yield DeleteCaseRequest(domain_id=domain_id, case_id=case_id)


def test_every_other_write_is_told_truly(
    send_all: Runner,
    service: EmbeddedCases,
    cases: Client,
    domain_id: str,
    case_id: str,
) -> None:
    """Sent again after a lost response, it is done, or ends in an error that leaves a
    doubt; none is said not to have been done.
    """
    (template,) = cases.list_templates(domain_id=domain_id)
    requests = [*_others(domain_id, case_id, template.template_id)]
    for request in requests:
        service.faults.lose_answer(request.operation, times=1)
    found = {it.request.operation: it for it in send_all(requests, workers=1)}
    assert isinstance(found["CreateCase"], Done)
    assert isinstance(found["UpdateCase"], Done)
    for operation in ("CreateField", "DeleteCase"):
        outcome = found[operation]
        assert isinstance(outcome, InDoubt)
        assert may_have_been_done(outcome.error)
    assert len([*cases.search_cases(domain_id=domain_id)]) == 1
