"""A program: the embedded service under a botocore that knows more than this library.

It gives each union of the service model an arm, each structure a member and each enum a
value of its own making, sends each of them wherever a request can hold it, through raw
boto3, and prints what came back: a JSON list of operation, path, code and message.
"""

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import boto3
import botocore.session
from botocore import xform_name
from botocore.config import Config
from botocore.exceptions import ClientError

from connectcases_typed.testing import mock_cases
from connectcases_typed.testing.operations import OPERATIONS

NEW = "brandNew"
# The service model is JSON; what is in it has no type of its own.
Json = dict[str, Any]


def grown(tree: Json) -> Json:
    """The model with more in it, everywhere."""
    copy: Json = json.loads(json.dumps(tree))
    for shape in copy["shapes"].values():
        if shape["type"] == "structure" and not shape.get("exception"):
            shape["members"][NEW] = {"shape": "SlaName"}
        if "enum" in shape:
            shape["enum"].append(NEW)
    return copy


def requests(tree: Json) -> Iterator[tuple[str, str, Json]]:
    """Each place of each request that can hold something new: operation, path, params.

    An operation that is new itself is none of the embedded service's.

    Each shape is visited once for each operation: unions hold themselves.
    """
    for operation in OPERATIONS:
        name = tree["operations"][operation]["input"]["shape"]
        for path, params in _places(tree["shapes"], name, frozenset()):
            yield operation, path.removeprefix("."), params


def _places(
    shapes: Json, name: str, above: frozenset[str]
) -> Iterator[tuple[str, Any]]:
    """Paths below a shape, and values of the shape with something new there."""
    shape = shapes[name]
    if name in above:
        return
    above |= {name}
    match shape["type"]:
        case "structure":
            is_union = shape.get("union", False)
            whole = {} if is_union else smallest(shapes, name)
            yield f".{NEW}", {**whole, NEW: "x"}
            for member, ref in shape["members"].items():
                for path, value in _places(shapes, ref["shape"], above):
                    yield f".{member}{path}", {**whole, member: value}
        case "list":
            for path, value in _places(shapes, shape["member"]["shape"], above):
                yield f"[0]{path}", [value]
        case "string" if "enum" in shape:
            yield "", NEW
        case _:
            pass


def smallest(shapes: Json, name: str) -> Any:
    """A value of a shape with nothing in it that is not required."""
    shape = shapes[name]
    match shape["type"]:
        case "structure" if shape.get("union"):
            member, ref = next(iter(shape["members"].items()))
            return {member: smallest(shapes, ref["shape"])}
        case "structure":
            return {
                member: smallest(shapes, shape["members"][member]["shape"])
                for member in shape.get("required", ())
            }
        case "list":
            return [smallest(shapes, shape["member"]["shape"])]
        case "map":
            return {}
        case "string":
            return shape["enum"][0] if "enum" in shape else "x"
        case "boolean":
            return True
        case _:
            return shape.get("min", 1)


def main(folder: str) -> None:
    """Write the model where botocore looks, send the requests, print the answers."""
    loader = botocore.session.get_session().get_component("data_loader")
    tree = loader.load_service_model("connectcases", "service-2")
    home = Path(folder) / "connectcases" / tree["metadata"]["apiVersion"]
    home.mkdir(parents=True)
    (home / "service-2.json").write_text(json.dumps(grown(tree)))
    os.environ["AWS_DATA_PATH"] = folder

    found: list[tuple[str, str, str, str]] = []
    # moto reads the file that came with botocore by itself, when it is first needed.
    with (
        patch("moto.core.utils._load_service_model", lambda *_: grown(tree)),
        mock_cases(),
    ):
        config = Config(parameter_validation=False, retries={"max_attempts": 0})
        client: Any = boto3.client("connectcases", "us-west-2", config=config)
        for operation, path, params in requests(tree):
            try:
                getattr(client, xform_name(operation))(**params)
            except ClientError as error:
                said = error.response["Error"]
                found.append((operation, path, said["Code"], said["Message"]))
            else:
                found.append((operation, path, "", ""))
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        main(folder)
