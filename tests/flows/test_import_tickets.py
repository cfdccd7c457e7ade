"""Importing the tickets of an old system: examples/import_tickets."""

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
    RecordError,
    TemplateSetup,
)
from connectcases_typed.testing import EmbeddedCases

PROGRAM = (
    Path(__file__).parents[2] / "examples" / "import_tickets" / "import_tickets.py"
)
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
        # Not `in`: BatchCreateRelatedItem, which writes the comments, ends the same.
        if all(it.what.startswith("CreateRelatedItem: in doubt") for it in problems):
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
    wrong[2]["hotel"] = "x" * 4101
    wrong[3]["ticket"] = "T-0"
    problems = [(it.row["ticket"], it.what) for it in program.check(wrong, make)]
    assert [ticket for ticket, _ in problems] == ["T-1", "T-2", "T-2", "T-0"]
    assert problems[0][1] == "nights: 'three' is no number"
    assert problems[1][1] == "Booking.hotel: 4101 characters, at most 4100"
    assert "15000" in problems[2][1]
    assert "several rows" in problems[3][1]


def test_rows_that_are_too_short_or_too_long_are_read(
    program: Any, make: Any, tmp_path: Path
) -> None:
    """What is missing is empty, what is too much is a problem, in the file as well."""
    head = ",".join(program.COLUMNS)
    rows = program.read([head, "T-1,x,,Inn,1,and,more", "T-2,x,,Inn", "T-3,x,,Inn,1"])
    problems = list(program.check(rows, make))
    assert [(it.row["ticket"], it.what) for it in problems] == [
        ("T-1", "the row has more cells than the file has columns"),
        ("T-2", "nights: '' is no number"),
    ]
    assert program.write_problems([*problems, *problems], tmp_path / "failed.csv") == 2
    with pytest.raises(ValueError, match="the file lacks the columns hotel, nights"):
        program.read(["ticket,title,comment", "T-1,x,y"])


def test_what_the_import_needs_is_named(
    cases: Client, domain_id: str, program: Any, make: Any
) -> None:
    """A template or field that is not there, before anything is sent."""
    assert make
    with pytest.raises(ValueError, match="no template 'Boking'; there are 'Booking'"):
        program.Import.into(cases, domain_id, "Boking")
    other = cases.create_domain(name="other").domain_id
    cases.create_template(domain_id=other, name="Booking")
    with pytest.raises(RecordError, match=r"Booking\.hotel: 'Hotel': there is no"):
        program.Import.into(cases, other, "Booking")


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
    service.faults.throttle("BatchCreateRelatedItem", times=2)
    problems = list(program.import_rows(once, rows(), make, tmp_path / "first"))
    failed = tmp_path / "failed.csv"
    assert program.write_problems(problems, failed) == 5
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
    monkeypatch.setattr(sys, "argv", [*words[:4], "Boking", *words[5:]])
    with pytest.raises(SystemExit, match="2"):
        program.main()
    said = capsys.readouterr()
    assert "there is no template 'Boking'" in said.err
    assert said.out.splitlines() == ["12 rows, 0 with problems: see failed.csv"] * 2
