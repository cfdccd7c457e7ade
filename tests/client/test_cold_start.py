"""What a first call imports: no more than it needs, whatever else there is."""

import subprocess
import sys

import pytest

from .calls import AUDIT
from .stub import Answer, Stub

PROGRAM = """
import sys
from connectcases_typed import Client

nobody = {"aws_access_key_id": "nobody", "aws_secret_access_key": "nothing"}
cases = Client(region_name="us-west-2", endpoint_url=sys.argv[1], **nobody)
list(cases.get_case_audit_events(domain_id="d", case_id="c"))
print(*sys.modules)
"""

RECORD = """
import sys
from connectcases_typed import DomainFields, from_botocore
from connectcases_typed.records import Mapped, Record, field

class Booking(Record):
    hotel: Mapped[str] = field("Hotel")

stored = {
    "domainId": "d",
    "fields": [
        {
            "fieldId": "f",
            "fieldArn": "arn:aws:cases:us-west-2:111122223333:domain/d/field/f",
            "name": "Hotel",
            "type": "Text",
            "namespace": "Custom",
            "options": [],
            "deleted": False,
        }
    ],
}
bound = from_botocore(stored, DomainFields).bind(Booking)
bound.content(Booking(hotel="Seaview"))
print(*sys.modules)
"""


def imported(program: str, *arguments: str) -> set[str]:
    """The modules a program ends with."""
    ran = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(ran.stdout.split())


@pytest.fixture
def first_page(stub: Stub) -> set[str]:
    """The modules of a process that has read an audit page."""
    stub.answers(Answer.of(AUDIT.answer))
    return imported(PROGRAM, stub.url)


def test_a_first_page_imports_what_it_needs(first_page: set[str]) -> None:
    """Of this library, the one noun and what sends and reads; of others, botocore."""
    spared = {
        "boto3",
        "cattrs",
        "difflib",
        "connectcases_typed.calling.many",
        "connectcases_typed.calling.prefetching",
        "connectcases_typed.domain.strict_arns",
        "connectcases_typed.rates",
        "connectcases_typed.redaction",
    }
    assert not spared & first_page
    models = {it for it in first_page if it.startswith("connectcases_typed.models.")}
    assert models == {
        "connectcases_typed.models.audit",
        "connectcases_typed.models.values",
    }


def test_attaching_a_record_imports_no_searches() -> None:
    """Stored fields and a record need fields, items and values, and no other nouns."""
    prefix = "connectcases_typed.models."
    models = {it.removeprefix(prefix) for it in imported(RECORD) if prefix in it}
    assert models == {"fields", "filters", "related_items", "values"}
