"""Laws of the operations on many cases at once."""

from typing import Any

import pytest

from .conftest import USER, World, code, empty, refusal, text

COMMENT = {"comment": {"body": "x", "contentType": "Text/Plain"}}


def by_id(*case_ids: str) -> list[Any]:
    """Cases named by id."""
    return [{"caseIdentifier": {"caseId": case_id}} for case_id in case_ids]


def by_reference(*references: str) -> list[Any]:
    """Cases named by reference id."""
    return [{"caseIdentifier": {"referenceId": each}} for each in references]


def reference(world: World, case_id: str) -> str:
    """A case's reference id."""
    value = world.values(case_id, "reference_number")["reference_number"]
    return str(value["stringValue"])


def comment(world: World, cases: list[Any], **more: Any) -> Any:
    """Comment on cases."""
    request = {**world.domain, "cases": cases, "content": COMMENT, **more}
    return world.client.batch_create_related_item(**request)


def update(world: World, cases: list[Any], *fields: Any, **more: Any) -> Any:
    """Update cases; each field is an identifier and a value."""
    given = [{"fieldIdentifier": which, "value": value} for which, value in fields]
    request = {**world.domain, "cases": cases, "fields": given, **more}
    return world.client.batch_update_case(**request)


def identity(world: World, case_id: str) -> Any:
    """How a case is identified in an answer."""
    return {"caseId": case_id, "referenceId": reference(world, case_id)}


def test_a_comment_goes_to_every_case(world: World) -> None:
    """Every case named gets the comment, as if it had been created there alone."""
    other = world.new_case()
    named = by_id(world.case_id) + by_reference(reference(world, other).lower())
    answer = comment(world, named, performedBy={"userArn": USER})
    assert answer["failedItems"] == []
    entries = answer["successfulItems"]
    assert [entry["caseIdentifier"] for entry in entries] == [
        identity(world, world.case_id),
        identity(world, other),
    ]
    (item,) = world.search()
    assert item["relatedItemId"] == entries[0]["relatedItemId"]
    assert item["content"] == COMMENT
    assert item["performedBy"] == {"userArn": USER}
    arn = entries[1]["relatedItemArn"]
    assert arn.endswith(f"/case/{other}/related-item/{entries[1]['relatedItemId']}")
    assert world.events()[-1]["type"] == "RelatedItem.Created"


def test_cases_fail_one_by_one(world: World) -> None:
    """A case that cannot be served is listed with the reason; the others are."""
    full = world.case_id
    world.comment("x")
    world.cases.quotas.related_items_per_case = 1
    other = world.new_case()
    answer = comment(world, by_id("nowhere", full, other))
    assert [each["caseIdentifier"] for each in answer["successfulItems"]] == [
        identity(world, other)
    ]
    unknown, refused = answer["failedItems"]
    assert unknown["caseIdentifier"] == {"caseId": "nowhere"}
    assert unknown["errorCode"] == "CASE_NOT_FOUND"
    assert "nowhere" in unknown["errorMessage"]
    assert refused["caseIdentifier"] == identity(world, full)
    assert refused["errorCode"] == "SERVICE_QUOTA_EXCEEDED"


@pytest.mark.parametrize("call", [comment, update])
def test_some_mistakes_fail_the_whole_batch(world: World, call: Any) -> None:
    """An unknown domain or reference, or a case named twice, serves no case at all."""
    more = {} if call is comment else {"title": "Changed"}
    own = reference(world, world.case_id)
    for cases, expected in (
        (by_id(world.case_id) + by_reference("nowhere"), "ResourceNotFoundException"),
        (by_id(world.case_id, world.case_id), "ValidationException"),
        (by_id(world.case_id) + by_reference(own), "ValidationException"),
    ):
        assert code(call, world, cases, **more) == expected
    missing = refusal(call, world, by_id(world.case_id), **more, domainId="nowhere")
    assert missing["resourceType"] == "Domain"
    assert len(world.events()) == 1


def test_only_comments_are_created_in_a_batch(world: World) -> None:
    """Content of another kind fails the whole call."""
    content = {"file": {"fileArn": "f"}}
    answered = code(comment, world, by_id(world.case_id), content=content)
    assert answered == "ValidationException"


