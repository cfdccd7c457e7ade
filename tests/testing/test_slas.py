"""Laws of SLA items: the case and the clock decide their status."""

from datetime import timedelta
from typing import Any

import pytest

from .conftest import NOON, World, code, text


def read(world: World) -> Any:
    """The case's only SLA as it reads now."""
    (item,) = world.search({"sla": {}})
    return item["content"]["sla"]["slaConfiguration"]


def test_the_deadline_is_the_association_plus_minutes(world: World) -> None:
    """A new SLA is active, due its minutes after association, and not completed."""
    world.sla(minutes=90, name="Answer")
    assert read(world) == {
        "name": "Answer",
        "type": "CaseField",
        "status": "Active",
        "fieldId": "status",
        "targetFieldValues": [{"stringValue": "closed"}],
        "targetTime": NOON + timedelta(minutes=90),
    }


def test_reached_in_time_it_is_met(world: World) -> None:
    """When the case reaches the target by the deadline, the SLA is met then."""
    world.sla(minutes=60)
    moment = world.cases.clock.advance(timedelta(minutes=60))
    assert read(world)["status"] == "Active"
    world.update(text("status", "closed"))
    world.cases.clock.advance(timedelta(days=1))
    assert read(world)["status"] == "Met"
    assert read(world)["completionTime"] == moment


def test_reached_late_it_is_not_met(world: World) -> None:
    """Past its deadline an SLA is overdue, and reached then it is not met."""
    world.sla(minutes=60)
    moment = world.cases.clock.advance(timedelta(minutes=60, milliseconds=1))
    assert read(world)["status"] == "Overdue"
    assert "completionTime" not in read(world)
    world.update(text("status", "closed"))
    assert read(world)["status"] == "NotMet"
    assert read(world)["completionTime"] == moment


def test_other_changes_do_not_complete_it(world: World) -> None:
    """An update that does not reach the target leaves the SLA active."""
    world.sla()
    world.update(text("summary", "closed"))
    assert read(world)["status"] == "Active"


def test_completion_is_for_good(world: World) -> None:
    """Reopening the case does not reopen a completed SLA."""
    world.sla()
    world.update(text("status", "closed"))
    completed = read(world)
    world.cases.clock.advance(timedelta(days=1))
    world.update(text("status", "open"))
    world.update(text("status", "closed"))
    assert read(world) == completed


def test_a_target_that_holds_already_is_met_at_once(world: World) -> None:
    """An SLA whose target the case has when it is attached is met then."""
    world.sla(target="open")
    assert read(world)["status"] == "Met"
    assert read(world)["completionTime"] == NOON


def test_status_is_what_filters_see(world: World) -> None:
    """The status filter goes by the status at the time of the search."""
    item_id = world.sla(minutes=1)
    assert world.found({"sla": {"status": "Active"}}) == {item_id}
    world.cases.clock.advance(timedelta(minutes=2))
    assert world.found({"sla": {"status": "Active"}}) == set()
    assert world.found({"sla": {"status": "Overdue"}}) == {item_id}


def test_the_case_knows_its_next_deadline(world: World) -> None:
    """A case has the earliest deadline still ahead as a field, while there is one."""
    assert world.value("next_sla_breach_datetime") is None
    world.sla(minutes=120)
    world.sla(minutes=60)
    assert world.value("next_sla_breach_datetime") == {
        "stringValue": "2026-03-01T13:00:00.000Z"
    }
    world.cases.clock.advance(timedelta(minutes=61))
    assert world.value("next_sla_breach_datetime") == {
        "stringValue": "2026-03-01T14:00:00.000Z"
    }
    world.update(text("status", "closed"))
    assert world.value("next_sla_breach_datetime") is None


@pytest.mark.parametrize(
    "change",
    [
        {"fieldId": "title"},
        {"fieldId": "nowhere"},
        {"fieldId": "case_reason"},
        {"fieldId": None},
        {"targetFieldValues": None},
        {"targetFieldValues": [{"stringValue": "lost"}]},
        {"targetFieldValues": [{"emptyValue": {}}]},
        {"targetFieldValues": [{"doubleValue": 1.0}]},
    ],
)
def test_an_sla_waits_for_an_option(world: World, change: Any) -> None:
    """An SLA watches a single-select field for one of its options, nothing else."""
    sla = {
        "name": "sla",
        "type": "CaseField",
        "fieldId": "status",
        "targetFieldValues": [{"stringValue": "closed"}],
        "targetSlaMinutes": 1,
    }
    given = {name: value for name, value in (sla | change).items() if value is not None}
    content = {"slaInputConfiguration": given}
    assert code(lambda: world.attach("Sla", content)) == "ValidationException"


