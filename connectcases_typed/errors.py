"""Every error of this library, and the one place where botocore's become ours.

    ConnectCasesError
    ├── ParamValidationError      the request breaks a rule; nothing was sent
    ├── UnsupportedOperationError the botocore underneath is too old for the request
    ├── ResponseError             the answer is not what the operation answers
    ├── PaginationError           a token came back that was seen before
    ├── PartialFailureError       part of a batch failed, and an error was asked for
    ├── ClientClosedError         the client was closed before the call
    ├── FieldsError               values do not fit the fields of a domain
    │   ├── UnknownFieldError     no field, or more than one, has that name
    │   └── StaleFieldsError      the service no longer knows a field: load them again
    ├── RecordError               a record does not fit its domain, or the reverse
    ├── WaitTimeoutError          what was waited for has not happened in time
    ├── JournalError              a journal cannot be used for this run
    ├── EarlierRunError           what an earlier run has left in doubt
    └── ServiceError              the service said no
        ├── AccessDeniedException
        ├── ConflictException
        ├── InternalServerException
        ├── ResourceNotFoundException
        ├── ServiceQuotaExceededException
        ├── ThrottlingException
        └── ValidationException

`ServiceError` is botocore's `ClientError` too, `ParamValidationError` and
`PaginationError` are botocore's of the same name, so code written for boto3 goes on
catching them; `WaitTimeoutError` is a `TimeoutError`. Connection, credential and
configuration errors stay botocore's own.

Whatever a call raises, botocore's errors included, says which request it was about,
how often that was sent, and whether it may have been done: see `failures`.
"""

import copy
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeGuard

import attrs
from botocore import exceptions as botocore_errors

from ._docs import documented

__all__ = [
    "AccessDeniedException",
    "ClientClosedError",
    "ConflictException",
    "ConnectCasesError",
    "InternalServerException",
    "PaginationError",
    "ParamValidationError",
    "PartialFailureError",
    "RateStoreAwayError",
    "ResourceNotFoundException",
    "ResponseError",
    "ServiceError",
    "ServiceQuotaExceededException",
    "ThrottlingException",
    "UnsupportedOperationError",
    "ValidationException",
    "Violation",
]

#: How many problems a message lists; the error's attribute has them all.
_LISTED = 10

#: How long one problem may be in a message. The longest rule lists an enum's values.
_LONG = 1000


@documented
class ConnectCasesError(Exception):
    """The root of every error this library raises by itself."""

    next_token: str | None = None
    """Where to go on after iterating pages failed (see `resume_token`)."""
    # `Any`: `Request` is defined in terms of these errors, and which response it
    # has, no error could say.
    request: Any = None
    """The request of the call that raised this, to send again:
    `cases.send(error.request)`. None outside a call, and in a pickle or copy, which
    holds nothing that was sent.
    """
    attempts: int = 0
    """How often the request was sent; 0 if it never left."""
    _may_have_been_done: bool | None = None

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        documented(cls)

    # What the constructor takes, and so what `copyreg` calls it with, is up to each.
    def __reduce__(self) -> Any:
        kept = {name: getattr(self, name) for name in _KEPT if name in self.__dict__}
        return type(self), self._arguments(), kept

    def _arguments(self) -> tuple[Any, ...]:
        """What to make a pickled error of again."""
        return self.args


#: What a pickle keeps of an error besides what it is made of.
_KEPT = ("next_token", "attempts", "_may_have_been_done")


@documented
@attrs.frozen
class Violation:
    """One rule one value breaks."""

    path: str
    """Where the value stands, in wire names: `content.custom.fields[3].id`; empty for
    the value as a whole. An entry of a map is named by its place, `tags[key 0]`, since
    a key may be as sensitive as a value.
    """
    rule: str
    """What is wrong, without the value itself, which may be sensitive."""
    written: str = attrs.field(default="", eq=False)
    """Where it stands in Python, of what is sent: `content.fields[3].id`. Empty, where
    it is the same or there is none.
    """

    def __str__(self) -> str:
        if self.written and self.written != self.path:
            where = f"{self.written} ({self.path})" if self.path else self.written
            return f"{where}: {self.rule}"
        return f"{self.path}: {self.rule}" if self.path else self.rule


def below(
    part: str, violations: Iterable[Violation], written: str = ""
) -> tuple[Violation, ...]:
    """The same, seen from one level up: below the member `.part` or element `[3]`.

    `written` is what the part is called in Python.
    """
    return tuple(
        Violation(part + it.path, it.rule, written + it.written) for it in violations
    )


