"""A tour of connectcases-typed: `make demo`.

On the embedded service it creates a case, attaches one item of each kind, edits,
searches, and prints the audit history. With `--live --domain-id ... --case-id ...` only
the reading part runs, against AWS, with boto3's ordinary credentials.
"""

import argparse
from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta

from connectcases_typed import (
    AuditEvent,
    Client,
    CommentContent,
    CommentFilter,
    CommentUpdateContent,
    ConnectCaseContent,
    ConnectCaseInputContent,
    Contact,
    ContactContent,
    CustomContent,
    CustomEntity,
    CustomFilter,
    CustomInputContent,
    CustomUpdateContent,
    DoubleValue,
    EqualTo,
    FieldOption,
    FieldType,
    FieldValueUnion,
    FileContent,
    GreaterThan,
    PlainValue,
    RelatedItemContent,
    SlaContent,
    SlaFilter,
    SlaInputConfiguration,
    StringValue,
    UnknownMember,
    UserArn,
    as_python,
    field_values,
)
from connectcases_typed.testing import EmbeddedCases, mock_cases

CUSTOMER = "arn:aws:profile:us-west-2:123456789012:domains/shop/profiles/ada"
CONNECT = "arn:aws:connect:us-west-2:123456789012:instance/shop"

OPENING = """\
This runs on an embedded Amazon Connect Cases, not on AWS. It has one domain, and the
ids of everything in it are new in each run:

  domain  {domain_id}  "shop", with the fields Hotel, Nights and Paid
  case    {case_id}  "Two nights at the Seaview"
  case    {other_id}  "The same, asked by phone"
"""

CLOSING = """
All this is docs/tour.py: the same calls work on AWS. What to do next:

  README.md                 a quick start to paste into a file of your own
  docs/how-to/              a page for each task
  make demo ARGS=--serve    look at this domain in a browser
  make demo ARGS="--live --domain-id ... --case-id ..."
                            read a case of yours from AWS: nothing is written"""


def main() -> None:
    """Run the tour."""
    parser = argparse.ArgumentParser(description="A tour of connectcases-typed.")
    parser.add_argument("--live", action="store_true", help="read from AWS")
    parser.add_argument(
        "--serve", action="store_true", help="end on a page that shows what was done"
    )
    parser.add_argument("--port", type=int, default=5000, help="of that page")
    parser.add_argument("--region", default="us-west-2")
    parser.add_argument("--domain-id")
    parser.add_argument("--case-id")
    options = parser.parse_args()
    if options.live:
        if not (options.domain_id and options.case_id):
            parser.error("--live takes a --domain-id and a --case-id")
        read(Client(region_name=options.region), options.domain_id, options.case_id)
    else:
        with mock_cases() as service, Client(region_name=options.region) as cases:
            embedded(cases, service)
            if options.serve:
                serve(options.port)


def serve(port: int) -> None:
    """Let a browser look at what the tour has made, until it is interrupted."""
    # Needs Flask, which the tour itself does not.
    from connectcases_typed.testing.server import CasesServer  # noqa: PLC0415 - an extra

    server = CasesServer(port=port)
    print(f"\nTo look at: {server.url}/_cases/ (Ctrl-C ends it)", flush=True)
    with suppress(KeyboardInterrupt):
        server.serve_forever()


def embedded(cases: Client, service: EmbeddedCases) -> None:
    """Do everything once, on an embedded service that is discarded afterwards."""
    domain_id = cases.create_domain(name="shop").domain_id
    fields = {
        name: cases.create_field(domain_id=domain_id, name=name, type=kind).field_id
        for name, kind in {
            "Hotel": FieldType.TEXT,
            "Nights": FieldType.NUMBER,
            "Paid": FieldType.BOOLEAN,
        }.items()
    }
    cases.batch_put_field_options(
        domain_id=domain_id,
        field_id="case_reason",
        options=[FieldOption(name="Booking", value="booking", active=True)],
    ).raise_for_failures()
    template = cases.create_template(domain_id=domain_id, name="Booking")

    def open_case(title: str) -> str:
        return cases.create_case(
            domain_id=domain_id,
            template_id=template.template_id,
            fields=field_values(
                {"title": title, "customer_id": CUSTOMER, "case_reason": "booking"}
            ),
            performed_by=CustomEntity("tour"),
        ).case_id

    case_id = open_case("Two nights at the Seaview")
    other_id = open_case("The same, asked by phone")
    print(OPENING.format(domain_id=domain_id, case_id=case_id, other_id=other_id))
    attach_and_edit(cases, domain_id, case_id, other_id, fields)

    service.clock.advance(timedelta(hours=3))
    cases.update_case(
        domain_id=domain_id,
        case_id=case_id,
        fields=field_values({"status": "closed"}),
        performed_by=UserArn(f"{CONNECT}/agent/grace"),
    )
    read(cases, domain_id, case_id)

    print("\nBooked for more than two nights, not at the Seaview:")
    elsewhere = GreaterThan(id=fields["Nights"], value=DoubleValue(2)) & ~EqualTo(
        id=fields["Hotel"], value=StringValue("Seaview")
    )
    names = {field_id: name for name, field_id in fields.items()}
    for item in cases.search_related_items(
        domain_id=domain_id, case_id=case_id, filters=[CustomFilter(fields=elsewhere)]
    ):
        print(f"  {summary(item.content, names)}")
    print(CLOSING)


