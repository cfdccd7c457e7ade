"""Classes, ready to edit, for what the service model has and this library lacks.

The code is right as it stands: it goes through the comparison without a difference.
What is left to a person are names that read better, words, and where it belongs.

An arm of a union gets a class of its own, named after its structure where that occurs
nowhere else, otherwise after union and tag. A union inside itself is a type variable
there (see `connectcases_typed.conversion.kinds`).
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from functools import cached_property
from typing import Any

from botocore import xform_name
from botocore.model import (
    ListShape,
    MapShape,
    OperationModel,
    ServiceModel,
    Shape,
    StringShape,
    StructureShape,
)

from connectcases_typed.models import values
from connectcases_typed.shapes import Limit

from .compare import EVERYWHERE

_SCALARS = {
    "string": "str",
    "integer": "int",
    "long": "int",
    "double": "float",
    "float": "float",
    "boolean": "bool",
    "timestamp": "datetime",
}
_TODO = '"""TODO."""'

#: Limits that have a name here; `ID` and `CASE_ID` also keep a value from being a path.
_LIMITS = {
    getattr(values, name): name for name in ("ID", "CASE_ID", "NAME", "DESCRIPTION")
}
#: Where the names come from that skeletons use.
_HOMES = {
    "collections.abc": ("Mapping", "Sequence"),
    "datetime": ("datetime",),
    "typing": ("Generic", "TypeAlias", "TypeVar", "Union"),
    "..operations": ("Page", "PagedRequest", "Request", "Response"),
    "..shapes": (
        "Limit",
        "OpenEnum",
        "Strings",
        "UnknownMember",
        "member",
        "shape",
        "value",
    ),
    ".values": tuple(_LIMITS.values()),
}
#: Below everything there is code for.
ELSEWHERE = """\
# What else there is to do (the tests ask for whatever is forgotten):
# - the right noun, its `__all__`, then `python tests/test_surface.py`
# - what editors show: `python tests/editors/service_stub.py`
# - words: what is new, each of its members (below it), and what it raises
# - tests/typing: a call that is right and one that is wrong
# - `repeat`, if its name does not tell; `python tests/test_safe_to_send_again.py`
# - the rate: connectcases_typed/rates.py, or UNLIMITED in tests/pace/test_rates.py
# - the embedded service: connectcases_typed/testing/operations, docs/how-to/embedded.md
# - a call with every member in tests/testing/tour.py
# - CHANGELOG.md; docs/decisions.md where the service left a choice
"""


class Skeletons:
    """Writes classes, each once.

    Attributes:
        known: the names of classes and unions that need none.
        since: the first botocore version that has what is new.
        homes: the noun of each known name, for imports.
    """

    def __init__(
        self,
        model: ServiceModel,
        known: Collection[str],
        since: str,
        homes: Mapping[str, str] | None = None,
    ) -> None:
        self._model = model
        self._homes = homes or {}
        self._done = set(known)
        self._since = since
        self._code: list[str] = []
        self._arriving = False
        self._open: list[str] = []

    def operation(self, name: str) -> str:
        """The classes of an operation and of all it needs, in a module of their own."""
        theirs = self._model.operation_model(name)
        self._code = []
        item = self._response(name, theirs)
        self._request(name, theirs, item)
        return self._module()

    def method(self, name: str) -> str:
        """What an operation adds elsewhere: the method, and the row of its page."""
        is_paged = _pages(self._model.operation_model(name))
        method = xform_name(name)
        return (
            "# connectcases_typed/service.py\n"
            f"    {method} = {'paged' if is_paged else 'operation'}(\n"
            f"        lambda: models.NOUN.{name}Request\n"
            "    )\n\n"
            "# docs/how-to/calls-and-pages.md, in the row of the noun; the number of\n"
            "# operations there and in README.md\n"
            f"`{method}`{' ↻' if is_paged else ''}"
        )

    def member(self, owner: str, wire: str) -> str:
        """A member of a class that is there, after the classes it needs."""
        shape = self._model.shape_for(owner)
        assert isinstance(shape, StructureShape)
        self._code = []
        self._arriving = owner in self._can_arrive
        if shape.is_tagged_union:
            arms = self._arm(shape, wire, shape.members[wire], since=self._since)
            line = f"# {owner}: one more of its classes\n# | {' | '.join(arms)}"
        else:
            line = self._line(shape, wire, shape.members[wire], since=self._since)
            line = f"# {owner}: one more member\n# {line}"
        return f"{self._module()}\n\n\n{line}" if self._code else line

    def _module(self) -> str:
        """The classes written so far, below the imports they need."""
        code = "\n\n\n".join(self._code)
        if "U_co" in code:
            code = f'U_co = TypeVar("U_co", covariant=True)\n\n\n{code}'
        used = set(re.findall(r"\w+", code)) - set(re.findall(r"class (\w+)", code))
        homes = {name: home for home, names in _HOMES.items() for name in names}
        homes |= {name: f".{noun}" for name, noun in self._homes.items()}
        imports: dict[str, list[str]] = defaultdict(list)
        for name in sorted(used & homes.keys()):
            imports[homes[name]].append(name)
        lines = [
            f"from {home} import {', '.join(names)}"
            for home, names in sorted(imports.items(), key=_standard_first)
        ]
        return "\n".join(lines) + f"\n\n\n{code}"

    # ------------------------------------------------------------ operations

    def _response(self, name: str, theirs: OperationModel) -> str:
        """Write the response, and return the name of the items of its pages."""
        self._arriving = True
        shape = theirs.output_shape
        base, item = "Response", ""
        if _pages(theirs):
            base = "Page"
            lists = [it for it in _members(shape) if isinstance(it[1], ListShape)]
            item = self._type(lists[0][1]).removeprefix("tuple[").partition(", ...")[0]
            self._items = _snake(lists[0][0])
        body = self._lines(shape)
        self._class(f"{name}Response({base})", "@shape", body)
        return item

    def _request(self, name: str, theirs: OperationModel, item: str) -> None:
        self._arriving = False
        base = f"PagedRequest[{name}Response, {item}]" if item else ""
        body = [f'since = "{self._since}"', ""]
        body += self._lines(theirs.input_shape)
        if item:
            body += [
                "",
                f"def items_of(self, page: {name}Response) -> tuple[{item}, ...]:",
                f"    {_TODO}",
                f"    return page.{self._items}",
            ]
        errors = sorted({shape.name for shape in theirs.error_shapes} - EVERYWHERE)
        raises = "".join(f"\n        {error}: TODO." for error in errors)
        doc = f'"""TODO.\n\n    Raises:{raises}\n    """' if errors else _TODO
        head = f"{name}Request({base or f'Request[{name}Response]'})"
        self._class(head, "@shape", body, doc)

    # --------------------------------------------------------------- classes

    def _class(
        self, head: str, decorator: str, body: list[str], doc: str = _TODO
    ) -> None:
        lines = [decorator, f"class {head}:", f"    {doc}", *([""] if body else [])]
        lines += [f"    {line}".rstrip() for line in body]
        self._code.append("\n".join(lines))

    def _lines(self, shape: Shape | None) -> list[str]:
        """The members: required ones first, a token for the next page last."""
        required = shape.metadata.get("required", ()) if shape else ()
        ordered = sorted(
            _members(shape),
            key=lambda it: (it[0] not in required, it[0] == "nextToken"),
        )
        return [
            line
            for wire, member in ordered
            for line in (self._line(shape, wire, member), _TODO)
        ]

    def _line(
        self, owner: Shape | None, wire: str, shape: Shape, since: str = ""
    ) -> str:
        assert owner
        required = wire in owner.metadata.get("required", ())
        facts = _facts(shape, arriving=self._arriving)
        if since:
            facts.append(f'since="{since}"')
        if not required:
            facts.append("default=None")
        annotation = self._type(shape) + ("" if required else " | None")
        declared = f" = member({', '.join(facts)})" if facts else ""
        return f"{_snake(wire)}: {annotation}{declared}"

    def _type(self, shape: Shape) -> str:
        """The annotation of a member; writes the classes that it needs."""
        match shape:
            case StructureShape() if shape.is_tagged_union:
                if shape.name in self._open:
                    return "U_co"
                self._once(shape, lambda: self._union(shape))
                unknown = " | UnknownMember" if shape.name in self._can_arrive else ""
                return shape.name + unknown
            case StructureShape():
                self._once(shape, lambda: self._structure(shape.name, "@shape", shape))
                return shape.name
            case StringShape() if "enum" in shape.metadata:
                self._once(shape, lambda: self._enum(shape))
                return shape.name
            case ListShape():
                inner = self._type(shape.member)
                if self._arriving:
                    return f"tuple[{inner}, ...]"
                return "Strings" if inner == "str" else f"Sequence[{inner}]"
            case MapShape():
                return f"Mapping[str, {self._type(shape.value)}]"
            case _:
                return _SCALARS[shape.type_name]

    def _once(self, shape: Shape, write: Any) -> None:
        if shape.name not in self._done:
            self._done.add(shape.name)
            write()

    def _structure(self, name: str, decorator: str, shape: Shape) -> None:
        body = self._lines(shape)
        generic = "(Generic[U_co])" if any("U_co" in line for line in body) else ""
        self._class(f"{name}{generic}", decorator, body)

    def _enum(self, shape: Shape) -> None:
        values: list[str] = shape.metadata["enum"]
        lines = [f'    {_constant(value)} = "{value}"' for value in values]
        head = [f"class {shape.name}(OpenEnum):", f"    {_TODO}", ""]
        self._code.append("\n".join([*head, *lines]))

    # ---------------------------------------------------------------- unions

    def _union(self, shape: StructureShape) -> None:
        self._open.append(shape.name)
        arms = [
            arm
            for wire, member in shape.members.items()
            for arm in self._arm(shape, wire, member)
        ]
        self._open.pop()
        names = "".join(f"    {arm},\n" for arm in arms)
        self._code.append(f"{shape.name}: TypeAlias = Union[\n{names}]")

    def _arm(
        self,
        union: StructureShape,
        tag: str,
        shape: Shape,
        above: str = "",
        since: str = "",
    ) -> list[str]:
        """Write an arm, and return its name in the union.

        An arm that is a union of one arm itself is written as that one, under a tag
        that goes through both (see `connectcases_typed.shapes.shape`).
        """
        name = f"{union.name}{tag[:1].upper()}{tag[1:]}"
        way = f'tag="{above}{tag}"' + (f', since="{since}"' if since else "")
        if (
            isinstance(shape, StructureShape)
            and shape.is_tagged_union
            and len(shape.members) == 1
        ):
            ((inner, held),) = shape.members.items()
            return self._arm(shape, inner, held, f"{above}{tag}.", since)
        if isinstance(shape, StructureShape) and not shape.is_tagged_union:
            if self._uses[shape.name] == {tag}:
                name = shape.name
            decorator = f"@shape({way})"
            if name not in self._done:
                self._done.add(name)
                self._structure(name, decorator, shape)
        else:
            inside = self._type(shape)
            facts = ", ".join(_facts(shape, arriving=self._arriving))
            line = f"value: {inside}" + (f" = member({facts})" if facts else "")
            generic = "(Generic[U_co])" if "U_co" in inside else ""
            self._class(f"{name}{generic}", f"@value({way})", [line, _TODO])
        return [f'"{name}[{union.name}]"' if "U_co" in self._code_of(name) else name]

    def _code_of(self, name: str) -> str:
        start = re.compile(rf"class {name}\b")
        return next((code for code in self._code if start.search(code)), "")

    @cached_property
    def _uses(self) -> dict[str, set[str]]:
        """Under which tags a structure is an arm; "" where it is held plainly."""
        found: dict[str, set[str]] = defaultdict(set)
        for name in self._model.shape_names:
            shape = self._model.shape_for(name)
            union = isinstance(shape, StructureShape) and shape.is_tagged_union
            for wire, held in _refs(shape):
                found[held.name].add(wire if union else "")
        return found

    @cached_property
    def _can_arrive(self) -> set[str]:
        found: set[str] = set()
        operations = map(self._model.operation_model, self._model.operation_names)
        todo = [it.output_shape for it in operations if it.output_shape]
        shapes: list[Shape] = list(todo)
        while shapes:
            shape = shapes.pop()
            if shape.name not in found:
                found.add(shape.name)
                shapes += [held for _, held in _refs(shape)]
        return found


def _facts(shape: Shape, *, arriving: bool) -> list[str]:
    """The arguments of `member`."""
    found: list[str] = []
    limits = {"": shape}
    match shape:
        case ListShape():
            limits["each="] = shape.member
        case MapShape():
            limits |= {"each=": shape.value, "keys=": shape.key}
        case _:
            pass
    for name, limited in limits.items():
        given = limited.metadata
        limit = Limit(given.get("min"), given.get("max"), given.get("pattern"))
        if limit != Limit():
            named = _LIMITS.get(limit) if isinstance(limited, StringShape) else None
            found.append(f"{name}{named or _written(limit)}")
    if any(held.metadata.get("sensitive") for held in limits.values()):
        found.append("sensitive=True")
    # As in `compare`: botocore exposes the mark nowhere.
    if arriving and vars(shape)["_shape_model"].get("sparse"):
        found.append("sparse=True")
    return found


def _standard_first(imported: tuple[str, list[str]]) -> tuple[bool, str]:
    home, _ = imported
    return home.startswith("."), home


def _written(limit: Limit) -> str:
    parts = [limit.min, limit.max, limit.pattern]
    while parts[-1] is None:
        parts.pop()
    return f"Limit({', '.join(map(repr, parts))})"


def _pages(theirs: OperationModel) -> bool:
    ways = (theirs.input_shape, theirs.output_shape)
    return all("nextToken" in dict(_members(way)) for way in ways)


def _members(shape: Shape | None) -> list[tuple[str, Shape]]:
    return list(shape.members.items()) if isinstance(shape, StructureShape) else []


def _refs(shape: Shape) -> Iterator[tuple[str, Shape]]:
    match shape:
        case StructureShape():
            yield from shape.members.items()
        case ListShape():
            yield "", shape.member
        case MapShape():
            yield "", shape.value
        case _:
            pass


def _snake(wire: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", wire).lower()


def _constant(value: str) -> str:
    return re.sub(r"\W+", "_", re.sub(r"(?<=[a-z])(?=[A-Z])", "_", value)).upper()
