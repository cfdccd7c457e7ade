"""Reading the limits of the service model, and cutting text to them."""

import unicodedata

from ..shapes import Limit, is_shape
from .kinds import Scalar, members

__all__ = ["limit_of", "shorten"]

_NO_LIMIT = Limit()
#: Code points that belong to the character before them: the joiner of an emoji that
#: is made of several, and the selectors between text and emoji style.
_JOINER = "\u200d"
_SELECTORS = ("\ufe0e", "\ufe0f", _JOINER)


def limit_of(cls: type, member: str) -> Limit:
    """What the service allows for a member of a class: `min`, `max` and `pattern`.

    `limit_of(CommentContent, "body").max` is 15000. The numbers are the length of a
    text in code points, the size of a list or map, or the value of a number; any of
    them is None where the service model has no such limit. The quotas of an account
    may be lower, and so are the limits of some fields: see the class.

    Raises:
        TypeError: the class is none of this library's.
        AttributeError: it has no such member; those it has are listed.
    """
    return _limit(cls, member)[0]


def shorten(text: str, cls: type, member: str, end: str = "…") -> str:
    """Cut a text to the limit of a member of a class: `shorten(t, X, "body")`.

    A text that is short enough is returned unchanged. A text that is cut ends with
    `end`. No character is cut in two: an emoji or an accented letter of several code
    points is kept or left out as a whole.

    Raises:
        TypeError: the class is none of this library's, or the member is no text.
        AttributeError: it has no such member; those it has are listed.
        ValueError: `end` alone is longer than the limit.
    """
    limit, is_text = _limit(cls, member)
    if not is_text:
        raise TypeError(f"{cls.__name__}.{member} holds no text")
    if limit.max is None or len(text) <= limit.max:
        return text
    size = limit.max - len(end)
    if size < 0:
        raise ValueError(f"end: {len(end)} characters, of which {limit.max} fit")
    while size > 0 and _belongs_together(text[size - 1], text[size]):
        size -= 1
    return text[:size].rstrip() + end


def _belongs_together(before: str, after: str) -> bool:
    return (
        before == _JOINER
        or after in _SELECTORS
        or bool(unicodedata.combining(after))
        or "\U0001f3fb" <= after <= "\U0001f3ff"  # a skin tone
    )


def _limit(cls: type, name: str) -> tuple[Limit, bool]:
    """The limit of a member, and whether it is a text."""
    if not is_shape(cls):
        raise TypeError(f"expected one of this library's classes, not {cls!r}")
    for member in members(cls):
        if member.name == name:
            return member.facts.limit or _NO_LIMIT, member.kind == Scalar(str)
    known = ", ".join(member.name for member in members(cls)) or "none"
    raise AttributeError(f"{cls.__name__} has no member {name!r}; it has {known}")
