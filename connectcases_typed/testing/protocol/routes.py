"""Why a request is for no operation, said to whoever wrote it by hand."""

import re
from collections.abc import Iterator

from .model import operation_model, service_model


def reason(method: str, path: str) -> str:
    """Say what is wrong with a method and path that belong to no operation."""
    takes = ", ".join(f"{verb} ({name})" for verb, name in _methods(path))
    if takes:
        return f"{method} {path} is no operation: this path takes {takes}."
    return f"{method} {path} is no operation: Amazon Connect Cases has no such path."


def _methods(path: str) -> Iterator[tuple[str, str]]:
    """The methods an operation has at this path, with the operations' names."""
    for name in service_model().operation_names:
        http = operation_model(name).http
        if re.fullmatch(_pattern(http["requestUri"]), path):
            yield http["method"], name


def _pattern(template: str) -> str:
    """`/domains/{domainId}` as an expression; a greedy label may contain slashes."""
    parts = re.split(r"({[^}]+})", template)
    return "".join(
        (".+" if part.endswith("+}") else "[^/]+") if index % 2 else re.escape(part)
        for index, part in enumerate(parts)
    )
