"""Pages are not fetched before they are iterated. Using them as a list is an error.

The error says how to iterate them, or how to make a list.
"""

from typing import TYPE_CHECKING, NoReturn


class Unfetched:
    """A result that is fetched while it is iterated, and may turn out empty."""

    __slots__ = ()

    #: How to iterate it, and how to make a list of it; both are part of messages.
    _loop = "for item in pages"
    _list = "list(pages)"

    # Not `NoReturn`: mypy would consider all code after an `if` on it unreachable, and
    # not check that code. pyright reports the `if`, since `object` is no bool.
    def __bool__(self) -> object:
        raise TypeError(f"nothing is fetched yet: iterate, or make {self._list}")

    def _instead(self) -> str:
        by_page = self._loop.replace("item in pages", "page in pages.by_page()")
        return f"{self._loop}: ... gives items, {by_page}: ... responses"

    # Type checkers do not see these methods and report every use of them. At run time
    # they say what to write instead.
    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> NoReturn:
            message = f"{type(self).__name__!r} object has no attribute {name!r}"
            if not name.startswith("_"):
                message += f": {self._instead()}"
            raise AttributeError(message, name=name, obj=self)

        def __len__(self) -> NoReturn:
            raise TypeError(f"nothing is fetched yet: len() takes {self._list}")

        def __getitem__(self, index: object) -> NoReturn:
            if isinstance(index, str):  # a member of boto3's response
                raise TypeError(f"nothing is fetched yet: {self._instead()}")
            raise TypeError(f"nothing is fetched yet: [...] takes {self._list}")
