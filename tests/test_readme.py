"""README and docs as programs. Their blocks are run by the conftest beside them."""

import json
import re
import runpy
import subprocess
import sys
import tomllib
from inspect import getattr_static
from pathlib import Path

import pytest
from botocore import xform_name

from connectcases_typed import Client
from connectcases_typed.calling.methods import operation, paged
from connectcases_typed.rates import DOCUMENTED, Rate
from connectcases_typed.testing import Quotas
from connectcases_typed.testing.operations import OPERATIONS

README = Path(__file__).parent.parent / "README.md"

DOCS = README.parent / "docs"

# Blocks that are run but not shown count, too: what follows may need what they define.
BLOCK = re.compile(
    r"(?:```python|<!--- invisible-code-block: python)\n(.*?)(?:```|-->)", re.DOTALL
)

# A block that begins with the name of a file is that file, not a part of the page's.
FILE = re.compile(r"# (\w+\.py)\n")

#: Every page that shows Python, README included.
PAGES = [
    page
    for page in (README, *sorted(DOCS.rglob("*.md")))
    if BLOCK.search(page.read_text())
]


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a file for each page: its Python blocks, one after the other."""
    folder = tmp_path_factory.mktemp("pages")
    for page in PAGES:
        blocks = BLOCK.findall(page.read_text())
        name = "_".join(page.relative_to(README.parent).with_suffix("").parts)
        path = folder / f"{name.replace('-', '_')}.py"
        for block in blocks:
            if named := FILE.match(block):
                (folder / named[1]).write_text(block)
        # aiobotocore has an environment of its own.
        shown = [it for it in blocks if "aiobotocore" not in it and not FILE.match(it)]
        path.write_text("\n".join(shown))
    rules = {
        # What boto3 makes has no type, and some packages have none at all: strict mode
        # objects to their being used.
        "reportUnknownMemberType": False,
        "reportUnknownArgumentType": False,
        "reportUnknownVariableType": False,
        "reportMissingTypeStubs": False,
        # A block may repeat an import of an earlier one, so that it can be pasted.
        "reportDuplicateImport": False,
    }
    config = folder / "pyrightconfig.json"
    config.write_text(json.dumps({"typeCheckingMode": "strict", **rules}))
    return folder


@pytest.mark.slow
@pytest.mark.parametrize(
    "checker",
    [
        # No settings of folders above the programs.
        ["mypy", "--strict", "--config-file="],
        ["basedpyright", "--pythonpath", sys.executable],
    ],
    ids=lambda checker: checker[0],
)
def test_what_is_shown_is_a_program_type_checkers_accept(
    programs: Path, checker: list[str]
) -> None:
    """What README and docs show, pasted into a file, passes mypy and pyright strict."""
    paths = sorted(programs.glob("*.py"))
    assert len(paths) >= len(PAGES)
    ran = subprocess.run(
        [sys.executable, "-m", *checker, *paths],
        cwd=programs,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout


@pytest.mark.parametrize(
    "page",
    [DOCS / "how-to/fields-and-records.md", *sorted(DOCS.glob("domain/*.md"))],
    ids=lambda page: page.stem,
)
def test_no_page_on_fields_by_name_has_a_table_of_names(page: Path) -> None:
    """What programs build by hand from `list_fields` is nowhere to be seen."""
    text = page.read_text()
    assert "list_fields(" not in text
    assert "stringValue" not in text


def test_the_pictures_are_those_that_the_script_draws() -> None:
    """Each SVG of the docs is what `docs/images/draw.py` writes."""
    drawn = runpy.run_path(str(DOCS / "images" / "draw.py"))["PICTURES"]
    files = {path.stem: path.read_text() for path in DOCS.glob("images/*.svg")}
    assert files == {name: draw().svg() for name, draw in drawn.items()}


def test_the_readme_installs_extras_that_exist() -> None:
    """Every extra there is can be found in the README, and no other."""
    project = tomllib.loads(README.with_name("pyproject.toml").read_text())["project"]
    extras = re.findall(r"connectcases-typed\[(\w+)\]", README.read_text())
    assert set(extras) == set(project["optional-dependencies"])


def test_the_readme_promises_commands_that_exist() -> None:
    """Every `make` command of the README is a target of the Makefile."""
    makefile = README.with_name("Makefile").read_text()
    promised = re.findall(r"(?m)(?:^|`)make ([a-z-]+)", README.read_text())
    assert promised
    assert all(re.search(rf"^{name}:", makefile, re.MULTILINE) for name in promised)


def test_the_readme_is_short_and_leads_on() -> None:
    """It has fewer than 150 lines, and links that work where PyPI shows it."""
    text = README.read_text()
    assert len(text.splitlines()) < 150
    project = tomllib.loads(README.with_name("pyproject.toml").read_text())["project"]
    urls = project["urls"]
    links = re.findall(r"\]\(([^)]+)\)", text)
    assert all(
        link.startswith((urls["Documentation"], urls["Source"])) for link in links
    )
    site = f"{urls['Documentation']}en/latest/"
    pages = {link.removeprefix(site) for link in links if link.startswith(site)}
    missing = {
        page
        for page in pages
        if not (DOCS / f"{page.removesuffix('.html')}.md").exists()
        and not (DOCS / page / "index.md").exists()
    }
    assert missing == set()


def test_the_quick_start_is_fifteen_lines() -> None:
    """What one pastes first is a program of at most fifteen lines."""
    (first, *_) = re.findall(r"```python\n(.*?)```", README.read_text(), re.DOTALL)
    assert len(first.splitlines()) <= 15


def test_the_page_of_calls_lists_every_operation() -> None:
    """The table names every method once and marks what pages; all are emulated."""
    text = (DOCS / "how-to/calls-and-pages.md").read_text()
    rows = re.findall(r"(?m)^\| [A-Z][a-z ]+ \| (`\w+`.*) \|$", text)
    listed = re.findall(r"`(\w+)`( ↻)?", ", ".join(rows))
    methods = {name: getattr_static(Client, name) for name in dir(Client)}
    is_paged = {
        name: isinstance(method, paged)
        for name, method in methods.items()
        if isinstance(method, operation | paged)
    }
    assert sorted(listed) == sorted(
        (name, " ↻" if pages else "") for name, pages in is_paged.items()
    )
    assert {xform_name(name) for name in OPERATIONS} == set(is_paged)
    assert f"All {len(is_paged)} operations" in text
    assert f"All {len(is_paged)} operations" in README.read_text()


def test_the_index_of_tasks_names_every_page() -> None:
    """Each how-to page is in the list by task, and once in the menu."""
    pages = {page.stem for page in (DOCS / "how-to").glob("*.md")} - {"index"}
    text = (DOCS / "how-to/index.md").read_text()
    assert pages <= set(re.findall(r"\]\(([\w-]+)\.md\)", text))
    menus = re.findall(r"```{toctree}\n(.*?)```", text, re.DOTALL)
    listed = re.findall(r"(?m)^([\w-]+)$", "\n".join(menus))
    assert sorted(listed) == sorted(pages)


def test_the_rates_shown_are_those_that_are_kept() -> None:
    """The page of limits has the rates of `DOCUMENTED`, each operation once."""
    text = (DOCS / "how-to/limits-and-rates.md").read_text()
    shown = {
        name: Rate(int(per_second), int(burst))
        for names, per_second, burst in re.findall(
            r"(?m)^\| (`\w+`.*) \| (\d+) \| (\d+) \|$", text
        )
        for name in re.findall(r"`(\w+)`", names)
    }
    assert shown == DOCUMENTED


def test_the_quotas_shown_are_those_of_the_embedded_service() -> None:
    """The page of limits has the quotas that the embedded service begins with."""
    text = (DOCS / "how-to/limits-and-rates.md").read_text()
    _, _, table = text.partition("| quota | default |")
    numbers = [int(it) for it in re.findall(r"\b\d+\b", table.partition("No quota")[0])]
    quotas = Quotas()
    assert numbers == [
        quotas.domains,
        quotas.fields_per_domain,
        quotas.options_per_field,
        quotas.layouts_per_domain,
        quotas.templates_per_domain,
        quotas.fields_per_layout,
        quotas.related_items_per_case,
        quotas.files_per_case,
        quotas.slas_per_case,
        quotas.fields_per_custom_item,
        quotas.deleted_layouts_per_domain,
        quotas.deleted_templates_per_domain,
        1,  # domains of an instance, which is Connect's to count
    ]
