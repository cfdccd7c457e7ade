"""The event stream: what a domain reports to EventBridge about its cases."""

from collections.abc import Sequence

from ..operations import Request, Response
from ..shapes import Limit, OpenEnum, member, shape
from .fields import FieldIdentifier
from .values import ID

__all__ = [
    "AutoIncludeFields",
    "CaseEventIncludedData",
    "EventBridgeConfiguration",
    "EventIncludedData",
    "GetCaseEventConfigurationRequest",
    "GetCaseEventConfigurationResponse",
    "PutCaseEventConfigurationRequest",
    "PutCaseEventConfigurationResponse",
    "RelatedItemEventIncludedData",
]


class AutoIncludeFields(OpenEnum):
    """Which fields events include even if the configuration does not list them."""

    ALL = "All"
    SYSTEM = "System"
    CUSTOM = "Custom"


@shape
class CaseEventIncludedData:
    """What events about a case include."""

    fields: Sequence[FieldIdentifier] = member(Limit(0, 400))
    """The fields, at most 400; see `field_identifiers`."""
    auto_include_fields: AutoIncludeFields | None = member(since="1.44.5", default=None)
    """Which fields to include besides those in `fields`."""


@shape
class RelatedItemEventIncludedData:
    """What events about a related item include."""

    include_content: bool
    """Whether they include the item's content."""


@shape
class EventIncludedData:
    """What events include beyond what happened, when, and who did it."""

    case_data: CaseEventIncludedData | None = None
    """What events about a case include."""
    related_item_data: RelatedItemEventIncludedData | None = None
    """What events about a related item include."""


@shape
class EventBridgeConfiguration:
    """What a domain sends to EventBridge."""

    enabled: bool
    """Whether it sends anything."""
    included_data: EventIncludedData | None = None
    """What events include beyond what happened, when, and who did it."""


@shape
class GetCaseEventConfigurationResponse(Response):
    """A domain's event configuration."""

    event_bridge: EventBridgeConfiguration
    """What the domain sends to EventBridge."""


@shape
class GetCaseEventConfigurationRequest(Request[GetCaseEventConfigurationResponse]):
    """Read a domain's event configuration.

    Raises:
        ResourceNotFoundException: no such domain.
        ValidationException: the service finds the request invalid.
    """

    domain_id: str = member(ID)
    """The domain."""


@shape
class PutCaseEventConfigurationResponse(Response):
    """The event configuration is set."""


@shape
class PutCaseEventConfigurationRequest(Request[PutCaseEventConfigurationResponse]):
    """Set a domain's event configuration.

    Raises:
        ResourceNotFoundException: no such domain.
        ConflictException: the request conflicts with the present state.
        ValidationException: the service finds the request invalid.
    """

    domain_id: str = member(ID)
    """The domain."""
    event_bridge: EventBridgeConfiguration
    """What the domain is to send to EventBridge."""
