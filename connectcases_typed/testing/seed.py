"""Something to start from: a domain with fields, a template and cases, in one call.

The operations themselves make it, called by the root user of the account.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Protocol

import attrs

from .protocol.errors import CasesError
from .protocol.wire import Wire
from .serving import Service
from .store.region import Region
from .store.state import Domain

# Calls an operation; what the service refuses is a ValueError.
Call = Callable[[str, Wire], Wire]


class HasFields(Protocol):
    """What says which fields it needs: a record class."""

    def __fields__(self) -> Mapping[str, str | tuple[str, ...]]:
        """The fields, by name: of each its type, or the options it offers."""
        ...


@attrs.frozen(kw_only=True)
class Seeded:
    """The ids of what was made; those of the fields and templates by name."""

    domain_id: str
    template_id: str
    template_ids: Mapping[str, str]
    field_ids: Mapping[str, str]
    case_ids: tuple[str, ...]

    @property
    def case_id(self) -> str:
        """The only case; ValueError if several were made, or none."""
        if len(self.case_ids) != 1:
            raise ValueError(f"{len(self.case_ids)} cases were seeded: use case_ids")
        return self.case_ids[0]


def make(
    service: Service,
    region: Region,
    fields: Mapping[str, str | Sequence[str]],
    records: Sequence[HasFields],
    cases: int,
    set_up: Callable[[Call, str], None] | None = None,
) -> Seeded:
    """Make it all, or raise ValueError with the service's message and keep nothing."""

    def call(operation: str, params: Wire) -> Wire:
        caller = f"arn:{region.partition}:iam::{region.account}:root"
        try:
            response = service.serve(operation, params, caller, region) or {}
        except CasesError as error:
            raise ValueError(f"{operation}: {error.message}") from error
        # The entries of a batch that failed.
        for entry in response.get("errors", []):
            raise ValueError(f"{operation}: {entry}")
        return response

    taken = {domain.name for domain in region.domains.values()}
    # One more name than there are domains, so that one of them is free.
    names = (f"Domain {number}" for number in range(1, len(taken) + 2))
    name = next(name for name in names if name not in taken)
    domain_id: str = call("CreateDomain", {"name": name})["domainId"]
    try:
        if set_up is not None:
            set_up(call, domain_id)
        made = region.domains[domain_id]
        there = {field.name for field in made.fields.values()}
        return _fill(call, made, _wanted(fields, records, there), cases)
    except BaseException:
        call("DeleteDomain", {"domainId": domain_id})
        raise


def _wanted(
    fields: Mapping[str, str | Sequence[str]],
    records: Sequence[HasFields],
    there: Collection[str],
) -> Mapping[str, str | Sequence[str]]:
    """The fields to make: those given, and those of records that are not there yet."""
    wanted = dict(fields)
    for record in records:
        for name, kind in record.__fields__().items():
            if name in there:
                continue
            if wanted.setdefault(name, kind) != kind:
                raise ValueError(
                    f"field {name!r}: {kind} and {wanted[name]} are wanted"
                )
    return wanted


def _fill(
    call: Call,
    made: Domain,
    fields: Mapping[str, str | Sequence[str]],
    cases: int,
) -> Seeded:
    domain = {"domainId": made.id}
    for name, kind in fields.items():
        try:
            _create_field(call, domain, name, kind)
        except ValueError as error:
            raise ValueError(f"field {name!r}: {error}") from error
    template_ids = {it.name: it.id for it in made.templates.values()}
    # A setup may have made one of this name.
    template_id = template_ids.get("General")
    if template_id is None:
        template = call("CreateTemplate", {**domain, "name": "General"})
        template_ids["General"] = template_id = template["templateId"]
    case_ids: list[str] = []
    for number in range(1, cases + 1):
        title = {"id": "title", "value": {"stringValue": f"Case {number}"}}
        params = {**domain, "templateId": template_id, "fields": [title]}
        case_ids.append(call("CreateCase", params)["caseId"])
    return Seeded(
        domain_id=made.id,
        template_id=template_id,
        template_ids=template_ids,
        field_ids={
            field.name: field.id
            for field in made.fields.values()
            if field.namespace == "Custom"
        },
        case_ids=tuple(case_ids),
    )


def _create_field(
    call: Call, domain: Wire, name: str, kind: str | Sequence[str]
) -> None:
    field_type = kind if isinstance(kind, str) else "SingleSelect"
    created = call("CreateField", {**domain, "name": name, "type": field_type})
    field_id: str = created["fieldId"]
    if not isinstance(kind, str):
        options = [{"name": name, "value": name, "active": True} for name in kind]
        params = {**domain, "fieldId": field_id, "options": options}
        call("BatchPutFieldOptions", params)
