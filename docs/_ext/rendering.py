"""Public names as Markdown with MyST's directives, from what `surface` reads.

An attrs class lists its parameters without types, since its attributes follow with
theirs. Everything else has types in its signature.
"""

import inspect
from collections.abc import Iterator, Sequence
from enum import Enum
from functools import cache
from importlib import import_module
from typing import Any

import attrs
import griffe
from surface import PACKAGE, find, prose, public, type_of

from connectcases_typed._names import HOMES

Kind = griffe.DocstringSectionKind

_DECORATED = {
    "classmethod": "classmethod",
    "staticmethod": "staticmethod",
    "async": "async",
}


def fence(
    directive: str, argument: str, content: str = "", /, depth: int = 3, **options: str
) -> str:
    """A directive; an outer one needs a greater depth than those inside."""
    colons = ":" * depth
    given = "".join(
        f":{name.replace('_', '-')}: {value}".rstrip() + "\n"
        for name, value in options.items()
    )
    return f"{colons}{{{directive}}} {argument}\n{given}\n{content.strip()}\n{colons}\n"


def entry(name: str) -> str:
    """A public name, `CommentContent` or `testing.Clock`, with all it consists of."""
    module, _, last = name.rpartition(".")
    home = module or HOMES[last]
    thing = find(f"{home}.{last}")
    if isinstance(thing, griffe.Class):
        return _class(name, thing, vars(import_module(f"{PACKAGE}.{home}"))[last])
    if isinstance(thing, griffe.Function):
        return function(name, thing)
    if not isinstance(thing, griffe.Attribute):
        raise TypeError(f"{name} is a {thing.kind}")
    text = prose(thing.docstring.value if thing.docstring else "")
    if _is_alias(thing):
        return fence("py:type", name, text, canonical=type_of(thing.value))
    return fence("py:data", name, text, type=type_of(thing.annotation))


def _is_alias(thing: griffe.Attribute) -> bool:
    return str(thing.annotation) == "TypeAlias" or thing.annotation is None


# A class at run time, of any kind.
def _class(name: str, thing: griffe.Class, cls: Any) -> str:
    is_enum = issubclass(cls, Enum)
    directive = "py:exception" if issubclass(cls, BaseException) else "py:class"
    parts = [_heritage(name, thing), body(thing, _types_of_init(thing))]
    described = attribute_texts(cls)
    for base in cls.__mro__:
        if base is not cls and not _is_shown_here(base):
            continue
        own = source(base)
        parts += [
            _member(name, member, described, cls, is_enum=is_enum)
            for member in own.members.values()
            if not member.name.startswith("_") and not member.is_alias
        ]
    return fence(
        directive, f"{name}{_signature_of(thing, cls)}", "\n".join(parts), depth=5
    )


def _is_shown_here(base: type) -> bool:
    """Whether a base class has no entry of its own, so that its heirs show it."""
    path = f"{base.__module__}.{base.__qualname__}"
    is_ours = path.startswith(f"{PACKAGE}.")
    # Operations and flows are on the pages of their nouns.
    has_operations = base.__module__ == f"{PACKAGE}.service"
    return is_ours and not has_operations and path not in public()


def _heritage(name: str, thing: griffe.Class) -> str:
    """The public base classes, and the unions it is an arm of."""
    bases = [type_of(base) for base in thing.bases]
    shown = [base.replace("~", "", 1) for base in bases if f"~{PACKAGE}." in base]
    lines = []
    if shown:
        names = ", ".join(_linked(base) for base in shown)
        lines.append(f"Base: {names}.")
    if unions := _unions().get(f"{PACKAGE}.{name}"):
        lines.append(f"Belongs to {', '.join(map(_linked, unions))}.")
    return " ".join(lines) + "\n" if lines else ""


def _linked(path: str) -> str:
    """A link to a class; of a generic one, without what is in its brackets."""
    path = path.partition("[")[0]
    return f"{{py:obj}}`~{path}`"


