"""What is published: the sdist's content, and the changelog across releases."""

import re
import subprocess
import sys
import tarfile
import tomllib
from datetime import date
from itertools import pairwise
from pathlib import Path
from runpy import run_path
from shutil import which

import pytest
from hypothesis import given
from hypothesis import strategies as st

import connectcases_typed

ROOT = Path(__file__).parent.parent
PREPARE = run_path(str(ROOT / "release" / "prepare.py"))
released, links = PREPARE["released"], PREPARE["links"]
placeholders = PREPARE["placeholders"]
SOURCE = PREPARE["source"]()
TODAY = date(2026, 11, 24)

# The files of the repository that only git and CI read.
LEFT_OUT = re.compile(r"\.ci/|\.gitattributes$")


# ------------------------------------------------------------------------ the sdist


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="this is no clone")
def test_the_sdist_has_what_the_repository_has(tmp_path: Path) -> None:
    """Every file that git does not ignore is in the sdist, and nothing else is."""
    git = (which("git") or "git", "ls-files", "--cached", "--others", "-z")
    listed = subprocess.check_output([*git, "--exclude-standard"], cwd=ROOT, text=True)
    here = {name for name in listed.split("\0") if name and (ROOT / name).exists()}
    build = (sys.executable, "-m", "hatchling", "build", "--target", "sdist")
    subprocess.run([*build, "--directory", tmp_path], cwd=ROOT, check=True)
    [path] = tmp_path.iterdir()
    with tarfile.open(path) as archive:
        inside = {name.partition("/")[2] for name in archive.getnames()}
    assert inside - {"PKG-INFO"} == {it for it in here if not LEFT_OUT.match(it)}


# -------------------------------------------------------------------- the changelog

VERSIONS = st.lists(
    st.tuples(*[st.integers(0, 20)] * 3), min_size=1, max_size=5, unique=True
).map(lambda them: [".".join(map(str, it)) for it in sorted(them)])


@given(VERSIONS)
def test_every_release_is_compared_with_the_one_before(versions: list[str]) -> None:
    """The foot links each heading: to what changed since the version before it."""
    text = "# Changelog\n\n## [Unreleased]\n"
    for version in versions:
        text = text.replace(
            "## [Unreleased]\n", f"## [Unreleased]\n\n- In {version}.\n"
        )
        text = released(text, version, TODAY, SOURCE)
    headings = re.findall(r"(?m)^## \[(.+?)\]", text)
    assert headings == ["Unreleased", *reversed(versions)]
    foot = dict(re.findall(r"(?m)^\[(.+)\]: (\S+)$", text))
    assert list(foot) == headings
    assert foot["Unreleased"] == f"{SOURCE}/compare/v{versions[-1]}...HEAD"
    assert foot[versions[0]] == f"{SOURCE}/releases/tag/v{versions[0]}"
    for older, newer in pairwise(versions):
        assert foot[newer] == f"{SOURCE}/compare/v{older}...v{newer}"
    # What was said of a version stands under its heading.
    for version in versions:
        assert f"## [{version}] - {TODAY}\n\n- In {version}.\n" in text


@pytest.mark.parametrize(
    ("version", "message"),
    [
        ("0.2", "0.2: not a version like 1.2.3"),
        ("v0.2.0", "v0.2.0: not a version like 1.2.3"),
        ("0.1.0", "0.1.0: not above 0.1.0, the newest release"),
        ("0.0.9", "0.0.9: not above 0.1.0, the newest release"),
        ("0.2.0", "nothing stands under ## [Unreleased]"),
    ],
)
def test_a_release_that_cannot_be_meant_is_refused(version: str, message: str) -> None:
    """A version is well formed and above the last one, and something has changed."""
    text = released("## [Unreleased]\n\n- New.\n", "0.1.0", TODAY, SOURCE)
    with pytest.raises(ValueError, match=re.escape(message)):
        released(text, version, TODAY, SOURCE)


def test_a_release_with_placeholders_is_refused() -> None:
    """`make release` names each line of pyproject.toml that is one, and stops."""
    text = 'name = "x"\nemail = "a@x.example"\nSource = "https://x" # placeholder\n'
    assert placeholders(text) == [
        '2: email = "a@x.example"',
        '3: Source = "https://x" # placeholder',
    ]
    assert placeholders('email = "a@example.com" # examples\n') == []
    if found := placeholders((ROOT / "pyproject.toml").read_text()):
        with pytest.raises(ValueError, match="placeholders") as caught:
            PREPARE["main"]("9999.0.0")
        assert all(f"  pyproject.toml:{line}" in str(caught.value) for line in found)


def test_links_of_the_readme_are_those_of_the_project() -> None:
    """PyPI shows the README: links are absolute, and below the project's addresses."""
    urls = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["urls"]
    targets = re.findall(r"\]\(([^)]+)\)", (ROOT / "README.md").read_text())
    assert targets
    allowed = (urls["Documentation"], urls["Source"])
    assert [it for it in targets if not it.startswith(allowed)] == []


def test_our_own_changelog_is_ready_for_a_release() -> None:
    """Its foot is what its headings give, and its newest version is the package's."""
    text = (ROOT / "CHANGELOG.md").read_text()
    versions = re.findall(r"(?m)^## \[(\d.*?)\]", text)
    assert re.findall(r"(?m)^## (?!\[)", text) == []
    assert text.count("## [Unreleased]\n") == 1
    assert text.endswith(f"\n\n{links(versions, SOURCE)}")
    assert versions[:1] in ([], [connectcases_typed.__version__])
