"""Related items of a case: attaching, changing, removing and finding them.

The filters are in `filters`, what is special to SLAs in `slas`.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from ..controls.quotas import check_quota
from ..protocol.errors import ValidationException, refuse_all
from ..protocol.wire import Wire
from ..store import indexes
from ..store.state import Case, Domain, Field, RelatedItem
from . import audit, filters, slas
from .context import CallContext, find_case, is_indexed, new_id
from .field_checks import value_problems
from .paging import page
from .values import unpaired

# The type of an item, by the arm of its content union.
TYPES = {
    "contact": "Contact",
    "comment": "Comment",
    "file": "File",
    "sla": "Sla",
    "connectCase": "ConnectCase",
    "custom": "Custom",
}


def create_related_item(call: CallContext) -> Wire:
    """Attach an item. The same content twice makes two items.

    The operation is declared idempotent but takes no token, so a repeated request looks
    like a second comment with the same text.
    """
    case = call.changing_case()
    arm, content = next(iter(call.params["content"].items()))
    item_type = TYPES[arm]
    if call.params["type"] != item_type:
        raise ValidationException(f"type: the content is of type {item_type}")
    refuse_all(_content_problems(call, case, arm, content, held={}))
    _check_quotas(call, case, item_type)
    item = new_item(call, {arm: content})
    if arm == "contact":
        known = call.settings.contact(content["contactArn"])
        item.content = {arm: content | {"channel": known.channel}}
        item.connected = known.connected or call.now
    if arm == "sla":
        given = content["slaInputConfiguration"]
        item.sla = slas.new_sla(given, case, call.now)
    if arm == "custom":
        _check_custom_quota(call, content)
    attach(call, case, item)
    return {"relatedItemId": item.id, "relatedItemArn": item.arn}


def new_item(call: CallContext, content: Wire) -> RelatedItem:
    """An item made by this call, not yet attached to a case."""
    return RelatedItem(
        id=new_id(),
        arn="",
        type=TYPES[next(iter(content))],
        ordinal=0,
        associated=call.now,
        content=content,
        created_by=call.performed_by,
    )


def attach(call: CallContext, case: Case, item: RelatedItem) -> None:
    """Add an item to a case, give it its ARN, and record the event.

    It becomes the last of the items, even if it moves here from another case and its
    association is older, so that pages which are being read do not miss it.
    """
    item.arn = f"{case.arn}/related-item/{item.id}"
    item.ordinal = call.region.next_ordinal()
    indexes.add_item(call.domain(), case, item)
    changes = audit.differences({}, audit.auditable(item))
    audit.record(call, case, "RelatedItem.Created", changes, item)


def detach(call: CallContext, case: Case, item: RelatedItem) -> None:
    """Remove an item from a case, and record the event."""
    indexes.remove_item(call.domain(), case, item)
    changes = audit.differences(audit.auditable(item), {})
    audit.record(call, case, "RelatedItem.Deleted", changes, item)


def update_related_item(call: CallContext) -> Wire:
    """Replace the content of a Comment or Custom item, or the deadline of an SLA.

    Fields that a Custom item had and the new content leaves out are removed.
    An update that changes nothing leaves no trace, as with cases.
    """
    case, item = call.changing_case(), call.related_item()
    arm, content = next(iter(call.params["content"].items()))
    if TYPES[arm] != item.type:
        raise ValidationException(
            f"content: the item is of type {item.type}; only Comment, Custom and Sla "
            "items can be updated, each with content of its own type"
        )
    before = audit.auditable(item)
    if arm == "sla":
        configuration = content["slaUpdateConfiguration"]
        slas.change_deadline(item, configuration["targetSlaMinutes"])
    else:
        refuse_all(_content_problems(call, case, arm, content, held=before))
        if arm == "custom":
            _check_custom_quota(call, content)
        item.content = {arm: content}
    changes = audit.differences(before, audit.auditable(item))
    if changes:
        item.last_updated_user = call.performed_by
        audit.record(call, case, "RelatedItem.Updated", changes, item)
    return {
        "relatedItemId": item.id,
        "relatedItemArn": item.arn,
        "type": item.type,
        "content": slas.current_content(item, call.now),
        "associationTime": item.associated,
        "tags": item.tags,
        "lastUpdatedUser": item.last_updated_user,
        "createdBy": item.created_by,
    }


def delete_related_item(call: CallContext) -> Wire:
    """Remove an item; removing it again is a ResourceNotFoundException."""
    case, item = call.changing_case(), call.related_item()
    if item.type == "File":
        raise ValidationException(
            "A File item cannot be deleted here; Connect's DeleteAttachedFile does it."
        )
    detach(call, case, item)
    return {}


def search_related_items(call: CallContext) -> Wire:
    """Find the items of a case that match any of the filters, or all without filters.

    The order is not documented; here it is that of association. A page reaches up
    to its maximum unless asked for less.
    """
    domain, case = call.domain(), call.case()
    wanted: list[Wire] = call.params.get("filters", [])
    refuse_all(filters.related_item_filter_problems(wanted, domain))
    found, token = page(
        call,
        case.item_order,
        largest=25,
        ordinal=indexes.ordinal_of,
        matches=lambda item: _matches(call, item, wanted, domain),
    )
    return {"relatedItems": [_found(call, item) for item in found], "nextToken": token}


def search_all_related_items(call: CallContext) -> Wire:
    """Find the items of all cases of a domain that match any of the filters.

    Without sorts they are in the order of association, as within one case. So are
    items that all sorts find equal.
    """
    domain = call.domain()
    wanted: list[Wire] = call.params.get("filters", [])
    sorts: list[Wire] = call.params.get("sorts", [])
    refuse_all(filters.related_item_filter_problems(wanted, domain))

    def matches(entry: tuple[Case, RelatedItem]) -> bool:
        return _matches(call, entry[1], wanted, domain)

    if sorts:
        matching = list(filter(matches, domain.item_order))
        # The last sort first: sorting is stable, so the first sort decides.
        for sort in reversed(sorts):
            by_time = sort["sortProperty"] == "AssociationTime"
            matching.sort(
                key=_association_time if by_time else _case_id,
                reverse=sort["sortOrder"] == "Desc",
            )
        found, token = page(call, matching, largest=25)
    else:
        found, token = page(
            call,
            domain.item_order,
            largest=25,
            ordinal=indexes.ordinal_of_item,
            matches=matches,
        )
    return {
        "relatedItems": [
            _found(call, item) | {"caseId": case.id} for case, item in found
        ],
        "nextToken": token,
    }


def _matches(
    call: CallContext, item: RelatedItem, wanted: list[Wire], domain: Domain
) -> bool:
    if not is_indexed(call, item.associated):
        return False
    content = slas.current_content(item, call.now)
    return filters.matches_any(wanted, content, domain)


def _association_time(match: tuple[Case, RelatedItem]) -> Any:
    return match[1].associated


def _case_id(match: tuple[Case, RelatedItem]) -> Any:
    return match[0].id


def _found(call: CallContext, item: RelatedItem) -> Wire:
    return {
        "relatedItemId": item.id,
        "type": item.type,
        "associationTime": item.associated,
        "content": slas.current_content(item, call.now),
        "tags": item.tags,
        "performedBy": item.created_by,
    }


def _content_problems(
    call: CallContext, case: Case, arm: str, content: Wire, *, held: Mapping[str, Wire]
) -> Iterator[str]:
    """The problems of a content for an item; `held` are the values it has now."""
    match arm:
        case "custom":
            yield from _custom_problems(call, content, held)
        case "sla":
            yield from slas.sla_problems(
                content["slaInputConfiguration"], call.domain()
            )
        case "connectCase":
            # Not documented: a link is one-way and within a domain, and a case cannot
            # be linked to itself.
            if content["caseId"] == case.id:
                yield "content.connectCase.caseId: a case cannot be linked to itself"
            find_case(call.domain(), content["caseId"])
        case _:
            # Contacts and files are kept by Connect, so their ARNs are not checked.
            pass


def _custom_problems(
    call: CallContext, content: Wire, held: Mapping[str, Wire]
) -> Iterator[str]:
    by_id, twice = unpaired(content["fields"])
    yield from twice
    yield from value_problems(call, by_id, held=held, closed=_closed)


def _closed(field: Field) -> str | None:
    return "is a system field" if field.namespace == "System" else None


def _check_quotas(call: CallContext, case: Case, item_type: str) -> None:
    quotas = call.settings.quotas
    allowed = quotas.related_items_per_case
    check_quota("related items per case", allowed, len(case.items) + 1)
    if item_type == "File":
        check_quota("files per case", quotas.files_per_case, case.files + 1)
    if item_type == "Sla":
        check_quota("slas per case", quotas.slas_per_case, len(case.slas) + 1)


def _check_custom_quota(call: CallContext, content: Wire) -> None:
    allowed = call.settings.quotas.fields_per_custom_item
    check_quota("fields per custom item", allowed, len(content["fields"]))
