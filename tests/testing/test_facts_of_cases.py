"""Facts of the documentation about cases: their items, searches, merges and events.

What the modules of these nouns state is not repeated.
"""

from datetime import timedelta
from typing import Any

import attrs
import pytest

from .conftest import USER, World, code, make_client, number, refusal, text


def test_a_refusal_names_the_deleted_fields(world: World) -> None:
    """CreateCase with deleted fields says which of them are deleted, and no others."""
    deleted = [world.fields[kind] for kind in ("Text", "Url")]
    for field_id in deleted:
        world.client.delete_field(**world.domain, fieldId=field_id)
    values = [text(field_id, "x") for field_id in deleted]
    kept = number(world.fields["Number"], 1)
    refused = refusal(world.new_case, fields=[text("title", "x"), kept, *values])
    assert refused["Error"]["Code"] == "ValidationException"
    for field_id in deleted:
        assert field_id in refused["Error"]["Message"]
    assert world.fields["Number"] not in refused["Error"]["Message"]


def test_a_case_stays_with_its_template(world: World) -> None:
    """UpdateCase cannot change it: it has no member for that."""
    shape = make_client().meta.service_model.operation_model("UpdateCase").input_shape
    assert "templateId" not in shape.members
    world.client.update_template(
        **world.domain, templateId=world.template_id, status="Inactive"
    )
    world.update(text("title", "Still there"))
    assert code(world.new_case) == "ValidationException"


def test_a_link_outlives_the_case_it_leads_to(world: World) -> None:
    """It stays and leads nowhere: what becomes of it is not documented."""
    other = world.new_case()
    link = world.attach("ConnectCase", {"caseId": other})
    world.client.delete_case(**world.domain, caseId=other)
    assert world.found() == {link}
    assert world.found({"connectCase": {"caseId": other}}) == {link}
    assert code(world.values, other, "title") == "ResourceNotFoundException"


@pytest.mark.parametrize(
    "field_id",
    ["summary", "customer_id", "assigned_queue", "reference_number", "case_id"],
)
def test_a_term_is_looked_for_in_system_fields(world: World, field_id: str) -> None:
    """A search term is found in any field, those that the service sets included."""
    other = world.new_case()
    if field_id in ("summary", "customer_id", "assigned_queue"):
        world.update(text(field_id, "arn:aws:somewhere/of-its-own"))
    value = world.value(field_id)["stringValue"]
    for term in (value, value[3:8].swapcase()):
        found = world.client.search_cases(**world.domain, searchTerm=term)["cases"]
        assert world.case_id in {case["caseId"] for case in found}
    found = world.client.search_cases(**world.domain, searchTerm=value)["cases"]
    assert other not in {case["caseId"] for case in found}


def test_cases_of_a_customer_are_found_by_the_whole_arn(world: World) -> None:
    """`customer_id` holds the ARN of a profile, and equals nothing but that."""
    arn = "arn:aws:profile:us-west-2:123456789012:domains/d/profiles/ada"
    world.update(text("customer_id", arn))
    for asked, found in ((arn, [world.case_id]), (arn[:-1], []), ("ada", [])):
        equal = {"field": {"equalTo": text("customer_id", asked)}}
        cases = world.client.search_cases(**world.domain, filter=equal)["cases"]
        assert [case["caseId"] for case in cases] == found


def test_no_search_finds_a_deleted_case(world: World) -> None:
    """Neither the case nor its items are found, and its contact has no case left."""
    world.attach("Contact", {"contactArn": "c"})
    world.comment("x")
    kept = world.new_case()
    world.client.delete_case(**world.case)
    found = world.client.search_cases(**world.domain)
    assert [it["caseId"] for it in found["cases"]] == [kept]
    assert found["totalCount"] == 1
    assert world.client.search_cases(**world.domain, searchTerm="First")["cases"] == []
    items = world.client.search_all_related_items(**world.domain)["relatedItems"]
    assert items == []
    listed = world.client.list_cases_for_contact(**world.domain, contactArn="c")
    assert listed["cases"] == []


