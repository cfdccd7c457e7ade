"""Operations and flows as Markdown: parameters, result, errors, permissions, request.

What a docstring does not say comes from where the library itself has it: errors from
botocore's model, permissions from the embedded service, retries from the request.
"""

import inspect
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from typing import Any, cast

import botocore.session
import griffe
from botocore.model import OperationModel, ServiceModel
from rendering import attribute_texts, body, entry, fence, parameter, source, untyped
from surface import PACKAGE, sources, type_of

from connectcases_typed._names import HOMES
from connectcases_typed.operations import PagedRequest, Repeat
from connectcases_typed.shapes import FLOOR
from connectcases_typed.testing.iam import ALLOWED_BY, needs
from connectcases_typed.testing.store.region import Region

# What happens if a request is sent again that the service has carried out.
_REPEATED = {
    Repeat.READ: "nothing more happens, since it only reads.",
    Repeat.TOKEN: "the service carries it out once, by its `client_token`.",
    Repeat.SAME: "it sets the same again, over what others changed in between.",
    Repeat.CONFLICT: "the service raises `ConflictException`: it exists already.",
    Repeat.GONE: "the service raises `ResourceNotFoundException`: it is gone already.",
    Repeat.TWICE: "the service carries it out a second time.",
}


@cache
def model() -> ServiceModel:
    """botocore's model of the service."""
    return botocore.session.get_session().get_service_model("connectcases")


@cache
def requests() -> dict[str, Any]:
    """The request class of each operation, by the name of its method."""
    return {
        name: method.source
        for name, method in sources().items()
        if inspect.isclass(method.source)
    }


@cache
def flows() -> dict[str, Any]:
    """The function that makes each flow, by the name of its method."""
    return {
        name: method.source
        for name, method in sources().items()
        if name not in requests()
    }


def in_module(home: str) -> list[str]:
    """The operations whose requests a module defines, as it orders them."""
    path = f"{PACKAGE}.{home}"
    found = {
        it.__name__: name for name, it in requests().items() if it.__module__ == path
    }
    return [found[name] for name in vars(import_module(path)) if name in found]


def by_module() -> str:
    """A table of all operations, a row for each module that defines requests."""
    rows: dict[str, list[str]] = {}
    for name, request in requests().items():
        noun = request.__module__.rpartition(".")[2].replace("_", " ")
        rows.setdefault(noun, []).append(
            f"{{py:obj}}`{name} <{PACKAGE}.Client.{name}>`"
        )
    shown = "".join(f"| {noun} | {', '.join(rows[noun])} |\n" for noun in sorted(rows))
    return f"| noun | operations |\n|---|---|\n{shown}"


def request_and_response(name: str) -> tuple[str, str]:
    """The names of an operation's two classes."""
    request = requests()[name]
    return request.__name__, request.response.__name__


def operation(name: str) -> str:
    """An operation under a heading of its own, with its request and its response."""
    request = requests()[name]
    thing = source(request)
    signature = inspect.signature(request)
    types = _types(request)
    texts = attribute_texts(request)
    parameters = [
        parameter(it, texts.get(it, ""), types) for it in signature.parameters
    ]
    facts = "\n".join(f"- {fact}" for fact in _facts(name, request))
    method = fence(
        "py:method",
        f"Client.{name}{untyped(signature)} -> {_result(thing, request)}",
        f"{body(thing, types, parameters)}\n\n{facts}",
        depth=4,
        no_contents_entry="",
    )
    awaited = fence("py:method", f"AsyncClient.{name}", no_typesetting="")
    value = fence(
        "py:class",
        f"{request.__name__}{untyped(signature)}",
        f"The request as a value, to keep or to `send`; its attributes are the"
        f" parameters of {{py:obj}}`{name} <{PACKAGE}.Client.{name}>`.",
        no_contents_entry="",
    )
    response = entry(request.response.__name__)
    return f"## {name}\n\n{method}\n{awaited}\n{value}\n{response}"


