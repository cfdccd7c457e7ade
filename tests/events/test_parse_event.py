"""Reading events, whatever they are wrapped in, and refusing what is no event."""

import base64
import copy
import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import attrs
import pytest

from connectcases_typed import (
    CommentContent,
    ConnectCasesError,
    ContactContent,
    CustomEntity,
    DoubleValue,
    RelatedItemType,
    StringValue,
    UnknownMember,
    UserArn,
)
from connectcases_typed.events import (
    CaseEvent,
    CaseEventType,
    EventComment,
    EventContact,
    NotACasesEvent,
    RelatedItemEvent,
    RelatedItemEventType,
    UnknownEvent,
    parse_event,
)
from connectcases_typed.testing import make_event

from .samples import CASE_EVENTS, CLOUDTRAIL, ITEM_EVENTS, UNKNOWN, case_event

CHANGED = datetime(2022, 3, 16, 23, 16, 57, 893000, tzinfo=UTC)


@pytest.mark.parametrize("sample", CASE_EVENTS.values(), ids=CASE_EVENTS)
def test_documented_case_events_are_read(sample: Any) -> None:
    """All that a case's event says is on the event, typed."""
    event = parse_event(sample)
    assert isinstance(event, CaseEvent)
    detail = sample["detail"]
    assert event.type == detail["eventType"]
    assert event.type.is_known
    assert (event.domain_id, event.case_id) == ("case domain ID", "case ID")
    assert event.resources == tuple(sample["resources"])
    assert event.time == datetime(2022, 3, 16, 23, 43, 26, tzinfo=UTC)
    assert event.change_time == CHANGED
    assert event.changed_field_ids == ("status", "last_updated_datetime")
    assert event.case.template_id == "template ID"
    if "fields" in detail["case"]:
        assert event.case.created_time == CHANGED
        assert event.case.fields == {
            "status": StringValue("open"),
            "custom-field-uuid-1": DoubleValue(2),
        }
    else:
        assert event.case.fields is None
    assert event.raw == sample


@pytest.mark.parametrize("sample", ITEM_EVENTS.values(), ids=ITEM_EVENTS)
def test_documented_item_events_are_read(sample: Any) -> None:
    """Types are read in upper and lower case, and content as far as it arrived."""
    event = parse_event(sample)
    assert isinstance(event, RelatedItemEvent)
    assert event.type.is_known
    assert (event.domain_id, event.case_id) == ("case domain ID", "case ID")
    assert event.item.related_item_id == "related item ID"
    assert event.changed_attributes == ("comment.commentText",)
    match sample["detail"]["relatedItem"]:
        case {"comment": _}:
            assert event.item.type is RelatedItemType.COMMENT
            assert event.item.content == EventComment(body="Gave a gift card")
        case {"contact": {"contactArn": arn} as contact}:
            assert event.item.type is RelatedItemType.CONTACT
            expected = EventContact(contact_arn=arn, channel=contact.get("channel"))
            assert event.item.content == expected
        case {"sla": content}:
            assert event.item.content == UnknownMember("sla", content)
        case {"hologram": content}:
            assert event.item.content == UnknownMember("hologram", content)
            assert not event.item.type.is_known
        case _:
            assert event.item.content is None


def test_a_deletion_has_one_name() -> None:
    """Of the two names in the documentation, it gets the one that resembles the
    others.
    """
    event = parse_event(ITEM_EVENTS["deleted, as the guide of 2023 calls it"])
    assert isinstance(event, RelatedItemEvent)
    assert event.type is RelatedItemEventType.DELETED


@pytest.mark.parametrize(
    ("sample", "user"),
    [
        ("by a user", UserArn("arn:aws:connect:r:a:instance/i/user/connect user ID")),
        ("by a custom entity", CustomEntity("a custom entity")),
        ("of 2023", None),
    ],
)
def test_who_made_a_change_is_read(sample: str, user: object) -> None:
    """A user, another entity, or nobody, as in 2023."""
    event = parse_event(CASE_EVENTS[sample])
    assert isinstance(event, CaseEvent)
    assert (event.performed_by and event.performed_by.user) == user


@pytest.mark.parametrize("sample", UNKNOWN.values(), ids=UNKNOWN)
def test_what_is_not_known_is_kept(sample: Any) -> None:
    """An event of Cases that cannot be read is an `UnknownEvent` with all its
    content.
    """
    event = parse_event(sample)
    assert isinstance(event, UnknownEvent)
    assert event.raw == sample
    assert event.detail_type == sample["detail-type"]


