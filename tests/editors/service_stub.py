"""Writes `connectcases_typed/service.pyi`: the clients' methods as plain functions.

At run time a method takes its signature from a request class or from the function that
makes a flow (`connectcases_typed.calling.methods`). Editors do not follow that far. So
this program writes down what `inspect.signature` finds, each union with its classes by
name, above the docstring with what is returned.

Run it whenever a request changes: `python tests/editors/service_stub.py`.
"""

import inspect
import re
import subprocess
import sys
import textwrap
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, ForwardRef, TypeAlias, Union, get_args, get_origin

import connectcases_typed
from connectcases_typed.calling.methods import flow, operation, paged
from connectcases_typed.service import AsyncConnectCases, ConnectCases

STUB = Path(connectcases_typed.__file__).with_name("service.pyi")
#: For ruff, which has settings for it.
_NAME = "connectcases_typed/service.pyi"
#: Inside a docstring of a method.
_INDENT = " " * 8
_WIDTH = 88 - len(_INDENT)
_HEADER = '''\
"""The service: every operation and every flow, as type checkers and editors see them.

Written by `python tests/editors/service_stub.py`; do not edit. `service.py` is what
runs.
"""
'''

Sections: TypeAlias = dict[str, list[str]]


def service_stub() -> str:
    """The text of the stub."""
    imports = _Imports()
    classes = [_class(cls, imports) for cls in (ConnectCases, AsyncConnectCases)]
    return _formatted("\n".join([_HEADER, imports.text(), *classes]))


def methods(cls: type) -> Iterator[tuple[str, operation | paged | flow]]:
    """The methods of a class that are made of request classes and of flows."""
    for name, method in vars(cls).items():
        if isinstance(method, operation | paged | flow):
            yield name, method


class _Imports:
    """What the stub imports, by module; it grows as annotations are written."""

    def __init__(self) -> None:
        self._names: defaultdict[str, set[str]] = defaultdict(set)

    def text(self) -> str:
        return "".join(
            f"from {module} import {', '.join(sorted(names))}\n"
            for module, names in self._names.items()
        )

    # Annotations have no type of their own, hence `Any`.
    def annotation(self, given: Any) -> str:
        """An annotation as text, each alias replaced by what it stands for."""
        if given is NoneType:
            return "None"
        if given is ...:
            return "..."
        if isinstance(given, list):  # the parameters of a callable
            return f"[{', '.join(self.annotation(it) for it in given)}]"
        if isinstance(given, ForwardRef):
            # Classes of a recursive union and its name: both are in its module.
            names = re.findall(r"\w+", given.__forward_arg__)
            module = given.__forward_module__
            assert isinstance(module, str)
            for name in names:
                self._add(module, name)
            return given.__forward_arg__
        origin, arguments = get_origin(given), get_args(given)
        if origin in (Union, UnionType):
            return " | ".join(self.annotation(it) for it in arguments)
        if origin is not None:
            inside = ", ".join(self.annotation(it) for it in arguments)
            return f"{self.annotation(origin)}[{inside}]"
        assert isinstance(given, type), f"{given!r}: teach this program to write it"
        self._add(given.__module__, given.__name__)
        return given.__name__

    def default(self, value: object) -> str:
        """A default as text."""
        if isinstance(value, Enum):
            return f"{self.annotation(type(value))}.{value.name}"
        return repr(value)

    def _add(self, module: str, name: str) -> None:
        if module != "builtins":
            home = connectcases_typed.__name__
            self._names[module.removeprefix(home)].add(name)


def _class(cls: type, imports: _Imports) -> str:
    doc = inspect.getdoc(cls)
    written = [
        _method(name, method, getattr(cls, name), imports)
        for name, method in methods(cls)
    ]
    return "\n".join([f'class {cls.__name__}:\n    """{doc}"""\n', *written])


