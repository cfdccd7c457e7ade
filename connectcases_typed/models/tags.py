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
        tags: by key, where it has any.
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
    """The tags are set; the service answers nothing."""


@shape
class TagResourceRequest(Request[TagResourceResponse]):
    """Add tags to a resource; a key that it already has gets the new value.

    Attributes:
        arn: the resource.
        tags: by key; a resource has at most 50, and keys that begin with `aws:` are
            not for you.

    Raises:
        ResourceNotFoundException: no such resource.
        ValidationException: the service finds the request invalid.
    """

    arn: str = member(ID)
    tags: Mapping[str, str]


@shape
class UntagResourceResponse(Response):
    """The tags are gone; the service answers nothing."""


@shape
class UntagResourceRequest(Request[UntagResourceResponse]):
    """Take tags off a resource.

    Attributes:
        arn: the resource.
        tag_keys: at most 50; letters, digits and `+ , - = . _ : /`.

    Raises:
        ResourceNotFoundException: no such resource.
        ValidationException: the service finds the request invalid.
    """

    arn: str = member(ID)
    tag_keys: Strings = member(
        Limit(0, 50), each=Limit(1, 128, r"(?!aws:)[a-zA-Z+-=._:/]+")
    )
