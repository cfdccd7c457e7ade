"""Laws of the endpoints below `/_cases/`: they do what the handle does."""

from datetime import timedelta
from typing import Any

import attrs
import pytest

from connectcases_typed import rates
from connectcases_typed.testing import EmbeddedCases, Quotas
from connectcases_typed.testing.server.steering import ENDPOINTS

from .conftest import Web

#: A body for each endpoint that takes one.
BODIES: dict[str, Any] = {
    "seed": {"name": "Shop", "cases": 2},
    "clock": {"advance_seconds": 60},
    "quotas": {"domains": 3},
    "faults": {"kind": "throttle"},
    "rates": {"documented": True},
    "settings": {"page_limit": 2},
    "contacts": {"contact_arn": "arn:a", "channel": "CHAT"},
}


def body_of(web: Web, name: str) -> Any:
    """A body that an endpoint takes; for the rules, of a case there is."""
    if name != "rules":
        return BODIES.get(name, {})
    made = web.ask("POST", "/_cases/seed", {"name": "Of rules", "cases": 1}).json
    return {"case_id": made["case_ids"][0]}


def test_the_description_is_of_what_there_is(web: Web) -> None:
    """OpenAPI lists every endpoint, and what it says of bodies is what is taken."""
    described = web.ask("GET", "/_cases/openapi.json").json
    assert described["openapi"].startswith("3.1")
    assert {
        (verb.upper(), path) for path, of in described["paths"].items() for verb in of
    } == {(it.verb, f"/_cases/{it.path}") for it in ENDPOINTS}
    dump = web.ask("GET", "/_cases/dump").body
    for path, of in described["paths"].items():
        for verb, operation in of.items():
            assert operation["summary"].endswith(".")
            name = path.removeprefix("/_cases/")
            body = dump if name == "load" else body_of(web, name)
            if "requestBody" not in operation:
                body = b""
            elif name != "load":
                (content,) = operation["requestBody"]["content"].values()
                known = content["schema"].get("properties", body)
                assert set(body) <= set(known)
            assert web.ask(verb.upper(), path, body).status == 200, path


def test_reset_forgets_everything(cases: EmbeddedCases, web: Web) -> None:
    """State, clock, settings and faults are as at the beginning."""
    for name, body in BODIES.items():
        assert web.ask("POST", f"/_cases/{name}", body).status == 200
    assert web.ask("POST", "/_cases/reset").json == {}
    # The first line, which names the Regions, and the checksum.
    assert cases.dump().count("\n") == 1
    assert cases.clock.is_running
    assert cases.quotas == Quotas()
    assert list(cases.faults) == []
    assert cases.rates is None
    assert cases.page_limit is None


def test_seed_returns_the_ids(web: Web) -> None:
    """What is made is found by the ids that are returned."""
    made = web.ask("POST", "/_cases/seed", BODIES["seed"]).json
    found = web.call("POST", f"/domains/{made['domain_id']}/cases-search", {}).json
    assert {case["caseId"] for case in found["cases"]} == set(made["case_ids"])


def test_rules_are_evaluated(cases: EmbeddedCases, web: Web) -> None:
    """What the rules say of a case is what the handle says, as JSON."""
    shop = cases.seed(
        {
            "fields": {"Colour": ["Red", "Blue"], "Shade": ["Light", "Dark"]},
            "rules": {
                "shown": {"hidden": False, "when": {"Colour": "Red"}},
                "shades": {
                    "options": {
                        "parent": "Colour",
                        "child": "Shade",
                        "choices": {"Red": ["Dark"]},
                    }
                },
            },
            "templates": {"T": {"rules": {"shown": "Shade", "shades": None}}},
            "cases": [{"title": "A", "template": "T", "fields": {"Colour": "Red"}}],
        }
    )
    (case_id,), shade = shop.case_ids, shop.field_ids["Shade"]
    assert web.ask("POST", "/_cases/rules", {"case_id": case_id}).json == {
        "required": ["status", "title"],
        "hidden": [],
        "options": {shade: ["Dark"]},
    }
    refused = web.ask("POST", "/_cases/rules", {"case_id": "nowhere"})
    assert (refused.status, refused.json["message"]) == (
        400,
        "there is no case nowhere",
    )