def flow(name: str) -> str:
    """A method that takes several requests, under a heading of its own."""
    function = flows()[name]
    thing = cast("griffe.Function", source(function))
    types = {it.name: type_of(it.annotation) for it in thing.parameters}
    result = type_of(thing.returns).partition("[")[2].removesuffix("]")
    method = fence(
        "py:method",
        f"Client.{name}{untyped(inspect.signature(function))} -> {result}",
        body(thing, types),
        no_contents_entry="",
    )
    awaited = fence("py:method", f"AsyncClient.{name}", no_typesetting="")
    return f"## {name}\n\n{method}\n{awaited}"


def _types(request: Any) -> dict[str, str]:
    """The type of each attribute of a request, inherited ones included."""
    types: dict[str, str] = {}
    for cls in reversed(request.__mro__):
        if cls.__module__.startswith(f"{PACKAGE}."):
            for member in source(cls).members.values():
                if isinstance(member, griffe.Attribute):
                    types[member.name] = type_of(member.annotation)
    return types


def _result(thing: griffe.Object, request: Any) -> str:
    """What the method of `Client` returns: a response, or what iterates."""
    if not issubclass(request, PagedRequest):
        return f"~{PACKAGE}.{request.response.__name__}"
    (base,) = (it for it in cast("griffe.Class", thing).bases if "Paged" in str(it))
    page_and_item = type_of(base).partition("[")[2]
    return f"~{PACKAGE}.Items[{page_and_item}"


def _facts(name: str, request: Any) -> Iterator[str]:
    operation = request.operation
    common = _common_errors()
    declared = _declared_errors(operation)
    text = request.__doc__ or ""
    unsaid = [it for it in declared if it not in common and f"{it}:" not in text]
    if unsaid:
        yield f"The service model also declares {', '.join(map(_public, unsaid))}."
    yield f"IAM permission: `cases:{ALLOWED_BY.get(operation, operation)}`" + (
        ", and `cases:TagResource` if you pass tags." if name == "create_case" else "."
    )
    yield _resources(operation)
    yield f"If it is sent again: {_REPEATED[request.repeat]}"
    if request.since != FLOOR:
        yield f"Needs botocore {request.since} or newer."


# What a request names that has an ARN, with placeholders for the ids.
_NAMED: dict[str, object] = {
    "domainId": "DOMAIN_ID",
    "caseId": "CASE_ID",
    "relatedItemId": "RELATED_ITEM_ID",
    "fieldId": "FIELD_ID",
    "layoutId": "LAYOUT_ID",
    "templateId": "TEMPLATE_ID",
    "caseRuleId": "CASE_RULE_ID",
    "secondaryCaseIds": ["CASE_ID"],
    "cases": [{"caseIdentifier": {"caseId": "CASE_ID"}}],
    "caseRules": [{"id": "CASE_RULE_ID"}],
    "layoutConfiguration": {"defaultLayout": "LAYOUT_ID"},
}


def _resources(operation: str) -> str:
    """The ARNs that a policy has to allow, as the embedded service asks for them."""
    given = model().operation_model(operation).input_shape
    members = given.members if given is not None else {}
    if operation in ("TagResource", "UntagResource"):
        return "A policy must allow it on the ARN of what has the tags."
    named = {name: it for name, it in _NAMED.items() if name in members}
    if operation in ("GetCase", "CreateCase", "UpdateCase", "BatchGetField"):
        named["fields"] = [{"id": "FIELD_ID"}]
    region = Region(account="ACCOUNT", name="REGION", partition="aws")
    need = next(needs(operation, named, region))
    # The second of two cases to merge is as the first.
    within = dict.fromkeys(it for it in need.within if it != need.resource)
    listed = " or ".join(f"`{arn.split(':', 5)[-1]}`" for arn in within)
    undenied = f", and none deny it on {listed}" if within else ""
    return f"A policy must allow it on `{need.resource}`{undenied}."


def _declared_errors(operation: str) -> list[str]:
    found: OperationModel = model().operation_model(operation)
    return sorted(shape.name for shape in found.error_shapes)


@cache
def _common_errors() -> set[str]:
    """The errors that every operation declares."""
    declared = [{*_declared_errors(name)} for name in model().operation_names]
    return set.intersection(*declared)


def _public(error: str) -> str:
    return (
        f"{{py:obj}}`{error} <{PACKAGE}.{error}>`" if error in HOMES else f"`{error}`"
    )
