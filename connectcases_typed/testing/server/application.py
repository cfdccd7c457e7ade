"""Which part of the server responds to a request."""

from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

from moto.core.request import Request

from ..protocol.errors import (
    CasesError,
    MissingAuthenticationTokenException,
    NotImplementedException,
    UnknownOperationException,
)
from ..responses import ConnectCasesResponse
from .gate import OURS, signed_for

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

STEERING = "/_cases"


class _Request(Request):
    """A request whose body is left alone, even if it claims to be a form."""

    from_wsgi_server = True

    @property
    def want_form_data_parsed(self) -> bool:
        return False


class Dispatcher:
    """Passes a request on: to the page and the steering, to Cases, or to moto.

    `page` responds below `/_cases/`, and `others` to the requests of other services;
    without it they are refused. Requests without a signature are for `others` too: some
    services have such, and moto takes them for S3 unless the host says otherwise.
    """

    def __init__(self, page: Application, others: Application | None) -> None:
        self._page = page
        self._others = others

    def __call__(
        self, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        path: str = environ["PATH_INFO"]
        if path == STEERING or path.startswith(f"{STEERING}/"):
            return self._page(environ, start_response)
        service = signed_for(environ)
        if service in OURS:
            return _cases(environ, start_response)
        if self._others is not None:
            try:
                return self._others(environ, start_response)
            except ImportError as error:
                return _refused(_needs_more(service, error), start_response)
        if path == "/" and environ["REQUEST_METHOD"] in ("GET", "HEAD"):
            return _redirect(start_response)
        return _refused(_reason(service), start_response)


def _cases(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    if environ.get("CONTENT_TYPE") == "application/x-www-form-urlencoded":
        # `curl -d` says so of anything; moto would look for another protocol.
        environ["CONTENT_TYPE"] = "application/json"
    request = _Request(environ)
    status, headers, body = ConnectCasesResponse.dispatch(
        request, request.raw_url, request.headers
    )
    return _send(status, headers, body, start_response)


def _needs_more(service: str | None, error: ImportError) -> CasesError:
    """What to install for a service of moto's that needs more than moto itself."""
    return NotImplementedException(
        f"moto needs more for {service or 'this service'} than is installed ({error}): "
        "pip install 'moto[all]'"
    )


def _reason(service: str | None) -> CasesError:
    if service is None:
        return MissingAuthenticationTokenException("Missing Authentication Token")
    return UnknownOperationException(
        f"This server serves Amazon Connect Cases and not {service}: start it with "
        "--with-aws for the other services of moto."
    )


def _refused(error: CasesError, start_response: StartResponse) -> Iterable[bytes]:
    headers = {"Content-Type": "application/json", **error.headers()}
    return _send(error.status, headers, error.body(), start_response)


def _redirect(start_response: StartResponse) -> Iterable[bytes]:
    return _send(302, {"Location": f"{STEERING}/"}, "", start_response)


def _send(
    status: int, headers: dict[str, str], body: str, start_response: StartResponse
) -> Iterable[bytes]:
    content = body.encode()
    length = ("Content-Length", str(len(content)))
    phrase = HTTPStatus(status).phrase
    start_response(f"{status} {phrase}", [*headers.items(), length])
    return [content]
