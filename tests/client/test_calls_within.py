"""Laws of calls that botocore makes within one of ours, for credentials for example."""

from collections.abc import Callable
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError, ParamValidationError

from connectcases_typed import Client, ServiceError, may_have_been_done

from .calls import CREATE
from .makers import Kind, Maker
from .stub import Answer, Stub


def other(service: str, stub: Stub) -> Any:
    """A client of another service, whose requests the stub answers, too."""
    # By name, since its optional stubs type this for each of four hundred services.
    make: Any = boto3.client
    return make(
        service,
        region_name="us-west-2",
        endpoint_url=stub.url,
        aws_access_key_id="x",
        aws_secret_access_key="x",  # noqa: S106 - nobody's
        config=Config(retries={"total_max_attempts": 1}),
    )


def failed(cases: Client, call_within: Callable[[], object]) -> Any:
    """The error of a call within which another one is made, before it is signed."""

    def hook(**_: Any) -> None:
        call_within()

    cases.boto3.meta.events.register("before-sign.connectcases.*", hook)
    with pytest.raises((ClientError, ParamValidationError)) as raised:
        cases.send(CREATE.request)
    return raised.value


@pytest.mark.parametrize(
    ("code", "status"),
    [("ResourceNotFoundException", 404), ("InternalServerException", 500)],
)
def test_an_error_of_another_service_is_none_of_this_one(
    make: Maker, kind: Kind, stub: Stub, code: str, status: int
) -> None:
    """An account that IAM Identity Center does not find is no case that is missing.

    The request itself was never sent.
    """
    center = other("sso", stub)
    stub.answers(Answer.error(code, status=status))
    error = failed(
        make(kind),
        lambda: center.get_role_credentials(
            roleName="r", accountId="a", accessToken="t"
        ),
    )
    assert type(error) is ServiceError
    assert (error.operation_name, error.code) == ("GetRoleCredentials", code)
    assert (error.attempts, may_have_been_done(error)) == (0, False)


def test_a_mistake_in_another_call_is_not_taken_for_an_old_botocore(
    make: Maker, kind: Kind, stub: Stub
) -> None:
    """A profile's `role_arn` that is too short is reported as botocore reports it."""
    sts = other("sts", stub)
    error = failed(
        make(kind), lambda: sts.assume_role(RoleArn="x", RoleSessionName="me")
    )
    assert type(error) is ParamValidationError
    assert "RoleArn" in str(error)
    assert not may_have_been_done(error)
