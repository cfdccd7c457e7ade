"""Laws of loading dumps that were changed: refused, or as good as any other."""

import json
import random
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from botocore.exceptions import ClientError

from connectcases_typed.testing.models import all_regions
from connectcases_typed.testing.store.state import Case, Domain

from .conftest import World, make_client
from .remembered import CONTACT, fill, held

# What a member is replaced by: something of another type, or of the same.
REPLACEMENTS: tuple[Any, ...] = (
    None,
    True,
    0,
    7,
    -1,
    1.5,
    "",
    "x",
    "closed",
    [],
    ["x"],
    {},
    {"x": {}},
)


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every container within a value, with each of its keys or indices."""
    if isinstance(value, dict):
        below: Any = value.items()
    elif isinstance(value, list):
        below = enumerate(value)
    else:
        return
    for key, inner in list(below):
        yield value, key
        yield from places(inner)


def mutate(dumped: str, dice: random.Random) -> str:
    """A dump in which one thing is another, is missing, or is there twice."""
    lines = [json.loads(line) for line in dumped.split("\n")]
    container, key = dice.choice([*places(dice.choice(lines))])
    change = dice.randrange(5)
    if change == 0:
        del container[key]
    elif change == 1 and isinstance(container, list):
        container.append(container[key])
    elif change == 1:
        container["x"] = container[key]
    elif change == 2:
        other, its_key = dice.choice([*places(dice.choice(lines))])
        container[key] = json.loads(json.dumps(other[its_key]))
    elif change == 3 and isinstance(container[key], str):
        container[key] = f"{container[key]}x"
    else:
        container[key] = dice.choice(REPLACEMENTS)
    return "\n".join(map(json.dumps, lines))


def attempt(operation: Any, **params: Any) -> None:
    """Call an operation, which may refuse in its own way, but in no other."""
    # A refusal of the service. A bug is no ClientError but an exception of its own, and
    # a response that is not as the model says fails in `conftest.check_answer`.
    with suppress(ClientError):
        operation(**params)


def use(client: Any, domain: Domain) -> None:
    """Read everything there is of a domain, then change some of it."""
    scope = {"domainId": domain.id}
    ids = [{"id": field_id} for field_id in domain.fields]
    attempt(client.get_domain, **scope)
    attempt(client.list_fields, **scope)
    attempt(client.batch_get_field, **scope, fields=ids)
    attempt(client.list_layouts, **scope)
    attempt(client.list_templates, **scope)
    attempt(client.list_case_rules, **scope)
    rules = [{"id": rule_id} for rule_id in domain.case_rules]
    attempt(client.batch_get_case_rule, **scope, caseRules=rules)
    for layout_id in domain.layouts:
        attempt(client.get_layout, **scope, layoutId=layout_id)
    for template_id in domain.templates:
        attempt(client.get_template, **scope, templateId=template_id)
    attempt(client.list_field_options, **scope, fieldId="status")
    attempt(client.get_case_event_configuration, **scope)
    for field_id in domain.fields:
        sort = {"fieldId": field_id, "sortOrder": "Asc"}
        attempt(client.search_cases, **scope, fields=ids[:10], sorts=[sort])
    attempt(client.search_cases, **scope, searchTerm="a")
    attempt(client.search_all_related_items, **scope)
    attempt(client.list_cases_for_contact, **scope, contactArn=CONTACT)
    for case in list(domain.cases.values()):
        use_case(client, scope, case)


def use_case(client: Any, scope: Any, case: Case) -> None:
    """Read a case, change it, and delete it."""
    name = {**scope, "caseId": case.id}
    fields = [{"id": field_id} for field_id in case.values]
    attempt(client.get_case, **name, fields=fields)
    attempt(client.search_related_items, **name)
    attempt(client.search_related_items, **name, filters=[{"sla": {"name": "sla"}}])
    attempt(client.get_case_audit_events, **name)
    attempt(client.get_merge_cases_status, **name)
    attempt(client.list_tags_for_resource, arn=case.arn)
    closed = [{"id": "status", "value": {"stringValue": "closed"}}]
    attempt(client.update_case, **name, fields=closed)
    comment = {"body": "x", "contentType": "Text/Plain"}
    content = {"comment": comment}
    attempt(client.create_related_item, **name, type="Comment", content=content)
    for item_id in list(case.items):
        which = {**name, "relatedItemId": item_id}
        attempt(client.update_related_item, **which, content=content)
        attempt(client.delete_related_item, **which)


def refused(world: World, text: str) -> str:
    """What loading a text says against it; "" if it was loaded."""
    try:
        world.cases.load(text)
    except ValueError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("seed", range(6))
def test_what_is_loaded_can_be_lived_with(world: World, seed: int) -> None:
    """A dump with a change somewhere is refused whole, or serves like any other.

    A refusal names the place and changes nothing. What is taken can be read and
    changed: every response is as the model says, every refusal is the service's.
    """
    dice = random.Random(seed)  # noqa: S311 - to be repeated, not to be secret
    fill(world)
    dumped, standing = world.cases.dump(), world.cases.clock.now()
    taken = 0
    for _ in range(50):
        world.cases.clock.set(standing)
        before, text = held(), mutate(dumped, dice)
        if complaint := refused(world, text):
            assert complaint.startswith(("this dump was changed: ", "this is no dump"))
            assert held() == before
            continue
        taken += 1
        world.cases.clock.advance(world.cases.merge_duration)
        for region in list(all_regions()):
            for domain in list(region.domains.values()):
                use(make_client(region.name), domain)
        world.cases.dump()
    # Names and times may be others, so some of them are taken.
    assert taken > 0
