"""The two operations on many cases at once.

Each case is handled by the operation on one case; here are only the rules for the
request as a whole.
"""

from collections.abc import Callable, Iterator

import attrs

from ..protocol.errors import (
    CasesError,
    ConflictException,
    ResourceNotFoundException,
    ServiceQuotaExceededException,
    ValidationException,
    refuse_all,
)
from ..protocol.wire import Wire
from ..store import lifecycle
from ..store.state import Case, Domain
from . import cases, related_items
from .context import CallContext
from .idempotency import once
from .values import text

# Members of BatchUpdateCase, and the fields they stand for.
_OWN_MEMBERS = {"title": "title", "status": "status", "customerId": "customer_id"}

_CODES: dict[type[CasesError], str] = {
    ResourceNotFoundException: "CASE_NOT_FOUND",
    ValidationException: "VALIDATION_ERROR",
    ConflictException: "CONFLICT",
    ServiceQuotaExceededException: "SERVICE_QUOTA_EXCEEDED",
}


def batch_create_related_item(call: CallContext) -> Wire:
    domain = call.domain()
    return once(call, domain, lambda: _create_related_items(call, domain))


def _create_related_items(call: CallContext, domain: Domain) -> Wire:
    content: Wire = call.params["content"]
    if "comment" not in content:
        raise ValidationException("content: only comment can be created in a batch")
    done, failed = _each(
        call, domain, related_items.create_related_item, type="Comment", content=content
    )
    return {"successfulItems": done, "failedItems": failed}


def batch_update_case(call: CallContext) -> Wire:
    domain = call.domain()
    return once(call, domain, lambda: _update_cases(call, domain))


def _update_cases(call: CallContext, domain: Domain) -> Wire:
    given: list[Wire] = call.params["fields"]
    own = [
        {"id": field_id, "value": text(call.params[member])}
        for member, field_id in _OWN_MEMBERS.items()
        if member in call.params
    ]
    if not given and not own:
        raise ValidationException(
            "Nothing to update: no field, title, status, or customer."
        )
    identifiers = [entry["fieldIdentifier"] for entry in given]
    refuse_all(_identifier_problems(domain, identifiers))
    others = [
        {"id": _field_id(domain, entry["fieldIdentifier"]), "value": entry["value"]}
        for entry in given
    ]
    done, failed = _each(call, domain, cases.update_case, fields=own + others)
    return {"successfulCases": done, "failedCases": failed}


def _each(
    call: CallContext,
    domain: Domain,
    do: Callable[[CallContext], Wire],
    **params: object,
) -> tuple[list[Wire], list[Wire]]:
    """Do it to every case; return what succeeded and what failed."""
    shared = {"domainId": domain.id, **params}
    if call.performed_by is not None:
        shared["performedBy"] = call.performed_by
    done: list[Wire] = []
    failed: list[Wire] = []
    for case_id in _case_ids(domain, call.params["cases"]):
        entry: Wire = {
            "caseIdentifier": _identifier(domain.cases.get(case_id), case_id)
        }
        try:
            answer = do(attrs.evolve(call, params=shared | {"caseId": case_id}))
        except CasesError as error:
            code = _CODES[type(error)]
            failed.append(entry | {"errorCode": code, "errorMessage": error.message})
        else:
            done.append(entry | answer)
    return done, failed


def _case_ids(domain: Domain, cases_: list[Wire]) -> list[str]:
    """The ids of the cases that are named; an unknown reference fails the whole call.

    The model does not say what a reference id is. We take it to be the value of
    `reference_number`: the newest guide describes that as unique regardless of upper
    and lower case, and no other field could be meant. The error for an unknown
    reference is not documented.
    """
    references = domain.references
    found: list[str] = []
    for entry in cases_:
        identifier: dict[str, str] = entry["caseIdentifier"]
        if "caseId" in identifier:
            found.append(identifier["caseId"])
            continue
        reference = identifier["referenceId"]
        if reference.upper() not in references:
            raise ResourceNotFoundException("Case", reference)
        found.append(references[reference.upper()])
    if len(set(found)) < len(found):
        raise ValidationException("cases: the same case twice")
    return found


def _identifier(case: Case | None, case_id: str) -> Wire:
    reference = None if case is None else case.values["reference_number"]["stringValue"]
    return {"caseId": case_id, "referenceId": reference}


def _identifier_problems(domain: Domain, identifiers: list[Wire]) -> Iterator[str]:
    for index, identifier in enumerate(identifiers):
        path = f"fields[{index}].fieldIdentifier"
        if {"|", ","} & set(identifier.get("name", "")):
            yield f"{path}.name: contains a pipe or a comma"
            continue
        field_id = _field_id(domain, identifier)
        if field_id is None:
            yield f"{path}: there is no such field"
        elif field_id in _OWN_MEMBERS.values():
            yield f"{path}: {field_id} is given beside `fields`, not in it"


def _field_id(domain: Domain, identifier: Wire) -> str | None:
    """The id of a field given by id or by name; by name only living ones are found."""
    if "id" in identifier:
        return identifier["id"] if identifier["id"] in domain.fields else None
    for field in lifecycle.living(domain.fields):
        if field.name == identifier["name"]:
            return field.id
    return None
