"""Every operation, awaited: it takes the request's members and returns its response.

As in `accepted_operations`, which says of what arguments are made.
"""

# ruff: noqa: D103 - a function is named as what it calls

from typing import assert_type

import connectcases_typed as cc
from connectcases_typed import AsyncClient, AsyncItems


async def batch_create_related_item(
    cases: AsyncClient, it: cc.BatchCreateRelatedItemRequest
) -> None:
    assert_type(
        await cases.batch_create_related_item(
            domain_id=it.domain_id, content=it.content, cases=it.cases
        ),
        cc.BatchCreateRelatedItemResponse,
    )


async def batch_get_case_rule(
    cases: AsyncClient, it: cc.BatchGetCaseRuleRequest
) -> None:
    assert_type(
        await cases.batch_get_case_rule(
            domain_id=it.domain_id, case_rules=it.case_rules
        ),
        cc.BatchGetCaseRuleResponse,
    )


async def batch_get_field(cases: AsyncClient, it: cc.BatchGetFieldRequest) -> None:
    assert_type(
        await cases.batch_get_field(domain_id=it.domain_id, fields=it.fields),
        cc.BatchGetFieldResponse,
    )


async def batch_put_field_options(
    cases: AsyncClient, it: cc.BatchPutFieldOptionsRequest
) -> None:
    assert_type(
        await cases.batch_put_field_options(
            domain_id=it.domain_id, field_id=it.field_id, options=it.options
        ),
        cc.BatchPutFieldOptionsResponse,
    )


async def batch_update_case(cases: AsyncClient, it: cc.BatchUpdateCaseRequest) -> None:
    assert_type(
        await cases.batch_update_case(
            domain_id=it.domain_id, cases=it.cases, fields=it.fields
        ),
        cc.BatchUpdateCaseResponse,
    )


async def create_case(cases: AsyncClient, it: cc.CreateCaseRequest) -> None:
    assert_type(
        await cases.create_case(
            domain_id=it.domain_id, template_id=it.template_id, fields=it.fields
        ),
        cc.CreateCaseResponse,
    )


async def create_case_rule(cases: AsyncClient, it: cc.CreateCaseRuleRequest) -> None:
    assert_type(
        await cases.create_case_rule(
            domain_id=it.domain_id, name=it.name, rule=it.rule
        ),
        cc.CreateCaseRuleResponse,
    )


async def create_domain(cases: AsyncClient, it: cc.CreateDomainRequest) -> None:
    assert_type(await cases.create_domain(name=it.name), cc.CreateDomainResponse)


async def create_field(cases: AsyncClient, it: cc.CreateFieldRequest) -> None:
    assert_type(
        await cases.create_field(domain_id=it.domain_id, name=it.name, type=it.type),
        cc.CreateFieldResponse,
    )


async def create_layout(cases: AsyncClient, it: cc.CreateLayoutRequest) -> None:
    assert_type(
        await cases.create_layout(
            domain_id=it.domain_id, name=it.name, content=it.content
        ),
        cc.CreateLayoutResponse,
    )


async def create_related_item(
    cases: AsyncClient, it: cc.CreateRelatedItemRequest
) -> None:
    assert_type(
        await cases.create_related_item(
            domain_id=it.domain_id, case_id=it.case_id, content=it.content
        ),
        cc.CreateRelatedItemResponse,
    )


async def create_template(cases: AsyncClient, it: cc.CreateTemplateRequest) -> None:
    assert_type(
        await cases.create_template(domain_id=it.domain_id, name=it.name),
        cc.CreateTemplateResponse,
    )


async def delete_case(cases: AsyncClient, it: cc.DeleteCaseRequest) -> None:
    assert_type(
        await cases.delete_case(domain_id=it.domain_id, case_id=it.case_id),
        cc.DeleteCaseResponse,
    )


async def delete_case_rule(cases: AsyncClient, it: cc.DeleteCaseRuleRequest) -> None:
    assert_type(
        await cases.delete_case_rule(
            domain_id=it.domain_id, case_rule_id=it.case_rule_id
        ),
        cc.DeleteCaseRuleResponse,
    )


async def delete_domain(cases: AsyncClient, it: cc.DeleteDomainRequest) -> None:
    assert_type(
        await cases.delete_domain(domain_id=it.domain_id), cc.DeleteDomainResponse
    )


