"""Laws of cases: their values, the fields the service keeps, tags and tokens."""

from datetime import timedelta
from typing import Any

import pytest

from .conftest import NOON, USER, World, code, empty, number, refusal, text

CREATED = "2026-03-01T12:00:00.000Z"


def test_a_case_reads_back(world: World) -> None:
    """A created case has the values given, of every type, and its template."""
    fields = world.fields
    values = [
        text("title", "Trip"),
        text("summary", "s" * 3000),
        text(fields["Text"], "plain"),
        number(fields["Number"], 2.5),
        {"id": fields["Boolean"], "value": {"booleanValue": False}},
        text(fields["DateTime"], "2026-01-01T00:00:00Z"),
        text(fields["SingleSelect"], "red"),
        text(fields["Url"], "https://example.com"),
        {"id": fields["User"], "value": {"userArnValue": USER}},
    ]
    case_id = world.new_case(fields=values)
    answer = world.client.get_case(
        domainId=world.domain_id,
        caseId=case_id,
        fields=[{"id": value["id"]} for value in values],
    )
    assert answer["fields"] == values
    assert answer["templateId"] == world.template_id
    assert answer["tags"] == {}


def test_the_service_keeps_its_own_fields(world: World) -> None:
    """A new case has an id, a reference number, its times, its user and a status."""
    case_id = world.new_case(performedBy={"userArn": USER})
    names = (
        "case_id",
        "status",
        "created_datetime",
        "last_updated_datetime",
        "created_by",
        "last_updated_user",
        "last_closed_datetime",
        "reference_number",
    )
    answer = world.client.get_case(
        domainId=world.domain_id,
        caseId=case_id,
        fields=[{"id": name} for name in names],
    )
    values = {field["id"]: field["value"] for field in answer["fields"]}
    reference = values.pop("reference_number")["stringValue"]
    assert len(reference) == 9
    assert reference.isalnum()
    assert values == {
        "case_id": {"stringValue": case_id},
        "status": {"stringValue": "open"},
        "created_datetime": {"stringValue": CREATED},
        "last_updated_datetime": {"stringValue": CREATED},
        "created_by": {"userArnValue": USER},
        "last_updated_user": {"userArnValue": USER},
    }


def test_closing_and_reopening_leave_their_times(world: World) -> None:
    """Closing and reopening set their times, and each stays when the other happens."""
    clock = world.cases.clock
    clock.advance(timedelta(hours=1))
    world.update(text("status", "closed"))
    closed = {"stringValue": "2026-03-01T13:00:00.000Z"}
    assert world.value("last_closed_datetime") == closed
    assert world.value("last_reopened_datetime") is None
    clock.advance(timedelta(hours=1))
    world.update(text("status", "open"))
    assert world.value("last_closed_datetime") == closed
    assert world.value("last_reopened_datetime") == {
        "stringValue": "2026-03-01T14:00:00.000Z"
    }
    assert world.value("last_updated_datetime") == world.value("last_reopened_datetime")


def test_an_update_sets_what_it_names(world: World) -> None:
    """UpdateCase sets the fields it names, clears with empty and keeps the rest."""
    world.update(text(world.fields["Text"], "one"), text("summary", "two"))
    world.update(empty(world.fields["Text"]), performedBy={"userArn": USER})
    assert world.value(world.fields["Text"]) is None
    assert world.value("summary") == {"stringValue": "two"}
    assert world.value("title") == {"stringValue": "First"}
    assert world.value("last_updated_user") == {"userArnValue": USER}
    world.update(text("summary", "three"), performedBy={"customEntity": "job"})
    assert world.value("last_updated_user") is None


def test_an_update_that_changes_nothing_leaves_no_trace(world: World) -> None:
    """Setting the values a case has already changes no time and makes no event."""
    world.cases.clock.advance(timedelta(hours=1))
    world.update()
    world.update(text("title", "First"), empty("summary"))
    assert world.value("last_updated_datetime") == {"stringValue": CREATED}
    assert len(world.events()) == 1


