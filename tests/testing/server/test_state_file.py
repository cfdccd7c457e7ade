"""Laws of `--state FILE`: what is in the file is a whole state, and soon the newest."""

import errno
import os
from pathlib import Path
from typing import Any

import pytest
from waiting import wait_until

from connectcases_typed.testing import EmbeddedCases
from connectcases_typed.testing.server.state_file import StateFile, replace
from connectcases_typed.testing.serving import service


def keep(path: Path, cases: EmbeddedCases, interval: float = 60.0) -> StateFile:
    """Keep the state of the service in a file."""
    return StateFile(path, cases, service, interval)


def test_what_is_saved_is_there_after_a_restart(
    tmp_path: Path, cases: EmbeddedCases, client: Any
) -> None:
    """Closing saves everything, and loading restores it."""
    path = tmp_path / "cases.state"
    first = keep(path, cases)
    assert not first.load()
    first.start()
    client.create_domain(name="Support")
    first.close()
    cases.reset()
    assert keep(path, cases).load()
    assert client.list_domains()["domains"][0]["name"] == "Support"


def test_changes_are_saved_while_it_serves(
    tmp_path: Path, cases: EmbeddedCases, client: Any
) -> None:
    """A while after a change the file has it, though nobody closed anything."""
    path = tmp_path / "cases.state"
    kept = keep(path, cases, interval=0.01)
    kept.start()
    client.create_domain(name="Support")
    wait_until(lambda: "Support" in path.read_text())
    kept.close()


def test_nothing_is_written_unless_something_changed(
    tmp_path: Path, cases: EmbeddedCases, client: Any
) -> None:
    """Reading requests, and saving twice, leave the file alone."""
    path = tmp_path / "cases.state"
    kept = keep(path, cases)
    client.create_domain(name="Support")
    kept.save()
    path.write_text("untouched")
    client.list_domains()
    kept.save()
    assert path.read_text() == "untouched"
    cases.reset()
    kept.save()
    assert path.read_text() != "untouched"


@pytest.mark.parametrize("content", [b"", b"{}", b"not JSON", b"\xff"])
def test_a_file_that_is_no_state_is_left_alone(
    tmp_path: Path, cases: EmbeddedCases, content: bytes
) -> None:
    """It is refused by its name, and nobody's file is overwritten."""
    path = tmp_path / "cases.state"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=r"cases\.state"):
        keep(path, cases).load()
    assert path.read_bytes() == content


def test_what_could_not_be_saved_is_saved_later(
    tmp_path: Path,
    cases: EmbeddedCases,
    client: Any,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """While the file cannot be written that is reported, and the next try writes it."""
    folder = tmp_path / "away"
    folder.mkdir()
    kept = keep(folder / "cases.state", cases, interval=0.01)
    kept.start()
    folder.rename(tmp_path / "elsewhere")
    client.create_domain(name="Support")
    wait_until(lambda: "could not be saved" in caplog.text)
    folder.mkdir()
    wait_until((folder / "cases.state").exists)
    kept.close()
    assert "Support" in (folder / "cases.state").read_text()


@pytest.mark.skipif(os.name != "posix", reason="no lock elsewhere")
def test_one_server_keeps_a_file(tmp_path: Path, cases: EmbeddedCases) -> None:
    """A second one is refused by the name of the file, until the first has closed."""
    first, second = (keep(tmp_path / "cases.state", cases) for _ in range(2))
    first.claim()
    with pytest.raises(ValueError, match=r"cases\.state is kept by another server"):
        second.claim()
    first.close()
    second.claim()
    second.close()


@pytest.mark.skipif(os.name != "posix", reason="no lock elsewhere")
def test_a_link_is_the_file_it_leads_to(
    tmp_path: Path, cases: EmbeddedCases, client: Any
) -> None:
    """A server that has it by another name has it, and saving leaves the link."""
    path, link = tmp_path / "cases.state", tmp_path / "link"
    link.symlink_to(path.name)
    first, second = keep(path, cases), keep(link, cases)
    first.claim()
    with pytest.raises(ValueError, match="link is kept by another server"):
        second.claim()
    first.close()
    client.create_domain(name="Support")
    second.save()
    assert link.is_symlink()
    assert "Support" in path.read_text()


@pytest.mark.skipif(os.name != "posix", reason="no lock elsewhere")
def test_a_file_that_cannot_be_locked_is_kept_all_the_same(
    tmp_path: Path,
    cases: EmbeddedCases,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A file system without locks is reported; the state is saved there."""
    fcntl = pytest.importorskip("fcntl")

    def refuse(*_: Any) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", refuse)
    kept = keep(tmp_path / "cases.state", cases)
    kept.claim()
    assert "No locks available" in caplog.text
    kept.close()
    assert (tmp_path / "cases.state").exists()


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_failure_while_writing_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """Whatever ends the writing, there is the old content, and nothing else."""
    path = tmp_path / "cases.state"
    path.write_text("old")

    def fail(*_: Any) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(os, step, fail)
    with pytest.raises(OSError, match="disk is full"):
        replace(path, "new")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]
