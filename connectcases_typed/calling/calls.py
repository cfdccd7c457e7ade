"""One call of this library while it is under way, and what botocore's events report.

A call goes through botocore's client method, which may send the request several times.
`watch` registers hooks on the boto3 client. They note on the current `Call` what
becomes of each attempt:

    before-send         an attempt is about to be sent: it is counted
    before-parse        a response has arrived; botocore's parser may fail on it
    response-received   the attempt is over: the body is kept, for `conversion.wire` to
                        read, and whether it was refused or may have been done
    needs-retry         whether botocore may send the request again

The hooks change what botocore does in three cases only. They make an error response
readable that would crash botocore's parser. On a client that this library has built
they give the parser an empty body, which saves its time. And they keep botocore from
sending a request again that nobody waits for, or that must not be sent twice.

A call that the user makes through `client.boto3` has no `Call`, even if it is made from
a hook in the middle of a call of this library. The hooks then do nothing.
"""

import logging
import traceback
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, ClassVar, Generic, Protocol, cast

import attrs
import botocore
from botocore.exceptions import ClientError
from botocore.exceptions import ParamValidationError as BotocoreParamValidationError

from .._names import MODELLED
from ..conversion.checks import Rules
from ..conversion.wire import decode, decode_body, encode, unreadable
from ..errors import (
    ConnectCasesError,
    ParamValidationError,
    ResponseError,
    ServiceError,
    UnsupportedOperationError,
    Violation,
    service_error,
)
from ..failures import never_connected, note, refused
from ..operations import Repeat, Request, ResponseT
from .cancellation import Cancellation
from .error_answers import make_readable

logger: logging.Logger = logging.getLogger("connectcases_typed")


class Boto3Client(Protocol):
    """A boto3 client of any service, as far as a type can tell."""

    @property
    def meta(self) -> Any:  # botocore's, untyped
        """What botocore knows of the client."""
        ...


@attrs.frozen
class Manner:
    """How a client calls.

    Attributes:
        rules: what is checked of a request before it is sent.
        spares_parser: whether botocore's parser is handed an empty body.
        repeat_writes: whether botocore may send a write without a token again after
            an attempt that may have been done.
    """

    rules: Rules
    spares_parser: bool
    repeat_writes: bool

    @classmethod
    def of(
        cls, *, check_limits: bool, repeat_writes: bool, spares_parser: bool = False
    ) -> "Manner":
        """The manner that the parameters of a client ask for."""
        rules = Rules.ALL if check_limits else Rules.MINIMA
        return cls(rules, spares_parser, repeat_writes)


@attrs.frozen
class _Arrived:
    """A response as it arrived, and the dict that botocore has made of it."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    parsed: object

    @classmethod
    def of(cls, answer: Mapping[str, Any], parsed: object = None) -> "_Arrived":
        """A response, from the dict that botocore's events pass on."""
        return cls(answer["status_code"], answer["headers"], answer["body"], parsed)


