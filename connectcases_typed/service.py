"""The service: every operation and every flow once, for every client.

`Client` and `AsyncClient` inherit what stands here and bring `send`, `items` and
`run`; that is all they differ in, so neither can have a method or a parameter the
other lacks.
"""

from . import domain, models
from .calling.methods import flow, operation, paged


class ConnectCases:
    """The operations of Amazon Connect Cases."""

    batch_create_related_item = operation(
        lambda: models.batches.BatchCreateRelatedItemRequest
    )
    """Attach the same comment to many cases, each on its own."""
    batch_get_case_rule = operation(lambda: models.case_rules.BatchGetCaseRuleRequest)
    """Read several case rules."""
    batch_get_field = operation(lambda: models.fields.BatchGetFieldRequest)
    """Read several fields; a deleted field is returned too, marked `deleted`."""
    batch_put_field_options = operation(
        lambda: models.fields.BatchPutFieldOptionsRequest
    )
    """Create options of a single-select field, or change those of the same value."""
    batch_update_case = operation(lambda: models.batches.BatchUpdateCaseRequest)
    """Make the same change to many cases, each on its own."""
    create_case = operation(lambda: models.cases.CreateCaseRequest)
    """Create a case."""
    create_case_rule = operation(lambda: models.case_rules.CreateCaseRuleRequest)
    """Create a case rule, for templates to use."""
    create_domain = operation(lambda: models.domains.CreateDomainRequest)
    """Create a domain; it is linked to a Connect instance through Connect."""
    create_field = operation(lambda: models.fields.CreateFieldRequest)
    """Create a field of a domain."""
    create_layout = operation(lambda: models.layouts.CreateLayoutRequest)
    """Create a layout."""
    create_related_item = operation(
        lambda: models.related_items.CreateRelatedItemRequest
    )
    """Attach a contact, comment, file, SLA, case link or custom record to a case."""
    create_template = operation(lambda: models.templates.CreateTemplateRequest)
    """Create a template."""
    delete_case = operation(lambda: models.cases.DeleteCaseRequest)
    """Delete a case for good, with its related items and its audit history."""
    delete_case_rule = operation(lambda: models.case_rules.DeleteCaseRuleRequest)
    """Delete a case rule."""
    delete_domain = operation(lambda: models.domains.DeleteDomainRequest)
    """Delete a domain; its link to a Connect instance is removed through Connect."""
    delete_field = operation(lambda: models.fields.DeleteFieldRequest)
    """Delete a custom field; cases keep the values they have for it."""
    delete_layout = operation(lambda: models.layouts.DeleteLayoutRequest)
    """Delete a layout."""
    delete_related_item = operation(
        lambda: models.related_items.DeleteRelatedItemRequest
    )
    """Remove a related item from its case; files are deleted through Connect."""
    delete_template = operation(lambda: models.templates.DeleteTemplateRequest)
    """Delete a template; its cases stay."""
    get_case = paged(lambda: models.cases.GetCaseRequest)
    """Read fields of a case, page by page; the service says how many are in one."""
    get_case_audit_events = paged(lambda: models.audit.GetCaseAuditEventsRequest)
    """Read the audit history of a case, page by page."""
    get_case_event_configuration = operation(
        lambda: models.events.GetCaseEventConfigurationRequest
    )
    """Read a domain's event configuration."""
    get_domain = operation(lambda: models.domains.GetDomainRequest)
    """Read a domain."""
    get_layout = operation(lambda: models.layouts.GetLayoutRequest)
    """Read a layout; a deleted layout is returned too, marked `deleted`."""
    get_merge_cases_status = operation(lambda: models.merges.GetMergeCasesStatusRequest)
    """Read the status of the merge that a case is part of."""
    get_template = operation(lambda: models.templates.GetTemplateRequest)
    """Read a template; a deleted template is returned too, marked `deleted`."""
    list_case_rules = paged(lambda: models.case_rules.ListCaseRulesRequest)
    """List the case rules of a domain."""
    list_cases_for_contact = paged(lambda: models.cases.ListCasesForContactRequest)
    """List the cases a contact is attached to."""
    list_domains = paged(lambda: models.domains.ListDomainsRequest)
    """List the domains of the account in this Region."""
    list_field_options = paged(lambda: models.fields.ListFieldOptionsRequest)
    """List the options of a single-select field."""
    list_fields = paged(lambda: models.fields.ListFieldsRequest)
    """List the fields of a domain, system fields included."""
    list_layouts = paged(lambda: models.layouts.ListLayoutsRequest)
    """List the layouts of a domain."""
    list_tags_for_resource = operation(lambda: models.tags.ListTagsForResourceRequest)
    """Read the tags of a resource."""
    list_templates = paged(lambda: models.templates.ListTemplatesRequest)
    """List the templates of a domain."""
    put_case_event_configuration = operation(
        lambda: models.events.PutCaseEventConfigurationRequest
    )
    """Set a domain's event configuration."""
    search_all_related_items = paged(
        lambda: models.related_item_searches.SearchAllRelatedItemsRequest
    )
    """Find what is attached to the cases of a domain, page by page."""
    search_cases = paged(lambda: models.case_searches.SearchCasesRequest)
    """Find cases of a domain, page by page."""
    search_related_items = paged(
        lambda: models.related_item_searches.SearchRelatedItemsRequest
    )
    """Find what is attached to a case, page by page."""
    start_merge_cases = operation(lambda: models.merges.StartMergeCasesRequest)
    """Begin to merge a case into another of the same domain."""
    tag_resource = operation(lambda: models.tags.TagResourceRequest)
    """Add tags to a resource; a key that it already has gets the new value."""
    untag_resource = operation(lambda: models.tags.UntagResourceRequest)
    """Take tags off a resource."""
    update_case = operation(lambda: models.cases.UpdateCaseRequest)
    """Change fields of a case; the others stay."""
    update_case_rule = operation(lambda: models.case_rules.UpdateCaseRuleRequest)
    """Change a case rule; what is left out stays."""
    update_field = operation(lambda: models.fields.UpdateFieldRequest)
    """Change a custom field; what is left out stays."""
    update_layout = operation(lambda: models.layouts.UpdateLayoutRequest)
    """Change a layout; what is left out stays."""
    update_related_item = operation(
        lambda: models.related_items.UpdateRelatedItemRequest
    )
    """Edit a comment, a custom record or the deadline of an SLA."""
    update_template = operation(lambda: models.templates.UpdateTemplateRequest)
    """Change a template; what is left out stays."""

    # ------------------------------------------------- what takes several requests

    apply_setup = flow(lambda: domain.applying.apply_setup)
    """Make a domain as a setup says, and return what was done."""
    attach_once = flow(lambda: domain.once.attach_once)
    """Attach something to a case, unless it is attached already."""
    comment_once = flow(lambda: domain.once.comment_once)
    """Comment on a case once, and return the id of the comment."""
    find_or_create_case = flow(lambda: domain.once.find_or_create_case)
    """Return the newest case that fits a condition; create one if there is none."""
    read_setup = flow(lambda: domain.setup_reading.read_setup)
    """Return how a domain is set up: to copy it, compare it, or keep it as JSON."""
    wait_for_merge = flow(lambda: domain.merges.wait_for_merge)
    """Wait for a merge that `start_merge_cases` began, and return its last status."""
    load_fields = flow(lambda: domain.loading.load_fields)
    """Load the fields of a domain, with the options of its single-select fields."""