REFUSED: dict[str, Any] = {
    "unknown field": text("nowhere", "x"),
    "kept by the service": text("case_id", "x"),
    "unknown option": text("status", "lost"),
    "wrong kind": {"id": "title", "value": {"doubleValue": 1.0}},
    "user as text": {"id": "title", "value": {"userArnValue": USER}},
    "long title": text("title", "x" * 4101),
    "long summary": text("summary", "x" * 3001),
}


@pytest.mark.parametrize("field", REFUSED.values(), ids=REFUSED.keys())
def test_values_must_fit_their_fields(world: World, field: Any) -> None:
    """A value that does not fit its field is refused, and then nothing is changed."""
    others = [text("assigned_queue", "arn"), number(world.fields["Number"], 2)]
    title = [text("title", "x")] if field["id"] != "title" else []
    assert code(lambda: world.new_case(fields=[*title, *others, field])) == (
        "ValidationException"
    )
    assert code(lambda: world.update(*others, field)) == "ValidationException"
    assert world.value("assigned_queue") is None
    assert len(world.events()) == 1


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("Text", {"doubleValue": 1.0}),
        ("Text", {"stringValue": "x" * 501}),
        ("Number", {"stringValue": "1"}),
        ("Boolean", {"stringValue": "true"}),
        ("DateTime", {"stringValue": "tomorrow"}),
        ("SingleSelect", {"stringValue": "green"}),
        ("SingleSelect", {"stringValue": "blue"}),
        ("Url", {"booleanValue": True}),
        ("User", {"stringValue": USER}),
    ],
)
def test_custom_values_must_fit_their_fields(
    world: World, kind: str, value: Any
) -> None:
    """Each type of field takes its own kind of value only."""
    field = {"id": world.fields[kind], "value": value}
    assert code(lambda: world.update(field)) == "ValidationException"


def test_multiline_text_may_be_longer(world: World) -> None:
    """A multi-line text field takes more than a single line's 500 characters."""
    field_id = world.client.create_field(
        domainId=world.domain_id,
        name="Notes",
        type="Text",
        attributes={"text": {"isMultiline": True}},
    )["fieldId"]
    world.update(text(field_id, "x" * 4100))
    assert world.value(field_id) == {"stringValue": "x" * 4100}


def test_an_option_made_inactive_stays_where_it_is(world: World) -> None:
    """A case keeps an option that became inactive, and may be given it as it is."""
    field_id = world.fields["SingleSelect"]
    world.update(text(field_id, "red"))
    world.client.batch_put_field_options(
        domainId=world.domain_id,
        fieldId=field_id,
        options=[{"name": "Red", "value": "red", "active": False}],
    )
    world.update(text(field_id, "red"), text("summary", "x"))
    assert world.value(field_id) == {"stringValue": "red"}


def test_required_fields_must_have_values(world: World) -> None:
    """A case needs a title and what its template requires, and cannot lose them."""
    required = number(world.fields["Number"], 1)
    for fields in (
        [required],
        [text("title", ""), required],
        [empty("title"), required],
        [text("title", "x")],
        [text("title", "x"), empty(world.fields["Number"])],
    ):
        missing = refusal(world.new_case, fields=fields)
        assert missing["Error"]["Code"] == "ValidationException"
        assert "required" in missing["Error"]["Message"]
    for field_id in ("title", "status", world.fields["Number"]):
        assert code(world.update, empty(field_id)) == "ValidationException"


def test_the_customer_is_required_by_template_only(world: World) -> None:
    """A case needs no customer unless its template says so."""
    world.client.update_template(
        domainId=world.domain_id,
        templateId=world.template_id,
        requiredFields=[{"fieldId": "customer_id"}],
    )
    title = text("title", "x")
    assert code(lambda: world.new_case(fields=[title])) == "ValidationException"
    assert world.new_case(fields=[title, text("customer_id", "arn:aws:profile:x")])


def test_all_problems_are_told_at_once(world: World) -> None:
    """One refusal names every field that is wrong."""
    answer = refusal(
        lambda: world.update(text("nowhere", "x"), text("case_id", "x"), empty("title"))
    )
    message = answer["Error"]["Message"]
    for field_id in ("nowhere", "case_id", "title"):
        assert field_id in message


