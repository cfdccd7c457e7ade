"""connectcases-typed, as its README has it."""

from typing import Any

from connectcases_typed import (
    Client,
    CommentContent,
    CustomEntity,
    CustomInputContent,
    DomainFields,
    SearchCasesRequest,
    field_identifiers,
    field_values,
    from_json,
)

from . import (
    BODY,
    CASE,
    CASE_FIELDS,
    CASES,
    DOMAIN,
    FIELDS,
    KEY,
    PERFORMED_BY,
    REGION,
    SECRET,
    STORED,
)

PACKAGE = "connectcases-typed"


class Works:
    """A client of its own, every check on."""

    def __init__(self, url: str) -> None:
        self.client = Client(
            region_name=REGION,
            endpoint_url=url,
            aws_access_key_id=KEY,
            aws_secret_access_key=SECRET,
        )
        self.fields = from_json(STORED, DomainFields)

    def audit_page(self) -> Any:
        """Values, through the iterator everybody uses."""
        return list(self.client.get_case_audit_events(domain_id=DOMAIN, case_id=CASE))

    def search_page(self) -> Any:
        """Values, through the iterator everybody uses."""
        return list(self.client.search_related_items(domain_id=DOMAIN, case_id=CASE))

    def case_page(self) -> Any:
        """Values, of one page."""
        request = SearchCasesRequest(
            domain_id=DOMAIN,
            max_results=CASES,
            fields=field_identifiers(*CASE_FIELDS),
        )
        return self.client.send(request).cases

    def plain_cases(self) -> Any:
        """By the fields' types: times as datetimes, options by their names."""
        return [self.fields.plain(case.fields) for case in self.case_page()]

    def create_comment(self) -> Any:
        """With all checks."""
        return self.client.create_related_item(
            domain_id=DOMAIN,
            case_id=CASE,
            content=CommentContent(body=BODY),
            performed_by=CustomEntity(PERFORMED_BY),
        ).related_item_id

    def create_custom(self) -> Any:
        """With all checks."""
        return self.client.create_related_item(
            domain_id=DOMAIN,
            case_id=CASE,
            content=CustomInputContent(fields=field_values(FIELDS)),
        ).related_item_id
