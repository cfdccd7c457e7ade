"""Filters: which related items, and which field values, match.

Filters over fields serve cases and Custom items: they read values through a function
from field id to value. Tags are filtered only in searches for cases, since only their
filters have an arm for them.

The documentation states the members, and that several related-item filters are OR-ed.
The rest is decided here:

- Members inside one filter are AND-ed.
- A field without a value matches only `equalTo` with an empty value.
- A tag filter matches if any one tag has the key and the value it gives; either may be
  left out.
- `contains` looks for a text within a text, and upper and lower case differ.
- Numbers, times and texts can be ordered, each among themselves.
- A filter with an unknown field, or with a value that does not fit its field, is
  refused, since it could never match.
"""

import operator
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ..protocol.wire import Wire
from ..store.state import Domain
from .field_checks import unknown
from .values import comparable, is_empty, misfits

# Returns the value a thing has for a field, or None if it has none.
Lookup = Callable[[str], Wire | None]

_COMPARATORS: dict[str, Callable[[Any, Any], bool]] = {
    "equalTo": operator.eq,
    "contains": operator.contains,
    "greaterThan": operator.gt,
    "greaterThanOrEqualTo": operator.ge,
    "lessThan": operator.lt,
    "lessThanOrEqualTo": operator.le,
}

# Custom items have no tags that filters can ask for.
NO_TAGS: Mapping[str, str] = {}

_TEXTUAL = ("Text", "Url", "SingleSelect")
_ORDERED = ("Number", "DateTime", *_TEXTUAL)


def matches_any(filters: list[Wire], content: Wire, domain: Domain) -> bool:
    """Whether a related item's content matches any filter, or there are no filters."""
    return not filters or any(matches(one, content, domain) for one in filters)


def matches(related_item_filter: Wire, content: Wire, domain: Domain) -> bool:
    """Whether a related item's content matches a related-item filter."""
    arm, wanted = next(iter(related_item_filter.items()))
    if arm not in content:
        return False
    found: Wire = content[arm]
    match arm:
        case "contact":
            # An empty list matches every channel.
            channels = wanted.get("channel") or [found["channel"]]
            return found["channel"] in channels and _agrees(wanted, found, "contactArn")
        case "sla":
            return _agrees(wanted, found["slaConfiguration"], "name", "status")
        case "custom":
            values = {entry["id"]: entry["value"] for entry in found["fields"]}
            fields = wanted.get("fields")
            return fields is None or fields_match(fields, values.get, domain)
        case _:
            return _agrees(wanted, found, "fileArn", "caseId")


def _agrees(wanted: Wire, found: Wire, *names: str) -> bool:
    return all(wanted[name] == found[name] for name in names if name in wanted)


def related_item_filter_problems(filters: list[Wire], domain: Domain) -> Iterator[str]:
    for index, related_item_filter in enumerate(filters):
        fields = related_item_filter.get("custom", {}).get("fields")
        if fields is not None:
            path = f"filters[{index}].custom.fields"
            yield from fields_filter_problems(fields, domain, path)


def fields_match(
    fields_filter: Wire,
    value_of: Lookup,
    domain: Domain,
    *,
    tags: Mapping[str, str] = NO_TAGS,
) -> bool:
    """Whether values and tags match a filter, which may be nested."""

    def holds(below: Wire) -> bool:
        return fields_match(below, value_of, domain, tags=tags)

    arm, wanted = next(iter(fields_filter.items()))
    match arm:
        case "not":
            return not holds(wanted)
        case "andAll":
            return all(map(holds, wanted))
        case "orAll":
            return any(map(holds, wanted))
        case "tag":
            return _tag_matches(wanted["equalTo"], tags)
        case _:
            return _field_matches(wanted, value_of, domain)


def _field_matches(field_filter: Wire, value_of: Lookup, domain: Domain) -> bool:
    comparator, operand = next(iter(field_filter.items()))
    wanted: Wire = operand["value"]
    found = value_of(operand["id"])
    if found is None or is_empty(found) or is_empty(wanted):
        return is_empty(wanted) and (found is None or is_empty(found))
    field = domain.fields[operand["id"]]
    return _COMPARATORS[comparator](comparable(field, found), comparable(field, wanted))


def _tag_matches(wanted: Wire, tags: Mapping[str, str]) -> bool:
    return any(
        wanted.get("key", key) == key and wanted.get("value", value) == value
        for key, value in tags.items()
    )


def fields_filter_problems(
    fields_filter: Wire, domain: Domain, path: str
) -> Iterator[str]:
    """The parts of a filter over fields that could never match."""
    arm, wanted = next(iter(fields_filter.items()))
    match arm:
        case "not":
            yield from fields_filter_problems(wanted, domain, f"{path}.not")
        case "andAll" | "orAll":
            for index, each in enumerate(wanted):
                below = f"{path}.{arm}[{index}]"
                yield from fields_filter_problems(each, domain, below)
        case "tag":
            pass
        case _:
            for problem in _field_filter_problems(wanted, domain):
                yield f"{path}.field: {problem}"


def _field_filter_problems(field_filter: Wire, domain: Domain) -> Iterator[str]:
    comparator, operand = next(iter(field_filter.items()))
    # A deleted field is allowed: cases and items may still have values of it.
    field = domain.fields.get(operand["id"])
    if field is None:
        yield unknown(operand["id"])
        return
    yield from misfits(field, operand["value"])
    applicable = {"equalTo": (field.type,), "contains": _TEXTUAL}
    if field.type not in applicable.get(comparator, _ORDERED):
        yield f"{comparator} does not apply to a field of type {field.type}"
    if comparator != "equalTo" and is_empty(operand["value"]):
        yield f"{comparator} does not apply to an empty value"
