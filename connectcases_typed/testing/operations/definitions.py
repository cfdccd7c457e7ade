"""What creating and renaming have in common for fields, layouts, rules and templates.

Creating checks the name first and the quota last; between the two each operation
checks what is its own. The order decides which error a request with several gets.
"""

from typing import Any, TypeVar

from ..store import lifecycle
from ..store.state import Definition, Domain
from .context import CallContext, new_id

D = TypeVar("D", bound=Definition)


def check_new_name(call: CallContext, things: dict[str, D], noun: str) -> None:
    """Refuse the name of a new thing if another living one of the kind has it."""
    lifecycle.check_name_is_free(things, call.params["name"], noun)


def changed_name(call: CallContext, things: dict[str, D], thing: D, noun: str) -> str:
    """The name an update leaves the thing with, if no other living one has it."""
    name: str = call.params.get("name", thing.name)
    lifecycle.check_name_is_free(things, name, noun, besides=thing)
    return name


def define(
    call: CallContext,
    domain: Domain,
    things: dict[str, D],
    kind: type[D],
    path: str,
    **own: Any,
) -> D:
    """Make a thing, named as the call says, and put it among the others.

    `path` is the kind as ARNs spell it, and `own` are the attributes that only this
    kind has.
    """
    thing_id = new_id()
    things[thing_id] = thing = kind(
        id=thing_id,
        arn=f"{domain.arn}/{path}/{thing_id}",
        ordinal=call.region.next_ordinal(),
        name=call.params["name"],
        created=call.now,
        modified=call.now,
        **own,
    )
    return thing
