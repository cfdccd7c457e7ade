"""An optional check: every ARN is well formed, and names the right kind of resource.

The service, and the embedded service like it, accepts many wrong ones: the ARN of a
case instead of its id, `arn:aws:profiles:`, the bare id of a customer. botocore's dicts
are checked, so that client and embedded service check the same.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..conversion.writing import written
from ..errors import ParamValidationError, Violation
from ..operations import Request
from ..shapes import is_list, is_map
from .arns import AgentArn, Arn, ContactArn, ProfileArn

#: What the members of each name hold.
_ARNS: dict[str, type[Arn]] = {
    "contactArn": ContactArn,
    "userArn": AgentArn,
    "userArnValue": AgentArn,
}
_IDS = ("domainId", "caseId", "templateId", "relatedItemId", "fieldId", "layoutId")
_LISTS_OF_IDS = ("secondaryCaseIds",)


# botocore's dicts have no type of their own.
def arn_violations(parameters: Mapping[str, Any]) -> tuple[Violation, ...]:
    """Parameters of a request that are no ARN, or the ARN of another kind of
    resource.
    """
    return tuple(
        Violation(path.removeprefix("."), rule) for path, rule in _in(parameters, "")
    )


def refuse_wrong_arns(request: Request[Any]) -> None:
    """Check the ARNs of a request.

    Raises:
        ParamValidationError: with everything that is wrong.
    """
    if found := arn_violations(written(request)):
        raise ParamValidationError(request.operation, found)


def _in(node: Any, path: str) -> Iterator[tuple[str, str]]:
    if is_map(node):
        match node:
            case {"id": "customer_id", "value": {"stringValue": str(text)}}:
                yield from _arn(ProfileArn, text, f"{path}.value.stringValue")
            case _:
                pass
        for name, value in node.items():
            yield from _member(name, value, f"{path}.{name}")
    elif is_list(node):
        for index, value in enumerate(node):
            yield from _in(value, f"{path}[{index}]")


def _member(name: str, value: Any, path: str) -> Iterator[tuple[str, str]]:
    if name in _ARNS and isinstance(value, str):
        yield from _arn(_ARNS[name], value, path)
    elif name in _IDS:
        yield from _id(value, path)
    elif name in _LISTS_OF_IDS and is_list(value):
        ids: Sequence[Any] = value
        for index, each in enumerate(ids):
            yield from _id(each, f"{path}[{index}]")
    else:
        yield from _in(value, path)


def _arn(cls: type[Arn], text: str, path: str) -> Iterator[tuple[str, str]]:
    try:
        cls.parse(text)
    except ValueError as error:
        yield path, str(error)


def _id(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str) and value.startswith("arn:"):
        yield path, "expected an id, this is an ARN: CaseArn.parse and the like have it"
