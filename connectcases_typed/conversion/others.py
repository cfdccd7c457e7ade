"""Support for other converters: the user's own cattrs converter, and pydantic."""

from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from types import UnionType
from typing import Any, Union, get_origin

from cattrs import BaseConverter

from ..errors import ResponseError, Violation
from ..shapes import UnknownMember, is_list, is_map, is_shape
from .forms import form_in, is_combinator, name_of
from .reading import KindError
from .writing import written

__all__ = ["ByTag", "register"]


def register(converter: BaseConverter) -> None:
    """Have a cattrs converter read and write the classes and unions of this library.

    Call `register(converter)` once. The converter then reads and writes your classes
    that hold classes of this library, with wire names and tags. Times are written as
    the converter writes a datetime: as text by a converter of `cattrs.preconf.json`.

    Data that cannot be read raises a `ResponseError`, which the converter may wrap in
    an error of its own. Nothing is checked when it writes; `to_botocore` does that.
    """
    converter.register_structure_hook_factory(_is_ours, _structure_hook)
    time_out = converter.get_unstructure_hook(datetime)

    def write(value: Any) -> Any:
        return _with_times(written(value), time_out)

    def write_hook(_: Any) -> Callable[[Any], Any]:
        return write

    converter.register_unstructure_hook_factory(_is_ours, write_hook)
    converter.register_unstructure_hook_factory(is_combinator, write_hook)
    converter.register_unstructure_hook(UnknownMember, write)


# `Any`: forms are annotations, and data has no type before it is read.
def _is_ours(form: Any) -> bool:
    """Whether a form is a class of this library or a union of such classes."""
    return (is_shape(form) and not is_combinator(form)) or _is_union(form)


def _with_times(data: Any, time_out: Callable[[datetime], Any]) -> Any:
    """botocore's dicts, with times as another converter writes them."""
    if is_map(data):
        return {key: _with_times(each, time_out) for key, each in data.items()}
    if is_list(data):
        return [_with_times(each, time_out) for each in data]
    return time_out(data) if isinstance(data, datetime) else data


def _is_union(form: Any) -> bool:
    if get_origin(form) not in (Union, UnionType):
        return False
    try:
        form_in(form)
    except TypeError:
        return False
    return True


def _structure_hook(form: Any) -> Callable[[Any, Any], Any]:
    read = form_in(form)

    def structure(value: object, _: Any) -> Any:
        # Converters are also given values that are structured already.
        if is_shape(type(value)) and (type(value) is form or _is_union(form)):
            return value
        try:
            return read(value)
        except KindError as error:
            found = tuple(
                Violation(it.path.removeprefix("."), it.rule) for it in error.violations
            )
        # Not chained: the original error may show the values.
        raise ResponseError(name_of(form), found) from None

    return structure


class ByTag:
    """Have pydantic read a union by its tag: `Annotated[CaseFilter, ByTag]`.

    pydantic reads a union by trying each of its classes, so that one mistake is
    reported once for each of them. With `ByTag` it is reported once, at its place, and
    in JSON schema the union is a `oneOf` instead of an `anyOf`. The union may include
    None and `UnknownMember`. In FastAPI, `Body()` may stand beside it.
    """

    # `Any`: this module does not import pydantic, so its types are unknown here.
    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, _: Any) -> Any:
        home = import_module(".pydantic_schema", __package__)
        return home.union_schema_of(source)
