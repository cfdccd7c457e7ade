"""Laws of what a page and `show` say: values, SLAs and rules as people read them."""

import re
from datetime import timedelta
from typing import Any

import pytest

from ..conftest import USER, World, empty, number, text
from .conftest import Web


def shown(web: Web, path: str) -> str:
    """The text of a page, without its markup."""
    page = web.ask("GET", f"/_cases/domains/{path}", Accept="text/html").body.decode()
    return re.sub(r"(?:<[^>]*>|\s)+", " ", page)


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [
        ("Boolean", {"booleanValue": True}, "yes"),
        ("Boolean", {"booleanValue": False}, "no"),
        ("Number", {"doubleValue": 2.5}, "2.5"),
        ("Number", {"doubleValue": 2.0}, "2"),
        ("Number", {"doubleValue": 12_345_678.5}, "12345678.5"),
        ("SingleSelect", {"stringValue": "red"}, "Red"),
        ("DateTime", {"stringValue": "2026-02-03T04:05:06Z"}, "03 Feb 2026 04:05:06"),
        ("User", {"userArnValue": USER}, USER.rpartition(":")[2]),
        ("Text", {"emptyValue": {}}, "–"),  # noqa: RUF001 - as it is shown
    ],
)
def test_a_value_is_shown_as_people_read_it(
    world: World, web: Web, kind: str, value: Any, said: str
) -> None:
    """An option by its name, a time and a number undecorated, a user in short."""
    world.custom({"id": world.fields[kind], "value": value})
    page = shown(web, f"{world.domain_id}/cases/{world.case_id}")
    assert f"A {kind}: {said} " in page


def test_an_sla_says_how_it_stands(world: World, web: Web) -> None:
    """Time left in its two largest units, time overdue, or when it was met."""

    def page() -> str:
        return shown(web, f"{world.domain_id}/cases/{world.case_id}")

    world.sla(minutes=26 * 60 + 5)
    assert "Active, 1 d 2 h left" in page()
    world.cases.clock.advance(timedelta(hours=26, minutes=5))
    assert re.search(r"Active, 0 s left|Overdue by 0 s", page())
    world.cases.clock.advance(timedelta(minutes=3))
    assert "Overdue by 3 min" in page()
    world.update(text("status", "closed"))
    assert re.search(r"\w+ at \d\d \w{3} 20\d\d \d\d:\d\d:\d\d", page())
    assert "Overdue by" not in page()


def test_a_rule_of_options_lists_what_each_allows(world: World, web: Web) -> None:
    """A row for each option of the parent, and a dash where it allows none."""
    fields = {}
    for name, options in (("Country", ["nl", "de"]), ("City", ["ams"])):
        created = world.client.create_field(
            **world.domain, name=name, type="SingleSelect"
        )
        fields[name] = created["fieldId"]
        world.client.batch_put_field_options(
            **world.domain,
            fieldId=created["fieldId"],
            options=[{"name": it, "value": it, "active": True} for it in options],
        )
    mappings = [
        {"parentFieldOptionValue": "nl", "childFieldOptionValues": ["ams"]},
        {"parentFieldOptionValue": "de", "childFieldOptionValues": []},
    ]
    rule = {
        "parentFieldId": fields["Country"],
        "childFieldId": fields["City"],
        "parentChildFieldOptionsMappings": mappings,
    }
    world.client.create_case_rule(
        **world.domain, name="Cities", rule={"fieldOptions": rule}
    )
    page = shown(web, f"{world.domain_id}/setup")
    assert "Parent field Country Child field City nl ams de –" in page  # noqa: RUF001 - as above


def test_show_leaves_out_what_there_is_not(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    """A domain with nothing in it is a name and no cases, without empty lines."""
    other = world.client.create_domain(name="Bare")["domainId"]
    world.cases.show()
    _, _, bare = capsys.readouterr().out.partition("Bare, ")
    assert [line.split()[0] for line in bare.splitlines()[1:]] == ["cases:"]
    assert other in bare


def test_show_says_how_many_older_cases_there_are(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of many cases the newest are printed, and the others are counted."""
    for _ in range(60):
        world.new_case()
    world.cases.show()
    out = capsys.readouterr().out
    (older,) = re.findall(r"(?m)^ +and (\d+) older ones$", out)
    assert "cases:     61" in out
    assert out.count("Another\n") + int(older) == 61


def test_show_prints_a_history_with_its_changes(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each event is followed by its fields, old and new; each item by its state."""
    world.sla()
    world.update(number(world.fields["Number"], 7), empty("summary"))
    world.cases.show(world.case_id)
    out = capsys.readouterr().out
    assert "      A Number: 1 -> 7\n" in out
    assert re.search(r"(?m)^  .*sla; Met when .*; Active, 1 h left$", out)