async def delete_field(cases: AsyncClient, it: cc.DeleteFieldRequest) -> None:
    assert_type(
        await cases.delete_field(domain_id=it.domain_id, field_id=it.field_id),
        cc.DeleteFieldResponse,
    )


async def delete_layout(cases: AsyncClient, it: cc.DeleteLayoutRequest) -> None:
    assert_type(
        await cases.delete_layout(domain_id=it.domain_id, layout_id=it.layout_id),
        cc.DeleteLayoutResponse,
    )


async def delete_related_item(
    cases: AsyncClient, it: cc.DeleteRelatedItemRequest
) -> None:
    assert_type(
        await cases.delete_related_item(
            domain_id=it.domain_id,
            case_id=it.case_id,
            related_item_id=it.related_item_id,
        ),
        cc.DeleteRelatedItemResponse,
    )


async def delete_template(cases: AsyncClient, it: cc.DeleteTemplateRequest) -> None:
    assert_type(
        await cases.delete_template(domain_id=it.domain_id, template_id=it.template_id),
        cc.DeleteTemplateResponse,
    )


async def get_case(cases: AsyncClient, it: cc.GetCaseRequest) -> None:
    assert_type(
        cases.get_case(domain_id=it.domain_id, case_id=it.case_id, fields=it.fields),
        AsyncItems[cc.GetCaseResponse, cc.FieldValue],
    )


async def get_case_audit_events(
    cases: AsyncClient, it: cc.GetCaseAuditEventsRequest
) -> None:
    assert_type(
        cases.get_case_audit_events(domain_id=it.domain_id, case_id=it.case_id),
        AsyncItems[cc.GetCaseAuditEventsResponse, cc.AuditEvent],
    )


async def get_case_event_configuration(
    cases: AsyncClient, it: cc.GetCaseEventConfigurationRequest
) -> None:
    assert_type(
        await cases.get_case_event_configuration(domain_id=it.domain_id),
        cc.GetCaseEventConfigurationResponse,
    )


async def get_domain(cases: AsyncClient, it: cc.GetDomainRequest) -> None:
    assert_type(await cases.get_domain(domain_id=it.domain_id), cc.GetDomainResponse)


async def get_layout(cases: AsyncClient, it: cc.GetLayoutRequest) -> None:
    assert_type(
        await cases.get_layout(domain_id=it.domain_id, layout_id=it.layout_id),
        cc.GetLayoutResponse,
    )


async def get_merge_cases_status(
    cases: AsyncClient, it: cc.GetMergeCasesStatusRequest
) -> None:
    assert_type(
        await cases.get_merge_cases_status(domain_id=it.domain_id, case_id=it.case_id),
        cc.GetMergeCasesStatusResponse,
    )


async def get_template(cases: AsyncClient, it: cc.GetTemplateRequest) -> None:
    assert_type(
        await cases.get_template(domain_id=it.domain_id, template_id=it.template_id),
        cc.GetTemplateResponse,
    )


async def list_case_rules(cases: AsyncClient, it: cc.ListCaseRulesRequest) -> None:
    assert_type(
        cases.list_case_rules(domain_id=it.domain_id),
        AsyncItems[cc.ListCaseRulesResponse, cc.CaseRuleSummary],
    )


async def list_cases_for_contact(
    cases: AsyncClient, it: cc.ListCasesForContactRequest
) -> None:
    assert_type(
        cases.list_cases_for_contact(
            domain_id=it.domain_id, contact_arn=it.contact_arn
        ),
        AsyncItems[cc.ListCasesForContactResponse, cc.CaseSummary],
    )


async def list_domains(cases: AsyncClient, it: cc.ListDomainsRequest) -> None:
    assert_type(
        cases.list_domains(), AsyncItems[cc.ListDomainsResponse, cc.DomainSummary]
    )


async def list_field_options(
    cases: AsyncClient, it: cc.ListFieldOptionsRequest
) -> None:
    assert_type(
        cases.list_field_options(domain_id=it.domain_id, field_id=it.field_id),
        AsyncItems[cc.ListFieldOptionsResponse, cc.FieldOption],
    )


async def list_fields(cases: AsyncClient, it: cc.ListFieldsRequest) -> None:
    assert_type(
        cases.list_fields(domain_id=it.domain_id),
        AsyncItems[cc.ListFieldsResponse, cc.FieldSummary],
    )


