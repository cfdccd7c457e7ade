"""Laws of permissions: what policies allow and deny, with moto's IAM switched on."""

import json
import threading
from typing import Any

import boto3
import pytest
from moto.core import enable_iam_authentication

from connectcases_typed.testing import iam
from connectcases_typed.testing.serving import service

from .conftest import REGION, USER, World, code, make_client, refusal, text
from .policies import TITLE, allowed, denied, outcome
from .test_tags import arns

COMMENT = {"comment": {"body": "x", "contentType": "Text/Plain"}}


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
    assert outcome(caller.tag_resource, arn=case, tags={"a": "b"}) == no
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


def test_three_operations_are_about_no_resource(world: World) -> None:
    """CreateDomain, ListDomains and ListTagsForResource go by statements on `*`."""
    domain = arn(world, world.domain_id)
    calls: list[tuple[str, dict[str, Any]]] = [
        ("create_domain", {"name": "Another"}),
        ("list_domains", {}),
        ("list_tags_for_resource", {"arn": domain}),
    ]
    all_domains = arn(world, "*")
    for statements, expected in (
        ([allowed("cases:*", on=all_domains)], "AccessDeniedException"),
        ([allowed("cases:*"), denied("cases:*", on=all_domains)], ""),
        ([allowed("cases:*"), denied("cases:*")], "AccessDeniedException"),
    ):
        caller = user(*statements)
        for method, request in calls:
            assert outcome(getattr(caller, method), **request) == expected, method
        forget_user()


def test_what_a_template_and_a_batch_name_can_be_denied(world: World) -> None:
    """The layout of a template, and each rule of a batch, have ARNs of their own."""
    client, domain = world.client, world.domain
    layout = client.create_layout(**domain, name="L", content={"basic": {}})
    rule = client.create_case_rule(
        **domain, name="R", rule={"hidden": {"defaultValue": True, "conditions": []}}
    )
    default = {"layoutConfiguration": {"defaultLayout": layout["layoutId"]}}
    own = {**domain, "templateId": world.template_id}
    calls: list[tuple[str, str, dict[str, Any]]] = [
        ("create_template", "layoutArn", {**domain, "name": "T", **default}),
        ("update_template", "layoutArn", {**own, **default}),
        (
            "batch_get_case_rule",
            "caseRuleArn",
            {**domain, "caseRules": [{"id": rule["caseRuleId"]}]},
        ),
    ]
    for method, named, request in calls:
        caller = user(allowed("cases:*"), denied("cases:*", on=(layout | rule)[named]))
        assert outcome(getattr(caller, method), **request) == "AccessDeniedException"
        forget_user()
    caller = user(allowed("cases:*"))
    for method, _, request in calls:
        assert outcome(getattr(caller, method), **request) == "", method


def test_the_tags_of_every_resource_are_conditions(world: World) -> None:
    """Whatever carries tags can be allowed and denied by them."""
    for kind, each in arns(world).items():
        world.client.tag_resource(arn=each, tags={"Team": "b"})
        for wanted, expected in (("b", ""), ("c", "AccessDeniedException")):
            when = {"StringEquals": {"aws:ResourceTag/Team": wanted}}
            caller = user(allowed("cases:*", when=when))
            assert outcome(caller.tag_resource, arn=each, tags={}) == expected, kind
            forget_user()


def test_a_batch_can_be_told_from_a_single_call(world: World) -> None:
    """`cases:IsBatchAction` is true for the two batches and false for single calls."""
    batch = {**world.domain, "cases": [{"caseIdentifier": {"caseId": world.case_id}}]}
    comment = {"type": "Comment", "content": COMMENT}
    calls: list[tuple[str, dict[str, Any], str]] = [
        ("update_case", {**world.case, "fields": []}, "false"),
        ("create_related_item", {**world.case, **comment}, "false"),
        ("batch_update_case", {**batch, "fields": [], "title": "x"}, "true"),
        ("batch_create_related_item", {**batch, "content": COMMENT}, "true"),
    ]
    for wanted in ("true", "false"):
        caller = user(
            allowed("cases:*", when={"Bool": {"cases:IsBatchAction": wanted}})
        )
        for method, request, is_batch in calls:
            expected = "" if wanted == is_batch else "AccessDeniedException"
            assert outcome(getattr(caller, method), **request) == expected, method
        forget_user()


@pytest.mark.parametrize(
    ("method", "request_"),
    [
        (
            "update_related_item",
            {"content": {"comment": {"body": "y", "contentType": "Text/Plain"}}},
        ),
        ("delete_related_item", {}),
        ("tag_resource", {"tags": {"a": "b"}}),
        ("untag_resource", {"tagKeys": ["a"]}),
    ],
)
@pytest.mark.parametrize(
    ("key", "own", "others"),
    [
        ("cases:RelatedItemType", "Comment", ["Contact", "File"]),
        ("cases:CreatedBy", "bot", ["another", USER]),
    ],
)
def test_items_are_known_by_type_and_creator(
    world: World, method: str, request_: Any, key: str, own: str, others: list[str]
) -> None:
    """Whoever changes, deletes or tags an item can be limited to some of them."""
    item = world.comment("x", performedBy={"customEntity": "bot"})
    if method.endswith("tag_resource"):
        path = (world.domain_id, "case", world.case_id, "related-item", item)
        request = {"arn": arn(world, *path), **request_}
    else:
        request = {**world.case, "relatedItemId": item, **request_}
    for wanted, expected in ((others, "AccessDeniedException"), (own, "")):
        caller = user(allowed("cases:*", when={"StringEquals": {key: wanted}}))
        assert outcome(getattr(caller, method), **request) == expected
        forget_user()


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
