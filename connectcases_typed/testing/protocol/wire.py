"""How answers look on the wire.

Here: the name of a wire dict, the one way a time is written, and rendering an
answer by its output shape. Reading requests is `validation`'s work.

The rendering is ours and not moto's because moto's REST serializer takes a nested
member called `body` for the HTTP body, and a comment has exactly that member; it
would also write times with six or no fraction digits where the service has three.
"""

from datetime import UTC, datetime
from typing import Any

# A structure in the service's own member names. Its values are as varied as the
# service model, so the type says "JSON object" and botocore's model says the rest.
Wire = dict[str, Any]


def iso(moment: datetime) -> str:
    """Write a time as the service does: UTC, `Z`, three fraction digits."""
    utc = moment.astimezone(UTC)
    return utc.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def render(shape: Any, value: Any) -> Any:
    """Turn an answer into plain JSON values, member by member of its shape.

    `None` members are left out. Members this botocore's model does not have are
    left out too: an older model describes an older service.
    """
    match shape.type_name:
        case "structure":
            return _render_structure(shape, value)
        case "list":
            return [
                None if item is None else render(shape.member, item) for item in value
            ]
        case "map":
            return dict(value)
        case "timestamp":
            return iso(value)
        case _:
            return value


def _render_structure(shape: Any, value: Wire) -> Wire:
    rendered: Wire = {}
    for name, member in shape.members.items():
        if value.get(name) is not None:
            key = member.serialization.get("name", name)
            rendered[key] = render(member, value[name])
        elif name in shape.required_members:
            # Clients rely on required members; leaving one out is a defect of ours
            # that must not reach them as a plausible answer.
            raise LookupError(f"the answer lacks {shape.name}.{name}")
    return rendered
