"""What became of each of many requests: done, not done, or in doubt."""

from typing import Generic, TypeAlias

import attrs

from .._docs import documented
from ..errors import ConnectCasesError
from ..operations import Request, ResponseT

__all__ = [
    "Done",
    "EarlierRunError",
    "InDoubt",
    "JournalError",
    "NotDone",
    "Outcome",
]


@documented
@attrs.frozen(kw_only=True)
class _Outcome(Generic[ResponseT]):
    """What became of a request."""

    index: int
    """Which of the requests it was, from 0."""
    request: Request[ResponseT]
    """The request as it was sent, its client token included; if it was not sent, as it
    was given.
    """


@documented
@attrs.frozen(kw_only=True)
class Done(_Outcome[ResponseT]):
    """The service carried out the request; parts of a batch may have failed."""

    response: ResponseT
    """Its response."""
    is_earlier: bool = False
    """Whether it was done by an earlier run, and its response comes from the journal,
    without `metadata`.
    """


@documented
@attrs.frozen(kw_only=True)
class NotDone(_Outcome[ResponseT]):
    """The request was not carried out: it was refused, throttled, or never sent.

    With a journal, the next run sends it again.
    """

    error: Exception
    """Why not."""


@documented
@attrs.frozen(kw_only=True)
class InDoubt(_Outcome[ResponseT]):
    """The request may have been carried out or not: the response was lost.

    With a journal, the next run sends it again if it has a client token, which makes
    that harmless. Without a token it is never sent again: each run reports it, with an
    `EarlierRunError`. Check in the service whether it was done.
    """

    error: Exception
    """What left it in doubt."""


Outcome: TypeAlias = Done[ResponseT] | NotDone[ResponseT] | InDoubt[ResponseT]
"""What became of a request: one of three classes, to be told apart by `match`."""


class JournalError(ConnectCasesError):
    """A journal of `send_all` cannot be used for this run."""

    path: object
    """The journal."""
    problem: str
    """Why not."""

    def __init__(self, path: object, problem: str) -> None:
        self.path = path
        self.problem = problem
        super().__init__(path, problem)

    def __str__(self) -> str:
        return f"{self.path}: {self.problem}"


class EarlierRunError(ConnectCasesError):
    """An earlier run sent this request, and it is not known whether it was done."""

    reason: str | None
    """What that run said; None if it was killed before it knew."""

    def __init__(self, reason: str | None) -> None:
        self.reason = reason
        super().__init__(reason)

    def __str__(self) -> str:
        reason = self.reason or "it was stopped before there was a response"
        return f"an earlier run sent this, and may have done it: {reason}"
