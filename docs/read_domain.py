"""Read the audit history of every case of a domain: see how-to/reading-a-domain.md.

    python docs/read_domain.py DOMAIN_ID FOLDER --format parquet

Run again with the same arguments, it continues where it was interrupted. `_cases.json`
lists the cases to read, once; the histories of each hundred cases become a file. A file
appears whole or not at all, and its existence is the only record that it is done, so no
crash can come between the writing and the recording. Programs that read a folder of
Parquet files ignore names that begin with `_`.
"""

import argparse
import json
import logging
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
from botocore.config import Config
from pyarrow import parquet
from tqdm import tqdm

from connectcases_typed import (
    Client,
    GreaterThanOrEqualTo,
    Order,
    ResourceNotFoundException,
    Sort,
    StringValue,
    to_botocore,
)
from connectcases_typed.rates import DOCUMENTED, Rate, RateLimits

PART = 100  # cases in a file: the most that a crash costs

# An event as JSON has it, and the id of its case.
Row = dict[str, Any]

logger = logging.getLogger("read_domain")


def read_domain(
    cases: Client,
    domain_id: str,
    folder: Path,
    *,
    kind: str = "jsonl",
    since: datetime | None = None,
    threads: int = 8,
) -> None:
    """Read the histories of the domain that are not in the folder yet."""
    folder.mkdir(parents=True, exist_ok=True)
    case_ids = list_cases(cases, domain_id, folder, since)
    missing = {
        path: case_ids[start : start + PART]
        for start in range(0, len(case_ids), PART)
        if not (path := folder / f"part-{start // PART:06}.{kind}").exists()
    }
    history = partial(read_history, cases, domain_id)
    with (
        ThreadPoolExecutor(threads) as pool,
        tqdm(
            total=len(case_ids),
            initial=len(case_ids) - sum(map(len, missing.values())),
            unit="case",
            disable=None,  # a bar only on a terminal
        ) as bar,
    ):
        for path, part in missing.items():
            rows: list[Row] = []
            for events in pool.map(history, part):
                rows += events
                bar.update()
            # The threads are idle while this writes. That loses nothing: the tokens
            # saved meanwhile become the burst with which the next part begins.
            write_whole(path, partial(WRITERS[kind], rows))


def list_cases(
    cases: Client, domain_id: str, folder: Path, since: datetime | None
) -> list[str]:
    """The ids of the cases to read, from the folder if it has them."""
    path = folder / "_cases.json"
    reading = {"domainId": domain_id, "since": since and since.isoformat()}
    if not path.exists():
        found = cases.search_cases(
            domain_id=domain_id,
            filter=None if since is None else updated_since(since),
            # A case opened during the listing sorts last, and moves no other case.
            sorts=[Sort(field_id="created_datetime", sort_order=Order.ASC)],
            max_results=100,
        )
        # A dict, so that a case which moves from one page to the next is listed once.
        listed: dict[str, None] = {}
        announced = 0
        for page in found.prefetch().by_page():
            listed |= dict.fromkeys(case.case_id for case in page.cases)
            announced = max(announced, page.total_count or 0)
        if len(listed) < announced:
            logger.warning("of %d cases %d were listed", announced, len(listed))
        plan = json.dumps({**reading, "caseIds": list(listed)})
        write_whole(path, lambda to: to.write_text(plan, encoding="utf-8"))
    plan = json.loads(path.read_text(encoding="utf-8"))
    case_ids: list[str] = plan.pop("caseIds")
    if plan != reading:
        raise SystemExit(f"{folder} is of another reading: {plan}, not {reading}")
    return case_ids


def updated_since(moment: datetime) -> GreaterThanOrEqualTo:
    """The cases that were updated at that moment or later."""
    text = moment.astimezone(UTC).isoformat(timespec="milliseconds")
    value = StringValue(text.replace("+00:00", "Z"))
    return GreaterThanOrEqualTo(id="last_updated_datetime", value=value)


def read_history(cases: Client, domain_id: str, case_id: str) -> list[Row]:
    """All events of a case."""
    events = cases.get_case_audit_events(domain_id=domain_id, case_id=case_id)
    try:
        return [{"caseId": case_id, **to_botocore(event)} for event in events]
    except ResourceNotFoundException:
        logger.warning("%s was deleted, and its history with it", case_id)
        return []


def write_whole(path: Path, write: Callable[[Path], object]) -> None:
    """Call `write` so that the file appears whole or not at all."""
    unfinished = path.with_name(f"_{path.name}")
    write(unfinished)
    with unfinished.open("rb+") as file:
        # Without this, a power cut might keep the name and lose the contents.
        os.fsync(file.fileno())
    unfinished.replace(path)


def write_jsonl(rows: Sequence[Row], path: Path) -> None:
    """Write one line for each event."""
    with path.open("w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(row, default=datetime.isoformat) + "\n")


def write_parquet(rows: Sequence[Row], path: Path) -> None:
    """Write one row for each event, without what the schema does not name."""
    parquet.write_table(pa.Table.from_pylist(rows, schema=SCHEMA), path)


def struct(**fields: pa.DataType) -> pa.DataType:
    """A structure, from keyword arguments."""
    return pa.struct(list(fields.items()))


TEXT = pa.string()
# Exactly one member of a value is set. If none is, the field was cleared: Parquet has
# no `{}`.
VALUE = struct(
    stringValue=TEXT,
    doubleValue=pa.float64(),
    booleanValue=pa.bool_(),
    userArnValue=TEXT,
)
COLUMNS: dict[str, pa.DataType] = {
    "caseId": TEXT,
    "eventId": TEXT,
    "type": TEXT,
    "relatedItemType": TEXT,
    "performedTime": pa.timestamp("us", tz="UTC"),
    "fields": pa.list_(struct(eventFieldId=TEXT, oldValue=VALUE, newValue=VALUE)),
    "performedBy": struct(
        user=struct(userArn=TEXT, customEntity=TEXT), iamPrincipalArn=TEXT
    ),
    "mergeMetadata": struct(
        mergeEventId=TEXT, primaryCaseId=TEXT, secondaryCaseId=TEXT
    ),
}
SCHEMA = pa.schema(COLUMNS)

WRITERS: dict[str, Callable[[Sequence[Row], Path], None]] = {
    "jsonl": write_jsonl,
    "parquet": write_parquet,
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Read a domain with the command line's arguments."""
    documented = DOCUMENTED["GetCaseAuditEvents"]
    parser = argparse.ArgumentParser(
        description="Read the audit history of every case of a domain into a folder."
    )
    parser.add_argument("domain_id")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--format", choices=WRITERS, default="jsonl")
    parser.add_argument("--region")
    parser.add_argument(
        "--since", type=datetime.fromisoformat, help="only cases updated since"
    )
    parser.add_argument("--threads", type=int, default=8)
    parser.add_argument("--rate", type=float, default=documented.per_second)
    parser.add_argument("--burst", type=int, default=documented.burst)
    options = parser.parse_args(arguments)
    rate = Rate(options.rate, options.burst)
    with Client(
        region_name=options.region,
        rate_limits=RateLimits.documented({"GetCaseAuditEvents": rate}),
        config=Config(
            max_pool_connections=options.threads,
            # The program may run for days; a minute of errors should not end it.
            retries={"mode": "standard", "total_max_attempts": 10},
        ),
    ) as cases:
        read_domain(
            cases,
            options.domain_id,
            options.folder,
            kind=options.format,
            since=options.since,
            threads=options.threads,
        )


if __name__ == "__main__":
    main()
