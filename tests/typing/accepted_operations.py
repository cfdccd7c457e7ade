"""Every operation, called correctly: its arguments and the type it returns.

By the nouns of the service; each call is given as much as it takes.
"""

from datetime import datetime
from typing import assert_type

import connectcases_typed as cc
from connectcases_typed import Client, Items


def domains(cases: Client, token: str) -> None:
    """Domains."""
    assert_type(cases.create_domain(name="shop"), cc.CreateDomainResponse)
    assert_type(cases.get_domain(domain_id="d"), cc.GetDomainResponse)
    assert_type(cases.delete_domain(domain_id="d"), cc.DeleteDomainResponse)
    assert_type(
        cases.list_domains(max_results=10, next_token=token),
        Items[cc.ListDomainsResponse, cc.DomainSummary],
    )
    assert_type(cases.get_domain(domain_id="d").created_time, datetime)


def fields(cases: Client) -> None:
    """Fields and their options."""
    assert_type(
        cases.create_field(
            domain_id="d",
            name="Notes",
            type=cc.FieldType.TEXT,
            description="What was said",
            attributes=cc.TextAttributes(is_multiline=True),
        ),
        cc.CreateFieldResponse,
    )
    assert_type(
        cases.update_field(
            domain_id="d",
            field_id="f",
            name="Notes",
            description=None,
            attributes=cc.TextAttributes(is_multiline=False),
        ),
        cc.UpdateFieldResponse,
    )
    assert_type(cases.delete_field(domain_id="d", field_id="f"), cc.DeleteFieldResponse)
    assert_type(
        cases.list_fields(domain_id="d", max_results=10),
        Items[cc.ListFieldsResponse, cc.FieldSummary],
    )
    batch = cases.batch_get_field(
        domain_id="d", fields=cc.field_identifiers("title", "status")
    )
    assert_type(batch, cc.BatchGetFieldResponse)
    assert_type(batch.failures, tuple[cc.FieldError, ...])
    assert_type(batch.raise_for_failures(), cc.BatchGetFieldResponse)
    assert_type(
        cases.batch_put_field_options(
            domain_id="d",
            field_id="f",
            options=[cc.FieldOption(name="Sea", value="sea", active=True)],
        ).failures,
        tuple[cc.FieldOptionError, ...],
    )
    assert_type(
        cases.list_field_options(domain_id="d", field_id="f", values=["sea"]),
        Items[cc.ListFieldOptionsResponse, cc.FieldOption],
    )


def layouts(cases: Client) -> None:
    """Layouts."""
    group = cc.FieldGroup(name="More", fields=[cc.FieldItem(id="f")])
    content = cc.BasicLayout(
        top_panel=cc.LayoutSections(sections=[group]), more_info=cc.LayoutSections()
    )
    assert_type(
        cases.create_layout(domain_id="d", name="wide", content=content),
        cc.CreateLayoutResponse,
    )
    assert_type(
        cases.update_layout(domain_id="d", layout_id="l", content=content),
        cc.UpdateLayoutResponse,
    )
    assert_type(
        cases.get_layout(domain_id="d", layout_id="l").content,
        cc.BasicLayout | cc.UnknownMember,
    )
    assert_type(
        cases.delete_layout(domain_id="d", layout_id="l"), cc.DeleteLayoutResponse
    )
    assert_type(
        cases.list_layouts(domain_id="d"),
        Items[cc.ListLayoutsResponse, cc.LayoutSummary],
    )


def templates(cases: Client) -> None:
    """Templates."""
    assert_type(
        cases.create_template(
            domain_id="d",
            name="basic",
            description="What every case has",
            layout_configuration=cc.LayoutConfiguration(default_layout="l"),
            required_fields=[cc.RequiredField(field_id="title")],
            status=cc.TemplateStatus.ACTIVE,
            rules=[cc.TemplateRule(case_rule_id="r", field_id="f")],
            tag_propagation_configurations=[
                cc.TagPropagationConfiguration(tag_map={"team": "blue"})
            ],
        ),
        cc.CreateTemplateResponse,
    )
    assert_type(
        cases.update_template(
            domain_id="d", template_id="t", status=cc.TemplateStatus.INACTIVE
        ),
        cc.UpdateTemplateResponse,
    )
    assert_type(
        cases.get_template(domain_id="d", template_id="t").status, cc.TemplateStatus
    )
    assert_type(
        cases.delete_template(domain_id="d", template_id="t"),
        cc.DeleteTemplateResponse,
    )
    assert_type(
        cases.list_templates(domain_id="d", status=[cc.TemplateStatus.ACTIVE]),
        Items[cc.ListTemplatesResponse, cc.TemplateSummary],
    )


