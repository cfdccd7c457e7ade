"""Events and calls as lines of the page, and as a stream of server-sent events."""

import json
import time
from collections.abc import Iterator
from typing import Any

import attrs

from ..controls.calls import Call
from ..handle import EmbeddedCases
from ..protocol.wire import Wire
from .steering import call_record

# How often the stream looks for something new, in seconds.
_PAUSE = 0.25
# After how many pauses without news it says that it is alive; this also tells whether
# anybody still listens.
_ALIVE = 40


@attrs.frozen
class Line:
    """One line: `kind` is `event` or `call`, `detail` all there is to know, as JSON."""

    kind: str
    at: str
    title: str
    failed: bool
    detail: str


@attrs.define
class Position:
    """How much of both lists has been shown: so many events, calls up to this number.

    As text it is the id of a server-sent event, which a browser sends back when it
    connects again.
    """

    events: int = 0
    calls: int = 0

    @classmethod
    def parse(cls, text: str) -> "Position":
        """Read what `str` wrote; anything else is the beginning."""
        events, _, calls = text.partition("-")
        # Python reads no number of more than some thousand digits.
        if not (events.isdecimal() and calls.isdecimal() and len(text) < 40):
            return cls()
        return cls(int(events), int(calls))

    def __str__(self) -> str:
        return f"{self.events}-{self.calls}"


def news(cases: EmbeddedCases, since: Position) -> list[Line]:
    """The lines after a position, which moves on past them."""
    events, calls = list(cases.events), list(cases.calls)
    # After a reset both lists begin anew.
    if len(events) < since.events:
        since.events = 0
    if (calls[-1].number if calls else 0) < since.calls:
        since.calls = 0
    lines = [_event(event) for event in events[since.events :]]
    lines += [_call(call) for call in calls if call.number > since.calls]
    since.events = len(events)
    since.calls = calls[-1].number if calls else 0
    return lines


def stream(cases: EmbeddedCases, since: Position) -> Iterator[str]:
    """Server-sent events for the lines after a position, for ever."""
    yield ": connected\n\n"
    silent = 0
    while True:
        lines = news(cases, since)
        for line in lines:
            # The position is past all of them, so the last one has it.
            end = f"id: {since}\n" if line is lines[-1] else ""
            yield f"{end}data: {json.dumps(attrs.asdict(line))}\n\n"
        silent = 0 if lines else silent + 1
        if silent == _ALIVE:
            silent = 0
            yield ": alive\n\n"
        time.sleep(_PAUSE)


def _event(event: dict[str, Any]) -> Line:
    detail: Wire = event["detail"]
    return Line(
        kind="event",
        at=event["time"],
        title=f"{detail['eventType']} in {event['region']}",
        failed=False,
        detail=_pretty(event),
    )


def _call(call: Call) -> Line:
    outcome = call.error or call.status or "connection cut"
    name = call.operation or "no operation"
    return Line(
        kind="call",
        at=f"{call.at:%Y-%m-%dT%H:%M:%SZ}",
        title=f"{name}: {outcome}, {call.seconds * 1000:.0f} ms",
        failed=call.error is not None or call.status is None,
        detail=_pretty(call_record(call)),
    )


def _pretty(value: Wire) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)
