"""Every way to send a request through boto3, behind one interface."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any, Unpack

import attrs
import boto3
from anyio.from_thread import start_blocking_portal

from connectcases_typed import AsyncClient, Client
from connectcases_typed.calling.transport import Boto3Arguments
from connectcases_typed.operations import Request

from .nobody import arguments

EVERY = ("Client", "Client.wrap", "AsyncClient", "AsyncClient.wrap")


@attrs.frozen
class Sender:
    """One of them.

    Attributes:
        send: sends a request and returns its response.
        boto3: the boto3 client underneath.
        client: ours.
    """

    send: Callable[[Request[Any]], Any]
    boto3: Any  # a boto3 client has no static type
    client: Client | AsyncClient


@contextmanager
def sending(
    which: str,
    url: str | None,
    *,
    repeat_writes: bool = True,
    **given: Unpack[Boto3Arguments],
) -> Generator[Sender]:
    """One of `EVERY`, for as long as it is asked for."""
    to_server = arguments(url, **given)
    # One of boto3's stubs' four hundred overloads would have to be chosen here.
    maker: Any = boto3
    is_wrapped = which.endswith(".wrap")
    if which.startswith("AsyncClient"):
        if is_wrapped:
            raw = maker.client("connectcases", **to_server)
            cases = AsyncClient.wrap(raw, repeat_writes=repeat_writes)
        else:
            cases = AsyncClient(repeat_writes=repeat_writes, **to_server)
        with start_blocking_portal() as portal:
            yield Sender(
                lambda request: portal.call(cases.send, request), cases.boto3, cases
            )
        cases.boto3.close()
        return
    if is_wrapped:
        raw = maker.client("connectcases", **to_server)
        client = Client.wrap(raw, repeat_writes=repeat_writes)
    else:
        client = Client(repeat_writes=repeat_writes, **to_server)
    yield Sender(client.send, client.boto3, client)
    client.boto3.close()
