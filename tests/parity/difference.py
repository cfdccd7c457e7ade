"""A difference between our models and the service model."""

from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from typing import Any

import attrs

# What the service model's JSON holds has no type of its own.
Changes = Mapping[tuple[str, ...], Any]


class Side(Enum):
    """The side that has something the other lacks."""

    #: The service model has it, this library has not.
    MISSING = "is missing"
    #: This library has it, the service model has not.
    EXTRA = "is not in the model"
    #: Both have it, and it is not the same.
    CHANGED = "differs"


def change(value: Any, *path: str) -> Changes:
    """One change of the service model; None removes a value."""
    return {path: value}


@attrs.frozen
class Difference:
    """One thing that is not the same on both sides.

    Attributes:
        operation: the first operation it shows in; empty for the service's errors.
        owner: the shape of the service model it is in; empty for the operation.
        member: the shape's member it is at, by its wire name; empty for the shape.
        what: what it is.
        side: which side has it.
        since: of an operation, a member or an arm that the model lacks: the botocore
            that brought it, as our models say. Empty for everything else, which has no
            bearing on what botocore can send.
        undo: changes to the service model, by path, that take the difference away;
            None takes a value away. Empty where there is no way back.
    """

    operation: str
    owner: str
    member: str
    what: str
    side: Side
    since: str = ""
    undo: Changes = attrs.field(factory=dict[tuple[str, ...], Any], eq=False)

    def __str__(self) -> str:
        place = f"member `{self.member}` of {self.owner}" if self.member else self.owner
        return ": ".join(part for part in (self.operation, place, self.what) if part)


def one_sided(ours: Iterable[str], theirs: Iterable[str]) -> Iterator[tuple[str, Side]]:
    """What only one side has, and which side that is."""
    a, b = set(ours), set(theirs)
    yield from ((name, Side.MISSING) for name in sorted(b - a))
    yield from ((name, Side.EXTRA) for name in sorted(a - b))
