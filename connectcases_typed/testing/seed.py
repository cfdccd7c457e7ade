"""Something to start from: a domain with fields, a template and cases, in one call.

It is made by the operations themselves, as a caller of the account would make it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from .call import Call
from .errors import CasesError
from .operations import OPERATIONS
from .validation import constraint_problems

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .embedded import EmbeddedCases
    from .models import ConnectCasesBackend
    from .wire import Wire


@attrs.frozen(kw_only=True)
class Seeded:
    """What was made: ids, those of the fields by name."""

    domain_id: str
    template_id: str
    field_ids: Mapping[str, str]
    case_ids: tuple[str, ...]

    @property
    def case_id(self) -> str:
        """The only case; an error where there are more of them, or none."""
        if len(self.case_ids) != 1:
            raise ValueError(f"{len(self.case_ids)} cases were seeded: use case_ids")
        return self.case_ids[0]


def make(
    service: EmbeddedCases,
    region: ConnectCasesBackend,
    fields: Mapping[str, str | Sequence[str]],
    cases: int,
) -> Seeded:
    """Make it, or raise ValueError with what the service has to say against it."""
    do = _Caller(service, region)
    taken = {domain.name for domain in region.domains.values()}
    # There is one more of these names than there are domains.
    names = (f"Domain {number}" for number in range(1, len(taken) + 2))
    name = next(name for name in names if name not in taken)
    domain_id: str = do("CreateDomain", name=name)["domainId"]
    try:
        return _fill(do, domain_id, fields, cases)
    except ValueError:
        del region.domains[domain_id]
        raise


def _fill(
    do: _Caller,
    domain_id: str,
    fields: Mapping[str, str | Sequence[str]],
    cases: int,
) -> Seeded:
    field_ids: dict[str, str] = {}
    for name, kind in fields.items():
        try:
            field_ids[name] = _create_field(do, domain_id, name, kind)
        except ValueError as error:
            raise ValueError(f"field {name!r}: {error}") from error
    template = do("CreateTemplate", domainId=domain_id, name="General")
    template_id: str = template["templateId"]
    case_ids: list[str] = [
        do(
            "CreateCase",
            domainId=domain_id,
            templateId=template_id,
            fields=[{"id": "title", "value": {"stringValue": f"Case {number}"}}],
        )["caseId"]
        for number in range(1, cases + 1)
    ]
    return Seeded(
        domain_id=domain_id,
        template_id=template_id,
        field_ids=field_ids,
        case_ids=tuple(case_ids),
    )


def _create_field(
    do: _Caller, domain_id: str, name: str, kind: str | Sequence[str]
) -> str:
    field_type = kind if isinstance(kind, str) else "SingleSelect"
    created = do("CreateField", domainId=domain_id, name=name, type=field_type)
    field_id: str = created["fieldId"]
    if not isinstance(kind, str):
        options = [{"name": name, "value": name, "active": True} for name in kind]
        do(
            "BatchPutFieldOptions",
            domainId=domain_id,
            fieldId=field_id,
            options=options,
        )
    return field_id


class _Caller:
    """Calls operations as the root user of the account."""

    def __init__(self, service: EmbeddedCases, region: ConnectCasesBackend) -> None:
        self._service = service
        self._region = region

    def __call__(self, operation: str, **params: object) -> Wire:
        problems = [
            problem
            for member, value in params.items()
            for problem in constraint_problems(operation, member, value)
        ]
        if problems:
            raise ValueError(f"{operation}: {'; '.join(problems)}")
        region = self._region
        call = Call(
            operation=operation,
            params=params,
            caller=f"arn:{region.partition}:iam::{region.account_id}:root",
            now=self._service.clock.now(),
            region=region,
            service=self._service,
        )
        try:
            answer = OPERATIONS[operation](call)
        except CasesError as error:
            raise ValueError(f"{operation}: {error.message}") from error
        # Of a batch, the part that failed.
        for entry in answer.get("errors", []):
            raise ValueError(f"{operation}: {entry}")
        return answer
