"""Making what a seed says, by the operations themselves.

They are called by the root user of the account, and by no request: faults and rates do
not apply, quotas do.
"""

from collections.abc import (
    Callable,
    Collection,
    Generator,
    Iterable,
    Mapping,
    Sequence,
)
from contextlib import contextmanager
from typing import Any, Protocol

import attrs

from ..protocol.errors import CasesError
from ..protocol.wire import Wire
from ..serving import Service
from ..store.region import Region
from .plan import (
    CasePlan,
    DomainPlan,
    FieldPlan,
    LayoutPlan,
    RulePlan,
    TemplatePlan,
    read_field,
)
from .values import Named

# Calls an operation in the domain; what the service refuses is a ValueError.
_Call = Callable[..., Wire]

# BatchPutFieldOptions takes no more at once.
_OPTIONS = 50


@attrs.frozen(kw_only=True)
class Seeded:
    """The ids of what was made.

    Those of fields, layouts, case rules and templates are by name, those of related
    items by the id of their case. `template_id` is the first template's.
    """

    domain_id: str
    template_id: str
    field_ids: Mapping[str, str]
    case_ids: tuple[str, ...]
    template_ids: Mapping[str, str]
    layout_ids: Mapping[str, str]
    case_rule_ids: Mapping[str, str]
    related_item_ids: Mapping[str, tuple[str, ...]]

    @property
    def case_id(self) -> str:
        """The only case; ValueError if several were made, or none."""
        if len(self.case_ids) != 1:
            raise ValueError(f"{len(self.case_ids)} cases were seeded: use case_ids")
        return self.case_ids[0]


class HasFields(Protocol):
    """What says which fields it needs: a record class."""

    def __fields__(self) -> Mapping[str, str | tuple[str, ...]]:
        """The fields, by name: of each its type, or the options it offers."""
        ...


# Makes more of a domain, given what calls an operation, and the domain's id.
SetUp = Callable[[Callable[[str, Wire], Wire], str], None]


def make(
    service: Service,
    region: Region,
    plan: DomainPlan,
    records: Sequence[HasFields] = (),
    set_up: SetUp | None = None,
) -> Seeded:
    """Make it all, or raise ValueError with the service's message and keep nothing."""
    root = f"arn:{region.partition}:iam::{region.account}:root"

    def call(operation: str, params: Wire) -> Wire:
        try:
            response = service.serve(operation, params, root, lambda: region) or {}
        except CasesError as error:
            raise ValueError(f"{operation}: {error.message}") from error
        # The entries of a batch that failed.
        for entry in response.get("errors", []):
            raise ValueError(f"{operation}: {entry}")
        return response

    name = plan.name or _free_name(region)
    domain_id: str = call("CreateDomain", {"name": name})["domainId"]

    def within(operation: str, **params: Any) -> Wire:
        return call(operation, {"domainId": domain_id, **params})

    try:
        if set_up is not None:
            set_up(call, domain_id)
        there = {field.name for field in region.domains[domain_id].fields.values()}
        fields = _wanted(plan.fields, records, there)
        return _Making(within, region, domain_id).all_of(
            attrs.evolve(plan, fields=fields)
        )
    except BaseException:
        call("DeleteDomain", {"domainId": domain_id})
        raise


def _wanted(
    planned: Mapping[str, FieldPlan],
    records: Sequence[HasFields],
    there: Collection[str],
) -> Mapping[str, FieldPlan]:
    """The fields to make: those planned, and those of records that are not there."""
    wanted = dict(planned)
    for record in records:
        for name, kind in record.__fields__().items():
            if name in there:
                continue
            field = read_field(kind)
            if wanted.setdefault(name, field) != field:
                raise ValueError(
                    f"field {name!r}: {kind} and {_kind(wanted[name])} are wanted"
                )
    return wanted


def _kind(field: FieldPlan) -> object:
    options = tuple(option.value for option in field.options)
    return options or field.type


def _free_name(region: Region) -> str:
    taken = {domain.name for domain in region.domains.values()}
    # One more name than there are domains, so that one of them is free.
    names = (f"Domain {number}" for number in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)


