"""What has to be made anew in a child process after `os.fork`.

A child has its parent's memory and open sockets, but only one of its threads. A lock
that another thread held at that moment stays locked for ever in the child, and a
request on a shared socket may get the answer to a request of the parent.
"""

import os
from collections.abc import Callable
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

OwnerT = TypeVar("OwnerT")

#: What to call in a child for each object. `Any`: each is called with its own object.
_renewals: WeakKeyDictionary[Any, Callable[[Any], None]] = WeakKeyDictionary()


def renew_in_children(owner: OwnerT, renew: Callable[[OwnerT], None]) -> None:
    """Have `renew(owner)` called in every child process, as long as `owner` lives.

    It runs before anything else in the child, so it should be brief.
    """
    _renewals[owner] = renew


def _renew() -> None:
    for owner, renew in list(_renewals.items()):
        renew(owner)


if hasattr(os, "register_at_fork"):  # Windows does not fork
    os.register_at_fork(after_in_child=_renew)
