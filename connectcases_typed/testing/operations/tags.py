"""Tags of anything with an ARN.

TagResource merges into what is there and UntagResource passes over keys that are not;
neither is documented, both are what the operations do throughout AWS.
"""

from collections.abc import Mapping
from typing import Protocol

from ..protocol.errors import ResourceNotFoundException, ValidationException, refuse_all
from ..protocol.validation import constraint_problems
from ..protocol.wire import Wire
from ..store.state import Domain
from .context import CallContext

_MOST_TAGS = 50


# What an ARN's path leads to, by the kinds in it.
_KINDS: dict[tuple[str, ...], str] = {
    ("domain",): "Domain",
    ("domain", "field"): "Field",
    ("domain", "layout"): "Layout",
    ("domain", "template"): "Template",
    ("domain", "case-rule"): "CaseRule",
    ("domain", "case"): "Case",
    ("domain", "case", "related-item"): "RelatedItem",
}


class Taggable(Protocol):
    """Something that carries tags."""

    tags: dict[str, str]


def tag_resource(call: CallContext) -> Wire:
    """Add tags, under the rules tags have in CreateCase.

    The model states none for this operation; what tags may be does not depend on
    how they got there. At most 50 on a resource is Connect's general rule.
    """
    resource = _resource(call)
    given: dict[str, str] = call.params["tags"]
    refuse_all(constraint_problems("CreateCase", "tags", given))
    tags = resource.tags | given
    check_total(tags)
    resource.tags = tags
    return {}


def check_total(tags: Mapping[str, str]) -> None:
    """Refuse more tags than a resource holds, wherever they come from."""
    if len(tags) > _MOST_TAGS:
        raise ValidationException(f"tags: {len(tags)} in all, at most {_MOST_TAGS}")


def untag_resource(call: CallContext) -> Wire:
    resource = _resource(call)
    gone: list[str] = call.params["tagKeys"]
    resource.tags = {
        key: value for key, value in resource.tags.items() if key not in gone
    }
    return {}


def list_tags_for_resource(call: CallContext) -> Wire:
    return {"tags": _resource(call).tags}


def _resource(call: CallContext) -> Taggable:
    """The thing an ARN names, deleted ones that can still be read included.

    What is no ARN of this service is invalid; an ARN of a thing that does not exist,
    or exists elsewhere, is not found.
    """
    arn: str = call.params["arn"]
    head = arn.split(":", 5)
    if len(head) != 6 or head[0] != "arn" or head[2] != "cases":
        raise ValidationException("arn: not an ARN of Amazon Connect Cases")
    path = head[5].split("/")
    kinds, ids = tuple(path[::2]), path[1::2]
    if len(kinds) != len(ids) or kinds not in _KINDS:
        raise ValidationException("arn: not the ARN of anything that carries tags")
    domain = call.region.domains.get(ids[0])
    found = None if domain is None else _within(domain, kinds, ids)
    if found is None or arn != call.region.arn(*path):
        raise ResourceNotFoundException(_KINDS[kinds], ids[-1])
    return found


def _within(domain: Domain, kinds: tuple[str, ...], ids: list[str]) -> Taggable | None:
    """The thing in the domain that the rest of the path leads to, if it exists."""
    match kinds[1:]:
        case ():
            return domain
        case ("case", "related-item"):
            case = domain.cases.get(ids[1])
            return None if case is None else case.items.get(ids[2])
        case _:
            things: dict[str, Mapping[str, Taggable]] = {
                "field": domain.fields,
                "layout": domain.layouts,
                "template": domain.templates,
                "case-rule": domain.case_rules,
                "case": domain.cases,
            }
            return things[kinds[1]].get(ids[1])