def test_the_clock_moves(web: Web) -> None:
    """It is set, advanced, frozen and let go, and says what time it is."""

    def move(**body: Any) -> Any:
        return web.ask("POST", "/_cases/clock", body).json

    noon = "2026-03-02T12:00:00.000Z"
    assert move(set=noon) == {"now": noon, "running": False}
    assert move(advance_seconds=1.5)["now"] == "2026-03-02T12:00:01.500Z"
    assert move(resume=True)["running"] is True
    assert move(freeze=True)["running"] is False
    assert web.ask("GET", "/_cases/clock").json["running"] is False


def test_quotas_and_settings_left_out_stay(cases: EmbeddedCases, web: Web) -> None:
    """Only what is given changes."""
    web.ask("POST", "/_cases/quotas", {"domains": 1})
    web.ask("POST", "/_cases/quotas", {"files_per_case": 2})
    assert cases.quotas == attrs.evolve(Quotas(), domains=1, files_per_case=2)
    before = web.ask("GET", "/_cases/settings").json
    changed = {
        "page_limit": 3,
        "merge_duration_seconds": 9.0,
        "search_lag_seconds": 1.0,
        "strict_arns": True,
        "strict_urls": True,
        "lower_case_item_types": True,
    }
    assert set(changed) == set(before)
    for name, value in changed.items():
        before[name] = value
        assert web.ask("POST", "/_cases/settings", {name: value}).json == before
    assert cases.page_limit == 3
    assert cases.search_lag == timedelta(seconds=1)
    assert cases.strict_arns
    assert cases.strict_urls


@pytest.mark.parametrize(
    ("kind", "more", "status"),
    [
        ("throttle", {}, 429),
        ("internal_error", {"retry_after": 7}, 500),
        ("html", {"status": 502}, 502),
        ("latency", {"seconds": 0.0}, 200),
        ("truncate", {}, 200),
    ],
)
def test_faults_happen_and_count(
    web: Web, kind: str, more: dict[str, Any], status: int
) -> None:
    """A fault happens as often as it was asked to, and its list counts it."""
    body = {"kind": kind, "operation": "ListDomains", "times": 1, **more}
    assert web.ask("POST", "/_cases/faults", body).json["happened"] == 0
    assert web.call("POST", "/domains-list", {}).status == status
    assert web.call("POST", "/domains-list", {}).status == 200
    (fault,) = web.ask("GET", "/_cases/faults").json["faults"]
    assert (fault["kind"], fault["happened"]) == (kind, 1)
    web.ask("DELETE", "/_cases/faults")
    assert web.ask("GET", "/_cases/faults").json == {"faults": []}


def test_rates_are_replaced(cases: EmbeddedCases, web: Web) -> None:
    """Rates of one's own go over the documented ones; none means no limit."""
    own = {"per_second": 1, "burst": 1}
    web.ask("POST", "/_cases/rates", {"documented": True, "rates": {"GetCase": own}})
    assert cases.rates == {**rates.DOCUMENTED, "GetCase": rates.Rate(1, 1)}
    assert web.ask("GET", "/_cases/rates").json["rates"]["GetCase"] == own
    web.ask("POST", "/_cases/rates", {})
    assert cases.rates is None


