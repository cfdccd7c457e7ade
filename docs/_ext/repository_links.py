"""A Sphinx extension: links out of `docs/` lead to the repository.

`[the program](../../examples/read_domain)` works on GitHub; in the site it becomes a
link to the same file or folder there. A link to what does not exist is a warning.
"""

import os
import re
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.util import logging

_LINK = re.compile(r"\]\((\.\./[^)#\s]+)(#[^)\s]*)?\)")

logger = logging.getLogger(__name__)


def setup(app: Sphinx) -> dict[str, Any]:
    """Have Sphinx call the function below."""
    app.connect("source-read", _lead_out)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _lead_out(app: Sphinx, name: str, text: list[str]) -> None:
    repository: str = app.config.html_theme_options["source_repository"]
    docs = Path(app.srcdir)

    def outside(found: re.Match[str]) -> str:
        target = Path(os.path.normpath(docs / Path(name).parent / found[1]))
        if target.is_relative_to(docs):
            return found[0]
        if not target.exists():
            logger.warning("no such file: %s", found[1], location=name)
        path = target.relative_to(docs.parent).as_posix()
        return f"]({repository}/blob/main/{path}{found[2] or ''})"

    text[0] = _LINK.sub(outside, text[0])
