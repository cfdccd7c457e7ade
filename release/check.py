"""Build what a release consists of from the last commit, twice, and check it.

    python release/check.py

Both builds start from a clean clone, and everything else about them differs: folder,
time zone, permissions, the order of sets. They must give the same bytes, which are left
in `dist/`: the wheel, the sdist, and a software bill of materials of the wheel and what
it installs. Changes that are not committed have no part in it.

Runs in the environment of `make release-check`, which has what builds and what checks.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent
DIST = ROOT / "dist"
BIN = Path(sys.executable).parent


def main() -> None:
    """Build, compare, check, and leave the files in `dist/`."""
    with TemporaryDirectory() as folder:
        first = build(Path(folder, "a"), umask=0o022, TZ="UTC", PYTHONHASHSEED="0")
        second = build(
            Path(folder, "elsewhere", "b"),
            umask=0o077,
            TZ="Asia/Tokyo",
            PYTHONHASHSEED="1",
        )
        differing = [
            path.name
            for path in sorted(first.iterdir())
            if path.read_bytes() != (second / path.name).read_bytes()
        ]
        if differing:
            sys.exit(f"not the same bytes twice: {', '.join(differing)}")
        check(first)
        shutil.rmtree(DIST, ignore_errors=True)
        shutil.copytree(first, DIST)
    for path in sorted(DIST.iterdir()):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        print(f"{digest}  dist/{path.name}: {described(path)}")


def build(clone: Path, *, umask: int, **env: str) -> Path:
    """Clone the last commit, build its files, and return the folder they are in."""

    def run(program: str | Path, *arguments: str | Path) -> None:
        subprocess.run(
            [program, *arguments],
            cwd=clone,
            env=os.environ | {"SOURCE_DATE_EPOCH": commit_time} | env,
            umask=umask,
            check=True,
            stdout=subprocess.DEVNULL,
        )

    commit_time = git("log", "-1", "--format=%ct")
    clone.mkdir(parents=True)
    run("git", "clone", "--quiet", ROOT, ".")
    # Without isolation, for the locked hatchling of this environment.
    run(sys.executable, "-m", "build", "--no-isolation")
    wheel = next((clone / "dist").glob("*.whl"))

    # The bill of materials is of an environment that has the wheel and nothing else.
    python = clone / ".venv" / "bin" / "python"
    run(sys.executable, "-m", "venv", "--without-pip", clone / ".venv")
    install = ("install", "--quiet", "--no-compile", "--disable-pip-version-check")
    lock = ("--constraint", "locks/dev.txt")
    run(BIN / "pip", "--python", python, *install, *lock, wheel)
    name, version, *_ = wheel.name.split("-")
    # cyclonedx-py does not read a version from where hatchling does.
    pyproject = clone / "pyproject.toml"
    text = pyproject.read_text()
    pyproject.write_text(
        text.replace('dynamic = ["version"]', f'version = "{version}"')
    )
    what = ("environment", "--output-reproducible", "--spec-version", "1.6")
    about = ("--pyproject", "pyproject.toml", "--mc-type", "library")
    to = ("--output-file", f"dist/{name}-{version}.cdx.json")
    run(BIN / "cyclonedx-py", *what, *about, *to, python)
    return clone / "dist"


def check(dist: Path) -> None:
    """Have each checker look at what it knows; the first complaint ends the program."""
    [wheel], [sdist] = dist.glob("*.whl"), dist.glob("*.tar.gz")
    version = wheel.name.split("-")[1]
    for tag in git("tag", "--points-at", "HEAD").split():
        if tag != f"v{version}":
            sys.exit(f"the commit is tagged {tag}, and its version is {version}")
    package = dist.parent / "connectcases_typed"
    for command in (
        ("twine", "check", "--strict", wheel, sdist),
        ("check-wheel-contents", "--package", package, wheel),
        ("pyroma", "--min", "10", "--file", sdist),
    ):
        print(command[0], flush=True)
        subprocess.run([BIN / command[0], *command[1:]], check=True)


def described(path: Path) -> str:
    """The size of a file, and of what it consists."""
    size = f"{path.stat().st_size / 1024:,.0f} KB"
    if path.suffix == ".whl":
        return f"{size}, {len(zipfile.ZipFile(path).namelist())} files"
    if path.suffix == ".gz":
        with tarfile.open(path) as archive:
            return f"{size}, {len(archive.getnames())} files"
    components = re.findall(r'"bom-ref": "([\w.-]+==[\w.]+)"', path.read_text())
    return f"{size}, {', '.join(components)}"


def git(*arguments: str | Path) -> str:
    """What git prints in this repository."""
    return subprocess.check_output(["git", *arguments], cwd=ROOT, text=True).strip()


if __name__ == "__main__":
    main()
