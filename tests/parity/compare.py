"""A comparison of our models with botocore's service model, in every respect.

The walk starts at the operations and goes down both sides at once, class beside
shape. A difference is named by the shape and member of the service model where it
shows, whichever side it comes from, so that one look at the model settles it. A pair
of class and shape that several operations share is compared once, for the first.

Unions are where the two sides are not built alike: a dotted tag of ours goes through
a union inside the union of theirs, and a type variable of ours is the union it is
found in (see `connectcases_typed.conversion.kinds`).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import TypeVar, get_type_hints

import attrs
from botocore.model import (
    ListShape,
    MapShape,
    OperationModel,
    ServiceModel,
    Shape,
    StringShape,
    StructureShape,
)

from connectcases_typed.calling.versions import version
from connectcases_typed.conversion.kinds import (
    Enclosing,
    Enumeration,
    Kind,
    ListOf,
    MapOf,
    Member,
    Scalar,
    Structure,
    Union,
    kind_of,
    members,
    wire_name,
)
from connectcases_typed.operations import Page, PagedRequest
from connectcases_typed.shapes import (
    NO_FACTS,
    Facts,
    Limit,
    OpenEnum,
    is_bare,
    since_of,
    tag_of,
)

from .compare_errors import error_differences
from .difference import Changes, Difference, Side, change, one_sided
from .ours import AnyRequest, all_requests

T = TypeVar("T")

#: Errors every operation may answer; the client's docstring names them, once.
EVERYWHERE = frozenset(
    {"AccessDeniedException", "InternalServerException", "ThrottlingException"}
)

_NAMES: dict[type, frozenset[str]] = {
    str: frozenset({"string"}),
    int: frozenset({"integer", "long"}),
    float: frozenset({"double", "float"}),
    bool: frozenset({"boolean"}),
    datetime: frozenset({"timestamp"}),
}


@attrs.frozen
class At:
    """A place in the service model: a member of a shape."""

    owner: str
    member: str = ""


@attrs.frozen
class Pair:
    """A class of ours and its shape in the service model.

    Attributes:
        cls: the class, or enum.
        shape: the shape's name; empty where the model has none.
        arriving: whether it was met in an answer; in a request otherwise.
    """

    cls: type
    shape: str
    arriving: bool


def differences(
    model: ServiceModel, requests: Mapping[str, AnyRequest] | None = None
) -> Iterator[Difference]:
    """Every difference between our models and a service model."""
    ours = all_requests() if requests is None else requests
    yield from error_differences(model)
    walk = Walk(model)
    for name in [*model.operation_names, *(ours.keys() - set(model.operation_names))]:
        yield from walk.operation(name, ours.get(name))


class Walk:
    """One comparison: what it has found, and which pairs it has seen.

    Attributes:
        pairs: every class or enum that was compared, and with what.
    """

    def __init__(self, model: ServiceModel) -> None:
        self.pairs: set[Pair] = set()
        self._model = model
        self._names = frozenset(model.shape_names)
        self._operation = ""
        self._arriving = False
        self._said: set[tuple[At, str]] = set()
        self._found: list[Difference] = []

    def operation(self, name: str, request: AnyRequest | None) -> list[Difference]:
        """What differs in an operation, apart from pairs that were seen before."""
        self._operation = name
        self._found = []
        if request is None:
            gone = change(None, "operations", name)
            self._note(At(""), "the operation", Side.MISSING, undo=gone)
        elif name not in self._model.operation_names:
            self._note(At(""), "the operation", Side.EXTRA, since=request.since)
        else:
            self._compare(request, self._model.operation_model(name))
        return self._found

    def _compare(self, request: AnyRequest, theirs: OperationModel) -> None:
        self._declared_errors(request, theirs)
        self._paging(request, theirs)
        # The model has no output where an empty body is all that comes.
        pairs: tuple[tuple[type, Shape | None, bool], ...] = (
            (request, theirs.input_shape, False),
            (request.response, theirs.output_shape, True),
        )
        for cls, shape, self._arriving in pairs:
            if shape is not None:
                self._structure(At(shape.name), cls, shape, None)
                continue
            self.pairs.add(Pair(cls, "", self._arriving))
            for member in members(cls):
                self._note(At(cls.__name__, member.wire), "it", Side.EXTRA)

    def _declared_errors(self, request: AnyRequest, theirs: OperationModel) -> None:
        """Docstrings name the errors: there is no other place for them."""
        _, _, raises = (request.__doc__ or "").partition("Raises:\n")
        documented = set(re.findall(r"^ +(\w+Exception):", raises, re.MULTILINE))
        declared = {shape.name for shape in theirs.error_shapes}
        for name, side in one_sided(documented | EVERYWHERE, declared):
            known = [{"shape": it} for it in sorted(declared & documented | EVERYWHERE)]
            undo = change(known, "operations", theirs.name, "errors")
            self._note(At(request.__name__), f"the error {name}", side, undo=undo)

    def _paging(self, request: AnyRequest, theirs: OperationModel) -> None:
        paged = "nextToken" in _members_of(theirs.input_shape).keys() & _members_of(
            theirs.output_shape
        )
        for cls, base in ((request, PagedRequest), (request.response, Page)):
            if issubclass(cls, base) != paged:
                side = Side.MISSING if paged else Side.EXTRA
                self._note(At(cls.__name__), f"being a {base.__name__}", side)

    # ------------------------------------------------------------ structures

    def _structure(
        self, at: At, cls: type, shape: Shape, within: tuple[Union, str] | None
    ) -> None:
        if not isinstance(shape, StructureShape):
            self._note(at, f"a {cls.__name__}, in the model a {shape.type_name}")
            return
        pair = Pair(cls, shape.name, self._arriving)
        if pair in self.pairs:
            return
        self.pairs.add(pair)
        ours = {member.wire: member for member in _all_members(cls)}
        mine = sorted(wire for wire in ours if ours[wire].required)
        required = change(mine, "shapes", shape.name, "required")
        for wire, side in one_sided(ours, shape.members):
            gone = change(None, "shapes", shape.name, "members", wire)
            since = ours[wire].facts.since if wire in ours else ""
            self._note(
                At(shape.name, wire), "it", side, since=since, undo={**gone, **required}
            )
        for wire, theirs in shape.members.items():
            if member := ours.get(wire):
                is_required = wire in shape.required_members
                place = At(shape.name, wire)
                marks = {"ours": member.required, "theirs": is_required}
                self._mark(place, "required", **marks, undo=required)
                self._marks(place, member.facts, theirs)
                self._misplaced(place, member.facts, theirs)
                limit = member.facts.limit
                self._kind(place, member.kind, theirs, member.facts, limit, within)

    def _marks(self, at: At, facts: Facts, shape: Shape) -> None:
        held = [shape, *_inside(shape)]
        sensitive = any(part.metadata.get("sensitive", False) for part in held)
        self._mark(at, "sensitive", ours=facts.sensitive, theirs=sensitive)
        # botocore reads the mark and exposes it nowhere.
        sparse = bool(vars(shape)["_shape_model"].get("sparse"))
        if self._arriving or facts.sparse:
            # Of what is only sent it would say nothing: we send no nulls.
            self._mark(at, "sparse", ours=facts.sparse, theirs=sparse)

    def _misplaced(self, at: At, facts: Facts, shape: Shape) -> None:
        """Limits of parts that a member does not have would never be looked at."""
        if facts.each and not isinstance(shape, ListShape | MapShape):
            self._note(at, "a limit of elements", Side.EXTRA)
        if facts.keys and not isinstance(shape, MapShape):
            self._note(at, "a limit of keys", Side.EXTRA)

    def _kind(
        self,
        at: At,
        kind: Kind,
        shape: Shape,
        facts: Facts,
        limit: Limit | None,
        within: tuple[Union, str] | None,
    ) -> None:
        self._limit(at, "", limit, shape)
        match kind, shape:
            case Enumeration(enum), StringShape():
                self._enum(at, enum, shape)
            case Scalar(type_), _ if shape.type_name in _NAMES[type_]:
                if "enum" in shape.metadata:
                    self._note(at, f"the enum {shape.name}", Side.MISSING)
            case Structure(cls), _:
                self._named(at, cls, shape)
                self._structure(at, cls, shape, None)
            case Union(arms), StructureShape() if shape.is_tagged_union:
                tags = {tag_of(arm) or "": arm for arm in arms}
                self._union(tags, shape, facts.arms, (kind, shape.name))
            case Enclosing(), _ if within and within[1] == shape.name:
                pass
            case ListOf(element), ListShape():
                self._limit(at, "element ", facts.each, shape.member)
                self._held(at, element, shape.member, facts, within)
            case MapOf(value), MapShape():
                self._limit(at, "key ", facts.keys, shape.key)
                self._limit(at, "value ", facts.each, shape.value)
                self._held(at, Scalar(str), shape.key, facts, within)
                self._held(at, value, shape.value, facts, within)
            case _:
                self._note(at, f"{kind}, in the model the {shape.type_name} {shape}")

    def _held(
        self,
        at: At,
        kind: Kind,
        shape: Shape,
        facts: Facts,
        within: tuple[Union, str] | None,
    ) -> None:
        """Compare the elements of a list or map; its own limit has been compared
        already.
        """
        self._kind(at, kind, shape, facts, _limit_of(shape), within)

    # ---------------------------------------------------------------- unions

    def _union(
        self,
        tags: Mapping[str, type],
        shape: StructureShape,
        stricter: Mapping[str, Limit],
        within: tuple[Union, str],
    ) -> None:
        heads = {tag.partition(".")[0] for tag in tags}
        for head, side in one_sided(heads, shape.members):
            since = [since_of(arm) for tag, arm in tags.items() if _is_of(tag, head)]
            self._note(
                At(shape.name, head),
                "the arm",
                side,
                since=min(since, key=version, default=""),
                undo=change(None, "shapes", shape.name, "members", head),
            )
        for tag in stricter.keys() - tags.keys():
            self._note(At(shape.name, tag), "the limit of the arm", Side.EXTRA)
        for head in shape.members.keys() & heads:
            at, target = At(shape.name, head), shape.members[head]
            if arm := tags.get(head):
                self._arm(at, arm, target, stricter.get(head), within)
            elif isinstance(target, StructureShape) and target.is_tagged_union:
                self._marks(at, NO_FACTS, target)
                below = _below(head, tags), target, _below(head, stricter)
                self._union(*below, within)
            else:
                self._note(at, f"a union, in the model the {target.type_name} {target}")

    def _arm(
        self,
        at: At,
        arm: type,
        shape: Shape,
        stricter: Limit | None,
        within: tuple[Union, str],
    ) -> None:
        if not is_bare(arm):
            if arm.__name__ in self._names:
                # A plain name is an arm's own business; another shape's is not.
                self._named(at, arm, shape)
            self._limit(at, "", stricter, shape)
            self._marks(at, NO_FACTS, shape)
            self._structure(at, arm, shape, within)
            return
        self.pairs.add(Pair(arm, shape.name, self._arriving))
        (member,) = members(arm)
        self._marks(at, member.facts, shape)
        limit = stricter or member.facts.limit
        self._kind(at, member.kind, shape, member.facts, limit, within)

    # ----------------------------------------------------------- small parts

    def _named(self, at: At, cls: type, shape: Shape) -> None:
        if cls.__name__ != shape.name:
            self._note(at, f"a {cls.__name__}, in the model a {shape.name}")

    def _enum(self, at: At, enum: type[OpenEnum], shape: StringShape) -> None:
        self.pairs.add(Pair(enum, shape.name, self._arriving))
        self._named(at, enum, shape)
        values = [str(item) for item in enum]
        undo = change(values, "shapes", shape.name, "enum")
        for value, side in one_sided(values, shape.metadata.get("enum", [])):
            self._note(at, f"the value {value} of {enum.__name__}", side, undo=undo)

    def _limit(self, at: At, of: str, ours: Limit | None, shape: Shape) -> None:
        mine, theirs = ours or Limit(), _limit_of(shape)
        for aspect in ("min", "max", "pattern"):
            a, b = getattr(mine, aspect), getattr(theirs, aspect)
            if a == b:
                continue
            undo = change(a, "shapes", shape.name, aspect)
            if a is None:
                self._note(at, f"{of}{aspect} {b}", Side.MISSING, undo=undo)
            elif b is None:
                self._note(at, f"{of}{aspect} {a}", Side.EXTRA, undo=undo)
            else:
                what = f"{of}{aspect} is {a}, in the model {b}"
                self._note(at, what, undo=undo)

    def _mark(
        self,
        at: At,
        name: str,
        *,
        ours: bool,
        theirs: bool,
        undo: Changes | None = None,
    ) -> None:
        if ours != theirs:
            side = Side.MISSING if theirs else Side.EXTRA
            self._note(at, f"the mark `{name}`", side, undo=undo)

    def _note(
        self,
        at: At,
        what: str,
        side: Side = Side.CHANGED,
        *,
        since: str = "",
        undo: Changes | None = None,
    ) -> None:
        text = what if side is Side.CHANGED else f"{what} {side.value}"
        if at.owner and (at, text) in self._said:
            return
        self._said.add((at, text))
        difference = Difference(
            self._operation,
            at.owner,
            at.member,
            text,
            side,
            since if side is Side.EXTRA else "",
            undo or {},
        )
        self._found.append(difference)


def _is_of(tag: str, head: str) -> bool:
    return tag.partition(".")[0] == head


def _below(head: str, tags: Mapping[str, T]) -> dict[str, T]:
    """The tags that go through `head`, without it."""
    before = f"{head}."
    return {
        tag.removeprefix(before): item
        for tag, item in tags.items()
        if tag.startswith(before)
    }


def _members_of(shape: Shape | None) -> Mapping[str, Shape]:
    return shape.members if isinstance(shape, StructureShape) else {}


def _inside(shape: Shape) -> Iterable[Shape]:
    """What a list or map holds."""
    match shape:
        case ListShape():
            return (shape.member,)
        case MapShape():
            return (shape.key, shape.value)
        case _:
            return ()


def _limit_of(shape: Shape) -> Limit:
    found = shape.metadata
    return Limit(found.get("min"), found.get("max"), found.get("pattern"))


def _all_members(cls: type) -> Iterator[Member]:
    """The members of a class, those included that follow from the others."""
    yield from members(cls)
    derived: tuple[str, ...] = getattr(cls, "derived", ())
    for name in derived:
        annotation = get_type_hints(getattr(cls, name).fget)["return"]
        yield Member(
            name, wire_name(name), kind_of(annotation), required=True, facts=NO_FACTS
        )
