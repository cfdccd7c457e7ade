"""A program that sends many requests, and is killed at it again and again.

It forks once for each run, so that a run does not have to import anything. It kills a
run when the journal has grown by some lines, and a run stops by itself before it comes
to its end: so a busy machine changes nothing.
The last run comes to its end, and prints what became of each request.
"""

import json
import os
import random
import signal
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import anyio
from botocore.config import Config
from waiting import wait_until

from connectcases_typed import (
    AsyncClient,
    Client,
    CommentContent,
    CreateCaseRequest,
    CreateRelatedItemRequest,
    Request,
    field_values,
)

REQUESTS = 300
#: After so many lines more a run waits to be killed, which happens before that.
LEASH = 70
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


def leashed(journal: str, *ids: str) -> Iterator[Request[Any]]:
    """The requests, until the journal has grown a lot: then wait to be killed."""
    enough = lines(journal) + LEASH
    for request in requests(*ids):
        if lines(journal) > enough:
            signal.pause()
        yield request


def has_grown(journal: str, to: int) -> bool:
    """Whether a journal has so many lines by now."""
    return lines(journal) >= to


def lines(journal: str) -> int:
    """How many lines a journal has."""
    path = Path(journal)
    return path.read_bytes().count(b"\n") if path.exists() else 0


def main(kind: str, kills: str, url: str, journal: str, *ids: str) -> None:
    """Run, be killed, and run again."""
    cases = Client(region_name="us-west-2", endpoint_url=url, config=ONCE)

    made = requests if kills == "0" else partial(leashed, journal)

    def run() -> dict[int, str]:
        if kind == "Client":
            outcomes = cases.send_all(made(*ids), journal=journal, workers=4)
            return {it.index: type(it).__name__ for it in outcomes}

        async def awaited() -> dict[int, str]:
            other = AsyncClient(region_name="us-west-2", endpoint_url=url, config=ONCE)
            outcomes = other.send_all(made(*ids), journal=journal, workers=4)
            return {it.index: type(it).__name__ async for it in outcomes}

        return anyio.run(awaited)

    dice = random.Random(7)  # noqa: S311 - when to kill
    struck = 0
    for _ in range(int(kills)):
        before = lines(journal)
        child = os.fork()
        if not child:
            run()
            os._exit(0)
        wait_until(partial(has_grown, journal, before + dice.randint(10, 50)))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        struck += os.WIFSIGNALED(status)
    became = run() if kills == "0" else {}
    print(json.dumps({"struck": struck, "became": became}))  # noqa: T201 - the report


if __name__ == "__main__":
    main(*sys.argv[1:])
