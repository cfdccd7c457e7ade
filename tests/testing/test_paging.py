"""Laws of paging."""

import base64
from collections.abc import Iterator
from typing import Any

import attrs
import pytest
from botocore import xform_name
from parity.installed import installed_tree

from connectcases_typed.testing.operations import OPERATIONS

from .conftest import World, code, number, text


def walk(call: Any, key: str, **request: Any) -> Iterator[list[Any]]:
    """The pages of an operation, from the first to the one without a token."""
    token = None
    while True:
        answer = call(**request, nextToken=token)
        yield list(answer[key])
        token = answer.get("nextToken")
        if token is None:
            return


def populate(world: World) -> dict[str, tuple[Any, str, dict[str, Any], int]]:
    """Several of everything that is listed: call, member, request, how many."""
    client, domain = world.client, {"domainId": world.domain_id}
    for index in range(4):
        client.create_domain(name=f"Domain {index}")
        client.create_template(**domain, name=f"Template {index}")
        client.create_layout(**domain, name=f"Layout {index}", content={"basic": {}})
        client.create_case_rule(**domain, name=f"Rule {index}", rule=HIDDEN)
        # Titles that make the order by title another than that of creation.
        fields = [text("title", f"{index % 2}"), number(world.fields["Number"], 1)]
        other = attrs.evolve(world, case_id=world.new_case(fields=fields))
        other.attach("Contact", {"contactArn": "c"})
        world.comment(f"comment {index}")
    world.comment("the last")
    select = world.fields["SingleSelect"]
    put = [{"name": str(i), "value": str(i), "active": True} for i in range(3)]
    client.batch_put_field_options(**domain, fieldId=select, options=put)
    world.attach("Contact", {"contactArn": "c"})
    count = len(client.list_fields(**domain)["fields"])
    return {
        "domains": (client.list_domains, "domains", {}, 5),
        "fields": (client.list_fields, "fields", domain, count),
        "options": (
            client.list_field_options,
            "options",
            domain | {"fieldId": select},
            5,
        ),
        "templates": (client.list_templates, "templates", domain, 5),
        "layouts": (client.list_layouts, "layouts", domain, 4),
        "rules": (client.list_case_rules, "caseRules", domain, 4),
        "items": (client.search_related_items, "relatedItems", world.case, 6),
        "all items": (client.search_all_related_items, "relatedItems", domain, 10),
        "sorted items": (
            client.search_all_related_items,
            "relatedItems",
            domain | {"sorts": [{"sortProperty": "CaseId", "sortOrder": "Desc"}]},
            10,
        ),
        "cases": (client.search_cases, "cases", domain, 5),
        "sorted cases": (
            client.search_cases,
            "cases",
            domain | {"sorts": [{"fieldId": "title", "sortOrder": "Desc"}]},
            5,
        ),
        "contact": (
            client.list_cases_for_contact,
            "cases",
            domain | {"contactArn": "c"},
            5,
        ),
        "events": (client.get_case_audit_events, "auditEvents", world.case, 7),
    }


LISTS = (
    "domains",
    "fields",
    "options",
    "templates",
    "layouts",
    "rules",
    "items",
    "all items",
    "sorted items",
    "cases",
    "sorted cases",
    "contact",
    "events",
)


def test_every_paged_operation_is_walked(world: World) -> None:
    """Every operation that the model gives a page token to is among those walked here;
    but for GetCase, whose pages have no size to ask for.
    """
    tree = installed_tree()
    paged = {
        xform_name(name)
        for name, parts in tree["operations"].items()
        if name in OPERATIONS
        and {"nextToken", "maxResults"}
        <= tree["shapes"][parts["input"]["shape"]]["members"].keys()
    }
    assert {call.__name__ for call, *_ in populate(world).values()} == paged