def test_a_field_cannot_be_given_twice(world: World) -> None:
    """Two values for one field are refused."""
    twice = [text("summary", "a"), text("summary", "b")]
    assert code(lambda: world.update(*twice)) == "ValidationException"


def test_reference_numbers_are_unique(world: World) -> None:
    """A reference number may be supplied once, whatever its case, and then stays."""
    fields = [text("title", "x"), number(world.fields["Number"], 1)]

    def create(reference: str) -> str:
        return world.new_case(fields=[*fields, text("reference_number", reference)])

    create("ABC-1")
    assert code(lambda: create("abc-1")) == "ConflictException"
    assert code(lambda: create("a b")) == "ValidationException"
    change = text("reference_number", "ABC-2")
    assert code(lambda: world.update(change)) == "ValidationException"


def test_tags_propagate_from_the_template(world: World) -> None:
    """A case gets its template's tags, and the request's win where both name a key."""
    world.client.update_template(
        domainId=world.domain_id,
        templateId=world.template_id,
        tagPropagationConfigurations=[
            {"resourceType": "Cases", "tagMap": {"team": "blue", "tier": "1"}}
        ],
    )
    case_id = world.new_case(tags={"tier": "2", "own": "yes"})
    answer = world.client.get_case(
        domainId=world.domain_id, caseId=case_id, fields=[{"id": "title"}]
    )
    assert answer["tags"] == {"team": "blue", "tier": "2", "own": "yes"}


def test_a_client_token_makes_creation_idempotent(world: World) -> None:
    """The same token with the same request is the same case; otherwise a conflict."""
    first = world.new_case(clientToken="token")
    assert world.new_case(clientToken="token") == first
    assert world.new_case(clientToken="other") != first
    assert world.new_case(clientToken="") != world.new_case(clientToken="")
    other = {"clientToken": "token", "tags": {"a": "b"}}
    assert code(lambda: world.new_case(**other)) == "ConflictException"


def test_unknown_fields_cannot_be_read(world: World) -> None:
    """GetCase refuses ids of no field, and answers each known one once."""
    answer = world.client.get_case(**world.case, fields=[{"id": "title"}] * 2)
    assert answer["fields"] == [text("title", "First")]
    assert code(lambda: world.value("nowhere")) == "ValidationException"


def test_a_deleted_case_is_gone(world: World) -> None:
    """After DeleteCase whatever needs the case, its items or history is NotFound."""
    client, case = world.client, world.case
    item = {**case, "relatedItemId": world.comment("hello")}
    client.delete_case(**case)
    for call in (
        lambda: world.value("title"),
        world.update,
        lambda: world.comment("hello"),
        lambda: client.delete_related_item(**item),
        world.search,
        world.events,
        lambda: client.delete_case(**case),
    ):
        answer = refusal(call)
        assert answer["Error"]["Code"] == "ResourceNotFoundException"
        assert answer["resourceType"] == "Case"
        assert answer["resourceId"] == world.case_id


def test_times_are_written_with_milliseconds(world: World) -> None:
    """Times are ISO-8601 in UTC with three fraction digits, and parse back exactly."""
    world.cases.clock.set(NOON + timedelta(microseconds=7999))
    case_id = world.new_case()
    answer = world.client.get_case(
        domainId=world.domain_id, caseId=case_id, fields=[{"id": "created_datetime"}]
    )
    assert answer["fields"] == [text("created_datetime", "2026-03-01T12:00:00.007Z")]


def test_a_title_may_be_as_long_as_any_text(world: World) -> None:
    """Titles of 4,100 characters are taken: 500 is BatchUpdateCase's own limit."""
    title = text("title", "x" * 4100)
    world.update(title)
    assert world.value("title") == title["value"]


def test_what_was_read_can_be_written_back(world: World) -> None:
    """A reference number that does not change may be among the fields of an update."""
    number_as_read = world.value("reference_number")
    change = {"id": "reference_number", "value": number_as_read}
    world.update(change, text("summary", "Read and written back"))
    assert world.value("reference_number") == number_as_read
    assert world.value("summary") == {"stringValue": "Read and written back"}
