"""Our models and botocore's service model agree, in both directions."""

from collections.abc import Iterator, Sequence
from typing import Any, get_args, get_origin

import attrs
import pytest

from connectcases_typed.calling.versions import knows
from connectcases_typed.conversion.kinds import Union, kind_of
from connectcases_typed.shapes import (
    OpenEnum,
    UnknownMember,
    facts_of,
    parts_of,
    since_of,
)

from .compare import Pair, Walk, differences
from .installed import installed_model
from .modelled import modelled_model
from .ours import all_classes, all_requests


@pytest.fixture(scope="module")
def pairs() -> frozenset[Pair]:
    """Every class with the shape of the service model it stands for."""
    walk = Walk(modelled_model())
    for name, request in all_requests().items():
        walk.operation(name, request)
    return frozenset(walk.pairs)


@pytest.mark.newest_botocore
def test_models_are_the_service_model() -> None:
    """Our models lack nothing that the service model has, and have nothing else."""
    found = [str(difference) for difference in differences(installed_model())]

    assert found == [], "the service has moved on: `make drift` prints code for it"


def test_an_older_botocore_lacks_what_says_it_is_newer_and_nothing_else() -> None:
    """botocore lacks an operation, member or arm where its `since` says so."""
    lacking = [it for it in differences(installed_model()) if it.since]

    assert [str(it) for it in lacking if knows(it.since)] == []
    assert {it.since for it in lacking} == {it for it in _versions() if not knows(it)}


@pytest.mark.newest_botocore
def test_every_class_stands_for_a_shape(pairs: frozenset[Pair]) -> None:
    """Every public class of the models is met on the way down from some request."""
    met = {pair.cls for pair in pairs}

    assert sorted(cls.__name__ for cls in all_classes() - met) == []


@pytest.mark.newest_botocore
def test_unions_admit_unknown_members_where_they_can_arrive(
    pairs: frozenset[Pair],
) -> None:
    """A union admits `UnknownMember` in a shape that arrives, and in no other."""
    arriving = {pair.shape for pair in pairs if pair.arriving}
    wrong = [
        f"{pair.cls.__name__}.{field.name}"
        for pair in pairs
        for field in _fields(pair.cls)
        if _union_in(field.type)
        if (UnknownMember in _parts(field.type)) != (pair.shape in arriving)
    ]

    assert sorted(wrong) == []


@pytest.mark.newest_botocore
def test_lists_that_arrive_are_tuples(pairs: frozenset[Pair]) -> None:
    """A list is typed as the tuple it is, unless it can only be sent."""
    sent = {pair.cls for pair in pairs if not pair.arriving}
    wrong = [
        f"{pair.cls.__name__}.{field.name}"
        for pair in pairs
        if pair.cls not in sent
        for field in _fields(pair.cls)
        for part in parts_of(field.type)
        if get_origin(part) in (Sequence, list)
    ]

    assert sorted(wrong) == []


def _versions() -> Iterator[str]:
    """Every `since` of the models."""
    yield from (request.since for request in all_requests().values())
    for cls in all_classes():
        yield since_of(cls)
        yield from (facts_of(field).since for field in _fields(cls))


# Annotations have no type of their own, hence `Any` below.
def _fields(cls: Any) -> "Iterator[attrs.Attribute[Any]]":
    if not issubclass(cls, OpenEnum):
        yield from (field for field in attrs.fields(cls) if field.init)


def _union_in(annotation: Any) -> bool:
    """Whether it is a union, or a list of one."""
    kind = kind_of(annotation)
    return isinstance(getattr(kind, "element", kind), Union)


def _parts(annotation: Any) -> Iterator[Any]:
    for part in parts_of(annotation):
        yield part
        yield from (inner for arg in get_args(part) for inner in parts_of(arg))
