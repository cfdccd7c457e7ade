"""Tags of anything with an ARN.

Not documented, but the same throughout AWS: TagResource merges tags into those that
exist, and UntagResource ignores keys that do not exist.
"""

from collections.abc import Iterator, Mapping
from typing import Protocol

from ..protocol.errors import ResourceNotFoundException, ValidationException, refuse_all
from ..protocol.model import operation_model
from ..protocol.validation import constraint_problems, shape_problems
from ..protocol.wire import Wire
from ..store.state import Domain
from .context import CallContext

_MOST_TAGS = 50

# What has the rules that tags have in CreateCase.
_TAGGED_LIKE_CASES = ("Case", "RelatedItem")

# The noun of the resource an ARN names, by the kinds in its path.
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
    """Something that has tags."""

    tags: dict[str, str]


def tag_resource(call: CallContext) -> Wire:
    """Add tags. Connect's general limit is 50 tags on a resource."""
    kind, resource = _resource(call)
    given: dict[str, str] = call.params["tags"]
    refuse_all(_problems(kind, given))
    tags = resource.tags | given
    check_total(tags)
    resource.tags = tags
    return {}


def _problems(kind: str, tags: Mapping[str, str]) -> Iterator[str]:
    """What is wrong with tags of a kind of resource.

    The model has no rules for this operation. The schemas of CloudFormation have two
    for keys: one for cases, that of CreateCase, and one for the parts of a domain's
    set-up and the domain, that of UntagResource. For related items we assume the rule
    of cases, and for all values that of CreateCase.

    UntagResource refuses keys with spaces or `@` in the model: a case keeps such a tag.
    """
    if kind in _TAGGED_LIKE_CASES:
        yield from constraint_problems("CreateCase", "tags", tags)
        return
    keys = operation_model("UntagResource").input_shape.members["tagKeys"].member
    for number, key in enumerate(tags):
        yield from shape_problems(keys, key, f"tags.key[{number}]")
    values = {f"key{number}": value for number, value in enumerate(tags.values())}
    yield from constraint_problems("CreateCase", "tags", values)


def check_total(tags: Mapping[str, str]) -> None:
    """Refuse more tags than a resource may have, wherever they come from."""
    if len(tags) > _MOST_TAGS:
        raise ValidationException(f"tags: {len(tags)} in all, at most {_MOST_TAGS}")


def untag_resource(call: CallContext) -> Wire:
    _, resource = _resource(call)
    gone: list[str] = call.params["tagKeys"]
    resource.tags = {
        key: value for key, value in resource.tags.items() if key not in gone
    }
    return {}


def list_tags_for_resource(call: CallContext) -> Wire:
    _, resource = _resource(call)
    return {"tags": resource.tags}


def _resource(call: CallContext) -> tuple[str, Taggable]:
    """The noun and the resource an ARN names; one that was deleted softly is found too.

    Text that is no ARN of this service is a ValidationException. An ARN of a resource
    that does not exist, or that is in another account or Region, is a
    ResourceNotFoundException.
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
    return _KINDS[kinds], found


def _within(domain: Domain, kinds: tuple[str, ...], ids: list[str]) -> Taggable | None:
    """The resource within a domain that an ARN names, if it exists."""
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
