"""Reading how a domain is set up: for `read_setup`, and for what `apply_setup`
compares.
"""

from collections.abc import Callable, Container, Mapping, Sequence
from typing import Protocol, TypeVar

import attrs

from ..flows import Flow, every, send
from ..models.case_rules import (
    BatchGetCaseRuleRequest,
    CaseRuleIdentifier,
    GetCaseRuleResponse,
    ListCaseRulesRequest,
)
from ..models.domains import GetDomainRequest, GetDomainResponse
from ..models.events import EventBridgeConfiguration, GetCaseEventConfigurationRequest
from ..models.fields import (
    BatchGetFieldRequest,
    FieldNamespace,
    FieldOption,
    FieldType,
    GetFieldResponse,
    ListFieldOptionsRequest,
    ListFieldsRequest,
    field_identifiers,
)
from ..models.layouts import (
    BasicLayout,
    GetLayoutRequest,
    GetLayoutResponse,
    LayoutSections,
    ListLayoutsRequest,
)
from ..models.templates import (
    GetTemplateRequest,
    GetTemplateResponse,
    ListTemplatesRequest,
)
from ..shapes import UnknownMember
from .naming import Rename, name_of, with_fields
from .setup import (
    CaseRuleSetup,
    DomainSetup,
    EventSetup,
    FieldSetup,
    LayoutSetup,
    TemplateRuleSetup,
    TemplateSetup,
)

_BATCH = 50
T = TypeVar("T")


class _Everything(Container[object]):
    """Names nobody has chosen among."""

    def __contains__(self, name: object) -> bool:
        return True


@attrs.frozen
class Existing:
    """What a domain has, by its names in a setup.

    It has all fields, and the ids of everything else; only parts that were asked for
    are here as a whole.
    """

    domain: GetDomainResponse
    fields: Mapping[str, GetFieldResponse]
    options: Mapping[str, Sequence[FieldOption]]
    layout_ids: Mapping[str, str]
    layouts: Mapping[str, GetLayoutResponse]
    rule_ids: Mapping[str, str]
    rules: Mapping[str, GetCaseRuleResponse]
    template_ids: Mapping[str, str]
    templates: Mapping[str, GetTemplateResponse]
    events: EventBridgeConfiguration | None


def read_setup(*, domain_id: str) -> Flow[DomainSetup]:
    """Return how a domain is set up: to copy it, compare it, or keep it as JSON.

    It has all that `apply_setup` can make: fields with their options, layouts, case
    rules, templates, the event configuration and all tags. Lists whose order means
    nothing are sorted, so that two readings of the same domain are equal.

    Args:
        domain_id: the domain.

    Raises:
        ResourceNotFoundException: no such domain.
        PartialFailureError: something was deleted while it was being read.
    """
    there = yield from existing(domain_id, None)
    names = {field.field_id: name for name, field in there.fields.items()}
    layout_names = {id_: name for name, id_ in there.layout_ids.items()}
    rule_names = {id_: name for name, id_ in there.rule_ids.items()}

    # What was deleted has no name any more.
    def named(field_id: str) -> str:
        return names.get(field_id, field_id)

    return DomainSetup(
        fields=[
            _field(name, there.fields[name], there.options.get(name))
            for name in sorted(there.fields)
            if _is_set_up(there.fields[name], there.options.get(name))
        ],
        layouts=[_layout(it, named) for _, it in sorted(there.layouts.items())],
        case_rules=[
            CaseRuleSetup(
                name=name,
                rule=with_fields(rule.rule, named),
                description=rule.description,
                tags=rule.tags or None,
            )
            for name, rule in sorted(there.rules.items())
        ],
        templates=[
            _template(it, named, layout_names, rule_names)
            for _, it in sorted(there.templates.items())
        ],
        events=None if there.events is None else event_setup(there.events, named),
        tags=there.domain.tags or None,
    )


def existing(domain_id: str, wanted: DomainSetup | None) -> Flow[Existing]:
    """Read the parts of a domain that a setup mentions; all parts if it is None."""
    domain = yield from send(GetDomainRequest(domain_id=domain_id))
    fields = yield from _fields(domain_id)
    options: dict[str, Sequence[FieldOption]] = {}
    asked = _names(wanted, lambda it: [f for f in it.fields if f.options is not None])
    for name, field in fields.items():
        if field.type is FieldType.SINGLE_SELECT and name in asked:
            options[name] = yield from every(
                ListFieldOptionsRequest(domain_id=domain_id, field_id=field.field_id)
            )
    layouts = yield from every(ListLayoutsRequest(domain_id=domain_id))
    layout_ids = {it.name: it.layout_id for it in layouts}
    whole_layouts: dict[str, GetLayoutResponse] = {}
    asked = _names(wanted, lambda it: it.layouts)
    for name, id_ in layout_ids.items():
        if name in asked:
            whole_layouts[name] = yield from send(
                GetLayoutRequest(domain_id=domain_id, layout_id=id_)
            )
    rules = yield from every(ListCaseRulesRequest(domain_id=domain_id))
    rule_ids = {it.name: it.case_rule_id for it in rules}
    asked = _names(wanted, lambda it: it.case_rules)
    whole_rules = yield from _rules(
        domain_id, [id_ for name, id_ in rule_ids.items() if name in asked]
    )
    templates = yield from every(ListTemplatesRequest(domain_id=domain_id))
    template_ids = {it.name: it.template_id for it in templates}
    whole_templates: dict[str, GetTemplateResponse] = {}
    asked = _names(wanted, lambda it: it.templates)
    for name, id_ in template_ids.items():
        if name in asked:
            whole_templates[name] = yield from send(
                GetTemplateRequest(domain_id=domain_id, template_id=id_)
            )
    events: EventBridgeConfiguration | None = None
    if wanted is None or wanted.events is not None:
        configuration = yield from send(
            GetCaseEventConfigurationRequest(domain_id=domain_id)
        )
        events = configuration.event_bridge
    return Existing(
        domain=domain,
        fields=fields,
        options=options,
        layout_ids=layout_ids,
        layouts=whole_layouts,
        rule_ids=rule_ids,
        rules=whole_rules,
        template_ids=template_ids,
        templates=whole_templates,
        events=events,
    )


