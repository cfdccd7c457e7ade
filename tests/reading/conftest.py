"""What the tests of the program that reads a domain share."""

import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from botocore.config import Config

from connectcases_typed import Client
from connectcases_typed.testing import EmbeddedCases, mock_cases

from .domain import Domain

PROGRAM = Path(__file__).parents[2] / "examples" / "read_domain"
CASES = 5  # in the domain


# A program is no module of the package, so its functions have no type here.
@pytest.fixture(scope="module")
def program() -> Iterator[Any]:
    """The program, with two cases to a file."""
    with pytest.MonkeyPatch.context() as patch:
        # The program imports its neighbour, as it does when it is run.
        patch.syspath_prepend(str(PROGRAM))
        program: Any = import_module("read_domain")
        program.PART = 2
        yield program
    for name in ("read_domain", "places"):
        del sys.modules[name]


@pytest.fixture
def service() -> Iterator[EmbeddedCases]:
    """The embedded service, with pages of two."""
    with mock_cases() as service:
        service.page_limit = 2
        yield service


@pytest.fixture
def cases(service: EmbeddedCases) -> Iterator[Client]:
    """A client that sends again nothing that failed."""
    config = Config(retries={"total_max_attempts": 1})
    with Client(region_name="us-west-2", config=config) as cases:
        yield cases


@pytest.fixture
def domain(cases: Client) -> Domain:
    """A domain with a few cases."""
    domain_id = cases.create_domain(name="shop").domain_id
    template = cases.create_template(domain_id=domain_id, name="shop")
    domain = Domain(cases, domain_id, template.template_id, [])
    for _ in range(CASES):
        domain.open_case()
    return domain
