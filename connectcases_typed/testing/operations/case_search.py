"""Finding cases of a domain: by filter and search term, and by contact.

Not documented and decided here: a search term is found when it stands, as a whole and
in upper or lower case, within the text of one value; a case without a value for a
field it is sorted by comes last in either direction; without sorts cases come in the
order of their creation; a search sees every earlier write, unless a test sets
`search_lag`.
"""

from datetime import datetime

from ..protocol.errors import refuse_all
from ..protocol.wire import Wire
from ..store.state import Case, Field
from . import filters
from .context import CallContext, is_indexed
from .field_checks import existence_problems
from .paging import page
from .slas import current_values
from .values import comparable, paired


def search_cases(call: CallContext) -> Wire:
    domain, params = call.domain(), call.params
    asked = list(dict.fromkeys(entry["id"] for entry in params.get("fields", [])))
    sorts: list[Wire] = params.get("sorts", [])
    needed = [*asked, *(sort["fieldId"] for sort in sorts)]
    refuse_all(existence_problems(domain, needed))
    wanted: Wire | None = params.get("filter")
    if wanted is not None:
        refuse_all(filters.fields_filter_problems(wanted, domain, "filter"))
    term: str = params.get("searchTerm", "").casefold()
    matching = [
        (case, values)
        for case in domain.cases.values()
        for values in [current_values(case, call.now)]
        if _is_indexed(call, values)
        if not term or any(term in _text(value) for value in values.values())
        if wanted is None
        or filters.fields_match(wanted, values.get, domain, tags=case.tags)
    ]
    # The last sort first: sorting is stable, so the first has the last word.
    for sort in reversed(sorts):
        matching = _sorted(matching, domain.fields[sort["fieldId"]], sort["sortOrder"])
    found, token = page(
        call,
        matching,
        largest=100,
        default=25,
        ordinal=None if sorts else lambda match: match[0].ordinal,
    )
    return {
        "cases": [_found(case, values, asked) for case, values in found],
        "nextToken": token,
        "totalCount": len(matching),
    }


def _is_indexed(call: CallContext, values: dict[str, Wire]) -> bool:
    made = datetime.fromisoformat(values["created_datetime"]["stringValue"])
    return is_indexed(call, made)


def _found(case: Case, values: dict[str, Wire], asked: list[str]) -> Wire:
    chosen = {field_id: values[field_id] for field_id in asked if field_id in values}
    return {
        "caseId": case.id,
        "templateId": case.template_id,
        "fields": paired(chosen),
        "tags": case.tags,
    }


def _text(value: Wire) -> str:
    """A value as text to search in; true and false are words nobody means."""
    plain = next(iter(value.values()))
    match plain:
        case str():
            return plain.casefold()
        case float():
            return str(int(plain)) if plain.is_integer() else repr(plain)
        case _:
            return ""


def _sorted(
    matching: list[tuple[Case, dict[str, Wire]]], field: Field, order: str
) -> list[tuple[Case, dict[str, Wire]]]:
    having = [match for match in matching if field.id in match[1]]
    lacking = [match for match in matching if field.id not in match[1]]
    having.sort(
        key=lambda match: comparable(field, match[1][field.id]),
        reverse=order == "Desc",
    )
    return having + lacking


def list_cases_for_contact(call: CallContext) -> Wire:
    """List the cases that have the contact among their items, oldest case first."""
    contact_arn: str = call.params["contactArn"]
    found, token = page(
        call,
        [case for case in call.domain().cases.values() if _has(case, contact_arn)],
        largest=10,
        ordinal=lambda case: case.ordinal,
    )
    return {
        "cases": [
            {"caseId": case.id, "templateId": case.template_id} for case in found
        ],
        "nextToken": token,
    }


def _has(case: Case, contact_arn: str) -> bool:
    return any(
        item.content.get("contact", {}).get("contactArn") == contact_arn
        for item in case.items.values()
    )
