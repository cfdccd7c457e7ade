"""The changes that an event of EventBridge reports, by name."""

import copy
import pickle
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectcases_typed import (
    CaseEventIncludedData,
    Client,
    CommentContent,
    EmptyValue,
    EventBridgeConfiguration,
    EventIncludedData,
    FieldInput,
    NotCarried,
    StringValue,
    UnknownMember,
)
from connectcases_typed.events import CaseEvent, parse_event
from connectcases_typed.testing import make_event, mock_cases

from .shop import REGION, SHOP, create, open_case

NOW = datetime(2026, 3, 4, tzinfo=UTC)
HELD: dict[str, FieldInput] = {
    "Hotel": "Seaview",
    "Nights": 3,
    "Arrival": NOW,
    "Priority": "High",
}


def _read(raw: Any) -> CaseEvent:
    event = parse_event(raw)
    assert isinstance(event, CaseEvent)
    return event


def _event(changed: list[str], fields: dict[str, Any] | None) -> CaseEvent:
    return _read(make_event("CASE.UPDATED", changed=changed, fields=fields))


def test_new_values_have_names_and_are_plain() -> None:
    """Options are named, times are times; a field without a unique name appears by its
    id.
    """
    event = _event(
        ["id-of-Priority", "id-of-Arrival", "deleted-since"],
        {
            "id-of-Priority": "low",
            "id-of-Arrival": NOW,
            "deleted-since": StringValue("x"),
            "id-of-Hotel": "not changed",
        },
    )
    assert [(it.name, it.field_id, it.new) for it in SHOP.changes(event)] == [
        ("Priority", "id-of-Priority", "Low"),
        ("Arrival", "id-of-Arrival", NOW),
        ("deleted-since", "deleted-since", "x"),
    ]


@pytest.mark.parametrize("fields", [None, {}, {"id-of-Nights": 3.0}])
def test_what_is_not_carried_is_neither_none_nor_a_value(
    fields: dict[str, Any] | None,
) -> None:
    """Old values are never carried; new ones are not if the event has none."""
    (hotel,) = SHOP.changes(_event(["id-of-Hotel"], fields))
    assert hotel.old == NotCarried()
    assert hotel.new == NotCarried()
    assert hotel.new is not None
    assert f"{hotel.old} -> {hotel.new}" == "(not carried) -> (not carried)"


def test_a_value_that_is_carried_as_empty_was_cleared() -> None:
    """If the event carries an empty value, the field was cleared."""
    (hotel,) = SHOP.changes(_event(["id-of-Hotel"], {"id-of-Hotel": EmptyValue()}))
    assert hotel.new is None


def test_a_value_of_an_unknown_kind_is_kept() -> None:
    """A value that this version does not know is kept as it arrived."""
    raw = make_event("CASE.UPDATED", changed=["id-of-Hotel"], fields={})
    raw["detail"]["case"]["fields"]["id-of-Hotel"] = {"value": {"moodValue": "fine"}}
    (hotel,) = SHOP.changes(_read(raw))
    assert hotel.new == UnknownMember("moodValue", "fine")


def test_there_is_one_not_carried() -> None:
    """Every `NotCarried`, also an unpickled one, is equal to every other and hashes
    alike.
    """
    one = NotCarried()
    stored = pickle.loads(pickle.dumps(one))  # noqa: S301 - it has just been made
    assert len({one, NotCarried(), copy.deepcopy(one), stored}) == 1


@pytest.mark.parametrize("wrong", ["related item", "dict"])
def test_only_events_about_cases_have_such_changes(wrong: str) -> None:
    """Others are refused: how the service names changes of a related item is
    undocumented.
    """
    raw = make_event("RELATED_ITEM.CREATED", content=CommentContent(body="Hi"))
    event: Any = parse_event(raw) if wrong == "related item" else raw
    with pytest.raises(TypeError, match="expected an AuditEvent or a CaseEvent, not"):
        SHOP.changes(event)


@settings(max_examples=20)  # each starts an embedded service
@given(st.sets(st.sampled_from(sorted(HELD))), st.sets(st.sampled_from(sorted(HELD))))
def test_published_events_agree_with_the_history(
    included: set[str], cleared: set[str]
) -> None:
    """Values that are carried equal those of the audit history; the others are not made
    up.
    """
    with mock_cases() as service:
        cases = Client(region_name=REGION)
        domain_id = create(cases)
        case_id = open_case(cases, domain_id)
        shop = cases.load_fields(domain_id=domain_id)
        cases.put_case_event_configuration(
            domain_id=domain_id,
            event_bridge=EventBridgeConfiguration(
                enabled=True,
                included_data=EventIncludedData(
                    case_data=CaseEventIncludedData(fields=shop.identifiers(*included))
                ),
            ),
        )
        nothing: dict[str, FieldInput] = dict.fromkeys(cleared)
        for values in (HELD, nothing):
            cases.update_case(
                domain_id=domain_id, case_id=case_id, fields=shop.values(values)
            )
        history = list(
            cases.get_case_audit_events(domain_id=domain_id, case_id=case_id)
        )
        published = [_read(event) for event in service.events]
    told = {
        (change.name, change.new) for event in history for change in shop.changes(event)
    }
    for event in published:
        for change in shop.changes(event):
            if change.new != NotCarried():
                assert change.name in included
                assert (change.name, change.new) in told
    last = {change.name: change.new for change in shop.changes(published[-1])}
    for name in cleared or HELD:
        is_carried = name in included and name not in cleared
        assert (last[name] != NotCarried()) is is_carried
