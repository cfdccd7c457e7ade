"""Keeping secrets out of the log lines of what is underneath.

This library logs nothing of a request or an answer. botocore and urllib3 do, at DEBUG:
parameters, bodies, signed headers with the session token. `RedactingFilter` masks those
in their records:

    handler = logging.StreamHandler()
    handler.addFilter(RedactingFilter(comments=True, field_values=True))
    logging.basicConfig(level=logging.DEBUG, handlers=[handler])

A filter belongs on a handler: on a logger it does not see the records of the loggers
below that one.
"""

import json
import logging
import re
from collections.abc import Mapping
from typing import Any

from .shapes import is_list, is_map

__all__ = ["RedactingFilter"]

#: What the service model marks as sensitive, by wire name.
SENSITIVE = frozenset({"customEntity", "name", "title"})
#: What agents write, and what is searched for.
COMMENTS = frozenset({"body"})
FIELD_VALUES = frozenset(
    {"booleanValue", "doubleValue", "searchTerm", "stringValue", "userArnValue"}
)
#: What lets others act, or read on; header names in lower case.
CREDENTIALS = frozenset(
    {"authorization", "nexttoken", "x-amz-security-token", "signature"}
)

_LOGGERS = ("botocore", "boto3", "urllib3", "aiobotocore")

_SENSITIVE, _CREDENTIAL = "<sensitive>", "<redacted>"

# In text that is no longer data: a canonical request, a header line, a query.
_CREDENTIAL_TEXT = re.compile(
    r"""((?:x-amz-security-token|authorization|nexttoken|signature)
         (?:['"]?\s*[:=]\s*)b?['"]?)        # its name and what stands before it
        (?:AWS4-HMAC-SHA256[^'"\n]*|[^\s'"&,}]+)""",
    re.IGNORECASE | re.VERBOSE,
)


class RedactingFilter(logging.Filter):
    """Masks secrets in the log records of botocore and urllib3; lets all through.

    Always masked: members that the service model marks as sensitive (titles of cases,
    names of SLAs, custom entities; a member called `name` or `title` anywhere else
    with them), session tokens, signatures, and page tokens. A body that is not JSON
    is masked as a whole. Other loggers' records are left alone.

    Args:
        comments: whether to mask the text of comments, too.
        field_values: whether to mask the values of fields, and search terms, too.
    """

    def __init__(self, *, comments: bool = False, field_values: bool = False) -> None:
        super().__init__()
        self._names = SENSITIVE
        if comments:
            self._names |= COMMENTS
        if field_values:
            self._names |= FIELD_VALUES
        names = "|".join(sorted(self._names))
        # A dict or JSON that somebody has already made text of.
        self._text = re.compile(
            rf"""(['"](?:{names})['"]\s*:\s*)
                (?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[-+.\w]+)""",
            re.VERBOSE,
        )

    def filter(self, record: logging.LogRecord) -> bool:
        """Mask a record, in place, so that no other handler shows more."""
        if record.name.partition(".")[0] not in _LOGGERS:
            return True
        arguments: Any = self._masked(record.args) if record.args else ()
        if is_list(record.args):
            arguments = tuple(arguments)
        text = str(record.msg)
        if arguments:
            text = text % arguments
        record.msg, record.args = self._masked_text(text), ()
        return True

    # What is logged may be anything.
    def _masked(self, value: Any) -> Any:
        if is_map(value):
            return {key: self._member(key, it) for key, it in value.items()}
        if is_list(value):
            return [self._masked(it) for it in value]
        if isinstance(value, bytes | bytearray):
            return self._masked_body(bytes(value))
        if value is None or isinstance(value, int | float):
            return value
        return self._masked_text(str(value))

    def _member(self, key: object, value: Any) -> Any:
        if str(key).lower() in CREDENTIALS:
            return _CREDENTIAL
        # botocore calls a whole body so, too; that is bytes, and looked into.
        is_body = isinstance(value, bytes | bytearray | Mapping)
        if key in self._names and not is_body:
            return _SENSITIVE
        return self._masked(value)

    def _masked_body(self, body: bytes) -> bytes:
        if not body:
            return body
        try:
            data: Any = json.loads(body)
        except (ValueError, RecursionError):
            return f"<{len(body)} bytes>".encode()
        return json.dumps(self._masked(data)).encode()

    def _masked_text(self, text: str) -> str:
        text = self._text.sub(rf"\1'{_SENSITIVE}'", text)
        return _CREDENTIAL_TEXT.sub(rf"\1{_CREDENTIAL}", text)
