"""What fields, layouts, case rules and templates have in common.

Each has a name that no other living one in the domain has, and is deleted softly: it
stays readable, is no longer listed, and its name can be used again.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import TypeVar

from ..protocol.errors import ConflictException, ValidationException
from .state import Definition

D = TypeVar("D", bound=Definition)


def living(things: Mapping[str, D]) -> list[D]:
    """Those that are not deleted, in the order they were made."""
    return [thing for thing in things.values() if not thing.deleted]


def find_living(things: Mapping[str, D], thing_id: str) -> D | None:
    """The one with this id, unless there is none or it is deleted."""
    thing = things.get(thing_id)
    return None if thing is None or thing.deleted else thing


def check_living(thing: Definition, noun: str) -> None:
    """Refuse to change what is deleted."""
    if thing.deleted:
        raise ValidationException(f"{noun} {thing.id} is deleted.")


def check_name_is_free(
    things: Mapping[str, D], name: str, noun: str, *, besides: D | None = None
) -> None:
    """Refuse a name that another living thing of the kind has.

    Documented for layouts and templates. It is not for fields and case rules, but
    their operations declare a conflict that fits nothing else, and BatchUpdateCase
    finds fields by name.
    """
    if any(thing.name == name and thing is not besides for thing in living(things)):
        raise ConflictException(f"A {noun} of this name exists already.")


def delete(things: Mapping[str, D], thing: D, now: datetime, *, allowed: int) -> None:
    """Delete softly. Deletes are declared idempotent: a second one does nothing.

    Deleted things stay readable, so their number is limited. The operations that call
    this declare no quota error, so exceeding the limit is the conflict they declare.
    """
    if thing.deleted:
        return
    if sum(1 for other in things.values() if other.deleted) >= allowed:
        raise ConflictException(f"{allowed} of these are deleted already.")
    thing.deleted = True
    thing.modified = now
