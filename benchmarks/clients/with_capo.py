"""capo: TypedDicts, on an HTTP stack of its own."""

from typing import Any

import capo_connectcases as capo

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

PACKAGE = "capo-connectcases"


class Works:
    """A client as its constructor makes it."""

    def __init__(self, url: str) -> None:
        self.client = capo.ConnectCasesClient(
            region=REGION,
            endpoint=url,
            credentials={"access_key": KEY, "secret_key": SECRET},
        )

    def audit_page(self) -> Any:
        """Dicts, times as datetimes."""
        page = self.client.get_case_audit_events(domain_id=DOMAIN, case_id=CASE)
        return page["audit_events"]

    def search_page(self) -> Any:
        """Dicts, times as datetimes."""
        page = self.client.search_related_items(domain_id=DOMAIN, case_id=CASE)
        return page["related_items"]

    def case_page(self) -> Any:
        """Dicts."""
        page = self.client.search_cases(
            domain_id=DOMAIN,
            max_results=CASES,
            fields=[{"id": id_} for id_ in CASE_FIELDS],
        )
        return page["cases"]

    def create_comment(self) -> Any:
        """With what few checks it has."""
        return self.client.create_related_item(
            domain_id=DOMAIN,
            case_id=CASE,
            type="Comment",
            content={"comment": {"body": BODY, "content_type": "Text/Plain"}},
            performed_by={"customEntity": PERFORMED_BY},
        )["related_item_id"]

    def create_custom(self) -> Any:
        """With what few checks it has."""
        return self.client.create_related_item(
            domain_id=DOMAIN,
            case_id=CASE,
            type="Custom",
            content={"custom": {"fields": field_dicts()}},
        )["related_item_id"]
