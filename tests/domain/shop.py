"""A domain with a field of every type, as a value and in the embedded service."""

from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum
from typing import Literal

from hypothesis import strategies as st

from connectcases_typed import (
    Client,
    DomainField,
    DomainFields,
    FieldNamespace,
    FieldOption,
    FieldType,
    UserArn,
)
from connectcases_typed.records import Mapped, Record, field

REGION = "us-west-2"


class Priority(StrEnum):
    """Values of options, whose names differ from them."""

    HIGH = "high"
    LOW = "low"


class Booking(Record):
    """An attribute of every kind, most of which may be empty."""

    hotel: Mapped[str] = field("Hotel")
    nights: Mapped[float] = field("Nights")
    rooms: Mapped[int | None] = field("Rooms", default=None)
    paid: Mapped[bool | None] = field("Paid", default=None)
    arrival: Mapped[datetime | None] = field("Arrival", default=None)
    agent: Mapped[UserArn | None] = field("Agent", default=None)
    priority: Mapped[Priority | None] = field("Priority", default=None)
    channel: Mapped[Literal["web", "phone"]] = field("Channel", default="web")
    site: Mapped[str | None] = field("Site", default=None)


OPTIONS = {
    "Priority": {"high": "High", "low": "Low"},
    "Channel": {"web": "Web", "phone": "Phone"},
}
TYPES = {
    "Hotel": FieldType.TEXT,
    "Nights": FieldType.NUMBER,
    "Rooms": FieldType.NUMBER,
    "Paid": FieldType.BOOLEAN,
    "Arrival": FieldType.DATE_TIME,
    "Agent": FieldType.USER,
    "Priority": FieldType.SINGLE_SELECT,
    "Channel": FieldType.SINGLE_SELECT,
    "Site": FieldType.URL,
}


def a_field(
    name: str,
    kind: FieldType = FieldType.TEXT,
    *,
    field_id: str | None = None,
    namespace: FieldNamespace = FieldNamespace.CUSTOM,
    deleted: bool = False,
    options: tuple[FieldOption, ...] = (),
) -> DomainField:
    """A field, with an id made from its name."""
    id_ = field_id or f"id-of-{name}"
    return DomainField(
        field_id=id_,
        field_arn=f"arn:{id_}",
        name=name,
        type=kind,
        namespace=namespace,
        deleted=deleted,
        options=options,
    )


def options_of(name: str) -> tuple[FieldOption, ...]:
    """The options of a field of the shop."""
    return tuple(
        FieldOption(name=label, value=value, active=True)
        for value, label in OPTIONS.get(name, {}).items()
    )


SYSTEM = (
    a_field("Title", field_id="title", namespace=FieldNamespace.SYSTEM),
    a_field("Customer", field_id="customer_id", namespace=FieldNamespace.SYSTEM),
    a_field(
        "Date/Time Opened",
        FieldType.DATE_TIME,
        field_id="created_datetime",
        namespace=FieldNamespace.SYSTEM,
    ),
)
SHOP = DomainFields(
    domain_id="shop",
    fields=(
        *SYSTEM,
        *(
            a_field(name, kind, options=options_of(name))
            for name, kind in TYPES.items()
        ),
    ),
)


def create(cases: Client, name: str = "shop") -> str:
    """The same domain in the embedded service; its id."""
    domain_id = cases.create_domain(name=name).domain_id
    for field_name, kind in TYPES.items():
        made = cases.create_field(domain_id=domain_id, name=field_name, type=kind)
        if options := options_of(field_name):
            cases.batch_put_field_options(
                domain_id=domain_id, field_id=made.field_id, options=options
            ).raise_for_failures()
    return domain_id


def open_case(cases: Client, domain_id: str) -> str:
    """A case of the domain, from a template of its own; its id."""
    template = cases.create_template(
        domain_id=domain_id,
        name=f"T{len(list(cases.list_templates(domain_id=domain_id)))}",
    )
    shop = cases.load_fields(domain_id=domain_id)
    return cases.create_case(
        domain_id=domain_id,
        template_id=template.template_id,
        fields=shop.values({"Title": "A case"}),
    ).case_id


TEXTS = st.text(st.characters(codec="utf-8"), max_size=20)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
TIMES = st.datetimes(
    min_value=datetime(1900, 1, 1),  # noqa: DTZ001 - the zone is drawn beside it
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=-9, minutes=-30))]),
)
ARNS = st.from_regex(r"arn:aws:connect:[a-z0-9/:]{1,30}", fullmatch=True)
RECORDS = st.builds(
    Booking,
    hotel=TEXTS,
    nights=NUMBERS,
    rooms=st.none() | st.integers(-(2**53), 2**53),
    paid=st.none() | st.booleans(),
    arrival=st.none() | TIMES,
    agent=st.none() | st.builds(UserArn, ARNS),
    priority=st.none() | st.sampled_from(Priority),
    channel=st.sampled_from(["web", "phone"]),
    site=st.none() | TEXTS,
)

#: With names that lead to no one field.
WILD = DomainFields(
    domain_id="shop",
    fields=(
        *SHOP,
        a_field("Wild", field_id="w1"),
        a_field("Wild", field_id="w2"),
        a_field("Gone", deleted=True),
    ),
)
