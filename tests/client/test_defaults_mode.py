"""The mode of botocore's defaults (`AWS_DEFAULTS_MODE`, or a profile's) is kept."""

import sys
from collections.abc import Generator
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import InvalidDefaultsMode

from connectcases_typed import Client
from connectcases_typed.calling.sessions import own_session

from .nobody import no_settings

REGION = "us-west-2"
MODES = ("legacy", "LEGACY", "standard", "in-region", "Cross-Region", "mobile")


@pytest.fixture(autouse=True)
def fresh_sessions(monkeypatch: pytest.MonkeyPatch) -> Generator[None]:
    """Default sessions that have read no settings yet."""
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", None)
    monkeypatch.delenv("AWS_DEFAULTS_MODE", raising=False)
    own_session.cache_clear()
    with no_settings():
        yield
    own_session.cache_clear()


# A boto3 client is made at run time: it has no static type.
def defaults(client: Any) -> tuple[object, ...]:
    """What a mode decides of a client."""
    config = client.meta.config
    return config.connect_timeout, config.read_timeout, config.retries["mode"]


def raw(config: Config | None = None, profile: str | None = None) -> tuple[object, ...]:
    """What boto3 makes of the same settings."""
    session: Any = boto3.Session(profile_name=profile)
    return defaults(session.client("connectcases", REGION, config=config))


def in_mode(mode: Any) -> Config:
    """A config that names a mode, which botocore's stubs take for a bool."""
    return Config(defaults_mode=mode)


@pytest.mark.parametrize("mode", MODES)
def test_the_mode_of_the_environment_decides(
    mode: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Timeouts and retries are boto3's, in whichever session a client is made."""
    monkeypatch.setenv("AWS_DEFAULTS_MODE", mode)
    expected = raw()
    assert defaults(Client(region_name=REGION).boto3) == expected
    with_session = Client(session=boto3.Session(), region_name=REGION)
    assert defaults(with_session.boto3) == expected
    monkeypatch.delitem(sys.modules, "boto3")
    assert defaults(Client(region_name=REGION).boto3) == expected


def test_the_mode_of_a_profile_decides(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The profile of a session may name the mode."""
    config = tmp_path / "config"
    config.write_text("[profile near]\ndefaults_mode = in-region\n")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(config))
    session = boto3.Session(profile_name="near")
    ours = Client(session=session, region_name=REGION)
    assert defaults(ours.boto3) == raw(profile="near") != raw()


def test_a_config_decides_for_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """A config that the user passes has the timeouts it has with boto3."""
    monkeypatch.setenv("AWS_DEFAULTS_MODE", "in-region")
    for config in (
        Config(),
        Config(connect_timeout=7),
        in_mode("mobile"),
        in_mode("legacy"),
    ):
        ours = Client(region_name=REGION, config=config)
        assert defaults(ours.boto3) == raw(config)


def test_an_unknown_mode_is_botocores_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """A mode that botocore does not know is refused as boto3 refuses it."""
    monkeypatch.setenv("AWS_DEFAULTS_MODE", "fast")
    with pytest.raises(InvalidDefaultsMode, match="fast"):
        raw()
    with pytest.raises(InvalidDefaultsMode, match="fast"):
        Client(region_name=REGION)


def test_a_session_that_cannot_be_asked_makes_clients() -> None:
    """Whatever has a `client` method is a session, even if it has no settings."""

    class Bare:
        def client(self, *args: Any, **kwargs: Any) -> Any:
            """As boto3 makes one."""
            make: Any = vars(boto3)["client"]
            return make(*args, **kwargs)

    made = Client(session=Bare(), region_name=REGION)
    assert defaults(made.boto3) == raw()
