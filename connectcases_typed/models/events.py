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
    """What events about a case include.

    Attributes:
        fields: the fields, at most 400; see `field_identifiers`.
        auto_include_fields: which fields to include besides those in `fields`.
    """

    fields: Sequence[FieldIdentifier] = member(Limit(0, 400))
    auto_include_fields: AutoIncludeFields | None = member(since="1.44.5", default=None)


@shape
class RelatedItemEventIncludedData:
    """What events about a related item include.

    Attributes:
        include_content: whether they include the item's content.
    """

    include_content: bool


@shape
class EventIncludedData:
    """What events include beyond what happened, when, and who did it.

    Attributes:
        case_data: what events about a case include.
        related_item_data: what events about a related item include.
    """

    case_data: CaseEventIncludedData | None = None
    related_item_data: RelatedItemEventIncludedData | None = None


@shape
class EventBridgeConfiguration:
    """What a domain sends to EventBridge.

    Attributes:
        enabled: whether it sends anything.
        included_data: what events include beyond what happened, when, and who did it.
    """

    enabled: bool
    included_data: EventIncludedData | None = None


@shape
class GetCaseEventConfigurationResponse(Response):
    """A domain's event configuration.

    Attributes:
        event_bridge: what the domain sends to EventBridge.
    """

    event_bridge: EventBridgeConfiguration


@shape
class GetCaseEventConfigurationRequest(Request[GetCaseEventConfigurationResponse]):
    """Read a domain's event configuration.

    Attributes:
        domain_id: the domain.

    Raises:
        ResourceNotFoundException: no such domain.
        ValidationException: the service finds the request invalid.
    """

    domain_id: str = member(ID)


@shape
class PutCaseEventConfigurationResponse(Response):
    """The event configuration is set."""


@shape
class PutCaseEventConfigurationRequest(Request[PutCaseEventConfigurationResponse]):
    """Set a domain's event configuration.

    Attributes:
        domain_id: the domain.
        event_bridge: what the domain is to send to EventBridge.

    Raises:
        ResourceNotFoundException: no such domain.
        ConflictException: the request conflicts with the present state.
        ValidationException: the service finds the request invalid.
    """

    domain_id: str = member(ID)
    event_bridge: EventBridgeConfiguration
