"""Laws of a search index that lags behind."""

from datetime import timedelta

import pytest

from .conftest import World


def found(world: World) -> tuple[int, int, int]:
    """How many cases are found, and items of the case, and items of all cases."""
    client = world.client
    return (
        client.search_cases(**world.domain)["totalCount"],
        len(client.search_related_items(**world.case)["relatedItems"]),
        len(client.search_all_related_items(**world.domain)["relatedItems"]),
    )


def test_what_was_just_made_is_not_found(world: World) -> None:
    """A case and its items are found once they are as old as the lag, not before."""
    world.cases.clock.freeze()
    world.comment("hello")
    assert found(world) == (1, 1, 1)
    world.cases.search_lag = timedelta(seconds=10)
    assert found(world) == (0, 0, 0)
    world.cases.clock.advance(timedelta(seconds=9))
    world.comment("later")
    assert found(world) == (0, 0, 0)
    world.cases.clock.advance(timedelta(seconds=1))
    assert found(world) == (1, 1, 1)
    world.cases.clock.advance(timedelta(seconds=9))
    assert found(world) == (1, 2, 2)


def test_reading_does_not_lag(world: World) -> None:
    """What is asked for by its id is there at once."""
    world.cases.search_lag = timedelta(days=1)
    case = world.client.get_case(**world.case, fields=[{"id": "title"}])
    assert case["fields"]


@pytest.mark.parametrize("wrong", [timedelta(seconds=-1), 10, None])
def test_only_a_duration_is_a_lag(world: World, wrong: timedelta) -> None:
    """A lag that is none is refused."""
    with pytest.raises(ValueError, match="search_lag"):
        world.cases.search_lag = wrong


def test_a_mock_begins_without_a_lag(world: World) -> None:
    """A reset makes searches see everything again."""
    world.cases.search_lag = timedelta(days=1)
    world.cases.reset()
    assert world.cases.search_lag == timedelta(0)
