"""The plain value of an instance of a subclass.

An instance of `class Order(str, Enum)` passes `isinstance(..., str)`, but
`str(Order.DESC)` is its name. A subclass may also override its length, its characters
and its comparisons. So checks and conversion both use the value of the plain type.
"""

from datetime import datetime


def plain_text(value: str) -> str:
    """The characters, as a `str`."""
    return value if type(value) is str else str.__str__(value)


def plain_integer(value: int) -> int:
    """The number, as an `int`."""
    return value if type(value) is int else int.__int__(value)


def plain_number(value: float) -> float:
    """The number, as a `float`, or as an `int` if it is an integer type."""
    if type(value) is float:
        return value
    return plain_integer(value) if isinstance(value, int) else float.__float__(value)


def plain_time(value: datetime) -> datetime:
    """The moment, as a `datetime`."""
    if type(value) is datetime:
        return value
    at = value
    return datetime(
        at.year,
        at.month,
        at.day,
        at.hour,
        at.minute,
        at.second,
        at.microsecond,
        at.tzinfo,
        fold=at.fold,
    )
