"""What pages are not: fetched already. Whoever takes them for a list is told."""

from typing import TYPE_CHECKING, NoReturn


class Unfetched:
    """A result that is fetched as it is iterated: nobody knows yet if it is empty."""

    __slots__ = ()

    #: How it is iterated, and how a list is made of it.
    _loop = "for item in pages"
    _list = "list(pages)"

    # Not `NoReturn`: mypy would take everything after an `if` over it for unreachable,
    # and check none of it. To pyright, what is no bool is an error, as it should be.
    def __bool__(self) -> object:
        raise TypeError(f"nothing is fetched yet: iterate, or make {self._list}")

    # To a type checker none of this is there. At run time it says what to do instead.
    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> NoReturn:
            message = f"{type(self).__name__!r} object has no attribute {name!r}"
            if not name.startswith("_"):
                by_page = self._loop.replace("item in pages", "page in pages.by_page()")
                message += f": {self._loop}: ... gives items, {by_page}: ... responses"
            raise AttributeError(message, name=name, obj=self)

        def __len__(self) -> NoReturn:
            raise TypeError(f"nothing is fetched yet: len() takes {self._list}")

        def __getitem__(self, index: object) -> NoReturn:
            raise TypeError(f"nothing is fetched yet: [...] takes {self._list}")
