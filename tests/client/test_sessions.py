"""The session of clients that were given none: botocore's, for one service."""

import json
import os
from pathlib import Path

import boto3
import botocore.session
import pytest
from botocore.loaders import Loader

from connectcases_typed import Client
from connectcases_typed.calling.sessions import SERVICE, own_session

from .nobody import arguments

TYPES = ("service-2", "endpoint-rule-set-1", "paginators-1", "waiters-2")


def loader() -> Loader:
    """The loader of a session that nobody has used yet."""
    own_session.cache_clear()
    found: Loader = own_session().get_component("data_loader")
    return found


def test_it_loads_what_botocore_loads() -> None:
    """Every file about the service, and about endpoints, reads as botocore reads it."""
    ours, usual = loader(), Loader()
    for each in TYPES:
        expected = usual.load_service_model(SERVICE, each)
        assert ours.load_service_model(SERVICE, each) == expected
    for each in ("endpoints", "partitions", "sdk-default-configuration", "_retry"):
        assert ours.load_data_with_path(each) == usual.load_data_with_path(each)


def test_it_looks_into_no_other_service(monkeypatch: pytest.MonkeyPatch) -> None:
    """To load a service's model, only the folders of that service are listed."""
    listed: list[str] = []
    real = os.listdir

    def listdir(path: str) -> list[str]:
        listed.append(path)
        return real(path)

    ours = loader()
    monkeypatch.setattr(os, "listdir", listdir)
    ours.load_service_model(SERVICE, "service-2")
    assert {Path(path).name for path in listed} == {SERVICE}


def test_a_newer_model_on_the_data_path_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`AWS_DATA_PATH` leads to models of the user's own, as it does for boto3."""
    version = tmp_path / SERVICE / "2099-01-01"
    version.mkdir(parents=True)
    (version / "service-2.json").write_text(json.dumps({"metadata": "mine"}))
    monkeypatch.setenv("AWS_DATA_PATH", str(tmp_path))
    assert loader().load_service_model(SERVICE, "service-2") == {"metadata": "mine"}


def test_without_a_model_the_error_lists_what_there_is(tmp_path: Path) -> None:
    """Where the service's files are missing, botocore says which services there are."""
    (tmp_path / "other" / "2020-01-01").mkdir(parents=True)
    (tmp_path / "other" / "2020-01-01" / "service-2.json").write_text("{}")
    ours = loader()
    ours.search_paths[:] = [str(tmp_path)]
    with pytest.raises(Exception, match=f"'{SERVICE}'. Valid service names are: other"):
        ours.load_service_model(SERVICE, "service-2")


def test_a_session_of_the_users_is_left_alone() -> None:
    """A client made in a session that the user passes loads with that one's loader."""
    theirs = botocore.session.get_session()
    usual = theirs.get_component("data_loader")
    given = arguments("http://127.0.0.1:1")
    Client(session=boto3.Session(botocore_session=theirs), **given).close()
    assert theirs.get_component("data_loader") is usual
