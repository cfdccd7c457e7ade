"""The rules of the service: one module per noun, and which function does what.

An operation that is not listed here is answered with status 501. To add one, write its
function in the module of its noun and list it here.
"""

from collections.abc import Callable, Mapping

from ..protocol.wire import Wire
from . import (
    audit,
    batches,
    case_rules,
    case_search,
    cases,
    domains,
    event_configuration,
    fields,
    layouts,
    merges,
    options,
    related_items,
    tags,
    templates,
)
from .context import CallContext

OPERATIONS: Mapping[str, Callable[[CallContext], Wire]] = {
    "CreateDomain": domains.create_domain,
    "GetDomain": domains.get_domain,
    "ListDomains": domains.list_domains,
    "DeleteDomain": domains.delete_domain,
    "CreateField": fields.create_field,
    "UpdateField": fields.update_field,
    "ListFields": fields.list_fields,
    "BatchGetField": fields.batch_get_field,
    "DeleteField": fields.delete_field,
    "BatchPutFieldOptions": options.batch_put_field_options,
    "ListFieldOptions": options.list_field_options,
    "CreateLayout": layouts.create_layout,
    "GetLayout": layouts.get_layout,
    "ListLayouts": layouts.list_layouts,
    "UpdateLayout": layouts.update_layout,
    "DeleteLayout": layouts.delete_layout,
    "CreateCaseRule": case_rules.create_case_rule,
    "BatchGetCaseRule": case_rules.batch_get_case_rule,
    "ListCaseRules": case_rules.list_case_rules,
    "UpdateCaseRule": case_rules.update_case_rule,
    "DeleteCaseRule": case_rules.delete_case_rule,
    "CreateTemplate": templates.create_template,
    "GetTemplate": templates.get_template,
    "ListTemplates": templates.list_templates,
    "UpdateTemplate": templates.update_template,
    "DeleteTemplate": templates.delete_template,
    "CreateCase": cases.create_case,
    "GetCase": cases.get_case,
    "UpdateCase": cases.update_case,
    "DeleteCase": cases.delete_case,
    "BatchUpdateCase": batches.batch_update_case,
    "SearchCases": case_search.search_cases,
    "ListCasesForContact": case_search.list_cases_for_contact,
    "StartMergeCases": merges.start_merge_cases,
    "GetMergeCasesStatus": merges.get_merge_cases_status,
    "CreateRelatedItem": related_items.create_related_item,
    "UpdateRelatedItem": related_items.update_related_item,
    "DeleteRelatedItem": related_items.delete_related_item,
    "SearchRelatedItems": related_items.search_related_items,
    "SearchAllRelatedItems": related_items.search_all_related_items,
    "BatchCreateRelatedItem": batches.batch_create_related_item,
    "GetCaseAuditEvents": audit.get_case_audit_events,
    "TagResource": tags.tag_resource,
    "UntagResource": tags.untag_resource,
    "ListTagsForResource": tags.list_tags_for_resource,
    "GetCaseEventConfiguration": event_configuration.get_case_event_configuration,
    "PutCaseEventConfiguration": event_configuration.put_case_event_configuration,
}
