"""One process of the fleet that `fleet.py` starts: reads histories, and says so.

It prints `ready`, waits for a line, and prints a line for each attempt, for each
history that it has read, and for each time that boto3 gave up.
"""

import argparse
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import anyio
import boto3
from botocore.exceptions import ClientError

from connectcases_typed import AsyncClient, Client, ThrottlingException
from connectcases_typed.fleet.redis_store import RedisRateStore
from connectcases_typed.fleet.sharing import Fleet
from connectcases_typed.rates import Rate, RateLimits

AT_ONCE = 4
PAUSE = 1.0  # what an application waits when boto3 has given up
_time = time.time


def say(*words: object) -> None:
    """Print a line in one piece, whoever else is printing."""
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


# botocore's hook, which hands out what has no type.
def count(response_dict: dict[str, Any], **_: Any) -> None:
    """Say what an attempt came to."""
    say("attempt", response_dict["status_code"])


def until_read(read: Callable[[], object], number: int) -> None:
    """Read a history, and again if all retries were in vain."""
    while True:
        try:
            read()
        except ClientError as error:
            if error.response["Error"]["Code"] != "ThrottlingException":
                raise
            say("gave-up")
            time.sleep(PAUSE)
        else:
            say("read", number)
            return


def in_threads(read: Callable[[], object], numbers: list[int]) -> None:
    """Read with a few threads."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(partial(until_read, read), numbers))


async def in_tasks(cases: AsyncClient, asked: dict[str, Any], left: list[int]) -> None:
    """Read with a few tasks."""

    async def task() -> None:
        while left:
            number = left.pop(0)
            while True:
                try:
                    await cases.get_case_audit_events(**asked).by_page().__anext__()
                except ThrottlingException:
                    say("gave-up")
                    await anyio.sleep(PAUSE)
                else:
                    say("read", number)
                    break

    async with anyio.create_task_group() as tasks:
        for _ in range(AT_ONCE):
            tasks.start_soon(task)
    await cases.aclose()


def main() -> None:
    """Read as the command line says."""
    parser = argparse.ArgumentParser()
    parser.add_argument("endpoint")
    parser.add_argument("domain_id")
    parser.add_argument("case_id")
    parser.add_argument("--numbers", nargs="*", type=int, default=[])
    parser.add_argument("--rate", nargs=2, type=float, required=True)
    parser.add_argument("--headroom", type=int, default=2)
    parser.add_argument("--redis")
    parser.add_argument("--shared", action="store_true")
    parser.add_argument("--boto3", action="store_true")
    parser.add_argument("--asynchronous", action="store_true")
    parser.add_argument("--skew", type=float, default=0.0)
    options = parser.parse_args()
    # The clock of this machine is wrong.
    time.time = lambda: _time() + options.skew
    per_second, burst = options.rate
    rates = {"GetCaseAuditEvents": Rate(per_second, int(burst))}
    shared = None
    if options.shared:
        shared = Fleet(RedisRateStore.from_url(options.redis, scope="benchmark"))
    limits = RateLimits(rates, shared=shared, headroom=options.headroom)
    where = {
        "endpoint_url": options.endpoint,
        "region_name": "us-west-2",
        "aws_access_key_id": "x",
        "aws_secret_access_key": "x",
    }
    asked = {"domain_id": options.domain_id, "case_id": options.case_id}
    hook = "response-received.*.GetCaseAuditEvents"
    if options.asynchronous:

        async def read_all() -> None:
            cases = AsyncClient(rate_limits=limits, **where)
            cases.boto3.meta.events.register(hook, count)
            ready()
            await in_tasks(cases, asked, options.numbers)

        anyio.run(read_all)
    elif options.boto3:
        client: Any = boto3.client("connectcases", **where)
        client.meta.events.register(hook, count)
        raw = {"domainId": options.domain_id, "caseId": options.case_id}
        ready()
        in_threads(lambda: client.get_case_audit_events(**raw), options.numbers)
    else:
        with Client(rate_limits=limits, **where) as cases:
            cases.boto3.meta.events.register(hook, count)
            ready()
            in_threads(
                lambda: list(cases.get_case_audit_events(**asked)), options.numbers
            )


def ready() -> None:
    """Say so, and wait until all are."""
    say("ready")
    sys.stdin.readline()


if __name__ == "__main__":
    main()
