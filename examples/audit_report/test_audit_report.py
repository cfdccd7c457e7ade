"""The report on the embedded service."""

from datetime import UTC, datetime, timedelta

import pytest
from audit_report import main

from connectcases_typed import Client, CommentContent, CustomEntity
from connectcases_typed.testing import EmbeddedCases, Seeded

START = datetime(2026, 5, 1, 12, tzinfo=UTC)
FORM = CustomEntity("booking-form")


@pytest.fixture
def seeded(embedded_cases: EmbeddedCases) -> Seeded:
    """A case that changes each day; one of its fields is deleted afterwards."""
    embedded_cases.clock.set(START)
    seeded = embedded_cases.seed(
        fields={"Nights": "Number", "Priority": ["High", "Low"], "Old": "Text"}
    )
    domain_id, case_id = seeded.domain_id, seeded.case_id
    cases = Client()
    shop = cases.load_fields(domain_id=domain_id)
    for nights in (2, 3):
        embedded_cases.clock.advance(timedelta(days=1))
        values = shop.values({"Nights": nights, "Priority": "Low", "Old": "x"})
        cases.update_case(
            domain_id=domain_id, case_id=case_id, fields=values, performed_by=FORM
        )
    cases.create_related_item(
        domain_id=domain_id, case_id=case_id, content=CommentContent(body="Hello")
    )
    cases.delete_field(domain_id=domain_id, field_id=shop["Old"].field_id)
    return seeded


def _printed(
    capsys: pytest.CaptureFixture[str], seeded: Seeded, *options: str
) -> list[str]:
    main([seeded.domain_id, seeded.case_id, *options])
    return capsys.readouterr().out.splitlines()


def test_changes_have_names_and_an_author(
    seeded: Seeded, capsys: pytest.CaptureFixture[str]
) -> None:
    """Deleted fields too; and whoever named nobody goes by an identity."""
    printed = _printed(capsys, seeded)
    assert (
        "2026-05-02 12:00 Case.Updated, Nights: nothing -> 2 (booking-form)" in printed
    )
    assert "2026-05-03 12:00 Case.Updated, Nights: 2 -> 3 (booking-form)" in printed
    assert "2026-05-02 12:00 Case.Updated, Old: nothing -> x (booking-form)" in printed
    (comment,) = [line for line in printed if "comment.body" in line]
    assert "nothing -> Hello (arn:aws:" in comment
    assert printed == sorted(printed, key=lambda line: line[:16])


def test_a_case_is_shown_as_it_was_on_a_day(
    seeded: Seeded, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before its first change it has no nights, then two, then three."""
    for day, nights in (("01", []), ("02", ["Nights: 2"]), ("03", ["Nights: 3"])):
        printed = _printed(capsys, seeded, "--on", f"2026-05-{day}")
        assert [line for line in printed if line.startswith("Nights")] == nights