@pytest.mark.parametrize("kind", ["Contact", "Sla", "ConnectCase", "Custom"])
def test_items_but_files_are_deleted(world: World, kind: str) -> None:
    """Contacts, SLAs, links and custom items go like comments, with what follows from
    them: the cases of the contact, the next deadline of the case.
    """
    contents: dict[str, Any] = {
        "Contact": {"contactArn": "c"},
        "ConnectCase": {"caseId": world.new_case()},
        "Custom": {"fields": [number(world.fields["Number"], 1)]},
    }
    kept = world.comment("x")
    item = world.sla() if kind == "Sla" else world.attach(kind, contents[kind])
    world.client.delete_related_item(**world.case, relatedItemId=item)
    assert world.found() == {kept}
    listed = world.client.list_cases_for_contact(**world.domain, contactArn="c")
    assert listed["cases"] == []
    assert world.value("next_sla_breach_datetime") is None
    deleted = world.events()[-1]
    assert (deleted["type"], deleted["relatedItemType"]) == (
        "RelatedItem.Deleted",
        kind,
    )
    world.update(text("status", "closed"))
    assert world.events()[-1]["type"] == "Case.Updated"


def test_an_item_that_nobody_is_named_for_has_no_performer(world: World) -> None:
    """Its creator is left out, and so is who updated it last, until somebody is named;
    what a tag says is in the response to an update as well.
    """
    item = world.comment("x")
    (found,) = world.search()
    assert "performedBy" not in found
    arn = world.client.get_domain(**world.domain)["domainArn"]
    path = f"{arn}/case/{world.case_id}/related-item/{item}"
    world.client.tag_resource(arn=path, tags={"k": "v"})
    content = {"comment": {"body": "y", "contentType": "Text/Plain"}}
    answer = world.client.update_related_item(
        **world.case, relatedItemId=item, content=content
    )
    assert not {"createdBy", "lastUpdatedUser"} & answer.keys()
    assert answer["tags"] == {"k": "v"}
    everywhere = world.client.search_all_related_items(**world.domain)["relatedItems"]
    assert everywhere[0]["tags"] == {"k": "v"}


def test_a_filter_compares_options_and_flags_for_equality(world: World) -> None:
    """As the flow block that searches does: an option and a flag are as they are."""
    flag, option = world.fields["Boolean"], text(world.fields["SingleSelect"], "red")
    yes = {"id": flag, "value": {"booleanValue": True}}
    no = {"id": flag, "value": {"booleanValue": False}}
    red, plain = world.case_id, world.new_case()
    world.update(option, yes)
    status = text("status", "open")
    for equal, expected in (
        (option, [red]),
        (yes, [red]),
        (no, []),
        (status, [red, plain]),
        (text("status", "closed"), []),
    ):
        found = world.client.search_cases(
            **world.domain, filter={"field": {"equalTo": equal}}
        )
        assert [case["caseId"] for case in found["cases"]] == expected, equal


def test_an_event_names_the_custom_entity(world: World) -> None:
    """As in the third sample of the guide; without a user there is the principal."""
    world.client.put_case_event_configuration(
        **world.domain, eventBridge={"enabled": True}
    )
    world.update(text("title", "x"), performedBy={"customEntity": "job"})
    world.update(text("title", "y"))
    named, alone = (event["detail"]["performedBy"] for event in world.cases.events)
    assert named["user"] == {"customEntity": "job"}
    assert alone == {"iamPrincipalArn": named["iamPrincipalArn"]}
    (of_case,) = {tuple(event["resources"]) for event in world.cases.events}
    arn = world.client.get_domain(**world.domain)["domainArn"]
    assert of_case == (arn, f"{arn}/case/{world.case_id}")


