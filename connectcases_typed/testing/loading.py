"""Replacing the state by the one that a dump describes.

A dump that somebody changed is checked as a whole before anything changes. It is then
read a second time, since to keep what was read the first time would take memory for two
states at once. A dump is believed if its checksum shows that it is as it was written:
it describes a state that the service has lived with.
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
        # Where Cases is offered is moto's to say, and can depend on the environment.
        _check_regions(load.regions(text))
        if not load.is_untouched(text):
            _check(text)
        # The old state goes before the first of these is made.
        reset_regions(_regions(text))


def _check_regions(regions: list[Saved]) -> None:
    names: set[tuple[str, str]] = set()
    for saved in regions:
        if (saved.account, saved.name) in names:
            raise ValueError("this dump was changed: it has a Region twice")
        names.add((saved.account, saved.name))
        try:
            _region(saved)
        except ValueError as error:
            raise ValueError(f"this dump was changed: {error}") from None


def _check(text: str) -> None:
    for saved, domains in load.read(text):
        inspection = Inspection(_region(saved))
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
            _make_old()
            gc.enable()


def _make_old() -> None:
    """Move all objects to the collector's oldest generation.

    What was made during the pause is young, and the next collection, due at once, would
    look at all of it. `freeze` sets all objects aside and `unfreeze` returns them as
    old ones; neither looks at any. What the program itself has frozen stays so.
    """
    if not gc.get_freeze_count():
        gc.freeze()
        gc.unfreeze()