@cache
def _unions() -> dict[str, list[str]]:
    """The public unions that each public class is an arm of."""
    found: dict[str, list[str]] = {}
    for home, name in public().items():
        thing = find(home.removeprefix(f"{PACKAGE}."))
        if not isinstance(thing, griffe.Attribute) or not _is_alias(thing):
            continue
        arms = [arm.strip() for arm in type_of(thing.value).split("|")]
        for arm in arms if len(arms) > 1 else ():
            found.setdefault(arm.removeprefix("~"), []).append(name)
    return found


def _signature_of(thing: griffe.Class, cls: Any) -> str:
    if attrs.has(cls) and "__init__" not in thing.members:
        return untyped(inspect.signature(cls))
    made = thing.members.get("__init__")
    if isinstance(made, griffe.Function) and not issubclass(cls, BaseException):
        return _parameters(made)
    return ""


def _types_of_init(thing: griffe.Class) -> dict[str, str]:
    made = thing.members.get("__init__")
    if not isinstance(made, griffe.Function):
        return {}
    return {it.name: type_of(it.annotation) for it in made.parameters}


def untyped(signature: inspect.Signature) -> str:
    """Names and defaults, without types."""
    shown = [
        it.replace(annotation=it.empty, default=_default(it.default))
        for it in signature.parameters.values()
        if it.name != "self"
    ]
    return str(inspect.Signature(shown))


