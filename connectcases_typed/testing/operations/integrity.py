"""Whether the service can live with a state that was read from a dump.

The operations rely on what they themselves have made sure of: that ids lead somewhere,
that values fit their fields, that lists are in the order of ordinals. A dump that was
changed may break any of that, and would make a later request fail. So it is checked
here, before any of it is kept, and a ValueError names the place of the first problem.

Structures without a class are checked by the service model where it has a shape for
them. Values and history are not, since there are so many of them: their checks are
written out.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, cast

from ..protocol.model import operation_model, shape_of
from ..protocol.validation import shape_problems
from ..protocol.wire import Wire
from ..store.region import Region
from ..store.state import (
    AuditEvent,
    Case,
    Definition,
    Domain,
    Field,
    Layout,
    Merge,
    RelatedItem,
    Resource,
    Sla,
    Template,
)
from .related_items import TYPES
from .system_fields import BUILT_IN_STATUSES, SYSTEM_FIELD_TYPES
from .values import ARM, EMPTY, moment

# The type of each arm's value.
_PLAIN: Mapping[str, type] = {
    "stringValue": str,
    "userArnValue": str,
    "doubleValue": float,
    "booleanValue": bool,
    "emptyValue": dict,
}

# The values every case has, whatever happened to it.
_ALWAYS = ("case_id", "status", "reference_number", "created_datetime")


# The operations that take a client token.
_TAKING_TOKENS = ("CreateCase", "BatchCreateRelatedItem", "BatchUpdateCase")


class Inspection:
    """Looks at a Region domain by domain, and at a domain case by case.

    Only one case has to be in memory at a time, besides the ids and reference numbers
    that no two cases may share.
    """

    def __init__(self, region: Region) -> None:
        self._region = region
        self._seen = _Ordinals(region.ordinal)
        self._last_domain = 0

    def check(self, domain: Domain, cases: Iterable[Case]) -> None:
        """Raise ValueError for the first thing the service could not live with.

        The cases are those of the domain, which has none yet.
        """
        try:
            for problem in self._problems(domain, cases):
                raise ValueError(f"this dump was changed: {problem}")
        except RecursionError:
            raise ValueError("this dump was changed: it is nested too deeply") from None

    def _problems(self, domain: Domain, cases: Iterable[Case]) -> Iterator[str]:
        yield from self._seen.follows(self._last_domain, domain, "domains")
        self._last_domain = domain.ordinal
        place = f"domain {domain.id}"
        if domain.arn != self._region.arn("domain", domain.id):
            yield f"{place}: arn: not the ARN of the domain"
        yield from _placed(place, _domain(domain, cases, self._seen))


class _Ordinals:
    """Ordinals are assigned once each; lists are in their order."""

    def __init__(self, last: int) -> None:
        self._last = last
        # A bit for each ordinal, in numbers of so many bits: there may be millions.
        self._seen: defaultdict[int, int] = defaultdict(int)

    def check(
        self, things: Iterable[Resource | AuditEvent], place: str
    ) -> Iterator[str]:
        """The problems of a list."""
        before = 0
        for thing in things:
            yield from self.follows(before, thing, place)
            before = thing.ordinal

    def follows(
        self, before: int, thing: Resource | AuditEvent, place: str
    ) -> Iterator[str]:
        """The problems of a thing in a list, after one with another ordinal."""
        ordinal = thing.ordinal
        if not before < ordinal <= self._last:
            yield f"{place}: ordinal {ordinal} is out of order"
        group, place_in_it = divmod(ordinal, _BITS)
        bit = 1 << place_in_it
        if self._seen[group] & bit:
            yield f"{place}: ordinal {ordinal} was assigned twice"
        self._seen[group] |= bit


_BITS = 1024


def _domain(domain: Domain, cases: Iterable[Case], seen: _Ordinals) -> Iterator[str]:
    yield from _set_up(domain, seen)
    ids: set[str] = set()
    yield from _cases(domain, cases, ids, seen)
    yield from _merges(domain, ids)
    yield from _event_bridge(domain)
    for key, answered in domain.answered.items():
        yield from _placed(f"answered.{key}", _answered(key, answered.answer))


def _set_up(domain: Domain, seen: _Ordinals) -> Iterator[str]:
    yield from _shaped("DomainName", domain.name, "name")
    yield from _definitions(domain, domain.fields, "field", seen)
    yield from _definitions(domain, domain.layouts, "layout", seen)
    yield from _definitions(domain, domain.case_rules, "case-rule", seen)
    yield from _definitions(domain, domain.templates, "template", seen)
    for field_id in SYSTEM_FIELD_TYPES.keys() - domain.fields.keys():
        yield f"fields.{field_id}: missing"
    for field in domain.fields.values():
        yield from _placed(f"fields.{field.id}", _field(field))
    for layout in domain.layouts.values():
        yield from _placed(f"layouts.{layout.id}", _layout(domain, layout))
    for rule in domain.case_rules.values():
        place = f"case_rules.{rule.id}"
        yield from _shaped("CaseRuleDetails", rule.rule, f"{place}.rule")
        yield from _known(domain, rule.rule, f"{place}.rule")
    for template in domain.templates.values():
        yield from _placed(f"templates.{template.id}", _template(domain, template))


def _cases(
    domain: Domain, cases: Iterable[Case], ids: set[str], seen: _Ordinals
) -> Iterator[str]:
    """The problems of cases, whose ids are added to a set."""
    before = 0
    references: set[str] = set()
    for case in cases:
        yield from seen.follows(before, case, "cases")
        before = case.ordinal
        yield from _placed(f"cases.{case.id}", _case(domain, case, seen))
        if case.id in ids:
            yield f"cases.{case.id}: there twice"
        ids.add(case.id)
        reference: str = case.values["reference_number"]["stringValue"].upper()
        if reference in references:
            yield f"cases.{case.id}: the reference number of another case"
        references.add(reference)


def _placed(place: str, problems: Iterable[str]) -> Iterator[str]:
    for problem in problems:
        yield f"{place}: {problem}"


def _definitions(
    domain: Domain, things: Mapping[str, Definition], kind: str, seen: _Ordinals
) -> Iterator[str]:
    yield from seen.check(things.values(), kind)
    for thing_id, thing in things.items():
        if thing.id != thing_id or thing.arn != f"{domain.arn}/{kind}/{thing_id}":
            yield f"{kind} {thing_id}: its id or ARN is another's"
        # What a name may be is the same for all of them.
        yield from _shaped("DomainName", thing.name, f"{kind} {thing_id}: name")


def _field(field: Field) -> Iterator[str]:
    if field.type not in ARM:
        yield f"type: {field.type}"
    is_system = field.id in SYSTEM_FIELD_TYPES
    if field.namespace != ("System" if is_system else "Custom"):
        yield f"namespace: {field.namespace}"
    if is_system and (field.deleted or field.type != SYSTEM_FIELD_TYPES[field.id]):
        yield "not as the system field of this id"
    if field.attributes is not None:
        yield from _shaped("FieldAttributes", field.attributes, "attributes")
    for value, option in field.options.items():
        if option.value != value:
            yield f"options.{value}: the value of another option"
        yield from _shaped("FieldOptionName", option.name, f"options.{value}.name")
        yield from _shaped("FieldOptionValue", option.value, f"options.{value}")
    if field.id == "status" and not field.options.keys() >= set(BUILT_IN_STATUSES):
        yield "options: a built-in status is missing"


def _layout(domain: Domain, layout: Layout) -> Iterator[str]:
    problems = list(_shaped("LayoutContent", layout.content, "content"))
    yield from problems
    if problems:
        return
    for panel in layout.content["basic"].values():
        for section in panel.get("sections", []):
            for item in section["fieldGroup"]["fields"]:
                yield from _existing(domain, item["id"], "content")


def _template(domain: Domain, template: Template) -> Iterator[str]:
    if template.status not in ("Active", "Inactive"):
        yield f"status: {template.status}"
    if template.layout_id is not None and template.layout_id not in domain.layouts:
        yield "layout_id: there is no such layout"
    for field_id in template.required_fields:
        yield from _existing(domain, field_id, "required_fields")
    for used in template.rules:
        yield from _shaped("TemplateRule", used, "rules")
        if used.get("caseRuleId") not in domain.case_rules:
            yield "rules: there is no such case rule"
        yield from _known(domain, used, "rules")
    for entry in template.tag_propagation:
        yield from _shaped("TagPropagationConfiguration", entry, "tag_propagation")


def _case(domain: Domain, case: Case, seen: _Ordinals) -> Iterator[str]:
    if case.arn != f"{domain.arn}/case/{case.id}":
        yield "arn: not the ARN of the case"
    if case.template_id not in domain.templates:
        yield "template_id: there is no such template"
    yield from _values(domain, case.values)
    for field_id in _ALWAYS:
        if field_id not in case.values:
            yield f"values.{field_id}: missing"
    if case.values.get("case_id") != {"stringValue": case.id}:
        yield "values.case_id: another case's"
    yield from seen.check(case.items.values(), "items")
    for item_id, item in case.items.items():
        if item.id != item_id or item.arn != f"{case.arn}/related-item/{item_id}":
            yield f"items.{item_id}: its id or ARN is another's"
        yield from _placed(f"items.{item_id}", _item(domain, item))
    yield from seen.check(case.audit, "audit")
    for event in case.audit:
        yield from _event(event)


def _values(domain: Domain, values: Mapping[str, Wire]) -> Iterator[str]:
    for field_id, value in values.items():
        field = domain.fields.get(field_id)
        if field is None:
            yield f"values.{field_id}: there is no such field"
            continue
        arm = ARM[field.type]
        if len(value) != 1 or type(value.get(arm)) is not _PLAIN[arm]:
            yield f"values.{field_id}: not a value of type {field.type}"
        elif field.type == "DateTime" and moment(value[arm]) is None:
            yield f"values.{field_id}: not an ISO-8601 time"


def _union(value: object) -> bool:
    """Whether something is a value of some type, an empty one included."""
    if not isinstance(value, dict) or len(cast("Wire", value)) != 1:
        return False
    ((arm, plain),) = cast("Wire", value).items()
    return arm in _PLAIN and type(plain) is _PLAIN[arm]


def _event(event: AuditEvent) -> Iterator[str]:
    performed_by = event.performed_by
    known = performed_by.get("iamPrincipalArn")
    if not event.id:
        yield "audit.id: empty"
    if type(known) is not str or not known or len(performed_by) > 1:
        shape = "AuditEventPerformedBy"
        yield from _placed("audit", _shaped(shape, performed_by, "performed_by"))
    for entry in event.fields:
        field_id = entry.get("eventFieldId")
        if type(field_id) is not str or not field_id:
            yield "audit.fields.eventFieldId: not an id"
        if not _union(entry.get("newValue")):
            yield "audit.fields.newValue: not a value"
        if "oldValue" in entry and not _union(entry["oldValue"]):
            yield "audit.fields.oldValue: not a value"
    if event.merge is not None:
        yield from _placed("audit", _shaped("AuditMergeMetadata", event.merge, "merge"))
    if event.related_item_type not in (None, *TYPES.values()):
        yield f"audit.related_item_type: {event.related_item_type}"


def _item(domain: Domain, item: RelatedItem) -> Iterator[str]:
    arm = next(iter(item.content), "")
    if len(item.content) != 1 or TYPES.get(arm) != item.type:
        yield f"content: not one of type {item.type}"
        return
    if (item.sla is not None) != (arm == "sla"):
        yield "sla: of an item of type Sla, and of no other"
    if (item.connected is not None) != (arm == "contact"):
        yield "connected: of an item of type Contact, and of no other"
    for user in (item.created_by, item.last_updated_user):
        if user is not None:
            yield from _shaped("UserUnion", user, "created_by or last_updated_user")
    if item.sla is not None:
        yield from _sla(domain, item.sla)
    elif item.connected is not None:
        if not _is_contact(item.content["contact"]):
            yield "content.contact: not a contact"
    else:
        yield from _content(domain, item.content)


def _sla(domain: Domain, sla: Sla) -> Iterator[str]:
    if sla.field_id is not None:
        yield from _existing(domain, sla.field_id, "sla.field_id")
    yield from _shaped("SlaName", sla.name, "sla.name")
    if sla.type != "CaseField":
        yield f"sla.type: {sla.type}"
    if not all(map(_union, sla.target_values)):
        yield "sla.target_values: not a value"


def _content(domain: Domain, content: Wire) -> Iterator[str]:
    problems = list(_shaped("RelatedItemContent", content, "content"))
    yield from problems
    if "custom" in content and not problems:
        fields: list[Wire] = content["custom"]["fields"]
        given = {it["id"]: it["value"] for it in fields if it["value"] != EMPTY}
        yield from _values(domain, given)
        for entry in fields:
            yield from _existing(domain, entry["id"], "content")


def _is_contact(contact: object) -> bool:
    if not isinstance(contact, dict):
        return False
    members = cast("Wire", contact)
    return members.keys() == {"contactArn", "channel"} and all(
        isinstance(value, str) and value for value in members.values()
    )


def _merges(domain: Domain, cases: Collection[str]) -> Iterator[str]:
    running: set[str] = set()
    merged: set[str] = set()
    for merge in domain.merges:
        both = (merge.primary_id, merge.secondary_id)
        if merge.secondary_id in merged or both[0] == both[1]:
            yield f"merges.{merge.id}: its case was merged before"
        merged.add(merge.secondary_id)
        if merge.performed_by is not None:
            yield from _shaped("UserUnion", merge.performed_by, "merges.performed_by")
        if not merge.completed:
            yield from _running(domain, merge, cases, running)


def _running(
    domain: Domain, merge: Merge, cases: Collection[str], running: set[str]
) -> Iterator[str]:
    for case_id in (merge.primary_id, merge.secondary_id):
        if case_id not in cases or case_id in running:
            yield f"merges.{merge.id}: case {case_id} cannot be merged"
        running.add(case_id)
    if not merge.arms <= TYPES.keys():
        yield f"merges.{merge.id}: arms"
    for field_id in merge.fields:
        yield from _existing(domain, field_id, f"merges.{merge.id}")


def _event_bridge(domain: Domain) -> Iterator[str]:
    if domain.event_bridge is not None:
        shape = "EventBridgeConfiguration"
        problems = list(_shaped(shape, domain.event_bridge, "event_bridge"))
        yield from problems
        included: Wire = domain.event_bridge.get("includedData", {})
        if not problems and "caseData" in included:
            for entry in included["caseData"]["fields"]:
                yield from _existing(domain, entry["id"], "event_bridge")


def _answered(key: str, answer: Wire) -> Iterator[str]:
    operation = key.partition(":")[0]
    if operation not in _TAKING_TOKENS:
        yield "the operation takes no client token"
    else:
        shape = operation_model(operation).output_shape
        yield from shape_problems(shape, answer, "answer")


def _shaped(shape: str, value: Any, path: str) -> Iterator[str]:
    yield from shape_problems(shape_of(shape), value, path)


def _existing(domain: Domain, field_id: str, path: str) -> Iterator[str]:
    if field_id not in domain.fields:
        yield f"{path}: there is no field {field_id}"


def _known(domain: Domain, value: Any, path: str) -> Iterator[str]:
    """The ids of fields anywhere within a structure, each has to exist."""
    if isinstance(value, dict):
        for name, below in cast("Wire", value).items():
            if name.lower().endswith("fieldid") and isinstance(below, str):
                yield from _existing(domain, below, f"{path}.{name}")
            yield from _known(domain, below, f"{path}.{name}")
    elif isinstance(value, list):
        for below in value:  # pyright: ignore[reportUnknownVariableType]  # any JSON
            yield from _known(domain, below, path)