def test_an_sla_without_a_field_only_runs_out(world: World) -> None:
    """An SLA with neither field nor target values is allowed and never met."""
    sla = {"name": "sla", "type": "CaseField", "targetSlaMinutes": 1}
    world.attach("Sla", {"slaInputConfiguration": sla})
    world.update(text("status", "closed"))
    assert read(world)["status"] == "Active"
    world.cases.clock.advance(timedelta(minutes=2))
    assert read(world)["status"] == "Overdue"
    assert "fieldId" not in read(world)


def test_an_sla_may_watch_a_field_of_the_domain(world: World) -> None:
    """An SLA on a custom single-select field is met when the case gets the option."""
    field_id = world.fields["SingleSelect"]
    option = world.client.list_field_options(**world.domain, fieldId=field_id)
    value = option["options"][0]["value"]
    sla = {
        "name": "sla",
        "type": "CaseField",
        "fieldId": field_id,
        "targetFieldValues": [{"stringValue": value}],
        "targetSlaMinutes": 1,
    }
    world.attach("Sla", {"slaInputConfiguration": sla})
    assert read(world)["status"] == "Active"
    world.update(text(field_id, value))
    assert read(world)["status"] == "Met"


def change_deadline(world: World, item_id: str, minutes: int) -> Any:
    """Give an SLA another target; the content the service returns for it."""
    content = {"sla": {"slaUpdateConfiguration": {"targetSlaMinutes": minutes}}}
    updated = world.client.update_related_item(
        **world.case, relatedItemId=item_id, content=content
    )
    return updated["content"]["sla"]["slaConfiguration"]


@pytest.mark.newest_botocore
@pytest.mark.parametrize(
    ("completed_after", "now_after", "minutes", "status"),
    [
        (None, 30, 60, "Active"),
        (None, 30, 20, "Overdue"),
        (None, 90, 120, "Active"),
        (30, 45, 30, "Met"),
        (30, 45, 29, "NotMet"),
        (90, 91, 90, "Met"),
    ],
)
def test_a_new_deadline_counts_from_the_creation_and_is_judged_at_once(
    world: World, completed_after: int | None, now_after: int, minutes: int, status: str
) -> None:
    """A new target moves the deadline to so long after the creation of the SLA, and the
    status is what that deadline makes of the clock, or of the completion.
    """
    item_id = world.sla(minutes=60)
    if completed_after is not None:
        world.cases.clock.set(NOON + timedelta(minutes=completed_after))
        world.update(text("status", "closed"))
    world.cases.clock.set(NOON + timedelta(minutes=now_after))
    answer = change_deadline(world, item_id, minutes)
    assert answer["targetTime"] == NOON + timedelta(minutes=minutes)
    assert answer["status"] == status
    assert read(world) == answer


@pytest.mark.newest_botocore
def test_the_history_has_both_deadlines(world: World) -> None:
    """Changing a deadline leaves one event with the old and the new one."""
    item_id = world.sla(minutes=60)
    change_deadline(world, item_id, 90)
    change_deadline(world, item_id, 90)
    *_, event = world.events()
    assert (event["type"], event["relatedItemType"]) == ("RelatedItem.Updated", "Sla")
    assert event["fields"] == [
        {
            "eventFieldId": "sla.targetTime",
            "oldValue": {"stringValue": "2026-03-01T13:00:00.000Z"},
            "newValue": {"stringValue": "2026-03-01T13:30:00.000Z"},
        }
    ]
    assert len(world.events()) == 3


@pytest.mark.newest_botocore
def test_only_an_sla_takes_a_deadline(world: World) -> None:
    """An item of another type refuses an SLA's target."""
    item_id = world.comment("x")
    assert code(lambda: change_deadline(world, item_id, 1)) == "ValidationException"


def test_an_sla_watches_no_deleted_field(world: World) -> None:
    """A deleted field takes no new SLA; one that watches it already stays."""
    field_id = world.fields["SingleSelect"]
    configuration = {
        "name": "Turn red",
        "type": "CaseField",
        "fieldId": field_id,
        "targetFieldValues": [{"stringValue": "red"}],
        "targetSlaMinutes": 60,
    }
    made = world.attach("Sla", {"slaInputConfiguration": configuration})
    world.client.delete_field(**world.domain, fieldId=field_id)
    again = {"slaInputConfiguration": configuration}
    assert code(world.attach, "Sla", again) == "ValidationException"
    assert world.found() == {made}
