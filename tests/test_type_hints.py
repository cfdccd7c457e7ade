"""Frameworks ask for the types of what they are given: `typing.get_type_hints`."""

import inspect
from collections.abc import Iterator, Mapping
from importlib import import_module
from types import ModuleType
from typing import Any, get_type_hints

import pytest

import connectcases_typed
from connectcases_typed import events, records, testing

#: What is imported only when it is used, so that programs without it start faster.
LATE = "connectcases_typed.{} is imported when it is used"
#: What a program may do without.
OPTIONAL = "{} is another package, which need not be installed"

#: What no framework can find from the module of a function alone, and why.
UNRESOLVED: Mapping[str, str] = {
    "AuditEvent": LATE.format("models.audit"),
    "BasicLayout": LATE.format("models.layouts"),
    "BoundRecord": LATE.format("domain.binding"),
    "CustomFilter": LATE.format("models.related_item_searches"),
    "FieldValueInput": LATE.format("models.batches"),
    "GetCaseResponse": LATE.format("models.cases"),
    "RateLimits": LATE.format("rates"),
    "Path": LATE.format("calling.many"),
    "Sort": LATE.format("models.case_searches"),
    "When": LATE.format("domain.conditions"),
    "Where": LATE.format("domain.conditions"),
    "DomainSetup": LATE.format("domain.setup"),
    "AsyncClient": "it needs anyio, which need not be installed",
    "ConnectCasesClient": OPTIONAL.format("types_boto3_connectcases"),
    "Redis": OPTIONAL.format("redis"),
    "TypeForm": OPTIONAL.format("typing_extensions"),
}

ROOMS = (connectcases_typed, events, records, testing)
PUBLIC = [(room, name) for room in ROOMS for name in room.__all__]


def functions_of(value: type) -> Iterator[Any]:
    """The functions that a class of this library has, inherited ones included."""
    for base in value.__mro__:
        if base.__module__.startswith(connectcases_typed.__name__):
            for member in vars(base).values():
                found = getattr(member, "__func__", getattr(member, "fget", member))
                if inspect.isfunction(found):
                    yield found


def missing(asked: Any) -> str | None:
    """The name that is not found; None if all are."""
    try:
        get_type_hints(asked, include_extras=True)
    except NameError as error:
        return error.name
    return None


@pytest.mark.parametrize(("room", "name"), PUBLIC, ids=[name for _, name in PUBLIC])
def test_the_types_of_what_is_public_can_be_asked_for(
    room: ModuleType, name: str
) -> None:
    """Of a class always; of a function unless it names what is imported late."""
    value = getattr(room, name)
    if inspect.isclass(value):
        assert missing(value) is None
        asked = list(functions_of(value))
    else:
        asked = [value] if inspect.isfunction(value) else []
    assert {missing(it) for it in asked} <= {None, *UNRESOLVED}


def test_what_is_said_to_be_missing_is_missing() -> None:
    """No name stays on the list that could be found."""
    found: set[str | None] = set()
    for room, name in PUBLIC:
        value = getattr(room, name)
        if inspect.isclass(value):
            found |= {missing(it) for it in functions_of(value)}
        elif inspect.isfunction(value):
            found.add(missing(value))
    assert found - {None} == set(UNRESOLVED)


def test_what_is_late_is_where_it_is_said_to_be() -> None:
    """So a program that needs the types can pass it as `localns`."""
    for name, reason in UNRESOLVED.items():
        home, _, rest = reason.partition(" ")
        if rest == "is imported when it is used":
            assert hasattr(import_module(home), name)
