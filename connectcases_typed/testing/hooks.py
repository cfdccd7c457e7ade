"""What is changed of botocore and of moto when the embedded service joins moto.

These methods are replaced, each by a function that calls the original:

- `URLLib3Session.send` of botocore. moto hooks into clients that are made after moto
  was imported; one made before would send its requests to AWS in the middle of a mock.
  With this, the mock answers its requests to Amazon Connect Cases as well.
- `MotoAPIBackend.reset` of moto, which `/moto-api/reset` calls. moto resets the state
  of all services; the clock, the quotas and other settings are reset here.
- `IamResponse.create_user` of moto, and the three methods of `TokenResponse` that
  assume a role. They drop the permissions boundary and the managed policies of the
  session; kept, they limit what a caller of Amazon Connect Cases may do.
"""

import re
from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from botocore.awsrequest import AWSPreparedRequest
from botocore.httpsession import URLLib3Session
from moto.core.models import botocore_stubber
from moto.core.responses import BaseResponse
from moto.iam.responses import IamResponse
from moto.moto_api._internal.models import MotoAPIBackend
from moto.sts.responses import TokenResponse

from .iam import BOUNDARY, SESSION_POLICIES
from .serving import service
from .urls import url_bases

_OURS = re.compile("|".join(url_bases))


def install() -> None:
    """Replace these methods; `register` does it once."""
    _replace(URLLib3Session, "send", _answering)
    _replace(MotoAPIBackend, "reset", _restoring)
    _replace(
        IamResponse,
        "create_user",
        partial(_keeping, "PermissionsBoundary", "User", BOUNDARY),
    )
    for name in (
        "assume_role",
        "assume_role_with_web_identity",
        "assume_role_with_saml",
    ):
        managed = partial(_keeping, "PolicyArns", "Credentials", SESSION_POLICIES)
        _replace(TokenResponse, name, managed)
    # Only with SAML moto drops the other policy of a session, too.
    inline = partial(_keeping, "Policy", "Credentials", "policy")
    _replace(TokenResponse, "assume_role_with_saml", inline)


def _replace(
    owner: type, name: str, wrap: Callable[[Callable[..., Any]], Callable[..., Any]]
) -> None:
    """Put a wrapped method in the place of one."""
    # With setattr, as type checkers take an assignment to a method for a mistake.
    setattr(owner, name, wrap(getattr(owner, name)))


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


def _keeping(
    parameter: str, member: str, attribute: str, make: Callable[..., Any]
) -> Callable[..., Any]:
    """Keep a parameter as an attribute of what is made, a member of the result."""

    @wraps(make)
    def keeping(response: BaseResponse) -> Any:
        result: Any = make(response)
        given: Any = response._get_param(parameter)  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] # as all of moto's responses do
        if given:
            setattr(result.result[member], attribute, given)
        return result

    return keeping
