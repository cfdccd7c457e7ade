"""Errors about a user's own domain; the module `errors` shows the whole tree."""

from typing import Any

from ..errors import ConnectCasesError, Violation

__all__ = [
    "FieldsError",
    "RecordError",
    "StaleFieldsError",
    "UnknownFieldError",
    "WaitTimeoutError",
]


class FieldsError(ConnectCasesError, ValueError):
    """The input does not fit the fields of a domain; nothing has been sent."""

    domain_id: str
    """The domain."""
    problems: tuple[Violation, ...]
    """Everything that does not fit; `path` is the field as it was given."""

    def __init__(self, domain_id: str, problems: tuple[Violation, ...]) -> None:
        self.domain_id = domain_id
        self.problems = problems
        super().__init__(domain_id, problems)

    def __str__(self) -> str:
        listed = "\n".join(f"- {it}" for it in self.problems)
        return f"fields of domain {self.domain_id}:\n{listed}"


class UnknownFieldError(FieldsError, KeyError):
    """No field of the domain has this name or id, or more than one has it."""


class StaleFieldsError(FieldsError):
    """The service does not know a field that was loaded before: load them again."""


class RecordError(ConnectCasesError, ValueError):
    """A record class does not fit its domain, or does not fit what was read."""

    record: str
    """The name of the class."""
    problems: tuple[Violation, ...]
    """Everything that does not fit; `path` is the attribute."""

    def __init__(self, record: str, problems: tuple[Violation, ...]) -> None:
        self.record = record
        self.problems = problems
        super().__init__(record, problems)

    def __str__(self) -> str:
        return "\n".join(
            f"{self.record}.{it}" if it.path else f"{self.record}: {it.rule}"
            for it in self.problems
        )


class WaitTimeoutError(ConnectCasesError, TimeoutError):
    """The awaited change has not happened in time."""

    what: str
    """What was waited for."""
    timeout: float
    """How many seconds it was waited for."""
    last: Any
    """The last response, which said that it had not happened yet."""

    # `Any`: whatever the request that asked returns, which the caller knows.
    def __init__(self, what: str, timeout: float, last: Any) -> None:
        self.what = what
        self.timeout = timeout
        self.last = last
        super().__init__(what, timeout, last)

    def __str__(self) -> str:
        return f"{self.what} still runs after {self.timeout:g} seconds"
