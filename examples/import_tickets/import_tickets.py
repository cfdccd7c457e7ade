"""Import the tickets of an old system as cases: see how-to/importing.md.

    python docs/import_tickets.py tickets.csv DOMAIN_ID --template Booking

The file has the columns `ticket`, `title`, `comment`, `hotel` and `nights`. Each row
becomes a case, its comment a comment, hotel and nights a record. Run again with the
same words, it goes on where it was interrupted; what failed is in `failed.csv`, which
can be corrected and imported by itself.
"""

import argparse
import csv
from collections.abc import Callable, Iterable, Iterator
from functools import partial
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
    Done,
    InDoubt,
    NotDone,
    ParamValidationError,
    field_values,
    stable_token,
    to_botocore,
)
from connectcases_typed.rates import Rate, RateLimits
from connectcases_typed.records import BoundRecord, Mapped, Record, field

#: Not documented for the batch operations: as for the single one.
BATCH = {"BatchCreateRelatedItem": Rate(2, 10)}
COLUMNS = ("ticket", "title", "comment", "hotel", "nights")
#: Under what the cells are kept that a row has beyond its columns.
SURPLUS = "surplus"
Row = dict[str, str]


class Booking(Record):
    """What a row says of a trip, in fields of the domain."""

    hotel: Mapped[str] = field("Hotel")
    nights: Mapped[float] = field("Nights")


@attrs.frozen
class Import:
    """Makes the requests that a row becomes; it sends nothing."""

    domain_id: str
    template_id: str
    bookings: BoundRecord[Booking]

    @classmethod
    def into(cls, cases: Client, domain_id: str, template: str) -> "Import":
        """Look up what the requests need, by names.

        Raises:
            ValueError: there is no such template; or, as a RecordError, the domain
                lacks fields of `Booking`, or has them with another type.
        """
        templates = {
            it.name: it.template_id for it in cases.list_templates(domain_id=domain_id)
        }
        if template not in templates:
            there = ", ".join(map(repr, templates)) or "none"
            raise ValueError(f"there is no template {template!r}; there are {there}")
        bookings = cases.load_fields(domain_id=domain_id).bind(Booking)
        return cls(domain_id, templates[template], bookings)

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
        try:
            nights = float(row["nights"])
        except ValueError:
            raise ValueError(f"nights: {row['nights']!r} is no number") from None
        booking = Booking(hotel=row["hotel"], nights=nights)
        return CreateRelatedItemRequest(
            domain_id=self.domain_id,
            case_id=case_id,
            content=self.bookings.content(booking),
        )


@attrs.frozen
class Problem:
    """Why a row was not imported as a whole."""

    row: Row
    what: str


def read(lines: Iterable[str]) -> list[Row]:
    """The rows of a file.

    Raises:
        ValueError: the file lacks columns.
    """
    reader = csv.DictReader(lines, restkey=SURPLUS, restval="")
    if missing := [name for name in COLUMNS if name not in (reader.fieldnames or ())]:
        raise ValueError(f"the file lacks the columns {', '.join(missing)}")
    return list(reader)


def check(rows: Iterable[Row], make: Import) -> Iterator[Problem]:
    """Find all that would be refused, before anything is sent."""
    seen: set[str] = set()
    for row in rows:
        if row["ticket"] in seen:
            yield Problem(row, "there are several rows of this ticket")
        seen.add(row["ticket"])
        if SURPLUS in row:
            yield Problem(row, "the row has more cells than the file has columns")
        parts: list[Callable[[], object]] = [
            partial(make.case, row),
            partial(make.record, row, "a-case"),
        ]
        if row["comment"]:
            parts.append(partial(make.comment, row, "a-case"))
        for part in parts:
            try:
                to_botocore(part())
            except (ParamValidationError, ValueError) as error:
                yield Problem(row, str(error))


def import_rows(
    cases: Client, rows: list[Row], make: Import, folder: Path
) -> Iterator[Problem]:
    """Import rows, going on where an earlier run with this folder was.

    Records come last, and of whole rows only: a row that failed before has none yet, so
    that it can be imported again, though records have no client token.
    """
    folder.mkdir(parents=True, exist_ok=True)
    case_ids: dict[int, str] = {}
    outcomes = cases.send_all(map(make.case, rows), journal=folder / "cases.jsonl")
    for outcome in tqdm(outcomes, total=len(rows), unit="case", disable=None):
        match outcome:
            case Done(index=index, response=response):
                case_ids[index] = response.case_id
            case NotDone() | InDoubt():
                yield _problem(rows[outcome.index], outcome)

    failed: set[int] = set()
    for index, problem in _comments(cases, rows, make, folder, case_ids):
        failed.add(index)
        yield problem

    records = (
        make.record(row, case_ids[index])
        if index in case_ids and index not in failed
        else None
        for index, row in enumerate(rows)
    )
    attached = cases.send_all(records, journal=folder / "records.jsonl")
    for record in tqdm(attached, unit="record", disable=None):
        if not isinstance(record, Done):
            yield _problem(rows[record.index], record)


def _comments(
    cases: Client,
    rows: list[Row],
    make: Import,
    folder: Path,
    case_ids: dict[int, str],
) -> Iterator[tuple[int, Problem]]:
    """Write the comments of rows with a case; problems have the index of their row."""
    # A row without a case keeps its place: it may have one in the next run.
    comments = (
        make.comment(row, case_ids[index])
        if index in case_ids and row["comment"]
        else None
        for index, row in enumerate(rows)
    )
    said = cases.send_all(comments, journal=folder / "comments.jsonl")
    for comment in tqdm(said, unit="comment", disable=None):
        row = rows[comment.index]
        match comment:
            case Done(response=batch):
                for failure in batch.failures:
                    what = f"comment: {failure.error_message}"
                    yield comment.index, Problem(row, what)
            case NotDone() | InDoubt():
                yield comment.index, _problem(row, comment)


# `Any`: it is about responses that have not come.
def _problem(row: Row, outcome: NotDone[Any] | InDoubt[Any]) -> Problem:
    kind = "in doubt" if isinstance(outcome, InDoubt) else "not done"
    return Problem(row, f"{outcome.request.operation}: {kind}: {outcome.error}")


def write_problems(problems: Iterable[Problem], path: Path) -> int:
    """Write rows with problems as a file that can be imported, and count them."""
    by_ticket: dict[str, list[Problem]] = {}
    for problem in problems:
        by_ticket.setdefault(problem.row["ticket"], []).append(problem)
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, [*COLUMNS, "problem"])
        writer.writeheader()
        for found in by_ticket.values():
            row = {name: found[0].row[name] for name in COLUMNS}
            what = "; ".join(problem.what for problem in found)
            writer.writerow({**row, "problem": what})
    return len(by_ticket)


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
    limits = RateLimits.documented(BATCH)
    with Client(region_name=given.region, rate_limits=limits) as cases:
        try:
            with given.tickets.open(newline="", encoding="utf-8-sig") as file:
                rows = read(file)
            make = Import.into(cases, given.domain_id, given.template)
        except ValueError as error:
            parser.error(str(error))
        found = list(check(rows, make))
        if not given.dry_run:
            bad = {problem.row["ticket"] for problem in found}
            good = [row for row in rows if row["ticket"] not in bad]
            found += import_rows(cases, good, make, given.folder)
    failed = write_problems(found, Path("failed.csv"))
    print(f"{len(rows)} rows, {failed} with problems: see failed.csv")


if __name__ == "__main__":
    main()
