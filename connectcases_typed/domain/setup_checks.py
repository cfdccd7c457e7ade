"""Checks of a setup against the domain it is applied to."""

from collections.abc import Iterator, Sequence

import attrs

from ..errors import Violation
from ..models.fields import FieldNamespace
from ..shapes import UnknownMember
from .naming import rule_fields, unknown_name
from .setup import DomainSetup, FieldSetup, TemplateSetup
from .setup_reading import Existing


def setup_problems(setup: DomainSetup, there: Existing) -> Iterator[Violation]:
    """Everything in a setup that cannot be made, with its path."""
    known = _Known(
        fields={*there.fields, *(it.name for it in setup.fields)},
        layouts={*there.layout_ids, *(it.name for it in setup.layouts)},
        rules={*there.rule_ids, *(it.name for it in setup.case_rules)},
    )
    yield from _twice("fields", [it.name for it in setup.fields])
    yield from _twice("layouts", [it.name for it in setup.layouts])
    yield from _twice("case_rules", [it.name for it in setup.case_rules])
    yield from _twice("templates", [it.name for it in setup.templates])
    for number, field in enumerate(setup.fields):
        yield from _field_problems(field, f"fields[{number}]", there)
    for number, layout in enumerate(setup.layouts):
        path = f"layouts[{number}]"
        yield from known.missing_fields(f"{path}.top_panel", layout.top_panel or ())
        yield from known.missing_fields(f"{path}.more_info", layout.more_info or ())
    for number, rule in enumerate(setup.case_rules):
        path = f"case_rules[{number}].rule"
        yield from known.missing_fields(path, rule_fields(rule.rule))
    for number, template in enumerate(setup.templates):
        yield from _template_problems(template, f"templates[{number}]", known)
    if setup.events is not None:
        yield from known.missing_fields("events.fields", setup.events.fields or ())


@attrs.frozen
class _Known:
    """The names of what the domain has, or is going to have."""

    fields: set[str]
    layouts: set[str]
    rules: set[str]

    def missing_fields(self, path: str, names: Sequence[str]) -> Iterator[Violation]:
        """The fields that are nowhere."""
        for name in names:
            if name not in self.fields:
                yield Violation(path, unknown_name("field", name, self.fields))


def _template_problems(
    template: TemplateSetup, path: str, known: _Known
) -> Iterator[Violation]:
    if template.layout is not None and template.layout not in known.layouts:
        problem = unknown_name("layout", template.layout, known.layouts)
        yield Violation(f"{path}.layout", problem)
    required = template.required_fields or ()
    yield from known.missing_fields(f"{path}.required_fields", required)
    for number, used in enumerate(template.rules or ()):
        here = f"{path}.rules[{number}]"
        if used.rule not in known.rules:
            problem = unknown_name("case rule", used.rule, known.rules)
            yield Violation(f"{here}.rule", problem)
        if used.field is not None:
            yield from known.missing_fields(f"{here}.field", [used.field])


def _twice(path: str, names: Sequence[str]) -> Iterator[Violation]:
    for number, name in enumerate(names):
        if name in names[:number]:
            yield Violation(f"{path}[{number}].name", f"{name!r} is listed twice")


def _field_problems(
    wanted: FieldSetup, path: str, there: Existing
) -> Iterator[Violation]:
    if isinstance(wanted.attributes, UnknownMember):
        yield Violation(f"{path}.attributes", "it only comes from the service")
    field = there.fields.get(wanted.name)
    if field is None:
        return
    if field.type is not wanted.type:
        what = f"{wanted.name!r} is of type {field.type}, which cannot be changed"
        yield Violation(f"{path}.type", what)
    if field.namespace is FieldNamespace.SYSTEM and (
        wanted.description is not None or wanted.attributes is not None
    ):
        what = f"of {wanted.name!r}, a system field, only options and tags can be set"
        yield Violation(path, what)