class _Shown:
    """A default value that a signature shows as given."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __repr__(self) -> str:
        return self.text


# A default is of any type.
def _default(value: Any) -> Any:
    if isinstance(value, Enum):
        return _Shown(f"{type(value).__name__}.{value.name}")
    if value is attrs.NOTHING or type(value).__module__.startswith(PACKAGE):
        return _Shown("...")
    return value


# A class or a function of the package.
def source(thing: Any) -> griffe.Object:
    """What griffe read of it."""
    path = f"{thing.__module__}.{thing.__qualname__}"
    return find(path.removeprefix(f"{PACKAGE}."))


def attribute_texts(cls: type) -> dict[str, str]:
    """The text of each attribute, by name; inherited ones included.

    It is a string below the attribute, or else is in the class's docstring.
    """
    texts: dict[str, str] = {}
    for base in reversed(cls.__mro__):
        if base.__module__.startswith(f"{PACKAGE}."):
            texts.update(_texts_of(source(base)))
    return texts


def _texts_of(thing: griffe.Object) -> Iterator[tuple[str, str]]:
    for section in thing.docstring.parsed if thing.docstring else ():
        if section.kind is Kind.attributes:
            for attribute in section.value:
                yield attribute.name, attribute.description
    for member in thing.members.values():
        if isinstance(member, griffe.Attribute) and member.docstring:
            yield member.name, member.docstring.value


def _member(
    owner: str,
    member: griffe.Object | griffe.Alias,
    described: dict[str, str],
    cls: Any,
    *,
    is_enum: bool,
) -> str:
    path = f"{owner}.{member.name}"
    if isinstance(member, griffe.Function):
        return function(path, member, depth=4)
    if not isinstance(member, griffe.Attribute):
        return ""
    text = described.get(member.name, "")
    if "property" in member.labels:
        return fence(
            "py:property",
            path,
            body(member) if member.docstring else prose(text),
            depth=4,
            no_contents_entry="",
            type=type_of(member.annotation),
        )
    if is_enum:
        return fence(
            "py:attribute",
            path,
            prose(text),
            depth=4,
            no_contents_entry="",
            value=str(member.value),
        )
    if not text and not (attrs.has(cls) and member.name in attrs.fields_dict(cls)):
        return ""
    options = {"type": type_of(member.annotation)} if member.annotation else {}
    return fence(
        "py:attribute", path, prose(text), depth=4, no_contents_entry="", **options
    )


def function(path: str, thing: griffe.Function, *, depth: int = 3) -> str:
    """A function or method, with a signature for each of its overloads."""
    kind = "py:method" if isinstance(thing.parent, griffe.Class) else "py:function"
    options = {_DECORATED[it]: "" for it in sorted(thing.labels & {*_DECORATED})}
    if kind == "py:method":
        options["no_contents_entry"] = ""
    first, *others = thing.overloads or [thing]
    types = {it.name: type_of(it.annotation) for it in first.parameters}
    shown = fence(
        kind,
        f"{path}{_parameters(first)}",
        "" if others else body(thing, types),
        depth=depth,
        **options,
    )
    for index, other in enumerate(others, 1):
        text = body(thing, types) if index == len(others) else ""
        shown += fence(
            kind,
            f"{path}{_parameters(other)}",
            text,
            depth=depth,
            no_index="",
            **options,
        )
    return shown


def _parameters(thing: griffe.Function) -> str:
    """The parameters and the result, in brackets and behind an arrow."""
    shown: list[str] = []
    kinds = griffe.ParameterKind
    before = None
    is_method = isinstance(thing.parent, griffe.Class)
    for index, it in enumerate(thing.parameters):
        if is_method and index == 0 and it.name in ("self", "cls"):
            continue
        if before is kinds.positional_only and it.kind is not before:
            shown.append("/")
        stars = {kinds.var_positional: "*", kinds.var_keyword: "**"}.get(it.kind, "")
        named = kinds.var_positional, kinds.keyword_only
        if it.kind is kinds.keyword_only and before not in named:
            shown.append("*")
        text = f"{stars}{it.name}"
        if it.annotation:
            text += f": {type_of(it.annotation)}"
        if it.default is not None and not stars:
            text += f" = {it.default}" if it.annotation else f"={it.default}"
        shown.append(text)
        before = it.kind
    if before is kinds.positional_only:
        shown.append("/")
    result = type_of(thing.returns) if thing.name != "__init__" else ""
    return f"({', '.join(shown)})" + (f" -> {result}" if result else "")


def body(
    thing: griffe.Object,
    types: dict[str, str] | None = None,
    parameters: Sequence[str] = (),
) -> str:
    """A docstring as Markdown.

    `types` are those of the parameters, by name. `parameters` are fields for what the
    docstring does not list itself.
    """
    parts: list[str] = []
    rest = [*parameters]
    for section in thing.docstring.parsed if thing.docstring else ():
        match section.kind:
            case Kind.text:
                parts.append(prose(section.value))
            case Kind.parameters:
                parts += [
                    parameter(it.name, it.description, types or {})
                    for it in section.value
                ]
            case Kind.returns | Kind.yields:
                parts += [
                    f":returns: {_inside(it.description)}" for it in section.value
                ]
            case Kind.raises:
                parts += rest
                rest = []
                parts += [
                    f":raises {it.annotation}: {_inside(it.description)}"
                    for it in section.value
                ]
            case Kind.admonition:
                value = section.value
                parts.append(f"**{section.title or value.kind}**\n\n{value.contents}")
            case Kind.attributes:
                pass  # each attribute has an entry of its own
            case _:
                raise NotImplementedError(f"{thing.path}: section {section.kind}")
    return _fields_together([*parts, *rest])


def parameter(name: str, text: str, types: dict[str, str]) -> str:
    """A parameter as a field, with its type if it is known."""
    name = name.lstrip("*")
    shown = f":param {name}: {_inside(text)}"
    return f"{shown}\n:type {name}: {types[name]}" if types.get(name) else shown


def _inside(text: str) -> str:
    """The text of a field, indented below the first line."""
    return prose(text).replace("\n", "\n    ")


def _fields_together(parts: list[str]) -> str:
    """Paragraphs apart, fields (`:param x:`) on adjoining lines."""
    shown = ""
    for part in parts:
        is_field = part.startswith(":")
        gap = (
            "\n" if is_field and shown.rsplit("\n\n", 1)[-1].startswith(":") else "\n\n"
        )
        shown += f"{gap if shown else ''}{part}"
    return shown
