"""A domain to read, and what a reading of it has written."""

import json
from pathlib import Path
from typing import Any

import attrs

from connectcases_typed import AuditEvent, Client, CommentContent, field_values


@attrs.frozen
class Domain:
    """A domain and its cases, each opened and commented on."""

    cases: Client
    domain_id: str
    template_id: str
    case_ids: list[str]

    def open_case(self) -> str:
        """Open a case and comment on it."""
        case_id = self.cases.create_case(
            domain_id=self.domain_id,
            template_id=self.template_id,
            fields=field_values({"title": "x", "customer_id": "arn:aws:profile:x"}),
        ).case_id
        self.cases.create_related_item(
            domain_id=self.domain_id,
            case_id=case_id,
            content=CommentContent(body="Hello."),
        )
        self.case_ids.append(case_id)
        return case_id

    def events(self, case_id: str) -> list[AuditEvent]:
        """What the service says happened to a case."""
        return list(
            self.cases.get_case_audit_events(domain_id=self.domain_id, case_id=case_id)
        )


def lines(folder: Path) -> list[dict[str, Any]]:
    """Every line of every file, in order."""
    texts = [path.read_text("utf-8") for path in sorted(folder.glob("part-*.jsonl"))]
    return [json.loads(line) for text in texts for line in text.splitlines()]


def contents(folder: Path) -> dict[str, bytes]:
    """The files of a folder, whole."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}
