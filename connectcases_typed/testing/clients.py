"""Clients of the embedded service, made once per Region and kept.

Making a client takes longer than most tests, since botocore reads its data for it. One
that a test has closed is not kept: the next test gets another.
"""

from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

import boto3
from botocore.awsrequest import AWSPreparedRequest

from ..client import Client
from .hooks import a_mock_is_on

if TYPE_CHECKING:
    from ..async_client import AsyncClient

T = TypeVar("T")

# Whose they are does not matter, unless a test switches moto's IAM simulation on.
_NOBODY = "testing"


@cache
def default_session() -> boto3.Session:
    """A session with the credentials that moto sets, for boto3's default session."""
    return boto3.Session()


@cache
def _session() -> boto3.Session:
    return boto3.Session(aws_access_key_id=_NOBODY, aws_secret_access_key=_NOBODY)


class KeptClient(Client):
    """A client that is kept until it is closed."""

    def close(self) -> None:
        client.cache_clear()
        super().close()


@cache
def client(region: str) -> Client:
    """A typed client in a Region."""
    made = KeptClient(session=_session(), region_name=region)
    return _kept_at_home(made, made.boto3)


@cache
def async_client(region: str) -> "AsyncClient":
    """A typed async client in a Region."""
    from ..async_client import AsyncClient  # noqa: PLC0415 - needs the extra `async`

    class KeptAsyncClient(AsyncClient):
        """A client that is kept until it is closed."""

        async def aclose(self) -> None:
            async_client.cache_clear()
            await super().aclose()

    made = KeptAsyncClient(session=_session(), region_name=region)
    return _kept_at_home(made, made.boto3)


@cache
def boto3_client(region: str) -> Any:
    """A boto3 client in a Region."""
    session: Any = _session()
    made: Any = session.client("connectcases", region)
    return _kept_at_home(made, made)


def _kept_at_home(made: T, boto3_client: Any) -> T:
    boto3_client.meta.events.register_first("before-send.connectcases", _only_in_a_mock)
    return made


def _only_in_a_mock(request: AWSPreparedRequest, **_: object) -> None:
    # These clients have credentials of nobody, and may be kept for longer than a mock.
    if not a_mock_is_on():
        raise RuntimeError(
            f"{request.url}: this client belongs to the embedded service, and no mock "
            "is on; use it within mock_cases() or with the fixture embedded_cases"
        )