@pytest.mark.newest_botocore
def test_every_kind_that_can_be_moved_moves(world: World) -> None:
    """A merge moves comments, contacts, links and custom items where that is chosen,
    and leaves each of them where another kind is.
    """
    kinds: dict[str, tuple[str, Any]] = {
        "comment": ("Comment", {"body": "x", "contentType": "Text/Plain"}),
        "contact": ("Contact", {"contactArn": "c"}),
        "connectCase": ("ConnectCase", {"caseId": world.new_case()}),
        "custom": ("Custom", {"fields": [number(world.fields["Number"], 1)]}),
    }
    for chosen in kinds:
        primary, secondary = (
            attrs.evolve(world, case_id=world.new_case()) for _ in range(2)
        )
        items = {arm: secondary.attach(*given) for arm, given in kinds.items()}
        world.client.start_merge_cases(
            **primary.case,
            secondaryCaseIds=[secondary.case_id],
            relatedItemsConfiguration={chosen: True},
        )
        world.cases.clock.advance(world.cases.merge_duration)
        moved = primary.found() & set(items.values())
        assert moved == {items[chosen]}
        assert secondary.found() >= set(items.values()) - moved


def test_the_reasons_of_cases_are_the_customers(world: World) -> None:
    """`case_reason` has no option at first, and takes those that are put."""
    field = {**world.domain, "fieldId": "case_reason"}
    assert world.client.list_field_options(**field)["options"] == []
    assert code(world.update, text("case_reason", "late")) == "ValidationException"
    option = {"name": "Late", "value": "late", "active": True}
    put = world.client.batch_put_field_options(**field, options=[option])
    assert put["errors"] == []
    world.update(text("case_reason", "late"))
    assert world.value("case_reason") == {"stringValue": "late"}


def test_a_custom_entity_is_no_user_of_a_case(world: World) -> None:
    """The fields of the creator and of the last user hold users only."""
    case = world.new_case(performedBy={"customEntity": "job"})
    assert world.values(case, "created_by", "last_updated_user") == {}


@pytest.mark.newest_botocore
def test_four_system_fields_can_be_merged(world: World) -> None:
    """Queue, user, summary and reason can be chosen; the other system fields cannot,
    though the secondary case has values of them.
    """
    option = {"name": "Late", "value": "late", "active": True}
    world.client.batch_put_field_options(
        **world.domain, fieldId="case_reason", options=[option]
    )
    mergeable = {
        "assigned_queue": "q",
        "assigned_user": "u",
        "summary": "s",
        "case_reason": "late",
    }
    values = [text(*it) for it in ({**mergeable, "customer_id": "c"}).items()]
    other = attrs.evolve(world, case_id=world.new_case())
    other.update(*values)
    other.update(text("status", "closed"))
    other.update(text("status", "open"), performedBy={"userArn": USER})
    other.sla()

    def chosen(*names: str) -> dict[str, Any]:
        fields = [{"id": name} for name in names]
        chosen = {"fieldIds": fields, "sourceCaseId": other.case_id}
        merged = {"secondaryCaseIds": [other.case_id], "fieldsConfiguration": [chosen]}
        return {**world.case, **merged}

    listed = world.client.list_fields(**world.domain)["fields"]
    system = {it["fieldId"] for it in listed if it["namespace"] == "System"}
    for name in system - mergeable.keys():
        answered = code(world.client.start_merge_cases, **chosen(name))
        assert answered == "ValidationException", name
    world.client.start_merge_cases(**chosen(*mergeable))
    world.cases.clock.advance(world.cases.merge_duration)
    assert world.values(world.case_id, *mergeable) == {
        name: {"stringValue": value} for name, value in mergeable.items()
    }


def test_only_a_closed_case_is_reopened(world: World) -> None:
    """Leaving `closed` reopens a case, and no other change of its status does."""
    option = {"name": "Waiting", "value": "waiting", "active": True}
    world.client.batch_put_field_options(
        **world.domain, fieldId="status", options=[option]
    )
    world.update(text("status", "waiting"))
    assert world.value("last_reopened_datetime") is None
    assert world.value("last_closed_datetime") is None
    world.update(text("status", "closed"))
    assert world.value("last_closed_datetime") is not None
    later = world.cases.clock.advance(timedelta(hours=1))
    world.update(text("status", "waiting"))
    reopened = world.value("last_reopened_datetime")["stringValue"]
    assert reopened == f"{later:%Y-%m-%dT%H:%M:%S}.000Z"


