"""Laws of error answers, and of requests no client library would send."""

import json
import re
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
import requests
from botocore import xform_name
from moto.core.authorization import enable_iam_authentication
from parity.installed import installed_tree

from connectcases_typed.testing.operations import OPERATIONS
from connectcases_typed.testing.protocol import errors

from .conftest import REGION, World, code, make_client, refusal, text
from .newer_model import smallest

ENDPOINT = f"https://cases.{REGION}.amazonaws.com"


def send(path: str, body: bytes, method: str = "POST") -> requests.Response:
    """Send a request by hand."""
    return requests.request(method, ENDPOINT + path, data=body, timeout=5)


@pytest.mark.parametrize(
    "error",
    [
        errors.AccessDeniedException,
        errors.ConflictException,
        errors.ResourceNotFoundException,
        errors.ServiceQuotaExceededException,
        errors.ValidationException,
    ],
)
def test_statuses_are_the_models(client: Any, error: type[errors.CasesError]) -> None:
    """Every error has the status the service model gives it."""
    shape = client.meta.service_model.shape_for(error.code)
    assert error.status == shape.metadata["error"]["httpStatusCode"]


def test_an_error_has_code_message_and_request_id(world: World) -> None:
    """The code is in header and body, the message in the body, the id in a header."""
    answer = send("/domains/nowhere", b"")
    assert answer.status_code == 404
    assert answer.headers["x-amzn-ErrorType"] == "ResourceNotFoundException"
    assert answer.headers["x-amzn-RequestId"]
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.json() == {
        "__type": "ResourceNotFoundException",
        "message": "There is no Domain nowhere.",
        "resourceId": "nowhere",
        "resourceType": "Domain",
    }


def test_boto3_raises_the_typed_exception(world: World) -> None:
    """botocore turns an error into its modelled class, with the request's id."""
    missing = world.client.exceptions.ResourceNotFoundException
    with pytest.raises(missing) as caught:
        world.client.get_domain(domainId="nowhere")
    assert caught.value.response["resourceId"] == "nowhere"
    assert caught.value.response["ResponseMetadata"]["RequestId"]


def labels() -> Iterator[tuple[str, str]]:
    """Each operation that is emulated, with each id in its path."""
    for operation, parts in installed_tree()["operations"].items():
        if operation not in OPERATIONS:
            continue
        for label in re.findall(r"{(\w+Id)}", parts["http"]["requestUri"]):
            yield operation, label


@pytest.mark.parametrize(("operation", "label"), list(labels()))
def test_every_id_in_a_path_is_looked_up(
    world: World, operation: str, label: str
) -> None:
    """An id in a path that names nothing is NotFound, which says what is missing."""
    item_id = world.comment("x")
    ids = {**world.case, "relatedItemId": item_id, "fieldId": world.fields["Text"]}
    tree = installed_tree()
    params = smallest(tree["shapes"], tree["operations"][operation]["input"]["shape"])
    known = {name: ids[name] for name in ids if name in params}
    method = getattr(world.client, xform_name(operation))
    answer = refusal(lambda: method(**{**params, **known, label: "nowhere"}))
    assert answer["ResponseMetadata"]["HTTPStatusCode"] == 404
    kind = label.removesuffix("Id")
    assert answer["resourceType"] == kind[0].upper() + kind[1:]
    assert answer["resourceId"] == "nowhere"


def test_the_template_of_a_case_must_exist(world: World) -> None:
    """CreateCase is NotFound for a template that there is none of."""
    create = world.client.create_case
    answer = refusal(lambda: create(**world.domain, templateId="nowhere", fields=[]))
    assert (answer["resourceType"], answer["resourceId"]) == ("Template", "nowhere")


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"[]",
        b'"text"',
        b'{"name": NaN}',
        b'\xff{"name": "x"}',
        b'{"name": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    ],
    ids=["cut", "list", "string", "NaN", "bytes", "deep"],
)
def test_a_body_that_is_no_object_is_refused(world: World, body: bytes) -> None:
    """A body that is not a JSON object is a ValidationException."""
    answer = send("/domains", body)
    assert answer.status_code == 400
    assert answer.json()["__type"] == "ValidationException"


@pytest.mark.parametrize("body", [b"", b"{}", b" ", b"null", b'{"unknown": 1}'])
def test_an_empty_body_is_enough_where_nothing_is_asked(
    world: World, body: bytes
) -> None:
    """Operations without body members take no body, an empty one, and extra members."""
    answer = send(f"/domains/{world.domain_id}", body)
    assert answer.status_code == 200
    assert answer.json()["name"] == "Support"


def test_the_path_names_the_resource(world: World) -> None:
    """A member of the path is read from the path, whatever the body says."""
    body = b'{"domainId": "nowhere", "caseId": "nowhere"}'
    path = f"/domains/{world.domain_id}/cases/{world.case_id}/audit-history"
    assert send(path, body).status_code == 200


