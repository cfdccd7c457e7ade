"""From an HTTP request to an answer: the one place that talks to moto's core.

moto routes by botocore's model and tells who is calling; reading, answering and
writing are ours (`validation`, `operations`, `wire` say why).
"""

import json
import socket
import uuid
from contextlib import suppress
from typing import Any, NoReturn

from botocore.exceptions import ConnectionClosedError
from moto.core.responses import BaseResponse
from moto.core.utils import get_service_model
from moto.sts.models import sts_backends
from werkzeug.exceptions import HTTPException

from . import merges
from .call import Call
from .embedded import embedded
from .errors import (
    AccessDeniedException,
    CasesError,
    NotImplementedException,
    UnknownOperationException,
)
from .faults import Answer
from .models import ConnectCasesBackend, connectcases_backends
from .operations import OPERATIONS
from .validation import read_request
from .wire import render

# The action that allows an operation, where it is named after another one.
_ALLOWED_BY = {
    "BatchCreateRelatedItem": "CreateRelatedItem",
    "BatchUpdateCase": "UpdateCase",
}


class ConnectCasesResponse(BaseResponse):
    """Answers one request."""

    # As text, moto would look for parameters of its older protocols in the body,
    # and a comment may say anything ("&Action=...").
    use_raw_body = True

    def __init__(self) -> None:
        super().__init__(service_name="connectcases")

    def _operation(self) -> str:
        # Only method and path name the operation; moto also believes an "Action"
        # in the query string or the headers.
        return self._get_action_from_method_and_request_uri(self.normalized_request)

    def _get_action(self) -> str:
        # All that moto asks for it here is its IAM simulation.
        name = self._operation()
        return _ALLOWED_BY.get(name, name)

    def call_action(self) -> Answer:
        # A fault takes no lock: one that waits must not keep others waiting.
        return embedded.faults.meet(self._operation(), self)

    def answered(self) -> Answer:
        try:
            with embedded.lock:
                return 200, self._headers(), self._answer()
        except CasesError as error:
            return self.refused(error)

    def refused(self, error: CasesError) -> Answer:
        return error.status, self._headers() | error.headers(), error.body()

    def cut(self) -> NoReturn:
        connection = self.normalized_request.environ.get("werkzeug.socket")
        if connection is None:
            raise ConnectionClosedError(endpoint_url=self.uri)
        # The client may have hung up first; then there is nothing left to cut.
        with suppress(OSError):
            connection.shutdown(socket.SHUT_RDWR)
        # werkzeug takes it for the client's doing, and says nothing.
        raise ConnectionResetError

    def _headers(self) -> dict[str, str]:
        return {
            **self.response_headers,
            "Content-Type": "application/json",
            "x-amzn-RequestId": str(uuid.uuid4()),
        }

    def _answer(self) -> str:
        name = self._operation()
        if not name:
            raise UnknownOperationException(
                f"{self.method} {self.path} is no operation of Amazon Connect Cases."
            )
        region, now = self._state(), embedded.clock.now()
        embedded.buckets.count(embedded.rates, name, region, now)
        self._authorize()
        answer = OPERATIONS.get(name)
        if answer is None:
            raise NotImplementedException(f"{name} is not emulated yet.")
        operation: Any = get_service_model("connectcases").operation_model(name)
        call = Call(
            operation=name,
            params=read_request(
                operation, self.normalized_request, self.raw_body, self.uri_match
            ),
            caller=self._caller(),
            now=now,
            region=region,
            service=embedded,
        )
        merges.finish_due(call)
        answered = answer(call)
        if operation.output_shape is None:
            return ""
        return json.dumps(render(operation.output_shape, answered))

    def _authorize(self) -> None:
        """Apply moto's IAM simulation, which is off unless a test switches it on."""
        # Where there is no body moto signs this in its place, and it holds the query
        # or the headers: no such signature is ever the caller's.
        self.data = {}
        try:
            self._authenticate_and_authorize_normal_action()
        except HTTPException as error:
            message = getattr(error, "message", str(error))
            raise AccessDeniedException(message) from error

    def _caller(self) -> str:
        """The principal's ARN, the same that STS tells this caller under moto."""
        sts = sts_backends[self.current_account][self.partition]
        _, arn, _ = sts.get_caller_identity(self.access_key, self.region)
        return arn

    def _state(self) -> ConnectCasesBackend:
        regions = connectcases_backends[self.current_account]
        try:
            return regions[self.region]
        except KeyError:
            # Against AWS there would be no such host. A 501 says it at once, where
            # a connection error would first be retried for some ten seconds.
            raise NotImplementedException(
                f"Amazon Connect Cases is not in {self.region} as far as botocore "
                "knows; MOTO_ALLOW_NONEXISTENT_REGION=true emulates it anyway."
            ) from None
