"""Templates: what a case created from one must have, and gets."""

from collections.abc import Iterator

from . import lifecycle
from .call import Call, new_id
from .errors import ValidationException, refuse_all
from .paging import page
from .state import Domain, Template
from .wire import Wire

_CHANGEABLE = (
    "name",
    "description",
    "layoutConfiguration",
    "requiredFields",
    "status",
    "rules",
    "tagPropagationConfigurations",
)


def create_template(call: Call) -> Wire:
    domain = call.domain()
    lifecycle.check_name_is_free(domain.templates, call.params["name"], "template")
    refuse_all(_reference_problems(domain, call.params))
    living = lifecycle.living(domain.templates)
    call.service.quotas.check("templates_per_domain", len(living) + 1)
    template_id = new_id()
    template = Template(
        id=template_id,
        arn=f"{domain.arn}/template/{template_id}",
        name=call.params["name"],
        # Not documented; a template nobody can use would be an odd default.
        status="Active",
        ordinal=call.region.next_ordinal(),
        created=call.now,
        modified=call.now,
    )
    _apply(template, call.params)
    domain.templates[template_id] = template
    return {"templateId": template.id, "templateArn": template.arn}


def update_template(call: Call) -> Wire:
    template = call.template()
    lifecycle.check_living(template, "Template")
    if not any(name in call.params for name in _CHANGEABLE):
        raise ValidationException(f"Nothing to change: {', '.join(_CHANGEABLE)}.")
    domain = call.domain()
    name: str = call.params.get("name", template.name)
    lifecycle.check_name_is_free(domain.templates, name, "template", besides=template)
    refuse_all(_reference_problems(domain, call.params))
    _apply(template, call.params)
    template.modified = call.now
    return {}


def get_template(call: Call) -> Wire:
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


def list_templates(call: Call) -> Wire:
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
        ordinal=lambda template: template.ordinal,
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


def delete_template(call: Call) -> Wire:
    """Delete a template softly; cases made from it stay as they are."""
    lifecycle.delete(
        call.domain().templates,
        call.template(),
        call.now,
        allowed=call.service.quotas.deleted_templates_per_domain,
    )
    return {}


def living_rules(domain: Domain, template: Template) -> list[Wire]:
    """The rules as the template uses them, but for those on a field deleted since."""
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
        if not _lives(domain.fields.get(field_id)):
            yield f"{path}: there is no field with the id {field_id}"
        if field_id in seen:
            yield f"{path}: field {field_id} is listed twice"
        seen.add(field_id)
    layout_id = params.get("layoutConfiguration", {}).get("defaultLayout")
    if layout_id is not None and not _lives(domain.layouts.get(layout_id)):
        yield f"layoutConfiguration.defaultLayout: there is no layout {layout_id}"
    for index, used in enumerate(params.get("rules", [])):
        yield from _rule_problems(domain, used, f"rules[{index}]")


def _rule_problems(domain: Domain, used: Wire, path: str) -> Iterator[str]:
    rule = domain.case_rules.get(used["caseRuleId"])
    if rule is None or rule.deleted:
        yield f"{path}.caseRuleId: there is no case rule {used['caseRuleId']}"
    elif "fieldId" not in used and "fieldOptions" not in rule.rule:
        # Not documented: the field may be left out because a rule of options names
        # its own. A rule of another type would have nothing to apply to.
        yield f"{path}.fieldId: required for a rule of this type"
    if "fieldId" in used and not _lives(domain.fields.get(used["fieldId"])):
        yield f"{path}.fieldId: there is no field with the id {used['fieldId']}"


def _lives(thing: lifecycle.Thing | None) -> bool:
    return thing is not None and not thing.deleted


def _apply(template: Template, params: Wire) -> None:
    template.name = params.get("name", template.name)
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
