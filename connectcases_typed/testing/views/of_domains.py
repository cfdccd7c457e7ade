"""Domains as people read them: what there is, and what each is configured with."""

from collections.abc import Iterable, Sequence

import attrs

from ..protocol.wire import Wire
from ..store.lifecycle import living
from ..store.region import Region
from ..store.state import Case, CaseRule, Domain, Field
from .words import NOTHING, facts, name_of, names, text_of


@attrs.frozen(kw_only=True)
class DomainView:
    """A line of the list of domains."""

    id: str
    name: str
    account: str
    region: str
    cases: int
    fields: int
    templates: int
    publishes: bool


@attrs.frozen(kw_only=True)
class Named:
    """A part of a domain's set-up: its name, its id, and facts about it."""

    id: str
    name: str
    facts: Sequence[tuple[str, str]]


@attrs.frozen(kw_only=True)
class FieldView:
    """A field; `options` have a note if they are inactive."""

    id: str
    name: str
    type: str
    namespace: str
    description: str
    options: Sequence[str]


@attrs.frozen(kw_only=True)
class SetupView:
    """What a domain is configured with, as far as it is not deleted."""

    fields: Sequence[FieldView]
    templates: Sequence[Named]
    layouts: Sequence[Named]
    rules: Sequence[Named]


def domains(regions: Iterable[Region]) -> list[DomainView]:
    """All domains, by account and Region."""
    return [
        DomainView(
            id=domain.id,
            name=domain.name,
            account=region.account,
            region=region.name,
            cases=len(domain.cases),
            fields=len(living(domain.fields)),
            templates=len(living(domain.templates)),
            publishes=bool(domain.event_bridge and domain.event_bridge["enabled"]),
        )
        for region in sorted(regions, key=lambda region: (region.account, region.name))
        for domain in region.domains.values()
    ]


def find_domain(regions: Iterable[Region], domain_id: str) -> Domain | None:
    """The domain with an id, in whichever account and Region it is."""
    for region in regions:
        if domain_id in region.domains:
            return region.domains[domain_id]
    return None


def find_case(regions: Iterable[Region], case_id: str) -> tuple[Domain, Case] | None:
    """The case with an id, and its domain."""
    for region in regions:
        for domain in region.domains.values():
            if case_id in domain.cases:
                return domain, domain.cases[case_id]
    return None


def setup(domain: Domain) -> SetupView:
    """What a domain is configured with."""
    return SetupView(
        fields=[_field(field) for field in living(domain.fields)],
        templates=[
            Named(
                id=template.id,
                name=template.name,
                facts=facts(
                    ("Status", template.status),
                    ("Description", template.description),
                    ("Layout", name_of(domain.layouts, template.layout_id)),
                    (
                        "Required fields",
                        names(domain.fields, template.required_fields),
                    ),
                    (
                        "Rules",
                        names(
                            domain.case_rules,
                            [rule["caseRuleId"] for rule in template.rules],
                        ),
                    ),
                ),
            )
            for template in living(domain.templates)
        ],
        layouts=[
            Named(
                id=layout.id,
                name=layout.name,
                facts=[
                    (panel, names(domain.fields, _field_ids(content)))
                    for panel, content in (
                        ("Top panel", layout.content["basic"].get("topPanel")),
                        ("More info", layout.content["basic"].get("moreInfo")),
                    )
                    if content
                ],
            )
            for layout in living(domain.layouts)
        ],
        rules=[
            Named(id=rule.id, name=rule.name, facts=_rule(domain, rule))
            for rule in living(domain.case_rules)
        ],
    )


def _field(field: Field) -> FieldView:
    return FieldView(
        id=field.id,
        name=field.name,
        type=field.type,
        namespace=field.namespace,
        description=field.description or "",
        options=[
            option.name if option.active else f"{option.name} (inactive)"
            for option in field.options.values()
        ],
    )


def _field_ids(panel: Wire) -> list[str]:
    return [
        field["id"]
        for section in panel["sections"]
        for field in section["fieldGroup"]["fields"]
    ]


def _rule(domain: Domain, rule: CaseRule) -> list[tuple[str, str]]:
    arm, content = next(iter(rule.rule.items()))
    said = facts(("Description", rule.description))
    if arm == "fieldOptions":
        parent, child = content.get("parentFieldId"), content.get("childFieldId")
        said += facts(
            ("Parent field", name_of(domain.fields, parent)),
            ("Child field", name_of(domain.fields, child)),
        )
        mappings: list[Wire] = content.get("parentChildFieldOptionsMappings", [])
        for mapping in mappings:
            options = ", ".join(mapping["childFieldOptionValues"])
            said.append((mapping["parentFieldOptionValue"], options or NOTHING))
        return said
    decided = "Required" if arm == "required" else "Hidden"
    conditions: list[Wire] = content["conditions"]
    for condition in conditions:
        words, result = _condition(domain, condition)
        said.append((f"If {words}", decided if result else f"Not {decided.lower()}"))
    default = decided if content["defaultValue"] else f"Not {decided.lower()}"
    said.append(("Otherwise" if conditions else "Always", default))
    return said


_WORDS = {
    "equalTo": "is",
    "notEqualTo": "is not",
    "contains": "contains",
    "greaterThan": "is greater than",
    "greaterThanOrEqualTo": "is at least",
    "lessThan": "is less than",
    "lessThanOrEqualTo": "is at most",
}


def _condition(domain: Domain, condition: Wire) -> tuple[str, bool]:
    """A condition in words, and what holds if it is true.

    A compound has the result of its first comparison: see `operations.rule_results`.
    """
    arm, content = next(iter(condition.items()))
    if "conditions" in content:
        parts = [_condition(domain, below) for below in content["conditions"]]
        joined = (" and " if arm == "andAll" else " or ").join(it for it, _ in parts)
        return f"({joined})", parts[0][1] if parts else False
    field_id = content["operandOne"]["fieldId"]
    name = name_of(domain.fields, field_id)
    value = text_of(domain.fields.get(field_id), content["operandTwo"])
    return f"{name} {_WORDS.get(arm, arm)} {value}", content["result"]
