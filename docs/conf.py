"""How Sphinx builds the site; `make docs` runs it."""

import sys
from importlib.metadata import version as installed_version
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE / "_ext"))

project = "connectcases-typed"
author = "the connectcases-typed contributors"
project_copyright = f"2026, {author}"
release = version = installed_version("connectcases-typed")

extensions = [
    "myst_parser",
    "sphinx_copybutton",
    "sphinx_design",
    # In _ext:
    "reference",
    "llms",
    "repository_links",
]
# Markdown that other pages include, and folders that hold no pages.
exclude_patterns = ["_*"]

myst_enable_extensions = ["colon_fence", "deflist", "fieldlist"]
myst_heading_anchors = 4  # as on GitHub, so that a link works in both places

# A reference that leads nowhere is a warning, and a warning fails the build.
nitpicky = True

# One parameter a line, if they do not fit on one.
python_maximum_signature_line_length = 72
add_module_names = False
toc_object_entries_show_parents = "hide"

html_theme = "furo"
html_title = project
html_baseurl = "https://connectcases-typed.readthedocs.io/en/latest/"
html_favicon = "_static/icon.svg"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_sphinx = False
html_theme_options = {
    "source_repository": "https://github.com/connectcases-typed/connectcases-typed",
    "source_branch": "main",
    "source_directory": "docs/",
}
