"""Merging a secondary case into a primary one.

StartMergeCases checks everything and remembers the merge, which runs until `ends`.
Moving the clock past that time finishes it; in real time, whatever looks at the state
next does (a call, a dump). Either way it is finished as of the time it ends, so a test
that sets the clock decides when a merge completes.
"""

from collections.abc import Iterator
from typing import Any

from ..controls.quotas import check_quota
from ..controls.settings import Settings
from ..protocol.errors import (
    ConflictException,
    ResourceNotFoundException,
    ValidationException,
    refuse_all,
)
from ..protocol.wire import Wire
from ..store import indexes
from ..store.region import Region
from ..store.state import Case, Domain, Merge, RelatedItem
from . import audit, cases, related_items
from .context import CallContext, find_case, new_id
from .system_fields import CLOSED
from .values import text

_MERGEABLE_SYSTEM_FIELDS = ("assigned_queue", "assigned_user", "summary", "case_reason")


def start_merge_cases(call: CallContext) -> Wire:
    domain, primary = call.domain(), call.case()
    (secondary_id,) = call.params["secondaryCaseIds"]
    secondary = find_case(domain, secondary_id)
    configurations: list[Wire] = call.params.get("fieldsConfiguration", [])
    refuse_all(_field_problems(domain, secondary, configurations))
    if primary is secondary:
        raise ValidationException("secondaryCaseIds[0]: the primary case itself")
    # Before the status is checked, since a case that was merged is closed as well.
    _check_not_merged(domain, primary, secondary)
    refuse_all(_case_problems(primary, secondary))
    items = call.params.get("relatedItemsConfiguration", {})
    merge = Merge(
        id=new_id(),
        primary_id=primary.id,
        secondary_id=secondary.id,
        ends=call.now + call.settings.merge_duration,
        caller=call.caller,
        performed_by=call.performed_by,
        fields=frozenset(
            field["id"]
            for configuration in configurations
            for field in configuration["fieldIds"]
        ),
        arms=frozenset(arm for arm, wanted in items.items() if wanted),
    )
    _check_sizes(call, domain, merge, primary, secondary)
    indexes.start_merge(call.region, domain, merge)
    return {}


def get_merge_cases_status(call: CallContext) -> Wire:
    domain, case = call.domain(), call.case()
    merge = domain.running.get(case.id) or domain.merged.get(case.id)
    if merge is None:
        raise ResourceNotFoundException("Merge", case.id)
    return {
        "status": "COMPLETED" if merge.completed else "IN_PROGRESS",
        "primaryCaseId": merge.primary_id,
        "secondaryCaseIds": [merge.secondary_id],
    }


def finish_due(region: Region, settings: Settings) -> None:
    """Finish the merges of a Region whose time has passed, in the order they end."""
    while (due := indexes.next_due(region, settings.clock.now())) is not None:
        domain, merge = due
        _finish(_call_of_starter(region, settings, domain, merge), domain, merge)


def _call_of_starter(
    region: Region, settings: Settings, domain: Domain, merge: Merge
) -> CallContext:
    """The call that finishes a merge: at its end, in the name of who started it."""
    params: Wire = {"domainId": domain.id}
    if merge.performed_by is not None:
        params["performedBy"] = merge.performed_by
    return CallContext(
        operation="StartMergeCases",
        params=params,
        caller=merge.caller,
        now=merge.ends,
        region=region,
        settings=settings,
        merge={
            "mergeEventId": merge.id,
            "primaryCaseId": merge.primary_id,
            "secondaryCaseId": merge.secondary_id,
        },
    )


def _field_problems(
    domain: Domain, secondary: Case, configurations: list[Wire]
) -> Iterator[str]:
    if len(configurations) > 1:
        yield f"fieldsConfiguration: {len(configurations)} elements, at most 1"
    for number, configuration in enumerate(configurations):
        path = f"fieldsConfiguration[{number}]"
        if configuration["sourceCaseId"] != secondary.id:
            yield f"{path}.sourceCaseId: not the secondary case"
        seen: set[str] = set()
        for index, entry in enumerate(configuration["fieldIds"]):
            field_id: str = entry["id"]
            below = f"{path}.fieldIds[{index}].id"
            if field_id in seen:
                yield f"{below}: field {field_id} is listed twice"
            seen.add(field_id)
            if not _is_mergeable(domain, field_id):
                yield f"{below}: field {field_id} cannot be merged"
            elif field_id not in secondary.values.keys() | secondary.emptied:
                # We say that a case has a field once it was given a value for it, which
                # may be an empty one.
                yield f"{below}: the secondary case has no field {field_id}"


def _is_mergeable(domain: Domain, field_id: str) -> bool:
    field = domain.fields.get(field_id)
    if field is None:
        return False
    return field.namespace == "Custom" or field_id in _MERGEABLE_SYSTEM_FIELDS