HIDDEN = {"hidden": {"defaultValue": True, "conditions": []}}


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("size", [1, 2, 5])
def test_all_pages_give_each_thing_once(world: World, name: str, size: int) -> None:
    """Walking all pages, of any size, gives what one page gives, in its order."""
    call, key, request, count = populate(world)[name]
    whole = call(**request)[key]
    assert len(whole) == count
    pages = list(walk(call, key, **request, maxResults=size))
    assert [thing for page in pages for thing in page] == whole
    assert [len(page) for page in pages[:-1]] == [size] * (len(pages) - 1)
    assert 0 < len(pages[-1]) <= size


@pytest.mark.parametrize("name", LISTS)
def test_a_foreign_token_is_refused(world: World, name: str) -> None:
    """A token of another call, or of none, is refused."""
    lists = populate(world)
    call, key, request, _ = lists[name]
    own = call(**request, maxResults=1)["nextToken"]
    other = lists[LISTS[LISTS.index(name) - 1]]
    foreign = other[0](**other[2], maxResults=1)["nextToken"]
    moved = base64.urlsafe_b64decode(own).replace(b":", b"0:", 1)
    for token in (
        foreign,
        "garbage",
        "é",
        own[:-2],
        base64.urlsafe_b64encode(moved).decode(),
    ):
        refused = code(call, **request, nextToken=token)
        assert refused == "ValidationException"
    assert call(**request, nextToken=own)[key]


def test_a_token_continues_the_same_question(world: World) -> None:
    """A token is refused with other parameters; only the page size may change."""
    populate(world)
    search = world.client.search_related_items
    token = search(**world.case, maxResults=2)["nextToken"]
    rest = search(**world.case, maxResults=25, nextToken=token)
    assert len(rest["relatedItems"]) == 4
    other = {"filters": [{"comment": {}}], "nextToken": token}
    assert code(lambda: search(**world.case, **other)) == "ValidationException"
    elsewhere = world.case | {"caseId": world.new_case(), "nextToken": token}
    assert code(lambda: search(**elsewhere)) == "ValidationException"


def test_changes_between_pages_disturb_nothing_else(world: World) -> None:
    """Removing what was given and adding more neither hides nor repeats the rest."""
    ids = [world.comment(str(number)) for number in range(4)]
    pages = walk(
        world.client.search_related_items, "relatedItems", **world.case, maxResults=2
    )
    seen: list[str] = []
    for page in pages:
        for item in page:
            seen.append(item["relatedItemId"])
            world.client.delete_related_item(**world.case, relatedItemId=seen[-1])
        if len(seen) == 2:
            ids.append(world.comment("new"))
    assert seen == ids


def test_the_page_limit_makes_everything_page(world: World) -> None:
    """With a page limit set, no page is larger, GetCase's included."""
    world.update(text("summary", "s"))
    world.cases.page_limit = 1
    names = ["title", "created_by", "summary", "status"]
    request = world.case | {"fields": [{"id": name} for name in names]}
    pages = list(walk(world.client.get_case, "fields", **request))
    assert [[field["id"] for field in page] for page in pages] == [
        ["title"],
        ["summary"],
        ["status"],
    ]


def test_the_page_limit_makes_no_page_larger(world: World) -> None:
    """Whoever asks for less than the limit gets what is asked for."""
    for count in range(4):
        world.comment(str(count))
    world.cases.page_limit = 3
    search = world.client.search_related_items
    sizes = [
        len(search(**world.case, maxResults=asked)["relatedItems"]) for asked in (2, 4)
    ]
    assert sizes == [2, 3]


def test_an_empty_token_is_the_beginning(world: World) -> None:
    """An empty token is allowed by the model and means the first page."""
    assert world.client.list_fields(domainId=world.domain_id, nextToken="")["fields"]


def test_the_default_page_is_the_largest(world: World) -> None:
    """Without a page size, related items and audit events come by 25."""
    for count in range(30):
        world.comment(str(count))
    assert len(world.search()) == 25
    assert len(world.events()) == 25
