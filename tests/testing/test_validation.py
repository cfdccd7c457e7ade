"""Laws of the model's constraints: every kind is checked on the service's side."""

import json
import math
import re
from collections.abc import Iterator
from typing import Any

import pytest
import requests

from connectcases_typed.testing.operations import OPERATIONS
from connectcases_typed.testing.protocol.errors import ValidationException
from connectcases_typed.testing.protocol.model import operation_model
from connectcases_typed.testing.protocol.validation import validated

from .conftest import World, refusal, text

TITLE = text("title", "x")
COMMENT = {"body": "x", "contentType": "Text/Plain"}
SLA = {"name": "x", "type": "CaseField", "targetSlaMinutes": 1}


def comment(**change: Any) -> Any:
    """A comment to create, with something else than usual."""
    return {"type": "Comment", "content": {"comment": COMMENT | change}}


def sla(**change: Any) -> Any:
    """An SLA to create, with something else than usual."""
    return {"type": "Sla", "content": {"sla": {"slaInputConfiguration": SLA | change}}}


def value(**union: Any) -> Any:
    """A field value with these arms."""
    return {"fields": [{"id": "title", "value": union}]}


def entity(name: str) -> Any:
    """An update performed by a custom entity."""
    return {"fields": [], "performedBy": {"customEntity": name}}


def nested(*filters: Any) -> Any:
    """Filters over custom fields."""
    return {"filters": [{"custom": {"fields": each}} for each in filters]}


# Kind of constraint: operation, what it is given, and where the refusal points.
VIOLATIONS: dict[str, tuple[str, Any, str]] = {
    "required": ("create_domain", {}, "name: required"),
    "required below": (
        "create_related_item",
        comment(body=None),
        "content.comment.body: required",
    ),
    "too short": ("create_domain", {"name": ""}, "name: 0 characters, at least 1"),
    "too long": (
        "create_related_item",
        comment(body="x" * 15001),
        "content.comment.body: 15001 characters, at most 15000",
    ),
    "pattern": ("create_domain", {"name": "x "}, "name: does not match"),
    "pattern anchored": ("create_domain", {"name": "x\ny"}, "name: does not match"),
    "pattern anchored at the end": (
        "update_case",
        entity("x\n"),
        "performedBy.customEntity: does not match",
    ),
    "enum": (
        "create_field",
        {"name": "x", "type": "Date"},
        "type: not one of: Text, Number",
    ),
    "enum in a list": (
        "list_templates",
        {"status": ["Gone"]},
        "status[0]: not one of: Active, Inactive",
    ),
    "list too short": ("batch_get_field", {"fields": []}, "fields: 0 elements"),
    "list too long": (
        "batch_get_field",
        {"fields": [{"id": "title"}] * 51},
        "fields: 51 elements, at most 50",
    ),
    "filters": (
        "search_related_items",
        {"filters": [{"comment": {}}] * 11},
        "filters: 11 elements, at most 10",
    ),
    "range low": (
        "create_related_item",
        sla(targetSlaMinutes=0),
        "content.sla.slaInputConfiguration.targetSlaMinutes: 0, at least 1",
    ),
    "range high": (
        "create_related_item",
        # Older models allow less than two years: either way this is more.
        sla(targetSlaMinutes=9_999_999),
        "targetSlaMinutes: 9999999, at most 1",
    ),
    "query range": ("list_fields", {"maxResults": 101}, "maxResults: 101, at most 100"),
    "query type": ("list_fields", {"maxResults": "x"}, "maxResults: not a whole"),
    "page size": ("get_case_audit_events", {"maxResults": 26}, "maxResults: 26"),
    "no arm": ("update_case", value(), "fields[0].value: 0 members set"),
    "two arms": (
        "update_case",
        value(stringValue="x", doubleValue=1.0),
        "fields[0].value: 2 members set, exactly one of: stringValue",
    ),
    "arm of another union": (
        "update_related_item",
        {"content": {}},
        "content: 0 members set, exactly one of: comment, custom",
    ),
    "map key": ("create_case", {"tags": {"aws:x": "y"}}, "tags.key[0]: does not match"),
    "map value": (
        "create_case",
        {"tags": {"x": "y" * 257}},
        "tags.value[0]: 257 characters, at most 256",
    ),
    "map null": ("create_case", {"tags": {"x": None}}, "tags.value[0]: null value"),
    "map size": (
        "create_case",
        {"tags": {f"k{i}": "v" for i in range(51)}},
        "tags: 51 entries, at most 50",
    ),
    "recursive": (
        "search_related_items",
        nested({"not": {"andAll": [{"orAll": [{}] * 11}]}}),
        "filters[0].custom.fields.not.andAll[0].orAll: 11 elements, at most 10",
    ),
    "surrogate": (
        "create_related_item",
        comment(body="\ud800"),
        "content.comment.body: not valid Unicode",
    ),
}

