"""Telling of changes: the one seam between what happens and who wants to know.

Everything that changes a case or its items passes through `announce`. What becomes of
it (whether the domain publishes it, and how an event looks) is for those who are told.
"""

import attrs

from .call import Call
from .state import Case, Domain, RelatedItem


@attrs.frozen(kw_only=True)
class Change:
    """A change that has just happened; case and item are as they are after it.

    `type` is the audit event's, or `Case.Deleted`, which leaves none; `changed` are
    the audit event's field ids.
    """

    type: str
    call: Call
    domain: Domain
    case: Case
    changed: tuple[str, ...] = ()
    item: RelatedItem | None = None


def announce(change: Change) -> None:
    """Tell the service, which tells everybody else."""
    change.call.service.tell(change)
