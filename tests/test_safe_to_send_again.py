"""The page "Safe to send again": its table is what the request classes say.

`python tests/test_safe_to_send_again.py` writes the table down anew.
"""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import pytest

import connectcases_typed as cc
from connectcases_typed import Client, Repeat
from connectcases_typed._names import HOMES
from connectcases_typed.operations import Request
from connectcases_typed.testing import mock_cases

PAGE = Path(__file__).parent.parent / "docs" / "how-to" / "safe-to-send-again.md"
BEGIN, END = "<!-- table -->\n", "<!-- end of the table -->\n"

REQUESTS: list[type[Request[Any]]] = [
    getattr(cc, name)
    for name in HOMES
    if name.endswith("Request") and name not in ("Request", "PagedRequest")
]

#: What sending it again does, and what to do about an error that leaves doubt.
SAYS = {
    Repeat.READ: ("changes nothing", "send it again"),
    Repeat.TOKEN: (
        "is the same request, by its token: done once",
        "`cases.send(error.request)`",
    ),
    Repeat.SAME: (
        "leaves the same state, over whatever others changed in between",
        "send it again, unless others write the same fields: then read first",
    ),
    Repeat.CONFLICT: (
        "is a `ConflictException` if it was done",
        "send it again; after a `ConflictException` find what is there",
    ),
    Repeat.GONE: (
        "is a `ResourceNotFoundException` if it was done",
        "send it again; a `ResourceNotFoundException` means it is gone",
    ),
    Repeat.TWICE: (
        "does it twice",
        "read first; or `BatchCreateRelatedItem`, which has a token",
    ),
}


def table() -> str:
    """The table, as the page has it."""
    rows = "".join(
        f"| `{cls.operation}` | {SAYS[cls.repeat][0]} | {SAYS[cls.repeat][1]} |\n"
        for cls in sorted(REQUESTS, key=lambda it: it.operation)
    )
    head = "| operation | sent again, it | after an error that leaves doubt |\n"
    return f"{BEGIN}{head}|---|---|---|\n{rows}{END}"


def test_the_page_has_the_table() -> None:
    """Each operation is on the page, with what its request class says of it."""
    _, _, rest = PAGE.read_text().partition(BEGIN)
    found, _, _ = rest.partition(END)
    assert f"{BEGIN}{found}{END}" == table()
    assert len(REQUESTS) == table().count("\n") - 4


@pytest.mark.newest_botocore
def test_what_has_a_token_is_what_the_model_gives_one() -> None:
    """The model's idempotency tokens are those of the requests that carry one."""
    cases = Client(region_name="us-west-2")
    model = cast("Any", cases.boto3.meta.service_model)
    for cls in REQUESTS:
        operation = model.operation_model(cls.operation)
        has_token = bool(operation.idempotent_members)
        assert has_token is (cls.repeat is Repeat.TOKEN)


@pytest.mark.newest_botocore
def test_what_reads_is_what_the_model_calls_read_only() -> None:
    """Reads are the operations that the model marks so, and ListTagsForResource."""
    cases = Client(region_name="us-west-2")
    model: Any = cast("Any", cases.boto3.meta.service_model)
    reads = {
        name
        for name in model.operation_names
        if model.operation_model(name)._operation_model.get("readonly")
    }
    assert {it.operation for it in REQUESTS if it.repeat is Repeat.READ} == (
        reads | {"ListTagsForResource"}
    )


def _writes() -> Iterator[tuple[Request[Any], Any]]:
    """Writes of every kind, each with what sending it once and again returned."""
    with mock_cases() as service, Client(region_name="us-west-2") as cases:

        def twice(request: Request[Any]) -> Any:
            first = cases.send(request)
            sent.append((request, first, _again(cases, request)))
            return first

        sent: list[tuple[Request[Any], Any, Any]] = []
        d = twice(cc.CreateDomainRequest(name="shop")).domain_id
        field = twice(
            cc.CreateFieldRequest(domain_id=d, name="N", type=cc.FieldType.TEXT)
        )
        template = twice(cc.CreateTemplateRequest(domain_id=d, name="T"))
        layout = twice(
            cc.CreateLayoutRequest(domain_id=d, name="L", content=cc.BasicLayout())
        )
        rule = twice(
            cc.CreateCaseRuleRequest(
                domain_id=d,
                name="R",
                rule=cc.RequiredCaseRule(default_value=True, conditions=[]),
            )
        )
        values = cc.field_values({"title": "A", "customer_id": "arn:aws:profile:x"})
        one, other = (
            twice(
                cc.CreateCaseRequest(
                    domain_id=d, template_id=template.template_id, fields=values
                )
            ).case_id
            for _ in range(2)
        )
        assert one != other
        item = twice(
            cc.CreateRelatedItemRequest(
                domain_id=d, case_id=one, content=cc.CommentContent(body="x")
            )
        )
        twice(
            cc.BatchCreateRelatedItemRequest(
                domain_id=d,
                content=cc.CommentContent(body="y"),
                cases=[
                    cc.BatchCreateRelatedItemIdentifier(case_identifier=cc.CaseId(one))
                ],
            )
        )
        title = cc.field_values({"title": "B"})
        twice(cc.UpdateCaseRequest(domain_id=d, case_id=one, fields=title))
        twice(cc.UpdateFieldRequest(domain_id=d, field_id=field.field_id, name="M"))
        twice(cc.TagResourceRequest(arn=template.template_arn, tags={"team": "blue"}))
        twice(cc.UntagResourceRequest(arn=template.template_arn, tag_keys=["team"]))
        twice(
            cc.StartMergeCasesRequest(
                domain_id=d, case_id=one, secondary_case_ids=[other]
            )
        )
        service.clock.advance(timedelta(hours=1))
        twice(
            cc.DeleteRelatedItemRequest(
                domain_id=d, case_id=one, related_item_id=item.related_item_id
            )
        )
        twice(cc.DeleteCaseRequest(domain_id=d, case_id=one))
        twice(cc.DeleteCaseRuleRequest(domain_id=d, case_rule_id=rule.case_rule_id))
        twice(cc.DeleteLayoutRequest(domain_id=d, layout_id=layout.layout_id))
        twice(cc.DeleteFieldRequest(domain_id=d, field_id=field.field_id))
        twice(cc.DeleteTemplateRequest(domain_id=d, template_id=template.template_id))
        twice(cc.DeleteDomainRequest(domain_id=d))
        yield from ((request, (first, second)) for request, first, second in sent)


def _again(cases: Client, request: Request[Any]) -> Any:
    try:
        return cases.send(request)
    except cc.ServiceError as error:
        return error


def test_what_the_table_says_is_so() -> None:
    """Sent twice, a write does on the embedded service what the table says."""
    tried: set[Repeat] = set()
    for request, (first, second) in _writes():
        tried.add(request.repeat)
        match request.repeat:
            case Repeat.TOKEN | Repeat.SAME:
                assert first == second, request.operation
            case Repeat.CONFLICT:
                assert isinstance(second, cc.ConflictException), request.operation
            case Repeat.GONE:
                assert isinstance(second, cc.ResourceNotFoundException), (
                    request.operation
                )
            case Repeat.TWICE:
                assert first != second
            case Repeat.READ:
                raise AssertionError(request.operation)
    assert tried == set(Repeat) - {Repeat.READ}


if __name__ == "__main__":
    text = PAGE.read_text()
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    PAGE.write_text(before + table() + after)
