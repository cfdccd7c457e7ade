"""Events that are slightly, or entirely, not what they should be.

`python -m tests.events.mutations 100000` (`make mutate-events`) reads that many of
them: each is an event, an `UnknownEvent` or a `NotACasesEvent`, and nothing of it that
is sensitive is shown. The same number gives the same events.
"""

import copy
import json
import sys
from collections import Counter
from collections.abc import Iterator
from random import Random
from typing import Any

from connectcases_typed.events import NotACasesEvent, parse_event
from connectcases_typed.shapes import is_map

from .samples import CASE_EVENTS, CLOUDTRAIL, ITEM_EVENTS, UNKNOWN

SECRET = "the-secret"  # noqa: S105 - found again in what must not show it

_SAMPLES = [*CASE_EVENTS.values(), *ITEM_EVENTS.values(), *UNKNOWN.values(), CLOUDTRAIL]

# Any JSON may take the place of any other.
_ODDITIES: list[Any] = [
    None,
    True,
    0,
    -1,
    1e308,
    10**400,
    "",
    "x",
    "\ud800",
    [],
    [None],
    {},
    {"stringValue": "x", "doubleValue": 1},
    {"SDK_UNKNOWN_MEMBER": {"name": "new"}},
    {"": {}},
    "9999-99-99T99:99:99Z",
    "2022-03-16",
    f"arn:aws:cases:::domain/{SECRET[:0]}",
]


def mutated(number: int) -> Any:
    """The event of a number: a sample with up to four parts changed."""
    random = Random(number)  # noqa: S311 - no secret, but the same each time
    event: Any = copy.deepcopy(random.choice(_SAMPLES))
    event["detail"] = event["detail"] or {}
    event["detail"]["performedBy"] = {"user": {"customEntity": SECRET}}
    for _ in range(random.randint(1, 4)):
        event = _mutate(event, random)
    return event


def _mutate(event: Any, random: Random) -> Any:
    holder, key = random.choice(list(_places({"": event}, random)))
    match random.randint(0, 4):
        case 0:
            del holder[key]
        case 1:
            holder[key] = copy.deepcopy(random.choice(_ODDITIES))
        case 2:
            holder[key] = [holder[key]]
        case 3:
            holder[key] = json.dumps(holder[key])
        case _:
            inner = holder[key]
            if isinstance(inner, dict):
                inner[random.choice(["new", "body", "source", "detail-type"])] = "x"
    return event


def _places(node: Any, random: Random) -> Iterator[tuple[Any, Any]]:
    """Every place below the event: what holds it, and its key."""
    items: Any = node.items() if is_map(node) else enumerate(node)
    for key, value in items:
        if key != "":
            yield node, key
        if isinstance(value, dict | list):
            yield from _places(value, random)


def outcome(number: int) -> str:
    """How the event of a number is read; anything unforeseen is raised."""
    event = mutated(number)
    given = json.dumps(event) if number % 2 else event
    try:
        found = parse_event(given)
    except NotACasesEvent as error:
        shown = f"{error} {error!r}"
        kind = "not an event of Cases"
    else:
        shown = f"{found!r} {found}"
        kind = type(found).__name__
        hash(found)
    assert SECRET not in shown, f"event {number} shows what is sensitive"
    return kind


if __name__ == "__main__":
    print(dict(Counter(map(outcome, range(int(sys.argv[1]))))))  # noqa: T201 - a program