async def list_layouts(cases: AsyncClient, it: cc.ListLayoutsRequest) -> None:
    assert_type(
        cases.list_layouts(domain_id=it.domain_id),
        AsyncItems[cc.ListLayoutsResponse, cc.LayoutSummary],
    )


async def list_tags_for_resource(
    cases: AsyncClient, it: cc.ListTagsForResourceRequest
) -> None:
    assert_type(
        await cases.list_tags_for_resource(arn=it.arn), cc.ListTagsForResourceResponse
    )


async def list_templates(cases: AsyncClient, it: cc.ListTemplatesRequest) -> None:
    assert_type(
        cases.list_templates(domain_id=it.domain_id),
        AsyncItems[cc.ListTemplatesResponse, cc.TemplateSummary],
    )


async def put_case_event_configuration(
    cases: AsyncClient, it: cc.PutCaseEventConfigurationRequest
) -> None:
    assert_type(
        await cases.put_case_event_configuration(
            domain_id=it.domain_id, event_bridge=it.event_bridge
        ),
        cc.PutCaseEventConfigurationResponse,
    )


async def search_all_related_items(
    cases: AsyncClient, it: cc.SearchAllRelatedItemsRequest
) -> None:
    assert_type(
        cases.search_all_related_items(domain_id=it.domain_id),
        AsyncItems[
            cc.SearchAllRelatedItemsResponse, cc.SearchAllRelatedItemsResponseItem
        ],
    )


async def search_cases(cases: AsyncClient, it: cc.SearchCasesRequest) -> None:
    assert_type(
        cases.search_cases(domain_id=it.domain_id),
        AsyncItems[cc.SearchCasesResponse, cc.SearchCasesResponseItem],
    )


async def search_related_items(
    cases: AsyncClient, it: cc.SearchRelatedItemsRequest
) -> None:
    assert_type(
        cases.search_related_items(domain_id=it.domain_id, case_id=it.case_id),
        AsyncItems[cc.SearchRelatedItemsResponse, cc.SearchRelatedItemsResponseItem],
    )


async def start_merge_cases(cases: AsyncClient, it: cc.StartMergeCasesRequest) -> None:
    assert_type(
        await cases.start_merge_cases(
            domain_id=it.domain_id,
            case_id=it.case_id,
            secondary_case_ids=it.secondary_case_ids,
        ),
        cc.StartMergeCasesResponse,
    )


async def tag_resource(cases: AsyncClient, it: cc.TagResourceRequest) -> None:
    assert_type(
        await cases.tag_resource(arn=it.arn, tags=it.tags), cc.TagResourceResponse
    )


async def untag_resource(cases: AsyncClient, it: cc.UntagResourceRequest) -> None:
    assert_type(
        await cases.untag_resource(arn=it.arn, tag_keys=it.tag_keys),
        cc.UntagResourceResponse,
    )


async def update_case(cases: AsyncClient, it: cc.UpdateCaseRequest) -> None:
    assert_type(
        await cases.update_case(
            domain_id=it.domain_id, case_id=it.case_id, fields=it.fields
        ),
        cc.UpdateCaseResponse,
    )


async def update_case_rule(cases: AsyncClient, it: cc.UpdateCaseRuleRequest) -> None:
    assert_type(
        await cases.update_case_rule(
            domain_id=it.domain_id, case_rule_id=it.case_rule_id
        ),
        cc.UpdateCaseRuleResponse,
    )


async def update_field(cases: AsyncClient, it: cc.UpdateFieldRequest) -> None:
    assert_type(
        await cases.update_field(domain_id=it.domain_id, field_id=it.field_id),
        cc.UpdateFieldResponse,
    )


async def update_layout(cases: AsyncClient, it: cc.UpdateLayoutRequest) -> None:
    assert_type(
        await cases.update_layout(domain_id=it.domain_id, layout_id=it.layout_id),
        cc.UpdateLayoutResponse,
    )


async def update_related_item(
    cases: AsyncClient, it: cc.UpdateRelatedItemRequest
) -> None:
    assert_type(
        await cases.update_related_item(
            domain_id=it.domain_id,
            case_id=it.case_id,
            related_item_id=it.related_item_id,
            content=it.content,
        ),
        cc.UpdateRelatedItemResponse,
    )


async def update_template(cases: AsyncClient, it: cc.UpdateTemplateRequest) -> None:
    assert_type(
        await cases.update_template(domain_id=it.domain_id, template_id=it.template_id),
        cc.UpdateTemplateResponse,
    )
