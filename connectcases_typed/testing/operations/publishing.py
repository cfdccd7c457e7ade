"""Reporting a change: to observers, and as the event a domain publishes to EventBridge.

Envelope and detail of events follow the samples of the administrator guide. Where
those and the reference of EventBridge leave something open, the embedded service
decides:

- A related item that is updated or deleted is `RELATED_ITEM.UPDATED` or `.DELETED`;
  the guide spells the second in two ways.
- A merge publishes the changes it consists of and no event of its own: no type of
  event is documented for it.
- The fields of a deleted case, if the domain includes fields, have their last values.
- The content of an item looks as it does in the API.
- An event stays under 256 KB, as EventBridge has it. What the service leaves out for
  that is not documented; here it is the largest values of fields.
"""

import copy
import json
from collections.abc import Iterator
from typing import Any

from ..controls.changes import Change
from ..protocol.model import service_model
from ..protocol.wire import Wire, iso, render
from ..store.state import Case, Domain, RelatedItem
from . import slas
from .context import CallContext, new_id

_EVENT_TYPES = {
    "Case.Created": "CASE.CREATED",
    "Case.Updated": "CASE.UPDATED",
    "Case.Deleted": "CASE.DELETED",
    "RelatedItem.Created": "RELATED_ITEM.CREATED",
    "RelatedItem.Updated": "RELATED_ITEM.UPDATED",
    "RelatedItem.Deleted": "RELATED_ITEM.DELETED",
}

# The guide has one sample of `changedAttributes`: an edited comment. It names the text
# `comment.commentText` and omits the content type.
_ATTRIBUTES = {"comment.body": "comment.commentText"}
_OMITTED = "comment.contentType"

# In bytes; an event has less than 256 KB.
_LARGEST = 256 * 1024 - 1


def publish(
    call: CallContext,
    domain: Domain,
    case: Case,
    change_type: str,
    *,
    changed: tuple[str, ...] = (),
    item: RelatedItem | None = None,
) -> None:
    """Add a change to the events, if the domain publishes it, and tell observers.

    Case and item are as they are after the change.
    """
    if not (call.settings.observers or _publishes(domain)):
        return
    user = call.performed_by or {}
    change = Change(
        type=change_type,
        at=call.now,
        principal_arn=call.caller,
        user_arn=user.get("userArn"),
        custom_entity=user.get("customEntity"),
        account=call.region.account,
        region=call.region.name,
        domain_id=domain.id,
        case_id=case.id,
        case_arn=case.arn,
        changed=changed,
        item_id=None if item is None else item.id,
        item_arn=None if item is None else item.arn,
        item_type=None if item is None else item.type,
    )
    event = _event(call, domain, case, change, item)
    if event is not None:
        call.settings.events.append(event)
        call.settings.undelivered.append(event)
    for observer in tuple(call.settings.observers):
        observer(change)


def _publishes(domain: Domain) -> bool:
    return domain.event_bridge is not None and domain.event_bridge["enabled"]


def _event(
    call: CallContext,
    domain: Domain,
    case: Case,
    change: Change,
    item: RelatedItem | None,
) -> dict[str, Any] | None:
    """The event a change is published as, or None if its domain publishes none."""
    event_type = _EVENT_TYPES.get(change.type)
    if event_type is None or domain.event_bridge is None or not _publishes(domain):
        return None
    included: Wire = domain.event_bridge.get("includedData", {})
    detail: Wire = {
        "version": "0",
        "eventType": event_type,
        "approximateChangeTime": iso(change.at),
        "performedBy": call.performer,
    }
    if item is None:
        detail |= _case_detail(domain, case, change, included)
    else:
        lower = call.settings.lower_case_item_types
        detail |= _item_detail(case, item, change, included, lower=lower)
    event = {
        "version": "0",
        "id": new_id(),
        "detail-type": "Amazon Connect Cases Change",
        "source": "aws.cases",
        "account": change.account,
        "time": f"{change.at:%Y-%m-%dT%H:%M:%SZ}",
        "region": change.region,
        "resources": [domain.arn, case.arn if item is None else item.arn],
        "detail": detail,
    }
    if item is None:
        _shorten(event, detail["case"].get("fields", {}))
    # The state goes on changing, and a test may change the event it is given.
    return copy.deepcopy(event)


def _shorten(event: Wire, values: Wire) -> None:
    """Remove the largest values until the event is as small as it has to be."""
    excess = _size(event) - _LARGEST
    if excess > 0:
        for field_id in sorted(values, key=lambda it: -_size(values[it])):
            if excess <= 0:
                break
            braces = 2
            excess -= _size({field_id: values.pop(field_id)}) - braces


def _size(value: object) -> int:
    return len(json.dumps(value, ensure_ascii=False).encode())


def _case_detail(domain: Domain, case: Case, change: Change, included: Wire) -> Wire:
    changed = list(change.changed)
    if changed:
        # Of the fields the service updates by itself, the sample lists this one only.
        changed.append("last_updated_datetime")
    described: Wire = {
        "caseId": case.id,
        "templateId": case.template_id,
        "createdDateTime": case.values["created_datetime"]["stringValue"],
    }
    if "caseData" in included:
        values = slas.current_values(case, change.at)
        described["fields"] = {
            field_id: {"value": values[field_id]}
            for field_id in _included_fields(domain, included["caseData"])
            if field_id in values
        }
    return {"changedFieldIds": changed, "case": described}


def _included_fields(domain: Domain, case_data: Wire) -> Iterator[str]:
    """The living fields a domain includes, each by itself or as one of a category."""
    category = case_data.get("autoIncludeFields")
    named = {entry["id"] for entry in case_data["fields"]}
    for field in domain.fields.values():
        included = category in ("All", field.namespace) or field.id in named
        if included and not field.deleted:
            yield field.id


def _item_detail(
    case: Case, item: RelatedItem, change: Change, included: Wire, *, lower: bool
) -> Wire:
    described: Wire = {
        "relatedItemType": item.type.lower() if lower else item.type,
        "relatedItemId": item.id,
        "caseId": case.id,
        "createdDateTime": iso(item.associated),
    }
    if included.get("relatedItemData", {}).get("includeContent"):
        content = slas.current_content(item, change.at)
        shape = service_model().shape_for("RelatedItemContent")
        described |= render(shape, content)
    return {
        "changedAttributes": [
            _ATTRIBUTES.get(name, name) for name in change.changed if name != _OMITTED
        ],
        "relatedItem": described,
    }
