"""What the embedded service remembers.

Plain objects, one class per noun, without behaviour: what happens to them is in the
module of the noun. They are deliberately not the client's models, so that service
and client cannot agree on the same mistake.

`ordinal` numbers things in the order they came to be, within account and Region.
"""

from datetime import datetime

import attrs

from .wire import Wire


@attrs.define(kw_only=True)
class FieldOption:
    """One value a single-select field can have."""

    name: str
    value: str
    active: bool


@attrs.define(kw_only=True)
class Field:
    """A field of a domain, the service's own or a custom one."""

    id: str
    arn: str
    name: str
    type: str
    namespace: str
    ordinal: int
    created: datetime
    modified: datetime
    description: str | None = None
    attributes: Wire | None = None
    deleted: bool = False
    options: dict[str, FieldOption] = attrs.Factory(dict[str, FieldOption])
    tags: dict[str, str] = attrs.Factory(dict[str, str])


@attrs.define(kw_only=True)
class Layout:
    """Which fields a case shows, and where; `content` is as it was given."""

    id: str
    arn: str
    name: str
    content: Wire
    ordinal: int
    created: datetime
    modified: datetime
    deleted: bool = False
    tags: dict[str, str] = attrs.Factory(dict[str, str])


@attrs.define(kw_only=True)
class CaseRule:
    """A case rule; `rule` is the union as it was given."""

    id: str
    arn: str
    name: str
    rule: Wire
    ordinal: int
    created: datetime
    modified: datetime
    description: str | None = None
    deleted: bool = False
    tags: dict[str, str] = attrs.Factory(dict[str, str])


@attrs.define(kw_only=True)
class Template:
    """What cases are made from."""

    id: str
    arn: str
    name: str
    status: str
    ordinal: int
    created: datetime
    modified: datetime
    description: str | None = None
    layout_id: str | None = None
    required_fields: list[str] = attrs.Factory(list[str])
    rules: list[Wire] = attrs.Factory(list[Wire])
    tag_propagation: list[Wire] = attrs.Factory(list[Wire])
    deleted: bool = False
    tags: dict[str, str] = attrs.Factory(dict[str, str])


@attrs.define(kw_only=True)
class Sla:
    """The part of an SLA item that time and the case's fields bear on."""

    name: str
    type: str
    field_id: str | None
    target_values: list[Wire]
    target_time: datetime
    completed: datetime | None = None


@attrs.define(kw_only=True)
class RelatedItem:
    """An item of a case; `content` is its output content, an SLA's is `sla`."""

    id: str
    arn: str
    type: str
    ordinal: int
    associated: datetime
    content: Wire
    sla: Sla | None = None
    created_by: Wire | None = None
    last_updated_user: Wire | None = None
    tags: dict[str, str] = attrs.Factory(dict[str, str])


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


@attrs.define(kw_only=True)
class Case:
    """A case.

    `values` holds a value union per field id and no empty ones; `emptied` the fields
    the case has without a value, because it was given an empty one.
    """

    id: str
    arn: str
    template_id: str
    ordinal: int
    values: dict[str, Wire]
    emptied: set[str] = attrs.Factory(set[str])
    items: dict[str, RelatedItem] = attrs.Factory(dict[str, RelatedItem])
    audit: list[AuditEvent] = attrs.Factory(list[AuditEvent])
    tags: dict[str, str] = attrs.Factory(dict[str, str])


@attrs.define(kw_only=True)
class Merge:
    """A merge of one case into another, running until `ends`.

    `caller` and `performed_by` are who started it: what it does is done in their
    name. `fields` are those whose values come from the secondary case whatever the
    primary has, `arms` the kinds of items to move, as the content union calls them.
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
    """What a client token was used for, and what came of it."""

    fingerprint: str
    answer: Wire


@attrs.define(kw_only=True)
class Domain:
    """A domain and everything in it; `event_bridge` is its event configuration."""

    id: str
    arn: str
    name: str
    ordinal: int
    created: datetime
    fields: dict[str, Field] = attrs.Factory(dict[str, Field])
    layouts: dict[str, Layout] = attrs.Factory(dict[str, Layout])
    case_rules: dict[str, CaseRule] = attrs.Factory(dict[str, CaseRule])
    templates: dict[str, Template] = attrs.Factory(dict[str, Template])
    cases: dict[str, Case] = attrs.Factory(dict[str, Case])
    merges: list[Merge] = attrs.Factory(list[Merge])
    event_bridge: Wire | None = None
    answered: dict[str, Answered] = attrs.Factory(dict[str, Answered])
    tags: dict[str, str] = attrs.Factory(dict[str, str])