def case_rules(cases: Client) -> None:
    """Case rules."""
    asked = cc.EqualToCondition(
        operand_one=cc.FieldOperand("f"),
        operand_two=cc.StringValue("x"),
        result=True,
    )
    blank = cc.NotEqualToCondition(
        operand_one=cc.FieldOperand("f"), operand_two=cc.EmptyValue(), result=False
    )
    both = asked & blank | asked
    assert_type(
        cases.create_case_rule(
            domain_id="d",
            name="ask",
            description="When to ask",
            rule=cc.RequiredCaseRule(
                default_value=False,
                conditions=[asked, cc.AndAllCondition(conditions=[asked, blank]), both],
            ),
        ),
        cc.CreateCaseRuleResponse,
    )
    either = cc.HiddenCaseRule(
        default_value=False,
        conditions=[
            cc.OrAllCondition(
                conditions=[blank, cc.AndAllCondition(conditions=[asked])]
            )
        ],
    )
    assert_type(
        cases.update_case_rule(domain_id="d", case_rule_id="r", rule=either),
        cc.UpdateCaseRuleResponse,
    )
    assert_type(
        cases.update_case_rule(
            domain_id="d",
            case_rule_id="r",
            rule=cc.FieldOptionsCaseRule(
                parent_field_id="f",
                child_field_id="g",
                parent_child_field_options_mappings=[
                    cc.ParentChildFieldOptionsMapping(
                        parent_field_option_value="sea",
                        child_field_option_values=["boat", "beach"],
                    )
                ],
            ),
        ),
        cc.UpdateCaseRuleResponse,
    )
    assert_type(
        cases.delete_case_rule(domain_id="d", case_rule_id="r"),
        cc.DeleteCaseRuleResponse,
    )
    assert_type(
        cases.list_case_rules(domain_id="d"),
        Items[cc.ListCaseRulesResponse, cc.CaseRuleSummary],
    )
    batch = cases.batch_get_case_rule(
        domain_id="d", case_rules=[cc.CaseRuleIdentifier(id="r")]
    )
    assert_type(batch.case_rules, tuple[cc.GetCaseRuleResponse, ...])


def the_cases(cases: Client, token: str) -> None:
    """Cases themselves."""
    assert_type(
        cases.create_case(
            domain_id="d",
            template_id="t",
            fields=cc.field_values({"title": "A case"}),
            client_token=token,
            performed_by=cc.UserArn("arn"),
            tags={"team": "blue"},
        ),
        cc.CreateCaseResponse,
    )
    found = cases.get_case(
        domain_id="d", case_id="c", fields=cc.field_identifiers("title")
    )
    assert_type(found, Items[cc.GetCaseResponse, cc.FieldValue])
    assert_type(
        cases.update_case(
            domain_id="d",
            case_id="c",
            fields=[cc.FieldValue(id="title", value=cc.StringValue("x")), *found],
        ),
        cc.UpdateCaseResponse,
    )
    assert_type(cases.delete_case(domain_id="d", case_id="c"), cc.DeleteCaseResponse)
    assert_type(
        cases.list_cases_for_contact(domain_id="d", contact_arn="arn"),
        Items[cc.ListCasesForContactResponse, cc.CaseSummary],
    )
    open_here = cc.EqualTo(id="status", value=cc.StringValue("open"))
    searched = cases.search_cases(
        domain_id="d",
        search_term="refund",
        filter=open_here & ~cc.TagEqualTo(key="team", value="blue"),
        sorts=[cc.Sort(field_id="title", sort_order=cc.Order.ASC)],
        fields=cc.field_identifiers("title"),
    )
    assert_type(searched, Items[cc.SearchCasesResponse, cc.SearchCasesResponseItem])
    assert_type(
        cases.batch_update_case(
            domain_id="d",
            cases=[
                cc.BatchUpdateCaseIdentifier(case_identifier=cc.CaseId("c")),
                cc.BatchUpdateCaseIdentifier(case_identifier=cc.ReferenceId("3C")),
            ],
            fields=cc.field_value_inputs({"summary": "x", cc.FieldName("Nights"): 3}),
            status="closed",
        ).failures,
        tuple[cc.BatchUpdateCaseErrorEntry, ...],
    )


