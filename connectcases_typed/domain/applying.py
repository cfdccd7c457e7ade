"""Making a domain what a setup describes: parts are created, updated, or left alone.

Everything the setup says is checked against the domain before anything is changed.
Then its parts are made in an order in which everything they mention already exists:
fields, layouts, case rules, templates, events. A dry run takes the same steps but sends
only requests that read; a part that it would create gets an id that does not exist.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import attrs

from ..conversion.checks import Rules
from ..conversion.wire import encode
from ..errors import ParamValidationError
from ..flows import Flow, send
from ..models.case_rules import (
    CreateCaseRuleRequest,
    DeleteCaseRuleRequest,
    UpdateCaseRuleRequest,
)
from ..models.events import (
    CaseEventIncludedData,
    EventBridgeConfiguration,
    EventIncludedData,
    PutCaseEventConfigurationRequest,
    RelatedItemEventIncludedData,
)
from ..models.fields import (
    BatchPutFieldOptionsRequest,
    CreateFieldRequest,
    DeleteFieldRequest,
    UpdateFieldRequest,
    field_identifiers,
)
from ..models.layouts import (
    BasicLayout,
    CreateLayoutRequest,
    DeleteLayoutRequest,
    FieldGroup,
    FieldItem,
    LayoutSections,
    UpdateLayoutRequest,
)
from ..models.tags import TagResourceRequest
from ..models.templates import (
    CreateTemplateRequest,
    DeleteTemplateRequest,
    LayoutConfiguration,
    RequiredField,
    TemplateRule,
    UpdateTemplateRequest,
)
from ..operations import Request, ResponseT
from ..shapes import UnknownMember, is_list
from .naming import ids_by_name, with_fields
from .setup import (
    CaseRuleSetup,
    DomainSetup,
    EventSetup,
    FieldSetup,
    LayoutSetup,
    PlannedStep,
    SetupAction,
    SetupPlan,
    TemplateSetup,
)
from .setup_checks import setup_problems
from .setup_reading import Existing, event_setup, existing, panels

_BATCH = 50

#: The requests that update and delete a part, by its kind.
_REQUESTS: Mapping[
    str, tuple[Callable[..., Request[Any]], Callable[..., Request[Any]]]
] = {
    "field": (UpdateFieldRequest, DeleteFieldRequest),
    "layout": (UpdateLayoutRequest, DeleteLayoutRequest),
    "case rule": (UpdateCaseRuleRequest, DeleteCaseRuleRequest),
    "template": (UpdateTemplateRequest, DeleteTemplateRequest),
}

T = TypeVar("T")


def apply_setup(
    *, domain_id: str, setup: DomainSetup, dry_run: bool = False
) -> Flow[SetupPlan]:
    """Make a domain what a setup describes, and return what was done.

    Missing parts are created, parts that differ are updated, everything else is left
    alone. So a second run changes nothing, and a run that failed half-way can be
    repeated. Parts are identified by their names: one that was renamed is created anew.

    Args:
        domain_id: the domain.
        setup: what the domain should have.
        dry_run: change nothing, and return what would be done.

    Raises:
        ParamValidationError: with everything in the setup that cannot be: a name that
            is neither in the setup nor in the domain, the type of an existing field.
            Nothing was changed.
        PartialFailureError: options that could not be put.
        ResourceNotFoundException: no such domain.
        ConflictException: somebody else is changing the domain, or what is to be
            deleted is in use.
        ServiceQuotaExceededException: the domain has as much of something as it may.
        ValidationException: the service finds a request invalid.
    """
    # Checked like a request: all violations are reported at once.
    encode(setup, Rules.ALL)
    there = yield from existing(domain_id, setup)
    if problems := tuple(setup_problems(setup, there)):
        raise ParamValidationError("apply_setup", problems)
    work = _Work(domain_id, there, dry_run=dry_run)
    yield from work.delete("template", setup.deleted_templates)
    yield from work.delete("layout", setup.deleted_layouts)
    yield from work.delete("case rule", setup.deleted_case_rules)
    for field in setup.fields:
        yield from work.field(field)
    for layout in setup.layouts:
        yield from work.layout(layout)
    for rule in setup.case_rules:
        yield from work.case_rule(rule)
    for template in setup.templates:
        yield from work.template(template)
    yield from work.delete("field", setup.deleted_fields)
    if setup.events is not None:
        yield from work.events(setup.events)
    if setup.tags is not None:
        yield from work.domain(setup.tags)
    return SetupPlan(tuple(work.steps), work.unchanged, is_applied=not dry_run)


@attrs.frozen
class _Part:
    """A part of the domain after it was created or updated.

    `changes` are the members that were updated, None if the part was created. In a dry
    run, a part that would be created has no ARN.
    """

    kind: str
    name: str
    id: str
    arn: str
    tags: Mapping[str, str]
    changes: Mapping[str, object] | None


class _Work:
    """One run: what it has done, and the ids of all parts that exist by now."""

    def __init__(self, domain_id: str, there: Existing, *, dry_run: bool) -> None:
        self.steps: list[PlannedStep] = []
        self.unchanged = 0
        self._domain_id = domain_id
        self._there = there
        self._dry_run = dry_run
        # By kind and name.
        self._ids: dict[str, dict[str, str]] = {
            "field": dict(ids_by_name(there.fields.values())),
            "layout": dict(there.layout_ids),
            "case rule": dict(there.rule_ids),
            "template": dict(there.template_ids),
        }

    def field(self, wanted: FieldSetup) -> Flow[None]:
        """Make a field, its options and its tags."""
        name, there = wanted.name, self._there.fields.get(wanted.name)
        create = CreateFieldRequest(
            domain_id=self._domain_id,
            name=name,
            type=wanted.type,
            description=wanted.description,
            attributes=_known(wanted.attributes),
        )
        changes = None
        if there is not None:
            changes = _changes(
                description=(wanted.description, there.description),
                attributes=(wanted.attributes, there.attributes),
            )
        part = yield from self._made("field", name, there, create, changes)
        offered = self._there.options.get(name, ())
        missing = [it for it in wanted.options or () if it not in offered]
        for at in range(0, len(missing), _BATCH):
            response = yield from self._write(
                BatchPutFieldOptionsRequest(
                    domain_id=self._domain_id,
                    field_id=part.id,
                    options=missing[at : at + _BATCH],
                )
            )
            if response is not None:
                response.raise_for_failures()
        yield from self._finish(part, wanted.tags, *(["options"] if missing else []))

    def layout(self, wanted: LayoutSetup) -> Flow[None]:
        """Make a layout and its tags."""
        name, there = wanted.name, self._there.layouts.get(wanted.name)
        shown = there.content if there else BasicLayout()
        content = BasicLayout(
            top_panel=self._panel(wanted.top_panel, wanted.top_panel_heading)
            or getattr(shown, "top_panel", None),
            more_info=self._panel(wanted.more_info, wanted.more_info_heading)
            or getattr(shown, "more_info", None),
        )
        create = CreateLayoutRequest(
            domain_id=self._domain_id, name=name, content=content
        )
        same = panels(content) == panels(shown)
        changes = {} if same else {"content": content}
        part = yield from self._made("layout", name, there, create, changes)
        yield from self._finish(part, wanted.tags)

    def case_rule(self, wanted: CaseRuleSetup) -> Flow[None]:
        """Make a case rule and its tags."""
        name, there = wanted.name, self._there.rules.get(wanted.name)
        rule = with_fields(wanted.rule, self._ids["field"].__getitem__)
        # Checked already, with all the rest.
        assert not isinstance(rule, UnknownMember)  # noqa: S101 - see above
        create = CreateCaseRuleRequest(
            domain_id=self._domain_id,
            name=name,
            description=wanted.description,
            rule=rule,
        )
        changes = None
        if there is not None:
            changes = _changes(
                description=(wanted.description, there.description),
                rule=(rule, there.rule),
            )
        part = yield from self._made("case rule", name, there, create, changes)
        yield from self._finish(part, wanted.tags)

    def template(self, wanted: TemplateSetup) -> Flow[None]:
        """Make a template and its tags."""
        name, there = wanted.name, self._there.templates.get(wanted.name)
        members = self._template_members(wanted)
        create = CreateTemplateRequest(
            domain_id=self._domain_id,
            name=name,
            **{key: it for key, it in members.items() if it is not None},
        )
        changes = None
        if there is not None:
            changes = _changes(
                **{key: (it, getattr(there, key)) for key, it in members.items()}
            )
        part = yield from self._made("template", name, there, create, changes)
        yield from self._finish(part, wanted.tags)

    # `Any`: members of all kinds, handed on to a request class by their names.
    def _made(
        self,
        kind: str,
        name: str,
        there: object,
        create: Request[Any],
        changes: Mapping[str, Any] | None,
    ) -> Flow[_Part]:
        """Create a part that does not exist; update one that differs."""
        noun = kind.replace(" ", "_")
        if there is None:
            # None again in a dry run, which has no id to report.
            there = yield from self._write(create)
            changes = None
            self._ids[kind][name] = getattr(there, f"{noun}_id", f"(new) {name}")
        elif changes:
            known_by = {f"{noun}_id": self._ids[kind][name]}
            update, _ = _REQUESTS[kind]
            yield from self._write(
                update(domain_id=self._domain_id, **known_by, **changes)
            )
        return _Part(
            kind=kind,
            name=name,
            id=self._ids[kind][name],
            arn=getattr(there, f"{noun}_arn", ""),
            tags=getattr(there, "tags", None) or {},
            changes=changes,
        )

    def _finish(
        self, part: _Part, tags: Mapping[str, str] | None, *others: str
    ) -> Flow[None]:
        """Tag a part, and note what was done to it."""
        missing = {
            key: tag for key, tag in (tags or {}).items() if part.tags.get(key) != tag
        }
        if missing:
            # A part that a dry run does not create has no ARN; nothing is sent.
            arn = part.arn or "arn"
            yield from self._write(TagResourceRequest(arn=arn, tags=missing))
            others = (*others, "tags")
        if part.changes is None:
            self._step(SetupAction.CREATE, part.kind, part.name)
        elif part.changes or others:
            self._step(SetupAction.UPDATE, part.kind, part.name, *part.changes, *others)
        else:
            self.unchanged += 1

    def events(self, wanted: EventSetup) -> Flow[None]:
        """Set the event configuration; whatever the setup leaves out stays."""
        now = EventSetup(enabled=False)
        if self._there.events is not None:
            names = {id_: name for name, id_ in self._ids["field"].items()}
            now = event_setup(self._there.events, lambda id_: names.get(id_, id_))
        fields = _first(wanted.fields, now.fields)
        target = EventSetup(
            enabled=wanted.enabled,
            fields=None if fields is None else sorted(fields),
            auto_include_fields=_first(
                wanted.auto_include_fields, now.auto_include_fields
            ),
            include_content=_first(wanted.include_content, now.include_content),
        )
        if target == now:
            self.unchanged += 1
            return
        yield from self._write(
            PutCaseEventConfigurationRequest(
                domain_id=self._domain_id, event_bridge=self._event_bridge(target)
            )
        )
        self._step(SetupAction.UPDATE, "event configuration", "of the domain")

    def _event_bridge(self, target: EventSetup) -> EventBridgeConfiguration:
        case = item = included = None
        if target.fields is not None or target.auto_include_fields is not None:
            ids = [self._ids["field"][name] for name in target.fields or ()]
            case = CaseEventIncludedData(
                fields=field_identifiers(*ids),
                auto_include_fields=target.auto_include_fields,
            )
        if target.include_content is not None:
            item = RelatedItemEventIncludedData(include_content=target.include_content)
        if case or item:
            included = EventIncludedData(case_data=case, related_item_data=item)
        return EventBridgeConfiguration(enabled=target.enabled, included_data=included)

    def domain(self, tags: Mapping[str, str]) -> Flow[None]:
        """Tag the domain."""
        domain = self._there.domain
        part = _Part(
            kind="domain",
            name=domain.name,
            id=self._domain_id,
            arn=domain.domain_arn,
            tags=domain.tags or {},
            changes={},
        )
        yield from self._finish(part, tags)

    def delete(self, kind: str, names: Sequence[str]) -> Flow[None]:
        """Delete the parts of these names that exist."""
        noun, (_, deletion) = kind.replace(" ", "_"), _REQUESTS[kind]
        for name in names:
            if name not in self._ids[kind]:
                self.unchanged += 1
                continue
            known_by = {f"{noun}_id": self._ids[kind][name]}
            yield from self._write(deletion(domain_id=self._domain_id, **known_by))
            self._step(SetupAction.DELETE, kind, name)

    def _panel(
        self, names: Sequence[str] | None, heading: str | None
    ) -> LayoutSections | None:
        if names is None:
            return None
        fields = [FieldItem(id=self._ids["field"][name]) for name in names]
        return LayoutSections(sections=[FieldGroup(name=heading, fields=fields)])

    # `Any`: the members are handed on to request classes by their names.
    def _template_members(self, wanted: TemplateSetup) -> dict[str, Any]:
        layout = required = rules = None
        if wanted.layout is not None:
            layout = LayoutConfiguration(
                default_layout=self._ids["layout"][wanted.layout]
            )
        if wanted.required_fields is not None:
            required = [
                RequiredField(field_id=self._ids["field"][it])
                for it in wanted.required_fields
            ]
        if wanted.rules is not None:
            rules = [
                TemplateRule(
                    case_rule_id=self._ids["case rule"][it.rule],
                    field_id=None if it.field is None else self._ids["field"][it.field],
                )
                for it in wanted.rules
            ]
        return {
            "description": wanted.description,
            "layout_configuration": layout,
            "required_fields": required,
            "status": wanted.status,
            "rules": rules,
            "tag_propagation_configurations": wanted.tag_propagation_configurations,
        }

    def _write(self, request: Request[ResponseT]) -> Flow[ResponseT | None]:
        """Send a request, unless nothing is to be changed."""
        if self._dry_run:
            return None
        return (yield from send(request))

    def _step(self, action: SetupAction, kind: str, name: str, *changes: str) -> None:
        self.steps.append(PlannedStep(action, kind, name, changes))


def _known(attributes: T | UnknownMember | None) -> T | None:
    return None if isinstance(attributes, UnknownMember) else attributes


def _first(wanted: T | None, there: T | None) -> T | None:
    return there if wanted is None else wanted


# `Any`: members of all kinds, handed on to request classes by their names.
def _changes(**members: tuple[Any, Any]) -> dict[str, Any]:
    """The wanted members that differ from what exists; None is not wanted."""
    return {
        name: wanted
        for name, (wanted, there) in members.items()
        if wanted is not None and _comparable(wanted) != _comparable(there)
    }


def _comparable(value: object) -> object:
    """A value without its order, which means nothing for required fields and rules."""
    return {repr(it) for it in value} if is_list(value) else value