DEFAULTS: dict[str, Any] = {
    "create_case": {"fields": [TITLE]},
    "update_related_item": {"relatedItemId": "x"},
}


def named(world: World, operation: str) -> Any:
    """The identifiers an operation takes, leading to things that exist."""
    known = {
        "domainId": world.domain_id,
        "caseId": world.case_id,
        "templateId": world.template_id,
    }
    model = world.client.meta.service_model
    names = world.client.meta.method_to_api_mapping
    members = model.operation_model(names[operation]).input_shape.members
    return {name: known[name] for name in members if name in known}


@pytest.mark.parametrize(
    ("operation", "request_", "expected"), VIOLATIONS.values(), ids=VIOLATIONS.keys()
)
def test_every_kind_of_constraint_is_checked(
    world: World, operation: str, request_: Any, expected: str
) -> None:
    """A violation of the model is a ValidationException that names place and rule."""
    whole = DEFAULTS.get(operation, {}) | request_ | named(world, operation)
    answer = refusal(lambda: getattr(world.client, operation)(**whole))
    assert answer["Error"]["Code"] == "ValidationException"
    assert answer["ResponseMetadata"]["HTTPStatusCode"] == 400
    assert expected in answer["Error"]["Message"]


@pytest.mark.parametrize(
    ("union", "expected"),
    [
        ({"stringValue": 1}, "stringValue: not a string"),
        ({"doubleValue": "1"}, "doubleValue: not a number"),
        ({"doubleValue": True}, "doubleValue: not a number"),
        ({"booleanValue": "true"}, "booleanValue: not a boolean"),
        ({"booleanValue": 1}, "booleanValue: not a boolean"),
        ({"emptyValue": "x"}, "emptyValue: not an object"),
        ({"doubleValue": 10**400}, "doubleValue: not a finite number"),
        ({"timeValue": "2026-03-01"}, "value: 0 members set, exactly one of"),
        ({"stringValue": None}, "value: 0 members set, exactly one of"),
        ("text", "value: not an object"),
    ],
)
def test_types_are_not_coerced(world: World, union: Any, expected: str) -> None:
    """A value of another JSON type is refused, not converted."""
    assert expected in post(world, {"fields": [{"id": "title", "value": union}]})


def test_lists_and_whole_numbers_are_what_they_are(world: World) -> None:
    """Lists, objects and whole numbers are not made from anything else."""
    assert "fields: not a list" in post(world, {"fields": {"id": "title"}})
    assert "fields[0]: null element" in post(world, {"fields": [None]})
    assert "tags: not an object" in post(world, {"tags": ["x"]}, "cases", "POST")
    for size in (1.5, True, "1"):
        path = f"cases/{world.case_id}/audit-history"
        message = post(world, {"maxResults": size}, path, "POST")
        assert message == "maxResults: not a whole number"


def post(world: World, body: Any, path: str = "", method: str = "PUT") -> str:
    """Send JSON by hand and answer the message of the refusal."""
    answer = requests.request(
        method,
        "https://cases.us-west-2.amazonaws.com/domains/"
        f"{world.domain_id}/{path or f'cases/{world.case_id}'}",
        data=json.dumps(body),
        timeout=5,
    )
    assert answer.status_code == 400
    return str(answer.json()["message"])


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_numbers_are_finite(world: World, number: float) -> None:
    """NaN and the infinities are no numbers of this service."""
    field = {"id": world.fields["Number"], "value": {"doubleValue": number}}
    answer = refusal(lambda: world.update(field))
    assert answer["Error"]["Code"] == "ValidationException"


