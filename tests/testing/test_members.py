"""Every member of the service model is emulated, or the docs say that it is not."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from parity.modelled import modelled_model

from connectcases_typed.testing import serving
from connectcases_typed.testing.protocol import validation
from connectcases_typed.testing.protocol.model import operation_model

from .conftest import World
from .tour import tour, tour_of_members

DOCS = Path(__file__).parents[2] / "docs" / "how-to" / "embedded.md"

Places = set[tuple[str, str]]


class Noted(dict[str, Any]):
    """A request's structure that notes which of its members are looked at."""

    def __init__(self, shape: Any, given: dict[str, Any], noted: Places) -> None:
        self._shape = shape
        self._noted = noted
        inner = {
            name: _noted(shape.members[name], value, noted)
            for name, value in given.items()
        }
        super().__init__(inner)
        if getattr(shape, "is_tagged_union", False):
            # Which arm it is, is the first thing anybody asks.
            self._noted |= {(shape.name, name) for name in given}

    def _note(self, name: str) -> None:
        if name in self._shape.members:
            self._noted.add((self._shape.name, name))

    def __getitem__(self, name: str) -> Any:
        self._note(name)
        return super().__getitem__(name)

    def __contains__(self, name: object) -> bool:
        self._note(str(name))
        return super().__contains__(name)

    def __iter__(self) -> Iterator[str]:
        # Whoever goes through a structure, or copies it, has seen all of it.
        for name in super().__iter__():
            self._note(name)
            yield name

    def items(self) -> Any:
        return [(name, self[name]) for name in self]

    def get(self, name: str, default: Any = None) -> Any:
        self._note(name)
        return super().get(name, default)


def _noted(shape: Any, value: Any, noted: Places) -> Any:
    if shape.type_name == "structure":
        return Noted(shape, value, noted)
    if shape.type_name == "list":
        return [_noted(shape.member, element, noted) for element in value]
    return value


def reachable(shape: Any, seen: set[str] | None = None) -> Iterator[tuple[str, str]]:
    """Every member of a structure, and of all it holds."""
    seen = set() if seen is None else seen
    if shape is None or shape.name in seen:
        return
    seen.add(shape.name)
    for part in ("member", "value"):
        if hasattr(shape, part):
            yield from reachable(getattr(shape, part), seen)
    for name, member in getattr(shape, "members", {}).items():
        yield shape.name, name
        yield from reachable(member, seen)


def returned(shape: Any, value: Any) -> Iterator[tuple[str, str]]:
    """Every member that a response holds."""
    if shape.type_name == "list":
        for element in value:
            yield from returned(shape.member, element)
    if shape.type_name == "structure":
        for name, member in shape.members.items():
            if value.get(name) is not None:
                yield shape.name, name
                yield from returned(member, value[name])


def documented(heading: str) -> Places:
    """The members listed in the docs as accepted without effect, or never returned."""
    (listed,) = re.findall(
        rf"<!-- {heading} -->(.*?)<!-- end -->", DOCS.read_text(), re.DOTALL
    )
    return set(re.findall(r"`(\w+)\.(\w+)`", listed))


@pytest.mark.newest_botocore
def test_every_member_of_a_request_is_looked_at(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each member that a request can hold has a part in what the service does, or is
    listed as having none.
    """
    looked_at: Places = set()

    def noting(operation: str, params: Any) -> Any:
        shape = operation_model(operation).input_shape
        return Noted(shape, validation.validated(operation, params), looked_at)

    monkeypatch.setattr(serving, "validated", noting)
    tour(world)
    tour_of_members(world)

    model = modelled_model()
    requests = [model.operation_model(it).input_shape for it in model.operation_names]
    given = {place for shape in requests for place in reachable(shape)}
    assert given - looked_at == documented("accepted without effect")


@pytest.mark.newest_botocore
def test_every_member_of_a_response_is_returned(world: World) -> None:
    """Each member that a response can hold is returned somewhere, or is listed as never
    being so.
    """
    seen: Places = set()

    def see(operation_model: Any, response_dict: Any, **_: Any) -> None:
        if response_dict["body"] and response_dict["status_code"] < 300:
            shape = operation_model.output_shape
            seen.update(returned(shape, json.loads(response_dict["body"])))

    world.client.meta.events.register("before-parse.connectcases", see)
    try:
        tour(world)
        tour_of_members(world)
    finally:
        world.client.meta.events.unregister("before-parse.connectcases", see)

    model = modelled_model()
    responses = [model.operation_model(it).output_shape for it in model.operation_names]
    held = {place for shape in responses for place in reachable(shape)}
    assert held - seen == documented("never returned")
