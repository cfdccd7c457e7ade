"""Import the tickets of another system as cases.

    python csv_import.py tickets.csv DOMAIN_ID "Trip"

The column `Ticket` is the ticket's number, every other column is named as a field is.
Run again with the same file, it creates no case twice.
"""

import argparse
import csv
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from connectcases_typed import (
    Client,
    DomainFields,
    FieldInput,
    FieldsError,
    FieldType,
    RateLimits,
    ValidationException,
    stable_token,
)

KEY = "Ticket"
# What `csv.DictReader` calls the cells of a row that has more of them than columns.
SURPLUS = "(more cells than columns)"


def import_tickets(
    cases: Client, shop: DomainFields, template_id: str, lines: Iterable[str]
) -> dict[str, str]:
    """Create a case for each row; return why a ticket has none, by its number.

    Raises:
        ValueError: the file has no column for the number, or one that no field is
            named like; a FieldsError lists all of these.
    """
    reader = csv.DictReader(lines, restkey=SURPLUS)
    columns = reader.fieldnames or []
    if KEY not in columns:
        raise ValueError(f"there is no column {KEY!r}")
    shop.identifiers(*(name for name in columns if name != KEY))
    refused: dict[str, str] = {}
    for row in reader:
        ticket = row.pop(KEY)
        try:
            cases.create_case(
                domain_id=shop.domain_id,
                template_id=template_id,
                fields=shop.values(read(row, shop)),
                # The same for the same ticket: a second run creates no second case.
                client_token=stable_token("csv-import", ticket),
            )
        except FieldsError as error:
            refused[ticket] = "; ".join(map(str, error.problems))
        except ValidationException as error:  # what only the service knows
            refused[ticket] = error.message
        except ValueError as error:
            refused[ticket] = str(error)
    return refused


def read(row: Mapping[str, object], shop: DomainFields) -> dict[str, FieldInput]:
    """The cells of a row as values: numbers and bools are converted, empty is None.

    Options, times and users stay text, which `DomainFields.values` takes.

    Raises:
        ValueError: a cell that is no number or bool, or more cells than columns.
    """
    if SURPLUS in row:
        raise ValueError("the row has more cells than the file has columns")
    return {name: value(str(cell or ""), shop, name) for name, cell in row.items()}


def value(cell: str, shop: DomainFields, name: str) -> FieldInput:
    """What a cell says, by the type of the field."""
    if not cell:
        return None
    match shop[name].type:
        case FieldType.NUMBER:
            try:
                return float(cell)
            except ValueError:
                raise ValueError(f"{name}: {cell!r} is no number") from None
        case FieldType.BOOLEAN:
            if cell.lower() not in ("yes", "no"):
                raise ValueError(f"{name}: {cell!r} is neither yes nor no")
            return cell.lower() == "yes"
        case _:
            return cell


def template_named(cases: Client, domain_id: str, name: str) -> str:
    """The id of a template.

    Raises:
        ValueError: there is none of that name.
    """
    templates = list(cases.list_templates(domain_id=domain_id))
    for template in templates:
        if template.name == name:
            return template.template_id
    there = ", ".join(repr(template.name) for template in templates) or "none"
    raise ValueError(f"there is no template {name!r}; there are {there}")


def main(arguments: list[str] | None = None) -> int:
    """Import a file, and print what was left out."""
    parser = argparse.ArgumentParser(description="Import tickets as cases.")
    parser.add_argument("tickets", type=Path)
    parser.add_argument("domain_id")
    parser.add_argument("template", help="the name of a template")
    given = parser.parse_args(arguments)
    cases = Client(rate_limits=RateLimits.documented())
    shop = cases.load_fields(domain_id=given.domain_id)
    template_id = template_named(cases, given.domain_id, given.template)
    with given.tickets.open(newline="", encoding="utf-8-sig") as lines:
        refused = import_tickets(cases, shop, template_id, lines)
    for ticket, why in refused.items():
        print(f"{ticket}: {why}", file=sys.stderr)
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main())
