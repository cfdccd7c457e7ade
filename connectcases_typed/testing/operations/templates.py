"""Templates: what the cases made from them require, show and get."""

from collections.abc import Iterator

from ..controls.quotas import check_quota
from ..protocol.errors import ValidationException, refuse_all
from ..protocol.wire import Wire
from ..store import indexes, lifecycle
from ..store.state import Domain, Template
from .context import CallContext
from .definitions import changed_name, check_new_name, define
from .field_checks import living_problems
from .paging import page

_CHANGEABLE = (
    "name",
    "description",
    "layoutConfiguration",
    "requiredFields",
    "status",
    "rules",
    "tagPropagationConfigurations",
)


def create_template(call: CallContext) -> Wire:
    domain = call.domain()
    check_new_name(call, domain.templates, "template")
    refuse_all(_reference_problems(domain, call.params))
    allowed = call.settings.quotas.templates_per_domain
    living = lifecycle.living(domain.templates)
    check_quota("templates per domain", allowed, len(living) + 1)
    # The default status is not documented; an inactive template could not be used.
    template = define(
        call, domain, domain.templates, Template, "template", status="Active"
    )
    _apply(template, call.params)
    return {"templateId": template.id, "templateArn": template.arn}


def update_template(call: CallContext) -> Wire:
    template = call.template()
    lifecycle.check_living(template, "Template")
    if not any(name in call.params for name in _CHANGEABLE):
        raise ValidationException(f"Nothing to change: {', '.join(_CHANGEABLE)}.")
    domain = call.domain()
    name = changed_name(call, domain.templates, template, "template")
    refuse_all(_reference_problems(domain, call.params))
    template.name = name
    _apply(template, call.params)
    template.modified = call.now
    return {}


def get_template(call: CallContext) -> Wire:
    template = call.template()
    fields = call.domain().fields
    layout = template.layout_id
    return {
        "templateId": template.id,
        "templateArn": template.arn,
        "name": template.name,
        "description": template.description,
        "layoutConfiguration": {"defaultLayout": layout} if layout else None,
        "requiredFields": [
            {"fieldId": field_id}
            for field_id in template.required_fields
            if not fields[field_id].deleted
        ],
        "tags": template.tags,
        "status": template.status,
        "deleted": template.deleted,
        "createdTime": template.created,
        "lastModifiedTime": template.modified,
        "rules": living_rules(call.domain(), template),
        "tagPropagationConfigurations": template.tag_propagation,
    }


def list_templates(call: CallContext) -> Wire:
    statuses: list[str] = call.params.get("status", [])
    if len(set(statuses)) < len(statuses):
        raise ValidationException("status: the same value twice")
    found, token = page(
        call,
        [
            template
            for template in lifecycle.living(call.domain().templates)
            if not statuses or template.status in statuses
        ],
        largest=100,
        ordinal=indexes.ordinal_of,
    )
    return {
        "templates": [
            {
                "templateId": template.id,
                "templateArn": template.arn,
                "name": template.name,
                "status": template.status,
                "tagPropagationConfigurations": template.tag_propagation,
            }
            for template in found
        ],
        "nextToken": token,
    }


def delete_template(call: CallContext) -> Wire:
    """Delete a template softly; cases made from it stay as they are."""
    lifecycle.delete(
        call.domain().templates,
        call.template(),
        call.now,
        allowed=call.settings.quotas.deleted_templates_per_domain,
    )
    return {}


def living_rules(domain: Domain, template: Template) -> list[Wire]:
    """The rules the template uses, without those whose field was deleted since."""
    return [
        used
        for used in template.rules
        if "fieldId" not in used or not domain.fields[used["fieldId"]].deleted
    ]


def _reference_problems(domain: Domain, params: Wire) -> Iterator[str]:
    seen: set[str] = set()
    for index, required in enumerate(params.get("requiredFields", [])):
        field_id: str = required["fieldId"]
        path = f"requiredFields[{index}].fieldId"
        yield from living_problems(domain, field_id, path)
        if field_id in seen:
            yield f"{path}: field {field_id} is listed twice"
        seen.add(field_id)
    layout_id = params.get("layoutConfiguration", {}).get("defaultLayout")
    layouts = domain.layouts
    if layout_id is not None and lifecycle.find_living(layouts, layout_id) is None:
        yield f"layoutConfiguration.defaultLayout: there is no layout {layout_id}"
    for index, used in enumerate(params.get("rules", [])):
        yield from _rule_problems(domain, used, f"rules[{index}]")


def _rule_problems(domain: Domain, used: Wire, path: str) -> Iterator[str]:
    rule = lifecycle.find_living(domain.case_rules, used["caseRuleId"])
    if rule is None:
        yield f"{path}.caseRuleId: there is no case rule {used['caseRuleId']}"
    elif "fieldId" not in used and "fieldOptions" not in rule.rule:
        # Not documented: the field is optional because a rule of options names its
        # own fields. A rule of another type would have nothing to apply to.
        yield f"{path}.fieldId: required for a rule of this type"
    if "fieldId" in used:
        yield from living_problems(domain, used["fieldId"], f"{path}.fieldId")


def _apply(template: Template, params: Wire) -> None:
    template.description = params.get("description", template.description)
    template.status = params.get("status", template.status)
    template.rules = params.get("rules", template.rules)
    template.tag_propagation = params.get(
        "tagPropagationConfigurations", template.tag_propagation
    )
    if "layoutConfiguration" in params:
        template.layout_id = params["layoutConfiguration"].get("defaultLayout")
    if "requiredFields" in params:
        template.required_fields = [
            required["fieldId"] for required in params["requiredFields"]
        ]
