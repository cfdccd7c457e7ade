"""What became of a request whose call ended in an error.

A call leaves three facts on whatever it raises, with `note`: the request, how often it
was sent, and whether it may have been done. An iteration leaves a fourth, the token to
go on with. The functions for users read them off again.
"""

import ssl
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from botocore import exceptions as botocore_errors

from .errors import ClientClosedError, UnsupportedOperationError

__all__ = [
    "may_have_been_done",
    "resume_token",
]


def note(
    error: BaseException, request: object, *, attempts: int, may_have_been_done: bool
) -> None:
    """Leave on an error what is known of the call that it ends.

    On errors of any class: a lost connection leaves a caller in doubt like nothing
    else. botocore's `HTTPClientError` has a `request` of its own, botocore's form of
    this one, which this takes the place of.
    """
    # Some classes let nothing be set; those lose it.
    with suppress(AttributeError):
        for name, value in (
            ("request", request),
            ("attempts", attempts),
            ("_may_have_been_done", may_have_been_done),
        ):
            setattr(error, name, value)


def never_connected(error: BaseException | None) -> bool:
    """Whether no connection was made, so that nothing can have arrived."""
    if isinstance(error, botocore_errors.SSLError):
        # The certificate is looked at before anything is sent.
        return isinstance(_reason(error), ssl.SSLCertVerificationError)
    return isinstance(
        error,
        botocore_errors.EndpointConnectionError
        | botocore_errors.ConnectTimeoutError
        | botocore_errors.ProxyConnectionError,
    )


def _reason(error: botocore_errors.BotoCoreError) -> object:
    """What is at the bottom of a connection error; urllib3 and botocore wrap it."""
    reason: Any = error.kwargs.get("error")
    while inner := getattr(reason, "reason", None):
        reason = inner
    return next(iter(getattr(reason, "args", ())), reason)


def refused(status: object) -> bool:
    """Whether an HTTP status says that the request was not carried out."""
    return isinstance(status, int) and 300 <= status < 500


def may_have_been_done(error: BaseException) -> bool:
    """Whether the request that ended in this error may have been carried out.

    Takes any error that came out of a call, botocore's connection errors and a
    timeout around an awaited call included.

    False: it was a read, or never left, or the service refused it each time it was
    sent. True: the answer to it is lost. Then look, or send `error.request` again
    where that is safe. True as well for an error that this library knows nothing of.
    """
    for found in _chain(error):
        noted: bool | None = getattr(found, "_may_have_been_done", None)
        if noted is not None:
            return noted
    return all(_is_no_refusal(found) for found in _chain(error))


def _is_no_refusal(error: BaseException) -> bool:
    """Whether the class of an error leaves open what became of the request."""
    if isinstance(error, botocore_errors.ClientError):
        metadata: Mapping[str, Any] = error.response.get("ResponseMetadata", {})
        return not refused(metadata.get("HTTPStatusCode"))
    nothing_sent = (
        botocore_errors.ParamValidationError,
        botocore_errors.PaginationError,
        UnsupportedOperationError,
        ClientClosedError,
    )
    return not isinstance(error, nothing_sent) and not never_connected(error)


def _chain(error: BaseException) -> Iterator[BaseException]:
    """An error, and what it was raised from or instead of.

    A timeout, for one, takes the place of the error that knows about the call.
    """
    seen: set[int] = set()
    found: BaseException | None = error
    while found is not None and id(found) not in seen:
        seen.add(id(found))
        yield found
        found = found.__cause__ or found.__context__


def resume_token(error: BaseException) -> str | None:
    """The token to go on with after iterating pages ended in this error.

    Give it as `next_token` to the same request. None means from the start. It is on
    every error that came out of an iteration, botocore's connection errors included.
    """
    for found in _chain(error):
        # Not what the class says, which is nothing: an error of ours may have been
        # raised from the one that came out of the iteration.
        if "next_token" in getattr(found, "__dict__", {}):
            token: str | None = found.__dict__["next_token"]
            return token
    return None
