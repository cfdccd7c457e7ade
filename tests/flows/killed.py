"""A program that sends many requests, and is killed at it again and again.

It forks once for each run, so that a run does not have to import anything. It kills a
run when the journal has grown by some lines, so that a busy machine changes nothing.
The last run comes to its end, and prints what became of each request.
"""

import json
import os
import random
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import anyio
from botocore.config import Config

from connectcases_typed import (
    AsyncClient,
    Client,
    CommentContent,
    CreateCaseRequest,
    CreateRelatedItemRequest,
    field_values,
)

REQUESTS = 300
ONCE = Config(retries={"total_max_attempts": 1})


def requests(
    domain_id: str, template_id: str, case_id: str
) -> Iterator[CreateCaseRequest | CreateRelatedItemRequest]:
    """Writes with a token and writes without one, by turns."""
    for number in range(REQUESTS):
        if number % 2:
            yield CreateRelatedItemRequest(
                domain_id=domain_id,
                case_id=case_id,
                content=CommentContent(body=f"comment {number}"),
            )
        else:
            yield CreateCaseRequest(
                domain_id=domain_id,
                template_id=template_id,
                fields=field_values({"title": f"case {number}"}),
            )


def wait_for_lines(journal: str, more: int) -> None:
    """Wait until a run has written some more lines."""
    before = lines(journal)
    end = time.monotonic() + 20
    while lines(journal) < before + more and time.monotonic() < end:
        time.sleep(0.002)


def lines(journal: str) -> int:
    """How many lines a journal has."""
    path = Path(journal)
    return path.read_bytes().count(b"\n") if path.exists() else 0


def main(kind: str, kills: str, url: str, journal: str, *ids: str) -> None:
    """Run, be killed, and run again."""
    cases = Client(region_name="us-west-2", endpoint_url=url, config=ONCE)

    def run() -> dict[int, str]:
        if kind == "Client":
            outcomes = cases.send_all(requests(*ids), journal=journal, workers=4)
            return {it.index: type(it).__name__ for it in outcomes}

        async def awaited() -> dict[int, str]:
            other = AsyncClient(region_name="us-west-2", endpoint_url=url, config=ONCE)
            outcomes = other.send_all(requests(*ids), journal=journal, workers=4)
            return {it.index: type(it).__name__ async for it in outcomes}

        return anyio.run(awaited)

    dice = random.Random(7)  # noqa: S311 - when to kill
    struck = 0
    for _ in range(int(kills)):
        child = os.fork()
        if not child:
            run()
            os._exit(0)
        wait_for_lines(journal, dice.randint(10, 50))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        struck += os.WIFSIGNALED(status)
    became = run() if kills == "0" else {}
    print(json.dumps({"struck": struck, "became": became}))  # noqa: T201 - the report


if __name__ == "__main__":
    main(*sys.argv[1:])
