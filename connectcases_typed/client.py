"""The client: three verbs, and one line for each operation."""

from collections.abc import Iterator
from types import TracebackType
from typing import Any, Self, Unpack

from . import models, transport
from .checks import Rules
from .methods import operation, paged
from .operations import ItemT, PagedRequest, PageT, Request, ResponseT
from .paging import Pages
from .wire import encode


class Client:
    """A typed client of Amazon Connect Cases, on top of boto3.

    It takes what `boto3.client` takes: `Client(region_name="us-west-2")`; credentials,
    regions and retries are boto3's. `session` makes it use a session of yours, and
    `Client.wrap` a boto3 client you already have. It may be shared between threads,
    and used as a context manager, which closes its connections.

    Args:
        session: the `boto3.Session` to use; boto3's default session otherwise.
        check_limits: False leaves maxima, patterns and enum values to the service, as
            botocore does: for when it has raised a limit before this library has.
        arguments: see `boto3.client`.

    Every method may raise, besides what its operation declares:
        ParamValidationError: the request breaks rules; nothing was sent.
        UnsupportedOperationError: botocore is too old for it.
        ResponseError: the answer was not one.
        AccessDeniedException, ThrottlingException, InternalServerException: from the
            service.
    """

    batch_create_related_item = operation(
        lambda: models.batches.BatchCreateRelatedItemRequest
    )
    """Attach the same comment to many cases."""
    batch_get_case_rule = operation(lambda: models.case_rules.BatchGetCaseRuleRequest)
    """Read several case rules."""
    batch_get_field = operation(lambda: models.fields.BatchGetFieldRequest)
    """Read several fields."""
    batch_put_field_options = operation(
        lambda: models.fields.BatchPutFieldOptionsRequest
    )
    """Create or change options of a single-select field."""
    batch_update_case = operation(lambda: models.batches.BatchUpdateCaseRequest)
    """Make the same change to many cases."""
    create_case = operation(lambda: models.cases.CreateCaseRequest)
    """Create a case."""
    create_case_rule = operation(lambda: models.case_rules.CreateCaseRuleRequest)
    """Create a case rule."""
    create_domain = operation(lambda: models.domains.CreateDomainRequest)
    """Create a domain."""
    create_field = operation(lambda: models.fields.CreateFieldRequest)
    """Create a field."""
    create_layout = operation(lambda: models.layouts.CreateLayoutRequest)
    """Create a layout."""
    create_related_item = operation(
        lambda: models.related_items.CreateRelatedItemRequest
    )
    """Attach a contact, comment, file, SLA, case link or custom record to a case."""
    create_template = operation(lambda: models.templates.CreateTemplateRequest)
    """Create a template."""
    delete_case = operation(lambda: models.cases.DeleteCaseRequest)
    """Delete a case for good, with all that belongs to it."""
    delete_case_rule = operation(lambda: models.case_rules.DeleteCaseRuleRequest)
    """Delete a case rule."""
    delete_domain = operation(lambda: models.domains.DeleteDomainRequest)
    """Delete a domain."""
    delete_field = operation(lambda: models.fields.DeleteFieldRequest)
    """Delete a field."""
    delete_layout = operation(lambda: models.layouts.DeleteLayoutRequest)
    """Delete a layout."""
    delete_related_item = operation(
        lambda: models.related_items.DeleteRelatedItemRequest
    )
    """Take an item off its case."""
    delete_template = operation(lambda: models.templates.DeleteTemplateRequest)
    """Delete a template."""
    get_case = paged(lambda: models.cases.GetCaseRequest)
    """Read fields of a case."""
    get_case_audit_events = paged(lambda: models.audit.GetCaseAuditEventsRequest)
    """Read the audit history of a case."""
    get_case_event_configuration = operation(
        lambda: models.events.GetCaseEventConfigurationRequest
    )
    """Read a domain's event configuration."""
    get_domain = operation(lambda: models.domains.GetDomainRequest)
    """Read a domain."""
    get_layout = operation(lambda: models.layouts.GetLayoutRequest)
    """Read a layout."""
    get_merge_cases_status = operation(lambda: models.merges.GetMergeCasesStatusRequest)
    """Ask how a merge stands."""
    get_template = operation(lambda: models.templates.GetTemplateRequest)
    """Read a template."""
    list_case_rules = paged(lambda: models.case_rules.ListCaseRulesRequest)
    """List the case rules of a domain."""
    list_cases_for_contact = paged(lambda: models.cases.ListCasesForContactRequest)
    """List the cases a contact is attached to."""
    list_domains = paged(lambda: models.domains.ListDomainsRequest)
    """List the domains of the account."""
    list_field_options = paged(lambda: models.fields.ListFieldOptionsRequest)
    """List the options of a single-select field."""
    list_fields = paged(lambda: models.fields.ListFieldsRequest)
    """List the fields of a domain."""
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
    """Find what is attached to the cases of a domain."""
    search_cases = paged(lambda: models.case_searches.SearchCasesRequest)
    """Find cases of a domain."""
    search_related_items = paged(
        lambda: models.related_item_searches.SearchRelatedItemsRequest
    )
    """Find what is attached to a case."""
    start_merge_cases = operation(lambda: models.merges.StartMergeCasesRequest)
    """Begin to merge a case into another."""
    tag_resource = operation(lambda: models.tags.TagResourceRequest)
    """Add tags to a resource."""
    untag_resource = operation(lambda: models.tags.UntagResourceRequest)
    """Take tags off a resource."""
    update_case = operation(lambda: models.cases.UpdateCaseRequest)
    """Change fields of a case."""
    update_case_rule = operation(lambda: models.case_rules.UpdateCaseRuleRequest)
    """Change a case rule."""
    update_field = operation(lambda: models.fields.UpdateFieldRequest)
    """Change a field."""
    update_layout = operation(lambda: models.layouts.UpdateLayoutRequest)
    """Change a layout."""
    update_related_item = operation(
        lambda: models.related_items.UpdateRelatedItemRequest
    )
    """Edit a comment or a custom record."""
    update_template = operation(lambda: models.templates.UpdateTemplateRequest)
    """Change a template."""

    def __init__(
        self,
        *,
        session: transport.Boto3Session | None = None,
        check_limits: bool = True,
        **arguments: Unpack[transport.Boto3Arguments],
    ) -> None:
        self._use(
            transport.build(session, arguments), check_limits=check_limits, owned=True
        )

    @classmethod
    def wrap(
        cls, client: transport.Boto3Client, /, *, check_limits: bool = True
    ) -> Self:
        """A client on a boto3 client of yours, used as it is and never closed."""
        self = cls.__new__(cls)
        self._use(client, check_limits=check_limits, owned=False)
        return self

    def _use(
        self, client: transport.Boto3Client, *, check_limits: bool, owned: bool
    ) -> None:
        self._boto3 = client
        self._owned = owned
        self._rules = Rules.ALL if check_limits else Rules.MINIMA

    # A boto3 client's methods are made at run time: it has no static type.
    @property
    def boto3(self) -> Any:
        """The boto3 client underneath, for whatever is not to be had here."""
        return self._boto3

    def send(self, request: Request[ResponseT], /) -> ResponseT:
        """Send a request and answer its response; of a paged one, the first page."""
        parameters = encode(request, self._rules)
        method = transport.method_of(self._boto3, request)
        with transport.mapped(request):
            answer = method(**parameters)
        return transport.read(request, answer)

    def pages(self, request: PagedRequest[PageT, ItemT], /) -> Iterator[PageT]:
        """Iterate over the responses to a paged request."""
        return self.items(request).by_page()

    def items(self, request: PagedRequest[PageT, ItemT], /) -> Pages[PageT, ItemT]:
        """Iterate over what a paged request finds."""
        return Pages(self.send, request)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections; of a wrapped client they are not ours to close."""
        if self._owned:
            self.boto3.close()
