"""Cases: creating, reading, updating and deleting them, and their system fields.

Whether a value fits its field is decided in `values`, what is written into the
history in `audit`.
"""

import re
import secrets
import string
from collections.abc import Iterator, Mapping

from ..protocol.errors import ConflictException, ValidationException, refuse_all
from ..protocol.wire import Wire, iso
from ..store import indexes
from ..store.state import Case, Domain, Field, Template
from . import audit, slas
from .context import CallContext, new_id
from .field_checks import existence_problems, value_problems
from .idempotency import once
from .paging import page
from .publishing import publish
from .system_fields import CLOSED, KEPT_BY_SERVICE, OPEN
from .tags import check_total
from .values import (
    is_blank,
    is_empty,
    paired,
    text,
    unpaired,
    user,
)

# Required on every case, whatever its template requires. The customer is not: the
# current API reference requires customer_id only if the template does.
_ALWAYS_REQUIRED = ("title", "status")

_REFERENCE = re.compile(r"[A-Za-z0-9\-._/:#=+-]{1,50}")
_REFERENCE_LENGTH = 9
_ALPHABET = string.ascii_uppercase + string.digits


def create_case(call: CallContext) -> Wire:
    domain = call.domain()
    return once(call, domain, lambda: _create_case(call, domain))


def _create_case(call: CallContext, domain: Domain) -> Wire:
    template = call.template()
    if template.deleted or template.status != "Active":
        raise ValidationException(f"Template {template.id} is not active.")
    given, problems = unpaired(call.params["fields"])
    values = {
        field_id: value for field_id, value in given.items() if not is_empty(value)
    }
    # No default is documented; the agent workspace creates open cases.
    values.setdefault("status", text(OPEN))
    problems += value_problems(call, given, held={}, closed=_closed)
    problems += _missing(domain, template, values)
    refuse_all(problems)
    tags = _propagated(template) | call.params.get("tags", {})
    check_total(tags)

    case_id = new_id()
    chosen = dict(values)
    values["reference_number"] = _reference(domain, values.get("reference_number"))
    values["case_id"] = text(case_id)
    performed_by = call.performed_by or {}
    if "userArn" in performed_by:
        values["created_by"] = user(performed_by["userArn"])
    case = Case(
        id=case_id,
        arn=f"{domain.arn}/case/{case_id}",
        template_id=template.id,
        ordinal=call.region.next_ordinal(),
        values=values,
        emptied=frozenset(given).difference(chosen),
        tags=tags,
    )
    _touch(call, case, status_before=None)
    values["created_datetime"] = values["last_updated_datetime"]
    indexes.add_case(domain, case)
    audit.record(call, case, "Case.Created", audit.differences({}, chosen))
    return {"caseId": case_id, "caseArn": case.arn}


def get_case(call: CallContext) -> Wire:
    """Read the fields asked for, as far as the case has them.

    A field without a value is left out, and an unknown id is refused: neither is
    documented. An id asked for twice is returned once.
    """
    domain, case = call.domain(), call.case()
    asked = dict.fromkeys(entry["id"] for entry in call.params["fields"])
    refuse_all(existence_problems(domain, asked))
    current = slas.current_values(case, call.now)
    found, token = page(
        call, [field_id for field_id in asked if field_id in current], largest=220
    )
    return {
        "fields": paired({field_id: current[field_id] for field_id in found}),
        "templateId": case.template_id,
        "nextToken": token,
        "tags": case.tags,
    }


def update_case(call: CallContext) -> Wire:
    """Set the fields given, all of them or none.

    An update that changes nothing leaves no trace: no event, no new update time.
    Closed cases can be updated; only the agent workspace is documented to refuse.
    """
    domain, case = call.domain(), call.changing_case()
    given, problems = unpaired(call.params["fields"])
    problems += value_problems(call, given, held=case.values, closed=_closed)
    number = case.values.get("reference_number")
    if given.get("reference_number", number) != number:
        # It may be given on creation, and nothing says it may be changed. Writing back
        # the value that GetCase returned is no change.
        problems.append("field reference_number cannot be changed")
    after = case.values | given
    after = {key: value for key, value in after.items() if not is_empty(value)}
    template = domain.templates[case.template_id]
    problems += _missing(domain, template, after, among=given)
    refuse_all(problems)

    change_values(call, case, after)
    case.emptied = case.emptied.union(given).difference(case.values)
    return {}


