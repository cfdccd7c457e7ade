"""The event stream: what a domain tells EventBridge of its cases."""

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
    """Which fields events carry without being named."""

    ALL = "All"
    SYSTEM = "System"
    CUSTOM = "Custom"


@shape
class CaseEventIncludedData:
    """What events about a case carry.

    Attributes:
        fields: the fields, at most 400; see `field_identifiers`.
        auto_include_fields: fields carried without being named.
    """

    fields: Sequence[FieldIdentifier] = member(Limit(0, 400))
    auto_include_fields: AutoIncludeFields | None = member(since="1.44.5", default=None)


@shape
class RelatedItemEventIncludedData:
    """What events about a related item carry.

    Attributes:
        include_content: whether they carry what it holds.
    """

    include_content: bool


@shape
class EventIncludedData:
    """What events carry beyond who, when and what.

    Attributes:
        case_data: of a case.
        related_item_data: of a related item.
    """

    case_data: CaseEventIncludedData | None = None
    related_item_data: RelatedItemEventIncludedData | None = None


@shape
class EventBridgeConfiguration:
    """What a domain sends to EventBridge.

    Attributes:
        enabled: whether it sends anything.
        included_data: what events carry beyond who, when and what.
    """

    enabled: bool
    included_data: EventIncludedData | None = None


@shape
class GetCaseEventConfigurationResponse(Response):
    """A domain's event configuration.

    Attributes:
        event_bridge: what it sends to EventBridge.
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
        event_bridge: what it is to send to EventBridge.

    Raises:
        ResourceNotFoundException: no such domain.
        ConflictException: the request collides with the present state.
        ValidationException: the service finds the request invalid.
    """

    domain_id: str = member(ID)
    event_bridge: EventBridgeConfiguration
