"""The service: every operation and every flow, as type checkers and editors see them.

Written by `python tests/editors/service_stub.py`; do not edit. `service.py` is what
runs.
"""

from collections.abc import Callable, Mapping, Sequence

from .calling.paging import AsyncItems, Items
from .domain.fields import DomainFields
from .domain.once import FoundCase, FoundItem
from .domain.setup import DomainSetup, SetupPlan
from .models.audit import AuditEvent, GetCaseAuditEventsResponse
from .models.batches import (
    BatchCreateRelatedItemIdentifier,
    BatchCreateRelatedItemResponse,
    BatchUpdateCaseIdentifier,
    BatchUpdateCaseResponse,
    FieldValueInput,
)
from .models.case_rules import (
    BatchGetCaseRuleResponse,
    CaseRuleIdentifier,
    CaseRuleSummary,
    CreateCaseRuleResponse,
    DeleteCaseRuleResponse,
    FieldOptionsCaseRule,
    HiddenCaseRule,
    ListCaseRulesResponse,
    RequiredCaseRule,
    UpdateCaseRuleResponse,
)
from .models.case_searches import SearchCasesResponse, SearchCasesResponseItem, Sort
from .models.cases import (
    CaseSummary,
    CreateCaseResponse,
    DeleteCaseResponse,
    GetCaseResponse,
    ListCasesForContactResponse,
    UpdateCaseResponse,
)
from .models.domains import (
    CreateDomainResponse,
    DeleteDomainResponse,
    DomainSummary,
    GetDomainResponse,
    ListDomainsResponse,
)
from .models.events import (
    EventBridgeConfiguration,
    GetCaseEventConfigurationResponse,
    PutCaseEventConfigurationResponse,
)
from .models.fields import (
    BatchGetFieldResponse,
    BatchPutFieldOptionsResponse,
    CreateFieldResponse,
    DeleteFieldResponse,
    FieldIdentifier,
    FieldOption,
    FieldSummary,
    FieldType,
    ListFieldOptionsResponse,
    ListFieldsResponse,
    TextAttributes,
    UpdateFieldResponse,
)
from .models.filters import (
    AndAll,
    CaseFilter,
    Contains,
    EqualTo,
    GreaterThan,
    GreaterThanOrEqualTo,
    LessThan,
    LessThanOrEqualTo,
    Not,
    OrAll,
    TagEqualTo,
)
from .models.layouts import (
    BasicLayout,
    CreateLayoutResponse,
    DeleteLayoutResponse,
    GetLayoutResponse,
    LayoutSummary,
    ListLayoutsResponse,
    UpdateLayoutResponse,
)
from .models.merges import (
    FieldsConfiguration,
    GetMergeCasesStatusResponse,
    RelatedItemsConfiguration,
    StartMergeCasesResponse,
)
from .models.related_item_searches import (
    CommentFilter,
    ConnectCaseFilter,
    ContactFilter,
    CustomFilter,
    FileFilter,
    SearchAllRelatedItemsResponse,
    SearchAllRelatedItemsResponseItem,
    SearchAllRelatedItemsSort,
    SearchRelatedItemsResponse,
    SearchRelatedItemsResponseItem,
    SlaFilter,
)
from .models.related_items import (
    CommentContent,
    CommentUpdateContent,
    ConnectCaseInputContent,
    Contact,
    CreateRelatedItemResponse,
    CustomInputContent,
    CustomUpdateContent,
    DeleteRelatedItemResponse,
    FileContent,
    SlaInputConfiguration,
    SlaUpdateConfiguration,
    UpdateRelatedItemResponse,
)
from .models.tags import (
    ListTagsForResourceResponse,
    TagResourceResponse,
    UntagResourceResponse,
)
from .models.templates import (
    CreateTemplateResponse,
    DeleteTemplateResponse,
    GetTemplateResponse,
    LayoutConfiguration,
    ListTemplatesResponse,
    RequiredField,
    TagPropagationConfiguration,
    TemplateRule,
    TemplateStatus,
    TemplateSummary,
    UpdateTemplateResponse,
)
from .models.values import CustomEntity, FieldValue, UserArn

