"""Client tokens: a call repeated with its token is answered, not done again.

Tokens belong to a domain and an operation and are remembered as long as the domain;
how long the service remembers is not documented. The same token with different
parameters is a conflict.
"""

import hashlib
import json
from collections.abc import Callable

from ..protocol.errors import ConflictException
from ..protocol.wire import Wire
from ..store.state import Answered, Domain
from .context import CallContext


def once(call: CallContext, domain: Domain, do: Callable[[], Wire]) -> Wire:
    """Do it, unless the call's client token says it has been done."""
    # The model allows an empty token; it identifies nothing.
    token: str = call.params.get("clientToken", "")
    if not token:
        return do()
    key = f"{call.operation}:{token}"
    fingerprint = _fingerprint(call)
    before = domain.answered.get(key)
    if before is None:
        before = Answered(fingerprint=fingerprint, answer=do())
        domain.answered[key] = before
    if before.fingerprint != fingerprint:
        raise ConflictException("This client token was used for another request.")
    return before.answer


def _fingerprint(call: CallContext) -> str:
    params = call.params | {"clientToken": None}
    return hashlib.sha256(json.dumps(params, sort_keys=True).encode()).hexdigest()