class _Making:
    """The making of one domain, in the order in which one part needs another."""

    def __init__(self, call: _Call, region: Region, domain_id: str) -> None:
        self._call = call
        self._domain = region.domains[domain_id]
        self._named = Named(self._domain)

    def all_of(self, plan: DomainPlan) -> Seeded:
        field_ids = dict(_each("field", plan.fields, self._field))
        self._named = Named(self._domain)
        rules = dict(_each("rule", plan.rules, self._rule))
        layouts = dict(_each("layout", plan.layouts, self._layout))

        def template(name: str, plan: TemplatePlan) -> str:
            return self._template(name, plan, layouts, rules)

        # A setup may have made one of this name.
        there = {it.name: it.id for it in self._domain.templates.values()}
        general = {} if "General" in there else {"General": TemplatePlan()}
        planned = plan.templates or general
        made = dict(_each("template", planned, template))
        templates = {**made, **there}
        first = next(iter(made), "General")
        items: dict[str, tuple[str, ...]] = {}
        for number, case in enumerate(plan.cases):
            with _saying_where(f"cases[{number}]"):
                case_id = self._case(case, templates, first)
                items[case_id] = tuple(self._items(case_id, case))
        return Seeded(
            domain_id=self._domain.id,
            template_id=templates[first],
            field_ids={
                **field_ids,
                **{
                    field.name: field.id
                    for field in self._domain.fields.values()
                    if field.namespace == "Custom"
                },
            },
            case_ids=tuple(items),
            template_ids=templates,
            layout_ids=layouts,
            case_rule_ids=rules,
            related_item_ids=items,
        )

    def _field(self, name: str, plan: FieldPlan) -> str:
        field_id = name
        # Of a system field there is nothing to make but options.
        if name not in self._domain.fields:
            about = {"description": plan.description}
            field_id = self._call("CreateField", name=name, type=plan.type, **about)[
                "fieldId"
            ]
        options = [
            {"name": option.label, "value": option.value, "active": True}
            for option in plan.options
        ]
        for first in range(0, len(options), _OPTIONS):
            some = options[first : first + _OPTIONS]
            self._call("BatchPutFieldOptions", fieldId=field_id, options=some)
        return field_id

    def _rule(self, name: str, plan: RulePlan) -> str:
        kinds = {
            "required": plan.required,
            "hidden": plan.hidden,
            "fieldOptions": plan.options,
        }
        given = [kind for kind, part in kinds.items() if part is not None]
        if len(given) != 1:
            raise ValueError("a rule has one of required, hidden and options")
        content = self._options_rule(plan) if plan.options else self._boolean(plan)
        created = self._call("CreateCaseRule", name=name, rule={given[0]: content})
        return str(created["caseRuleId"])

    def _boolean(self, plan: RulePlan) -> Wire:
        outcome = plan.hidden if plan.required is None else plan.required
        return {
            "defaultValue": not outcome if plan.when else outcome,
            "conditions": [
                {
                    "equalTo": {
                        "operandOne": {"fieldId": self._named.field_id(name)},
                        "operandTwo": self._named.value(name, value),
                        "result": outcome,
                    }
                }
                for name, value in plan.when.items()
            ],
        }

    def _options_rule(self, plan: RulePlan) -> Wire:
        options, named = plan.options, self._named
        if options is None or plan.when:
            raise ValueError("a rule about options has no `when`")
        return {
            "parentFieldId": named.field_id(options.parent),
            "childFieldId": named.field_id(options.child),
            "parentChildFieldOptionsMappings": [
                {
                    "parentFieldOptionValue": named.option(options.parent, label),
                    "childFieldOptionValues": [
                        named.option(options.child, child) for child in children
                    ],
                }
                for label, children in options.choices.items()
            ],
        }

    def _layout(self, name: str, plan: LayoutPlan) -> str:
        parts = {
            "topPanel": {"sections": self._sections(plan.top)},
            "moreInfo": {"sections": self._sections(plan.more)},
        }
        created = self._call("CreateLayout", name=name, content={"basic": parts})
        return str(created["layoutId"])

    def _sections(self, groups: Mapping[str, list[str]]) -> list[Wire]:
        return [
            {
                "fieldGroup": {
                    # A group without a name has none on the wire.
                    "name": name or None,
                    "fields": [{"id": self._named.field_id(field)} for field in fields],
                }
            }
            for name, fields in groups.items()
        ]

    def _template(
        self,
        name: str,
        plan: TemplatePlan,
        layouts: Mapping[str, str],
        rules: Mapping[str, str],
    ) -> str:
        request: Wire = {
            "name": name,
            "description": plan.description,
            "requiredFields": [
                {"fieldId": self._named.field_id(field)} for field in plan.required
            ],
            "rules": [
                {
                    "caseRuleId": _of("rule", rules, rule),
                    "fieldId": None if field is None else self._named.field_id(field),
                }
                for rule, field in plan.rules.items()
            ],
        }
        if plan.layout is not None:
            layout_id = _of("layout", layouts, plan.layout)
            request["layoutConfiguration"] = {"defaultLayout": layout_id}
        if plan.tags:
            request["tagPropagationConfigurations"] = [
                {"resourceType": "Cases", "tagMap": dict(plan.tags)}
            ]
        return str(self._call("CreateTemplate", **request)["templateId"])

    def _case(self, plan: CasePlan, templates: Mapping[str, str], first: str) -> str:
        own = {
            "title": plan.title,
            "customer_id": plan.customer,
            "status": plan.status,
        }
        values = {name: value for name, value in own.items() if value is not None}
        return str(
            self._call(
                "CreateCase",
                templateId=_of("template", templates, plan.template or first),
                fields=self._named.values({**values, **plan.fields}),
                tags=dict(plan.tags) or None,
            )["caseId"]
        )

    def _items(self, case_id: str, plan: CasePlan) -> Iterable[str]:
        for number, body in enumerate(plan.comments):
            comment = {"comment": {"body": body, "contentType": "Text/Plain"}}
            yield self._item(f"comments[{number}]", case_id, "Comment", comment)
        for number, arn in enumerate(plan.contacts):
            contact = {"contact": {"contactArn": arn}}
            yield self._item(f"contacts[{number}]", case_id, "Contact", contact)
        for number, given in enumerate(plan.items):
            with _saying_where(f"items[{number}]"):
                custom = {"custom": {"fields": self._named.values(given)}}
            yield self._item(f"items[{number}]", case_id, "Custom", custom)
        for number, sla in enumerate(plan.slas):
            with _saying_where(f"slas[{number}]"):
                configuration = {
                    "name": sla.name,
                    "type": "CaseField",
                    "fieldId": self._named.field_id(sla.field),
                    "targetFieldValues": [
                        self._named.value(sla.field, value) for value in sla.targets
                    ],
                    "targetSlaMinutes": sla.minutes,
                }
            content = {"sla": {"slaInputConfiguration": configuration}}
            yield self._item(f"slas[{number}]", case_id, "Sla", content)

    def _item(self, where: str, case_id: str, kind: str, content: Wire) -> str:
        with _saying_where(where):
            created = self._call(
                "CreateRelatedItem", caseId=case_id, type=kind, content=content
            )
        return str(created["relatedItemId"])


def _each(
    noun: str, planned: Mapping[str, Any], make: Callable[[str, Any], str]
) -> Iterable[tuple[str, str]]:
    for name, plan in planned.items():
        with _saying_where(f"{noun} {name!r}"):
            yield name, make(name, plan)


def _of(noun: str, ids: Mapping[str, str], name: str) -> str:
    if name not in ids:
        raise ValueError(
            f"there is no {noun} {name!r}; there are: {', '.join(ids) or 'none'}"
        )
    return ids[name]


@contextmanager
def _saying_where(where: str) -> Generator[None]:
    try:
        yield
    except ValueError as error:
        raise ValueError(f"{where}: {error}") from error
