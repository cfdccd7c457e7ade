"""What a domain publishes to EventBridge when its cases and their items change.

Envelope and detail follow the samples of the administrator guide. Where those and the
reference of EventBridge leave something open, the embedded service decides:

- A related item that is updated or deleted is `RELATED_ITEM.UPDATED` or `.DELETED`;
  the guide spells the second in two ways.
- A merge publishes the changes it consists of and nothing for itself: no type of event
  is documented for it.
- The fields of a case include, where they are asked for, those of one just deleted, as
  they were last.
- The content of an item is the API's.
"""

import copy
from collections.abc import Iterator
from typing import Any

from moto.core.utils import get_service_model

from . import slas
from .call import new_id
from .cases import current_values
from .changes import Change
from .state import Domain, RelatedItem
from .wire import Wire, iso, render

_EVENT_TYPES = {
    "Case.Created": "CASE.CREATED",
    "Case.Updated": "CASE.UPDATED",
    "Case.Deleted": "CASE.DELETED",
    "RelatedItem.Created": "RELATED_ITEM.CREATED",
    "RelatedItem.Updated": "RELATED_ITEM.UPDATED",
    "RelatedItem.Deleted": "RELATED_ITEM.DELETED",
}

# A comment's text is the only attribute there is a sample of, and what it is called
# there; that sample does not list the type of the text.
_ATTRIBUTES = {"comment.body": "comment.commentText"}
_NOT_LISTED = "comment.contentType"


def event_of(change: Change) -> dict[str, Any] | None:
    """The event a change is published as, or None if its domain publishes none."""
    call, domain = change.call, change.domain
    configuration = domain.event_bridge or {"enabled": False}
    event_type = _EVENT_TYPES.get(change.type)
    if event_type is None or not configuration["enabled"]:
        return None
    included: Wire = configuration.get("includedData", {})
    performed_by: Wire = {"iamPrincipalArn": call.caller}
    if call.performed_by is not None:
        performed_by["user"] = call.performed_by
    detail = {
        "version": "0",
        "eventType": event_type,
        "approximateChangeTime": iso(call.now),
        "performedBy": performed_by,
    }
    changed = change.case if change.item is None else change.item
    if change.item is None:
        detail |= _of_case(change, included)
    else:
        detail |= _of_item(change, change.item, included)
    event = {
        "version": "0",
        "id": new_id(),
        "detail-type": "Amazon Connect Cases Change",
        "source": "aws.cases",
        "account": call.region.account_id,
        "time": f"{call.now:%Y-%m-%dT%H:%M:%SZ}",
        "region": call.region.region_name,
        "resources": [domain.arn, changed.arn],
        "detail": detail,
    }
    # The state goes on changing, and a test may change what it is given.
    return copy.deepcopy(event)


def _of_case(change: Change, included: Wire) -> Wire:
    case = change.case
    changed = list(change.changed)
    if changed:
        # The only one of the fields kept by the service that the sample lists.
        changed.append("last_updated_datetime")
    described: Wire = {
        "caseId": case.id,
        "templateId": case.template_id,
        "createdDateTime": case.values["created_datetime"]["stringValue"],
    }
    if "caseData" in included:
        values = current_values(case, change.call.now)
        described["fields"] = {
            field_id: {"value": values[field_id]}
            for field_id in _chosen(change.domain, included["caseData"])
            if field_id in values
        }
    return {"changedFieldIds": changed, "case": described}


def _chosen(domain: Domain, case_data: Wire) -> Iterator[str]:
    """The fields asked for, one by one or as a category; a deleted one is gone."""
    category = case_data.get("autoIncludeFields")
    named = {entry["id"] for entry in case_data["fields"]}
    for field in domain.fields.values():
        included = category in ("All", field.namespace) or field.id in named
        if included and not field.deleted:
            yield field.id


def _of_item(change: Change, item: RelatedItem, included: Wire) -> Wire:
    described: Wire = {
        "relatedItemType": item.type,
        "relatedItemId": item.id,
        "caseId": change.case.id,
        "createdDateTime": iso(item.associated),
    }
    if included.get("relatedItemData", {}).get("includeContent"):
        content = item.content
        if item.sla is not None:
            told = slas.configuration(item.sla, change.call.now)
            content = {"sla": {"slaConfiguration": told}}
        shape: Any = get_service_model("connectcases").shape_for("RelatedItemContent")
        described |= render(shape, content)
    return {
        "changedAttributes": [
            _ATTRIBUTES.get(name, name)
            for name in change.changed
            if name != _NOT_LISTED
        ],
        "relatedItem": described,
    }
