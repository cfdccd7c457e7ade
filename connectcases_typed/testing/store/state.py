"""What the embedded service remembers.

Plain objects, one class per noun; the rules of what happens to them are in the
modules of the operations. They are deliberately not the client's models, so that
service and client cannot agree on the same mistake.

Attributes with `init=False` are derived from the others and spare a search through
them. `indexes` keeps them up to date. They are no part of a dump, and do not count when
two states are compared.
"""

from datetime import datetime

import attrs

from ..protocol.wire import Wire


@attrs.define(kw_only=True)
class Resource:
    """Anything with an id, an ARN and tags.

    `ordinal` numbers resources in the order they were made, within an account and
    Region.
    """

    id: str
    arn: str
    ordinal: int
    tags: dict[str, str] = attrs.Factory(dict[str, str])


@attrs.define(kw_only=True)
class Definition(Resource):
    """A part of a domain's set-up, deleted softly: it stays readable."""

    name: str
    created: datetime
    modified: datetime
    deleted: bool = False


@attrs.define(kw_only=True)
class FieldOption:
    """One value a single-select field can have."""

    name: str
    value: str
    active: bool


@attrs.define(kw_only=True)
class Field(Definition):
    """A field of a domain, a system field or a custom one."""

    type: str
    namespace: str
    description: str | None = None
    attributes: Wire | None = None
    options: dict[str, FieldOption] = attrs.Factory(dict[str, FieldOption])


@attrs.define(kw_only=True)
class Layout(Definition):
    """Which fields a case shows, and where; `content` is as it was given."""

    content: Wire


@attrs.define(kw_only=True)
class CaseRule(Definition):
    """A case rule; `rule` is the union as it was given."""

    rule: Wire
    description: str | None = None


@attrs.define(kw_only=True)
class Template(Definition):
    """What cases are made from."""

    status: str
    description: str | None = None
    layout_id: str | None = None
    required_fields: list[str] = attrs.Factory(list[str])
    rules: list[Wire] = attrs.Factory(list[Wire])
    tag_propagation: list[Wire] = attrs.Factory(list[Wire])


@attrs.define(kw_only=True)
class Sla:
    """The part of an SLA item that depends on time and on the case's fields."""

    name: str
    type: str
    field_id: str | None
    target_values: list[Wire]
    target_time: datetime
    completed: datetime | None = None


@attrs.define(kw_only=True)
class RelatedItem(Resource):
    """An item of a case.

    `content` is as it was given; what the service adds of its own is `sla` for an SLA,
    and for a contact `channel` in the content and the time it was `connected`.
    """

    type: str
    associated: datetime
    content: Wire
    sla: Sla | None = None
    connected: datetime | None = None
    created_by: Wire | None = None
    last_updated_user: Wire | None = None


@attrs.define(kw_only=True)
class AuditEvent:
    """An entry of a case's history; `merge` is the metadata of the merge behind it."""

    id: str
    type: str
    ordinal: int
    performed: datetime
    performed_by: Wire
    fields: list[Wire]
    related_item_type: str | None = None
    merge: Wire | None = None


_NO_IDS = frozenset[str]()


def _one_if_empty(ids: frozenset[str]) -> frozenset[str]:
    """One empty set for all cases: a set of its own takes more than its id."""
    return ids or _NO_IDS


@attrs.define(kw_only=True)
class Case(Resource):
    """A case.

    `values` holds a value union per field id and no empty values. `emptied` holds the
    ids of fields that were given an empty value.

    `item_order` holds the items by ordinal, `slas` those that are SLAs by their id, and
    `files` the number of those that are files. `text` is what search terms are looked
    for in, None until a search needs it.
    """

    template_id: str
    values: dict[str, Wire]
    emptied: frozenset[str] = attrs.field(default=_NO_IDS, converter=_one_if_empty)
    items: dict[str, RelatedItem] = attrs.Factory(dict[str, RelatedItem])
    audit: list[AuditEvent] = attrs.Factory(list[AuditEvent])
    item_order: list[RelatedItem] = attrs.field(
        factory=list[RelatedItem], init=False, eq=False, repr=False
    )
    slas: dict[str, RelatedItem] = attrs.field(
        factory=dict[str, RelatedItem], init=False, eq=False, repr=False
    )
    files: int = attrs.field(factory=int, init=False, eq=False, repr=False)
    text: str | None = attrs.field(default=None, init=False, eq=False, repr=False)


@attrs.define(kw_only=True)
class Merge:
    """A merge of one case into another, running until `ends`.

    `caller` and `performed_by` started it, and its events name them. The values of
    `fields` are taken from the secondary case even if the primary has one. `arms` are
    the kinds of items to move, named as in the content union.
    """

    id: str
    primary_id: str
    secondary_id: str
    ends: datetime
    caller: str
    performed_by: Wire | None
    fields: frozenset[str]
    arms: frozenset[str]
    completed: bool = False


@attrs.define(kw_only=True)
class Answered:
    """The request a client token was used for, as a digest, and its response."""

    fingerprint: str
    answer: Wire


@attrs.define(kw_only=True)
class Domain(Resource):
    """A domain and everything in it; `event_bridge` is its event configuration.

    `case_order` holds the cases by ordinal and `item_order` the items of all cases with
    their cases. `references` holds the ids of cases by their reference numbers in upper
    case, and `contacts` the cases that have an item for a contact, by ordinal.
    `running` holds the merges that run by the ids of both their cases, `merged` all
    merges by the secondary case's.
    """

    name: str
    created: datetime
    fields: dict[str, Field] = attrs.Factory(dict[str, Field])
    layouts: dict[str, Layout] = attrs.Factory(dict[str, Layout])
    case_rules: dict[str, CaseRule] = attrs.Factory(dict[str, CaseRule])
    templates: dict[str, Template] = attrs.Factory(dict[str, Template])
    cases: dict[str, Case] = attrs.Factory(dict[str, Case])
    merges: list[Merge] = attrs.Factory(list[Merge])
    event_bridge: Wire | None = None
    answered: dict[str, Answered] = attrs.Factory(dict[str, Answered])
    case_order: list[Case] = attrs.field(
        factory=list[Case], init=False, eq=False, repr=False
    )
    item_order: list[tuple[Case, RelatedItem]] = attrs.field(
        factory=list[tuple[Case, RelatedItem]], init=False, eq=False, repr=False
    )
    references: dict[str, str] = attrs.field(
        factory=dict[str, str], init=False, eq=False, repr=False
    )
    contacts: dict[str, list[Case]] = attrs.field(
        factory=dict[str, list[Case]], init=False, eq=False, repr=False
    )
    running: dict[str, Merge] = attrs.field(
        factory=dict[str, Merge], init=False, eq=False, repr=False
    )
    merged: dict[str, Merge] = attrs.field(
        factory=dict[str, Merge], init=False, eq=False, repr=False
    )
