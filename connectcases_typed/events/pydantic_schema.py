"""The schema of an event for pydantic: `parse_event` reads it; see `conversion`."""

from collections.abc import Mapping
from typing import Any

from pydantic_core import CoreSchema, core_schema

from .parsing import parse_event


# What pydantic passes has no type before it is read.
def schema_of(cls: Any) -> CoreSchema:
    """The schema of a class of events: the event as it is delivered, in and out."""

    def validate(value: Any) -> Any:
        found = value if isinstance(value, cls) else parse_event(value)
        if not isinstance(found, cls):
            # Not a TypeError: to pydantic, that would be a mistake in here.
            other = type(found).__name__
            raise ValueError(f"an event of another class: {other}")  # noqa: TRY004 - pydantic's
        return found

    validate.__name__ = validate.__qualname__ = cls.__name__
    return core_schema.no_info_plain_validator_function(
        validate,
        serialization=core_schema.plain_serializer_function_ser_schema(_raw),
        json_schema_input_schema=core_schema.dict_schema(),
    )


def _raw(event: Any) -> Mapping[str, object]:
    raw: Mapping[str, object] = event.raw
    return raw
