"""An event to test a handler with, when there is no domain to publish one."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from ..conversion.json_text import jsonable
from ..conversion.wire import to_botocore
from ..domain.arns import CaseArn, DomainArn, RelatedItemArn
from ..events import CaseEventType, RelatedItemEventType
from ..models.related_items import RelatedItemContent
from ..models.values import FieldValueUnion, PlainValue, UserUnion, field_values

_KNOWN = [str(it) for kind in (CaseEventType, RelatedItemEventType) for it in kind]

_CONNECT = "assumed-role/AWSServiceRoleForAmazonConnect_embedded/cases"
_CALLER = "assumed-role/application/session"


def make_event(  # noqa: PLR0913 - keywords, of which a test names two or three
    type: str,  # noqa: A002 - as the event calls it
    *,
    unknown_type: bool = False,
    domain_id: str = "00000000-0000-4000-8000-000000000001",
    case_id: str = "00000000-0000-4000-8000-000000000002",
    template_id: str = "00000000-0000-4000-8000-000000000003",
    related_item_id: str = "00000000-0000-4000-8000-000000000004",
    changed: Sequence[str] = (),
    fields: Mapping[str, PlainValue | FieldValueUnion] | None = None,
    content: RelatedItemContent | None = None,
    item_type: str | None = None,
    performed_by: UserUnion | None = None,
    by_connect: bool = False,
    time: datetime | None = None,
    account: str = "123456789012",
    region: str = "us-west-2",
) -> dict[str, Any]:
    """An event as EventBridge delivers it, to call a handler with.

    What domains of the embedded service publish is in `service.events`; this makes one
    out of nothing.

    Args:
        type: `CASE.UPDATED`, or another type of event that is documented; if it names a
            related item, the event is about one.
        unknown_type: whether `type` may be any text, to test what a handler does with
            an event that it does not know.
        domain_id: the domain.
        case_id: the case.
        template_id: the template of the case.
        related_item_id: the related item.
        changed: the ids of fields that changed, or the attributes of the item.
        fields: values of the case's fields by id; None includes none.
        content: what the related item holds; None does not include it.
        item_type: the type of the related item; that of `content` if left out.
        performed_by: whom the change was made for.
        by_connect: whether Amazon Connect made it, rather than an application.
        time: when, an aware datetime; now, if left out.
        account: the account.
        region: the Region.

    Raises:
        ValueError: `type` is not documented, and `unknown_type` is not set.
        TypeError: an event about a related item has neither content nor a type, or
            `changed` is one text rather than several.
        ParamValidationError: a value is of the wrong kind.
    """
    if not unknown_type and str(type) not in _KNOWN:
        raise ValueError(
            f"type: expected one of {', '.join(_KNOWN)}, not {str(type)!r}; "
            "unknown_type=True makes an event of any type"
        )
    if isinstance(changed, str):  # a sequence of ids, too, of one letter each
        raise TypeError(f"changed: expected a list or tuple, not {changed!r}")
    moment = (time or datetime.now(UTC)).astimezone(UTC)
    written = f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03}Z"
    where = {"region": region, "account": account, "domain_id": domain_id}
    role = _CONNECT if by_connect else _CALLER
    performer: dict[str, Any] = {"iamPrincipalArn": f"arn:aws:sts::{account}:{role}"}
    if performed_by is not None:
        performer["user"] = to_botocore(performed_by)
    detail: dict[str, Any] = {
        "version": "0",
        "eventType": str(type),
        "approximateChangeTime": written,
        "performedBy": performer,
    }
    about: DomainArn | CaseArn | RelatedItemArn = CaseArn(**where, case_id=case_id)
    if "RELATED_ITEM" in type:
        about = RelatedItemArn(
            **where, case_id=case_id, related_item_id=related_item_id
        )
        held: dict[str, Any] = {} if content is None else jsonable(to_botocore(content))
        detail["changedAttributes"] = list(changed)
        detail["relatedItem"] = {
            "relatedItemType": _item_type(held, item_type),
            "relatedItemId": related_item_id,
            "caseId": case_id,
            "createdDateTime": written,
            **held,
        }
    else:
        detail["changedFieldIds"] = list(changed)
        case: dict[str, Any] = {
            "caseId": case_id,
            "templateId": template_id,
            "createdDateTime": written,
        }
        detail["case"] = case
        if fields is not None:
            case["fields"] = {
                it.id: {"value": to_botocore(it.value)} for it in field_values(fields)
            }
    return {
        "version": "0",
        "id": str(uuid4()),
        "detail-type": "Amazon Connect Cases Change",
        "source": "aws.cases",
        "account": account,
        "time": f"{moment:%Y-%m-%dT%H:%M:%SZ}",
        "region": region,
        "resources": [str(DomainArn(**where)), str(about)],
        "detail": detail,
    }


def _item_type(content: Mapping[str, Any], given: str | None) -> str:
    if given is not None:
        return str(given)
    for tag in content:
        return tag[:1].upper() + tag[1:]
    raise TypeError("an event about a related item needs its content or item_type")
