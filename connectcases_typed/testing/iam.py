"""Permissions: what a request needs, and whether IAM policies allow it.

moto's simulation authenticates a caller and finds its policies; it looks at actions
alone, and takes every condition for unmet. So policies are evaluated here, by the rules
of IAM: what no statement allows is denied, and a statement that denies wins.

The ARNs are those of the service authorization reference. Of what a request names, the
thing it is about has to be allowed (a case, or each case of a batch), and nothing of
it, up to the domain, may be denied. What does not exist yet is `case/*`.

A permissions boundary and session policies limit what the policies of a user or a role
allow: each of them has to allow the request as well.

What is not evaluated is refused with status 501 and never taken for allowed: other
condition keys and operators, policy variables, and policies that moto does not have.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, cast

import attrs
from moto.iam.access_control import IAMRequest
from moto.iam.models import Policy
from moto.sts.models import sts_backends

from .protocol.errors import AccessDeniedException, NotImplementedException
from .protocol.wire import Wire
from .store.region import Region
from .store.state import Domain

# The IAM action that allows an operation, if it is named after another operation.
ALLOWED_BY = {
    "BatchCreateRelatedItem": "CreateRelatedItem",
    "BatchUpdateCase": "UpdateCase",
}

# What the last part of a path is, by the member that names it.
_PARTS = {
    "fieldId": "field",
    "layoutId": "layout",
    "templateId": "template",
    "caseRuleId": "case-rule",
}

# Operations that are about no resource, by the service authorization reference: only a
# statement about `*` concerns them, even if the request names something.
_ABOUT_NOTHING = ("CreateDomain", "ListDomains", "ListTagsForResource")

# What operations make that has no id yet, below the domain or the case.
_NEW = {
    "CreateField": "field",
    "CreateLayout": "layout",
    "CreateTemplate": "template",
    "CreateCaseRule": "case-rule",
    "CreateCase": "case",
}

# Batches of parts that are read, with the member that names them.
_READ_TOGETHER = {
    "BatchGetField": ("field", "fields"),
    "BatchGetCaseRule": ("case-rule", "caseRules"),
}

#: Where moto keeps the boundary of a role. `hooks` has that of a user kept alike, and
#: the managed policies of a session, which moto drops.
BOUNDARY = "permissions_boundary_arn"
SESSION_POLICIES = "policy_arns"

_ACTING_FOR_USERS = ("CreateCase", "UpdateCase", "CreateRelatedItem")

# The kinds and ids that lead to a thing.
_Path = tuple[str, ...]

# The values of condition keys, by their names in lower case, as IAM compares them.
Context = Mapping[str, list[str]]


@attrs.frozen
class Need:
    """An action to be allowed on a resource, and not to be denied `within` others."""

    action: str
    resource: str
    within: tuple[str, ...]
    context: Context


def needs(operation: str, params: Wire, region: Region) -> Iterator[Need]:
    """What a request has to be allowed, in the account and Region of its caller."""
    action = f"cases:{ALLOWED_BY.get(operation, operation)}"
    domain = region.domains.get(str(params.get("domainId")))
    for path, within in _resources(operation, params, domain):
        arns = [region.arn(*each) if each else "*" for each in (path, *within)]
        context = {
            **_resource_context(path, region),
            **_request_context(operation, params),
        }
        yield Need(action, arns[0], tuple(arns[1:]), context)
        if operation == "CreateCase" and params.get("tags"):
            tagging = {**context, **_tag_context(params["tags"])}
            yield Need("cases:TagResource", arns[0], tuple(arns[1:]), tagging)


def _resources(
    operation: str, params: Wire, domain: Domain | None
) -> Iterator[tuple[_Path, list[_Path]]]:
    """The path of each thing a request is about, and of what else it names."""
    if operation in _ABOUT_NOTHING:
        yield (), []
        return
    if params.get("arn") is not None:
        path = str(params["arn"]).split(":", 5)[-1].split("/")
        yield tuple(path), [tuple(path[:end]) for end in range(2, len(path), 2)]
        return
    top = ("domain", str(params["domainId"]))
    named = list(_named(params, top))
    about = [*_cases(operation, params, domain, top), *_batch(operation, params, top)]
    if operation in _NEW:
        about = [((*top, _NEW[operation], "*"), ())]
    elif not about:
        # A part of the domain, if the path names one, or else the domain.
        part = any(params.get(key) is not None for key in _PARTS)
        about = [(named[-1] if part else top, ())]
    for thing, case in about:
        yield thing, [top, *([case] if case else []), *named]


def _named(params: Wire, top: _Path) -> Iterator[_Path]:
    """The parts of the domain that a request names beside what it is about."""
    for entry in _entries(params, "fields"):
        if "id" in entry:
            yield (*top, "field", str(entry["id"]))
    layout = params.get("layoutConfiguration")
    if isinstance(layout, dict) and "defaultLayout" in layout:
        yield (*top, "layout", str(cast("Wire", layout)["defaultLayout"]))
    for name, part in _PARTS.items():
        if params.get(name) is not None:
            yield (*top, part, str(params[name]))


def _cases(
    operation: str, params: Wire, domain: Domain | None, top: _Path
) -> Iterator[tuple[_Path, _Path]]:
    """Each case of a request, or the item of the case, and then the case as well."""
    item = params.get("relatedItemId")
    if operation in ("CreateRelatedItem", "BatchCreateRelatedItem"):
        item = "*"
    for case_id in _case_ids(params, domain):
        case = (*top, "case", str(case_id))
        if item is None:
            yield case, ()
        else:
            yield (*case, "related-item", str(item)), case


def _batch(operation: str, params: Wire, top: _Path) -> Iterator[tuple[_Path, _Path]]:
    """Each field or rule of a batch that is read."""
    part, member = _READ_TOGETHER.get(operation, ("", ""))
    for entry in _entries(params, member):
        yield (*top, part, str(entry.get("id"))), ()


def _entries(params: Wire, member: str) -> list[Wire]:
    """The entries of a list; what is no list is refused later, by the operation."""
    given = params.get(member)
    entries = cast("list[object]", given) if isinstance(given, list) else []
    return [cast("Wire", entry) for entry in entries if isinstance(entry, dict)]


def _case_ids(params: Wire, domain: Domain | None) -> Iterator[object]:
    if params.get("caseId") is not None:
        yield params["caseId"]
    others = params.get("secondaryCaseIds")
    yield from cast("list[object]", others) if isinstance(others, list) else []
    for entry in _entries(params, "cases"):
        identifier: Any = entry.get("caseIdentifier") or {}
        if not isinstance(identifier, dict):
            continue
        known = cast("Wire", identifier)
        reference = str(known.get("referenceId")).upper()
        found = {} if domain is None else domain.references
        yield known.get("caseId") or found.get(reference, "*")


def _resource_context(path: tuple[str, ...], region: Region) -> Context:
    """The tags of what a path leads to, and what is known of a related item."""
    domain = region.domains.get(path[1]) if len(path) > 1 else None
    if domain is None:
        return {}
    context: dict[str, list[str]] = {}
    found: Any = domain
    if len(path) > 3:
        things: Mapping[str, Mapping[str, Any]] = {
            "field": domain.fields,
            "layout": domain.layouts,
            "template": domain.templates,
            "case-rule": domain.case_rules,
            "case": domain.cases,
        }
        found = things.get(path[2], {}).get(path[3])
    if len(path) > 5 and found is not None:
        found = found.items.get(path[5])
        if found is not None:
            context["cases:relateditemtype"] = [found.type]
            context["cases:createdby"] = [*(found.created_by or {}).values()]
    if found is not None:
        for key, value in found.tags.items():
            context[f"aws:resourcetag/{key.lower()}"] = [value]
    return context


def _request_context(operation: str, params: Wire) -> Context:
    context: dict[str, list[str]] = {}
    single = ALLOWED_BY.get(operation, operation)
    if single in ALLOWED_BY.values():
        context["cases:isbatchaction"] = [str(operation in ALLOWED_BY).lower()]
    performer: Any = params.get("performedBy")
    if isinstance(performer, dict):
        user = cast("Wire", performer)
        if single in _ACTING_FOR_USERS and "userArn" in user:
            context["connect:userarn"] = [str(user["userArn"])]
        if single == "CreateRelatedItem":
            context["cases:createdby"] = [str(it) for it in user.values()]
    if single == "CreateRelatedItem":
        content: Any = params.get("content")
        arms = [str(it) for it in cast("Wire", content)] if content else []
        kind = params.get("type") or "".join(it[:1].upper() + it[1:] for it in arms)
        context["cases:relateditemtype"] = [str(kind)]
    if operation == "TagResource":
        context |= _tag_context(params.get("tags"))
    if operation == "UntagResource":
        keys: Any = params.get("tagKeys")
        context["aws:tagkeys"] = [str(it) for it in cast("list[object]", keys or [])]
    return context


def _tag_context(tags: Any) -> dict[str, list[str]]:
    given = cast("Wire", tags) if isinstance(tags, dict) else {}
    return {
        "aws:tagkeys": list(given),
        **{f"aws:requesttag/{key.lower()}": [str(it)] for key, it in given.items()},
    }


class CasesRequest(IAMRequest):
    """moto's check of a request, its policies evaluated here."""

    needs: tuple[Need, ...] = ()

    def check_action_permitted(self, resource: str) -> None:  # noqa: ARG002 - moto gives "*"
        """Raise AccessDeniedException unless everything needed is allowed."""
        key: Any = self._access_key
        layers = [
            [statement for policy in policies for statement in _statements(policy)]
            for policies in self._policies(key)
        ]
        for need in self.needs:
            if not all(_allowed(need, statements) for statements in layers):
                raise AccessDeniedException(
                    f"User: {key.arn} is not authorized to perform: {need.action} "
                    f"on resource: {need.resource}"
                )

    def _policies(self, key: Any) -> Iterator[list[Any]]:
        """The layers of policies that have to allow a request, each by itself."""
        backend: Any = self.backend
        yield key.collect_policies()
        role = getattr(key, "_owner_role_name", None)
        if role is None:
            owner: Any = backend.get_user(key._owner_user_name)  # noqa: SLF001 - it has no other name
        else:
            owner = backend.get_role(role)
        boundary: str | None = getattr(owner, BOUNDARY, None)
        if boundary:
            yield [_managed(backend, boundary)]
        if role is None:
            return
        sessions: Any = sts_backends[self.account_id][backend.partition].assumed_roles
        for session in sessions:
            if session.access_key_id == key._access_key_id:  # noqa: SLF001 - as above
                arns: list[dict[str, str]] = getattr(session, SESSION_POLICIES, [])
                given = [session.policy] if session.policy else []
                given += [_managed(backend, it["arn"]) for it in arns]
                if given:
                    yield given


