"""The values of fields at a moment, from an audit history."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectcases_typed import (
    AuditEvent,
    AuditEventField,
    AuditEventType,
    Client,
    DoubleValue,
    EmptyValue,
    FieldValueUnion,
    RelatedItemType,
    StringValue,
    plain_values,
    values_as_of,
)
from connectcases_typed.testing import mock_cases

from .shop import REGION

START = datetime(2026, 3, 4, tzinfo=UTC)
VALUES: list[FieldValueUnion] = [
    StringValue("a"),
    StringValue("b"),
    DoubleValue(1),
    EmptyValue(),
]


def _event(
    second: int, **changes: tuple[FieldValueUnion | None, FieldValueUnion]
) -> AuditEvent:
    return AuditEvent(
        event_id=f"e{second}",
        type=AuditEventType.CASE_UPDATED,
        performed_time=START + timedelta(seconds=second),
        fields=tuple(
            AuditEventField(event_field_id=id_, old_value=old, new_value=new)
            for id_, (old, new) in changes.items()
        ),
    )


@st.composite
def histories(draw: st.DrawFn) -> list[tuple[AuditEvent, FieldValueUnion]]:
    """A field's changes, each with what it led to; no two at the same instant."""
    found: list[tuple[AuditEvent, FieldValueUnion]] = []
    held: FieldValueUnion = EmptyValue()
    for second in sorted(draw(st.sets(st.integers(0, 9), max_size=6))):
        new = draw(st.sampled_from([it for it in VALUES if it != held]))
        old = None if isinstance(held, EmptyValue) else held
        found.append((_event(second, f=(old, new)), new))
        held = new
    return found


@given(histories(), st.integers(-1, 10), st.randoms())
def test_a_field_holds_what_its_last_change_left(
    history: Sequence[tuple[AuditEvent, FieldValueUnion]], second: int, random: Random
) -> None:
    """Whatever order the events come in; before the first there is nothing."""
    moment = START + timedelta(seconds=second)
    left = [new for event, new in history if event.performed_time <= moment]
    expected = left[-1] if left else EmptyValue()
    events = [event for event, _ in history]
    random.shuffle(events)
    held = {it.id: it.value for it in values_as_of(events, moment)}
    assert held.get("f", EmptyValue()) == expected


@given(st.permutations("abcd"), st.randoms())
def test_changes_of_one_instant_follow_from_each_other(
    chain: Sequence[str], random: Random
) -> None:
    """The value that none of the changes begins with is the one they led to."""
    texts = [StringValue(text) for text in chain]
    events = [
        _event(0, f=(old, new)) for old, new in zip([None, *texts], texts, strict=False)
    ]
    random.shuffle(events)
    (held,) = values_as_of(events, START)
    assert held.value == texts[-1]


def test_a_change_and_its_reversal_leave_what_was_there() -> None:
    """At the same instant they cancel out, whichever event comes first."""
    a, b = StringValue("a"), StringValue("b")
    before = _event(0, f=(None, a))
    for there, back in ((_event(1, f=(a, b)), _event(1, f=(b, a))),) * 2:
        for events in ([before, there, back], [back, there, before]):
            (held,) = values_as_of(events, START + timedelta(seconds=1))
            assert held.value == a
    (held,) = values_as_of(
        [_event(1, f=(a, b)), _event(1, f=(b, a))], START + timedelta(1)
    )
    assert held.value == a


def test_a_history_that_begins_late_says_what_was_there_before() -> None:
    """Before the first event of a field it held what that event says was old."""
    late = [
        _event(5, f=(StringValue("a"), StringValue("b")), g=(None, StringValue("c")))
    ]
    assert plain_values(values_as_of(late, START)) == {"f": "a"}


def test_events_of_related_items_are_passed_over() -> None:
    """A Custom item's fields are not the case's."""
    item = AuditEvent(
        event_id="e",
        type=AuditEventType.RELATED_ITEM_CREATED,
        related_item_type=RelatedItemType.CUSTOM,
        performed_time=START,
        fields=(AuditEventField(event_field_id="f", new_value=StringValue("x")),),
    )
    assert values_as_of([item], START) == ()


def test_a_moment_needs_a_zone() -> None:
    """A moment without a zone is an error, whatever the history."""
    with pytest.raises(ValueError, match="time zone"):
        values_as_of([], datetime(2026, 3, 4))  # noqa: DTZ001 - that is the mistake


def test_a_case_is_as_it_was() -> None:
    """The history of a real case gives what was read of it each time."""
    with mock_cases() as service:
        seeded = service.seed(fields={"Nights": "Number", "Hotel": "Text"})
        cases = Client(region_name=REGION)
        domain_id, case_id = seeded.domain_id, seeded.case_id
        shop = cases.load_fields(domain_id=domain_id)
        states: list[tuple[datetime, object]] = []
        for change in ({"Nights": 3}, {"Hotel": "Inn", "Nights": None}, {"Title": "x"}):
            service.clock.advance(timedelta(minutes=1))
            cases.update_case(
                domain_id=domain_id, case_id=case_id, fields=shop.values(change)
            )
            names = shop.identifiers("Title", "Status", "Nights", "Hotel")
            read = cases.get_case(domain_id=domain_id, case_id=case_id, fields=names)
            states.append((service.clock.now(), shop.plain(read)))
        events = list(cases.get_case_audit_events(domain_id=domain_id, case_id=case_id))
    for moment, state in states:
        assert shop.plain(values_as_of(events, moment)) == state
