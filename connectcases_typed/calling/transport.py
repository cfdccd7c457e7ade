"""The boto3 client underneath: how ours is built, paced, and put to an end.

A client that this library builds differs from boto3's in three ways. botocore's own
parameter validation is off, because `checks` has checked more. The user agent is put
together once: botocore does it twice for each call, a quarter of the time of a call.
And botocore's parser is handed an empty body (see `calls`): parsing takes longer than
everything else about an answer, and hides what is wrong with one.

A client that the user hands in is used as it is: it is not paced, not closed, and its
parser is given every body.
"""

import os
import platform
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager, nullcontext
from importlib import import_module
from threading import Lock
from typing import TYPE_CHECKING, Any, Protocol, TypedDict

import botocore
from botocore import xform_name
from botocore.config import Config
from botocore.useragent import sanitize_user_agent_string_component

from .._collector import paused
from .._forks import renew_in_children
from .._version import __version__
from ..operations import Request
from . import cancellation
from .calls import Boto3Client, unsupported
from .misuse import did_you_mean
from .sessions import SERVICE, own_session
from .versions import knows_the_models, newer_members

if TYPE_CHECKING:
    from ..rates import RateLimits

#: How many connections a client has unless it was made with others, and so how many
#: requests `send_all` has under way at once.
WORKERS = 10


