"""Laws of what limits policies: permissions boundaries, and policies of sessions."""

import json
from base64 import b64encode
from typing import Any

import boto3
import pytest
from moto.core import enable_iam_authentication

from .conftest import REGION, World, make_client, refusal
from .policies import TITLE, allowed, denied, outcome


def managed(name: str, *statements: Any) -> str:
    """The ARN of a new managed policy of these statements."""
    iam: Any = boto3.client("iam", REGION)
    policy = json.dumps({"Version": "2012-10-17", "Statement": statements})
    made = iam.create_policy(PolicyName=name, PolicyDocument=policy)
    return str(made["Policy"]["Arn"])


def bounded_user(boundary: str | None) -> Any:
    """A client of a user who is allowed everything, within a boundary."""
    iam: Any = boto3.client("iam", REGION)
    bounds = {} if boundary is None else {"PermissionsBoundary": boundary}
    iam.create_user(UserName="bounded", **bounds)
    everything = json.dumps({"Version": "2012-10-17", "Statement": allowed("*")})
    iam.put_user_policy(UserName="bounded", PolicyName="p", PolicyDocument=everything)
    return client_of(iam.create_access_key(UserName="bounded")["AccessKey"])


def client_of(key: Any) -> Any:
    """A client with the keys of a user or of the session of a role."""
    return make_client.__wrapped__(
        aws_access_key_id=key["AccessKeyId"],
        aws_secret_access_key=key["SecretAccessKey"],
        aws_session_token=key.get("SessionToken"),
    )


@pytest.mark.parametrize("managed_", [False, True])
@pytest.mark.parametrize(
    "way",
    ["assume_role", "assume_role_with_web_identity", "assume_role_with_saml"],
)
def test_every_way_to_assume_a_role_takes_policies(
    world: World, way: str, *, managed_: bool
) -> None:
    """However a session began, its policies limit what its role may do."""
    session()
    reading = {"Version": "2012-10-17", "Statement": [allowed("cases:GetCase")]}
    given: dict[str, Any] = {"Policy": json.dumps(reading)}
    if managed_:
        limit = managed("limit", allowed("cases:GetCase"))
        given = {"PolicyArns": [{"arn": limit}]}
    role = "arn:aws:iam::123456789012:role/role"
    caller = client_of(assume(role, way, **given)["Credentials"])
    assert not outcome(caller.get_case, **world.case, **TITLE)
    answered = outcome(caller.search_cases, **world.domain)
    assert answered == "AccessDeniedException"


def session(*, boundary: str | None = None, allows: Any = None, **policies: Any) -> Any:
    """A client of a session of a role that is allowed everything, or what is given."""
    iam: Any = boto3.client("iam", REGION)
    bounds = {} if boundary is None else {"PermissionsBoundary": boundary}
    role = iam.create_role(RoleName="role", AssumeRolePolicyDocument="{}", **bounds)
    statements = allowed("*") if allows is None else allows
    policy = json.dumps({"Version": "2012-10-17", "Statement": statements})
    iam.put_role_policy(RoleName="role", PolicyName="p", PolicyDocument=policy)
    return client_of(assume(role["Role"]["Arn"], **policies)["Credentials"])


def assume(arn: str, way: str = "assume_role", **policies: Any) -> Any:
    """A session of a role, begun in one of three ways."""
    sts: Any = boto3.client("sts", REGION)
    given: dict[str, Any] = {"RoleArn": arn, "RoleSessionName": "session"}
    if way == "assume_role_with_web_identity":
        given["WebIdentityToken"] = "token"
    if way == "assume_role_with_saml":
        given = {
            "RoleArn": arn,
            "PrincipalArn": "arn:aws:iam::123456789012:saml-provider/p",
            "SAMLAssertion": b64encode(SAML.format(arn=arn).encode()).decode(),
        }
    return getattr(sts, way)(**given, **policies)


SAML = """\
<p:Response xmlns:p="urn:oasis:names:tc:SAML:2.0:protocol"
            xmlns:a="urn:oasis:names:tc:SAML:2.0:assertion">
<a:Assertion><a:AttributeStatement>
<a:Attribute Name="https://aws.amazon.com/SAML/Attributes/RoleSessionName">
<a:AttributeValue>session</a:AttributeValue></a:Attribute>
<a:Attribute Name="https://aws.amazon.com/SAML/Attributes/Role">
<a:AttributeValue>{arn},arn:aws:iam::123456789012:saml-provider/p</a:AttributeValue>
</a:Attribute>
</a:AttributeStatement></a:Assertion></p:Response>"""


