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
    """The tags of a resource."""

    tags: Mapping[str, str] | None = member(sparse=True, default=None)
    """Values by key, if it has any tags."""


@shape
class ListTagsForResourceRequest(Request[ListTagsForResourceResponse]):
    """Read the tags of a resource.

    Raises:
        ResourceNotFoundException: no such resource.
        ValidationException: the service finds the request invalid.
    """

    arn: str = member(ID)
    """The resource."""


@shape
class TagResourceResponse(Response):
    """The tags are set; the service returns no members."""


@shape
class TagResourceRequest(Request[TagResourceResponse]):
    """Add tags to a resource; a key it already has gets the new value.

    Raises:
        ResourceNotFoundException: no such resource.
        ValidationException: the service finds the request invalid.
    """

    arn: str = member(ID)
    """The resource."""
    tags: Mapping[str, str]
    """Values by key; a resource has at most 50 tags, and keys that begin with `aws:`
    are reserved.
    """


@shape
class UntagResourceResponse(Response):
    """The tags are removed; the service returns no members."""


@shape
class UntagResourceRequest(Request[UntagResourceResponse]):
    """Remove tags from a resource.

    Raises:
        ResourceNotFoundException: no such resource.
        ValidationException: the service finds the request invalid.
    """

    arn: str = member(ID)
    """The resource."""
    tag_keys: Strings = member(
        Limit(0, 50), each=Limit(1, 128, r"(?!aws:)[a-zA-Z+-=._:/]+")
    )
    """The keys of the tags to remove, at most 50; letters, digits and
    `+ , - = . _ : /`.
    """
