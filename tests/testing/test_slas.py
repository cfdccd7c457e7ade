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
        {"fieldId": None},
        {"targetFieldValues": None},
        {"targetFieldValues": [{"stringValue": "lost"}]},
        {"targetFieldValues": [{"emptyValue": {}}]},
        {"targetFieldValues": [{"doubleValue": 1.0}]},
    ],
)
def test_an_sla_waits_for_a_status(world: World, change: Any) -> None:
    """An SLA goes by the status field and one of its options, nothing else."""
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
