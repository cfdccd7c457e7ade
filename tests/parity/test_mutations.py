"""The comparison notices every change of the service model, and says where it is."""

from collections.abc import Callable, Iterator

import pytest

from .compare import Walk, differences
from .modelled import modelled_tree
from .mutations import (
    OF_SHAPES,
    OF_THE_WHOLE,
    Mutation,
    Mutations,
    model_of,
    mutated,
)
from .ours import all_requests

# An older model differs before it is changed.
pytestmark = pytest.mark.newest_botocore


@pytest.fixture(scope="module")
def mutations() -> Mutations:
    """The mutations of the model as this library has it."""
    return Mutations(modelled_tree())


@pytest.mark.parametrize("kind", OF_SHAPES, ids=lambda kind: kind.__name__)
def test_a_change_in_a_shape_shows_where_it_is(
    kind: Callable[[Mutations], Iterator[Mutation]], mutations: Mutations
) -> None:
    """Every change in a shape shows at a member it concerns, and at no other."""
    requests = all_requests()
    made = list(kind(mutations))

    def shows(mutation: Mutation) -> bool:
        operation = mutation.about
        model = model_of(mutated(mutations.tree, mutation.changes))
        found = Walk(model).operation(operation, requests.get(operation))
        places = {(it.owner, it.member) for it in found}
        # A page token that comes or goes shows at its request and response too.
        elsewhere = {place for place in places - mutation.places if place[1]}
        return bool(places & mutation.places) and not elsewhere

    assert made
    assert [mutation.name for mutation in made if not shows(mutation)] == []


@pytest.mark.parametrize("kind", OF_THE_WHOLE, ids=lambda kind: kind.__name__)
def test_a_change_of_errors_or_operations_is_named(
    kind: Callable[[Mutations], Iterator[Mutation]], mutations: Mutations
) -> None:
    """Every change of an error or an operation is named, and nothing besides."""
    requests = all_requests()
    made = list(kind(mutations))

    def named(mutation: Mutation) -> bool:
        model = model_of(mutated(mutations.tree, mutation.changes))
        names = {it.operation or it.owner for it in differences(model, requests)}
        return names == {mutation.about}

    assert made
    assert [mutation.name for mutation in made if not named(mutation)] == []
