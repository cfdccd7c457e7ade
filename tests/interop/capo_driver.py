"""capo-connectcases, told what to do one line of JSON at a time.

In and out as in `driver.cjs`. capo spells members in snake_case, but those of unions
as the wire does; that is all there is to bridge.
"""

import json
import re
import sys
from datetime import datetime
from typing import Any

from capo_connectcases import ConnectCasesClient, Credentials
from capo_connectcases.errors import ServiceError

# Members of unions, as far as the scenario uses any of two words.
ARMS = {
    "stringValue",
    "doubleValue",
    "emptyValue",
    "greaterThan",
    "userArn",
    "connectCase",
    "slaInputConfiguration",
}


def snake(name: str) -> str:
    """`relatedItemId` as capo writes it."""
    if name in ARMS:
        return name
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def camel(name: str) -> str:
    """`related_item_id` as the wire writes it."""
    return re.sub(r"_([a-z])", lambda found: found[1].upper(), name)


def renamed(value: Any, rename: Any) -> Any:
    """A value with other names for its members, and its times written out."""
    match value:
        case dict():
            return {
                rename(name): renamed(below, rename) for name, below in value.items()
            }
        case list():
            return [renamed(below, rename) for below in value]
        case datetime():
            return value.isoformat()
        case _:
            return value


def carry_out(client: Any, operation: str, params: Any, key: str | None) -> Any:
    """Call it, or gather what its own pager gives."""
    params = renamed(params, snake)
    if key is None:
        return renamed(getattr(client, snake(operation))(**params), camel)
    found: list[Any] = []
    for given in getattr(client, f"iter_{snake(operation)}")(**params):
        # Some of capo's pagers give items, some pages.
        found += given.get(snake(key), [given])
    return renamed(found, camel)


def main() -> None:
    """Read, do, answer, until there is no more to read."""
    client = ConnectCasesClient(
        endpoint=sys.argv[1],
        region="us-west-2",
        credentials=Credentials(access_key="key", secret_key="secret"),  # noqa: S106  # of nobody
    )
    for line in sys.stdin:
        asked = json.loads(line)
        said: dict[str, Any]
        try:
            answer = carry_out(
                client, asked["operation"], asked["params"], asked.get("key")
            )
            said = {"answer": answer}
        except ServiceError as error:
            said = {"refused": error.code}
        print(json.dumps(said), flush=True)  # noqa: T201  # the answer


if __name__ == "__main__":
    main()
