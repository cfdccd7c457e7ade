"""The events of the documentation, named by what is special about each.

Structure and spelling are those of the administrator guide (the editions of 2023 and
of today), of EventBridge's reference, and of what consumers of events rely on. Its
placeholders, with the spaces in them, stand where the guide has placeholders.
"""

from typing import Any

DOMAIN = "arn:aws:cases:the Region:your AWS account ID:domain/case domain ID"
CASE = f"{DOMAIN}/case/case ID"
ITEM = f"{CASE}/related-item/related item ID"
TIME = "2022-03-16T23:16:57.893Z"

#: What events of today say of who made the change.
BY_A_USER = {
    "user": {"userArn": "arn:aws:connect:r:a:instance/i/user/connect user ID"},
    "iamPrincipalArn": "arn:aws:iam::a:role/role name",
}
BY_A_CUSTOM_ENTITY = {
    "user": {"customEntity": "a custom entity"},
    "iamPrincipalArn": "arn:aws:iam::a:role/role name",
}


# Events are dicts of any JSON until they are read.
def envelope(detail: dict[str, Any], resource: str, **others: Any) -> dict[str, Any]:
    """The envelope around a detail."""
    return {
        "version": "0",
        "id": "event ID",
        "detail-type": "Amazon Connect Cases Change",
        "source": "aws.cases",
        "account": "your AWS account ID",
        "time": "2022-03-16T23:43:26Z",
        "region": "the Region",
        "resources": [DOMAIN, resource],
        "detail": detail,
        **others,
    }


def case_event(type_: str, **others: Any) -> dict[str, Any]:
    """An event about a case."""
    detail = {
        "version": "0",
        "eventType": type_,
        "approximateChangeTime": TIME,
        "changedFieldIds": ["status", "last_updated_datetime"],
        "case": {
            "caseId": "case ID",
            "templateId": "template ID",
            "createdDateTime": TIME,
            "fields": {
                "status": {"value": {"stringValue": "open"}},
                "custom-field-uuid-1": {"value": {"doubleValue": 2}},
            },
        },
        **others,
    }
    return envelope(detail, CASE)


def item_event(
    type_: str, item_type: str, content: dict[str, Any], **others: Any
) -> dict[str, Any]:
    """An event about a related item."""
    detail = {
        "version": "0",
        "eventType": type_,
        "approximateChangeTime": TIME,
        "changedAttributes": ["comment.commentText"],
        "relatedItem": {
            "relatedItemType": item_type,
            "relatedItemId": "related item ID",
            "caseId": "case ID",
            "createdDateTime": TIME,
            **content,
        },
        **others,
    }
    return envelope(detail, ITEM)


COMMENT = {"comment": {"body": "Gave a gift card"}}
CONTACT = {"contact": {"contactArn": "arn:aws:connect:r:a:instance/i/contact/c"}}

CASE_EVENTS = {
    "by a user": case_event("CASE.UPDATED", performedBy=BY_A_USER),
    "by a custom entity": case_event("CASE.UPDATED", performedBy=BY_A_CUSTOM_ENTITY),
    "of 2023": {
        **case_event("CASE.UPDATED"),
        "detail-type": "Amazon Connect Cases Event",
    },
    "created": case_event("CASE.CREATED", performedBy=BY_A_USER),
    "deleted": case_event("CASE.DELETED", performedBy=BY_A_USER),
    "metadata only": case_event(
        "CASE.UPDATED", case={"caseId": "case ID", "templateId": "template ID"}
    ),
}

ITEM_EVENTS = {
    "comment": item_event(
        "RELATED_ITEM.CREATED", "Comment", COMMENT, performedBy=BY_A_USER
    ),
    "contact": item_event(
        "RELATED_ITEM.CREATED", "Contact", CONTACT, performedBy=BY_A_USER
    ),
    "comment in lower case": item_event("RELATED_ITEM.CREATED", "comment", COMMENT),
    "contact with a channel": item_event(
        "RELATED_ITEM.CREATED",
        "contact",
        {"contact": {**CONTACT["contact"], "channel": "VOICE"}},
    ),
    "of 2023": {
        **item_event("RELATED_ITEM.UPDATED", "Comment", COMMENT),
        "detail-type": "Amazon Connect Cases Event",
    },
    "deleted, as the guide of 2023 calls it": item_event(
        "CASE.RELATED_ITEM.DELETED", "Comment", {}
    ),
    "metadata only": item_event("RELATED_ITEM.CREATED", "Sla", {}),
    "a content nobody knows": item_event(
        "RELATED_ITEM.CREATED", "Hologram", {"hologram": {"depth": 3}}
    ),
    "a content that is incomplete": item_event(
        "RELATED_ITEM.CREATED", "Sla", {"sla": {"slaConfiguration": {"name": "x"}}}
    ),
}

UNKNOWN = {
    "a type nobody documented": envelope(
        {"eventType": "CaseStatusChanged", "oldValue": "open", "newValue": "closed"},
        CASE,
        **{"detail-type": "Amazon Connect Cases Event"},
    ),
    "a detail-type nobody documented": envelope(
        {"eventType": "CASE.UPDATED"}, CASE, **{"detail-type": "Amazon Connect News"}
    ),
    "a case without an id": case_event("CASE.UPDATED", case={"templateId": "t"}),
    "an item without an id": item_event(
        "RELATED_ITEM.CREATED", "Comment", {"relatedItemId": None}
    ),
    "no case at all": case_event("CASE.UPDATED", case=None),
    "no domain": {**case_event("CASE.UPDATED"), "resources": ["arn:aws:s3:::b"]},
    "no detail": {**case_event("CASE.UPDATED"), "detail": None},
}

#: The same source, another detail-type, and another shape altogether.
CLOUDTRAIL = envelope(
    {
        "eventSource": "cases.amazonaws.com",
        "eventName": "CreateCase",
        "requestParameters": {"domainId": "case domain ID"},
    },
    CASE,
    **{"detail-type": "AWS API Call via CloudTrail"},
)
