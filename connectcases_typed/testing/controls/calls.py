"""The requests the service has received: a record of each, to look at and assert on."""

from collections import deque
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, cast, overload

import attrs

from ..protocol.model import check_operation, operation_model
from ..protocol.wire import Wire

# A server may run for weeks; a test that makes more requests has other worries.
_KEPT = 10_000

_HIDDEN = "<hidden>"


@attrs.frozen(kw_only=True)
class Call:
    """A request to the service, and how it ended.

    - `number`: counts the requests from 1, in the order they ended, since the service
      was last reset.
    - `operation`: its name, as in `"UpdateCase"`; empty if the request was for none.
    - `parameters`: what was sent, by the service's member names and as JSON values;
      empty if the body could not be read.
    - `caller`: the ARN of the IAM principal that made the request.
    - `account`, `region`: where it was made to.
    - `at`: when it arrived, by the service's clock.
    - `status`: the HTTP status of the response; None if the connection was cut.
    - `error`: the code of the error that was returned, as in
      `"ResourceNotFoundException"`; None if there was no error.
    - `seconds`: how long it took in real time, latency faults included.

    In `repr`, values are hidden that the service model marks as sensitive, such as the
    name of an SLA.
    """

    number: int
    operation: str
    parameters: Wire = attrs.field(repr=False)
    caller: str
    account: str
    region: str
    at: datetime
    status: int | None
    error: str | None
    seconds: float

    def __repr__(self) -> str:
        outcome = self.error or self.status or "connection cut"
        name = self.operation or "no operation"
        return f"<Call {self.number}: {name} {self._shown()} -> {outcome}>"

    def _shown(self) -> Any:
        if not self.operation:
            return self.parameters
        return _without_secrets(
            operation_model(self.operation).input_shape, self.parameters
        )


def _without_secrets(shape: Any, value: Any) -> Any:
    """A copy of a value, with everything hidden that its shape says is sensitive.

    A request may hold anything in any place: what does not fit its shape is hidden too.
    """
    if value is None:
        return None
    if shape.metadata.get("sensitive"):
        return _HIDDEN
    match shape.type_name:
        case "structure" if isinstance(value, dict):
            members = shape.members
            return {
                name: _without_secrets(members[name], below)
                if name in members
                else _HIDDEN
                for name, below in cast("Wire", value).items()
            }
        case "list" if isinstance(value, list):
            entries = cast("list[object]", value)
            return [_without_secrets(shape.member, below) for below in entries]
        case "map" if isinstance(value, dict):
            return {
                key: _without_secrets(shape.value, below)
                for key, below in cast("Wire", value).items()
            }
        case "structure" | "list" | "map":
            return _HIDDEN
        case _:
            return _HIDDEN if isinstance(value, dict | list) else value


class Calls(Sequence[Call]):
    """The requests since the service was last reset, oldest first.

    Only the newest 10,000 are kept.
    """

    def __init__(self) -> None:
        self._kept: deque[Call] = deque(maxlen=_KEPT)
        self._received = 0

    def of(self, *operations: str) -> tuple[Call, ...]:
        """The calls of these operations: `(call,) = service.calls.of("UpdateCase")`.

        An unknown operation is a ValueError.
        """
        for operation in operations:
            check_operation(operation)
        return tuple(call for call in self if call.operation in operations)

    def clear(self) -> None:
        """Forget all calls; the next one is number 1."""
        self._kept.clear()
        self._received = 0

    @property
    def next_number(self) -> int:
        """The number of the call to be added next."""
        return self._received + 1

    def add(self, call: Call) -> None:
        """Record a request."""
        self._received += 1
        self._kept.append(call)

    @overload
    def __getitem__(self, index: int) -> Call: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Call]: ...

    def __getitem__(self, index: int | slice) -> Call | Sequence[Call]:
        return tuple(self._kept)[index]

    def __iter__(self) -> Iterator[Call]:
        # A copy: another thread may make a request meanwhile.
        return iter(tuple(self._kept))

    def __len__(self) -> int:
        return len(self._kept)

    def __repr__(self) -> str:
        return repr(list(self))
