"""Importing the tickets of an old system: docs/import_tickets.py."""

import csv
import sys
from collections.abc import Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest
from botocore.config import Config

from connectcases_typed import (
    Client,
    CommentContent,
    CustomContent,
    DomainSetup,
    DoubleValue,
    FieldSetup,
    FieldType,
    TemplateSetup,
)
from connectcases_typed.testing import EmbeddedCases

PROGRAM = Path(__file__).parents[2] / "docs" / "import_tickets.py"
ROWS = 12
SETUP = DomainSetup(
    fields=[
        FieldSetup(name="Hotel", type=FieldType.TEXT),
        FieldSetup(name="Nights", type=FieldType.NUMBER),
    ],
    templates=[TemplateSetup(name="Booking")],
)


# A program is no module of the package, so its functions have no type here.
@pytest.fixture(scope="module")
def program() -> Iterator[Any]:
    """The program."""
    spec = spec_from_file_location("import_tickets", PROGRAM)
    assert spec is not None
    assert spec.loader is not None
    module: Any = module_from_spec(spec)
    sys.modules["import_tickets"] = module  # attrs looks there
    spec.loader.exec_module(module)
    yield module
    del sys.modules["import_tickets"]


@pytest.fixture
def once(service: EmbeddedCases) -> Client:
    """A client that sends again nothing that failed."""
    config = Config(retries={"total_max_attempts": 1})
    return Client(region_name="us-west-2", config=config)


@pytest.fixture
def make(cases: Client, domain_id: str, program: Any) -> Any:
    """What makes the requests for the domain."""
    cases.apply_setup(domain_id=domain_id, setup=SETUP)
    return program.Import.into(cases, domain_id, "Booking")


def rows() -> list[dict[str, str]]:
    """Rows of a file, some without a comment."""
    return [
        {
            "ticket": f"T-{number}",
            "title": f"Ticket {number}",
            "comment": "" if number % 3 == 0 else f"Comment {number}",
            "hotel": "Seaview",
            "nights": str(number),
        }
        for number in range(ROWS)
    ]


def imported(cases: Client, domain_id: str) -> tuple[int, list[str], list[float]]:
    """How many cases there are, what is said of them, and the nights booked."""
    found = [it.content for it in cases.search_all_related_items(domain_id=domain_id)]
    comments = [it.body for it in found if isinstance(it, CommentContent)]
    nights = [
        field.value.value
        for it in found
        if isinstance(it, CustomContent)
        for field in it.fields
        if isinstance(field.value, DoubleValue)
    ]
    count = len([*cases.search_cases(domain_id=domain_id)])
    return count, sorted(comments), sorted(nights)


WHOLE = (
    ROWS,
    sorted(f"Comment {number}" for number in range(ROWS) if number % 3),
    [float(number) for number in range(ROWS)],
)


def test_each_row_is_imported_once(
    cases: Client, once: Client, domain_id: str, program: Any, make: Any, tmp_path: Path
) -> None:
    """A row becomes a case, a comment and a record; run again, nothing more."""
    for _ in range(2):
        assert list(program.import_rows(once, rows(), make, tmp_path)) == []
        assert imported(cases, domain_id) == WHOLE


def test_lost_answers_double_nothing(
    service: EmbeddedCases,
    cases: Client,
    once: Client,
    domain_id: str,
    program: Any,
    make: Any,
    tmp_path: Path,
) -> None:
    """Run until all that can be sent again is done, with answers lost at every turn:
    nothing is double, and what is reported as in doubt are records alone.
    """
    service.faults.lose_answer(probability=0.3)
    service.faults.cut(probability=0.2)
    for _ in range(30):
        problems = list(program.import_rows(once, rows(), make, tmp_path))
        if all("CreateRelatedItem: in doubt" in it.what for it in problems):
            break
    service.faults.clear()
    found = imported(cases, domain_id)
    assert found[:2] == WHOLE[:2]
    assert len(set(found[2])) == len(found[2])
    assert ROWS - len(problems) <= len(found[2]) <= ROWS


def test_a_dry_run_finds_what_is_wrong(program: Any, make: Any) -> None:
    """Before anything is sent, rows that cannot be imported are found."""
    wrong = rows()
    wrong[1]["nights"] = "three"
    wrong[2]["comment"] = "x" * 15_001
    problems = list(program.check(wrong, make))
    assert [it.row["ticket"] for it in problems] == ["T-1", "T-2"]
    assert "three" in problems[0].what
    assert "15000" in problems[1].what


def test_what_failed_can_be_fed_back(
    service: EmbeddedCases,
    cases: Client,
    once: Client,
    domain_id: str,
    program: Any,
    make: Any,
    tmp_path: Path,
) -> None:
    """What fails is in a file with the reason, and imports by itself later."""
    service.faults.throttle("CreateCase", times=3)
    problems = list(program.import_rows(once, rows(), make, tmp_path / "first"))
    failed = tmp_path / "failed.csv"
    assert program.write_problems(problems, failed) == 3
    with failed.open(newline="") as file:
        again = list(csv.DictReader(file))
    assert all("ThrottlingException" in row["problem"] for row in again)
    assert list(program.import_rows(once, again, make, tmp_path / "second")) == []
    assert imported(cases, domain_id) == WHOLE


def test_the_command(
    cases: Client,
    domain_id: str,
    program: Any,
    make: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The program reads a file, checks it, imports it, and reports."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(program.RateLimits, "documented", lambda _: None)
    with Path("tickets.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, program.COLUMNS)
        writer.writeheader()
        writer.writerows(rows())
    words = ["import", "tickets.csv", domain_id, "--template", "Booking"]
    words += ["--region", "us-west-2"]
    monkeypatch.setattr(sys, "argv", [*words, "--dry-run"])
    program.main()
    assert imported(cases, domain_id)[0] == 0
    monkeypatch.setattr(sys, "argv", words)
    program.main()
    assert imported(cases, domain_id) == WHOLE
    said = capsys.readouterr().out.splitlines()
    assert said == ["12 rows, 0 problems: see failed.csv"] * 2
