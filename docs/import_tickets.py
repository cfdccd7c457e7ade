"""Import the tickets of an old system as cases: see how-to/importing.md.

    python docs/import_tickets.py tickets.csv DOMAIN_ID --template Booking

The file has the columns `ticket`, `title`, `comment`, `hotel` and `nights`. Each row
becomes a case, its comment a comment, hotel and nights a record. Run again with the
same words, it goes on where it was interrupted; what failed is in `failed.csv`, which
can be corrected and imported by itself.
"""

import argparse
import csv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import attrs
from tqdm import tqdm

from connectcases_typed import (
    BatchCreateRelatedItemIdentifier,
    BatchCreateRelatedItemRequest,
    CaseId,
    Client,
    CommentContent,
    CreateCaseRequest,
    CreateRelatedItemRequest,
    CustomInputContent,
    Done,
    InDoubt,
    NotDone,
    ParamValidationError,
    field_values,
    stable_token,
    to_botocore,
)
from connectcases_typed.rates import Rate, RateLimits

#: Not documented for the batch operations: as for the single one.
BATCH = {"BatchCreateRelatedItem": Rate(2, 10)}
COLUMNS = ("ticket", "title", "comment", "hotel", "nights")
Row = dict[str, str]


@attrs.frozen
class Import:
    """Makes the requests that a row becomes; it sends nothing."""

    domain_id: str
    template_id: str
    hotel: str
    nights: str

    @classmethod
    def into(cls, cases: Client, domain_id: str, template: str) -> "Import":
        """Look up the ids that the requests need, by their names."""
        templates = {
            it.name: it.template_id for it in cases.list_templates(domain_id=domain_id)
        }
        fields = {it.name: it.field_id for it in cases.list_fields(domain_id=domain_id)}
        return cls(domain_id, templates[template], fields["Hotel"], fields["Nights"])

    def case(self, row: Row) -> CreateCaseRequest:
        """The case of a row. The same ticket is the same case, whenever it is sent."""
        return CreateCaseRequest(
            domain_id=self.domain_id,
            template_id=self.template_id,
            fields=field_values({"title": row["title"]}),
            client_token=stable_token("case of ticket", row["ticket"]),
        )

    def comment(self, row: Row, case_id: str) -> BatchCreateRelatedItemRequest:
        """The comment of a row, by the operation that takes a client token."""
        return BatchCreateRelatedItemRequest(
            domain_id=self.domain_id,
            cases=[BatchCreateRelatedItemIdentifier(case_identifier=CaseId(case_id))],
            content=CommentContent(body=row["comment"]),
            client_token=stable_token("comment of ticket", row["ticket"]),
        )

    def record(self, row: Row, case_id: str) -> CreateRelatedItemRequest:
        """The booking of a row; the operation takes no client token."""
        booking: dict[str, str | float] = {
            self.hotel: row["hotel"],
            self.nights: float(row["nights"]),
        }
        return CreateRelatedItemRequest(
            domain_id=self.domain_id,
            case_id=case_id,
            content=CustomInputContent(fields=field_values(booking)),
        )


@attrs.frozen
class Problem:
    """Why a row was not imported as a whole."""

    row: Row
    what: str


def check(rows: Iterable[Row], make: Import) -> Iterator[Problem]:
    """Find what would be refused before anything is sent."""
    for row in rows:
        try:
            to_botocore(make.case(row))
            if row["comment"]:
                to_botocore(make.comment(row, "a-case"))
            to_botocore(make.record(row, "a-case"))
        except (ParamValidationError, ValueError) as error:
            yield Problem(row, str(error))


def import_rows(
    cases: Client, rows: list[Row], make: Import, folder: Path
) -> Iterator[Problem]:
    """Import rows, going on where an earlier run with this folder was."""
    folder.mkdir(parents=True, exist_ok=True)
    outcomes = cases.send_all(map(make.case, rows), journal=folder / "cases.jsonl")
    case_ids: dict[int, str] = {}
    for outcome in tqdm(outcomes, total=len(rows), unit="case", disable=None):
        match outcome:
            case Done(index=index, response=response):
                case_ids[index] = response.case_id
            case NotDone() | InDoubt():
                yield _problem(rows[outcome.index], outcome)

    # A row without a case keeps its place: it may have one in the next run.
    comments = (
        make.comment(row, case_ids[index])
        if index in case_ids and row["comment"]
        else None
        for index, row in enumerate(rows)
    )
    said = cases.send_all(comments, journal=folder / "comments.jsonl")
    for comment in tqdm(said, unit="comment", disable=None):
        match comment:
            case Done(response=batch):
                for failure in batch.failures:
                    what = f"comment: {failure.error_message}"
                    yield Problem(rows[comment.index], what)
            case NotDone() | InDoubt():
                yield _problem(rows[comment.index], comment)

    records = (
        make.record(row, case_ids[index]) if index in case_ids else None
        for index, row in enumerate(rows)
    )
    attached = cases.send_all(records, journal=folder / "records.jsonl")
    for record in tqdm(attached, total=len(case_ids), unit="record", disable=None):
        if not isinstance(record, Done):
            yield _problem(rows[record.index], record)


# `Any`: it is about responses that have not come.
def _problem(row: Row, outcome: NotDone[Any] | InDoubt[Any]) -> Problem:
    kind = "in doubt" if isinstance(outcome, InDoubt) else "not done"
    return Problem(row, f"{outcome.request.operation}: {kind}: {outcome.error}")


def write_problems(problems: Iterable[Problem], path: Path) -> int:
    """Write rows with problems as a file that can be imported, and count them."""
    count = 0
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, [*COLUMNS, "problem"])
        writer.writeheader()
        for problem in problems:
            row = {name: problem.row[name] for name in COLUMNS}
            writer.writerow({**row, "problem": problem.what})
            count += 1
    return count


def main() -> None:
    """Import a file."""
    parser = argparse.ArgumentParser(description="Import tickets as cases.")
    parser.add_argument("tickets", type=Path)
    parser.add_argument("domain_id")
    parser.add_argument("--template", required=True)
    parser.add_argument("--region")
    parser.add_argument("--folder", type=Path, default=Path("import"))
    parser.add_argument("--dry-run", action="store_true")
    given = parser.parse_args()
    with given.tickets.open(newline="") as file:
        rows = list(csv.DictReader(file))
    limits = RateLimits.documented(BATCH)
    with Client(
        region_name=given.region,
        rate_limits=limits,
        # A record that boto3 sends again after a lost response would be there twice.
        repeat_writes=False,
    ) as cases:
        make = Import.into(cases, given.domain_id, given.template)
        found = list(check(rows, make))
        if not given.dry_run:
            bad = {problem.row["ticket"] for problem in found}
            good = [row for row in rows if row["ticket"] not in bad]
            found += import_rows(cases, good, make, given.folder)
    failed = write_problems(found, Path("failed.csv"))
    print(f"{len(rows)} rows, {failed} problems: see failed.csv")


if __name__ == "__main__":
    main()