def test_lengths_are_counted_in_characters(world: World) -> None:
    """A limit counts code points, however many bytes they take."""
    world.comment("🙂" * 15000)
    answer = refusal(lambda: world.comment("🙂" * 15001))
    assert "15001 characters" in answer["Error"]["Message"]


def test_all_violations_are_told_at_once(world: World) -> None:
    """One refusal names every constraint a request violates."""
    answer = refusal(
        lambda: world.client.create_field(
            domainId=world.domain_id, name="x" * 101, type="Date", description="y" * 256
        )
    )
    message = answer["Error"]["Message"]
    for member in ("name:", "type:", "description:"):
        assert member in message


def test_bounds_themselves_are_allowed(world: World) -> None:
    """The largest and smallest values the model allows are accepted."""
    world.client.create_field(
        domainId=world.domain_id,
        name="x" * 100,
        type="Text",
        description="y" * 255,
    )
    world.comment("x")
    world.comment("x" * 15000)
    world.update(text("title", "x"), performedBy={"customEntity": "x" * 500})
    world.client.list_fields(domainId=world.domain_id, maxResults=100)


def smallest(shape: Any) -> Any:
    """The smallest value a shape allows."""
    least = shape.metadata.get("min", 0)
    match shape.type_name:
        case "structure":
            names = shape.required_members
            if getattr(shape, "is_tagged_union", False):
                names = [next(iter(shape.members))]
            return {name: smallest(shape.members[name]) for name in names}
        case "list":
            return [smallest(shape.member)] * least
        case "map":
            return {}
        case "string":
            return (shape.enum or ["x" * max(1, least)])[0]
        case "boolean":
            return True
        case _:
            return least


def off(shape: Any) -> Iterator[Any]:
    """Values that are just outside of what a shape allows by itself."""
    least, most = (shape.metadata.get(name) for name in ("min", "max"))
    sizes = [*([least - 1] if least else []), *([most + 1] if most else [])]
    match shape.type_name:
        case "string":
            yield from ("x" * size for size in sizes)
            if shape.enum:
                yield "none of these"
            if pattern := shape.metadata.get("pattern"):
                wrong = ("x ", "x\n", "\N{SNOWMAN}", "aws:x", "x|y")
                yield from (it for it in wrong if not re.fullmatch(pattern, it))
        case "list":
            element = smallest(shape.member)
            yield from ([element] * size for size in sizes)
        case "map" if most:
            value = smallest(shape.value)
            yield {f"k{number}": value for number in range(most + 1)}
        case "integer" | "long":
            yield from sizes
        case "structure" if getattr(shape, "is_tagged_union", False):
            yield {}
            arms = list(shape.members.items())[:2]
            if len(arms) == 2:
                yield {name: smallest(member) for name, member in arms}
        case _:
            pass


def wrong(shape: Any, above: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    """For each rule of a shape and of all it holds: where it is broken, and a value in
    which it is the only one that is.
    """
    yield from (("", value) for value in off(shape))
    if shape.name in above:
        return
    above = (*above, shape.name)
    if shape.type_name == "list":
        for path, value in wrong(shape.member, above):
            # In the first place; the others make the list as long as it has to be.
            rest = [smallest(shape.member)] * (shape.metadata.get("min", 1) - 1)
            yield f"[0]{path}", [value, *rest]
    if shape.type_name == "structure":
        whole = smallest(shape)
        union = getattr(shape, "is_tagged_union", False)
        if not union:
            for name in shape.required_members:
                lacking = {key: it for key, it in whole.items() if key != name}
                yield f".{name}", lacking
        for name, member in shape.members.items():
            for path, value in wrong(member, above):
                yield f".{name}{path}", {**({} if union else whole), name: value}


@pytest.mark.parametrize("operation", OPERATIONS)
def test_every_constraint_of_the_model_is_checked(operation: str) -> None:
    """A request that breaks one rule of the model, wherever it is, is refused with the
    place; the smallest request that breaks none is not.
    """
    shape = operation_model(operation).input_shape
    validated(operation, smallest(shape))
    for path, request in wrong(shape):
        place = path.removeprefix(".")
        with pytest.raises(ValidationException, match=re.escape(f"{place}: ")):
            validated(operation, request)