def _managed(backend: Any, arn: str) -> Any:
    """The managed policy with an ARN."""
    policy = backend.managed_policies.get(arn)
    if policy is None:
        raise NotImplementedException(f"moto has no policy {arn} to evaluate.")
    return policy


def _statements(policy: Any) -> list[Wire]:
    if isinstance(policy, Policy):
        document = next(it for it in policy.versions if it.is_default).document
    else:
        document = policy if isinstance(policy, str) else policy["policy_document"]
    statements: Any = json.loads(document)["Statement"]
    several = isinstance(statements, list)
    return cast("list[Wire]", statements if several else [statements])


def _allowed(need: Need, statements: list[Wire]) -> bool:
    allowed = False
    for statement in statements:
        if not _concerns(statement, "Action", [need.action], any_case=True):
            continue
        denies = statement["Effect"] == "Deny"
        resources = [need.resource, *need.within] if denies else [need.resource]
        if not _concerns(statement, "Resource", resources):
            continue
        if _conditions_hold(statement.get("Condition", {}), need.context):
            if denies:
                return False
            allowed = True
    return allowed


def _concerns(
    statement: Wire, element: str, values: list[str], *, any_case: bool = False
) -> bool:
    """Whether a statement is about any of the values, by `Action` or `NotAction`."""
    negated = f"Not{element}" in statement
    patterns = _listed(statement[f"Not{element}" if negated else element])
    for value in values:
        matches = any(_matches(it, value, any_case=any_case) for it in patterns)
        if matches is not negated:
            return True
    return False


