"""The errors the embedded service answers with, and how they go over the wire.

Statuses and codes are those of the service model. The documentation gives no
message text and no `resourceType` values, so both are ours: messages name ids and
paths, never the values given, since some of those are sensitive; resource types are
the nouns of the API.
"""

import json
from collections.abc import Iterable
from typing import ClassVar

from moto.core.exceptions import ServiceException

from .wire import Wire


class CasesError(ServiceException):
    """An answer that is an error: a code, a message and an HTTP status."""

    status: ClassVar[int]

    def members(self) -> Wire:
        """What the body carries besides the code and the message."""
        return {}

    def headers(self) -> dict[str, str]:
        return {"x-amzn-ErrorType": self.code}

    def body(self) -> str:
        return json.dumps(
            {"__type": self.code, "message": self.message, **self.members()}
        )


class ValidationException(CasesError):
    """The request says what cannot be, for its shape or for the state."""

    code = "ValidationException"
    status = 400


class AccessDeniedException(CasesError):
    """The caller may not do this."""

    code = "AccessDeniedException"
    status = 403


class ConflictException(CasesError):
    """Something that exists, or is under way, stands against it."""

    code = "ConflictException"
    status = 409


class ServiceQuotaExceededException(CasesError):
    """The account may not have as much as this would make."""

    code = "ServiceQuotaExceededException"
    status = 402


class ResourceNotFoundException(CasesError):
    """What the request names does not exist."""

    code = "ResourceNotFoundException"
    status = 404

    def __init__(self, resource_type: str, resource_id: str) -> None:
        super().__init__(f"There is no {resource_type} {resource_id}.")
        self.resource_type = resource_type
        self.resource_id = resource_id

    def members(self) -> Wire:
        return {"resourceType": self.resource_type, "resourceId": self.resource_id}

    def entry(self) -> Wire:
        """The error as an entry in the answer of a batch read.

        Error codes of these calls are not documented; the name of the error that a
        single read would give is the nearest.
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

    501 is a status the real service never gives, so nobody mistakes the gap in the
    emulation for behaviour of the service, and botocore does not retry it.
    """

    code = "NotImplementedException"
    status = 501


def refuse_all(problems: Iterable[str]) -> None:
    """Answer every problem found at once, or none if there is none."""
    found = list(problems)
    if found:
        raise ValidationException("; ".join(found))
