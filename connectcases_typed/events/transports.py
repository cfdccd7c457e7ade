"""What transports wrap around an event: SQS, SNS, Kinesis and Firehose."""

import json
from base64 import b64decode
from collections.abc import Mapping
from typing import Any

from ..shapes import is_list, is_map
from .classes import NotACasesEvent

#: At most three deep: an SQS record in an SNS notification in a Kinesis record.
_WRAPPED = 5


# What has just been decoded may be any JSON: hence `Any`.
def unwrapped(event: Any) -> Mapping[str, Any]:
    """The event inside of what transports wrap around it."""
    for _ in range(_WRAPPED):
        if isinstance(event, str | bytes):
            event = _decoded(event)
        match event:
            case {"detail-type": _} if is_map(event):
                return event
            case (
                {"body": str() as inner}  # SQS
                | {"Sns": {"Message": str() as inner}}
                | {"Type": "Notification", "Message": str() as inner}  # SNS, in SQS
            ):
                event = inner
            case {"kinesis": {"data": str() as data}} | {
                "recordId": _,  # Firehose, as it asks a function to transform
                "data": str() as data,
            }:
                event = _base64(data)
            case {"Records": records} if is_list(records):
                raise NotACasesEvent(
                    f"a batch of {len(records)} records: parse each of its Records"
                )
            case _:
                break
    raise NotACasesEvent("not an event of Cases: it has no detail-type")


def _decoded(text: str | bytes) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        # Not chained: the parser's error holds the text.
        raise NotACasesEvent("not an event of Cases: no JSON") from None


def _base64(data: str) -> bytes:
    try:
        return b64decode(data, validate=True)
    except ValueError:
        raise NotACasesEvent("not an event of Cases: data is not base64") from None
