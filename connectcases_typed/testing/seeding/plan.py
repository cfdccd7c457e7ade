"""What a seed can say: a domain and what is in it, by names.

A seed is plain data, from a test or from a file, and is read into these classes.
Everything can be left out but what makes no sense without. What the service allows is
not checked here: the operations do that.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, cast

import attrs
import cattrs
from cattrs.cols import (
    is_mapping,
    is_sequence,
    list_structure_factory,
    mapping_structure_factory,  # pyright: ignore[reportUnknownVariableType]  # cattrs types it loosely
)
from cattrs.errors import (
    ClassValidationError,
    ForbiddenExtraKeysError,
    IterableValidationError,
)
from cattrs.gen import make_dict_structure_fn

# cattrs': what is given, and the type that is wanted.
_Hook = Callable[[Any, Any], Any]

# A field's value: text, a number, True or False, a time, or None for no value.
Value = Any


@attrs.frozen
class OptionPlan:
    """An option of a single-select field."""

    label: str
    value: str


@attrs.frozen(kw_only=True)
class FieldPlan:
    """A field: `Number`, a list of options, or these parts.

    `options` are given as values by their labels, or as a list of labels that are the
    values too.
    """

    type: str = "SingleSelect"
    description: str | None = None
    options: list[OptionPlan] = attrs.Factory(list[OptionPlan])


@attrs.frozen(kw_only=True)
class OptionsPlan:
    """Which options of a child field go with each option of its parent, by labels."""

    parent: str
    child: str
    choices: Mapping[str, list[str]]


@attrs.frozen(kw_only=True)
class RulePlan:
    """A case rule.

    `required` or `hidden` is what holds if any field of `when` has the value beside
    it; otherwise, the opposite does. Or else `options`.
    """

    required: bool | None = None
    hidden: bool | None = None
    when: Mapping[str, Value] = attrs.Factory(dict[str, Value])
    options: OptionsPlan | None = None


@attrs.frozen(kw_only=True)
class LayoutPlan:
    """Groups of fields by their names, in the top panel and under "more"."""

    top: Mapping[str, list[str]] = attrs.Factory(dict[str, list[str]])
    more: Mapping[str, list[str]] = attrs.Factory(dict[str, list[str]])


@attrs.frozen(kw_only=True)
class TemplatePlan:
    """A template: its required fields, its layout, and its rules with their fields.

    `tags` are those its cases get.
    """

    description: str | None = None
    required: list[str] = attrs.Factory(list[str])
    layout: str | None = None
    rules: Mapping[str, str | None] = attrs.Factory(dict[str, str | None])
    tags: Mapping[str, str] = attrs.Factory(dict[str, str])


@attrs.frozen(kw_only=True)
class SlaPlan:
    """An SLA, met when the field has one of the values; when the case is closed."""

    name: str
    minutes: int
    field: str = "status"
    targets: list[Value] = attrs.Factory(lambda: ["closed"])


@attrs.frozen(kw_only=True)
class CasePlan:
    """A case with its items; a text is the title of a case that has nothing else.

    `customer` is the ARN of a customer profile. Each of `items` is a custom item,
    its values by the names of fields.
    """

    title: str
    customer: str | None = None
    status: str | None = None
    template: str | None = None
    fields: Mapping[str, Value] = attrs.Factory(dict[str, Value])
    tags: Mapping[str, str] = attrs.Factory(dict[str, str])
    comments: list[str] = attrs.Factory(list[str])
    contacts: list[str] = attrs.Factory(list[str])
    items: list[Mapping[str, Value]] = attrs.Factory(list[Mapping[str, Value]])
    slas: list[SlaPlan] = attrs.Factory(list[SlaPlan])


@attrs.frozen(kw_only=True)
class DomainPlan:
    """A domain. Without a name it gets one, and without a template "General".

    `cases` may be a number.
    """

    name: str | None = None
    fields: Mapping[str, FieldPlan] = attrs.Factory(dict[str, FieldPlan])
    rules: Mapping[str, RulePlan] = attrs.Factory(dict[str, RulePlan])
    layouts: Mapping[str, LayoutPlan] = attrs.Factory(dict[str, LayoutPlan])
    templates: Mapping[str, TemplatePlan] = attrs.Factory(dict[str, TemplatePlan])
    cases: list[CasePlan] = attrs.Factory(list[CasePlan])


def read(given: Mapping[str, object]) -> DomainPlan:
    """Read a seed, or raise ValueError that says of every problem where it is."""
    try:
        return _converter().structure(_spelt_out(given), DomainPlan)
    except (ClassValidationError, IterableValidationError) as error:
        problems = cattrs.transform_error(error, "seed", _described)
        # "what @ where", from cattrs.
        parts = (problem.rpartition(" @ ") for problem in problems)
        text = "; ".join(f"{where}: {what}" for what, _, where in parts)
        raise ValueError(text) from error


def read_field(kind: object) -> FieldPlan:
    """Read a field given as its type or its options."""
    return _converter().structure(kind, FieldPlan)


def _spelt_out(given: Mapping[str, object]) -> dict[str, Any]:
    """A seed without its short forms."""
    seed: dict[str, Any] = dict(given)
    match seed.get("cases"):
        case bool():
            pass
        case int(number):
            seed["cases"] = [f"Case {count}" for count in range(1, number + 1)]
        case _:
            pass
    for part in ("fields", "layouts", "rules", "templates"):
        # In a file, a name with nothing behind it is None.
        named = seed.get(part)
        if isinstance(named, Mapping):
            entries = cast("Mapping[str, object]", named)
            seed[part] = {
                name: {} if entry is None else entry for name, entry in entries.items()
            }
    return {name: entry for name, entry in seed.items() if entry is not None}


def _field(given: Any) -> Any:
    match given:
        case str():
            return {"type": given}
        case list() | tuple():
            return {"options": _options(given)}
        case {"options": options}:
            return {**given, "options": _options(options)}
        case _:
            return given


def _options(given: Any) -> Any:
    match given:
        case list() | tuple():
            return [{"label": it, "value": it} for it in cast("list[Any]", given)]
        case Mapping():
            pairs = cast("dict[Any, Any]", given).items()
            return [{"label": label, "value": value} for label, value in pairs]
        case _:
            return given


def _layout(given: Any) -> Any:
    return {"top": {"": cast("Any", given)}} if isinstance(given, list) else given


def _case(given: Any) -> Any:
    return {"title": given} if isinstance(given, str) else given


_SHORT: Mapping[type, Callable[[Any], Any]] = {
    FieldPlan: _field,
    LayoutPlan: _layout,
    CasePlan: _case,
}


@cache
def _converter() -> cattrs.Converter:
    """cattrs, without its readiness to make one kind of value from another."""
    converter = cattrs.Converter(forbid_extra_keys=True)
    for wanted in (str, int, bool):
        converter.register_structure_hook(wanted, _exactly)

    def of_list(cls: Any, _: object) -> _Hook:
        return _only(list | tuple, list_structure_factory(cls, converter))

    def of_mapping(cls: Any, _: object) -> _Hook:
        return _only(Mapping, mapping_structure_factory(cls, converter))

    def of_class(cls: Any) -> _Hook:
        hook = make_dict_structure_fn(cls, converter)
        return _only(Mapping, hook, _SHORT.get(cls))

    converter.register_structure_hook_factory(is_sequence, of_list)
    converter.register_structure_hook_factory(is_mapping, of_mapping)
    converter.register_structure_hook_factory(attrs.has, of_class)
    return converter


def _exactly(given: object, wanted: type) -> object:
    # True is an int to Python, and to nobody else.
    if type(given) is not wanted:
        raise TypeError(f"{given!r} is no {wanted.__name__}")
    return given


def _only(
    wanted: Any,
    structure: _Hook,
    spelt_out: Callable[[Any], Any] | None = None,
) -> _Hook:
    def structured(given: Any, cls: Any) -> Any:
        given = given if spelt_out is None else spelt_out(given)
        if not isinstance(given, wanted):
            noun = "mapping" if wanted is Mapping else "list"
            raise TypeError(f"{given!r} is no {noun}")
        return structure(given, cls)

    return structured


def _described(error: BaseException, _: type | None) -> str:
    match error:
        case KeyError():
            return f"{error.args[0]} is missing"
        case ForbiddenExtraKeysError(extra_fields=extra, cl=cls):
            known = ", ".join(field.name for field in attrs.fields(cls))
            unknown = ", ".join(sorted(map(str, extra)))
            return f"there is no {unknown}; there are {known}"
        case _:
            return str(error)