class ConnectCases:
    """The operations of Amazon Connect Cases, and the flows made of them."""

    def batch_create_related_item(
        self,
        *,
        domain_id: str,
        content: Contact
        | CommentContent
        | FileContent
        | SlaInputConfiguration
        | ConnectCaseInputContent
        | CustomInputContent,
        cases: Sequence[BatchCreateRelatedItemIdentifier],
        performed_by: UserArn | CustomEntity | None = None,
        client_token: str | None = None,
    ) -> BatchCreateRelatedItemResponse:
        """Attach the same comment to many cases, each on its own.

        Args:
            domain_id: the domain of the cases.
            content: what to attach; the service accepts only a comment.
            cases: 1 to 100 of them.
            performed_by: the user or system the change is made for, if not the caller.
            client_token: at most 64 characters; sent again with the same token, a
                request attaches nothing more. Left out, the request makes one of its
                own.

        Returns:
            `BatchCreateRelatedItemResponse`: the items that were attached, and the
                cases that got none.

        Raises:
            ResourceNotFoundException: no such domain.
            ConflictException: the token was used for another request.
            ServiceQuotaExceededException: a quota of the account is used up.
            ValidationException: the service finds the request invalid.
        """

    def batch_get_case_rule(
        self, *, domain_id: str, case_rules: Sequence[CaseRuleIdentifier]
    ) -> BatchGetCaseRuleResponse:
        """Read several case rules.

        Args:
            domain_id: the domain.
            case_rules: 1 to 50 of them.

        Returns:
            `BatchGetCaseRuleResponse`: the case rules that were read and those that
                were not.

        Raises:
            ResourceNotFoundException: no such domain.
            ValidationException: the service finds the request invalid.
        """

    def batch_get_field(
        self, *, domain_id: str, fields: Sequence[FieldIdentifier]
    ) -> BatchGetFieldResponse:
        """Read several fields; a deleted field is returned too, marked `deleted`.

        Args:
            domain_id: the domain.
            fields: the fields to read, 1 to 50; see `field_identifiers`.

        Returns:
            `BatchGetFieldResponse`: the fields that were read and those that were not.

        Raises:
            ResourceNotFoundException: no such domain.
            ValidationException: the service finds the request invalid.
        """

    def batch_put_field_options(
        self, *, domain_id: str, field_id: str, options: Sequence[FieldOption]
    ) -> BatchPutFieldOptionsResponse:
        """Create options of a single-select field, or change those with the same value.

        Args:
            domain_id: the domain.
            field_id: the field.
            options: the options, at most 50.

        Returns:
            `BatchPutFieldOptionsResponse`: the options that could not be created or
                changed.

        Raises:
            ResourceNotFoundException: no such domain or field.
            ServiceQuotaExceededException: the field has reached its quota of options.
            ValidationException: the field is not a single-select field or is deleted,
                or the request is invalid.
        """

    def batch_update_case(
        self,
        *,
        domain_id: str,
        cases: Sequence[BatchUpdateCaseIdentifier],
        fields: Sequence[FieldValueInput],
        performed_by: UserArn | CustomEntity | None = None,
        title: str | None = None,
        status: str | None = None,
        customer_id: str | None = None,
        client_token: str | None = None,
    ) -> BatchUpdateCaseResponse:
        """Make the same change to many cases, each on its own.

        At least one of `fields`, `title`, `status` and `customer_id` must change
        something.

        Args:
            domain_id: the domain of the cases.
            cases: 1 to 100 of them.
            fields: at most 220 values, by the field's id or name; may be empty. Title,
                status and customer are members of the request. See
                `field_value_inputs`.
            performed_by: the user or system the change is made for, if not the caller.
            title: a new title, 1 to 500 characters. Kept out of `repr`.
            status: a new status: letters, digits, `_`, `-` and white space; at most
                100.
            customer_id: the ARN of a customer profile, 1 to 500 letters, digits and
                `/ _ - : .`.
            client_token: at most 64 characters; sent again with the same token, a
                request changes nothing more. Left out, the request makes one of its
                own.

        Returns:
            `BatchUpdateCaseResponse`: the cases that were changed and those that were
                not.

        Raises:
            ResourceNotFoundException: no such domain.
            ConflictException: the token was used for another request.
            ValidationException: the service finds the request invalid.
        """

    def create_case(
        self,
        *,
        domain_id: str,
        template_id: str,
        fields: Sequence[FieldValue],
        performed_by: UserArn | CustomEntity | None = None,
        tags: Mapping[str, str] | None = None,
        client_token: str | None = None,
    ) -> CreateCaseResponse:
        """Create a case.

        Args:
            domain_id: the domain.
            template_id: the template, which must be active.
            fields: at most 220, including `title` and whatever the template requires.
                See `field_values`.
            performed_by: the user or system the change is made for, if not the caller.
            tags: at most 50; they override the template's tags. Keys of 1 to 128
                characters, values of at most 256: letters, digits, spaces and
                `_ . : / = + - @`; no key begins with `aws:`.
            client_token: at most 64 characters; sent again with the same token, a
                request creates nothing more. Left out, the request makes one of its
                own.

        Returns:
            `CreateCaseResponse`: the case that was created.

        Raises:
            ResourceNotFoundException: no such domain or template.
            ConflictException: the request conflicts with the present state.
            ValidationException: a value does not fit its field, a required one is
                missing, the template is not active, or the request is invalid.
        """

    def create_case_rule(
        self,
        *,
        domain_id: str,
        name: str,
        rule: RequiredCaseRule | FieldOptionsCaseRule | HiddenCaseRule,
        description: str | None = None,
    ) -> CreateCaseRuleResponse:
        """Create a case rule, for templates to use.

        Args:
            domain_id: the domain.
            name: 1 to 100 characters, not ending in white space.
            rule: what the rule decides.
            description: at most 255 characters.

        Returns:
            `CreateCaseRuleResponse`: the case rule that was created.

        Raises:
            ResourceNotFoundException: no such domain.
            ConflictException: the rule conflicts with another rule.
            ServiceQuotaExceededException: the domain has reached its quota of rules.
            ValidationException: the service finds the request invalid.
        """

    def create_domain(self, *, name: str) -> CreateDomainResponse:
        """Create a domain; linking it to a Connect instance is done through Connect.

        Args:
            name: unique in the account; 1 to 100 characters, not ending in white space.

        Returns:
            `CreateDomainResponse`: the domain that was created.

        Raises:
            ConflictException: the name is taken.
            ServiceQuotaExceededException: the account has reached its quota of domains.
            ValidationException: the service finds the request invalid.
        """

    def create_field(
        self,
        *,
        domain_id: str,
        name: str,
        type: FieldType,
        description: str | None = None,
        attributes: TextAttributes | None = None,
    ) -> CreateFieldResponse:
        """Create a field of a domain.

        Args:
            domain_id: the domain.
            name: 1 to 100 characters, not ending in white space.
            type: what the field holds; cannot be changed afterwards.
            description: at most 255 characters.
            attributes: for a text field, whether its text may have several lines.

        Returns:
            `CreateFieldResponse`: the field that was created.

        Raises:
            ResourceNotFoundException: no such domain.
            ConflictException: the field conflicts with another field.
            ServiceQuotaExceededException: the domain has reached its quota of fields.
            ValidationException: the service finds the request invalid.
        """

    def create_layout(
        self, *, domain_id: str, name: str, content: BasicLayout
    ) -> CreateLayoutResponse:
        """Create a layout.

        Args:
            domain_id: the domain.
            name: unique in the domain; 1 to 100 characters, not ending in white space.
            content: which fields the layout shows, and where.

        Returns:
            `CreateLayoutResponse`: the layout that was created.

        Raises:
            ResourceNotFoundException: no such domain.
            ConflictException: the name is taken.
            ServiceQuotaExceededException: the domain has reached its quota of layouts.
            ValidationException: a field does not exist or may not be part of a layout,
                or the request is invalid.
        """

    def create_related_item(
        self,
        *,
        domain_id: str,
        case_id: str,
        content: Contact
        | CommentContent
        | FileContent
        | SlaInputConfiguration
        | ConnectCaseInputContent
        | CustomInputContent,
        performed_by: UserArn | CustomEntity | None = None,
    ) -> CreateRelatedItemResponse:
        """Attach a contact, comment, file, SLA, case link or custom record to a case.

        Args:
            domain_id: the domain of the case.
            case_id: the case.
            content: what to attach; the item's type follows from its class.
            performed_by: the user or system the change is made for, if not the caller.

        Returns:
            `CreateRelatedItemResponse`: the item that was attached.

        Raises:
            ResourceNotFoundException: no such domain or case.
            ValidationException: the service finds the request invalid.
            ServiceQuotaExceededException: the case has reached its quota of items or of
                SLAs.
            ConflictException: the case is being merged into another.
        """

    def create_template(
        self,
        *,
        domain_id: str,
        name: str,
        description: str | None = None,
        layout_configuration: LayoutConfiguration | None = None,
        required_fields: Sequence[RequiredField] | None = None,
        status: TemplateStatus | None = None,
        rules: Sequence[TemplateRule] | None = None,
        tag_propagation_configurations: Sequence[TagPropagationConfiguration]
        | None = None,
    ) -> CreateTemplateResponse:
        """Create a template.

        Args:
            domain_id: the domain.
            name: unique in the domain; 1 to 100 characters, not ending in white space.
            description: at most 255 characters.
            layout_configuration: how its cases are shown.
            required_fields: at most 100, none of them twice.
            status: whether cases can be created from it.
            rules: at most 50.
            tag_propagation_configurations: tags its cases are created with; at most
                one.

        Returns:
            `CreateTemplateResponse`: the template that was created.

        Raises:
            ResourceNotFoundException: no such domain.
            ConflictException: the name is taken.
            ServiceQuotaExceededException: the domain has reached its quota of
                templates.
            ValidationException: a field, layout or rule does not exist, or the request
                is invalid.
        """

    def delete_case(self, *, domain_id: str, case_id: str) -> DeleteCaseResponse:
        """Delete a case permanently, with its related items and its audit history.

        Args:
            domain_id: the domain of the case.
            case_id: the case.

        Returns:
            `DeleteCaseResponse`: the case is deleted.

        Raises:
            ResourceNotFoundException: no such domain or case.
            ConflictException: the case is part of a running merge.
            ValidationException: the service finds the request invalid.
        """

    def delete_case_rule(
        self, *, domain_id: str, case_rule_id: str
    ) -> DeleteCaseRuleResponse:
        """Delete a case rule.

        Args:
            domain_id: the domain.
            case_rule_id: the rule.

        Returns:
            `DeleteCaseRuleResponse`: the case rule is deleted.

        Raises:
            ResourceNotFoundException: no such domain or rule.
            ConflictException: the rule is still in use.
        """

    def delete_domain(self, *, domain_id: str) -> DeleteDomainResponse:
        """Delete a domain; unlinking it from a Connect instance is done through Connect.

        Args:
            domain_id: the domain.

        Returns:
            `DeleteDomainResponse`: the domain is deleted.

        Raises:
            ResourceNotFoundException: no such domain.
            ConflictException: the domain is still in use.
            ValidationException: the service finds the request invalid.
        """

    def delete_field(self, *, domain_id: str, field_id: str) -> DeleteFieldResponse:
        """Delete a custom field; cases keep the values they have for it.

        Args:
            domain_id: the domain.
            field_id: the field.

        Returns:
            `DeleteFieldResponse`: the field is deleted.

        Raises:
            ResourceNotFoundException: no such domain or field.
            ConflictException: the field is still in use.
            ServiceQuotaExceededException: the domain has reached its quota of deleted
                fields.
            ValidationException: the service finds the request invalid.
        """

    def delete_layout(self, *, domain_id: str, layout_id: str) -> DeleteLayoutResponse:
        """Delete a layout.

        Args:
            domain_id: the domain.
            layout_id: the layout.

        Returns:
            `DeleteLayoutResponse`: the layout is deleted.

        Raises:
            ResourceNotFoundException: no such domain or layout.
            ConflictException: the layout is still in use.
            ValidationException: the service finds the request invalid.
        """

    def delete_related_item(
        self, *, domain_id: str, case_id: str, related_item_id: str
    ) -> DeleteRelatedItemResponse:
        """Remove a related item from its case; files are deleted through Connect.

        Args:
            domain_id: the domain of the case.
            case_id: the case.
            related_item_id: the item.

        Returns:
            `DeleteRelatedItemResponse`: the item is deleted.

        Raises:
            ResourceNotFoundException: no such domain, case or item.
            ConflictException: the case is being merged into another.
            ValidationException: the item is a file, or the service finds the request
                invalid.
        """

    def delete_template(
        self, *, domain_id: str, template_id: str
    ) -> DeleteTemplateResponse:
        """Delete a template; cases created from it are kept.

        Args:
            domain_id: the domain.
            template_id: the template.

        Returns:
            `DeleteTemplateResponse`: the template is deleted.

        Raises:
            ResourceNotFoundException: no such domain or template.
            ConflictException: the template is still in use.
            ValidationException: the service finds the request invalid.
        """

    def get_case(
        self,
        *,
        domain_id: str,
        case_id: str,
        fields: Sequence[FieldIdentifier],
        next_token: str | None = None,
    ) -> Items[GetCaseResponse, FieldValue]:
        """Read fields of a case, page by page; the service chooses how many a page has.

        Args:
            domain_id: the domain of the case.
            case_id: the case.
            fields: the fields to read, 1 to 220; see `field_identifiers`.
            next_token: the `next_token` of an earlier page, to continue after it.

        Returns:
            `FieldValue`s, fetched page by page while they are iterated over.

        Raises:
            ResourceNotFoundException: no such domain or case.
            ValidationException: the service finds the request invalid.
        """

    def get_case_audit_events(
        self,
        *,
        domain_id: str,
        case_id: str,
        max_results: int | None = None,
        next_token: str | None = None,
    ) -> Items[GetCaseAuditEventsResponse, AuditEvent]:
        """Read the audit history of a case, page by page.

        Args:
            domain_id: the domain of the case.
            case_id: the case.
            max_results: events in a page, 1 to 25; 25 if left out.
            next_token: the `next_token` of an earlier page, to continue after it.

        Returns:
            `AuditEvent`s, fetched page by page while they are iterated over.

        Raises:
            ResourceNotFoundException: no such domain or case.
            ValidationException: the service finds the request invalid.
        """

    def get_case_event_configuration(
        self, *, domain_id: str
    ) -> GetCaseEventConfigurationResponse:
        """Read a domain's event configuration.

        Args:
            domain_id: the domain.

        Returns:
            `GetCaseEventConfigurationResponse`: a domain's event configuration.

        Raises:
            ResourceNotFoundException: no such domain.
            ValidationException: the service finds the request invalid.
        """

    def get_domain(self, *, domain_id: str) -> GetDomainResponse:
        """Read a domain.

        Args:
            domain_id: the domain.

        Returns:
            `GetDomainResponse`: a domain.

        Raises:
            ResourceNotFoundException: no such domain.
            ValidationException: the service finds the request invalid.
        """

    def get_layout(self, *, domain_id: str, layout_id: str) -> GetLayoutResponse:
        """Read a layout; a deleted layout is returned too, marked `deleted`.

        Args:
            domain_id: the domain.
            layout_id: the layout.

        Returns:
            `GetLayoutResponse`: a layout.

        Raises:
            ResourceNotFoundException: no such domain or layout.
            ValidationException: the service finds the request invalid.
        """

    def get_merge_cases_status(
        self, *, domain_id: str, case_id: str
    ) -> GetMergeCasesStatusResponse:
        """Read the status of the merge that a case is part of.

        Args:
            domain_id: the domain of the case.
            case_id: either case while the merge runs; the secondary case afterwards.

        Returns:
            `GetMergeCasesStatusResponse`: the status of a merge.

        Raises:
            ResourceNotFoundException: no such domain or case, or the case has no merge.
            ValidationException: the service finds the request invalid.
        """

    def get_template(self, *, domain_id: str, template_id: str) -> GetTemplateResponse:
        """Read a template; a deleted template is returned too, marked `deleted`.

        Args:
            domain_id: the domain.
            template_id: the template.

        Returns:
            `GetTemplateResponse`: a template.

        Raises:
            ResourceNotFoundException: no such domain or template.
            ValidationException: the service finds the request invalid.
        """

    def list_case_rules(
        self,
        *,
        domain_id: str,
        max_results: int | None = None,
        next_token: str | None = None,
    ) -> Items[ListCaseRulesResponse, CaseRuleSummary]:
        """List the case rules of a domain.

        Args:
            domain_id: the domain.
            max_results: rules in a page, 1 to 100.
            next_token: the `next_token` of an earlier page, to continue after it.

        Returns:
            `CaseRuleSummary`s, fetched page by page while they are iterated over.

        Raises:
            ResourceNotFoundException: no such domain.
            ValidationException: the service finds the request invalid.
        """

    def list_cases_for_contact(
        self,
        *,
        domain_id: str,
        contact_arn: str,
        max_results: int | None = None,
        next_token: str | None = None,
    ) -> Items[ListCasesForContactResponse, CaseSummary]:
        """List the cases a contact is attached to.

        Args:
            domain_id: the domain.
            contact_arn: the contact.
            max_results: cases in a page, 1 to 10.
            next_token: the `next_token` of an earlier page, to continue after it.

        Returns:
            `CaseSummary`s, fetched page by page while they are iterated over.

        Raises:
            ResourceNotFoundException: no such domain.
            ValidationException: the service finds the request invalid.
        """

    def list_domains(
        self, *, max_results: int | None = None, next_token: str | None = None
    ) -> Items[ListDomainsResponse, DomainSummary]:
        """List the domains of the account in this Region.

        Args:
            max_results: domains in a page, 1 to 10.
            next_token: the `next_token` of an earlier page, to continue after it.

        Returns:
            `DomainSummary`s, fetched page by page while they are iterated over.

        Raises:
            ValidationException: the service finds the request invalid.
        """

    def list_field_options(
        self,
        *,
        domain_id: str,
        field_id: str,
        values: tuple[str, ...] | list[str] | None = None,
        max_results: int | None = None,
        next_token: str | None = None,
    ) -> Items[ListFieldOptionsResponse, FieldOption]:
        """List the options of a single-select field.

        Args:
            domain_id: the domain.
            field_id: the field.
            values: list only the option with this value; at most one.
            max_results: options in a page, 1 to 100.
            next_token: the `next_token` of an earlier page, to continue after it.

        Returns:
            `FieldOption`s, fetched page by page while they are iterated over.

        Raises:
            ResourceNotFoundException: no such domain or field.
            ValidationException: the service finds the request invalid.
        """

    def list_fields(
        self,
        *,
        domain_id: str,
        max_results: int | None = None,
        next_token: str | None = None,
    ) -> Items[ListFieldsResponse, FieldSummary]:
        """List the fields of a domain, system fields included.

        Args:
            domain_id: the domain.
            max_results: fields in a page, 1 to 100.
            next_token: the `next_token` of an earlier page, to continue after it.

        Returns:
            `FieldSummary`s, fetched page by page while they are iterated over.

        Raises:
            ResourceNotFoundException: no such domain.
            ValidationException: the service finds the request invalid.
        """

    def list_layouts(
        self,
        *,
        domain_id: str,
        max_results: int | None = None,
        next_token: str | None = None,
    ) -> Items[ListLayoutsResponse, LayoutSummary]:
        """List the layouts of a domain.

        Args:
            domain_id: the domain.
            max_results: layouts in a page, 1 to 100.
            next_token: the `next_token` of an earlier page, to continue after it.

        Returns:
            `LayoutSummary`s, fetched page by page while they are iterated over.

        Raises:
            ResourceNotFoundException: no such domain.
            ValidationException: the service finds the request invalid.
        """

    def list_tags_for_resource(self, *, arn: str) -> ListTagsForResourceResponse:
        """Read the tags of a resource.

        Args:
            arn: the resource.

        Returns:
            `ListTagsForResourceResponse`: the tags of a resource.

        Raises:
            ResourceNotFoundException: no such resource.
            ValidationException: the service finds the request invalid.
        """

    def list_templates(
        self,
        *,
        domain_id: str,
        status: Sequence[TemplateStatus] | None = None,
        max_results: int | None = None,
        next_token: str | None = None,
    ) -> Items[ListTemplatesResponse, TemplateSummary]:
        """List the templates of a domain.

        Args:
            domain_id: the domain.
            status: list only templates with one of these statuses; one or two.
            max_results: templates in a page, 1 to 100.
            next_token: the `next_token` of an earlier page, to continue after it.

        Returns:
            `TemplateSummary`s, fetched page by page while they are iterated over.

        Raises:
            ResourceNotFoundException: no such domain.
            ValidationException: the service finds the request invalid.
        """

    def put_case_event_configuration(
        self, *, domain_id: str, event_bridge: EventBridgeConfiguration
    ) -> PutCaseEventConfigurationResponse:
        """Set a domain's event configuration.

        Args:
            domain_id: the domain.
            event_bridge: what the domain is to send to EventBridge.

        Returns:
            `PutCaseEventConfigurationResponse`: the event configuration is set.

        Raises:
            ResourceNotFoundException: no such domain.
            ConflictException: the request conflicts with the present state.
            ValidationException: the service finds the request invalid.
        """

    def search_all_related_items(
        self,
        *,
        domain_id: str,
        filters: Sequence[
            ContactFilter
            | CommentFilter
            | FileFilter
            | SlaFilter
            | ConnectCaseFilter
            | CustomFilter
        ]
        | None = None,
        sorts: Sequence[SearchAllRelatedItemsSort] | None = None,
        max_results: int | None = None,
        next_token: str | None = None,
    ) -> Items[SearchAllRelatedItemsResponse, SearchAllRelatedItemsResponseItem]:
        """Find what is attached to the cases of a domain, page by page.

        Args:
            domain_id: the domain.
            filters: at most 10; items that match at least one are found. All items if
                left out.
            sorts: at most two; the first takes precedence.
            max_results: items in a page, 1 to 25.
            next_token: the `next_token` of an earlier page, to continue after it.

        Returns:
            `SearchAllRelatedItemsResponseItem`s, fetched page by page while they are
                iterated over.

        Raises:
            ResourceNotFoundException: no such domain.
            ValidationException: the service finds the request invalid.
        """

    def search_cases(
        self,
        *,
        domain_id: str,
        search_term: str | None = None,
        filter: EqualTo
        | Contains
        | GreaterThan
        | GreaterThanOrEqualTo
        | LessThan
        | LessThanOrEqualTo
        | TagEqualTo
        | Not[CaseFilter]
        | AndAll[CaseFilter]
        | OrAll[CaseFilter]
        | None = None,
        sorts: Sequence[Sort] | None = None,
        fields: Sequence[FieldIdentifier] | None = None,
        max_results: int | None = None,
        next_token: str | None = None,
    ) -> Items[SearchCasesResponse, SearchCasesResponseItem]:
        """Find cases of a domain, page by page.

        Args:
            domain_id: the domain.
            search_term: words to find in any field of the case; at most 255 characters.
            filter: a condition over fields and tags; it combines with `&`, `|` and `~`.
            sorts: at most two; the first takes precedence.
            fields: the fields to return of each case; at most 25. See
                `field_identifiers`.
            max_results: cases in a page, 1 to 100; 25 if left out.
            next_token: the `next_token` of an earlier page, to continue after it.

        Returns:
            `SearchCasesResponseItem`s, fetched page by page while they are iterated
                over.

        Raises:
            ResourceNotFoundException: no such domain.
            ValidationException: the service finds the request invalid.
        """

    def search_related_items(
        self,
        *,
        domain_id: str,
        case_id: str,
        filters: Sequence[
            ContactFilter
            | CommentFilter
            | FileFilter
            | SlaFilter
            | ConnectCaseFilter
            | CustomFilter
        ]
        | None = None,
        max_results: int | None = None,
        next_token: str | None = None,
    ) -> Items[SearchRelatedItemsResponse, SearchRelatedItemsResponseItem]:
        """Find what is attached to a case, page by page.

        Args:
            domain_id: the domain of the case.
            case_id: the case.
            filters: at most 10; items that match at least one are found. All items if
                left out.
            max_results: items in a page, 1 to 25.
            next_token: the `next_token` of an earlier page, to continue after it.

        Returns:
            `SearchRelatedItemsResponseItem`s, fetched page by page while they are
                iterated over.

        Raises:
            ResourceNotFoundException: no such domain or case.
            ValidationException: the service finds the request invalid.
        """

    def start_merge_cases(
        self,
        *,
        domain_id: str,
        case_id: str,
        secondary_case_ids: tuple[str, ...] | list[str],
        fields_configuration: Sequence[FieldsConfiguration] | None = None,
        related_items_configuration: RelatedItemsConfiguration | None = None,
        performed_by: UserArn | CustomEntity | None = None,
    ) -> StartMergeCasesResponse:
        """Start to merge a case into another case of the same domain.

        The merge runs in the background: see GetMergeCasesStatus. While it runs, the
        secondary case and its related items cannot be changed, and neither case can be
        deleted.

        Args:
            domain_id: the domain of both cases.
            case_id: the primary case, which remains.
            secondary_case_ids: the case to merge into it; exactly one.
            fields_configuration: which case each field is taken from.
            related_items_configuration: which kinds of related items move.
            performed_by: the user or system the change is made for, if not the caller.

        Returns:
            `StartMergeCasesResponse`: the merge has started.

        Raises:
            ResourceNotFoundException: no such domain or case.
            ConflictException: one of the cases is in a merge already.
            ServiceQuotaExceededException: the primary case would get too many items.
            ValidationException: the cases cannot be merged: they are the same, closed,
                or of different customers; or the request is invalid.
        """

    def tag_resource(self, *, arn: str, tags: Mapping[str, str]) -> TagResourceResponse:
        """Add tags to a resource; a key it already has gets the new value.

        Args:
            arn: the resource.
            tags: values by key; a resource has at most 50 tags, and keys that begin
                with `aws:` are reserved.

        Returns:
            `TagResourceResponse`: the tags are set; the service returns no members.

        Raises:
            ResourceNotFoundException: no such resource.
            ValidationException: the service finds the request invalid.
        """

    def untag_resource(
        self, *, arn: str, tag_keys: tuple[str, ...] | list[str]
    ) -> UntagResourceResponse:
        """Remove tags from a resource.

        Args:
            arn: the resource.
            tag_keys: the keys of the tags to remove, at most 50; letters, digits and
                `+ , - = . _ : /`.

        Returns:
            `UntagResourceResponse`: the tags are removed; the service returns no
                members.

        Raises:
            ResourceNotFoundException: no such resource.
            ValidationException: the service finds the request invalid.
        """

    def update_case(
        self,
        *,
        domain_id: str,
        case_id: str,
        fields: Sequence[FieldValue],
        performed_by: UserArn | CustomEntity | None = None,
    ) -> UpdateCaseResponse:
        """Change fields of a case; fields left out stay as they are.

        Args:
            domain_id: the domain of the case.
            case_id: the case.
            fields: the new values, at most 220; `EmptyValue` clears a field. See
                `field_values`.
            performed_by: the user or system the change is made for, if not the caller.

        Returns:
            `UpdateCaseResponse`: the case is changed.

        Raises:
            ResourceNotFoundException: no such domain or case.
            ConflictException: the case is being merged into another.
            ValidationException: a value does not fit its field, a required one is
                cleared, or the request is invalid.
        """

    def update_case_rule(
        self,
        *,
        domain_id: str,
        case_rule_id: str,
        name: str | None = None,
        description: str | None = None,
        rule: RequiredCaseRule | FieldOptionsCaseRule | HiddenCaseRule | None = None,
    ) -> UpdateCaseRuleResponse:
        """Change a case rule; what is left out stays.

        Args:
            domain_id: the domain.
            case_rule_id: the rule.
            name: 1 to 100 characters, not ending in white space.
            description: at most 255 characters.
            rule: what the rule decides from now on.

        Returns:
            `UpdateCaseRuleResponse`: the case rule is changed.

        Raises:
            ResourceNotFoundException: no such domain or rule.
            ConflictException: the rule conflicts with another rule.
            ServiceQuotaExceededException: a quota of the domain is used up.
            ValidationException: the service finds the request invalid.
        """

    def update_field(
        self,
        *,
        domain_id: str,
        field_id: str,
        name: str | None = None,
        description: str | None = None,
        attributes: TextAttributes | None = None,
    ) -> UpdateFieldResponse:
        """Change a custom field; what is left out stays.

        Args:
            domain_id: the domain.
            field_id: the field.
            name: 1 to 100 characters, not ending in white space.
            description: at most 255 characters.
            attributes: for a text field, whether its text may have several lines.

        Returns:
            `UpdateFieldResponse`: the field is changed.

        Raises:
            ResourceNotFoundException: no such domain or field.
            ConflictException: the field conflicts with another field.
            ValidationException: the field is deleted, or the request is invalid.
        """

    def update_layout(
        self,
        *,
        domain_id: str,
        layout_id: str,
        name: str | None = None,
        content: BasicLayout | None = None,
    ) -> UpdateLayoutResponse:
        """Change a layout; what is left out stays.

        Args:
            domain_id: the domain.
            layout_id: the layout.
            name: unique in the domain; 1 to 100 characters, not ending in white space.
            content: which fields the layout shows from now on, and where.

        Returns:
            `UpdateLayoutResponse`: the layout is changed.

        Raises:
            ResourceNotFoundException: no such domain or layout.
            ConflictException: the name is taken.
            ServiceQuotaExceededException: the layout has more fields than the quota
                allows.
            ValidationException: the layout is deleted, a field does not exist or may
                not be part of a layout, or the request is invalid.
        """

    def update_related_item(
        self,
        *,
        domain_id: str,
        case_id: str,
        related_item_id: str,
        content: CommentUpdateContent | CustomUpdateContent | SlaUpdateConfiguration,
        performed_by: UserArn | CustomEntity | None = None,
    ) -> UpdateRelatedItemResponse:
        """Edit a comment, a custom record or the deadline of an SLA.

        Contacts, files and links to other cases cannot be edited.

        Args:
            domain_id: the domain of the case.
            case_id: the case.
            related_item_id: the item.
            content: the item's new content.
            performed_by: the user or system the change is made for, if not the caller.

        Returns:
            `UpdateRelatedItemResponse`: the item as it is now.

        Raises:
            ResourceNotFoundException: no such domain, case or item.
            ValidationException: the service finds the request invalid.
            ServiceQuotaExceededException: more fields than the account's quota allows.
            ConflictException: the case is being merged into another.
        """

    def update_template(
        self,
        *,
        domain_id: str,
        template_id: str,
        name: str | None = None,
        description: str | None = None,
        layout_configuration: LayoutConfiguration | None = None,
        required_fields: Sequence[RequiredField] | None = None,
        status: TemplateStatus | None = None,
        rules: Sequence[TemplateRule] | None = None,
        tag_propagation_configurations: Sequence[TagPropagationConfiguration]
        | None = None,
    ) -> UpdateTemplateResponse:
        """Change a template; what is left out stays.

        At least one member must be given.

        Args:
            domain_id: the domain.
            template_id: the template.
            name: unique in the domain; 1 to 100 characters, not ending in white space.
            description: at most 255 characters.
            layout_configuration: how its cases are shown.
            required_fields: at most 100, none of them twice.
            status: whether cases can be created from it.
            rules: at most 50.
            tag_propagation_configurations: tags its cases are created with; at most
                one.

        Returns:
            `UpdateTemplateResponse`: the template is changed.

        Raises:
            ResourceNotFoundException: no such domain or template.
            ConflictException: the name is taken.
            ServiceQuotaExceededException: a quota of the domain is used up.
            ValidationException: the template is deleted, a field, layout or rule does
                not exist, or the request is invalid.
        """

    def apply_setup(
        self, *, domain_id: str, setup: DomainSetup, dry_run: bool = False
    ) -> SetupPlan:
        """Make a domain what a setup describes, and return what was done.

        Missing parts are created, parts that differ are updated, everything else is
        left alone. So a second run changes nothing, and a run that failed half-way can
        be repeated. Parts are identified by their names: one that was renamed is
        created anew.

        Args:
            domain_id: the domain.
            setup: what the domain should have.
            dry_run: change nothing, and return what would be done.

        Returns:
            `SetupPlan`: what `apply_setup` did, or would do; it prints as a list.

        Raises:
            ParamValidationError: with everything in the setup that cannot be: a name
                that is neither in the setup nor in the domain, the type of an existing
                field. Nothing was changed.
            PartialFailureError: options that could not be put.
            ResourceNotFoundException: no such domain.
            ConflictException: somebody else is changing the domain, or what is to be
                deleted is in use.
            ServiceQuotaExceededException: the domain has as much of something as it
                may.
            ValidationException: the service finds a request invalid.
        """

    def attach_once(
        self,
        *,
        domain_id: str,
        case_id: str,
        content: Contact | FileContent | ConnectCaseInputContent | CustomInputContent,
        key_field: str | None = None,
        performed_by: UserArn | CustomEntity | None = None,
        timeout: float = 30,
    ) -> FoundItem:
        """Attach something to a case, unless it is attached already.

        The item is searched for by what is unique in it: the ARN of a contact or file,
        the linked case, or the value a custom record has in `key_field`.

        The operation has no client token, so this is guaranteed: what a search can find
        is not attached again, and after an error this flow never sends the write a
        second time: it searches for what the first may have done, for up to `timeout`
        seconds. It is not guaranteed that calls at the same time, or shortly after one
        another while the search index lags, attach one item: run them in one place.
        boto3 itself may send it twice after a lost response:
        `Client(repeat_writes=False)` does not.

        Args:
            domain_id: the domain of the case.
            case_id: the case.
            content: what to attach.
            key_field: the id of the field a custom record is known by; only for those.
            performed_by: for whom it is attached, if not for the caller.
            timeout: how many seconds to search after an error that leaves in doubt
                whether the item was attached.

        Returns:
            `FoundItem`: the related item that `attach_once` returns.

        Raises:
            ValueError: a custom record without a value in `key_field`, or a `key_field`
                for anything else.
            ResourceNotFoundException: no such domain or case.
            ServiceQuotaExceededException: the case has as many items as it may.
            ConflictException: a merge of the case is running.
            ValidationException: the service finds a request invalid.
        """

    def comment_once(
        self,
        *,
        domain_id: str,
        case_id: str,
        body: str,
        key: str,
        performed_by: UserArn | CustomEntity | None = None,
    ) -> str:
        """Comment on a case once, and return the id of the comment.

        It is guaranteed that calls with the same `key` make one comment, also at the
        same time, as long as the service remembers client tokens; how long it does is
        not documented. Nothing is searched for, so a lagging index makes no difference.

        The comment goes through BatchCreateRelatedItem, the one operation that attaches
        items and takes a client token. It needs botocore 1.44.1 or newer.

        Args:
            domain_id: the domain of the case.
            case_id: the case.
            body: what to say, 1 to 15,000 characters.
            key: what makes this comment the same as another one: the id of the message
                it came from, for example. It is remembered for this case.
            performed_by: for whom it is made, if not for the caller.

        Returns:
            `str`.

        Raises:
            PartialFailureError: the case does not exist, or cannot take a comment now.
            ResourceNotFoundException: no such domain.
            ConflictException: the key was used with another text.
            ServiceQuotaExceededException: a quota of the account is used up.
            ValidationException: the service finds the request invalid.
            UnsupportedOperationError: botocore is too old.
        """

    def find_or_create_case(
        self,
        *,
        domain_id: str,
        filter: EqualTo
        | Contains
        | GreaterThan
        | GreaterThanOrEqualTo
        | LessThan
        | LessThanOrEqualTo
        | TagEqualTo
        | Not[CaseFilter]
        | AndAll[CaseFilter]
        | OrAll[CaseFilter],
        key: str,
        template_id: str,
        fields: Sequence[FieldValue],
        performed_by: UserArn | CustomEntity | None = None,
        tags: Mapping[str, str] | None = None,
        timeout: float = 30,
    ) -> FoundCase:
        """Return the newest case that fits a condition; create one if there is none.

        It is guaranteed that calls with the same `key` and the same values make one
        case, also at the same time, and although the search index lags: the client
        token of CreateCase is made of the key. That holds as long as the service
        remembers tokens, which is not documented; after that, the search finds the
        case.

        So `key` names the occasion rather than the customer: a message id, an order
        number, a customer and a day. With the same key the service returns the same
        case, even if it was closed since and no longer fits the condition.

        With the same key and other values, the service refuses all calls but the first.
        Such a call waits for the index to show the case the first one has made.

        Args:
            domain_id: the domain.
            filter: what the case has to fit; see `EqualTo` and the others.
            key: what makes this case the same as another one, in your own words.
            template_id: the template of a new case.
            fields: of a new case; see `field_values`.
            performed_by: for whom a new case is made, if not for the caller.
            tags: of a new case.
            timeout: how many seconds to wait for the index after a conflict.

        Returns:
            `FoundCase`: the case that `find_or_create_case` returns.

        Raises:
            ResourceNotFoundException: no such domain or template.
            ConflictException: the key was used with other values, and the case that was
                made with them does not fit the condition, or does not show up in time.
            ValidationException: a value does not fit its field, a required one is
                missing, or the service finds a request invalid.
        """

    def read_setup(self, *, domain_id: str) -> DomainSetup:
        """Return how a domain is set up: to copy it, compare it, or keep it as JSON.

        It has all that `apply_setup` can make: fields with their options, layouts, case
        rules, templates, the event configuration and all tags. Lists whose order means
        nothing are sorted, so that two readings of the same domain are equal.

        Args:
            domain_id: the domain.

        Returns:
            `DomainSetup`: how a domain is to be set up; things are known by their
                names.

        Raises:
            ResourceNotFoundException: no such domain.
            PartialFailureError: something was deleted while it was being read.
        """

    def wait_for_merge(
        self,
        *,
        domain_id: str,
        secondary_case_id: str,
        timeout: float = 300,
        delay: float = 2,
        on_poll: Callable[[GetMergeCasesStatusResponse], object] | None = None,
    ) -> GetMergeCasesStatusResponse:
        """Wait for a merge that `start_merge_cases` began, and return its last status.

        The service reports that a merge is completed for the secondary case alone:
        asked about the primary case, it knows of no merge any more.

        Args:
            domain_id: the domain of the cases.
            secondary_case_id: the case that is being merged into the primary one.
            timeout: how many seconds to wait at most.
            delay: how many seconds to wait before asking again.
            on_poll: called with each status that is not the last.

        Returns:
            `GetMergeCasesStatusResponse`: the status of a merge.

        Raises:
            WaitTimeoutError: the merge still runs; the merge itself goes on.
            ValueError: the case is the primary one of its merge, or a time is negative.
            ResourceNotFoundException: no such domain or case, or no merge of it.
            ValidationException: the service finds the request invalid.
        """

    def load_fields(
        self, *, domain_id: str, also: tuple[str, ...] | list[str] = ()
    ) -> DomainFields:
        """Load the fields of a domain, with the options of its single-select fields.

        A request for each hundred fields, one for each hundred options of each
        single-select field, and one for each fifty of `also`; none is sent twice. Load
        once and keep the result, or store it: it is a value.

        Args:
            domain_id: the domain.
            also: ids of deleted fields to load too, which the service does not list but
                cases may hold values of: see `DomainFields.unknown_ids`. Ids of no
                field are passed over.

        Returns:
            `DomainFields`: the fields of a domain, by name and by id, with their
                options.

        Raises:
            ResourceNotFoundException: no such domain.
        """

