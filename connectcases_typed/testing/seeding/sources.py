"""Seeds from files: JSON, and YAML if PyYAML is installed (moto brings it)."""

import json
import os
from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, cast

Seed = Mapping[str, object]


def read_file(path: str | os.PathLike[str]) -> list[Seed]:
    """The seeds in a file: one, or a list of several, each of a domain.

    The ending decides: `.json`, `.yaml` or `.yml`. A file that cannot be read as such
    is a ValueError, one that does not exist is a FileNotFoundError.
    """
    path = Path(path)
    text = path.read_text(encoding="utf-8")
    match path.suffix.lower():
        case ".json":
            try:
                given = json.loads(text)
            except ValueError as error:
                raise ValueError(f"{path}: this is not JSON: {error}") from None
        case ".yaml" | ".yml":
            given = _yaml(path, text)
        case _:
            raise ValueError(f"{path}: a seed ends in .json, .yaml or .yml")
    seeds = cast("list[object]", given if isinstance(given, list) else [given])
    for seed in seeds:
        if not isinstance(seed, dict):
            # The file is wrong, not the call.
            raise ValueError(  # noqa: TRY004 - see above
                f"{path}: a seed is a mapping, or a list of mappings"
            )
    return cast("list[Seed]", seeds)


def _yaml(path: Path, text: str) -> object:
    if find_spec("yaml") is None:
        raise ValueError(f"{path}: YAML needs PyYAML: pip install pyyaml")
    # Not before: most tests seed without a file. It has no types of its own.
    yaml: Any = import_module("yaml")
    try:
        return yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise ValueError(f"{path}: this is not YAML: {error}") from None