def test_nulls_are_absent(world: World) -> None:
    """A null member is the same as none, as long as the member may be absent."""
    path = f"/domains/{world.domain_id}/cases/{world.case_id}/related-items-search"
    body = b'{"filters": null, "maxResults": null, "nextToken": null}'
    assert send(path, body).json()["relatedItems"] == []
    missing = send("/domains", b'{"name": null}')
    assert missing.json()["message"] == "name: required"


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/domains"), ("PUT", "/domains/d"), ("POST", "/")]
)
def test_no_operation_is_said_to_be_none(world: World, method: str, path: str) -> None:
    """A method and path that belong to no operation are a 404 of their own."""
    answer = send(path, b"", method)
    assert answer.status_code == 404
    assert answer.json()["__type"] == "UnknownOperationException"


def test_an_action_elsewhere_is_no_operation(world: World) -> None:
    """Only method and path choose the operation, not a parameter called Action."""
    answer = send(f"/domains/{world.domain_id}?Action=DeleteDomain", b"")
    assert answer.json()["name"] == "Support"


def test_messages_do_not_repeat_values(world: World) -> None:
    """A refusal names the place and the rule, never the value given."""
    given = "secr\u00dft"
    answer = refusal(
        lambda: world.client.update_case(
            **world.case, fields=[], performedBy={"customEntity": given}
        )
    )
    assert "performedBy.customEntity" in answer["Error"]["Message"]
    assert given not in answer["Error"]["Message"]
    title = {"id": "status", "value": {"stringValue": given}}
    unknown = refusal(lambda: world.update(title))
    assert given not in unknown["Error"]["Message"]


def client_of(name: str, *actions: str) -> Any:
    """A client of a new IAM user, who is allowed these actions and nothing else."""
    iam: Any = boto3.client("iam", REGION)
    iam.create_user(UserName=name)
    statements = [{"Effect": "Allow", "Action": [*actions], "Resource": "*"}]
    policy = json.dumps({"Version": "2012-10-17", "Statement": statements})
    if actions:
        iam.put_user_policy(UserName=name, PolicyName="p", PolicyDocument=policy)
    key = iam.create_access_key(UserName=name)["AccessKey"]
    # Not one of the clients that are kept: the key is gone with this mock.
    return make_client.__wrapped__(
        aws_access_key_id=key["AccessKeyId"],
        aws_secret_access_key=key["SecretAccessKey"],
    )


# An operation and the action that allows it: with a body and without, with a query
# and without, and those that are allowed by the action of another one.
ALLOWED_BY = {
    "list_domains": "ListDomains",
    "get_domain": "GetDomain",
    "list_fields": "ListFields",
    "search_cases": "SearchCases",
    "delete_related_item": "DeleteRelatedItem",
    "untag_resource": "UntagResource",
    "update_case": "UpdateCase",
    "batch_update_case": "UpdateCase",
    "create_related_item": "CreateRelatedItem",
    "batch_create_related_item": "CreateRelatedItem",
}


def calls(world: World) -> dict[str, Any]:
    """What to call those operations with, once each."""
    comment = {"comment": {"body": "x", "contentType": "Text/Plain"}}
    cases = [{"caseIdentifier": {"caseId": world.case_id}}]
    arn = world.client.get_domain(**world.domain)["domainArn"]
    return {
        "list_domains": {"maxResults": 1},
        "get_domain": world.domain,
        "list_fields": {**world.domain, "maxResults": 1},
        "search_cases": world.domain,
        "delete_related_item": {**world.case, "relatedItemId": world.comment("x")},
        "untag_resource": {"arn": arn, "tagKeys": ["a=b", "c/d"]},
        "update_case": {**world.case, "fields": [text("title", "x")]},
        "batch_update_case": {
            **world.domain,
            "cases": cases,
            "fields": [],
            "title": "x",
        },
        "create_related_item": {**world.case, "type": "Comment", "content": comment},
        "batch_create_related_item": {
            **world.domain,
            "cases": cases,
            "content": comment,
        },
    }


def test_iam_is_applied_where_it_is_switched_on(world: World) -> None:
    """With moto's IAM simulation on, permission decides, and nothing else does."""
    anybody = world.client
    nobody, anything = client_of("nobody"), client_of("anything", "*")
    given = calls(world)
    assert given.keys() == ALLOWED_BY.keys()
    with enable_iam_authentication():
        for name, request in given.items():
            for refused in (anybody, nobody):
                answered = code(getattr(refused, name), **request)
                assert answered == "AccessDeniedException", name
            assert getattr(anything, name)(**request), name


def test_a_batch_needs_the_permission_of_the_single_one(world: World) -> None:
    """Each operation is allowed by its own action, a batch by that of a single one."""
    given = calls(world)
    for action in set(ALLOWED_BY.values()):
        caller = client_of(action, f"cases:{action}")
        with enable_iam_authentication():
            for name, request in given.items():
                if ALLOWED_BY[name] == action:
                    assert getattr(caller, name)(**request), name
                else:
                    answered = code(getattr(caller, name), **request)
                    assert answered == "AccessDeniedException", (action, name)