class _Named(Protocol):
    @property
    def name(self) -> str: ...


def _names(
    wanted: DomainSetup | None, chosen: Callable[[DomainSetup], Sequence[_Named]]
) -> Container[object]:
    return _Everything() if wanted is None else {it.name for it in chosen(wanted)}


def _fields(domain_id: str) -> Flow[Mapping[str, GetFieldResponse]]:
    """All fields as a whole: the list lacks descriptions and tags."""
    listed = yield from every(ListFieldsRequest(domain_id=domain_id))
    found: dict[str, GetFieldResponse] = {}
    for part in _parts([it.field_id for it in listed]):
        response = yield from send(
            BatchGetFieldRequest(domain_id=domain_id, fields=field_identifiers(*part))
        )
        for field in response.raise_for_failures().fields:
            found[name_of(field)] = field
    return found


def _rules(
    domain_id: str, ids: Sequence[str]
) -> Flow[Mapping[str, GetCaseRuleResponse]]:
    found: dict[str, GetCaseRuleResponse] = {}
    left = list(ids)
    while left:
        part, left = left[:_BATCH], left[_BATCH:]
        identifiers = [CaseRuleIdentifier(id=id_) for id_ in part]
        response = yield from send(
            BatchGetCaseRuleRequest(domain_id=domain_id, case_rules=identifiers)
        )
        unprocessed = response.unprocessed_case_rules or ()
        if response.errors or len(unprocessed) == len(part):
            response.raise_for_failures()
        left += unprocessed
        found |= {rule.name: rule for rule in response.case_rules}
    return found


def _parts(items: Sequence[T]) -> list[Sequence[T]]:
    return [items[at : at + _BATCH] for at in range(0, len(items), _BATCH)]


def _is_set_up(field: GetFieldResponse, options: Sequence[FieldOption] | None) -> bool:
    """Whether a field has anything that a setup can describe."""
    is_ours = field.namespace is not FieldNamespace.SYSTEM
    return is_ours or bool(options) or bool(field.tags)


def _field(
    name: str, field: GetFieldResponse, options: Sequence[FieldOption] | None
) -> FieldSetup:
    is_ours = field.namespace is not FieldNamespace.SYSTEM
    return FieldSetup(
        name=name,
        type=field.type,
        description=field.description if is_ours else None,
        attributes=field.attributes if is_ours else None,
        options=options or None,
        tags=field.tags or None,
    )


def _layout(layout: GetLayoutResponse, named: Rename) -> LayoutSetup:
    content = layout.content
    if isinstance(content, UnknownMember):
        raise TypeError(f"layout {layout.name!r} is of a kind no setup can say yet")
    top, top_heading = panel(content.top_panel)
    more, more_heading = panel(content.more_info)
    return LayoutSetup(
        name=layout.name,
        top_panel=[named(field_id) for field_id in top],
        more_info=[named(field_id) for field_id in more],
        top_panel_heading=top_heading,
        more_info_heading=more_heading,
        tags=layout.tags or None,
    )


def panel(sections: LayoutSections | None) -> tuple[list[str], str | None]:
    """The fields of a panel of a layout, by id, and the heading above them."""
    ids: list[str] = []
    heading: str | None = None
    for section in (sections and sections.sections) or ():
        if isinstance(section, UnknownMember):
            raise TypeError("a section of the layout is of a kind no setup can say yet")
        ids += [item.id for item in section.fields]
        heading = section.name or None
    return ids, heading


def panels(content: BasicLayout | UnknownMember) -> object:
    """The panels of a layout's content: two layouts look the same if these are
    equal.
    """
    if isinstance(content, UnknownMember):
        return content
    return panel(content.top_panel), panel(content.more_info)


def _template(
    template: GetTemplateResponse,
    named: Rename,
    layout_names: Mapping[str, str],
    rule_names: Mapping[str, str],
) -> TemplateSetup:
    layout = template.layout_configuration
    layout_id = layout.default_layout if layout else None
    rules = [
        TemplateRuleSetup(
            rule=rule_names.get(it.case_rule_id, it.case_rule_id),
            field=None if it.field_id is None else named(it.field_id),
        )
        for it in template.rules or ()
    ]
    return TemplateSetup(
        name=template.name,
        description=template.description,
        layout=layout_names.get(layout_id) if layout_id else None,
        required_fields=sorted(
            named(it.field_id) for it in template.required_fields or ()
        ),
        status=template.status,
        rules=sorted(rules, key=lambda it: (it.rule, it.field or "")),
        tag_propagation_configurations=template.tag_propagation_configurations or None,
        tags=template.tags or None,
    )


def event_setup(events: EventBridgeConfiguration, named: Rename) -> EventSetup:
    """The event configuration, with names in place of ids."""
    included = events.included_data
    case = included.case_data if included else None
    item = included.related_item_data if included else None
    return EventSetup(
        enabled=events.enabled,
        fields=None if case is None else sorted(named(it.id) for it in case.fields),
        auto_include_fields=None if case is None else case.auto_include_fields,
        include_content=None if item is None else item.include_content,
    )
