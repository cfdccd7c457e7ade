"""Read the audit history of every case of a domain: see reading-a-domain.md.

    python read_domain.py DOMAIN_ID FOLDER --format parquet

Run again with the same arguments, it continues where it was interrupted. Run several
times at once, on one machine or many, the workers share the work: `FOLDER` is a folder
that all of them see, or `s3://BUCKET/PREFIX`.

`_cases.json` lists the cases to read, once; the histories of each hundred cases become
a file. A file appears whole or not at all, and its existence is the only record that it
is done, so no crash can come between the writing and the recording. Programs that read
a folder of Parquet files ignore names that begin with `_`.
"""

import argparse
import json
import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import boto3
import pyarrow as pa
from botocore.config import Config
from places import Bucket, Claims, Folder, Place
from pyarrow import parquet
from tqdm import tqdm

from connectcases_typed import (
    Client,
    Fleet,
    GreaterThanOrEqualTo,
    Order,
    RedisRateStore,
    ResourceNotFoundException,
    Sort,
    StringValue,
    to_botocore,
)
from connectcases_typed.rates import DOCUMENTED, Rate, RateLimits

PART = 100  # cases in a file: the most that a crash costs
PLAN = "_cases.json"

# An event as JSON has it, and the id of its case.
Row = dict[str, Any]

logger = logging.getLogger("read_domain")


def read_domain(
    cases: Client,
    domain_id: str,
    place: Place,
    *,
    kind: str = "jsonl",
    since: datetime | None = None,
    threads: int = 8,
    claims: Claims | None = None,
) -> None:
    """Read the histories of the domain that are not there yet."""
    claims = claims or Claims(place, lease=60)
    case_ids = read_plan(cases, domain_id, place, since, claims)
    parts = {
        f"part-{start // PART:06}.{kind}": case_ids[start : start + PART]
        for start in range(0, len(case_ids), PART)
    }
    history = partial(read_history, cases, domain_id)
    with (
        ThreadPoolExecutor(threads) as pool,
        # It counts the cases of all workers. `disable`: a bar only on a terminal.
        tqdm(total=len(case_ids), unit="case", disable=None) as bar,
        closing(claims.missing([*parts])) as found,
    ):
        for name, missing in found:
            left = sum(len(parts[it]) for it in missing)
            bar.update(len(case_ids) - left - bar.n)
            rows: list[Row] = []
            for events in pool.map(history, parts[name]):
                rows += events
                bar.update()
            # The threads are idle while this writes. That loses nothing: the tokens
            # saved meanwhile become the burst with which the next part begins.
            place.create(name, WRITERS[kind](rows))
    claims.tidy()


def read_plan(
    cases: Client,
    domain_id: str,
    place: Place,
    since: datetime | None,
    claims: Claims,
) -> list[str]:
    """The ids of the cases to read; one worker lists them, all others read the list."""
    reading = {"domainId": domain_id, "since": since and since.isoformat()}
    with closing(claims.missing([PLAN])) as found:
        for name, _ in found:
            case_ids = list_cases(cases, domain_id, since)
            place.create(name, json.dumps({**reading, "caseIds": case_ids}).encode())
    plan = json.loads(place.read(PLAN) or b"")
    planned: list[str] = plan.pop("caseIds")
    if plan != reading:
        raise SystemExit(f"{place} is of another reading: {plan}, not {reading}")
    return planned


def list_cases(cases: Client, domain_id: str, since: datetime | None) -> list[str]:
    """The ids of the domain's cases, in the order in which they were opened."""
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
    return list(listed)


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


def in_jsonl(rows: Sequence[Row]) -> bytes:
    """One line for each event."""
    lines = [json.dumps(row, default=datetime.isoformat) + "\n" for row in rows]
    return "".join(lines).encode()


def in_parquet(rows: Sequence[Row]) -> bytes:
    """One row for each event, without what the schema does not name."""
    buffer = pa.BufferOutputStream()
    parquet.write_table(pa.Table.from_pylist(rows, schema=SCHEMA), buffer)
    return buffer.getvalue().to_pybytes()


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

WRITERS: dict[str, Callable[[Sequence[Row]], bytes]] = {
    "jsonl": in_jsonl,
    "parquet": in_parquet,
}


def place_of(text: str) -> Place:
    """A folder, or a bucket: `s3://BUCKET/PREFIX`."""
    if not text.startswith("s3://"):
        return Folder(Path(text))
    bucket, _, prefix = text.removeprefix("s3://").partition("/")
    return Bucket(boto3.client("s3"), bucket, prefix)


def main(arguments: Sequence[str] | None = None) -> None:
    """Read a domain with the command line's arguments."""
    documented = DOCUMENTED["GetCaseAuditEvents"]
    parser = argparse.ArgumentParser(
        description="Read the audit history of every case of a domain into a folder."
    )
    parser.add_argument("domain_id")
    parser.add_argument("place", type=place_of, help="a folder, or s3://BUCKET/PREFIX")
    parser.add_argument("--format", choices=WRITERS, default="jsonl")
    parser.add_argument("--region")
    parser.add_argument(
        "--since", type=datetime.fromisoformat, help="only cases updated since"
    )
    parser.add_argument("--threads", type=int, default=8)
    parser.add_argument("--rate", type=float, default=documented.per_second)
    parser.add_argument("--burst", type=int, default=documented.burst)
    parser.add_argument(
        "--list-rate",
        type=float,
        default=DOCUMENTED["SearchCases"].per_second,
        help="pages of a hundred cases that are listed in a second",
    )
    parser.add_argument(
        "--redis", help="the URL of a Redis in which several workers share the rate"
    )
    parser.add_argument(
        "--scope", help="whose rate that is: ACCOUNT/REGION; needed with --redis"
    )
    parser.add_argument(
        "--lease",
        type=float,
        default=60,
        help="after how many seconds a dead worker's part is taken over",
    )
    options = parser.parse_args(arguments)
    shared = None
    if options.redis is not None:
        if options.scope is None:
            parser.error("--redis needs --scope")
        shared = Fleet(RedisRateStore.from_url(options.redis, scope=options.scope))
    rates = {
        "GetCaseAuditEvents": Rate(options.rate, options.burst),
        "SearchCases": Rate(options.list_rate, DOCUMENTED["SearchCases"].burst),
    }
    with Client(
        region_name=options.region,
        rate_limits=RateLimits.documented(rates, shared=shared),
        config=Config(
            max_pool_connections=options.threads,
            # The program may run for days; a minute of errors should not end it.
            retries={"mode": "standard", "total_max_attempts": 10},
        ),
    ) as cases:
        read_domain(
            cases,
            options.domain_id,
            options.place,
            kind=options.format,
            since=options.since,
            threads=options.threads,
            claims=Claims(options.place, lease=options.lease),
        )


if __name__ == "__main__":
    main()
