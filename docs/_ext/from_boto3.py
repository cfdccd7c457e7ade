"""The table from raw boto3: each operation as called there, and as called here."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, get_args, get_origin, get_type_hints

import attrs
from botocore.model import ListShape, MapShape, Shape, StructureShape
from operations import model, requests
from surface import PACKAGE

from connectcases_typed.operations import PagedRequest
from connectcases_typed.shapes import parts_of


def table() -> str:
    """One row for each operation, in the order of their names."""
    head = "| boto3 | here | it returns |\n|---|---|---|\n"
    return head + "".join(_row(name) for name in sorted(requests()))


def _row(name: str) -> str:
    request = requests()[name]
    members = model().operation_model(request.operation).input_shape
    hints = get_type_hints(request)
    required = [
        it.name
        for it in attrs.fields(request)
        if it.init and it.default is attrs.NOTHING
    ]
    old = ", ".join(_old(members, it) for it in _required(members))
    new = ", ".join(f"{it}={_value(hints[it])}" for it in required)
    link = f"{{py:obj}}`{name} <{PACKAGE}.Client.{name}>`"
    return (
        f"| `client.{name}({old})` | `cases.{name}({new})` | {link}:"
        f" {', '.join(_results(request))} |\n"
    )


def _required(shape: Shape | None) -> list[str]:
    return shape.required_members if isinstance(shape, StructureShape) else []


def _old(shape: Shape | None, member: str) -> str:
    """A parameter as boto3 takes it."""
    members: Mapping[str, Shape] = getattr(shape, "members", {})
    return f"{member}={_dict(members[member])}"


def _dict(shape: Shape) -> str:
    if isinstance(shape, StructureShape):
        if shape.is_tagged_union:
            return f'{{"{next(iter(shape.members))}": …}}'
        return "{…}"
    if isinstance(shape, ListShape):
        return f"[{_dict(shape.member)}]"
    return "{…}" if isinstance(shape, MapShape) else "…"


# An annotation: a class, a union or a container of either.
def _value(hint: Any) -> str:
    """A value of the type, as the caller writes it: `CommentContent(…)`, `[…]`."""
    first, *_ = parts_of(hint)
    if get_origin(first) in (Sequence, tuple):
        return f"[{_value(get_args(first)[0])}]"
    if get_origin(first) is Mapping:
        return "{…}"
    return f"{first.__name__}(…)" if attrs.has(first) else "…"


# A request class.
def _results(request: Any) -> Iterator[str]:
    """What the response holds, as it is read there and here."""
    own = [it.name for it in attrs.fields(request.response) if it.name != "metadata"]
    shape = model().operation_model(request.operation).output_shape
    wire = [*getattr(shape, "members", {})]
    if issubclass(request, PagedRequest):
        yield f'`["{wire[_first_list(shape)]}"]`, page by page → iterate'
    elif not wire:
        yield "nothing"
    else:
        yield f'`["{wire[0]}"]` → `.{own[0]}`' + (", …" if len(wire) > 1 else "")


def _first_list(shape: Any) -> int:
    kinds = [isinstance(it, ListShape) for it in shape.members.values()]
    return kinds.index(True)
