"""The session of clients that were given none: botocore's, for one service."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

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


def test_an_entry_about_endpoints_is_read_alone() -> None:
    """Each service of each partition reads as botocore reads it; so does no service."""
    ours, usual = (it.load_data("endpoints") for it in (loader(), Loader()))
    for mine, theirs in zip(ours["partitions"], usual["partitions"], strict=True):
        services = mine["services"]
        assert {it: services[it] for it in theirs["services"]} == theirs["services"]
        assert "cases" in services or "cases" not in theirs["services"]
        # The name of a Region, which is in the text, but not as a service.
        for stranger in ("no-such-service", *theirs["regions"]):
            assert stranger not in services
        assert len(services) == len(theirs["services"])


@pytest.mark.parametrize("indent", [None, 2, 4])
def test_endpoints_laid_out_otherwise_are_read(
    tmp_path: Path, indent: int | None
) -> None:
    """A file of endpoints on the data path may have any layout, and hold anything."""
    data: dict[str, Any] = {
        "partitions": [
            {"partition": "mine", "services": {"a": {"services": {"b": 1}}, "e": {}}},
            {"partition": "mine-too", "services": {}},
        ]
    }
    holds: list[object] = [data, {"partitions": [{"services": 1}]}, ["services"], {}]
    for each in holds:
        text = json.dumps(each, indent=indent, separators=(",", " : "))
        (tmp_path / "endpoints.json").write_text(text)
        ours = loader()
        ours.search_paths.insert(0, str(tmp_path))
        assert ours.load_data("endpoints") == each


def test_a_role_is_assumed_without_boto3(tmp_path: Path) -> None:
    """A profile with a role asks AWS STS for credentials, as it does with boto3."""
    config = tmp_path / "config"
    config.write_text(
        "[profile worker]\nrole_arn = arn:aws:iam::123456789012:role/worker\n"
        "source_profile = keys\nregion = us-west-2\n"
        "[profile keys]\naws_access_key_id = x\naws_secret_access_key = x\n"
    )
    # A process of its own, since boto3 has been imported in this one. Nobody listens
    # at port 1: that STS was asked is in the error.
    program = (
        "import sys\nfrom connectcases_typed import Client\n"
        "client = Client(endpoint_url='http://127.0.0.1:2')\n"
        "assert 'boto3' not in sys.modules\n"
        "client.get_domain(domain_id='d')\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program],
        # Without keys, which would be taken rather than the role.
        env={name: it for name, it in os.environ.items() if name[:4] != "AWS_"}
        | {
            "AWS_CONFIG_FILE": str(config),
            "AWS_PROFILE": "worker",
            "AWS_ENDPOINT_URL_STS": "http://127.0.0.1:1",
            "AWS_MAX_ATTEMPTS": "1",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert "EndpointConnectionError" in ended.stderr
    assert "http://127.0.0.1:1/" in ended.stderr


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


def test_a_folder_nobody_may_enter_holds_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder on the data path that this process may not enter is passed over."""

    def denied(_: object, **__: object) -> os.stat_result:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "partitions.json").write_text("{}")
    usual, ours = Loader([str(tmp_path)]), loader()
    ours.search_paths.insert(0, str(tmp_path))
    real = os.path.isfile
    # As root, which tests may run as, every folder can be entered.
    monkeypatch.setattr(
        os.path, "isfile", lambda it: not str(it).startswith(str(tmp_path)) and real(it)
    )
    monkeypatch.setattr(Path, "exists", denied)
    monkeypatch.setattr(Path, "is_file", denied)
    assert ours.load_data("partitions") == usual.load_data("partitions")


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
