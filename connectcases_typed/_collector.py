"""Pausing the garbage collector while many objects are created and few discarded."""

import gc
from collections.abc import Generator
from contextlib import contextmanager


@contextmanager
def paused() -> Generator[None]:
    """Disable garbage collection inside the `with` block.

    Importing botocore, and creating a client from some megabytes of JSON, create many
    objects and discard few: there, collecting costs a tenth of a cold start and finds
    nothing. Afterwards all objects are counted as old, so that the next collection of
    the young does not visit them either.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            _count_as_old()
            gc.enable()


def _count_as_old() -> None:
    """Move all objects to the oldest generation, as if they had survived for long.

    `unfreeze` moves there what `freeze` has set aside, and neither visits an object.
    Where an application has frozen objects of its own, they stay frozen.
    """
    if not gc.get_freeze_count():
        gc.freeze()
        gc.unfreeze()
