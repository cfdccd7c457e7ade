"""The boto3 client underneath: how ours is built, how any is called and read.

A client we build leaves out three things. botocore's own parameter validation, because
`checks` has checked more. Its putting together of the user agent, which takes a
quarter of the time of a call, twice each time: ours is put together once. And its
parsing of the body, which costs more than everything else about an answer and hides
what is wrong with one: a handler of the `before-parse` event, the last before the
parser, keeps the body for `wire` and gives the parser an empty one. Error answers
still go through botocore.

A client that was handed to us is used as it is. Then the answer is botocore's dict,
and so it is whenever the handler was not asked, as with `Stubber`.
"""

import json
import logging
import os
import platform
import sys
import time
import traceback
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib import import_module
from threading import Lock
from typing import Any, Protocol, TypedDict, cast

import botocore
import botocore.session
from botocore import xform_name
from botocore.config import Config
from botocore.exceptions import ClientError
from botocore.exceptions import ParamValidationError as BotocoreParamValidationError

from .._collector import paused
from .._names import MODELLED
from .._version import __version__
from ..conversion.wire import decode
from ..errors import ResponseError, UnsupportedOperationError, Violation, service_error
from ..operations import Request, ResponseMetadata, ResponseT
from ..rates import RateLimits
from ..shapes import is_map
from .versions import knows_the_models, newer_members

SERVICE = "connectcases"

_BODY = "connectcases_typed.body"

# A session does not make two clients at once.
_BUILDING = Lock()

#: The operation under way for us: a call of `client.boto3` itself, before it or from
#: a hook in the middle of it, gets its dict.
_ours: ContextVar[str | None] = ContextVar("_ours", default=None)

logger = logging.getLogger("connectcases_typed")


class Boto3Arguments(TypedDict, total=False):
    """What `boto3.client` takes besides the name of the service."""

    region_name: str | None
    api_version: str | None
    use_ssl: bool
    verify: bool | str | None
    endpoint_url: str | None
    aws_access_key_id: str | None
    aws_secret_access_key: str | None
    aws_session_token: str | None
    aws_account_id: str | None
    config: Config | None


# A boto3 client has no static type: it is made from the service model.
_Maker = Callable[..., Any]


class Boto3Session(Protocol):
    """A `boto3.Session`: what makes clients."""

    @property
    def client(self) -> _Maker:
        """Make a client of a service."""
        ...


class Boto3Client(Protocol):
    """A boto3 client of any service, as far as a type can tell."""

    @property
    def meta(self) -> Any:  # botocore's, untyped
        """What botocore knows of the client."""
        ...


def build(session: Boto3Session | None, arguments: Boto3Arguments) -> Boto3Client:
    """A boto3 client tuned for this library; the session is left as it was."""
    given = arguments.get("config") or Config()
    # An older botocore must go on validating, to notice members it does not know.
    config = given.merge(Config(parameter_validation=not knows_the_models()))

    def made(config: Config) -> Boto3Client:
        with _BUILDING, paused():
            make = _default_maker() if session is None else session.client
            client: Boto3Client = make(SERVICE, **{**arguments, "config": config})
        return client

    # An attribute that botocore's stubs, which are optional, do not know.
    agent = getattr(given, "user_agent", None) or _user_agent()
    client = made(config.merge(Config(user_agent=agent)))
    if client.meta.config.user_agent_appid:
        # Only botocore's own user agent has a place for an application's id.
        client = made(config)
    client.meta.events.register("before-parse.connectcases.*", _keep_body)
    return client


def _default_maker() -> _Maker:
    """What makes clients in the default session.

    boto3's, if boto3 has been imported. Otherwise nobody can have set that up, and
    botocore's does the same without boto3's import, a tenth of a cold start.
    """
    if "boto3" not in sys.modules:
        return _default_session().create_client
    # By name, since its optional stubs type this for each of four hundred services.
    maker: _Maker = import_module("boto3").client
    return maker


@cache
def _default_session() -> botocore.session.Session:
    return botocore.session.get_session()


def _user_agent() -> str:
    """Whose request it is: the library, what it stands on, and where it runs."""
    # While another thread is importing it, it has no version yet.
    boto3 = getattr(sys.modules.get("boto3"), "__version__", None)
    environment = os.environ.get("AWS_EXECUTION_ENV")
    parts = [
        *([f"Boto3/{boto3}"] if boto3 else []),
        f"md/Botocore#{botocore.__version__}",
        f"lib/connectcases-typed#{__version__}",
        f"os/{platform.system().lower()}#{platform.release()}",
        f"lang/python#{platform.python_version()}",
        *([f"exec-env/{environment}"] if environment else []),
    ]
    return " ".join(parts)


