"""Reading an event: documented ones into classes, all others into `UnknownEvent`."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar

from ..conversion.forms import form_in
from ..conversion.kinds import Structure
from ..conversion.reading import KindError, kind_in
from ..errors import Violation, below
from ..models.values import FieldValueUnion, RelatedItemType
from ..shapes import UnknownMember, is_map, shape
from .classes import (
    CaseEvent,
    CaseEventType,
    CasesEvent,
    EventCase,
    EventContent,
    EventItem,
    EventPerformedBy,
    NotACasesEvent,
    RelatedItemEvent,
    RelatedItemEventType,
    UnknownEvent,
)
from .transports import unwrapped

#: Their names of 2023, and the names since.
_DETAIL_TYPES = ("Amazon Connect Cases Event", "Amazon Connect Cases Change")


# The content of an event has no type before it is read.
def parse_event(event: Mapping[str, Any] | str | bytes) -> CasesEvent:
    """Read an event of Cases, however it was delivered.

    Args:
        event: the event as EventBridge delivers it to a function, or its JSON text; a
            record of SQS, SNS, Kinesis or Firehose that holds it, or that record's
            body; a line of what Firehose wrote. Powertools' data classes are mappings,
            and so they will do.

    Raises:
        NotACasesEvent: it is no event of Cases. Nothing of it is quoted.
    """
    found = unwrapped(event)
    detail_type = found["detail-type"]
    if found.get("source") != "aws.cases":
        raise NotACasesEvent("not an event of Cases: its source is not aws.cases")
    if not isinstance(detail_type, str):
        raise NotACasesEvent("not an event of Cases: its detail-type is no text")
    if detail_type.endswith("via CloudTrail"):
        raise NotACasesEvent("not an event of Cases: CloudTrail's record of a call")
    detail = found.get("detail")
    type_ = detail.get("eventType") if is_map(detail) else None
    problems: tuple[Violation, ...] = ()
    if detail_type in _DETAIL_TYPES and is_map(detail) and isinstance(type_, str):
        # The guide also names the deletion of a related item
        # `CASE.RELATED_ITEM.DELETED`.
        subject = type_.removeprefix("CASE.").partition(".")[0]
        try:
            if subject == "RELATED_ITEM":
                return _related_item_event(found, detail, type_)
            if type_.startswith("CASE."):
                return _case_event(found, detail, type_)
        except KindError as error:
            problems = error.violations
    return UnknownEvent(
        detail_type=detail_type,
        type=type_ if isinstance(type_, str) else None,
        problems=tuple(
            Violation(it.path.removeprefix("."), it.rule) for it in problems
        ),
        raw=found,
    )


@shape
class _Envelope:
    """The envelope, as EventBridge has it."""

    id: str
    time: datetime
    account: str
    region: str
    resources: tuple[str, ...]


@shape
class _Detail:
    """The members that all details have."""

    approximate_change_time: datetime | None = None
    performed_by: EventPerformedBy | None = None


@shape
class _Value:
    """A field's value, as a member of the map of fields."""

    value: FieldValueUnion | UnknownMember


@shape
class _Case:
    """The case in a detail."""

    case_id: str
    template_id: str | None = None
    created_date_time: datetime | None = None
    fields: Mapping[str, _Value] | None = None


@shape
class _CaseDetail(_Detail):
    """The detail of an event about a case."""

    changed_field_ids: tuple[str, ...] | None = None
    case: _Case


@shape
class _Item:
    """The related item in a detail, but for its content."""

    related_item_id: str
    related_item_type: str
    case_id: str
    created_date_time: datetime | None = None


@shape
class _ItemDetail(_Detail):
    """The detail of an event about a related item."""

    changed_attributes: tuple[str, ...] | None = None
    related_item: _Item


def _case_event(
    event: Mapping[str, Any], detail: Mapping[str, Any], type_: str
) -> CaseEvent:
    common = _common(event)
    found = _read(_CaseDetail, detail, ".detail")
    return CaseEvent(
        **common,
        change_time=found.approximate_change_time,
        performed_by=found.performed_by,
        type=CaseEventType(type_),
        case=EventCase(
            case_id=found.case.case_id,
            template_id=found.case.template_id,
            created_time=found.case.created_date_time,
            fields=_values(found.case.fields),
        ),
        changed_field_ids=found.changed_field_ids or (),
    )


def _related_item_event(
    event: Mapping[str, Any], detail: Mapping[str, Any], type_: str
) -> RelatedItemEvent:
    common = _common(event)
    found = _read(_ItemDetail, detail, ".detail")
    item = found.related_item
    return RelatedItemEvent(
        **common,
        change_time=found.approximate_change_time,
        performed_by=found.performed_by,
        type=RelatedItemEventType(type_.removeprefix("CASE.")),
        item=EventItem(
            related_item_id=item.related_item_id,
            type=_ITEM_TYPES.get(item.related_item_type.lower())
            or RelatedItemType(item.related_item_type),
            case_id=item.case_id,
            created_time=item.created_date_time,
            content=_content(detail["relatedItem"]),
        ),
        changed_attributes=found.changed_attributes or (),
    )


_ITEM_TYPES = {it.lower(): it for it in RelatedItemType}
_DOMAIN = re.compile(r":domain/([^/]+)")


# As keyword arguments of two classes, these have no type in common.
def _common(event: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments that come from the envelope."""
    found = _read(_Envelope, event, "")
    domains = [it[1] for arn in found.resources if (it := _DOMAIN.search(arn))]
    if not domains:
        raise KindError(Violation("resources", "none is of a domain"))
    return {
        "event_id": found.id,
        "time": found.time,
        "account": found.account,
        "region": found.region,
        "resources": found.resources,
        "domain_id": domains[0],
        "raw": event,
    }


def _values(
    fields: Mapping[str, _Value] | None,
) -> Mapping[str, FieldValueUnion | UnknownMember] | None:
    if fields is None:
        return None
    return {field_id: held.value for field_id, held in fields.items()}


_NOT_CONTENT = {"relatedItemType", "relatedItemId", "caseId", "createdDateTime"}
_read_content = form_in(EventContent | UnknownMember)


def _content(item: Mapping[str, Any]) -> EventContent | UnknownMember | None:
    """The one member that is no metadata, if there is one."""
    parts = {
        tag: value
        for tag, value in item.items()
        if tag not in _NOT_CONTENT and value is not None
    }
    if len(parts) != 1:
        return None
    ((tag, value),) = parts.items()
    try:
        content: EventContent | UnknownMember = _read_content({tag: _listed(value)})
    except KindError:
        return UnknownMember(tag, value)
    return content


def _listed(value: Any) -> Any:
    """A record's fields in the API's form, if they come in that of a case's."""
    match value:
        case {"fields": fields} if is_map(value) and is_map(fields):
            listed = [
                {"id": id_, **held} for id_, held in fields.items() if is_map(held)
            ]
            return {**value, "fields": listed}
        case _:
            return value


T = TypeVar("T")


def _read(cls: type[T], data: object, path: str) -> T:
    try:
        made: T = kind_in(Structure(cls))(data)
    except KindError as error:
        raise KindError(*below(path, error.violations)) from None
    return made
