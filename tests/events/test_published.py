"""Everything that domains of the embedded service publish is read, on every path."""

from datetime import timedelta
from typing import Any

import pytest

from connectcases_typed import (
    AutoIncludeFields,
    CaseEventIncludedData,
    Client,
    CommentContent,
    CommentUpdateContent,
    ConnectCaseContent,
    ConnectCaseInputContent,
    Contact,
    CustomContent,
    CustomEntity,
    CustomInputContent,
    EventBridgeConfiguration,
    EventIncludedData,
    FileContent,
    RelatedItemEventIncludedData,
    SlaContent,
    SlaInputConfiguration,
    StringValue,
    field_values,
)
from connectcases_typed.events import (
    CaseEvent,
    CasesEvent,
    EventComment,
    EventContact,
    RelatedItemEvent,
    UnknownEvent,
    parse_event,
)
from connectcases_typed.testing import EmbeddedCases, Seeded, mock_cases

CONTACT = "arn:aws:connect:us-west-2:123456789012:instance/i/contact/c"
FILE = "arn:aws:connect:us-west-2:123456789012:instance/i/file/f"


def configure(cases: Client, shop: Seeded, *, included: bool) -> None:
    """Have the domain publish, with everything included or with nothing."""
    everything = EventIncludedData(
        case_data=CaseEventIncludedData(
            fields=[], auto_include_fields=AutoIncludeFields.ALL
        ),
        related_item_data=RelatedItemEventIncludedData(include_content=True),
    )
    cases.put_case_event_configuration(
        domain_id=shop.domain_id,
        event_bridge=EventBridgeConfiguration(
            enabled=True, included_data=everything if included else None
        ),
    )


@pytest.mark.newest_botocore
@pytest.mark.parametrize("included", [True, False])
def test_every_event_is_read(*, included: bool) -> None:
    """Events of every change of cases and items are read, with and without their
    content.
    """
    with mock_cases() as service:
        check_events(service, included=included)


def check_events(embedded_cases: EmbeddedCases, *, included: bool) -> None:
    """Change all there is to change, and look at what was published."""
    cases = Client(region_name="us-west-2")
    shop = embedded_cases.seed(fields={"Nights": "Number"}, cases=2)
    configure(cases, shop, included=included)
    case_id, other = shop.case_ids
    where: Any = {"domain_id": shop.domain_id, "case_id": case_id}
    cases.update_case(
        **where,
        fields=field_values({"title": "Other"}),
        performed_by=CustomEntity("bot"),
    )
    comment = cases.create_related_item(**where, content=CommentContent(body="Hello"))
    cases.update_related_item(
        **where,
        related_item_id=comment.related_item_id,
        content=CommentUpdateContent(body="Bye"),
    )
    for content in (
        Contact(contact_arn=CONTACT),
        FileContent(file_arn=FILE),
        ConnectCaseInputContent(case_id=other),
        CustomInputContent(fields=field_values({shop.field_ids["Nights"]: 3})),
        SlaInputConfiguration(
            name="soon",
            field_id="status",
            target_field_values=[StringValue("closed")],
            target_sla_minutes=5,
        ),
    ):
        cases.create_related_item(**where, content=content)
    cases.delete_related_item(**where, related_item_id=comment.related_item_id)
    cases.start_merge_cases(**where, secondary_case_ids=[other])
    embedded_cases.clock.advance(timedelta(minutes=1))
    list(cases.search_related_items(**where))
    cases.delete_case(**where)

    events = [parse_event(event) for event in embedded_cases.events]
    assert not any(isinstance(event, UnknownEvent) for event in events)
    assert {event.domain_id for event in known(events)} == {shop.domain_id}
    assert {event.case_id for event in known(events)} == {case_id, other}
    assert {str(event.type) for event in events} == {
        "CASE.UPDATED",
        "CASE.DELETED",
        "RELATED_ITEM.CREATED",
        "RELATED_ITEM.UPDATED",
        "RELATED_ITEM.DELETED",
    }
    contents = {
        type(event.item.content)
        for event in events
        if isinstance(event, RelatedItemEvent)
    }
    first = events[0]
    assert isinstance(first, CaseEvent)
    assert first.performed_by
    assert first.performed_by.user == CustomEntity("bot")
    assert first.changed_field_ids == ("title", "last_updated_datetime")
    if included:
        assert first.case.fields
        assert first.case.fields["title"] == StringValue("Other")
        assert contents == {
            ConnectCaseContent,
            CustomContent,
            EventComment,
            EventContact,
            FileContent,
            SlaContent,
        }
    else:
        assert first.case.fields is None
        assert contents == {type(None)}


def known(events: list[CasesEvent]) -> list[CaseEvent | RelatedItemEvent]:
    """Those of which the domain and the case are known."""
    return [event for event in events if not isinstance(event, UnknownEvent)]
