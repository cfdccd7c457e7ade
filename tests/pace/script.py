"""A service of one operation, in a few lines: what a test wants of each page."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from threading import enumerate as living_threads

from connectcases_typed import (
    AuditEvent,
    AuditEventType,
    GetCaseAuditEventsRequest,
    GetCaseAuditEventsResponse,
)
from connectcases_typed.calling.paging import Items

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)

AuditPages = Items[GetCaseAuditEventsResponse, AuditEvent]


def event(event_id: str) -> AuditEvent:
    """An audit event that differs from others in its id."""
    return AuditEvent(
        event_id=event_id,
        type=AuditEventType.CASE_UPDATED,
        performed_time=NOON,
        fields=(),
    )


def from_token(token: str | None) -> GetCaseAuditEventsRequest:
    """The request that goes on with a token."""
    return GetCaseAuditEventsRequest(domain_id="d1", case_id="c1", next_token=token)


FIRST = from_token(None)


class Script:
    """Answers pages of the given sizes; page n+1 is asked for with the token "n".

    Attributes:
        asked: the number of every page that was asked for, from 0.
        meanwhile: called with the number of a page before it is answered.
    """

    def __init__(
        self,
        sizes: Sequence[int],
        meanwhile: Callable[[int], object] = int,
    ) -> None:
        self._sizes = sizes
        self.meanwhile = meanwhile
        self.asked: list[int] = []

    # As `Items` calls it, whose request may be any paged one.
    def send(self, request: object) -> GetCaseAuditEventsResponse:
        """Answer a page."""
        assert isinstance(request, GetCaseAuditEventsRequest)
        number = int(request.next_token or 0)
        self.asked.append(number)
        self.meanwhile(number)
        last = number + 1 == len(self._sizes)
        return GetCaseAuditEventsResponse(
            audit_events=tuple(
                event(f"{number}-{n}") for n in range(self._sizes[number])
            ),
            next_token=None if last else str(number + 1),
        )

    def pages(self, request: GetCaseAuditEventsRequest = FIRST) -> AuditPages:
        """All of it, one page at a time."""
        return Items(self.send, request)


def prefetching() -> list[str]:
    """The names of the threads that fetch ahead."""
    return [
        thread.name
        for thread in living_threads()
        if thread.name.startswith("connectcases_typed-prefetch")
    ]
