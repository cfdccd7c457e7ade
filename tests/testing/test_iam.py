"""Laws of permissions: what policies allow and deny, with moto's IAM switched on."""

import json
import threading
from base64 import b64encode
from typing import Any

import boto3
import pytest
from moto.core import enable_iam_authentication

from connectcases_typed.testing import iam
from connectcases_typed.testing.serving import service

from .conftest import REGION, USER, World, code, make_client, refusal, text

COMMENT = {"comment": {"body": "x", "contentType": "Text/Plain"}}


def allowed(*actions: str, on: Any = "*", **more: Any) -> dict[str, Any]:
    """A statement that allows actions; `when` is its condition."""
    return statement("Allow", actions, on, **more)


def denied(*actions: str, on: Any = "*", **more: Any) -> dict[str, Any]:
    """A statement that denies actions."""
    return statement("Deny", actions, on, **more)


def statement(effect: str, actions: Any, on: Any, when: Any = None) -> dict[str, Any]:
    """A statement of a policy."""
    made = {"Effect": effect, "Action": list(actions), "Resource": on}
    return made if when is None else {**made, "Condition": when}


def user(*statements: Any) -> Any:
    """A client of a new IAM user with a policy of these statements."""
    iam: Any = boto3.client("iam", REGION)
    iam.create_user(UserName="user")
    policy = json.dumps({"Version": "2012-10-17", "Statement": statements})
    iam.put_user_policy(UserName="user", PolicyName="p", PolicyDocument=policy)
    key = iam.create_access_key(UserName="user")["AccessKey"]
    return make_client.__wrapped__(
        aws_access_key_id=key["AccessKeyId"],
        aws_secret_access_key=key["SecretAccessKey"],
    )


def arn(world: World, *path: str) -> str:
    """An ARN in the domain."""
    return "/".join((f"arn:aws:cases:{REGION}:123456789012:domain", *path))


def outcome(call: Any, **request: Any) -> str:
    """The code of the error a call is answered with, or "" if it has none."""
    try:
        with enable_iam_authentication():
            call(**request)
    except call.__self__.exceptions.ClientError as error:
        return str(error.response["Error"]["Code"])
    return ""


TITLE = {"fields": [{"id": "title"}]}


def test_one_case_may_be_denied(world: World) -> None:
    """Who may do everything but to one case may not do it to that case or its items."""
    item, other = world.comment("x"), world.new_case()
    case = arn(world, world.domain_id, "case", world.case_id)
    caller = user(allowed("cases:*"), denied("cases:*", on=case))
    no = "AccessDeniedException"
    assert outcome(caller.get_case, **world.case, **TITLE) == no
    assert outcome(caller.delete_related_item, **world.case, relatedItemId=item) == no
    batch = [{"caseIdentifier": {"caseId": it}} for it in (other, world.case_id)]
    assert (
        outcome(
            caller.batch_update_case, **world.domain, cases=batch, fields=[], title="x"
        )
        == no
    )
    merge = {"caseId": other, "secondaryCaseIds": [world.case_id]}
    assert outcome(caller.start_merge_cases, **world.domain, **merge) == no
    assert outcome(caller.list_tags_for_resource, arn=case) == no
    assert not outcome(caller.get_case, **world.domain, caseId=other, **TITLE)


def test_one_case_may_be_allowed(world: World) -> None:
    """Who is allowed one case may read that one, and no other."""
    other = world.new_case()
    case = arn(world, world.domain_id, "case", world.case_id)
    caller = user(allowed("cases:*", on=case))
    assert not outcome(caller.get_case, **world.case, **TITLE)
    no = "AccessDeniedException"
    assert outcome(caller.get_case, **world.domain, caseId=other, **TITLE) == no
    assert outcome(caller.search_cases, **world.domain) == no


def test_parts_of_a_domain_have_arns(world: World) -> None:
    """Fields, templates and the domain can be denied; what is new is `/*`."""
    number = arn(world, world.domain_id, "field", world.fields["Number"])
    template = arn(world, world.domain_id, "template", world.template_id)
    caller = user(allowed("cases:*"), denied("cases:*", on=[number, template]))
    no = "AccessDeniedException"
    asked = {"fields": [{"id": world.fields["Number"]}]}
    assert outcome(caller.get_case, **world.case, **asked) == no
    assert outcome(caller.batch_get_field, **world.domain, **asked) == no
    made = {"templateId": world.template_id, "fields": [text("title", "x")]}
    assert outcome(caller.create_case, **world.domain, **made) == no
    one = {**world.domain, "templateId": world.template_id}
    assert outcome(caller.get_template, **one) == no
    assert not outcome(caller.get_case, **world.case, **TITLE)
    assert not outcome(caller.create_field, **world.domain, name="New", type="Text")


def test_new_cases_may_be_allowed(world: World) -> None:
    """CreateCase is about `case/*`, and with tags needs TagResource besides."""
    cases = arn(world, world.domain_id, "case", "*")
    caller = user(allowed("cases:CreateCase", on=cases))
    number = {"id": world.fields["Number"], "value": {"doubleValue": 1}}
    made = {
        **world.domain,
        "templateId": world.template_id,
        "fields": [text("title", "x"), number],
    }
    assert not outcome(caller.create_case, **made)
    assert outcome(caller.create_case, **made, tags={"a": "b"}) == (
        "AccessDeniedException"
    )


CREATE = "create_related_item"
UPDATE = "update_case"


