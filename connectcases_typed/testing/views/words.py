"""How views put things: names for ids, values and times as text."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from ..protocol.wire import Wire
from ..store.state import Definition, Field

#: What is shown where there is no value.
NOTHING = "–"  # noqa: RUF001 - a dash, as it is printed


def moment(time: datetime) -> str:
    """A time for people, in UTC."""
    return f"{time:%d %b %Y %H:%M:%S}"


def facts(*pairs: tuple[str, str | None]) -> list[tuple[str, str]]:
    """Facts by name, without those that say nothing."""
    return [(name, text) for name, text in pairs if text]


def name_of(things: Mapping[str, Definition], thing_id: str | None) -> str:
    """The name of a thing; the id of one there is not, such as a member of content."""
    if thing_id is None:
        return ""
    thing = things.get(thing_id)
    return thing_id if thing is None else thing.name


def names(things: Mapping[str, Definition], ids: Iterable[str]) -> str:
    """The names of several things."""
    return ", ".join(name_of(things, thing_id) for thing_id in ids)


def text_of(field: Field | None, value: Wire) -> str:
    """A value for people: an option by its name, a time without its decoration."""
    plain = next(iter(value.values()))
    match plain:
        case bool():
            return "yes" if plain else "no"
        case float():
            return f"{plain:g}" if abs(plain) < 1e6 else repr(plain)
        case str() if field is not None and plain in field.options:
            return field.options[plain].name
        case str() if field is not None and field.type == "DateTime":
            return _time(plain)
        case str() if "userArnValue" in value:
            return short(plain)
        case str():
            return plain
        case _:
            return NOTHING


def _time(written: str) -> str:
    try:
        return moment(datetime.fromisoformat(written))
    except ValueError:
        return written


def performer_of(performed_by: Wire) -> str:
    """Who performed a change: a user, or an IAM principal."""
    user = user_of(performed_by.get("user"))
    return user or short(performed_by["iamPrincipalArn"])


def user_of(user: Wire | None) -> str:
    """A user by the last part of the ARN, or the entity by its name."""
    return short(next(iter(user.values()))) if user else ""


def short(name: str) -> str:
    """The last part of an ARN; any other name as it is."""
    return name.rpartition(":")[2] if name.startswith("arn:") else name
