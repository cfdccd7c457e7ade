"""Pausing the garbage collector."""

import gc
from collections.abc import Iterator

import pytest

from connectcases_typed._collector import paused


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    yield
    gc.enable()
    gc.unfreeze()


def test_what_was_made_inside_is_old() -> None:
    """No young collection visits what was created while the collector was paused."""
    with paused():
        made: list[object] = []
    assert gc.isenabled()
    assert any(each is made for each in gc.get_objects(generation=2))


def test_a_paused_collector_stays_paused() -> None:
    """Where the application has disabled it, it stays disabled."""
    gc.disable()
    with paused():
        pass
    assert not gc.isenabled()


def test_what_an_application_has_frozen_stays_frozen() -> None:
    """Objects that were set aside for good, before a fork say, are not taken back."""
    gc.freeze()
    with paused():
        pass
    assert gc.get_freeze_count()
