"""Laws of the page, as far as they can be told without a browser.

`make test-browser` has a browser walk through it.
"""

import re
from typing import Any
from urllib.parse import urlencode

import pytest

from connectcases_typed.testing import EmbeddedCases
from connectcases_typed.testing.server import live

from ..conftest import World, text
from ..tour import tour
from .conftest import Web

SCRIPT = "<script>alert('x')</script>"
HTML = {"Accept": "text/html"}


def test_every_page_shows_one_of_everything(world: World, web: Web) -> None:
    """Whatever the service can hold is on a page, and no page fails for it."""
    domain = world.domain_id
    world.comment("A comment")
    world.custom(text(world.fields["Text"], "A custom value"))
    world.sla()
    tour(world)
    for path in ("", f"domains/{domain}", f"domains/{domain}/setup", "live"):
        assert web.ask("GET", f"/_cases/{path}", **HTML).status == 200
    page = web.ask(
        "GET", f"/_cases/domains/{domain}/cases/{world.case_id}"
    ).body.decode()
    for shown in ("First", "A comment", "A custom value", "Active, 1 h left"):
        assert shown in page


def test_what_users_wrote_is_never_html(world: World, web: Web) -> None:
    """Names, titles, comments, tags and search terms are escaped on every page."""
    client, domain = world.client, world.domain
    world.update(text("title", SCRIPT), text(world.fields["Text"], SCRIPT))
    world.comment(SCRIPT)
    client.create_field(**domain, name=SCRIPT, type="Text", description=SCRIPT)
    client.create_template(**domain, name=SCRIPT, description=SCRIPT)
    client.tag_resource(
        arn=client.get_domain(**domain)["domainArn"], tags={"script": "x"}
    )
    client.create_domain(name=SCRIPT)
    scope = f"domains/{world.domain_id}"
    for path in (
        "",
        f"{scope}?q=%3Cscript%3E",
        f"{scope}/setup",
        f"{scope}/cases/{world.case_id}",
        "live",
        "domains/%3Cscript%3E",
    ):
        page = web.ask("GET", f"/_cases/{path}", **HTML).body.decode()
        assert "&lt;script" in page, path
        # The page's own script, which has a nonce, is the only one.
        assert re.findall("<script(?! nonce)", page) == []


@pytest.mark.parametrize(("result", "shown"), [(True, "Required"), (False, "Not req")])
def test_a_compound_condition_shows_what_it_decides(
    world: World, web: Web, *, result: bool, shown: str
) -> None:
    """A condition of several comparisons is shown with the result of the first."""
    comparisons = [
        {
            "equalTo": {
                "operandOne": {"fieldId": "status"},
                "operandTwo": {"stringValue": value},
                "result": result,
            }
        }
        for value in ("open", "closed")
    ]
    rule = {
        "defaultValue": True,
        "conditions": [{"orAll": {"conditions": comparisons}}],
    }
    world.client.create_case_rule(**world.domain, name="r", rule={"required": rule})
    path = f"/_cases/domains/{world.domain_id}/setup"
    page = web.ask("GET", path, **HTML).body.decode()
    condition = "If (Status is Open or Status is Closed)"
    _, _, decided = page.partition(condition)
    assert (
        re.sub(r"<[^>]*>|\s+", " ", decided)
        .split("Otherwise")[0]
        .strip(": ")
        .startswith(shown)
    )


def test_the_policy_lets_no_other_script_run(web: Web) -> None:
    """The nonce of a script is another one each time, and framing is forbidden."""
    policies = [
        web.ask("GET", "/_cases/live").headers["Content-Security-Policy"]
        for _ in range(2)
    ]
    assert policies[0] != policies[1]
    assert "default-src 'none'" in policies[0]
    assert "frame-ancestors 'none'" in policies[0]


@pytest.mark.parametrize("page", ["0", "-5", "1", "99", "x"])
def test_any_page_number_leads_to_a_page(world: World, web: Web, page: str) -> None:
    """A number beyond the pages is the nearest page."""
    answer = web.ask("GET", f"/_cases/domains/{world.domain_id}?page={page}")
    assert b"First" in answer.body


