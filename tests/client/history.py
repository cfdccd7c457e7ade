"""Pages of the operation that most tests of paging ask."""

from .stub import Answer


def page(*ids: str, then: str | None = None) -> Answer:
    """A page of audit events with these ids, and the token that leads on."""
    time = "2026-03-04T05:06:07Z"
    events = [
        {"eventId": id_, "type": "Case.Created", "performedTime": time, "fields": []}
        for id_ in ids
    ]
    return Answer.of({"auditEvents": events, "nextToken": then})