def limited_to_reading(way: str) -> Any:
    """A client that is allowed everything, and limited to GetCase in one way."""
    reading = allowed("cases:GetCase")
    if way == "boundary of a user":
        return bounded_user(managed("limit", reading))
    if way == "boundary of a role":
        return session(boundary=managed("limit", reading))
    if way == "managed policy of a session":
        return session(PolicyArns=[{"arn": managed("limit", reading)}])
    inline = json.dumps({"Version": "2012-10-17", "Statement": [reading]})
    return session(Policy=inline)


@pytest.mark.parametrize(
    "way",
    [
        "boundary of a user",
        "boundary of a role",
        "policy of a session",
        "managed policy of a session",
    ],
)
def test_a_limit_has_to_allow_the_request_too(world: World, way: str) -> None:
    """A boundary, or a session's policy, takes away what a policy allows."""
    caller = limited_to_reading(way)
    assert not outcome(caller.get_case, **world.case, **TITLE)
    assert outcome(caller.update_case, **world.case, fields=[]) == (
        "AccessDeniedException"
    )


def test_without_a_limit_the_policies_decide(world: World) -> None:
    """Users and roles without a boundary may do what their policies allow."""
    for caller in (bounded_user(None), session()):
        assert not outcome(caller.update_case, **world.case, fields=[])


def test_a_limit_allows_nothing_by_itself(world: World) -> None:
    """What only the boundary or the session's policy allows is denied."""
    everything = json.dumps({"Version": "2012-10-17", "Statement": [allowed("*")]})
    caller = session(
        allows=allowed("cases:GetCase"),
        boundary=managed("all", allowed("*")),
        Policy=everything,
    )
    assert not outcome(caller.get_case, **world.case, **TITLE)
    assert outcome(caller.search_cases, **world.domain) == "AccessDeniedException"


def test_the_policies_of_a_session_add_up(world: World) -> None:
    """What one of them allows is allowed, and what one of them denies is denied."""
    inline = json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [allowed("cases:SearchCases"), denied("cases:GetDomain")],
        }
    )
    others = managed("more", allowed("cases:GetCase", "cases:GetDomain"))
    caller = session(Policy=inline, PolicyArns=[{"arn": others}])
    assert not outcome(caller.search_cases, **world.domain)
    assert not outcome(caller.get_case, **world.case, **TITLE)
    assert outcome(caller.get_domain, **world.domain) == "AccessDeniedException"


@pytest.mark.parametrize("make", [bounded_user, lambda it: session(boundary=it)])
def test_a_boundary_that_is_not_there_is_never_taken_for_allowed(
    world: World, make: Any
) -> None:
    """A policy that moto does not have cannot be evaluated: a 501 that names it."""
    nowhere = "arn:aws:iam::123456789012:policy/nowhere"
    caller = make(nowhere)
    with enable_iam_authentication():
        answer = refusal(caller.get_case, **world.case, **TITLE)
    assert answer["ResponseMetadata"]["HTTPStatusCode"] == 501
    assert nowhere in answer["Error"]["Message"]


@pytest.mark.parametrize(
    "statement_",
    [
        allowed("cases:*", when={"Bool": {"aws:MultiFactorAuthPresent": "true"}}),
        allowed("cases:*", when={"DateLessThan": {"cases:CreatedBy": "2030-01-01"}}),
        allowed("cases:*", on="arn:aws:cases:*:*:domain/${aws:username}"),
    ],
)
def test_what_a_limit_leaves_open_is_never_allowed(
    world: World, statement_: Any
) -> None:
    """What is not evaluated is a 501 in a boundary as well."""
    caller = session(boundary=managed("limit", statement_))
    with enable_iam_authentication():
        answer = refusal(caller.get_case, **world.case, **TITLE)
    assert answer["ResponseMetadata"]["HTTPStatusCode"] == 501


def test_moto_itself_refuses_to_change_the_boundary_of_a_user(world: World) -> None:
    """It is an error and not a limit that is silently dropped."""
    iam: Any = boto3.client("iam", REGION)
    iam.create_user(UserName="ann")
    limit = managed("limit", allowed("cases:GetCase"))
    with pytest.raises(NotImplementedError):
        iam.put_user_permissions_boundary(UserName="ann", PermissionsBoundary=limit)