def test_what_keeps_an_event_from_being_read_is_told() -> None:
    """All reasons are reported, with paths into the detail."""
    wrong = case_event("CASE.UPDATED", case={"caseId": 3}, changedFieldIds="status")
    event = parse_event(wrong)
    assert isinstance(event, UnknownEvent)
    assert [it.path for it in event.problems] == [
        "detail.changedFieldIds",
        "detail.case.caseId",
    ]


def test_a_new_type_of_a_known_subject_is_read() -> None:
    """A type nobody knows yet is an open member; what it is about is read."""
    event = parse_event(case_event("CASE.MERGED"))
    assert isinstance(event, CaseEvent)
    assert event.type == CaseEventType("CASE.MERGED")
    assert not event.type.is_known


def _sqs(text: str) -> object:
    return {"messageId": "m", "body": text, "eventSource": "aws:sqs"}


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


WRAPPINGS: dict[str, Callable[[str], Any]] = {
    "text": lambda text: text,
    "bytes": str.encode,
    "a line of Firehose": lambda text: f"{text}\n",
    "an SQS record": _sqs,
    "the text of an SQS record": lambda text: json.dumps(_sqs(text)),
    "an SNS record": lambda text: {"EventSource": "aws:sns", "Sns": {"Message": text}},
    "SNS in SQS": lambda text: _sqs(
        json.dumps({"Type": "Notification", "Message": text})
    ),
    "a Kinesis record": lambda text: {"kinesis": {"data": _base64(text)}},
    "a Firehose record": lambda text: {"recordId": "r", "data": _base64(text)},
}


@pytest.mark.parametrize("wrap", WRAPPINGS.values(), ids=WRAPPINGS)
def test_what_is_around_an_event_makes_no_difference(
    wrap: Callable[[str], Any],
) -> None:
    """A dict, its text, or a record that holds it: it is the same event."""
    sample = CASE_EVENTS["by a user"]
    assert parse_event(wrap(json.dumps(sample))) == parse_event(sample)


NONE_OF_OURS: list[Any] = [
    CLOUDTRAIL,
    {},
    {"source": "aws.s3", "detail-type": "Object Created", "detail": {}},
    {"source": "aws.cases", "detail-type": 3},
    {"detail-type": "Amazon Connect Cases Change"},
    "",
    "[]",
    "{",
    b"\xff",
    "null",
    "3",
    None,
    3,
    [],
    {"recordId": "r", "data": "no base64!"},
    {"body": {"body": "{}"}},
    {"body": json.dumps({"body": json.dumps({"body": json.dumps({"body": "{}"})})})},
]


@pytest.mark.parametrize("given", NONE_OF_OURS, ids=repr)
def test_what_is_no_event_of_cases_is_an_error(given: Any) -> None:
    """CloudTrail's records, other services' events, and what is no event at all."""
    with pytest.raises(NotACasesEvent) as caught:
        parse_event(given)
    assert isinstance(caught.value, ValueError | ConnectCasesError)


def test_a_batch_is_read_record_by_record() -> None:
    """Of several records the error says what to do."""
    batch: Any = {"Records": [_sqs("{}"), _sqs("{}")]}
    with pytest.raises(NotACasesEvent, match="batch of 2 records: parse each"):
        parse_event(batch)


ROLE = "role/aws-service-role/connect.amazonaws.com/AWSServiceRoleForAmazonConnect_A"
BY_CONNECT = [
    "arn:aws:sts::1:assumed-role/AWSServiceRoleForAmazonConnect_Ab1/cases",
    "arn:aws:sts::1:assumed-role/AWSServiceRoleForAmazonConnect",
    f"arn:aws:iam::1:{ROLE}",
]
BY_OTHERS = [
    "arn:aws:sts::1:assumed-role/my-bot/s",
    "arn:aws:sts::1:assumed-role/NotAWSServiceRoleForAmazonConnect/s",
    None,
]


@pytest.mark.parametrize("principal", [*BY_CONNECT, *BY_OTHERS])
def test_what_connect_did_is_told_from_what_applications_did(
    principal: str | None,
) -> None:
    """So a bot can recognise its own changes; without a principal, `is_by_connect` is
    False.
    """
    performer = {} if principal is None else {"iamPrincipalArn": principal}
    event = parse_event(case_event("CASE.UPDATED", performedBy=performer))
    assert isinstance(event, CaseEvent)
    assert event.is_by_connect is (principal in BY_CONNECT)