@pytest.mark.parametrize("path", ["domains/none", "domains/none/setup", "nothing"])
def test_what_there_is_not_is_said(web: Web, path: str) -> None:
    """A person gets a page with a way back."""
    answer = web.ask("GET", f"/_cases/{path}", **HTML)
    assert answer.status == 404
    assert b'href="/_cases/"' in answer.body


def test_the_clock_is_moved_by_a_form(cases: EmbeddedCases, web: Web) -> None:
    """It advances by minutes and resumes, and leads back to where one was."""
    before = cases.clock.now()

    def send(form: bytes) -> Any:
        return web.ask(
            "POST",
            "/_cases/clock/form",
            form,
            Content_Type="application/x-www-form-urlencoded",
        )

    answer = send(b"minutes=90&back=/_cases/live")
    assert (answer.status, answer.headers["Location"]) == (303, "/_cases/live")
    assert (cases.clock.now() - before).total_seconds() == 90 * 60
    for elsewhere in (b"https://evil.example", b"//evil.example", b""):
        answer = send(b"minutes=1&back=" + elsewhere)
        assert answer.headers["Location"] == "/_cases/"
    assert send(b"minutes=-1").status == 400
    assert send(b"minutes=99999999999").status == 400
    assert send(b"resume=1").status == 303
    assert cases.clock.is_running


def test_the_stream_goes_on_from_where_one_was(world: World) -> None:
    """Each line comes once; after a reset all is new."""
    position = live.Position()
    assert live.news(world.cases, position)
    assert live.news(world.cases, position) == []
    world.client.list_domains()
    (line,) = live.news(world.cases, live.Position.parse(str(position)))
    assert line.title.startswith("ListDomains: 200")
    world.cases.reset()
    world.client.list_domains()
    assert [it.kind for it in live.news(world.cases, position)] == ["call"]
    assert live.Position.parse("nonsense") == live.Position()


@pytest.mark.parametrize(
    "back",
    [
        "",
        "https://evil.example/_cases/",
        "//evil.example",
        "/_cases",
        "/_cases/\r\nX-Mine: y",
        "/_cases/\0",
    ],
)
def test_a_form_leads_nowhere_else(web: Web, back: str) -> None:
    """What is no path of the page leads to its beginning."""
    form = urlencode({"minutes": "1", "back": back})
    kind = "application/x-www-form-urlencoded"
    answer = web.ask("POST", "/_cases/clock/form", form, Content_Type=kind)
    assert (answer.status, answer.headers["Location"]) == (303, "/_cases/")
    assert "X-Mine" not in answer.headers


@pytest.mark.parametrize("text", ["", "x", "1", "-1", "1-x", f"{'9' * 5000}-1"])
def test_what_is_no_position_is_the_beginning(text: str) -> None:
    """A browser sends the id it was given; whatever else arrives shows everything."""
    assert live.Position.parse(text) == live.Position()
    assert live.Position.parse("3-7") == live.Position(3, 7)


def test_the_stream_is_server_sent_events(world: World) -> None:
    """Every message ends with an empty line, and the last has the position."""
    position = live.Position()
    messages = live.stream(world.cases, position)
    assert next(messages) == ": connected\n\n"
    news = [next(messages) for _ in world.cases.calls]
    assert all(message.endswith("}\n\n") for message in news)
    assert [message.startswith("id: ") for message in news][-2:] == [False, True]


def test_show_prints_what_the_page_shows(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    """`show` prints domains with their newest cases, or a case with its history."""
    world.comment("A comment")
    world.cases.show()
    shown = capsys.readouterr().out
    for part in ("Support", "A Number (Number)", "General", "First"):
        assert part in shown
    world.cases.show(world.case_id)
    shown = capsys.readouterr().out
    for part in ("First (Open)", "A comment", "RelatedItem.Created (Comment)"):
        assert part in shown
    with pytest.raises(ValueError, match="no case none"):
        world.cases.show("none")
    world.cases.reset()
    world.cases.show()
    assert capsys.readouterr().out == "There is no domain.\n"