def test_events_say_when_a_thing_was_made(world: World) -> None:
    """`createdDateTime` is that of the case, or of the item, and not of the change."""
    item = world.comment("x")
    world.client.put_case_event_configuration(
        **world.domain, eventBridge={"enabled": True}
    )
    world.cases.clock.advance(timedelta(hours=1))
    world.update(text("title", "x"))
    content = {"comment": {"body": "y", "contentType": "Text/Plain"}}
    world.client.update_related_item(**world.case, relatedItemId=item, content=content)
    of_case, of_item = (event["detail"] for event in world.cases.events)
    assert of_case["case"]["createdDateTime"] == "2026-03-01T12:00:00.000Z"
    assert of_item["relatedItem"]["createdDateTime"] == "2026-03-01T12:00:00.000Z"
    for detail in (of_case, of_item):
        assert detail["approximateChangeTime"] == "2026-03-01T13:00:00.000Z"


@pytest.mark.newest_botocore
def test_a_client_token_is_of_one_operation_and_domain(world: World) -> None:
    """The same token with another operation, or in another domain, is another one."""
    case = world.new_case(clientToken="token")
    named = [{"caseIdentifier": {"caseId": case}}]
    world.client.batch_update_case(
        **world.domain, cases=named, fields=[], title="New", clientToken="token"
    )
    assert world.values(case, "title") == {"title": {"stringValue": "New"}}
    other = {"domainId": world.client.create_domain(name="Elsewhere")["domainId"]}
    made = world.client.create_template(**other, name="General")["templateId"]
    fields = [text("title", "x")]
    answer = world.client.create_case(
        **other, templateId=made, fields=fields, clientToken="token"
    )
    assert answer["caseId"] != case


def test_a_contact_is_a_cases_as_long_as_an_item_says_so(world: World) -> None:
    """Of a contact that is attached twice, one item can go, and not the other."""
    items = [world.attach("Contact", {"contactArn": "c"}) for _ in range(2)]
    left = []
    for item in items:
        world.client.delete_related_item(**world.case, relatedItemId=item)
        listed = world.client.list_cases_for_contact(**world.domain, contactArn="c")
        left.append(len(listed["cases"]))
    assert left == [1, 0]


@pytest.mark.newest_botocore
def test_a_deleted_case_is_found_by_no_reference(world: World) -> None:
    """Its reference number names nothing from then on, and a new case may have it."""
    reference = world.value("reference_number")["stringValue"]
    world.client.delete_case(**world.case)
    named = [{"caseIdentifier": {"referenceId": reference}}]
    batch = {**world.domain, "cases": named, "fields": [], "title": "x"}
    assert code(world.client.batch_update_case, **batch) == "ResourceNotFoundException"
    fields = [text("title", "x"), number(world.fields["Number"], 1)]
    assert world.new_case(fields=[*fields, text("reference_number", reference)])


def test_the_next_deadline_is_found_by_a_term_while_it_is_ahead(world: World) -> None:
    """The one value that time changes is searched as it is at the time."""
    world.sla(minutes=90)
    search = {**world.domain, "searchTerm": "2026-03-01T13:30"}
    assert world.client.search_cases(**search)["totalCount"] == 1
    world.cases.clock.advance(timedelta(minutes=91))
    assert world.client.search_cases(**search)["totalCount"] == 0


def test_nobody_is_asked_for_what_the_service_sets(world: World) -> None:
    """A template may require such a field, which no request could give."""
    required = [{"fieldId": name} for name in ("case_id", "last_closed_datetime")]
    world.client.update_template(
        **world.domain, templateId=world.template_id, requiredFields=required
    )
    assert world.new_case(fields=[text("title", "x")])
