"""Mutated responses: each becomes a value or an error of this library.

    python -m client.fuzz 500000 [seed]        (from `tests`; `make fuzz` does it)

An answer to any operation is changed in its structure (members dropped, doubled,
nested, replaced by values of other kinds), in its bytes (cut, flipped, doubled) or
replaced by an error answer changed likewise, and comes with some status and headers. A
client of ours reads all of them, a wrapped one every tenth, and the two must agree.
Whatever fails is printed with what reproduces it.
"""

import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from random import Random
from typing import Any

import attrs
from botocore import UNSIGNED
from botocore.awsrequest import AWSResponse, HeadersDict
from botocore.config import Config

from connectcases_typed import Response, ResponseError, ServiceError, to_botocore
from connectcases_typed.operations import Request

from .every import Sender, sending
from .nobody import QUIET
from .samples import REQUESTS, TURNS, answer_to, sample

#: What takes the place of anything.
ODD: tuple[Any, ...] = (
    None, True, False, 0, -1, 1.5, 1e308, 2**63, 10**400, "", "x", "Text/Plain",
    "2026-03-04T05:06:07Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:60z", "NaN",
    "\ud800", "\x00", "a" * 10_000, [], {}, [[]], [None], {"": None}, {"__type": "X"},
    {"stringValue": "x"}, {"emptyValue": {}}, {"SDK_UNKNOWN_MEMBER": {"name": "x"}},
    {"SDK_UNKNOWN_MEMBER": 7}, {"a": 1, "b": 2},
)  # fmt: skip
STATUSES = (200, 200, 200, 200, 201, 204, 206, 300, 301, 400, 404, 429, 500, 503)
HEADERS: tuple[dict[str, str], ...] = (
    {},
    {"x-amzn-requestid": "r"},
    {"x-amzn-errortype": "ThrottlingException"},
    {"x-amzn-errortype": "InternalServerException", "retry-after": "soon"},
    {"x-amzn-errortype": "com.amazonaws#ResourceNotFoundException:http://x/"},
    {"x-amzn-errortype": "", "retry-after": "Wed, 21 Oct 2015 07:28:00 GMT"},
    {"x-amzn-query-error": "Some;Sender", "retry-after": "1e999"},
)
ERRORS: tuple[Any, ...] = (
    {"message": "No"},
    {"__type": "com.x#ConflictException", "Message": "No"},
    {"code": "ValidationException", "resourceId": "r", "resourceType": "Case"},
)


@attrs.frozen
class Mutant:
    """An answer that is not as it should be."""

    status: int
    headers: dict[str, str]
    body: bytes


def mutant(random: Random, answer: Any) -> Mutant:
    """A changed answer, or a changed error."""
    status = random.choice(STATUSES)
    data = answer if status < 300 or random.random() < 0.2 else random.choice(ERRORS)
    for _ in range(random.choice((0, 1, 1, 2, 5))):
        data = _changed(random, data)
    body = json.dumps(data).encode()
    if random.random() < 0.3:
        body = _damaged(random, body)
    return Mutant(status, dict(random.choice(HEADERS)), body)


# Decoded JSON has no type.
def _changed(random: Random, data: Any) -> Any:
    """The same with something in it changed, at any depth."""
    if isinstance(data, dict) and data and random.random() < 0.8:
        changed = dict(data)
        key = random.choice(list(changed))
        match random.randrange(8):
            case 0:
                del changed[key]
            case 1:
                changed[random.choice(("", "__type", "x", "nextToken"))] = changed[key]
            case _:
                changed[key] = _changed(random, changed[key])
        return changed
    if isinstance(data, list) and data and random.random() < 0.8:
        changed_list = list(data)
        index = random.randrange(len(changed_list))
        match random.randrange(6):
            case 0:
                del changed_list[index]
            case 1:
                changed_list *= random.choice((2, 30))
            case _:
                changed_list[index] = _changed(random, changed_list[index])
        return changed_list
    match random.randrange(6):
        case 0:
            return [data]
        case 1:
            return {random.choice(("value", "stringValue", "x")): data}
        case 2:
            return {"a": data, "b": data}
        case _:
            return random.choice(ODD)


