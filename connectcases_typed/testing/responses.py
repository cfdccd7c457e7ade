"""moto's adapter: from an HTTP request to `serve`, and from its result to a response.

moto routes by botocore's model and knows who is calling; reading, executing and
writing are ours (`protocol` and `serving`). Only this module uses moto's request
handling.
"""

import json
import socket
import uuid
from contextlib import suppress
from typing import NoReturn

from botocore.exceptions import ConnectionClosedError
from moto.core.responses import BaseResponse
from moto.sts.models import sts_backends
from werkzeug.exceptions import HTTPException

from .controls.faults import Exchange, HttpResponse
from .models import region_of
from .protocol.errors import (
    AccessDeniedException,
    CasesError,
    NotImplementedException,
    UnknownOperationException,
)
from .protocol.model import SERVICE
from .protocol.parameters import collect_parameters
from .serving import service
from .store.region import Region

# The IAM action that allows an operation, if it is named after another operation.
_ALLOWED_BY = {
    "BatchCreateRelatedItem": "CreateRelatedItem",
    "BatchUpdateCase": "UpdateCase",
}


class ConnectCasesResponse(BaseResponse, Exchange):
    """Responds to one request; as an `Exchange`, its faults end it their own way."""

    # As text, moto would look for parameters of its older protocols in the body,
    # and a comment may contain anything ("&Action=...").
    use_raw_body = True

    def __init__(self) -> None:
        super().__init__(service_name=SERVICE)

    def _operation(self) -> str:
        # Only method and path decide; moto also accepts an "Action" in the query
        # string or the headers.
        return self._get_action_from_method_and_request_uri(self.normalized_request)

    def _get_action(self) -> str:
        # moto calls this for its IAM simulation only.
        name = self._operation()
        return _ALLOWED_BY.get(name, name)

    def call_action(self) -> HttpResponse:
        # Faults hold no lock: one that delays must not delay other requests.
        return service.faults.meet(self._operation(), self)

    def answered(self) -> HttpResponse:
        try:
            return 200, self._headers(), self._body()
        except CasesError as error:
            return self.refused(error)

    def refused(self, error: CasesError) -> HttpResponse:
        return error.status, self._headers() | error.headers(), error.body()

    def cut(self) -> NoReturn:
        connection = self.normalized_request.environ.get("werkzeug.socket")
        if connection is None:
            raise ConnectionClosedError(endpoint_url=self.uri)
        # The client may have closed the connection already.
        with suppress(OSError):
            connection.shutdown(socket.SHUT_RDWR)
        # werkzeug takes this for a client that hung up, and logs nothing.
        raise ConnectionResetError

    def _headers(self) -> dict[str, str]:
        return {
            **self.response_headers,
            "Content-Type": "application/json",
            "x-amzn-RequestId": str(uuid.uuid4()),
        }

    def _body(self) -> str:
        operation = self._operation()
        if not operation:
            raise UnknownOperationException(
                f"{self.method} {self.path} is no operation of Amazon Connect Cases."
            )
        region = self._region()
        service.count(operation, region)
        self._authorize()
        params = collect_parameters(
            operation,
            labels=self.uri_match,
            query=self.normalized_request.args.getlist,
            body=self.raw_body,
        )
        response = service.serve(operation, params, self._caller(), region)
        return "" if response is None else json.dumps(response)

    def _authorize(self) -> None:
        """Apply moto's IAM simulation, which is off unless a test switches it on."""
        # For requests without a body moto would sign `self.data`, which holds parsed
        # query and headers; that signature could never match.
        self.data = {}
        try:
            self._authenticate_and_authorize_normal_action()
        except HTTPException as error:
            message = getattr(error, "message", str(error))
            raise AccessDeniedException(message) from error

    def _caller(self) -> str:
        """The principal's ARN, the one that STS under moto returns to this caller."""
        sts = sts_backends[self.current_account][self.partition]
        _, arn, _ = sts.get_caller_identity(self.access_key, self.region)
        return arn

    def _region(self) -> Region:
        try:
            return region_of(self.current_account, self.region)
        except ValueError:
            # At AWS there would be no such host. We return a 501 at once, since
            # botocore would retry a connection error for some ten seconds.
            raise NotImplementedException(
                f"Amazon Connect Cases is not in {self.region} as far as botocore "
                "knows; MOTO_ALLOW_NONEXISTENT_REGION=true emulates it anyway."
            ) from None
