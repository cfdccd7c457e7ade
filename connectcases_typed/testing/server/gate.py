"""Who may ask: strangers are refused before anything of a request is read.

A server on a developer's machine can be reached by every web page the developer
visits. A page of another site gives itself away by the header `Origin`. A site that
lets its own name lead to this machine (DNS rebinding) gives itself away by `Host`.
"""

import ipaddress
from collections.abc import Container
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import attrs

MIB = 2**20

#: The largest request of Cases that its model allows has about 5 MB.
LARGEST_REQUEST = 8 * MIB
#: What `/_cases/load` and, with `--with-aws`, moto's other services take.
LARGEST_UPLOAD = 512 * MIB


@attrs.frozen
class Refusal(Exception):
    """Why a request is not looked at any further."""

    status: HTTPStatus
    code: str
    message: str


def check_source(environ: dict[str, Any], hosts: Container[str]) -> None:
    """Raise Refusal for a request that was made for, or by, another site.

    Without these headers the request comes from a program and not from a browser.
    """
    host: str = environ.get("HTTP_HOST", "")
    if host and not _is_known(host, hosts):
        raise Refusal(
            HTTPStatus.FORBIDDEN,
            "ForeignHostException",
            "This server is not known by that name. Use its IP address, localhost or "
            "a name that it was given with --allow-host.",
        )
    origin: str | None = environ.get("HTTP_ORIGIN")
    if origin is not None and urlsplit(origin).netloc != host:
        raise Refusal(
            HTTPStatus.FORBIDDEN,
            "ForeignOriginException",
            "A web page of another site may not use this server.",
        )


def _is_known(host: str, hosts: Container[str]) -> bool:
    try:
        name = urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return False
    if name in hosts or name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        # A rebound name is a name, so whoever gives an address is no such page.
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def body_length(environ: dict[str, Any]) -> int | None:
    """The length the request announces, or None for a chunked body.

    A length that is too large, or none at all, is a Refusal, and so is any other
    encoding than chunks.
    """
    encoding: str | None = environ.get("HTTP_TRANSFER_ENCODING")
    if encoding is not None:
        if encoding.strip().lower() != "chunked":
            # Where such a body ends, nobody here could tell.
            raise Refusal(
                HTTPStatus.NOT_IMPLEMENTED,
                "NotImplementedException",
                "The only Transfer-Encoding this server reads is chunked.",
            )
        return None
    text: str = environ.get("CONTENT_LENGTH") or "0"
    if not (text.isascii() and text.isdecimal()):
        raise Refusal(
            HTTPStatus.BAD_REQUEST,
            "BadRequestException",
            "Content-Length is not a number.",
        )
    # Python reads no number of more than some thousand digits.
    if len(text) > 18 or int(text) > largest(environ):
        raise too_large(environ)
    return int(text)


def largest(environ: dict[str, Any]) -> int:
    """How many bytes the body of a request may have."""
    if environ["PATH_INFO"] == "/_cases/load" or not _is_for_cases(environ):
        return LARGEST_UPLOAD
    return LARGEST_REQUEST


def _is_for_cases(environ: dict[str, Any]) -> bool:
    return environ["PATH_INFO"].startswith("/_cases") or signed_for(environ) in OURS


def too_large(environ: dict[str, Any]) -> Refusal:
    return Refusal(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        "RequestEntityTooLargeException",
        f"The body may have {largest(environ):,} bytes.",
    )


#: How the service is named in the scope of a signature.
OURS = ("cases", "connectcases")


def signed_for(environ: dict[str, Any]) -> str | None:
    """The service a request is signed for, by the scope of its credentials.

    `AWS4-HMAC-SHA256 Credential=key/20261124/us-west-2/cases/aws4_request, ...`
    """
    authorization: str = environ.get("HTTP_AUTHORIZATION", "")
    scope = authorization.partition("Credential=")[2].partition(",")[0].split("/")
    return scope[-2].lower() if len(scope) >= 5 else None