def _check_not_merged(domain: Domain, *both: Case) -> None:
    for case in both:
        if case.id in domain.running:
            raise ConflictException(f"Case {case.id} is part of a merge that runs.")
        if case.id in domain.merged:
            raise ConflictException(f"Case {case.id} was merged into another.")


def _case_problems(primary: Case, secondary: Case) -> Iterator[str]:
    for case in (primary, secondary):
        if case.values["status"] == text(CLOSED):
            yield f"case {case.id} is closed"
    customers = [
        case.values["customer_id"]
        for case in (primary, secondary)
        if "customer_id" in case.values
    ]
    if len(customers) == 2 and customers[0] != customers[1]:
        yield "the cases have different customers"


def _check_sizes(
    call: CallContext, domain: Domain, merge: Merge, primary: Case, secondary: Case
) -> None:
    """Refuse a merge that would make either case exceed a quota."""
    quotas = call.settings.quotas
    values = len(_merged_values(domain, merge, primary, secondary))
    allowed = quotas.values_per_merged_case
    if values > allowed:
        raise ValidationException(
            f"The primary case would have {values} field values, at most {allowed}."
        )
    moving = _to_move(merge, primary, secondary)
    moved = sum(1 for item in moving if _counterpart(primary, item) is None)
    link = 0 if _is_linked(primary, secondary) else 1
    allowed = quotas.related_items_per_case
    check_quota("related items per case", allowed, len(primary.items) + moved + link)
    link = 0 if _is_linked(secondary, primary) else 1
    staying = len(secondary.items) - len(moving) + link
    check_quota("related items per case", allowed, staying)


def _merged_values(
    domain: Domain, merge: Merge, primary: Case, secondary: Case
) -> dict[str, Wire]:
    """The primary case's values after the merge.

    It gets the secondary's values of the chosen fields, and of those it has none for.
    """
    merged = {
        field_id: value
        for field_id, value in primary.values.items()
        if field_id not in merge.fields
    }
    for field_id, value in secondary.values.items():
        if _is_mergeable(domain, field_id):
            merged.setdefault(field_id, value)
    return merged


def _finish(call: CallContext, domain: Domain, merge: Merge) -> None:
    """Merge the cases. Neither can have been deleted since the merge started.

    The events of a merge are not documented. Here every change has the event it would
    have by itself, and `Case.Merged` comes last in both histories, without fields,
    since its metadata says which cases were merged.
    """
    indexes.complete_merge(domain, merge)
    primary = find_case(domain, merge.primary_id)
    secondary = find_case(domain, merge.secondary_id)
    merged = _merged_values(domain, merge, primary, secondary)
    cases.change_values(call, primary, merged)
    # Find all counterparts before moving anything. An item that has just been moved
    # must not become the counterpart of a later one, or fewer would move than
    # `_check_sizes` counted.
    moving = [
        (item, _counterpart(primary, item))
        for item in _to_move(merge, primary, secondary)
    ]
    for item, twin in moving:
        _move(call, item, primary, secondary, twin)
    for case, other in ((primary, secondary), (secondary, primary)):
        if not _is_linked(case, other):
            content = {"connectCase": {"caseId": other.id}}
            related_items.attach(call, case, related_items.new_item(call, content))
    closed = secondary.values | {"status": text(CLOSED)}
    cases.change_values(call, secondary, closed)
    for case in (primary, secondary):
        audit.record(call, case, "Case.Merged", {})


def _to_move(merge: Merge, primary: Case, secondary: Case) -> list[RelatedItem]:
    """The secondary case's items of the chosen kinds, without its link to the primary.

    Files and SLAs cannot be chosen.
    """
    link = {"connectCase": {"caseId": primary.id}}
    return [
        item
        for item in secondary.items.values()
        if not merge.arms.isdisjoint(item.content) and item.content != link
    ]


def _move(
    call: CallContext,
    item: RelatedItem,
    primary: Case,
    secondary: Case,
    twin: RelatedItem | None,
) -> None:
    """Move an item to the primary case, unless that has a counterpart (its twin).

    An item that moves keeps its id, time, creator and tags. That its ARN changes to
    one of the new case is not documented. If both cases have an item for the same
    contact, the primary case's stays and gets the tags it lacks; if both link to the
    same case, the primary case's link stays as it is.
    """
    related_items.detach(call, secondary, item)
    if twin is None:
        related_items.attach(call, primary, item)
    elif twin.type == "Contact":
        twin.tags = item.tags | twin.tags


def _counterpart(case: Case, item: RelatedItem) -> RelatedItem | None:
    """The case's own item for the same contact or the same linked case."""
    for other in case.items.values():
        if item.type in ("Contact", "ConnectCase") and _about(other) == _about(item):
            return other
    return None


def _about(item: RelatedItem) -> Any:
    arm, content = next(iter(item.content.items()))
    return arm, content.get("contactArn"), content.get("caseId")


def _is_linked(case: Case, other: Case) -> bool:
    link = {"connectCase": {"caseId": other.id}}
    return any(item.content == link for item in case.items.values())
