"""Clients that do not depend on the settings of the machine."""

from collections.abc import Generator
from contextlib import contextmanager
from typing import Unpack

import pytest
from botocore.config import Config

from connectcases_typed.calling.transport import Boto3Arguments

QUIET = Config(
    retries={"total_max_attempts": 1}, proxies={}, connect_timeout=60, read_timeout=60
)


@contextmanager
def no_settings() -> Generator[None]:
    """Leave the user's profile, region and retry settings out."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("AWS_PROFILE", "AWS_MAX_ATTEMPTS", "AWS_RETRY_MODE"):
            patch.delenv(name, raising=False)
        patch.setenv("AWS_CONFIG_FILE", "/nonexistent")
        patch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent")
        yield


def arguments(url: str | None, **given: Unpack[Boto3Arguments]) -> Boto3Arguments:
    """Arguments of `boto3.client` to reach a server, with made-up credentials."""
    own: Boto3Arguments = {
        "region_name": "us-west-2",
        "endpoint_url": url,
        "aws_access_key_id": "nobody",
        "aws_secret_access_key": "nothing",
        "config": QUIET,
    }
    return {**own, **given}
