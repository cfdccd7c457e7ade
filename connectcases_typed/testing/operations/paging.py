"""One page of a list, and the token that continues it.

Neither the order of results nor the form or lifetime of a token is documented. Here
lists are in the order of creation, oldest first, and a token holds the ordinal of the
last element of its page: what is added or removed between two pages neither repeats nor
hides anything else. A token continues only the call it came from: the same operation
with the same parameters in the same account and Region. Only the page size may differ.
Tokens do not expire.

A page costs a page: it begins by bisection and reads until it is full.
"""

import base64
import binascii
import hashlib
import json
from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import TypeVar

from ..protocol.errors import ValidationException
from .context import CallContext

T = TypeVar("T")


def page(
    call: CallContext,
    things: Sequence[T],
    *,
    largest: int,
    default: int | None = None,
    ordinal: Callable[[T], int] | None = None,
    matches: Callable[[T], bool] | None = None,
) -> tuple[list[T], str | None]:
    """Return the page the call asks for, and the token of the next one, if any.

    `things` are ordered by `ordinal`. Without it they are numbered as they come, which
    suits lists that only grow. Sorted results are numbered so too, although a change
    between two pages can then move a thing from one page to the other.

    `largest` is the operation's maximum page size, and its default too unless the
    documentation gives another. Things that do not match are passed over.
    """
    size: int = call.params.get("maxResults") or default or largest
    if call.settings.page_limit is not None:
        size = min(size, call.settings.page_limit)
    after = _position(call)
    start = after if ordinal is None else bisect_right(things, after, key=ordinal)
    found: list[T] = []
    last = 0
    for index in range(start, len(things)):
        thing = things[index]
        if matches is not None and not matches(thing):
            continue
        if len(found) == size:
            return found, _token(call, last)
        found.append(thing)
        last = index + 1 if ordinal is None else ordinal(thing)
    return found, None


def _position(call: CallContext) -> int:
    """The ordinal or number of the last thing on the page before."""
    token: str | None = call.params.get("nextToken")
    if not token:
        # The model allows an empty token; it can only mean the beginning.
        return 0
    try:
        position = int(base64.urlsafe_b64decode(token).split(b":")[0])
    except (ValueError, binascii.Error):
        position = -1
    if position < 1 or _token(call, position) != token:
        raise ValidationException("nextToken: not a token of this call.")
    return position


def _token(call: CallContext, position: int) -> str:
    """A token for a position in the results of this call.

    The digest is there to recognize tokens of other calls, not to keep a secret.
    """
    scope = {
        "account": call.region.account,
        "region": call.region.name,
        "operation": call.operation,
        "position": position,
        "params": {
            name: value
            for name, value in call.params.items()
            if name not in ("nextToken", "maxResults")
        },
    }
    digest = hashlib.sha256(json.dumps(scope, sort_keys=True).encode()).hexdigest()
    return base64.urlsafe_b64encode(f"{position}:{digest[:32]}".encode()).decode()
