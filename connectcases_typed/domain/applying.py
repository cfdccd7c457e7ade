"""Making a domain as a setup says: creating, updating, leaving alone.

Everything the setup says is checked against the domain before anything is changed.
Then its parts are made in an order in which each finds what it mentions: fields,
layouts, case rules, templates, events. A dry run goes the same way and sends nothing
but what it reads; what it would create gets an id that does not exist.
"""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

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
T = TypeVar("T")


def apply_setup(
    *, domain_id: str, setup: DomainSetup, dry_run: bool = False
) -> Flow[SetupPlan]:
    """Make a domain as a setup says, and return what was done.

    What is missing is created, what differs is updated, all else is left alone. So a
    second run changes nothing, and a run that failed half-way can be repeated. Things
    are known by their names: one that was renamed is created anew.

    Args:
        domain_id: the domain.
        setup: what it is to have.
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
    # Checked as a request would be: whatever is wrong in it, all at once.
    encode(setup, Rules.ALL)
    there = yield from existing(domain_id, setup)
    if problems := tuple(setup_problems(setup, there)):
        raise ParamValidationError("apply_setup", problems)
    work = _Work(domain_id, there, dry_run=dry_run)
    yield from work.delete("template", setup.deleted_templates, there.template_ids)
    yield from work.delete("layout", setup.deleted_layouts, there.layout_ids)
    yield from work.delete("case rule", setup.deleted_case_rules, there.rule_ids)
    for field in setup.fields:
        yield from work.field(field)
    for layout in setup.layouts:
        yield from work.layout(layout)
    for rule in setup.case_rules:
        yield from work.case_rule(rule)
    for template in setup.templates:
        yield from work.template(template)
    field_ids = ids_by_name(there.fields.values())
    yield from work.delete("field", setup.deleted_fields, field_ids)
    if setup.events is not None:
        yield from work.events(setup.events)
    if setup.tags is not None:
        yield from work.domain(setup.tags)
    return SetupPlan(tuple(work.steps), work.unchanged, is_applied=not dry_run)


class _Work:
    """One run: what it has done, and the ids of what there is by now."""

    def __init__(self, domain_id: str, there: Existing, *, dry_run: bool) -> None:
        self.steps: list[PlannedStep] = []
        self.unchanged = 0
        self._domain_id = domain_id
        self._there = there
        self._dry_run = dry_run
        self._field_ids = dict(ids_by_name(there.fields.values()))
        self._layout_ids = dict(there.layout_ids)
        self._rule_ids = dict(there.rule_ids)

    def field(self, wanted: FieldSetup) -> Flow[None]:
        """Make a field, its options and its tags."""
        name, there = wanted.name, self._there.fields.get(wanted.name)
        if there is None:
            created = yield from self._write(
                CreateFieldRequest(
                    domain_id=self._domain_id,
                    name=name,
                    type=wanted.type,
                    description=wanted.description,
                    attributes=_known(wanted.attributes),
                )
            )
            field_id = created.field_id if created else _placeholder(name)
            arn = created.field_arn if created else ""
            tags: Mapping[str, str] = {}
            self._field_ids[name] = field_id
            changes = None
        else:
            field_id, arn, tags = there.field_id, there.field_arn, there.tags or {}
            changes = _changes(
                description=(wanted.description, there.description),
                attributes=(wanted.attributes, there.attributes),
            )
            if changes:
                yield from self._write(
                    UpdateFieldRequest(
                        domain_id=self._domain_id, field_id=field_id, **changes
                    )
                )
        offered = self._there.options.get(name, ())
        missing = [it for it in wanted.options or () if it not in offered]
        for at in range(0, len(missing), _BATCH):
            response = yield from self._write(
                BatchPutFieldOptionsRequest(
                    domain_id=self._domain_id,
                    field_id=field_id,
                    options=missing[at : at + _BATCH],
                )
            )
            if response is not None:
                response.raise_for_failures()
        extra = ["options"] if missing else []
        extra += yield from self._tags(arn, wanted.tags, tags)
        self._note("field", name, changes, extra)

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
        if there is None:
            created = yield from self._write(
                CreateLayoutRequest(
                    domain_id=self._domain_id, name=name, content=content
                )
            )
            self._layout_ids[name] = (
                created.layout_id if created else _placeholder(name)
            )
            arn = created.layout_arn if created else ""
            tags: Mapping[str, str] = {}
            changes = None
        else:
            arn, tags = there.layout_arn, there.tags or {}
            same = panels(content) == panels(there.content)
            changes = {} if same else {"content": content}
            if changes:
                yield from self._write(
                    UpdateLayoutRequest(
                        domain_id=self._domain_id,
                        layout_id=there.layout_id,
                        content=content,
                    )
                )
        extra = yield from self._tags(arn, wanted.tags, tags)
        self._note("layout", name, changes, extra)

    def case_rule(self, wanted: CaseRuleSetup) -> Flow[None]:
        """Make a case rule and its tags."""
        name, there = wanted.name, self._there.rules.get(wanted.name)
        rule = with_fields(wanted.rule, self._field_ids.__getitem__)
        # Checked already, with all the rest.
        assert not isinstance(rule, UnknownMember)  # noqa: S101 - see above
        if there is None:
            created = yield from self._write(
                CreateCaseRuleRequest(
                    domain_id=self._domain_id,
                    name=name,
                    description=wanted.description,
                    rule=rule,
                )
            )
            self._rule_ids[name] = (
                created.case_rule_id if created else _placeholder(name)
            )
            arn = created.case_rule_arn if created else ""
            tags: Mapping[str, str] = {}
            changes = None
        else:
            arn, tags = there.case_rule_arn, there.tags or {}
            changes = _changes(
                description=(wanted.description, there.description),
                rule=(rule, there.rule),
            )
            if changes:
                yield from self._write(
                    UpdateCaseRuleRequest(
                        domain_id=self._domain_id,
                        case_rule_id=there.case_rule_id,
                        **changes,
                    )
                )
        extra = yield from self._tags(arn, wanted.tags, tags)
        self._note("case rule", name, changes, extra)

    def template(self, wanted: TemplateSetup) -> Flow[None]:
        """Make a template and its tags."""
        name, there = wanted.name, self._there.templates.get(wanted.name)
        members = self._template_members(wanted)
        if there is None:
            created = yield from self._write(
                CreateTemplateRequest(
                    domain_id=self._domain_id,
                    name=name,
                    **{key: it for key, it in members.items() if it is not None},
                )
            )
            arn = created.template_arn if created else ""
            tags: Mapping[str, str] = {}
            changes = None
        else:
            arn, tags = there.template_arn, there.tags or {}
            changes = _changes(
                **{key: (it, getattr(there, key)) for key, it in members.items()}
            )
            if changes:
                yield from self._write(
                    UpdateTemplateRequest(
                        domain_id=self._domain_id,
                        template_id=there.template_id,
                        **changes,
                    )
                )
        extra = yield from self._tags(arn, wanted.tags, tags)
        self._note("template", name, changes, extra)

    def events(self, wanted: EventSetup) -> Flow[None]:
        """Set the event configuration; what the setup does not say stays."""
        now = EventSetup(enabled=False)
        if self._there.events is not None:
            names = {id_: name for name, id_ in self._field_ids.items()}
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
            ids = [self._field_ids[name] for name in target.fields or ()]
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
        extra = yield from self._tags(domain.domain_arn, tags, domain.tags or {})
        self._note("domain", domain.name, {}, extra)

    def delete(
        self, kind: str, names: Sequence[str], ids: Mapping[str, str]
    ) -> Flow[None]:
        """Delete what is to be deleted, where it exists."""
        for name in names:
            if name not in ids:
                self.unchanged += 1
                continue
            yield from self._write(_deletion(kind, self._domain_id, ids[name]))
            self._step(SetupAction.DELETE, kind, name)

    def _panel(
        self, names: Sequence[str] | None, heading: str | None
    ) -> LayoutSections | None:
        if names is None:
            return None
        fields = [FieldItem(id=self._field_ids[name]) for name in names]
        return LayoutSections(sections=[FieldGroup(name=heading, fields=fields)])

    # `Any`: the members are handed on to request classes by their names.
    def _template_members(self, wanted: TemplateSetup) -> dict[str, Any]:
        layout = required = rules = None
        if wanted.layout is not None:
            layout = LayoutConfiguration(default_layout=self._layout_ids[wanted.layout])
        if wanted.required_fields is not None:
            required = [
                RequiredField(field_id=self._field_ids[it])
                for it in wanted.required_fields
            ]
        if wanted.rules is not None:
            rules = [
                TemplateRule(
                    case_rule_id=self._rule_ids[it.rule],
                    field_id=None if it.field is None else self._field_ids[it.field],
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

    def _tags(
        self, arn: str, wanted: Mapping[str, str] | None, there: Mapping[str, str]
    ) -> Flow[list[str]]:
        missing = {
            key: tag for key, tag in (wanted or {}).items() if there.get(key) != tag
        }
        if not missing:
            return []
        yield from self._write(TagResourceRequest(arn=arn or "arn", tags=missing))
        return ["tags"]

    def _write(self, request: Request[ResponseT]) -> Flow[ResponseT | None]:
        """Send a request, unless nothing is to be changed."""
        if self._dry_run:
            return None
        return (yield from send(request))

    def _note(
        self, kind: str, name: str, changes: Mapping[str, Any] | None, extra: list[str]
    ) -> None:
        """Note what was done to a part; `changes` is None where it was created."""
        if changes is None:
            self._step(SetupAction.CREATE, kind, name)
        elif changes or extra:
            self._step(SetupAction.UPDATE, kind, name, *changes, *extra)
        else:
            self.unchanged += 1

    def _step(self, action: SetupAction, kind: str, name: str, *changes: str) -> None:
        self.steps.append(PlannedStep(action, kind, name, changes))


def _placeholder(name: str) -> str:
    """The id of what a dry run does not create."""
    return f"(new) {name}"


def _known(attributes: T | UnknownMember | None) -> T | None:
    return None if isinstance(attributes, UnknownMember) else attributes


def _first(wanted: T | None, there: T | None) -> T | None:
    return there if wanted is None else wanted


def _deletion(kind: str, domain_id: str, id_: str) -> Request[Any]:
    match kind:
        case "template":
            return DeleteTemplateRequest(domain_id=domain_id, template_id=id_)
        case "layout":
            return DeleteLayoutRequest(domain_id=domain_id, layout_id=id_)
        case "case rule":
            return DeleteCaseRuleRequest(domain_id=domain_id, case_rule_id=id_)
        case _:
            return DeleteFieldRequest(domain_id=domain_id, field_id=id_)


# `Any`: members of all kinds, handed on to request classes by their names.
def _changes(**members: tuple[Any, Any]) -> dict[str, Any]:
    """The members that are wanted and not there; those nobody asked for are not."""
    return {
        name: wanted
        for name, (wanted, there) in members.items()
        if wanted is not None and _comparable(wanted) != _comparable(there)
    }


def _comparable(value: object) -> object:
    """The order of a template's required fields and rules means nothing."""
    return {repr(it) for it in value} if is_list(value) else value
