"""Replacing the state by the one that a dump describes.

The dump is checked as a whole before anything changes. It is then read a second time,
since to keep what was read the first time would take memory for two states at once.
"""

import gc
from collections.abc import Generator, Iterator
from contextlib import contextmanager

from .models import region_of, reset_regions
from .operations.integrity import Inspection
from .store import indexes, load
from .store.dump import Saved
from .store.region import Region


def replace_state(text: str) -> None:
    """Replace the state of all Regions; ValueError, and no change, for a bad text."""
    with _without_collecting():
        _check(text)
        # The old state goes before the first of these is made.
        reset_regions(_regions(text))


def _check(text: str) -> None:
    names: set[tuple[str, str]] = set()
    for saved, domains in load.read(text):
        if (saved.account, saved.name) in names:
            raise ValueError("this dump was changed: it has a Region twice")
        names.add((saved.account, saved.name))
        try:
            inspection = Inspection(_region(saved))
        except ValueError as error:
            raise ValueError(f"this dump was changed: {error}") from None
        ids: set[str] = set()
        for domain, cases in domains:
            if domain.id in ids:
                raise ValueError("this dump was changed: it has a domain twice")
            ids.add(domain.id)
            inspection.check(domain, cases)


def _regions(text: str) -> Iterator[Region]:
    for saved, domains in load.read(text, checked=True):
        region = _region(saved)
        for domain, cases in domains:
            domain.cases = {case.id: case for case in cases}
            region.domains[domain.id] = domain
        indexes.index(region)
        yield region


def _region(saved: Saved) -> Region:
    """A Region without its domains; ValueError where Cases is not offered."""
    partition = region_of(saved.account, saved.name).partition
    return Region(
        account=saved.account,
        name=saved.name,
        partition=partition,
        ordinal=saved.ordinal,
    )


@contextmanager
def _without_collecting() -> Generator[None]:
    """Pause the garbage collector.

    Loading makes many objects and no cyclic garbage. Collecting, which looks at all of
    them again and again, would take half of its time.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