def _listed(given: Any) -> list[str]:
    values = cast("list[object]", given) if isinstance(given, list) else [given]
    return [str(it).lower() if isinstance(it, bool) else str(it) for it in values]


@cache
def _pattern(text: str, *, any_case: bool) -> re.Pattern[str]:
    if "${" in text:
        raise NotImplementedException(f"Policy variables are not evaluated: {text}")
    escaped = re.escape(text).replace(r"\*", ".*").replace(r"\?", ".")
    return re.compile(escaped, re.DOTALL | (re.IGNORECASE if any_case else 0))


def _matches(pattern: str, value: str, *, any_case: bool = False) -> bool:
    return _pattern(pattern, any_case=any_case).fullmatch(value) is not None


_KEYS = re.compile(
    "aws:resourcetag/.+|aws:requesttag/.+|aws:tagkeys|cases:createdby"
    "|cases:relateditemtype|connect:userarn|cases:isbatchaction"
)


def _conditions_hold(conditions: Wire, context: Context) -> bool:
    # All of them: one that cannot be evaluated is an error, whatever the others are.
    outcomes = [
        _holds(operator, key, _listed(wanted), context)
        for operator, block in conditions.items()
        for key, wanted in block.items()
    ]
    return all(outcomes)


def _holds(operator: str, key: str, wanted: list[str], context: Context) -> bool:
    if not _KEYS.fullmatch(key.lower()):
        raise NotImplementedException(f"The condition key {key} is not evaluated.")
    quantifier, _, name = operator.rpartition(":")
    optional = name.endswith("IfExists")
    name = name.removesuffix("IfExists")
    present = context.get(key.lower(), [])
    if name == "Null":
        return (not present) is (wanted == ["true"])
    negated = "Not" in name
    compare = _comparison(name.replace("Not", ""))

    def one(value: str) -> bool:
        return any(compare(it, value) for it in wanted) is not negated

    if quantifier == "ForAllValues":
        return all(one(value) for value in present)
    if quantifier == "ForAnyValue":
        return any(one(value) for value in present)
    if quantifier:
        raise NotImplementedException(f"The operator {operator} is not evaluated.")
    if not present:
        return optional or negated
    return all(one(value) for value in present)


def _comparison(name: str) -> Callable[[str, str], bool]:
    match name:
        case "StringEquals":
            return _equal
        case "StringEqualsIgnoreCase" | "Bool":
            return _equal_in_any_case
        case "StringLike" | "ArnLike" | "ArnEquals":
            return _matches
        case _:
            raise NotImplementedException(f"The operator {name} is not evaluated.")


def _equal(wanted: str, value: str) -> bool:
    # A policy variable is refused here too.
    _pattern(wanted, any_case=False)
    return wanted == value


def _equal_in_any_case(wanted: str, value: str) -> bool:
    return _equal(wanted.lower(), value.lower())