def change_values(call: CallContext, case: Case, after: dict[str, Wire]) -> None:
    """Set the values of a case and record the change; equal values change nothing."""
    changes = audit.differences(case.values, after)
    if not changes:
        return
    status_before = case.values["status"]
    case.emptied = case.emptied.union(case.values).difference(after)
    case.values = after
    _touch(call, case, status_before)
    slas.settle(case, call.now)
    audit.record(call, case, "Case.Updated", changes)


def delete_case(call: CallContext) -> Wire:
    """Delete the case for good, with its items, its history and its tags.

    Links from other cases stay and lead nowhere; nothing is documented about them.
    """
    domain, case = call.domain(), call.case()
    if case.id in domain.running:
        raise ConflictException(f"Case {case.id} is part of a merge that runs.")
    indexes.remove_case(domain, case)
    publish(call, domain, case, "Case.Deleted")
    return {}


def _closed(field: Field) -> str | None:
    return "is kept by the service" if field.id in KEPT_BY_SERVICE else None


def _missing(
    domain: Domain,
    template: Template,
    values: Mapping[str, Wire],
    among: Mapping[str, Wire] | None = None,
) -> Iterator[str]:
    """The required fields without a value; on an update, those `among` its fields.

    An update need not give the other required fields: the template may have come to
    require them after the case was created.
    """
    for field_id in dict.fromkeys([*_ALWAYS_REQUIRED, *template.required_fields]):
        if among is not None and field_id not in among:
            continue
        # Callers cannot give a value for a deleted field, and need not give one that
        # the service sets.
        if domain.fields[field_id].deleted or field_id in KEPT_BY_SERVICE:
            continue
        if is_blank(values.get(field_id)):
            yield f"field {field_id} is required"


def _touch(call: CallContext, case: Case, status_before: Wire | None) -> None:
    """Update the system fields that change whenever the case does."""
    # A search has to read the values anew.
    case.text = None
    values = case.values
    now = text(iso(call.now))
    values["last_updated_datetime"] = now
    # The field can hold a user only. After a change by a custom entity, or by a caller
    # who names nobody, it has no value.
    values.pop("last_updated_user", None)
    performed_by = call.performed_by or {}
    if "userArn" in performed_by:
        values["last_updated_user"] = user(performed_by["userArn"])
    status = values["status"]
    if status != status_before:
        if status == text(CLOSED):
            values["last_closed_datetime"] = now
        elif status_before == text(CLOSED):
            values["last_reopened_datetime"] = now


def _reference(domain: Domain, supplied: Wire | None) -> Wire:
    """The case's reference number: as supplied, or nine characters of our own.

    The newest guide says that it is unique in the domain regardless of upper and lower
    case.
    """
    taken = domain.references
    if supplied is not None:
        if not _REFERENCE.fullmatch(supplied["stringValue"]):
            raise ValidationException(
                f"field reference_number: does not match {_REFERENCE.pattern}"
            )
        if supplied["stringValue"].upper() in taken:
            raise ConflictException("This reference number is taken.")
        return supplied
    while (made := _random_reference()) in taken:
        pass
    return text(made)


def _random_reference() -> str:
    number = secrets.randbelow(len(_ALPHABET) ** _REFERENCE_LENGTH)
    made = ""
    for _ in range(_REFERENCE_LENGTH):
        number, digit = divmod(number, len(_ALPHABET))
        made += _ALPHABET[digit]
    return made


def _propagated(template: Template) -> dict[str, str]:
    tags: dict[str, str] = {}
    for configuration in template.tag_propagation:
        tags |= configuration["tagMap"]
    return tags
