"""Keeping the garbage collector from looking through what is only being built."""

import gc
from collections.abc import Generator
from contextlib import contextmanager


@contextmanager
def paused() -> Generator[None]:
    """Collect nothing meanwhile; for what makes much and throws away little.

    Importing botocore and making a client of some megabytes of JSON are such things:
    looking for garbage there costs a tenth of a cold start, and finds none.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