def check_client(client: Boto3Client) -> None:
    """See to it that a client is one of this service.

    Raises:
        TypeError: it is another service's, or no boto3 client at all.
    """
    meta = getattr(client, "meta", None)
    service = getattr(getattr(meta, "service_model", None), "service_name", None)
    if service != SERVICE:
        what = f"one of {service}" if service else f"a {type(client).__name__}"
        raise TypeError(f"expected a boto3 client of {SERVICE}, not {what}")


def pace(
    client: Boto3Client,
    limits: RateLimits,
    sleep: Callable[[float], object] = time.sleep,
) -> None:
    """Make a client of ours wait rather than exceed its rates, before each attempt.

    Raises:
        ValueError: a rate is of no operation of the service.
    """
    known = client.meta.service_model.operation_names
    if strangers := sorted(set(limits.rates).difference(known)):
        raise ValueError(f"no operations of {SERVICE}: {', '.join(strangers)}")

    # Each attempt is signed anew, and a signature is good for a while only: so this
    # comes before it.
    def wait(operation_name: str, **_: object) -> None:
        limits.wait(operation_name, sleep)

    client.meta.events.register("before-sign.connectcases.*", wait)


# What the event hands out is botocore's, and may change with it.
def _keep_body(**event: Any) -> None:
    """botocore's `before-parse` hook; it merges the second dict into its answer.

    An event of any other form is left alone, and botocore's parser reads the body.
    """
    match event:
        case {
            "operation_model": operation,
            "response_dict": {
                "status_code": int(status),
                "body": bytes(body),
            } as answer,
            "customized_response_dict": {} as merged,
        }:
            if status < 300 and _ours.get() == operation.name:
                merged[_BODY] = body
                answer["body"] = b""
        case _:
            logger.debug("before-parse is not as expected: botocore reads the body")


# What a boto3 method answers has no type before it is decoded.
def method_of(client: Boto3Client, request: Request[Any]) -> Callable[..., Any]:
    """The boto3 client's method for a request.

    Raises:
        UnsupportedOperationError: the client's botocore has none, or does not know a
            member that is given.
    """
    operation = request.operation
    method: Callable[..., Any] | None = getattr(client, xform_name(operation), None)
    if method is None:
        raise _unsupported(request, "the operation", request.since)
    if not knows_the_models():
        for path, since in newer_members(request):
            raise _unsupported(request, f"its member {path}", since)
    return method


@contextmanager
def mapped(request: Request[Any]) -> Generator[None]:
    """Turn what botocore raises about a request into what this library raises.

    Meanwhile the call is known for ours, and `_keep_body` keeps its body.
    """
    token = _ours.set(request.operation)
    try:
        yield
    except ClientError as error:
        # Not chained: botocore's says the same in the same words.
        raise service_error(error) from None
    except BotocoreParamValidationError as error:
        # Everything else it could object to was checked before. The members this
        # library knows to be newer are, too: this model is not that of its version.
        raise _unsupported(request, "a member that is given", MODELLED) from error
    except Exception as error:
        answer = _unparsed(error)
        if answer is None:
            raise
        problem = Violation("", f"botocore's parser failed: {type(error).__name__}")
        request_id = answer.get("headers", {}).get("x-amzn-requestid")
        # Not chained: the parser's message may quote the body.
        raise ResponseError(request.operation, (problem,), request_id) from None
    finally:
        _ours.reset(token)


def _unsupported(
    request: Request[Any], what: str, since: str
) -> UnsupportedOperationError:
    return UnsupportedOperationError(
        request.operation, since, botocore.__version__, what
    )


def _unparsed(error: Exception) -> Mapping[str, Any] | None:
    """The answer botocore's parser failed on; on a bad one it raises anything."""
    for frame, _ in traceback.walk_tb(error.__traceback__):
        if frame.f_globals.get("__name__") == "botocore.parsers":
            answer: Mapping[str, Any] = frame.f_locals.get("response", {})
            return answer
    return None


def read(request: Request[ResponseT], answer: Mapping[str, Any]) -> ResponseT:
    """The response to a request, from what the boto3 client answered."""
    # `Request.response` is the class the type parameter names; see `Request`.
    response = cast("type[ResponseT]", request.response)
    if _BODY not in answer:
        return decode(answer, response, request.operation)
    metadata = answer["ResponseMetadata"]
    data = _parsed(answer[_BODY], request, metadata)
    return decode({**data, "ResponseMetadata": metadata}, response, request.operation)


def _parsed(
    body: bytes, request: Request[Any], metadata: Mapping[str, Any]
) -> Mapping[str, Any]:
    if not body:
        # Documented for the operations that answer nothing; `decode` misses whatever
        # any other must answer.
        return {}
    try:
        data: Any = json.loads(body)
    except (ValueError, RecursionError):
        problem = "the body is not JSON"
    else:
        if is_map(data):
            return data
        problem = f"expected a structure, not {type(data).__name__}"
    # Not chained: the parser's error holds the body.
    request_id = ResponseMetadata.of({"ResponseMetadata": metadata}).request_id
    raise ResponseError(
        request.operation, (Violation("", problem),), request_id
    ) from None