class ParamValidationError(ConnectCasesError, botocore_errors.ParamValidationError):
    """A request breaks rules of the service model; nothing has been sent."""

    operation: str
    """The operation it was for; for `to_botocore`, the class."""
    violations: tuple[Violation, ...]
    """Every rule broken, not only the first."""

    def __init__(self, operation: str, violations: tuple[Violation, ...]) -> None:
        self.operation = operation
        self.violations = violations
        listed = [f"{operation}: {it}" for it in _first(violations)]
        super().__init__(report="\n".join(listed))

    def _arguments(self) -> tuple[Any, ...]:
        return self.operation, self.violations


class UnsupportedOperationError(ConnectCasesError):
    """The botocore in use does not know the operation, or a member that was given."""

    operation: str
    """The operation's name, `UpdateRelatedItem`."""
    since: str
    """The first botocore version that has what is missing."""

    def __init__(self, operation: str, since: str, installed: str, what: str) -> None:
        self.operation = operation
        self.since = since
        super().__init__(operation, since, installed, what)

    def __str__(self) -> str:
        operation, since, installed, what = self.args
        return (
            f"{operation}: botocore {installed} does not know {what}; "
            f"it takes botocore {since} or newer"
        )


class ResponseError(ConnectCasesError):
    """An answer arrived that is not what the operation answers.

    A truncated body, a proxy's HTML page, a required member that is missing, a value
    of the wrong kind: all of them end here, never in an empty success.
    """

    operation: str
    """The operation that was called; for `from_botocore`, the class."""
    problems: tuple[Violation, ...]
    """What is wrong and where, with wire paths."""
    request_id: str | None
    """The service's id of the request, where one arrived."""

    def __init__(
        self,
        operation: str,
        problems: tuple[Violation, ...],
        request_id: str | None = None,
    ) -> None:
        self.operation = operation
        self.problems = problems
        self.request_id = request_id
        listed = "; ".join(_first(problems))
        super().__init__(f"{operation}: {listed}{_request_id(request_id)}")

    def _arguments(self) -> tuple[Any, ...]:
        return self.operation, self.problems, self.request_id

    @property
    def path(self) -> str:
        """Where the first problem is; empty for the answer as a whole."""
        return self.problems[0].path


class PaginationError(ConnectCasesError, botocore_errors.PaginationError):
    """The service handed out a page token it had handed out before.

    Going on would iterate in a circle, so iteration stops here.
    """

    def __init__(self, operation: str) -> None:
        self.operation = operation
        super().__init__(message=f"{operation} answered a token that was seen before")

    def _arguments(self) -> tuple[Any, ...]:
        return (self.operation,)


class PartialFailureError(ConnectCasesError):
    """Part of a batch failed; the rest of it was done.

    What the service says about a failure may quote what it was sent. So its words are
    in `failures` and `response` alone: not in the message, and not in a pickle.
    """

    response: object
    """The whole response, with what succeeded."""
    failures: tuple[object, ...]
    """What failed: the entries of the response, each with its code."""

    def __init__(self, response: object, failures: tuple[object, ...]) -> None:
        self.response = response
        self.failures = failures
        codes = {getattr(failure, "error_code", "unprocessed") for failure in failures}
        batch = type(response).__name__.removesuffix("Response")
        listed = ", ".join(_first(sorted(codes)))
        super().__init__(f"{batch}: {len(failures)} failed: {listed}")

    def _arguments(self) -> tuple[Any, ...]:
        response = copy.copy(self.response)
        for name in getattr(type(response), "__attrs_attrs__", ()):
            held = getattr(response, name.name)
            if _is_tuple(held):
                # Frozen against everybody else: the copy is still being made.
                object.__setattr__(response, name.name, tuple(map(_silent, held)))
        return response, tuple(map(_silent, self.failures))


def _is_tuple(value: object) -> TypeGuard[tuple[Any, ...]]:
    return isinstance(value, tuple)


def _silent(failure: Any) -> Any:
    """A failure without the service's words about it."""
    words = {it for it in ("message", "error_message") if hasattr(failure, it)}
    return attrs.evolve(failure, **dict.fromkeys(words, "")) if words else failure


class ClientClosedError(ConnectCasesError, RuntimeError):
    """A client was used after `close()`; nothing was sent."""

    def __init__(self) -> None:
        super().__init__(
            "this client is closed: call it inside its `with` block, or make another"
        )

    def _arguments(self) -> tuple[Any, ...]:
        return ()