class Call(Generic[ResponseT]):
    """A call of ours.

    Attributes:
        request: what is sent.
        attempts: how often it was sent so far.
        answer: what the boto3 client's method returned.
    """

    current: ClassVar[ContextVar["Call[Any] | None"]] = ContextVar(
        "connectcases_typed.call", default=None
    )
    #: Whether a request that would be done twice is rather left in doubt.
    never_twice: ClassVar[ContextVar[bool]] = ContextVar(
        "connectcases_typed.never_twice", default=False
    )

    def __init__(self, request: Request[ResponseT], manner: Manner) -> None:
        self.request = request
        self.manner = manner
        self.attempts: int = 0
        self.answer: Mapping[str, Any] | None = None
        self.cancellation: Cancellation | None = Cancellation.current.get()
        self._never_twice = self.never_twice.get()
        # An earlier attempt may have been done; the last one has no outcome yet.
        self._in_doubt = False
        self._is_out = False
        # The response that botocore is parsing, and those it has parsed.
        self._arriving: _Arrived | None = None
        self._arrived: list[_Arrived] = []
        # What is known of a response that botocore's parser has failed on.
        self._unparsed: Mapping[str, Any] = {}
        self._is_of_another = False

    # ------------------------------------------------ what has become of it so far

    @property
    def may_have_been_done(self) -> bool:
        """Whether the service may have carried it out; a read does nothing."""
        is_read = self.request.repeat is Repeat.READ
        return (self._in_doubt or self._is_out) and not is_read

    def leave(self) -> None:
        """Count an attempt that is about to be sent, unless the call was cancelled."""
        if self.cancellation is None:
            self.attempts += 1
            self._is_out = True
            return
        with self.cancellation.lock:
            self.cancellation.check()
            self.attempts += 1
            self._is_out = True

    def arrive(self, answer: dict[str, Any]) -> None:
        """Note a response before botocore parses it."""
        if answer["status_code"] >= 300:
            make_readable(answer)
            return
        self._arriving = _Arrived.of(answer)
        if self.manner.spares_parser:
            answer["body"] = b""

    def parsed(self, answer: dict[str, Any], parsed: object) -> None:
        """Note a response, and the dict that botocore has made of it."""
        self._is_out = False
        self._in_doubt = self._in_doubt or not refused(answer["status_code"])
        if answer["status_code"] < 300:
            self._arrived.append(_Arrived.of(answer, parsed))

    def lost(self, error: BaseException | None) -> None:
        """Note that an attempt has ended without a response."""
        if self._is_out:
            self._is_out = False
            self._in_doubt = self._in_doubt or not never_connected(error)

    @property
    def may_be_repeated(self) -> bool:
        """Whether botocore may send it again."""
        if self.cancellation is not None and self.cancellation.cancelled:
            return False
        if not self._in_doubt or self.request.repeat in (Repeat.READ, Repeat.TOKEN):
            return True
        if self.request.repeat is Repeat.TWICE and self._never_twice:
            return False
        return self.manner.repeat_writes

    # ------------------------------------------------------------ its two ends

    def parameters(self) -> dict[str, Any]:
        """What the boto3 client's method takes, after the request has been checked.

        Raises:
            ParamValidationError: the request breaks rules.
        """
        return encode(self.request, self.manner.rules)

    def response(self) -> ResponseT:
        """The response, from what has arrived.

        Raises:
            ResponseError: it is not what the operation returns.
        """
        try:
            return self._read()
        except ResponseError as error:
            self.note(error)
            raise

    def note(self, error: BaseException) -> None:
        """Leave on an error what is known of the call it ends."""
        attempts = self.attempts
        doubt = self.may_have_been_done
        if self._is_of_another:
            # Where it was raised, no attempt of this call was under way.
            pass
        elif not attempts and isinstance(error, ClientError):
            # No hook has seen a response: a stub has raised it in the service's place.
            metadata: Mapping[str, Any] = error.response.get("ResponseMetadata", {})
            attempts = metadata.get("RetryAttempts", 0) + 1
            doubt = self.request.repeat is not Repeat.READ and not refused(
                metadata.get("HTTPStatusCode")
            )
        elif not attempts and isinstance(error, ResponseError):
            attempts, doubt = 1, self.request.repeat is not Repeat.READ
        note(error, self.request, attempts=attempts, may_have_been_done=doubt)

    def _read(self) -> ResponseT:
        # `Request.response` is the class the type parameter names; see `Request`.
        response = cast("type[ResponseT]", self.request.response)
        # A hook may have made the same call meanwhile, through the boto3 client.
        same = [it for it in self._arrived if it.parsed is self.answer]
        arrived = same[-1] if same else self._arriving
        if arrived is not None:
            metadata = self._metadata(arrived)
            return decode_body(arrived.body, metadata, response, self.request.operation)
        if self.answer is None:
            raise unreadable(
                self.request.operation, "botocore's parser failed", self._unparsed
            )
        # No hook has seen a response: a `Stubber`, for example, has returned it.
        return decode(self.answer, response, self.request.operation)

    def _metadata(self, arrived: _Arrived) -> Mapping[str, Any]:
        if self.answer is not None:
            metadata: Mapping[str, Any] = self.answer["ResponseMetadata"]
            return metadata
        headers = {name.lower(): text for name, text in arrived.headers.items()}
        return {
            "RequestId": headers.get("x-amzn-requestid"),
            "HTTPStatusCode": arrived.status,
            "HTTPHeaders": headers,
            "RetryAttempts": self.attempts - 1,
        }

    # ---------------------------------------------------------------- errors

    def explained(self, error: BaseException) -> BaseException | None:
        """The error to raise for one that botocore has raised: often the same one.

        None if botocore's parser failed: then `response` reads the body, or raises
        what is wrong with it.
        """
        self._is_of_another = _is_of_another_call(error)
        match error:
            case ConnectCasesError():
                return error
            case ClientError() if self._is_of_another:
                # Its code may be one of this service's, and mean something else.
                return ServiceError(error.response, error.operation_name)
            case _ if self._is_of_another:
                return error
            case ClientError():
                return service_error(error)
            case BotocoreParamValidationError():
                # All other rules were checked before, and so were the members that are
                # newer than this botocore. So its service model is not the one that
                # its version has.
                return unsupported(self.request, "a member that is given", MODELLED)
            case RecursionError() if not self.attempts:
                problem = Violation("", "nested too deeply to be sent")
                return ParamValidationError(self.request.operation, (problem,))
            case _:
                pass
        answer = _unparsed(error)
        if answer is None:
            return error
        headers: Mapping[str, Any] = answer.get("headers", {})
        self._unparsed = {"RequestId": headers.get("x-amzn-requestid")}
        return None


