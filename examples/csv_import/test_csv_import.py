"""The import on the embedded service."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from csv_import import import_tickets, main, template_named

from connectcases_typed import Client, DomainFields, FieldsError
from connectcases_typed.testing import EmbeddedCases, Seeded

TICKETS = Path(__file__).with_name("tickets.csv")
REFUSED = {
    "T-2": "Priority: is none of the options: 'High', 'Low'; "
    "Arrival: expected a time as ISO 8601 with a time zone",
    "T-5": "the row has more cells than the file has columns",
    "T-6": "Nights: 'many' is no number",
    "T-8": "Paid: 'maybe' is neither yes nor no",
}


@pytest.fixture
def seeded(embedded_cases: EmbeddedCases) -> Seeded:
    """A domain with the fields and a template."""
    return embedded_cases.seed(
        {
            "templates": {"Trip": {}},
            "fields": {
                "Priority": ["High", "Low"],
                "Nights": "Number",
                "Arrival": "DateTime",
                "Paid": "Boolean",
            },
        }
    )


@pytest.fixture
def cases(seeded: Seeded) -> Client:
    """A client of the domain."""
    return Client()


@pytest.fixture
def shop(cases: Client, seeded: Seeded) -> DomainFields:
    """The fields of the domain."""
    return cases.load_fields(domain_id=seeded.domain_id)


def _titles(cases: Client, shop: DomainFields) -> dict[object, Mapping[str, object]]:
    names = ("Title", "Priority", "Nights", "Paid")
    found = cases.search_cases(
        domain_id=shop.domain_id, fields=shop.identifiers(*names)
    )
    rows = [shop.plain(case.fields) for case in found]
    return {row["Title"]: row for row in rows}


def test_rows_become_cases_and_the_others_are_reported(
    cases: Client, shop: DomainFields, seeded: Seeded
) -> None:
    """A row that is refused, by whomever, keeps no other from being imported."""
    template_id = template_named(cases, seeded.domain_id, "Trip")
    lines = TICKETS.read_text().splitlines()
    refused = import_tickets(cases, shop, template_id, lines)
    assert "title" in refused.pop("T-4")  # the service's own words
    assert refused == REFUSED
    there = _titles(cases, shop)
    assert there.keys() == {"No towels", "Late arrival", "Short row"}
    first = there["No towels"]
    assert (first["Priority"], first["Nights"], first["Paid"]) == ("High", 2, True)


def test_a_second_run_creates_nothing(
    cases: Client, shop: DomainFields, seeded: Seeded
) -> None:
    """The tokens are made of the tickets' numbers."""
    template_id = template_named(cases, seeded.domain_id, "Trip")
    for _ in range(2):
        import_tickets(cases, shop, template_id, TICKETS.read_text().splitlines())
    assert len(_titles(cases, shop)) == 3
    assert len(list(cases.search_cases(domain_id=seeded.domain_id))) == 3


def test_columns_are_checked_before_anything_is_sent(
    cases: Client, shop: DomainFields
) -> None:
    """All that no field is named like are listed, with what was meant."""
    with pytest.raises(FieldsError, match="did you mean 'Nights'") as caught:
        import_tickets(cases, shop, "t", ["Ticket,Nihgts,Colour,Title", "T-1,1,red,x"])
    assert [it.path for it in caught.value.problems] == ["Nihgts", "Colour"]
    with pytest.raises(ValueError, match="there is no column 'Ticket'"):
        import_tickets(cases, shop, "t", ["Title", "x"])


def test_the_program_says_what_was_left_out(
    seeded: Seeded, capsys: pytest.CaptureFixture[str]
) -> None:
    """On standard error, with 1 as its exit status."""
    assert main([str(TICKETS), seeded.domain_id, "Trip"]) == 1
    printed = capsys.readouterr().err.splitlines()
    assert {f"{ticket}: {why}" for ticket, why in REFUSED.items()} <= {*printed}
    with pytest.raises(ValueError, match="no template 'Trap'; there are 'Trip'"):
        main([str(TICKETS), seeded.domain_id, "Trap"])
