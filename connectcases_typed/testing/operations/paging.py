"""One page of a list, and the token that continues it.

Neither the order of results nor the form or life of a token is documented. Here
lists come in creation order, oldest first, and a token holds the ordinal of the last
thing given: what is added or removed between two pages neither repeats nor hides
anything else. A token continues only the call it came from: the same operation on
the same parameters in the same account and Region, the page size alone being free to
change. Tokens do not expire.
"""

import base64
import binascii
import hashlib
import json
from collections.abc import Callable, Iterable
from typing import TypeVar

from ..protocol.errors import ValidationException
from .context import CallContext

T = TypeVar("T")


def page(
    call: CallContext,
    items: Iterable[T],
    *,
    largest: int,
    default: int | None = None,
    ordinal: Callable[[T], int] | None = None,
) -> tuple[list[T], str | None]:
    """Answer the page the call asks for, and the token of the next one if any.

    `largest` is the operation's maximum page size, and its default as well where the
    documentation gives no other. Without `ordinal` the items are numbered as they
    come, which suits lists that only grow. Sorted results are numbered so too: there
    a change between two pages can move a thing from one to the other.
    """
    after = _position(call)
    rest = [
        (number, item)
        for number, item in (
            ((ordinal(item), item) for item in items)
            if ordinal
            else enumerate(items, start=1)
        )
        if number > after
    ]
    size: int = call.params.get("maxResults") or default or largest
    if call.settings.page_limit is not None:
        size = min(size, call.settings.page_limit)
    given = rest[:size]
    token = _token(call, given[-1][0]) if len(rest) > size else None
    return [item for _, item in given], token


def _position(call: CallContext) -> int:
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
    """Name a position in this very call.

    The digest is there to notice a token from elsewhere, not to keep a secret.
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