def _method(
    name: str,
    method: operation | paged | flow,
    function: Callable[..., object],
    imports: _Imports,
) -> str:
    signature = inspect.signature(function)
    parameters = list(signature.parameters.values())
    taken = [
        f"{it.name}: {imports.annotation(it.annotation)}"
        + ("" if it.default is it.empty else f" = {imports.default(it.default)}")
        for it in parameters[1:]
    ]
    returned = imports.annotation(signature.return_annotation)
    is_coroutine = inspect.iscoroutinefunction(function)
    sections = _sections(inspect.getdoc(function) or "")
    args = _entries(sections.get("Args", []))
    sections["Args"] = [args[it.name] for it in parameters[1:]]
    sections["Returns"] = [_returned(method, signature.return_annotation)]
    doc = textwrap.indent(_docstring(sections), _INDENT).strip()
    return (
        f"    {'async ' if is_coroutine else ''}def {name}(self, *, "
        f"{', '.join(taken)}) -> {returned}:\n"
        f'        """{doc}\n        """\n'
    )


def _returned(method: operation | paged | flow, returned: Any) -> str:
    """A line about what is returned: the summary of its class, if it is ours."""
    if isinstance(method, paged):
        _, item = get_args(returned)
        return f"{_quoted(item)}s, fetched page by page while they are iterated over."
    if isinstance(returned, type) and returned.__module__.startswith(
        connectcases_typed.__name__
    ):
        summary, _, _ = (inspect.getdoc(returned) or "").partition("\n\n")
        return f"{_quoted(returned)}: {summary[:1].lower()}{summary[1:]}"
    return f"{_quoted(returned)}."


def _quoted(returned: Any) -> str:
    return f"`{_Imports().annotation(returned)}`"


# ------------------------------------------------------------------- docstrings


def _sections(doc: str) -> Sections:
    """A docstring's paragraphs, and the lines of its sections, by their titles."""
    sections: Sections = {"": []}
    title = ""
    for paragraph in doc.split("\n\n"):
        head, _, below = paragraph.partition("\n")
        if re.fullmatch(r"\w+:", head) and below.startswith("    "):
            title = head.removesuffix(":")
            sections[title] = textwrap.dedent(below).splitlines()
        else:
            sections[""].append(paragraph)
    return sections


def _entries(lines: list[str]) -> Mapping[str, str]:
    """The entries of a section, `name: text`, each without its line breaks."""
    entries: dict[str, str] = {}
    for line in lines:
        if not line.startswith(" "):
            name = line.partition(":")[0]
            entries[name] = line
        else:
            entries[name] += f" {line.strip()}"
    return entries


def _docstring(sections: Sections) -> str:
    """The text of sections, in lines that fit."""
    parts = [_filled(it, _WIDTH) for it in sections[""]]
    for title in ("Args", "Returns", "Raises"):
        if lines := sections.get(title):
            entries = [
                textwrap.indent(_filled(entry, _WIDTH - 4, hanging="    "), "    ")
                for entry in (lines if title != "Raises" else _entries(lines).values())
            ]
            parts.append("\n".join([f"{title}:", *entries]))
    return "\n\n".join(parts)


def _filled(text: str, width: int, *, hanging: str = "") -> str:
    """A paragraph in lines; what stands in backticks is kept in one of them."""
    kept = re.sub(r"`[^`]*`", lambda code: code[0].replace(" ", "\0"), text)
    lines = textwrap.fill(
        kept, width, subsequent_indent=hanging, break_on_hyphens=False
    )
    return lines.replace("\0", " ")


def _formatted(text: str) -> str:
    """The text as `make lint` wants it."""
    for command in (("check", "--fix", "--select=I", "--exit-zero"), ("format",)):
        text = subprocess.run(
            [sys.executable, "-m", "ruff", *command, "--stdin-filename", _NAME, "-"],
            input=text,
            capture_output=True,
            text=True,
            check=True,
            cwd=Path(__file__).parents[2],
        ).stdout
    return text


if __name__ == "__main__":
    STUB.write_text(service_stub())
