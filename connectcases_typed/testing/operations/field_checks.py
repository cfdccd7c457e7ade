"""Whether a field exists, lives, and takes a value: asked by many operations.

Deleted fields stay readable and keep the values that cases have for them, so reading
asks for a field that exists and everything new for one that is not deleted as well.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping

from ..protocol.wire import Wire
from ..store import lifecycle
from ..store.state import Domain, Field
from .context import CallContext
from .values import misfits, no_url, not_selectable


def unknown(field_id: str) -> str:
    """The problem with an id that belongs to no field."""
    return f"there is no field with the id {field_id}"


def existence_problems(domain: Domain, field_ids: Iterable[str]) -> Iterator[str]:
    """The ids of no field at all; those of deleted fields may be read."""
    for field_id in field_ids:
        if field_id not in domain.fields:
            yield unknown(field_id)


def living_field(domain: Domain, field_id: str) -> Field | None:
    """The field with this id, unless there is none or it is deleted."""
    return lifecycle.find_living(domain.fields, field_id)


def living_problems(domain: Domain, field_id: str, path: str) -> Iterator[str]:
    """Say at which path an id belongs to no field, or to a deleted one."""
    if living_field(domain, field_id) is None:
        yield f"{path}: {unknown(field_id)}"


def value_problems(
    call: CallContext,
    given: Mapping[str, Wire],
    *,
    held: Mapping[str, Wire],
    closed: Callable[[Field], str | None],
) -> Iterator[str]:
    """Say what keeps values from being set on a thing that holds others.

    `closed` returns why a field takes no values from callers, or None if it does. A
    value the thing holds already may stay even if its field was deleted since, or its
    option is no longer active.
    """
    domain = call.domain()
    for field_id, value in given.items():
        field = domain.fields.get(field_id)
        if field is None:
            yield unknown(field_id)
        elif reason := closed(field):
            yield f"field {field_id} {reason}"
        elif field.deleted and field_id not in held:
            yield f"field {field_id} is deleted"
        else:
            yield from misfits(field, value)
            if value != held.get(field_id):
                yield from not_selectable(field, value)
                if call.settings.strict_urls:
                    yield from no_url(field, value)
