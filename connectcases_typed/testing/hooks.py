"""What is changed of botocore and of moto when the embedded service joins moto.

Two methods are replaced, each by a function that calls the original:

- `URLLib3Session.send` of botocore. moto hooks into clients that are made after moto
  was imported; one made before would send its requests to AWS in the middle of a mock.
  With this, the mock answers its requests to Amazon Connect Cases as well.
- `MotoAPIBackend.reset` of moto, which `/moto-api/reset` calls. moto resets the state
  of all services; the clock, the quotas and other settings are reset here.
"""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from botocore.awsrequest import AWSPreparedRequest
from botocore.httpsession import URLLib3Session
from moto.core.models import botocore_stubber
from moto.moto_api._internal.models import MotoAPIBackend

from .serving import service
from .urls import url_bases

_OURS = re.compile("|".join(url_bases))


def install() -> None:
    """Replace both methods; `register` does it once."""
    # With setattr, as type checkers take an assignment to a method for a mistake.
    for owner, name, wrapped in (
        (URLLib3Session, "send", _answering(URLLib3Session.send)),
        (MotoAPIBackend, "reset", _restoring(MotoAPIBackend.reset)),
    ):
        setattr(owner, name, wrapped)


def a_mock_is_on() -> bool:
    """Whether requests are answered by moto, of whichever mock."""
    return botocore_stubber.enabled


def _answering(send: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(send)
    def answering(session: URLLib3Session, request: AWSPreparedRequest) -> Any:
        answer: Any = None
        if a_mock_is_on() and _OURS.match(request.url):
            # None if the user has told moto to let this service through.
            answer = botocore_stubber("before-send", request)
        return send(session, request) if answer is None else answer

    return answering


def _restoring(reset: Callable[..., None]) -> Callable[..., None]:
    @wraps(reset)
    def restoring(backend: MotoAPIBackend) -> None:
        reset(backend)
        service.restore_settings()

    return restoring
