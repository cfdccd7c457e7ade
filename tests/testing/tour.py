"""A call of every operation, with every member a request can have."""

from typing import Any

from .conftest import USER, World, empty, number, text

COMMENT = {"comment": {"body": "x", "contentType": "Text/Plain"}}
HIDDEN = {"hidden": {"defaultValue": True, "conditions": []}}


def tour(world: World) -> dict[str, Any]:
    """An answer of every operation of the service, by operation."""
    answers: dict[str, Any] = {}

    def call(name: str, /, **request: Any) -> Any:
        answers[name] = getattr(world.client, name)(**request)
        return answers[name]

    domain = {"domainId": call("create_domain", name="Tour")["domainId"]}
    call("get_domain", **domain)
    call("list_domains")
    tour_domain(domain, call)
    tour_cases(domain, call)
    call("put_case_event_configuration", **domain, eventBridge={"enabled": True})
    call("get_case_event_configuration", **domain)
    arn = answers["create_domain"]["domainArn"]
    call("tag_resource", arn=arn, tags={"k": "v"})
    call("list_tags_for_resource", arn=arn)
    call("untag_resource", arn=arn, tagKeys=["k"])
    call("delete_domain", **domain)
    return answers


def tour_domain(domain: Any, call: Any) -> None:
    """The operations on what a domain is configured with, deletions last."""
    field = {**domain}
    created = call("create_field", **domain, name="Field", type="SingleSelect")
    field["fieldId"] = created["fieldId"]
    call("update_field", **field, description="A field")
    option = {"name": "Option", "value": "option", "active": True}
    call("batch_put_field_options", **field, options=[option, option])
    call("list_field_options", **field)
    call("list_fields", **domain)
    call("batch_get_field", **domain, fields=[{"id": created["fieldId"]}, {"id": "x"}])
    group = {"fieldGroup": {"fields": [{"id": created["fieldId"]}]}}
    content = {"basic": {"topPanel": {"sections": [group]}}}
    layout = {**domain}
    created = call("create_layout", **domain, name="Layout", content=content)
    layout["layoutId"] = created["layoutId"]
    call("update_layout", **layout, name="Other")
    call("get_layout", **layout)
    call("list_layouts", **domain)
    rule = {**domain}
    created = call("create_case_rule", **domain, name="Rule", rule=HIDDEN)
    rule["caseRuleId"] = created["caseRuleId"]
    call("update_case_rule", **rule, description="A rule")
    wanted = [{"id": rule["caseRuleId"]}, {"id": "x"}]
    call("batch_get_case_rule", **domain, caseRules=wanted)
    call("list_case_rules", **domain)
    template = {**domain}
    created = call(
        "create_template",
        **domain,
        name="Template",
        layoutConfiguration={"defaultLayout": layout["layoutId"]},
        requiredFields=[{"fieldId": field["fieldId"]}],
        rules=[{"caseRuleId": rule["caseRuleId"], "fieldId": field["fieldId"]}],
    )
    template["templateId"] = created["templateId"]
    call("update_template", **template, description="A template")
    call("get_template", **template)
    call("list_templates", **domain)
    call("delete_template", **template)
    call("delete_layout", **layout)
    call("delete_case_rule", **rule)
    call("delete_field", **field)


def tour_cases(domain: Any, call: Any) -> None:
    """The operations on cases, one of each kind of item among them."""
    template = call("create_template", **domain, name="For cases")["templateId"]

    def new_case() -> Any:
        fields = [text("title", "A case")]
        made = call("create_case", **domain, templateId=template, fields=fields)
        return {**domain, "caseId": made["caseId"]}

    case, other = new_case(), new_case()
    field = call("create_field", **domain, name="Number", type="Number")["fieldId"]
    call("update_case", **case, fields=[number(field, 1)])
    call("get_case", **case, fields=[{"id": "title"}, {"id": "created_datetime"}])
    sla = {
        "name": "sla",
        "type": "CaseField",
        "fieldId": "status",
        "targetFieldValues": [{"stringValue": "closed"}],
        "targetSlaMinutes": 1,
    }
    items = [
        ("Contact", {"contact": {"contactArn": "c"}}),
        ("File", {"file": {"fileArn": "f"}}),
        ("Sla", {"sla": {"slaInputConfiguration": sla}}),
        ("ConnectCase", {"connectCase": {"caseId": other["caseId"]}}),
        ("Custom", {"custom": {"fields": [number(field, 1)]}}),
        ("Comment", COMMENT),
    ]
    for kind, content in items:
        item = call("create_related_item", **case, type=kind, content=content)
    item = {**case, "relatedItemId": item["relatedItemId"]}
    call("update_related_item", **item, content=COMMENT)
    call("search_related_items", **case)
    call("search_all_related_items", **domain)
    call("list_cases_for_contact", **domain, contactArn="c")
    call("search_cases", **domain, fields=[{"id": "title"}])
    call("delete_related_item", **item)
    cases = [{"caseIdentifier": {"caseId": each}} for each in (case["caseId"], "x")]
    call("batch_create_related_item", **domain, content=COMMENT, cases=cases)
    call("batch_update_case", **domain, cases=cases, fields=[], title="Other")
    call("start_merge_cases", **case, secondaryCaseIds=[other["caseId"]])
    call("get_merge_cases_status", **case)
    call("get_case_audit_events", **case)
    call("delete_case", **new_case())


