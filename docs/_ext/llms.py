"""A Sphinx extension: the site as plain text, for assistants.

`llms.txt` lists the pages with their links, `llms-full.txt` holds their text, as
https://llmstxt.org proposes.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

_ROLE = re.compile(r"\{[\w:]+\}`~?(?:connectcases_typed\.)?([^`<]+?)(?: <[^>]+>)?`")
_FENCE = re.compile(r"^:{3,}(?:\{py:(\w+)\} (.+))?.*\n", re.MULTILINE)
_OPTION = re.compile(r"^:[a-z-]+:\n", re.MULTILINE)
_TYPE = re.compile(r"^:(type|value|canonical): (.+)$", re.MULTILINE)
_TOCTREE = re.compile(
    r"^```\{(?:toctree|py:currentmodule)\}.*?^```\n", re.MULTILINE | re.DOTALL
)
_PATH = re.compile(r"~(?:[\w]+\.)+")
_COMMENT = re.compile(r"<!--.*?-->\n?", re.DOTALL)
_INCLUDED = re.compile(
    r"^```\{(literalinclude|include)\} (\S+)\n"
    r"(?::(?!pyobject)[a-z-]+:.*\n)*(?::pyobject: (\w+)\n)?```\n",
    re.MULTILINE,
)
_DATA = re.compile(r"^```\{py:data\} (\w+)\n(.*?)^```\n", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\((?![a-z]+:|#)([^)#]+?)(?:\.md)?(#[^)]*)?\)")


def setup(app: Sphinx) -> dict[str, Any]:
    """Have Sphinx call the function below."""
    app.connect("build-finished", _write)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _write(app: Sphinx, exception: Exception | None) -> None:
    if exception or app.builder.name != "html":
        return
    about = (Path(app.srcdir) / "index.md").read_text().split("\n\n")[1]
    listed, full = [f"# {app.config.project}\n\n> {about}\n"], [f"> {about}\n"]
    for name in _in_order(app, app.config.root_doc):
        title = app.env.titles[name].astext()
        listed.append(f"- [{title}]({app.config.html_baseurl}{name}.html)")
        full.append(_text_of(app, name))
    out = Path(app.outdir)
    (out / "llms.txt").write_text("\n".join(listed) + "\n", encoding="utf-8")
    (out / "llms-full.txt").write_text("\n\n".join(full), encoding="utf-8")


def _in_order(app: Sphinx, name: str) -> Iterator[str]:
    """A page, and those below it in the table of contents."""
    yield name
    for below in app.env.toctree_includes.get(name, ()):
        yield from _in_order(app, below)


def _text_of(app: Sphinx, name: str) -> str:
    """A page as Markdown that needs no Sphinx to be read."""
    source = [Path(app.env.doc2path(name)).read_text(encoding="utf-8")]
    app.emit("source-read", name, source)
    text = _TOCTREE.sub("", source[0])
    folder = Path(app.env.doc2path(name)).parent
    text = _INCLUDED.sub(lambda it: _included(folder / it[2], it[1], it[3]), text)
    text = _COMMENT.sub("", text)
    text = _DATA.sub(r"**data** `\1`\n\2", text)
    text = _LINK.sub(lambda it: _absolute(app, folder, it[1], it[2] or ""), text)
    text = _ROLE.sub(r"`\1`", text)
    text = _FENCE.sub(lambda it: f"**{it[1]}** `{it[2]}`\n" if it[1] else "", text)
    text = _OPTION.sub("", text)
    text = _TYPE.sub(r"\1: `\2`", text)
    text = _PATH.sub("", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def _included(path: Path, directive: str, name: str | None) -> str:
    """The text of a file, or of one class or function in it; code in a fence."""
    text = path.read_text(encoding="utf-8")
    if directive == "include":
        return text
    for node in ast.parse(text).body if name else ():
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and node.name == name:
            first = min(it.lineno for it in [node, *node.decorator_list])
            text = "\n".join(text.splitlines()[first - 1 : node.end_lineno])
    return f"```python\n{text.strip()}\n```\n"


def _absolute(app: Sphinx, folder: Path, target: str, anchor: str) -> str:
    """The end of a link to another page, as it is found on the site."""
    path = (folder / target).resolve()
    inside = path.is_relative_to(app.srcdir)
    page = path.relative_to(app.srcdir).as_posix() if inside else ""
    if page not in app.env.all_docs:  # a picture, or a file of the repository
        return f"]({target}{anchor})"
    return f"]({app.config.html_baseurl}{page}.html{anchor})"
