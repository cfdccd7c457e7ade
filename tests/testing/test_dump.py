"""Laws of dumping and loading the state."""

import gc
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectcases_typed.testing import EmbeddedCases, mock_cases
from connectcases_typed.testing.models import all_regions, region_of
from connectcases_typed.testing.store import indexes, state
from connectcases_typed.testing.store.region import Region

from .conftest import World, build, make_client, number
from .remembered import fill, held


@pytest.fixture
def full(world: World) -> World:
    """A service that remembers some of everything."""
    fill(world)
    return world


def lasting(kind: Any) -> list[Any]:
    """The attributes of a class that are remembered, and not derived from others."""
    return [field for field in attrs.fields(kind) if field.init]


def attributes(value: Any) -> Iterator[tuple[str, str]]:
    """Class and name of every attribute within that is not as it is by default."""
    if attrs.has(type(value)):
        for field in lasting(type(value)):
            below = getattr(value, field.name)
            if below not in (None, False, "", [], {}, frozenset()):
                yield type(value).__name__, field.name
            yield from attributes(below)
    elif isinstance(value, dict):
        for below in value.values():
            yield from attributes(below)
    elif isinstance(value, (list, tuple)):
        for below in value:
            yield from attributes(below)


def test_everything_is_restored(full: World) -> None:
    """After a reset, loading what was dumped restores all state, in its order."""
    before, dumped = held(), full.cases.dump()
    standing = full.cases.clock.now()
    full.cases.reset()
    assert held() == []
    # Before the merge that was running when it was dumped is over.
    full.cases.clock.set(standing)
    full.cases.load(dumped)
    assert held() == before
    assert full.cases.dump() == dumped


def test_nothing_is_left_to_chance(full: World) -> None:
    """The state these tests restore uses every attribute the state has."""
    classes = [
        kind
        for kind in vars(state).values()
        if attrs.has(kind) and not kind.__subclasses__()
    ]
    assert {
        (kind.__name__, field.name) for kind in classes for field in lasting(kind)
    } == set(attributes(held()))


def answers(world: World) -> list[Any]:
    """What the operations that read have to say."""
    client, domain = world.client, world.domain
    case = {"domainId": world.domain_id, "caseId": world.case_id}
    fields = [{"id": field_id} for field_id in ("status", *world.fields.values())]
    said = [
        client.get_domain(**domain),
        client.list_fields(**domain),
        client.batch_get_field(**domain, fields=fields),
        client.list_field_options(**domain, fieldId=world.fields["SingleSelect"]),
        client.list_layouts(**domain),
        client.list_case_rules(**domain),
        client.list_templates(**domain),
        client.get_template(**domain, templateId=world.template_id),
        client.search_cases(**domain, fields=fields),
        client.get_case(**case, fields=fields),
        client.search_related_items(**case),
        client.search_all_related_items(**domain),
        client.get_case_audit_events(**case),
        client.get_case_event_configuration(**domain),
        client.get_merge_cases_status(**case),
        make_client("us-east-1").list_domains(),
    ]
    for answer in said:
        del answer["ResponseMetadata"]
    return said


def test_every_answer_is_restored(full: World) -> None:
    """What can be asked is answered after loading as it was before dumping."""
    before, dumped = answers(full), full.cases.dump()
    standing = full.cases.clock.now()
    full.cases.reset()
    full.cases.clock.set(standing)
    full.cases.load(dumped)
    assert answers(full) == before


def test_loading_replaces_what_is_there(full: World) -> None:
    """State made after the dump, in whatever Region, is gone."""
    before, dumped = held(), full.cases.dump()
    full.comment("Later")
    make_client("eu-central-1").create_domain(name="Later")
    full.cases.load(dumped)
    assert held() == before