def tour_of_members(world: World) -> None:
    """Calls with every member that the tour of operations leaves out."""
    _definitions(world)
    _cases_and_items(world)
    _searches(world)
    _merges(world)
    world.cases.page_limit = 1
    _pages(world)


def _definitions(world: World) -> None:
    """Fields, layouts, rules, templates and the event configuration."""
    domain, client = world.domain, world.client
    single, parent, child = (
        client.create_field(**domain, name=name, type=kind, **more)["fieldId"]
        for name, kind, more in (
            ("Notes", "Text", {"attributes": {"text": {"isMultiline": True}}}),
            ("Parent", "SingleSelect", {}),
            ("Child", "SingleSelect", {}),
        )
    )
    client.list_fields(**domain)
    client.batch_get_field(**domain, fields=[{"id": single}])
    for field_id in (parent, child):
        option = {"name": "Yes", "value": "yes", "active": True}
        client.batch_put_field_options(**domain, fieldId=field_id, options=[option])
    group = {"fieldGroup": {"name": "Group", "fields": [{"id": single}]}}
    panel = {"sections": [group]}
    content = {"basic": {"topPanel": panel, "moreInfo": panel}}
    layout = client.create_layout(**domain, name="Both panels", content=content)
    client.get_layout(**domain, layoutId=layout["layoutId"])

    def condition(comparison: str, field_id: str, operand: Any) -> Any:
        first = {"operandOne": {"fieldId": field_id}, "operandTwo": operand}
        return {comparison: {**first, "result": True}}

    simple = [
        condition("equalTo", parent, {"stringValue": "yes"}),
        condition("notEqualTo", parent, {"emptyValue": {}}),
        condition("equalTo", world.fields["Boolean"], {"booleanValue": True}),
        condition("equalTo", world.fields["Number"], {"doubleValue": 1.0}),
    ]
    rules: list[Any] = [
        {"required": {"defaultValue": False, "conditions": simple[:2]}},
        {"required": {"defaultValue": False, "conditions": simple[2:]}},
        {
            "hidden": {
                "defaultValue": False,
                "conditions": [
                    {"andAll": {"conditions": simple[:1]}},
                    {"orAll": {"conditions": simple[:1]}},
                ],
            }
        },
        {
            "fieldOptions": {
                "parentFieldId": parent,
                "childFieldId": child,
                "parentChildFieldOptionsMappings": [
                    {
                        "parentFieldOptionValue": "yes",
                        "childFieldOptionValues": ["yes"],
                    }
                ],
            }
        },
    ]
    for number_, rule in enumerate(rules):
        made = client.create_case_rule(**domain, name=f"Rule {number_}", rule=rule)
        client.batch_get_case_rule(**domain, caseRules=[{"id": made["caseRuleId"]}])
    tags = {"resourceType": "Cases", "tagMap": {"team": "blue"}}
    template = client.create_template(
        **domain, name="Tagging", tagPropagationConfigurations=[tags]
    )
    client.get_template(**domain, templateId=template["templateId"])
    client.put_case_event_configuration(
        **domain,
        eventBridge={
            "enabled": True,
            "includedData": {
                "caseData": {"fields": [{"id": "title"}], "autoIncludeFields": "All"},
                "relatedItemData": {"includeContent": True},
            },
        },
    )
    client.get_case_event_configuration(**domain)