def attach_and_edit(
    cases: Client,
    domain_id: str,
    case_id: str,
    other_id: str,
    fields: Mapping[str, str],
) -> None:
    """Attach one related item of each kind; edit the comment and the Custom item."""
    booking: dict[str, PlainValue] = {
        fields["Hotel"]: "Seaview",
        fields["Nights"]: 2,
        fields["Paid"]: False,
    }
    ids = [
        cases.create_related_item(
            domain_id=domain_id,
            case_id=case_id,
            content=content,
            performed_by=CustomEntity("tour"),
        ).related_item_id
        for content in (
            CommentContent(body="Ada would like a room with a view."),
            CustomInputContent(fields=field_values(booking)),
            Contact(contact_arn=f"{CONNECT}/contact/call-1"),
            FileContent(file_arn=f"{CONNECT}/file/passport"),
            SlaInputConfiguration(
                name="Close within two hours",
                field_id="status",
                target_field_values=[StringValue("closed")],
                target_sla_minutes=120,
            ),
            ConnectCaseInputContent(case_id=other_id),
        )
    ]
    comment_id, booking_id, *_ = ids
    cases.update_related_item(
        domain_id=domain_id,
        case_id=case_id,
        related_item_id=comment_id,
        content=CommentUpdateContent(body="Ada would like a room with a sea view."),
    )
    cases.update_related_item(
        domain_id=domain_id,
        case_id=case_id,
        related_item_id=booking_id,
        content=CustomUpdateContent(
            fields=field_values(
                booking | {fields["Hotel"]: "Lighthouse", fields["Nights"]: 3}
            )
        ),
        performed_by=UserArn(f"{CONNECT}/agent/grace"),
    )


def read(cases: Client, domain_id: str, case_id: str) -> None:
    """Print a case's related items and its audit history."""
    names = {
        field.field_id: field.name for field in cases.list_fields(domain_id=domain_id)
    }
    print("Attached to the case:")
    for item in cases.search_related_items(domain_id=domain_id, case_id=case_id):
        print(f"  {item.type:<12} {summary(item.content, names)}")

    print("\nOf these, comments and SLAs:")
    found = cases.search_related_items(
        domain_id=domain_id, case_id=case_id, filters=[CommentFilter(), SlaFilter()]
    )
    for page in found.by_page():
        request_id = page.metadata.request_id
        print(f"  a page of {len(page.related_items)}, by the request {request_id}")

    print("\nWhat happened:")
    for event in cases.get_case_audit_events(domain_id=domain_id, case_id=case_id):
        print(f"  {event.performed_time:%d %b %H:%M} {describe(event)}")
        for field in event.fields:
            name = names.get(field.event_field_id, field.event_field_id)
            old, new = shown(field.old_value), shown(field.new_value)
            print(f"      {name}: {old} -> {new}")


def summary(
    content: RelatedItemContent | UnknownMember, names: Mapping[str, str]
) -> str:
    """The content of an item in one line, with the names of its fields."""
    match content:
        case CommentContent(body=body):
            return body
        case ContactContent(channel=channel, connected_to_system_time=time):
            return f"{channel} at {time:%H:%M}"
        case SlaContent(sla_configuration=sla):
            return f"{sla.name}: {sla.status}, due {sla.target_time:%d %b %H:%M}"
        case CustomContent(fields=fields):
            return ", ".join(
                f"{names.get(it.id, it.id)}: {shown(it.value)}" for it in fields
            )
        case FileContent(file_arn=arn):
            return arn
        case ConnectCaseContent(case_id=other):
            return f"the case {other}"
        case UnknownMember(tag=tag):
            return f"something this version does not know: {tag}"


def describe(event: AuditEvent) -> str:
    """What happened and who did it."""
    what = f"{event.type} {event.related_item_type or ''}".rstrip()
    if event.performed_by is None:
        return what
    match event.performed_by.user:
        case CustomEntity(name) | UserArn(name):
            return f"{what}, by {name}"
        case None | UnknownMember():
            return f"{what}, by {event.performed_by.iam_principal_arn}"


def shown(value: FieldValueUnion | UnknownMember | None) -> str:
    """A field value for people to read; a missing one is a dash."""
    if value is None or isinstance(value, UnknownMember):
        return "-"
    plain = as_python(value)
    if isinstance(plain, float) and plain.is_integer():
        return str(int(plain))  # the service knows no whole numbers
    return str(plain)


if __name__ == "__main__":
    main()
