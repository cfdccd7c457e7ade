"""A stub of the service for the benchmarks: an HTTP server with responses in memory.

It runs in a process of its own, prints its URL, and exits when its standard input is
closed. The path selects the response, and the ids in it how to respond: requests to the
domain `slow` get their response late, the domain `cases-<n>` has n cases to list, and
the case `case-<n>` has n pages of audit events.
"""

import json
import re
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

#: The delay of responses for the domain `slow`, in seconds.
DELAY = 0.05

EVENTS = 25
STORED = Path(__file__).with_name("stored_fields.json")
USER = "arn:aws:connect:us-west-2:111122223333:instance/5d9e7a3c/agent/0f1e2d3c"
ROLE = "arn:aws:iam::111122223333:role/back-office"
ITEM = "arn:aws:cases:us-west-2:111122223333:domain/d/case/c/related-item/"


def uuid(number: int) -> str:
    """An id that looks like one."""
    return f"{number:08x}-7c1e-4d0a-9b5f-3e2a1c0d4f6b"


# What the service answers is JSON, which has no type of its own.
def audit_event(number: int) -> dict[str, Any]:
    """An event with three changed fields: a text, a number and an assignment."""
    return {
        "eventId": uuid(number),
        "type": "Case.Updated",
        "performedTime": f"2026-03-04T05:{number:02}:07.89Z",
        "performedBy": {"user": {"userArn": USER}, "iamPrincipalArn": ROLE},
        "fields": [
            {
                "eventFieldId": "status",
                "oldValue": {"stringValue": "open"},
                "newValue": {"stringValue": "closed"},
            },
            {
                "eventFieldId": uuid(4096),
                "oldValue": {"doubleValue": 2},
                "newValue": {"doubleValue": number + 0.5},
            },
            {
                "eventFieldId": "assigned_user",
                "oldValue": {"emptyValue": {}},
                "newValue": {"userArnValue": USER},
            },
        ],
    }


def comment(number: int) -> dict[str, Any]:
    """A comment, as a search finds it."""
    return {
        "relatedItemId": uuid(number),
        "type": "Comment",
        "associationTime": f"2026-03-04T05:{number:02}:07.89Z",
        "content": {
            "comment": {
                "body": f"Called back at {number} past; the customer will write again.",
                "contentType": "Text/Plain",
            }
        },
        "tags": {"team": "returns"},
        "performedBy": {"customEntity": "import-job"},
    }


def dumped(members: dict[str, Any]) -> bytes:
    """The body of a response."""
    return json.dumps(members, separators=(",", ":")).encode()


def case(number: int) -> dict[str, Any]:
    """A case with 25 fields."""
    held: dict[str, dict[str, Any]] = {
        "Text": {"stringValue": f"Called back at {number} past."},
        "Number": {"doubleValue": number + 0.5},
        "Boolean": {"booleanValue": number % 2 == 0},
        "DateTime": {"stringValue": f"2026-03-04T05:{number % 60:02}:07.890Z"},
        "SingleSelect": {"stringValue": "high"},
        "User": {"userArnValue": USER},
        "Url": {"stringValue": "https://example.com/seaview"},
    }
    return {
        "caseId": uuid(number),
        "templateId": uuid(0),
        "fields": [
            {"id": it["fieldId"], "value": held[it["type"]]}
            for it in json.loads(STORED.read_text())["fields"][:25]
        ],
    }


AUDIT = dumped({"auditEvents": [audit_event(it) for it in range(EVENTS)]})
SEARCH = dumped({"relatedItems": [comment(it) for it in range(EVENTS)]})
CASES = dumped({"cases": [case(it) for it in range(100)]})
CREATED = dumped({"relatedItemId": uuid(1), "relatedItemArn": ITEM + uuid(1)})


def audit_page(path: str, asked: dict[str, Any]) -> bytes:
    """A page of the audit history; all but the last have the token of the next page."""
    pages = re.search(r"/case-(\d+)/", path)
    page = int(asked.get("nextToken") or 1)
    if pages is None or page == int(pages[1]):
        return AUDIT
    return b'{"nextToken":"%d",' % (page + 1) + AUDIT[1:]


def cases_page(path: str, asked: dict[str, Any]) -> bytes:
    """A page of cases: of those of a domain `cases-<n>` only the ids."""
    domain = re.search(r"/cases-(\d+)/", path)
    if domain is None:
        return CASES
    start, total = int(asked.get("nextToken") or 0), int(domain[1])
    end = min(start + 100, total)
    found = [
        {"caseId": uuid(it), "templateId": uuid(0), "fields": []}
        for it in range(start, end)
    ]
    more = {} if end == total else {"nextToken": str(end)}
    return dumped({"cases": found, "totalCount": total, **more})


def answer(path: str, body: bytes) -> bytes:
    """The body of the response to a request."""
    match path.rstrip("/").rpartition("/")[2]:
        case "audit-history":
            return audit_page(path, json.loads(body or b"{}"))
        case "related-items-search":
            return SEARCH
        case "cases-search":
            return cases_page(path, json.loads(body or b"{}"))
        case "related-items":
            return CREATED
        case _:
            raise ValueError(f"no answer to {path}")


class Handler(BaseHTTPRequestHandler):
    """Responds to a connection's requests, one after the other."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1  # head and body leave together
    disable_nagle_algorithm = True

    def do_POST(self) -> None:
        """Respond to one request."""
        body = answer(self.path, self.rfile.read(int(self.headers["Content-Length"])))
        if "/slow/" in self.path:
            time.sleep(DELAY)
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("x-amzn-RequestId", uuid(7))
        self.end_headers()
        self.wfile.write(body)

    do_PUT = do_POST  # noqa: N815 - as above

    # What http.server would log, by its own signature.
    def log_message(self, *_: Any) -> None:
        """Log nothing."""


def main() -> None:
    """Serve until standard input is closed."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    Thread(target=server.serve_forever, daemon=True).start()
    print(f"http://127.0.0.1:{server.server_address[1]}", flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main()