@pytest.mark.parametrize(
    ("method", "request_", "when", "otherwise"),
    [
        (
            CREATE,
            {"type": "Comment", "content": COMMENT},
            {"StringEquals": {"cases:RelatedItemType": "Comment"}},
            {"StringEquals": {"cases:RelatedItemType": "Contact"}},
        ),
        (
            CREATE,
            {
                "type": "Comment",
                "content": COMMENT,
                "performedBy": {"customEntity": "bot"},
            },
            {"StringLike": {"cases:CreatedBy": "b*"}},
            {"StringNotLike": {"cases:CreatedBy": "b*"}},
        ),
        (
            UPDATE,
            {"fields": [], "performedBy": {"userArn": USER}},
            {"ArnLike": {"connect:UserArn": "arn:*/agent/ann"}},
            {"ArnNotEquals": {"connect:UserArn": USER}},
        ),
        (
            UPDATE,
            {"fields": []},
            {"Bool": {"cases:IsBatchAction": "false"}},
            {"Bool": {"cases:IsBatchAction": True}},
        ),
        (
            UPDATE,
            {"fields": []},
            {"StringEquals": {"aws:ResourceTag/team": ["a", "b"]}},
            {"Null": {"aws:ResourceTag/team": "true"}},
        ),
        (
            UPDATE,
            {"fields": []},
            {"StringEqualsIfExists": {"aws:ResourceTag/other": "a"}},
            {"StringEquals": {"aws:ResourceTag/other": "a"}},
        ),
    ],
)
def test_conditions_decide(
    world: World, method: str, request_: Any, when: Any, otherwise: Any
) -> None:
    """A statement counts if its conditions are met, and does not if they are not."""
    case = arn(world, world.domain_id, "case", world.case_id)
    world.client.tag_resource(arn=case, tags={"team": "b"})
    request = {**world.case, **request_}
    no = "AccessDeniedException"
    for statements, expected in (
        ([allowed("cases:*", when=when)], ""),
        ([allowed("cases:*", when=otherwise)], no),
        ([allowed("cases:*"), denied("cases:*", when=when)], no),
        ([allowed("cases:*"), denied("cases:*", when=otherwise)], ""),
    ):
        caller = user(*statements)
        assert outcome(getattr(caller, method), **request) == expected
        forget_user()


def forget_user() -> None:
    """Delete the user, so that there may be another."""
    iam: Any = boto3.client("iam", REGION)
    for key in iam.list_access_keys(UserName="user")["AccessKeyMetadata"]:
        iam.delete_access_key(UserName="user", AccessKeyId=key["AccessKeyId"])
    iam.delete_user_policy(UserName="user", PolicyName="p")
    iam.delete_user(UserName="user")


def test_tags_of_the_request_are_conditions(world: World) -> None:
    """TagResource and UntagResource can be limited to keys and values."""
    case = arn(world, world.domain_id, "case", world.case_id)
    caller = user(
        allowed(
            "cases:TagResource",
            when={
                "StringEquals": {"aws:RequestTag/team": "a"},
                "ForAllValues:StringEquals": {"aws:TagKeys": ["team"]},
            },
        ),
        allowed(
            "cases:UntagResource",
            when={"ForAnyValue:StringEquals": {"aws:TagKeys": ["team"]}},
        ),
    )
    no = "AccessDeniedException"
    assert not outcome(caller.tag_resource, arn=case, tags={"team": "a"})
    assert outcome(caller.tag_resource, arn=case, tags={"team": "b"}) == no
    more = {"team": "a", "other": "a"}
    assert outcome(caller.tag_resource, arn=case, tags=more) == no
    assert not outcome(caller.untag_resource, arn=case, tagKeys=["team"])
    assert outcome(caller.untag_resource, arn=case, tagKeys=["other"]) == no


@pytest.mark.parametrize(
    ("on", "when", "named"),
    [
        ("*", {"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}, "aws:SourceIp"),
        ("*", {"NumericEquals": {"cases:CreatedBy": "1"}}, "NumericEquals"),
        ("arn:aws:cases:*:*:domain/${aws:username}", None, "aws:username"),
    ],
)
def test_what_is_not_evaluated_is_never_allowed(
    world: World, on: str, when: Any, named: str
) -> None:
    """A statement that cannot be evaluated is a 501 that names why."""
    caller = user(allowed("cases:*", on=on, when=when))
    with enable_iam_authentication():
        answer = refusal(caller.get_case, **world.case, **TITLE)
    assert answer["ResponseMetadata"]["HTTPStatusCode"] == 501
    assert named in answer["Error"]["Message"]


def test_a_batch_of_nothing_needs_the_domain(world: World) -> None:
    """A request that names nothing is about the domain, and not about nothing."""
    caller = user(allowed("cases:ListDomains"))
    empty: dict[str, Any] = {**world.domain, "cases": [], "fields": []}
    with enable_iam_authentication():
        answer = code(caller.batch_update_case, **empty)
    assert answer == "AccessDeniedException"


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


def test_permissions_are_of_one_moment(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a request needs is read while nobody changes the state."""
    free: list[bool] = []

    def tried() -> None:
        free.append(service.lock.acquire(blocking=False))
        if free[-1]:
            service.lock.release()

    def noted(*given: Any) -> Any:
        other = threading.Thread(target=tried)
        other.start()
        other.join()
        return needs(*given)

    needs = iam.needs
    monkeypatch.setattr(iam, "needs", noted)
    assert outcome(user(allowed("cases:*")).get_case, **world.case, **TITLE) == ""
    assert free == [False]
