"""Serve a shop, and let a browser walk through the page.

    python tests/browser/walk.py FOLDER [IMAGES]

`make test-browser` fills the folder: `node_modules` has Playwright and axe. Screenshots
go to IMAGES, which is inside the folder unless given.
"""

import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from connectcases_typed import (
    Client,
    CommentContent,
    CommentUpdateContent,
    Contact,
    CreateRelatedItemResponse,
    CustomInputContent,
    EventBridgeConfiguration,
    FieldOption,
    FieldType,
    RelatedItemInputContent,
    SlaInputConfiguration,
    StringValue,
    UserArn,
    field_values,
)
from connectcases_typed.testing import EmbeddedCases, mock_cases
from connectcases_typed.testing.server import CasesServer

HERE = Path(__file__).parent
NODE = shutil.which("node") or "node"
CONNECT = "arn:aws:connect:us-west-2:123456789012:instance/shop"
GRACE = UserArn(f"{CONNECT}/agent/grace")
SCRIPT = "<script>document.title = 'stolen'</script><b>bold</b>"


def main() -> None:
    """Serve, walk, and end as the walk ends."""
    folder = Path(sys.argv[1]).absolute()
    images = Path(sys.argv[2]).absolute() if len(sys.argv) > 2 else folder / "images"
    images.mkdir(parents=True, exist_ok=True)
    with mock_cases() as service, CasesServer() as server:
        service.clock.set(datetime(2026, 3, 2, 9, 30, tzinfo=UTC))
        fill(service)
        done = subprocess.run(
            [NODE, "--test", "--test-reporter=spec", str(HERE / "walk.mjs")],
            env=os.environ
            | {
                "PAGE": f"{server.url}/_cases/",
                "IMAGES": str(images),
                "MODULES": str(folder / "node_modules"),
            },
            check=False,
            timeout=300,
        )
    sys.exit(done.returncode)


def fill(service: EmbeddedCases) -> None:
    """A shop with something of everything the page shows."""
    cases = Client(region_name="us-west-2")
    domain_id = cases.create_domain(name="Seaview bookings").domain_id
    cases.put_case_event_configuration(
        domain_id=domain_id, event_bridge=EventBridgeConfiguration(enabled=True)
    )
    fields = {
        name: cases.create_field(domain_id=domain_id, name=name, type=kind).field_id
        for name, kind in {
            "Hotel": FieldType.TEXT,
            "Nights": FieldType.NUMBER,
            "Room": FieldType.SINGLE_SELECT,
        }.items()
    }
    cases.batch_put_field_options(
        domain_id=domain_id,
        field_id=fields["Room"],
        options=[
            FieldOption(name="With a sea view", value="sea", active=True),
            FieldOption(name="Garden", value="garden", active=False),
        ],
    ).raise_for_failures()
    template_id = cases.create_template(domain_id=domain_id, name="Booking").template_id

    def open_case(title: str) -> str:
        service.clock.advance(timedelta(minutes=1))
        return cases.create_case(
            domain_id=domain_id,
            template_id=template_id,
            fields=field_values({"title": title, fields["Nights"]: 2}),
            performed_by=GRACE,
        ).case_id

    for number in range(1, 61):
        open_case(f"Booking {number}")
    open_case(SCRIPT)
    case_id = open_case("Two nights at the Seaview")

    def attach(content: RelatedItemInputContent) -> CreateRelatedItemResponse:
        return cases.create_related_item(
            domain_id=domain_id, case_id=case_id, content=content, performed_by=GRACE
        )

    comment = attach(CommentContent(body="Ada would like a room with a view."))
    attach(CommentContent(body=SCRIPT))
    attach(Contact(contact_arn=f"{CONNECT}/contact/call-1"))
    attach(CustomInputContent(fields=field_values({fields["Hotel"]: "Lighthouse"})))
    for name, minutes in {"Call back": 30, "Close within a day": 1440}.items():
        attach(
            SlaInputConfiguration(
                name=name,
                field_id="status",
                target_field_values=[StringValue("closed")],
                target_sla_minutes=minutes,
            )
        )
    service.clock.advance(timedelta(minutes=45))
    cases.update_case(
        domain_id=domain_id,
        case_id=case_id,
        fields=field_values({fields["Nights"]: 3, fields["Room"]: "sea"}),
        performed_by=GRACE,
    )
    cases.update_related_item(
        domain_id=domain_id,
        case_id=case_id,
        related_item_id=comment.related_item_id,
        content=CommentUpdateContent(body="Ada would like a room with a sea view."),
        performed_by=GRACE,
    )


if __name__ == "__main__":
    main()
