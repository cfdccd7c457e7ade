"""Our models and botocore's service model say the same, in both directions."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, get_args, get_origin

import attrs
import pytest

from connectcases_typed.calling.transport import MODELLED
from connectcases_typed.conversion.kinds import Union, kind_of
from connectcases_typed.operations import FLOOR, PagedRequest
from connectcases_typed.shapes import OpenEnum, UnknownMember, parts_of

from .compare import Pair, Walk, differences
from .difference import Difference, Side
from .installed import INSTALLED, installed_model, version
from .ours import all_classes, all_requests

#: What is newer than the oldest botocore this library works with, besides operations,
#: which say so themselves.
NEWER = (
    r".*member `caseId` of \w+: pattern \S+ is not in the model",
    r"(Create|Update|Delete)RelatedItem: .* the error ConflictException is not .*",
    r"(Update|Delete)Case: .* the error ConflictException is not in the model",
    r"UpdateRelatedItem: .* the error ServiceQuotaExceededException is not .*",
    r".*member `targetSlaMinutes` of SlaInputConfiguration: max is 1051200, .* 129600",
    r".*member `mergeMetadata` of AuditEvent: it is not in the model",
    r".*member `type` of AuditEvent: the value Case.Merged of .* is not in the model",
    r".*member `autoIncludeFields` of CaseEventIncludedData: it is not in the model",
)


@pytest.fixture(scope="module")
def pairs() -> frozenset[Pair]:
    """Every class with the shape of the service model it stands for."""
    walk = Walk(installed_model())
    for name, request in all_requests().items():
        walk.operation(name, request)
    return frozenset(walk.pairs)


@pytest.mark.newest_botocore
def test_models_are_the_service_model() -> None:
    """Nothing the service model has is missing here, and nothing here is extra."""
    assert [str(difference) for difference in differences(installed_model())] == []


@pytest.mark.skipif(INSTALLED >= MODELLED, reason="botocore is not older than we are")
def test_an_older_botocore_lacks_only_what_is_known_to_be_newer() -> None:
    """Against an older botocore, every difference is one that is known by name."""
    found = differences(installed_model())

    assert [str(it) for it in found if not _known(it, INSTALLED)] == []


@pytest.mark.skipif(version(FLOOR) != INSTALLED, reason="only the floor lacks it all")
def test_nothing_is_tolerated_that_does_not_occur() -> None:
    """Against the floor, each tolerated difference occurs."""
    found = [str(it) for it in differences(installed_model())]

    for pattern in NEWER:
        assert any(re.fullmatch(pattern, text) for text in found), pattern


def test_an_operation_is_tolerated_only_where_botocore_is_older() -> None:
    """An operation may be missing from botocore before the version that brought it."""
    for name, request in all_requests().items():
        missing = Difference(name, "", "", "the operation", Side.EXTRA)

        assert _known(missing, (1, 0, 0))
        assert not _known(missing, version(request.since))


def _known(difference: Difference, installed: tuple[int, ...]) -> bool:
    if not difference.owner:
        since = version(all_requests()[difference.operation].since)
        return difference.side is Side.EXTRA and installed < since
    return any(re.fullmatch(pattern, str(difference)) for pattern in NEWER)


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


def test_twelve_operations_are_paged() -> None:
    """Twelve operations come in pages, eight more than botocore has paginators for."""
    requests = all_requests().values()

    assert sum(issubclass(request, PagedRequest) for request in requests) == 12


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
