"""What cannot be sent to another process, and what to do instead."""

from typing import NoReturn


class Unpicklable:
    """A class whose instances cannot be pickled, and say what to do instead."""

    __slots__ = ()

    def __reduce__(self) -> NoReturn:
        raise TypeError(
            f"a {type(self).__name__} cannot be pickled: it holds connections or "
            "locks. Make one in each process; requests and responses can be pickled"
        )