@contextmanager
def calling(request: Request[ResponseT], manner: Manner) -> Generator[Call[ResponseT]]:
    """Make a call inside the block and set its `answer`; afterwards read `response`.

    botocore's errors in the block become this library's where it has one for them. All
    errors raised in the block carry what is known of the call; see `failures`.

    Raises:
        TypeError: what is to be sent is no request.
    """
    _refuse_all_but_requests(request)
    call = Call(request, manner)
    if call.cancellation is not None:
        call.cancellation.note = call.note
    token = Call.current.set(call)
    try:
        yield call
    except BaseException as error:
        raised = call.explained(error)
        if raised is None:
            # `Call.response` raises an error, if there is one, outside this block. So
            # botocore's error, which may quote the body, is not in its chain.
            return
        call.note(raised)
        if raised is error:
            raise
        if isinstance(raised, ServiceError):
            # Not chained: botocore's says the same in the same words.
            raise raised from None
        raise raised from error
    finally:
        Call.current.reset(token)


def _refuse_all_but_requests(given: object) -> None:
    if isinstance(given, Request):
        return
    name = type(given).__name__
    what = f"the class {given.__name__}" if isinstance(given, type) else name
    raise TypeError(
        f"expected a request such as GetCaseRequest(...), not {what}: only "
        "instances of this library's request classes can be sent"
    )


def unsupported(
    request: Request[Any], what: str, since: str
) -> UnsupportedOperationError:
    """The error for an operation or member that the installed botocore lacks."""
    return UnsupportedOperationError(
        request.operation, since, botocore.__version__, what
    )


def _is_of_another_call(error: BaseException) -> bool:
    """Whether the error ended another call, which botocore made within this one.

    Credentials can need such calls, of AWS STS or IAM Identity Center. A hook of the
    user's can make others.
    """
    calls = 0
    for frame, _ in traceback.walk_tb(error.__traceback__):
        is_botocore = frame.f_globals.get("__name__") in _CLIENTS
        calls += is_botocore and frame.f_code.co_name == "_make_api_call"
    return calls > 1


#: The modules in which the calls of all clients begin.
_CLIENTS = ("botocore.client", "aiobotocore.client")

#: The packages whose code runs while botocore parses a response.
_PARSERS = ("botocore", "aiobotocore", "dateutil", "json", "datetime", "six", "http")


def _unparsed(error: BaseException) -> Mapping[str, Any] | None:
    """The response that botocore's parser failed on; None if something else failed.

    On a bad response the parser raises errors of many classes, so the traceback is
    searched for it. If a signal handler raised the exception while the parser ran, the
    handler's own code is further down the traceback, and the parser did not fail.
    """
    if not isinstance(error, Exception) or isinstance(error, MemoryError):
        return None
    answer: Mapping[str, Any] | None = None
    for frame, _ in traceback.walk_tb(error.__traceback__):
        module = str(frame.f_globals.get("__name__", ""))
        if module == "botocore.parsers" and answer is None:
            answer = frame.f_locals.get("response", {})
        elif answer is not None and module.partition(".")[0] not in _PARSERS:
            return None
    return answer


# ----------------------------------------------------------------- botocore's events


def watch(client: Boto3Client) -> None:
    """Register the hooks on a boto3 client. Doing so again does nothing."""
    for event, hook in (
        ("before-send", _on_sending),
        ("before-parse", _on_answer),
        ("response-received", _on_outcome),
        ("needs-retry", _on_retry),
    ):
        client.meta.events.register(
            f"{event}.connectcases.*", hook, unique_id=f"connectcases_typed.{event}"
        )


def _call_of(operation: str) -> Call[Any] | None:
    """The call of this library that an event is about, if there is one."""
    call = Call.current.get()
    return call if call is not None and call.request.operation == operation else None


# `Any`: the arguments of botocore's events are untyped, and may change with botocore.
def _on_sending(event_name: str, **_: Any) -> None:
    if call := _call_of(event_name.rpartition(".")[2]):
        call.leave()


def _on_answer(**event: Any) -> None:
    """Note a response. If the event has another form, botocore's parser reads it."""
    match event:
        case {
            "operation_model": operation,
            "response_dict": {
                "status_code": int(),
                "headers": _,
                "body": bytes(),
            } as answer,
        }:
            if call := _call_of(operation.name):
                call.arrive(answer)
        case _:
            logger.debug("before-parse is not as expected: botocore reads the body")


def _on_outcome(event_name: str, **event: Any) -> None:
    call = _call_of(event_name.rpartition(".")[2])
    if call is None:
        return
    match event:
        case {
            "response_dict": {
                "status_code": int(),
                "headers": _,
                "body": bytes(),
            } as answer,
            "parsed_response": parsed,
        }:
            call.parsed(answer, parsed)
        case _:
            call.lost(event.get("exception"))


def _on_retry(event_name: str, **_: Any) -> bool | None:
    """False keeps botocore from sending again; None leaves it to botocore."""
    call = _call_of(event_name.rpartition(".")[2])
    return None if call is None or call.may_be_repeated else False
