"""How responses look on the wire.

The type of a wire dict, the one format of times, and the rendering of a response by
its output shape. Requests are read by `parameters` and `validation`.

We render responses ourselves because moto's REST serializer mistakes a nested member
called `body` for the HTTP body, and a comment has such a member. It would also write
times with six fraction digits or none, where the service writes three.
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
    """Turn a response into plain JSON values, member by member of its shape.

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
            # Clients rely on required members. A response without one is a bug of
            # ours and must not look like a normal response.
            raise LookupError(f"the response lacks {shape.name}.{name}")
    return rendered