class _Building:
    """Lets one client be made at a time, since a session cannot make two at once.

    The first is made without garbage collection. The others are not: what is made
    then counts as old, and botocore makes a class for each client, of 60 KB. In a
    program that makes clients for ever, those would not be collected.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._first = True
        renew_in_children(self, _Building._renew)

    @contextmanager
    def turn(self) -> Generator[None]:
        """While no other thread makes a client."""
        with self._lock, paused() if self._first else nullcontext():
            self._first = False
            yield

    def _renew(self) -> None:
        self._lock = Lock()


_BUILDING = _Building()


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


#: What the clients take besides, to be suggested where it is misspelt.
_OPTIONS = ("session", "check_limits", "rate_limits", "repeat_writes", "strict_arns")

# A boto3 client has no static type: it is made from the service model.
_Maker = Callable[..., Any]


class Boto3Session(Protocol):
    """A `boto3.Session`: what makes clients."""

    @property
    def client(self) -> _Maker:
        """Make a client of a service."""
        ...


def build(session: Boto3Session | None, arguments: Boto3Arguments) -> Boto3Client:
    """A boto3 client tuned for this library; the session is left as it was."""
    # An older botocore must go on validating, to notice members it does not know.
    checks = not knows_the_models()
    with _BUILDING.turn():
        given = arguments.get("config") or _config_of(session)
        make = _default_maker() if session is None else session.client

        def made(ours: Config) -> Boto3Client:
            config = given.merge(ours)
            try:
                client: Boto3Client = make(SERVICE, **{**arguments, "config": config})
            except TypeError:
                _refuse_unknown(arguments)
                raise
            return client

        # An attribute that botocore's stubs, which are optional, do not know.
        agent = getattr(given, "user_agent", None) or _user_agent()
        client = made(Config(parameter_validation=checks, user_agent=agent))
        if client.meta.config.user_agent_appid:
            # Only botocore's own user agent has a place for an application's id.
            client = made(Config(parameter_validation=checks))
    client.meta.events.register_first("before-send.connectcases", _join_mock)
    return client


def _refuse_unknown(arguments: Boto3Arguments) -> None:
    """An error that names the argument boto3 has refused, as it is given to us.

    Only after boto3 has refused it: a newer boto3 may take more than we know of.
    """
    for given in arguments:
        if given not in Boto3Arguments.__annotations__:
            hint = did_you_mean(given, [*Boto3Arguments.__annotations__, *_OPTIONS])
            # Not chained: the cause names a function that the caller did not call.
            raise TypeError(
                f"a client got an unexpected keyword argument {given!r}{hint}"
            ) from None


def _config_of(session: Boto3Session | None) -> Config:
    """The config of a client whose user has given none.

    A default of botocore's, a connect timeout of 60 seconds, holds for every client
    that has a config, unless the config has a mode (`AWS_DEFAULTS_MODE`, or
    `defaults_mode` of the profile). So the mode has to be in it.
    """
    mode = _defaults_mode(session)
    if mode is None or mode.lower() == "legacy":
        return Config()
    # botocore's stubs, which are optional, take the mode for a bool.
    settings: dict[str, Any] = {"defaults_mode": mode}
    return Config(**settings)


def _defaults_mode(session: object) -> str | None:
    """The mode that the settings of a session name; None if it cannot be asked."""
    if session is None and "boto3" not in sys.modules:
        session = own_session()
    elif session is None:
        boto3: Any = import_module("boto3")
        # As `boto3.client` does it.
        if boto3.DEFAULT_SESSION is None:
            boto3.setup_default_session()
        session = boto3.DEFAULT_SESSION
    # boto3's sessions hold botocore's, and offer no other way to ask for a setting.
    below = getattr(session, "_session", session)
    ask = getattr(below, "get_config_variable", None)
    mode: str | None = None if ask is None else ask("defaults_mode")
    return mode


def _join_mock(**_: object) -> None:
    """Let a mock of moto's answer this request, if one is on.

    moto knows of Amazon Connect Cases once `connectcases_typed.testing` is imported,
    and clients made before moto was imported are unknown to moto until then. A test
    that forgets the import would get moto's bare 404, or send its requests to AWS.
    """
    moto = sys.modules.get("moto.core.models")
    if moto is not None and moto.botocore_stubber.enabled:
        import_module("connectcases_typed.testing")


def _default_maker() -> _Maker:
    """What makes clients in the default session.

    boto3's, if boto3 has been imported. Otherwise nobody can have set that up, and
    a session of ours does the same without boto3's import, a tenth of a cold start.
    """
    if "boto3" not in sys.modules:
        return own_session().create_client
    # By name, since its optional stubs type this for each of four hundred services.
    maker: _Maker = import_module("boto3").client
    return maker


def _user_agent() -> str:
    """Whose request it is: the library, what it stands on, and where it runs."""
    # While another thread is importing it, it has no version yet.
    boto3 = getattr(sys.modules.get("boto3"), "__version__", None)
    environment = os.environ.get("AWS_EXECUTION_ENV")
    parts = {
        "md/Botocore#": botocore.__version__,
        "lib/connectcases-typed#": __version__,
        f"os/{platform.system().lower()}#": platform.release(),
        "lang/python#": platform.python_version(),
    }
    if boto3:
        parts = {"Boto3/": boto3, **parts}
    if environment:
        parts["exec-env/"] = environment
    # As botocore does it: a blank or a line break would end the part, or the header.
    return " ".join(
        name + sanitize_user_agent_string_component(text, allow_hash=True)
        for name, text in parts.items()
    )


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


def pace(client: Boto3Client, limits: "RateLimits") -> None:
    """Make a client of ours wait rather than exceed its rates, before each attempt.

    Raises:
        ValueError: a rate is of no operation of the service.
    """
    known = client.meta.service_model.operation_names
    if strangers := sorted(set(limits.rates).difference(known)):
        raise ValueError(f"no operations of {SERVICE}: {', '.join(strangers)}")
    limits.expect(client.meta.config.max_pool_connections)

    # Before signing: each attempt is signed anew, and a signature expires.
    def wait(operation_name: str, **_: object) -> None:
        cancellation.check()
        limits.wait(operation_name, cancellation.pause)

    client.meta.events.register("before-sign.connectcases.*", wait)


# These reach into botocore, which has no public way to do either. They are the only
# ones to do so, and tested with real sockets.
def drop_connections(client: Boto3Client) -> None:
    """Give a client of ours an empty connection pool, after a fork.

    The sockets of the old pool belong to the parent process too. They are neither used
    nor closed, and no lock is taken: a thread that the child lacks may hold it.
    """
    for manager in _pool_managers(client):
        _PARENTS.append(manager.pools)
        manager.pools = type(manager.pools)(_POOLS)


# As `close` is botocore's, it has no type.
def close(client: Any) -> None:
    """Close the connections of a client of ours.

    botocore only lets go of its pools. Each closes its connections when it is
    collected, which after an error may take until the next full collection.
    """
    for manager in _pool_managers(client):
        for key in manager.pools.keys():  # noqa: SIM118 - it refuses to be iterated
            pool = manager.pools.get(key)
            if pool is not None:
                pool.close()
    client.close()


#: The pools of the parent process: kept, since collecting one closes its sockets.
_PARENTS: list[object] = []
_POOLS = 10


def _pool_managers(client: Any) -> list[Any]:
    """urllib3's pool managers, which hold a client's connections."""
    session = client._endpoint.http_session  # noqa: SLF001 - said above
    return [session._manager, *session._proxy_managers.values()]  # noqa: SLF001 - as above


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
        raise unsupported(request, "the operation", request.since)
    if not knows_the_models():
        for path, since in newer_members(request):
            raise unsupported(request, f"its member {path}", since)
    return method


def place_of(client: Boto3Client) -> str:
    """Where a client sends requests, for its `repr`."""
    return f"in {client.meta.region_name} at {client.meta.endpoint_url}"