def test_events_are_values() -> None:
    """They compare by what they say, have a hash, and are frozen."""
    one = parse_event(CASE_EVENTS["by a user"])
    other = parse_event(copy.deepcopy(CASE_EVENTS["by a user"]))
    assert one == other
    assert hash(one) == hash(other)
    assert one != parse_event(CASE_EVENTS["created"])
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        one.type = "x"  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue] - that is the point


def test_no_repr_shows_what_is_sensitive() -> None:
    """A custom entity, an SLA's name and what nobody knows are in no `repr`."""
    samples = (*CASE_EVENTS.values(), *ITEM_EVENTS.values(), *UNKNOWN.values())
    for sample in samples:
        shown = repr(parse_event(_with_secrets(sample)))
        assert "the-secret" not in shown


def _with_secrets(sample: dict[str, Any]) -> dict[str, Any]:
    secret = copy.deepcopy(sample)
    detail: dict[str, Any] = secret["detail"] or {}
    detail["performedBy"] = {"user": {"customEntity": "the-secret"}}
    detail["new"] = "the-secret"
    if "relatedItem" in detail:
        for content in ("comment", "contact", "hologram"):
            detail["relatedItem"].pop(content, None)
        detail["relatedItem"]["sla"] = {
            "slaConfiguration": {
                "name": "the-secret",
                "type": "CaseField",
                "status": "Active",
                "targetTime": "2022-03-16T23:16:57Z",
            }
        }
    return secret


MADE: dict[str, Any] = {
    "case": make_event(
        "CASE.UPDATED",
        domain_id="d",
        case_id="c",
        changed=["status"],
        fields={"status": "open", "x": 2, "y": None},
        performed_by=CustomEntity("bot"),
        by_connect=True,
        time=CHANGED,
    ),
    "comment": make_event(
        "RELATED_ITEM.CREATED",
        domain_id="d",
        case_id="c",
        content=CommentContent(body="Hello"),
        time=CHANGED,
    ),
    "contact": make_event(
        "RELATED_ITEM.DELETED",
        domain_id="d",
        case_id="c",
        content=ContactContent(
            contact_arn="a", channel="VOICE", connected_to_system_time=CHANGED
        ),
        time=CHANGED,
    ),
    "no content": make_event(
        "RELATED_ITEM.CREATED",
        domain_id="d",
        case_id="c",
        item_type="File",
        time=CHANGED,
    ),
}


@pytest.mark.parametrize("made", MADE.values(), ids=MADE)
def test_events_that_were_made_up_are_read(made: Any) -> None:
    """Reading an event of `make_event` returns what it was made of; the event is
    JSON.
    """
    event = parse_event(json.dumps(made))
    assert isinstance(event, CaseEvent | RelatedItemEvent)
    assert (event.domain_id, event.case_id) == ("d", "c")
    assert event.change_time == CHANGED
    assert event.performed_by
    if isinstance(event, CaseEvent):
        assert event.changed_field_ids == ("status",)
        assert event.performed_by.user == CustomEntity("bot")
        assert event.case.fields
        assert event.case.fields["x"] == DoubleValue(2)
        assert event.is_by_connect
    else:
        assert not event.is_by_connect
        assert event.item.type.is_known


def test_an_item_that_is_made_up_has_a_type() -> None:
    """An item without content needs its type."""
    with pytest.raises(TypeError, match="item_type"):
        make_event("RELATED_ITEM.CREATED")


def test_a_type_that_is_not_documented_is_a_mistake_unless_it_is_meant() -> None:
    """A misspelt type is an error with the known ones; a handler may be given any."""
    with pytest.raises(ValueError, match=r"one of CASE\.CREATED, .*'CASE\.CLOSED'"):
        make_event("CASE.CLOSED")
    made = parse_event(make_event("CASE.CLOSED", unknown_type=True))
    assert isinstance(made, UnknownEvent | CaseEvent)
    for kind in (CaseEventType, RelatedItemEventType):
        for known in kind:
            assert (
                make_event(known, item_type="Comment")["detail"]["eventType"] == known
            )


def test_one_text_is_not_several_changed_fields() -> None:
    """A text passes type checkers as a sequence; its letters are no ids of fields."""
    with pytest.raises(TypeError, match="changed: expected a list or tuple"):
        make_event("CASE.UPDATED", changed="status")
