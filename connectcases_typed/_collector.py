"""Pausing the garbage collector while many objects are created and few discarded."""

import gc
from collections.abc import Generator
from contextlib import contextmanager


@contextmanager
def paused() -> Generator[None]:
    """Disable garbage collection inside the `with` block.

    Importing botocore, and creating a client from some megabytes of JSON, create many
    objects and discard few: there, collecting costs a tenth of a cold start and finds
    nothing.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
