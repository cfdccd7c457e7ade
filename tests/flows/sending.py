"""Sending many requests on each client, for the tests of `send_all`."""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

import anyio
from botocore.config import Config

from connectcases_typed import (
    AsyncClient,
    Client,
    CommentContent,
    CreateCaseRequest,
    CreateRelatedItemRequest,
    GetCaseRequest,
    Outcome,
    Request,
    field_identifiers,
    field_values,
)

ONCE = Config(retries={"total_max_attempts": 1})

#: Runs `send_all` to its end.
Runner: TypeAlias = Callable[..., list[Outcome[Any]]]


def by_client(requests: Iterable[Request[Any]], **more: Any) -> list[Outcome[Any]]:
    """All outcomes, from `Client`."""
    with Client(region_name="us-west-2", config=ONCE) as cases:
        return list(cases.send_all(requests, **more))


def _awaited(loop: str) -> Runner:
    def run(requests: Iterable[Request[Any]], **more: Any) -> list[Outcome[Any]]:
        async def main() -> list[Outcome[Any]]:
            async with AsyncClient(region_name="us-west-2", config=ONCE) as cases:
                return [it async for it in cases.send_all(requests, **more)]

        return anyio.run(main, backend=loop)

    return run


by_asyncio, by_trio = _awaited("asyncio"), _awaited("trio")


class Makers:
    """Makes requests."""

    def __init__(self, cases: Client, domain_id: str, template_id: str) -> None:
        self.cases = cases
        self.domain_id = domain_id
        self.template_id = template_id

    def case(self, title: str, **more: Any) -> CreateCaseRequest:
        """A write with a token."""
        return CreateCaseRequest(
            domain_id=self.domain_id,
            template_id=self.template_id,
            fields=field_values({"title": title}),
            **more,
        )

    def comment(self, case_id: str, body: str) -> CreateRelatedItemRequest:
        """A write without one."""
        return CreateRelatedItemRequest(
            domain_id=self.domain_id,
            case_id=case_id,
            content=CommentContent(body=body),
        )

    def read(self, case_id: str) -> GetCaseRequest:
        """A read."""
        return GetCaseRequest(
            domain_id=self.domain_id,
            case_id=case_id,
            fields=field_identifiers("title"),
        )

    def titles(self) -> Counter[str]:
        """The titles of all cases."""
        found = self.cases.search_cases(
            domain_id=self.domain_id, fields=field_identifiers("title")
        )
        return Counter(str(value.value.value) for it in found for value in it.fields)  # type: ignore[union-attr] # titles are text

    def comments(self, case_id: str) -> Counter[str]:
        """What is said of a case."""
        found = self.cases.search_related_items(
            domain_id=self.domain_id, case_id=case_id
        )
        return Counter(it.content.body for it in found)  # type: ignore[union-attr] # all are comments


#: `send_all` on each client, by name.
RUNNERS = {"by_client": by_client, "by_asyncio": by_asyncio, "by_trio": by_trio}
