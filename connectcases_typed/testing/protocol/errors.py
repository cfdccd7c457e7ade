"""The errors the embedded service returns, and how they look on the wire.

Statuses and codes are those of the service model. Message texts and `resourceType`
values are not documented, so both are ours. Messages name ids and paths and never
repeat a value from the request, since values may be sensitive. Resource types are
the nouns of the API.
"""

import json
from collections.abc import Iterable
from typing import ClassVar

from moto.core.exceptions import ServiceException

from .wire import Wire


class CasesError(ServiceException):
    """An error response: a code, a message and an HTTP status."""

    status: ClassVar[int]

    def members(self) -> Wire:
        """The members of the body besides the code and the message."""
        return {}

    def headers(self) -> dict[str, str]:
        return {"x-amzn-ErrorType": self.code}

    def body(self) -> str:
        return json.dumps(
            {"__type": self.code, "message": self.message, **self.members()}
        )


class ValidationException(CasesError):
    """The request breaks a rule of its shape or does not fit the state."""

    code = "ValidationException"
    status = 400


class AccessDeniedException(CasesError):
    """The caller is not allowed to do this."""

    code = "AccessDeniedException"
    status = 403


class MissingAuthenticationTokenException(CasesError):
    """The request has no `Authorization`; the text is that of every service of AWS."""

    code = "MissingAuthenticationTokenException"
    status = 403


class ConflictException(CasesError):
    """Something that exists or is running is in conflict with the request."""

    code = "ConflictException"
    status = 409


class ServiceQuotaExceededException(CasesError):
    """The request would exceed a quota of the account."""

    code = "ServiceQuotaExceededException"
    status = 402


class ResourceNotFoundException(CasesError):
    """Something the request names does not exist."""

    code = "ResourceNotFoundException"
    status = 404

    def __init__(self, resource_type: str, resource_id: str) -> None:
        super().__init__(f"There is no {resource_type} {resource_id}.")
        self.resource_type = resource_type
        self.resource_id = resource_id

    def members(self) -> Wire:
        return {"resourceType": self.resource_type, "resourceId": self.resource_id}

    def entry(self) -> Wire:
        """The error as an entry in the response of a batch read.

        The error codes of these entries are not documented; we use the name of the
        error that a single read would raise.
        """
        return {
            "id": self.resource_id,
            "errorCode": self.code,
            "message": self.message,
        }


class ThrottlingException(CasesError):
    """Too many requests."""

    code = "ThrottlingException"
    status = 429


class InternalServerException(CasesError):
    """Something went wrong in the service."""

    code = "InternalServerException"
    status = 500

    def __init__(self, retry_after: int | None) -> None:
        super().__init__("Something went wrong, as the test asked.")
        self.retry_after = retry_after

    def headers(self) -> dict[str, str]:
        headers = super().headers()
        if self.retry_after is not None:
            headers["Retry-After"] = str(self.retry_after)
        return headers


class UnknownOperationException(CasesError):
    """The request's method and path belong to no operation of the service."""

    code = "UnknownOperationException"
    status = 404


class NotImplementedException(CasesError):
    """The service could do this, the embedded one cannot.

    The real service never returns status 501, so nobody mistakes the gap in the
    emulation for behaviour of the service, and botocore does not retry it.
    """

    code = "NotImplementedException"
    status = 501


def refuse_all(problems: Iterable[str]) -> None:
    """Raise one ValidationException with all problems, if there are any."""
    found = list(problems)
    if found:
        raise ValidationException("; ".join(found))
