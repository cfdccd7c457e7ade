"""Rates that a fleet shares in a table of DynamoDB.

    limits = RateLimits.documented(shared=Fleet(DynamoDBStore(dynamodb, "rates")))

The table has one item for each operation: the line as text, and a version. A worker
reads the item, changes it with `RateQueue`, and writes it on the condition that it
still has that version; if somebody else was faster, it begins again.

DynamoDB has no clock to ask but the `Date` header of its responses, which is rounded
down to a second. So it is never ahead of the true time, and the difference between it
and a worker's own clock, the greatest that the worker has seen, approaches the truth
from below. The latest time that any worker knew stands in the item, so the time of the
fleet never goes back. The clocks of the workers only have to run, not to agree.
"""

import json
import time
from email.utils import parsedate_to_datetime
from typing import Any

from botocore import exceptions

from connectcases_typed import Look, RateQueue, RateStoreAwayError, Turn

# What DynamoDB raises when it has too much to do, or is broken.
AWAY = {
    "InternalServerError",
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
    "ServiceUnavailable",
    "ThrottlingException",
}


class DynamoDBStore:
    """A `RateStore` in a table whose partition key is a string, `line`.

    It needs `dynamodb:GetItem` and `dynamodb:PutItem`. Workers with the same table and
    `scope` share rates.
    """

    def __init__(
        self,
        dynamodb: Any,  # its type is in `types-boto3[dynamodb]`
        table: str,
        *,
        scope: str = "",
    ) -> None:
        self._dynamodb = dynamodb
        self._table = table
        self._scope = scope
        self._ahead = -float("inf")

    def look(self, look: Look, /) -> Turn:
        """See `RateStore.look`."""
        while True:
            queue, version, known = self._read(look.operation)
            now = max(known, self._time())
            turn = queue.look(look, now)
            if self._write(look.operation, queue, version, now):
                return turn

    def leave(self, operation: str, worker: str, place: int, /) -> None:
        """See `RateStore.leave`."""
        while True:
            queue, version, known = self._read(operation)
            queue.leave(worker, place)
            if self._write(operation, queue, version, known):
                return

    def _read(self, operation: str) -> tuple[RateQueue, int, int]:
        """The line, its version, and the time when it was written."""
        answer = self._reached(
            "get_item",
            Key={"line": {"S": self._scope + operation}},
            ConsistentRead=True,
        )
        if "Item" not in answer:
            return RateQueue(), 0, 0
        item = answer["Item"]
        document = json.loads(item["queue"]["S"])
        queue = RateQueue.load(document)
        return queue, int(item["version"]["N"]), int(item["time"]["N"])

    def _write(self, operation: str, queue: RateQueue, version: int, now: int) -> bool:
        """Write the line; False if somebody has written it since it was read."""
        item = {
            "line": {"S": self._scope + operation},
            "queue": {"S": json.dumps(queue.dump())},
            "version": {"N": str(version + 1)},
            "time": {"N": str(now)},
        }
        try:
            self._reached(
                "put_item",
                Item=item,
                ConditionExpression="attribute_not_exists(version) OR version = :read",
                ExpressionAttributeValues={":read": {"N": str(version)}},
            )
        except self._dynamodb.exceptions.ConditionalCheckFailedException:
            return False
        return True

    def _time(self) -> int:
        """The time of DynamoDB, as far as it is known, in microseconds."""
        return int((time.monotonic() + self._ahead) * 1_000_000)

    # What boto3 takes and returns.
    def _reached(self, operation: str, **arguments: Any) -> Any:
        """Ask DynamoDB, and learn what time it is; or say that it is away."""
        try:
            answer = getattr(self._dynamodb, operation)(
                TableName=self._table, **arguments
            )
        except (exceptions.ConnectionError, exceptions.HTTPClientError) as error:
            raise RateStoreAwayError(str(error)) from error
        except exceptions.ClientError as error:
            if error.response.get("Error", {}).get("Code") in AWAY:
                raise RateStoreAwayError(str(error)) from error
            raise
        date = answer["ResponseMetadata"]["HTTPHeaders"]["date"]
        seconds = parsedate_to_datetime(date).timestamp()
        self._ahead = max(self._ahead, seconds - time.monotonic())
        return answer
