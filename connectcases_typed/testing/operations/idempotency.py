"""Client tokens: a call repeated with its token gets the same response, and no more.

Tokens belong to a domain and an operation. How long the service remembers them is not
documented; here a domain remembers the last `REMEMBERED` of them. The same token with
different parameters is a conflict.
"""

import hashlib
import json
from collections.abc import Callable

from ..protocol.errors import ConflictException
from ..protocol.wire import Wire
from ..store.state import Answered, Domain
from .context import CallContext

REMEMBERED = 10_000


def once(call: CallContext, domain: Domain, do: Callable[[], Wire]) -> Wire:
    """Do it, unless it has been done for the call's client token."""
    # The model allows an empty token; it identifies no call.
    token: str = call.params.get("clientToken", "")
    if not token:
        return do()
    key = f"{call.operation}:{token}"
    fingerprint = _fingerprint(call)
    before = domain.answered.get(key)
    if before is None:
        before = Answered(fingerprint=fingerprint, answer=do())
        domain.answered[key] = before
        if len(domain.answered) > REMEMBERED:
            del domain.answered[next(iter(domain.answered))]
    if before.fingerprint != fingerprint:
        raise ConflictException("This client token was used for another request.")
    return before.answer


def _fingerprint(call: CallContext) -> str:
    params = call.params | {"clientToken": None}
    return hashlib.sha256(json.dumps(params, sort_keys=True).encode()).hexdigest()
