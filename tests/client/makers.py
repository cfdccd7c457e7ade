"""Every kind of client, pointed at the scripted server.

`tuned` is ours: built by `Client`, it reads the body itself. `wrapped` is a boto3
client handed in, whose answers botocore parses. `changed` is one of ours on a botocore
whose `before-parse` event is no longer what it was, so that the ordinary path is taken.
"""

from typing import Any, Literal, Unpack, get_args

import attrs
import boto3

from connectcases_typed import Client
from connectcases_typed.calling.transport import Boto3Arguments

from .nobody import arguments

Kind = Literal["tuned", "wrapped", "changed"]
KINDS: tuple[Kind, ...] = get_args(Kind)


@attrs.frozen
class Maker:
    """Makes clients that talk to the server, and closes them at last."""

    url: str
    made: list[Any] = attrs.field(factory=list[Any])

    # A boto3 client has no static type.
    def raw(
        self, session: boto3.Session | None = None, **given: Unpack[Boto3Arguments]
    ) -> Any:
        """A boto3 client, nothing done to it."""
        # One of boto3's stubs' four hundred overloads would have to be chosen here.
        maker: Any = session or boto3
        client = maker.client("connectcases", **arguments(self.url, **given))
        self.made.append(client)
        return client

    def __call__(
        self,
        kind: Kind = "tuned",
        *,
        check_limits: bool = True,
        session: boto3.Session | None = None,
        **given: Unpack[Boto3Arguments],
    ) -> Client:
        """A client of a kind."""
        if kind == "wrapped":
            raw = self.raw(session, **given)
            return Client.wrap(raw, check_limits=check_limits)
        client = Client(
            session=session, check_limits=check_limits, **arguments(self.url, **given)
        )
        self.made.append(client.boto3)
        if kind == "changed":
            rename_event_arguments(client.boto3)
        return client

    def close(self) -> None:
        """Close what was made."""
        for client in self.made:
            client.close()


# As in `Maker.raw`.
def rename_event_arguments(client: Any) -> None:
    """Let a client's `before-parse` event name what it hands out differently."""
    events = client.meta.events
    emit = events.emit

    def emit_renamed(name: str, **arguments: object) -> object:
        if name.startswith("before-parse."):
            arguments = {f"new_{key}": value for key, value in arguments.items()}
        return emit(name, **arguments)

    events.emit = emit_renamed
