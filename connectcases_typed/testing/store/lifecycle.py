"""What fields, layouts, case rules and templates have in common.

Each has a name that no other living one in the domain has, and is deleted softly: it
stays readable, is no longer listed, and gives its name back.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol, TypeVar

from .errors import ConflictException, ValidationException


class Thing(Protocol):
    """Something with a name that can be deleted softly."""

    id: str
    name: str
    deleted: bool
    modified: datetime


T = TypeVar("T", bound=Thing)


def living(things: Mapping[str, T]) -> list[T]:
    """Those not deleted, in the order they were made."""
    return [thing for thing in things.values() if not thing.deleted]


def check_living(thing: Thing, noun: str) -> None:
    """Refuse to change what is deleted."""
    if thing.deleted:
        raise ValidationException(f"{noun} {thing.id} is deleted.")


def check_name_is_free(
    things: Mapping[str, T], name: str, noun: str, *, besides: Thing | None = None
) -> None:
    """Refuse a name another living thing of the kind has.

    Documented for layouts and templates. For fields and case rules it is not, but
    their operations declare a conflict that fits nothing else, and BatchUpdateCase
    finds fields by name.
    """
    if any(thing.name == name and thing is not besides for thing in living(things)):
        raise ConflictException(f"A {noun} of this name exists already.")


def delete(things: Mapping[str, T], thing: T, now: datetime, *, allowed: int) -> None:
    """Delete softly. A second time does nothing, deletes being declared idempotent.

    How many things may be deleted is bounded, as they stay readable. Where the
    operation declares no quota error, the conflict it does declare is the answer.
    """
    if thing.deleted:
        return
    if sum(1 for other in things.values() if other.deleted) >= allowed:
        raise ConflictException(f"{allowed} of these are deleted already.")
    thing.deleted = True
    thing.modified = now
