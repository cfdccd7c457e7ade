"""Every small change to a service model, each with the places where it must show.

A mutation is applied to the JSON botocore makes its model of. The model is copied only
along the way to what is changed, so that thousands of them take seconds.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any

import attrs
from botocore.model import ServiceModel

from .difference import Changes

# The service model is JSON; what is in it has no type of its own.
Json = Mapping[str, Any]
Place = tuple[str, str]

_NEW = "brandNew"


@attrs.frozen
class Mutation:
    """One change.

    Attributes:
        name: what it is, for whoever reads a failure.
        about: the operation it is to be looked for in, or the error it is about.
        places: the members, with their shapes, where it may show.
        changes: new values by path; None takes away.
    """

    name: str
    about: str
    places: frozenset[Place]
    changes: Changes


def mutated(tree: Json, changes: Changes) -> Json:
    """A copy of a model with some values changed."""
    for path, value in changes.items():
        tree = _changed(tree, path, value)
    return tree


def _changed(tree: Json, path: tuple[str, ...], value: Any) -> Json:
    head, *rest = path
    copy = dict(tree)
    if rest:
        copy[head] = _changed(tree.get(head, {}), tuple(rest), value)
    elif value is None:
        copy.pop(head, None)
    else:
        copy[head] = value
    return copy


class Mutations:
    """The mutations of one model, by kind.

    Attributes:
        tree: the model.
    """

    def __init__(self, tree: Json) -> None:
        self.tree = tree
        self._shapes: Json = tree["shapes"]

    @cached_property
    def _operation_of(self) -> Mapping[str, str]:
        """Of each shape, the first operation that reaches it."""
        return {**self._reached("input", "output"), **self._arriving}

    @cached_property
    def _arriving(self) -> Mapping[str, str]:
        """Of each shape that can arrive, the first operation that answers it."""
        return self._reached("output")

    def _reached(self, *ways: str) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for operation, parts in self.tree["operations"].items():
            todo = [parts[way]["shape"] for way in ways if way in parts]
            seen: set[str] = set()
            while todo:
                name = todo.pop()
                if name not in seen:
                    seen.add(name)
                    found.setdefault(name, operation)
                    todo.extend(self._refs(name))
        return found

    @cached_property
    def _places(self) -> Mapping[str, frozenset[Place]]:
        """Of each shape, the members that hold it, or a list or map of it."""
        found: dict[str, set[Place]] = defaultdict(set)
        for owner in self._operation_of:
            for member, ref in self._shapes[owner].get("members", {}).items():
                found[ref["shape"]].add((owner, member))
                for inner in self._held(ref["shape"]):
                    found[inner].add((owner, member))
        return {name: frozenset(places) for name, places in found.items()}

    def _refs(self, name: str) -> Iterator[str]:
        yield from self._held(name)
        for ref in self._shapes[name].get("members", {}).values():
            yield ref["shape"]

    def _held(self, name: str) -> Iterator[str]:
        """What a list or map holds."""
        shape = self._shapes[name]
        for part in shape.keys() & {"member", "key", "value"}:
            yield shape[part]["shape"]

    # ----------------------------------------------------- of what is in shapes

    def _each(self, *types: str) -> Iterator[tuple[str, Json]]:
        """The shapes of some types that members hold, or of any type."""
        for name in self._places:
            if not types or self._shapes[name]["type"] in types:
                yield name, self._shapes[name]

    def _at(self, shape: str, what: str, **changes: Any) -> Mutation:
        """A change of a shape itself, which shows wherever it is held."""
        paths: dict[tuple[str, ...], Any] = {
            ("shapes", shape, key): value for key, value in changes.items()
        }
        return Mutation(
            f"{what} {shape}", self._operation_of[shape], self._places[shape], paths
        )

    def members(self) -> Iterator[Mutation]:
        """Drop each member and each arm."""
        for owner, shape in self._structures():
            for member in shape["members"]:
                rest = [name for name in shape.get("required", ()) if name != member]
                yield self._member(
                    f"drop {owner}.{member}",
                    owner,
                    member,
                    {("members", member): None, ("required",): rest},
                )

    def more_members(self) -> Iterator[Mutation]:
        """Add a member, or an arm, to each structure."""
        for owner, _ in self._structures():
            path = ("members", _NEW)
            new = {"shape": "DomainId"}
            yield self._member(f"add to {owner}", owner, _NEW, {path: new})

    def required(self) -> Iterator[Mutation]:
        """Turn round each `required`; of a union it has no meaning."""
        for owner, shape in self._structures():
            required = shape.get("required", [])
            for member in () if shape.get("union") else shape["members"]:
                now = [name for name in required if name != member]
                if len(now) == len(required):
                    now.append(member)
                name = f"required of {owner}.{member}"
                yield self._member(name, owner, member, {("required",): now})

    def limits(self) -> Iterator[Mutation]:
        """Drop and change each limit."""
        for name, shape in self._each():
            for aspect in ("min", "max", "pattern"):
                if aspect in shape:
                    other = f"{shape[aspect]}x" if aspect == "pattern" else 77777
                    yield self._at(name, f"drop {aspect} of", **{aspect: None})
                    yield self._at(name, f"change {aspect} of", **{aspect: other})

    def more_limits(self) -> Iterator[Mutation]:
        """Add each limit that is not there."""
        for name, shape in self._each("string", "integer", "long", "list", "map"):
            if "enum" not in shape:
                aspects: dict[str, Any] = {"min": 3, "max": 333}
                if shape["type"] == "string":
                    aspects["pattern"] = "x+"
                for aspect in aspects.keys() - shape.keys():
                    new = {aspect: aspects[aspect]}
                    yield self._at(name, f"add {aspect} to", **new)

    def enums(self) -> Iterator[Mutation]:
        """Drop each value of each enum, and add one."""
        for name, shape in self._each("string"):
            values: list[str] = shape.get("enum", [])
            for value in values:
                rest = [other for other in values if other != value]
                yield self._at(name, f"drop {value} of", enum=rest)
            yield self._at(name, "add a value to", enum=[*values, _NEW])

    def sensitive(self) -> Iterator[Mutation]:
        """Turn round each mark `sensitive`."""
        for name, shape in self._each():
            turned = None if shape.get("sensitive") else True
            yield self._at(name, "sensitive of", sensitive=turned)

    def sparse(self) -> Iterator[Mutation]:
        """Turn round each mark `sparse`, where it has a meaning: in answers."""
        for name, shape in self._each("list", "map"):
            if name in self._arriving:
                turned = None if shape.get("sparse") else True
                yield self._at(name, "sparse of", sparse=turned)

    def types(self) -> Iterator[Mutation]:
        """Make each scalar one of another type."""
        for name, shape in self._each(
            "string", "integer", "long", "double", "boolean", "timestamp"
        ):
            other = "string" if shape["type"] == "boolean" else "boolean"
            yield self._at(name, "another type for", type=other)

    def _structures(self) -> Iterator[tuple[str, Json]]:
        for name in self._operation_of:
            if self._shapes[name]["type"] == "structure":
                yield name, self._shapes[name]

    def _member(
        self,
        name: str,
        owner: str,
        member: str,
        changes: Mapping[tuple[str, ...], Any],
    ) -> Mutation:
        paths = {("shapes", owner, *path): value for path, value in changes.items()}
        operation = self._operation_of[owner]
        return Mutation(name, operation, frozenset({(owner, member)}), paths)

    # ------------------------------------------------- of errors and operations

    def errors(self) -> Iterator[Mutation]:
        """Drop each error, each of its members and marks, and add to them."""
        for name, shape in self._shapes.items():
            if not shape.get("exception"):
                continue
            changes: dict[str, Mapping[tuple[str, ...], Any]] = {
                "drop": {("exception",): None},
                "retryable of": {("retryable",): None if "retryable" in shape else {}},
                "status of": {("error", "httpStatusCode"): 418},
                "add to": {("members", _NEW): {"shape": "DomainId"}},
            }
            for member in shape["members"]:
                changes[f"drop {member} of"] = {("members", member): None}
            for what, change in changes.items():
                paths = {
                    ("shapes", name, *path): value for path, value in change.items()
                }
                yield Mutation(f"{what} {name}", name, frozenset(), paths)

    def declared_errors(self) -> Iterator[Mutation]:
        """Drop each error of each operation, and add a new one."""
        for operation, parts in self.tree["operations"].items():
            declared = parts["errors"]
            request = parts["input"]["shape"]
            place = frozenset({(request, "")})
            new = [*declared, {"shape": _new_error(declared)}]
            for index, error in enumerate(declared):
                rest = [*declared[:index], *declared[index + 1 :]]
                yield Mutation(
                    f"drop {error['shape']} of {operation}",
                    operation,
                    place,
                    {("operations", operation, "errors"): rest},
                )
            yield Mutation(
                f"add an error to {operation}",
                operation,
                place,
                {("operations", operation, "errors"): new},
            )

    def operations(self) -> Iterator[Mutation]:
        """Drop each operation, and add one."""
        for operation, parts in self.tree["operations"].items():
            path = ("operations", operation)
            yield Mutation(f"drop {operation}", operation, frozenset(), {path: None})
            path = ("operations", f"{operation}Anew")
            yield Mutation(
                f"add {operation}Anew", f"{operation}Anew", frozenset(), {path: parts}
            )


def _new_error(declared: list[Json]) -> str:
    """A shape that is no error of the operation yet; any structure will do."""
    names = {error["shape"] for error in declared}
    every = ("ConflictException", "ServiceQuotaExceededException", "FieldValue")
    return next(name for name in every if name not in names)


#: The kinds that one operation's comparison must show.
OF_SHAPES: tuple[Callable[[Mutations], Iterator[Mutation]], ...] = (
    Mutations.members,
    Mutations.more_members,
    Mutations.required,
    Mutations.limits,
    Mutations.more_limits,
    Mutations.enums,
    Mutations.sensitive,
    Mutations.sparse,
    Mutations.types,
    Mutations.declared_errors,
)
#: The kinds that only the comparison of the whole shows.
OF_THE_WHOLE: tuple[Callable[[Mutations], Iterator[Mutation]], ...] = (
    Mutations.errors,
    Mutations.operations,
)


def model_of(tree: Json) -> ServiceModel:
    """botocore's model, made of JSON."""
    return ServiceModel(tree, "connectcases")
