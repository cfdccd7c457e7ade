"""The service: every operation and every flow, listed once for all clients.

`Client` and `AsyncClient` inherit these methods and add `send`, `items` and `run`. They
differ in nothing else, so neither can have a method or parameter that the other lacks.

Type checkers and editors read `service.pyi` in place of this file: there the methods
stand as plain functions, with their parameters and documentation. It is written by
`python tests/editors/service_stub.py`.
"""

from typing import TypeVar

from . import domain, models
from .calling.methods import Awaited, flow, operation, paged

_T = TypeVar("_T")


class _Operations:
    """The list, for both of the classes below."""

    batch_create_related_item = operation(
        lambda: models.batches.BatchCreateRelatedItemRequest
    )
    batch_get_case_rule = operation(lambda: models.case_rules.BatchGetCaseRuleRequest)
    batch_get_field = operation(lambda: models.fields.BatchGetFieldRequest)
    batch_put_field_options = operation(
        lambda: models.fields.BatchPutFieldOptionsRequest
    )
    batch_update_case = operation(lambda: models.batches.BatchUpdateCaseRequest)
    create_case = operation(lambda: models.cases.CreateCaseRequest)
    create_case_rule = operation(lambda: models.case_rules.CreateCaseRuleRequest)
    create_domain = operation(lambda: models.domains.CreateDomainRequest)
    create_field = operation(lambda: models.fields.CreateFieldRequest)
    create_layout = operation(lambda: models.layouts.CreateLayoutRequest)
    create_related_item = operation(
        lambda: models.related_items.CreateRelatedItemRequest
    )
    create_template = operation(lambda: models.templates.CreateTemplateRequest)
    delete_case = operation(lambda: models.cases.DeleteCaseRequest)
    delete_case_rule = operation(lambda: models.case_rules.DeleteCaseRuleRequest)
    delete_domain = operation(lambda: models.domains.DeleteDomainRequest)
    delete_field = operation(lambda: models.fields.DeleteFieldRequest)
    delete_layout = operation(lambda: models.layouts.DeleteLayoutRequest)
    delete_related_item = operation(
        lambda: models.related_items.DeleteRelatedItemRequest
    )
    delete_template = operation(lambda: models.templates.DeleteTemplateRequest)
    get_case = paged(lambda: models.cases.GetCaseRequest)
    get_case_audit_events = paged(lambda: models.audit.GetCaseAuditEventsRequest)
    get_case_event_configuration = operation(
        lambda: models.events.GetCaseEventConfigurationRequest
    )
    get_domain = operation(lambda: models.domains.GetDomainRequest)
    get_layout = operation(lambda: models.layouts.GetLayoutRequest)
    get_merge_cases_status = operation(lambda: models.merges.GetMergeCasesStatusRequest)
    get_template = operation(lambda: models.templates.GetTemplateRequest)
    list_case_rules = paged(lambda: models.case_rules.ListCaseRulesRequest)
    list_cases_for_contact = paged(lambda: models.cases.ListCasesForContactRequest)
    list_domains = paged(lambda: models.domains.ListDomainsRequest)
    list_field_options = paged(lambda: models.fields.ListFieldOptionsRequest)
    list_fields = paged(lambda: models.fields.ListFieldsRequest)
    list_layouts = paged(lambda: models.layouts.ListLayoutsRequest)
    list_tags_for_resource = operation(lambda: models.tags.ListTagsForResourceRequest)
    list_templates = paged(lambda: models.templates.ListTemplatesRequest)
    put_case_event_configuration = operation(
        lambda: models.events.PutCaseEventConfigurationRequest
    )
    search_all_related_items = paged(
        lambda: models.related_item_searches.SearchAllRelatedItemsRequest
    )
    search_cases = paged(lambda: models.case_searches.SearchCasesRequest)
    search_related_items = paged(
        lambda: models.related_item_searches.SearchRelatedItemsRequest
    )
    start_merge_cases = operation(lambda: models.merges.StartMergeCasesRequest)
    tag_resource = operation(lambda: models.tags.TagResourceRequest)
    untag_resource = operation(lambda: models.tags.UntagResourceRequest)
    update_case = operation(lambda: models.cases.UpdateCaseRequest)
    update_case_rule = operation(lambda: models.case_rules.UpdateCaseRuleRequest)
    update_field = operation(lambda: models.fields.UpdateFieldRequest)
    update_layout = operation(lambda: models.layouts.UpdateLayoutRequest)
    update_related_item = operation(
        lambda: models.related_items.UpdateRelatedItemRequest
    )
    update_template = operation(lambda: models.templates.UpdateTemplateRequest)

    # ------------------------------------------------- what takes several requests

    apply_setup = flow(lambda: domain.applying.apply_setup)
    attach_once = flow(lambda: domain.once.attach_once)
    comment_once = flow(lambda: domain.once.comment_once)
    find_or_create_case = flow(lambda: domain.once.find_or_create_case)
    read_setup = flow(lambda: domain.setup_reading.read_setup)
    wait_for_merge = flow(lambda: domain.merges.wait_for_merge)
    load_fields = flow(lambda: domain.loading.load_fields)


def _with_operations(cls: type[_T]) -> type[_T]:
    """Give a class the methods of the list.

    A base class would do, but for jedi: it would find that, in place of the stub.
    """
    for name, method in vars(_Operations).items():
        if not name.startswith("_"):
            setattr(cls, name, method)
    return cls


@_with_operations
class ConnectCases:
    """The operations of Amazon Connect Cases, and the flows made of them."""


@_with_operations
class AsyncConnectCases(Awaited):
    """The same as `ConnectCases`, to be awaited."""
