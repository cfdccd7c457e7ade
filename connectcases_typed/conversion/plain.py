"""The plain value of an instance of a subclass.

A `class Order(str, Enum)` is a str to `isinstance`, but `str(Order.DESC)` is its name.
A subclass may also say of itself what it likes: its length, its characters, how it
compares. What is checked and what is sent is the same: the value of the plain type.
"""

from datetime import datetime


def plain_text(value: str) -> str:
    """The characters, as a `str`."""
    return value if type(value) is str else str.__str__(value)


def plain_integer(value: int) -> int:
    """The number, as an `int`."""
    return value if type(value) is int else int.__int__(value)


def plain_number(value: float) -> float:
    """The number, as a `float`, or an `int` where it is one."""
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
