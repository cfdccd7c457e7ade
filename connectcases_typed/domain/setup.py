"""How a domain is to be set up, as one value: with names where the service has ids.

`DomainSetup` lists the fields, layouts, case rules and templates that a domain should
have. `apply_setup` (in `applying`) gives them to a domain, `read_setup` (in
`setup_reading`) reads the value from a domain, and `to_json` and `from_json` allow to
keep it under version control.

A field is named by its name, or a system field by its id: `title`, `case_reason`. That
includes the classes of case rules, which are those of the models:
`FieldOperand("Nights")`. A part that is left out (None) is left as it is.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any, Self

import attrs

from .._docs import documented
from ..conversion.wire import from_botocore, to_botocore
from ..errors import ParamValidationError, Violation
from ..models.case_rules import CaseRuleDetails
from ..models.events import AutoIncludeFields
from ..models.fields import FieldAttributes, FieldOption, FieldType
from ..models.templates import TagPropagationConfiguration, TemplateStatus
from ..models.values import DESCRIPTION, ID, NAME, TAG_KEY, TAG_VALUE
from ..shapes import Limit, Strings, UnknownMember, is_list, is_map, member, shape

__all__ = [
    "CaseRuleSetup",
    "DomainSetup",
    "EventSetup",
    "FieldSetup",
    "LayoutSetup",
    "PlannedStep",
    "SetupAction",
    "SetupPlan",
    "TemplateRuleSetup",
    "TemplateSetup",
    "field_options",
]

_TAGS = Limit(0, 50)


def field_options(*names: str) -> tuple[FieldOption, ...]:
    """Options of a single-select field whose values are their names, all active."""
    return tuple(FieldOption(name=name, value=name, active=True) for name in names)


# Each class has its tags by itself: members with defaults come last in a shape, and a
# base class would put them first.
@shape
class FieldSetup:
    """A field."""

    name: str = member(NAME)
    """Its name, or the id of a system field, of which only options and tags can be set.
    """
    type: FieldType
    """What it holds. It cannot be changed once the field exists."""
    description: str | None = member(DESCRIPTION, default=None)
    """At most 255 characters."""
    attributes: FieldAttributes | UnknownMember | None = None
    """Of a text field, whether it takes several lines."""
    options: Sequence[FieldOption] | None = None
    """Of a single-select field; see `field_options`. Others that the field has are left
    as they are: to retire one, list it as not active.
    """
    tags: Mapping[str, str] | None = member(
        _TAGS, keys=TAG_KEY, each=TAG_VALUE, default=None
    )
    """Tags to have; others are left as they are."""


@shape
class LayoutSetup:
    """A layout."""

    name: str = member(NAME)
    """Its name."""
    top_panel: Strings | None = member(Limit(0, 220), each=ID, default=None)
    """The fields that are always shown, in order."""
    more_info: Strings | None = member(Limit(0, 220), each=ID, default=None)
    """The fields on the tab for more, in order."""
    top_panel_heading: str | None = member(Limit(0, 100), default=None)
    """The heading above the first ones; at most 100 characters."""
    more_info_heading: str | None = member(Limit(0, 100), default=None)
    """The heading above the others."""
    tags: Mapping[str, str] | None = member(
        _TAGS, keys=TAG_KEY, each=TAG_VALUE, default=None
    )
    """Tags to have; others are left as they are."""


@shape
class CaseRuleSetup:
    """A case rule."""

    name: str = member(NAME)
    """Its name."""
    rule: CaseRuleDetails | UnknownMember
    """What it decides, with the names of fields where it has ids."""
    description: str | None = member(DESCRIPTION, default=None)
    """At most 255 characters."""
    tags: Mapping[str, str] | None = member(
        _TAGS, keys=TAG_KEY, each=TAG_VALUE, default=None
    )
    """Tags to have; others are left as they are."""


@shape
class TemplateRuleSetup:
    """A case rule put to use by a template."""

    rule: str = member(NAME)
    """The name of the rule."""
    field: str | None = member(ID, default=None)
    """The field it decides about; a rule of options names its own."""


@shape
class TemplateSetup:
    """A template."""

    name: str = member(NAME)
    """Its name."""
    description: str | None = member(DESCRIPTION, default=None)
    """At most 255 characters."""
    layout: str | None = member(NAME, default=None)
    """The name of the layout its cases are shown with."""
    required_fields: Strings | None = member(Limit(0, 100), each=ID, default=None)
    """The fields a case must have a value for, in any order."""
    status: TemplateStatus | None = None
    """Whether cases can be created from it."""
    rules: Sequence[TemplateRuleSetup] | None = member(Limit(0, 50), default=None)
    """The case rules it puts to use, in any order."""
    tag_propagation_configurations: Sequence[TagPropagationConfiguration] | None = (
        member(Limit(0, 1), default=None)
    )
    """The tags its cases are created with."""
    tags: Mapping[str, str] | None = member(
        _TAGS, keys=TAG_KEY, each=TAG_VALUE, default=None
    )
    """Tags to have; others are left as they are."""


@shape
class EventSetup:
    """What a domain sends to EventBridge."""

    enabled: bool
    """Whether it sends anything."""
    fields: Strings | None = member(Limit(0, 400), each=ID, default=None)
    """The fields that events about cases carry, in any order."""
    auto_include_fields: AutoIncludeFields | None = None
    """Fields they carry without being named."""
    include_content: bool | None = None
    """Whether events about related items carry what they hold."""


@shape
class DomainSetup:
    """How a domain is to be set up; things are known by their names.

    Only what is listed is touched. Nothing is deleted except what the last four list by
    name.
    """

    fields: Sequence[FieldSetup] = ()
    """Fields to have."""
    layouts: Sequence[LayoutSetup] = ()
    """Layouts to have."""
    case_rules: Sequence[CaseRuleSetup] = ()
    """Case rules to have."""
    templates: Sequence[TemplateSetup] = ()
    """Templates to have."""
    events: EventSetup | None = None
    """The event configuration to have."""
    tags: Mapping[str, str] | None = member(
        _TAGS, keys=TAG_KEY, each=TAG_VALUE, default=None
    )
    """Tags the domain is to have; others are left as they are."""
    deleted_fields: Strings = member(each=NAME, default=())
    """Fields to delete where they exist."""
    deleted_layouts: Strings = member(each=NAME, default=())
    """Layouts to delete where they exist."""
    deleted_case_rules: Strings = member(each=NAME, default=())
    """Case rules to delete where they exist."""
    deleted_templates: Strings = member(each=NAME, default=())
    """Templates to delete where they exist."""

    def to_json(self, *, indent: int | None = 2) -> str:
        """The same as JSON; what says nothing is left out."""
        return json.dumps(_said(to_botocore(self)), indent=indent, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """The setup that a JSON text describes, as `to_json` writes it.

        Raises:
            ParamValidationError: with everything in the text that no setup has.
            ResponseError: with everything that is missing, or of the wrong kind.
            ValueError: it is no JSON.
        """
        given = json.loads(text)
        if not is_map(given):
            raise ValueError("a setup is a JSON object")
        nothing: dict[str, object] = {name: [] for name in _said_by_lists()}
        setup = from_botocore({**nothing, **given}, cls)
        if unknown := tuple(_unknown(given, to_botocore(setup), "")):
            raise ParamValidationError(cls.__name__, unknown)
        return setup


def _said_by_lists() -> Iterator[str]:
    """The lists of a setup, which may be left out of its JSON."""
    return (name for name, item in to_botocore(DomainSetup()).items() if item == [])


def _said(written: dict[str, Any]) -> dict[str, Any]:
    """Without the lists of a setup that say nothing."""
    return {name: item for name, item in written.items() if item != []}


def _unknown(given: object, read: object, path: str) -> Iterator[Violation]:
    """The parts of a text that were not read, such as misspelt words."""
    if is_map(given) and is_map(read):
        for name, item in given.items():
            here = f"{path}.{name}" if path else name
            if name in read:
                yield from _unknown(item, read[name], here)
            elif item is not None:
                yield Violation(here, "there is nothing of this name")
    elif is_list(given) and is_list(read):
        for number, (item, other) in enumerate(zip(given, read, strict=False)):
            yield from _unknown(item, other, f"{path}[{number}]")


class SetupAction(StrEnum):
    """What is done to a part of a domain."""

    CREATE = "create"
    UPDATE = "update"
    DELETE = "delete"


_SIGNS = {
    SetupAction.CREATE: "+",
    SetupAction.UPDATE: "~",
    SetupAction.DELETE: "-",
}


@documented
@attrs.frozen
class PlannedStep:
    """Something that was done to a domain, or would be."""

    action: SetupAction
    """What was done."""
    kind: str
    """To what: `field`, `layout`, `case rule`, `template`, `domain` or
    `event configuration`.
    """
    name: str
    """Its name."""
    changes: tuple[str, ...] = ()
    """Which of its members were changed, by their names in the setup."""

    def __str__(self) -> str:
        changes = f": {', '.join(self.changes)}" if self.changes else ""
        return f"{_SIGNS[self.action]} {self.kind} {self.name}{changes}"


@documented
@attrs.frozen
class SetupPlan:
    """What `apply_setup` did, or would do; it prints as a list."""

    steps: tuple[PlannedStep, ...]
    """What was done, in order."""
    unchanged: int
    """How many parts of the setup were as they should be."""
    is_applied: bool
    """Whether it was done; False for a dry run."""

    @property
    def changes_nothing(self) -> bool:
        """Whether there is nothing to do."""
        return not self.steps

    def __str__(self) -> str:
        return "\n".join([*map(str, self.steps), f"  {self.unchanged} unchanged"])
