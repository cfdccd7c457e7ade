"""The measured work, done with each client as its own documentation shows.

Each client has a module with a class `Works`: a client, and a method for each piece of
work, which does it once and returns what a caller would use next. Requests are built
from the same plain values every time, as a caller would have to.
"""

import json
from pathlib import Path
from typing import Any, Protocol

REGION = "us-west-2"
#: Keys of nobody: the stub server does not look at signatures.
KEY, SECRET = "AKIDEXAMPLE", "example"
DOMAIN, CASE = "6c1d2e3f-domain", "9a8b7c6d-case"
BODY = "Called back; the customer will write again."
PERFORMED_BY = "import-job"
#: Fifty fields by id: texts, numbers and flags.
FIELDS: dict[str, str | float | bool] = {
    f"{number:08x}-7c1e-4d0a-9b5f-3e2a1c0d4f6b": ("Seaview, room 12", 3.5, True)[
        number % 3
    ]
    for number in range(50)
}
#: The fields of a domain, as `to_json(cases.load_fields(...))` has written them.
STORED = (Path(__file__).parent.parent / "stored_fields.json").read_text()
#: The names of 25 of them by id, which cases are asked for.
CASE_FIELDS: dict[str, str] = {
    it["fieldId"]: it["name"] for it in json.loads(STORED)["fields"][:25]
}
#: How many cases a page has.
CASES = 100
_ARMS: dict[type, str] = {
    str: "stringValue",
    float: "doubleValue",
    bool: "booleanValue",
}


class Works(Protocol):
    """The work each client is measured with. The results have no type in common.

    Some clients lack some of it.
    """

    def audit_page(self) -> Any:
        """Read a page of 25 audit events with 3 changed fields each."""

    def search_page(self) -> Any:
        """Find 25 comments."""

    def case_page(self) -> Any:
        """Find 100 cases with 25 fields each."""

    def plain_cases(self) -> Any:
        """The same, and each case as a dict of plain values by the fields' names."""

    def create_comment(self) -> Any:
        """Attach a comment to a case, and return its id."""

    def create_custom(self) -> Any:
        """Attach a custom item of 50 fields to a case, and return its id."""


def field_dicts() -> list[dict[str, Any]]:
    """The fifty fields in the form of boto3 and capo."""
    return [{"id": id_, "value": {_ARMS[type(it)]: it}} for id_, it in FIELDS.items()]