def test_a_call_during_a_load_waits_for_it(
    cases: EmbeddedCases, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A call of another thread sees the state before a load or the one after it."""
    domain_id = cases.seed().domain_id
    client = cases.client()
    # A client's first request takes longer than those that follow.
    client.get_domain(domain_id=domain_id)
    dumped = cases.dump()
    index = indexes.index
    with ThreadPoolExecutor(1) as pool:
        calls: list[Future[str]] = []

        # Called when the old state is gone, and before the new one is in its place.
        def call_meanwhile(region: Region) -> None:
            calls.append(
                pool.submit(lambda: client.get_domain(domain_id=domain_id).domain_id)
            )
            wait(calls, timeout=0.2)
            index(region)

        monkeypatch.setattr(indexes, "index", call_meanwhile)
        cases.load(dumped)
        assert [call.result() for call in calls] == [domain_id]


def test_what_was_begun_goes_on(full: World) -> None:
    """A running merge finishes, a token continues and a client token still holds."""
    client, case = full.client, full.case
    first = client.search_related_items(**case, maxResults=2)
    last_made = full.comment("Last")
    full.client.delete_related_item(**case, relatedItemId=last_made)
    dumped = full.cases.dump()
    ordinals = [ordinal for _, _, ordinal, _ in held()]
    full.cases.load(dumped)
    assert [ordinal for _, _, ordinal, _ in held()] == ordinals
    token = first["nextToken"]
    rest = client.search_related_items(**case, nextToken=token)["relatedItems"]
    seen = [item["relatedItemId"] for item in [*first["relatedItems"], *rest]]
    assert sorted(seen) == sorted(full.found())
    cases = client.search_cases(**full.domain)["cases"]
    assert full.new_case(clientToken="once") in {found["caseId"] for found in cases}
    assert client.get_merge_cases_status(**case)["status"] == "IN_PROGRESS"
    full.cases.clock.advance(full.cases.merge_duration)
    assert full.events()[-1]["type"] == "Case.Merged"


def test_settings_are_not_the_state(full: World) -> None:
    """Clock, quotas, rates, faults and events are as they were before loading."""
    dumped = full.cases.dump()
    moment = full.cases.clock.advance(timedelta(seconds=1))
    full.cases.quotas.domains = 3
    full.cases.page_limit = 1
    events = list(full.cases.events)
    full.cases.load(dumped)
    assert full.cases.clock.now() == moment
    assert (full.cases.quotas.domains, full.cases.page_limit) == (3, 1)
    assert full.cases.events == events


def test_nothing_is_dumped_as_nothing(cases: EmbeddedCases) -> None:
    """An empty service has a dump too, which empties another."""
    dumped = cases.dump()
    cases.seed()
    cases.load(dumped)
    assert held() == []


def test_what_cannot_be_restored_is_not_dumped(world: World) -> None:
    """A value that has no form as text is an error, not a dump that lacks it."""
    world_domain = region_of("123456789012", "us-west-2").domains[world.domain_id]
    world_domain.event_bridge = {"enabled": object()}
    with pytest.raises(TypeError, match="the state holds a object"):
        world.cases.dump()


@settings(max_examples=20, deadline=None)
@given(st.text(max_size=200).filter(str.strip), st.floats(allow_nan=False))
def test_values_are_restored_exactly(body: str, amount: float) -> None:
    """Text and numbers of any kind are what they were."""
    if any("\ud800" <= character <= "\udfff" for character in body):
        body = "surrogates cannot be sent"
    with mock_cases() as cases:
        world = build(cases, make_client())
        world.comment(body)
        if abs(amount) != float("inf"):
            world.update(number(world.fields["Number"], amount))
        before = held()
        cases.load(cases.dump())
        assert held() == before


def test_names_may_look_like_times(world: World) -> None:
    """What is called as the dump calls a time is restored, where it stands alone."""
    field = {**world.domain, "name": "F", "type": "SingleSelect"}
    field_id = world.client.create_field(**field)["fieldId"]
    options = [{"name": "$time", "value": "$time", "active": True}]
    world.client.batch_put_field_options(
        **world.domain, fieldId=field_id, options=options
    )
    world.new_case(clientToken="$time")
    before = held()
    world.cases.load(world.cases.dump())
    assert held() == before


def test_the_garbage_collector_is_left_as_it_was(cases: EmbeddedCases) -> None:
    """It is on or off as before a load, and what the program froze stays frozen."""
    dumped = cases.dump()
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
    cases.load(dumped)
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
    gc.disable()
    gc.freeze()
    try:
        frozen = gc.get_freeze_count()
        cases.load(dumped)
        assert not gc.isenabled()
        gc.enable()
        cases.load(dumped)
        assert gc.isenabled()
        # Some of what was frozen may be freed.
        assert gc.get_freeze_count() > frozen / 2
    finally:
        gc.unfreeze()
        gc.enable()


def test_loaded_objects_are_old(cases: EmbeddedCases) -> None:
    """What was loaded is not looked at by the next collection of young objects."""
    cases.seed(cases=200)
    dumped = cases.dump()
    cases.load(dumped)
    (domain,) = (it for region in all_regions() for it in region.domains.values())
    old = {id(it) for it in gc.get_objects(generation=2)}
    assert all(id(case) in old for case in domain.cases.values())


MEMORY = """
import gc, json, tracemalloc
from connectcases_typed.testing import mock_cases

now = tracemalloc.get_traced_memory
with mock_cases() as cases:
    # Whatever is made at the first use of anything.
    cases.seed(cases=1)
    cases.load(cases.dump())
    gc.collect()
    tracemalloc.start()
    empty = now()[0]
    cases.seed(cases=3000)
    before = now()[0]
    state = before - empty
    tracemalloc.reset_peak()
    dumped = cases.dump()
    dumping = now()[1] - before
    before += len(dumped)
    tracemalloc.reset_peak()
    cases.load(dumped)
    after, peak = now()
print(json.dumps([state, len(dumped), dumping, after - before, peak - before]))
"""


def test_old_and_new_state_are_not_there_at_once() -> None:
    """Dumping takes the memory of the text, and loading less than half of the state.

    Loaded state takes no more than the one that was dumped: what is equal in many cases
    is one object. The process is one of its own, without coverage, which remembers
    every line that has run.
    """
    environment = {**os.environ}
    environment.pop("COVERAGE_PROCESS_CONFIG", None)
    done = subprocess.run(
        [sys.executable, "-P", "-c", MEMORY],
        env=environment,
        stdout=subprocess.PIPE,
        check=True,
    )
    state, text, dumping, more, loading = json.loads(done.stdout)
    assert dumping < 1.5 * text
    assert more < 0.1 * state
    assert loading < 0.5 * state