def test_calls_and_events_are_read_from_where_one_was(web: Web) -> None:
    """`after` leaves out what was seen before, and `next` is what to give then."""
    domain_id = web.call("POST", "/domains", {"name": "Shop"}).json["domainId"]
    enabled = {"eventBridge": {"enabled": True}}
    web.call("PUT", f"/domains/{domain_id}/case-event-configuration", enabled)
    first = web.ask("GET", "/_cases/calls").json
    assert [it["operation"] for it in first["calls"]] == [
        "CreateDomain",
        "PutCaseEventConfiguration",
    ]
    web.call("POST", "/domains-list", {})
    later = web.ask("GET", f"/_cases/calls?after={first['next']}").json
    assert [it["operation"] for it in later["calls"]] == ["ListDomains"]
    nothing = web.ask("GET", f"/_cases/calls?after={later['next']}").json
    assert nothing == {"calls": [], "next": later["next"]}
    assert web.ask("GET", "/_cases/events?after=0").json == {"events": [], "next": 0}


def test_a_dump_can_be_loaded(cases: EmbeddedCases, web: Web) -> None:
    """The text `dump` returns restores the state."""
    web.ask("POST", "/_cases/seed", BODIES["seed"])
    text = web.ask("GET", "/_cases/dump").body
    web.ask("POST", "/_cases/reset")
    assert web.ask("POST", "/_cases/load", text).json == {}
    assert cases.dump().encode() == text


@pytest.mark.parametrize(
    ("path", "body", "said"),
    [
        ("clock", {}, "one of set"),
        ("clock", {"freeze": True, "resume": True}, "one of set"),
        ("clock", {"advance_seconds": -1}, "forward only"),
        ("clock", {"advance_seconds": 1e300}, "advance_seconds"),
        ("clock", {"advance_seconds": "1"}, "body.advance_seconds"),
        ("clock", {"set": "2026-03-01T12:00:00"}, "no zone"),
        ("clock", {"set": 5}, "ISO 8601"),
        ("clock", {"sett": "x"}, "sett"),
        ("quotas", {"domains": -1}, "domains"),
        ("quotas", {"domain": 1}, "domain"),
        ("quotas", {"domains": "1"}, "body.domains"),
        ("settings", {"page_limit": 0}, "page_limit"),
        ("settings", {"merge_duration_seconds": -1}, "merge_duration"),
        ("faults", {"kind": "explode"}, "kind"),
        ("faults", {"kind": "throttle", "operation": "Sing"}, "Sing"),
        ("faults", {"kind": "throttle", "status": 200}, "throttle takes no status"),
        ("faults", {"kind": "latency"}, "latency needs seconds"),
        ("faults", {"kind": "cut", "times": 0}, "times"),
        ("rates", {"rates": {"Sing": {"per_second": 1, "burst": 1}}}, "Sing"),
        ("rates", {"rates": {"GetCase": {"per_second": 0, "burst": 1}}}, "per_second"),
        ("contacts", {"contact_arn": "x"}, "channel"),
        ("seed", {"nmae": "x"}, "nmae"),
        ("load", {"no": "dump"}, ""),
        ("reset?", b"[]", None),
        ("clock", b"[]", "not a JSON object"),
        ("clock", b"{", "not JSON"),
        ("clock", b"\xff", "not JSON"),
        ("load", b"\xff", "utf-8"),
    ],
)
def test_what_is_wrong_is_said(
    web: Web, path: str, body: Any, said: str | None
) -> None:
    """A mistake is status 400 with a message that names it, and changes nothing."""
    answer = web.ask("POST", f"/_cases/{path}", body)
    if said is None:
        assert answer.status == 200  # it takes no body, so none is read
    else:
        assert answer.status == 400
        assert said in answer.json["message"]


@pytest.mark.parametrize("after", ["-1", "x", "9" * 20])
def test_after_is_a_number(web: Web, after: str) -> None:
    """Anything else is a mistake."""
    assert web.ask("GET", f"/_cases/calls?after={after}").status == 400


def test_what_there_is_not_is_said_as_json(web: Web) -> None:
    """A wrong path or method is a JSON error for a program."""
    assert web.ask("GET", "/_cases/nothing").status == 404
    assert web.ask("GET", "/_cases/reset").status == 405
    assert "message" in web.ask("GET", "/_cases/reset").json
