"""Writing a module of record classes from a domain.

The same domain gives the same module, in whatever order the service lists things. The
classes bind by name, so that the module serves every domain with these fields; by id if
asked.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence

import attrs

from ..domain.entries import DomainField
from ..domain.fields import DomainFields
from ..domain.loading import load_fields
from ..flows import Flow, every, send
from ..models.fields import FieldNamespace, FieldType
from ..models.layouts import BasicLayout, FieldGroup, GetLayoutRequest
from ..models.templates import (
    GetTemplateRequest,
    GetTemplateResponse,
    ListTemplatesRequest,
)
from .naming import (
    assignment,
    call,
    camel,
    literal,
    prose,
    snake,
    unique,
    upper,
)

#: On every case, though no layout shows them.
_ALWAYS = ("title", "status")

_TYPES: Mapping[FieldType, str] = {
    FieldType.TEXT: "str",
    FieldType.URL: "str",
    FieldType.SINGLE_SELECT: "str",
    FieldType.NUMBER: "float",
    FieldType.BOOLEAN: "bool",
    FieldType.DATE_TIME: "datetime",
    FieldType.USER: "UserArn",
}

_HEAD = '''"""Records of a domain of Amazon Connect Cases.

Written by `python -m connectcases_typed.records`: write it anew rather than change it.
"""'''

_ALL = "AllFields"
_RESERVED = ("Mapped", "Record", "StrEnum", "UserArn", _ALL)


@attrs.frozen
class TemplateFields:
    """A template and its fields, by id."""

    name: str
    """Its name."""
    template_id: str
    """Its id."""
    required: tuple[str, ...]
    """The fields it requires."""
    shown: tuple[str, ...] | None
    """The fields its layout shows; None where it has no layout."""


@attrs.frozen
class Written:
    """A module that was written."""

    source: str
    """Its text."""
    notes: tuple[str, ...]
    """What is not as one would expect: names numbered, fields left out."""


def read_templates(domain_id: str) -> Flow[tuple[TemplateFields, ...]]:
    """Read the templates of a domain, with the fields of their layouts."""
    listed = yield from every(ListTemplatesRequest(domain_id=domain_id))
    found: list[TemplateFields] = []
    for summary in listed:
        template = yield from send(
            GetTemplateRequest(domain_id=domain_id, template_id=summary.template_id)
        )
        found.append(
            TemplateFields(
                template.name,
                template.template_id,
                tuple(field.field_id for field in template.required_fields or ()),
                (yield from _shown(domain_id, template)),
            )
        )
    return tuple(found)


def _shown(
    domain_id: str, template: GetTemplateResponse
) -> Flow[tuple[str, ...] | None]:
    layout = template.layout_configuration
    if layout is None or layout.default_layout is None:
        return None
    found = yield from send(
        GetLayoutRequest(domain_id=domain_id, layout_id=layout.default_layout)
    )
    if not isinstance(found.content, BasicLayout):
        return None
    return tuple(
        field.id
        for panel in (found.content.top_panel, found.content.more_info)
        if panel is not None
        for section in panel.sections or ()
        if isinstance(section, FieldGroup)
        for field in section.fields
    )


def generate(
    domain_id: str, *, only: Collection[str] = (), ids: bool = False
) -> Flow[Written]:
    """Write a module of record classes from a domain.

    Args:
        domain_id: the domain.
        only: names of the templates to write a class for. If empty, a class is
            written for each template, and one with every field.
        ids: whether the classes bind by id.

    Raises:
        ValueError: there is no template of one of these names.
        ResourceNotFoundException: no such domain.
    """
    fields = yield from load_fields(domain_id=domain_id)
    templates = yield from read_templates(domain_id)
    names = sorted(template.name for template in templates)
    if missing := [name for name in only if name not in names]:
        there = ", ".join(map(repr, names)) or "none"
        raise ValueError(f"there is no template {missing[0]!r}; there are {there}")
    chosen = [it for it in templates if not only or it.name in only]
    return _Module(fields, ids=ids).written(chosen, everything=not only)


class _Module:
    """The module being written: which names are taken, and what was noted."""

    def __init__(self, fields: DomainFields, *, ids: bool) -> None:
        self._ids = ids
        self._notes: list[str] = []
        self._fields = sorted(filter(self._is_known, fields), key=_order)
        self._names = self._unique(
            {it.field_id: (it.name, snake(it.name)) for it in self._fields}, ()
        )
        self._enums: dict[str, str] = {}

    def _is_known(self, field: DomainField) -> bool:
        if field.type in _TYPES:
            return True
        self._notes.append(f"{field.name!r} is left out: it is of type {field.type}")
        return False

    def _unique(
        self, wanted: Mapping[str, tuple[str, str]], taken: Collection[str]
    ) -> dict[str, str]:
        """A unique name for each key; names that had to be numbered are noted."""
        found: dict[str, str] = {}
        for key, (given, name) in wanted.items():
            found[key] = unique(name, {*found.values(), *taken})
            if found[key] != name:
                self._notes.append(f"{given!r} is {found[key]}: {name} is taken")
        return found

    def written(
        self, templates: Sequence[TemplateFields], *, everything: bool
    ) -> Written:
        ordered = sorted(templates, key=lambda it: (it.name, it.template_id))
        records: dict[str, tuple[TemplateFields | None, list[DomainField]]] = {
            it.template_id: (it, self._fields_of(it)) for it in ordered
        }
        if everything:
            records[_ALL] = (None, self._fields)
        used = {field.field_id for _, fields in records.values() for field in fields}
        selects = [it for it in self._fields if it.options and it.field_id in used]
        # Nor may a class have the name of an attribute: in scripts without upper and
        # lower case, the two would be the same.
        taken = (*_RESERVED, *self._names.values())
        classes = self._unique(
            {it.field_id: (it.name, camel(it.name)) for it in selects}
            | {it.template_id: (it.name, camel(it.name)) for it in ordered},
            taken,
        )
        self._enums = {it.field_id: classes[it.field_id] for it in selects}
        blocks = [self._enum(field) for field in selects]
        for key, (template, fields) in records.items():
            blocks.append(self._record(classes.get(key, _ALL), template, fields))
        body = "\n\n\n".join("\n".join(block) for block in blocks)
        return Written(f"{_HEAD}\n\n{_imports(body)}\n\n\n{body}\n", tuple(self._notes))

    def _fields_of(self, template: TemplateFields) -> list[DomainField]:
        if template.shown is None:
            return self._fields
        ids = {*_ALWAYS, *template.required, *template.shown}
        return [field for field in self._fields if field.field_id in ids]

    def _enum(self, field: DomainField) -> list[str]:
        options = sorted(field.options, key=lambda it: (it.name, it.value))
        names = self._unique(
            {it.value: (it.name, upper(it.name)) for it in options}, ()
        )
        members = (
            line
            for option in options
            for line in assignment(names[option.value], literal(option.value))
        )
        return [
            f"class {self._enums[field.field_id]}(StrEnum):",
            f'    """The options of "{prose(field.name)}"."""',
            "",
            *members,
        ]

    def _record(
        self, name: str, template: TemplateFields | None, fields: list[DomainField]
    ) -> list[str]:
        of = (
            "Every field of the domain"
            if template is None
            else f'What the template "{prose(template.name)}" holds'
        )
        required = () if template is None else ("title", *template.required)
        attributes = (line for it in fields for line in self._attribute(it, required))
        return [f"class {name}(Record):", f'    """{of}."""', "", *attributes]

    def _attribute(
        self, field: DomainField, required: Collection[str]
    ) -> Iterator[str]:
        held = self._enums.get(field.field_id, _TYPES[field.type])
        arguments = [literal(field.name)]
        if self._ids:
            arguments.append(f"id={literal(field.field_id)}")
        if field.field_id not in required or field.is_read_only:
            held = f"{held} | None"
            arguments.append("default=None")
        head = f"    {self._names[field.field_id]}: Mapped[{held}] = field"
        yield from call(head, arguments)


def _order(field: DomainField) -> tuple[bool, str, str, str]:
    """System fields first, then by name: the service documents no order."""
    is_custom = field.namespace is not FieldNamespace.SYSTEM
    return is_custom, field.name.casefold(), field.name, field.field_id


def _imports(body: str) -> str:
    standard = [
        line
        for line, mark in (
            ("from datetime import datetime", "Mapped[datetime"),
            ("from enum import StrEnum", "(StrEnum):"),
        )
        if mark in body
    ]
    own = ["from connectcases_typed import UserArn"] if "Mapped[UserArn" in body else []
    own.append("from connectcases_typed.records import Mapped, Record, field")
    return "\n\n".join("\n".join(lines) for lines in (standard, own) if lines)
