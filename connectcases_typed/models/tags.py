"""Tags of anything that has an ARN: domains, fields, layouts, templates, rules, cases
and related items.
"""

from collections.abc import Mapping

from ..operations import Request, Response
from ..shapes import Limit, Strings, member, shape
from .values import ID

__all__ = [
    "ListTagsForResourceRequest",
    "ListTagsForResourceResponse",
    "TagResourceRequest",
    "TagResourceResponse",
    "UntagResourceRequest",
    "UntagResourceResponse",
]


@shape
class ListTagsForResourceResponse(Response):
    """The tags of a resource.

    Attributes:
        tags: values by key, if it has any tags.
    """

    tags: Mapping[str, str] | None = member(sparse=True, default=None)


@shape
class ListTagsForResourceRequest(Request[ListTagsForResourceResponse]):
    """Read the tags of a resource.

    Attributes:
        arn: the resource.

    Raises:
        ResourceNotFoundException: no such resource.
        ValidationException: the service finds the request invalid.
    """

    arn: str = member(ID)


@shape
class TagResourceResponse(Response):
    """The tags are set; the service returns no members."""


@shape
class TagResourceRequest(Request[TagResourceResponse]):
    """Add tags to a resource; a key it already has gets the new value.

    Attributes:
        arn: the resource.
        tags: values by key; a resource has at most 50 tags, and keys that begin with
            `aws:` are reserved.

    Raises:
        ResourceNotFoundException: no such resource.
        ValidationException: the service finds the request invalid.
    """

    arn: str = member(ID)
    tags: Mapping[str, str]


@shape
class UntagResourceResponse(Response):
    """The tags are removed; the service returns no members."""


@shape
class UntagResourceRequest(Request[UntagResourceResponse]):
    """Remove tags from a resource.

    Attributes:
        arn: the resource.
        tag_keys: the keys of the tags to remove, at most 50; letters, digits and
            `+ , - = . _ : /`.

    Raises:
        ResourceNotFoundException: no such resource.
        ValidationException: the service finds the request invalid.
    """

    arn: str = member(ID)
    tag_keys: Strings = member(
        Limit(0, 50), each=Limit(1, 128, r"(?!aws:)[a-zA-Z+-=._:/]+")
    )