def _damaged(random: Random, body: bytes) -> bytes:
    at = random.randrange(len(body) + 1)
    match random.randrange(6):
        case 0:
            return body[:at]
        case 1:
            return body[at:]
        case 2:
            return body[:at] + bytes([random.randrange(256)]) + body[at + 1 :]
        case 3:
            return body * 2
        case 4:
            return random.choice((b"", b"<html>x</html>", b"OK", b"\xff\xfe{", b"null"))
        case _:
            depth = random.choice((10, 2_000, 100_000))
            return body[:at] + b'{"a":[' * depth + b"]}" * depth + body[at:]


class Service:
    """Answers each request of a boto3 client with the mutant of the moment."""

    def __init__(self, sender: Sender) -> None:
        self.mutant = Mutant(200, {}, b"")
        events = sender.boto3.meta.events
        events.register("before-send.connectcases.*", self._answer)

    def _answer(self, **_: object) -> AWSResponse:
        body = self.mutant.body

        class Raw:
            """What botocore reads a body from."""

            def stream(self, **_: object) -> Iterator[bytes]:
                yield body

        # As moto makes them; typed for urllib3's responses alone.
        raw: Any = Raw()
        headers: Any = HeadersDict(self.mutant.headers)
        return AWSResponse("http://nowhere", self.mutant.status, headers, raw)


def outcome(sender: Sender, request: Request[Any]) -> object:
    """What a call ends in: a value, or what there is to say of its error."""
    try:
        return sender.send(request)
    except ServiceError as error:
        for told in (error, error.message, error.retryable, error.request_id):
            str(told)
        return type(error), error.code, error.status_code
    except ResponseError as error:
        return ResponseError, len(str(error)) < 20_000, error.problems != ()


def same(one: object, other: object) -> bool:
    """Whether two outcomes are the same; a NaN is not equal to itself."""
    return one == other or (
        type(one) is type(other)
        and isinstance(one, Response)
        and repr(to_botocore(one)) == repr(to_botocore(other))
    )


def fuzz(number: int, seed: int = 0) -> tuple[Counter[str], list[str]]:
    """How many mutants ended in what, and what was wrong with any."""
    ended: Counter[str] = Counter()
    failures: list[str] = []
    unsigned = QUIET.merge(Config(signature_version=UNSIGNED))
    random = Random(seed)  # noqa: S311 - to be repeated, not to be secret
    requests = [sample(cls) for cls in REQUESTS]
    answers = [[answer_to(cls, turn) for turn in range(TURNS)] for cls in REQUESTS]
    with (
        sending("Client", "http://127.0.0.1:9", config=unsigned) as ours,
        sending("Client.wrap", "http://127.0.0.1:9", config=unsigned) as wrapped,
    ):
        service, other = Service(ours), Service(wrapped)
        for index in range(number):
            which = random.randrange(len(requests))
            service.mutant = mutant(random, random.choice(answers[which]))
            request = requests[which]
            try:
                found = outcome(ours, request)
                if index % 10 == 0:
                    other.mutant = service.mutant
                    assert same(outcome(wrapped, request), found), "they disagree"
            except Exception as error:  # noqa: BLE001 - what is looked for
                what = f"{seed}:{index} {request.operation} {error!r}"
                failures.append(f"{what:.300} {service.mutant!r:.500}")
                continue
            kind = found[0] if isinstance(found, tuple) else found
            ended[kind.__name__ if isinstance(kind, type) else "a value"] += 1
    return ended, failures


def main() -> None:
    """Run a number of mutants from a seed, and report their outcomes."""
    number, *rest = map(int, sys.argv[1:])
    seed = rest[0] if rest else 0
    begun = time.monotonic()
    ended, failures = fuzz(number, seed)
    seconds = time.monotonic() - begun
    print(f"{number} mutated answers from seed {seed} in {seconds:.0f} s")
    for kind, count in ended.most_common():
        print(f"{count:9,} {kind}")
    print(f"{len(failures):9,} neither a value nor an error of ours")
    for failure in failures[:20]:
        print(failure)
    sys.exit(bool(failures))


if __name__ == "__main__":
    main()
