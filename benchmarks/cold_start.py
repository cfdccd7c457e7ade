"""One cold start: `cold_start.py CLIENT WORK URL` does one piece of work and exits.

It imports only what that needs: no part of the other benchmarks, and each client in
the function that uses it. With boto3, a record is attached by ids that are written in
the program; with ours, the fields of the domain are read from a file, by name.
"""

import sys
from pathlib import Path
from typing import Any

REGION, KEY, SECRET = "us-west-2", "AKIDEXAMPLE", "example"
BODY = "Called back; the customer will write again."
#: What `to_json(cases.load_fields(...))` has written.
STORED = Path(__file__).with_name("stored_fields.json")


def _boto3(url: str) -> Any:
    """A client of boto3's."""
    import boto3  # noqa: PLC0415 - see above

    return boto3.client(
        "connectcases",
        region_name=REGION,
        endpoint_url=url,
        aws_access_key_id=KEY,
        aws_secret_access_key=SECRET,
    )


def boto3_audit_page(url: str) -> object:
    """Read a page of 25 events."""
    cases = _boto3(url)
    return cases.get_case_audit_events(domainId="d", caseId="c")["auditEvents"][24]


def boto3_comment(url: str) -> object:
    """Attach a comment."""
    return _boto3(url).create_related_item(
        domainId="d",
        caseId="c",
        type="Comment",
        content={"comment": {"body": BODY, "contentType": "Text/Plain"}},
    )["relatedItemId"]


def boto3_record(url: str) -> object:
    """Attach a Custom item of three fields."""
    return _boto3(url).create_related_item(
        domainId="d",
        caseId="c",
        type="Custom",
        content={
            "custom": {
                "fields": [
                    {
                        "id": "00000020-7c1e-4d0a-9b5f-3e2a1c0d4f6b",
                        "value": {"stringValue": "Seaview"},
                    },
                    {
                        "id": "00000021-7c1e-4d0a-9b5f-3e2a1c0d4f6b",
                        "value": {"doubleValue": 3},
                    },
                    {
                        "id": "00000022-7c1e-4d0a-9b5f-3e2a1c0d4f6b",
                        "value": {"booleanValue": True},
                    },
                ]
            }
        },
    )["relatedItemId"]


def _ours(url: str) -> Any:
    """A client of ours."""
    from connectcases_typed import Client  # noqa: PLC0415 - see above

    return Client(
        region_name=REGION,
        endpoint_url=url,
        aws_access_key_id=KEY,
        aws_secret_access_key=SECRET,
    )


def connectcases_typed_audit_page(url: str) -> object:
    """Read a page of 25 events."""
    return list(_ours(url).get_case_audit_events(domain_id="d", case_id="c"))[24]


def connectcases_typed_comment(url: str) -> object:
    """Attach a comment."""
    from connectcases_typed import CommentContent  # noqa: PLC0415 - see above

    content = CommentContent(body=BODY)
    created = _ours(url).create_related_item(
        domain_id="d", case_id="c", content=content
    )
    return created.related_item_id


def connectcases_typed_record(url: str) -> object:
    """Restore the fields of the domain, and attach a record."""
    from connectcases_typed import DomainFields, from_json  # noqa: PLC0415 - see above
    from connectcases_typed.records import Mapped, Record, field  # noqa: PLC0415 - see above

    class Booking(Record):
        hotel: Mapped[str] = field("Hotel")
        nights: Mapped[float] = field("Nights")
        paid: Mapped[bool] = field("Paid")

    bookings = from_json(STORED.read_text(), DomainFields).bind(Booking)
    content = bookings.content(Booking(hotel="Seaview", nights=3, paid=True))
    created = _ours(url).create_related_item(
        domain_id="d", case_id="c", content=content
    )
    return created.related_item_id


def capo_audit_page(url: str) -> object:
    """Read a page of 25 events, through an HTTP stack of its own."""
    import capo_connectcases  # noqa: PLC0415 - see above

    cases = capo_connectcases.ConnectCasesClient(
        region=REGION,
        endpoint=url,
        credentials={"access_key": KEY, "secret_key": SECRET},
    )
    return cases.get_case_audit_events(domain_id="d", case_id="c")["audit_events"][24]


if __name__ == "__main__":
    _, client, work, url = sys.argv
    assert globals()[f"{client}_{work}"](url)
