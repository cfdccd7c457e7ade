"""Run the examples of the README and the docs, on the embedded service."""

import os
from contextlib import ExitStack
from typing import Any

from sybil import Sybil
from sybil.parsers.markdown import PythonCodeBlockParser
from sybil.sybil import SybilCollection

from connectcases_typed import Client, FieldOption, FieldType, field_values
from connectcases_typed.testing import mock_cases
from connectcases_typed.testing.mock import MockCases

FIELDS = {
    "Nights": FieldType.NUMBER,
    "Hotel": FieldType.TEXT,
    "Paid": FieldType.BOOLEAN,
    "Arrival": FieldType.DATE_TIME,
}


def set_up(namespace: dict[str, Any]) -> None:
    """Give a program a domain with fields and a case, and the ids as it reads them."""
    stack = namespace["_stack"] = ExitStack()
    stack.enter_context(mock_cases())
    cases = Client(region_name="us-west-2")
    domain_id = cases.create_domain(name="examples").domain_id
    for name, kind in FIELDS.items():
        cases.create_field(domain_id=domain_id, name=name, type=kind)
    priority = cases.create_field(
        domain_id=domain_id, name="Priority", type=FieldType.SINGLE_SELECT
    )
    cases.batch_put_field_options(
        domain_id=domain_id,
        field_id=priority.field_id,
        options=[
            FieldOption(name=name, value=name.lower(), active=True)
            for name in ("High", "Low")
        ],
    ).raise_for_failures()
    template = cases.create_template(domain_id=domain_id, name="examples")
    case = cases.create_case(
        domain_id=domain_id,
        template_id=template.template_id,
        fields=field_values({"title": "A case", "customer_id": "arn:aws:profile:..."}),
    )
    os.environ.update(
        DOMAIN_ID=domain_id, CASE_ID=case.case_id, TEMPLATE_ID=template.template_id
    )


def tear_down(namespace: dict[str, Any]) -> None:
    """End the mock that a page started."""
    if isinstance(mock := namespace.get("mock"), MockCases):
        mock.stop()


def take_back(namespace: dict[str, Any]) -> None:
    """Undo `set_up`."""
    for name in ("DOMAIN_ID", "CASE_ID", "TEMPLATE_ID"):
        del os.environ[name]
    namespace["_stack"].close()


PARSERS = [PythonCodeBlockParser()]

#: The programs, which read ids from the environment.
programs = Sybil(PARSERS, pattern="docs/domain/*.md", setup=set_up, teardown=take_back)

#: Everything else brings along what it needs, so that it runs as pasted.
pages = Sybil(PARSERS, pattern="*.md", exclude="docs/domain/*.md", teardown=tear_down)

pytest_collect_file = SybilCollection([programs, pages]).pytest()