def _cases_and_items(world: World) -> None:
    """Values of every kind, people of both kinds, and items that are edited."""
    fields = world.fields
    for performer in ({"userArn": USER}, {"customEntity": "robot"}):
        world.update(
            {"id": fields["Boolean"], "value": {"booleanValue": len(performer) > 2}},
            {"id": fields["User"], "value": {"userArnValue": USER}},
            number(fields["Number"], len(str(performer))),
            performedBy=performer,
        )
    world.update(empty("summary"))
    world.values(world.case_id, fields["Boolean"], fields["User"])
    item_id = world.custom(number(fields["Number"], 1), performedBy={"userArn": USER})
    item = {**world.case, "relatedItemId": item_id}
    content = {
        "fields": [
            number(fields["Number"], 2),
            {"id": fields["User"], "value": {"userArnValue": USER}},
            {"id": fields["Boolean"], "value": {"booleanValue": True}},
            empty(fields["Text"]),
        ]
    }
    world.client.update_related_item(
        **item, content={"custom": content}, performedBy={"customEntity": "robot"}
    )
    world.attach("Contact", {"contactArn": "c"})
    world.attach("File", {"fileArn": "f"})
    world.attach("ConnectCase", {"caseId": world.new_case(tags={"team": "blue"})})
    sla = {**world.case, "relatedItemId": world.sla()}
    deadline = {"slaUpdateConfiguration": {"targetSlaMinutes": 5}}
    world.client.update_related_item(**sla, content={"sla": deadline})
    world.update(text("status", "closed"))
    world.update(text("status", "open"))
    reference = world.value("reference_number")["stringValue"]
    values = [
        {"fieldIdentifier": {"id": fields["Number"]}, "value": {"doubleValue": 7.0}},
        {"fieldIdentifier": {"name": "Summary"}, "value": {"stringValue": "x"}},
    ]
    world.client.batch_update_case(
        **world.domain,
        cases=[{"caseIdentifier": {"referenceId": reference}}],
        fields=values,
    )
    world.events()


def _searches(world: World) -> None:
    """Every filter and every sort."""
    field_id = world.fields["Number"]
    one = number(field_id, 1)
    comparisons = [
        {"field": {name: one}}
        for name in (
            "equalTo",
            "greaterThan",
            "greaterThanOrEqualTo",
            "lessThan",
            "lessThanOrEqualTo",
        )
    ]
    comparisons.append({"field": {"contains": text("title", "x")}})
    tag = {"tag": {"equalTo": {"key": "team", "value": "blue"}}}
    world.client.search_cases(
        **world.domain,
        filter={
            "andAll": [{"orAll": [*comparisons, tag]}, {"not": comparisons[0]}],
        },
        sorts=[{"fieldId": "title", "sortOrder": "Desc"}],
    )
    custom = {"andAll": [{"orAll": [comparisons[0]]}, {"not": comparisons[1]}]}
    world.client.search_cases(**world.domain, filter=tag)
    filters: list[Any] = [
        {"custom": {"fields": custom}},
        {"comment": {}},
        {"contact": {"channel": ["VOICE"], "contactArn": "c"}},
        {"file": {"fileArn": "f"}},
        {"sla": {"name": "sla", "status": "Active"}},
        {"connectCase": {"caseId": world.case_id}},
    ]
    for each in filters:
        world.search(each)
    world.client.search_all_related_items(
        **world.domain,
        sorts=[{"sortProperty": "AssociationTime", "sortOrder": "Desc"}],
    )


def _merges(world: World) -> None:
    """A merge that is told what to do with everything, until it is completed."""
    secondary = world.new_case()
    fields = {
        "fieldIds": [{"id": world.fields["Number"]}],
        "sourceCaseId": secondary,
    }
    every = ("comment", "connectCase", "contact", "custom")
    world.client.start_merge_cases(
        **world.case,
        secondaryCaseIds=[secondary],
        fieldsConfiguration=[fields],
        relatedItemsConfiguration=dict.fromkeys(every, True),
    )
    world.cases.clock.advance(world.cases.merge_duration)
    world.client.get_case_audit_events(**world.domain, caseId=secondary)


def _pages(world: World) -> None:
    """The first page of everything, with more to come."""
    client, domain = world.client, world.domain
    client.create_domain(name="Another")
    client.create_template(**domain, name="Another")
    client.create_layout(**domain, name="Another", content={"basic": {}})
    other = {**domain, "caseId": world.new_case()}
    contact = {"contact": {"contactArn": "c"}}
    client.create_related_item(**other, type="Contact", content=contact)
    field_id = world.fields["SingleSelect"]
    option = {"name": "More", "value": "more", "active": True}
    client.batch_put_field_options(**domain, fieldId=field_id, options=[option])
    client.list_domains()
    for name in ("list_fields", "list_layouts", "list_templates", "list_case_rules"):
        getattr(client, name)(**domain)
    client.list_field_options(**domain, fieldId=field_id)
    client.list_cases_for_contact(**domain, contactArn="c")
    client.search_cases(**domain)
    client.search_related_items(**world.case)
    client.search_all_related_items(**domain)
    client.get_case_audit_events(**world.case)
    client.get_case(**world.case, fields=[{"id": "title"}, {"id": "case_id"}])
