"""moto's adapter: from an HTTP request to `serve`, and from its result to a response.

moto routes by botocore's model and knows who is calling; reading, executing and
writing are ours (`protocol` and `serving`). Only this module uses moto's request
handling.
"""

import json
import socket
import time
import uuid
from contextlib import suppress
from datetime import datetime
from typing import NoReturn

from botocore.exceptions import ConnectionClosedError
from moto.core.responses import BaseResponse
from moto.sts.models import sts_backends
from werkzeug.exceptions import HTTPException

from . import iam
from .controls.calls import Call
from .controls.faults import Exchange, HttpResponse
from .models import region_of
from .protocol import routes
from .protocol.errors import (
    AccessDeniedException,
    CasesError,
    NotImplementedException,
    UnknownOperationException,
)
from .protocol.model import SERVICE
from .protocol.parameters import collect_parameters
from .protocol.wire import Wire
from .serving import service
from .store.region import Region


class ConnectCasesResponse(BaseResponse, Exchange):
    """Responds to one request; as an `Exchange`, its faults end it their own way."""

    # As text, moto would look for parameters of its older protocols in the body,
    # and a comment may contain anything ("&Action=...").
    use_raw_body = True

    def __init__(self) -> None:
        super().__init__(service_name=SERVICE)
        self._found: str | None = None

    # No `cached_property`: in Python 3.11 it has a lock, which all requests share, and
    # which a forked child may find held for ever.
    @property
    def _operation(self) -> str:
        """Which operation this request is for; empty if for none."""
        if self._found is None:
            # Only method and path decide; moto also accepts an "Action" in the query
            # string or the headers. It looks through all paths for it, and returns
            # None if there is none.
            request = self.normalized_request
            self._found = self._get_action_from_method_and_request_uri(request) or ""
        return self._found

    def _get_action(self) -> str:
        # moto calls this for its IAM simulation only.
        name = self._operation
        return iam.ALLOWED_BY.get(name, name)

    def call_action(self) -> HttpResponse:
        arrived, started = service.settings.clock.now(), time.perf_counter()
        response: HttpResponse | None = None
        try:
            # Faults hold no lock: one that delays must not delay other requests.
            response = service.faults.meet(self._operation, self)
            return response
        finally:
            self._record(arrived, time.perf_counter() - started, response)

    def _record(
        self, at: datetime, seconds: float, response: HttpResponse | None
    ) -> None:
        """Add this request to the calls; without a response, the connection was cut."""
        operation = self._operation
        parameters: Wire = {}
        if operation:
            # What cannot be read was refused, and the record says so.
            with suppress(CasesError):
                # Read again, so that the record shares nothing with the state.
                parameters = self._parameters(operation)
        status, headers, _ = response or (None, {}, "")
        calls = service.settings.calls
        with service.lock:
            calls.add(
                Call(
                    number=calls.next_number,
                    operation=operation,
                    parameters={
                        name: value
                        for name, value in parameters.items()
                        if value is not None
                    },
                    caller=self._caller(),
                    account=self.current_account,
                    region=self.region,
                    at=at,
                    status=status,
                    error=headers.get("x-amzn-ErrorType"),
                    seconds=seconds,
                )
            )

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
        operation = self._operation
        if not operation:
            raise UnknownOperationException(routes.reason(self.method, self.path))
        region = self._region()
        service.count(operation, region)
        params = self._parameters(operation)
        self._authorize(operation, params)
        response = service.serve(operation, params, self._caller(), self._region)
        return "" if response is None else json.dumps(response)

    def _parameters(self, operation: str) -> Wire:
        return collect_parameters(
            operation,
            labels=self.uri_match,
            query=self.normalized_request.args.getlist,
            body=self.raw_body,
        )

    def _authorize(self, operation: str, params: Wire) -> None:
        """Apply moto's IAM simulation, which is off unless a test switches it on."""
        # For requests without a body moto would sign `self.data`, which holds parsed
        # query and headers; that signature could never match.
        self.data: dict[str, object] = {}

        # What the request needs follows from the state: the tags of a case, say.
        with service.lock:
            needed = tuple(iam.needs(operation, params, self._region()))

        class Request(iam.CasesRequest):
            """The check of this request."""

            needs = needed

        try:
            self._authenticate_and_authorize_action(Request)
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
            # A state that is being loaded is not there yet.
            with service.lock:
                return region_of(self.current_account, self.region)
        except ValueError:
            # At AWS there would be no such host. We return a 501 at once, since
            # botocore would retry a connection error for some ten seconds.
            raise NotImplementedException(
                f"Amazon Connect Cases is not in {self.region} as far as botocore "
                "knows; MOTO_ALLOW_NONEXISTENT_REGION=true emulates it anyway."
            ) from None