def merges(cases: Client) -> None:
    """Merging cases."""
    assert_type(
        cases.start_merge_cases(
            domain_id="d",
            case_id="c",
            secondary_case_ids=["s"],
            fields_configuration=[
                cc.FieldsConfiguration(
                    field_ids=cc.field_identifiers("title"), source_case_id="s"
                )
            ],
            related_items_configuration=cc.RelatedItemsConfiguration(comment=True),
        ),
        cc.StartMergeCasesResponse,
    )
    assert_type(
        cases.get_merge_cases_status(domain_id="d", case_id="c").status, cc.MergeStatus
    )


def related_items(cases: Client, token: str) -> None:
    """What is attached to cases."""
    hello = cc.CommentContent(body="Hello")
    assert_type(
        cases.create_related_item(
            domain_id="d",
            case_id="c",
            content=hello,
            performed_by=cc.CustomEntity("me"),
        ),
        cc.CreateRelatedItemResponse,
    )
    assert_type(
        cases.update_related_item(
            domain_id="d",
            case_id="c",
            related_item_id="r",
            content=cc.CommentUpdateContent(body="Hello"),
        ),
        cc.UpdateRelatedItemResponse,
    )
    assert_type(
        cases.delete_related_item(domain_id="d", case_id="c", related_item_id="r"),
        cc.DeleteRelatedItemResponse,
    )
    assert_type(
        cases.search_related_items(
            domain_id="d", case_id="c", filters=[cc.FileFilter()], max_results=25
        ),
        Items[cc.SearchRelatedItemsResponse, cc.SearchRelatedItemsResponseItem],
    )
    assert_type(
        cases.search_all_related_items(
            domain_id="d",
            filters=[cc.CommentFilter(), cc.SlaFilter(name="soon")],
            sorts=[
                cc.SearchAllRelatedItemsSort(
                    sort_property=cc.SearchAllRelatedItemsSortProperty.CASE_ID,
                    sort_order=cc.Order.DESC,
                )
            ],
        ),
        Items[cc.SearchAllRelatedItemsResponse, cc.SearchAllRelatedItemsResponseItem],
    )
    case = cc.BatchCreateRelatedItemIdentifier(case_identifier=cc.CaseId("c"))
    batch = cases.batch_create_related_item(
        domain_id="d", content=hello, cases=[case], client_token=token
    )
    assert_type(batch.failures, tuple[cc.BatchCreateRelatedItemErrorEntry, ...])


def audit(cases: Client) -> None:
    """A case's history."""
    assert_type(
        cases.get_case_audit_events(domain_id="d", case_id="c", max_results=25),
        Items[cc.GetCaseAuditEventsResponse, cc.AuditEvent],
    )


def events(cases: Client) -> None:
    """What is sent to EventBridge."""
    included = cc.EventIncludedData(
        case_data=cc.CaseEventIncludedData(
            fields=cc.field_identifiers("title"),
            auto_include_fields=cc.AutoIncludeFields.SYSTEM,
        ),
        related_item_data=cc.RelatedItemEventIncludedData(include_content=True),
    )
    assert_type(
        cases.put_case_event_configuration(
            domain_id="d",
            event_bridge=cc.EventBridgeConfiguration(
                enabled=True, included_data=included
            ),
        ),
        cc.PutCaseEventConfigurationResponse,
    )
    assert_type(
        cases.get_case_event_configuration(domain_id="d").event_bridge,
        cc.EventBridgeConfiguration,
    )


def tags(cases: Client) -> None:
    """Tags."""
    assert_type(
        cases.tag_resource(arn="arn", tags={"team": "blue"}), cc.TagResourceResponse
    )
    assert_type(
        cases.untag_resource(arn="arn", tag_keys=["team"]), cc.UntagResourceResponse
    )
    assert_type(cases.list_tags_for_resource(arn="arn"), cc.ListTagsForResourceResponse)