def test_an_update_goes_to_every_case(world: World) -> None:
    """Every case named gets the values, fields being named by id or by name."""
    other = world.new_case()
    field_id = world.fields["Text"]
    answer = update(
        world,
        by_id(world.case_id, other),
        ({"name": "A Text"}, {"stringValue": "by name"}),
        ({"id": "summary"}, {"stringValue": "by id"}),
        title="Same",
        status="closed",
        customerId="arn:aws:profile:x",
        performedBy={"customEntity": "job"},
    )
    assert answer["failedCases"] == []
    assert answer["successfulCases"] == [
        {"caseIdentifier": identity(world, case_id)}
        for case_id in (world.case_id, other)
    ]
    expected = {
        field_id: {"stringValue": "by name"},
        "summary": {"stringValue": "by id"},
        "title": {"stringValue": "Same"},
        "status": {"stringValue": "closed"},
        "customer_id": {"stringValue": "arn:aws:profile:x"},
    }
    for case_id in (world.case_id, other):
        assert world.values(case_id, *expected) == expected
    event = world.events()[-1]
    assert event["performedBy"]["user"] == {"customEntity": "job"}
    assert {entry["eventFieldId"] for entry in event["fields"]} == set(expected)


def test_updates_fail_one_by_one(world: World) -> None:
    """What one case refuses, such as a deleted field it never had, another takes."""
    field_id = world.fields["Text"]
    world.update(text(field_id, "before"))
    other = world.new_case()
    world.client.delete_field(**world.domain, fieldId=field_id)
    after = ({"id": field_id}, {"stringValue": "after"})
    answer = update(world, by_id(other, world.case_id, "nowhere"), after)
    assert world.value(field_id) == after[1]
    (done,) = answer["successfulCases"]
    assert done["caseIdentifier"]["caseId"] == world.case_id
    assert [each["errorCode"] for each in answer["failedCases"]] == [
        "VALIDATION_ERROR",
        "CASE_NOT_FOUND",
    ]


@pytest.mark.parametrize(
    "which",
    [
        {"id": "nowhere"},
        {"name": "nowhere"},
        {"id": "title"},
        {"name": "Status"},
        {"id": "customer_id"},
        {"name": "A Text|A Url"},
        {"name": "A,B"},
    ],
    ids=str,
)
def test_fields_of_a_batch_must_be_right_for_all(world: World, which: Any) -> None:
    """An unknown field, one with a member of its own, or a list of names fails all."""
    wrong = (which, {"stringValue": "x"})
    answered = code(update, world, by_id(world.case_id), wrong, title="Changed")
    assert answered == "ValidationException"
    assert len(world.events()) == 1


def test_a_deleted_field_has_no_name(world: World) -> None:
    """A deleted field is found by its id alone; its name may be another's by now."""
    field_id = world.fields["Text"]
    world.client.delete_field(**world.domain, fieldId=field_id)
    named = ({"name": "A Text"}, {"stringValue": "x"})
    assert code(update, world, by_id(world.case_id), named) == "ValidationException"


def test_an_update_of_nothing_is_refused(world: World) -> None:
    """A batch update says at least one thing."""
    assert code(update, world, by_id(world.case_id)) == "ValidationException"


def test_required_fields_stay_required(world: World) -> None:
    """Clearing what the template requires fails for the case."""
    clear = ({"name": "A Number"}, empty("")["value"])
    (failed,) = update(world, by_id(world.case_id), clear)["failedCases"]
    assert failed["errorCode"] == "VALIDATION_ERROR"


@pytest.mark.parametrize("call", [comment, update])
def test_a_client_token_makes_a_batch_idempotent(world: World, call: Any) -> None:
    """A repeated batch is answered as before; the token serves one request only."""
    request: Any = {"clientToken": "once"}
    if call is update:
        request["title"] = "Changed"
    first = call(world, by_id(world.case_id), **request)
    events = world.events()
    second = call(world, by_id(world.case_id), **request)
    del first["ResponseMetadata"], second["ResponseMetadata"]
    assert second == first
    assert world.events() == events
    assert code(call, world, by_id("other"), **request) == "ConflictException"
