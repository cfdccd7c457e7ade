"""Error responses, changed so that botocore can parse them.

botocore's parser assumes that an error's body is a JSON object, that its code is text,
and that `Retry-After` counts seconds. Otherwise it raises an error of another kind, and
the status, which decides whether to try again, is lost. Proxies and load balancers send
such responses.
"""

import json
import math
from collections.abc import Mapping, MutableMapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from ..shapes import is_map

#: Where the protocol has the code of an error, if a header does not say it.
_CODES = ("__type", "code", "Code")
_RETRY_AFTER = "Retry-After"


# botocore's `response_dict`, which holds anything.
def make_readable(answer: MutableMapping[str, Any]) -> None:
    """Change what botocore cannot parse of an error response, before it is parsed."""
    body: bytes = answer["body"]
    readable = _readable(body, answer["status_code"])
    if readable is not body:
        answer["body"] = readable
    headers = answer["headers"]
    after = headers.get(_RETRY_AFTER)
    if isinstance(after, str) and not (after.isdecimal() and len(after) < 10):
        # The headers are those of the response itself: change a copy.
        answer["headers"] = headers = headers.copy()
        del headers[_RETRY_AFTER]
        seconds = _seconds(after)
        if seconds is not None:
            headers[_RETRY_AFTER] = str(seconds)


def _readable(body: bytes, status: int) -> bytes:
    if status == 300:
        # botocore's parser would take it for a success, and look for its members.
        return b""
    try:
        said: Any = json.loads(body.decode() or "{}")
    except UnicodeDecodeError:
        return b""
    except ValueError:
        return body  # HTML or the like: botocore makes a message of it
    except RecursionError:
        return b""
    if not is_map(said):
        return b""
    if all(isinstance(said.get(code, ""), str) for code in _CODES):
        return body
    return json.dumps(_without_codes(said)).encode()


def _without_codes(said: Mapping[str, Any]) -> Mapping[str, Any]:
    return {name: held for name, held in said.items() if name not in _CODES}


def _seconds(after: str) -> int | None:
    """Whole seconds, of a fraction or a date; None of anything else."""
    try:
        return max(math.ceil(float(after)), 0)
    except (ValueError, OverflowError):
        pass
    try:
        date = parsedate_to_datetime(after)
    except (ValueError, TypeError, OverflowError):
        return None
    if date.tzinfo is None:
        date = date.replace(tzinfo=UTC)
    return max(math.ceil((date - datetime.now(UTC)).total_seconds()), 0)
