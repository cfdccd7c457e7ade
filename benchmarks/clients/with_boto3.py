"""boto3 by itself: dicts in, dicts out."""

from typing import Any

import boto3

from . import (
    BODY,
    CASE,
    CASE_FIELDS,
    CASES,
    DOMAIN,
    KEY,
    PERFORMED_BY,
    REGION,
    SECRET,
    field_dicts,
)

PACKAGE = "boto3"


class Works:
    """A client as `boto3.client` makes it."""

    def __init__(self, url: str) -> None:
        # A boto3 client has no static type without stubs.
        self.client: Any = boto3.client(
            "connectcases",
            region_name=REGION,
            endpoint_url=url,
            aws_access_key_id=KEY,
            aws_secret_access_key=SECRET,
        )

    def audit_page(self) -> Any:
        """Dicts, times as datetimes."""
        page = self.client.get_case_audit_events(domainId=DOMAIN, caseId=CASE)
        return page["auditEvents"]

    def search_page(self) -> Any:
        """Dicts, times as datetimes."""
        page = self.client.search_related_items(domainId=DOMAIN, caseId=CASE)
        return page["relatedItems"]

    def case_page(self) -> Any:
        """Dicts."""
        fields = [{"id": id_} for id_ in CASE_FIELDS]
        return self.client.search_cases(
            domainId=DOMAIN, maxResults=CASES, fields=fields
        )["cases"]

    def plain_cases(self) -> Any:
        """By hand: whatever the one member of each union holds, times as text."""
        return [
            {
                CASE_FIELDS[field["id"]]: next(iter(field["value"].values()))
                for field in case["fields"]
            }
            for case in self.case_page()
        ]

    def create_comment(self) -> Any:
        """With botocore's own checks."""
        return self.client.create_related_item(
            domainId=DOMAIN,
            caseId=CASE,
            type="Comment",
            content={"comment": {"body": BODY, "contentType": "Text/Plain"}},
            performedBy={"customEntity": PERFORMED_BY},
        )["relatedItemId"]

    def create_custom(self) -> Any:
        """With botocore's own checks."""
        return self.client.create_related_item(
            domainId=DOMAIN,
            caseId=CASE,
            type="Custom",
            content={"custom": {"fields": field_dicts()}},
        )["relatedItemId"]
