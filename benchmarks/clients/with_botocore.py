"""botocore's sending alone: boto3 without its checks, and without parsing the body.

What is left is what every client on botocore pays: putting the request together,
signing, sending it, receiving. The results are the bodies as they arrived.
"""

from typing import Any

import boto3
from botocore.config import Config

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

PACKAGE = "botocore"


class Works:
    """A boto3 client whose parser is handed an empty body."""

    def __init__(self, url: str) -> None:
        # A boto3 client has no static type without stubs.
        self.client: Any = boto3.client(
            "connectcases",
            region_name=REGION,
            endpoint_url=url,
            aws_access_key_id=KEY,
            aws_secret_access_key=SECRET,
            config=Config(parameter_validation=False),
        )
        self._body = b""
        self.client.meta.events.register("before-parse.connectcases", self._keep)

    # As botocore's event has it.
    def _keep(self, response_dict: dict[str, Any], **_: Any) -> None:
        self._body = response_dict["body"]
        response_dict["body"] = b""

    def audit_page(self) -> bytes:
        """The body."""
        self.client.get_case_audit_events(domainId=DOMAIN, caseId=CASE)
        return self._body

    def search_page(self) -> bytes:
        """The body."""
        self.client.search_related_items(domainId=DOMAIN, caseId=CASE)
        return self._body

    def case_page(self) -> bytes:
        """The body."""
        fields = [{"id": id_} for id_ in CASE_FIELDS]
        self.client.search_cases(domainId=DOMAIN, maxResults=CASES, fields=fields)
        return self._body

    def create_comment(self) -> bytes:
        """The body."""
        self.client.create_related_item(
            domainId=DOMAIN,
            caseId=CASE,
            type="Comment",
            content={"comment": {"body": BODY, "contentType": "Text/Plain"}},
            performedBy={"customEntity": PERFORMED_BY},
        )
        return self._body

    def create_custom(self) -> bytes:
        """The body."""
        self.client.create_related_item(
            domainId=DOMAIN,
            caseId=CASE,
            type="Custom",
            content={"custom": {"fields": field_dicts()}},
        )
        return self._body
