"""The four operations on related items, as they are used: how each one travels.

Written out by hand, so that nothing of the library has a say in what is expected.
"""

from collections.abc import Mapping
from typing import Any

import attrs

from connectcases_typed import (
    CommentContent,
    CommentFilter,
    CommentUpdateContent,
    CreateRelatedItemRequest,
    CustomEntity,
    GetCaseAuditEventsRequest,
    SearchRelatedItemsRequest,
    UpdateRelatedItemRequest,
    UserArn,
)
from connectcases_typed.operations import Request

from .stub import Json

TIME = "2026-03-04T05:06:07Z"

PAGE = "t0"


@attrs.frozen(kw_only=True)
class Call:
    """One of the operations: a request, how it travels, and a good answer to it."""

    request: Request[Any]
    method: str
    path: str
    body: Mapping[str, Any]
    answer: Json


CREATE = Call(
    request=CreateRelatedItemRequest(
        domain_id="d1",
        case_id="c1",
        content=CommentContent(body="Hello"),
        performed_by=CustomEntity("import-job"),
    ),
    method="POST",
    path="/domains/d1/cases/c1/related-items/",
    body={
        "type": "Comment",
        "content": {"comment": {"body": "Hello", "contentType": "Text/Plain"}},
        "performedBy": {"customEntity": "import-job"},
    },
    answer={"relatedItemId": "i1", "relatedItemArn": "arn:i1"},
)
UPDATE = Call(
    request=UpdateRelatedItemRequest(
        domain_id="d1",
        case_id="c1",
        related_item_id="i1",
        content=CommentUpdateContent(body="Hello again"),
        performed_by=UserArn("arn:u1"),
    ),
    method="PUT",
    path="/domains/d1/cases/c1/related-items/i1",
    body={
        "content": {"comment": {"body": "Hello again", "contentType": "Text/Plain"}},
        "performedBy": {"userArn": "arn:u1"},
    },
    answer={
        "relatedItemId": "i1",
        "relatedItemArn": "arn:i1",
        "type": "Comment",
        "content": {"comment": {"body": "Hello again", "contentType": "Text/Plain"}},
        "associationTime": TIME,
    },
)
SEARCH = Call(
    request=SearchRelatedItemsRequest(
        domain_id="d1",
        case_id="c1",
        max_results=2,
        next_token=PAGE,
        filters=[CommentFilter()],
    ),
    method="POST",
    path="/domains/d1/cases/c1/related-items-search",
    body={"maxResults": 2, "nextToken": PAGE, "filters": [{"comment": {}}]},
    answer={
        "relatedItems": [
            {
                "relatedItemId": "i1",
                "type": "File",
                "associationTime": TIME,
                "content": {"file": {"fileArn": "arn:f1"}},
            }
        ]
    },
)
AUDIT = Call(
    request=GetCaseAuditEventsRequest(
        domain_id="d1", case_id="c1", max_results=25, next_token=PAGE
    ),
    method="POST",
    path="/domains/d1/cases/c1/audit-history",
    body={"maxResults": 25, "nextToken": PAGE},
    answer={
        "auditEvents": [
            {
                "eventId": "e1",
                "type": "Case.Created",
                "performedTime": TIME,
                "fields": [
                    {"eventFieldId": "title", "newValue": {"stringValue": "Flat"}}
                ],
            }
        ]
    },
)
CALLS = (CREATE, UPDATE, SEARCH, AUDIT)
