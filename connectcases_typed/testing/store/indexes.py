"""Adding and removing what can be many, so that finding it needs no search.

Cases, items and merges are added and removed here and nowhere else: each function
changes the state and everything derived from it. Lists that are paged are ordered by
ordinal, which new things have the highest of, so adding one appends it.
"""

from bisect import bisect_left, insort_right
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from .region import Region
from .state import AuditEvent, Case, Domain, Merge, RelatedItem, Resource

T = TypeVar("T")


def ordinal_of(thing: Resource | AuditEvent) -> int:
    """What most lists are ordered by."""
    return thing.ordinal


def ordinal_of_item(entry: tuple[Case, RelatedItem]) -> int:
    """What the items of all cases are ordered by."""
    return entry[1].ordinal


def add_case(domain: Domain, case: Case) -> None:
    """Add a case without items."""
    domain.cases[case.id] = case
    _index_case(domain, case)


def remove_case(domain: Domain, case: Case) -> None:
    """Remove a case with its items."""
    for item in case.item_order:
        _take_out(domain.item_order, ordinal_of_item, item.ordinal)
    for contact_arn in {contact_of(item) for item in case.item_order}:
        _forget_contact(domain, case, contact_arn)
    del domain.cases[case.id]
    _take_out(domain.case_order, ordinal_of, case.ordinal)
    domain.references.pop(_reference(case), None)


def add_item(domain: Domain, case: Case, item: RelatedItem) -> None:
    """Add an item to a case; its ordinal has to be the highest."""
    case.items[item.id] = item
    _index_item(case, item)
    _index_item_in_domain(domain, case, item)


def remove_item(domain: Domain, case: Case, item: RelatedItem) -> None:
    """Remove an item from a case."""
    del case.items[item.id]
    _take_out(case.item_order, ordinal_of, item.ordinal)
    case.slas.pop(item.id, None)
    case.files -= item.type == "File"
    _take_out(domain.item_order, ordinal_of_item, item.ordinal)
    contact_arn = contact_of(item)
    if all(contact_of(other) != contact_arn for other in case.item_order):
        _forget_contact(domain, case, contact_arn)


def remove_domain(region: Region, domain: Domain) -> None:
    """Remove a domain with everything in it."""
    del region.domains[domain.id]
    region.running = [entry for entry in region.running if entry[0] is not domain]


def start_merge(region: Region, domain: Domain, merge: Merge) -> None:
    """Add a merge that runs."""
    domain.merges.append(merge)
    _index_merge(region, domain, merge)


def next_due(region: Region, now: datetime) -> tuple[Domain, Merge] | None:
    """Take out the running merge that ends first, if it has ended by now."""
    if region.running and _end(region.running[0]) <= now:
        return region.running.pop(0)
    return None


def complete_merge(domain: Domain, merge: Merge) -> None:
    """Mark a merge as completed, which frees its cases."""
    merge.completed = True
    del domain.running[merge.primary_id]
    del domain.running[merge.secondary_id]


def index(region: Region) -> None:
    """Derive everything from domains that were read from a dump."""
    for domain in region.domains.values():
        entries: list[tuple[Case, RelatedItem]] = []
        for case in domain.cases.values():
            _index_case(domain, case)
            for item in case.items.values():
                _index_item(case, item)
                entries.append((case, item))
        for case, item in sorted(entries, key=ordinal_of_item):
            _index_item_in_domain(domain, case, item)
        for merge in domain.merges:
            _index_merge(region, domain, merge)


def contact_of(item: RelatedItem) -> str | None:
    """The ARN of the contact an item is for, None for any other item."""
    contact = item.content.get("contact")
    return None if contact is None else contact["contactArn"]


def _index_case(domain: Domain, case: Case) -> None:
    domain.case_order.append(case)
    domain.references[_reference(case)] = case.id


def _reference(case: Case) -> str:
    reference: str = case.values["reference_number"]["stringValue"]
    return reference.upper()


def _index_item(case: Case, item: RelatedItem) -> None:
    case.item_order.append(item)
    if item.sla is not None:
        case.slas[item.id] = item
    case.files += item.type == "File"


def _index_item_in_domain(domain: Domain, case: Case, item: RelatedItem) -> None:
    domain.item_order.append((case, item))
    contact_arn = contact_of(item)
    if contact_arn is not None:
        cases = domain.contacts.setdefault(contact_arn, [])
        place = bisect_left(cases, case.ordinal, key=ordinal_of)
        if place == len(cases) or cases[place] is not case:
            cases.insert(place, case)


def _forget_contact(domain: Domain, case: Case, contact_arn: str | None) -> None:
    if contact_arn is None:
        return
    cases = domain.contacts[contact_arn]
    _take_out(cases, ordinal_of, case.ordinal)
    if not cases:
        del domain.contacts[contact_arn]


def _index_merge(region: Region, domain: Domain, merge: Merge) -> None:
    domain.merged[merge.secondary_id] = merge
    if not merge.completed:
        domain.running[merge.primary_id] = merge
        domain.running[merge.secondary_id] = merge
        # To the right of those that end at the same time, which started before.
        insort_right(region.running, (domain, merge), key=_end)


def _end(entry: tuple[Domain, Merge]) -> datetime:
    return entry[1].ends


def _take_out(things: list[T], ordinal: Callable[[T], Any], which: int) -> None:
    """Remove the thing with an ordinal from a list ordered by it."""
    del things[bisect_left(things, which, key=ordinal)]
