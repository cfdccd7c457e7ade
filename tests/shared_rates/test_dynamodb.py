"""Shared rates in DynamoDB: examples/dynamodb_rates, on moto."""

import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from threading import Lock, Thread
from types import SimpleNamespace
from typing import Any

import attrs
import boto3
import pytest
from botocore.config import Config
from moto import mock_aws

from connectcases_typed import RateStoreAwayError
from connectcases_typed.fleet.queues import RateQueue
from connectcases_typed.fleet.stores import Look

EXAMPLE = Path(__file__).parents[2] / "examples" / "dynamodb_rates"
SECOND = 1_000_000


# The example is no module of the package, so what it makes has no type here.
@pytest.fixture(scope="module")
def example() -> Iterator[Any]:
    """The example."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(EXAMPLE))
        yield import_module("dynamodb_store")
    del sys.modules["dynamodb_store"]


@pytest.fixture
def dynamodb() -> Iterator[Any]:
    """A client of DynamoDB, which has a table for rates."""
    with mock_aws():
        client: Any = boto3.client(
            "dynamodb",
            region_name="us-west-2",
            config=Config(retries={"total_max_attempts": 1}),
        )
        client.create_table(
            TableName="rates",
            KeySchema=[{"AttributeName": "line", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "line", "AttributeType": "S"}],
            BillingMode="PAY_PER_REQUEST",
        )
        # DynamoDB checks a condition and writes in one step. moto does it in two, and
        # another thread may come between them.
        lock, call = Lock(), client._make_api_call

        def one_at_a_time(*arguments: Any) -> Any:
            with lock:
                return call(*arguments)

        client._make_api_call = one_at_a_time
        yield client


Dated = Callable[[int], None]


@pytest.fixture
def dated(dynamodb: Any) -> Dated:
    """Sets what DynamoDB's responses are dated, in seconds of the year 2026."""
    date = [0]

    # botocore's hook, which hands out what has no type.
    def stamp(http_response: Any, parsed: Any, **_: Any) -> None:
        minutes, seconds = divmod(date[0], 60)
        text = f"Thu, 01 Jan 2026 00:{minutes:02}:{seconds:02} GMT"
        parsed["ResponseMetadata"]["HTTPHeaders"]["date"] = text

    dynamodb.meta.events.register("after-call.dynamodb", stamp)
    return lambda seconds: date.__setitem__(0, seconds)


def look(worker: str, *, since: int | None = None) -> Look:
    """A request that may go at once, if the burst of one is not used up."""
    return Look(
        operation="GetCase",
        worker=worker,
        place=1,
        since=since,
        interval=SECOND,
        saved=0,
        due=0,
    )


def test_workers_share_one_rate(
    example: Any, dynamodb: Any, dated: Dated, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Threads that write at once are granted what the rate allows, and no more: the
    burst, and then one for each interval.
    """
    monkeypatch.setattr(example.time, "monotonic", lambda: 0.0)
    since: dict[str, int | None] = dict.fromkeys(f"w{number}" for number in range(8))
    granted: list[str] = []

    def work(worker: str) -> None:
        store = example.DynamoDBStore(dynamodb, "rates", scope="account/region/")
        asked = attrs.evolve(look(worker, since=since[worker]), saved=4 * SECOND)
        turn = store.look(asked)
        since[worker] = turn.since
        if not turn.wait:
            granted.append(worker)

    for seconds, expected in ((100, 5), (101, 1), (103, 2)):
        dated(seconds)
        waiting = since.keys() - granted
        workers = [Thread(target=work, args=(name,)) for name in waiting]
        for it in workers:
            it.start()
        for it in workers:
            it.join()
        assert len(waiting.intersection(granted)) == expected


def test_the_clock_is_dynamodb_s(
    example: Any, dynamodb: Any, dated: Dated, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the clocks of two workers say does not matter: the second waits for as long
    as DynamoDB's dates make it, and no longer.
    """
    workers = {
        name: example.DynamoDBStore(dynamodb, "rates") for name in ("early", "late")
    }

    def at(clock: float, worker: str, since: int | None = None) -> Any:
        monkeypatch.setattr(example.time, "monotonic", lambda: clock)
        return workers[worker].look(look(worker, since=since))

    dated(100)
    assert at(5.0, "early").wait == 0
    waiting = at(9_000.0, "late")
    assert 0 < waiting.wait <= SECOND
    dated(101)
    assert at(9_001.0, "late", waiting.since).wait == 0


def test_the_time_never_goes_back(
    example: Any, dynamodb: Any, dated: Dated, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker that knows an earlier time goes by the latest that any worker knew."""
    monkeypatch.setattr(example.time, "monotonic", lambda: 0.0)
    dated(200)
    first = example.DynamoDBStore(dynamodb, "rates").look(look("a"))
    dated(100)
    second = example.DynamoDBStore(dynamodb, "rates").look(look("b"))
    assert second.since == first.since
    assert second.wait == SECOND


def test_who_was_slower_begins_again(
    example: Any, dynamodb: Any, dated: Dated, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A look that another one overtakes between its reading and its writing counts
    both.
    """
    monkeypatch.setattr(example.time, "monotonic", lambda: 0.0)
    dated(100)
    store = example.DynamoDBStore(dynamodb, "rates")
    other = example.DynamoDBStore(dynamodb, "rates")
    read = store._read
    overtaken: list[Any] = []

    def overtake(operation: str) -> Any:
        found = read(operation)
        if not overtaken:
            overtaken.append(other.look(look("b")))
        return found

    store._read = overtake
    assert store.look(look("a")).wait == SECOND
    assert [turn.wait for turn in overtaken] == [0]
    assert isinstance(read("GetCase")[0], RateQueue)


def test_a_table_that_cannot_be_reached_is_away(example: Any, dynamodb: Any) -> None:
    """An unreachable endpoint and throttling are a store that is away; a missing table
    is an error of DynamoDB's.
    """
    store = example.DynamoDBStore(dynamodb, "rates")
    with pytest.raises(dynamodb.exceptions.ResourceNotFoundException):
        example.DynamoDBStore(dynamodb, "none").look(look("a"))

    # botocore's hook, as above.
    def throttle(**_: Any) -> Any:
        error = {"Error": {"Code": "ThrottlingException", "Message": "Slow down."}}
        return SimpleNamespace(status_code=429), error

    nowhere = boto3.client(
        "dynamodb",
        region_name="us-west-2",
        endpoint_url="http://127.0.0.1:9",
        config=Config(retries={"total_max_attempts": 1}, connect_timeout=1),
    )
    with pytest.raises(RateStoreAwayError):
        example.DynamoDBStore(nowhere, "rates").look(look("a"))
    assert store.look(look("a")).wait == 0
    dynamodb.meta.events.register_first("before-call.dynamodb", throttle)
    with pytest.raises(RateStoreAwayError, match="Slow down"):
        store.look(look("b"))
