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

# Calls an operation; what the service refuses is a ValueError.
_Call = Callable[[str, Wire], Wire]


class HasFields(Protocol):
    """What says which fields it needs: a record class."""

    def __fields__(self) -> Mapping[str, str | tuple[str, ...]]:
        """The fields, by name: of each its type, or the options it offers."""
        ...


@attrs.frozen(kw_only=True)
class Seeded:
    """The ids of what was made; those of the fields by name."""

    domain_id: str
    template_id: str
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
        system = call("ListFields", {"domainId": domain_id})["fields"]
        there = {field["name"] for field in system}
        return _fill(call, domain_id, _wanted(fields, records, there), cases)
    except ValueError:
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
    call: _Call,
    domain_id: str,
    fields: Mapping[str, str | Sequence[str]],
    cases: int,
) -> Seeded:
    domain = {"domainId": domain_id}
    field_ids: dict[str, str] = {}
    for name, kind in fields.items():
        try:
            field_ids[name] = _create_field(call, domain, name, kind)
        except ValueError as error:
            raise ValueError(f"field {name!r}: {error}") from error
    template = call("CreateTemplate", {**domain, "name": "General"})
    template_id: str = template["templateId"]
    case_ids: list[str] = []
    for number in range(1, cases + 1):
        title = {"id": "title", "value": {"stringValue": f"Case {number}"}}
        params = {**domain, "templateId": template_id, "fields": [title]}
        case_ids.append(call("CreateCase", params)["caseId"])
    return Seeded(
        domain_id=domain_id,
        template_id=template_id,
        field_ids=field_ids,
        case_ids=tuple(case_ids),
    )


def _create_field(
    call: _Call, domain: Wire, name: str, kind: str | Sequence[str]
) -> str:
    field_type = kind if isinstance(kind, str) else "SingleSelect"
    created = call("CreateField", {**domain, "name": name, "type": field_type})
    field_id: str = created["fieldId"]
    if not isinstance(kind, str):
        options = [{"name": name, "value": name, "active": True} for name in kind]
        params = {**domain, "fieldId": field_id, "options": options}
        call("BatchPutFieldOptions", params)
    return field_id