class RateStoreAwayError(ConnectCasesError, ConnectionError):
    """The store of shared rates cannot be reached; nothing was sent in this attempt."""


class ServiceError(ConnectCasesError, botocore_errors.ClientError):
    """The service refused or failed a request.

    A code this library has no class for is a plain `ServiceError`. `response` and
    `operation_name` are botocore's.
    """

    #: Whether the service model says that sending it again may help.
    _retryable = False

    @property
    def code(self) -> str:
        """The service's name of the error: `ResourceNotFoundException`."""
        return str(self._error.get("Code", "Unknown"))

    @property
    def message(self) -> str:
        """What the service says went wrong."""
        message = self._error.get("Message", "")
        return message if isinstance(message, str) else ""

    @property
    def request_id(self) -> str | None:
        """The service's id of the request, to quote to AWS support."""
        request_id: str | None = self._metadata.get("RequestId")
        return request_id

    @property
    def status_code(self) -> int | None:
        """The HTTP status."""
        status: int | None = self._metadata.get("HTTPStatusCode")
        return status

    @property
    def operation(self) -> str:
        """The operation that was called: `GetCaseAuditEvents`."""
        return str(self.operation_name)

    @property
    def retryable(self) -> bool:
        """Whether sending the same request again may help.

        So says the service model for the errors it lists; for any other, a status of
        429 or from 500 up does.
        """
        if type(self) is ServiceError:
            status = self.status_code or 0
            return status == 429 or status >= 500
        return self._retryable

    def __str__(self) -> str:
        return f"{super().__str__()}{_request_id(self.request_id)}"

    # botocore's type of it lacks the members of the service's own errors.
    @property
    def _body(self) -> Mapping[str, Any]:
        return self.response

    @property
    def _error(self) -> Mapping[str, Any]:
        error: Mapping[str, Any] = self._body.get("Error", {})
        return error

    def _said(self, member: str) -> str | None:
        """A text the service's error holds; None of anything else."""
        held = self._body.get(member)
        return held if isinstance(held, str) else None

    @property
    def _metadata(self) -> Mapping[str, Any]:
        metadata: Mapping[str, Any] = self._body.get("ResponseMetadata", {})
        return metadata

    def _arguments(self) -> tuple[Any, ...]:
        return self.response, self.operation_name


class AccessDeniedException(ServiceError):
    """The caller may not do this (403)."""


class ConflictException(ServiceError):
    """The request collides with the present state, a name taken for one (409)."""


class InternalServerException(ServiceError):
    """Something failed inside the service (500)."""

    _retryable = True

    @property
    def retry_after_seconds(self) -> int | None:
        """How long the service asks to wait, where it says so."""
        seconds = self._body.get("retryAfterSeconds")
        return seconds if isinstance(seconds, int) else None


class ResourceNotFoundException(ServiceError):
    """What the request names is not there (404)."""

    @property
    def resource_id(self) -> str | None:
        """The id that was not found."""
        return self._said("resourceId")

    @property
    def resource_type(self) -> str | None:
        """What kind of thing was looked for."""
        return self._said("resourceType")


class ServiceQuotaExceededException(ServiceError):
    """A quota of the account is used up (402)."""


class ThrottlingException(ServiceError):
    """Too many requests for the account's rate (429)."""

    _retryable = True


class ValidationException(ServiceError):
    """The service found the request invalid (400)."""


_BY_CODE: dict[str, type[ServiceError]] = {
    cls.__name__: cls
    for cls in (
        AccessDeniedException,
        ConflictException,
        InternalServerException,
        ResourceNotFoundException,
        ServiceQuotaExceededException,
        ThrottlingException,
        ValidationException,
    )
}


def _request_id(request_id: str | None) -> str:
    """What a message ends in; nothing where no id arrived."""
    return "" if request_id is None else f" (request id: {request_id})"


def service_error(error: botocore_errors.ClientError) -> ServiceError:
    """The class of ours for what botocore raised, with everything it carried."""
    code = error.response.get("Error", {}).get("Code", "")
    return _BY_CODE.get(code, ServiceError)(error.response, error.operation_name)


def _first(listed: Iterable[object]) -> Iterator[str]:
    """The first few, each of a bearable length, and how many more there are."""
    found = tuple(listed)
    for it in found[:_LISTED]:
        text = str(it)
        yield text if len(text) <= _LONG else f"{text[:_LONG]}..."
    if len(found) > _LISTED:
        yield f"and {len(found) - _LISTED} more"