class AsyncConnectCases:
    """The same as `ConnectCases`, to be awaited."""

    async def batch_create_related_item(
        self,
        *,
        domain_id: str,
        content: Contact
        | CommentContent
        | FileContent
        | SlaInputConfiguration
        | ConnectCaseInputContent
        | CustomInputContent,
        cases: Sequence[BatchCreateRelatedItemIdentifier],
        performed_by: UserArn | CustomEntity | None = None,
        client_token: str | None = None,
    ) -> BatchCreateRelatedItemResponse:
        """Attach the same comment to many cases, each on its own.

        Args:
            domain_id: the domain of the cases.
            content: what to attach; the service accepts only a comment.
            cases: 1 to 100 of them.
            performed_by: the user or system the change is made for, if not the caller.
            client_token: at most 64 characters; sent again with the same token, a
                request attaches nothing more. Left out, the request makes one of its
                own.

        Returns:
            `BatchCreateRelatedItemResponse`: the items that were attached, and the
                cases that got none.

        Raises:
            ResourceNotFoundException: no such domain.
            ConflictException: the token was used for another request.
            ServiceQuotaExceededException: a quota of the account is used up.
            ValidationException: the service finds the request invalid.
        """

    async def batch_get_case_rule(
        self, *, domain_id: str, case_rules: Sequence[CaseRuleIdentifier]
    ) -> BatchGetCaseRuleResponse:
        """Read several case rules.

        Args:
            domain_id: the domain.
            case_rules: 1 to 50 of them.

        Returns:
            `BatchGetCaseRuleResponse`: the case rules that were read and those that
                were not.

        Raises:
            ResourceNotFoundException: no such domain.
            ValidationException: the service finds the request invalid.
        """

    async def batch_get_field(
        self, *, domain_id: str, fields: Sequence[FieldIdentifier]
    ) -> BatchGetFieldResponse:
        """Read several fields; a deleted field is returned too, marked `deleted`.

        Args:
            domain_id: the domain.
            fields: the fields to read, 1 to 50; see `field_identifiers`.

        Returns:
            `BatchGetFieldResponse`: the fields that were read and those that were not.

        Raises:
            ResourceNotFoundException: no such domain.
            ValidationException: the service finds the request invalid.
        """

    async def batch_put_field_options(
        self, *, domain_id: str, field_id: str, options: Sequence[FieldOption]
    ) -> BatchPutFieldOptionsResponse:
        """Create options of a single-select field, or change those with the same value.

        Args:
            domain_id: the domain.
            field_id: the field.
            options: the options, at most 50.

        Returns:
            `BatchPutFieldOptionsResponse`: the options that could not be created or
                changed.

        Raises:
            ResourceNotFoundException: no such domain or field.
            ServiceQuotaExceededException: the field has reached its quota of options.
            ValidationException: the field is not a single-select field or is deleted,
                or the request is invalid.
        """

    async def batch_update_case(
        self,
        *,
        domain_id: str,
        cases: Sequence[BatchUpdateCaseIdentifier],
        fields: Sequence[FieldValueInput],
        performed_by: UserArn | CustomEntity | None = None,
        title: str | None = None,
        status: str | None = None,
        customer_id: str | None = None,
        client_token: str | None = None,
    ) -> BatchUpdateCaseResponse:
        """Make the same change to many cases, each on its own.

        At least one of `fields`, `title`, `status` and `customer_id` must change
        something.

        Args:
            domain_id: the domain of the cases.
            cases: 1 to 100 of them.
            fields: at most 220 values, by the field's id or name; may be empty. Title,
                status and customer are members of the request. See
                `field_value_inputs`.
            performed_by: the user or system the change is made for, if not the caller.
            title: a new title, 1 to 500 characters. Kept out of `repr`.
            status: a new status: letters, digits, `_`, `-` and white space; at most
                100.
            customer_id: the ARN of a customer profile, 1 to 500 letters, digits and
                `/ _ - : .`.
            client_token: at most 64 characters; sent again with the same token, a
                request changes nothing more. Left out, the request makes one of its
                own.

        Returns:
            `BatchUpdateCaseResponse`: the cases that were changed and those that were
                not.

        Raises:
            ResourceNotFoundException: no such domain.
            ConflictException: the token was used for another request.
            ValidationException: the service finds the request invalid.
        """

    async def create_case(
        self,
        *,
        domain_id: str,
        template_id: str,
        fields: Sequence[FieldValue],
        performed_by: UserArn | CustomEntity | None = None,
        tags: Mapping[str, str] | None = None,
        client_token: str | None = None,
    ) -> CreateCaseResponse:
        """Create a case.

        Args:
            domain_id: the domain.
            template_id: the template, which must be active.
            fields: at most 220, including `title` and whatever the template requires.
                See `field_values`.
            performed_by: the user or system the change is made for, if not the caller.
            tags: at most 50; they override the template's tags. Keys of 1 to 128
                characters, values of at most 256: letters, digits, spaces and
                `_ . : / = + - @`; no key begins with `aws:`.
            client_token: at most 64 characters; sent again with the same token, a
                request creates nothing more. Left out, the request makes one of its
                own.

        Returns:
            `CreateCaseResponse`: the case that was created.

        Raises:
            ResourceNotFoundException: no such domain or template.
            ConflictException: the request conflicts with the present state.
            ValidationException: a value does not fit its field, a required one is
                missing, the template is not active, or the request is invalid.
        """

    async def create_case_rule(
        self,
        *,
        domain_id: str,
        name: str,
        rule: RequiredCaseRule | FieldOptionsCaseRule | HiddenCaseRule,
        description: str | None = None,
    ) -> CreateCaseRuleResponse:
        """Create a case rule, for templates to use.

        Args:
            domain_id: the domain.
            name: 1 to 100 characters, not ending in white space.
            rule: what the rule decides.
            description: at most 255 characters.

        Returns:
            `CreateCaseRuleResponse`: the case rule that was created.

        Raises:
            ResourceNotFoundException: no such domain.
            ConflictException: the rule conflicts with another rule.
            ServiceQuotaExceededException: the domain has reached its quota of rules.
            ValidationException: the service finds the request invalid.
        """

    async def create_domain(self, *, name: str) -> CreateDomainResponse:
        """Create a domain; linking it to a Connect instance is done through Connect.

        Args:
            name: unique in the account; 1 to 100 characters, not ending in white space.

        Returns:
            `CreateDomainResponse`: the domain that was created.

        Raises:
            ConflictException: the name is taken.
            ServiceQuotaExceededException: the account has reached its quota of domains.
            ValidationException: the service finds the request invalid.
        """

    async def create_field(
        self,
        *,
        domain_id: str,
        name: str,
        type: FieldType,
        description: str | None = None,
        attributes: TextAttributes | None = None,
    ) -> CreateFieldResponse:
        """Create a field of a domain.

        Args:
            domain_id: the domain.
            name: 1 to 100 characters, not ending in white space.
            type: what the field holds; cannot be changed afterwards.
            description: at most 255 characters.
            attributes: for a text field, whether its text may have several lines.

        Returns:
            `CreateFieldResponse`: the field that was created.

        Raises:
            ResourceNotFoundException: no such domain.
            ConflictException: the field conflicts with another field.
            ServiceQuotaExceededException: the domain has reached its quota of fields.
            ValidationException: the service finds the request invalid.
        """

    async def create_layout(
        self, *, domain_id: str, name: str, content: BasicLayout
    ) -> CreateLayoutResponse:
        """Create a layout.

        Args:
            domain_id: the domain.
            name: unique in the domain; 1 to 100 characters, not ending in white space.
            content: which fields the layout shows, and where.

        Returns:
            `CreateLayoutResponse`: the layout that was created.

        Raises:
            ResourceNotFoundException: no such domain.
            ConflictException: the name is taken.
            ServiceQuotaExceededException: the domain has reached its quota of layouts.
            ValidationException: a field does not exist or may not be part of a layout,
                or the request is invalid.
        """

    async def create_related_item(
        self,
        *,
        domain_id: str,
        case_id: str,
        content: Contact
        | CommentContent
        | FileContent
        | SlaInputConfiguration
        | ConnectCaseInputContent
        | CustomInputContent,
        performed_by: UserArn | CustomEntity | None = None,
    ) -> CreateRelatedItemResponse:
        """Attach a contact, comment, file, SLA, case link or custom record to a case.

        Args:
            domain_id: the domain of the case.
            case_id: the case.
            content: what to attach; the item's type follows from its class.
            performed_by: the user or system the change is made for, if not the caller.

        Returns:
            `CreateRelatedItemResponse`: the item that was attached.

        Raises:
            ResourceNotFoundException: no such domain or case.
            ValidationException: the service finds the request invalid.
            ServiceQuotaExceededException: the case has reached its quota of items or of
                SLAs.
            ConflictException: the case is being merged into another.
        """

    async def create_template(
        self,
        *,
        domain_id: str,
        name: str,
        description: str | None = None,
        layout_configuration: LayoutConfiguration | None = None,
        required_fields: Sequence[RequiredField] | None = None,
        status: TemplateStatus | None = None,
        rules: Sequence[TemplateRule] | None = None,
        tag_propagation_configurations: Sequence[TagPropagationConfiguration]
        | None = None,
    ) -> CreateTemplateResponse:
        """Create a template.

        Args:
            domain_id: the domain.
            name: unique in the domain; 1 to 100 characters, not ending in white space.
            description: at most 255 characters.
            layout_configuration: how its cases are shown.
            required_fields: at most 100, none of them twice.
            status: whether cases can be created from it.
            rules: at most 50.
            tag_propagation_configurations: tags its cases are created with; at most
                one.

        Returns:
            `CreateTemplateResponse`: the template that was created.

        Raises:
            ResourceNotFoundException: no such domain.
            ConflictException: the name is taken.
            ServiceQuotaExceededException: the domain has reached its quota of
                templates.
            ValidationException: a field, layout or rule does not exist, or the request
                is invalid.
        """

    async def delete_case(self, *, domain_id: str, case_id: str) -> DeleteCaseResponse:
        """Delete a case permanently, with its related items and its audit history.

        Args:
            domain_id: the domain of the case.
            case_id: the case.

        Returns:
            `DeleteCaseResponse`: the case is deleted.

        Raises:
            ResourceNotFoundException: no such domain or case.
            ConflictException: the case is part of a running merge.
            ValidationException: the service finds the request invalid.
        """

    async def delete_case_rule(
        self, *, domain_id: str, case_rule_id: str
    ) -> DeleteCaseRuleResponse:
        """Delete a case rule.

        Args:
            domain_id: the domain.
            case_rule_id: the rule.

        Returns:
            `DeleteCaseRuleResponse`: the case rule is deleted.

        Raises:
            ResourceNotFoundException: no such domain or rule.
            ConflictException: the rule is still in use.
        """

    async def delete_domain(self, *, domain_id: str) -> DeleteDomainResponse:
        """Delete a domain; unlinking it from a Connect instance is done through Connect.

        Args:
            domain_id: the domain.

        Returns:
            `DeleteDomainResponse`: the domain is deleted.

        Raises:
            ResourceNotFoundException: no such domain.
            ConflictException: the domain is still in use.
            ValidationException: the service finds the request invalid.
        """

    async def delete_field(
        self, *, domain_id: str, field_id: str
    ) -> DeleteFieldResponse:
        """Delete a custom field; cases keep the values they have for it.

        Args:
            domain_id: the domain.
            field_id: the field.

        Returns:
            `DeleteFieldResponse`: the field is deleted.

        Raises:
            ResourceNotFoundException: no such domain or field.
            ConflictException: the field is still in use.
            ServiceQuotaExceededException: the domain has reached its quota of deleted
                fields.
            ValidationException: the service finds the request invalid.
        """

    async def delete_layout(
        self, *, domain_id: str, layout_id: str
    ) -> DeleteLayoutResponse:
        """Delete a layout.

        Args:
            domain_id: the domain.
            layout_id: the layout.

        Returns:
            `DeleteLayoutResponse`: the layout is deleted.

        Raises:
            ResourceNotFoundException: no such domain or layout.
            ConflictException: the layout is still in use.
            ValidationException: the service finds the request invalid.
        """

    async def delete_related_item(
        self, *, domain_id: str, case_id: str, related_item_id: str
    ) -> DeleteRelatedItemResponse:
        """Remove a related item from its case; files are deleted through Connect.

        Args:
            domain_id: the domain of the case.
            case_id: the case.
            related_item_id: the item.

        Returns:
            `DeleteRelatedItemResponse`: the item is deleted.

        Raises:
            ResourceNotFoundException: no such domain, case or item.
            ConflictException: the case is being merged into another.
            ValidationException: the item is a file, or the service finds the request
                invalid.
        """

    async def delete_template(
        self, *, domain_id: str, template_id: str
    ) -> DeleteTemplateResponse:
        """Delete a template; cases created from it are kept.

        Args:
            domain_id: the domain.
            template_id: the template.

        Returns:
            `DeleteTemplateResponse`: the template is deleted.

        Raises:
            ResourceNotFoundException: no such domain or template.
            ConflictException: the template is still in use.
            ValidationException: the service finds the request invalid.
        """

    def get_case(
        self,
        *,
        domain_id: str,
        case_id: str,
        fields: Sequence[FieldIdentifier],
        next_token: str | None = None,
    ) -> AsyncItems[GetCaseResponse, FieldValue]:
        """Read fields of a case, page by page; the service chooses how many a page has.

        Args:
            domain_id: the domain of the case.
            case_id: the case.
            fields: the fields to read, 1 to 220; see `field_identifiers`.
            next_token: the `next_token` of an earlier page, to continue after it.

        Returns:
            `FieldValue`s, fetched page by page while they are iterated over.

        Raises:
            ResourceNotFoundException: no such domain or case.
            ValidationException: the service finds the request invalid.
        """

    def get_case_audit_events(
        self,
        *,
        domain_id: str,
        case_id: str,
        max_results: int | None = None,
        next_token: str | None = None,
    ) -> AsyncItems[GetCaseAuditEventsResponse, AuditEvent]:
        """Read the audit history of a case, page by page.

        Args:
            domain_id: the domain of the case.
            case_id: the case.
            max_results: events in a page, 1 to 25; 25 if left out.
            next_token: the `next_token` of an earlier page, to continue after it.

        Returns:
            `AuditEvent`s, fetched page by page while they are iterated over.

        Raises:
            ResourceNotFoundException: no such domain or case.
            ValidationException: the service finds the request invalid.
        """

    async def get_case_event_configuration(
        self, *, domain_id: str
    ) -> GetCaseEventConfigurationResponse:
        """Read a domain's event configuration.

        Args:
            domain_id: the domain.

        Returns:
            `GetCaseEventConfigurationResponse`: a domain's event configuration.

        Raises:
            ResourceNotFoundException: no such domain.
            ValidationException: the service finds the request invalid.
        """

    async def get_domain(self, *, domain_id: str) -> GetDomainResponse:
        """Read a domain.

        Args:
            domain_id: the domain.

        Returns:
            `GetDomainResponse`: a domain.

        Raises:
            ResourceNotFoundException: no such domain.
            ValidationException: the service finds the request invalid.
        """

    async def get_layout(self, *, domain_id: str, layout_id: str) -> GetLayoutResponse:
        """Read a layout; a deleted layout is returned too, marked `deleted`.

        Args:
            domain_id: the domain.
            layout_id: the layout.

        Returns:
            `GetLayoutResponse`: a layout.

        Raises:
            ResourceNotFoundException: no such domain or layout.
            ValidationException: the service finds the request invalid.
        """

    async def get_merge_cases_status(
        self, *, domain_id: str, case_id: str
    ) -> GetMergeCasesStatusResponse:
        """Read the status of the merge that a case is part of.

        Args:
            domain_id: the domain of the case.
            case_id: either case while the merge runs; the secondary case afterwards.

        Returns:
            `GetMergeCasesStatusResponse`: the status of a merge.

        Raises:
            ResourceNotFoundException: no such domain or case, or the case has no merge.
            ValidationException: the service finds the request invalid.
        """

    async def get_template(
        self, *, domain_id: str, template_id: str
    ) -> GetTemplateResponse:
        """Read a template; a deleted template is returned too, marked `deleted`.

        Args:
            domain_id: the domain.
            template_id: the template.

        Returns:
            `GetTemplateResponse`: a template.

        Raises:
            ResourceNotFoundException: no such domain or template.
            ValidationException: the service finds the request invalid.
        """

    def list_case_rules(
        self,
        *,
        domain_id: str,
        max_results: int | None = None,
        next_token: str | None = None,
    ) -> AsyncItems[ListCaseRulesResponse, CaseRuleSummary]:
        """List the case rules of a domain.

        Args:
            domain_id: the domain.
            max_results: rules in a page, 1 to 100.
            next_token: the `next_token` of an earlier page, to continue after it.

        Returns:
            `CaseRuleSummary`s, fetched page by page while they are iterated over.

        Raises:
            ResourceNotFoundException: no such domain.
            ValidationException: the service finds the request invalid.
        """

    def list_cases_for_contact(
        self,
        *,
        domain_id: str,
        contact_arn: str,
        max_results: int | None = None,
        next_token: str | None = None,
    ) -> AsyncItems[ListCasesForContactResponse, CaseSummary]:
        """List the cases a contact is attached to.

        Args:
            domain_id: the domain.
            contact_arn: the contact.
            max_results: cases in a page, 1 to 10.
            next_token: the `next_token` of an earlier page, to continue after it.

        Returns:
            `CaseSummary`s, fetched page by page while they are iterated over.

        Raises:
            ResourceNotFoundException: no such domain.
            ValidationException: the service finds the request invalid.
        """

    def list_domains(
        self, *, max_results: int | None = None, next_token: str | None = None
    ) -> AsyncItems[ListDomainsResponse, DomainSummary]:
        """List the domains of the account in this Region.

        Args:
            max_results: domains in a page, 1 to 10.
            next_token: the `next_token` of an earlier page, to continue after it.

        Returns:
            `DomainSummary`s, fetched page by page while they are iterated over.

        Raises:
            ValidationException: the service finds the request invalid.
        """

    def list_field_options(
        self,
        *,
        domain_id: str,
        field_id: str,
        values: tuple[str, ...] | list[str] | None = None,
        max_results: int | None = None,
        next_token: str | None = None,
    ) -> AsyncItems[ListFieldOptionsResponse, FieldOption]:
        """List the options of a single-select field.

        Args:
            domain_id: the domain.
            field_id: the field.
            values: list only the option with this value; at most one.
            max_results: options in a page, 1 to 100.
            next_token: the `next_token` of an earlier page, to continue after it.

        Returns:
            `FieldOption`s, fetched page by page while they are iterated over.

        Raises:
            ResourceNotFoundException: no such domain or field.
            ValidationException: the service finds the request invalid.
        """

    def list_fields(
        self,
        *,
        domain_id: str,
        max_results: int | None = None,
        next_token: str | None = None,
    ) -> AsyncItems[ListFieldsResponse, FieldSummary]:
        """List the fields of a domain, system fields included.

        Args:
            domain_id: the domain.
            max_results: fields in a page, 1 to 100.
            next_token: the `next_token` of an earlier page, to continue after it.

        Returns:
            `FieldSummary`s, fetched page by page while they are iterated over.

        Raises:
            ResourceNotFoundException: no such domain.
            ValidationException: the service finds the request invalid.
        """

    def list_layouts(
        self,
        *,
        domain_id: str,
        max_results: int | None = None,
        next_token: str | None = None,
    ) -> AsyncItems[ListLayoutsResponse, LayoutSummary]:
        """List the layouts of a domain.

        Args:
            domain_id: the domain.
            max_results: layouts in a page, 1 to 100.
            next_token: the `next_token` of an earlier page, to continue after it.

        Returns:
            `LayoutSummary`s, fetched page by page while they are iterated over.

        Raises:
            ResourceNotFoundException: no such domain.
            ValidationException: the service finds the request invalid.
        """

    async def list_tags_for_resource(self, *, arn: str) -> ListTagsForResourceResponse:
        """Read the tags of a resource.

        Args:
            arn: the resource.

        Returns:
            `ListTagsForResourceResponse`: the tags of a resource.

        Raises:
            ResourceNotFoundException: no such resource.
            ValidationException: the service finds the request invalid.
        """

    def list_templates(
        self,
        *,
        domain_id: str,
        status: Sequence[TemplateStatus] | None = None,
        max_results: int | None = None,
        next_token: str | None = None,
    ) -> AsyncItems[ListTemplatesResponse, TemplateSummary]:
        """List the templates of a domain.

        Args:
            domain_id: the domain.
            status: list only templates with one of these statuses; one or two.
            max_results: templates in a page, 1 to 100.
            next_token: the `next_token` of an earlier page, to continue after it.

        Returns:
            `TemplateSummary`s, fetched page by page while they are iterated over.

        Raises:
            ResourceNotFoundException: no such domain.
            ValidationException: the service finds the request invalid.
        """

    async def put_case_event_configuration(
        self, *, domain_id: str, event_bridge: EventBridgeConfiguration
    ) -> PutCaseEventConfigurationResponse:
        """Set a domain's event configuration.

        Args:
            domain_id: the domain.
            event_bridge: what the domain is to send to EventBridge.

        Returns:
            `PutCaseEventConfigurationResponse`: the event configuration is set.

        Raises:
            ResourceNotFoundException: no such domain.
            ConflictException: the request conflicts with the present state.
            ValidationException: the service finds the request invalid.
        """

    def search_all_related_items(
        self,
        *,
        domain_id: str,
        filters: Sequence[
            ContactFilter
            | CommentFilter
            | FileFilter
            | SlaFilter
            | ConnectCaseFilter
            | CustomFilter
        ]
        | None = None,
        sorts: Sequence[SearchAllRelatedItemsSort] | None = None,
        max_results: int | None = None,
        next_token: str | None = None,
    ) -> AsyncItems[SearchAllRelatedItemsResponse, SearchAllRelatedItemsResponseItem]:
        """Find what is attached to the cases of a domain, page by page.

        Args:
            domain_id: the domain.
            filters: at most 10; items that match at least one are found. All items if
                left out.
            sorts: at most two; the first takes precedence.
            max_results: items in a page, 1 to 25.
            next_token: the `next_token` of an earlier page, to continue after it.

        Returns:
            `SearchAllRelatedItemsResponseItem`s, fetched page by page while they are
                iterated over.

        Raises:
            ResourceNotFoundException: no such domain.
            ValidationException: the service finds the request invalid.
        """

    def search_cases(
        self,
        *,
        domain_id: str,
        search_term: str | None = None,
        filter: EqualTo
        | Contains
        | GreaterThan
        | GreaterThanOrEqualTo
        | LessThan
        | LessThanOrEqualTo
        | TagEqualTo
        | Not[CaseFilter]
        | AndAll[CaseFilter]
        | OrAll[CaseFilter]
        | None = None,
        sorts: Sequence[Sort] | None = None,
        fields: Sequence[FieldIdentifier] | None = None,
        max_results: int | None = None,
        next_token: str | None = None,
    ) -> AsyncItems[SearchCasesResponse, SearchCasesResponseItem]:
        """Find cases of a domain, page by page.

        Args:
            domain_id: the domain.
            search_term: words to find in any field of the case; at most 255 characters.
            filter: a condition over fields and tags; it combines with `&`, `|` and `~`.
            sorts: at most two; the first takes precedence.
            fields: the fields to return of each case; at most 25. See
                `field_identifiers`.
            max_results: cases in a page, 1 to 100; 25 if left out.
            next_token: the `next_token` of an earlier page, to continue after it.

        Returns:
            `SearchCasesResponseItem`s, fetched page by page while they are iterated
                over.

        Raises:
            ResourceNotFoundException: no such domain.
            ValidationException: the service finds the request invalid.
        """

    def search_related_items(
        self,
        *,
        domain_id: str,
        case_id: str,
        filters: Sequence[
            ContactFilter
            | CommentFilter
            | FileFilter
            | SlaFilter
            | ConnectCaseFilter
            | CustomFilter
        ]
        | None = None,
        max_results: int | None = None,
        next_token: str | None = None,
    ) -> AsyncItems[SearchRelatedItemsResponse, SearchRelatedItemsResponseItem]:
        """Find what is attached to a case, page by page.

        Args:
            domain_id: the domain of the case.
            case_id: the case.
            filters: at most 10; items that match at least one are found. All items if
                left out.
            max_results: items in a page, 1 to 25.
            next_token: the `next_token` of an earlier page, to continue after it.

        Returns:
            `SearchRelatedItemsResponseItem`s, fetched page by page while they are
                iterated over.

        Raises:
            ResourceNotFoundException: no such domain or case.
            ValidationException: the service finds the request invalid.
        """

    async def start_merge_cases(
        self,
        *,
        domain_id: str,
        case_id: str,
        secondary_case_ids: tuple[str, ...] | list[str],
        fields_configuration: Sequence[FieldsConfiguration] | None = None,
        related_items_configuration: RelatedItemsConfiguration | None = None,
        performed_by: UserArn | CustomEntity | None = None,
    ) -> StartMergeCasesResponse:
        """Start to merge a case into another case of the same domain.

        The merge runs in the background: see GetMergeCasesStatus. While it runs, the
        secondary case and its related items cannot be changed, and neither case can be
        deleted.

        Args:
            domain_id: the domain of both cases.
            case_id: the primary case, which remains.
            secondary_case_ids: the case to merge into it; exactly one.
            fields_configuration: which case each field is taken from.
            related_items_configuration: which kinds of related items move.
            performed_by: the user or system the change is made for, if not the caller.

        Returns:
            `StartMergeCasesResponse`: the merge has started.

        Raises:
            ResourceNotFoundException: no such domain or case.
            ConflictException: one of the cases is in a merge already.
            ServiceQuotaExceededException: the primary case would get too many items.
            ValidationException: the cases cannot be merged: they are the same, closed,
                or of different customers; or the request is invalid.
        """

    async def tag_resource(
        self, *, arn: str, tags: Mapping[str, str]
    ) -> TagResourceResponse:
        """Add tags to a resource; a key it already has gets the new value.

        Args:
            arn: the resource.
            tags: values by key; a resource has at most 50 tags, and keys that begin
                with `aws:` are reserved.

        Returns:
            `TagResourceResponse`: the tags are set; the service returns no members.

        Raises:
            ResourceNotFoundException: no such resource.
            ValidationException: the service finds the request invalid.
        """

    async def untag_resource(
        self, *, arn: str, tag_keys: tuple[str, ...] | list[str]
    ) -> UntagResourceResponse:
        """Remove tags from a resource.

        Args:
            arn: the resource.
            tag_keys: the keys of the tags to remove, at most 50; letters, digits and
                `+ , - = . _ : /`.

        Returns:
            `UntagResourceResponse`: the tags are removed; the service returns no
                members.

        Raises:
            ResourceNotFoundException: no such resource.
            ValidationException: the service finds the request invalid.
        """

    async def update_case(
        self,
        *,
        domain_id: str,
        case_id: str,
        fields: Sequence[FieldValue],
        performed_by: UserArn | CustomEntity | None = None,
    ) -> UpdateCaseResponse:
        """Change fields of a case; fields left out stay as they are.

        Args:
            domain_id: the domain of the case.
            case_id: the case.
            fields: the new values, at most 220; `EmptyValue` clears a field. See
                `field_values`.
            performed_by: the user or system the change is made for, if not the caller.

        Returns:
            `UpdateCaseResponse`: the case is changed.

        Raises:
            ResourceNotFoundException: no such domain or case.
            ConflictException: the case is being merged into another.
            ValidationException: a value does not fit its field, a required one is
                cleared, or the request is invalid.
        """

    async def update_case_rule(
        self,
        *,
        domain_id: str,
        case_rule_id: str,
        name: str | None = None,
        description: str | None = None,
        rule: RequiredCaseRule | FieldOptionsCaseRule | HiddenCaseRule | None = None,
    ) -> UpdateCaseRuleResponse:
        """Change a case rule; what is left out stays.

        Args:
            domain_id: the domain.
            case_rule_id: the rule.
            name: 1 to 100 characters, not ending in white space.
            description: at most 255 characters.
            rule: what the rule decides from now on.

        Returns:
            `UpdateCaseRuleResponse`: the case rule is changed.

        Raises:
            ResourceNotFoundException: no such domain or rule.
            ConflictException: the rule conflicts with another rule.
            ServiceQuotaExceededException: a quota of the domain is used up.
            ValidationException: the service finds the request invalid.
        """

    async def update_field(
        self,
        *,
        domain_id: str,
        field_id: str,
        name: str | None = None,
        description: str | None = None,
        attributes: TextAttributes | None = None,
    ) -> UpdateFieldResponse:
        """Change a custom field; what is left out stays.

        Args:
            domain_id: the domain.
            field_id: the field.
            name: 1 to 100 characters, not ending in white space.
            description: at most 255 characters.
            attributes: for a text field, whether its text may have several lines.

        Returns:
            `UpdateFieldResponse`: the field is changed.

        Raises:
            ResourceNotFoundException: no such domain or field.
            ConflictException: the field conflicts with another field.
            ValidationException: the field is deleted, or the request is invalid.
        """

    async def update_layout(
        self,
        *,
        domain_id: str,
        layout_id: str,
        name: str | None = None,
        content: BasicLayout | None = None,
    ) -> UpdateLayoutResponse:
        """Change a layout; what is left out stays.

        Args:
            domain_id: the domain.
            layout_id: the layout.
            name: unique in the domain; 1 to 100 characters, not ending in white space.
            content: which fields the layout shows from now on, and where.

        Returns:
            `UpdateLayoutResponse`: the layout is changed.

        Raises:
            ResourceNotFoundException: no such domain or layout.
            ConflictException: the name is taken.
            ServiceQuotaExceededException: the layout has more fields than the quota
                allows.
            ValidationException: the layout is deleted, a field does not exist or may
                not be part of a layout, or the request is invalid.
        """

    async def update_related_item(
        self,
        *,
        domain_id: str,
        case_id: str,
        related_item_id: str,
        content: CommentUpdateContent | CustomUpdateContent | SlaUpdateConfiguration,
        performed_by: UserArn | CustomEntity | None = None,
    ) -> UpdateRelatedItemResponse:
        """Edit a comment, a custom record or the deadline of an SLA.

        Contacts, files and links to other cases cannot be edited.

        Args:
            domain_id: the domain of the case.
            case_id: the case.
            related_item_id: the item.
            content: the item's new content.
            performed_by: the user or system the change is made for, if not the caller.

        Returns:
            `UpdateRelatedItemResponse`: the item as it is now.

        Raises:
            ResourceNotFoundException: no such domain, case or item.
            ValidationException: the service finds the request invalid.
            ServiceQuotaExceededException: more fields than the account's quota allows.
            ConflictException: the case is being merged into another.
        """

    async def update_template(
        self,
        *,
        domain_id: str,
        template_id: str,
        name: str | None = None,
        description: str | None = None,
        layout_configuration: LayoutConfiguration | None = None,
        required_fields: Sequence[RequiredField] | None = None,
        status: TemplateStatus | None = None,
        rules: Sequence[TemplateRule] | None = None,
        tag_propagation_configurations: Sequence[TagPropagationConfiguration]
        | None = None,
    ) -> UpdateTemplateResponse:
        """Change a template; what is left out stays.

        At least one member must be given.

        Args:
            domain_id: the domain.
            template_id: the template.
            name: unique in the domain; 1 to 100 characters, not ending in white space.
            description: at most 255 characters.
            layout_configuration: how its cases are shown.
            required_fields: at most 100, none of them twice.
            status: whether cases can be created from it.
            rules: at most 50.
            tag_propagation_configurations: tags its cases are created with; at most
                one.

        Returns:
            `UpdateTemplateResponse`: the template is changed.

        Raises:
            ResourceNotFoundException: no such domain or template.
            ConflictException: the name is taken.
            ServiceQuotaExceededException: a quota of the domain is used up.
            ValidationException: the template is deleted, a field, layout or rule does
                not exist, or the request is invalid.
        """

    async def apply_setup(
        self, *, domain_id: str, setup: DomainSetup, dry_run: bool = False
    ) -> SetupPlan:
        """Make a domain what a setup describes, and return what was done.

        Missing parts are created, parts that differ are updated, everything else is
        left alone. So a second run changes nothing, and a run that failed half-way can
        be repeated. Parts are identified by their names: one that was renamed is
        created anew.

        Args:
            domain_id: the domain.
            setup: what the domain should have.
            dry_run: change nothing, and return what would be done.

        Returns:
            `SetupPlan`: what `apply_setup` did, or would do; it prints as a list.

        Raises:
            ParamValidationError: with everything in the setup that cannot be: a name
                that is neither in the setup nor in the domain, the type of an existing
                field. Nothing was changed.
            PartialFailureError: options that could not be put.
            ResourceNotFoundException: no such domain.
            ConflictException: somebody else is changing the domain, or what is to be
                deleted is in use.
            ServiceQuotaExceededException: the domain has as much of something as it
                may.
            ValidationException: the service finds a request invalid.
        """

    async def attach_once(
        self,
        *,
        domain_id: str,
        case_id: str,
        content: Contact | FileContent | ConnectCaseInputContent | CustomInputContent,
        key_field: str | None = None,
        performed_by: UserArn | CustomEntity | None = None,
        timeout: float = 30,
    ) -> FoundItem:
        """Attach something to a case, unless it is attached already.

        The item is searched for by what is unique in it: the ARN of a contact or file,
        the linked case, or the value a custom record has in `key_field`.

        The operation has no client token, so this is guaranteed: what a search can find
        is not attached again, and after an error this flow never sends the write a
        second time: it searches for what the first may have done, for up to `timeout`
        seconds. It is not guaranteed that calls at the same time, or shortly after one
        another while the search index lags, attach one item: run them in one place.
        boto3 itself may send it twice after a lost response:
        `Client(repeat_writes=False)` does not.

        Args:
            domain_id: the domain of the case.
            case_id: the case.
            content: what to attach.
            key_field: the id of the field a custom record is known by; only for those.
            performed_by: for whom it is attached, if not for the caller.
            timeout: how many seconds to search after an error that leaves in doubt
                whether the item was attached.

        Returns:
            `FoundItem`: the related item that `attach_once` returns.

        Raises:
            ValueError: a custom record without a value in `key_field`, or a `key_field`
                for anything else.
            ResourceNotFoundException: no such domain or case.
            ServiceQuotaExceededException: the case has as many items as it may.
            ConflictException: a merge of the case is running.
            ValidationException: the service finds a request invalid.
        """

    async def comment_once(
        self,
        *,
        domain_id: str,
        case_id: str,
        body: str,
        key: str,
        performed_by: UserArn | CustomEntity | None = None,
    ) -> str:
        """Comment on a case once, and return the id of the comment.

        It is guaranteed that calls with the same `key` make one comment, also at the
        same time, as long as the service remembers client tokens; how long it does is
        not documented. Nothing is searched for, so a lagging index makes no difference.

        The comment goes through BatchCreateRelatedItem, the one operation that attaches
        items and takes a client token. It needs botocore 1.44.1 or newer.

        Args:
            domain_id: the domain of the case.
            case_id: the case.
            body: what to say, 1 to 15,000 characters.
            key: what makes this comment the same as another one: the id of the message
                it came from, for example. It is remembered for this case.
            performed_by: for whom it is made, if not for the caller.

        Returns:
            `str`.

        Raises:
            PartialFailureError: the case does not exist, or cannot take a comment now.
            ResourceNotFoundException: no such domain.
            ConflictException: the key was used with another text.
            ServiceQuotaExceededException: a quota of the account is used up.
            ValidationException: the service finds the request invalid.
            UnsupportedOperationError: botocore is too old.
        """

    async def find_or_create_case(
        self,
        *,
        domain_id: str,
        filter: EqualTo
        | Contains
        | GreaterThan
        | GreaterThanOrEqualTo
        | LessThan
        | LessThanOrEqualTo
        | TagEqualTo
        | Not[CaseFilter]
        | AndAll[CaseFilter]
        | OrAll[CaseFilter],
        key: str,
        template_id: str,
        fields: Sequence[FieldValue],
        performed_by: UserArn | CustomEntity | None = None,
        tags: Mapping[str, str] | None = None,
        timeout: float = 30,
    ) -> FoundCase:
        """Return the newest case that fits a condition; create one if there is none.

        It is guaranteed that calls with the same `key` and the same values make one
        case, also at the same time, and although the search index lags: the client
        token of CreateCase is made of the key. That holds as long as the service
        remembers tokens, which is not documented; after that, the search finds the
        case.

        So `key` names the occasion rather than the customer: a message id, an order
        number, a customer and a day. With the same key the service returns the same
        case, even if it was closed since and no longer fits the condition.

        With the same key and other values, the service refuses all calls but the first.
        Such a call waits for the index to show the case the first one has made.

        Args:
            domain_id: the domain.
            filter: what the case has to fit; see `EqualTo` and the others.
            key: what makes this case the same as another one, in your own words.
            template_id: the template of a new case.
            fields: of a new case; see `field_values`.
            performed_by: for whom a new case is made, if not for the caller.
            tags: of a new case.
            timeout: how many seconds to wait for the index after a conflict.

        Returns:
            `FoundCase`: the case that `find_or_create_case` returns.

        Raises:
            ResourceNotFoundException: no such domain or template.
            ConflictException: the key was used with other values, and the case that was
                made with them does not fit the condition, or does not show up in time.
            ValidationException: a value does not fit its field, a required one is
                missing, or the service finds a request invalid.
        """

    async def read_setup(self, *, domain_id: str) -> DomainSetup:
        """Return how a domain is set up: to copy it, compare it, or keep it as JSON.

        It has all that `apply_setup` can make: fields with their options, layouts, case
        rules, templates, the event configuration and all tags. Lists whose order means
        nothing are sorted, so that two readings of the same domain are equal.

        Args:
            domain_id: the domain.

        Returns:
            `DomainSetup`: how a domain is to be set up; things are known by their
                names.

        Raises:
            ResourceNotFoundException: no such domain.
            PartialFailureError: something was deleted while it was being read.
        """

    async def wait_for_merge(
        self,
        *,
        domain_id: str,
        secondary_case_id: str,
        timeout: float = 300,
        delay: float = 2,
        on_poll: Callable[[GetMergeCasesStatusResponse], object] | None = None,
    ) -> GetMergeCasesStatusResponse:
        """Wait for a merge that `start_merge_cases` began, and return its last status.

        The service reports that a merge is completed for the secondary case alone:
        asked about the primary case, it knows of no merge any more.

        Args:
            domain_id: the domain of the cases.
            secondary_case_id: the case that is being merged into the primary one.
            timeout: how many seconds to wait at most.
            delay: how many seconds to wait before asking again.
            on_poll: called with each status that is not the last.

        Returns:
            `GetMergeCasesStatusResponse`: the status of a merge.

        Raises:
            WaitTimeoutError: the merge still runs; the merge itself goes on.
            ValueError: the case is the primary one of its merge, or a time is negative.
            ResourceNotFoundException: no such domain or case, or no merge of it.
            ValidationException: the service finds the request invalid.
        """

    async def load_fields(
        self, *, domain_id: str, also: tuple[str, ...] | list[str] = ()
    ) -> DomainFields:
        """Load the fields of a domain, with the options of its single-select fields.

        A request for each hundred fields, one for each hundred options of each
        single-select field, and one for each fifty of `also`; none is sent twice. Load
        once and keep the result, or store it: it is a value.

        Args:
            domain_id: the domain.
            also: ids of deleted fields to load too, which the service does not list but
                cases may hold values of: see `DomainFields.unknown_ids`. Ids of no
                field are passed over.

        Returns:
            `DomainFields`: the fields of a domain, by name and by id, with their
                options.

        Raises:
            ResourceNotFoundException: no such domain.
        """
