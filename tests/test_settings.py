"""The checkers of `make types` read this project's settings, wherever it lies."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TOOLS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]
FOLDERS = {*TOOLS["mypy"]["files"], *TOOLS["basedpyright"]["include"]}

# What would silence the checkers, if they read it.
AROUND = {
    "mypy.ini": "[mypy]\nignore_errors = True\n",
    ".mypy.ini": "[mypy]\nignore_errors = True\n",
    "setup.cfg": "[mypy]\nignore_errors = True\n",
    "pyproject.toml": '[tool.basedpyright]\ntypeCheckingMode = "off"\n',
    "pyrightconfig.json": '{"typeCheckingMode": "off"}',
}
# What one of them rejects in strict mode only.
MISTAKES = {
    "no-untyped-def": "def name(it):\n    return it\n",
    "reportUnusedImport": "import os\n",
}


@pytest.mark.parametrize("rule", MISTAKES)
def test_settings_of_folders_above_are_not_read(rule: str, tmp_path: Path) -> None:
    """`make types` is strict even if folders above and the home are not."""
    for name, text in AROUND.items():
        (tmp_path / name).write_text(text)
    project = tmp_path / "src" / "project"
    for folder in FOLDERS:
        (project / folder).mkdir(parents=True, exist_ok=True)
        (project / folder / f"{folder.replace('/', '_')}_it.py").touch()
    (project / "connectcases_typed" / "mistake.py").write_text(MISTAKES[rule])
    for name in ("Makefile", "pyproject.toml"):
        shutil.copy(ROOT / name, project)
    # What an outer `make` hands on concerns that one alone.
    env = {name: it for name, it in os.environ.items() if not name.startswith("MAKE")}
    env |= {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)}
    installed = f"{sys.prefix}/installed"
    ran = subprocess.run(
        # The environment is there already: it is not to be made from this folder.
        [
            shutil.which("make") or "make",
            "types",
            f"VENV={sys.prefix}",
            f"--old-file={installed}",
        ],
        cwd=project,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode != 0
    assert rule in ran.stdout, ran.stdout + ran.stderr
