"""Finding cases of a domain: by filter and search term, and by contact.

Not documented and decided here: a search term is found if it occurs, as a whole and in
upper or lower case, in the text of one value; a case without a value for a field it is
sorted by comes last in either direction; without sorts cases are in the order of their
creation; a search sees every earlier write, unless a test sets `search_lag`.

Without filter, term, sorts and lag a search looks at the cases of its page only. With
any of them it looks at all cases, since it reports how many match.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from ..protocol.errors import refuse_all
from ..protocol.wire import Wire
from ..store import indexes
from ..store.state import Case, Domain, Field
from . import filters
from .context import CallContext, is_indexed
from .field_checks import existence_problems
from .paging import page
from .slas import current_values
from .values import comparable, paired

# Separates values in a case's text. A lone surrogate is refused in requests, so neither
# a value nor a search term contains one.
_SEPARATOR = "\ud800"


def search_cases(call: CallContext) -> Wire:
    domain, params = call.domain(), call.params
    asked = list(dict.fromkeys(entry["id"] for entry in params.get("fields", [])))
    sorts: list[Wire] = params.get("sorts", [])
    needed = [*asked, *(sort["fieldId"] for sort in sorts)]
    refuse_all(existence_problems(domain, needed))
    wanted: Wire | None = params.get("filter")
    if wanted is not None:
        refuse_all(filters.fields_filter_problems(wanted, domain, "filter"))
    matching = _matching(call, domain, wanted)
    # The last sort first: sorting is stable, so the first sort decides.
    for sort in reversed(sorts):
        field = domain.fields[sort["fieldId"]]
        matching = _sorted(call, matching, field, sort["sortOrder"])
    found, token = page(
        call,
        matching,
        largest=100,
        default=25,
        ordinal=None if sorts else indexes.ordinal_of,
    )
    return {
        "cases": [_found(call, case, asked) for case in found],
        "nextToken": token,
        "totalCount": len(matching),
    }


def _is_indexed(call: CallContext, case: Case) -> bool:
    made = datetime.fromisoformat(case.values["created_datetime"]["stringValue"])
    return is_indexed(call, made)


def _matching(call: CallContext, domain: Domain, wanted: Wire | None) -> list[Case]:
    """The cases that match filter and search term, in the order of creation."""
    term: str = call.params.get("searchTerm", "").casefold()
    cases = domain.case_order
    if call.settings.search_lag:
        cases = [case for case in cases if _is_indexed(call, case)]
    if term:
        cases = [case for case in cases if _contains(call, case, term)]
    if wanted is not None:
        cases = [
            case
            for case in cases
            if filters.fields_match(
                wanted, current_values(case, call.now).get, domain, tags=case.tags
            )
        ]
    return cases


def _found(call: CallContext, case: Case, asked: list[str]) -> Wire:
    values = current_values(case, call.now)
    chosen = {field_id: values[field_id] for field_id in asked if field_id in values}
    return {
        "caseId": case.id,
        "templateId": case.template_id,
        "fields": paired(chosen),
        "tags": case.tags,
    }


def _contains(call: CallContext, case: Case, term: str) -> bool:
    if case.text is None:
        case.text = _SEPARATOR.join(map(_text, case.values.values()))
    if term in case.text:
        return True
    # The one value that depends on the time.
    breach = current_values(case, call.now).get("next_sla_breach_datetime")
    return breach is not None and term in _text(breach)


def _text(value: Wire) -> str:
    """A value as text to search in; true and false are not searched for."""
    plain = next(iter(value.values()))
    match plain:
        case str():
            return plain.casefold()
        case float():
            return str(int(plain)) if plain.is_integer() else repr(plain)
        case _:
            return ""


def _sorted(
    call: CallContext, cases: list[Case], field: Field, order: str
) -> list[Case]:
    pairs = [(case, current_values(case, call.now).get(field.id)) for case in cases]
    having = [(case, value) for case, value in pairs if value is not None]
    having.sort(key=_by_value(field), reverse=order == "Desc")
    lacking = [case for case, value in pairs if value is None]
    return [*(case for case, _ in having), *lacking]


def _by_value(field: Field) -> Callable[[tuple[Case, Wire]], Any]:
    return lambda pair: comparable(field, pair[1])


def list_cases_for_contact(call: CallContext) -> Wire:
    """List the cases that have the contact among their items, oldest case first."""
    contact_arn: str = call.params["contactArn"]
    found, token = page(
        call,
        call.domain().contacts.get(contact_arn, []),
        largest=10,
        ordinal=indexes.ordinal_of,
    )
    return {
        "cases": [
            {"caseId": case.id, "templateId": case.template_id} for case in found
        ],
        "nextToken": token,
    }
